"""Posts in a column of leads: offered as seats that lead, taken only when the reader of the findings says so."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze.errors import FindingsError

HEADS = "組別,任務,主辦,協辦\n"


def load(tmp_path: Path, *rows: str) -> quanze.Graph:
    sheet = tmp_path / "plan.csv"
    sheet.write_text(HEADS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    graph = quanze.open(tmp_path / "plan.kgl", create=True)
    graph.load(sheet, accept_unsure=True)
    return graph


def test_a_post_that_leads_stops_a_load_and_says_what_it_would_be_taken_for(tmp_path: Path) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text(HEADS + "能源組,屋頂光電,環保局,工務局\n能源組,跨局協調,秘書長,工務局\n", encoding="utf-8")
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph, pytest.raises(FindingsError) as fault:
        graph.load(sheet)
    (found,) = [finding for finding in fault.value.findings if finding.level == "error"]
    assert (found.code, found.row, found.value) == ("flat-unsure", 3, "秘書長")
    assert "taken as a seat that leads" in found.row_dict("en")["message"]


def test_an_accepted_post_is_a_seat_with_the_role_and_stands_for_nobody_unless_it_says_so(tmp_path: Path) -> None:
    with load(
        tmp_path, "能源組,屋頂光電,環保局,工務局", "能源組,協調,副市長、秘書長,工務局", "能源組,市集,文化局局長,"
    ) as graph:
        assert {row["name"] for row in graph.records("Member")} == {"副市長", "秘書長", "文化局局長"}
        leads = {(row["from_name"], row["to_name"]) for row in graph.links("協調") if row["type"] == "CONVENES"}
        assert leads == {("副市長", "協調"), ("秘書長", "協調")}
        assert [row["agency_name"] for row in graph.who("協調")] == ["工務局"]
        assert [row["agency_name"] for row in graph.who("市集")] == ["文化局"]
        assert "task-no-lead" in {gap["gap"] for gap in graph.gaps("協調")}


def test_a_cell_with_a_post_and_something_else_stays_unread(tmp_path: Path) -> None:
    with load(tmp_path, "能源組,屋頂光電,環保局,工務局", "能源組,協調,某某、秘書長,工務局") as graph:
        assert graph.records("Member") == []
