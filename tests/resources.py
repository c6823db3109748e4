"""The programs outside Python that some tests start, and the marks by which a run leaves them out.

A test is marked by the fixtures it asks for or the folder it lies in, so nobody has to remember. A test that starts a
program without such a fixture carries the mark itself; ``require`` refuses the program to a test without it, and
``watch`` refuses a process to a quick test, or ``pytest -m quick`` would start it unnoticed.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import pytest

RESOURCES = {
    "server": "starts Neo4j with Java and Maven",
    "browser": "starts Chromium",
    "office": "starts LibreOffice or Poppler",
    "node": "starts Node.js",
    "process": "starts another process of any other kind, as each command in a shell and each read document does",
}
SLOW = "slow"
WHOLE = "whole"
QUICK = "quick"
SWEEP = "sweep"
DRAWN = "drawn"
WIPES = "wipes"
MARKS = {
    **RESOURCES,
    SLOW: "takes half a second of processor time or more",
    WHOLE: "takes a twentieth of a second of processor time or more: for the whole suite only",
    SWEEP: "says the same of many cases (formats, kinds, keyed texts); the first of them alone is quick",
    DRAWN: "draws cases by chance, many more with --wide; set on every property",
    QUICK: "is none of these; set on every other test, and on the first case of a sweep",
    WIPES: "takes our constraints from the shared Neo4j, which then plans every statement anew; runs after the others",
    "needs_source(path)": "reads a published file that may not be in the repository; deselected where it is missing",
}
_BY_FIXTURE = {"neo4j_server": "server", "browser": "browser", "linter": "node", "axe": "node"}
_BY_FOLDER = {"notebooks": SLOW, "faults": SLOW, "roundtrip": SLOW}
_NOT_QUICK = {*RESOURCES, SLOW, WHOLE}
_allowed: set[str] | None = None
"""The marks of the running test; None outside a run, where a benchmark may start what it likes."""


def mark(item: pytest.Item) -> None:
    """Give a test the marks that follow from its fixtures and folder, or ``quick``."""
    fixtures = getattr(item, "fixturenames", ())
    own = {m for f, m in _BY_FIXTURE.items() if f in fixtures}
    own |= {_BY_FOLDER[p] for p in item.path.parent.parts if p in _BY_FOLDER}
    for name in sorted(own):
        item.add_marker(name)
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker(DRAWN)
    marks = own | {m.name for m in item.iter_markers()}
    if not marks & _NOT_QUICK and not (SWEEP in marks and _repeats(item)):
        item.add_marker(QUICK)


def _repeats(item: pytest.Item) -> bool:
    """Whether it is a further case of its test."""
    case = getattr(item, "callspec", None)
    return case is not None and any(case.indices.values())


def allow(item: pytest.Item | None) -> None:
    """Let the programs start that this test is marked for."""
    global _allowed
    _allowed = None if item is None else {m.name for m in item.iter_markers()}


def require(name: str) -> None:
    """Fail the running test unless it is marked for the program that is about to start."""
    if _allowed is not None and name not in _allowed:
        pytest.fail(f"This test {RESOURCES[name]}: mark it @pytest.mark.{name}.")


def absent(reason: str) -> NoReturn:
    """Skip the running test on a person's machine for a program that it has not; fail it in CI, where a skip would hide
    what was not tested."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} In CI this test must run.", pytrace=False)
    pytest.skip(reason)


def watch() -> None:
    """Fail from now on a quick test that starts a process."""

    def started(event: str, _: tuple[object, ...]) -> None:
        if event == "subprocess.Popen" and _allowed is not None and QUICK in _allowed:
            pytest.fail("This test starts a process: mark it @pytest.mark.process.")

    sys.addaudithook(started)
