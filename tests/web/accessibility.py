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
"""The rule that depends on the colour scheme and on nothing else: not on the width, nor on the language."""
PHONE = 320
ALIKE = """
const shape = new Map();
for (const one of [...document.body.querySelectorAll('*')].reverse()) {
  const seen = new Map();
  for (const child of [...one.children]) {
    const n = seen.get(shape.get(child)) ?? 0;
    if (n >= 2) child.remove(); else seen.set(shape.get(child), n + 1);
  }
  const attributes = [...one.attributes].map(own => own.name === 'class' ? own.value : own.name);
  const within = [...one.children].map(child => shape.get(child));
  shape.set(one, [one.localName, ...attributes, '(', ...within, ')'].join(' '));
}
"""
"""Leaves two of the siblings that have the same elements, classes and attributes within: they break a rule alike, and
axe takes its time with each."""

NEW = """
const seen = new Set(arguments[0]), found = new Set(), grounds = new Map();
for (const one of document.querySelectorAll('html, body, body *')) {
  const own = getComputedStyle(one);
  const ground = ['backgroundColor', 'backgroundImage', 'opacity', 'position', 'filter', 'clipPath', 'mixBlendMode'];
  const mine = ground.map(name => own[name]).join(' '), below = grounds.get(one.parentElement) ?? [];
  grounds.set(one, below.includes(mine) && below.at(-1) === mine ? below : [...below, mine]);
  const says = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!one.checkVisibility({checkVisibilityCSS: true}) || !(says || one.matches('input, select, textarea'))) continue;
  const text = [own.color, own.fontSize, own.fontWeight, own.textShadow, ...grounds.get(one)].join(' | ');
  if (!seen.has(text)) { found.add(text); one.setAttribute('data-new', ''); }
}
return [...found];
"""
"""Marks the texts that differ from all seen so far in colour, size or weight or in the grounds that they are on; what
makes a mark visible or not, and is no text, axe's rule of contrast does not look at."""
_seen: set[str] = set()


def widen(browser: Browser, width: int = 1280) -> None:
    """Give the window so many pixels."""
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False},
    )


def fits_a_phone(browser: Browser) -> bool:
    """Whether the page that is shown is no wider than a phone; the window is as wide as before afterwards."""
    widen(browser, PHONE)
    try:
        return bool(browser.run("return document.documentElement.scrollWidth") <= PHONE)
    finally:
        widen(browser)


def faults(browser: Browser, address: str, *, rules: bool = True) -> list[tuple[str, ...]]:
    """What is wrong with a page, which is opened once: wider than a phone; with ``rules`` each rule of axe with the
    elements that break it on a phone, and those that cannot be told from their ground on a screen, light or dark, where
    no text that looks the same was looked at before."""
    widen(browser, PHONE)
    browser.driver.get(address)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    found: list[tuple[str, ...]] = []
    if browser.run("return document.documentElement.scrollWidth") > PHONE:
        found.append((address, "wider than a phone"))
    if not rules:
        return found
    browser.driver.set_script_timeout(120)
    browser.run(ALIKE + axe())
    found += [(address, *one) for one in _broken(browser, RULES, colours=False)]
    widen(browser)
    for scheme in ("light", "dark"):
        browser.media(scheme)
        browser.run("for (const one of document.querySelectorAll('[data-new]')) one.removeAttribute('data-new')")
        if new := browser.run(NEW, sorted(_seen)):
            found += [(address, scheme, *one) for one in _broken(browser, COLOURS, "[data-new]")]
            _seen.update(new)
    browser.media("light")
    return found


def _broken(browser: Browser, rules: str, within: str = "html", *, colours: bool = True) -> list[Any]:
    # What passes is left out, and the selectors of elements too: to make them for a table takes longer than the rules.
    found: list[Any] = browser.driver.execute_async_script(
        f"axe.run({within!r}, {{runOnly: {rules}, rules: {{'color-contrast': {{enabled: {str(colours).lower()}}}}}, "
        "resultTypes: ['violations'], selectors: false})"
        ".then(done => arguments[0](done.violations.map(one => [one.id, one.nodes.map(node => node.html).join(' ')])))"
    )
    return found
