"""A nation's graph into Neo4j by the server's own import tool, beside the load over Bolt and the embedded answers.

    python -m benchmarks.admin_import [--relationships 1000000] [--keep FOLDER] [--bolt] [--heap 4g]

Writes the files with ``quanze dump --neo4j-admin``, runs the real import tool into an empty store, starts a server on
it, makes constraints and indexes, and compares counts and the answers of ``who`` and ``agency`` about records drawn by
seed with those of the embedded engine. ``--bolt`` copies the same graph over Bolt into a second server. Times are by
the clock and, in brackets, of the processor; ``--keep`` keeps the graph between runs.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import quanze
from benchmarks.questions import QUANZE, load
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from tests.neo4j_server import Neo4jServer, chosen_version, java_command, launch

ASKED = 40
MEGABYTE = 1_000_000


def run(command: list[str], folder: Path, **environment: str) -> None:
    """Run a command and print its time and memory."""
    start = time.perf_counter()
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folder / "said").read_text(encoding="utf-8", errors="replace")[-3000:])
    clock, memory = time.perf_counter() - start, used.ru_maxrss / 1024
    print(f"{clock:.1f} s ({used.ru_utime + used.ru_stime:.1f} s), {memory:,.0f} MB", flush=True)


def size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def resident(server: Neo4jServer) -> float:
    """The greatest memory in megabytes that a server has used."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


@contextmanager
def started(home: Path, heap: str) -> Iterator[tuple[Neo4jServer, str]]:
    """A server on a home, with its address."""
    begin = time.perf_counter()
    server = launch(home, heap=heap)
    print(f"server started in {time.perf_counter() - begin:.1f} s", flush=True)
    try:
        yield server, f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}"
    finally:
        server.stop()


def counts(engine: Engine) -> list[list[tuple[str, int]]]:
    """How many nodes of each label and relationships of each type."""
    texts = (
        "MATCH (n) RETURN labels(n)[0] AS name, count(*) AS n ORDER BY name",
        "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS n ORDER BY name",
    )
    return [[(row["name"], row["n"]) for row in engine.read(text)] for text in texts]


def compare(graph: Path, address: str) -> None:
    """Compare the answers of both engines; print how long they took."""
    draw = random.Random(7)
    with quanze.open(graph) as here, quanze.open(address) as there:
        asked = [r["id"] for r in draw.sample(here.records(["Task", "Indicator"]), ASKED)]
        bodies = [r["id"] for r in draw.sample(here.records("Agency"), ASKED)]
        questions: list[tuple[str, list[str], Callable[[quanze.Graph, str], object]]] = [
            ("who", asked, lambda graph, id_: graph.who(id_)),
            ("agency", bodies, lambda graph, id_: graph.agency(id_)),
        ]
        for name, ids, question in questions:
            times: dict[str, list[float]] = {"here": [], "there": []}
            for id_ in ids:
                answers = []
                for place, own in (("here", here), ("there", there)):
                    start = time.perf_counter()
                    answers.append(question(own, id_))
                    times[place].append(1000 * (time.perf_counter() - start))
                if answers[0] != answers[1]:
                    raise SystemExit(f"{name} {id_} differs")
            here_ms, there_ms = (statistics.median(times[place]) for place in ("here", "there"))
            print(f"{name}: {len(ids)} answers equal; median {here_ms:.1f} ms embedded, {there_ms:.1f} ms Neo4j")


def main() -> None:
    """Dump, import, start, compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--relationships", type=int, default=1_000_000)
    options.add_argument("--keep", type=Path)
    options.add_argument("--bolt", action="store_true")
    options.add_argument("--heap", default="4g")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        graph = load((given.keep or folder).resolve(), given.relationships)
        print(
            f"{given.relationships:,} relationships; the file has {graph.stat().st_size / MEGABYTE:,.0f} MB", flush=True
        )
        out, home = folder / "out", folder / "home"
        print("quanze dump --neo4j-admin: ", end="", flush=True)
        run([QUANZE, "dump", "--neo4j-admin", str(out), "--db", str(graph)], folder)
        print(f"files: {size(out):,.0f} MB")
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text("db.tx_log.preallocate=false\n", encoding="utf-8")
        tool = [*java_command(chosen_version(), given.heap), "org.neo4j.cli.AdminTool"]
        print("neo4j-admin database import full: ", end="", flush=True)
        arguments = ["database", "import", "full", "neo4j", "@import.args"]
        run([*tool, *arguments], out, NEO4J_HOME=str(home), NEO4J_CONF=str(home / "conf"))
        with started(home, given.heap) as (server, address):
            print("quanze db init: ", end="", flush=True)
            run([QUANZE, "db", "init", "--db", address], folder)
            with closing(open_engine(address)) as there, closing(open_engine(graph)) as here:
                if counts(there) != counts(here):
                    raise SystemExit("the counts differ")
            print("counts of every label and type are equal")
            compare(graph, address)
            print(f"store: {size(home / 'data'):,.0f} MB; server: {resident(server):,.0f} MB")
        if given.bolt:
            with started(folder / "second", "12g") as (server, address):
                print("quanze copy over Bolt: ", end="", flush=True)
                run([QUANZE, "copy", "--from", str(graph), "--to", address], folder)
                print(f"store: {size(folder / 'second' / 'data'):,.0f} MB; server: {resident(server):,.0f} MB")


if __name__ == "__main__":
    main()
