"""A task led by a seat without an agency: every answer says that the seat leads it, and why no agency does."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze.queries.gaps import GAPS
from quanze.queries.leading_seats import leading_seats
from quanze.web.served_graph import ServedGraph
from tests.cli.running import run
from tests.queries.sketch import sketched
from tests.sets import loaded, write_csv
from tests.web.client import Reader

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
        others = [gap["message_zh"] for gap in graph.gaps("s/task/v") if gap["gap"] != "task-no-lead"]
    assert others and LED not in str(others)
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
        assert "由席位「副召集人席」（副市長）主辦，該日無機關擔任" in before[0]["message_zh"]


def test_dependencies_name_the_seat_and_who_works_beside_it(plan: Path) -> None:
    with quanze.open(plan) as graph:
        found = [row for row in graph.analysis() if row["finding"] == "seat-lead"]
        assert [row["subjects"] for row in found] == [["s/task/v", "s/member/v"]]
        assert LED in found[0]["message_zh"]
        assert "甲局" in found[0]["message_zh"]
        first = found[0]["evidence"][0]
        assert (first["from"], first["quote"]) == ("s/member/v", STATED["quote"])
        assert not [row for row in graph.analysis(scope="international") if row["finding"] == "seat-lead"]
    assert LED in run("deps", "--lang", "zh-TW", "--db", plan).out.replace("\n", "").replace(" ", "")


def test_the_workload_says_what_it_counts_for_nobody(plan: Path) -> None:
    shown = run("workload", "--lang", "zh-TW", "--db", plan).out
    assert f"由席位主辦的事項（1）：節能任務：{LED}" in shown
    assert "節水任務" not in shown
    assert LED not in run("workload", "--lang", "zh-TW", "--db", plan, "--format", "csv").out


@pytest.mark.parametrize(("about", "times"), [("甲局", 1), ("推動會", 2), ("節能組", 4)])
def test_papers_name_the_seat_where_they_say_who_leads(tmp_path: Path, about: str, times: int) -> None:
    body = "s/subgroup/g" if about == "節能組" else "s/council/c"
    tables = {
        **TABLES,
        "subgroups": [{"id": "s/subgroup/g", "name": "節能組", "council": "s/council/c", **STATED}],
        "responsibilities": [*TABLES["responsibilities"], {"who": "s/member/v", "role": "召集", "on": body, **STATED}],
        "links": [{"from": body, "type": "UNDERTAKES", "to": "s/task/v", **STATED}],
    }
    loaded(tmp_path / "s.kgl", write_csv(tmp_path / "t", tables, ABOUT)).close()
    with quanze.open(tmp_path / "s.kgl") as graph:
        brief = graph.brief(about).text("md", lang="zh-TW")
        assert brief.count(LED) == times
        seats_own = graph.brief("s/member/v").text("md", lang="zh-TW")
        assert LED not in seats_own.partition("## 缺口")[0], "who asks about the seat knows that"
        report = graph.report("annual").text("md", lang="zh-TW")
        assert report.count(LED) >= (2 if body == "s/subgroup/g" else 1)


@pytest.mark.parametrize("format_name", ["md", "html"])
def test_who_says_so_in_its_files(plan: Path, format_name: str) -> None:
    assert LED in run("who", "節能任務", "--lang", "zh-TW", "--db", plan, "--format", format_name).out


@pytest.mark.whole
def test_pages_say_so(plan: Path) -> None:
    with ServedGraph(plan) as served:
        for address in ("/zh-TW/record/s/task/v", "/zh-TW/dependencies", "/zh-TW/gaps", "/zh-TW/matrix"):
            assert LED in Reader(served).get(address).text, address
        assert LED not in Reader(served).get("/zh-TW/record/s/task/w").text
        assert "s/member/v" in Reader(served).get("/zh-TW/record/s/task/v.json").text


@pytest.mark.parametrize(
    ("lives", "named"),
    [
        ({}, False),
        ({"a_A": {"valid_from": "2024"}}, True),
        ({"a_A": {"valid_to": "2020"}}, True),
        ({"a_A": {"valid_from": "2024"}, "t_1": {"valid_from": "2024"}}, False),
        ({"a_A": {"valid_from": "2024"}, "m_1": {"valid_to": "2020"}}, False),
        ({"a_A": {"valid_from": "2024"}, "m_1": {"holder_from": "2019"}}, True),
    ],
)
def test_on_a_day_counts_who_lives_then(lives: dict[str, dict[str, str]], named: bool) -> None:
    """A seat is filled by an agency that is there, and leads what is there."""
    with sketched(("m/1", "CONVENES", "t/1"), ("m/1", "REPRESENTS", "a/A"), **lives) as engine:
        assert bool(leading_seats(engine, as_of="2022-05-05")) is named
        assert leading_seats(engine) == {}


def test_whoever_took_over_from_an_agency_fills_its_seat() -> None:
    renamed = ("a/B", "SUCCEEDS", "a/A", {"change": "rename", "valid_from": "2020-01-01"})
    with sketched(("m/1", "CONVENES", "t/1"), ("m/1", "REPRESENTS", "a/A"), renamed) as engine:
        assert leading_seats(engine, as_of="2022") == leading_seats(engine, as_of="2019") == {}
