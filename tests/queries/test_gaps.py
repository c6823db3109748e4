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
    "target-missed": ({"y/missed", "y/up-missed", "y/hold-missed"}, {"y/met", "y/open", "y/up-met", "y/future"}),
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
    missed = next(r for r in rows if r["id"] == "y/missed")
    assert missed["message_zh"] == "「甲2021」：未達年度目標（2021 年目標 10.0，實績 10.5）"
    assert "2021: target 10.0, result 10.5" in missed["message_en"]


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
