"""Neo4j: load, who, pairs and dump, and readers beside a writer, most with a ratio to the raw driver on one server.

    python -m benchmarks.server [--nodes 10000 100000] [--seconds 60] [--neomodel PYTHON]

Starts the test server (tests/neo4j_server). Every loader writes the same rows under the same constraints. py2neo and
neomodel write the rows of the first size; where they are slow they get a share of the relationships, and are scaled up.
``--neomodel`` names the Python of an environment with neomodel, which asks for another driver than ours. Prints a table
and writes docs/benchmarks-neo4j.md.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import neo4j

import quanze
from benchmarks import cities
from quanze.changes.change_set import compare
from quanze.changes.edition import Edition
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.marks import PROPERTY, label_of, marked
from quanze.graph.upsert import Changes, apply
from quanze.loaders.load import check
from quanze.queries import hops
from quanze.schema.ways import THING
from tests.neo4j_server import running

BATCH = 10_000
ROOT = Path(__file__).resolve().parent.parent
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
        changes = Changes()
        compare(Edition(checked.plan.dataset), checked.edition()).write_into(changes)
        return changes


def by_hand(changes: Changes) -> Changes:
    """The same rows for those who know nothing of marks: under our constraints, with one label a record."""
    return Changes(
        create_nodes={label_of(kind): rows for kind, rows in changes.create_nodes.items()},
        create_relationships={
            (type_, label_of(a), label_of(b)): [{**row, "props": {**row["props"], PROPERTY: True}} for row in rows]
            for (type_, a, b), rows in changes.create_relationships.items()
        },
    )


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
    step = hops.statement(THING, "Indicator", nearer=True)
    assert step is not None
    text, on_server = step.text, marked(step.text)
    ids = [r["id"] for r in engine.read("MATCH (i:Indicator) RETURN i.id AS id ORDER BY id", limit=rounds)]

    def raw(parameters: dict[str, Any]) -> None:
        with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            session.execute_read(lambda tx: [dict(r) for r in tx.run(on_server, parameters)])

    times: dict[str, list[float]] = {"quanze": [], "raw driver": []}
    for warm in (True, False):
        for id_ in ids[:20] if warm else ids:
            parameters = {"ids": [id_]}
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


def neomodel_load(python: str, address: str, changes: Changes, share: int) -> tuple[float, float]:
    """Seconds for all nodes, and for every ``share``-th relationship times ``share``, by neomodel in its
    environment."""
    given = {
        "nodes": {label: [r["props"] for r in rows] for label, rows in changes.create_nodes.items()},
        "relationships": [[*ends, rows[::share]] for ends, rows in changes.create_relationships.items()],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        program = Path(__file__).with_name("neomodel_rows.py")
        done = subprocess.run(
            [python, str(program), str(path)],
            env=os.environ | {"NEO4J_BOLT_URL": address},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=True,
        )
    nodes, links = json.loads(done.stdout)
    return nodes, links * share


class Bench:
    """One server, our engine and the raw driver on it, and the lines of the table so far."""

    def __init__(self, address: str, engine: Engine, driver: neo4j.Driver) -> None:
        self.address = address
        self.engine = engine
        self.driver = driver
        self.lines: list[tuple[str, str, str, str, str]] = []

    def say(self, what: str, ours: str, other: str = "", ratio: str = "", target: str = "") -> None:
        """Add a line, and print it."""
        self.lines.append((what, ours, other, ratio, target))
        print(" | ".join(self.lines[-1]), flush=True)

    def empty(self) -> None:
        """Remove everything, in transactions the server can hold."""
        with self.driver.session() as session:
            for pattern in ("()-[x]->()", "(x)"):
                session.run(f"MATCH {pattern} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF 20000 ROWS").consume()

    def load(self, changes: Changes, warm: int, rounds: int) -> float:
        """Our load and the raw driver's in turns; the seconds of our best one."""

        def ours() -> None:
            self.engine.transact(lambda transaction: apply(transaction, changes))

        plain = by_hand(changes)
        took: dict[str, list[float]] = {"raw driver": [], "quanze": []}
        for number in range(warm + rounds):
            for name, load in (("raw driver", lambda: raw_load(self.driver, plain)), ("quanze", ours)):
                self.empty()
                seconds = timed(load)
                if number >= warm:
                    took[name].append(seconds)
        mine, raw = min(took["quanze"]), min(took["raw driver"])
        links = sum(map(len, changes.create_relationships.values()))
        self.say(
            f"load of {changes.count() - links:,} nodes and {links:,} relationships",
            f"{mine:.1f} s",
            f"raw driver, UNWIND by hand: {raw:.1f} s",
            f"{mine / raw:.2f}",
            "≤ 1.3",
        )
        return mine

    def others(self, password: str, changes: Changes, mine: float, neomodel: str) -> None:
        """The same rows by two libraries of the field."""
        uri = self.address.replace(f"neo4j:{password}@", "")
        plain = by_hand(changes)
        found = {
            "py2neo, bulk calls (a tenth of the relationships, scaled up)": lambda: py2neo_load(
                uri, password, plain, 10
            )
        }
        if neomodel:
            found["neomodel, bulk_create and connect (a fiftieth of the relationships, scaled up)"] = lambda: (
                neomodel_load(neomodel, self.address, plain, 50)
            )
        for name, load in found.items():
            self.empty()
            seconds = sum(load())
            self.say(
                f"the same rows by {name}",
                f"{mine:.1f} s",
                f"{seconds:.1f} s",
                f"{seconds / mine:.1f} times slower",
                "5 times expected",
            )

    def who(self, links: int) -> None:
        """One question, by the engine and by the raw driver."""
        (_, median, tail), (_, raw_median, raw_tail) = who(self.engine, self.driver, 300)
        for what, ours, raw in (("median", median, raw_median), ("95th percentile", tail, raw_tail)):
            self.say(
                f"who among {links:,} relationships, the same Cypher, {what}",
                f"{ours:.1f} ms",
                f"raw driver {raw:.1f} ms",
                f"{ours / raw:.2f}",
                "≤ 1.2",
            )

    def whole(self, links: int) -> None:
        """Questions about all of the graph, which have no equal by hand."""
        with quanze.open(self.address) as graph, tempfile.TemporaryDirectory() as folder:
            works: dict[str, Raw] = {
                "deps --pairs": graph.dependencies,
                "dump": lambda: graph.dump(Path(folder) / "dump"),
            }
            for name, work in works.items():
                begun, seconds = time.process_time(), timed(work)
                own = time.process_time() - begun
                self.say(f"{name} of {links:,} relationships", f"{seconds:.1f} s (our own processor time {own:.1f} s)")

    def beside(self, changes: Changes, readers: int, seconds: float) -> None:
        """Readers beside a loader."""
        answers, loads, errors, torn = beside(self.address, changes, readers, seconds)
        self.say(
            f"{readers} readers beside one loader, {seconds:.0f} s",
            f"{answers:,} answers ({answers / seconds:.0f} a second), {loads} loads",
            "",
            f"{errors} errors, {torn} half-loaded",
            "none",
        )


def main() -> None:
    """Run everything, print one table and write it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--nodes", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--neomodel", default="", metavar="PYTHON")
    given = options.parse_args()
    with running(heap="12g", warm=True) as server:
        address = f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}"
        auth = ("neo4j", server.password)
        with closing(open_engine(address)) as engine, neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
            engine.prepare()
            bench = Bench(address, engine, driver)
            for number, nodes in enumerate(given.nodes):
                changes = changes_of(nodes)
                mine = bench.load(changes, warm=int(number == 0), rounds=2)
                if number == 0:
                    bench.others(server.password, changes, mine, given.neomodel)
                    bench.load(changes, warm=0, rounds=1)
                    bench.whole(sum(map(len, changes.create_relationships.values())))
            bench.who(sum(map(len, changes.create_relationships.values())))
            bench.beside(changes, given.readers, given.seconds)
    heads = ("what", "Quanze", "the other", "ratio", "target")
    table = "\n".join(f"| {' | '.join(line)} |" for line in (heads, ("---",) * len(heads), *bench.lines))
    here = (
        f"{date.today().isoformat()}; {os.cpu_count()} cores; Neo4j {server.version} with 12 GB of heap; driver "
        f"{neo4j.__version__}."
    )
    notes = (ROOT / "benchmarks" / "notes-neo4j.md").read_text(encoding="utf-8")
    text = f"# Measured: Neo4j\n\nWritten by `python -m benchmarks.server`.\n\n{here}\n\n{table}\n\n{notes}"
    (ROOT / "docs" / "benchmarks-neo4j.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
