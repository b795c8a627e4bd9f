// Which events are shown.

/** Read the form: what kinds, statuses and days are wanted, with how much confidence. */
function readFilters(form) {
  const fields = new FormData(form);
  return {
    actions: new Set(fields.getAll("action")),
    statuses: new Set(fields.getAll("status")),
    kinds: new Set(fields.getAll("kind")),
    from: fields.get("from") || "",
    to: fields.get("to") || "",
    reports: Math.max(1, Math.floor(Number(fields.get("reports"))) || 1),
    confidence: Number(fields.get("confidence") || 0),
  };
}

/** Whether an event is wanted at whatever time. */
function fits(event, wanted) {
  return wanted.actions.has(event.action) && wanted.statuses.has(event.status)
    && event.confidence >= wanted.confidence && event.reports.length >= wanted.reports && hasActors(event, wanted.kinds);
}

function isKind(entity, kinds) {
  return kinds.has(ENTITY_BY_ID.get(entity).kind);
}

/** An act of two is shown if both may be, an act of one alone if that one may be. */
function hasActors(event, kinds) {
  if (!event.pairs.length) return event.parts.some(([, entity]) => isKind(entity, kinds));
  return event.pairs.some(([one, other]) => isKind(one, kinds) && isKind(other, kinds));
}

/** An event of unknown date is in no period, but shown while none is asked for. */
function inPeriod(event, { from, to }) {
  if (!from && !to) return true;
  return event.first !== "" && (!from || event.last >= from) && (!to || event.first <= to);
}

/** All that is shown: the events, the lines that they make, how many each node has. */
function choose(view, wanted, focus) {
  const timeless = DATA.events.filter((event) => fits(event, wanted));
  let events = timeless.filter((event) => inPeriod(event, wanted));
  let edges = gather(view, events, wanted.kinds);
  let near = null;
  if (focus && view.nodes.has(focus.node)) {
    near = neighbours(edges, focus.node, focus.steps);
    edges = new Map([...edges].filter(([, edge]) => near.has(edge.first) && near.has(edge.second)));
    events = events.filter((event) => touches(event, view, wanted.kinds, near));
  }
  return { timeless, events, edges, near, shown: new Set(events.map((event) => event.id)),
    counts: countNodes(view, events, wanted.kinds, near) };
}

function touches(event, view, kinds, near) {
  const isNear = (entity) => isKind(entity, kinds) && near.has(view.home.get(entity));
  if (!event.pairs.length) return event.parts.some(([, entity]) => isNear(entity));
  return event.pairs.some(([one, other]) => isNear(one) && isNear(other));
}

function countNodes(view, events, kinds, near) {
  const counts = new Map([...view.nodes.keys()].map((node) => [node, 0]));
  for (const event of events) {
    const nodes = new Set(event.parts.filter(([, entity]) => isKind(entity, kinds)).map(([, entity]) => view.home.get(entity)));
    for (const node of nodes) if (counts.has(node) && (!near || near.has(node))) counts.set(node, counts.get(node) + 1);
  }
  return counts;
}

/** Who can be reached in so many steps. */
function neighbours(edges, node, steps) {
  const next = adjacency(edges);
  const near = new Set([node]);
  for (let step = 0; step < steps; step += 1) {
    for (const one of [...near]) for (const other of next.get(one)?.keys() ?? []) near.add(other);
  }
  return near;
}

/** Who is joined with whom by how many events: a Map of Maps. */
function adjacency(edges) {
  const next = new Map();
  const add = (one, other, number) => {
    if (!next.has(one)) next.set(one, new Map());
    next.get(one).set(other, (next.get(one).get(other) || 0) + number);
  };
  for (const { first, second, events } of edges.values()) {
    add(first, second, events.length);
    add(second, first, events.length);
  }
  return next;
}

/** Say how many events are left, and why others are not. */
function countWords(shown, wanted) {
  const undated = DATA.events.filter((event) => event.first === "").length;
  const words = shown === DATA.events.length ? `${shown > 1 ? "all " : ""}${plural(shown, "event")} shown`
    : `${shown.toLocaleString("en")} of ${plural(DATA.events.length, "event")} shown`;
  return undated && (wanted.from || wanted.to) ? `${words}, undated ones left out` : words;
}

/** Let the date fields offer the days that the events span. */
function limitDates(form) {
  const days = DATA.events.flatMap((event) => [event.first, event.last]).filter(Boolean).sort();
  for (const name of ["from", "to"]) {
    if (!days.length) form.elements[name].disabled = true;
    else Object.assign(form.elements[name], { min: days[0], max: days[days.length - 1] });
  }
}
