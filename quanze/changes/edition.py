"""An edition of a data set: its description, records and relationships as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quanze.collector import collector_paused
from quanze.graph.engine import Ends, Reader
from quanze.graph.records import POSITION, all_ends, datasets, nodes_of, relationship_count, relationships_of
from quanze.schema import KINDS

Props = dict[str, Any]
Link = tuple[str, str, Props]
"""A relationship: from id, to id, properties."""
_AT_ONCE = 100_000
"""Relationships of small data sets that are read together, about."""


@dataclass
class Edition:
    """All of one data set at one time; ``description`` is empty when there is no such data set.

    ``nodes`` has for each kind its records by id, ``links`` for each type and ends the relationships by key.
    ``named_ids``: its ids are made of names alone, as those of a sheet are, so that one id may mean another record in
    another edition. ``figures_stated``: it says something of these figures of years only, by year and property, and
    those of other years stay; None where it says all.
    """

    dataset: str
    description: Props = field(default_factory=dict)
    nodes: dict[str, dict[str, Props]] = field(default_factory=dict)
    links: dict[Ends, dict[str, Link]] = field(default_factory=dict)
    named_ids: bool = False
    figures_stated: frozenset[tuple[int, str]] | None = None

    def count(self) -> int:
        """How many records and relationships it has."""
        return sum(map(len, self.nodes.values())) + sum(map(len, self.links.values()))

    def records(self) -> Iterator[tuple[str, Props]]:
        """Every record with its kind."""
        for kind, rows in self.nodes.items():
            for props in rows.values():
                yield kind, props


def number_records(edition: Edition, *orders: Edition) -> None:
    """Give the records positions: as in the first of ``orders`` that has them; those of none come last."""
    for kind, rows in edition.nodes.items():
        known: dict[str, int] = {}
        for other in reversed(orders):
            known |= {id_: props[POSITION] for id_, props in other.nodes.get(kind, {}).items() if POSITION in props}
        last = len(rows) + max(known.values(), default=0)
        for position, id_ in enumerate(sorted(rows, key=lambda id_: known.get(id_, last)), 1):
            rows[id_][POSITION] = position


def edition_of(reader: Reader, dataset: str) -> Edition:
    """What a graph holds of a data set."""
    return _together(reader, [dataset])[0]


def editions_of(reader: Reader) -> list[Edition]:
    """What a graph holds of every data set."""
    return list(editions_in_turn(reader, [row["id"] for row in datasets(reader)]))


def editions_in_turn(reader: Reader, names: Sequence[str]) -> Iterator[Edition]:
    """What a graph holds of each of some data sets, read when its turn comes.

    Each read goes through all relationships of a type. Small data sets are therefore read together, as many as have
    about ``_AT_ONCE`` relationships.
    """
    relationships = relationship_count(reader) if len(names) > 1 else 0
    size = max(1, len(datasets(reader)) * _AT_ONCE // max(relationships, 1))
    for first in range(0, len(names), size):
        yield from _together(reader, names[first : first + size])


@collector_paused()
def _together(reader: Reader, names: Sequence[str]) -> list[Edition]:
    """What a graph holds of some data sets, read at once; one that is not there has no description and no records."""
    found = {name: Edition(name) for name in names}
    for row in nodes_of(reader, "Dataset", names):
        if row["id"] in found:
            found[row["id"]].description = row
    described = [name for name, edition in found.items() if edition.description]
    if not described:
        return list(found.values())
    for kind in KINDS:
        for row in nodes_of(reader, kind.label, described):
            found[row["dataset"]].nodes.setdefault(kind.label, {})[row["id"]] = row
    for ends in all_ends():
        for row in relationships_of(reader, ends, described):
            link = (row.pop("from"), row.pop("to"), row)
            found[row["dataset"]].links.setdefault(ends, {})[row["key"]] = link
    return list(found.values())
