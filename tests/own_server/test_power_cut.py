"""A server that is killed, whose disk is full or that is read-only: afterwards the old graph or the new one."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from quanze.api import Graph
from quanze.errors import EngineError, StorageError, UnreachableError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.neo4j.engine import Neo4jTransaction
from quanze.graph.upsert import create_nodes, update_nodes
from tests.loaders.cases import city
from tests.neo4j_server import KEPT_PLANS, Neo4jServer, ServerMissingError, launch
from tests.neo4j_server.fixtures import missing
from tests.server.agencies import agencies
from tests.sets import write_csv

AGENCIES = 3_000
DUTIES = "MATCH (a:Agency)-[r:CONVENES]->(t:Task) RETURN a.id AS agency, r.key AS key, t.id AS task ORDER BY key"
"""A plain query: a cold server takes seconds to plan a question of ours."""
COUNT = "MATCH (a:Agency) RETURN count(*) AS n, min(a.note) AS least, max(a.note) AS most"


def at(server: Neo4jServer) -> Engine:
    return open_engine(f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}")


def create(transaction: Transaction) -> None:
    transaction.write(create_nodes("Agency"), agencies("old", AGENCIES))


@contextmanager
def server_on(home: Path, *, read_only: bool = False, largest_file: int = 0) -> Iterator[tuple[Neo4jServer, Engine]]:
    """A server on this home with an engine; killed in the end, if it is not dead already."""
    settings = {**KEPT_PLANS, "server.databases.default_to_read_only": str(read_only).lower()}
    try:
        server = launch(home, settings=settings, largest_file=largest_file)
    except ServerMissingError as e:
        missing(e)
    try:
        with closing(at(server)) as engine:
            yield server, engine
    finally:
        server.kill()


@pytest.mark.server
def test_killed_about_a_load_and_its_undoing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph and its log are of one moment: before the commit nothing has landed, around it both have or neither.

    A start of the server, and the first load after it, take longer than all else: one home goes through all of it.
    """
    first, second = city(), city()
    second["tasks"][0]["id"] = "t/task/two"
    sets = [write_csv(tmp_path / name, tables) for name, tables in (("first", first), ("second", second))]
    keep = Neo4jTransaction.keep_load_log
    chance = random.Random(7)
    before: list[Any] = []
    landing = False
    for moment in ("before a load", "before an undo", "around", "around", "end"):
        with server_on(tmp_path / "home") as (server, engine), monkeypatch.context() as patch:
            graph = Graph(engine, "test")
            if not before:
                graph.load(sets[0])
                before = [graph.log(), engine.read(DUTIES)]
            standing = sum(not row["undone"] for row in graph.log())
            (duty,) = engine.read(DUTIES)
            assert duty["task"] == ("t/task/one", "t/task/two")[standing - 1], "a third state"
            if not landing:
                assert [graph.log(), [duty]] == before
            landing = moment == "around"
            if moment == "end":
                if standing == 1:
                    graph.load(sets[1], replace=True)
                graph.undo()
                assert engine.read(DUTIES) == before[1]
                break

            def keep_and_die(
                ours: Neo4jTransaction, rows: list[Any], server: Neo4jServer = server, landing: bool = landing
            ) -> None:
                keep(ours, rows)
                if landing:
                    threading.Timer(chance.uniform(0.0, 0.05), server.kill).start()
                else:
                    server.kill()

            patch.setattr(Neo4jTransaction, "keep_load_log", keep_and_die)
            expected = suppress(UnreachableError, EngineError) if landing else pytest.raises(UnreachableError)
            with expected:
                loads = standing == 1 if landing else moment == "before a load"
                graph.load(sets[1], replace=True) if loads else graph.undo()
            server.kill()


@pytest.mark.server
def test_killed_in_the_middle(tmp_path: Path) -> None:
    """Killed while it writes, between writing and commit, and around the commit itself."""
    expected = {"old"}
    for moment in ("writing", "before commit", "commit", ""):
        with server_on(tmp_path / "home") as (server, engine):
            if moment == "writing":
                engine.prepare()
                engine.transact(create)
            [row] = engine.read(COUNT)
            assert row["n"] == AGENCIES
            assert row["least"] == row["most"], "half of a load is there"
            assert row["least"] in expected
            if not moment:
                break

            def work(transaction: Transaction, server: Neo4jServer = server, moment: str = moment) -> None:
                if moment == "writing":
                    threading.Timer(0.3, server.kill).start()
                transaction.write(update_nodes("Agency"), agencies(f"new {moment}", AGENCIES))
                if moment == "writing":
                    time.sleep(1)
                    transaction.read(COUNT)
                if moment == "before commit":
                    server.kill()
                if moment == "commit":
                    threading.Timer(random.uniform(0.0, 0.05), server.kill).start()

            try:
                engine.transact(work)
            except UnreachableError as e:
                assert e.advice
            else:
                assert moment == "commit"
            if moment == "commit":
                expected = {"old", "new commit"}


@pytest.mark.server
def test_disk_full_and_read_only(tmp_path: Path) -> None:
    with server_on(tmp_path / "home", largest_file=8 * 2**20) as (_, engine):
        engine.prepare()
        engine.transact(create)

        def work(transaction: Transaction) -> None:
            transaction.write(update_nodes("Agency"), agencies("new " + "長" * 5_000, 1_000))  # twice the limit

        with pytest.raises((EngineError, StorageError, UnreachableError)) as caught:
            engine.transact(work)
        assert caught.value.advice
    with server_on(tmp_path / "home") as (server, engine):
        assert engine.read(COUNT) == [{"n": AGENCIES, "least": "old", "most": "old"}]
        server.stop()  # in order: a read-only database cannot be recovered
    with server_on(tmp_path / "home", read_only=True) as (_, engine):
        assert engine.read(COUNT)[0]["n"] == AGENCIES
        with pytest.raises(StorageError, match="is read-only"):
            engine.transact(create)
