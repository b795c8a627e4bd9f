// The page as a whole: one selection, one set of filters; the address holds the selection.

const page = { view: null, shown: new Set(), selection: null, graph: null, table: null, select, refresh };

/** Select an actor, a line or an event (null: nothing); the address follows, so that "back" works. */
function select(selection, { focus = false, reveal = false } = {}) {
  page.focusNext = focus;
  page.revealNext = reveal || selection !== null;
  applySelection(selection);
  location.hash = asHash(selection);
}

function asHash(selection) {
  const fields = new URLSearchParams();
  if (page.view.name !== defaultView()) fields.set("view", page.view.name);
  if (selection?.type === "node") fields.set("actor", selection.node);
  if (selection?.type === "event") fields.set("event", selection.id);
  if (selection?.type === "edge") {
    const [first, second, quad] = JSON.parse(selection.key);
    fields.set("between", first);
    fields.set("and", second);
    fields.set("act", quad);
  }
  return fields.toString();
}

/** Read an address; what it names and the page does not hold is passed over. */
function fromHash(hash, view) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [node, event, first, second, quad] = ["actor", "event", "between", "and", "act"].map((name) => fields.get(name));
  if (view.nodes.has(node)) return { type: "node", node };
  if (EVENT_BY_ID.has(event)) return { type: "event", id: event };
  if (view.nodes.has(first) && view.nodes.has(second) && quad in QUADS) {
    return { type: "edge", key: edgeKey(first, second, quad) };
  }
  return null;
}

const defaultView = () => VIEWS.keys().next().value;

function viewFromHash() {
  const name = new URLSearchParams(location.hash.replace(/^#/, "")).get("view");
  return VIEWS.get(VIEWS.has(name) ? name : defaultView());
}

function onAddress() {
  if (page.view && location.hash.replace(/^#/, "") === asHash(page.selection)) return;
  const view = viewFromHash();
  if (view !== page.view) showView(view);
  applySelection(fromHash(location.hash, view));
}

function showView(view) {
  page.view = view;
  for (const radio of byId("filter-form").elements.view) radio.checked = radio.value === view.name;
  refresh();
}

function applySelection(selection) {
  page.selection = selection;
  renderCard(page);
  markInGraph(selection, page.focusNext);
  if (selection && page.revealNext) revealCard();
  page.focusNext = page.revealNext = false;
}

function markInGraph(selection, focus) {
  const { network, nodes, edges } = page.graph;
  network.unselectAll();
  if (selection?.type === "node" && nodes.get(selection.node)) {
    network.selectNodes([selection.node]);
    if (focus && !inSight(network, byId("graph"), selection.node)) {
      network.focus(selection.node, { scale: Math.max(network.getScale(), 0.7), animation: motion() });
    }
  }
  if (selection?.type === "edge" && edges.get(selection.key)) network.selectEdges([selection.key]);
  if (selection?.type === "event") network.selectNodes([...page.view.nodesOf.get(selection.id)]);
}

/** On a narrow screen, where the card stands below the graph, bring it into sight. */
function revealCard() {
  const card = byId("card");
  const { top } = card.getBoundingClientRect();
  if (top > window.innerHeight * 0.8 || top < 0) card.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
}

/** Apply the filters to graph, table and card. */
function refresh() {
  const wanted = readFilters(byId("filter-form"));
  const events = DATA.events.filter((event) => passes(event, wanted));
  page.shown = new Set(events.map((event) => event.id));
  byId("least").textContent = wanted.confidence.toFixed(2);
  byId("shown").textContent = countWords(events.length, wanted);
  byId("hidden-all").hidden = events.length > 0;
  page.graph.update(page.view, page.shown);
  page.table.update();
  renderCard(page);
  markInGraph(page.selection, false);
}

function onGraphClick({ nodes, edges }) {
  if (nodes.length) select({ type: "node", node: nodes[0] });
  else if (edges.length) select({ type: "edge", key: edges[0] });
  else select(null);
}

function wireGraph({ network }) {
  network.on("click", onGraphClick);
  const keys = graphKeys(network);
  byId("graph").addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  byId("zoom-in").addEventListener("click", keys["+"]);
  byId("zoom-out").addEventListener("click", keys["-"]);
  byId("zoom-all").addEventListener("click", keys[0]);
}

function wireFilters(form) {
  limitDates(form);
  byId("views").hidden = VIEWS.size < 2;
  form.addEventListener("input", ({ target }) => {
    if (target.name === "view") changeView(target.value);
    else refresh();
  });
  form.addEventListener("reset", () => setTimeout(() => changeView(defaultView())));
  form.addEventListener("submit", (event) => event.preventDefault());
}

function changeView(name) {
  if (VIEWS.get(name) !== page.view) {
    page.selection = null;
    showView(VIEWS.get(name));
  } else refresh();
  location.hash = asHash(page.selection);
}

function start() {
  if (window.matchMedia("(max-width: 800px)").matches) byId("filters").open = byId("legend").open = false;
  page.graph = makeGraph(byId("graph"));
  page.table = makeTable(page);
  wireFilters(byId("filter-form"));
  makeSearch(page);
  page.focusNext = true;
  onAddress();
  wireGraph(page.graph);
  window.addEventListener("hashchange", onAddress);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("events").focus();
  });
  window.kg = Object.freeze({ page, network: page.graph.network });
}

start();
