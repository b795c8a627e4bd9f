// The shortest way from one actor to another along the lines that are shown.

/** Of the shortest paths the one with most events: its nodes and the keys of its lines; null if there is none. */
function findPath(edges, from, to) {
  const next = adjacency(edges);
  const best = new Map([[from, { before: null, events: 0 }]]);
  let front = [from];
  while (front.length && !best.has(to)) {
    const found = new Map();
    for (const one of front) {
      for (const [other, number] of [...(next.get(one) ?? [])].sort(([a], [b]) => a.localeCompare(b))) {
        if (best.has(other)) continue;
        const events = best.get(one).events + number;
        if (!found.has(other) || found.get(other).events < events) found.set(other, { before: one, events });
      }
    }
    for (const [node, way] of found) best.set(node, way);
    front = [...found.keys()];
  }
  return best.has(to) ? pathTo(edges, best, to) : null;
}

function pathTo(edges, best, to) {
  const nodes = [];
  for (let node = to; node !== null; node = best.get(node).before) nodes.unshift(node);
  const legs = nodes.slice(1).map((node, at) => ORDER.map((quad) => edgeKey(nodes[at], node, quad)).filter((key) => edges.has(key)));
  return { nodes, legs, keys: legs.flat() };
}

/** A box in the card of an actor that asks to whom. */
function pathForm(page, node) {
  const box = make("input", { id: "path-to", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "path-found",
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: "To whom?" });
  const list = make("ul", { id: "path-found", class: "found", role: "listbox", "aria-label": "Actors found", hidden: true });
  makeSearch(page, box, list, (goal) => page.showActor(goal, (end) => page.select({ type: "path", from: node, to: end })));
  return make("div", { class: "find path-find" }, make("label", { for: "path-to" }, "Path to"), box, list);
}

function pathCard(page, { from, to }) {
  const name = (node) => isolated(nodeName(page.view, node));
  const head = [closeButton(page), heading("From ", name(from), " to ", name(to))];
  if (!page.path) return [...head, make("p", { class: "hint" }, "No path leads there along the lines that are shown."), again(page, from)];
  const { nodes, legs } = page.path;
  const steps = legs.map((keys, at) => make("section", { class: "leg" },
    make("h3", {}, name(nodes[at]), " – ", name(nodes[at + 1])),
    edgeButtons(page, keys.map((key) => [key, page.chosen.edges.get(key)]), "", true)));
  return [...head, make("p", { class: "kind" }, plural(legs.length, "step")), steps, again(page, from)];
}

function again(page, from) {
  return make("p", {}, make("button", { type: "button", onclick: () => page.select({ type: "node", node: from }) },
    "Back to ", isolated(nodeName(page.view, from))));
}
