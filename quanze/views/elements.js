// Elements of the page, and the names of things in its language. Text is only ever set as text.
const $ = (id) => document.getElementById(id);
const T = (name) => D.words[name][state.lang];
function make(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (k === "on") e.addEventListener("click", v); else if (v !== null && v !== undefined && v !== false) e.setAttribute(k, v);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined).map((c) => (typeof c === "string" ? calm(c) : c)));
  return e;
}
const SVG = "http://www.w3.org/2000/svg";
function swatch(parts) {
  const s = document.createElementNS(SVG, "svg");
  for (const [k, v] of Object.entries({ width: 36, height: 20, viewBox: "-18 -10 36 20", "aria-hidden": "true" })) s.setAttribute(k, v);
  for (const part of parts) {
    const p = document.createElementNS(SVG, "path");
    for (const [k, v] of Object.entries(part)) p.setAttribute(k, v);
    s.append(p);
  }
  return s;
}
// Characters that turn or hide what follows are shown as nothing; isolation alone would still reorder one line.
const calm = (text) => String(text ?? "").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
const bdi = (text) => make("bdi", { dir: "auto" }, String(text));
const short = (text) => { const s = calm(text).replace(/\s+/g, " ").trim(); return s.length > 160 ? s.slice(0, 160) + "…" : s; };
const named = (row) => (state.lang && row.name_en) || row.name || row.id;
const nameOf = (b) => short(named(b.row) || b.id);
const originOf = (row) => (row.origin ? D.origins[row.origin]?.[state.lang] || row.origin : "");
const kindOf = (b) => D.kinds[b.kind].words[state.lang];
const endName = (id) => (boxes.has(id) ? nameOf(boxes.get(id)) : short(id));
// Of whoever carries on what another one held it says so.
const noteOf = (row) => row.carried?.[state.lang] || row.note;
const wordOf = (k, row) => (row.word || D.types[k.type].words)[state.lang];
const isLine = (thing) => Boolean(thing.rows);
// The word for a line: the one of its records where all have the same, else that of its type.
function typeOf(k) {
  const words = new Set(statedNow(k).map((row) => wordOf(k, row)));
  return words.size === 1 ? [...words][0] : D.types[k.type].words[state.lang];
}
