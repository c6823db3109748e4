"""A nation loads hundreds of plans at once: what the check of one costs does not grow with those beside it."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quanze.loaders.load import check
from tests.sets import write_csv

AGENCIES, TASKS = 4, 20
MORE = 5


def plan(folder: Path, city: str) -> Path:
    """A plan of a city whose bureaus and tasks have names of their own."""
    stated = {"origin": "plan", "source": f"{city}計畫"}
    agencies = [f"{city}{n}局" for n in range(AGENCIES)]
    tables = {
        "documents": [{"name": f"{city}計畫", "kind": "plan", **stated}],
        "agencies": [{"name": name, "kind": "bureau", **stated} for name in agencies],
        "tasks": [{"name": f"{city}任務{n}", **stated} for n in range(TASKS)],
        "responsibilities": [
            {"who": agencies[n % AGENCIES], "role": "主辦", "on": f"{city}任務{n}", **stated} for n in range(TASKS)
        ],
    }
    return write_csv(folder, tables, {"id": folder.name, "name": city})


def calls(paths: list[Path]) -> int:
    """How many functions a check of the files calls."""
    found: Counter[str] = Counter()

    def count(_: Any, event: str, __: Any) -> None:
        found[event] += 1

    sys.setprofile(count)
    try:
        checked = check(paths)
    finally:
        sys.setprofile(None)
    assert not any(c.findings for c in checked)
    return found["call"] + found["c_call"]


@pytest.mark.whole
def test_a_plan_costs_no_more_beside_many_others(tmp_path: Path) -> None:
    paths = [plan(tmp_path / f"p{n:02}", f"虛構{n:02}市") for n in range(3 * MORE)]
    check(paths[:1])
    few, more, most = (calls(paths[: MORE * n]) for n in (1, 2, 3))
    assert most - more < 1.01 * (more - few)
