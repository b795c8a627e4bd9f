"use strict";
// The data of the page, indexed, and how elements are made. Text of articles is only ever set as text.

const DATA = JSON.parse(document.getElementById("data").textContent);
const QUADS = { MCOOP: "material cooperation", VCOOP: "verbal cooperation",
  VCONF: "verbal conflict", MCONF: "material conflict" };
const STATUSES = { actual: "took place", planned: "planned",
  negated: "did not happen", hypothetical: "hypothetical" };
const EVENT_BY_ID = new Map(DATA.events.map((event) => [event.id, event]));

const byId = (id) => document.getElementById(id);

/** Make an element with attributes, listeners (functions under `on...`) and children; strings become text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
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

function nodeName(view, node) {
  return view.names.get(node) || node;
}

/** A view with what is looked up often: names, the events of each node, the nodes of each event. */
function indexView(name, raw) {
  const view = { name, raw, names: new Map(), nodes: new Map(), eventsOf: new Map(), nodesOf: new Map() };
  for (const node of raw.nodes) {
    view.names.set(node.id, node.title);
    view.nodes.set(node.id, node);
    view.eventsOf.set(node.id, []);
  }
  for (const event of DATA.events) {
    const nodes = new Set(event.parts.map(([, entity]) => raw.home[entity]).filter((node) => node !== undefined));
    view.nodesOf.set(event.id, nodes);
    for (const node of nodes) view.eventsOf.get(node).push(event);
  }
  return view;
}

const VIEWS = new Map(Object.entries(DATA.views).map(([name, raw]) => [name, indexView(name, raw)]));
