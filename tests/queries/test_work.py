"""Who works on what, leads it, has which seat and reports to whom, on graphs of a few records."""

from __future__ import annotations

from quanze.queries.lifetimes import lifetimes
from quanze.queries.work import Work, reporting, work
from quanze.queries.workload import workload
from tests.queries.sketch import Link, sketched
from tests.queries.test_succession import AFTER, BEFORE, HELP, LEAD, SEAT, change, dissolved

FILLS = "REPRESENTS"


def worked(*links: Link, day: str = "") -> Work:
    with sketched(*links) as engine:
        return work(engine, as_of=day)


def holders(found: Work) -> dict[str, set[str]]:
    return {thing: set(held) for thing, held in found.held.items()}


def test_of_two_that_no_day_separates_the_successor_holds_what_moved_and_the_other_the_rest() -> None:
    found = worked(
        change("a/new", "transfer", "a/old", "t/1", "t/3", day=""),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/3"),
        ("m/1", FILLS, "a/old"),
        ("m/1", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
    )
    assert holders(found) == {"t/1": {"a/new", "a/old"}, "t/2": {"a/old"}, "t/3": {"a/new"}}
    assert [hop.near for hop in found.held["t/1"]["a/old"].hops] == ["a/old", "m/1"], "by its seat alone"
    leaders = found.leaders()
    assert {thing: set(leaders[thing]) for thing in ("t/1", "t/3")} == {"t/1": {"a/new", "a/old"}, "t/3": {"a/new"}}


def test_with_the_seat_that_moves_goes_what_the_seat_leads() -> None:
    found = worked(
        change("a/new", "rename", "a/old", day=""), ("m/1", FILLS, "a/old"), ("m/1", LEAD, "t/1"), ("m/1", SEAT, "c/1")
    )
    assert holders(found) == {"t/1": {"a/new"}}
    assert {seat.far for seat, _ in found.seats["a/new"]} == {"m/1"}
    assert {bench.far for _, bench in found.seats["a/new"]} == {"c/1"}, "what a seat leads is no body that it is on"


def test_all_who_work_on_a_task_work_on_its_indicator_in_some_way() -> None:
    found = worked(("a/A", LEAD, "t/1"), ("a/B", HELP, "t/2"), ("t/2", "PART_OF", "t/1"), ("t/1", "MEASURED_BY", "i/1"))
    assert found.others_at("i/1") == {"a/A"}
    assert found.others_at("t/2") == {"a/A", "a/B"}


def test_neither_the_whole_of_a_section_nor_one_of_several_possible_successors_leads() -> None:
    """Each of them works on something else, so all are in scope."""
    found = worked(
        ("a/section", "PART_OF", "a/whole"), ("a/section", LEAD, "t/1"), ("a/whole", HELP, "t/1"), ("a/A", HELP, "t/1")
    )
    assert set(found.leaders()["t/1"]) == {"a/section"}
    divided = worked(
        change("a/B", "split", "a/A"),
        change("a/C", "split", "a/A"),
        ("a/A", LEAD, "t/1"),
        *((agency, HELP, "t/2") for agency in ("a/B", "a/C")),
        day=AFTER,
    )
    assert divided.leaders() == {} and set(divided.held["t/2"]) == {"a/B", "a/C"}


def test_of_two_paths_by_which_an_agency_leads_the_nearer_one_counts() -> None:
    found = worked(("a/A", LEAD, "i/1"), ("a/A", LEAD, "t/1"), ("t/1", "MEASURED_BY", "i/1"))
    assert [(walk.leads, walk.distance) for walk in (found.leaders()["i/1"]["a/A"],)] == [(True, 0)]


def test_a_convener_leads_what_its_group_undertakes_only_where_nobody_else_does() -> None:
    group = ("a/A", LEAD, "g/1"), ("g/1", "UNDERTAKES", "t/1"), ("g/1", "UNDERTAKES", "t/2")
    found = worked(*group, ("a/B", LEAD, "t/1"))
    assert {thing: set(found.leaders()[thing]) for thing in ("t/1", "t/2")} == {"t/1": {"a/B"}, "t/2": {"a/A"}}


def test_the_work_goes_over_changes_of_a_council_and_not_on_to_years_and_targets() -> None:
    found = worked(
        change("c/2", "rename", "c/1"),
        ("a/A", LEAD, "c/1"),
        ("a/A", LEAD, "i/1"),
        ("i/1", "HAS_TARGET", "y/1"),
        ("i/1", "ALIGNS_TO", "s/1"),
        day=AFTER,
    )
    assert holders(found) == {"c/2": {"a/A"}, "i/1": {"a/A"}}
    assert {thing: set(walks) for thing, walks in found.leaders().items()} == holders(found)


def test_reports_go_to_whoever_has_the_place_of_a_council_now() -> None:
    """The relationship ended with the first council, on the eve of the first of two changes; a third is to come."""
    with sketched(
        change("c/2", "rename", "c/1"),
        change("c/3", "rename", "c/2", day="2023-12-01"),
        change("c/4", "rename", "c/3", day="2025-01-01"),
        dissolved("c/1"),
        ("a/A", "REPORTS_TO", "g/1"),
        ("m/1", "REPORTS_TO", "c/1", {"valid_to": BEFORE}),
        c_3={"name": "三會"},
    ) as engine:
        nodes = {row["id"]: row for row in engine.read("MATCH (n:Council) RETURN n.id AS id, labels(n)[0] AS kind")}
        rows = reporting(engine, lifetimes(engine, nodes, every=True), as_of=AFTER)
        assert {(r["from"], r["to"], r["to_name"], r["stated"]) for r in rows} == {
            ("m/1", "c/3", "三會", ("m/1", "c/1")),
            ("a/A", "g/1", "g/1", ("a/A", "g/1")),
        }


def test_an_end_that_was_changed_once_is_the_successor_and_a_report_counts_in_its_own_data_set() -> None:
    with sketched(change("c/2", "rename", "c/1"), ("m/1", "REPORTS_TO", "c/1", {"valid_to": BEFORE})) as engine:
        lives = lifetimes(engine, {"c/1": {"kind": "Council"}}, every=True)
        (row,) = reporting(engine, lives, datasets=["sketch"], as_of=AFTER)
        assert row["to"] == "c/2" and [c.after for c in row["changes"]] == ["c/2"]
        assert reporting(engine, lives, datasets=["another"], as_of=AFTER) == []


def test_nobody_reports_to_a_body_that_has_ended_nor_by_a_relationship_that_has() -> None:
    to_another: Link = ("m/1", "REPORTS_TO", "c/2", {"valid_to": "2022-12-31"})
    with sketched(("m/1", "REPORTS_TO", "c/1"), to_another, c_1={"valid_to": "2022-12-31"}) as engine:
        lives = lifetimes(engine, {"c/1": {"kind": "Council", "valid_to": "2022-12-31"}}, every=True)
        found = [[row["to"] for row in reporting(engine, lives, as_of=day)] for day in ("2022-12-31", "2023-01-01")]
    assert found == [["c/1", "c/2"], []]


def test_who_only_reports_reviews_or_sits_is_in_scope_too_and_who_only_has_a_section_and_no_agency_is_not() -> None:
    found = worked(
        ("a/A", "REPORTS_TO", "g/1"),
        ("m/1", "REPORTS_TO", "c/1"),
        ("m/2", FILLS, "a/D"),
        ("c/2", "REVIEWS", "t/1"),
        ("a/B", "REVIEWS", "t/1"),
        ("a/C", LEAD, "c/1"),
        ("a/C", LEAD, "g/1"),
        ("a/C", HELP, "g/1"),
        ("a/C", "PART_OF", "a/whole"),
    )
    assert set(found.scope.agencies) == {"a/A", "a/B", "a/C", "a/D"}
    assert {thing: set(held["a/C"].types) for thing, held in found.held.items()} == {"c/1": {LEAD}, "g/1": {LEAD, HELP}}
    assert {party: [hop.far for hop in hops] for party, hops in found.reviewed_by.items()} == {
        "a/B": ["t/1"],
        "c/2": ["t/1"],
    }
    assert set(found.leaders()) == {"c/1", "g/1"}


def test_the_workload_counts_each_thing_once_a_column_and_most_things_first() -> None:
    """What sections answer for apart; of a lead that came by a change and a helping role of its own, the lead."""
    with sketched(
        *(("a/A", role, thing) for role, thing in ((LEAD, "t/1"), (HELP, "t/1"), (HELP, "t/2"), ("REVIEWS", "t/3"))),
        *((task, "MEASURED_BY", "i/1") for task in ("t/1", "t/2")),
        *(("m/1", FILLS, "a/A"), ("m/1", LEAD, "t/4"), ("m/1", SEAT, "c/1")),
        *(("a/part", "PART_OF", "a/A"), ("a/part", LEAD, "t/1"), ("a/part", HELP, "t/5"), ("a/A", "PART_OF", "a/over")),
        *(change("a/new", "rename", "a/old"), ("a/old", LEAD, "t/6"), ("a/new", HELP, "t/6"), ("a/new", HELP, "t/7")),
        ("t/6", "MEASURED_BY", "i/6"),
        *(change("a/B", "split", "a/gone"), change("a/C", "split", "a/gone"), ("a/gone", LEAD, "t/8")),
        ("a/world", LEAD, "t/9"),
        a_A={"name": "甲局", "name_en": "A", "kind": "bureau"},
        a_world={"kind": "international"},
    ) as engine:
        rows = {day: workload(engine, as_of=day) for day in (BEFORE, AFTER)}
        assert [row["agency"] for row in workload(engine, scope="international")] == ["a/world"]
        assert {"a/world", "a/old"} <= {row["agency"] for row in workload(engine, datasets=["sketch"])}
        assert workload(engine, datasets=["another"]) == []
    names = ["agency", "agency_name", "agency_name_en", "agency_kind", "dataset"]
    counts = ["convenes", "co_organizes", "reviews", "seats", "tasks", "indicators", "sections"]
    assert list(rows[AFTER][0]) == [*names, *counts]
    assert [tuple(row.values()) for row in rows[AFTER]] == [
        ("a/A", "甲局", "A", "bureau", "sketch", 2, 2, 1, 1, 4, 1, 1),
        ("a/new", "a/new", "", "", "sketch", 1, 1, 0, 0, 2, 1, 0),
        ("a/part", "a/part", "", "", "sketch", 1, 1, 0, 0, 2, 1, 0),
        ("a/over", "a/over", "", "", "sketch", 0, 0, 0, 0, 0, 0, 8),
    ]
    assert [row["agency"] for row in rows[BEFORE]] == ["a/A", "a/new", "a/part", "a/gone", "a/old", "a/over"]
