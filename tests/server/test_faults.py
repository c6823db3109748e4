"""Loads and readers beside each other on a real server: a load waits for another, a reader sees none of it or all."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quanze.api import Graph
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Reader, Transaction
from quanze.graph.upsert import create_nodes, create_relationships, update_nodes
from tests import draws
from tests.loaders.cases import city
from tests.server.agencies import agencies
from tests.sets import write_csv

KILLED = """
import os, signal, sys
from quanze.cli.app import cli
from quanze.graph.neo4j import engine

moment, *arguments = sys.argv[1:]
engine.BUSY_SECONDS = 1.5  # the mark of a commit outlives its writer by a third of it
written, defined = engine.Neo4jTransaction.keep_load_log, engine.Neo4jEngine.define

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def keep_load_log(self, entries):
    written(self, entries)
    if moment == "written":
        kill()

def define(self, texts, **parameters):
    if moment == "committed" and texts == [engine.CLEAR]:
        kill()
    defined(self, texts, **parameters)
    if moment == "marked" and texts == [engine.MARK]:
        kill()

engine.Neo4jTransaction.keep_load_log, engine.Neo4jEngine.define = keep_load_log, define
cli(arguments)
"""
"""A command that ends itself at a moment of its load."""


def editions(folder: Path) -> list[Path]:
    """Two editions of one data set; the second has another task."""
    first, second = city(), city()
    second["tasks"][0]["id"] = "t/task/two"
    return [write_csv(folder / name, tables) for name, tables in (("first", first), ("second", second))]


@pytest.mark.process
def test_a_client_killed_in_a_load(neo4j_address: str, tmp_path: Path) -> None:
    """The graph and its log are the old or the new ones, and the next load goes on."""
    first, second = editions(tmp_path)
    with closing(open_engine(neo4j_address)) as engine:
        graph = Graph(engine, "test")
        graph.load(first)
        for moment, task, loads in (("written", "one", 1), ("marked", "one", 1), ("committed", "two", 2)):
            command = [sys.executable, "-c", KILLED, moment, "load", str(second), "--replace", "--db", neo4j_address]
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert [r["id"] for r in graph.records("Task")] == [f"t/task/{task}"], moment
            assert len(graph.log()) == loads
        graph.load(first, replace=True)
        assert [r["id"] for r in graph.records("Task")] == ["t/task/one"]


def test_two_loads_at_once_beside_a_reader(neo4j_address: str, tmp_path: Path) -> None:
    """Every load lands whole, one after another, and a reader meets one edition or the other."""
    sets = editions(tmp_path)
    with closing(open_engine(neo4j_address)) as engine:
        Graph(engine, "test").load(sets[0])
    failures: list[BaseException] = []
    seen: list[tuple[str, ...]] = []
    stop = threading.Event()

    def load(path: Path) -> None:
        try:
            with closing(open_engine(neo4j_address)) as engine:
                for _ in range(3):
                    Graph(engine, "test").load(path, replace=True)
        except BaseException as e:
            failures.append(e)

    def read() -> None:
        try:
            with closing(open_engine(neo4j_address)) as engine:
                while not stop.is_set():
                    graph = Graph(engine, "test")
                    seen.append(tuple(r["id"] for r in graph.records("Task")))
        except BaseException as e:
            failures.append(e)

    reader, *loaders = [
        threading.Thread(target=read),
        *(threading.Thread(target=load, args=(path,)) for path in sets),
    ]
    for thread in (reader, *loaders):
        thread.start()
    for thread in loaders:
        thread.join(120)
    stop.set()
    reader.join(60)
    assert failures == []
    assert seen and set(seen) <= {("t/task/one",), ("t/task/two",)}


def test_a_second_load_waits_for_the_first(neo4j_address: str) -> None:
    """Both read before they write: without waiting, both would create the same records and one would fail."""
    engines = [open_engine(neo4j_address) for _ in range(2)]
    engines[0].prepare()
    failures: list[BaseException] = []
    events: list[str] = []

    def load(engine: Engine, name: str) -> None:
        def work(transaction: Transaction) -> None:
            events.append(f"{name} begins")
            known = {r["id"] for r in transaction.read("MATCH (a:Agency) RETURN a.id AS id ORDER BY id")}
            time.sleep(0.5)
            transaction.write(create_nodes("Agency"), [r for r in agencies(name, 50) if r["id"] not in known])
            events.append(f"{name} ends")

        try:
            engine.transact(work)
        except BaseException as e:
            failures.append(e)

    threads = [threading.Thread(target=load, args=(e, n)) for e, n in zip(engines, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    first = events[0][0]
    assert events[:2] == [f"{first} begins", f"{first} ends"]
    assert engines[1].read("MATCH (a:Agency) RETURN count(*) AS n") == [{"n": 50}]
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("meanwhile", [True, False])
def test_work_that_stumbles(neo4j_address: str, meanwhile: bool) -> None:
    """An error over half a commit is the commit's doing and the work runs again; otherwise the error is raised."""
    with closing(open_engine(neo4j_address)) as writer, closing(open_engine(neo4j_address)) as engine:
        writer.prepare()
        writer.transact(lambda t: t.write(create_nodes("Agency"), agencies("0", 1)))
        engine.read("MATCH (a:Agency) RETURN a.id AS id ORDER BY id")
        runs: list[list[Any]] = []

        def work(reader: Reader) -> int:
            runs.append(reader.read("MATCH (a:Agency) RETURN a.note AS note ORDER BY note"))
            if len(runs) == 1 and meanwhile:
                writer.transact(lambda t: t.write(update_nodes("Agency"), agencies("1", 1)))
            if len(runs) == 1:
                raise KeyError(None)
            return len(runs)

        if meanwhile:
            assert engine.together(work) == 2
        else:
            with pytest.raises(KeyError):
                engine.together(work)
            assert len(runs) == 1


@pytest.mark.drawn
def test_readers_never_see_half_a_load(neo4j_address: str) -> None:
    """Every load rewrites all relationships with its own number; a reader that sees two numbers saw half a load."""
    ends = ("CO_ORGANIZES", "Agency", "Subgroup")
    writer = open_engine(neo4j_address)
    writer.prepare()
    count = 400

    def first(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), agencies("0", count))
        group = {"id": "s", "props": {"id": "s", "name": "s", "dataset": "d"}}
        transaction.write(create_nodes("Subgroup"), [group])
        links = [
            {"from": f"a{i}", "to": "s", "key": f"k{i}", "props": {"key": f"k{i}", "dataset": "d"}}
            for i in range(count)
        ]
        transaction.write(create_relationships(ends), links)

    writer.transact(first)
    stop = threading.Event()
    torn: list[Any] = []
    answers = [0]

    def reader() -> None:
        with closing(open_engine(neo4j_address)) as engine:
            while not stop.is_set():
                rows = engine.read(
                    "MATCH (s:Subgroup {id: 's'})<-[:CO_ORGANIZES]-(a:Agency) RETURN DISTINCT a.note AS note "
                    "ORDER BY note"
                )
                answers[0] += 1
                if len(rows) != 1:
                    torn.append(rows)

    threads = [threading.Thread(target=reader) for _ in range(draws.of(2, 4))]
    for thread in threads:
        thread.start()
    for n in range(1, draws.of(25, 60)):

        def again(transaction: Transaction, n: int = n) -> None:
            transaction.write(update_nodes("Agency"), agencies(str(n), count))

        writer.transact(again)
    stop.set()
    for thread in threads:
        thread.join(30)
    writer.close()
    assert answers[0] > draws.of(25, 100)
    assert torn == []
