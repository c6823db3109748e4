"""Plans that are too large for one picture: what a reader sees first, in a real browser, and what goes on paper."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from quanze.api import Graph
from quanze.errors import FileError, QueryError
from quanze.exports.formats import FIGURE, format_of
from quanze.exports.picture_files import write_picture
from quanze.locale import CHINESE
from quanze.schema import KINDS, RELATIONSHIPS
from quanze.views import draw
from quanze.views.colours import CELLS, PAPERS, cell_text, contrast, line_colour, shades_of, word_colour
from quanze.views.network import draw_network
from quanze.views.page import network_view
from quanze.views.ring import block_order
from quanze.views.sections import covering, sections_of
from quanze.views.sheets import fits, sheets
from quanze.views.styles import DEPENDS, GROUP
from quanze.views.svg import Picture, to_svg
from quanze.views.timeline import page as timeline_page
from tests.browser import Browser
from tests.views.conftest import HOSTILE, hostile_rows, write_page
from tests.views.test_pictures import edge, node

WINDOWS = [(1366, 768), (1920, 1080), (390, 844)]
# The smallest text that can be seen in the window, in CSS pixels, and how many pieces of text are seen.
SMALLEST = """
const sizes = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement, r = e.getBoundingClientRect();
  if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('.unseen, script, style, noscript')) continue;
  if (r.width && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth)
    sizes.push(parseFloat(getComputedStyle(e).fontSize) * r.width / e.offsetWidth);
}
const canvas = CanvasRenderingContext2D.prototype, write = canvas.fillText;
canvas.fillText = function (...words) {
  sizes.push(parseFloat(this.font.match(/[\\d.]+(?=px)/)[0]) * this.getTransform().a);
  write.apply(this, words);
};
if (state.view === 'picture') network.redraw();
canvas.fillText = write;
return [Math.round(100 * Math.min(...sizes)) / 100, sizes.length]
"""
# The worst contrast of visible text with what is behind it, as WCAG 2.2 computes it, and which text that is.
CONTRAST = """
const parse = (c) => c.match(/[\\d.]+/g).map(Number);
const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, share, n) => sum + share * linear(rgb[n] / 255), 0);
const clear = (colour) => colour.length > 3 && colour[3] === 0;
let worst = [99, ''];
for (const e of document.querySelectorAll('body *')) {
  if (!e.checkVisibility() || e.closest('canvas, .unseen, script, noscript')) continue;
  if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
  let back = e;
  while (clear(parse(getComputedStyle(back).backgroundColor))) back = back.parentElement;
  const pair = [getComputedStyle(e).color, getComputedStyle(back).backgroundColor].map((c) => light(parse(c)));
  const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  if (ratio < worst[0]) worst = [ratio, `${e.tagName}.${e.className} ${e.textContent.slice(0, 20)}`];
}
return worst
"""


def large(tasks: int = 60, indicators: int = 198) -> Picture:
    """A plan of 60 tasks in three groups and 300 records, each task with a lead and two partners."""
    dice = random.Random(3)
    agencies = [node(f"a{n}", "Agency", name=f"第{n}局") for n in range(24)]
    groups = [node(f"g{n}", "Subgroup", name=f"第{'一二三'[n]}組") for n in range(3)]
    goals = [node(f"s{n}", "SDGGoal", name=f"目標{n}") for n in range(15)]
    duties = [node(f"t{n}", "Task", name=f"推動臺灣型措施第{n}號", properties={"number": str(n)}) for n in range(tasks)]
    measures = [node(f"i{n}", "Indicator", name=f"措施{n}完成率") for n in range(indicators)]
    edges = [edge(g["id"], "UNDERTAKES", t["id"]) for n, t in enumerate(duties) for g in [groups[n * 3 // tasks]]]
    for t in duties:
        lead, *partners = dice.sample(agencies, 3)
        edges.append(edge(lead["id"], "CONVENES", t["id"], wording="主辦機關", quote="由該局主辦", locator="第3章"))
        edges += [edge(p["id"], "CO_ORGANIZES", t["id"], wording="協辦") for p in partners]
    edges += [edge(f"t{n % tasks}", "MEASURED_BY", m["id"]) for n, m in enumerate(measures)]
    edges += [edge(m["id"], "ALIGNS_TO", dice.choice(goals)["id"]) for m in measures]
    return draw("network", [*agencies, *groups, *goals, *duties, *measures], edges)


def test_a_large_plan_is_read_a_group_at_a_time(browser: Browser, tmp_path: Path) -> None:
    picture = large()
    assert sum(not b.members for b in picture.boxes) == 300
    page = write_page(tmp_path, "large", network_view(picture).generate_html())
    for width, height in WINDOWS:
        browser.open(page, width, height)
        assert browser.run("return [state.view, $('why').hidden, $('why').textContent.includes('300')]") == [
            "rows",
            False,
            True,
        ]
        smallest, count = browser.run(SMALLEST)
        assert smallest >= 11 and count > 20
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
        # One group is unfolded, in the order of the source; roles by the plan's own words; names without a pointer.
        cards = "return [...document.querySelectorAll('.card')].map((c) => c.getAttribute('aria-pressed'))"
        assert browser.run(cards) == ["true", "false", "false"]
        rows = browser.run(
            "return [...document.querySelectorAll('.group:not(.folded) .own')].map((e) => e.textContent)"
        )
        assert rows[:4] == ["第一組", *(f"推動臺灣型措施第{n}號" for n in range(3))]
        words = browser.run(
            "return [...new Set([...document.querySelectorAll('#rows .word')].map((e) => e.textContent))]"
        )
        assert "主辦" in words and "召集" not in words
    # On a phone: search folds 台 and full-width digits, unfolds the group of what it finds and moves to it.
    browser.run("$('search').focus()")
    browser.press("台灣型措施第５９號", Keys.ENTER)
    assert browser.run("return [state.section, state.chosen.id, document.activeElement.dataset.id]") == [
        2,
        "t59",
        "t59",
    ]
    assert browser.run(
        "const [r, p] = [document.activeElement, $('panel')].map((e) => e.getBoundingClientRect());"
        "return r.top > 0 && r.bottom < p.top"
    )
    # A role is a button of the keyboard: Enter shows its evidence, Escape goes back to it.
    browser.run("document.querySelector('.group:not(.folded) .into .chip').focus()")
    before = browser.run("return document.activeElement.dataset.id")
    browser.press(Keys.ENTER)
    assert "由該局主辦" in browser.run("return $('panel').textContent")
    browser.run("$('panel').focus()")
    browser.press(Keys.ESCAPE)
    assert browser.run("return [$('panel').hidden, document.activeElement.dataset.id]") == [True, before]
    # The picture is one button away, and then no smaller than can be read; nothing on the page moves by itself.
    browser.run("$('why').querySelector('button').click()")
    assert browser.run("return [state.view, $('why').hidden]") == ["picture", True]
    assert browser.run(SMALLEST)[0] >= 11
    assert browser.run("return document.getAnimations().length") == 0
    # Paper has every group, light.
    browser.run("turnTo('rows')")
    browser.media("dark", "print")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    groups = "return [...document.querySelectorAll('.group')].filter((g) => g.checkVisibility()).length"
    assert browser.run(groups) == 3
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    browser.media()
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(groups) == 1
    # However large the window: so many boxes are read as a list first.
    browser.open(page, 5000, 4000)
    assert browser.run("return [network.getScale() >= readable(), state.view]") == [True, "rows"]
    assert browser.messages() == []


def test_what_can_be_read_at_once_opens_as_a_picture(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    page = write_page(tmp_path, "bundled", graph.view().generate_html())
    browser.open(page, 1920, 1080)
    assert browser.run("return state.view") == "picture"
    assert browser.run(SMALLEST)[0] >= 11
    browser.open(page, 1366, 768)
    assert browser.run("return state.view") == "rows"
    # The day of the slider holds in the list too.
    ids = "return [...document.querySelectorAll('#rows .chip')].map((e) => e.dataset.id)"
    ever = set(browser.run(ids))
    browser.run("$('day').value = D.days.length; $('day').dispatchEvent(new Event('input'))")
    assert set(browser.run(ids)) < ever


@pytest.mark.parametrize("picture", [("dependencies",), ("reporting",), ("about", "環保局")], ids="-".join)
def test_every_picture_can_be_read_on_a_phone(
    browser: Browser, graph: Graph, tmp_path: Path, picture: tuple[str, ...]
) -> None:
    browser.open(write_page(tmp_path, "phone", graph.view(*picture).generate_html()), 390, 844)
    smallest, count = browser.run(SMALLEST)
    assert smallest >= 11 and count > 10
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_every_pair_of_colours_can_be_read() -> None:
    for dark, paper in enumerate(PAPERS):
        pairs = [(text, ground) for text in (paper.ink, paper.soft) for ground in (paper.page, paper.frame)]
        for kind in (*(k.label for k in KINDS), GROUP):
            shades = shades_of(kind, dark=bool(dark))
            pairs += [(shades.text, shades.fill)] + [(shades.stroke, paper.page)] * dark
        pairs += [(paper.soft, shades_of(GROUP, dark=bool(dark)).fill)]
        for type_ in (*(r.type for r in RELATIONSHIPS), DEPENDS):
            pairs += [(word_colour(type_, dark=bool(dark)), ground) for ground in (paper.page, paper.frame)]
            assert contrast(line_colour(type_, dark=bool(dark)), paper.page) >= 3  # what lines need
        pairs += [(cell_text(ground), ground) for ground in CELLS[dark]]
        assert [p for p in pairs if contrast(*p) < 4.5] == []
    assert round(contrast("#000000", "#ffffff"), 1) == 21 and round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_text_of_the_page_can_be_read_on_light_and_dark_screens(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    seen = {"network": ("rows", "table"), "dependencies": ("matrix",)}
    paths = {name: write_page(tmp_path, name, graph.view(name).generate_html()) for name in seen}
    history = write_page(tmp_path, "history", timeline_page(graph.timeline("推動會"), CHINESE))
    try:
        for scheme in ("light", "dark"):
            browser.media(scheme)
            for name, views in seen.items():
                browser.open(paths[name], 1366, 768)
                for view in views:
                    browser.run("turnTo(arguments[0]); choose(pairs[0] || links.find((k) => k.editorial))", view)
                    worst, where = browser.run(CONTRAST)
                    assert worst >= 4.5, (scheme, view, where)
                assert browser.run("return state.dark") == (scheme == "dark")
            browser.open(history, 1000, 700)
            worst, where = browser.run(CONTRAST)
            assert worst >= 4.5, (scheme, where)
    finally:
        browser.media()


def test_the_matrix_has_every_pair_with_its_evidence(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    rows = graph.dependencies()
    browser.open(write_page(tmp_path, "ties", graph.view("dependencies").generate_html()), 1366, 768)
    browser.run("document.querySelector('[data-view=matrix]').click()")
    cells = browser.run(
        "return [...document.querySelectorAll('#matrix td button')]"
        ".map((b) => [b.getAttribute('aria-label'), Number(b.textContent)])"
    )
    said = {tuple(sorted(label.rsplit(": ", 1)[0].split(" — "))): n for label, n in cells}
    assert said == {
        tuple(sorted((r["agency_name"], r["other_name"]))): len({s["id"] for s in r["shared"]}) for r in rows
    }
    assert len(cells) == 2 * len(rows)
    # The thirteen that share all five groups are one block.
    order = browser.run("return D.order.map((id) => boxes.get(id).row.name)")
    strong = {name for pair, n in said.items() if n == 5 for name in pair}
    at = sorted(order.index(name) for name in strong)
    assert at == list(range(at[0], at[0] + 13))
    # Tab reaches one cell, the arrow keys the others, and a cell shows what is shared and which sentence says so.
    assert browser.run("return document.querySelectorAll('#matrix td button[tabindex=\"0\"]').length") == 1
    browser.run("document.querySelector('#matrix td button').focus()")
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER)
    text = browser.run("return $('panel').textContent")
    assert "市府各單位均屬協辦機關" in text and "清淨環境組" in text
    assert browser.run("return document.activeElement.dataset.id === state.chosen.id")
    assert browser.messages() == []


@pytest.mark.whole
def test_a_page_without_scripts_is_a_table(graph: Graph) -> None:
    picture = graph.picture()
    page = network_view(picture).generate_html()
    table = page.split("<noscript>")[1].split("</noscript>")[0]
    assert table.count("<tr>") == 1 + sum(len(k.rows) for k in picture.links)
    assert "市府各單位均屬協辦機關共 13 個" in table and "主要權責" in table
    hostile = network_view(draw_network(*hostile_rows())).generate_html().split("<noscript>")[1].split("</noscript>")[0]
    assert not [text for text in HOSTILE if "<" in text and text in hostile]
    assert "&lt;script&gt;window.hit=1" in hostile


@pytest.mark.whole
def test_a_plan_too_large_for_a_sheet_has_one_for_each_section(tmp_path: Path) -> None:
    whole = large(60, 40)
    assert not fits(whole)
    parts = sheets(whole)
    assert [p.title.in_language(CHINESE) for p in parts] == [f"權責全圖：第{n}組" for n in "一二三"]
    assert all(fits(p) and not p.reduced for p in parts)
    drawn = {r["key"] for p in parts for k in p.links for r in k.rows}
    assert drawn == {r["key"] for k in whole.links for r in k.rows}
    svg = format_of("svg", FIGURE)
    written = write_picture(whole, tmp_path / "plan.svg", svg)
    assert [path.name for path in written] == ["plan-1.svg", "plan-2.svg", "plan-3.svg"]
    assert sorted(tmp_path.iterdir()) == written
    assert "第二組" in written[1].read_text(encoding="utf-8")
    with pytest.raises(FileError):
        write_picture(whole, Path("/dev/null"), svg)


@pytest.mark.whole
def test_what_a_still_picture_cannot_show_is_refused_with_another_way() -> None:
    nodes = [node("g", "Subgroup"), *(node(f"t{n}", "Task") for n in range(800))]
    picture = draw("network", nodes, [edge("g", "UNDERTAKES", f"t{n}") for n in range(800)])
    with pytest.raises(QueryError, match=r"\.html"):
        sheets(picture)


@pytest.mark.whole
def test_pairs_beyond_a_ring_are_a_matrix_on_paper_too(graph: Graph) -> None:
    assert "項" in to_svg(graph.picture("dependencies"))
    rows = [
        {
            "agency": a,
            "agency_name": f"{a}局",
            "other": b,
            "other_name": f"{b}局",
            "shared": [{"id": f"{a}{b}", "name": "共"}],
        }
        for a, b in combinations("甲乙丙丁戊己庚辛壬癸", 2)
    ]
    svg = to_svg(draw("dependencies", [], [], ties=rows))
    assert svg.count("<rect") == 1 + 10 + 2 * 45
    assert "每格" in svg


def test_agencies_that_share_much_stand_side_by_side() -> None:
    one, other = [f"a{n}" for n in range(5)], [f"b{n}" for n in range(4)]
    mixed = [i for pair in zip(one, [*other, "c"], strict=True) for i in pair]
    weights = {pair: 3.0 for group in (one, other) for pair in combinations(group, 2)} | {("a0", "b0"): 1.0}
    order = block_order(mixed, weights)
    assert sorted(order) == sorted(mixed)
    kinds = "".join(i[0] for i in order).replace("c", "")
    assert kinds in ("aaaaabbbb", "bbbbaaaaa")


@pytest.mark.parametrize("seed", range(20))
def test_every_relationship_is_read_in_some_section(seed: int) -> None:
    """Whatever hangs on whatever: a line that the picture has begins or ends at a row of the list."""
    dice = random.Random(seed)
    kinds = ("Council", "Subgroup", "Task", "Indicator", "Agency", "Document", "SDGGoal")
    nodes = [node(f"n{n}", dice.choice(kinds)) for n in range(14)]
    types = ("UNDERTAKES", "CONVENES", "PART_OF", "MEASURED_BY", "REVIEWS", "MANDATED_BY")
    edges: list[dict[str, Any]] = [
        edge(a["id"], dice.choice(types), b["id"])
        for a, b in (dice.sample(nodes, 2) for _ in range(dice.randrange(25)))
    ]
    for sections in (sections_of(nodes, edges), covering(nodes, edges)):
        rows = {i for s in sections for i in (s.head, *s.rows)}
        assert all({e["from"], e["to"]} & rows for e in edges)
    sections = sections_of(nodes, edges)
    rows = {i for s in sections for i in (s.head, *s.rows)}
    assert {n["id"] for n in nodes if n["kind"] in ("Task", "Indicator")} <= rows
    assert all(len(set(s.rows)) == len(s.rows) for s in sections)
