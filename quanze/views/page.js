// The page around the picture: search, filters, details with citations, views, language, keyboard and saving.
// Search: folded as on the command line, then exact, contained, and in order with gaps (環保局 in 環境保護局).
function fold(text) {
  let out = "";
  for (const c of text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss")) {
    const f = D.fold[c] || c;
    if (/[\p{L}\p{N}.\-/+%]/u.test(f)) out += f;
  }
  return out;
}
function inOrder(wanted, name) {
  let at = 0;
  for (const c of wanted) { at = name.indexOf(c, at) + 1; if (!at) return false; }
  return true;
}
function find(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const hits = [];
  for (const b of boxes.values()) {
    if (!b.key || !b.shown) continue;
    const names = b.key.split("|").filter(Boolean);
    const rank = names.includes(wanted) ? 0 : names.some((n) => n.startsWith(wanted)) ? 1 : b.key.includes(wanted) ? 2
      : wanted.length > 1 && names.some((n) => inOrder(wanted, n)) ? 3 : 9;
    if (rank < 9) hits.push({ b, rank });
  }
  return hits.sort((p, q) => p.rank - q.rank || p.b.key.length - q.b.key.length).slice(0, 12).map((h) => h.b);
}

let marked = -1, hits = [];
function showHits() {
  const list = $("hits"), text = $("search").value;
  list.replaceChildren(...hits.map((b, n) => make("li", { role: "option", id: `hit-${n}`, "aria-selected": String(n === marked), on: () => take(n) },
    bdi(nameOf(b)), " ", make("small", {}, kindOf(b)))));
  if (!hits.length && text.trim()) list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, T("none")));
  list.hidden = !text.trim();
  $("search").setAttribute("aria-expanded", String(!list.hidden));
  if (marked >= 0) $("search").setAttribute("aria-activedescendant", `hit-${marked}`); else $("search").removeAttribute("aria-activedescendant");
}
function take(n) {
  const b = hits[n];
  if (!b) return;
  $("hits").hidden = true; $("search").setAttribute("aria-expanded", "false");
  choose(b); bring(b, true);
}
function look(b) {
  const scale = Math.max(network.getScale(), Math.min(0.8, 13 / SIZES[state.lang]));
  network.moveTo({ position: { x: b.x + covered() / 2 / scale, y: b.y }, scale, animation: false });
  state.fitted = "";
}

// Choosing a box or a line: highlight, details, and word to those who listen.
function choose(thing) {
  const here = document.activeElement;
  if (thing && !$("panel").contains(here)) state.back = here;
  state.chosen = thing;
  state.near = null;
  if (thing) {
    const near = (state.near = new Set([thing.id, thing.of?.id]));
    const lit = isLine(thing) ? [thing] : [thing.id, ...(thing.members || []), thing.group].filter((i) => i && touching.has(i)).flatMap((i) => touching.get(i));
    for (const k of lit) {
      near.add(k.id);
      for (const end of [k.from, k.to]) { near.add(end); for (const m of boxes.get(end).members) near.add(m); }
    }
    for (const m of thing.members || []) near.add(m);
    for (const i of [...near]) if (boxes.get(i)?.group) near.add(boxes.get(i).group);
  }
  details(thing);
  light();
  if (state.view === "picture") network.redraw();
  $("said").textContent = thing ? spoken(thing) : "";
}
const spoken = (t) => (isLine(t) ? `${endName(t.from)} ${typeOf(t)} ${endName(t.to)}` : `${kindOf(t)} ${nameOf(t)}`);

function citation(row) {
  const parts = [];
  if (row.origin) parts.push(make("span", { class: `tag ${row.origin}` }, row.origin === "editorial" ? T("editorial") : originOf(row)));
  if (row.quote) parts.push(make("blockquote", { lang: "zh-Hant" }, bdi(row.quote)));
  const lines = [["source", row.source_name || row.source], ["locator", row.locator], ["wording", row.wording],
    ["valid", row.valid_from || row.valid_to ? `${row.valid_from || "…"} – ${row.valid_to || "…"}` : ""], ["under", row.under && endName(row.under)], ["note", noteOf(row)]];
  const list = make("dl", {});
  for (const [name, value] of lines) if (value) list.append(make("dt", {}, T(name)), make("dd", {}, bdi(value)));
  if (!row.source && !row.quote) list.append(make("dt", {}, T("source")), make("dd", { class: "soft" }, T("uncited")));
  parts.push(list);
  return parts;
}
function step(thing, ...text) { return make("button", { type: "button", class: "step", on: () => { choose(thing); bring(thing); $("panel").focus(); } }, ...text); }
function letGo() {
  const back = $("panel").contains(document.activeElement);
  choose(null);
  if (back) (state.view !== "picture" && state.back?.isConnected ? state.back : state.view === "picture" ? stage : $(VIEWS[state.view])).focus();
}

function details(thing) {
  const panel = $("panel");
  panel.hidden = !thing;
  panel.replaceChildren();
  if (thing) {
    panel.append(make("button", { type: "button", class: "close", "aria-label": T("close"), on: letGo }, "×"));
    panel.append(...(isLine(thing) ? aboutLink(thing) : aboutBox(thing)));
    panel.scrollTop = 0;
  }
}
// Its own lines, and those of the frames round it, which stand for it too.
const linesOf = (b) => [b, ...[...boxes.values()].filter((g) => g.members.includes(b.id))].flatMap((o) => touching.get(o.id)).filter((k) => k.shown);
function aboutBox(b) {
  const row = b.row, other = state.lang ? row.name : row.name_en;
  const parts = [make("span", { class: "tag" }, kindOf(b)), make("h2", {}, bdi(named(row) || b.id))];
  if (other && other !== nameOf(b)) parts.push(make("p", { class: "soft" }, bdi(short(other))));
  if (!b.members.length && row.id && b.kind !== "Group") parts.push(...citation(row));
  const list = make("dl", {});
  for (const [name, value] of Object.entries(row.properties || {})) {
    const known = D.kinds[b.kind].properties[name];
    list.append(make("dt", {}, known ? known.words[state.lang] : name), make("dd", {}, bdi(known?.choices[value]?.[state.lang] ?? value)));
  }
  if (row.aliases) list.append(make("dt", {}, T("aliases")), make("dd", {}, bdi(row.aliases.join(D.separator[state.lang]))));
  if (row.id && !b.members.length) list.append(make("dt", {}, T("id")), make("dd", {}, make("code", {}, calm(row.id))));
  parts.push(list);
  if (row.shared) parts.push(make("h3", {}, T("shared")), make("ul", {}, ...row.shared.map((s) => make("li", {}, bdi(short(named(s)))))));
  if (b.members.length) parts.push(make("h3", {}, `${T("members")} ${b.members.length}`), ...b.members.map((m) => step(boxes.get(m), bdi(nameOf(boxes.get(m))))));
  for (const [title, end, far] of [["out", "from", "to"], ["into", "to", "from"]]) {
    const found = linesOf(b).filter((k) => k[end] === b.id || boxes.get(k[end]).members.includes(b.id));
    if (found.length) parts.push(make("h3", {}, T(title)), ...found.map((k) => step(k, `${typeOf(k)} `, bdi(endName(k[far])), statedNow(k).length > 1 ? ` ×${statedNow(k).length}` : "", k.editorial ? " *" : "")));
  }
  return parts;
}
function aboutLink(k) {
  const parts = [make("span", { class: "tag" }, typeOf(k)), k.inherited && !k.rows.every((r) => r.carried) ? make("span", { class: "tag" }, T("inherited")) : null,
    make("h2", {}, bdi(endName(k.from)), k.type === "DEPENDS" ? " — " : " → ", bdi(endName(k.to)))];
  const rows = statedNow(k);
  if (rows.length > 1) parts.push(make("p", {}, `${rows.length} ${T("records")}`));
  // Records that cite the same words stand together under them.
  const same = new Map();
  for (const row of rows) {
    const { from, to, ...cited } = row;
    const name = JSON.stringify(cited);
    if (!same.has(name)) same.set(name, { row, ends: [] });
    same.get(name).ends.push([from, to]);
  }
  for (const { row, ends } of same.values()) {
    const s = make("div", { class: "statement" });
    if (rows.length > 1) s.append(make("ul", {}, ...ends.map(([a, b]) => make("li", {}, bdi(endName(a)), ` ${k.type === "DEPENDS" ? "—" : wordOf(k, row)} `, bdi(endName(b))))));
    if (row.shared) s.append(...row.shared.flatMap((x) => aboutShared(x, ends.length === 1 ? ends[0] : null)));
    else s.append(...citation(row));
    parts.push(s);
  }
  parts.push(make("h3", {}, T("nodes")), step(boxes.get(k.from), bdi(endName(k.from))), step(boxes.get(k.to), bdi(endName(k.to))));
  return parts.filter(Boolean);
}

// One thing that two agencies share: by whom it is held how, and the sentence that says so of either.
function aboutShared(x, ends) {
  const parts = [make("h3", {}, bdi(short(named(x))))], told = new Set();
  for (const [n, side] of ["", "other_"].entries()) {
    const row = Object.fromEntries(["origin", "source", "source_name", "locator", "quote", "note"].map((f) => [f, x[side + f]]));
    const role = x[side + "role"], word = x[side + "word"], name = JSON.stringify([role, row]);
    if (!role || (!ends && told.has(name))) continue;
    told.add(name);
    parts.push(make("p", {}, ends ? bdi(endName(ends[n])) : null, ends ? " " : null, make("span", { class: "tag" }, word?.[state.lang] || role)), ...citation(row));
  }
  return parts;
}

// Key and filters in one: each entry shows its shape or line and can be switched off.
function keyOf() {
  const line = (t, extra) => swatch([...(extra === "editorial" ? [{ d: "M-17 0H17", stroke: scheme().halo, "stroke-width": 9 }] : []),
    { d: "M-17 0H17", stroke: t ? D.types[t].colour[state.dark] : scheme().soft, "stroke-width": t ? D.types[t].width : extra === "inherited" ? 1 : 1.8,
      "stroke-dasharray": (t ? D.types[t].dashes.join(" ") : extra === "ended" ? D.paint.ended.join(" ") : "") || "none", fill: "none", opacity: extra === "inherited" ? D.paint.faint : 1 }]);
  const tick = (set, value, mark, text) => {
    const input = make("input", { type: "checkbox" });
    input.checked = !set.has(value);
    input.dataset.filter = value;
    input.addEventListener("change", () => { if (input.checked) set.delete(value); else set.add(value); refilter(); });
    return make("label", {}, input, mark, make("span", {}, text));
  };
  const block = (title, rows) => make("fieldset", {}, make("legend", {}, T(title)), ...rows);
  const entries = D.key;
  const origins = new Set([...[...boxes.values()].map((b) => b.row.origin), ...links.flatMap((k) => k.rows.map((r) => r.origin))].filter(Boolean));
  $("key").replaceChildren(
    block("kinds", entries.filter((e) => e.kind).map((e) => tick(state.off.kind, e.kind, swatch([{ d: D.outlines[`key/${e.kind}`], fill: shades(e).fill, stroke: shades(e).stroke, "stroke-width": 1.5 }]), e.label[state.lang]))),
    block("roles", [...entries.filter((e) => e.type).map((e) => tick(state.off.type, e.type, line(e.type), e.label[state.lang])),
      ...entries.filter((e) => e.mark).map((e) => make("p", {}, line("", e.mark), e.label[state.lang]))]),
    origins.size ? block("origins", Object.keys(D.origins).filter((o) => origins.has(o)).map((o) => tick(state.off.origin, o, null, D.origins[o][state.lang]))) : "");
  $("key").setAttribute("aria-label", T("key"));
}
function refilter() {
  decide();
  if (state.chosen && !(state.chosen.of || state.chosen).shown && !pairs.includes(state.chosen)) choose(null);
  FILL[state.view]();
}

// The views of one picture: drawn, as a list, as a matrix of pairs, and as tables.
const VIEWS = { picture: "stage", rows: "rows", matrix: "matrix", table: "tables" };
const FILL = { picture: () => { network.setSize("100%", "100%"); if (!state.fitted) fit("read"); network.redraw(); }, rows: () => fillRows(), matrix: fillMatrix, table: fillTables };
function turnTo(view) {
  state.view = view;
  for (const [name, id] of Object.entries(VIEWS)) $(id).hidden = name !== view;
  for (const b of document.querySelectorAll("[data-view]")) b.setAttribute("aria-pressed", String(b.dataset.view === view));
  for (const e of document.querySelectorAll("[data-only]")) e.hidden = e.dataset.only !== view;
  $("why").hidden = view === "picture" || view !== state.first;
  remark();
  FILL[view]();
}
// Beside a list, what is said of the lines of the picture would be wrong.
function remark() {
  $("notes").replaceChildren(...D.notes.filter(([, , ofDrawing]) => !ofDrawing || state.view === "picture").map((n) => make("li", {}, n[state.lang])));
}
// Shows where a record or line is in the view that is open; what is in no list or matrix is in the picture.
function bring(thing, focus) {
  if (state.view === "table") turnTo(state.first);
  if (state.view === "rows") {
    const n = sectionOf(thing);
    if (n >= 0 && n !== state.section) turn(n);
  }
  if (state.view === "picture") { seen(thing.path ? { x: thing.middle[0], y: thing.middle[1] } : thing); if (focus) stage.focus(); return; }
  const wanted = isLine(thing) ? thing.from : thing.id, all = [...$(VIEWS[state.view]).querySelectorAll("[data-id]")].filter((e) => e.dataset.id === wanted && e.offsetParent);
  const at = all.find((e) => e.classList.contains("own")) || all[0];
  at?.scrollIntoView({ block: narrow() && !$("panel").hidden ? "start" : "center", inline: "nearest" });
  if (focus) (at || $(VIEWS[state.view])).focus({ preventScroll: true });
}

// The day of the picture: 0 is all dates, then each day on which something changes.
function showDay() {
  const n = Number($("day").value);
  const [day, ...words] = n ? D.days[n - 1] : [""];
  state.day = day; state.step = n;
  decide();
  const nothing = n && ![...boxes.values()].some((b) => b.shown && !b.members.length);
  const said = n ? words[state.lang] + (nothing ? ` — ${T("bare")}` : "") : T("ever");
  $("day-shown").textContent = said;
  $("day").setAttribute("aria-valuetext", said);
}

function speak() {
  document.documentElement.lang = D.languages[state.lang];
  document.title = $("title").textContent = D.title[state.lang];
  $("subtitle").textContent = D.subtitle[state.lang];
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = T(e.dataset.t);
  $("search").placeholder = T("search"); $("language").textContent = T("language");
  $("language").lang = D.languages[1 - state.lang];
  stage.setAttribute("aria-label", `${T("picture")}: ${D.title[state.lang]}`);
  showDay();
  keyOf(); details(state.chosen);
  remark();
  $("why").firstElementChild.textContent = D.large[state.lang];
  FILL[state.view]();
  if (state.view === "picture" && state.fitted) fit(state.fitted);
}

function save(blob, name) {
  const a = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(a); a.click(); a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}
const svgBlob = () => new Blob([svgText()], { type: "image/svg+xml;charset=utf-8" });
function pngBlob() {
  return new Promise((done, fail) => {
    const image = new Image(), address = URL.createObjectURL(svgBlob());
    image.onload = () => {
      const zoom = Math.min(2, 8000 / Math.max(image.width, image.height)), c = make("canvas", { width: Math.round(image.width * zoom), height: Math.round(image.height * zoom) });
      c.getContext("2d").drawImage(image, 0, 0, c.width, c.height);
      URL.revokeObjectURL(address); c.toBlob(done, "image/png");
    };
    image.onerror = fail; image.src = address;
  });
}

// Pointer and keyboard.
network.on("click", (e) => choose(thingAt(e.pointer.canvas)));
let over = null;
stage.addEventListener("mousemove", (e) => {
  if (e.buttons) return;
  const r = stage.getBoundingClientRect(), p = network.DOMtoCanvas({ x: e.clientX - r.left, y: e.clientY - r.top });
  const thing = thingAt(p), tip = $("tip");
  if (thing !== over) { over = thing; tip.replaceChildren(thing ? bdi(spoken(thing)) : ""); stage.style.cursor = thing ? "pointer" : "grab"; }
  tip.hidden = !thing;
  if (thing) { tip.style.left = `${Math.min(e.clientX - r.left + 14, r.width - 330)}px`; tip.style.top = `${Math.min(e.clientY - r.top + 16, r.height - 60)}px`; }
});
stage.addEventListener("mouseleave", () => { $("tip").hidden = true; over = null; });
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function towards([ux, uy]) {
  const here = state.chosen && !isLine(state.chosen) ? state.chosen : null;
  const shown = [...boxes.values()].filter((b) => b.shown && b !== here);
  if (!here) return shown.find((b) => b.focus) || shown.find((b) => !b.members.length);
  let best = null, least = Infinity;
  for (const b of shown) {
    const along = (b.x - here.x) * ux + (b.y - here.y) * uy, aside = Math.abs((b.x - here.x) * uy) + Math.abs((b.y - here.y) * ux);
    if (along > 4 && along + 2.4 * aside < least) { least = along + 2.4 * aside; best = b; }
  }
  return best;
}
function nextLine() {
  const from = state.chosen && isLine(state.chosen) ? state.walk : state.chosen;
  if (!from) return;
  const all = linesOf(from);
  if (!all.length) return;
  state.walk = from;
  choose(all[(all.indexOf(state.chosen) + 1) % all.length]);
}
function seen(b) {
  const p = network.canvasToDOM({ x: b.x, y: b.y });
  if (p.x < 40 || p.y < 30 || p.x > stage.clientWidth - covered() - 40 || p.y > stage.clientHeight - 30) look(b);
}
const zoom = (factor) => { state.fitted = ""; network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)) }); };
stage.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (WAYS[e.key]) { const b = towards(WAYS[e.key]); if (b) { choose(b); seen(b); } }
  else if (e.key === "e" || e.key === "E") nextLine();
  else if (e.key === "Enter" && state.chosen) $("panel").focus();
  else if (e.key === "+" || e.key === "=") zoom(1.25);
  else if (e.key === "-") zoom(0.8);
  else if (e.key === "0") fit("whole");
  else return;
  e.preventDefault();
});
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") { $("hits").hidden = true; $("search").setAttribute("aria-expanded", "false"); if (state.chosen) letGo(); }
  else if (e.key === "/" && e.target.tagName !== "INPUT") { $("search").focus(); e.preventDefault(); }
});
$("search").addEventListener("input", (e) => { hits = find(e.target.value); marked = hits.length ? 0 : -1; showHits(); });
$("search").addEventListener("keydown", (e) => {
  if (e.isComposing) return;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") { marked = (marked + (e.key === "ArrowDown" ? 1 : hits.length - 1)) % Math.max(1, hits.length); showHits(); e.preventDefault(); }
  else if (e.key === "Enter") take(Math.max(0, marked));
});
document.addEventListener("click", (e) => { if (!e.target.closest(".find")) $("hits").hidden = true; });
$("time").hidden = !D.days.length;
$("day").max = D.days.length;
$("day").value = D.first;
$("day").addEventListener("input", () => { showDay(); refilter(); if (state.chosen) choose(state.chosen); });
$("fit").addEventListener("click", () => fit("whole"));
$("key-button").addEventListener("click", () => { const k = $("key"); k.hidden = !k.hidden; $("key-button").setAttribute("aria-expanded", String(!k.hidden)); FILL[state.view](); if (state.fitted) fit(state.fitted); });
for (const b of document.querySelectorAll("[data-view]")) b.addEventListener("click", () => turnTo(b.dataset.view));
$("language").addEventListener("click", () => { state.lang = 1 - state.lang; speak(); });
$("save-svg").addEventListener("click", () => save(svgBlob(), `quanze-${D.name}.svg`));
$("save-png").addEventListener("click", async () => save(await pngBlob(), `quanze-${D.name}.png`));

// Dark where the reader's screen is; paper is always light, and has the picture as it is saved.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
function paint() { state.dark = Number(dark.matches); keyOf(); network.redraw(); }
dark.addEventListener("change", paint);
window.addEventListener("beforeprint", () => {
  const picture = state.view === "picture" && new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement;
  $("paper").replaceChildren(picture || "");
  if (state.view === "rows") fillRows(true);
});
window.addEventListener("afterprint", () => { $("paper").replaceChildren(); FILL[state.view](); });

if (narrow()) { $("key").hidden = true; $("key-button").setAttribute("aria-expanded", "false"); }
state.dark = Number(dark.matches);
if (D.first) { state.step = D.first; state.day = D.days[D.first - 1][0]; decide(); }
network.setSize("100%", "100%");
speak();
// The picture opens where all of it can be read; else what can be read in any window does.
state.large = !fit("read") || ours.length > D.most || links.length > D.mostLines;
state.first = !state.large ? "picture" : D.sections.length ? "rows" : D.pairs.length ? "matrix" : "picture";
for (const b of document.querySelectorAll("[data-view]")) b.hidden = (b.dataset.view === "rows" && !D.sections.length) || (b.dataset.view === "matrix" && !D.pairs.length);
turnTo(state.first);
document.fonts.ready.then(() => network.redraw());
