"""What lives when: by its own dates, by the changes that end it, and by what it depends on.

This is the one place that decides it. Days are ISO dates of any precision (``quanze.schema.dates``); an open end is "as
far as the source says".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.schema.dates import day_after, day_before, earliest, holds, latest
from quanze.schema.relationships import (
    ALL_MOVE,
    DIVIDING,
    ENDED_BY,
    REPRESENTS,
    ROLES,
    ROLES_MOVE,
    TASKS_MOVE,
    ends_predecessor,
)
from quanze.schema.seats import in_turn, term
from quanze.schema.ways import LIVES_WITH

if TYPE_CHECKING:
    from quanze.schema.rows import Row

CHANGING_KINDS = ("Agency", "Council", "Document")
"""Kinds whose changes are followed."""
SEAT_KIND = "Member"
DEPENDENT = tuple(kind for kind, *_ in LIVES_WITH)
"""Kinds that live no longer than what they belong to."""
_ROLES = frozenset(role.type for role in ROLES)


@dataclass(frozen=True)
class Change:
    """One body that changes and one that takes over (empty when it is dissolved); ``row`` is the relationship's.

    ``date`` is the first day after the change, empty when nothing tells it. ``moves`` are ids, or words for all.
    """

    key: str
    before: str
    after: str
    kind: str
    whole: bool
    moves: frozenset[str]
    date: str
    row: Row = field(compare=False)

    def in_force(self, day: str) -> bool:
        """Whether it has taken effect on a day; without a day, or a date of its own, it has."""
        return not day or holds(self.date, None, day)

    def claim(self, id_: str, type_: str, kind: str, former: str = "") -> int:
        """How plainly it takes a relationship of this type to this record over: by its name, by a word for all of a
        sort, by being whole, or not at all (0).

        ``former`` is the body from which the one that changes had taken it over; to name that body is to name all that
        came from it.
        """
        if id_ in self.moves or former in self.moves:
            return 3
        if (
            ALL_MOVE in self.moves
            or (ROLES_MOVE in self.moves and type_ in _ROLES)
            or (TASKS_MOVE in self.moves and kind == "Task")
        ):
            return 2
        return int(not self.moves and self.whole and self.kind not in DIVIDING)

    @property
    def open(self) -> bool:
        """Whether the source leaves open what of the rest moves: always when a body is divided, and where it names
        nothing."""
        return self.whole or not self.moves


def _change(row: Row) -> Change:
    if row["type"] == ENDED_BY.type:
        return Change(row["key"], row["from"], "", "dissolve", True, frozenset(), row["valid_from"] or "", row)
    kind, whole = row["change"] or "", ends_predecessor(row)
    # A link without a date tells it by the lives of its ends.
    date = row["valid_from"] or row["from_begins"] or (day_after(row["to_ends"]) if row["to_ends"] else "")
    return Change(row["key"], row["to"], row["from"], kind, whole, frozenset(row["moves"] or ()), date, row)


class Lifetimes:
    """The lives of some records, and the changes that touch them."""

    def __init__(self) -> None:
        self.by_key: dict[str, Change] = {}
        self.leaving: dict[str, list[Change]] = defaultdict(list)
        """Body → its changes, as the one that changes."""
        self._arrived: set[str] = set()
        self._own: dict[str, tuple[str, str]] = {}
        self._belongs: dict[str, list[str]] = defaultdict(list)
        self._terms: dict[str, tuple[str, str]] = {}
        self._spans: dict[str, tuple[str, str]] = {}

    def add(self, changes: Iterable[Change]) -> None:
        """Take in changes, each once."""
        for change in changes:
            if change.key not in self.by_key:
                self.by_key[change.key] = change
                self.leaving[change.before].append(change)
                self._arrived.add(change.after)

    def know(self, id_: str, first: str | None, last: str | None) -> None:
        """Take in the dates that a record states of itself."""
        if first or last:
            self._own[id_] = (first or "", last or "")

    def belongs(self, id_: str, whole: str) -> None:
        """Take in that a record lives with another one."""
        self._belongs[id_].append(whole)

    def seats(self, rows: Iterable[Row]) -> None:
        """Take in seats, all of a body together: the term of each holder, and which records are one seat in turn.

        On each day one record stands for such a seat: that of its holder, or of the last one until the next.
        """
        seats = {(row["id"], row["body"] or ""): row for row in rows}
        for row in seats.values():
            if row["holder_from"] or row["holder_to"]:
                self._terms[row["id"]] = (row["holder_from"] or "", row["holder_to"] or "")
        for turn in in_turn(term(id_, body, row) for (id_, body), row in seats.items() if body):
            for one, following in zip(turn, [*turn[1:], None], strict=True):
                row = seats[one.id, one.body]
                first, last = self._own.get(one.id, (row["valid_from"] or "", row["valid_to"] or ""))
                if one is not turn[0]:
                    first = latest(first, one.first)
                if following is not None:
                    last = earliest(last, day_before(following.first))
                if first or last:
                    self._own[one.id] = (first, last)

    def dates(self, row: Row, seat: str) -> tuple[str, str]:
        """First and last day of a relationship; an agency fills a seat no longer than the holder's term."""
        first, last = row.get("valid_from") or "", row.get("valid_to") or ""
        held = self._terms.get(seat) if row["type"] == REPRESENTS.type else None
        return (latest(first, held[0]), earliest(last, held[1])) if held else (first, last)

    def span(self, id_: str) -> tuple[str, str]:
        """First and last day of a record; empty where open."""
        found = self._spans.get(id_)
        if found is None:
            self._spans[id_] = self._own.get(id_, ("", ""))  # for what belongs to itself
            found = self._spans[id_] = self._span(id_)
        return found

    def _span(self, id_: str) -> tuple[str, str]:
        first, last = self._own.get(id_, ("", ""))
        ended = [day_before(c.date) for c in self.leaving.get(id_, ()) if c.whole and c.date]
        last = earliest(last, *ended)
        wholes = self._belongs.get(id_)
        if wholes:
            # Who is on several bodies lives as long as one of them; what a successor takes over goes on with it.
            ends = [self.span(w)[1] if not self._succeeded(w) else "" for w in wholes]
            begins = [self.span(w)[0] if w not in self._arrived else "" for w in wholes]
            if all(ends):
                last = earliest(last, max(ends, key=lambda end: end + "~"))
            if all(begins):
                first = max(first, min(begins))
        return first, last

    def _succeeded(self, id_: str) -> bool:
        return any(c.after and c.whole for c in self.leaving.get(id_, ()))

    def lives(self, id_: str, day: str) -> bool:
        """Whether a record lives on a day; on every day when none is given."""
        if not day:
            return True
        return holds(*self.span(id_), day)

    def heirs(self, id_: str, day: str) -> list[Change]:
        """The changes by which others, one after the other, have taken the whole place of a body by a day.

        None where it lives, and where it was divided.
        """
        found: list[Change] = []
        while day and not self.lives(id_, day):
            after = [c for c in self.leaving.get(id_, ()) if c.after and c.whole and c.in_force(day)]
            if len(after) != 1 or after[0] in found or not after[0].claim("", "", ""):
                break
            found += after
            id_ = after[0].after
        return found

    def limited(self) -> set[str]:
        """The records whose life has a known end or beginning."""
        known = {*self._own, *self.leaving, *self._belongs}
        return {id_ for id_ in known if any(self.span(id_))}

    def claim(self, change: Change, id_: str, type_: str, kind: str, former: str = "") -> int:
        """How plainly a change takes something over; see ``Change.claim``.

        The name of a section that was merged into the body that changes means what came from it, not the section.
        """
        merged = any(c.after == change.before for c in self.leaving.get(id_, ()))
        return change.claim("" if merged else id_, type_, kind, former)

    def moved_away(self, holder: str, id_: str, type_: str, kind: str, taken_over: Change | None = None) -> str:
        """The last day on which a body that goes on still has what it passed to another; empty when it has it.

        ``taken_over`` is the change by which it got it: what it passed on before that day was something else.
        """
        since, former = (taken_over.date, taken_over.before) if taken_over else ("", "")
        gone = [
            day_before(c.date)
            for c in self.leaving.get(holder, ())
            if not c.whole and c.date and holds(since, None, c.date) and self.claim(c, id_, type_, kind, former)
        ]
        return earliest(*gone)


def ended_with(last: str | None, end: str) -> bool:
    """Whether the last day of a relationship may be that of what it joins, so that it passes on."""
    return last is not None and "" < last[: len(end)] <= end[: len(last)]


def still_held(first: str | None, last: str | None, ends: Iterable[str], day: str) -> bool:
    """Whether a relationship held on the last days of what it joins, and has not ended for a reason of its own by a
    day (never, when none is given)."""
    for end in sorted(ends, key=lambda end: end + "~"):
        if not holds(first, last, end):
            return False
        if ended_with(last, end):
            return True
    return not day or holds(first, last, day)


def lifetimes(
    reader: Reader, nodes: Mapping[str, Row], *, kinds: Collection[str] = DEPENDENT, every: bool = False
) -> Lifetimes:
    """The lives of records (id → row with kind, valid_from and valid_to), with what they depend on.

    ``kinds`` are those whose wholes are looked up; ``every`` reads all changes at once, for a whole graph.
    """
    found = Lifetimes()
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id_, node in nodes.items():
        found.know(id_, node.get("valid_from"), node.get("valid_to"))
        by_kind[node["kind"]].append(id_)
    bodies = {id_: kind for kind in CHANGING_KINDS for id_ in by_kind.get(kind, ())}
    ahead = {kind: by_kind[kind] for kind in kinds if kind in by_kind}
    seen = set(nodes)
    while ahead:
        above: dict[str, list[str]] = defaultdict(list)
        for kind, ids in ahead.items():
            for row in reader.read(whole_statement(kind), {"ids": ids}):
                found.belongs(row["id"], row["whole"])
                if row["kind"] in CHANGING_KINDS:
                    bodies[row["whole"]] = row["kind"]
                if row["whole"] not in seen:
                    seen.add(row["whole"])
                    found.know(row["whole"], row["valid_from"], row["valid_to"])
                    above[row["kind"]].append(row["whole"])
        ahead = {kind: above[kind] for kind in DEPENDENT if kind in above}
    found.seats(_seats(reader, by_kind.get(SEAT_KIND, ()), every=every))
    found.add(map(_change, _changes(reader, bodies, every=every)))
    return found


def _seats(reader: Reader, ids: Sequence[str], *, every: bool) -> list[Row]:
    """The seats of the bodies that some seats are on."""
    if not ids:
        return []
    return statements.run(reader, "seat_terms") if every else statements.run(reader, "seat_terms_of", {"ids": ids})


def _changes(reader: Reader, bodies: Mapping[str, str], *, every: bool) -> list[Row]:
    if every:
        return statements.run(reader, "changes")
    kinds = tuple(kind for kind in CHANGING_KINDS if kind in bodies.values())
    return statements.run(reader, "changes_of", {"ids": sorted(bodies)}, kinds) if bodies else []


@cache
def whole_statement(kind: str) -> str:
    """The statement for what records ``$ids`` of a kind live with."""
    (type_, along, wholes) = next(row[1:] for row in LIVES_WITH if row[0] == kind)
    arrow = f"-[:{type_}]->" if along else f"<-[:{type_}]-"
    return (
        f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})\nMATCH (x){arrow}(y:{'|'.join(wholes)})\n"
        "RETURN x.id AS id, y.id AS whole, labels(y)[0] AS kind, y.valid_from AS valid_from, y.valid_to AS valid_to\n"
        "ORDER BY id, whole"
    )


def living(reader: Reader, rows: Sequence[Row], as_of: str) -> list[Row]:
    """Those of some records (rows with id, kind, valid_from and valid_to) that live on a day; all without one."""
    if not as_of or not rows:
        return list(rows)
    lives = lifetimes(reader, {row["id"]: row for row in rows})
    return [row for row in rows if lives.lives(row["id"], as_of)]
