// What is shown, saved: the picture as PNG and SVG, the table as CSV.

/** Hand a file to the reader. */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** The picture that is open, as a drawing that stands alone. */
function standingAlone(page) {
  const colours = readColours();
  const drawn = page.tab === "graph" ? graphDrawing(page.graph, colours) : copyOf((page.tab === "map" ? page.map : page.months).svg());
  const { svg, box: [x, y, width, height] } = drawn;
  const foot = width * 0.016;
  const full = height + 4.2 * foot;
  svg.prepend(draws("rect", { x, y, width, height: full, fill: colours.paper }));
  svg.append(legendDrawing(x, y + height, width, foot, colours, page));
  for (const [name, value] of Object.entries({ viewBox: [x, y, width, full].join(" "), width: 1600, height: Math.round((1600 * full) / width),
    "font-family": "system-ui, 'DejaVu Sans', sans-serif" })) svg.setAttribute(name, value);
  return svg;
}

function copyOf(shown) {
  const svg = shown.cloneNode(true);
  for (const one of [svg, ...svg.querySelectorAll("*")]) {
    for (const child of one.childNodes) if (child.nodeType === Node.TEXT_NODE) child.data = clean(child.data);
    for (const { name } of [...one.attributes]) if (/^(tabindex|role|class|data-|aria-)/.test(name)) one.removeAttribute(name);
  }
  return { svg, box: svg.getAttribute("viewBox").split(" ").map(Number) };
}

function graphDrawing({ network, nodes, edges }, colours) {
  const shown = nodes.get().filter((node) => !node.hidden);
  const at = network.getPositions(shown.map((node) => node.id));
  const xs = shown.map((node) => at[node.id].x);
  const ys = shown.map((node) => at[node.id].y);
  const most = Math.max(20, ...shown.map((node) => node.size + node.font.size * 4));
  const box = shown.length ? [Math.min(...xs) - 2 * most, Math.min(...ys) - most, Math.max(...xs) - Math.min(...xs) + 4 * most,
    Math.max(...ys) - Math.min(...ys) + 2 * most] : [0, 0, 800, 400];
  const lines = edges.get().map((edge) => lineDrawing(edge, at[edge.from], at[edge.to], nodes.get(edge.to).size, nodes.get(edge.from).size));
  const marks = shown.map((node) => markDrawing(node, at[node.id], colours));
  return { svg: draws("svg", {}, lines, marks), box };
}

function lineDrawing(edge, from, to, sizeTo, sizeFrom) {
  if (!from || !to) return null;
  const [across, down] = [to.x - from.x, to.y - from.y];
  const turn = edge.smooth ? edge.smooth.roundness * (edge.smooth.type === "curvedCW" ? 0.93 : -0.93) : 0;
  const via = { x: (from.x + to.x) / 2 + down * turn, y: (from.y + to.y) / 2 - across * turn };
  const { color: stroke, opacity } = edge.color;
  const dashes = edge.dashes ? edge.dashes.join(" ") : null;
  const tips = [[edge.arrows.to.enabled, to, sizeTo], [edge.arrows.from.enabled, from, sizeFrom]].filter(([on]) => on)
    .map(([, end, size]) => tipDrawing(via, end, size, edge.width, stroke, opacity));
  return [draws("path", { d: `M${from.x} ${from.y}Q${via.x} ${via.y} ${to.x} ${to.y}`, fill: "none", stroke,
    "stroke-opacity": opacity, "stroke-width": edge.width, "stroke-dasharray": dashes }), tips];
}

function tipDrawing(via, end, size, width, fill, opacity) {
  const turn = Math.atan2(end.y - via.y, end.x - via.x) * (180 / Math.PI);
  const long = 6 + 2.2 * width;
  return draws("path", { d: `M${-size} 0l${-long} ${-long / 2.4}v${long / 1.2}z`, transform: `translate(${end.x} ${end.y}) rotate(${turn.toFixed(1)})`,
    fill, "fill-opacity": opacity });
}

const OUTLINE = {
  dot: (r) => draws("circle", { r }), square: (r) => draws("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r }),
  diamond: (r) => draws("path", { d: `M0 ${-r}L${r} 0 0 ${r} ${-r} 0z` }),
  triangle: (r) => draws("path", { d: `M0 ${-r}L${r} ${r * 0.7} ${-r} ${r * 0.7}z` }),
  hexagon: (r) => draws("path", { d: `M${-r} 0L${-r / 2} ${-r * 0.87}h${r}L${r} 0 ${r / 2} ${r * 0.87}h${-r}z` }),
};

function markDrawing(node, { x, y }, colours) {
  const mark = OUTLINE[node.shape](node.size);
  for (const [name, value] of Object.entries({ fill: node.color.background, stroke: colours.paper, "stroke-width": 1.5, opacity: node.opacity })) {
    mark.setAttribute(name, value);
  }
  const text = node.label ? draws("text", { y: node.size + node.font.size, "text-anchor": "middle", "font-size": node.font.size.toFixed(1),
    fill: colours.text, stroke: colours.paper, "stroke-width": node.font.size / 4, "stroke-linejoin": "round", "paint-order": "stroke" }, clean(node.label)) : null;
  return draws("g", { transform: `translate(${x} ${y})` }, draws("title", {}, clean(node.title)), mark, text);
}

/** Text without what XML forbids. */
function clean(text) {
  return String(text).replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

function legendDrawing(x, y, width, size, colours, page) {
  const words = (at, line, text, fill) => draws("text", { x: at, y: y + line * size * 1.35, "font-size": size, fill }, text);
  const keys = ORDER.flatMap((quad, at) => {
    const left = x + width * (0.01 + 0.245 * at);
    return [draws("rect", { x: left, y: y + size * 0.65, width: size * 1.6, height: size * 0.5, fill: colours[quad] }),
      words(left + size * 2, 0.9, QUADS[quad], colours.text)];
  });
  return draws("g", {}, keys, words(x + width * 0.01, 2, clean(document.querySelector("h1").textContent.slice(0, 80)), colours.text),
    words(x + width * 0.01, 2.9, clean(`${byId("shown").textContent}${periodWords(page.wanted)}`), colours.soft));
}

function periodWords({ from, to }) {
  return from || to ? `, ${[from && `from ${keyWords(from)}`, to && `to ${keyWords(to)}`].filter(Boolean).join(" ")}` : "";
}

function asSvg(page) {
  return new XMLSerializer().serializeToString(standingAlone(page));
}

function saveSvg(page) {
  save(`${page.tab}.svg`, new Blob([asSvg(page)], { type: "image/svg+xml" }));
}

async function savePng(page) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg(page))}`;
  await picture.decode();
  const canvas = make("canvas", { width: picture.naturalWidth * 1.5, height: picture.naturalHeight * 1.5 });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(`${page.tab}.png`, blob));
}

/** A cell of a CSV table that no spreadsheet takes for a formula. */
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv(page) {
  const { columns, rows: all } = page.table.content();
  const lines = [columns.map((column) => column.name), ...all.map((row) => columns.map((column) => (column.plain || column.key)(row)))];
  const text = lines.map((line) => line.map(cell).join(",")).join("\r\n");
  save(`${page.table.name}.csv`, new Blob(["\uFEFF", text, "\r\n"], { type: "text/csv" }));
}

function wireSave(page) {
  const menu = byId("save");
  for (const [id, act] of [["save-png", savePng], ["save-svg", saveSvg], ["save-csv", saveCsv]]) {
    byId(id).addEventListener("click", () => {
      menu.open = false;
      act(page);
    });
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
