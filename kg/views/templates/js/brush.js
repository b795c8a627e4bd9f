// Time: bins of days, months or years, a histogram by kind of act, and a brush over it.

const ORDER = Object.keys(QUADS);

const DAY = 864e5;
const FAR = 1096;

/** How many of the first of some sorted times are strays: few, and further off than a third of all the time there is. */
function strays(times) {
  const span = Math.abs(times[times.length - 1] - times[0]);
  const most = times.length < 8 ? 0 : Math.max(1, Math.floor(times.length / 30));
  for (let few = most; few > 0; few -= 1) {
    const gap = Math.abs(times[few] - times[few - 1]);
    if (gap > FAR * DAY && gap > span / 3) return few;
  }
  return 0;
}

/** The bins of some events: days for two months, months for twenty years, else years; strays lie in a bin before or after. */
function makeBins(events) {
  const days = events.map((event) => event.first).filter(Boolean).sort();
  if (!days.length) return { unit: "month", length: 7, keys: [], starts: [] };
  const times = days.map((day) => Date.parse(day));
  const [early, late] = [strays(times), strays([...times].reverse())];
  const [first, last] = [days[early], days[days.length - 1 - late]];
  const span = (Date.parse(last) - Date.parse(first)) / DAY;
  const [unit, length] = span <= 62 ? ["day", 10] : span <= 7320 ? ["month", 7] : ["year", 4];
  const keys = [];
  for (let key = first.slice(0, length); key <= last.slice(0, length); key = nextKey(key)) keys.push(key);
  const after = nextKey(keys[keys.length - 1]);
  if (early) keys.unshift(`<${keys[0]}`);
  if (late) keys.push(`>${after}`);
  return { unit, length, keys, starts: keys.map(firstDay) };
}

/** The place of a day in the bins: the last that has begun. */
function binAt({ starts }, day) {
  let at = starts.length - 1;
  while (at > 0 && starts[at] > day) at -= 1;
  return at;
}

function nextKey(key) {
  const [year, month, day] = key.split("-").map(Number);
  const padded = (number) => String(number).padStart(4, "0");
  if (day) return new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
  if (!month) return padded(year + 1);
  return month === 12 ? `${padded(year + 1)}-01` : `${padded(year)}-${String(month + 1).padStart(2, "0")}`;
}

/** The first day of a bin; the one before all others has none. */
function firstDay(key) {
  return key.startsWith("<") ? "" : key.replace(">", "").padEnd(10, "-01");
}

/** The last day of a bin; the one after all others has none. */
function lastDay(key) {
  if (key.startsWith(">")) return "";
  if (key.startsWith("<")) return new Date(Date.parse(firstDay(key.slice(1))) - DAY).toISOString().slice(0, 10);
  if (key.length === 10) return key;
  const [year, month] = key.split("-").map(Number);
  return month ? new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) : `${key}-12-31`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

function keyWords(key) {
  if (key.startsWith("<")) return `before ${keyWords(key.slice(1))}`;
  if (key.startsWith(">")) return `from ${keyWords(key.slice(1))}`;
  const [year, month, day] = key.split("-");
  return [day ? Number(day) : "", month ? MONTHS[month - 1] : "", year].filter(Boolean).join(" ");
}

/** How many events of each kind each bin holds: a Map from key to an object of counts. */
function binned(events, bins) {
  const found = new Map(bins.keys.map((key) => [key, { MCOOP: 0, VCOOP: 0, VCONF: 0, MCONF: 0, total: 0 }]));
  for (const event of events) {
    if (!event.first) continue;
    const bin = found.get(event.first.slice(0, bins.length)) ?? found.get(bins.keys[binAt(bins, event.first)]);
    bin[event.quad] += 1;
    bin.total += 1;
  }
  return found;
}

/** Bars of stacked counts in a box of width x height. */
function bars(found, width, height, colours) {
  const most = Math.max(1, ...[...found.values()].map((bin) => bin.total));
  const step = width / Math.max(found.size, 1);
  return [...found.values()].flatMap((bin, at) => {
    let low = height;
    return ORDER.filter((quad) => bin[quad]).map((quad) => {
      const tall = (bin[quad] / most) * height;
      low -= tall;
      return draws("rect", { x: (at * step).toFixed(2), y: low.toFixed(2), width: Math.max(step - 0.6, 0.7).toFixed(2),
        height: tall.toFixed(2), fill: colours[quad] });
    });
  });
}

/** The brush below the picture: two handles and all between them. */
function makeBrush(page) {
  const brush = { page, bins: makeBins(DATA.events), low: 0, high: 0, anchor: null };
  brush.high = Math.max(0, brush.bins.keys.length - 1);
  brush.update = () => updateBrush(brush);
  if (brush.bins.keys.length < 2) {
    byId("brush").hidden = true;
    return brush;
  }
  brush.plot = draws("svg", { class: "plot", "aria-hidden": "true", preserveAspectRatio: "none", viewBox: "0 0 1000 50" });
  brush.window = make("div", { class: "window" });
  brush.handles = ["low", "high"].map((end) => make("div", { class: "handle", role: "slider", tabindex: "0",
    "aria-label": end === "low" ? "First period shown" : "Last period shown", onkeydown: (event) => handleKey(brush, end, event) }));
  brush.field = make("div", { class: "field" }, brush.plot, brush.window, brush.handles);
  brush.words = make("p", { class: "axis" });
  byId("brush").append(brush.field, brush.words);
  wireBrush(brush);
  return brush;
}

function wireBrush(brush) {
  const at = (event) => {
    const box = brush.field.getBoundingClientRect();
    const last = brush.bins.keys.length - 1;
    return Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * (last + 1))));
  };
  brush.field.addEventListener("pointerdown", (event) => {
    const bin = at(event);
    const whole = brush.low === 0 && brush.high === brush.bins.keys.length - 1;
    const end = brush.handles.indexOf(event.target);
    if (end >= 0) brush.anchor = { bin: end === 0 ? brush.high : brush.low };
    else if (!whole && bin > brush.low && bin < brush.high) brush.anchor = { bin, move: [brush.low, brush.high] };
    else brush.anchor = { bin };
    brush.field.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (end >= 0) brush.handles[end].focus();
    else if (!brush.anchor.move) setPeriod(brush, bin, bin);
  });
  brush.field.addEventListener("pointermove", (event) => {
    if (!brush.anchor) return;
    const bin = at(event);
    if (!brush.anchor.move) setPeriod(brush, Math.min(bin, brush.anchor.bin), Math.max(bin, brush.anchor.bin));
    else shift(brush, bin - brush.anchor.bin);
  });
  for (const name of ["pointerup", "pointercancel"]) brush.field.addEventListener(name, () => { brush.anchor = null; });
  brush.field.addEventListener("dblclick", () => setPeriod(brush, 0, brush.bins.keys.length - 1));
}

function shift(brush, by) {
  const [low, high] = brush.anchor.move;
  const step = Math.max(-low, Math.min(by, brush.bins.keys.length - 1 - high));
  setPeriod(brush, low + step, high + step);
}

function handleKey(brush, end, event) {
  const last = brush.bins.keys.length - 1;
  const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 12, PageDown: -12, Home: -last, End: last };
  if (!(event.key in moves)) return;
  event.preventDefault();
  const moved = brush[end] + moves[event.key];
  if (end === "low") setPeriod(brush, Math.min(Math.max(moved, 0), brush.high), brush.high);
  else setPeriod(brush, brush.low, Math.max(Math.min(moved, last), brush.low));
}

/** Show the bins from low to high; all of them is no restriction, so that undated events are there again. */
function setPeriod(brush, low, high) {
  if (low === brush.low && high === brush.high) return;
  const { keys } = brush.bins;
  const fields = byId("filter-form").elements;
  const whole = low === 0 && high === keys.length - 1;
  fields.from.value = whole ? "" : firstDay(keys[low]);
  fields.to.value = whole ? "" : lastDay(keys[high]);
  brush.page.refresh();
}

/** Draw the histogram of what the other filters let through, and where the dates of the form lie in it. */
function updateBrush(brush) {
  const { keys } = brush.bins;
  if (keys.length < 2) return;
  const { from, to } = brush.page.wanted;
  brush.low = from ? binAt(brush.bins, from) : 0;
  brush.high = Math.max(brush.low, to ? binAt(brush.bins, to) : keys.length - 1);
  brush.plot.replaceChildren(...bars(binned(brush.page.chosen.timeless, brush.bins), 1000, 50, readColours()));
  const share = (bin) => `${(100 * bin) / keys.length}%`;
  Object.assign(brush.window.style, { left: share(brush.low), width: share(brush.high + 1 - brush.low) });
  brush.window.classList.toggle("whole", brush.low === 0 && brush.high === keys.length - 1);
  brush.handles.forEach((handle, end) => {
    const bin = end === 0 ? brush.low : brush.high;
    handle.style.left = share(bin + end);
    for (const [name, value] of [["valuemin", 0], ["valuemax", keys.length - 1], ["valuenow", bin], ["valuetext", keyWords(keys[bin])]]) {
      handle.setAttribute(`aria-${name}`, value);
    }
  });
  brush.words.replaceChildren(make("span", {}, keyWords(keys[brush.low])),
    make("span", { class: "middle" }, `events by ${brush.bins.unit}`), make("span", {}, keyWords(keys[brush.high])));
}
