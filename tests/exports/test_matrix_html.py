"""The HTML form, in a real browser: no request, no script, keys and mouse, print, dark, hostile names."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

import quanze
from quanze.exports.html_page import POLICY
from quanze.exports.matrix_document import MatrixDocument
from quanze.exports.matrix_from_rows import build_matrix
from quanze.text.clean import clean
from quanze.text.width import shorten
from tests.browser import Browser
from tests.exports.hostile import HOSTILE, hostile_matrix
from tests.exports.rows import AGENCIES, ASSIGNMENTS, ITEMS, agency, direct, item, sample
from tests.office import pdf_pages, pdf_text


def opened(browser: Browser, matrix: MatrixDocument, folder: Path, **size: int) -> Path:
    path = matrix.write(folder / "m.html")[0]
    browser.open(path, **size)
    return path


def seen(browser: Browser, selector: str) -> list[str]:
    """The visible text of the elements."""
    found: list[str] = browser.run(
        "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector
    )
    return found


def row(browser: Browser, n: int) -> list[str]:
    found: list[str] = browser.run(
        "return [...document.querySelectorAll('tbody tr:has(td)')][arguments[0]].innerText.split('\\t')"
        ".map(t => t.trim().replace(/\\s+/g, ' '))",
        n,
    )
    return found


def test_no_request_no_message_no_script(browser: Browser, tmp_path: Path) -> None:
    path = opened(browser, sample(), tmp_path)
    assert browser.requests() == [path.resolve().as_uri()]
    assert browser.messages() == []
    text = path.read_text(encoding="utf-8")
    assert POLICY.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert f'content="{POLICY}"' in text
    assert not re.search(r"<script|\son\w+=|https?:|url\(|@import", text)


def test_the_given_widths_of_a_large_matrix_hold_its_letters_and_names(browser: Browser, tmp_path: Path) -> None:
    with quanze.open() as graph:
        opened(browser, graph.matrix("indicators", evidence=False), tmp_path)
    assert browser.run("return getComputedStyle(document.querySelector('table')).tableLayout") == "fixed"
    for language in ("zh", "other"):
        browser.run(f"document.getElementById('{language}').checked = true")
        wide = "return [...document.querySelectorAll('th, td')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        assert browser.run(f"{wide}.map(e => e.outerHTML.slice(0, 99))") == [], language


def drawn(browser: Browser) -> list[str]:
    """What a reader sees in each cell with letters of the first row that has any."""
    found: list[str] = browser.run("""
      const row = document.querySelector('td > b').closest('tr');
      return [...row.querySelectorAll('td > b')].map(b => getComputedStyle(b).visibility === 'hidden'
        ? JSON.parse(getComputedStyle(b, '::before').content) : b.textContent)""")
    return found


def roles_read(browser: Browser) -> Counter[str]:
    """The roles that a screen reader meets in the page."""
    found = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return Counter(node["role"]["value"] for node in found if not node["ignored"])


@pytest.mark.office
def test_a_large_matrix_is_a_table_of_rows_that_are_drawn_when_in_sight(browser: Browser, tmp_path: Path) -> None:
    items = [item(f"t{n}", f"第 {n} 項", f"Task {n}", f"g{n // 80}", f"第 {n // 80} 組") for n in range(240)]
    bureaus = [agency(f"a{n}", f"第{n}局") for n in range(40)]
    held = [direct(one, bureaus[n % 7], ("CONVENES", "CO_ORGANIZES")[n % 2], "召集") for n, one in enumerate(items)]
    matrix = build_matrix(items, bureaus, held, heading={"title": "大表", "evidence": False})
    for lang, far in (("zh-TW", "第 200 項"), ("en", "Task 200")):
        browser.open(matrix.write(tmp_path / "m.html", lang=lang)[0])
        last = "[...document.querySelectorAll('tbody th[scope=row]')].at(-1)"
        assert browser.run(f"return {last}.checkVisibility({{contentVisibilityAuto: true}})") is False
        found = browser.run(
            """return new Promise(shown => {
              const found = window.find(arguments[0])
              const row = getSelection().anchorNode.parentElement.closest('tr')
              row.scrollIntoView()
              requestAnimationFrame(() => requestAnimationFrame(() => shown(found && row.innerText)))
            })""",
            far,
        )
        assert found.startswith(far), "the browser finds rows that are not drawn, and then draws them"
        assert browser.run("return document.querySelector('.scroll').scrollTop") > 1000
        assert abs(box(browser, "thead")["top"] - box(browser, ".scroll")["top"]) < 3
        browser.run("document.querySelector('.scroll').scrollTo(0, 0)")
        other = {"zh-TW": "other", "en": "zh"}[lang]
        for choice in (None, other, {"other": "zh", "zh": "other"}[other]):
            if choice:
                browser.driver.find_element("css selector", f"label[for={choice}]").click()
            zh = choice == "zh" or (not choice and lang == "zh-TW")
            assert drawn(browser) == (["召"] if zh else ["C"]), (lang, choice)
        heads = browser.run("return [...document.querySelectorAll('thead th.v')].map(e => e.offsetLeft)")
        cells = browser.run("""
          return [...document.querySelectorAll('tbody tr')].slice(0, 9).flatMap(row => {
            let at = 0;
            return [...row.querySelectorAll('td')].map(cell => [(at += cell.colSpan) - cell.colSpan, cell.offsetLeft])
          })""")
        assert {left for at, left in cells if at < 40 and abs(heads[at] - left) > 1} == set(), "under their heads"
    named = roles_read(browser)
    assert named["table"] == 1
    assert named["columnheader"] > 40 and min(named["rowheader"], named["cell"], named["row"]) > 10
    assert browser.run("return document.querySelectorAll('td span').length") == 0, "a letter is one element"
    pdf = browser.pdf(tmp_path / "m.pdf")
    assert len(pdf_pages(pdf)) > 2
    assert re.sub(r"\s", "", pdf_text(pdf, "-raw")).count("Item") >= 3, "the head is repeated on paper"


def test_a_table_with_caption_scopes_and_totals(browser: Browser, tmp_path: Path) -> None:
    opened(browser, sample(), tmp_path)
    assert seen(browser, "caption") == ["權責矩陣"]
    assert seen(browser, "thead th[scope=colgroup]") == ["示例市政府 局處", "示例市政府 公所", "合計"]
    assert seen(browser, "thead th.v") == ["能源處", "工務處", "文化處", "東區公所"]
    assert seen(browser, "tbody th[scope=rowgroup]") == ["綠能組", "調適組"]
    assert row(browser, 0) == ["屋頂光電推廣", "主", "審†(協)", "", "", "1", "–", "1", "1"]
    assert row(browser, 3)[0] == "綠領培訓 （無人承辦）"
    headless: int = browser.run(
        "return [...document.querySelectorAll('th')].filter(h => h.innerText.trim() && !h.scope).length"
    )
    assert headless == 0, "every head that says something says what it heads"
    assert "無人承辦的事項（1）：綠領培訓" in seen(browser, "main > p")


def test_the_citation_opens_by_mouse_and_by_keyboard_without_script(browser: Browser, tmp_path: Path) -> None:
    opened(browser, sample(), tmp_path)
    assert seen(browser, ":popover-open") == []
    browser.driver.find_element("css selector", "td button").click()
    shown = seen(browser, ":popover-open")[0]
    assert "主政 本項" in shown
    assert "《示例市減碳計畫》第 3 章：「由energy主政」（計畫）" in shown
    assert "間接，距離 1" in shown, "the inherited role behind the direct one is listed"
    browser.press(Keys.ESCAPE)
    assert seen(browser, ":popover-open") == []
    browser.run("document.querySelector('.scroll').focus()")
    browser.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    assert "督導" in seen(browser, ":popover-open")[0], "the second letter was reached with Tab and opened with Enter"
    browser.press(Keys.ESCAPE, Keys.TAB, Keys.SPACE)
    assert "協辦" in seen(browser, ":popover-open")[0]


def test_the_language_is_switched_without_script(browser: Browser, tmp_path: Path) -> None:
    opened(browser, sample(), tmp_path)
    assert seen(browser, "h1") == ["示例市權責矩陣"]
    browser.driver.find_element("css selector", "label[for=other]").click()
    assert seen(browser, "h1") == ["Sample City: responsibilities"]
    assert row(browser, 0)[:3] == ["Promote rooftop solar", "C", "R†(S)"]
    browser.driver.find_element("css selector", "td button").click()
    shown = seen(browser, ":popover-open")[0]
    assert "convenes (“主政”)" in shown and "Sample plan, 第 3 章: “由energy主政” (plan)" in shown
    browser.open(sample(lang="en").write(tmp_path / "en.html")[0])
    assert seen(browser, "h1") == ["Sample City: responsibilities"]
    assert browser.run("return document.documentElement.lang") == "en"


def large() -> MatrixDocument:
    items = [
        item(f"t{n}", f"第 {n} 項示例任務", f"Sample task {n}", f"g{n // 20}", f"第 {n // 20} 組") for n in range(100)
    ]
    return build_matrix(items, [agency(f"a{n}", f"示例第{n}局") for n in range(80)], ASSIGNMENTS)


def box(browser: Browser, selector: str) -> dict[str, float]:
    found: dict[str, float] = browser.run(
        "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()", selector
    )
    return found


def test_heads_stay_in_sight_while_scrolling(browser: Browser, tmp_path: Path) -> None:
    opened(browser, large(), tmp_path)
    frame = box(browser, ".scroll")
    browser.run("document.querySelector('.scroll').scrollTo(900, 1500)")
    assert abs(box(browser, "thead")["top"] - frame["top"]) < 3
    assert abs(box(browser, "tbody tr:nth-child(9) th[scope=row]")["left"] - frame["left"]) < 3
    covering = browser.run(
        "const f = arguments[0]; return document.elementFromPoint(f.left + 30, f.top + 30).closest('thead') !== null",
        frame,
    )
    assert covering, "no cell is painted over the corner"


def test_dark_mode_and_contrast(browser: Browser, tmp_path: Path) -> None:
    ratio = """
      const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
      const rgb = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => linear(v / 255));
      const light = c => { const [r, g, b] = rgb(c); return .2126 * r + .7152 * g + .0722 * b };
      return [...document.querySelectorAll('td button, thead th, th[scope=row], td.t')].map(e => {
        let at = e; while (getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
        const pair = [getComputedStyle(e).color, getComputedStyle(at).backgroundColor];
        const [a, b] = pair.map(light).sort((x, y) => y - x);
        return (a + .05) / (b + .05) })"""
    grounds = []
    for scheme in ("light", "dark"):
        browser.media(scheme)
        opened(browser, sample(), tmp_path)
        grounds.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
        ratios: list[float] = browser.run(ratio)
        assert min(ratios) >= 4.5, f"{scheme}: WCAG AA asks for 4.5"
    browser.media()
    assert grounds[0] != grounds[1]


@pytest.mark.office
def test_prints_on_a3_with_heads_on_every_page_and_citations_numbered(browser: Browser, tmp_path: Path) -> None:
    browser.media()
    opened(browser, sample(), tmp_path)
    pdf = browser.pdf(tmp_path / "m.pdf")
    assert {(round(w), round(h)) for w, h in pdf_pages(pdf)} == {(1191, 842)}
    text = re.sub(r"\s", "", pdf_text(pdf))
    assert "依據" in text and "「由energy主政」" in text, "what is behind the letters is printed"
    assert "English" not in text, "the language switch is not"
    browser.open(large().write(tmp_path / "large.html")[0])
    long = browser.pdf(tmp_path / "large.pdf")
    pages = len(pdf_pages(long))
    assert pages > 1
    assert re.sub(r"\s", "", pdf_text(long, "-raw")).count("事項") >= 2, "the head is repeated"


def test_hostile_texts_stay_text_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    for scheme in ("source", "raci"):
        for lang in ("zh-TW", "en"):
            matrix = hostile_matrix(scheme=scheme, lang=lang)
            path = opened(browser, matrix, tmp_path)
            assert browser.requests() == [path.resolve().as_uri()]
            assert browser.messages() == []
            assert browser.run("return window.pwned === undefined")
            kinds: list[str] = browser.run(
                "return [...new Set([...document.querySelectorAll('body *')].map(e => e.localName))].sort()"
            )
            assert set(kinds) <= {
                "button",
                "caption",
                "div",
                "h1",
                "h2",
                "input",
                "label",
                "li",
                "main",
                "ol",
                "p",
                "section",
                "small",
                "span",
                "sup",
                "table",
                "tbody",
                "td",
                "tfoot",
                "th",
                "thead",
                "tr",
                "ul",
            }
            attributes: list[str] = browser.run(
                "return [...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
            )
            assert not [a for a in attributes if a.startswith("on") or a in ("href", "src", "style")]
            heads: list[str] = browser.run(
                "return [...document.querySelectorAll('tbody th[scope=row]')].map(h => h.firstChild.textContent)"
            )
            names = [head.rstrip(" ") for head in heads]  # a space parts a name from what is said of its row
            assert names == [shorten(clean(text), 300) for text in HOSTILE]
            whole: list[str] = browser.run("return [...document.querySelectorAll('[popover]')].map(p => p.textContent)")
            assert all(any(clean(text) in w for w in whole) for text in HOSTILE)
            assert box(browser, "body")["width"] <= 1400, "a long name does not push the page wide"


def test_a_request_is_stopped_by_the_policy_even_if_something_slipped_through(browser: Browser, tmp_path: Path) -> None:
    text = build_matrix(ITEMS, AGENCIES, ASSIGNMENTS).text("html")
    path = tmp_path / "slipped.html"
    path.write_text(
        text.replace("<main>", '<main><img src="https://example.org/x.png"><script>window.pwned=1</script>'),
        encoding="utf-8",
    )
    browser.open(path)
    refused: list[Any] = browser.messages()
    assert sum("Content Security Policy" in m for m in refused) == 2
    assert browser.run("return window.pwned === undefined")
