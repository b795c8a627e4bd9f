// The tables of all that is shown: what the pictures hold, for keyboards, screen readers and sorting.

const ROWS = 100;

function chooser(page, selection) {
  return (words) => make("button", { type: "button", class: "name-link",
    onclick: () => page.select(selection, { focus: true, reveal: true }) }, isolated(words));
}

function quadCell(quad) {
  return make("span", { class: "quad" }, make("span", { class: `swatch ${quad.toLowerCase()}` }), make("span", {}, QUADS[quad]));
}

const EVENT_COLUMNS = [
  { name: "Date", key: (event) => event.first, cell: (event) => (event.first ? event.date : "undated") },
  { name: "Event", key: (event) => plainLetters(event.line), plain: (event) => event.line, main: true,
    cell: (event, page) => chooser(page, { type: "event", id: event.id })(event.line) },
  { name: "Kind of act", key: (event) => ORDER.indexOf(event.quad), plain: (event) => QUADS[event.quad], cell: (event) => quadCell(event.quad) },
  { name: "Place", key: (event) => plainLetters(placeOf(event)), plain: placeOf, cell: (event) => isolated(placeOf(event), "plain") },
  { name: "Status", key: (event) => Object.keys(STATUSES).indexOf(event.status), plain: (event) => STATUSES[event.status],
    cell: (event) => make("span", { class: "status" }, STATUSES[event.status]) },
  { name: "Confidence", key: (event) => event.confidence, plain: (event) => event.confidence, cell: (event) => percent(event.confidence), number: true },
  { name: "Reports", key: (event) => event.reports.length, cell: (event) => String(event.reports.length), number: true },
];

const share = (value) => (value ? `${(100 * value).toFixed(1)}%` : "0%");

const ACTOR_COLUMNS = [
  { name: "Actor", key: (row) => plainLetters(row.title), plain: (row) => row.title, main: true,
    cell: (row, page) => chooser(page, { type: "node", node: row.id })(row.title) },
  { name: "Kind", key: (row) => row.kind, cell: (row) => row.kind },
  { name: "Acts for", key: (row) => plainLetters(stateName(row.state)), cell: (row) => isolated(stateName(row.state), "plain"), plain: (row) => row.state },
  { name: "Events", key: (row) => row.events, cell: (row) => String(row.events), number: true },
  { name: "Partners", key: (row) => row.partners, cell: (row) => String(row.partners), number: true },
  { name: "Cooperation", key: (row) => row.good, cell: (row) => String(row.good), number: true },
  { name: "Conflict", key: (row) => row.bad, cell: (row) => String(row.bad), number: true },
  { name: "Go-between", key: (row) => row.between, cell: (row) => share(row.between), number: true,
    note: "Go-between: how many of the shortest paths between any two actors of the whole graph lead through this one (betweenness)." },
];

const LINE_COLUMNS = [
  { name: "Between", key: (row) => plainLetters(row.names.join(" ")), plain: (row) => row.names[0], main: true,
    cell: (row, page) => chooser(page, { type: "edge", key: row.key })(row.names.join(" – ")) },
  { name: "And", key: (row) => plainLetters(row.names[1]), plain: (row) => row.names[1], csv: true },
  { name: "Kind of act", key: (row) => ORDER.indexOf(row.quad), plain: (row) => QUADS[row.quad], cell: (row) => quadCell(row.quad) },
  { name: "Events", key: (row) => row.events, cell: (row) => String(row.events), number: true },
  { name: "First", key: (row) => row.first, cell: (row) => (row.first ? keyWords(row.first) : "undated") },
  { name: "Last", key: (row) => row.last, cell: (row) => (row.last ? keyWords(row.last) : "undated") },
];

const PERIOD_COLUMNS = [
  { name: "Period", key: (row) => firstDay(row.period), main: true, plain: (row) => (isStray(row.period) ? keyWords(row.period) : row.period), cell: (row, page) => make("button",
    { type: "button", class: "name-link", onclick: () => showPeriod(page, row.period) }, keyWords(row.period)) },
  ...ORDER.map((quad) => ({ name: sentenceCase(QUADS[quad]), key: (row) => row[quad], cell: (row) => String(row[quad]), number: true })),
  { name: "Events", key: (row) => row.total, cell: (row) => String(row.total), number: true },
];

function actorRows({ view, chosen }) {
  const tallies = new Map();
  const add = (node, name) => tallies.set(node, { ...tallies.get(node), [name]: (tallies.get(node)?.[name] || 0) + 1 });
  for (const event of chosen.events) for (const node of view.nodesOf.get(event.id)) add(node, event.quad.endsWith("COOP") ? "good" : "bad");
  const next = adjacency(chosen.edges);
  return [...view.nodes.values()].filter((node) => chosen.counts.get(node.id)).map((node) => ({
    id: node.id, title: node.title, kind: node.kind, state: node.state, events: chosen.counts.get(node.id),
    partners: next.get(node.id)?.size ?? 0, good: tallies.get(node.id)?.good ?? 0, bad: tallies.get(node.id)?.bad ?? 0,
    between: node.members.length === 1 ? ENTITY_BY_ID.get(node.members[0]).betweenness : 0,
  }));
}

function lineRows({ view, chosen }) {
  return [...chosen.edges].map(([key, edge]) => {
    const days = edge.events.flatMap((event) => [event.first, event.last]).filter(Boolean).sort();
    return { key, id: key, quad: edge.quad, events: edge.events.length, names: [nodeName(view, edge.first), nodeName(view, edge.second)],
      first: days[0] || "", last: days[days.length - 1] || "" };
  });
}

function periodRows({ brush, chosen }) {
  return [...binned(chosen.events, brush.bins)].map(([period, bin]) => ({ period, id: period, ...bin })).filter((row) => row.total);
}

const TABLES = {
  events: { title: "Events", columns: EVENT_COLUMNS, rows: (page) => page.chosen.events, order: { column: 0, descending: true } },
  actors: { title: "Actors", columns: ACTOR_COLUMNS, rows: actorRows, order: { column: 3, descending: true } },
  lines: { title: "Relations", columns: LINE_COLUMNS, rows: lineRows, order: { column: 3, descending: true } },
  periods: { title: "Periods", columns: PERIOD_COLUMNS, rows: periodRows, order: { column: 0, descending: true } },
};

const COLLATOR = new Intl.Collator("en");

function compare(one, other) {
  return typeof one === "number" ? one - other : COLLATOR.compare(one, other);
}

function sorted(all, columns, { column, descending }) {
  const sign = descending ? -1 : 1;
  const keys = new Map(all.map((row) => [row, columns[column].key(row)]));
  const byId = (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id));
  const rest = columns === EVENT_COLUMNS ? newestFirst : byId;
  return [...all].sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || rest(a, b));
}

function makeTable(page) {
  const table = { page, name: "events", orders: new Map(), rows: [], drawn: 0 };
  byId("more").addEventListener("click", () => drawRows(table));
  byId("tables").addEventListener("click", ({ target }) => {
    if (target.dataset.table) showTable(table, target.dataset.table);
  });
  table.update = () => updateTable(table);
  table.show = (name) => showTable(table, name);
  table.content = () => ({ columns: TABLES[table.name].columns, rows: table.rows });
  return table;
}

function showTable(table, name) {
  table.name = name;
  table.update();
  table.page.remember();
}

function orderOf(table) {
  return table.orders.get(table.name) || TABLES[table.name].order;
}

function headCell(table, column, at) {
  const { column: by, descending } = orderOf(table);
  return make("th", { scope: "col", class: column.number ? "number" : null, title: column.note,
    "aria-sort": at === by ? (descending ? "descending" : "ascending") : null },
  make("button", { type: "button", onclick: () => sortBy(table, at) }, column.name));
}

function sortBy(table, column) {
  const { column: by, descending } = orderOf(table);
  const { columns } = TABLES[table.name];
  table.orders.set(table.name, { column, descending: by === column ? !descending : Boolean(columns[column].number) || columns[column].name === "Date" });
  table.update();
  byId("table").tHead.querySelectorAll("th")[shownColumns(table).findIndex(([, at]) => at === column)].firstChild.focus();
}

function shownColumns(table) {
  return TABLES[table.name].columns.map((column, at) => [column, at]).filter(([column]) => !column.csv);
}

function updateTable(table) {
  const { title, columns, rows: all } = TABLES[table.name];
  table.rows = sorted(all(table.page), columns, orderOf(table));
  table.drawn = 0;
  byId("table").tBodies[0].replaceChildren();
  byId("table").tHead.replaceChildren(make("tr", {}, shownColumns(table).map(([column, at]) => headCell(table, column, at))));
  byId("events-title").textContent = `${title} (${table.rows.length.toLocaleString("en")})`;
  for (const button of byId("tables").children) button.setAttribute("aria-pressed", String(button.dataset.table === table.name));
  byId("table-note").textContent = columns.map((column) => column.note).filter(Boolean).join(" ");
  drawRows(table);
}

function drawRows(table) {
  const next = table.rows.slice(table.drawn, table.drawn + ROWS);
  const columns = shownColumns(table).map(([column]) => column);
  byId("table").tBodies[0].append(...next.map((row) => make("tr", {}, columns.map((column) => make(column.main ? "th" : "td",
    { scope: column.main ? "row" : null, class: column.number ? "number" : null }, column.cell(row, table.page))))));
  table.drawn += next.length;
  const left = table.rows.length - table.drawn;
  byId("more").hidden = left === 0;
  byId("more").textContent = left > ROWS ? `Show ${ROWS} more of ${left.toLocaleString("en")}` : `Show the other ${left}`;
}
