"""axe-core, which finds what keeps people with disabilities from using a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tests.browser import Browser
from tests.npm import LOCKED, installed

RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"


@cache
def axe() -> str:
    """The script of axe-core."""
    folder = installed(Path(__file__).with_name("axe"), LOCKED, "axe")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


COLOURS = "{type: 'rule', values: ['color-contrast']}"
"""The rule that depends on the colour scheme."""


def violations(browser: Browser, *, dark: bool = False, colours: bool = True) -> list[Any]:
    """What axe finds on the page that is shown: each rule with the elements that break it; with ``dark`` also whether
    colours can be told from each other in the dark scheme. Colours take axe most of its time, and are the same at each
    width and in each language: without ``colours`` it leaves them out."""
    browser.driver.set_script_timeout(120)
    browser.run(axe())
    found = _broken(browser, RULES, colours)
    if dark:
        browser.media("dark")
        found += _broken(browser, COLOURS)
        browser.media("light")
    return found


def colour_violations(browser: Browser) -> list[Any]:
    """What axe finds of the colours of the page in the scheme that is shown."""
    browser.driver.set_script_timeout(120)
    browser.run(axe())
    return _broken(browser, COLOURS)


def _broken(browser: Browser, rules: str, colours: bool = True) -> list[Any]:
    # What passes is left out, and the selectors of elements too: to make them for a table takes longer than the rules.
    found: list[Any] = browser.driver.execute_async_script(
        f"axe.run(document, {{runOnly: {rules}, rules: {{'color-contrast': {{enabled: {str(colours).lower()}}}}}, "
        "resultTypes: ['violations'], selectors: false})"
        ".then(done => arguments[0](done.violations.map(one => [one.id, one.nodes.map(node => node.html)])))"
    )
    return found
