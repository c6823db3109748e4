"""Taking our graph away again: all data sets, and nothing that anybody else wrote."""

from __future__ import annotations

from quanze.errors import StorageError
from quanze.graph.engine import Engine, Statement, Transaction
from quanze.graph.upsert import CLEARED, clear_nodes, clear_relationships
from quanze.locale import message
from quanze.schema import KIND, RELATIONSHIPS

_ROWS = [{"all": True}]


def ours(engine: Engine) -> dict[str, int]:
    """How many records of each label and type were written by loads, those with none left out."""
    found: dict[str, int] = {}
    for label in KIND:
        rows = engine.read(f"MATCH (n:{label}) RETURN count(*) AS n")
        found[label] = rows[0]["n"]
    for relationship in RELATIONSHIPS:
        type_ = relationship.type
        rows = engine.read(f"MATCH ()-[r:{type_}]->() RETURN count(*) AS n")
        found[type_] = rows[0]["n"]
    return {name: n for name, n in found.items() if n}


def wipe(engine: Engine) -> dict[str, int]:
    """Remove every data set and what ``prepare`` created; the counts of what went.

    Refuses (StorageError, nothing removed) when a relationship that is not ours holds one of our nodes. From a file all
    goes in one transaction, from a server in several: one that is broken off is finished by wiping again.
    """
    _check_untied(engine)
    counts = ours(engine)
    steps = [
        statement
        for name, statement in (
            *((relationship.type, clear_relationships(relationship.type)) for relationship in RELATIONSHIPS),
            *((label, clear_nodes(label)) for label in KIND),
        )
        for _ in range(0, counts.get(name, 0), CLEARED)
    ]
    for together in [[step] for step in steps] if engine.capabilities.connected else [steps]:
        _take(engine, together)
    engine.drop_schema()
    return counts


def _check_untied(engine: Engine) -> None:
    tied = engine.foreign_ties()
    if tied:
        raise StorageError(
            message(
                "{address} contains relationships to Quanze's nodes that Quanze did not create: {names}.",
                address=engine.address,
                names=[f"{row['count']} {row['name']} at {row['kind']}" for row in tied],
            ),
            message("Nothing was removed. Remove those relationships first if they are no longer needed."),
        )


def _take(engine: Engine, steps: list[Statement]) -> None:
    def work(transaction: Transaction) -> None:
        for statement in steps:
            transaction.write(statement, _ROWS)

    if steps:
        engine.transact(work)
