"""What lives when: by its own dates, by the changes that end it, and by what it depends on.

This is the one place that decides it. Days are ISO dates of any precision (``quanze.schema.dates``); an open end is "as
far as the source says".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.schema.dates import day_after, day_before, earliest, holds, latest
from quanze.schema.relationships import (
    ALL_MOVE,
    ENDED_BY,
    RENAMING,
    REPRESENTS,
    ROLES,
    ROLES_MOVE,
    SUCCEEDS,
    TASKS_MOVE,
    ends_predecessor,
    takes_place,
)
from quanze.schema.seats import BodyName, Term, in_turn, term
from quanze.schema.ways import LIVES_WITH

if TYPE_CHECKING:
    from quanze.schema.rows import Row

CHANGING_KINDS = ("Agency", "Council", "Document")
"""Kinds whose changes are followed."""
SEAT_KIND, BENCH_KIND = "Member", "Council"
"""Seats, and the bodies with seats that change."""
DEPENDENT = tuple(kind for kind, *_ in LIVES_WITH)
"""Kinds that live no longer than what they belong to."""
BOUND = ("Member", "Subgroup")
"""Those that are reached by other records than what they live with; a year is only reached by its indicator."""
_WITH_DEPENDENTS = frozenset(whole for *_, wholes in LIVES_WITH for whole in wholes if whole in CHANGING_KINDS)
_ROLES = frozenset(role.type for role in ROLES)


NO_CLAIM, AS_WHOLE, BY_WORD, BY_NAME = range(4)
"""How plainly a change takes something over: not at all, by being whole, by a word for all of a sort, by its name."""


class Matter(NamedTuple):
    """What a body has and a change may move: a relationship, by the record at its other end, of some kind.

    ``names`` are the ids by which a change may name it: that record's, and the body's from which it came, for to name
    that body is to name all that came from it. The name of a section that was merged into the holder means what came
    from the section. ``type`` is empty where it is what others have on the holder. ``since`` is the holder's first day.
    """

    holder: str
    names: frozenset[str]
    kind: str
    type: str
    since: str


class Change(NamedTuple):
    """One body that changes and one that takes over (empty when it is dissolved); ``row`` is the relationship's.

    ``date`` is the first day after the change, empty when nothing dates it. ``moves`` are ids, or words for all.
    """

    key: str
    before: str
    after: str
    kind: str
    whole: bool
    moves: frozenset[str]
    date: str
    row: Row

    def in_force(self, day: str) -> bool:
        """Whether it has taken effect on a day; without a day, or a date of its own, it has."""
        return not day or holds(self.date, None, day)

    def claim(self, matter: Matter) -> int:
        """How plainly it takes something over."""
        if matter.names & self.moves:
            return BY_NAME
        if (
            ALL_MOVE in self.moves
            or (ROLES_MOVE in self.moves and matter.type in _ROLES)
            or (TASKS_MOVE in self.moves and matter.kind == "Task")
        ):
            return BY_WORD
        return AS_WHOLE if self.replaces else NO_CLAIM

    def finds(self, matter: Matter) -> bool:
        """Whether the body had something on the day before: what comes to it afterwards the change does not move."""
        eve = day_before(self.date)
        return not eve or holds(matter.since, None, eve)

    @property
    def replaces(self) -> bool:
        """Whether one takes the whole place of the other."""
        return takes_place(self.kind, self.moves, whole=self.whole)

    @property
    def open(self) -> bool:
        """Whether the source leaves open what of the rest moves: always when a body is divided, and where it names
        nothing."""
        return self.whole or not self.moves


class Belonging(NamedTuple):
    """That a record lives with another one, from the first to the last day of the relationship (empty where open)."""

    whole: str
    first: str
    last: str


def _change(row: Row) -> Change:
    if row["type"] == ENDED_BY.type:
        return Change(
            key=row["key"],
            before=row["from"],
            after="",
            kind="dissolve",
            whole=True,
            moves=frozenset(),
            date=row["valid_from"] or "",
            row=row,
        )
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
        self._arriving: dict[str, list[Change]] = defaultdict(list)
        self._own: dict[str, tuple[str, str]] = {}
        self._belongs: dict[str, list[Belonging]] = defaultdict(list)
        self._terms: dict[str, tuple[str, str]] = {}
        self.turns: list[list[Term]] = []
        """The seats that were taken in, each with the records that are one seat in turn."""
        self._spans: dict[str, tuple[str, str]] = {}
        self._stays: dict[str, list[tuple[str, str]]] = {}

    def add(self, changes: Iterable[Change]) -> None:
        """Take in changes, each once."""
        for change in changes:
            if change.key not in self.by_key:
                self.by_key[change.key] = change
                self.leaving[change.before].append(change)
                self._arriving[change.after].append(change)

    def know(self, id_: str, first: str | None, last: str | None) -> None:
        """Take in the dates that a record states of itself."""
        if first or last:
            self._own[id_] = (first or "", last or "")

    def belongs(self, id_: str, whole: str, first: str | None, last: str | None) -> None:
        """Take in that a record lives with another one between two days."""
        self._belongs[id_].append(Belonging(whole, first or "", last or ""))

    def seats(self, rows: Iterable[Row]) -> None:
        """Take in seats, all of a body together and after its changes: the term of each holder, and which records are
        one seat in turn.

        On each day one record represents such a seat: that of its holder, or of the last one until the next.
        """
        seats = {(row["id"], row["body"] or ""): row for row in rows}
        for row in seats.values():
            if row["holder_from"] or row["holder_to"]:
                self._terms[row["id"]] = (row["holder_from"] or "", row["holder_to"] or "")
        self.turns = in_turn(term(id_, body, row, self._name(body)) for (id_, body), row in seats.items() if body)
        for turn in self.turns:
            for one, following in zip(turn, [*turn[1:], None], strict=True):
                first, last = self._own.get(one.id, ("", ""))
                first, last = latest(first, one.begins), earliest(last, one.ends)
                if one is not turn[0]:
                    first = latest(first, one.first)
                if following is not None:
                    last = earliest(last, day_before(following.first))
                if first or last:
                    self._own[one.id] = (first, last)

    def _name(self, body: str) -> BodyName:
        """Who has the whole place of a body in the end, and the days between which it had this name."""
        last, until = body, ""
        passed = {body}
        while change := self._replaced(last):
            if change.after in passed:
                break
            if last == body and change.kind in RENAMING and change.date:
                until = day_before(change.date)
            last = change.after
            passed.add(last)
        return BodyName(last, self.named_since(body), until)

    def named_since(self, body: str) -> str:
        """The first day on which a body had its name, where it was renamed to it; empty where nothing says it."""
        names = (c.date for c in self._arriving.get(body, ()) if c.replaces and c.kind in RENAMING and c.date)
        return min(names, default="")

    def _replaced(self, body: str, day: str = "") -> Change | None:
        """The change by which another one has taken the whole place of a body by a day, or ever; None where it is
        divided, or stays."""
        after = [c for c in self.leaving.get(body, ()) if c.after and c.whole and c.in_force(day)]
        return after[0] if len(after) == 1 and after[0].replaces else None

    def dates(self, row: Row, seat: str) -> tuple[str, str]:
        """First and last day of a relationship; an agency fills a seat no longer than the holder's term."""
        first, last = row.get("valid_from") or "", row.get("valid_to") or ""
        held = self._terms.get(seat) if row["type"] == REPRESENTS.type else None
        return (latest(first, held[0]), earliest(last, held[1])) if held else (first, last)

    def span(self, id_: str) -> tuple[str, str]:
        """First and last day of a record; empty where open. See ``stays`` for days between on which it does not
        live."""
        found = self._spans.get(id_)
        if found is None:
            found = self._spans[id_] = self._span(id_)
        return found

    def _span(self, id_: str) -> tuple[str, str]:
        first, last = self._own.get(id_, ("", ""))
        firsts = [first]
        lasts = [last, *(day_before(c.date) for c in self.leaving.get(id_, ()) if c.whole)]
        belonging = self._belongs.get(id_)
        if belonging:
            # Who is on several bodies lives as long as on one of them.
            self._stays[id_] = [(self._begin(part), self._end(part)) for part in belonging]
            begins, ends = zip(*self._stays[id_], strict=True)
            if all(ends):
                lasts.append(max(ends, key=lambda end: end + "~"))
            if all(begins):
                firsts.append(min(begins))
        return latest(*firsts), earliest(*lasts)

    def stays(self, id_: str) -> list[tuple[str, str]]:
        """First and last day of its life with each of several wholes, between which it does not live.

        None where it has one life from its first to its last day.
        """
        first, last = self.span(id_)
        stays = sorted((latest(first, begin), earliest(last, end)) for begin, end in self._stays.get(id_, ()))
        return stays if len(stays) > 1 and (first, last) not in stays else []

    def _begin(self, part: Belonging) -> str:
        return latest(part.first, "" if part.whole in self._arriving else self.span(part.whole)[0])

    def _end(self, part: Belonging) -> str:
        """The last day of belonging to a body; what a successor takes over goes on with that one."""
        end = self.span(part.whole)[1]
        if not self._succeeded(part.whole):
            return earliest(part.last, end)
        passed = ended_with(part.last, end) and holds(None, part.last, end)
        return earliest("" if passed else part.last, self._end_of_heirs(part.whole, ()))

    def _end_of_heirs(self, id_: str, before: tuple[str, ...]) -> str:
        """The last day of those who have the whole place of a body, one after the other."""
        after = [c.after for c in self.leaving[id_] if c.after and c.whole and c.after not in (id_, *before)]
        ends = [
            self._end_of_heirs(heir, (id_, *before)) if self._succeeded(heir) else self.span(heir)[1] for heir in after
        ]
        return max(ends, key=lambda end: end + "~", default="") if all(ends) else ""

    def _succeeded(self, id_: str) -> bool:
        return any(c.after and c.whole for c in self.leaving.get(id_, ()))

    def lives(self, id_: str, day: str) -> bool:
        """Whether a record lives on a day; on every day when none is given."""
        if not day or self._is_open(id_):
            return True  # as most of a large graph
        return holds(*self.span(id_), day) and any(holds(*stay, day) for stay in self.stays(id_) or [("", "")])

    def _is_open(self, id_: str) -> bool:
        """Whether nothing is known that limits its life: no dates, no change, none of what it belongs to."""
        return (
            id_ not in self._own
            and id_ not in self.leaving
            and all(
                not part.first and not part.last and self._is_open(part.whole) for part in self._belongs.get(id_, ())
            )
        )

    def heirs(self, id_: str, day: str) -> list[Change]:
        """The changes by which others, one after the other, have taken the whole place of a body by a day.

        None where it lives, and where it was divided.
        """
        found: list[Change] = []
        while not self.lives(id_, day):
            change = self._replaced(id_, day)
            if change is None or change in found:
                break
            found.append(change)
            id_ = change.after
        return found

    def limited(self) -> set[str]:
        """The records whose life has a known end or beginning or an interruption, and the seats whose holder has."""
        known = {*self._own, *self.leaving, *self._belongs}
        known = {id_ for id_ in known if not self._is_open(id_)}
        return {id_ for id_ in known if any(self.span(id_)) or self.stays(id_)} | self._terms.keys()

    def matter(
        self, row: Row, holder: str, other: str, *, kind: str, type_: str, came_by: Change | None = None
    ) -> Matter:
        """What a body has by a relationship to another record, or has had since the change by which it ``came_by``."""
        since = latest(self.dates(row, other)[0], self.span(other)[0], came_by.date if came_by else "")
        merged = any(change.after == holder for change in self.leaving.get(other, ()))
        named = () if merged else (other,)
        return Matter(holder, frozenset((*named, came_by.before) if came_by else named), kind, type_, since)

    def moved_away(self, matter: Matter) -> str:
        """The last day on which a body that goes on still has what it passed to another; empty when it has it."""
        gone = [
            day_before(c.date)
            for c in self.leaving.get(matter.holder, ())
            if not c.whole and c.claim(matter) and c.finds(matter)
        ]
        return earliest(*gone)


def ended_with(last: str | None, end: str) -> bool:
    """Whether the last day of a relationship may be that of what it joins, so that it passes on."""
    return last is not None and "" < last[: len(end)] <= end[: len(last)]


def still_held(first: str | None, last: str | None, ends: Iterable[str], day: str) -> bool:
    """Whether a relationship held on the last days of what it joins (empty where unknown), and has not ended for a
    reason of its own by a day (never, when none is given)."""
    if day and not holds(first, None, day):
        return False
    for end in sorted(filter(None, ends), key=lambda end: end + "~"):
        if not holds(first, last, end):
            return False
        if ended_with(last, end):
            return True
    return not day or holds(None, last, day)


def lifetimes(
    reader: Reader, nodes: Mapping[str, Row], *, kinds: Collection[str] = DEPENDENT, every: bool = False
) -> Lifetimes:
    """The lives of records (id → row with kind, valid_from and valid_to), with what they depend on.

    ``kinds`` are those whose wholes are looked up; ``every`` reads all changes at once, for a whole graph.
    """
    found = Lifetimes()
    known = dict(nodes)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id_, node in nodes.items():
        by_kind[node["kind"]].append(id_)
    ahead = {kind: ids for kind, ids in by_kind.items() if kind in kinds}
    while ahead:
        above: dict[str, list[str]] = defaultdict(list)
        for kind, ids in ahead.items():
            if _states_all(kind):
                ids = [row["id"] for row in reader.read(limited_statement(kind), {"ids": ids})]
            for row in reader.read(whole_statement(kind), {"ids": ids}) if ids else ():
                found.belongs(row["id"], row["whole"], row["since"], row["until"])
                if row["whole"] not in known:
                    known[row["whole"]] = row
                    above[row["kind"]].append(row["whole"])
        ahead = {kind: ids for kind, ids in above.items() if kind in DEPENDENT}
    for id_, node in known.items():
        found.know(id_, node.get("valid_from"), node.get("valid_to"))
    seats = _seats(reader, by_kind.get(SEAT_KIND, ()), every=every)
    bodies = {id_: node["kind"] for id_, node in known.items() if node["kind"] in CHANGING_KINDS}
    bodies |= {row["body"]: BENCH_KIND for row in seats if row["body"]}
    rows = _changes(reader, bodies, every=every)
    while rows:
        found.add(map(_change, rows))
        # What lives with a body goes on with whoever has its place.
        heirs = {row["from"]: row for row in rows if row["type"] == SUCCEEDS.type and row["from"] not in known}
        for id_, row in heirs.items():
            found.know(id_, row["from_begins"], row["from_ends"])
        known |= heirs
        following = {id_: row["to_kind"] for id_, row in heirs.items() if row["to_kind"] in _WITH_DEPENDENTS}
        rows = [] if every else _changes(reader, following, every=False)
    found.seats(seats)
    return found


def lifetimes_of(
    reader: Reader, ids: Mapping[str, Collection[str]], *, kinds: Collection[str] = DEPENDENT, dated: bool = True
) -> Lifetimes:
    """What ``lifetimes`` gives of records of which nothing but the ids is known (kind → ids).

    Most of a large graph neither state dates nor can be changed, and are not looked at. Without ``dated`` only changes
    are known.
    """
    nodes: dict[str, Row] = {}
    for kind, own in ids.items():
        if kind in (*CHANGING_KINDS, SEAT_KIND) or kind in kinds:
            nodes |= {id_: {"kind": kind} for id_ in own}
        if dated and own:
            every = statements.is_most(reader, kind, len(own))
            rows = reader.read(dated_statement(kind, every=every), {} if every else {"ids": list(own)})
            nodes |= {row["id"]: row | {"kind": kind} for row in rows if row["id"] in own}
    return lifetimes(reader, nodes, kinds=kinds)


@cache
def dated_statement(kind: str, *, every: bool) -> str:
    """Those of the records ``$ids``, or of ``every`` record of a kind, that state when they began or ended."""
    match = f"MATCH (x:{kind})" if every else f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})"
    return (
        f"{match}\nWHERE x.valid_from IS NOT NULL OR x.valid_to IS NOT NULL\n"
        "RETURN x.id AS id, x.valid_from AS valid_from, x.valid_to AS valid_to"
    )


def _seats(reader: Reader, ids: Sequence[str], *, every: bool) -> list[Row]:
    """The seats of the bodies that some seats are on, and of those before and after these."""
    if not ids:
        return []
    return statements.run(reader, "seat_terms") if every else statements.run(reader, "seat_terms_of", {"ids": ids})


def _changes(reader: Reader, bodies: Mapping[str, str], *, every: bool) -> list[Row]:
    if every:
        return statements.run(reader, "changes")
    if not bodies:
        return []
    return statements.run(reader, "changes_of", {"ids": sorted(bodies)}, sorted(set(bodies.values())))


def _to_wholes(kind: str) -> tuple[str, str]:
    """The relationship from a record of a kind to what it lives with, and the kinds of that, as Cypher has them."""
    (type_, along, wholes) = next(row[1:] for row in LIVES_WITH if row[0] == kind)
    return f"-[r:{type_}]->" if along else f"<-[r:{type_}]-", "|".join(wholes)


@cache
def whole_statement(kind: str) -> str:
    """The statement for what records ``$ids`` of a kind live with."""
    arrow, wholes = _to_wholes(kind)
    return (
        f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})\nMATCH (x){arrow}(y:{wholes})\n"
        "RETURN x.id AS id, y.id AS whole, labels(y)[0] AS kind, y.valid_from AS valid_from, y.valid_to AS valid_to,\n"
        "  r.valid_from AS since, r.valid_to AS until\nORDER BY id, whole, since, until"
    )


def _states_all(kind: str) -> bool:
    """Whether what a kind lives with has no other limits than its own dates: it cannot be changed, and depends on
    nothing."""
    wholes = next(row[-1] for row in LIVES_WITH if row[0] == kind)
    return not {*wholes} & {*CHANGING_KINDS, *DEPENDENT}


@cache
def limited_statement(kind: str) -> str:
    """Those of the records ``$ids`` of a kind that live with something between dates, or with something that has
    dates: the few years of a nation for which it need be looked up."""
    arrow, wholes = _to_wholes(kind)
    dates = " OR ".join(f"{one}.{day} IS NOT NULL" for one in "ry" for day in ("valid_from", "valid_to"))
    return (
        f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})\nMATCH (x){arrow}(y:{wholes})\nWHERE {dates}\n"
        "RETURN DISTINCT id\nORDER BY id"
    )


def living(reader: Reader, rows: Sequence[Row], as_of: str) -> list[Row]:
    """Those of some records (rows with id, kind, valid_from and valid_to) that live on a day; all without one."""
    if not as_of:
        return list(rows)
    lives = lifetimes(reader, {row["id"]: row for row in rows})
    return [row for row in rows if lives.lives(row["id"], as_of)]
