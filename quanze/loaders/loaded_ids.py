"""A sheet has no ids of its own: its records have those of the loaded ones that are certainly the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quanze.changes.edition import Edition
from quanze.changes.kept_ids import kept_ids, references, renamed_link
from quanze.changes.pairs import TOLD_APART, YEARLY, ReviewedPair
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


def take_loaded_ids(
    plan: Plan, reader: Reader, reviewed: Sequence[ReviewedPair] = ()
) -> dict[ReviewedPair, ReviewedPair]:
    """Give the records of a plan the ids under which its data set has them in a graph.

    Of the reviewed pairs comes back what each means in these ids; those of which a record is not there are left out.
    """
    before, after = Edition(plan.dataset), Edition(plan.dataset, named_ids=True)
    for kind in (*_ABOVE, *_KINDS):
        before.nodes[kind] = dataset_nodes(reader, kind, plan.dataset)
        after.nodes[kind] = {id_: node.props for id_, node in plan.nodes.items() if node.kind == kind}
    for ends in _ENDS:
        before.links[ends] = dataset_relationships(reader, ends, plan.dataset)
        after.links[ends] = {
            key: (link.start, link.end, link.props) for key, link in plan.links.items() if link.ends == ends
        }
    meant = _meant(before, after, reviewed)
    ids = kept_ids(before, after, list(meant.values()), bodies=True)
    give_ids(plan, ids)
    return {given: pair._replace(after=ids.get(pair.after, pair.after)) for given, pair in meant.items()}


def _meant(before: Edition, after: Edition, reviewed: Sequence[ReviewedPair]) -> dict[ReviewedPair, ReviewedPair]:
    """Reviewed pairs in the ids that both editions have here: a comparison of two files names each record after its own
    file, and one with the graph gives a record that has the id of another one a free id."""
    old, new = ({props["id"] for _, props in edition.records()} for edition in (before, after))
    free = {now: id_ for id_, now in kept_ids(before, after, bodies=True).items()} if reviewed else {}
    found: dict[ReviewedPair, ReviewedPair] = {}
    for given in reviewed:
        first = _here(given.before, before.dataset, old)
        second = _here(free.get(given.after, given.after), after.dataset, new)
        if first and second:
            found[given] = given._replace(before=first, after=second)
    return found


def _here(id_: str, dataset: str, known: set[str]) -> str:
    """An id, or that of this data set with the same kind and name; empty where neither is known."""
    own = f"{dataset}/{id_.partition('/')[2]}"
    return id_ if id_ in known else own if own in known else ""


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
