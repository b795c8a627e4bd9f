"use strict";
// The data of the page, unpacked and indexed, and how elements are made. Text of articles is only ever set as text.

const QUADS = { MCOOP: "material cooperation", VCOOP: "verbal cooperation",
  VCONF: "verbal conflict", MCONF: "material conflict" };
const STATUSES = { actual: "took place", planned: "planned",
  negated: "did not happen", hypothetical: "hypothetical" };

const byId = (id) => document.getElementById(id);

/** The data as they stand in the page; long ones are compressed. */
async function readData() {
  const tag = byId("data");
  if (tag.type === "application/json") return JSON.parse(tag.textContent);
  const bytes = Uint8Array.from(atob(tag.textContent), (char) => char.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text());
}

/** Rows of a table that came as columns. */
function rows(columns) {
  const names = Object.keys(columns);
  if (!names.length) return [];
  return columns[names[0]].map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
}

function chunks(list, size) {
  return Array.from({ length: list.length / size }, (_, at) => list.slice(at * size, (at + 1) * size));
}

function unpackEvent(event, entities, { actions, words }) {
  const [label, plover, quad] = actions[event.action];
  return { ...event, label, plover, quad, status: words.status[event.status],
    parts: chunks(event.parts, 2).map(([role, at]) => [words.role[role], entities[at].id]),
    pairs: chunks(event.pairs, 3).map(([one, other, symmetric]) => [entities[one].id, entities[other].id, symmetric === 1]),
    reports: event.reports.map(([source, status, confidence, said, told]) => ({ source, confidence, said,
      status: words.status[status],
      sentence: told.map((piece) => (typeof piece === "string" ? [piece, ""] : [piece[0], words.part[piece[1]]])) })) };
}

function unpack(raw) {
  const entities = rows(raw.entities);
  const events = rows(raw.events).map((event) => unpackEvent(event, entities, raw));
  return { entities, events, sources: rows(raw.sources), places: rows(raw.places), views: raw.views, world: raw.world,
    actions: new Map(Object.entries(raw.actions)), states: new Map(Object.entries(raw.states)) };
}

const DATA = unpack(await readData());
const EVENT_BY_ID = new Map(DATA.events.map((event) => [event.id, event]));
const ENTITY_BY_ID = new Map(DATA.entities.map((entity) => [entity.id, entity]));

/** Make an element with attributes, listeners (functions under `on...`) and children; strings become text. */
function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for what SVG draws. */
function draws(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return element;
}

/** A link to a web address; plain text for any other address. */
function link(address, text) {
  if (!/^https?:\/\//i.test(address)) return make("span", {}, text);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function plural(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function newestFirst(one, other) {
  return (other.last || "").localeCompare(one.last || "") || one.id.localeCompare(other.id);
}

/** A name as it is searched for: without accents and capitals. */
function plainLetters(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The name of a state or organisation by its code; the code itself if the page knows no name. */
function stateName(code) {
  return DATA.states.get(code) ?? code;
}

function percent(share) {
  return `${Math.round(100 * share)}%`;
}

function nodeName(view, node) {
  return view.nodes.get(node)?.title ?? node;
}

function placeOf(event) {
  return event.place < 0 ? "" : DATA.places[event.place].name;
}
