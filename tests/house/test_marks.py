"""A test starts only what it is marked for, so that ``pytest -m quick`` starts nothing, and sees what a user sees."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from tests.resources import require


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
