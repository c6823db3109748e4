"""The browser the other tests rely on sees requests, console errors and keys."""

from __future__ import annotations

from pathlib import Path

from tests.browser import Browser


def test_a_request_and_an_error_are_noticed(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "loud.html"
    page.write_text('<img src="https://example.org/x.png"><script>console.error("oh")</script>', encoding="utf-8")
    browser.open(page)
    assert "https://example.org/x.png" in browser.requests()
    assert any("oh" in message for message in browser.messages())


def test_a_quiet_page_is_quiet(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "quiet.html"
    page.write_text('<meta charset="utf-8"><link rel="icon" href="data:,"><button>召</button>', encoding="utf-8")
    browser.open(page)
    assert [u for u in browser.requests() if not u.startswith("data:")] == [page.resolve().as_uri()]
    assert browser.messages() == []
    browser.press("\ue004")
    assert browser.run("return document.activeElement.textContent") == "召"


def test_a_screenshot_has_the_size_asked_for(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "size.html"
    page.write_text("<p>size</p>", encoding="utf-8")
    browser.open(page, width=640, height=480)
    head = browser.screenshot(tmp_path / "size.png").read_bytes()[16:24]
    assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")) == (640, 480)
