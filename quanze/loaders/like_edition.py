"""A data set that is new by its id, and by its names another edition of one that is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quanze.loaders.build import Plan
from quanze.loaders.findings import Finding
from quanze.loaders.raw import Source
from quanze.loaders.references import Beside
from quanze.schema.words import fold

SAME_PLAN = 0.5
"""The share of its agencies, and of its tasks, above which it seems to be another edition."""
NAMES_SHOWN = 6
_TELLING = ("Agency", "Task")
"""Two plans of one city have agencies in common, two cities tasks, but hardly both."""


def like_editions(source: Source, plan: Plan, beside: Beside) -> Iterator[Finding]:
    """What a flat sheet or a draft, whose id comes from the name of a file, has in common with others: a finding for
    each data set of which it seems to be another edition, which stops the load of a sheet, for there somebody can say
    which it is; and one for each other that has agencies of these names."""
    sheet = bool(source.understood)
    if source.own_plan or not (sheet or source.first is not None):
        return
    own = {
        kind: {fold(n.props["name"]) for n in plan.nodes.values() if n.kind == kind and n.props.get("name")}
        for kind in _TELLING
    }
    if not all(own.values()):
        return
    theirs: dict[str, dict[str, set[str]]] = defaultdict(lambda: {kind: set() for kind in _TELLING})
    for other in beside.entries():
        if other.kind in _TELLING:
            theirs[other.dataset][other.kind].add(fold(other.name))
    for dataset, names in sorted(theirs.items()):
        common = {kind: len(own[kind] & names[kind]) for kind in _TELLING}
        if all(common[kind] > SAME_PLAN * len(own[kind]) for kind in _TELLING):
            details = {
                "agencies": len(own["Agency"]),
                "tasks": len(own["Task"]),
                "same_agencies": common["Agency"],
                "same_tasks": common["Task"],
                "path": source.path.name,
            }
            code = "like-edition" if sheet else "draft-like-edition"
            yield Finding(code, source.path.name, value=dataset, details=details)
        elif same := sorted(own["Agency"] & names["Agency"]):
            shown = [*same[:NAMES_SHOWN], *["…"] * (len(same) > NAMES_SHOWN)]
            details = {"n": len(same), "agencies": len(own["Agency"]), "names": shown}
            yield Finding("same-agencies", source.path.name, value=dataset, details=details)
