"""Every record and relationship of a graph, or those about one record, of some data sets or of a day, as plain rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from quanze.changes.edition import Edition
from quanze.graph.engine import Reader
from quanze.graph.network import around
from quanze.graph.records import POSITION, all_ends, node_count, nodes_in_parts, relationships_in_parts
from quanze.graph.records import datasets as loaded_datasets
from quanze.queries.dated_editions import editions_on
from quanze.queries.responsibility import who
from quanze.schema import KIND, KINDS
from quanze.schema.rows import Responsibility, Row
from quanze.schema.tables import REFERRING
from quanze.schema.ways import answered_kinds
from quanze.schema.whole_graph import WholeGraph, kind_attribute

BOOKKEEPING = ("search_key", "schema_version", POSITION)
"""What a record keeps for us alone; rows are in the order of positions."""
_KINDS = {kind.label: n for n, kind in enumerate(KINDS)}


def whole_graph(
    reader: Reader, *, about: str = "", depth: int = 1, datasets: Sequence[str] = (), as_of: str = ""
) -> WholeGraph:
    """Everything, or what is within ``depth`` steps of the record ``about``.

    ``datasets`` keeps the records and relationships of these, and the records they lead to; ``as_of`` (ISO) keeps what
    lives and holds then, where successors have what was handed on to them.
    """
    loaded = loaded_datasets(reader)
    if as_of:
        editions = editions_on(reader, as_of)
        records = [record for edition in editions for record in edition.records()]
        links: Iterable[Row] = [row for edition in editions for row in _links_of(edition)]
        nodes: Collection[Row] = [_node(kind, props) for kind, props in sorted(records, key=_place)]
    else:
        nodes, links = _StoredRecords(reader), _Stored(reader)
        nodes = list(nodes) if datasets or about else nodes  # gone through several times
    if datasets:
        links = [row for row in links if row["dataset"] in datasets]
        nodes = _with_named(nodes, links, datasets)
    if about:
        links = list(links)
        by_id = {row["id"]: row for row in nodes}
        near = around(by_id, links, about, depth) if about in by_id else {}
        nodes = [row for row in nodes if row["id"] in near]
        links = [row for row in links if row["from"] in near and row["to"] in near]
    of = {row["dataset"] for row in nodes} if datasets or about else {row["id"] for row in loaded}
    subject = next((row for row in nodes if row["id"] == about), None) if about else None
    answers = _Answers(reader, nodes, as_of)
    return WholeGraph(nodes, links, answers, [row for row in loaded if row["id"] in of], subject, as_of)


def _with_named(nodes: Iterable[Row], links: Sequence[Row], datasets: Collection[str]) -> list[Row]:
    """The records of some data sets, and those that they or the relationships name: ends, sources, acts."""
    named = {row[end] for row in links for end in ("from", "to", *REFERRING) if end in row}
    by_id = {row["id"]: row for row in nodes}
    waiting = [row for row in nodes if row["dataset"] in datasets or row["id"] in named]
    kept = {row["id"] for row in waiting}
    while waiting:
        row = waiting.pop()
        new = {row[name] for name in REFERRING if name in row} & by_id.keys() - kept
        kept |= new
        waiting += [by_id[id_] for id_ in new]
    return [row for row in nodes if row["id"] in kept]


class _StoredRecords(Collection[Row]):
    """The records of a graph, read in parts."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __len__(self) -> int:
        return sum(node_count(self._reader, kind) for kind in _KINDS)

    def __iter__(self) -> Iterator[Row]:
        for kind in _KINDS:
            for row in nodes_in_parts(self._reader, kind):
                yield _node(kind, row)

    def __contains__(self, row: object) -> bool:
        return any(row == own for own in self)


class _Stored:
    """The relationships of a graph, read in parts: there may be more than memory holds."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[Row]:
        for ends in all_ends():
            for row in relationships_in_parts(self._reader, ends):
                yield _link(ends[0], row.pop("from"), row.pop("to"), row)


class _Answers:
    """Who answers for the records of a graph, asked kind by kind."""

    def __init__(self, reader: Reader, nodes: Collection[Row], as_of: str) -> None:
        self._reader, self._nodes, self._as_of = reader, nodes, as_of

    def __iter__(self) -> Iterator[Responsibility]:
        ids: dict[str, list[str]] = {}
        for row in self._nodes:
            ids.setdefault(row["kind"], []).append(row["id"])
        for kind in answered_kinds():
            yield from who(self._reader, kind, ids[kind], as_of=self._as_of) if kind in ids else ()


def _links_of(edition: Edition) -> Iterator[Row]:
    for ends, own in edition.links.items():
        for start, end, props in own.values():
            yield _link(ends[0], start, end, props)


def _place(record: tuple[str, Row]) -> tuple[int, str, int, str]:
    """A record's rank: by kind, data set, and its place in the source."""
    kind, props = record
    return _KINDS[kind], props["dataset"], props.get(POSITION, 0), props["id"]


def _node(kind: str, props: Row) -> Row:
    own = {name: value for name, value in props.items() if name not in (*BOOKKEEPING, "id", "kind")}
    if "kind" in props:
        own = {kind_attribute(KIND[kind]): props["kind"], **own}
    return {"id": props["id"], "kind": kind, **own}


def _link(type_: str, start: str, end: str, props: Row) -> Row:
    return {"key": props["key"], "from": start, "to": end, "type": type_, **{k: props[k] for k in props if k != "key"}}
