"""A server that is killed, whose disk is full or that is read-only: afterwards the old graph or the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from tests.neo4j_server.door import Door
from tests.resources import absent
from tests.server.agencies import agencies
from tests.sets import write_csv

if TYPE_CHECKING:
    from quanze.graph.neo4j.engine import Neo4jEngine

LARGEST = 8 * 2**20
"""Bytes of a file on a disk that is nearly full."""


@contextmanager
def graph_of(port: int, server: Neo4jServer) -> Iterator[Graph]:
    """The graph of a server, at its port or at that of a door to it."""
    with closing(open_engine(f"bolt://neo4j:{server.password}@127.0.0.1:{port}")) as engine:
        yield Graph(engine, "test")


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
def at(text: str, happens: Callable[[], None]) -> Iterator[None]:
    """Within, something happens when this is to be run: ``MARK``, when all is written and nothing committed, or
    ``CLEAR``, as soon as the commit is answered."""
    from quanze.graph.neo4j.engine import Neo4jEngine

    define = Neo4jEngine.define
    happened: list[str] = []

    def dying(engine: Neo4jEngine, texts: Sequence[str], **parameters: Any) -> None:
        if text in texts and not happened:
            happened.append(text)
            happens()
        define(engine, texts, **parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Neo4jEngine, "define", dying)
        yield
    assert happened


@contextmanager
def cut_off_at(text: str, server: Neo4jServer, home: Path) -> Iterator[Graph]:
    """The graph of a server that is gone for its client when this is to be run; ``home`` is what a kill would leave."""
    with Door(server.port) as door, graph_of(door.port, server) as graph:

        def gone() -> None:
            server.copy_as_killed(home)
            door.close()

        with at(text, gone):
            yield graph


@pytest.mark.server
def test_what_a_server_keeps(tmp_path: Path) -> None:
    """Of graph and log alike nothing that was not committed, and all that was.

    A start of Java, and the first load after it, take longer than all else. So the process is killed once, at the end;
    before that it is stopped for a moment instead, its files are copied, and it goes on with the copy.
    """
    first, second = city(), city()
    second["tasks"][0]["id"] = "t/task/two"
    sets = [write_csv(tmp_path / name, tables) for name, tables in (("first", first), ("second", second))]
    homes = [tmp_path / f"home-{n}" for n in range(4)]
    try:
        server = launch(homes[0], settings=KEPT_PLANS)
    except ServerMissingError as e:
        absent(str(e))
    try:
        with graph_of(server.port, server) as graph:
            graph.load(sets[0])
            old = state(graph)
            graph.load(sets[1], replace=True)
        with cut_off_at(MARK, server, homes[1]) as graph, pytest.raises(UnreachableError):
            graph.undo()
        server = server.move(homes[1], KEPT_PLANS)
        with graph_of(server.port, server) as graph:
            records, roles, log = state(graph)  # the load was kept, and nothing of its undo
            assert ([row["task"] for row in roles], len(log)) == (["t/task/two"], 2)
            assert records != old[0] and not any(row["undone"] for row in log)
        with cut_off_at(CLEAR, server, homes[2]) as graph:
            graph.undo()
        server.limit_files(LARGEST)
        server = server.move(homes[2], KEPT_PLANS)
        with graph_of(server.port, server) as graph:
            undone = state(graph)
            assert undone[:2] == old[:2]
            assert [bool(row["undone"]) for row in undone[2]] == [True, False]

            def too_much(transaction: Transaction) -> None:
                transaction.write(create_nodes("Agency"), agencies("長" * 5_000, 2 * LARGEST // 15_000))

            with pytest.raises((EngineError, StorageError, UnreachableError)) as full:
                graph.engine.transact(too_much)
            assert full.value.advice
        server.copy_as_killed(homes[3])
        server.limit_files(0)
        server = server.move(homes[3], KEPT_PLANS)
        with graph_of(server.port, server) as graph:
            assert state(graph) == undone
            with at(MARK, server.kill), pytest.raises(UnreachableError) as lost:
                graph.load(sets[1], replace=True)
            assert lost.value.advice
        server = launch(homes[3], settings=KEPT_PLANS)
        with graph_of(server.port, server) as graph:
            assert state(graph) == undone
        # It is shut down in order: a read-only database cannot be recovered.
        server = server.move(homes[3], {**KEPT_PLANS, "server.databases.default_to_read_only": "true"})
        with graph_of(server.port, server) as graph:
            assert state(graph) == undone
            with pytest.raises(StorageError, match="is read-only"):
                graph.undo()
    finally:
        server.kill()
