// The page as a whole: one view, one set of filters, one selection; the address holds them.

const page = { view: null, opened: [], tab: "graph", labels: "names", focus: null, selection: null, path: null,
  wanted: null, chosen: null, graph: null, brush: null, months: null, map: null, table: null,
  select, refresh, remember, showActor, focusOn, open, close, get shown() { return page.chosen.shown; } };

const defaultView = () => VIEWS.keys().next().value;

function setView(target, name, opened) {
  const wanted = opened.filter((id, at) => opened.indexOf(id) === at);
  if (target.view?.name === name && target.opened.join("\n") === wanted.join("\n")) return;
  target.view = openView(name, wanted);
  target.opened = wanted;
}

/** Select an actor, a line, an event, a place or a path (null: nothing); "back" returns to what was selected before. */
function select(selection, { focus = false, reveal = false } = {}) {
  page.selection = selection;
  if (selection?.type === "path" && page.tab !== "graph") page.tab = "graph";
  showSelection({ focus, reveal: reveal || selection !== null });
  if (page.path) fitGraph(page.graph, page.path.nodes, motion());
  const hash = asHash(page);
  if (location.hash.replace(/^#/, "") !== hash) location.hash = hash;
}

/** Let the address follow a change that "back" need not undo; the frame of a notebook has no address. */
function remember() {
  if (location.protocol === "about:") return;
  const hash = asHash(page);
  if (location.hash.replace(/^#/, "") !== hash) history.replaceState(null, "", `#${hash}`);
}

function onAddress() {
  if (page.chosen && location.hash.replace(/^#/, "") === asHash(page)) return;
  page.selection = readHash(page, location.hash);
  for (const radio of byId("filter-form").elements.view) radio.checked = radio.value === page.view.name;
  byId("labels").value = page.labels;
  refresh();
  if (page.path ?? page.focus) fitGraph(page.graph, page.path ? page.path.nodes : [...page.chosen.near], false);
}

/** Apply filters, focus and selection to all that shows them. */
function refresh() {
  page.wanted = readFilters(byId("filter-form"));
  page.chosen = choose(page.view, page.wanted, page.focus);
  byId("least").textContent = percent(page.wanted.confidence);
  byId("shown").textContent = countWords(page.chosen.events.length, page.wanted);
  byId("hidden-all").hidden = page.chosen.events.length > 0;
  byId("legend-community").hidden = ![...page.view.nodes.values()].some((node) => node.kind === "community");
  page.table.update();
  page.brush.update();
  showFocus();
  showSelection({});
  remember();
}

function showSelection({ focus = false, reveal = false }) {
  const { selection } = page;
  page.path = selection?.type === "path" ? findPath(page.chosen.edges, selection.from, selection.to) : null;
  page.graph.update(page);
  showTab();
  renderCard(page);
  markInGraph(selection, focus);
  if (selection && reveal) revealCard();
}

function showTab() {
  for (const name of ["graph", "months", "map"]) {
    const [tab, panel] = [byId(`tab-${name}`), byId(`panel-${name}`)];
    if (!tab) continue;
    const on = name === page.tab;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    panel.classList.toggle("off", !on);
  }
  document.querySelector(".zoom").hidden = page.tab === "months";
  if (page.tab === "months") page.months.draw();
  if (page.tab === "map") page.map.draw();
}

function markInGraph(selection, focus) {
  const { network, nodes, edges } = page.graph;
  network.unselectAll();
  if (selection?.type === "node" && nodes.get(selection.node)) {
    network.selectNodes([selection.node]);
    if (focus && !inSight(network, byId("graph"), selection.node)) {
      const scale = Math.max(network.getScale(), 0.7);
      draw(page.graph, scale);
      network.focus(selection.node, { scale, animation: motion() });
    }
  }
  if (selection?.type === "edge" && edges.get(selection.key)) network.selectEdges([selection.key]);
  if (selection?.type === "event") network.selectNodes([...page.view.nodesOf.get(selection.id)]);
  if (page.path) network.selectNodes([page.path.nodes[0], page.path.nodes[page.path.nodes.length - 1]]);
}

/** On a narrow screen, where the card stands below the graph, bring it into sight. */
function revealCard() {
  const card = byId("card");
  const { top } = card.getBoundingClientRect();
  if (top > window.innerHeight * 0.8 || top < 0) card.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
}

/** Show one actor and its neighbours alone (null: all). */
function focusOn(node, steps = 1) {
  page.focus = node === null ? null : { node, steps };
  refresh();
  fitGraph(page.graph, page.chosen.near ? [...page.chosen.near] : null, motion());
}

function showFocus() {
  const note = byId("focus-note");
  note.hidden = page.focus === null;
  if (page.focus === null) return;
  const { node, steps } = page.focus;
  const step = (number, words) => make("button", { type: "button", "aria-pressed": String(steps === number), onclick: () => focusOn(node, number) }, words);
  note.replaceChildren(make("span", {}, "Only ", isolated(nodeName(page.view, node)), " and neighbours: "),
    step(1, "one step"), step(2, "two steps"), make("button", { type: "button", id: "unfocus", onclick: () => focusOn(null) }, "Show all actors"));
}

/** Open a mark that stands for several, or gather them again. */
function open(node) {
  changeView(page.view.name, [...page.opened, node], null);
}

function close(group) {
  changeView(page.view.name, page.opened.filter((id) => id !== group), { type: "node", node: group });
}

/** Bring an actor into the graph, opening what holds it, and do something with its node. */
function showActor(actor, then) {
  if (!page.view.nodes.has(actor)) {
    const holder = page.view.home.get(actor);
    if (holder !== undefined && canOpen(page.view.nodes.get(holder)) && !holder.endsWith(":more")) setView(page, page.view.name, [...page.opened, holder]);
    else if (holder === undefined && VIEWS.has("communities")) {
      setView(page, "communities", []);
      if (!page.view.nodes.has(actor)) setView(page, "communities", [page.view.home.get(actor)]);
    }
    for (const radio of byId("filter-form").elements.view) radio.checked = radio.value === page.view.name;
    refresh();
  }
  then(page.view.nodes.has(actor) ? actor : page.view.home.get(actor));
}

function changeView(name, opened, selection) {
  setView(page, name, opened);
  page.selection = selection;
  page.focus = null;
  refresh();
}

function onGraphClick({ nodes, edges }) {
  if (nodes.length) select({ type: "node", node: nodes[0] });
  else if (edges.length) select({ type: "edge", key: edges[0] });
  else if (page.selection) select(null);
}

function onGraphOpen({ nodes }) {
  if (nodes.length && canOpen(page.view.nodes.get(nodes[0]))) open(nodes[0]);
}

function wireGraph(graph) {
  const { network } = graph;
  network.on("click", onGraphClick);
  network.on("doubleClick", onGraphOpen);
  const onMap = (factor) => (page.tab === "map" ? page.map.zoom(factor) : zoom(graph, factor));
  byId("zoom-in").addEventListener("click", () => onMap(1.3));
  byId("zoom-out").addEventListener("click", () => onMap(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => (page.tab === "map" ? page.map.fit() : fitGraph(graph, null, motion())));
}

function wireTabs() {
  const tabs = [...byId("tabs").children];
  const show = (tab) => {
    page.tab = tab.id.replace("tab-", "");
    showSelection({});
    remember();
  };
  for (const tab of tabs) tab.addEventListener("click", () => show(tab));
  byId("tabs").addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + move + tabs.length) % tabs.length];
    next.focus();
    show(next);
  });
}

function wireFilters(form) {
  limitDates(form);
  for (const radio of [...form.elements.view]) radio.closest("label").hidden = !VIEWS.has(radio.value);
  byId("views").hidden = VIEWS.size < 2;
  let wait = 0;
  form.addEventListener("input", ({ target }) => {
    if (target.name === "view") changeView(target.value, [], null);
    else if (target.type === "range" || target.type === "number") {
      clearTimeout(wait);
      wait = setTimeout(() => refresh(), DATA.events.length > 3000 ? 150 : 0);
    } else if (!target.closest("#tree")) refresh();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    settleTree();
    changeView(defaultView(), [], page.selection && page.view.name === defaultView() ? page.selection : null);
    for (const radio of form.elements.view) radio.checked = radio.value === page.view.name;
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
}

function wireChoices() {
  byId("labels").addEventListener("change", ({ target }) => {
    page.labels = target.value;
    page.graph.update(page);
    remember();
  });
  byId("physics").addEventListener("change", ({ target }) => setPhysics(page.graph, target.checked));
}

function start() {
  if (window.matchMedia("(max-width: 800px)").matches) byId("filters").open = byId("legend").open = false;
  if (window.innerHeight < 780) byId("legend").open = false;
  makeTree(() => refresh());
  page.graph = makeGraph(byId("graph"));
  page.table = makeTable(page);
  page.brush = makeBrush(page);
  page.months = makeMonths(page);
  page.map = makeMap(page);
  wireFilters(byId("filter-form"));
  makeSearch(page, byId("search"), byId("suggestions"), (actor) => showActor(actor, (node) => select({ type: "node", node }, { focus: true })));
  onAddress();
  wireGraph(page.graph);
  wireKeys(page);
  wireTabs();
  wireChoices();
  wireSave(page);
  window.addEventListener("hashchange", onAddress);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => refresh());
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("events").focus();
  });
  window.kg = Object.freeze({ page, network: page.graph.network });
  performance.mark("kg-ready");
}

start();
