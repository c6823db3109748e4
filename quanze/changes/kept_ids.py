"""The ids of records of a sheet, which has none, as those that the same records have in another edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from quanze.changes.edition import Edition, Link, Props
from quanze.changes.pairs import TOLD_APART, YEARLY, ReviewedPair, owners_of, pair
from quanze.graph.engine import Ends
from quanze.graph.records import relationship_key

_KINDS = (*TOLD_APART, YEARLY)
_BODIES = ("Agency", "Council", "Subgroup", "Member")
REFERENCES = ("source", "under", "act", "moves")
"""The properties that hold ids of other records."""


def kept_ids(
    before: Edition, after: Edition, reviewed: Sequence[ReviewedPair] = (), *, bodies: bool = False
) -> dict[str, str]:
    """New ids for tasks, indicators and years of ``after``: those of the records in ``before`` that are certainly the
    same, and for others that have an id of ``before`` one that nothing has. ``bodies``: for agencies, bodies and seats
    too, where they have another id."""
    pairs = pair(before, after, reviewed, ())
    found: dict[str, str] = {}
    for kind in (*_BODIES, *_KINDS) if bodies else _KINDS:
        taken = before.nodes.get(kind, {}).keys() | after.nodes.get(kind, {}).keys()
        owners: dict[str, list[str]] = {}
        for id_ in after.nodes.get(kind, {}):
            same = pairs.before_of.get(id_, ())
            if len(same) == 1 and len(pairs.after_of[same[0]]) == 1:
                now = same[0]
            elif kind in _KINDS and id_ in before.nodes.get(kind, {}):
                owners = owners or owners_of(after)
                now = _free(id_, owners.get(id_, ()), taken)
                taken.add(now)
            else:
                continue
            if now != id_:
                found[id_] = now
    return found


def _free(id_: str, owners: Sequence[str], taken: set[str]) -> str:
    """An id that nothing has: with what the record is part of, then with a number."""
    named = "-".join((id_, *(owner.rpartition("/")[2] for owner in sorted(owners))))
    free, n = named, 1
    while free in taken:
        n += 1
        free = f"{named}-{n}"
    return free


def with_ids(edition: Edition, ids: Mapping[str, str]) -> Edition:
    """An edition in which some records have other ids."""
    if not ids:
        return edition
    nodes = {
        kind: {props["id"]: props for props in (_renamed(props, ids) for props in rows.values())}
        for kind, rows in edition.nodes.items()
    }
    links: dict[Ends, dict[str, Link]] = {}
    for ends, rows in edition.links.items():
        for start, end, props in rows.values():
            link = renamed_link(edition.dataset, ends[0], (start, end, props), ids)
            links.setdefault(ends, {})[link[2]["key"]] = link
    return replace(edition, nodes=nodes, links=links)


def renamed_link(dataset: str, type_: str, link: Link, ids: Mapping[str, str]) -> Link:
    """A relationship between records of which some have other ids."""
    start, end = (ids.get(i, i) for i in link[:2])
    props = _renamed(link[2], ids)
    return start, end, {**props, "key": relationship_key(dataset, type_, start, end, props)}


def _renamed(props: Props, ids: Mapping[str, str]) -> Props:
    return ({**props, "id": ids.get(props["id"], props["id"])} if "id" in props else props) | references(props, ids)


def references(props: Props, ids: Mapping[str, str]) -> Props:
    """The properties that refer to other records, with other ids of these."""
    return {name: _mapped(props[name], ids) for name in REFERENCES if name in props}


def _mapped(value: Any, ids: Mapping[str, str]) -> Any:
    """An id, or several, or a word that is none."""
    return [ids.get(v, v) for v in value] if isinstance(value, list) else ids.get(value, value)
