"""Briefings: every row comes from a public answer, and the ones that concern the asked are all there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import quanze
from quanze.errors import QueryError
from quanze.schema import RELATIONSHIP
from quanze.schema.rows import PlanGap, Responsibility

DAY = "2025-06-01"
KINDS = ("agencies", "councils", "subgroups", "seats", "indicators")


def ids(rows: Sequence[PlanGap]) -> set[tuple[str, str]]:
    return {(row["gap"], row["id"]) for row in rows}


@pytest.mark.slow
def test_an_agency_has_the_rows_of_agency_and_of_progress(town: quanze.Graph) -> None:
    for agency in town.records("Agency", as_of=DAY):
        found = town.brief(agency["id"], as_of=DAY, year=2021)
        told = [{k: v for k, v in row.items() if k != "last"} for row in town.agency(agency["id"], as_of=DAY)]
        assert found.duties == told
        assert vars(found.progress) == vars(town.progress(agency["id"], as_of=DAY, year=2021))
        assert town.brief(agency["id"], as_of=DAY).progress.year == town.progress(agency["id"], as_of=DAY).year


@pytest.mark.whole
def test_a_body_and_an_indicator_have_the_rows_of_progress_and_who(town: quanze.Graph) -> None:
    for body in town.records(("Subgroup",), as_of=DAY):
        found = town.brief(body["id"], as_of=DAY, year=2021)
        assert found.progress.rows == town.progress(body["id"], as_of=DAY, year=2021).rows
        assert {row["agency"] for row in found.duties} <= {body["id"]}
    for indicator in town.records("Indicator", as_of=DAY):
        found = town.brief(indicator["id"], as_of=DAY, year=2021)
        assert found.duties == town.who(indicator["id"], as_of=DAY)
        assert [row["indicator"] for row in found.progress.rows] == [indicator["id"]]


def test_others_are_the_answers_of_who_without_its_own(town: quanze.Graph) -> None:
    found = town.brief("a/A", as_of=DAY)
    assert found.others
    for item, rows in found.others.items():
        assert rows == [row for row in town.who(item, as_of=DAY) if row["agency"] != "a/A"]


def answers(rows: Sequence[Responsibility], *, leads: bool) -> set[str]:
    certain = [row for row in rows if row["how"] not in ("section", "unsettled")]
    return {row["item"] for row in certain if RELATIONSHIP[row["role"]].leads and row["leads"] is leads}


@pytest.mark.whole
def test_every_gap_of_an_agency_is_asked_of_it_or_of_what_it_answers_for(town: quanze.Graph) -> None:
    every = town.gaps(as_of=DAY)
    told: set[tuple[str, str]] = set()
    for agency in town.records("Agency", as_of=DAY):
        found = town.brief(agency["id"], as_of=DAY)
        duties = town.agency(agency["id"], as_of=DAY)
        led, convened = answers(duties, leads=True), answers(duties, leads=False)
        unled = {item for item in convened if not any(row["leads"] for row in town.who(item, as_of=DAY))}
        wanted = [
            gap
            for gap in every
            if gap["id"] == agency["id"]
            or any(asked["id"] == agency["id"] for asked in gap["agencies"])
            or (not gap["agencies"] and gap["id"] in led | unled)
        ]
        assert ids(found.gaps) == ids(wanted)
        told |= ids(found.gaps)
    assert {gap for gap, _ in told} >= {"task-no-indicator", "task-led-through-group"}


@pytest.mark.whole
def test_a_group_is_told_the_gaps_of_its_tasks(town: quanze.Graph) -> None:
    every = town.gaps(as_of=DAY)
    told: set[str] = set()
    for group in town.records("Subgroup", as_of=DAY):
        own = [gap for gap in every if group["id"] in {gap["id"], *(one["id"] for one in gap["groups"])}]
        found = town.brief(group["id"], as_of=DAY)
        assert ids(own) <= ids(found.gaps)
        told |= {gap["gap"] for gap in found.gaps}
    assert told >= {"task-no-indicator", "task-led-through-group", "subgroup-no-lead"}


@pytest.mark.whole
def test_a_seat_answers_for_what_its_body_does() -> None:
    with quanze.open() as graph:
        found = graph.brief("chiayi/member/deputy-convener", as_of="2024-06-01")
        council = graph.brief("chiayi/council/climate-change-response", as_of="2024-06-01")
        assert {group["id"] for group in found.groups} == {group["id"] for group in council.groups} != set()
        assert {row["indicator"] for row in found.progress.rows} == {row["indicator"] for row in council.progress.rows}
        through = {row["item"] for row in found.duties if row["item_kind"] == "Task"}
        assert through == {row["item"] for row in council.duties if row["item_kind"] == "Task"} != set()


@pytest.mark.slow
def test_changes_since_a_date_are_those_of_diff_that_name_it() -> None:
    with quanze.open() as graph:
        found = graph.brief("環境保護局", since="2023-01-01", as_of="2024-06-01")
        told = {row["message_en"] for row in found.changes}
        every = graph.diff("chiayi", "chiayi", as_of_before="2023-01-01", as_of_after="2024-06-01").rows
        assert any("is now called" in said for said in told)
        assert told & {row["message_en"] for row in every if row["id"] == "chiayi/subgroup/clean-environment"}
        assert not graph.brief("環境保護局", since="2023-07-01", as_of="2024-06-01").changes
        assert graph.brief("環境保護局").changes == []


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("each", KINDS)
def test_one_by_one_or_all_at_once_is_the_same(town: quanze.Graph, each: str) -> None:
    briefs = town.briefs(each, as_of=DAY, since="2019-01-01")
    assert briefs
    for found in briefs:
        alone = town.brief(found.about["id"], as_of=DAY, since="2019-01-01")
        assert found == alone or found.about["match"] == "id"
        assert found.text() == alone.text()


@pytest.mark.whole
def test_each_agency_is_the_citys_own() -> None:
    with quanze.open() as graph:
        sorts = {
            row["id"]: row["sort"] for row in graph.query("records_by_id", ids=[b.about["id"] for b in graph.briefs()])
        }
    assert set(sorts.values()) <= {"bureau", "office", "government"}
    assert len(sorts) > 15


def test_what_no_brief_is_about_is_refused(town: quanze.Graph) -> None:
    with pytest.raises(QueryError, match="no briefs on 'tasks'"):
        town.briefs("tasks")
