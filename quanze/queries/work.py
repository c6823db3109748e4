"""Who works on what: the answers of a whole graph, as far as they tie agencies to each other.

Roles are those that an agency holds on a thing itself or by a seat. Who leads a thing is what ``who`` says: the leads
of the thing and of what it follows from; the convener of a group counts only for tasks that name no lead of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TypeVar

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import Lifetimes, still_held
from quanze.queries.responsibility import Mark, Walk, standings, walks, whole
from quanze.queries.scope import Scope, scoped
from quanze.queries.webs import Hop, Web
from quanze.schema import RELATIONSHIP
from quanze.schema.dates import day_before
from quanze.schema.rows import Row
from quanze.schema.ways import BENCH, CARRIED, SEAT, SECTIONED, THING, Step

T = TypeVar("T")
TIED = ("Task", "Indicator")
"""Kinds of what follows from another thing and ties agencies: years and SDG targets only follow from these."""


@dataclass(slots=True)
class Held:
    """One agency's roles on one thing: the hops by which it holds each, and what they are."""

    hops: list[Hop] = field(default_factory=list)
    types: frozenset[str] = frozenset()
    leads: bool = False

    def add(self, hops: Sequence[Hop]) -> None:
        """Take in the hops of one more role, which is the last of them."""
        type_ = hops[-1].row["type"]
        self.hops += hops
        self.types = _with(self.types, type_)
        self.leads |= RELATIONSHIP[type_].leads


@cache
def _with(types: frozenset[str], type_: str) -> frozenset[str]:
    """Roles and one more: a million holdings share a few sets."""
    return types | {type_}


@dataclass
class Work:
    """The web of a scope, who holds working roles on each thing, and who leads it."""

    web: Web
    scope: Scope
    reports: list[Row]
    everyone: dict[str, dict[str, Held]]
    """Thing → agency → what it holds there: of all agencies, those out of scope too."""
    held: dict[str, dict[str, Held]]
    """The same of those in scope."""
    seats: dict[str, list[tuple[Hop, Hop]]]
    """Agency in scope → the hop to its seat and the hop to the body that the seat is on, for each."""
    reviewed_by: dict[str, list[Hop]]
    """Reviewer, agency or body → the hops of its reviews."""
    passed_on: set[tuple[str, str]]
    """Agency and key of a role that another one has taken over, where no day separates the two: a change without a
    date, or with a year only. It is one role, which ties nobody to the successor."""
    led_by_seats: dict[str, list[Row]]
    """Thing → the seats that lead it and that no agency fills; see ``leading_seats``."""

    def kind(self, id_: str) -> str:
        """The kind of a record."""
        return str(self.web.nodes[id_]["kind"])

    def by_agency(self) -> dict[str, dict[str, Held]]:
        """Agency in scope → thing → what it holds there."""
        found: dict[str, dict[str, Held]] = {}
        for thing in sorted(self.held):
            for agency, held in self.held[thing].items():
                found.setdefault(agency, {})[thing] = held
        return found

    def leaders(self) -> dict[str, dict[str, Walk]]:
        """Thing → agency in scope → its nearest walk that leads there; see ``Walk.leads`` for who leads and who only
        coordinates.

        Left out: the whole of a section that leads, and the convener of a group where a task on the walk has a lead of
        its own.
        """
        found: dict[str, dict[str, Walk]] = defaultdict(dict)
        for walk in walks(self.web, self.scope.agencies, which=lambda w: not self._overruled(w), over=_may_lead):
            if (walk.party, walk.taken["key"]) in self.passed_on:
                continue
            known = found[walk.at].get(walk.party)
            if known is None or (not walk.leads, walk.distance) < (not known.leads, known.distance):
                found[walk.at][walk.party] = walk
        return dict(found)

    @cached_property
    def marks(self) -> dict[str, int]:
        """What the answers on each thing amount to."""
        return standings(self.web)

    def _overruled(self, walk: Walk) -> bool:
        """Whether a convener only coordinates a task that has a lead of its own."""
        return not walk.leads and self.kind(walk.at) == "Task" and bool(self.marks[walk.at] & Mark.LED)

    def others_at(self, thing: str) -> set[str]:
        """All agencies that work on a thing in whatever way, in scope or not."""
        found = set(self.everyone.get(thing, ()))
        for near in self._before(thing):
            found |= self.others_at(near)
        return found

    def _before(self, thing: str) -> list[str]:
        if self._above is None:
            self._above = defaultdict(list)
            for (place, id_), hops in self.web.after.items():
                if place == THING:
                    for hop in hops:
                        self._above[hop.far].append(id_)
        return self._above.get(thing, [])

    _above: dict[str, list[str]] | None = None


def _may_lead(hop: Hop) -> bool:
    """Whether a hop may be one of a walk by which an agency itself leads."""
    if hop.way.takes and not RELATIONSHIP[hop.row["type"]].leads:
        return False
    return hop.way.how != SECTIONED and not hop.unsettled


def work(reader: Reader, *, scope: str = "", datasets: Collection[str] = (), as_of: str = "") -> Work:
    """The work of a graph, or of what some data sets state, on an ISO date or ever; ``scope`` as in
    ``scope.scoped``."""
    web = whole(reader, datasets=datasets, as_of=as_of, which=to_tied)
    return work_in(reader, web, scope=scope, datasets=datasets, as_of=as_of)


def to_tied(step: Step) -> bool:
    """Whether a step is one of a walk to what ties agencies."""
    return step.way.leaves != THING or step.way.how == CARRIED or step.far in TIED


def work_in(reader: Reader, web: Web, *, scope: str = "", datasets: Collection[str] = (), as_of: str = "") -> Work:
    """The work in a web that holds on the day, if one is given."""
    reports = reporting(reader, web.lives, datasets=datasets, as_of=as_of)
    active = {row["from"] for row in reports if row["from_kind"] == "Agency"}
    everyone: dict[str, dict[str, Held]] = defaultdict(dict)
    seats: dict[str, list[tuple[Hop, Hop]]] = {}
    reviewed_by: dict[str, list[Hop]] = {}
    passed_on: set[tuple[str, str]] = set()
    # Once for all: to go through what everybody holds takes a second where there are a million roles.
    for party in web.parties():
        is_agency = web.nodes[party]["kind"] == "Agency"
        for hops in web.held(party):
            last = hops[-1]
            if last.way.takes and _reviews(last):
                reviewed_by.setdefault(party, []).append(last)
            if not is_agency:
                continue
            if last.way.reaches == SEAT:
                seats.setdefault(party, []).extend((last, bench) for bench in _benches(web, last))
            elif last.way.takes:
                active.add(party)
            for role in _working(web, hops):
                holders = everyone[role[-1].far]
                if party not in holders:
                    holders[party] = Held()
                holders[party].add(role)
                if hops[0].way.how == CARRIED:
                    passed_on |= {(hop.far, role[-1].row["key"]) for hop in hops if hop.way.how == CARRIED}
    _leave_out(web, everyone, passed_on)
    covered = scoped(active, web.nodes, scope=scope, limited=bool(datasets))
    inside = set(covered.agencies)
    return Work(
        web,
        covered,
        reports,
        everyone,
        {thing: own for thing, holders in everyone.items() if (own := _among(holders, inside))},
        _among(seats, inside),
        reviewed_by,
        passed_on,
        leading_seats(reader, datasets=datasets, as_of=as_of),
    )


def _leave_out(web: Web, everyone: Mapping[str, dict[str, Held]], passed_on: Collection[tuple[str, str]]) -> None:
    """Take roles out of what agencies hold: those that somebody else has taken over."""
    for party in sorted({party for party, _ in passed_on}):
        roles = [role for hops in web.held(party) for role in _working(web, hops)]
        for role in roles:
            everyone[role[-1].far].pop(party, None)
        for role in roles:
            if (party, role[-1].row["key"]) not in passed_on:
                everyone[role[-1].far].setdefault(party, Held()).add(role)


def _among(by_agency: Mapping[str, T], agencies: Collection[str]) -> dict[str, T]:
    """What some agencies have of what all have."""
    return {agency: own for agency, own in by_agency.items() if agency in agencies}


def _benches(web: Web, seat: Hop) -> Iterator[Hop]:
    """The hops from a seat to the bodies that it is on."""
    return (hop for hop in web.after.get((SEAT, seat.far), ()) if hop.way.reaches == BENCH and not hop.unsettled)


def _working(web: Web, hops: list[Hop]) -> Iterator[list[Hop]]:
    """The hops of each working role that an agency has by what it holds: by a role, or by a seat that has some."""
    last = hops[-1]
    if last.way.takes:
        if _works(last):
            yield hops
    elif last.way.reaches == SEAT:
        yield from (
            [*hops, *own.after, own]
            for own in web.after.get((SEAT, last.far), ())
            if own.way.takes and _works(own) and not own.unsettled
        )


def _works(hop: Hop) -> bool:
    role = RELATIONSHIP[hop.row["type"]]
    return role.role and role.works


def _reviews(hop: Hop) -> bool:
    role = RELATIONSHIP[hop.row["type"]]
    return role.role and not role.works


def reporting(reader: Reader, lives: Lifetimes, *, datasets: Collection[str] = (), as_of: str = "") -> list[Row]:
    """The relationships of the reporting chain on a day, or ever.

    Whoever took the place of an end that was changed as a whole is that end, with its names. ``stated`` are the ends
    that the source gives, ``changes`` what lies between.
    """
    found = []
    for row in statements.run(reader, "reporting"):
        if datasets and row["dataset"] not in datasets:
            continue
        stated = {end: row[end] for end in ("from", "to")}
        lines = {end: lives.heirs(id_, as_of) for end, id_ in stated.items()}
        ends = {end: line[-1].after if line else stated[end] for end, line in lines.items()}
        ended = [day_before(line[0].date) for line in lines.values() if line]
        if not all(lives.lives(id_, as_of) for id_ in ends.values()):
            continue
        if as_of and not still_held(row["valid_from"], row["valid_to"], ended, as_of):
            continue
        renamed = {
            f"{end}_{name}": line[-1].row[f"from_{name}"]
            for end, line in lines.items()
            if line
            for name in ("name", "name_en")
        }
        changes = [change for line in lines.values() for change in line]
        found.append({**row, **ends, **renamed, "stated": tuple(stated.values()), "changes": changes})
    return found
