"""A test starts only what it is marked for, so that ``pytest -m quick`` starts nothing."""

from __future__ import annotations

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
