"""The statements of one step: what they ask from a record, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from quanze.graph.engine import Engine
from quanze.queries.hops import leading, passing, statement, whole_statement
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


def test_the_whole_asks_the_same_of_every_record(engine: Engine) -> None:
    step = whole_statement(THING, "Task", dated=False, chosen=False)
    assert step is not None
    assert {(r["here"], r["there"]) for r in engine.read(step.text, {})} == {
        *(("t/1", near) for near in ("a/lead", "a/help", "m/1", "c/1", "g/1", "t/above")),
        ("t/below", "t/1"),
    }


def test_where_no_way_goes_on_there_is_no_statement() -> None:
    assert statement(SEAT, "Task", nearer=True) is None
    assert statement(THING, "AnnualTarget", nearer=False) is None
    assert whole_statement(SEAT, "Task", dated=False, chosen=False) is None


def test_who_reads_the_whole_reads_no_dates_unless_a_day_is_asked_about() -> None:
    plain, dated = (whole_statement(THING, "Task", dated=dated, chosen=False) for dated in (False, True))
    assert plain is not None and dated is not None
    assert "valid_from" not in plain.text
    assert "valid_from" in dated.text
