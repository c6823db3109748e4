"""The page in a real browser: what a reader sees, clicks, types and saves."""

from __future__ import annotations

import base64
import struct
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from quanze.api import Graph
from quanze.schema.words import fold
from quanze.views.network import draw_network
from quanze.views.page import network_view
from tests.browser import Browser
from tests.views.conftest import HOSTILE, hostile_rows, write_page

EPB = "chiayi/agency/epb"
INDICATOR = "chiayi/indicator/ghg-emissions"


def many() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    nodes = [
        {"id": f"t{i}", "kind": "Task", "name": f"任務{i}", "origin": "plan", "properties": {}} for i in range(1600)
    ]
    nodes.append({"id": "g", "kind": "Subgroup", "name": "小組", "origin": "plan", "properties": {}})
    edges = [
        {"key": f"e{i}", "from": "g", "to": f"t{i}", "type": "UNDERTAKES", "quote": "負責", "origin": "plan"}
        for i in range(0, 1600, 2)
    ]
    return nodes, edges


@pytest.fixture(scope="module")
def pages(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        "network": write_page(folder, "network", graph.view().generate_html()),
        "reporting": write_page(folder, "reporting", graph.view("reporting").generate_html()),
        "dependencies": write_page(folder, "dependencies", graph.view("dependencies").generate_html()),
        "about": write_page(folder, "about", graph.view("about", INDICATOR).generate_html()),
        "many": write_page(folder, "many", network_view(draw_network(*many())).generate_html()),
        "hostile": write_page(folder, "hostile", network_view(draw_network(*hostile_rows())).generate_html()),
    }


def open_page(browser: Browser, path: Path) -> None:
    browser.open(path)
    until(browser, "return typeof network !== 'undefined' && network.getScale() > 0")
    browser.run("turnTo('picture'); fit('whole')")


def until(browser: Browser, script: str, seconds: float = 5.0) -> Any:
    """The value of a script once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = browser.run(script)
        if value:
            return value
        time.sleep(0.03)
    raise AssertionError(f"never true: {script}")


def click_at(browser: Browser, x: float, y: float) -> None:
    """Click where the picture has this point, as a hand with a mouse would."""
    at = browser.run(
        "const p = network.canvasToDOM({x: arguments[0], y: arguments[1]}), r = stage.getBoundingClientRect();"
        "return [p.x + r.left, p.y + r.top]",
        x,
        y,
    )
    actions = ActionChains(browser.driver)
    actions.w3c_actions.pointer_action.move_to_location(round(at[0]), round(at[1]))  # type: ignore[no-untyped-call]
    actions.w3c_actions.pointer_action.click()
    actions.perform()


def quiet(browser: Browser, path: Path) -> None:
    """Nothing was asked for but the page itself, and nothing was complained about."""
    asked = [u for u in browser.requests() if not u.startswith(("data:", "blob:"))]
    assert asked == [path.resolve().as_uri()]
    assert browser.messages() == []


def panel(browser: Browser) -> str:
    return str(
        browser.run(
            "return document.getElementById('panel').hidden ? '' : document.getElementById('panel').textContent"
        )
    )


@pytest.mark.parametrize("name", ["network", "reporting", "dependencies", "about", "hostile", "many"])
def test_nothing_is_requested_and_nothing_complains(browser: Browser, pages: dict[str, Path], name: str) -> None:
    open_page(browser, pages[name])
    chosen = 5 if name == "many" else 90  # of many, all are alike, and each takes long to draw
    browser.run(
        "for (const t of [...[...boxes.values()].slice(0, arguments[0]), ...links.slice(0, arguments[0])]) choose(t);"
        "for (const b of document.querySelectorAll('.views button:not([hidden])')) b.click(); choose(null);"
        "if (arguments[0] < 90) turnTo('picture')",
        chosen,
    )
    browser.run("document.getElementById('language').click()")
    browser.run("return pngBlob().then(b => b.size)")
    quiet(browser, pages[name])


def test_the_policy_stops_what_is_not_ours(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["reporting"])
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s);"
        "const i = new Image(); i.src = 'https://example.org/x.png'; document.body.append(i)"
    )
    assert browser.run("return window.hit === undefined")
    until(browser, "return true")
    assert [m for m in browser.messages() if "Content Security Policy" in m]


def test_something_is_drawn_where_the_boxes_are(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    colour = browser.run(
        "const b = boxes.get(arguments[0]), p = network.canvasToDOM({x: b.x - b.w / 2 + 5, y: b.y});"
        "const c = stage.querySelector('canvas'), k = c.width / c.clientWidth;"
        "return [...c.getContext('2d').getImageData(p.x * k, p.y * k, 1, 1).data]",
        EPB,
    )
    assert colour == [0xFD, 0xEF, 0xD2, 255]


def test_search_finds_an_abbreviation(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    browser.press("/", "環保局")
    first = until(browser, "return document.querySelector('#hits li')?.textContent")
    assert "環境保護局" in first
    browser.press(Keys.ENTER)
    assert until(browser, "return state.chosen?.id") == EPB
    assert "嘉義市政府環境保護局為主要權責單位" in panel(browser)
    # Not only by its alias: characters in order are enough, as on the command line.
    assert browser.run("return find('綠輸組').map(b => b.row.name)") == ["綠色運輸組"]
    assert browser.run("return find('没有這個')") == []
    browser.press("/")
    browser.run("$('search').value = '查無此名'; $('search').dispatchEvent(new Event('input'))")
    assert browser.run("return $('hits').textContent") == "找不到"


def test_the_page_folds_as_python_does(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["reporting"])
    texts = ["臺北市Ａ１３．２", "ㄧ、二（三）", "PM2.5 減量", "Straße ÉCOLE", "ｶﾞｽ 溫室", "é e\u0301", "①²½"]
    assert browser.run("return arguments[0].map(fold)", texts) == [fold(text) for text in texts]


def test_a_click_on_a_node_shows_its_quote_and_lights_its_neighbours(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    x, y = browser.run("const b = boxes.get(arguments[0]); return [b.x, b.y]", EPB)
    click_at(browser, x, y)
    assert until(browser, "return state.chosen?.id") == EPB
    text = panel(browser)
    assert "嘉義市政府環境保護局為主要權責單位" in text
    assert "第3章" in text
    assert "chiayi/agency/epb" in text
    near = browser.run("return [...state.near]")
    assert "chiayi/subgroup/clean-environment" in near
    assert "chiayi/subgroup/green-transport" not in near
    # A click beside everything lets go again.
    left, _, _, bottom = browser.run("return D.bounds")
    click_at(browser, left + 3, bottom - 3)
    assert until(browser, "return state.chosen === null")
    assert panel(browser) == ""


def test_a_click_on_a_line_shows_its_quote(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    x, y = browser.run("const k = links.find(k => k.rows.length === 65); return k.middle")
    click_at(browser, x, y)
    until(browser, "return state.chosen?.path")
    text = panel(browser)
    assert "65 筆紀錄" in text
    assert "市府各單位均屬協辦機關共 13 個" in text
    assert "民政處 協辦 清淨環境組" in text
    # One sentence says it for all 65: it stands once.
    assert text.count("市府各單位均屬協辦機關") == 1
    convener = browser.run(
        "const k = links.find(k => k.type === 'CONVENES' && k.from === arguments[0]); return k.middle", EPB
    )
    click_at(browser, *convener)
    assert "環境保護局" in until(browser, "return document.querySelector('#panel h2').textContent")


def test_dependencies_cite_what_is_shared(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["dependencies"])
    x, y = browser.run("return links.find(k => k.from === arguments[0] || k.to === arguments[0]).middle", EPB)
    click_at(browser, x, y)
    until(browser, "return state.chosen?.path")
    text = panel(browser)
    assert "清淨環境組" in text
    assert "由環境保護局召集" in text
    assert "市府各單位均屬協辦機關" in text


def test_the_keyboard_reaches_nodes_lines_and_details(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["reporting"])
    browser.run("stage.focus()")
    browser.press(Keys.ARROW_DOWN)
    first = until(browser, "return state.chosen?.id")
    browser.press(Keys.ARROW_DOWN)
    second = until(browser, f"return state.chosen?.id !== {first!r} && state.chosen.id")
    assert first != second
    assert browser.run("return $('said').textContent")
    browser.press("e")
    until(browser, "return state.chosen?.path")
    browser.press(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "panel"
    browser.press(Keys.ESCAPE)
    assert browser.run("return state.chosen === null && document.activeElement.id") == "canvas"
    open_page(browser, pages["network"])
    browser.run("stage.focus(); choose(boxes.get('chiayi/subgroup/clean-environment'))")
    lines = set()
    for _ in range(5):
        browser.press("e")
        lines.add(browser.run("return state.chosen.id"))
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("value", "hidden", "kept"),
    [
        ("Indicator", "b.kind === 'Indicator'", "b.kind === 'Task'"),
        ("report", "b.row.origin === 'report'", "b.row.origin === 'plan'"),
    ],
)
def test_filters_hide_nodes(browser: Browser, pages: dict[str, Path], value: str, hidden: str, kept: str) -> None:
    open_page(browser, pages["network"])
    assert browser.run(f"return [...boxes.values()].filter(b => {hidden}).every(b => b.shown)")
    browser.run("document.querySelector(`[data-filter='${arguments[0]}']`).click()", value)
    assert browser.run(
        f"const f = [...boxes.values()].filter(b => {hidden}); return f.length && f.every(b => !b.shown)"
    )
    assert browser.run(f"return [...boxes.values()].filter(b => {kept}).every(b => b.shown)")
    assert browser.run("return links.filter(k => k.shown).every(k => boxes.get(k.from).shown && boxes.get(k.to).shown)")
    assert "PM2.5" not in browser.run("return svgText()")
    browser.run("document.querySelector(`[data-filter='${arguments[0]}']`).click()", value)
    assert browser.run("return [...boxes.values()].every(b => b.shown) && links.every(k => k.shown)")


def test_filters_hide_lines_by_role_and_by_origin(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    browser.run("document.querySelector(`[data-filter='CO_ORGANIZES']`).click()")
    assert browser.run("return links.filter(k => k.shown && k.type === 'CO_ORGANIZES').length") == 0
    assert browser.run("return links.filter(k => k.shown && k.type === 'CONVENES').length") == 6
    assert browser.run("return boxes.get('chiayi/agency/civil-affairs').shown")
    browser.run("document.querySelector(`[data-filter='editorial']`).click()")
    assert browser.run("return links.some(k => k.editorial) && links.filter(k => k.editorial).every(k => !k.shown)")


def test_a_hidden_line_is_no_longer_drawn(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    pixel = (
        "const k = links.find(k => k.type === 'PART_OF'), p = network.canvasToDOM({x: k.middle[0], y: "
        "k.middle[1] - 10});"
        "const c = stage.querySelector('canvas'), z = c.width / c.clientWidth;"
        "const d = c.getContext('2d').getImageData(p.x * z - 14, p.y * z - 4, 28, 8).data; let n = 0;"
        "for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 0) n++; return n"
    )
    assert browser.run(pixel) > 0
    browser.run("document.querySelector(`[data-filter='PART_OF']`).click(); network.redraw()")
    assert browser.run(pixel) == 0


def test_the_table_has_what_the_picture_has(browser: Browser, pages: dict[str, Path], graph: Graph) -> None:
    open_page(browser, pages["network"])
    browser.run("document.querySelector('[data-view=table]').click()")
    picture = graph.picture()
    assert browser.run("return document.querySelectorAll('#tables table').length") == 2
    rows = browser.run("return [...document.querySelectorAll('#tables tbody')].map(t => t.rows.length)")
    assert rows == [sum(not b.members for b in picture.boxes), sum(len(k.rows) for k in picture.links)]
    assert browser.run(
        "return [...document.querySelectorAll('#tables table')].every(t => t.caption && "
        "t.querySelectorAll('thead th[scope=col]').length > 5)"
    )
    assert "市府各單位均屬協辦機關共 13 個" in browser.run("return $('tables').textContent")
    browser.run("document.querySelector(`[data-filter='Task']`).click()")
    assert browser.run("return document.querySelector('#tables tbody').rows.length") == rows[0] - 21
    browser.run("document.querySelector('#tables tbody button').click()")
    assert browser.run("return state.chosen !== null && $('tables').hidden && !$('panel').hidden")


def test_the_language_can_be_switched(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    assert browser.run("return document.documentElement.lang") == "zh-Hant-TW"
    browser.run("choose(boxes.get(arguments[0])); $('language').click()", EPB)
    assert browser.run("return document.documentElement.lang") == "en"
    assert "Environmental Protection Bureau" in panel(browser)
    assert "Who is responsible for what" in browser.run("return document.title")
    assert "co-organizes" in browser.run("return $('key').textContent")
    assert "65 records" in browser.run("return $('notes').textContent")
    assert "Environmental" in browser.run("return svgText()")


def test_saved_svg_and_png_show_the_picture(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["network"])
    root = ElementTree.fromstring(browser.run("return svgText()"))
    text = "".join(root.itertext())
    for name in ("環境保護局", "13 個協辦機關", "協辦 ×65", "任務"):
        assert name in text
    encoded = browser.run(
        "return pngBlob().then(b => new Promise(r => { const f = new FileReader(); f.onload = () => r(f.result); "
        "f.readAsDataURL(b) }))"
    )
    png = base64.b64decode(encoded.split(",")[1])
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert width > 3000
    assert abs(width / height - float(root.attrib["width"]) / float(root.attrib["height"])) < 0.01
    # The buttons start a download of a file with a name.
    browser.run(
        "window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push([this.download, "
        "this.href.slice(0, 5)]) };"
        "$('save-svg').click(); $('save-png').click()"
    )
    assert until(browser, "return saved.length === 2 && saved") == [
        ["quanze-network.svg", "blob:"],
        ["quanze-network.png", "blob:"],
    ]


def test_hostile_text_stays_text(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["hostile"])
    # One element that text could make would be one of these.
    ours = browser.run("return document.querySelectorAll('script, img, iframe, object, embed, a, form, link').length")
    assert ours == 4
    shown = set()
    for id_ in browser.run("return [...boxes.keys()]"):
        browser.run("choose(boxes.get(arguments[0]))", id_)
        shown.add(panel(browser))
    for n in range(int(browser.run("return links.length"))):
        browser.run("choose(links[arguments[0]])", n)
        shown.add(panel(browser))
    for view in ("rows", "table"):
        browser.run("turnTo(arguments[0])", view)
        shown.add(str(browser.run("return $(VIEWS[arguments[0]]).textContent", view)))
    everything = "\n".join(shown)
    for text in HOSTILE[:10]:
        assert text in everything
    # Marks that turn text round are shown as nothing.
    assert not set("\u202e\u2066\u2069") & set(everything)
    assert (
        browser.run("return document.querySelectorAll('script, img, iframe, object, embed, a, form, link').length")
        == ours
    )
    ElementTree.fromstring(browser.run("return svgText()"))
    assert browser.run("return window.hit === undefined")
    quiet(browser, pages["hostile"])


def test_a_small_window_still_has_room_for_the_picture(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["network"], width=390, height=780)
    until(browser, "return typeof network !== 'undefined' && network.getScale() > 0")
    assert browser.run(
        "return $('key').hidden && $('content').clientHeight > 300 && document.documentElement.scrollWidth <= 390"
    )


def test_a_reduced_picture_draws_the_lines_of_what_is_chosen(browser: Browser, pages: dict[str, Path]) -> None:
    open_page(browser, pages["many"])
    drawn = "return (svgText().match(/<g fill/g) || []).length"
    assert browser.run(drawn) == 0
    assert "數量過多" in browser.run("return $('notes').textContent")
    browser.run("choose(boxes.get('t8'))")
    assert browser.run(drawn) == 1
    browser.run("choose(boxes.get('g'))")
    assert browser.run(drawn) == 800
    assert browser.run("return [...document.querySelectorAll('#panel .step')].length") == 800
