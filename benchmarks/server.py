"""Neo4j: load, who, and readers beside a writer, each as a ratio to the raw driver on one server in one run.

    python -m benchmarks.server [--nodes 10000] [--seconds 60]

Starts the test server (tests/neo4j_server), or takes the empty database NEO4J_URI names. Every loader writes the same
rows under the same constraints; py2neo is slow enough to get a tenth of the relationships, and is scaled up.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import neo4j

from benchmarks import cities
from quanze.graph.engine import Engine, Transaction, open_engine
from quanze.graph.upsert import Changes, apply
from quanze.loaders.difference import difference
from quanze.loaders.load import check
from quanze.queries import catalogue
from tests.neo4j_server import running

BATCH = 10_000
Raw = Callable[[], Any]


def timed(work: Raw) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def changes_of(nodes: int) -> Changes:
    """What a load of invented cities writes into an empty graph."""
    with tempfile.TemporaryDirectory() as folder:
        cities.write(Path(folder) / "cities", cities.tables(nodes))
        [checked] = check([Path(folder) / "cities"])
        with closing(open_engine(Path(folder) / "empty.kgl", create=True)) as empty:
            return difference(checked.description, checked.plan, empty)[0]


def raw_load(driver: neo4j.Driver, changes: Changes) -> None:
    """The same rows by hand: UNWIND in batches, one transaction."""
    with driver.session() as session, session.begin_transaction() as tx:
        for label, rows in changes.create_nodes.items():
            for i in range(0, len(rows), BATCH):
                tx.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.props", rows=rows[i : i + BATCH]).consume()
        for (type_, a, b), rows in changes.create_relationships.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{a} {{id: row.from}}) MATCH (b:{b} {{id: row.to}}) "
                f"CREATE (a)-[r:{type_}]->(b) SET r = row.props"
            )
            for i in range(0, len(rows), BATCH):
                tx.run(text, rows=rows[i : i + BATCH]).consume()
        tx.commit()


def py2neo_load(uri: str, password: str, changes: Changes, share: int) -> tuple[float, float]:
    """Seconds for all nodes, and for every ``share``-th relationship times ``share``, by py2neo's own bulk calls."""
    import py2neo
    from py2neo.bulk import create_nodes, create_relationships

    graph = py2neo.Graph(uri, auth=("neo4j", password))
    start = time.perf_counter()
    for label, rows in changes.create_nodes.items():
        for i in range(0, len(rows), BATCH):
            create_nodes(graph.auto(), [r["props"] for r in rows[i : i + BATCH]], labels={label})
    nodes = time.perf_counter() - start
    start = time.perf_counter()
    for (type_, a, b), rows in changes.create_relationships.items():
        few = [(r["from"], r["props"], r["to"]) for r in rows[::share]]
        for i in range(0, len(few), BATCH):
            create_relationships(
                graph.auto(), few[i : i + BATCH], type_, start_node_key=(a, "id"), end_node_key=(b, "id")
            )
    graph.service.connector.close()
    return nodes, (time.perf_counter() - start) * share


def who(engine: Engine, driver: neo4j.Driver, rounds: int) -> list[tuple[str, float, float]]:
    """(what, median, 95th percentile) in ms of one question, by the engine and by the raw driver, in turns."""
    text = catalogue.get("who_indicator").cypher()
    ids = [r["id"] for r in engine.read("MATCH (i:Indicator) RETURN i.id AS id ORDER BY id", limit=rounds)]

    def raw(parameters: dict[str, Any]) -> None:
        with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            session.execute_read(lambda tx: [dict(r) for r in tx.run(text, parameters)])

    times: dict[str, list[float]] = {"quanze": [], "raw driver": []}
    for warm in (True, False):
        for id_ in ids[:20] if warm else ids:
            parameters = {"ids": [id_], "under": ""}
            a = timed(lambda p=parameters: engine.read(text, p))  # type: ignore[misc]
            b = timed(lambda p=parameters: raw(p))  # type: ignore[misc]
            if not warm:
                times["quanze"].append(a * 1000)
                times["raw driver"].append(b * 1000)
    return [(k, statistics.median(v), statistics.quantiles(v, n=20)[-1]) for k, v in times.items()]


def beside(address: str, changes: Changes, readers: int, seconds: float) -> tuple[int, int, int, int]:
    """Answers, loads, errors and torn answers of many readers beside one loader that rewrites every task's note."""
    tasks = changes.create_nodes["Task"][:2_000]
    stop = threading.Event()
    counts = [0, 0, 0, 0]

    def reader() -> None:
        with closing(open_engine(address)) as engine:
            while not stop.is_set():
                try:
                    rows = engine.read(
                        "MATCH (t:Task) WHERE t.note IS NOT NULL RETURN DISTINCT t.note AS note ORDER BY note"
                    )
                except Exception as e:  # counted and shown: the benchmark must go on
                    print(type(e).__name__, e)
                    counts[2] += 1
                else:
                    counts[0] += 1
                    counts[3] += len(rows) > 1

    threads = [threading.Thread(target=reader) for _ in range(readers)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    with closing(open_engine(address)) as engine:
        while time.monotonic() < end:
            rows = [{"id": t["id"], "props": {**t["props"], "note": str(counts[1])}} for t in tasks]

            def work(transaction: Transaction, rows: list[dict[str, Any]] = rows) -> None:
                apply(transaction, Changes(update_nodes={"Task": rows}))

            engine.transact(work)
            counts[1] += 1
    stop.set()
    for thread in threads:
        thread.join()
    return counts[0], counts[1], counts[2], counts[3]


def main() -> None:
    """Run everything and print one table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--readers", type=int, default=50)
    given = options.parse_args()
    changes = changes_of(given.nodes)
    links = sum(map(len, changes.create_relationships.values()))
    with running(heap="6g") as server:
        address = f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}"
        auth = ("neo4j", server.password)
        with closing(open_engine(address)) as engine, neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
            engine.prepare()

            def empty() -> None:
                with driver.session() as session:
                    for pattern in ("()-[x]->()", "(x)"):
                        session.run(f"MATCH {pattern} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF 20000 ROWS").consume()

            def ours() -> None:
                engine.transact(lambda transaction: apply(transaction, changes))

            print(f"{server.version}: {changes.count() - links:,} nodes, {links:,} relationships")
            rounds: dict[str, list[float]] = {"quanze": [], "raw driver": []}
            for number in range(3):  # the first warms the server
                for name, load in (("raw driver", lambda: raw_load(driver, changes)), ("quanze", ours)):
                    empty()
                    took = timed(load)
                    if number:
                        rounds[name].append(took)
            best = {name: min(took) for name, took in rounds.items()}
            print(
                f"load  quanze {best['quanze']:.1f} s  raw driver {best['raw driver']:.1f} s  ratio {best['quanze'] / best['raw driver']:.2f}"
            )
            results = who(engine, driver, 300)
            for name, median, tail in results:
                print(f"who   {name:10}  median {median:.1f} ms  p95 {tail:.1f} ms")
            print(
                f"who   ratio {results[0][1] / results[1][1]:.2f} (median)  {results[0][2] / results[1][2]:.2f} (p95)"
            )
            answers, loads, errors, torn = beside(address, changes, given.readers, given.seconds)
            print(
                f"{given.readers} readers beside a loader, {given.seconds:.0f} s: {answers:,} answers, {loads} loads, {errors} errors, {torn} torn"
            )
            empty()
            nodes, relationships = py2neo_load(server.uri, server.password, changes, 10)
            print(
                f"load  py2neo {nodes + relationships:.1f} s  ratio to quanze {(nodes + relationships) / best['quanze']:.1f}"
            )


if __name__ == "__main__":
    main()
