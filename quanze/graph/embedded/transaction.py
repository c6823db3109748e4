"""One unit of work on the embedded engine: reads and writes on a private copy. ``graph`` is the engine's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze.errors import IncompleteWriteError
from quanze.graph.embedded import load_log
from quanze.graph.embedded.bulk import add_nodes, add_relationships, first_of_each_pair
from quanze.graph.engine import Statement
from quanze.graph.upsert import BATCH

if TYPE_CHECKING:
    from quanze.schema.rows import Row

BULK = 2_000
"""Rows from which the engine's bulk calls pay for importing pandas."""


def _rows(result: Any) -> list[Row]:
    rows: list[Row] = result.to_list()
    return rows


class EmbeddedTransaction:
    """Reads and writes on the private working copy of one ``transact`` call."""

    reads_maps = False

    def __init__(self, graph: Any, path: Path) -> None:
        self._graph = graph
        self._path = path
        self.wrote = False
        self.log: list[Row] | None = None

    def load_log(self) -> list[Row]:
        """The entries kept by this unit of work, else those beside the file."""
        return load_log.read(self._path) if self.log is None else [dict(entry) for entry in self.log]

    def keep_load_log(self, entries: list[Row]) -> None:
        """Make these the entries once the copy is published."""
        self.log = entries

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query on the working copy."""
        return _rows(self._graph.cypher(query, params=dict(parameters or {}), timeout_ms=0))

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement to all rows, in bulk where that means the same."""
        self.wrote = True
        if len(rows) >= BULK and statement.action == "create nodes":
            add_nodes(self._graph, statement.name, rows)
        elif (
            len(rows) >= BULK
            and statement.ends
            and statement.action == "create relationships"
            and not self._any(*statement.ends)
        ):
            type_, start, _ = statement.ends
            first, again = first_of_each_pair(rows) if self._any(type_, start) else (rows, [])
            add_relationships(self._graph, statement.ends, first)
            self._in_batches(statement, again)
        else:
            self._in_batches(statement, rows)

    def _in_batches(self, statement: Statement, rows: Sequence[Row]) -> None:
        created = 0
        for start in range(0, len(rows), BATCH):
            batch = list(rows[start : start + BATCH])
            result: Any = self._graph.cypher(statement.text, params={"rows": batch}, timeout_ms=0)
            created += result.stats["relationships_created"]
        if statement.action == "create relationships" and created != len(rows):
            raise IncompleteWriteError(created, len(rows), statement.name)

    def _any(self, type_: str, start: str, end: str = "") -> bool:
        """Whether the graph has a relationship of the type from one kind (to another)."""
        to = f"(b:{end})" if end else "(b)"
        return bool(_rows(self._graph.cypher(f"MATCH (a:{start})-[r:{type_}]->{to} RETURN r.key AS key LIMIT 1")))
