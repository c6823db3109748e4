"""Gaps: each with a case where it speaks and one where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

import quanze
from quanze.queries.gaps import GAPS as KINDS
from quanze.queries.gaps import OF_CHANGES, gaps
from quanze.schema.codes import LEVELS

TODAY = date(2025, 6, 1)
GAPS: Mapping[str, tuple[set[str], set[str]]] = {
    "subgroup-no-lead": ({"g/headless", "g/parent"}, {"g/task"}),
    "task-no-lead": ({"t/orphan"}, {"t/coordinated", "t/task", "t/parent", "t/class", "t/grandchild", "t/council"}),
    "task-led-through-group": (
        {"t/coordinated"},
        {"t/task", "t/parent", "t/class", "t/grandchild", "t/council", "t/orphan"},
    ),
    "seat-vacant": ({"m/vacant", "m/lapsed"}, {"m/chair", "m/lead", "m/kept"}),
    "target-missed": ({"y/up-missed"}, {"y/missed", "y/hold-missed", "y/met", "y/open", "y/up-met", "y/future"}),
    "target-nearly-met": ({"y/missed"}, {"y/up-missed", "y/hold-missed", "y/met", "y/open"}),
    "indicator-no-target": ({"i/child"}, {"i/x", "i/up", "i/hold", "i/global"}),
    "indicator-no-direction": ({"i/child"}, {"i/x", "i/up", "i/hold", "i/global"}),
    "indicator-no-unit": ({"i/x", "i/up", "i/hold", "i/child"}, {"i/global"}),
    "task-class-only": ({"t/class"}, {"t/task", "t/orphan"}),
    "indicator-no-lead": ({"i/up", "i/hold"}, {"i/x", "i/global", "i/child"}),
    "indicator-no-reviewer": ({"i/up", "i/hold", "i/child"}, {"i/x", "i/global"}),
    "task-no-indicator": (
        {"t/orphan", "t/coordinated", "t/parent", "t/class", "t/council"},
        {"t/task", "t/grandchild"},
    ),
    "target-no-result": ({"y/open"}, {"y/met", "y/missed", "y/future"}),
}
"""Gap → records that have it, records that have it not."""


def test_every_gap_has_a_case() -> None:
    assert set(KINDS) == {*GAPS, *OF_CHANGES}


@pytest.mark.parametrize("gap", GAPS)
def test_gap(town: quanze.Graph, gap: str) -> None:
    found = {r["id"] for r in gaps(town.engine, today=TODAY) if r["gap"] == gap}
    there, absent = GAPS[gap]
    assert found == there
    assert not found & absent


def test_gaps_come_gravest_first_and_say_what_is_wrong(town: quanze.Graph) -> None:
    rows = gaps(town.engine, today=TODAY)
    levels = [list(LEVELS).index(r["level"]) for r in rows]
    assert levels == sorted(levels)
    nearly = next(r for r in rows if r["id"] == "y/missed")
    assert nearly["message_zh"].startswith("「甲2021」：年度目標接近達成（110年目標 10，實績 10.5；A局、")
    assert "2021: target 10, result 10.5; Bureau A" in nearly["message_en"]


def test_a_gap_of_figures_names_the_agencies_that_answer_for_the_indicator(town: quanze.Graph) -> None:
    rows = {(r["gap"], r["id"]): [a["id"] for a in r["agencies"]] for r in gaps(town.engine, today=TODAY)}
    leads = ["a/A", "a/K", "a/D", "a/E"]
    assert rows["target-nearly-met", "y/missed"] == rows["indicator-no-unit", "i/x"] == leads
    assert rows["target-missed", "y/up-missed"] == []


def test_a_target_is_missed_where_progress_says_so(town: quanze.Graph) -> None:
    missed = {r["id"] for r in gaps(town.engine, today=TODAY) if r["gap"] == "target-missed"}
    judged = {
        (row["indicator"], row["year"])
        for year in (2020, 2021, 2022)
        for row in town.progress(year=year, as_of=TODAY).rows
        if row["verdict"] == "missed"
    }
    assert judged == {("i/up", 2021)} and missed == {"y/up-missed"}


def test_a_seat_whose_term_ends_today_is_kept(town: quanze.Graph) -> None:
    def lapsed(day: date) -> set[str]:
        return {r["id"] for r in gaps(town.engine, today=day) if r["gap"] == "seat-vacant"}

    assert "m/lapsed" not in lapsed(date(2024, 12, 31))
    assert "m/lapsed" in lapsed(date(2025, 1, 1))


def test_gaps_of_one_data_set(bundled: quanze.Graph) -> None:
    rows = bundled.gaps(dataset="chiayi")
    assert rows
    assert {r["dataset"] for r in rows} == {"chiayi"}


def test_the_convener_of_the_group_is_named_as_the_one_to_ask(town: quanze.Graph) -> None:
    (row,) = [r for r in town.gaps() if r["gap"] == "task-led-through-group"]
    assert [a["id"] for a in row["agencies"]] == ["a/G"]
    assert "G局" in row["message_zh"]
    (row,) = [r for r in town.gaps(as_of="2021-01-01") if r["gap"] == "task-led-through-group"]
    assert [a["id"] for a in row["agencies"]] == ["a/F"]


def test_a_lead_that_has_ended_leaves_a_gap(town: quanze.Graph) -> None:
    assert "g/task" not in {r["id"] for r in town.gaps(as_of="2021") if r["gap"] == "subgroup-no-lead"}
    assert "g/task" in {r["id"] for r in town.gaps(as_of="2019") if r["gap"] == "subgroup-no-lead"}
