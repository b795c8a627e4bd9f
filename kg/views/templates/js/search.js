// The search box: a combobox after the pattern of the ARIA authoring practices.

const SUGGESTED = 8;

/** The marks and actors whose name, id or state fits, those that begin with the words first. */
function findNodes(view, words) {
  const wanted = plainLetters(words.trim());
  if (!wanted) return [];
  const rank = (node) => {
    const name = plainLetters(node.title);
    if (name.startsWith(wanted) || plainLetters(node.id) === wanted) return 0;
    if (name.split(/[\s-]+/).some((word) => word.startsWith(wanted))) return 1;
    if (plainLetters(stateOf(node.id)) === wanted) return 2;
    return name.includes(wanted) ? 3 : 4;
  };
  const inside = DATA.entities.filter((entity) => !view.nodes.has(entity.id))
    .map((entity) => ({ id: entity.id, title: entity.name, kind: entity.kind, gathered: true }));
  const busy = (node) => (node.gathered ? 0 : view.eventsOf.get(node.id).length);
  return [...view.nodes.values(), ...inside].map((node) => [rank(node), node]).filter(([order]) => order < 4)
    .sort(([one, a], [other, b]) => one - other || busy(b) - busy(a) || a.id.localeCompare(b.id))
    .slice(0, SUGGESTED).map(([, node]) => node);
}

function stateOf(node) {
  return ENTITY_BY_ID.get(node)?.state ?? "";
}

/** A box with suggestions; `chosen` is told the id of the actor taken. */
function makeSearch(page, box, list, chosen) {
  const search = { box, list, found: [], active: -1, page, chosen };
  box.addEventListener("input", () => suggest(search));
  box.addEventListener("keydown", (event) => searchKey(search, event));
  box.addEventListener("blur", () => setTimeout(() => closeList(search), 150));
}

function suggest(search) {
  search.found = findNodes(search.page.view, search.box.value);
  search.active = -1;
  const none = search.box.value.trim() ? [make("li", { class: "none", role: "option", "aria-disabled": "true" },
    "No actor of that name")] : [];
  search.list.replaceChildren(...(search.found.length ? search.found.map((node, at) => option(search, node, at)) : none));
  search.list.hidden = !search.list.children.length;
  search.box.setAttribute("aria-expanded", String(!search.list.hidden));
  search.box.removeAttribute("aria-activedescendant");
}

function option(search, node, at) {
  const state = stateOf(node.id);
  return make("li", { role: "option", id: `${search.list.id}-${at}`, "aria-selected": "false",
    onmousedown: (event) => event.preventDefault(), onclick: () => take(search, at) },
  make("span", { class: `shape ${node.kind}` }), isolated(node.title),
  make("span", { class: "count", dir: "auto" }, state === node.id || !state ? node.kind : `${node.kind}, ${stateName(state)}`));
}

function searchKey(search, event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && search.found.length) {
    event.preventDefault();
    activate(search, (search.active + moves[event.key] + search.found.length) % search.found.length);
  } else if (event.key === "Enter" && search.found.length) {
    event.preventDefault();
    take(search, Math.max(search.active, 0));
  } else if (event.key === "Escape") closeList(search);
}

function activate(search, at) {
  search.active = at;
  [...search.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  search.box.setAttribute("aria-activedescendant", `${search.list.id}-${at}`);
  search.list.children[at].scrollIntoView({ block: "nearest" });
}

function take(search, at) {
  const node = search.found[at];
  search.box.value = node.title;
  closeList(search);
  search.chosen(node.id);
}

function closeList(search) {
  search.list.hidden = true;
  search.active = -1;
  search.box.setAttribute("aria-expanded", "false");
  search.box.removeAttribute("aria-activedescendant");
}
