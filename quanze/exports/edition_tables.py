"""An edition of a data set as the tables that load to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.changes.edition import Edition, Props
from quanze.graph.records import POSITION
from quanze.schema import DATASET_TABLE, KINDS, RELATIONSHIP, STATED
from quanze.schema.relationships import ENDED_BY, ENDING
from quanze.schema.tables import CHANGES, relationship_table

_STATED = tuple(p.name for p in STATED)


def tables_of(edition: Edition, beside: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """All tables as ``quanze.exports.dataset_tables`` takes them.

    ``beside`` has further columns of rows, such as those of a review, by the id of the record or the key of the
    relationship.
    """
    more = beside or {}
    data: dict[str, Any] = {"dataset": {c.name: edition.description.get(c.name) for c in DATASET_TABLE.columns}}
    rows: dict[str, Props] = {}
    for kind in KINDS:
        own = sorted(edition.nodes.get(kind.label, {}).items(), key=lambda one: one[1].get(POSITION, 0))
        found = {id_: dict(props) for id_, props in own}
        rows |= found
        data[kind.table] = list(found.values())
    short = {(p.link, k.label, p.inward): p.name for k in KINDS for p in k.properties if p.link}
    data["responsibilities"], data["changes"], data["links"] = [], [], []
    for (type_, start_kind, end_kind), links in edition.links.items():
        for key, (start, end, props) in links.items():
            stated = {name: props[name] for name in _STATED if name in props}
            row = {**_kept(props), **more.get(key, {})}
            if RELATIONSHIP[type_].role:
                data["responsibilities"].append({"who": start, "role": type_, "on": end, **row})
                continue
            if relationship_table(type_, props) is CHANGES:
                ended = {"change": ENDING[0], "from": start, "act": end}
                data["changes"].append((ended if type_ == ENDED_BY.type else {"from": end, "to": start}) | row)
                continue
            for owner, other, label, inward in ((end, start, end_kind, True), (start, end, start_kind, False)):
                column = short.get((type_, label, inward))
                about = rows.get(owner)
                # The short column says the same only when the row's own dates and source are the link's.
                if (
                    column
                    and about
                    and column not in about
                    and _kept(props) == stated == {n: about[n] for n in _STATED if n in about}
                ):
                    about[column] = other
                    break
            else:
                data["links"].append({"from": start, "type": type_, "to": end, **row})
    for id_, about in rows.items():
        about.update(more.get(id_, {}))
    return data


def _kept(props: Props) -> Props:
    return {k: v for k, v in props.items() if k not in ("dataset", "key")}
