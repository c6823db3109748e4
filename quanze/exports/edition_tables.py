"""An edition of a data set as the tables that load to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quanze.changes.edition import Edition, Props
from quanze.graph.records import POSITION
from quanze.schema import DATASET_TABLE, KINDS, RELATIONSHIP, STATED
from quanze.schema.relationships import ENDED_BY, ENDING
from quanze.schema.tables import CHANGES, relationship_table

_STATED = frozenset(p.name for p in STATED)


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
        role = RELATIONSHIP[type_].role
        columns = short.get((type_, end_kind, True)), short.get((type_, start_kind, False))
        for key, (start, end, props) in links.items():
            if role:
                row, table = {"who": start, "role": type_, "on": end}, "responsibilities"
            elif relationship_table(type_, props) is CHANGES:
                ended = {"change": ENDING[0], "from": start, "act": end}
                row, table = (ended if type_ == ENDED_BY.type else {"from": end, "to": start}), "changes"
            elif _in_short_column(rows, columns, start, end, props):
                continue
            else:
                row, table = {"from": start, "type": type_, "to": end}, "links"
            data[table].append({**row, **_kept(props), **more.get(key, {})})
    for id_, about in rows.items():
        about.update(more.get(id_, {}))
    return data


def _in_short_column(
    rows: Mapping[str, Props], columns: Sequence[str | None], start: str, end: str, props: Props
) -> bool:
    """Put a relationship into a column of the row of its end or of its start; whether that says all of it: its dates
    and source are those of the row, and it has nothing more."""
    for column, owner, other in zip(columns, (end, start), (start, end), strict=True):
        about = rows.get(owner) if column else None
        if column and about and column not in about:
            own = _kept(props)
            if own.keys() <= _STATED and own == {name: about[name] for name in _STATED if name in about}:
                about[column] = other
                return True
    return False


def _kept(props: Props) -> Props:
    kept = props.copy()
    kept.pop("dataset", None)
    kept.pop("key", None)
    return kept
