// The picture over time: cooperation upwards, conflict downwards; a bar chosen is the period shown.

const SIGNS = { VCOOP: 1, MCOOP: 1, VCONF: -1, MCONF: -1 };
const CHART = { width: 640, height: 420, left: 46, right: 14, top: 26, bottom: 38 };

function makeMonths(page) {
  const panel = byId("panel-months");
  return { draw: () => panel.replaceChildren(drawMonths(page)), svg: () => panel.querySelector("svg") };
}

/** Round numbers for an axis that reaches to `most`. */
function ticks(most) {
  const rough = Math.max(most / 4, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}

function drawMonths(page) {
  const { clientWidth, clientHeight } = byId("panel-months");
  Object.assign(CHART, { width: Math.max(clientWidth - 20, 320), height: Math.max(clientHeight - 20, 240) });
  const { bins } = page.brush;
  const found = binned(page.chosen.events, bins);
  const all = [...found.values()];
  const up = ticks(Math.max(1, ...all.map((bin) => bin.VCOOP + bin.MCOOP)));
  const down = ticks(Math.max(1, ...all.map((bin) => bin.VCONF + bin.MCONF)));
  const colours = readColours();
  const tall = CHART.height - CHART.top - CHART.bottom;
  const unit = tall / (up[up.length - 1] + down[down.length - 1]);
  const zero = CHART.top + up[up.length - 1] * unit;
  const svg = draws("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height}`, class: "months", role: "group",
    "aria-label": `Events by ${bins.unit}: cooperation above the line, conflict below. Arrow keys move from bar to bar, Enter shows its period.` });
  for (const [value, y] of [...up.map((value) => [value, zero - value * unit]), ...down.slice(1).map((value) => [value, zero + value * unit])]) {
    svg.append(draws("line", { x1: CHART.left, x2: CHART.width - CHART.right, y1: y, y2: y, stroke: value ? colours.line : colours.soft }),
      draws("text", { x: CHART.left - 8, y: y + 4, "text-anchor": "end", "font-size": 12, fill: colours.soft }, String(value)));
  }
  const words = (x, y, text, more) => draws("text", { x, y, "font-size": 12, fill: colours.soft, ...more }, text);
  svg.append(words(CHART.left, 14, `cooperation, events a ${bins.unit} ↑`), words(CHART.left, CHART.height - 6, "conflict ↓"));
  const { places, step } = barPlaces(bins);
  bins.keys.forEach((key, at) => svg.append(bar(page, key, found.get(key), places[at], step, zero, unit, colours)));
  for (const at of axisPlaces(bins)) {
    svg.append(words(places[at] + 1, CHART.height - 22, bins.unit === "month" ? bins.keys[at].slice(0, 4) : bins.keys[at]));
  }
  bins.keys.forEach((key, at) => {
    if (isStray(key)) svg.append(words(places[at], CHART.height - 22, key.startsWith("<") ? "earlier" : "later"));
  });
  svg.addEventListener("keydown", (event) => barKey(svg, event));
  const first = svg.querySelector("[data-period]");
  if (first) first.setAttribute("tabindex", "0");
  return svg;
}

const isStray = (key) => /^[<>]/.test(key);
const APART = 56;

/** Where each bar begins, and how wide it is; what is earlier or later than all the rest stands apart. */
function barPlaces({ keys }) {
  const [before, after] = [isStray(keys[0] ?? ""), isStray(keys[keys.length - 1] ?? "")].map((stray) => (stray ? 1 : 0));
  const wide = CHART.width - CHART.left - CHART.right - APART * (before + after);
  const step = Math.min(wide / Math.max(keys.length - before - after, 1), 60);
  return { step, places: keys.map((key, at) => CHART.left + (at > 0 ? before * (APART - step) : 0) + at * step + (key.startsWith(">") ? APART - step : 0)) };
}

/** Where a label stands: at each January, or at so many bins that they do not touch. */
function axisPlaces({ unit, keys }) {
  const regular = keys.map((_, at) => at).filter((at) => !isStray(keys[at]));
  const places = regular.filter((at) => unit !== "month" || keys[at].endsWith("-01"));
  const use = places.length ? places : regular.slice(0, 1);
  const each = Math.ceil(use.length / Math.max(2, Math.floor(CHART.width / (unit === "day" ? 90 : 46))));
  return use.filter((_, at) => at % each === 0);
}

function bar(page, key, bin, x, step, zero, unit, colours) {
  const parts = { 1: zero, [-1]: zero };
  const rects = ["VCOOP", "MCOOP", "VCONF", "MCONF"].filter((quad) => bin[quad]).map((quad) => {
    const tall = bin[quad] * unit;
    if (SIGNS[quad] > 0) parts[1] -= tall;
    const y = SIGNS[quad] > 0 ? parts[1] : parts[-1];
    if (SIGNS[quad] < 0) parts[-1] += tall;
    return draws("rect", { x: x.toFixed(2), y: y.toFixed(2), width: Math.max(step - 1, 1).toFixed(2), height: tall.toFixed(2), fill: colours[quad] });
  });
  if (!rects.length) return "";
  const told = ORDER.filter((quad) => bin[quad]).map((quad) => `${bin[quad]} ${QUADS[quad]}`).join(", ");
  const choose = () => showPeriod(page, key);
  return draws("g", { "data-period": key, role: "button", tabindex: "-1", "aria-label": `${keyWords(key)}: ${told}`, class: "bar-of",
    onclick: choose, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } } },
  draws("title", {}, `${keyWords(key)}: ${told}`), rects);
}

function barKey(svg, event) {
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const all = [...svg.querySelectorAll("[data-period]")];
  const at = all.indexOf(document.activeElement);
  if (!move || at < 0) return;
  event.preventDefault();
  const next = all[Math.min(Math.max(at + move, 0), all.length - 1)];
  all[at].setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

function showPeriod(page, key) {
  const fields = byId("filter-form").elements;
  fields.from.value = firstDay(key);
  fields.to.value = lastDay(key);
  page.refresh();
}
