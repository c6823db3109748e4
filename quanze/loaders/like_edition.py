"""A data set that is new by its id, and by its names another edition of one that is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from quanze.loaders.build import Plan
from quanze.loaders.findings import Finding
from quanze.loaders.raw import Source
from quanze.loaders.references import Known
from quanze.schema.words import fold

SAME_PLAN = 0.5
"""The share of its agencies, and of its tasks, above which it seems to be another edition."""
_TELLING = ("Agency", "Task")
"""Two plans of one city have agencies in common, two cities tasks, but hardly both."""


def like_editions(source: Source, plan: Plan, known: Iterable[Known]) -> Iterator[Finding]:
    """A finding for each data set of which a flat sheet or a draft, whose id comes from the name of a file, seems to be
    another edition; it stops the load of a sheet, for which somebody can say which of both it is."""
    sheet = bool(source.understood)
    if source.own_plan or not (sheet or source.first is not None):
        return
    own = {kind: {fold(n.props["name"]) for n in plan.nodes.values() if n.kind == kind} for kind in _TELLING}
    if not all(own.values()):
        return
    theirs: dict[str, dict[str, set[str]]] = defaultdict(lambda: {kind: set() for kind in _TELLING})
    for other in known:
        if other.entry.kind in _TELLING:
            theirs[other.entry.dataset][other.entry.kind].add(fold(other.entry.name))
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
