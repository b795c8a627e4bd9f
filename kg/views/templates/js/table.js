// The table of all events shown: what the graph holds, for keyboards, screen readers and sorting.

const ROWS = 100;
const COLUMNS = [
  { name: "Date", key: (event) => event.first, cell: (event) => (event.first ? event.date : "undated") },
  { name: "Event", key: (event) => plainLetters(event.line), cell: (event) => event.line, main: true },
  { name: "Kind of act", key: (event) => Object.keys(QUADS).indexOf(event.quad), cell: quadCell },
  { name: "Place", key: (event) => plainLetters(event.place), cell: (event) => isolated(event.place, "plain") },
  { name: "Status", key: (event) => Object.keys(STATUSES).indexOf(event.status),
    cell: (event) => make("span", { class: "status" }, STATUSES[event.status]) },
  { name: "Confidence", key: (event) => event.confidence, cell: (event) => event.confidence.toFixed(2), number: true },
  { name: "Reports", key: (event) => event.reports.length, cell: (event) => String(event.reports.length), number: true },
];

function quadCell(event) {
  return make("span", { class: "quad" }, make("span", { class: `swatch ${event.quad.toLowerCase()}` }), QUADS[event.quad]);
}

function compare(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other);
}

function sorted(events, { column, descending }) {
  const { key } = COLUMNS[column];
  const sign = descending ? -1 : 1;
  return [...events].sort((a, b) => sign * compare(key(a), key(b)) || newestFirst(a, b));
}

function makeTable(page) {
  const table = { page, order: { column: 0, descending: true }, rows: [], drawn: 0 };
  byId("table").tHead.replaceChildren(make("tr", {}, COLUMNS.map((column, at) => headCell(table, column, at))));
  byId("more").addEventListener("click", () => drawRows(table));
  table.update = () => updateTable(table);
  return table;
}

function headCell(table, column, at) {
  return make("th", { scope: "col", class: column.number ? "number" : null },
    make("button", { type: "button", onclick: () => sortBy(table, at) }, column.name));
}

function sortBy(table, column) {
  const same = table.order.column === column;
  table.order = { column, descending: same ? !table.order.descending : COLUMNS[column].number || column === 0 };
  table.update();
}

function updateTable(table) {
  const shown = DATA.events.filter((event) => table.page.shown.has(event.id));
  table.rows = sorted(shown, table.order);
  table.drawn = 0;
  byId("table").tBodies[0].replaceChildren();
  [...byId("table").tHead.rows[0].cells].forEach((cell, at) => {
    if (at !== table.order.column) cell.removeAttribute("aria-sort");
    else cell.setAttribute("aria-sort", table.order.descending ? "descending" : "ascending");
  });
  byId("events-title").textContent = `Events (${table.rows.length.toLocaleString("en")})`;
  drawRows(table);
}

function drawRows(table) {
  const next = table.rows.slice(table.drawn, table.drawn + ROWS);
  byId("table").tBodies[0].append(...next.map((event) => row(table.page, event)));
  table.drawn += next.length;
  const left = table.rows.length - table.drawn;
  byId("more").hidden = left === 0;
  byId("more").textContent = `Show ${Math.min(left, ROWS)} more of ${left}`;
}

function row(page, event) {
  return make("tr", { "data-event": event.id }, COLUMNS.map((column) => {
    if (!column.main) return make("td", { class: column.number ? "number" : null }, column.cell(event));
    return make("th", { scope: "row" }, make("button", { type: "button", class: "name-link",
      onclick: () => page.select({ type: "event", id: event.id }, { reveal: true }) }, isolated(event.line)));
  }));
}
