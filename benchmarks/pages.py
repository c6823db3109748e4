"""Server time of the pages on the bundled graph: ``python benchmarks/pages.py [RUNS]``.

Each page is asked for in this process, from the request to the last byte, once before it is measured. Printed is
the time of this process' own work (user and system), for the clock also counts what else the machine does.

``--nation 100000`` asks for a page of every kind of an invented nation with so many relationships (``nation.py``),
``--db FILE`` of one that is there already, and ``--only`` for some of them. Printed is what each costs when it is made,
how soon by the clock a reader sees it or that it is being made, the memory of the process afterwards, and at the end
what the thread costs that makes the pages of the whole graph before they are asked for.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import nation
from quanze.web.application import Site
from quanze.web.served_graph import ServedGraph
from quanze.web.server import PATIENCE
from tests.web.client import Reader

WHO = 50
"""Milliseconds in which the page that says who answers for a thing is to be made."""
PAGES = {
    "who: an indicator by 45 paths": "record/chiayi/indicator/ghg-emissions",
    "who: a task": "record/chiayi/task/coordination",
    "an agency": "record/chiayi/agency/epb",
    "a council": "record/chiayi/council/climate-change-response",
    "a document with 282 clauses": "record/chiayi/document/ghg-reduction-plan-phase-2",
    "an SDG goal": "record/sdg/goal/13",
    "start": "",
    "agencies": "agencies",
    "search": "search?q=EPB",
    "matrix": "matrix",
    "gaps": "gaps",
    "progress": "progress",
    "coverage": "coverage",
    "dependencies": "dependencies",
    "two dates": "compare?before=2020&after=2024",
}


OF_A_NATION = {
    "start": "",
    "agencies": "agencies",
    "tasks": "tasks",
    "agencies on a day": "agencies?as-of=2020",
    "a task": "record/g0/task/20",
    "an agency": "record/g0/agency/0",
    "the ministry in every task": "record/nation/agency/0",
    "the indicator of half of all": "record/nation/indicator/emissions",
    "a council": "record/g0/council/0",
    "a document": "record/g0/document/0",
    "an SDG target": "record/sdg/target/13.2",
    "an SDG goal": "record/sdg/goal/13",
    "history": "history/g0/agency/3",
    "picture of a task": "picture/g0/task/20",
    "search, a name": "search?q=虛構g7市第3局",
    "search, a part": "search?q=節電",
    "search, a slip": "search?q=節店電措旋",
    "a question": "ask?question=虛構g7市第3局負責什麼",
    "names": "names",
    "coverage": "coverage",
    "targets of coverage": "coverage?by=target",
    "gaps": "gaps",
    "gaps of an agency": "gaps?about=g0/agency/0",
    "progress": "progress",
    "progress of an agency": "progress?about=g0/agency/0",
    "workload": "workload",
    "matrix": "matrix",
    "matrix of a plan": "matrix?plan=g3",
    "matrix of an agency": "matrix?about=g0/agency/0",
    "dependencies": "dependencies",
    "dependencies of an agency": "dependencies?about=g0/agency/0",
    "picture of dependencies": "pictures?picture=dependencies",
    "two dates": "compare?before=2020&after=2024",
}


def of_a_nation(db: Path, only: Sequence[str]) -> None:
    """Print a line for each page, made anew from what is kept of the pages before it."""
    with ServedGraph(db) as served:
        served.now()
        reader = Reader(served, patience=PATIENCE)
        print(f"open: {_memory():.0f} MB\n\n| page | made, s | seen, s | KB | MB |\n| --- | --- | --- | --- | --- |")
        for name, page in OF_A_NATION.items():
            if only and name not in only:
                continue
            clock, begun = time.monotonic(), time.process_time()
            answer = reader.get(f"/zh-TW/{page}")
            seen = time.monotonic() - clock
            while answer.status == 503:
                time.sleep(0.05)
                answer = reader.get(f"/zh-TW/{page}")
            made = time.process_time() - begun
            size = len(answer.body) / 1000
            print(f"| {name} | {made:.2f} | {seen:.2f} | {size:.0f} | {_memory():.0f} |", flush=True)
        if not only:
            begun = time.process_time()
            Site(served).prepare(lambda: False)
            print(f"\nall that is made before: {time.process_time() - begun:.0f} s, {_memory():.0f} MB")


def _memory() -> float:
    """The megabytes of this process (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def nation_of(relationships: int, folder: Path) -> Path:
    """A database of an invented nation."""
    nation.write(folder / "sets", relationships)
    db = folder / "nation.kgl"
    command = [sys.executable, "-m", "quanze", "load", "sdg", *map(str, (folder / "sets").iterdir()), "--db", str(db)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return db


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 when a page that says who is late."""
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="?", type=int, default=20)
    parser.add_argument("--nation", type=int)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--only", nargs="*", default=())
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        db = nation_of(given.nation, Path(folder)) if given.nation else given.db
        if db:
            of_a_nation(db, given.only)
            return 0
    return of_the_bundled(given.runs)


def of_the_bundled(runs: int) -> int:
    """Print the median of each page; 1 when one that says who takes longer than it may."""
    late = 0
    with ServedGraph() as served:
        print("| page | median ms | longest ms | KB |\n| --- | --- | --- | --- |")
        for name, page in PAGES.items():
            answer, times = Reader(served).get(f"/zh-TW/{page}"), []
            for _ in range(runs):
                reader = Reader(served)  # a new one has kept no answer
                begun = time.process_time()
                answer = reader.get(f"/zh-TW/{page}")
                times.append(1000 * (time.process_time() - begun))
            assert answer.status == 200, page
            median = statistics.median(times)
            late += name.startswith("who") and median > WHO
            print(f"| {name} | {median:.0f} | {max(times):.0f} | {len(answer.body) / 1000:.0f} |")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
