"""The statements that a walk asks: all relationships one step nearer to the agencies, or one step nearer to the things.

They are built from ``quanze.schema.ways`` and from nothing else; docs/queries.md prints them. Every statement starts at
the ids it is given, so a question about one thing costs with its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from quanze.schema.ways import THING, WAYS, Step, Way, every_step, steps_from, steps_to

_NAMES = "y.name AS name, y.name_en AS name_en, y.dataset AS dataset, y.position AS position"
_RELATIONSHIP = (
    "type(r) AS type, r.key AS key, r.wording AS wording, r.under AS under, r.origin AS origin, "
    "labels(y)[0] AS kind, y.kind AS sort"
)
_DATES = "r.valid_from AS valid_from, r.valid_to AS valid_to, y.valid_from AS there_from, y.valid_to AS there_to"
_CITATION = "r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note"


class Statement(NamedTuple):
    """A text, and the declared steps its rows may be."""

    text: str
    steps: tuple[Step, ...]


def leading(step: Step) -> bool:
    """Whether a step is not a role, or one that leads."""
    return step.leads or not step.role


def passing(step: Step) -> bool:
    """Whether a step goes from thing to thing."""
    return step.way.leaves == THING


def _united(kind: str, steps: Sequence[Step], *, nearer: bool, start: str, columns: str, end: str) -> Statement:
    """One statement of all these steps, which begin at records of one kind."""
    parts = []
    for inward in (True, False):
        # Along the way a relationship comes in from the agency's side; against it, it goes out to there.
        own = [s for s in steps if (s.way.along == nearer) == inward]
        if own:
            types = "|".join(dict.fromkeys(s.type for s in own))
            kinds = "|".join(dict.fromkeys(s.near if nearer else s.far for s in own))
            arrow = f"<-[r:{types}]-" if inward else f"-[r:{types}]->"
            match = start.format(kind=kind, arrow=arrow, kinds=kinds)
            parts.append(
                f"{match}\nRETURN x.id AS here, y.id AS there, {'true' if inward else 'false'} AS inward,\n  "
                f"{columns}{end}"
            )
    return Statement("\nUNION ALL\n".join(parts), tuple(steps))


@cache
def statement(place: str, kind: str, *, nearer: bool, which: Callable[[Step], bool] | None = None) -> Statement | None:
    """The statement from the records ``$ids`` of a kind at a place, ``nearer`` to the agencies or else to the things;
    None when no way goes on. ``which`` says which steps it takes, as ``leading`` and ``passing`` do.
    """
    steps = steps_to(place, kind) if nearer else steps_from(place, kind)
    steps = tuple(s for s in steps if which is None or which(s))
    if not steps:
        return None
    return _united(
        kind,
        steps,
        nearer=nearer,
        start="UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})\nMATCH (x){arrow}(y:{kinds})",
        columns=",\n  ".join((_RELATIONSHIP, _CITATION, _DATES, _NAMES)),
        end="\nORDER BY here, type, there, key",
    )


class Join(NamedTuple):
    """One relationship type between two kinds, as walks go over it: from the agencies' side to the things'."""

    type: str
    near: str
    far: str
    along: bool


@cache
def joins(which: Callable[[Step], bool] | None = None) -> dict[Join, tuple[Way, ...]]:
    """Every relationship that some way goes over, with the ways that do; ``which`` says which steps are taken."""
    found: dict[Join, list[Way]] = {}
    for step in every_step():
        if which is None or which(step):
            found.setdefault(Join(step.type, step.near, step.far, step.way.along), []).append(step.way)
    return {join: tuple(ways) for join, ways in found.items()}


@cache
def toward(kind: str) -> Callable[[Step], bool]:
    """Whether a step may be one of a walk to things of a kind."""
    ends: set[tuple[str, str]] = set()
    more = {(THING, kind)}
    while more:
        ends |= more
        more = {(s.way.leaves, s.near) for s in every_step() if (s.way.reaches, s.far) in more} - ends
    return lambda step: (step.way.reaches, step.far) in ends


def join_statement(join: Join, *, chosen: bool, sourced: bool = False) -> str:
    """The statement for all relationships of a join; ``chosen`` keeps to those of ``$datasets``, ``sourced`` adds the
    documents that state them.

    There are no names, no citations and no order: who reads a whole graph sorts and cites what is shown, since to do so
    with everything would cost as much as reading it. One type and one kind at each end let the engine leave out all
    that the statement already says. A row is what several relationships have in common, with their ends and keys as
    lists: a million rows would take twice as long to hand over. Every relationship has a key: a server that knows this
    starts at its index of our keys, where others have drawn nothing.
    """
    arrow = f"-[r:{join.type}]->" if join.along else f"<-[r:{join.type}]-"
    where = " AND r.dataset IN $datasets" if chosen else ""
    source = "r.source AS source, " if sourced else ""
    return (
        f"MATCH (x:{join.near}){arrow}(y:{join.far})\nWHERE r.key IS NOT NULL{where}\n"
        "RETURN r.wording AS wording, r.under AS under, r.origin AS origin, r.valid_from AS valid_from,\n"
        f"  r.valid_to AS valid_to, {source}collect(x.id) AS near, collect(y.id) AS far, collect(r.key) AS keys"
    )


def records_statement(kind: str) -> str:
    """The statement for all records of a kind."""
    return f"MATCH (x:{kind})\nRETURN x.id AS id, x.kind AS sort, x.valid_from AS valid_from, x.valid_to AS valid_to"


def statements() -> dict[str, str]:
    """Every statement there is, by a title for the documentation."""
    found = {}
    for nearer in (True, False):
        pairs = {(w.reaches, far) if nearer else (w.leaves, near) for w in WAYS for _, near, far in w.steps()}
        for place, kind in sorted(pairs):
            one = statement(place, kind, nearer=nearer)
            if one:
                found[f"{kind} ({place}), {'towards the agencies' if nearer else 'towards the things'}"] = one.text
    return found
