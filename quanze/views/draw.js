"use strict";
// The picture on vis-network's canvas: frames and lines before the nodes, nodes by their own outlines. Places, routes
// and outlines are Python's; nothing is laid out here. All text is drawn or set as text, never as markup.
const D = JSON.parse(document.getElementById("data").textContent);
const ours = D.nodes.filter((n) => n.q);
const boxes = new Map(ours.map((n) => [n.id, { id: n.id, x: n.x, y: n.y, lines: [[], []], said: [[], []], group: "", members: [], key: "", ...n.q }]));
const lineOf = (e) => ({ id: e.id, from: e.from, to: e.to, width: e.width, path: "", head: "", label: ["", ""], ...e.q, rows: e.q.rows.map((r) => ({ from: e.from, to: e.to, ...r })) });
const links = D.edges.filter((e) => e.q && boxes.has(e.from) && boxes.has(e.to)).map(lineOf);
const touching = new Map([...boxes.keys()].map((id) => [id, []]));
for (const k of links) { touching.get(k.from).push(k); touching.get(k.to).push(k); }
const state = { lang: D.lang, dark: 0, chosen: null, near: null, fitted: "", view: "picture", section: 0, day: "", step: 0, off: { kind: new Set(), type: new Set(), origin: new Set() } };
// Texts come in two languages: 0 is Chinese, 1 the other one of the page.
const { sizes: SIZES, titles: TITLES, label: LABEL } = D.paint, LEADING = 1.2;
// The scale below which names are too small to be read; lesser words are drawn a little larger there, so that they can be.
const readable = () => D.paint.readable / SIZES[state.lang];
const enough = (size) => Math.max(size, Math.min(SIZES[state.lang], D.paint.readable / network.getScale()));
// Colours come in two schemes: 0 is light, 1 is dark.
const scheme = () => D.paint.papers[state.dark], shades = (b) => D.kinds[b.kind].shades[state.dark];
const colourOf = (k) => D.types[k.type].colour[state.dark], inkOf = (k) => D.types[k.type].ink[state.dark];

const paths = new Map();
function path(d) {
  let found = paths.get(d);
  if (!found) { found = new Path2D(d); paths.set(d, found); }
  return found;
}
const outlineOf = (b) => D.outlines[`${D.kinds[b.kind].outline}/${b.w}/${b.h}`];

// Whether a row holds on the day that is chosen, or is drawn then; of two dates only the part that both give is compared.
function holds({ valid_from: first, valid_to: last, on, stays }) {
  const { day, step } = state;
  if (day && stays && !stays.some(([a, b]) => holds({ valid_from: a, valid_to: b }))) return false;
  if (day && on) return on.some(([a, b]) => a <= step && step <= b);
  return !day || !((first && day.slice(0, first.length) < first.slice(0, day.length)) || (last && day.slice(0, last.length) > last.slice(0, day.length)));
}
const sharedNow = (r) => (state.day && r.shared ? { ...r, shared: r.shared.filter(holds) } : r);
const statedNow = (k) => (state.day ? k.rows.filter((r) => holds(r) && [r.from, r.to].every((id) => !boxes.has(id) || holds(boxes.get(id).row))).map(sharedNow) : k.rows);

// A thing is visible when its kind, its type and at least one of its origins are ticked, and when it holds on the day:
// then only what stands by itself or has a line is there.
const plainShown = (b) => !state.off.kind.has(b.kind) && !(b.row.origin && state.off.origin.has(b.row.origin));
function decide() {
  const lined = new Set(state.day ? links.flatMap((k) => statedNow(k).flatMap((r) => [r.from, r.to])) : []);
  for (const b of boxes.values()) if (!b.members.length) b.shown = plainShown(b) && (!state.day || (holds(b.row) && (b.standing || lined.has(b.id))));
  for (const b of boxes.values()) if (b.members.length) b.shown = holds(b.row) && b.members.some((m) => boxes.get(m).shown);
  for (const k of links) {
    const stated = statedNow(k).some((r) => !r.origin || !state.off.origin.has(r.origin));
    k.shown = !state.off.type.has(k.type) && stated && boxes.get(k.from).shown && boxes.get(k.to).shown;
  }
}

// Marks of what does not hold today, and how many records a bundle has, are of no day.
const ended = (thing) => thing.ended && !state.day;
// What a line between agencies is on the day: how broad, and its label.
const stageOf = (k) => (state.day && (k.stages || []).find(([first, last]) => first <= state.step && state.step <= last)) || ["", "", k.width, k.label];
const widthOf = (k) => stageOf(k)[2];
function labelOf(k) {
  if (!state.day || k.stages) return stageOf(k)[3][state.lang];
  return k.ended && k.rows.length < 2 ? "" : k.label[state.lang].replace(/×\d+/, `×${statedNow(k).length}`);
}
function strokeLine(c, k, line, head, strong) {
  const colour = colourOf(k);
  c.setLineDash([]);
  if (k.editorial) {
    c.strokeStyle = scheme().halo; c.lineWidth = widthOf(k) + 6; c.stroke(line);
  }
  c.strokeStyle = colour; c.lineWidth = widthOf(k) + (strong ? 1.6 : 0);
  c.setLineDash(ended(k) ? D.paint.ended : D.types[k.type].dashes); c.stroke(line); c.setLineDash([]);
  if (head) { c.fillStyle = k.inherited ? scheme().page : colour; c.lineWidth = 1; c.fill(head); c.stroke(head); }
}

function drawFrame(c, b, dim) {
  const style = shades(b), outline = path(outlineOf(b));
  c.save(); c.translate(b.x, b.y); c.globalAlpha = dim ? 0.35 : 1;
  c.fillStyle = style.fill; c.fill(outline);
  c.setLineDash([6, 4]); c.lineWidth = state.chosen === b ? 3.5 : 1.2; c.strokeStyle = state.chosen === b ? scheme().ink : style.stroke; c.stroke(outline);
  c.restore();
}
// After the lines and on a ground of its own, for lines may pass beneath it.
function drawTitle(c, b) {
  const text = words(b)[0] || "";
  c.save(); c.globalAlpha = faded(b) ? 0.35 : 1;
  c.textAlign = "center"; c.textBaseline = "alphabetic"; c.font = `bold ${enough(TITLES[state.lang])}px ${D.paint.font}`;
  const w = c.measureText(text).width + 10;
  c.fillStyle = shades(b).fill; c.fillRect(b.x - w / 2, b.y - b.h / 2 + 6, w, 21);
  c.fillStyle = scheme().soft; c.fillText(text, b.x, b.y - b.h / 2 + 22);
  c.restore();
}
const words = (b) => b.lines[state.lang];
const faded = (b) => state.near && !state.near.has(b.id);

function drawUnder(c) {
  const scale = network.getScale();
  c.lineJoin = "round";
  for (const b of boxes.values()) if (b.shown && b.members.length) drawFrame(c, b, faded(b));
  c.textAlign = "center"; c.fillStyle = scheme().soft; c.font = `bold ${enough(TITLES[0])}px ${D.paint.font}`; c.textBaseline = "alphabetic";
  for (const [x, y, heading] of D.headings) c.fillText(heading[state.lang], x, y);
  // A reduced picture shows lines only of what is chosen; thousands at once would show nothing.
  for (const k of links) {
    if (!k.shown) continue;
    const strong = state.near ? state.near.has(k.id) : false;
    if (D.reduced && !strong) continue;
    c.globalAlpha = state.near && !strong ? 0.1 : (k.inherited || ended(k)) && !strong ? D.paint.faint : 1;
    strokeLine(c, k, path(k.path), k.head ? path(k.head) : null, strong);
  }
  c.globalAlpha = 1;
  for (const b of boxes.values()) if (b.shown && b.members.length) drawTitle(c, b);
  if (scale > 0.25 && !D.reduced) for (const k of links) if (k.shown && k.label[0]) drawLabel(c, k);
}

function drawLabel(c, k) {
  const text = labelOf(k), colour = inkOf(k), [x, y] = k.middle;
  if (!text) return;
  c.save(); c.globalAlpha = state.near && !state.near.has(k.id) ? 0.15 : 1;
  c.font = `bold ${enough(LABEL)}px ${D.paint.font}`; c.textAlign = "center"; c.textBaseline = "alphabetic";
  const w = c.measureText(text).width + 14;
  c.beginPath(); c.roundRect(x - w / 2, y - 12, w, 24, 12); c.fillStyle = scheme().page; c.fill();
  c.strokeStyle = colour; c.lineWidth = 1; c.stroke();
  c.fillStyle = colour; c.fillText(text, x, y + 5);
  c.restore();
}

function drawNode({ ctx: c, id }) {
  const b = boxes.get(id);
  return { nodeDimensions: { width: b.w, height: b.h }, drawNode() { if (b.shown && !b.members.length) drawBox(c, b); } };
}

function drawBox(c, b) {
  const style = shades(b), outline = path(outlineOf(b)), chosen = state.chosen === b;
  if (network.getScale() < 0.12 && !chosen && !b.focus) {
    // Too small for an outline to be seen.
    c.globalAlpha = faded(b) ? 0.18 : 1; c.fillStyle = style.stroke; c.fillRect(b.x - b.w / 2, b.y - b.h / 2, b.w, b.h); c.globalAlpha = 1;
    return;
  }
  c.save(); c.translate(b.x, b.y); c.globalAlpha = faded(b) ? 0.18 : 1;
  c.lineJoin = "round";
  if (chosen || b.focus) { c.strokeStyle = scheme().halo; c.lineWidth = 11; c.setLineDash([]); c.stroke(outline); }
  c.fillStyle = style.fill; c.fill(outline);
  c.setLineDash(b.editorial ? [6, 4] : ended(b) ? D.paint.ended : []); c.strokeStyle = chosen ? scheme().ink : style.stroke; c.lineWidth = chosen ? 3.4 : 1.7; c.stroke(outline);
  const size = SIZES[state.lang];
  if (size * network.getScale() > 3.5) {
    c.setLineDash([]); c.fillStyle = style.text; c.textAlign = "center"; c.textBaseline = "alphabetic"; c.font = `${size}px ${D.paint.font}`;
    const lines = words(b);
    lines.forEach((line, n) => c.fillText(line, 0, (n - (lines.length - 1) / 2) * size * LEADING + size * 0.36));
  }
  c.restore();
}

// What is under the pointer: the innermost box, else the nearest line.
const probe = document.createElement("canvas").getContext("2d");
function boxAt(x, y) {
  let found = null;
  for (const b of boxes.values()) {
    if (b.shown && Math.abs(x - b.x) <= b.w / 2 && Math.abs(y - b.y) <= b.h / 2 && (!found || !b.members.length)) found = b;
  }
  return found;
}
function linkAt(x, y) {
  for (let n = links.length - 1; n >= 0; n--) {
    const k = links[n];
    if (!k.shown || (D.reduced && !state.near?.has(k.id))) continue;
    if (k.label[0] && Math.abs(x - k.middle[0]) < 42 && Math.abs(y - k.middle[1]) < 12) return k;
    probe.lineWidth = Math.max(12, widthOf(k) + 6, 9 / network.getScale());
    if (probe.isPointInStroke(path(k.path), x, y)) return k;
  }
  return null;
}
function thingAt(point) {
  const b = boxAt(point.x, point.y);
  if (b && !b.members.length) return b;
  return linkAt(point.x, point.y) || b;
}

const stage = document.getElementById("canvas");
const byHand = { nodes: D.nodes.filter((n) => !n.q), edges: D.edges.filter((e) => !e.q) };
decide();
const network = new vis.Network(stage, {
  nodes: [...ours.map((n) => ({ id: n.id, x: n.x, y: n.y, label: "", shape: "custom", ctxRenderer: drawNode, size: Math.max(n.q.w, n.q.h) / 2 })), ...byHand.nodes],
  edges: byHand.edges,
}, {
  physics: false, layout: { improvedLayout: false }, autoResize: false,
  interaction: { dragNodes: false, hover: false, selectable: false, keyboard: false, zoomSpeed: 0.6 },
});
network.on("beforeDrawing", drawUnder);

// What the details cover of the picture; on a narrow window they stand below and leave too little to count.
const narrow = () => window.innerWidth < 860;
function covered() {
  const panel = document.getElementById("panel");
  return panel.hidden || narrow() ? 0 : panel.offsetWidth;
}
// The whole picture ("whole"), or as much of it as can be read from its first box on ("read").
function fit(how) {
  const [left, top, right, bottom] = D.bounds;
  const margin = 14, room = Math.max(stage.clientWidth - covered(), 120), high = stage.clientHeight;
  const whole = Math.max(Math.min((room - 2 * margin) / (right - left), (high - 2 * margin) / (bottom - top), 1.6), 0.02);
  const scale = how === "whole" ? whole : Math.max(whole, readable());
  const first = [...boxes.values()].find((b) => b.focus) || boxes.get(D.sections[0]?.[0]) || [...boxes.values()].sort((p, q) => p.x + p.y - q.x - q.y)[0];
  // Where all of it has no room, the first box is in the middle, as far as nothing but picture is seen.
  const along = (start, end, span, at) => {
    const half = (span / 2 - margin) / scale;
    return end - start <= 2 * half ? (start + end) / 2 : Math.min(Math.max(at, start + half), end - half);
  };
  const x = along(left, right, room, first?.x ?? 0), y = along(top, bottom, high, first?.y ?? 0);
  network.moveTo({ position: { x: x + (stage.clientWidth - room) / 2 / scale, y }, scale, animation: false });
  state.fitted = how;
  return whole >= readable();
}
network.on("zoom", () => { state.fitted = ""; });
network.on("dragStart", () => { state.fitted = ""; });

// vis-network would answer a new size with a zoom of its own, which cuts the picture off: it stays whole until the reader moves it.
new ResizeObserver(() => {
  if (!stage.clientWidth || !stage.clientHeight) return;
  const scale = network.getScale(), position = network.getViewPosition();
  network.setSize("100%", "100%");
  if (state.fitted) fit(state.fitted); else network.moveTo({ position, scale, animation: false });
  network.redraw();
}).observe(stage);

// The same drawing as SVG text, for saving: light, as paper is.
const xml = (s) => String(s).replace(/[\u0000-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
function svgText() {
  const [left, top, right, bottom] = D.bounds, m = 30;
  const w = right - left + 2 * m, h = bottom - top + 2 * m + 44, size = SIZES[state.lang], light = D.paint.papers[0], out = [];
  const label = (lines, x, y, px, fill, bold) => lines.map((line, n) =>
    `<text x="${x.toFixed(1)}" y="${(y + (n - (lines.length - 1) / 2) * px * LEADING + px * 0.36).toFixed(1)}" font-size="${px}" fill="${fill}" text-anchor="middle"${bold ? ' font-weight="bold"' : ""}>${xml(line)}</text>`).join("");
  const outline = (b) => {
    const s = D.kinds[b.kind].shades[0];
    return `<path d="${outlineOf(b)}" transform="translate(${b.x} ${b.y})" fill="${s.fill}" stroke="${s.stroke}" stroke-width="1.6"${b.editorial || b.members.length ? ' stroke-dasharray="6 4"' : ended(b) ? ` stroke-dasharray="${D.paint.ended.join(" ")}"` : ""}/>`;
  };
  for (const b of boxes.values()) if (b.shown && b.members.length) out.push(outline(b));
  for (const k of links) {
    if (!k.shown || (D.reduced && !state.near?.has(k.id))) continue;
    const s = D.types[k.type], colour = s.colour[0], dashes = ended(k) ? D.paint.ended : s.dashes;
    out.push(`<g${k.inherited || ended(k) ? ` opacity="${D.paint.faint}"` : ""} fill="none">`
      + (k.editorial ? `<path d="${k.path}" stroke="${light.halo}" stroke-width="${widthOf(k) + 6}"/>` : "")
      + `<path d="${k.path}" stroke="${colour}" stroke-width="${widthOf(k)}"${dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}/>`
      + (k.head ? `<path d="${k.head}" fill="${k.inherited ? light.page : colour}" stroke="${colour}"/>` : "") + "</g>");
  }
  for (const b of boxes.values()) if (b.shown && b.members.length) out.push(label(words(b), b.x, b.y - b.h / 2 + 16, TITLES[state.lang], light.soft, true));
  for (const b of boxes.values()) if (b.shown && !b.members.length) out.push(outline(b), label(words(b), b.x, b.y, size, D.kinds[b.kind].shades[0].text));
  for (const k of links) {
    if (!k.shown || !k.label[0] || D.reduced) continue;
    const text = labelOf(k), colour = D.types[k.type].ink[0], [x, y] = k.middle;
    if (!text) continue;
    probe.font = `bold ${LABEL}px ${D.paint.font}`;
    const wide = probe.measureText(text).width + 14;
    out.push(`<rect x="${x - wide / 2}" y="${y - 12}" width="${wide}" height="24" rx="12" fill="${light.page}" stroke="${colour}"/>`, label([text], x, y, LABEL, colour, true));
  }
  for (const [x, y, heading] of D.headings) out.push(label([heading[state.lang]], x, y - 5, TITLES[0], light.soft, true));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${left - m} ${top - m - 44} ${w} ${h}" font-family="${xml(D.paint.font)}">`
    + `<title>${xml(D.title[state.lang])}</title><rect x="${left - m}" y="${top - m - 44}" width="${w}" height="${h}" fill="${light.page}"/>`
    + `<text x="${left}" y="${top - m - 12}" font-size="26" font-weight="bold" fill="${light.ink}">${xml(D.title[state.lang])}</text>${out.join("\n")}</svg>\n`;
}
