"""How many walks lead away from a record, without following any: whoever takes part in every task of a nation has a
million.

The records that a walk comes to are read as ids, a level at a time, each once. How many walks there are to each is what
those to the records before it come to, so that all walks to a record go on as one number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quanze.queries.hops import ids_statements
from quanze.queries.lifetimes import CHANGING_KINDS, SEAT_KIND, lifetimes
from quanze.schema.ways import NOT_WHOLE, SECTIONED, THING, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader

_DEEPEST = 64
"""Hops after which a circle is taken for granted: walks end in one, where a number would grow without end."""


class _At(NamedTuple):
    """Where walks of one distance are, and the target that their role is limited to."""

    place: str
    kind: str
    distance: int
    under: str


class _Onward(NamedTuple):
    """The hops of one step from records: record → where they lead, or how many there are if no way goes on there."""

    step: Step
    under: str
    there: dict[str, list[str]]
    ending: dict[str, int]


class WalkCounts(NamedTuple):
    """How many walks there are by their distance, and to how many records the first hop of each kind leads."""

    by_distance: Counter[int]
    first: Counter[Step]
    """Step → how many relationships of the record itself are such a step."""

    def distance_of(self, most: int) -> int:
        """The distance within which the nearest ``most`` are; that of the farthest where there are fewer."""
        left = most
        for distance in sorted(self.by_distance):
            left -= self.by_distance[distance]
            if left <= 0:
                break
        return distance if self.by_distance else 0


def count_walks(reader: Reader, place: str, kind: str, id_: str) -> WalkCounts | None:
    """The walks from one record to things on any day, counted.

    None where numbers do not tell: where a change touches one of the bodies and documents on the way, so that walks
    pass on to successors, and where walks may go in a circle.
    """
    onward: dict[tuple[str, str], list[_Onward]] = defaultdict(list)
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    found: Counter[int] = Counter()
    first: Counter[Step] = Counter()
    ahead: dict[_At, Counter[str]] = {_At(place, kind, 0, ""): Counter({id_: 1})}
    for level in range(_DEEPEST):
        farther: dict[_At, Counter[str]] = {}
        for at, here in ahead.items():
            new = [one for one in here if one not in asked[at[:2]]]
            asked[at[:2]].update(new)
            for hops in _read(reader, at, new):
                onward[at[:2]].append(hops)
                if not level:
                    first[hops.step] += sum(map(len, hops.there.values()))
        for at, here in ahead.items():
            for hops in onward[at[:2]]:
                way = hops.step.way
                beyond = _At(way.reaches, hops.step.far, at.distance + way.adds, hops.under if way.takes else at.under)
                counted = _go_on(here, hops, beyond, at.under if way.aligned else "", farther)
                if way.reaches == THING:
                    found[beyond.distance] += counted
        ahead = farther
        if not ahead:
            bodies = {one: {"kind": k} for (_, k), ids in asked.items() for one in ids if k in _MAY_CHANGE}
            return None if lifetimes(reader, bodies, kinds=()).by_key else WalkCounts(found, first)
    return None


_MAY_CHANGE = (*CHANGING_KINDS, SEAT_KIND)
"""Kinds that a change may touch, themselves or by the body that they are on."""


def _go_on(here: Counter[str], hops: _Onward, beyond: _At, only: str, farther: dict[_At, Counter[str]]) -> int:
    """How many walks go on by some hops, with where they lead put in; ``only`` is the one record that they may go
    to."""
    counted = 0
    if hops.there:
        ahead: Counter[str] = farther.get(beyond, Counter())
        for one, walks in here.items():
            for there in hops.there.get(one, ()):
                if not only or there == only:
                    ahead[there] += walks
                    counted += walks
        if ahead:
            farther[beyond] = ahead
    elif hops.ending:
        counted = sum(walks * hops.ending.get(one, 0) for one, walks in here.items())
    return counted


def _read(reader: Reader, at: _At, ids: list[str]) -> Iterator[_Onward]:
    """The hops from some records on."""
    if not ids:
        return
    for asked in ids_statements(at.place, at.kind):
        rows = reader.read(asked.text, {"ids": ids})
        if rows and "ending" in rows[0]:
            ending = {row["here"]: row["ending"] for row in rows if row["ending"]}
            yield from (_Onward(step, "", {}, ending) for step in asked.steps)
            continue
        for row in rows:
            for step in asked.steps:
                if step.far != row["kind"] or step.type != (row["type"] or step.type):
                    continue
                if step.way.how == SECTIONED and row["sort"] in NOT_WHOLE:
                    continue
                there: dict[str, list[str]] = defaultdict(list)
                for one, other in zip(row["here"], row["there"], strict=True):
                    there[one].append(other)
                yield _Onward(step, row["under"] or "", there, {})
