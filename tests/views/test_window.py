"""However large the window is and however it changes, 全覽 shows every box wholly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quanze.api import Graph
from tests.browser import Browser
from tests.views.conftest import write_page

SIZES = [(1366, 768), (1500, 950), (1920, 1080)]
CUT_OFF = (
    "const wide = stage.clientWidth - ($('panel').hidden ? 0 : $('panel').offsetWidth), high = stage.clientHeight;"
    "return [...boxes.values()].filter(b => {"
    "const p = network.canvasToDOM({x: b.x - b.w / 2, y: b.y - b.h / 2}), q = network.canvasToDOM({x: b.x + b.w "
    "/ 2, y: b.y + b.h / 2});"
    "return p.x < 0 || p.y < 0 || q.x > wide || q.y > high }).map(b => b.id)"
)


@pytest.fixture(scope="module")
def page(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("window"), "network", graph.view().generate_html())


def open_whole(browser: Browser, page: Path, width: int, height: int) -> None:
    """The page in a window, with the whole picture."""
    browser.open(page, width, height)
    browser.run("turnTo('picture'); $('fit').click()")


def resize(browser: Browser, width: int, height: int) -> None:
    """Change the window, and wait until the canvas has followed."""
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    followed = (
        "const c = stage.querySelector('canvas');"
        "return innerHeight === arguments[0] && c.width === stage.clientWidth && c.height === stage.clientHeight"
    )
    end = time.monotonic() + 5
    while not browser.run(followed, height):
        assert time.monotonic() < end
        time.sleep(0.03)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_whole_picture_shows_every_box(browser: Browser, page: Path, width: int, height: int) -> None:
    open_whole(browser, page, width, height)
    assert browser.run(CUT_OFF) == []
    assert browser.run("return innerWidth") == width


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_window_that_changes_keeps_every_box(browser: Browser, page: Path, width: int, height: int) -> None:
    # A window loses and gains height as bars come and go, while its width stays.
    open_whole(browser, page, width, height - 180)
    for change in (0, -300, 100):
        resize(browser, width, height + change)
        assert browser.run(CUT_OFF) == []
    resize(browser, width - 300, height)
    assert browser.run(CUT_OFF) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_button_shows_every_box_again(browser: Browser, page: Path, width: int, height: int) -> None:
    open_whole(browser, page, width, height)
    browser.run("zoom(3)")
    assert browser.run(CUT_OFF)
    resize(browser, width, height + 90)
    browser.run("$('fit').click()")
    assert browser.run(CUT_OFF) == []
    # Nor does it leave boxes beneath the details.
    browser.run("choose([...boxes.values()].find(b => b.kind === 'Task')); $('fit').click()")
    assert browser.run(CUT_OFF) == []


def test_what_the_reader_has_moved_stays(browser: Browser, page: Path) -> None:
    open_whole(browser, page, 1366, 768)
    browser.run("zoom(2)")
    before = browser.run("return network.getScale()")
    resize(browser, 1366, 900)
    assert browser.run("return network.getScale()") == before


def test_the_table_and_back_keeps_every_box(browser: Browser, page: Path) -> None:
    open_whole(browser, page, 1366, 768)
    browser.run("turnTo('table')")
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 1366, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    browser.run("turnTo('picture')")
    resize(browser, 1366, 900)
    assert browser.run(CUT_OFF) == []
