"""How many walks lead away from a record, without following any: whoever takes part in every task of a nation has a
million.

The records that a walk comes to are read as ids, a level at a time, each once. How many walks there are to each is what
those to the records before it come to, so that all walks to a record go on as one number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from quanze.queries.hops import dated_ending_statement, ending_statement, ending_steps, ids_statements
from quanze.queries.lifetimes import BOUND, Lifetimes, lifetimes_of
from quanze.queries.statements import is_most
from quanze.schema.dates import earliest, holds, latest
from quanze.schema.relationships import REPRESENTS
from quanze.schema.ways import THING, Step

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
    there: Mapping[str, Sequence[str]]
    ending: Mapping[str, int]
    dates: tuple[str | None, str | None] = (None, None)
    """First and last day of these relationships; only where a day is asked about."""


class WalkCounts(NamedTuple):
    """How many walks there are by their distance, and to which records the first hop of each kind leads."""

    by_distance: Counter[int]
    first: Mapping[Step, Sequence[str]]
    """Step → what the relationships of the record itself that are such a step lead to."""

    def distance_of(self, most: int) -> int:
        """The distance within which the nearest ``most`` are; that of the farthest where there are fewer."""
        left = most
        for distance in sorted(self.by_distance):
            left -= self.by_distance[distance]
            if left <= 0:
                break
        return distance if self.by_distance else 0


def count_walks(reader: Reader, place: str, kind: str, id_: str, *, as_of: str = "") -> WalkCounts | None:
    """The walks from one record to things on an ISO date, or on any day, counted.

    None where numbers do not tell: where a change touches one of the bodies and documents on the way, so that walks
    pass on to successors, and where walks may go in a circle.
    """
    found = _Reached(reader, as_of)
    found.read((place, kind), id_)
    lives = found.lives()
    if lives.by_key:
        return None
    if as_of:
        found.cut(lives)
    return _count(_At(place, kind, 0, ""), id_, found.onward) if found.is_there(id_) else WalkCounts(Counter(), {})


class _Reached:
    """What may be reached from a record: the hops from each place and kind, and the ids of the records there."""

    def __init__(self, reader: Reader, as_of: str) -> None:
        self.reader, self.as_of = reader, as_of
        self.onward: dict[tuple[str, str], list[_Onward]] = defaultdict(list)
        self.asked: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.dead: set[str] = set()

    def read(self, at: tuple[str, str], id_: str) -> None:
        """Read all hops from a record on, those of each record once."""
        ahead: dict[tuple[str, str], list[str]] = {at: [id_]}
        while ahead:
            farther: dict[tuple[str, str], list[str]] = defaultdict(list)
            for here, ids in ahead.items():
                new = [one for one in dict.fromkeys(ids) if one not in self.asked[here]]
                self.asked[here].update(dict.fromkeys(new))
                for hops in _read(self.reader, here, new, dated=bool(self.as_of)):
                    self.onward[here].append(hops)
                    beyond = hops.step.way.reaches, hops.step.far
                    farther[beyond] += chain.from_iterable(hops.there.values())
            ahead = farther

    def lives(self) -> Lifetimes:
        """The changes that touch the records, themselves or by the body that they are on; where a day is asked about,
        also when each lives."""
        ids: dict[str, set[str]] = defaultdict(set)
        for (_, kind), own in self.asked.items():
            ids[kind].update(own)
        dated = bool(self.as_of)
        return lifetimes_of(self.reader, ids, kinds=BOUND if dated else (), dated=dated)

    def cut(self, lives: Lifetimes) -> None:
        """Leave what holds on the day; see ``succession.cut``, whose rule this is where nothing has changed."""
        self.dead = {id_ for id_ in lives.limited() if not lives.lives(id_, self.as_of)}
        for at, every in self.onward.items():
            kept = [hops for hops in every if holds(*hops.dates, self.as_of)]
            self.onward[at] = [self._living(hops, lives) for hops in kept]

    def _living(self, hops: _Onward, lives: Lifetimes) -> _Onward:
        """Some hops without those to what does not live, and to seats that nobody fills by them on the day."""
        there = hops.there
        if hops.step.type == REPRESENTS.type:
            row = {"type": hops.step.type}  # its own dates hold, as those of all hops that are kept
            there = {
                one: [seat for seat in seats if holds(*lives.dates(row, seat), self.as_of)]
                for one, seats in there.items()
            }
        if self.dead:
            there = {one: [other for other in others if other not in self.dead] for one, others in there.items()}
        return hops._replace(there=there)

    def is_there(self, id_: str) -> bool:
        """Whether a record lives on the day, if one is asked about."""
        return id_ not in self.dead


def _count(start: _At, id_: str, onward: Mapping[tuple[str, str], Sequence[_Onward]]) -> WalkCounts | None:
    """The walks over some hops; None where they may go in a circle."""
    found: Counter[int] = Counter()
    first: dict[Step, list[str]] = defaultdict(list)
    for hops in onward.get(start[:2], ()):
        first[hops.step] += hops.there.get(id_, ())
    ahead: dict[_At, Counter[str]] = {start: Counter({id_: 1})}
    for _ in range(_DEEPEST):
        farther: dict[_At, Counter[str]] = {}
        for at, here in ahead.items():
            for hops in onward.get(at[:2], ()):
                way = hops.step.way
                beyond = _At(way.reaches, hops.step.far, at.distance + way.adds, hops.under if way.takes else at.under)
                counted = _go_on(here, hops, beyond, at.under if way.aligned else "", farther)
                if way.reaches == THING:
                    found[beyond.distance] += counted
        ahead = farther
        if not ahead:
            return WalkCounts(found, first)
    return None


def _go_on(here: Counter[str], hops: _Onward, beyond: _At, only: str, farther: dict[_At, Counter[str]]) -> int:
    """How many walks go on by some hops, with where they lead put in; ``only`` is the one record that they may go
    to."""
    counted = 0
    if hops.there:
        ahead: Counter[str] = farther.get(beyond, Counter())
        fewer, more = (here, hops.there) if len(here) < len(hops.there) else (hops.there, here)
        for one in fewer:
            if one not in more:
                continue
            walks = here[one]
            for there in hops.there[one]:
                if not only or there == only:
                    ahead[there] += walks
                    counted += walks
        if ahead:
            farther[beyond] = ahead
    elif hops.ending:
        counted = sum(walks * hops.ending.get(one, 0) for one, walks in here.items())
    return counted


def _read(reader: Reader, at: tuple[str, str], ids: list[str], *, dated: bool) -> Iterator[_Onward]:
    """The hops from some records on; ``dated`` says when each holds."""
    if not ids:
        return
    every = is_most(reader, at[1], len(ids))
    asked_for = set(ids)
    given = {} if every else {"ids": ids}
    for asked in ids_statements(*at, dated=dated, every=every):
        for row in reader.read(asked.text, given):
            for step in asked.steps_of(row):
                there: dict[str, list[str]] = defaultdict(list)
                for one, other in zip(row["here"], row["there"], strict=True):
                    if one in asked_for:
                        there[one].append(other)
                dates = (row["valid_from"], row["valid_to"]) if dated else (None, None)
                yield _Onward(step, row["under"] or "", there, {}, dates)
    for step in ending_steps(*at):
        rows = reader.read(ending_statement(step, every=every), given)
        ending = {row["here"]: row["ending"] for row in rows if row["ending"] and row["here"] in asked_for}
        for row in reader.read(dated_ending_statement(step), {"ids": sorted(ending)}) if dated and ending else ():
            ending[row["here"]] -= row["ending"]
            dates = (
                latest(row["valid_from"], row["there_from"]) or None,
                earliest(row["valid_to"], row["there_to"]) or None,
            )
            yield _Onward(step, "", {}, {row["here"]: row["ending"]}, dates)
        yield _Onward(step, "", {}, ending)
