"""A test starts only what it is marked for, so that ``pytest -m quick`` starts nothing, and sees what a user sees."""

from __future__ import annotations

import ast
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.resources import absent, require

TESTS = Path(__file__).parents[1]
SKIPS = {
    "house/test_house.py": "no git checkout",
    "loaders/test_findings.py": "no right to make links",
    "neo4j_server/test_server.py": "a server that is not ours",
    "resources.py": "a program that is missing; in CI this fails",
}
"""The files that skip a test while it runs, and for want of what."""
SKIPPING = re.compile(r"\b(?:skip|skipif|importorskip|xfail)\(")


def test_a_quick_test_starts_no_process() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"mark it @pytest.mark.process"):
        subprocess.run([sys.executable, "--version"], check=True)


@pytest.mark.process
def test_a_marked_test_starts_one() -> None:
    subprocess.run([sys.executable, "--version"], check=True, capture_output=True)


@pytest.mark.sweep
@pytest.mark.parametrize("case", [0, 1])
def test_the_first_case_of_a_sweep_alone_is_quick(request: pytest.FixtureRequest, case: int) -> None:
    assert (request.node.get_closest_marker("quick") is not None) is (case == 0)


def test_a_program_starts_for_its_mark_only() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"mark it @pytest.mark.browser"):
        require("browser")


def test_what_a_library_logs_goes_where_a_user_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    """pytest's plug-in for logs would take it, and no test would find it on standard error."""
    logging.getLogger("a.library").warning("A page is damaged.")
    assert capsys.readouterr().err == "A page is damaged.\n"


@pytest.mark.parametrize(("where", "outcome"), [("true", "Failed"), ("1", "Failed"), ("", "Skipped")])
def test_a_missing_program_fails_in_ci_and_skips_at_home(
    where: str, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", where)
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception), match=r"^No dot\.") as raised:
        absent("No dot.")
    assert type(raised.value).__name__ == outcome


def test_nothing_else_is_skipped_but_for_the_system_it_runs_on() -> None:
    """Or CI would be green without what it says that it tests."""
    skipping, asked = set(), []
    for path in TESTS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if SKIPPING.search(text) else ():
            match node:
                case ast.Call(func=ast.Attribute(ast.Name("pytest"), "skip" | "importorskip" | "xfail")):
                    skipping.add(path.relative_to(TESTS).as_posix())
                case ast.Call(func=ast.Attribute(attr="skipif" | "skip"), args=[*conditions]):
                    asked += [ast.unparse(one) for one in conditions] or [path.name]
    assert skipping == set(SKIPS)
    system = ("sys.platform", "os.name", "os.geteuid", "Path('/dev/full')", "ctypes.sizeof")
    assert asked and not [one for one in asked if not any(name in one for name in system)]
