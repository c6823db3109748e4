"""The statements of one step: what they ask from a record, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from quanze.graph.engine import Engine
from quanze.queries.hops import join_statement, joins, leading, passing, records_statement, statement
from quanze.schema.ways import BENCH, PARTY, SEAT, THING, Step
from tests.queries.sketch import sketched


@pytest.fixture
def engine() -> Iterator[Engine]:
    with sketched(
        ("a/lead", "CONVENES", "t/1"),
        ("a/help", "CO_ORGANIZES", "t/1"),
        ("m/1", "CONVENES", "t/1"),
        ("c/1", "REVIEWS", "t/1"),
        ("g/1", "UNDERTAKES", "t/1"),
        ("t/1", "PART_OF", "t/above"),
        ("t/below", "PART_OF", "t/1"),
        ("t/1", "MEASURED_BY", "i/1"),
        ("m/1", "REPRESENTS", "a/lead"),
        ("m/1", "SITS_ON", "g/1"),
    ) as sketch:
        yield sketch


@pytest.mark.parametrize(
    ("place", "kind", "id_", "nearer", "which", "there"),
    [
        (THING, "Task", "t/1", True, None, {"a/lead", "a/help", "m/1", "c/1", "g/1", "t/above"}),
        (THING, "Task", "t/1", True, leading, {"a/lead", "m/1", "g/1", "t/above"}),
        (THING, "Task", "t/1", True, passing, {"g/1", "t/above"}),
        (THING, "Task", "t/1", False, None, {"t/below", "i/1"}),
        (PARTY, "Agency", "a/lead", False, None, {"t/1", "m/1"}),
        (PARTY, "Agency", "a/lead", True, None, set()),
        (SEAT, "Member", "m/1", True, None, {"a/lead"}),
        (SEAT, "Member", "m/1", False, None, {"t/1", "g/1"}),
        (BENCH, "Subgroup", "g/1", True, None, {"m/1"}),
    ],
)
def test_a_step_asks_what_is_next_in_its_direction(
    engine: Engine,
    place: str,
    kind: str,
    id_: str,
    nearer: bool,
    which: Callable[[Step], bool] | None,
    there: set[str],
) -> None:
    step = statement(place, kind, nearer=nearer, which=which)
    assert step is not None
    assert {row["there"] for row in engine.read(step.text, {"ids": [id_]})} == there


def test_where_no_way_goes_on_there_is_no_statement() -> None:
    assert statement(SEAT, "Task", nearer=True) is None
    assert statement(THING, "AnnualTarget", nearer=False) is None


def test_the_whole_asks_for_every_relationship_once_from_the_agencies_side(engine: Engine) -> None:
    asked = [
        (near, join.type, far)
        for join in joins()
        for row in engine.read(join_statement(join, chosen=False), {})
        for near, far in zip(row["near"], row["far"], strict=True)
    ]
    assert sorted(asked) == [
        ("a/help", "CO_ORGANIZES", "t/1"),
        ("a/lead", "CONVENES", "t/1"),
        ("a/lead", "REPRESENTS", "m/1"),
        ("c/1", "REVIEWS", "t/1"),
        ("g/1", "SITS_ON", "m/1"),
        ("g/1", "UNDERTAKES", "t/1"),
        ("m/1", "CONVENES", "t/1"),
        ("m/1", "SITS_ON", "g/1"),
        ("t/1", "MEASURED_BY", "i/1"),
        ("t/1", "PART_OF", "t/below"),
        ("t/above", "PART_OF", "t/1"),
    ]


def test_the_whole_hands_over_together_what_has_the_same_words_and_days() -> None:
    days = {"valid_from": "2020-01-01"}
    with sketched(
        ("a/A", "CONVENES", "t/1"), ("a/B", "CONVENES", "t/2"), ("a/C", "CONVENES", "t/3", days), a_A={}
    ) as engine:
        (join,) = (join for join in joins() if join[:3] == ("CONVENES", "Agency", "Task"))
        rows = engine.read(join_statement(join, chosen=False), {})
    together = {row["valid_from"]: sorted(zip(row["near"], row["far"], row["keys"], strict=True)) for row in rows}
    assert {day: [ends[:2] for ends in found] for day, found in together.items()} == {
        None: [("a/A", "t/1"), ("a/B", "t/2")],
        "2020-01-01": [("a/C", "t/3")],
    }


def test_the_whole_keeps_to_data_sets(engine: Engine) -> None:
    (join,) = (join for join in joins() if join[:3] == ("CONVENES", "Agency", "Task"))
    for datasets, found in ((["sketch"], 1), (["other"], 0)):
        rows = engine.read(join_statement(join, chosen=True), {"datasets": datasets})
        assert [len(row["keys"]) for row in rows] == [1] * found


def test_the_whole_asks_for_every_record_with_its_kind_of_agency() -> None:
    with sketched(("a/A", "CONVENES", "t/1"), a_A={"kind": "class"}) as engine:
        (row,) = engine.read(records_statement("Agency"), {})
    assert (row["id"], row["sort"]) == ("a/A", "class")
