"""A cell of figures is either read or listed as unread, never both, whatever it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze import api

HEADS = {"基準值(112年)": "baseline_value", "113年實績": "result", "114年目標": "target"}


def loaded(path: Path, head: str, cell: str) -> tuple[Any, list[api.Finding]]:
    """The value that a load makes of a cell, and what a check says of it."""
    path.write_text(f'任務,主辦機關,指標,單位,{head}\n種樹,公園處,棵數,棵,"{cell}"\n', encoding="utf-8")
    (checked,) = api.check(path)
    with quanze.open(path.with_suffix(".kgl"), create=True) as graph:
        graph.load(path, accept_unsure=True)
        rows = graph.engine.read(
            "MATCH (i:Indicator) OPTIONAL MATCH (i)-[:HAS_TARGET]->(t:AnnualTarget) "
            "RETURN i.baseline_value AS baseline_value, t.target AS target, t.result AS result ORDER BY i.id"
        )
    return rows[0][HEADS[head]], checked.findings


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("cell, value", [("1萬2,000", 12_000), ("1萬2000", 12_000), ("5萬棵", 50_000), ("9,870", 9870)])
def test_a_figure_that_is_read_has_no_finding(tmp_path: Path, head: str, cell: str, value: int) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    assert found == value and not [f for f in findings if f.code.startswith("flat")]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("cell", ["1萬8千", "1萬,5", "1,10", "5-10"])
def test_a_figure_that_is_listed_as_unread_is_left_out(tmp_path: Path, head: str, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    (said,) = [f for f in findings if f.code == "flat-cell-unread"]
    assert found is None and said.value == cell and "not a single number" in said.message()


@pytest.mark.parametrize("head", ["113年實績", "114年目標"])
@pytest.mark.parametrize("cell", ["持續辦理", "賡續推動", "每年持續辦理", "滾動檢討", "常態性辦理", "Ongoing"])
def test_work_that_goes_on_is_no_figure_and_stops_nothing(tmp_path: Path, head: str, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    assert found is None and not [f for f in findings if f.level == "error"]
    (said,) = [f for f in findings if f.code == "flat-remark"]
    assert said.level == "notice" and cell in said.message()


@pytest.mark.parametrize("cell", ["持續辦理12場", "持續增加", "優先辦理"])
def test_other_words_still_stop(tmp_path: Path, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", "114年目標", cell)
    assert found is None and [f.code for f in findings if f.level == "error"] == ["flat-cell-unread"]
