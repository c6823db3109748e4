"""Seats that are held in turn: records of one seat with the terms of one holder each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from quanze.schema.dates import holds


class Term(NamedTuple):
    """One record of a seat: the body it is on, its title and post, how many seats it is, and first and last day."""

    id: str
    body: str
    title: str
    post: str
    seats: int
    first: str
    last: str

    def holds(self, day: str) -> bool:
        """Whether the term covers a day."""
        return holds(self.first, self.last, day)


def term(id_: str, body: str, seat: dict[str, object]) -> Term:
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
    )


def in_turn(terms: Iterable[Term]) -> list[list[Term]]:
    """Terms of the same seat together, in order of time; every other record by itself.

    Single seats of one title and post on one body are one seat when each begins after the one before has ended.
    """
    alike: dict[tuple[str, str, str], list[Term]] = {}
    found: list[list[Term]] = []
    for one in terms:
        if one.seats == 1 and (one.first or one.last):
            alike.setdefault((one.body, one.title, one.post), []).append(one)
        else:
            found.append([one])
    for own in alike.values():
        found += _chains(sorted(own, key=lambda t: (t.first, t.last or "~", t.id)))
    return found


def _chains(terms: Iterable[Term]) -> list[list[Term]]:
    chains: list[list[Term]] = []
    for one in terms:
        last = next((chain for chain in chains if chain[-1].last and one.first > chain[-1].last), None)
        if last is None:
            chains.append([one])
        else:
            last.append(one)
    return chains
