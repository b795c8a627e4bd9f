// The map: outlines of the world, and a dot for each place whose coordinates are known.

function makeMap(page) {
  const panel = byId("panel-map");
  if (!panel) return null;
  const { width, height } = DATA.world;
  const map = { page, panel, box: [0, 0, width, height], whole: [0, 0, width, height] };
  map.draw = () => drawMap(map);
  map.svg = () => panel.querySelector("svg");
  map.zoom = (factor) => zoomMap(map, factor);
  map.pan = (across, down) => {
    const [x, y, w, h] = map.box;
    setBox(map, [x + across * w * 0.1, y + down * h * 0.1, w, h]);
  };
  map.fit = () => setBox(map, fitBox(map));
  panel.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomMap(map, event.deltaY < 0 ? 1.25 : 0.8, event);
  }, { passive: false });
  dragMap(map);
  return map;
}

/** The places with their events that are shown, the busiest first so that small dots lie above. */
function mappedPlaces(events) {
  const found = new Map();
  for (const event of events) {
    if (event.place < 0 || DATA.places[event.place].x < 0) continue;
    if (!found.has(event.place)) found.set(event.place, []);
    found.get(event.place).push(event);
  }
  return [...found].sort(([one, a], [other, b]) => b.length - a.length || one - other);
}

function drawMap(map) {
  const colours = readColours();
  const places = mappedPlaces(map.page.chosen.events);
  if (!map.fitted) {
    map.box = fitBox(map);
    map.fitted = true;
  }
  const svg = draws("svg", { viewBox: map.box.join(" "), class: "world", role: "group", preserveAspectRatio: "xMidYMid meet",
    "aria-label": "Map of the places of the events that are shown" },
  draws("path", { d: DATA.world.land, fill: colours.land }),
  draws("path", { d: DATA.world.borders, fill: "none", stroke: colours.paper, "stroke-width": 1, "vector-effect": "non-scaling-stroke" }));
  map.dots = places.map(([at, events]) => dot(map.page, at, events, colours));
  svg.append(...map.dots);
  const shown = places.reduce((sum, [, events]) => sum + events.length, 0);
  map.panel.replaceChildren(svg, make("p", { class: "map-words" }, mapWords(shown, map.page.chosen.events.length)));
  setBox(map, map.box);
}

function mapWords(shown, all) {
  if (shown === all) return `${plural(all, "event")}. Outlines: Natural Earth`;
  return `${shown.toLocaleString("en")} of ${plural(all, "event")}; the others name no place, or a whole country. Outlines: Natural Earth`;
}

/** A ring of the kinds of act of one place. */
function dot(page, at, events, colours) {
  const place = DATA.places[at];
  const counts = ORDER.map((quad) => [quad, events.filter((event) => event.quad === quad).length]).filter(([, count]) => count);
  const words = `${place.name.slice(0, 200)}: ${plural(events.length, "event")} (${counts.map(([quad, count]) => `${count} ${QUADS[quad]}`).join(", ")})`;
  const choose = () => page.select({ type: "place", place: at }, { reveal: true });
  const size = 5 + 2.6 * Math.sqrt(events.length);
  const chosen = page.selection?.type === "place" && page.selection.place === at;
  const group = draws("g", { role: "button", tabindex: "0", "aria-label": words, "data-place": at, class: "spot", onclick: choose,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } } },
  draws("title", {}, words), draws("circle", { r: size + 1.2, fill: chosen ? colours.text : colours.paper }), slices(counts, events.length, size, colours));
  const name = draws("text", { class: "spot-name", y: size + 13, "text-anchor": "middle", "font-size": 12, fill: colours.text, stroke: colours.paper,
    "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", visibility: "hidden", "aria-hidden": "true" }, place.name.slice(0, 40));
  group.append(name);
  Object.assign(group.dataset, { size, name: place.name.slice(0, 40) });
  group.dataset.x = place.x * 2;
  group.dataset.y = place.y * 2;
  return group;
}

function slices(counts, total, size, colours) {
  if (counts.length === 1) return [draws("circle", { r: size, fill: colours[counts[0][0]] })];
  let angle = -Math.PI / 2;
  return counts.map(([quad, count]) => {
    const [from, to] = [angle, angle + (2 * Math.PI * count) / total];
    angle = to;
    const point = (turn) => `${(size * Math.cos(turn)).toFixed(2)} ${(size * Math.sin(turn)).toFixed(2)}`;
    return draws("path", { d: `M0 0L${point(from)}A${size} ${size} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(to)}z`, fill: colours[quad] });
  });
}

/** Where all dots are, with room round them. */
function fitBox(map) {
  const spots = mappedPlaces(DATA.events).map(([at]) => DATA.places[at]);
  const [width, height] = map.whole.slice(2);
  if (!spots.length) return map.whole;
  const bounds = (axis) => [Math.min(...spots.map((one) => one[axis] * 2)), Math.max(...spots.map((one) => one[axis] * 2))];
  const [[left, right], [top, low]] = [bounds("x"), bounds("y")];
  const wide = Math.min(width, Math.max(right - left + 160, (low - top + 120) * (width / height), 500));
  const tall = wide * (height / width);
  return [(left + right - wide) / 2, (top + low - tall) / 2, wide, tall];
}

/** Move what is seen; dots keep their size on the screen. */
function setBox(map, box) {
  const [width, height] = map.whole.slice(2);
  const w = Math.min(Math.max(box[2], 60), width * 1.2);
  map.box = [Math.min(Math.max(box[0], -w / 2), width - w / 2), Math.min(Math.max(box[1], -height / 2), height), w, w * (height / width)];
  const svg = map.svg();
  if (!svg) return;
  svg.setAttribute("viewBox", map.box.map((number) => number.toFixed(1)).join(" "));
  const { clientWidth, clientHeight } = map.panel;
  const unit = Math.max(w / Math.max(clientWidth, 1), map.box[3] / Math.max(clientHeight, 1));
  for (const spot of map.dots) spot.setAttribute("transform", `translate(${spot.dataset.x} ${spot.dataset.y}) scale(${unit.toFixed(4)})`);
  nameSpots(map, unit);
}

/** Write the names of the busiest places, as far as they touch neither a dot nor another name. */
function nameSpots({ dots, box: [left, , width] }, unit) {
  const middle = ({ x, y, size }) => [x / unit, y / unit, Number(size)];
  const taken = dots.map(({ dataset }) => middle(dataset)).map(([x, y, r]) => [x - r, y - r, x + r, y + r]);
  for (const spot of dots) {
    const [x, y, r] = middle(spot.dataset);
    const half = 3.6 * spot.dataset.name.length;
    // A name that would be cut by the edge of the map moves inwards.
    const aside = Math.max(left / unit + half + 4 - x, 0) + Math.min((left + width) / unit - half - 4 - x, 0);
    const box = [x + aside - half, y + r + 2, x + aside + half, y + r + 16];
    const free = Math.abs(aside) < half && taken.every(([from, top, to, low]) => box[2] < from || box[0] > to || box[3] < top || box[1] > low);
    if (free) taken.push(box);
    const name = spot.querySelector(".spot-name");
    name.setAttribute("x", aside.toFixed(1));
    name.setAttribute("visibility", free ? "visible" : "hidden");
  }
}

/** Zoom about a point on the screen, or about the middle. */
function zoomMap(map, factor, at) {
  const [x, y, w, h] = map.box;
  const box = map.svg().getBoundingClientRect();
  const [across, down] = at ? [(at.clientX - box.left) / box.width, (at.clientY - box.top) / box.height] : [0.5, 0.5];
  setBox(map, [x + across * (w - w / factor), y + down * (h - h / factor), w / factor, h / factor]);
}

function dragMap(map) {
  let from = null;
  map.panel.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".spot")) from = { x: event.clientX, y: event.clientY, box: map.box };
  });
  map.panel.addEventListener("pointermove", (event) => {
    if (!from) return;
    const unit = from.box[2] / map.panel.clientWidth;
    setBox(map, [from.box[0] - (event.clientX - from.x) * unit, from.box[1] - (event.clientY - from.y) * unit, from.box[2], from.box[3]]);
  });
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) map.panel.addEventListener(name, () => { from = null; });
}

function placeCard(page, at) {
  const place = DATA.places[at];
  const events = page.chosen.events.filter((event) => event.place === at).sort(newestFirst);
  return [closeButton(page), heading(isolated(place.name)), make("p", { class: "kind" }, "Place"),
    make("ul", { class: "tally" }, tally(events)),
    events.length ? eventList(events, events.length <= 2) : make("p", { class: "hint" }, "The filters hide all events here.")];
}
