"""Loads and readers beside each other on a real server: a load waits for another, a reader sees none of it or all."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from typing import Any

from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.upsert import create_nodes, create_relationships, update_nodes
from tests.server.agencies import agencies


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

    threads = [threading.Thread(target=reader) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(1, 60):

        def again(transaction: Transaction, n: int = n) -> None:
            transaction.write(update_nodes("Agency"), agencies(str(n), count))

        writer.transact(again)
    stop.set()
    for thread in threads:
        thread.join(30)
    writer.close()
    assert answers[0] > 100
    assert torn == []
