// The ways to draw: each actor, states with their people, or communities; what stands for several opens.

const MOST_OPENED = 300;
const SHAPES = { state: "dot", organisation: "square", person: "diamond", group: "triangle", community: "hexagon" };

function actorNode(entity, x, y) {
  return { id: entity.id, title: entity.name, label: entity.label || entity.name, kind: entity.kind, state: entity.state,
    flag: entity.flag, x, y, members: [entity.id] };
}

function markNode(raw, at) {
  const entity = ENTITY_BY_ID.get(raw.id[at]);
  const members = raw.members[at].map((index) => DATA.entities[index].id);
  const first = entity || (raw.kind[at] === "community" ? null : ENTITY_BY_ID.get(members[0]));
  return { id: raw.id[at], title: raw.name[at], label: raw.label[at], kind: raw.kind[at], x: raw.x[at], y: raw.y[at],
    members, state: first ? first.state : "", flag: first ? first.flag : "" };
}

/** A view with what is looked up often: its nodes, the node of each actor, the events of each node and the other way. */
function indexView(name, nodes) {
  const view = { name, nodes: new Map(nodes.map((node) => [node.id, node])), home: new Map(), eventsOf: new Map(), nodesOf: new Map() };
  for (const node of nodes) {
    view.eventsOf.set(node.id, []);
    for (const member of node.members) view.home.set(member, node.id);
  }
  for (const event of DATA.events) {
    const found = new Set(event.parts.map(([, entity]) => view.home.get(entity)).filter((node) => node !== undefined));
    view.nodesOf.set(event.id, found);
    for (const node of found) view.eventsOf.get(node).push(event);
  }
  return view;
}

function viewNodes(name, raw) {
  if (name === "actors") return DATA.entities.map((entity, at) => actorNode(entity, raw.x[at], raw.y[at]));
  return raw.id.map((_, at) => markNode(raw, at));
}

const VIEWS = new Map(Object.entries(DATA.views).map(([name, raw]) => [name, viewNodes(name, raw)]));

function canOpen(node) {
  return node.members.length > 1;
}

/** A view in which some marks are opened: their members stand round them, and all others make room. */
function openView(name, opened) {
  let nodes = VIEWS.get(name);
  for (const id of opened) {
    const group = nodes.find((node) => node.id === id && canOpen(node));
    if (group) nodes = opening(nodes, group);
  }
  return indexView(name, nodes);
}

function opening(nodes, group) {
  const busy = new Map(group.members.map((member) => [member, 0]));
  for (const event of DATA.events) for (const [, entity] of event.parts) if (busy.has(entity)) busy.set(entity, busy.get(entity) + 1);
  const ranked = [...group.members].sort((one, other) => busy.get(other) - busy.get(one) || one.localeCompare(other));
  const shown = ranked.slice(0, MOST_OPENED);
  const step = 78;
  const inner = shown.map((member, at) => {
    const [far, turn] = [step * Math.sqrt(at), at * 2.399963];
    return { ...actorNode(ENTITY_BY_ID.get(member), group.x + far * Math.cos(turn), group.y + far * Math.sin(turn)), group: group.id };
  });
  const room = step * Math.sqrt(shown.length) + 40;
  const outer = nodes.filter((node) => node !== group).map((node) => pushed(node, group, room));
  return [...outer, ...inner, ...remainder(group, ranked.slice(MOST_OPENED), room)];
}

/** Who of a large group is not drawn one by one stays one mark. */
function remainder(group, members, room) {
  if (!members.length) return [];
  const title = `${members.length.toLocaleString("en")} more of ${group.title}`;
  return [{ ...group, id: `${group.id}:more`, title, label: title, members, kind: "community", y: group.y + room }];
}

function pushed(node, group, room) {
  const [across, down] = [node.x - group.x, node.y - group.y];
  const far = Math.hypot(across, down) || 1;
  const factor = Math.sqrt(far * far + room * room) / far;
  return { ...node, x: group.x + across * factor, y: group.y + down * factor };
}

/** Whether the reader's machine draws flags: some show two letters instead. */
const FLAGS_DRAWN = (() => {
  const brush = document.createElement("canvas").getContext("2d");
  brush.font = "16px sans-serif";
  const width = (text) => brush.measureText(text).width;
  return width("\u{1F1EB}\u{1F1F7}") < 1.6 * width("\u{1F1EB}");
})();

function flag(code) {
  if (!FLAGS_DRAWN) return `[${code}]`;
  return String.fromCodePoint(...[...code].map((letter) => 0x1F1E6 + letter.charCodeAt(0) - 65));
}

/** What is written at a node: its name, a code, or a flag with its name. */
function labelOf(node, style) {
  if (style === "codes" && (node.kind === "state" || node.kind === "organisation")) {
    const code = node.kind === "state" ? node.state || node.id : node.id;
    return code.length <= 12 ? code : node.label;
  }
  if (style === "codes" && node.state) return `${node.label} (${node.state.slice(0, 12)})`;
  if (style === "flags" && /^[A-Z]{2}$/.test(node.flag)) return `${flag(node.flag)} ${node.label}`;
  return node.label;
}
