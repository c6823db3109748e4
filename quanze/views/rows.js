// The same records without the picture: a list by section, pairs of agencies as a matrix, and tables of everything.
const nextTo = (map, key) => { if (!map.has(key)) map.set(key, []); return map.get(key); };
const marksOf = (thing) => ["editorial", "inherited", "ended"].filter((m) => (m === "ended" ? ended(thing) : thing[m])).join(" ");

// Every relationship that is shown, one by one, by the record it begins at and by the one it leads to.
function stated() {
  const from = new Map(), to = new Map();
  for (const k of links.filter((one) => one.shown)) {
    statedNow(k).forEach((row, n) => {
      if (state.off.origin.has(row.origin) || ![row.from, row.to].every((id) => boxes.get(id)?.shown)) return;
      const one = { ...k, of: k, id: `${k.id}/${n}`, from: row.from, to: row.to, rows: [row] };
      nextTo(from, row.from).push(one); nextTo(to, row.to).push(one);
    });
  }
  return { from, to };
}
function chip(b, thing, extra) {
  return make("button", { type: "button", class: `chip kind-${b.kind} ${extra || ""} ${marksOf(thing)} ${marksOf(b)}`, "data-id": b.id, on: () => choose(thing) },
    bdi(nameOf(b)), ...b.said.filter((s) => s.length && !(state.day && s === b.said[1])).map((s) => make("small", {}, s[state.lang])));
}
// Relationships in the order of the key, the records of each in the order of the source.
const place = new Map([...boxes.keys()].map((id, n) => [id, n]));
const rank = new Map(D.key.map((e, n) => [e.type, n]));
function side(name, lines, far) {
  const words = new Map(), before = (p, q) => rank.get(p.type) - rank.get(q.type) || place.get(p[far]) - place.get(q[far]);
  for (const k of [...lines].sort(before)) nextTo(words, `${k.type}/${wordOf(k, k.rows[0])}`).push(k);
  return make("td", { class: name }, ...[...words.values()].map((all) => make("div", { class: `line type-${all[0].type}` },
    make("span", { class: "word" }, wordOf(all[0], all[0].rows[0])), make("span", { class: "chips" }, ...all.map((k) => chip(boxes.get(k[far]), k))))));
}
const titleOf = ([head]) => (boxes.has(head) ? nameOf(boxes.get(head)) : T("loose"));
function cardOf(section, n) {
  const own = boxes.get(section[0]), counts = new Map();
  for (const id of section.slice(1)) if (boxes.get(id)?.shown) nextTo(counts, boxes.get(id).kind).push(id);
  return make("button", { type: "button", class: `card ${own ? `kind-${own.kind}` : ""}`, "aria-pressed": String(n === state.section), on: () => turn(n) }, bdi(titleOf(section)),
    make("small", {}, [...counts].map(([kind, all]) => `${D.kinds[kind].several[state.lang]} ${all.length}`).join(" · ")));
}
function groupOf(section, n, { from, to }) {
  const [head] = section, heads = new Set(D.sections.map(([id]) => id)), next = D.sections[n + 1];
  // A row need not say that it hangs on the head of its section, nor a body what its own section lists.
  const into = (id) => (to.get(id) || []).filter((k) => k.type !== "UNDERTAKES" || k.from !== head);
  const out = (id) => (from.get(id) || []).filter((k) => !(k.type === "UNDERTAKES" && heads.has(id)) && !(k.type === "PART_OF" && k.to === head));
  return make("section", { class: n === state.section ? "group" : "group folded" }, D.sections.length > 1 ? make("h2", {}, bdi(titleOf(section))) : null,
    make("table", {}, make("thead", { class: "unseen" }, make("tr", {}, ...["into", "name", "out"].map((h) => make("th", { scope: "col" }, T(h))))),
      make("tbody", {}, ...section.filter((id) => boxes.get(id)?.shown).map((id) => make("tr", { class: id === head ? "head" : null },
        side("into", into(id), "from"), make("th", { scope: "row" }, chip(boxes.get(id), boxes.get(id), "own")), side("out", out(id), "to"))))),
    next ? make("button", { type: "button", class: "next", on: () => { turn(n + 1); $("rows").focus(); } }, T("next"), " ", bdi(titleOf(next))) : null);
}
// Of the sections only the open one is made; ``all`` of them for paper.
function fillRows(all) {
  const lines = stated();
  $("rows").replaceChildren(D.sections.length > 1 ? make("nav", { class: "cards", "aria-label": T("sections") }, ...D.sections.map(cardOf)) : "",
    ...D.sections.map((section, n) => (all || n === state.section ? groupOf(section, n, lines) : "")));
  light();
}
// The section in which a record or line is read: a body's own, else the open one where that has it, else the first that does.
function sectionOf(thing) {
  const ends = isLine(thing) ? [thing.from, thing.to] : [thing.id], own = D.sections.findIndex(([head]) => head === thing.id);
  const first = (ids) => (D.sections[state.section].some((id) => ids.has(id)) ? state.section : D.sections.findIndex((s) => s.some((id) => ids.has(id))));
  const at = own < 0 ? first(new Set(ends)) : own;
  if (at >= 0) return at;
  const { from, to } = stated();
  return first(new Set(ends.flatMap((id) => [...(from.get(id) || []).map((k) => k.to), ...(to.get(id) || []).map((k) => k.from)])));
}
function turn(section) {
  state.section = section;
  fillRows();
  $("rows").scrollTop = 0;
}
// Marks what is chosen wherever it is.
function light() {
  for (const e of document.querySelectorAll("#rows [data-id], #matrix [data-id]")) e.classList.toggle("lit", e.dataset.id === state.chosen?.id);
}

// Agencies by agencies: how many items each pair shares; the order puts those together that share much.
const pairs = D.pairs.map(lineOf);
const sharedBy = (k) => new Set(statedNow(k).flatMap((r) => r.shared.map((s) => s.id))).size;
function fillMatrix() {
  const order = D.order.filter((id) => boxes.get(id).shown), found = new Map();
  for (const k of state.off.type.has("DEPENDS") ? [] : pairs) {
    const n = sharedBy(k);
    if (n) for (const [a, b] of [[k.from, k.to], [k.to, k.from]]) found.set(`${a}\n${b}`, [k, n]);
  }
  const most = Math.max(1, ...[...found.values()].map(([, n]) => n)), name = (id) => chip(boxes.get(id), boxes.get(id));
  const cell = (a, b) => {
    const [k, n] = found.get(`${a}\n${b}`) || [];
    if (!k) return make("td", { class: a === b ? "self" : null });
    return make("td", {}, make("button", { type: "button", class: `w${Math.ceil((5 * n) / most)}`, tabindex: -1, "data-id": k.id, "aria-label": `${endName(a)} — ${endName(b)}: ${n}`, on: () => choose(k) }, String(n)));
  };
  $("matrix").replaceChildren(make("p", { class: "soft" }, T("cells"), make("br"), T("choose")), make("table", {},
    make("thead", {}, make("tr", {}, make("td", {}), ...order.map((id) => make("th", { scope: "col" }, name(id))))),
    make("tbody", {}, ...order.map((a) => make("tr", {}, make("th", { scope: "row" }, name(a)), ...order.map((b) => cell(a, b)))))));
  const first = $("matrix").querySelector("td button");
  if (first) first.tabIndex = 0;
  light();
}
// One cell of the matrix is reached by Tab, the others from it by the arrow keys.
$("matrix").addEventListener("keydown", (e) => {
  const td = e.target.closest("td"), [x, y] = WAYS[e.key] || [0, 0];
  if (!td || !(x || y)) return;
  for (let row = td.parentElement, n = td.cellIndex; row; ) {
    if (y) row = y > 0 ? row.nextElementSibling : row.previousElementSibling; else n += x;
    const to = row?.cells[n]?.querySelector("button");
    if (!row?.cells[n] || to) { if (to && n) { td.firstChild.tabIndex = -1; to.tabIndex = 0; to.focus(); } break; }
  }
  e.preventDefault();
});

function fillTables() {
  const cell = (value) => make("td", {}, make("div", {}, bdi(value ?? "")));
  const table = (title, heads, rows) => make("table", {}, make("caption", {}, `${T(title)} (${rows.length})`),
    make("thead", {}, make("tr", {}, ...heads.map((h) => make("th", { scope: "col" }, T(h))))), make("tbody", {}, ...rows));
  const head = (thing, text) => make("th", { scope: "row" }, make("div", {}, step(thing, bdi(text))));
  const nodes = [...boxes.values()].filter((b) => b.shown && !b.members.length).map((b) => make("tr", {}, head(b, nameOf(b)), cell(state.lang ? b.row.name : b.row.name_en), cell(kindOf(b)),
    cell(originOf(b.row)), cell(b.row.source_name || b.row.source), cell(b.row.locator), cell(b.row.quote)));
  const edges = links.filter((k) => k.shown).flatMap((k) => statedNow(k).filter((r) => !r.origin || !state.off.origin.has(r.origin)).map((r) => make("tr", {}, head(k, endName(r.from)), cell(wordOf(k, r) + (k.inherited && !r.carried ? ` (${T("inherited")})` : "")), cell(endName(r.to)),
    cell(r.wording || [...new Map((r.shared || []).map((s) => [s.id, named(s)])).values()].join(D.separator[state.lang])), cell(originOf(r)), cell(r.source_name || r.source), cell(r.locator), cell(r.quote), cell(noteOf(r)))));
  $("tables").replaceChildren(table("nodes", ["name", state.lang ? "name" : "name_en", "kind", "origin", "source", "locator", "quote"], nodes),
    table("edges", ["from", "type", "to", "wording", "origin", "source", "locator", "quote", "note"], edges));
}
