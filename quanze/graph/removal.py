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

    Refuses (StorageError, nothing removed) when a relationship that is not ours holds one of our nodes. A large
    graph goes in several transactions: one that is broken off is finished by wiping again.
    """
    _check_untied(engine)
    counts = ours(engine)
    for relationship in RELATIONSHIPS:
        _repeat(engine, clear_relationships(relationship.type), counts.get(relationship.type, 0))
    for label in KIND:
        _repeat(engine, clear_nodes(label), counts.get(label, 0))
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


def _repeat(engine: Engine, statement: Statement, count: int) -> None:
    def work(transaction: Transaction) -> None:
        transaction.write(statement, _ROWS)

    for _ in range(0, count, CLEARED):
        engine.transact(work)
