"""The whole story of the desk in a browser: a file is dropped, corrected, loaded, asked and taken back."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import Browser
from tests.flat_sheets import ROWS, flat
from tests.web.accessibility import faults, fits_a_phone
from tests.web.test_desk_merges import edition
from tests.web.test_desk_pairs import sheet as sheet_of
from tests.web.test_in_browser import visit

pytestmark = [pytest.mark.process, pytest.mark.slow]
CASES = Path(__file__).parents[3] / "shared" / "cases" / "planner"
SECONDS = 120
"""For a step on a busy machine."""


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """The address that lets a browser in, of the command as it is typed."""
    command = [sys.executable, "-m", "quanze", "app", str(folder), "--no-browser", "--lang", "zh-TW"]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert program.stderr is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/zh-TW/\?token=\S+$", program.stderr.readline().rstrip())
        assert found
        yield found[0]
    finally:
        program.terminate()
        program.wait(20)
        program.stderr.close()


class Desk:
    """What a person does with the desk."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.base = browser, address.partition("/zh-TW/")[0]
        visit(browser, address)
        self.until("location.search === ''")

    def begin(self) -> Desk:
        """The first page, as for somebody who comes to it."""
        visit(self.browser, f"{self.base}/zh-TW/")
        return self

    def until(self, true: str) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if self.browser.run(f"return document.readyState === 'complete' && ({true})"):
                return
            time.sleep(0.03)
        text = self.browser.run("return document.body.innerText")
        pytest.fail(f"{true} never came to be: {self.browser.driver.current_url}\n{text[:800]}")

    def press(self, selector: str) -> None:
        self.browser.run("document.querySelector(arguments[0]).click()", selector)

    def choose(self, path: Path) -> None:
        self.browser.driver.find_element(By.ID, "file").send_keys(str(path))
        self.press("form.drop button")
        self.until("!location.pathname.includes('/steps/') && /files|drafts/.test(location.pathname)")

    @property
    def verdict(self) -> str:
        return str(self.browser.run("return document.querySelector('.verdict-line').textContent"))

    def tab_to(self, there: str) -> None:
        """Go on by the tabulator until the focus is there."""
        for _ in range(200):
            if self.browser.run(f"return {there}"):
                return
            self.browser.press(Keys.TAB)
        pytest.fail(f"{there} is not reached by keyboard: {self.browser.driver.current_url}")

    def enter(self, selector: str) -> None:
        """Go to what a selector finds by the tabulator, and press Enter."""
        self.tab_to(f"document.activeElement.matches({selector!r})")
        self.browser.press(Keys.ENTER)

    def choose_by_keys(self, name: str, wanted: str) -> None:
        """Choose by the arrow keys the option of a list that has this value, or a text that begins so."""
        self.tab_to(f"document.activeElement.name === '{name}'")
        for _ in range(100):
            chosen = self.browser.run("const a = document.activeElement; return [a.value, a.selectedOptions[0].text]")
            if chosen[0] == wanted or chosen[1].startswith(wanted):
                return
            self.browser.press(Keys.ARROW_DOWN)
        pytest.fail(f"{wanted} cannot be chosen by keyboard")

    def load(self) -> None:
        self.enter("form.load button")
        self.until("location.pathname.endsWith('/loaded')")

    def fits_a_phone(self) -> None:
        assert fits_a_phone(self.browser), self.browser.driver.current_url


@pytest.fixture(scope="module")
def one_desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on which each test has plans of its own."""
    with started(tmp_path_factory.mktemp("desk") / "plans") as address:
        yield Desk(browser, address)


@pytest.fixture
def desk(one_desk: Desk) -> Desk:
    """The desk as somebody comes to it."""
    return one_desk.begin()


def test_a_sheet_from_the_drop_to_the_answer_and_back(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    desk.fits_a_phone()
    sheet = CASES / "flat.xlsx"
    if not sheet.exists():
        sheet = flat(tmp_path / "flat.xlsx", rows=[row[:-1] for row in ROWS])
    browser.requests()
    desk.choose(sheet)
    assert desk.verdict == "沒有問題，可以載入。"
    desk.fits_a_phone()
    desk.load()
    desk.enter("a.main")
    desk.until("location.pathname.startsWith('/plan/flat/')")
    desk.tab_to("document.activeElement.name === 'question'")
    browser.press("沒有主辦的任務", Keys.ENTER)
    desk.until("location.pathname.endsWith('/gaps')")
    assert browser.run("return document.querySelectorAll('script').length") == 0
    desk.enter(".to-desk a")
    desk.until("location.pathname === '/zh-TW/plans/flat'")
    desk.fits_a_phone()
    desk.enter("form.undo button")
    desk.until("document.querySelectorAll('form.undo').length === 0 && document.querySelector('#log')")
    assert all(one.startswith((desk.base, "data:")) for one in browser.requests())
    assert [said for said in browser.messages() if "SEVERE" in said] == []


@pytest.mark.needs_source(CASES / "partial.xlsx")
def test_a_workbook_is_checked_with_what_it_needs_and_without_it_where_somebody_says_so(
    browser: Browser, desk: Desk
) -> None:
    desk.choose(CASES / "partial.xlsx")
    desk.until("document.querySelector('form.load')")
    assert browser.run("return document.querySelector('input[value=sdg]').checked")
    browser.run("document.querySelector('input[value=sdg]').checked = false")
    desk.press("form[action$='/beside'] button")
    desk.until("!document.querySelector('form.load') && document.querySelector('.cells td.error')")
    assert desk.verdict == "有 1 項問題須先更正，才能載入。"
    assert browser.run("return document.querySelectorAll('.cells td.error').length") == 1
    desk.fits_a_phone()
    browser.run("document.querySelector('input[value=sdg]').checked = true")
    desk.press("form[action$='/beside'] button")
    desk.until("document.querySelector('form.load')")
    desk.load()
    assert "partial.xlsx 已載入" in browser.run("return document.querySelector('h1').textContent")


def test_a_document_is_read_and_its_reading_can_be_stopped(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    text = "一、推動小組\n本市設淨零小組，由環境保護局主辦，教育處及交通處協辦。\n淨零小組負責推動節能、綠化等任務。\n"
    path = tmp_path / "計畫.txt"
    path.write_text(text, encoding="utf-8")
    desk.choose(path)
    visit(browser, browser.driver.current_url + "?show=all")
    desk.fits_a_phone()
    desk.tab_to("document.activeElement.type === 'radio'")
    browser.press(Keys.SPACE, Keys.ARROW_DOWN)
    assert browser.run("return document.activeElement.value") == "wrong"
    desk.enter("button[name=then]")
    desk.until("location.pathname.includes('/files/')")
    assert browser.run("return document.querySelector('.verdict-line') !== null")
    long = tmp_path / "long.txt"
    long.write_text(text * 3000, encoding="utf-8")
    desk.begin()
    browser.driver.find_element(By.ID, "file").send_keys(str(long))
    desk.press("form.drop button")
    desk.until("document.querySelector('progress')")
    desk.press("form[action$='/stop'] button")
    desk.until("document.body.innerText.includes('已停止。')")


def test_the_example_is_a_plan_of_ones_own_and_all_goes_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    with started(tmp_path / "plans") as address:  # to which the browser loses its access
        desk = Desk(browser, address)
        assert browser.run("return document.cookie") == ""
        browser.run("document.querySelector('.ways button').focus()")
        browser.press(Keys.ENTER)
        desk.until("location.pathname === '/plan/chiayi/zh-TW/'")
        desk.begin()
        browser.press(Keys.TAB)
        assert browser.run("return document.activeElement.className") == "skip"
        browser.press(Keys.ENTER, Keys.TAB)
        assert browser.run("return document.activeElement.id") == "file"
        kept = browser.driver.get_cookies()
        browser.driver.delete_all_cookies()
        desk.begin()
        assert "chiayi" not in browser.run("return document.body.textContent")
        for one in kept:  # those of the other desk too
            browser.driver.add_cookie(one)


@pytest.mark.node
def test_axe_finds_nothing_on_the_desk_and_changes_and_merges_go_by_keyboard(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    sheet = flat(tmp_path / "f.xlsx", ("調適組", "疏濬", "水利局", "某某某", "清淤量", "噸", "約 5 至 8", "", "13.1"))
    desk.choose(sheet)
    checked = browser.driver.current_url
    text = tmp_path / "計畫.txt"
    text.write_text("本市設淨零小組，由環境保護局主辦，教育處及交通處協辦。", encoding="utf-8")
    desk.begin().choose(text)
    read = browser.driver.current_url + "?show=all"
    desk.begin().press("form.ways button, .ways button")
    desk.until("location.pathname === '/plan/chiayi/zh-TW/'")
    visit(browser, f"{desk.base}/zh-TW/plans/chiayi/changes")
    desk.choose_by_keys("change-0", "merge")
    for name, value in (("from-0", "地政處"), ("to-0", "都市發展處"), ("valid_from-0", "116-01-01")):
        desk.tab_to(f"document.activeElement.name === '{name}'")
        browser.press(value)
    desk.tab_to("document.activeElement.matches('form.changes button')")
    browser.press(Keys.ENTER)
    desk.until("location.pathname.endsWith('/trial')")
    tried = browser.driver.current_url
    merged = merge(desk, tmp_path)
    own = [
        f"{desk.base}/zh-TW/{page}"
        for page in ("", "plans/f", "plans/chiayi", "plans/chiayi/changes", "plans/chiayi/gaps", "plans/f/merge")
    ]
    found = []
    pages = [*own, checked, read, tried, merged, unsure(desk, tmp_path), f"{desk.base}/zh-TW/no-such-page"]
    # The languages share the templates, and so their rules and colours; how wide a page is depends on its words.
    for number, page in enumerate(pages):
        found += faults(browser, page, rules=number % 2 == 0)
        found += faults(browser, page.replace("/zh-TW/", "/en/"), rules=number % 2 == 1)
    assert found == []


def unsure(desk: Desk, folder: Path) -> str:
    """The address of a later sheet with a task that may be one of before under another name."""
    path = folder / "city.csv"
    for number, (year, value, more) in enumerate(((113, 40, ""), (114, 55, "推動"))):
        path.write_bytes(sheet_of(year, value, more))
        visit(desk.browser, f"{desk.base}/zh-TW/{'plans/city' if number else ''}")
        desk.choose(path)
        if not number:
            desk.load()
    desk.until("document.querySelector('#pairs') !== null")
    return desk.browser.driver.current_url


def merge(desk: Desk, folder: Path) -> str:
    """The address of a merge with a conflict, of three editions that are dropped and chosen."""
    names = ("first", "later", "reviewed")
    for name, task in zip(names, ("任務一", "任務一之新版", "任務一之審閱"), strict=True):
        (folder / f"{name}.yaml").write_bytes(edition(task))
    visit(desk.browser, f"{desk.base}/zh-TW/plans/f")
    for name in names:
        desk.choose(folder / f"{name}.yaml")
        visit(desk.browser, f"{desk.base}/zh-TW/plans/f")
    visit(desk.browser, f"{desk.base}/zh-TW/plans/f/merge")
    for side, name in zip(("base", "later", "reviewed"), names, strict=True):
        desk.choose_by_keys(side, f"{name}.yaml")
    desk.tab_to("document.activeElement.matches('main form button.main')")
    desk.browser.press(Keys.ENTER)
    desk.until("location.pathname.endsWith('/merge') && document.querySelector('input[type=radio]')")
    address = desk.browser.driver.current_url
    desk.tab_to("document.activeElement.name === 'take-0'")
    desk.browser.press(Keys.ARROW_UP)
    desk.tab_to("document.activeElement.matches('.bar-below button')")
    desk.browser.press(Keys.ENTER)
    desk.until("document.querySelector('input[name=take-0]:checked')?.value !== 'later'")
    return address
