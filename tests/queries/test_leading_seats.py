"""A task led by a seat without an agency: every answer says that the seat leads it, and why no agency does."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze.queries.gaps import GAPS
from tests.cli.running import run
from tests.sets import loaded, write_csv

STATED = {"origin": "plan", "source": "s/document/p", "locator": "第2頁", "quote": "節能任務由副市長主辦"}
ABOUT = {"id": "s", "name": "席位"}
TABLES = {
    "documents": [{"id": "s/document/p", "name": "計畫", "kind": "plan", **STATED}],
    "agencies": [{"id": f"s/agency/{x}", "name": f"{x}局", "kind": "bureau", **STATED} for x in "甲乙"],
    "councils": [{"id": "s/council/c", "name": "推動會", **STATED}],
    "members": [
        {
            "id": "s/member/v",
            "name": "副召集人席",
            "post": "副市長",
            "seat_title": "副召集人",
            "seats": "1",
            "body": "s/council/c",
            "agency": "",
            **STATED,
        },
        {
            "id": "s/member/w",
            "name": "委員席",
            "post": "",
            "seat_title": "委員",
            "seats": "1",
            "body": "s/council/c",
            "agency": "s/agency/乙",
            **STATED,
        },
    ],
    "tasks": [{"id": f"s/task/{x}", "name": name, **STATED} for x, name in (("v", "節能任務"), ("w", "節水任務"))],
    "responsibilities": [
        {"who": "s/member/v", "role": "主辦", "on": "s/task/v", **STATED},
        {"who": "s/member/w", "role": "主辦", "on": "s/task/w", **STATED},
        {"who": "s/agency/甲", "role": "協辦", "on": "s/task/v", **STATED},
    ],
}
LED = "由席位「副召集人席」（副市長）主辦，來源未載其機關"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    database = tmp_path / "s.kgl"
    loaded(database, write_csv(tmp_path / "s", TABLES, ABOUT)).close()
    return database


def test_who_names_the_seat(plan: Path) -> None:
    shown = run("who", "節能任務", "--lang", "zh-TW", "--db", plan).out
    assert LED in shown
    assert "甲局" in shown
    assert "來源未載其機關" not in run("who", "節水任務", "--lang", "zh-TW", "--db", plan).out


def test_the_gap_says_who_leads_and_why_no_agency_does(plan: Path) -> None:
    with quanze.open(plan) as graph:
        found = {gap["id"]: gap for gap in graph.gaps(kinds="task-no-lead")}
    assert list(found) == ["s/task/v"]
    assert LED in found["s/task/v"]["message_zh"]
    assert (
        "led by the seat “副召集人席” (副市長), for which the source gives no agency" in found["s/task/v"]["message_en"]
    )
    assert GAPS["task-no-lead"].level == "error"


@pytest.mark.parametrize("format_name", ["md", "html"])
def test_the_matrix_says_so_below(plan: Path, format_name: str) -> None:
    with quanze.open(plan) as graph:
        assert LED in graph.matrix("tasks", lang="zh-TW").text(format_name)
        assert "來源未載其機關" not in graph.matrix("tasks", lang="zh-TW", about="節水任務").text(format_name)


def test_a_seat_that_an_agency_fills_on_the_day_leads_for_it(tmp_path: Path) -> None:
    links = [
        {"from": "s/member/v", "type": "REPRESENTS", "to": "s/agency/乙", "valid_from": "2025-01-01", **STATED},
    ]
    loaded(tmp_path / "s.kgl", write_csv(tmp_path / "s", {**TABLES, "links": links}, ABOUT)).close()
    with quanze.open(tmp_path / "s.kgl") as graph:
        assert not graph.leading_seats("節能任務")
        assert not graph.leading_seats("節能任務", as_of="2025-06-01")
        assert [seat["id"] for seat in graph.leading_seats("節能任務", as_of="2024-06-01")] == ["s/member/v"]
        before = graph.gaps(kinds="task-no-lead", as_of="2024-06-01")
        assert [gap["id"] for gap in before] == ["s/task/v"]
        assert LED in before[0]["message_zh"]
