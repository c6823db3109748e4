"""Coverage, gaps, pairs, workload, lineage: each with a case where it speaks and one where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

import quanze
from quanze.errors import QueryError, UnknownNameError
from quanze.queries import insight

TODAY = date(2025, 6, 1)
GAPS: Mapping[str, tuple[set[str], set[str]]] = {
    "subgroup-no-lead": ({"g/headless", "g/parent"}, {"g/task"}),
    "task-no-lead": ({"t/orphan"}, {"t/task", "t/parent", "t/class", "t/grandchild", "t/council"}),
    "seat-vacant": ({"m/vacant", "m/lapsed"}, {"m/chair", "m/lead", "m/kept"}),
    "target-missed": ({"y/missed", "y/up-missed", "y/hold-missed"}, {"y/met", "y/open", "y/up-met", "y/future"}),
    "task-class-only": ({"t/class"}, {"t/task", "t/orphan"}),
    "indicator-no-lead": ({"i/up", "i/hold"}, {"i/x", "i/global", "i/child"}),
    "indicator-no-reviewer": ({"i/up", "i/hold", "i/child"}, {"i/x", "i/global"}),
    "task-no-indicator": ({"t/orphan", "t/parent", "t/class", "t/council"}, {"t/task", "t/grandchild"}),
    "target-no-result": ({"y/open"}, {"y/met", "y/missed", "y/future"}),
}
"""Gap → records that have it, records that have it not."""


def test_every_gap_has_a_case() -> None:
    assert {g.removeprefix("gap_").replace("_", "-") for g in insight.GAPS} == set(GAPS)


@pytest.mark.parametrize("gap", GAPS)
def test_gap(town: quanze.Graph, gap: str) -> None:
    found = {r["id"] for r in insight.gaps(town.engine, today=TODAY) if r["gap"] == gap}
    there, absent = GAPS[gap]
    assert found == there
    assert not found & absent


def test_gaps_come_gravest_first_and_say_what_is_wrong(town: quanze.Graph) -> None:
    rows = insight.gaps(town.engine, today=TODAY)
    levels = [insight.LEVELS.index(r["level"]) for r in rows]
    assert levels == sorted(levels)
    missed = next(r for r in rows if r["id"] == "y/missed")
    assert missed["message_zh"] == "「甲2021」未達年度目標（2021 年目標 10.0，實績 10.5）"
    assert "2021: target 10.0, result 10.5" in missed["message_en"]


def test_a_seat_whose_term_ends_today_is_kept(town: quanze.Graph) -> None:
    def lapsed(day: date) -> set[str]:
        return {r["id"] for r in insight.gaps(town.engine, today=day) if r["gap"] == "seat-vacant"}

    assert "m/lapsed" not in lapsed(date(2024, 12, 31))
    assert "m/lapsed" in lapsed(date(2025, 1, 1))


def test_gaps_of_one_data_set(bundled: quanze.Graph) -> None:
    rows = bundled.gaps(dataset="chiayi")
    assert rows
    assert {r["dataset"] for r in rows} == {"chiayi"}


def by_code(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {r["code"]: r for r in rows}


def test_a_goal_counts_a_task_with_two_targets_once(town: quanze.Graph) -> None:
    goals = by_code(town.coverage())
    assert {k: goals["2"][k] for k in ("tasks", "indicators", "targets", "touched")} == {
        "tasks": 1,
        "indicators": 1,
        "targets": 2,
        "touched": 2,
    }
    assert {k: goals["10"][k] for k in ("tasks", "indicators", "targets", "touched")} == {
        "tasks": 0,
        "indicators": 0,
        "targets": 1,
        "touched": 0,
    }


def test_a_goal_says_what_is_stated_and_what_is_ours(town: quanze.Graph) -> None:
    """The task is ours under 2.1 and the plan's under 2.a: once stated for the goal, not once of each."""
    goals = by_code(town.coverage())
    assert [goals["2"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 1, 1, 1]
    assert [goals["10"][k] for k in ("stated", "editorial")] == [0, 0]


@pytest.mark.parametrize("by", ["month", "", "Goal"])
def test_coverage_by_something_else_is_refused(town: quanze.Graph, by: str) -> None:
    with pytest.raises(QueryError, match="by goal or by target") as refused:
        town.coverage(by=by)
    assert refused.value.zh


def test_targets_say_what_is_stated_and_what_is_ours(town: quanze.Graph) -> None:
    targets = by_code(town.coverage(by="target"))
    assert [targets["2.1"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 1, 0, 2]
    assert [targets["2.a"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 0, 1, 0], (
        "what the plan states is stated, though we say it too"
    )


def test_codes_stand_in_the_order_of_the_un(town: quanze.Graph, bundled: quanze.Graph) -> None:
    assert [r["code"] for r in town.coverage(by="target")] == ["2.1", "2.a", "10.1"]
    assert [r["code"] for r in bundled.coverage()] == [str(i) for i in range(1, 18)]


def test_coverage_of_the_bundled_graph_adds_up(bundled: quanze.Graph) -> None:
    goals, targets = by_code(bundled.coverage()), bundled.coverage(by="target")
    assert len(targets) == 169
    assert sum(g["targets"] for g in goals.values()) == 169
    assert any(g["tasks"] + g["indicators"] for g in goals.values())
    for code, goal in goals.items():
        own = [t for t in targets if t["code"].split(".")[0] == code]
        assert goal["touched"] == sum(bool(t["tasks"] + t["indicators"]) for t in own)
        assert max((t["tasks"] for t in own), default=0) <= goal["tasks"] <= sum(t["tasks"] for t in own)
        assert max((t["stated"] for t in own), default=0) <= goal["stated"] <= sum(t["stated"] for t in own)
        assert goal["editorial"] <= sum(t["editorial"] for t in own)
        assert goal["stated"] + goal["editorial"] == goal["tasks"] + goal["indicators"]
        assert all(t["stated"] + t["editorial"] == t["tasks"] + t["indicators"] for t in own)


def test_pairs_share_things(town: quanze.Graph) -> None:
    pairs = {(p["agency"], p["other"]): p for p in town.dependencies()}
    assert pairs[("a/A", "a/D")]["weight"] == 1
    assert {s["id"] for s in pairs[("a/A", "a/D")]["shared"]} == {"t/task"}
    assert pairs[("a/A", "a/B")]["weight"] == 1
    assert ("a/B", "a/A") not in pairs
    assert ("a/A", "a/E") not in pairs, "they share nothing"
    with pytest.raises(UnknownNameError):
        town.dependencies(dataset="elsewhere")


def test_workload_counts_things_not_links(bundled: quanze.Graph) -> None:
    rows = {r["agency"]: r for r in bundled.query("workload")}
    for agency in ("sdg/agency/who", "chiayi/agency/epb"):
        for role, column in (("CONVENES", "convenes"), ("CO_ORGANIZES", "co_organizes"), ("REVIEWS", "reviews")):
            things = {r["on"] for r in bundled.query("agency_roles", id=agency) if r["role"] == role}
            assert rows[agency][column] == len(things), (agency, role)


def test_what_rests_on_an_agency(town: quanze.Graph) -> None:
    (row,) = [r for r in town.query("depends_on", id="a/D") if r["item"] == "t/task"]
    assert (row["other_leads"], row["partners"], row["tasks"]) == (0, 1, 0)
    (row,) = town.query("depends_on", id="a/F")
    assert (row["item"], row["other_leads"], row["tasks"]) == ("g/task", 1, 1)


def test_lineage_is_found_from_both_ends(bundled: quanze.Graph) -> None:
    ends = ("chiayi/council/climate-change-response", "chiayi/council/low-carbon-adaptation-and-sustainability")
    for end in ends:
        (change,) = bundled.query("lineage", id=end)
        assert (change["id"], change["predecessor"], change["change"], change["valid_from"]) == (
            *ends,
            "rename",
            "2023-06-29",
        )
    assert bundled.query("lineage", id="chiayi/agency/epb") == []


def test_targets_of_an_indicator_are_marked(town: quanze.Graph) -> None:
    rows = town.query("indicator_targets", ids=["i/x", "i/up", "i/hold"])
    marked = {(r["indicator"], r["year"]): r["missed"] for r in rows}
    assert marked == {
        ("i/x", 2020): False,
        ("i/x", 2021): True,
        ("i/x", 2022): None,
        ("i/x", 2050): None,
        ("i/up", 2021): True,
        ("i/up", 2022): False,
        ("i/hold", 2021): True,
    }


def test_a_record_has_all_its_properties(town: quanze.Graph) -> None:
    record = town.record("a/epb")
    assert record["kind_of_record"] == "Agency"
    assert record["aliases"] == ["環保處"]
    assert insight.record(town.engine, "Agency", "nobody") == {}


@pytest.mark.parametrize("text", ["機關", "Agency", "agencies", "AGENCIES", "Agencys"])
def test_kinds_are_named_in_both_languages(text: str) -> None:
    assert list(insight.kinds_named(text)) == ["Agency"]
    assert list(insight.kinds_named("顏色")) == []
