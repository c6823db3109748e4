"""A later edition of a sheet beside changes of agencies: what they refer to stays, and a successor is one record.

A planner loads a reorganization and next year's sheet, which names the new agencies and no longer the old ones. The
sheet cannot list an agency that has ended, and knows nothing of the data set in which its successor is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quanze.graph.engine import Reader
from quanze.graph.records import POSITION, dataset_nodes, dataset_relationships
from quanze.loaders.build import Link, Node, Plan
from quanze.loaders.findings import Finding
from quanze.loaders.kept_years import keep_documents
from quanze.loaders.loaded_ids import give_ids
from quanze.schema.relationships import SUCCEEDS
from quanze.schema.words import fold

KEPT = ("Agency", "Document")
"""Kinds of which a record says nothing of the plan by being there: an agency without a role, a document without a
statement."""
_PARENT = ("PART_OF", "Agency", "Agency")


def keep_bodies(plan: Plan, reader: Reader, held: Mapping[tuple[str, str], Iterable[str]], file: str) -> list[Finding]:
    """Take into a plan the agencies and documents of its loaded edition that other data sets refer to, and a notice.

    ``held`` are the records that would go, each with the data set that refers to it.
    """
    some = next(iter(plan.nodes.values()), None)
    if some is None:
        return []
    gone = {id_ for id_, _ in held}
    kept: dict[str, list[str]] = defaultdict(list)
    cited: dict[str, Node] = {}
    for kind in KEPT:
        before = dataset_nodes(reader, kind, plan.dataset)
        last = sum(node.kind == kind for node in plan.nodes.values())
        there = sorted((before[id_].get(POSITION, 0), id_, dataset) for id_, dataset in held if id_ in before)
        for _, id_, dataset in there:
            kept[dataset].append(before[id_].get("name") or id_)
            if id_ not in plan.nodes:
                last += 1
                plan.nodes[id_] = Node(kind, {**before[id_], POSITION: last}, some.record)
                cited |= {source: some for source in (before[id_].get("source"),) if source}
    for key, (start, end, props) in dataset_relationships(reader, _PARENT, plan.dataset).items() if kept else ():
        if start in gone and end in plan.nodes:
            plan.links.setdefault(key, Link(_PARENT, start, end, props, some.record))
    keep_documents(plan, reader, cited)
    plan.__dict__.pop("of_type", None)
    return [
        Finding("referred-to-kept", file, value=dataset, details={"n": len(names), "names": sorted(set(names))})
        for dataset, names in kept.items()
    ]


def join_successors(
    plan: Plan, former: Iterable[str], changes: Iterable[tuple[str, str, str]], bodies: Mapping[str, Mapping[str, Any]]
) -> Iterator[Finding]:
    """Let agencies of a plan be those of their name in another data set that took over agencies of its loaded edition.

    ``former`` are the ids of these, ``changes`` those of other data sets as type, successor and predecessor, and
    ``bodies`` the successors.
    """
    following: dict[str, list[str]] = defaultdict(list)
    for type_, successor, predecessor in changes:
        if type_ == SUCCEEDS.type:
            following[predecessor].append(successor)
    ahead = list(former)
    reached: dict[str, None] = {}
    while ahead:
        new = [s for s in following.get(ahead.pop(), ()) if s not in reached]
        reached |= dict.fromkeys(new)
        ahead += new
    named: dict[str, list[str]] = defaultdict(list)
    for id_ in reached:
        body = bodies.get(id_)
        if body is not None and body["dataset"] != plan.dataset:
            for name in {fold(body.get("name") or ""), *map(fold, body.get("aliases") or ())}:
                named[name].append(id_)
    same = {
        id_: named[name][0]
        for id_, node in plan.nodes.items()
        if node.kind == "Agency" and len(named.get(name := fold(node.props.get("name", "")), ())) == 1
    }
    joined: dict[str, list[str]] = defaultdict(list)
    record = next((plan.nodes[id_].record for id_ in same), None)
    for id_, other in same.items():
        joined[bodies[other]["dataset"]].append(plan.nodes.pop(id_).props["name"])
    give_ids(plan, same)
    for dataset, names in joined.items():
        if record is not None:
            details = {"n": len(names), "names": names}
            yield Finding("successors-joined", record.raw.file, value=dataset, details=details)
