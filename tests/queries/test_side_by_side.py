"""Two agencies side by side: every thing of either stands in one part, with the roles that the agency itself says."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

import quanze
from quanze.errors import QueryError, UnknownNameError
from quanze.exports.side_by_side import counts
from quanze.queries.side_by_side import side_by_side
from quanze.schema.dates import holds
from tests.queries.sketch import sketched
from tests.queries.test_succession import AFTER, LEAD, UNSETTLED, change

COUNTED = {
    "leads": "convenes",
    "co-organizes": "co_organizes",
    "reviews": "reviews",
    "seats": "seats",
    "tasks": "tasks",
    "indicators": "indicators",
}
"""What is counted: its word, and the key of the workload."""


def items(graph: quanze.Graph, agency: str, day: str) -> set[str]:
    """What an agency answers for on a day, and not only perhaps."""
    rows = graph.agency(agency, as_of=day)
    living = [row for row in rows if holds(row["valid_from"], row["valid_to"], graph.day(day))]
    return {row["item"] for row in living if row["how"] != UNSETTLED and row["item_kind"] != "AnnualTarget"}


@pytest.mark.whole
@pytest.mark.parametrize("day", ["", "2022", "2023-12-31"])
def test_a_thing_is_of_both_or_of_one_as_each_agency_says(town: quanze.Graph, day: str) -> None:
    agencies = [row["id"] for row in town.records("Agency")][:9]
    mine = {agency: items(town, agency, day) for agency in agencies}
    load: dict[str, Any] = {row["agency"]: row for row in town.workload(scope="all", as_of=day)}
    shared = 0
    for first, second in combinations(agencies, 2):
        found = town.side_by_side(first, second, as_of=day)
        parts: dict[str, set[str]] = {"both": set(), "first": set(), "second": set(), "neither": set()}
        for row in found["rows"]:
            parts[row["whose"]].add(row["item"])
        assert len(found["rows"]) == sum(map(len, parts.values())), "each thing once"
        assert parts["both"] == mine[first] & mine[second]
        assert parts["first"] == mine[first] - mine[second]
        assert parts["second"] == mine[second] - mine[first]
        shared += len(parts["both"])
        if not day:
            continue  # of no day the workload counts what has ended too
        said = {row["count"]: (row["first"], row["second"]) for row in counts(found, "en")}
        for at, agency in enumerate((first, second)):
            own = load.get(agency, dict.fromkeys(COUNTED.values(), 0))
            assert {key: said[head][at] for head, key in COUNTED.items() if head in said} == {
                key: own[key] for head, key in COUNTED.items() if head in said
            }
    assert shared


def test_what_the_source_leaves_open_is_neithers_until_one_holds_it() -> None:
    links = [("a/old", LEAD, "t/1"), ("a/old", LEAD, "t/2"), ("a/2", LEAD, "t/2")]
    split = [change("a/1", "split", "a/old"), change("a/2", "split", "a/old")]
    with sketched(*links, *split) as engine:
        pair = tuple({"id": id_, "kind": "Agency", "name": id_, "name_en": None} for id_ in ("a/1", "a/2"))
        found = side_by_side(engine, pair, as_of=AFTER, day=AFTER)  # type: ignore[arg-type]
    whose = {row["item"]: row["whose"] for row in found["rows"]}
    assert whose == {"t/1": "neither", "t/2": "second"}
    row = next(row for row in found["rows"] if row["item"] == "t/2")
    assert [one["how"] for one in (*row["first"], *row["second"])] == [UNSETTLED, "stated"]


def test_what_was_not_read_of_an_agency_is_counted() -> None:
    graph = quanze.open()
    with graph:
        every = graph.side_by_side("環保局", "教育處")
        few = graph.side_by_side("環保局", "教育處", most=3)
        assert every["left_out"] == [0, 0] and every["other_times"] == [1, 0]
        assert few["left_out"] == [len(graph.agency(name)) - 3 for name in ("環保局", "教育處")]
        with pytest.raises(QueryError, match="same agency"):
            graph.side_by_side("環保局", "環境保護局")
        with pytest.raises(UnknownNameError):
            graph.side_by_side("環保局", "民眾參與")
