// The kinds of act as a tree: quad class, PLOVER type, action; a box above stands for all below it.

const QUAD_TITLES = { MCOOP: "Material cooperation", VCOOP: "Verbal cooperation",
  VCONF: "Verbal conflict", MCONF: "Material conflict" };

function makeTree(changed) {
  const counts = new Map([...DATA.actions.keys()].map((action) => [action, 0]));
  for (const event of DATA.events) counts.set(event.action, counts.get(event.action) + 1);
  const sum = (actions) => actions.reduce((total, action) => total + counts.get(action), 0);
  const branches = Object.keys(QUADS).map((quad) => {
    const inQuad = [...DATA.actions].filter(([, [, , other]]) => other === quad);
    const types = [...new Set(inQuad.map(([, [, type]]) => type))].sort();
    const leaves = types.map((type) => {
      const actions = inQuad.filter(([, [, other]]) => other === type).map(([action]) => action);
      const named = type.charAt(0) + type.slice(1).toLowerCase();
      return branch("type", type, named, sum(actions), null, actions.map((action) =>
        make("li", {}, box("action", action, actionTitle(DATA.actions.get(action)[0], named), counts.get(action)))));
    });
    return branch("quad", quad, QUAD_TITLES[quad], sum(inQuad.map(([action]) => action)), quad, leaves);
  });
  byId("tree").append(make("ul", { class: "branches" }, branches));
  byId("tree").addEventListener("change", ({ target }) => {
    if (target.name !== "action") for (const below of boxesBelow(target)) below.checked = target.checked;
    settleTree();
    changed();
  });
}

/** The name of an action; one that is called as its type holds what no other of that type does. */
function actionTitle(label, type) {
  const title = sentenceCase(label);
  return title === type ? `${title}, in general` : title;
}

function sentenceCase(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function box(name, value, text, count, quad) {
  return make("label", {}, make("input", { type: "checkbox", name, value, checked: true }),
    quad ? make("span", { class: `swatch ${quad.toLowerCase()}` }) : null,
    make("span", {}, text), make("span", { class: "count" }, String(count)));
}

function branch(name, value, text, count, quad, below) {
  const list = make("ul", { hidden: true }, below);
  const turn = make("button", { type: "button", class: "turn", "aria-expanded": "false", "aria-label": `Show kinds of ${text.toLowerCase()}`,
    onclick: () => {
      list.hidden = !list.hidden;
      turn.setAttribute("aria-expanded", String(!list.hidden));
    } }, "▸");
  turn.disabled = !below.length;
  return make("li", { class: name }, turn, box(name, value, text, count, quad), list);
}

function boxesBelow(target) {
  return [...target.closest("li").querySelectorAll("ul input")];
}

/** Set each box above by the boxes below it. */
function settleTree() {
  for (const above of [...byId("tree").querySelectorAll("input[name=type], input[name=quad]")]) {
    const leaves = boxesBelow(above).filter((below) => below.name === "action");
    const on = leaves.filter((leaf) => leaf.checked).length;
    if (!leaves.length) continue;
    above.checked = on === leaves.length;
    above.indeterminate = on > 0 && on < leaves.length;
  }
}

/** The shortest list of boxes that are off: a type or class for all below it. */
function hiddenActs() {
  const off = (name) => [...byId("tree").querySelectorAll(`input[name=${name}]`)].filter((one) => !one.checked && !one.indeterminate);
  const whole = off("quad").filter((one) => boxesBelow(one).length);
  const types = off("type").filter((one) => !whole.some((above) => boxesBelow(above).includes(one)));
  const above = [...whole, ...types];
  const single = off("action").filter((one) => !above.some((each) => boxesBelow(each).includes(one)));
  return [...above, ...single].map((one) => one.value);
}

function hideActs(values) {
  const wanted = new Set(values);
  const inputs = [...byId("tree").querySelectorAll("input")];
  for (const input of inputs) input.checked = true;
  for (const input of inputs.filter((one) => wanted.has(one.value))) {
    for (const one of [input, ...boxesBelow(input)]) if (input.name !== "action" || one === input) one.checked = false;
  }
  settleTree();
}
