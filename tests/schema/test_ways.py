"""A way that cannot be walked is refused where it is declared."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.errors import SchemaError
from quanze.schema import RELATIONSHIPS, ROLES, ways
from quanze.schema.declare import Relationship
from quanze.schema.ways import (
    BENCH,
    HOWS,
    PARTY,
    SEAT,
    SECTIONED,
    THING,
    UNSETTLED,
    UNSETTLED_WAYS,
    WAYS,
    Step,
    Way,
    answered_kinds,
    steps_from,
    steps_to,
)

SECTION = next(way for way in WAYS if way.how == SECTIONED)
TAKING = next(way for way in WAYS if way.takes)
PASSING = next(way for way in WAYS if way.leaves == THING)


@pytest.mark.parametrize(
    ("way", "change", "words", "advice"),
    [
        (SECTION, {"type": "OWNS"}, "no relationship 'OWNS'", "Declare the relationship"),
        (SECTION, {"leaves": "roof"}, "goes from roof to party", "from party to seat"),
        (SECTION, {"reaches": "roof"}, "goes from party to roof", "from party to seat"),
        (SECTION, {"leaves": SEAT, "reaches": PARTY}, "goes from seat to party", "from party to seat"),
        (SECTION, {"leaves": BENCH, "reaches": SEAT}, "goes from bench to seat", "from party to seat"),
        (SECTION, {"takes": True}, "takes=True does not fit", "the step that reaches a thing"),
        (TAKING, {"takes": False}, "takes=False does not fit", "the step that reaches a thing"),
        (PASSING, {"takes": True}, "takes=True does not fit", "the step that reaches a thing"),
        (SECTION, {"how": "sideways"}, "how='sideways'", "one of stated, seat, inherited, carried, section"),
        (SECTION, {"adds": -1}, "adds=-1", "0 or more"),
        (SECTION, {"near": ("Ship",)}, "kinds that do not exist", "labels of the kinds"),
        (SECTION, {"far": ("Ship",)}, "kinds that do not exist", "labels of the kinds"),
        (SECTION, {"near": ("Task",)}, "fits no pair of kinds", "Check near, far"),
        (SECTION, {"far": ("Task",)}, "fits no pair of kinds", "Check near, far"),
    ],
)
def test_refused(way: Way, change: dict[str, Any], words: str, advice: str) -> None:
    with pytest.raises(SchemaError) as refused:
        way.but(**change)
    assert way.code in refused.value.message
    assert words in refused.value.message
    assert advice in refused.value.advice


def test_only_what_passes_by_a_succession_may_be_left_open() -> None:
    down, up = ("succession", "bench-succession", "body-succession"), ("heir", "bench-heir")
    assert {way.code for way in UNSETTLED_WAYS} == {*down, *up}
    assert {way.how for way in UNSETTLED_WAYS.values()} == {UNSETTLED}


def test_how_one_answers_is_said_in_each_language() -> None:
    assert all(how.en.isascii() and not how.zh.isascii() for how in HOWS.values())


def test_a_way_does_not_change() -> None:
    with pytest.raises(AttributeError):
        SECTION.adds = 2  # type: ignore[misc]


def test_a_step_may_add_nothing_and_stay_at_its_place() -> None:
    assert SECTION.but(adds=0).adds == 0
    assert (SECTION.leaves, SECTION.reaches) == (PARTY, PARTY)
    assert {(t, a, b) for t, a, b in SECTION.steps()} == {("PART_OF", "Agency", "Agency")}


def ends(steps: tuple[Step, ...]) -> set[tuple[str, str, str]]:
    return {(s.near, s.type, s.far) for s in steps}


def test_a_seat_is_reached_from_its_agency_and_leads_to_its_roles_and_bodies() -> None:
    assert ends(steps_to(SEAT, "Member")) == {("Agency", "REPRESENTS", "Member")}
    assert ends(steps_from(SEAT, "Member")) == {
        *(("Member", "CONVENES", kind) for kind in ("Council", "Subgroup", "Task", "Indicator")),
        ("Member", "SITS_ON", "Council"),
        ("Member", "SITS_ON", "Subgroup"),
    }
    assert steps_to(PARTY, "Task") == ()
    assert ends(steps_from(THING, "Document")) == {("Document", "SUCCEEDS", "Document")}


def test_the_bench_of_a_body_is_reached_by_seats_and_leads_to_what_it_reviews() -> None:
    before = ("Council", "SUCCEEDS", "Council")
    assert ends(steps_to(BENCH, "Council")) == {("Member", "SITS_ON", "Council"), before}
    assert ends(steps_from(BENCH, "Council")) == {
        *(("Council", "REVIEWS", kind) for kind in ("Indicator", "Task", "Document")),
        before,
    }


def test_a_step_says_whether_it_is_a_role_and_leads() -> None:
    said = {s.type: (s.role, s.leads) for s in steps_to(THING, "Task")}
    assert said == {
        "CONVENES": (True, True),
        "CO_ORGANIZES": (True, False),
        "REVIEWS": (True, False),
        "UNDERTAKES": (False, False),
        "PART_OF": (False, False),
    }


def test_a_body_that_leads_does_not_make_its_members_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    """No role of ours lets a body lead; one that another plan declares may."""
    heads = Relationship(
        "HEADS",
        "統領",
        "heads",
        "Leads it.",
        (("Council", "Task"),),
        ("統領",),
        letter_zh="統",
        letter_en="H",
        leads=True,
    )
    monkeypatch.setattr(ways, "ROLES", (*ROLES, heads))
    monkeypatch.setattr(ways, "RELATIONSHIPS", (*RELATIONSHIPS, heads))
    led_by = {way.code for way in WAYS if ("HEADS", "Council", "Task") in way.steps()}
    assert led_by == {"body-role"}


def test_somebody_can_answer_for_every_kind_but_the_agencies_themselves() -> None:
    assert answered_kinds() == (
        "Document",
        "Council",
        "Subgroup",
        "Member",
        "Task",
        "Indicator",
        "AnnualTarget",
        "SDGGoal",
        "SDGTarget",
    )
