"""Rows of a table are taken in columns where they are like rows before them; that may change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.graph.records import relationship_key
from quanze.loaders import build
from quanze.loaders.findings import MAX_COUNTED, MAX_OF_A_KIND
from quanze.loaders.load import Checked, check
from quanze.loaders.row_source import source_of_rows
from tests.loaders.cases import SAID, city
from tests.sets import ABOUT

_CELLS = {
    "who": ("甲局", "甲局", "乙處", "甲局、乙處", "無此機關"),
    "role": ("主辦", "協辦", "協辦", "協辦", "?"),
    "on": ("任務一", "任務一", "任務二", "任務一；任務二", "無此任務"),
    "under": (*[""] * 12, "子目標"),
    "wording": ("", "", "協同"),
    "valid_from": ("", "2024-01-01", "2024-01-01", "2026", "soon"),
    "valid_to": ("", "", "2025", "2025-06-30"),
    "origin": ("plan", "plan", "plan", "editorial", ""),
    "source": ("測試計畫", "測試計畫", "測試計畫", "無此文件", ""),
    "note": ("", "", "說明"),
    "quote": ("", "由各機關辦理"),
}
_OF_SEVERAL = ("lead-and-partner",)
_ROWS = st.lists(st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in _CELLS.items()}), max_size=4)


def _checked(rows: list[dict[str, str]]) -> Checked:
    tables: dict[str, Any] = {**city(), "responsibilities": rows, "dataset": ABOUT}
    tables["tasks"].append({"name": "任務二", **SAID})
    tables["sdg_targets"] = [{"id": "x/sdg/1", "name": "子目標", **SAID}]
    (checked,) = check([source_of_rows(Path("rows"), tables)])
    return checked


def _links(*checked: Checked) -> dict[str, Any]:
    return {key: (link.ends, link.start, link.end, link.props) for c in checked for key, link in c.plan.links.items()}


def _said(checked: Checked, row: int) -> list[tuple[str, str, str, str]]:
    """What is found in one row of the table, but for what concerns several rows."""
    found = (f for f in checked.findings if (f.sheet, f.row) == ("responsibilities", row))
    return [(f.code, f.column, f.value, f.message("en")) for f in found if f.code not in _OF_SEVERAL]


@pytest.mark.whole
@given(_ROWS, _ROWS, st.sampled_from((1, 2, build._ALIKE)))
def test_a_row_is_read_alike_before_and_after_rows_like_it(
    some: list[dict[str, str]], more: list[dict[str, str]], at_once: int
) -> None:
    rows = [{**row, "locator": f"第{page}頁"} for page, row in enumerate([*some, *more, *some, *some], 1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_ALIKE", at_once)
        together, alone = _checked(rows), [_checked([row]) for row in rows]
    assert list(_links(together).items()) == list(_links(_checked([]), *alone).items()), "in their order too"
    for number, one in enumerate(alone, 1):
        assert _said(together, number) == _said(one, 1)


def test_rows_of_which_one_is_stated_twice_are_not_made_a_column_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_ALIKE", 3)
    made: list[bool] = []
    join_all = build.Builder._join_all

    def counted(*given: Any) -> bool:
        made.append(join_all(*given))
        return made[-1]

    monkeypatch.setattr(build.Builder, "_join_all", counted)
    row = {"who": "甲局", "role": "協辦", "on": "任務二", **SAID}
    checked = _checked([{**row, "locator": f"100%的第{page}頁"} for page in (1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 2)])
    assert made == [False, True, False, False]
    found = [(f.row, f.message("en")) for f in checked.findings if f.code == "duplicate-row"]
    assert [row for row, _ in found] == [9, 12] and "row 8" in found[0][1] and "row 2" in found[1][1]
    assert len([link for link in checked.plan.links.values() if link.props.get("locator", "").startswith("100%")]) == 10
    for key, link in checked.plan.links.items():
        assert key == relationship_key("t", link.ends[0], link.start, link.end, link.props)


@pytest.mark.whole
def test_a_check_that_ends_among_rows_alike_takes_no_further_row() -> None:
    row = {"who": "甲局", "role": "主辦", "on": "t/document/plan", **SAID}
    checked = _checked([row] * (MAX_COUNTED + 100))
    (rest,) = [f for f in checked.findings if f.code == "left-out"]
    assert checked.ended
    assert rest.details["n"] == MAX_COUNTED + 1 - MAX_OF_A_KIND
