"""Which agencies a question is about: a city's own first, and what was left out said in words.

On the bundled graph the UN's organizations outnumber the city's agencies four to one; a planner who asks who must
coordinate with whom does not mean them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quanze.errors import QueryError
from quanze.queries.touches import holds

Row = dict[str, Any]
AGENCY_LEVELS: dict[str, tuple[str, str, str]] = {
    "city": ("個市府機關", "agency of the city", "agencies of the city"),
    "national": ("個中央機關", "national agency", "national agencies"),
    "international": ("個國際組織", "international organization", "international organizations"),
    "class": ("類機關", "class of bodies", "classes of bodies"),
}
"""Levels of agencies with their words (Chinese; English, one and many); ``Agency.kind`` says which is which."""
LEVEL_OF = {"ministry": "national", "international": "international", "class": "class"}
"""Agency kind → level; every other kind (government, bureau, office) is the city's own."""
SCOPES = ("city", "national", "international", "all")
WORKING = ("CONVENES", "CO_ORGANIZES")
"""The roles by which agencies work on the same thing."""
TIES = (*WORKING, "REVIEWS", "UNDERTAKES", "MEASURED_BY", "SITS_ON", "REPRESENTS", "PART_OF")
"""Relationships that tie agencies to what they work on. An agency's place in the hierarchy is no such tie."""


@dataclass
class Scope:
    """The rows a question is asked of. ``agencies`` are those in scope that hold any role, seat or reporting duty."""

    name: str
    nodes: dict[str, Row]
    edges: list[Row]
    agencies: list[str]
    left_out: dict[str, list[str]] = field(default_factory=dict)
    _by_type: dict[str, list[Row]] | None = None

    def level(self, id_: str) -> str:
        """The level of an agency."""
        return LEVEL_OF.get(str(self.nodes[id_].get("sort") or ""), "city")

    def of_type(self, *types: str) -> list[Row]:
        """Edges of these types: by type as given, each in the order of the catalogue."""
        if self._by_type is None:
            self._by_type = {}
            for e in self.edges:
                self._by_type.setdefault(e["type"], []).append(e)
        return [e for t in types for e in self._by_type.get(t, ())]

    def kind(self, id_: str) -> str:
        """The kind of a record."""
        return str(self.nodes[id_]["kind"])

    def ties(self) -> list[Row]:
        """Edges between agencies in scope and what they work on, as far as it hangs together with one of them."""
        from quanze.graph.network import components

        inside = set(self.agencies)
        found = [e for e in self.of_type(*TIES) if self._is_tie(e, inside)]
        near = {id_ for part in components((e["from"], e["to"]) for e in found) if inside & set(part) for id_ in part}
        return [e for e in found if e["from"] in near]

    def _is_tie(self, edge: Row, inside: set[str]) -> bool:
        ends = (edge["from"], edge["to"])
        kinds = tuple(self.kind(e) for e in ends)
        if edge["type"] == "PART_OF" and kinds not in (("Subgroup", "Council"), ("Task", "Task")):
            return False
        return all(kind != "Agency" or end in inside for end, kind in zip(ends, kinds, strict=True))


def scoped(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    *,
    scope: str = "",
    dataset: str = "",
    as_of: str = "",
) -> Scope:
    """Rows of ``graph_nodes`` and ``graph_edges`` cut to a scope.

    ``scope`` is one of ``SCOPES``; empty means the city's agencies where there are any, else all, and all when
    ``dataset`` limits the relationships to one data set. ``as_of`` is an ISO date. Raises QueryError.
    """
    if scope and scope not in SCOPES:
        raise QueryError(
            f"There is no scope {scope!r}.",
            f"Use one of {', '.join(SCOPES)}.",
            zh=(f"沒有「{scope}」這個範圍。", f"請用 {'、'.join(SCOPES)}。"),
        )
    known = {str(n["id"]): dict(n) for n in nodes}
    if as_of:
        known = {i: n for i, n in known.items() if holds(n["valid_from"], n["valid_to"], as_of)}
    kept = [
        dict(e)
        for e in edges
        if e["from"] in known
        and e["to"] in known
        and (not dataset or e["dataset"] == dataset)
        and (not as_of or holds(e["valid_from"], e["valid_to"], as_of))
    ]
    found = Scope(scope, known, kept, [])
    active = {e["from"] for e in found.of_type(*WORKING, "REVIEWS", "REPORTS_TO") if found.kind(e["from"]) == "Agency"}
    active |= {e["to"] for e in found.of_type("REPRESENTS")}
    by_level: dict[str, list[str]] = {level: [] for level in AGENCY_LEVELS}
    for id_ in sorted(active):
        by_level[found.level(id_)].append(id_)
    if not scope:
        found.name = "all" if dataset or not by_level["city"] else "city"
    levels = tuple(AGENCY_LEVELS) if found.name == "all" else (found.name,)
    found.agencies = sorted(id_ for level in levels for id_ in by_level[level])
    found.left_out = {level: ids for level, ids in by_level.items() if ids and level not in levels}
    return found
