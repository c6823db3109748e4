"""A server that is killed, whose disk is full or that is read-only: afterwards the old graph or the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quanze.api import Graph
from quanze.errors import EngineError, StorageError, UnreachableError
from quanze.graph import open_engine
from quanze.graph.engine import Transaction
from quanze.graph.neo4j.setup import CLEAR, MARK
from quanze.graph.upsert import create_nodes
from tests.loaders.cases import city
from tests.neo4j_server import KEPT_PLANS, Neo4jServer, ServerMissingError, launch
from tests.neo4j_server.fixtures import missing
from tests.server.agencies import agencies
from tests.sets import write_csv

if TYPE_CHECKING:
    from quanze.graph.neo4j.engine import Neo4jEngine

LARGEST = 8 * 2**20
"""Bytes of a file on a disk that is nearly full."""


@contextmanager
def server_on(home: Path, *, read_only: bool = False, largest_file: int = 0) -> Iterator[tuple[Neo4jServer, Graph]]:
    """A server on this home and its graph; killed in the end, if it is not dead already."""
    settings = {**KEPT_PLANS, "server.databases.default_to_read_only": str(read_only).lower()}
    try:
        server = launch(home, settings=settings, largest_file=largest_file)
    except ServerMissingError as e:
        missing(e)
    try:
        with closing(open_engine(f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}")) as engine:
            yield server, Graph(engine, "test")
    finally:
        server.kill()


def state(graph: Graph) -> tuple[Any, ...]:
    """What tells the states apart: all records, the roles and the log.

    By plain queries, since a cold server takes seconds to plan one of ours.
    """
    return (
        graph.engine.read("MATCH (n:Agency|Task) RETURN n.id AS id, n.name AS name ORDER BY id"),
        graph.engine.read("MATCH (:Agency)-[r:CONVENES]->(t:Task) RETURN r.key AS key, t.id AS task ORDER BY key"),
        graph.log(),
    )


@contextmanager
def killed_at(server: Neo4jServer, text: str) -> Iterator[None]:
    """Within, the server is killed when this is to be run: ``MARK``, when all is written and nothing committed, or
    ``CLEAR``, as soon as the commit is answered."""
    from quanze.graph.neo4j.engine import Neo4jEngine

    define = Neo4jEngine.define

    def dying(engine: Neo4jEngine, texts: Sequence[str], **parameters: Any) -> None:
        if text in texts:
            server.kill()
        define(engine, texts, **parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Neo4jEngine, "define", dying)
        yield
    assert server.process is not None and server.process.poll() is not None, "it was not killed"


@pytest.mark.server
def test_what_a_server_keeps(tmp_path: Path) -> None:
    """Of graph and log alike nothing that was not committed, and all that was.

    A start of the server, and the first load after it, take longer than all else: one home goes through all of it.
    """
    first, second = city(), city()
    second["tasks"][0]["id"] = "t/task/two"
    sets = [write_csv(tmp_path / name, tables) for name, tables in (("first", first), ("second", second))]
    home = tmp_path / "home"
    with server_on(home) as (server, graph):
        graph.load(sets[0])
        old = state(graph)
        with killed_at(server, MARK), pytest.raises(UnreachableError) as lost:
            graph.load(sets[1], replace=True)
        assert lost.value.advice
    with server_on(home) as (server, graph):
        assert state(graph) == old
        graph.load(sets[1], replace=True)
        with killed_at(server, MARK), pytest.raises(UnreachableError):
            graph.undo()
    with server_on(home) as (server, graph):
        records, roles, log = state(graph)  # the load was kept, and nothing of its undo
        assert ([row["task"] for row in roles], len(log)) == (["t/task/two"], 2)
        assert records != old[0] and not any(row["undone"] for row in log)
        with killed_at(server, CLEAR):
            graph.undo()
    with server_on(home, largest_file=LARGEST) as (_, graph):
        undone = state(graph)
        assert undone[:2] == old[:2]
        assert [bool(row["undone"]) for row in undone[2]] == [True, False]

        def too_much(transaction: Transaction) -> None:
            transaction.write(create_nodes("Agency"), agencies("長" * 5_000, 2 * LARGEST // 15_000))

        with pytest.raises((EngineError, StorageError, UnreachableError)) as full:
            graph.engine.transact(too_much)
        assert full.value.advice
    with server_on(home) as (server, graph):
        assert state(graph) == undone
        server.stop()  # in order: a read-only database cannot be recovered
    with server_on(home, read_only=True) as (_, graph):
        assert state(graph) == undone
        with pytest.raises(StorageError, match="is read-only"):
            graph.undo()
