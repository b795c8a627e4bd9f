// The address holds the state of the page, so that a link shows another reader the same.

const SORTS = ["ascending", "descending"];

/** The state as the part of the address after "#"; what is as at first is left out. */
function asHash(page) {
  const fields = new URLSearchParams();
  const put = (name, value, usual) => { if (String(value) !== String(usual)) fields.set(name, value); };
  put("view", page.view.name, defaultView());
  for (const opened of page.opened) fields.append("open", opened);
  put("tab", page.tab, "graph");
  put("labels", page.labels, "names");
  putFilters(fields, put, page.wanted);
  if (page.focus) {
    fields.set("focus", page.focus.node);
    put("steps", page.focus.steps, 1);
  }
  putTable(put, page.table);
  putSelection(fields, page.selection);
  return fields.toString();
}

function putFilters(fields, put, wanted) {
  for (const act of hiddenActs()) fields.append("hide", act);
  put("status", [...wanted.statuses].join(" "), "actual planned");
  put("kinds", [...wanted.kinds].join(" "), "state organisation person group");
  put("since", wanted.from, "");
  put("until", wanted.to, "");
  put("reports", wanted.reports, 1);
  put("confidence", wanted.confidence, 0);
}

function putTable(put, table) {
  put("table", table.name, "events");
  const { column, descending } = orderOf(table);
  const usual = TABLES[table.name].order;
  put("sort", `${column} ${SORTS[Number(descending)]}`, `${usual.column} ${SORTS[Number(usual.descending)]}`);
}

function putSelection(fields, selection) {
  if (selection?.type === "node") fields.set("actor", selection.node);
  if (selection?.type === "event") fields.set("event", selection.id);
  if (selection?.type === "place") fields.set("place", DATA.places[selection.place].id);
  if (selection?.type === "path") {
    fields.set("path", selection.from);
    fields.set("goal", selection.to);
  }
  if (selection?.type === "edge") {
    const [first, second, quad] = JSON.parse(selection.key);
    fields.set("between", first);
    fields.set("and", second);
    fields.set("act", quad);
  }
}

/** Set the page by an address; what it names and the page does not hold is passed over. */
function readHash(page, hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (name, allowed, usual) => (allowed.includes(fields.get(name)) ? fields.get(name) : usual);
  setView(page, one("view", [...VIEWS.keys()], defaultView()), fields.getAll("open"));
  page.tab = one("tab", page.map ? ["graph", "months", "map"] : ["graph", "months"], "graph");
  page.labels = one("labels", ["names", "codes", "flags"], "names");
  setFilters(fields);
  const node = fields.get("focus");
  page.focus = page.view.nodes.has(node) ? { node, steps: fields.get("steps") === "2" ? 2 : 1 } : null;
  readTable(page.table, fields);
  return readSelection(fields, page.view);
}

function setFilters(fields) {
  const form = byId("filter-form").elements;
  hideActs(fields.getAll("hide"));
  const several = (name, usual) => new Set((fields.get(name) ?? usual).split(" "));
  const [statuses, kinds] = [several("status", "actual planned"), several("kinds", "state organisation person group")];
  for (const box of form.status) box.checked = statuses.has(box.value);
  for (const box of form.kind) box.checked = kinds.has(box.value);
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(fields.get(name)) ? fields.get(name) : "");
  form.from.value = day("since");
  form.to.value = day("until");
  form.reports.value = Math.max(1, Math.floor(Number(fields.get("reports"))) || 1);
  form.confidence.value = Number(fields.get("confidence")) || 0;
}

function readTable(table, fields) {
  table.name = Object.hasOwn(TABLES, fields.get("table") ?? "") ? fields.get("table") : "events";
  table.orders.clear();
  const [column, way] = (fields.get("sort") ?? "").split(" ");
  if (TABLES[table.name].columns[Number(column)] && SORTS.includes(way)) {
    table.orders.set(table.name, { column: Number(column), descending: way === "descending" });
  }
}

function readSelection(fields, view) {
  const [node, event, place, from, to, first, second, quad] = ["actor", "event", "place", "path", "goal", "between", "and", "act"]
    .map((name) => fields.get(name));
  if (view.nodes.has(node)) return { type: "node", node };
  if (EVENT_BY_ID.has(event)) return { type: "event", id: event };
  if (view.nodes.has(from) && view.nodes.has(to) && from !== to) return { type: "path", from, to };
  const at = place === null ? -1 : DATA.places.findIndex((one) => one.id === place);
  if (at >= 0) return { type: "place", place: at };
  if (view.nodes.has(first) && view.nodes.has(second) && Object.hasOwn(QUADS, quad ?? "")) {
    return { type: "edge", key: edgeKey(first, second, quad) };
  }
  return null;
}
