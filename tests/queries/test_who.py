"""Who answers for a thing: the ways of the design, with their exact distances, dates, origins and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import quanze
from quanze.errors import QueryError
from quanze.queries.responsibility import weakest, who
from quanze.schema.dates import holds

LEAD, CO, REVIEW, SEAT = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON"
ON_X = {
    ("a/A", LEAD, 0),  # 1: on the indicator itself
    ("a/B", CO, 0),
    ("a/C", CO, 0),
    ("a/Z", CO, 0),
    ("a/D", LEAD, 1),  # 2: on the task it measures
    ("a/A", CO, 1),
    ("a/K", LEAD, 0),  # a role that a seat holds, for the agency the seat represents
    ("a/E", LEAD, 2),  # on the parent task
    ("a/F", LEAD, 2),  # 3: on the body that undertakes the task
    ("a/G", LEAD, 2),
    ("a/J", REVIEW, 1),  # 4: by a seat on the body that reviews it
    ("a/H", CO, 3),  # on the body that undertakes the parent task
}


def short(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    return [(r["agency"], r["role"], r["distance"]) for r in rows]


def test_the_four_ways_and_their_distances(town: quanze.Graph) -> None:
    rows = town.who("指標甲")
    assert set(short(rows)) == ON_X
    assert len(rows) == len(ON_X), "a path is given twice"


def test_nearest_first(town: quanze.Graph) -> None:
    distances = [r["distance"] for r in town.who("指標甲")]
    assert distances == sorted(distances)


def test_a_direct_role_hides_nothing(town: quanze.Graph) -> None:
    own = [r for r in town.who("指標甲") if r["agency"] == "a/A"]
    assert [(r["role"], r["inherited"]) for r in own] == [(LEAD, False), (CO, True)]


def test_how_each_answers(town: quanze.Graph) -> None:
    hows = {(r["agency"], r["role"]): (r["how"], r["inherited"], r["leads"]) for r in town.who("指標甲")}
    assert hows[("a/A", LEAD)] == ("stated", False, True)
    assert hows[("a/A", CO)] == ("inherited", True, False)
    assert hows[("a/K", LEAD)] == ("seat", True, True)
    assert hows[("a/E", LEAD)] == ("inherited", True, True)
    assert hows[("a/J", REVIEW)] == ("inherited", True, False)
    assert hows[("a/G", LEAD)] == ("inherited", True, False), "the convener of a group does not lead the group's tasks"


@pytest.mark.parametrize(
    ("target", "left"), [("", {"a/B", "a/C"}), ("s/2.1", {"a/B"}), ("2.a", {"a/C"}), ("細項10.1", set())]
)
def test_under_a_target(town: quanze.Graph, target: str, left: set[str]) -> None:
    rows = town.who("指標甲", under=target)
    assert {r["agency"] for r in rows} & {"a/B", "a/C"} == left
    assert {("a/A", LEAD, 0), ("a/D", LEAD, 1)} <= set(short(rows)), "a role without a target holds under every one"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("", {"a/F", "a/G", "a/Z"}),
        ("2023-06-28", {"a/F"}),
        ("112-06-29", {"a/G"}),
        ("112年6月", {"a/F", "a/G"}),
        ("2023", {"a/F", "a/G"}),
        ("2019", {"a/Z"}),
        ("2019-12-31", {"a/Z"}),
        ("2020-01-01", {"a/F"}),
        ("2024", {"a/G"}),
    ],
)
def test_as_of(town: quanze.Graph, day: str, there: set[str]) -> None:
    found = {r["agency"] for r in town.who("指標甲", as_of=day)}
    assert found & {"a/F", "a/G", "a/Z"} == there


def test_as_of_that_is_no_date_is_refused(town: quanze.Graph) -> None:
    with pytest.raises(QueryError, match="not a date"):
        town.who("指標甲", as_of="someday")


@pytest.mark.parametrize(
    ("start", "end", "day", "there"),
    [
        (None, None, "2023", True),
        ("2023-06-29", None, "2023-06-29", True),
        ("2023-06-29", None, "2023-06-28", False),
        ("2023-06-29", None, "2023", True),
        ("2023", None, "2023-01-01", True),
        ("2023", None, "2022-12-31", False),
        (None, "2023", "2023-12-31", True),
        (None, "2023", "2024-01-01", False),
        (None, "2023-06", "2023-06-30", True),
        (None, "2023-06-28", "2023-06", True),
        ("", "", "1999", True),
    ],
)
def test_holds(start: str | None, end: str | None, day: str, there: bool) -> None:
    assert holds(start, end, day) is there


def test_the_origin_is_the_weakest_of_the_steps(town: quanze.Graph) -> None:
    origins = {(r["agency"], r["role"]): r["origin"] for r in town.who("指標甲")}
    assert origins[("a/A", LEAD)] == "plan"
    assert origins[("a/D", LEAD)] == "editorial", "the link from the task to the indicator is our own"
    assert origins[("a/J", REVIEW)] == "plan"
    assert weakest(["law", "framework", "plan"]) == "framework"
    assert weakest([]) == ""


def test_steps_lead_from_the_agency_to_the_thing_and_are_cited(town: quanze.Graph) -> None:
    row = next(r for r in town.who("指標甲") if r["agency"] == "a/E")
    assert [(s["from"], s["relationship"], s["to"]) for s in row["steps"]] == [
        ("a/E", LEAD, "t/parent"),
        ("t/task", "PART_OF", "t/parent"),
        ("t/task", "MEASURED_BY", "i/x"),
    ]
    assert [
        (s["origin"], s["source"], s["source_name"], s["locator"], s["quote"], s["note"]) for s in row["steps"]
    ] == [
        ("plan", "p", "小鎮計畫", "1", "甲主辦", ""),
        ("plan", "p", "小鎮計畫", "1", "甲主辦", ""),
        ("editorial", "", "", "", "", "我們的判讀"),
    ]


def test_the_path_in_words(town: quanze.Graph) -> None:
    zh = {(r["agency"], r["role"]): r["path"] for r in town.who("指標甲")}
    en = {(r["agency"], r["role"]): r["path_en"] for r in town.who("指標甲")}
    assert zh[("a/A", LEAD)] == "A局 主辦 指標「指標甲」"
    assert zh[("a/E", LEAD)] == "E局 主辦 任務「上層任務」 → 包含 任務「任務」 → 以指標衡量 指標「指標甲」"
    assert zh[("a/J", REVIEW)] == "J局 擔任 席位「席位一」 → 設於 推動會「推動會」 → 檢討 指標「指標甲」"
    assert en[("a/A", LEAD)] == "Bureau A convenes indicator “Indicator X”"


def test_dates_of_a_path_are_the_narrowest(town: quanze.Graph) -> None:
    row = next(r for r in town.who("指標甲") if r["agency"] == "a/F")
    assert (row["valid_from"], row["valid_to"]) == ("2020", "2023-06-28")


def test_a_task(town: quanze.Graph) -> None:
    assert set(short(town.who("t/task"))) == {
        ("a/D", LEAD, 0),
        ("a/A", CO, 0),
        ("a/E", LEAD, 1),
        ("a/F", LEAD, 1),
        ("a/G", LEAD, 1),
        ("a/H", CO, 2),
    }


def test_a_body_a_document_a_seat(town: quanze.Graph) -> None:
    assert set(short(town.who("g/task"))) == {("a/F", LEAD, 0), ("a/G", LEAD, 0)}
    assert set(short(town.who("c/review"))) == {("a/J", SEAT, 0)}
    assert set(short(town.who("p"))) == {("a/I", REVIEW, 0), ("a/J", REVIEW, 1)}
    assert set(short(town.who("m/chair"))) == {("a/J", "REPRESENTS", 0)}


@pytest.mark.slow
def test_a_goal_is_touched_by_all_that_touch_its_targets(bundled: quanze.Graph) -> None:
    of_target: dict[str, set[tuple[str, str, int]]] = {}
    for r in bundled.cypher("MATCH (t:SDGTarget)-[:PART_OF]->(g:SDGGoal) RETURN t.id AS t, g.id AS g ORDER BY t"):
        found = who(bundled.engine, "SDGTarget", [r["t"]])
        of_target.setdefault(r["g"], set()).update((a, role, d + 1) for a, role, d in short(found))
    for goal, expected in of_target.items():
        assert set(short(who(bundled.engine, "SDGGoal", [goal]))) == expected, goal
    assert sum(map(len, of_target.values())) > 100


def test_a_target_under_itself_only(town: quanze.Graph) -> None:
    agencies = {r["agency"] for r in town.who("s/2.1")}
    assert "a/B" in agencies
    assert "a/C" not in agencies, "C takes part under another target"


def test_a_year_has_the_agencies_of_its_indicator(town: quanze.Graph) -> None:
    year = {(r["agency"], r["role"], r["distance"] - 1) for r in town.who("甲2021")}
    assert year == ON_X


def test_nobody_answers_for_a_kind_that_has_no_way(town: quanze.Graph) -> None:
    with pytest.raises(QueryError, match="No agency is responsible for a record of the kind “Agency”"):
        who(town.engine, "Agency", ["a/A"])


def test_no_agency_is_no_row(town: quanze.Graph) -> None:
    assert town.who("i/hold") == []


def test_several_things_come_in_the_order_asked(town: quanze.Graph) -> None:
    rows = who(town.engine, "Indicator", ["i/child", "i/x"])
    assert [r["item"] for r in rows] == ["i/child"] * 2 + ["i/x"] * len(ON_X)


def test_the_first_question_of_the_readme(bundled: quanze.Graph) -> None:
    rows = bundled.who("行政轄區溫室氣體排放量")
    assert rows
    needed = {"agency", "agency_name", "role", "wording", "distance", "path", "steps", "inherited", "origin"}
    assert needed <= set(rows[0])
    assert {"chiayi/agency/epb"} <= {r["agency"] for r in rows}


@pytest.mark.whole
@pytest.mark.parametrize("day", ["", "2023-06-28", "2023-07-01"])
def test_the_nearest_duties_are_the_first_of_all_and_all_are_counted(bundled: quanze.Graph, day: str) -> None:
    for agency in ("chiayi/agency/epb", "chiayi/agency/city-government", "climate-act/agency/moenv"):
        every = bundled.agency(agency, as_of=day)
        for most in (1, 4, len(every), len(every) + 1):
            assert bundled.nearest_duties(agency, most, as_of=day) == (every[:most] if most else every, len(every))
