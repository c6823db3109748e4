"""A way that cannot be walked is refused where it is declared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quanze.errors import SchemaError
from quanze.schema.ways import BENCH, PARTY, SEAT, SECTIONED, THING, WAYS, Way

SECTION = next(way for way in WAYS if way.how == SECTIONED)
TAKING = next(way for way in WAYS if way.takes)
PASSING = next(way for way in WAYS if way.leaves == THING)


@pytest.mark.parametrize(
    ("way", "change", "words"),
    [
        (SECTION, {"type": "OWNS"}, "no relationship 'OWNS'"),
        (SECTION, {"leaves": "roof"}, "goes from roof to party"),
        (SECTION, {"reaches": "roof"}, "goes from party to roof"),
        (SECTION, {"leaves": SEAT, "reaches": PARTY}, "goes from seat to party"),
        (SECTION, {"leaves": BENCH, "reaches": SEAT}, "goes from bench to seat"),
        (SECTION, {"takes": True}, "takes=True does not fit"),
        (TAKING, {"takes": False}, "takes=False does not fit"),
        (PASSING, {"takes": True}, "takes=True does not fit"),
        (SECTION, {"how": "sideways"}, "how='sideways'"),
        (SECTION, {"adds": -1}, "adds=-1"),
        (SECTION, {"near": ("Ship",)}, "kinds that do not exist"),
        (SECTION, {"far": ("Ship",)}, "kinds that do not exist"),
        (SECTION, {"near": ("Task",)}, "fits no pair of kinds"),
        (SECTION, {"far": ("Task",)}, "fits no pair of kinds"),
    ],
)
def test_refused(way: Way, change: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaError) as refused:
        replace(way, **change)
    assert way.code in str(refused.value)
    assert words in str(refused.value)


def test_a_step_may_add_nothing_and_stay_at_its_place() -> None:
    assert replace(SECTION, adds=0).adds == 0
    assert (SECTION.leaves, SECTION.reaches) == (PARTY, PARTY)
    assert {(t, a, b) for t, a, b in SECTION.steps()} == {("PART_OF", "Agency", "Agency")}
