"""What a server keeps beside the graph: our constraints, indexes and locks; created, compared and removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from quanze.errors import StorageError
from quanze.graph.neo4j.constraints import LOAD_LABEL, LOCK_LABEL, foreign_nodes, items
from quanze.locale import message
from quanze.schema.rows import Row, SetupItem

LOCK = f"MERGE (l:{LOCK_LABEL} {{id: 'load'}}) SET l.at = timestamp()"
"""The first write of a load, so that loads wait for each other."""
# A commit becomes visible record by record, so a query beside it can see half of a load. It is therefore marked
# before and after in transactions of their own, and a read that met a mark is done again.
MARK = (
    f"MERGE (c:{LOCK_LABEL} {{id: 'commit'}}) "
    "SET c.generation = coalesce(c.generation, 0) + 1, c.by = $by, c.until = timestamp() + $milliseconds"
)
CLEAR = f"MATCH (c:{LOCK_LABEL} {{id: 'commit'}}) WHERE c.by = $by SET c.until = 0"
STAMP = (
    f"MATCH (c:{LOCK_LABEL} {{id: 'commit'}}) "
    "RETURN c.generation AS generation, c.by AS by, c.until > timestamp() AS committing"
)
LOAD_LOG = f"MATCH (l:{LOAD_LABEL}) RETURN properties(l) AS entry ORDER BY l.place"
FORGET_LOADS = f"MATCH (l:{LOAD_LABEL}) DELETE l"
KEEP_LOADS = f"UNWIND $rows AS row CREATE (l:{LOAD_LABEL}) SET l = row"


class Server(Protocol):
    """What set-up needs of the engine."""

    version: tuple[int, ...]

    @property
    def address(self) -> str:
        """Without secrets."""

    def read(self, query: str) -> list[Row]:
        """Rows."""

    def define(self, texts: Sequence[str]) -> None:
        """Run each text in a transaction of its own."""


def status(engine: Server) -> list[SetupItem]:
    """What ``prepare`` creates, each with its state."""
    rows = engine.read("SHOW INDEXES YIELD name, state RETURN name, state")
    states = {r["name"]: r["state"].lower() for r in rows}
    return [
        {"name": i.name, "kind": i.kind, "purpose": i.purpose, "state": states.get(i.name, "missing")}
        for i in items(engine.version)
    ]


def prepare(engine: Server) -> None:
    """Create the constraints and indexes that are missing; refuses other people's nodes that look like ours."""
    foreign = [r for r in engine.read(foreign_nodes()) if r["count"]]
    if foreign:
        raise StorageError(
            message(
                "{address} contains nodes with Quanze's labels that Quanze did not create: {listed}.",
                address=engine.address,
                listed=[f"{r['count']} {r['label']}" for r in foreign],
            ),
            message("They were not changed. Load into a separate database."),
        )
    missing = {r["name"] for r in status(engine) if r["state"] == "missing"}
    engine.define([i.text for i in items(engine.version) if i.name in missing])
    if missing:
        engine.read("CALL db.awaitIndexes(60)")


def drop_schema(engine: Server) -> None:
    """Remove our constraints, indexes, the lock node and the log of loads."""
    engine.define([FORGET_LOADS])
    engine.define([i.drop for i in reversed(items(engine.version))])
    engine.define([f"MATCH (l:{LOCK_LABEL}) DELETE l"])
