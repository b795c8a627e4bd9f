// The card beside the graph: an actor, a line or one event, with the evidence.

const FEW = 8;
const PAGE = 40;

function tag(text, kind) {
  return make("span", { class: `tag ${kind}` }, text);
}

function isolated(text, name) {
  return make("bdi", { class: name || "name" }, text);
}

function sentence(report) {
  return make("blockquote", { class: "sentence", dir: "auto" },
    report.sentence.map(([text, part]) => (part ? make("mark", { class: part, title: PARTS[part] }, text) : text)));
}

const PARTS = { trigger: "the words that tell of the act", actor: "who acts",
  counterpart: "towards whom", other: "mediator or host" };

function citation(report) {
  const source = DATA.sources[report.source];
  const rest = [source.source, source.date].filter(Boolean).join(", ");
  const said = report.said ? ["; according to ", isolated(report.said)] : [];
  const copy = source.copy ? ["; a copy of ", isolated(source.copy)] : [];
  return make("p", { class: "cite" }, link(source.url, isolated(source.title)), rest ? `, ${rest}` : "", copy, said);
}

function eventFacts(event) {
  const copies = event.copies ? `, ${event.copies === 1 ? "a copy" : `${event.copies} copies`} among them` : "";
  const facts = [event.date, placeOf(event), plural(event.reports.length, "report") + copies,
    `confidence ${percent(event.confidence)}`].filter(Boolean).join(" · ");
  return make("span", { class: "facts" }, isolated(facts, "plain"));
}

function eventItem(event, open) {
  return make("details", { class: `event ${event.quad.toLowerCase()}`, open, "data-event": event.id },
    make("summary", {}, make("span", { class: "line" }, isolated(event.line)),
      event.status === "actual" ? null : tag(STATUSES[event.status], event.status), eventFacts(event)),
    event.reports.map((report) => [sentence(report), citation(report)]));
}

/** A list of events that grows by request. */
function eventList(events, open) {
  const list = make("div", { class: "list" });
  const more = make("button", { type: "button", onclick: () => grow() });
  let done = 0;
  function grow() {
    const next = events.slice(done, done + PAGE);
    list.append(...next.map((event) => eventItem(event, open)));
    done += next.length;
    more.hidden = done >= events.length;
    more.textContent = `Show more (${events.length - done} left)`;
  }
  grow();
  return [list, more];
}

function heading(...words) {
  return make("h2", {}, words);
}

function closeButton(page) {
  return make("button", { type: "button", class: "close", "aria-label": "Close the card",
    onclick: () => page.select(null) }, "×");
}

function emptyWords(all) {
  return make("p", { class: "hint" }, all ? `The filters hide ${all === 1 ? "its one event" : `all its ${all} events`}.`
    : "It has no events.");
}

/** How many of some events belong to each kind of act. */
function tally(events) {
  return Object.keys(QUADS).map((quad) => [quad, events.filter((event) => event.quad === quad).length])
    .filter(([, count]) => count).map(([quad, count]) => make("li", {},
      make("span", { class: `swatch ${quad.toLowerCase()}` }), `${count} ${QUADS[quad]}`));
}

function nodeCard(page, node) {
  const { view } = page;
  const mark = view.nodes.get(node);
  const all = view.eventsOf.get(node);
  const events = all.filter((event) => page.shown.has(event.id)).sort(newestFirst);
  const entity = ENTITY_BY_ID.get(node);
  const acts = mark.state && mark.state !== node && mark.kind !== "community" ? [", acts for ", isolated(stateName(mark.state))] : null;
  return [closeButton(page), heading(isolated(mark.title)), make("p", { class: "kind" }, mark.kind, acts),
    officeList(entity, events, page.wanted), identity(entity), nodeButtons(page, mark),
    make("ul", { class: "tally" }, tally(events)), smallTimeline(page, events), partners(page, node), pathForm(page, node),
    events.length ? [make("h3", {}, "Events"), eventList(events, events.length <= 2)] : emptyWords(all.length)];
}

/** What can be done with an actor: see it with its neighbours alone, open it, gather it again. */
function nodeButtons(page, mark) {
  const act = (words, id, does) => make("button", { type: "button", id, onclick: does }, words);
  const own = page.focus?.node === mark.id;
  return make("p", { class: "acts" },
    act(own ? "Show all actors" : "Only neighbours", "focus", () => page.focusOn(own ? null : mark.id)),
    canOpen(mark) && !mark.id.endsWith(":more") ? act(`Open: ${plural(mark.members.length, "actor")}`, "open", () => page.open(mark.id)) : null,
    mark.group ? act("Gather again", "gather", () => page.close(mark.group)) : null);
}

/** The events of an actor over the time of the page. */
function smallTimeline(page, events) {
  const { bins } = page.brush;
  if (bins.keys.length < 2 || !events.length) return null;
  const [first, last] = [bins.keys[0], bins.keys[bins.keys.length - 1]].map(keyWords);
  return make("figure", { class: "small-timeline" }, draws("svg", { viewBox: "0 0 1000 34", preserveAspectRatio: "none", role: "img",
    "aria-label": `Its events by ${bins.unit}, ${first} to ${last}` }, bars(binned(events, bins), 1000, 34, readColours())),
  make("figcaption", {}, make("span", {}, first), make("span", {}, last)));
}

function identity(entity) {
  if (!entity || !/^Q\d+$/.test(entity.wikidata)) return null;
  return make("p", { class: "identity" }, link(`https://www.wikidata.org/wiki/${entity.wikidata}`, "Look up in Wikidata"));
}

/** With whom an actor has most to do; a button leads to the busiest of their lines. */
function partners(page, node) {
  const others = new Map();
  for (const [key, edge] of page.chosen.edges) {
    if (edge.first !== node && edge.second !== node) continue;
    const other = edge.first === node ? edge.second : edge.first;
    if (!others.has(other)) others.set(other, { total: 0, lines: [] });
    others.get(other).total += edge.events.length;
    others.get(other).lines.push([key, edge]);
  }
  if (!others.size) return null;
  const busiest = [...others].sort(([one, a], [other, b]) => b.total - a.total || one.localeCompare(other)).slice(0, FEW);
  return make("section", { class: "partners" }, make("h3", {}, "With whom"),
    make("ul", { class: "buttons" }, busiest.map(([other, found]) => partnerButton(page, other, found))));
}

function partnerButton(page, other, { total, lines }) {
  const sorted = [...lines].sort(([, a], [, b]) => b.events.length - a.events.length);
  const marks = sorted.map(([, { quad }]) => make("span", { class: `swatch short ${quad.toLowerCase()}`, role: "img", "aria-label": QUADS[quad] }));
  return make("li", {}, make("button", { type: "button", onclick: () => page.select({ type: "edge", key: sorted[0][0] }) },
    isolated(nodeName(page.view, other)), make("span", { class: "classes" }, marks), make("span", { class: "count" }, String(total))));
}

/** The other kinds of act between the two ends of a line. */
function siblings(page, key) {
  const [first, second, quad] = JSON.parse(key);
  const others = ORDER.filter((other) => other !== quad).map((other) => edgeKey(first, second, other)).filter((other) => page.chosen.edges.has(other));
  if (!others.length) return null;
  return make("section", {}, make("h3", {}, "Also between them"),
    edgeButtons(page, others.map((other) => [other, page.chosen.edges.get(other)]), "", true));
}

function edgeButtons(page, edges, seenFrom, classes = false) {
  const busiest = edges.sort(([one, a], [other, b]) => b.events.length - a.events.length || one.localeCompare(other));
  const list = make("ul", { class: "buttons" }, busiest.slice(0, FEW).map((edge) => edgeButton(page, edge, seenFrom, classes)));
  return list;
}

function edgeButton(page, [key, edge], seenFrom, classes) {
  const other = edge.first === seenFrom ? edge.second : edge.first;
  const words = classes ? [sentenceCase(QUADS[edge.quad])] : seenFrom ? [isolated(nodeName(page.view, other))]
    : [isolated(nodeName(page.view, edge.first)), " – ", isolated(nodeName(page.view, edge.second))];
  return make("li", {}, make("button", { type: "button", onclick: () => page.select({ type: "edge", key }) },
    make("span", { class: `swatch ${edge.quad.toLowerCase()}`, role: classes ? null : "img", "aria-label": classes ? null : QUADS[edge.quad] }),
    make("span", {}, words), make("span", { class: "count" }, String(edge.events.length))));
}

function nodeButton(page, node, count) {
  return make("li", {}, make("button", { type: "button",
    onclick: () => page.select({ type: "node", node }, { focus: true }) },
  make("span", { class: `shape ${page.view.nodes.get(node).kind}` }),
  isolated(nodeName(page.view, node)), make("span", { class: "count" }, String(count))));
}

function edgeCard(page, key) {
  const [first, second, quad] = JSON.parse(key);
  const edge = page.chosen.edges.get(key);
  const events = edge ? [...edge.events].sort(newestFirst) : [];
  const end = (node) => make("button", { type: "button", class: "name-link",
    onclick: () => page.select({ type: "node", node }, { focus: true }) }, isolated(nodeName(page.view, node)));
  return [closeButton(page), heading(end(first), " – ", end(second)),
    make("ul", { class: "tally" }, make("li", {}, make("span", { class: `swatch ${quad.toLowerCase()}` }),
      `${QUADS[quad]}, ${plural(events.length, "event")}`)),
    events.length ? [...eventList(events, events.length <= FEW), markKey()]
      : make("p", { class: "hint" }, "The filters hide all events of this line."), siblings(page, key)];
}

function eventCard(page, id) {
  return [closeButton(page), heading("Event"), eventItem(EVENT_BY_ID.get(id), true), markKey(),
    make("h3", {}, "Who takes part"), make("ul", { class: "buttons" },
      [...page.view.nodesOf.get(id)].map((node) => nodeButton(page, node, page.chosen.counts.get(node) ?? 0)))];
}

function markKey() {
  return make("p", { class: "mark-key" }, "Marked: ", Object.keys(PARTS).filter((part) => part !== "other")
    .flatMap((part) => [make("mark", { class: part }, PARTS[part]), " "]));
}

/** What the card says while nothing is selected. */
function startCard(page) {
  const active = [...page.chosen.counts].filter(([, number]) => number)
    .sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  if (!active.length) {
    return [make("p", { class: "hint" }, "The filters hide every event."),
      make("p", { class: "acts" }, make("button", { type: "button", onclick: () => byId("filter-form").reset() }, "Reset all filters"))];
  }
  return [make("p", { class: "hint" }, "Select an actor or a line in the graph to read its events and the sentences that tell them."),
    make("h2", { class: "small" }, "Most active"), make("ul", { class: "buttons" },
      active.slice(0, FEW).map(([node, number]) => nodeButton(page, node, number))),
    make("h2", { class: "small" }, "Busiest relations"), edgeButtons(page, [...page.chosen.edges], "")];
}

function renderCard(page) {
  const chosen = page.selection;
  const makers = { node: () => nodeCard(page, chosen.node), edge: () => edgeCard(page, chosen.key),
    event: () => eventCard(page, chosen.id), place: () => placeCard(page, chosen.place), path: () => pathCard(page, chosen) };
  const content = chosen ? makers[chosen.type]() : startCard(page);
  byId("card").replaceChildren(...content.flat(Infinity).filter((item) => item !== null));
  byId("card").scrollTop = 0;
}
