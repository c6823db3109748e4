"""How an agency answers for a thing.

The one rule behind who, agency, matrices, gaps, dependencies, coverage and pictures.

A walk leads from an agency to the thing, one relationship a step. It begins at a ``PARTY`` (the agency, or a body in
its own name), may go down to a section and on to a ``SEAT`` that the section fills, takes hold of a ``THING`` by a
role, and follows what passes the answer on: from a body to its tasks, from a task to its sub-tasks and indicators, and
so on. ``WAYS`` lists the steps there are; nothing else decides who is responsible.

A role keeps its type on the way. Only leading ends at a body: who convenes a group coordinates the group's tasks and
does not lead them (``Way.coordinates``).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from quanze.errors import SchemaError
from quanze.schema.declare import Choice, Declared, Relationship
from quanze.schema.kinds import KINDS
from quanze.schema.relationships import RELATIONSHIPS, ROLES

PARTY, SEAT, BENCH, THING = "party", "seat", "bench", "thing"
"""Where a walk is: at who answers, at a seat it fills, on the bench of the body the seat is on, at what it answers
for."""
PLACES = (PARTY, SEAT, BENCH, THING)
STATED, SEATED, INHERITED, CARRIED = "stated", "seat", "inherited", "carried"
SECTIONED, UNSETTLED = "section", "unsettled"
HOWS = {
    how.code: how
    for how in (
        Choice(STATED, "直接", "direct"),
        Choice(SEATED, "經由席位", "through a seat"),
        Choice(INHERITED, "間接", "inherited"),
        Choice(CARRIED, "承接", "carried over"),
        Choice(SECTIONED, "經由所屬單位", "through a section"),
        Choice(UNSETTLED, "來源未載明由何者承接", "one of the successors; the source does not say"),
    )
}
"""How an agency answers, from near to far. A walk answers in the farthest way of its steps.

Whoever is only one of those who may have taken a duty over (``UNSETTLED``) does not answer for it: the row says that
the source leaves it open.
"""
BODIES = ("Council", "Subgroup")
"""Kinds that answer in their own name as well, beside the agencies."""
PARTIES = ("Agency", *BODIES)
INHERITABLE = ("Council", "Document")
"""Kinds of things that others take the place of: who answers for one then answers for its successor."""
ANY_ROLE = "*"
"""Stands for every relationship that is a role."""
ANY_KIND: tuple[str, ...] = ()
"""Stands for every kind that the relationship may join."""
_KINDS = tuple(k.label for k in KINDS)


class Way(Declared):
    """One step of a walk: over which relationship, between which kinds and places, and what it gives.

    ``along`` says that the relationship points the way the walk goes; ``near`` are the kinds on the agency's side and
    ``far`` those on the thing's. ``takes`` marks the step that takes hold of the thing: its relationship is the role of
    the answer. ``adds`` is what the step adds to the distance. ``coordinates``: a lead does not lead beyond this step.
    ``leads`` is false where a leading role may not be taken at all. ``aligned``: a role limited to one SDG target goes
    no further than to that one.
    """

    code: str
    zh: str
    type: str
    along: bool
    near: tuple[str, ...]
    far: tuple[str, ...]
    leaves: str
    reaches: str
    how: str = STATED
    adds: int = 0
    takes: bool = False
    coordinates: bool = False
    leads: bool = True
    aligned: bool = False

    def _check(self) -> None:
        known = {r.type for r in RELATIONSHIPS} | {ANY_ROLE}
        if self.type not in known:
            raise SchemaError(f"way {self.code!r}: no relationship {self.type!r}.", "Declare the relationship first.")
        if not {self.leaves, self.reaches}.issubset(PLACES) or PLACES.index(self.leaves) > PLACES.index(self.reaches):
            raise SchemaError(
                f"way {self.code!r} goes from {self.leaves} to {self.reaches}.",
                "A way goes on from party to seat, bench and thing.",
            )
        if self.takes != (self.reaches == THING and self.leaves != THING):
            raise SchemaError(
                f"way {self.code!r}: takes={self.takes} does not fit its places.",
                "Exactly the step that reaches a thing from elsewhere takes the role.",
            )
        if self.how not in HOWS or self.adds < 0:
            raise SchemaError(
                f"way {self.code!r}: how={self.how!r}, adds={self.adds}.",
                f"Use one of {', '.join(HOWS)}, and add 0 or more.",
            )
        if not {*self.near, *self.far}.issubset(_KINDS):
            raise SchemaError(f"way {self.code!r} joins kinds that do not exist.", "Use the labels of the kinds.")
        if not self.steps():
            raise SchemaError(
                f"way {self.code!r} fits no pair of kinds its relationship joins.", "Check near, far and along."
            )

    def types(self) -> tuple[Relationship, ...]:
        """The relationships it goes over."""
        return ROLES if self.type == ANY_ROLE else tuple(r for r in RELATIONSHIPS if r.type == self.type)

    def steps(self) -> tuple[tuple[str, str, str], ...]:
        """Every (relationship type, near kind, far kind) that the declared ends allow."""
        return tuple(
            (r.type, near, far)
            for r in self.types()
            if self.leads or not r.leads
            for start, end in r.ends
            for near, far in (((start, end) if self.along else (end, start)),)
            if (not self.near or near in self.near) and (not self.far or far in self.far)
        )


WAYS = (
    Way(
        "section",
        "所屬單位",
        "PART_OF",
        False,
        ("Agency",),
        ("Agency",),
        PARTY,
        PARTY,
        SECTIONED,
        1,
    ),
    Way("succession", "前身", "SUCCEEDS", True, ("Agency", "Council"), ("Agency", "Council"), PARTY, PARTY, CARRIED),
    Way("bench-succession", "組織的前身", "SUCCEEDS", True, ("Council",), ("Council",), BENCH, BENCH, CARRIED),
    Way("bench-heir", "席位所在組織的承接者", "SUCCEEDS", False, ("Council",), ("Council",), BENCH, BENCH, CARRIED),
    Way("role", "角色", ANY_ROLE, True, ("Agency",), ANY_KIND, PARTY, THING, takes=True),
    Way("seat", "席位", "REPRESENTS", False, ("Agency",), ("Member",), PARTY, SEAT, SEATED),
    Way(
        "seat-role",
        "席位的角色",
        ANY_ROLE,
        True,
        ("Member",),
        ANY_KIND,
        SEAT,
        THING,
        SEATED,
        takes=True,
    ),
    Way(
        "membership",
        "席位所在組織",
        "SITS_ON",
        True,
        ("Member",),
        BODIES,
        SEAT,
        THING,
        SEATED,
        takes=True,
    ),
    Way("bench", "席位所在組織", "SITS_ON", True, ("Member",), BODIES, SEAT, BENCH, SEATED),
    Way(
        "reviewing-seat",
        "組織的審議",
        ANY_ROLE,
        True,
        BODIES,
        ANY_KIND,
        BENCH,
        THING,
        INHERITED,
        1,
        takes=True,
        leads=False,
    ),
    Way("holder", "擔任席位", "REPRESENTS", False, ("Agency",), ("Member",), PARTY, THING, takes=True),
    Way("body-role", "組織的角色", ANY_ROLE, True, BODIES, ANY_KIND, PARTY, THING, takes=True),
    Way(
        "body-task",
        "組織的任務",
        "UNDERTAKES",
        True,
        BODIES,
        ("Task",),
        PARTY,
        THING,
        takes=True,
    ),
    Way(
        "body-seat",
        "組織的席位",
        "SITS_ON",
        False,
        BODIES,
        ("Member",),
        PARTY,
        THING,
        takes=True,
    ),
    Way("parent-task", "上層任務", "PART_OF", False, ("Task",), ("Task",), THING, THING, INHERITED, 1),
    Way(
        "task-of-body",
        "組織的任務",
        "UNDERTAKES",
        True,
        BODIES,
        ("Task",),
        THING,
        THING,
        INHERITED,
        1,
        coordinates=True,
    ),
    Way("body-succession", "組織的前身", "SUCCEEDS", True, ("Council",), ("Council",), THING, THING, CARRIED),
    Way("heir", "承接者", "SUCCEEDS", False, INHERITABLE, INHERITABLE, THING, THING, CARRIED),
    Way(
        "indicator-of-task",
        "任務的指標",
        "MEASURED_BY",
        True,
        ("Task",),
        ("Indicator",),
        THING,
        THING,
        INHERITED,
        1,
    ),
    Way(
        "year-of-indicator",
        "年度目標",
        "HAS_TARGET",
        True,
        ("Indicator",),
        ("AnnualTarget",),
        THING,
        THING,
        INHERITED,
        1,
    ),
    Way(
        "alignment",
        "對應的 SDG",
        "ALIGNS_TO",
        True,
        ("Task", "Indicator"),
        ("SDGTarget", "SDGGoal"),
        THING,
        THING,
        INHERITED,
        1,
        aligned=True,
    ),
    Way(
        "goal",
        "SDG 目標",
        "PART_OF",
        True,
        ("SDGTarget",),
        ("SDGGoal",),
        THING,
        THING,
        INHERITED,
        1,
    ),
    Way(
        "mandate",
        "任務的依據",
        "MANDATED_BY",
        True,
        ("Task",),
        ("Document",),
        THING,
        THING,
        INHERITED,
        1,
    ),
)
"""Every step there is, in the order in which equally near answers are listed."""
UNSETTLED_WAYS = {way: way.but(how=UNSETTLED) for way in WAYS if way.how == CARRIED}
"""The same steps where the source does not say who took over what."""
LIVES_WITH = (
    ("Member", "SITS_ON", True, BODIES),
    ("Subgroup", "PART_OF", True, ("Council",)),
    ("AnnualTarget", "HAS_TARGET", False, ("Indicator",)),
)
"""What lives no longer than what it belongs to: its kind, the relationship, whether that leads from it, and the kinds
of what it belongs to."""
CLASSES = ("class",)
"""Kinds of agency (``Agency.kind``) that are no body: a class answers as a class, its members for themselves."""
NOT_WHOLE = (*CLASSES, "government")
"""Kinds that do not answer through their parts: a class, and a government, whose parts are agencies of their own.

Otherwise the city would answer for everything that any of its bureaus does.
"""
OWN_DUTIES = ("Council",)
"""Bodies whose tasks are their own duties: these need no agency that leads them."""


class Step(NamedTuple):
    """One declared step: its way, the relationship type and kinds of one pair of ends, whether the type is a role and
    leads."""

    way: Way
    type: str
    near: str
    far: str
    role: bool
    leads: bool


def steps_to(place: str, kind: str) -> tuple[Step, ...]:
    """The steps that reach a kind at a place: one relationship nearer to the agencies."""
    return _steps()[0].get((place, kind), ())


def steps_from(place: str, kind: str) -> tuple[Step, ...]:
    """The steps that leave a kind at a place: one relationship nearer to the things."""
    return _steps()[1].get((place, kind), ())


@cache
def _steps() -> tuple[dict[tuple[str, str], tuple[Step, ...]], dict[tuple[str, str], tuple[Step, ...]]]:
    """All steps by where they end and by where they begin."""
    ends: dict[tuple[str, str], tuple[Step, ...]] = {}
    starts: dict[tuple[str, str], tuple[Step, ...]] = {}
    for step in every_step():
        ends[step.way.reaches, step.far] = (*ends.get((step.way.reaches, step.far), ()), step)
        starts[step.way.leaves, step.near] = (*starts.get((step.way.leaves, step.near), ()), step)
    return ends, starts


@cache
def every_step() -> tuple[Step, ...]:
    """All steps in the order of their ways."""
    declared = {r.type: r for r in RELATIONSHIPS}
    return tuple(
        Step(way, type_, near, far, declared[type_].role, declared[type_].leads)
        for way in WAYS
        for type_, near, far in way.steps()
    )


@cache
def answered_kinds() -> tuple[str, ...]:
    """The kinds that someone can answer for, in the order of the schema."""
    return tuple(k for k in _KINDS if steps_to(THING, k))
