"""Which agencies a question is about: a city's own first, and what was left out said in words.

On the bundled graph the UN's organizations outnumber the city's agencies four to one; a planner who asks who must
coordinate with whom does not mean them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quanze.errors import QueryError
from quanze.locale import Message, message, plural
from quanze.schema.codes import SCOPES

LEVEL_OF = {"ministry": "national", "international": "international", "class": "class"}
"""Agency kind → level; every other kind (government, bureau, office) is the city's own."""
LEVELS = ("city", "national", "international", "class")


def level_of(sort: str | None) -> str:
    """The level of an agency of that kind."""
    return LEVEL_OF.get(sort or "", "city")


def counted(level: str, n: int) -> Message:
    """``3 agencies of the city``."""
    match level:
        case "city":
            return plural("{n} agency of the city", "{n} agencies of the city", n=n)
        case "national":
            return plural("{n} national agency", "{n} national agencies", n=n)
        case "international":
            return plural("{n} international organization", "{n} international organizations", n=n)
        case "class":
            return plural("{n} class of bodies", "{n} classes of bodies", n=n)
        case _:
            return plural("{n} agency of every level", "{n} agencies of every level", n=n)


@dataclass
class Scope:
    """The agencies in scope, sorted by id, and those left out by level."""

    name: str
    agencies: list[str]
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def covers(self) -> Message:
        """``Covers 17 agencies of the city.``"""
        return message("Covers {agencies}.", agencies=counted(self.name, len(self.agencies)))

    def leaves_out(self) -> Message | None:
        """What was left out and how to have it, None when nothing was."""
        if not self.left_out:
            return None
        return message(
            "Left out: {left_out} (`--scope all` includes them).",
            left_out=[counted(level, len(ids)) for level, ids in self.left_out.items()],
        )


def scoped(active: Iterable[str], nodes: dict[str, dict[str, Any]], *, scope: str = "", limited: bool = False) -> Scope:
    """The scope of a question among the ``active`` agencies: those with a role, a seat or a reporting duty.

    ``scope`` is one of ``SCOPES``; empty means the city's agencies where there are any, else all, and all when the
    question is ``limited`` to some data sets. Raises QueryError.
    """
    if scope and scope not in SCOPES:
        raise QueryError(
            message("There is no scope {scope!r}.", scope=scope), message("Use one of {scopes}.", scopes=list(SCOPES))
        )
    by_level: dict[str, list[str]] = {level: [] for level in LEVELS}
    for id_ in sorted(active):
        by_level[level_of(nodes[id_]["sort"])].append(id_)
    name = scope or ("all" if limited or not by_level["city"] else "city")
    levels = LEVELS if name == "all" else (name,)
    return Scope(
        name,
        sorted(id_ for level in levels for id_ in by_level[level]),
        {level: ids for level, ids in by_level.items() if ids and level not in levels},
    )
