// The graph by keyboard: from actor to actor, to their cards, and round the drawing.

const HALF = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function zoom(graph, factor) {
  const scale = Math.min(Math.max(graph.network.getScale() * factor, 0.05), 4);
  graph.network.moveTo({ scale, animation: motion() });
  // A view that moves at once tells nobody when it has come to rest.
  if (calm()) draw(graph, scale);
}

function pan(network, [across, down]) {
  const { x, y } = network.getViewPosition();
  const step = 80 / network.getScale();
  network.moveTo({ position: { x: x + across * step, y: y + down * step } });
}

/** The actors that are drawn, the most active first. */
function ranked({ view, counts }) {
  return [...view.nodes.keys()].filter((node) => counts.get(node))
    .sort((one, other) => counts.get(other) - counts.get(one) || one.localeCompare(other));
}

/** The actor that lies nearest in a direction, rather straight ahead than aside; null if none lies there. */
function nodeTowards({ network, cursor }, nodes, [across, down]) {
  const at = network.getPositions(nodes);
  const from = at[cursor];
  let [best, least] = [null, Infinity];
  for (const node of nodes) {
    const [x, y] = [at[node].x - from.x, at[node].y - from.y];
    const [ahead, aside] = [x * across + y * down, Math.abs(x * down) + Math.abs(y * across)];
    if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
  }
  return best;
}

/** Where the keys lead from the actor at which the reader is; the first of them lead to what is chosen, else to the most active one. */
function nextNode(graph, selection, key) {
  const nodes = ranked(graph);
  const at = nodes.indexOf(graph.cursor);
  if (at < 0) return nodes.includes(selection?.node) ? selection.node : nodes[0];
  const rank = { PageDown: Math.min(at + 1, nodes.length - 1), PageUp: Math.max(at - 1, 0), Home: 0, End: nodes.length - 1 };
  return key in rank ? nodes[rank[key]] : nodeTowards(graph, nodes, HALF[key]) ?? graph.cursor;
}

function step(page, key) {
  const { graph } = page;
  const node = nextNode(graph, page.selection, key);
  if (node === undefined) return;
  graph.cursor = node;
  if (!inBox(graph.network, graph.container, node)) graph.network.moveTo({ position: graph.network.getPosition(node), animation: motion() });
  graph.network.redraw();
  tell(page, node);
}

/** Say who is there and what it has to do with. */
function tell({ view, chosen }, node) {
  const mark = view.nodes.get(node);
  const partners = adjacency(chosen.edges).get(node)?.size ?? 0;
  byId("told").textContent = `${mark.title.slice(0, 200)}, ${mark.kind}, ${plural(chosen.counts.get(node), "event")}, ${plural(partners, "counterpart")}`;
}

function leaveNode(page) {
  page.graph.cursor = null;
  byId("told").textContent = "";
  page.graph.network.redraw();
  if (page.selection) page.select(null);
}

/** Open the card of the actor, and let the keyboard follow there. */
function enterNode(page) {
  const { cursor } = page.graph;
  if (!page.chosen.counts.get(cursor)) return;
  page.select({ type: "node", node: cursor });
  byId("card").focus();
}

function graphKey(page, event) {
  const { graph } = page;
  const { key, shiftKey } = event;
  const keys = { Enter: () => enterNode(page), " ": () => enterNode(page), Escape: () => leaveNode(page), 0: () => fitGraph(graph, null, motion()),
    "+": () => zoom(graph, 1.3), "=": () => zoom(graph, 1.3), "-": () => zoom(graph, 1 / 1.3) };
  for (const name of ["PageDown", "PageUp", "Home", "End"]) keys[name] = () => step(page, name);
  for (const [name, way] of Object.entries(HALF)) keys[name] = () => (shiftKey ? pan(graph.network, way) : step(page, name));
  if (!Object.hasOwn(keys, key) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys[key]();
}

/** A ring round the actor at which the keyboard is, with its name. */
function drawCursor({ network, nodes, cursor, container, view }, brush) {
  const node = nodes.get(cursor ?? "");
  if (!node || node.hidden || !container.contains(document.activeElement)) return;
  const { accent, paper, text } = readColours();
  const { x, y } = network.getPosition(cursor);
  const unit = 1 / network.getScale();
  brush.lineWidth = 3 * unit;
  brush.strokeStyle = accent;
  brush.beginPath();
  brush.arc(x, y, node.size + 5 * unit, 0, 2 * Math.PI);
  brush.stroke();
  const words = view.nodes.get(cursor).label;
  Object.assign(brush, { font: `600 ${14 * unit}px system-ui, sans-serif`, textAlign: "center", textBaseline: "bottom" });
  const [wide, low] = [brush.measureText(words).width / 2 + 5 * unit, y - node.size - 9 * unit];
  brush.fillStyle = paper;
  brush.fillRect(x - wide, low - 20 * unit, 2 * wide, 20 * unit);
  brush.lineWidth = 1.5 * unit;
  brush.strokeRect(x - wide, low - 20 * unit, 2 * wide, 20 * unit);
  brush.fillStyle = text;
  brush.fillText(words, x, low - 2 * unit);
}

function wireKeys(page) {
  const { graph } = page;
  graph.network.on("afterDrawing", (brush) => drawCursor(graph, brush));
  graph.container.addEventListener("keydown", (event) => graphKey(page, event));
  for (const name of ["focusin", "focusout"]) graph.container.addEventListener(name, () => graph.network.redraw());
  // One stop of the Tab key is enough: vis-network makes its frame another.
  graph.container.querySelector(".vis-network").tabIndex = -1;
  byId("card").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target.closest("[role=combobox][aria-expanded=true]")) return;
    page.select(null);
    (page.tab === "graph" ? graph.container : byId(`tab-${page.tab}`)).focus();
  });
}
