"""What only a browser can tell: pictures are seen, nothing is fetched from elsewhere, all of it works by keyboard."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from selenium.webdriver.common.keys import Keys

from quanze.web.application import application
from quanze.web.guard import Guard
from quanze.web.served_graph import ServedGraph
from tests.browser import Browser
from tests.office import pdf_text
from tests.web.accessibility import PHONE, faults, widen
from tests.web.test_prepared import Held


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server of the bundled graph."""
    with ServedGraph() as served, serving(application(served)) as address:
        yield address


@contextmanager
def serving(asked: Guard) -> Iterator[str]:
    """The address of a server of these pages."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(asked, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def visit(browser: Browser, address: str, width: int = 1280) -> None:
    """Show a page; forget earlier requests and messages."""
    widen(browser, width)
    browser.requests()
    browser.messages()
    browser.driver.get(address)


def test_on_a_phone_each_field_is_beside_or_below_its_own_label(browser: Browser, site: str) -> None:
    strangers = """const box = one => one.getBoundingClientRect(), found = [];
      for (const label of document.querySelectorAll('main form label'))
        for (const other of document.querySelectorAll('main form :is(input, select)'))
          if (other.id !== label.htmlFor && box(other).bottom > box(label).top && box(other).top < box(label).bottom)
            found.push([label.textContent, other.id]);
      return found"""
    for page in ("two-agencies?first=chiayi/agency/epb", "compare"):
        visit(browser, f"{site}/zh-TW/{page}", width=PHONE)
        assert browser.run(strangers) == [], page


@pytest.mark.office
def test_a_printed_page_says_its_day_begins_at_once_and_breaks_no_word(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    visit(browser, f"{site}/zh-TW/dependencies")
    first = re.sub(r"\s", "", pdf_text(browser.pdf(tmp_path / "dependencies.pdf"), "-l", "1"))
    assert "截至" in first and "角色完全相同的機關" in first and "請輸入日期" not in first
    visit(browser, f"{site}/en/progress")
    printed = pdf_text(browser.pdf(tmp_path / "progress.pdf"), "-layout")
    assert "Targets" in printed and "Department of Civil Affairs" in printed
    assert printed.index("As of") < printed.index("Targets")
    assert "PM10" in pdf_text(tmp_path / "progress.pdf", "-l", "1")  # no sheet of heads alone
    visit(browser, f"{site}/zh-TW/matrix")
    first = pdf_text(browser.pdf(tmp_path / "matrix.pdf"), "-l", "1")
    assert "括號內的字為間接而來" in first and "點選" not in first


def test_a_picture_is_seen_and_its_boxes_lead_to_their_records(browser: Browser, site: str) -> None:
    visit(browser, f"{site}/zh-TW/record/chiayi/agency/epb")
    browser.run("document.querySelector('main img').loading = 'eager'")
    for _ in range(100):
        if browser.run("return document.querySelector('main img').naturalWidth"):
            break
        time.sleep(0.1)
    assert browser.run("return document.querySelector('main img').naturalWidth") > 500
    visit(browser, f"{site}/zh-TW/picture/chiayi/agency/epb")
    boxes = browser.run("return [...document.querySelectorAll('main svg a')].map(a => a.getAttribute('href'))")
    assert "/zh-TW/record/chiayi/subgroup/clean-environment" in boxes


def test_the_main_things_are_done_by_keyboard_alone(browser: Browser, site: str) -> None:
    visit(browser, f"{site}/zh-TW/")
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    browser.press(Keys.ENTER, Keys.TAB)
    assert browser.run("return document.activeElement.id") == "find"
    browser.press("環保局", Keys.ENTER)
    for _ in range(100):
        if "/record/" in browser.driver.current_url:
            break
        time.sleep(0.05)
    assert browser.run("return document.querySelector('main h1').textContent") == "環境保護局"
    visit(browser, f"{site}/zh-TW/matrix")
    browser.run("document.querySelector('.grid button').focus()")
    browser.press(Keys.ENTER)
    shown = "return document.querySelector('.popover:popover-open')?.textContent ?? ''"
    assert "嘉義市溫室氣體減量執行方案" in browser.run(shown)
    browser.press(Keys.ESCAPE)
    assert browser.run(shown) == ""


@pytest.mark.slow
def test_a_page_that_was_not_ready_comes_by_itself_unless_the_reader_stays(browser: Browser) -> None:
    with ServedGraph() as served:
        held = Held(served)
        with serving(Guard(held)) as address:
            found = [fault for lang in ("en", "zh-TW") for fault in faults(browser, f"{address}/{lang}/gaps?stay=1")]
            assert found == []
            visit(browser, f"{address}/en/gaps")
            assert browser.run("return document.querySelector('h1').textContent") == "This page is being made"
            held.let_go.set()
            shown = "return [...document.querySelectorAll('h2')].some(one => one.id.startsWith('gap-'))"
            for _ in range(300):
                if browser.run(shown):
                    break
                time.sleep(0.1)
            assert browser.run(shown) and browser.run("return location.pathname") == "/en/gaps"


def test_nothing_moves_for_a_reader_who_wants_less_motion(browser: Browser, site: str) -> None:
    moves = """return [getComputedStyle(document.documentElement).scrollBehavior,
      [...document.querySelectorAll('*')].filter(one => { const own = getComputedStyle(one);
        return own.animationName !== 'none' || own.transitionDuration.split(', ').some(s => s !== '0s'); }).length]"""
    try:
        for wish, scrolls in (("no-preference", "smooth"), ("reduce", "auto")):
            wanted = {"features": [{"name": "prefers-reduced-motion", "value": wish}]}
            browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
            for page in ("", "matrix", "record/chiayi/agency/epb"):
                visit(browser, f"{site}/zh-TW/{page}")
                assert browser.run(moves) == [scrolls, 0], (wish, page)
    finally:
        browser.media("light")


KINDS = (
    *("", "record/chiayi/agency/epb", "record/chiayi/indicator/ghg-emissions", "matrix", "progress", "gaps?as-of=113"),
    *("compare", "ask", "names", "workload"),
    "two-agencies?first=chiayi/agency/epb&second=chiayi/agency/economic-affairs",
    *("agencies", "record/chiayi/council/climate-change-response", "record/chiayi/member/convener"),
    *("record/chiayi/task/public-participation", "record/sdg/goal/13", "record/sdg/target/13.2"),
    *("record/climate-act/document/moa-organization-act", "record/chiayi/target/net-zero-2050"),
    *("history/chiayi/council/climate-change-response", "picture/chiayi/task/public-participation"),
    *("matrix?about=chiayi/subgroup/net-zero-community", "dependencies", "dependencies?about=chiayi/agency/epb"),
    *("gaps?gap=task-no-lead", "progress?about=chiayi/agency/epb&year=2022", "coverage", "compare?before=2022"),
    *("pictures?picture=reporting", "search?q=EPB", "search?q=nobody-at-all", "ask?question=clean%20energy%20budget"),
    *("ask?question=rain%20tomorrow", "progress?about=chiayi/indicator/pm25-reduction&question=pm2.5%20progress"),
    *("no-such-page", "gaps?as-of=someday"),
)
"""A page of each kind: records, lists, overviews, answers, and what goes wrong."""


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_axe_finds_nothing_on_a_page_of_any_kind_and_nothing_is_fetched_from_elsewhere(
    browser: Browser, site: str, lang: str
) -> None:
    # The languages share the templates, and so their rules and colours; how wide a page is depends on its words.
    found: list[tuple[str, ...]] = []
    for number, page in enumerate(KINDS):
        address = f"{site}/{lang}/{page}"
        browser.requests()
        browser.messages()
        found += faults(browser, address, rules=number % 2 == ("zh-TW", "en").index(lang))
        found += [(page, asked) for asked in browser.requests() if not asked.startswith((f"{site}/", "data:"))]
        # The browser itself says that a page is not there, or was asked for with a day that is none.
        own = f"{address} - Failed to load resource: the server responded with a status of 40"
        found += [(page, said) for said in browser.messages() if own not in said]
    assert found == []
