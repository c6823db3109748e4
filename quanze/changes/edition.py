"""An edition of a data set: its description, records and relationships as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quanze.collector import collector_paused
from quanze.graph.engine import Ends, Reader
from quanze.graph.records import POSITION, all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.schema import KINDS

Props = dict[str, Any]
Link = tuple[str, str, Props]
"""A relationship: from id, to id, properties."""


@dataclass
class Edition:
    """All of one data set at one time; ``description`` is empty when there is no such data set.

    ``nodes`` has for each kind its records by id, ``links`` for each type and ends the relationships by key.
    """

    dataset: str
    description: Props = field(default_factory=dict)
    nodes: dict[str, dict[str, Props]] = field(default_factory=dict)
    links: dict[Ends, dict[str, Link]] = field(default_factory=dict)

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


@collector_paused()
def edition_of(reader: Reader, dataset: str) -> Edition:
    """What a graph holds of a data set."""
    description = dataset_nodes(reader, "Dataset", dataset).get(dataset)
    if description is None:
        return Edition(dataset)
    nodes = {kind.label: dataset_nodes(reader, kind.label, dataset) for kind in KINDS}
    links = {ends: dataset_relationships(reader, ends, dataset) for ends in all_ends()}
    return Edition(
        dataset,
        description,
        {kind: rows for kind, rows in nodes.items() if rows},
        {ends: rows for ends, rows in links.items() if rows},
    )


def editions_of(reader: Reader) -> list[Edition]:
    """Every data set that a graph holds."""
    return [edition_of(reader, row["id"]) for row in datasets(reader)]
