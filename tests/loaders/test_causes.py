"""A planner's slips: what is said names the cause, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.loaders.findings import WARNING
from tests.loaders.cases import city, codes_of, the
from tests.sets import write_as


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "yaml"])
@pytest.mark.parametrize("row", [{"名稱": "王先生", "備註": "聯絡人", "出處": "名片"}, {"機關": "甲局", "電話": "1"}])
def test_a_table_of_something_else_is_no_renamed_one(tmp_path: Path, suffix: str, row: dict[str, str]) -> None:
    found = the("unknown-table", codes_of(write_as(suffix, tmp_path, {**city(), "聯絡": [row]})))
    assert (found.level, found.value) == (WARNING, "聯絡")


def test_a_renamed_sheet_is_found_below_a_title(tmp_path: Path) -> None:
    (tmp_path / "分工.csv").write_text("本市分工\n\n機關,分工,任務\n甲局,主辦,任務一\n", encoding="utf-8")
    assert the("table-renamed", codes_of(tmp_path)).value == "分工"
