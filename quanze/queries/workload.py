"""How much each agency answers for, by role: on the things themselves, and through what these lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from quanze.collector import collector_paused
from quanze.graph.engine import Reader
from quanze.queries.responsibility import AGENCIES, name, walks, whole
from quanze.queries.scope import scoped
from quanze.schema import ROLES
from quanze.schema.relationships import CO_ORGANIZES, CONVENES
from quanze.schema.rows import Row, Workload
from quanze.schema.ways import CARRIED, SECTIONED, UNSETTLED


@collector_paused()
def workload(reader: Reader, *, scope: str = "", datasets: Collection[str] = (), as_of: str = "") -> list[Workload]:
    """Every agency in scope that answers for anything, most things first; each thing is counted once a column.

    The column of a role counts the things on which the agency holds it itself or by a seat; ``seats`` it fills;
    ``tasks`` and ``indicators`` that it answers for in whatever way but through a section; ``sections`` how many more
    things its sections answer for. ``scope`` as in ``scope.scoped``.
    """
    web = whole(reader, datasets=datasets, as_of=as_of)
    found: list[Row] = []
    for agency in web.parties(AGENCIES):
        held: dict[str, set[str]] = defaultdict(set)
        own: dict[str, set[str]] = defaultdict(set)
        sections: set[str] = set()
        carried: set[str] = set()
        for walk in walks(web, [agency]):
            if walk.how == UNSETTLED:
                continue
            if walk.how == SECTIONED:
                sections.add(walk.at)
                continue
            own[web.nodes[walk.at]["kind"]].add(walk.at)
            if walk.distance == 0:
                held[walk.taken["type"]].add(walk.at)
                if walk.how == CARRIED:
                    carried.add(walk.at)
        held[CO_ORGANIZES.type] -= held[CONVENES.type] & carried  # included, as in ``responsibility.answers``
        if not own and not sections:
            continue
        found.append(
            {
                "agency": agency,
                **{role.type.lower(): len(held[role.type]) for role in ROLES},
                "seats": len(held["REPRESENTS"]),
                "tasks": len(own["Task"]),
                "indicators": len(own["Indicator"]),
                "sections": len(sections - set().union(*own.values())),
            }
        )
    columns = [role.type.lower() for role in ROLES]
    inside = set(scoped((row["agency"] for row in found), web.nodes, scope=scope, limited=bool(datasets)).agencies)
    found = [row for row in found if row["agency"] in inside]
    name(reader, web, inside)
    found = [{"agency": row["agency"], **_named(web.nodes[row["agency"]]), **row} for row in found]
    found.sort(key=lambda r: (-sum(r[c] for c in columns), r["agency"]))
    return cast(list[Workload], found)


def _named(node: Row) -> Row:
    return {
        "agency_name": node["name"],
        "agency_name_en": node["name_en"] or "",
        "agency_kind": node["sort"] or "",
        "dataset": node["dataset"] or "",
    }
