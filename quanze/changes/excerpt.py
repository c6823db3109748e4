"""A part of a graph, as a graph of its own: without some properties, and only with what some origins state.

What is left out is missing from every answer, format and picture made from the excerpt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from quanze.changes.change_set import compare
from quanze.changes.edition import Edition, Props, editions_of
from quanze.errors import QueryError
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from quanze.graph.records import node_search_key
from quanze.graph.upsert import Changes, apply
from quanze.locale import message
from quanze.schema import KINDS, ORIGIN, RELATIONSHIPS, relationship_properties, stored_properties

ALONG = {"holder": ("holder_from", "holder_to", "vacant")}
"""Properties that reveal a hidden one, and are hidden with it."""
NEEDED = ("id", "name", "origin", "source", "key", "dataset")
"""Properties that identify or cite a record or relationship; they are always kept."""


def write_excerpt(source: Engine, path: Path, *, hide: Sequence[str] = (), only: Sequence[str] = ()) -> None:
    """Write to a new file what ``source`` holds, without the properties ``hide``; ``only`` what these origins state.

    A document that states something which stays is kept whoever states the document itself. QueryError for a property
    or an origin that there is not, and for a property that every record needs.
    """
    _check(hide, only)
    hidden = {*hide, *chain.from_iterable(ALONG.get(name, ()) for name in hide)}
    editions = source.together(editions_of)
    kept = _kept(editions, only)
    changes = Changes()
    for edition in editions:
        part = Edition(edition.dataset, _without(edition.description, hidden))
        for kind, rows in edition.nodes.items():
            part.nodes[kind] = {id_: _record(props, hidden) for id_, props in rows.items() if id_ in kept}
        for ends, links in edition.links.items():
            part.links[ends] = {
                key: (start, end, _without(props, hidden))
                for key, (start, end, props) in links.items()
                if start in kept and end in kept and _stated(props, only)
            }
        compare(Edition(edition.dataset), part).write_into(changes)
    target = open_engine(path, create=True)
    try:
        target.transact(lambda transaction: apply(transaction, changes))
    finally:
        target.close()


def hideable() -> list[str]:
    """The properties that may be hidden."""
    every = (*map(stored_properties, KINDS), *(relationship_properties(r.type) for r in RELATIONSHIPS))
    return sorted({declared.name for properties in every for declared in properties}.difference(NEEDED))


def _check(hide: Sequence[str], only: Sequence[str]) -> None:
    known = hideable()
    for name in hide:
        if name not in known:
            raise QueryError(
                message("The property {name!r} cannot be hidden.", name=name),
                message("Those that can: {names}.", names=known),
            )
    for name in only:
        if name not in ORIGIN:
            raise QueryError(
                message("There is no origin {name!r}.", name=name), message("Use one of {names}.", names=list(ORIGIN))
            )


def _stated(props: Props, only: Collection[str]) -> bool:
    return not only or props.get("origin") in only


def _kept(editions: Sequence[Edition], only: Sequence[str]) -> set[str]:
    """The ids of the records that stay: those that a wanted origin states, and the documents these statements cite."""
    records = {props["id"]: props for edition in editions for _, props in edition.records()}
    kept = {id_ for id_, props in records.items() if _stated(props, only)}
    cited: set[str] = {records[id_].get("source", "") for id_ in kept} | set(_cited_by_links(editions, kept, only))
    return kept | (cited & records.keys())


def _cited_by_links(editions: Sequence[Edition], kept: Collection[str], only: Sequence[str]) -> Iterator[str]:
    for edition in editions:
        for links in edition.links.values():
            for start, end, props in links.values():
                if start in kept and end in kept and _stated(props, only):
                    yield props.get("source", "")


def _without(props: Props, hidden: Collection[str]) -> Props:
    return {name: value for name, value in props.items() if name not in hidden}


def _record(props: Props, hidden: Collection[str]) -> Props:
    """A record without the hidden properties; nor can it be found by a hidden name."""
    shown = _without(props, hidden)
    return {**shown, "search_key": node_search_key(shown)} if "search_key" in props else shown
