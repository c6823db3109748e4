"""What a server keeps beside the graph: our constraints, indexes, marks and locks; created, compared and removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from quanze.graph.marks import ANY, PROPERTY, label_of
from quanze.graph.neo4j.constraints import LOAD_LABEL, LOCK_LABEL, Item, items
from quanze.schema import DATASET, KIND, KINDS, RELATIONSHIPS
from quanze.schema.rows import Foreign, Row, SetupItem

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

MARKED_AT_ONCE = 50_000
"""Records of an earlier version that one transaction marks."""


class Server(Protocol):
    """What set-up needs of the engine."""

    version: tuple[int, ...]

    @property
    def address(self) -> str:
        """Without secrets."""

    def read(self, query: str, *, everything: bool = False) -> list[Row]:
        """Rows."""

    def change(self, text: str) -> int:
        """Run a text in a transaction of its own; how many labels and properties it set."""

    def define(self, texts: Sequence[str]) -> None:
        """Run each text in a transaction of its own."""


def _standing(engine: Server) -> dict[str, Row]:
    rows = engine.read(
        "SHOW INDEXES YIELD name, state, labelsOrTypes, properties "
        "RETURN name, state, labelsOrTypes AS names, properties AS over"
    )
    return {row["name"]: row for row in rows}


def _as_declared(item: Item, row: Row) -> bool:
    return set(row["names"]) == set(item.names) and tuple(row["over"]) == item.over


def status(engine: Server) -> list[SetupItem]:
    """What ``prepare`` creates, each with its state; one of an earlier version is missing."""
    standing = _standing(engine)
    return [
        {
            "name": item.name,
            "kind": item.kind,
            "purpose": item.purpose,
            "state": row["state"].lower()
            if (row := standing.get(item.name)) and _as_declared(item, row)
            else "missing",
        }
        for item in items(engine.version)
    ]


def prepare(engine: Server) -> None:
    """Create the constraints and indexes that are missing, and mark what an earlier version wrote."""
    standing, wanted = _standing(engine), items(engine.version)
    outdated = [item for item in wanted if item.name in standing and not _as_declared(item, standing[item.name])]
    engine.define([item.drop for item in outdated])
    if unmarked(engine):
        for text in _marking():
            while engine.change(text):
                pass
    missing = [item for item in wanted if item.name not in standing or item in outdated]
    engine.define([item.text for item in missing])
    if missing:
        engine.read("CALL db.awaitIndexes(60)")


def _earlier(kind: str) -> str:
    """Nodes that an earlier version wrote, which recognised its own by their bookkeeping."""
    kept = "schema_version" if kind == DATASET.label else "search_key"
    return f"MATCH (n:{kind}) WHERE NOT n:{label_of(kind)} AND n.dataset IS NOT NULL AND n.{kept} IS NOT NULL"


def unmarked(engine: Server) -> bool:
    """Whether the data sets here are those of an earlier version, whose records have no marks.

    What looks like one beside marked data sets is somebody else's.
    """
    none_marked = f"NOT EXISTS {{ MATCH (:{label_of(DATASET.label)}) }}"
    return bool(engine.read(f"{_earlier(DATASET.label)} AND {none_marked} RETURN n.id AS id LIMIT 1", everything=True))


def _marking() -> list[str]:
    """The texts, each to be repeated until it changes nothing, that mark what an earlier version wrote.

    The data sets come last: until then no question is answered.
    """
    limited = f"LIMIT {MARKED_AT_ONCE}"
    nodes = [f"{_earlier(kind)} WITH n {limited} SET n:{label_of(kind)}" for kind in (k.label for k in KINDS)]
    relationships = [
        f"MATCH (:{ANY})-[r:{declared.type}]->(:{ANY}) WHERE r.{PROPERTY} IS NULL AND r.dataset IS NOT NULL "
        f"AND r.key IS NOT NULL WITH r {limited} SET r.{PROPERTY} = true"
        for declared in RELATIONSHIPS
    ]
    datasets = f"{_earlier(DATASET.label)} WITH n {limited} SET n:{label_of(DATASET.label)}"
    return [*nodes, *relationships, datasets]


def foreign(engine: Server) -> list[Foreign]:
    """What others wrote under our labels and types; a label that they added to a record of ours too."""
    texts = {kind: f"MATCH (n:{kind}) WHERE NOT n:{label_of(kind)}" for kind in KIND}
    texts |= {r.type: f"MATCH (a)-[r:{r.type}]->(b) WHERE r.{PROPERTY} IS NULL" for r in RELATIONSHIPS}
    counted = " UNION ALL ".join(f"{text} RETURN '{name}' AS name, count(*) AS count" for name, text in texts.items())
    return [
        {
            "record": "node" if row["name"] in KIND else "relationship",
            "name": row["name"],
            "count": row["count"],
            "cypher": f"{texts[row['name']]} RETURN {'n' if row['name'] in KIND else 'a, r, b'}",
        }
        for row in engine.read(counted, everything=True)
        if row["count"]
    ]


def foreign_ties(engine: Server) -> list[Row]:
    """Relationships of others, of whatever type, at records of ours."""
    parts = [
        f"MATCH (n:{label_of(kind)})-[r]-() WHERE r.{PROPERTY} IS NULL "
        f"RETURN type(r) AS name, '{kind}' AS kind, count(*) AS count"
        for kind in KIND
    ]
    rows = engine.read(" UNION ALL ".join(parts), everything=True)
    return sorted(rows, key=lambda row: (row["kind"], row["name"]))


def drop_schema(engine: Server) -> None:
    """Remove our constraints, indexes, the lock node and the log of loads."""
    engine.define([FORGET_LOADS])
    engine.define([i.drop for i in reversed(items(engine.version))])
    engine.define([f"MATCH (l:{LOCK_LABEL}) DELETE l"])
