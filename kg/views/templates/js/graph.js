// The drawing: parallel acts of two actors gathered into one line for each kind of act.

const NAMED = 120;

function edgeKey(one, other, quad) {
  return JSON.stringify(one < other ? [one, other, quad] : [other, one, quad]);
}

/** Gather acts of the kinds of actor wanted: a Map from edge key to its ends, events and directions. */
function gather(view, events, kinds) {
  const edges = new Map();
  for (const event of events) {
    for (const [one, other, symmetric] of event.pairs) {
      const [from, to] = [view.home.get(one), view.home.get(other)];
      if (from === undefined || to === undefined || from === to) continue;
      if (!isKind(one, kinds) || !isKind(other, kinds)) continue;
      const [first, second] = from < to ? [from, to] : [to, from];
      const key = edgeKey(first, second, event.quad);
      if (!edges.has(key)) edges.set(key, { first, second, quad: event.quad, events: [], forth: false, back: false });
      const edge = edges.get(key);
      if (edge.events[edge.events.length - 1] !== event) edge.events.push(event);
      if (!symmetric) edge[from === first ? "forth" : "back"] = true;
    }
  }
  return edges;
}

function lineStyle(events) {
  if (events.some((event) => event.status === "actual")) return false;
  return events.some((event) => event.status === "planned") ? [9, 6] : [2, 5];
}

/** How far each of the lines between two actors bends, so that none lies on another. */
function bend(place, count) {
  const offset = place - (count - 1) / 2;
  if (offset === 0) return false;
  return { enabled: true, type: offset > 0 ? "curvedCW" : "curvedCCW", roundness: 0.22 * Math.abs(offset) };
}

/** The scale at which all nodes fit into the graph's box, as they are or turned, and the middle of them. */
function fitScale({ container }, nodes, upright) {
  const bounds = (axis) => nodes.reduce(([low, high], node) => [Math.min(low, node[axis]), Math.max(high, node[axis])], [Infinity, -Infinity]);
  const [across, down] = upright ? [bounds("y"), bounds("x")] : [bounds("x"), bounds("y")];
  const room = (size, edge, [low, high]) => Math.max(size - edge, 40) / Math.max(high - low, 1);
  const names = Math.min(labelRoom(nodes, upright ? "y" : "x", across), container.clientWidth * 0.4);
  const scale = Math.min(room(container.clientWidth, names, across), room(container.clientHeight, 80, down), 1.4);
  return { scale, x: (across[0] + across[1]) / 2, y: (down[0] + down[1]) / 2 };
}

/** How many pixels the names at the left and right edge need beyond the marks. */
function labelRoom(nodes, axis, [low, high]) {
  const near = (high - low) * 0.12;
  const half = (test) => Math.min(110, Math.max(36, ...nodes.filter((node) => test(node[axis])).map((node) => 4 * (node.label ?? "").length)));
  return half((at) => at < low + near) + half((at) => at > high - near) + 10;
}

/** Show some nodes as large as they fit; all that are shown if none are named. */
function fitGraph(graph, ids, animation) {
  const shown = ids ?? graph.nodes.getIds({ filter: (node) => !node.hidden });
  if (!shown.length) return;
  settleSize(graph);
  const at = graph.network.getPositions(shown);
  const { scale, x, y } = fitScale(graph, shown.map((id) => ({ ...at[id], label: graph.view.nodes.get(id)?.label })), false);
  draw(graph, scale);
  graph.network.moveTo({ position: { x, y: y + 8 / scale }, scale, animation });
}

/** Let the canvas take the size of its box now: else it does so later, and changes the scale with it. */
function settleSize({ network }) {
  network.setSize("100%", "100%");
}

/** The actors whose names are drawn: those of a path, else the most active ones, what is chosen first, as far as there is room. */
function chooseNames(nodes, { counts, lit }, boost) {
  const taken = [];
  const named = nodes.filter((node) => (lit ? lit.marks.has(node.id) : counts.get(node.id)));
  if (lit?.all) return new Set(named.map((node) => node.id));
  const rank = ({ id }) => (lit?.first.has(id) ? 1e9 : 0) + (lit?.ties.get(id) ?? counts.get(id));
  const ranked = named.sort((one, other) => rank(other) - rank(one));
  for (const node of ranked.slice(0, NAMED)) {
    const box = { id: node.id, x: node.x, y: node.y, width: (7 * node.text.length + 10) * boost, height: 24 * boost };
    const free = taken.every((other) => Math.abs(other.x - box.x) > (other.width + box.width) / 2
      || Math.abs(other.y - box.y) > box.height);
    if (free) taken.push(box);
  }
  return new Set(taken.map((box) => box.id));
}

/** What the look of a mark depends on: colours, how much is drawn, and at which scale. */
function makeLook(graph, nodes, scale) {
  const boost = Math.min(Math.max(0.8 / scale, 1), 6);
  return {
    colours: readColours(), boost, named: chooseNames(nodes, graph, boost), lit: graph.lit?.marks,
    mostEvents: Math.max(16, ...graph.counts.values()),
    mostActs: Math.max(8, ...[...graph.gathered.values()].map((edge) => edge.events.length)),
    opacity: Math.max(0.4, Math.min(1, 200 / graph.gathered.size)),
  };
}

function drawnEdges(view, edges, look) {
  const siblings = new Map();
  for (const [key, { first, second }] of edges) {
    const pair = JSON.stringify([first, second]);
    if (!siblings.has(pair)) siblings.set(pair, []);
    siblings.get(pair).push(key);
  }
  return [...edges].map(([key, edge]) => {
    const keys = siblings.get(JSON.stringify([edge.first, edge.second]));
    return drawnEdge(view, key, edge, bend(keys.indexOf(key), keys.length), look);
  });
}

function drawnEdge(view, id, edge, smooth, look) {
  const colour = look.colours[edge.quad];
  const share = Math.log(edge.events.length) / Math.log(look.mostActs);
  const way = !look.lit || look.lit.has(id);
  const names = `${nodeName(view, edge.first)} – ${nodeName(view, edge.second)}`;
  return {
    id, from: edge.first, to: edge.second, smooth, dashes: lineStyle(edge.events),
    width: (2 + 7 * share) * Math.sqrt(look.boost),
    color: { color: colour, highlight: colour, hover: colour, opacity: way ? (look.lit ? 1 : look.opacity) : 0.08 },
    arrows: { to: { enabled: edge.forth, scaleFactor: 0.6 }, from: { enabled: edge.back, scaleFactor: 0.6 } },
    title: `${names}\n${QUADS[edge.quad]}, ${plural(edge.events.length, "event")}`,
  };
}

function drawnNode(node, events, look) {
  const { colours, boost } = look;
  const share = Math.sqrt(events / look.mostEvents);
  const fill = colours[node.kind];
  const named = look.named.has(node.id);
  const off = look.lit && !look.lit.has(node.id);
  return {
    id: node.id, x: node.x, y: node.y, shape: SHAPES[node.kind], label: off || (!named && boost > 1) ? undefined : node.text, hidden: events === 0,
    opacity: off ? 0.15 : 1,
    size: (8 + 14 * share) * Math.min(boost, 2.5),
    title: `${node.title.slice(0, 200)}\n${node.kind}, ${plural(events, "event")}`,
    color: { background: fill, border: colours.paper, highlight: { background: fill, border: colours.text },
      hover: { background: fill, border: colours.text } },
    font: { color: colours.text, size: (13 + 4 * share) * (named ? boost : 1), strokeWidth: named ? 4 * boost : 4,
      strokeColor: colours.paper, face: "system-ui, sans-serif" },
  };
}

/** The colours of the style sheet, for a canvas knows none of its rules. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const named = (name) => style.getPropertyValue(`--${name}`).trim();
  return { MCOOP: named("mcoop"), VCOOP: named("vcoop"), VCONF: named("vconf"), MCONF: named("mconf"),
    state: named("state"), organisation: named("organisation"), person: named("person"),
    group: named("group"), community: named("community"), soft: named("soft"), line: named("line"),
    land: named("land"), text: named("text"), paper: named("paper"), accent: named("accent") };
}

const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  nodes: { borderWidth: 1.5, borderWidthSelected: 3, labelHighlightBold: true,
    scaling: { label: { drawThreshold: 7 } } },
  edges: { selectionWidth: 2.5, hoverWidth: 1, arrowStrikethrough: false },
  interaction: { hover: true, tooltipDelay: 150, hideEdgesOnDrag: false, multiselect: false,
    selectConnectedEdges: false, zoomSpeed: 0.6 },
};

/** Draw; returns what the rest of the page needs of the drawing. */
function makeGraph(container) {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges }, OPTIONS);
  const graph = { container, network, nodes, edges, gathered: new Map(), counts: new Map(), view: null, upright: false,
    labels: "names", lit: null, cursor: null };
  graph.update = (page) => updateGraph(graph, page);
  drawAfterZoom(graph);
  return graph;
}

function updateGraph(graph, page) {
  const { view, chosen, labels } = page;
  const fresh = graph.view !== view;
  Object.assign(graph, { view, gathered: chosen.edges, counts: chosen.counts, labels, lit: litBy(page) });
  if (fresh) drawFirst(graph, view);
  else draw(graph, graph.network.getScale());
}

/** What stands out while something is chosen: a path, an actor with its neighbours, two actors, or the parties of an event. */
function litBy({ path, selection, chosen, view }) {
  if (path) return { marks: new Set([...path.nodes, ...path.keys]), all: true };
  const touching = (test) => [...chosen.edges].filter(([, edge]) => test(edge));
  const lit = (first, lines) => (first.some((node) => chosen.counts.get(node))
    ? { first: new Set(first), ties: tiesOf(lines), marks: new Set([...first, ...lines.flatMap(([key, { first: one, second }]) => [key, one, second])]) } : null);
  if (selection?.type === "node") return lit([selection.node], touching(({ first, second }) => first === selection.node || second === selection.node));
  if (selection?.type === "edge") {
    const [one, other] = JSON.parse(selection.key);
    return lit([one, other], touching(({ first, second }) => first === one && second === other));
  }
  if (selection?.type === "event") return lit([...view.nodesOf.get(selection.id)], touching(({ events }) => events.includes(EVENT_BY_ID.get(selection.id))));
  return null;
}

/** How many events each actor has on some lines. */
function tiesOf(lines) {
  const ties = new Map();
  for (const [, { first, second, events }] of lines) for (const node of [first, second]) ties.set(node, (ties.get(node) ?? 0) + events.length);
  return ties;
}

/** Draw a view that was not drawn before, turned on an upright screen. */
function drawFirst(graph, view) {
  settleSize(graph);
  const [across, upright] = [false, true].map((turned) => fitScale(graph, [...view.nodes.values()], turned));
  graph.upright = upright.scale > across.scale * 1.1;
  const { scale, x, y } = graph.upright ? upright : across;
  graph.edges.clear();
  graph.nodes.clear();
  draw(graph, scale);
  graph.network.moveTo({ position: { x, y: y + 8 / scale }, scale, animation: false });
}

/** Set all marks for a scale: they keep their size on the screen, and there are as many names as fit. */
function draw(graph, scale) {
  const nodes = [...graph.view.nodes.values()].map((node) => ({ ...placed(graph, node), text: labelOf(node, graph.labels) }));
  const look = makeLook(graph, nodes, scale);
  graph.nodes.update(nodes.map((node) => drawnNode(node, graph.counts.get(node.id), look)));
  const drawn = drawnEdges(graph.view, graph.gathered, look);
  const kept = new Set(drawn.map((edge) => edge.id));
  graph.edges.remove(graph.edges.getIds().filter((id) => !kept.has(id)));
  graph.edges.update(drawn);
}

/** Let forces move the graph, or let it stand as it does. */
function setPhysics(graph, on) {
  graph.network.setOptions({ physics: { enabled: on, solver: "forceAtlas2Based", stabilization: false,
    forceAtlas2Based: { gravitationalConstant: -120, springLength: 140, avoidOverlap: 0.4 } } });
}

/** Draw anew when zooming has come to rest. */
function drawAfterZoom(graph) {
  let wait = 0;
  const later = () => {
    clearTimeout(wait);
    wait = setTimeout(() => draw(graph, graph.network.getScale()), 120);
  };
  for (const name of ["zoom", "animationFinished"]) graph.network.on(name, later);
}

/** A node where it stands, for the reader may have dragged it, else where the layout puts it. */
function placed(graph, node) {
  if (graph.nodes.get(node.id)) return { ...node, ...graph.network.getPosition(node.id) };
  return graph.upright ? { ...node, x: node.y, y: node.x } : node;
}

/** Whether a node can be seen, and read, where it is. */
function inSight(network, container, node) {
  return network.getScale() > 0.6 && inBox(network, container, node);
}

function inBox(network, container, node) {
  const { x, y } = network.canvasToDOM(network.getPosition(node));
  const edge = 30;
  return x > edge && y > edge && x < container.clientWidth - edge && y < container.clientHeight - edge;
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** How the view moves: quickly, or at once for readers who asked for that. */
function motion() {
  return calm() ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}
