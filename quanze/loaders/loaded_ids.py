"""A sheet has no ids of its own: its records have those of the loaded ones that are certainly the same."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.changes.edition import Edition
from quanze.changes.kept_ids import kept_ids, references, renamed_link
from quanze.changes.pairs import TOLD_APART, YEARLY
from quanze.graph.engine import Reader
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships
from quanze.loaders.build import Link, Node, Plan
from quanze.schema import RELATIONSHIP

_KINDS = (*TOLD_APART, YEARLY)
_ABOVE = ("Agency", "Council", "Subgroup", "Member")
"""Kinds of which the records tell those apart that they lead, or that are a part of them."""
_ENDS = tuple(
    ends for ends in all_ends() if ends[2] in _KINDS and (ends[1] in _KINDS or RELATIONSHIP[ends[0]].leads)
) + tuple(ends for ends in all_ends() if ends[0] == "UNDERTAKES" and ends[2] in _KINDS)


def take_loaded_ids(plan: Plan, reader: Reader) -> None:
    """Give the tasks, indicators and years of a plan the ids under which its data set has them in a graph."""
    before, after = Edition(plan.dataset), Edition(plan.dataset, named_ids=True)
    for kind in (*_ABOVE, *_KINDS):
        before.nodes[kind] = dataset_nodes(reader, kind, plan.dataset)
        after.nodes[kind] = {id_: node.props for id_, node in plan.nodes.items() if node.kind == kind}
    for ends in _ENDS:
        before.links[ends] = dataset_relationships(reader, ends, plan.dataset)
        after.links[ends] = {
            key: (link.start, link.end, link.props) for key, link in plan.links.items() if link.ends == ends
        }
    give_ids(plan, kept_ids(before, after))


def give_ids(plan: Plan, ids: Mapping[str, str]) -> None:
    """Give records of a plan other ids, in all that refers to them."""
    if not ids:
        return
    nodes: dict[str, Node] = {}
    for id_, node in plan.nodes.items():
        node.props |= {"id": ids.get(id_, id_), **references(node.props, ids)}
        nodes[node.props["id"]] = node
    links: dict[str, Link] = {}
    for link in plan.links.values():
        link.start, link.end, link.props = renamed_link(
            plan.dataset, link.ends[0], (link.start, link.end, link.props), ids
        )
        links.setdefault(link.props["key"], link)
    plan.nodes, plan.links = nodes, links
    plan.__dict__.pop("of_type", None)
