"""The statements that a walk asks: all relationships one step nearer to the agencies, or one step nearer to the things.

They are built from ``quanze.schema.ways`` and from nothing else; docs/queries.md prints them. Every statement starts at
the ids it is given, so a question about one thing costs with its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from quanze.schema.ways import THING, WAYS, Step, steps_from, steps_to

ALL, LEADING, PASSING = "all", "leading", "passing"

_THERE = "labels(y)[0] AS kind, y.kind AS sort, y.valid_from AS there_from, y.valid_to AS there_to"
_NAMES = "y.name AS name, y.name_en AS name_en, y.dataset AS dataset"
_RELATIONSHIP = (
    "type(r) AS type, r.key AS key, r.wording AS wording, r.under AS under, r.origin AS origin, r.dataset AS "
    "stated_in, "
    "r.valid_from AS valid_from, r.valid_to AS valid_to"
)
_CITATION = "r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note"


class Statement(NamedTuple):
    """A text, and the declared steps its rows may be."""

    text: str
    steps: tuple[Step, ...]


def _part(kind: str, steps: Sequence[Step], *, inward: bool, nearer: bool, whole: bool) -> str:
    types = "|".join(dict.fromkeys(s.type for s in steps))
    kinds = "|".join(dict.fromkeys(s.near if nearer else s.far for s in steps))
    arrow = f"<-[r:{types}]-" if inward else f"-[r:{types}]->"
    start = f"MATCH (x:{kind})" if whole else f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})"
    columns = ",\n  ".join((_RELATIONSHIP, _THERE) if whole else (_RELATIONSHIP, _CITATION, _THERE, _NAMES))
    return (
        f"{start}\nMATCH (x){arrow}(y:{kinds})\n"
        f"RETURN x.id AS here, x.valid_from AS here_from, x.valid_to AS here_to, y.id AS there, "
        f"{'true' if inward else 'false'} AS inward,\n  {columns}\n"
        # Who reads a whole graph sorts what is shown; sorting everything would cost as much as reading it.
        f"{'' if whole else 'ORDER BY here, type, there, key'}"
    )


@cache
def statement(place: str, kind: str, *, nearer: bool, which: str = ALL, whole: bool = False) -> Statement | None:
    """The statement from records of a kind at a place, ``nearer`` to the agencies or else to the things; None when no
    way goes on.

    ``whole`` starts at every record of the kind instead of ``$ids``, and leaves out citations and names.
    ``which``: every step, or only those of ``LEADING`` (no role but those that lead) or ``PASSING`` (from thing to
    thing).
    """
    steps = steps_to(place, kind) if nearer else steps_from(place, kind)
    if which == LEADING:
        steps = tuple(s for s in steps if s.leads or not s.role)
    elif which == PASSING:
        steps = tuple(s for s in steps if s.way.leaves == THING)
    if not steps:
        return None
    # Along the way a relationship comes in from the agency's side; against it, it goes out to there.
    parts = [
        _part(kind, own, inward=inward, nearer=nearer, whole=whole)
        for inward in (True, False)
        if (own := [s for s in steps if (s.way.along == nearer) == inward])
    ]
    return Statement("\nUNION ALL\n".join(part.rstrip() for part in parts), steps)


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
