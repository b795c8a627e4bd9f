// The search box: a combobox after the pattern of the ARIA authoring practices.

const SUGGESTED = 8;

/** The nodes whose name, id or state fits, those that begin with the words first. */
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
  return view.raw.nodes.map((node) => [rank(node), node]).filter(([order]) => order < 4)
    .sort(([one, a], [other, b]) => one - other
      || view.eventsOf.get(b.id).length - view.eventsOf.get(a.id).length || a.id.localeCompare(b.id))
    .slice(0, SUGGESTED).map(([, node]) => node);
}

function stateOf(node) {
  return (DATA.entities[node] || { state: "" }).state;
}

function makeSearch(page) {
  const box = byId("search");
  const list = byId("suggestions");
  const search = { box, list, found: [], active: -1, page };
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
  return make("li", { role: "option", id: `option-${at}`, "aria-selected": "false",
    onmousedown: (event) => event.preventDefault(), onclick: () => choose(search, at) },
  make("span", { class: `shape ${node.kind}` }), isolated(node.title),
  make("span", { class: "count" }, state === node.id ? node.kind : [node.kind, state].filter(Boolean).join(", ")));
}

function searchKey(search, event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && search.found.length) {
    event.preventDefault();
    activate(search, (search.active + moves[event.key] + search.found.length) % search.found.length);
  } else if (event.key === "Enter" && search.found.length) {
    event.preventDefault();
    choose(search, Math.max(search.active, 0));
  } else if (event.key === "Escape") closeList(search);
}

function activate(search, at) {
  search.active = at;
  [...search.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  search.box.setAttribute("aria-activedescendant", `option-${at}`);
  search.list.children[at].scrollIntoView({ block: "nearest" });
}

function choose(search, at) {
  const node = search.found[at];
  search.box.value = node.title;
  closeList(search);
  search.page.select({ type: "node", node: node.id }, { focus: true });
}

function closeList(search) {
  search.list.hidden = true;
  search.active = -1;
  search.box.setAttribute("aria-expanded", "false");
  search.box.removeAttribute("aria-activedescendant");
}
