"""Seats that are held in turn: records of one seat with the terms of one holder each.

This is the one place that decides which records are one seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from quanze.locale import Clauses, Later, later, message
from quanze.schema.dates import holds
from quanze.schema.naming import Name
from quanze.schema.words import CHAIRS, DEPUTIES, SECRETARIES

_MOST_NAMED = 12
"""Things led by a seat that a sentence names."""


class BodyName(NamedTuple):
    """A name under which a body lists seats: ``last`` is who has its whole place in the end, ``since`` and ``until``
    are the first and last day of the name, where a renaming dates them."""

    last: str
    since: str = ""
    until: str = ""


class Term(NamedTuple):
    """One record of a seat: the body it is on, its title and post, how many seats it is, and first and last day."""

    id: str
    body: str
    title: str
    post: str
    seats: int
    first: str
    last: str
    listed_under: BodyName
    begins: str = ""
    """The first day of the record where only the renaming of its body dates it, and ``ends`` the last one."""
    ends: str = ""

    def holds(self, day: str) -> bool:
        """Whether the term covers a day."""
        return holds(self.first, self.last, day)


def term(id_: str, body: str, seat: Mapping[str, object], listed_under: BodyName | None = None) -> Term:
    """The term that a seat's properties state: the holder's, else the record's own."""

    def text(*names: str) -> str:
        return str(next((seat[name] for name in names if seat.get(name)), ""))

    count = seat.get("seats")
    return Term(
        id_,
        body,
        text("seat_title"),
        text("post"),
        count if isinstance(count, int) else 0,
        text("holder_from", "valid_from"),
        text("holder_to", "valid_to"),
        listed_under or BodyName(body),
    )


def in_turn(terms: Iterable[Term]) -> list[list[Term]]:
    """Terms of the same seat together, in order of time; every other record by itself.

    Single seats of one title and post on one body, under whatever name, are one seat when each begins after the one
    before has ended. Seats that a body lists again under a new name are those of the former name, which end with it.
    """
    alike: dict[tuple[str, str, str], dict[str, list[Term]]] = {}
    for one in terms:
        alike.setdefault((one.listed_under.last, one.title, one.post), {}).setdefault(one.id, []).append(one)
    found: list[list[Term]] = []
    for same in alike.values():
        own = [records[0]._replace(listed_under=_joined(records)) for records in same.values()]
        listed = [_bounded(one, own) for one in own]
        single = [one.seats == 1 and bool(one.first or one.last) for one in listed]
        found += [[one] for one, alone in zip(listed, single, strict=True) if not alone]
        dated = [one for one, alone in zip(listed, single, strict=True) if alone]
        found += _chains(sorted(dated, key=lambda t: (t.first, t.last or "~", t.id)))
    return found


def _joined(records: Sequence[Term]) -> BodyName:
    """The names of one body under which a record is listed, as one: from the first to the last of them."""
    begins, ends = [one.listed_under.since for one in records], [one.listed_under.until for one in records]
    return BodyName(records[0].listed_under.last, min(begins) if all(begins) else "", max(ends) if all(ends) else "")


def _bounded(one: Term, alike: Sequence[Term]) -> Term:
    """A term with the days of the renamings that bound it, where it states none.

    A seat without a title cannot be known again.
    """
    if not (one.title or one.post):
        return one
    since, until = one.listed_under.since, one.listed_under.until
    ends = until if until and not one.last and any(other.listed_under.since >= until for other in alike) else ""
    earlier = (other.listed_under.until for other in alike if other.listed_under.until)
    begins = since if since and not one.first and any(end <= since for end in earlier) else ""
    return one._replace(first=one.first or begins, last=one.last or ends, begins=begins, ends=ends)


def _chains(terms: Iterable[Term]) -> list[list[Term]]:
    chains: list[list[Term]] = []
    for one in terms:
        last = next((chain for chain in chains if chain[-1].last and one.first > chain[-1].last), None)
        if last is None:
            chains.append([one])
        else:
            last.append(one)
    return chains


def totals(seats: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """The sums that a stated total may mean, of seats by title with the least and the most of each: all of them first,
    then those without secretaries, without chairs and deputies, and without either.

    Whether a total counts them differs from plan to plan.
    """
    chairs = (*CHAIRS, *DEPUTIES)
    readings: tuple[tuple[str, ...], ...] = ((), SECRETARIES, chairs, (*SECRETARIES, *chairs))
    kept = ([seat for seat in seats if seat[0] not in without] for without in readings)
    return [(sum(s[1] for s in own), sum(s[2] for s in own)) for own in kept]


def led_by_seats_in_words(seats: Mapping[str, Sequence[Mapping[str, Any]]]) -> Later:
    """Thing → its rows of ``seats_that_lead``, as a sentence about all of them; only the first few are named."""
    named = [
        later("{name}: {led}", name=Name(rows[0], "item_name"), led=leading_seats_in_words(rows))
        for rows in seats.values()
    ]
    said = {"n": len(named), "finding": message("Items led by a seat"), "names": Clauses(named[:_MOST_NAMED])}
    if len(named) > _MOST_NAMED:
        return later("{finding} ({n}): {names}; and {more} more", more=len(named) - _MOST_NAMED, **said)
    return later("{finding} ({n}): {names}", **said)


def leading_seats_in_words(seats: Iterable[Mapping[str, Any]]) -> Later:
    """Seats that lead something and that no agency fills, and why no agency is named, as a clause."""
    names, seats = [], list(seats)
    for row in seats:
        named = {"name": Name(row), "post": row["post"]}
        names.append(later("“{name}” ({post})", **named) if row["post"] else later("“{name}”", **named))
    if all(row["agency"] for row in seats):  # on another day
        return later("led by the seat {names}, which no agency fills on that day", names=names)
    return later("led by the seat {names}, for which the source gives no agency", names=names)
