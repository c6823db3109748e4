"""The one builder of write Cypher, from kinds and relationship types.

Only names declared in ``quanze.schema`` enter the text; every value travels in ``$rows``. A row of a node
statement is ``{id, props}``, of a relationship statement ``{from, to, key, props}``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quanze.errors import SchemaError
from quanze.graph.engine import Ends, Statement, Transaction
from quanze.schema import KIND, RELATIONSHIP

BATCH = 10_000
"""Rows per statement: enough to amortise a round trip, little enough to bound memory on a server."""

CLEARED = 50_000
"""Records removed per statement when a graph is wiped."""


def _kind(label: str) -> str:
    if label not in KIND:
        raise SchemaError(f"unknown kind {label!r}.", f"Use one of {', '.join(KIND)}.")
    return label


def _type(ends: Ends) -> Ends:
    type_, start, end = ends
    if type_ not in RELATIONSHIP or (start, end) not in RELATIONSHIP[type_].ends:
        raise SchemaError(f"{start} {type_} {end} is not declared.", "See quanze/schema/relationships.py.")
    return ends


@cache
def create_nodes(label: str) -> Statement:
    """CREATE nodes of one kind."""
    text = f"UNWIND $rows AS row CREATE (n:{_kind(label)}) SET n = row.props"
    return Statement("create nodes", label, text)


@cache
def update_nodes(label: str) -> Statement:
    """Replace all properties of nodes of one kind."""
    text = f"UNWIND $rows AS row MATCH (n:{_kind(label)} {{id: row.id}}) SET n = row.props"
    return Statement("update nodes", label, text)


@cache
def delete_nodes(label: str) -> Statement:
    """DELETE nodes of one kind; an engine refuses when a relationship is left."""
    text = f"UNWIND $rows AS row MATCH (n:{_kind(label)} {{id: row.id}}) DELETE n"
    return Statement("delete nodes", label, text)


@cache
def create_relationships(ends: Ends) -> Statement:
    """CREATE relationships of one type between two kinds."""
    type_, start, end = _type(ends)
    text = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.from}}) MATCH (b:{end} {{id: row.to}}) "
        f"CREATE (a)-[r:{type_}]->(b) SET r = row.props"
    )
    return Statement("create relationships", type_, text, ends)


def _match_relationship(ends: Ends) -> str:
    type_, start, end = _type(ends)
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.from}}) "
        f"MATCH (a)-[r:{type_} {{key: row.key}}]->(b:{end} {{id: row.to}})"
    )


@cache
def update_relationships(ends: Ends) -> Statement:
    """Replace all properties of relationships found by their key."""
    return Statement("update relationships", ends[0], f"{_match_relationship(ends)} SET r = row.props", ends)


@cache
def delete_relationships(ends: Ends) -> Statement:
    """DELETE relationships found by their key."""
    return Statement("delete relationships", ends[0], f"{_match_relationship(ends)} DELETE r", ends)


@cache
def clear_relationships(type_: str) -> Statement:
    """DELETE relationships of one type of ours, at most ``CLEARED`` of them."""
    if type_ not in RELATIONSHIP:
        raise SchemaError(f"unknown relationship {type_!r}.", f"Use one of {', '.join(RELATIONSHIP)}.")
    text = f"UNWIND $rows AS row MATCH ()-[r:{type_}]->() WITH r LIMIT {CLEARED} DELETE r"
    return Statement("clear relationships", type_, text)


@cache
def clear_nodes(label: str) -> Statement:
    """DELETE nodes of one kind, at most ``CLEARED`` of them; an engine refuses when a relationship is left."""
    text = f"UNWIND $rows AS row MATCH (n:{_kind(label)}) WITH n LIMIT {CLEARED} DELETE n"
    return Statement("clear nodes", label, text)


@dataclass
class Changes:
    """What one load does: rows per kind, and rows per type and ends."""

    create_nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    update_nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    delete_nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    create_relationships: dict[Ends, list[dict[str, Any]]] = field(default_factory=dict)
    update_relationships: dict[Ends, list[dict[str, Any]]] = field(default_factory=dict)
    delete_relationships: dict[Ends, list[dict[str, Any]]] = field(default_factory=dict)

    def count(self) -> int:
        """How many rows will be written."""
        return sum(len(rows) for group in vars(self).values() for rows in group.values())

    def add(self, other: Changes) -> None:
        """Write what ``other`` writes too."""
        for step, rows_by_name in vars(other).items():
            for name, rows in rows_by_name.items():
                getattr(self, step).setdefault(name, []).extend(rows)


def apply(transaction: Transaction, changes: Changes, progress: Callable[[int], None] | None = None) -> None:
    """Write all changes in an order that never leaves an end missing. ``progress`` gets rows done."""
    steps: list[tuple[Statement, list[dict[str, Any]]]] = [
        *((delete_relationships(e), rows) for e, rows in changes.delete_relationships.items()),
        *((delete_nodes(k), rows) for k, rows in changes.delete_nodes.items()),
        *((create_nodes(k), rows) for k, rows in changes.create_nodes.items()),
        *((update_nodes(k), rows) for k, rows in changes.update_nodes.items()),
        *((create_relationships(e), rows) for e, rows in changes.create_relationships.items()),
        *((update_relationships(e), rows) for e, rows in changes.update_relationships.items()),
    ]
    done = 0
    for statement, rows in steps:
        if rows:
            transaction.write(statement, rows)
            done += len(rows)
            if progress:
                progress(done)
