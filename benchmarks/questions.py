"""What each question costs from the shell as the graph grows: processor time, memory, size of the file, growth.

``python benchmarks/questions.py`` loads an invented nation (``benchmarks/nation.py``) of 10,000 and 100,000
relationships, asks each question of ``QUESTIONS`` of both, each in a process of its own, and prints a table beside the
targets. ``--relationships`` takes other sizes, ``--questions`` some of the questions by number, ``--keep`` a folder in
which graphs are made once. The last column is the exponent of growth of the processor time between the smallest and
the largest graph, less what ``quanze --help`` takes: 1 for a question that costs with the graph, 0 for one that costs
with its answer. The first line is the first load of the graphs, where all of them are made in this run.

A second table has the ratio of the question in an open process to what a peer takes for the bare figures from the same
graph: the embedded engine with one statement, and pandas and networkx, where they are installed, with the same rows.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


class Question(NamedTuple):
    """A command, and what it may take with a graph of 100,000 relationships."""

    command: str
    target: str


QUESTIONS = (
    Question("who g1/indicator/7", "1.5 s, 600 MB"),
    Question("agency g1/agency/1", "1.5 s, 600 MB"),
    Question("show g1/agency/1", "1.5 s, 600 MB"),
    Question("history g1/agency/1", "1.5 s, 600 MB"),
    Question("matrix --about g1/task/7 -o answer.csv", "1.5 s, 600 MB"),
    Question("view about g1/task/7 -o answer.html", "1.5 s, 600 MB"),
    Question("brief g1/agency/1 -o answer.docx", "1.5 s, 600 MB"),
    Question("matrix -o answer.csv", "3 s, 300 MB"),
    Question("matrix -o answer.html", "a file of 15 MB"),
    Question("matrix -o answer.xlsx", "15 s, 400 MB"),
    Question("deps --pairs", "4 s"),
    Question("deps", "5 s"),
    Question("gaps --format csv", "1 s"),
    Question("coverage", "1 s"),
    Question("progress --format csv", "1 s"),
    Question("view dependencies -o answer.html", "4 s"),
    Question("dump -o answer", "4 s"),
)
"""Questions about one thing, then about everything."""
QUANZE = str(Path(sys.executable).with_name("quanze"))
_ROLES = "MATCH (a:Agency)-[:CONVENES|CO_ORGANIZES]->(t) RETURN t.id AS thing, a.id AS agency"


class Cost(NamedTuple):
    """Seconds of processor time, megabytes of memory, megabytes of the answer; how it ended."""

    seconds: float
    memory: float
    answer: float
    code: int


def cost(arguments: list[str], folder: Path) -> Cost:
    """What a command costs that is run in a folder of its own."""
    printed = folder / "printed"
    with tempfile.TemporaryDirectory(dir=folder) as own, printed.open("wb") as out:
        process = subprocess.Popen([QUANZE, *arguments], cwd=own, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        written = sum(path.stat().st_size for path in Path(own).rglob("*") if path.is_file())
    size = (written + printed.stat().st_size) / 1e6
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(used.ru_utime + used.ru_stime, memory, size, process.returncode)


def growth(costs: list[Cost], sizes: list[int], bare: float) -> str:
    """The exponent of growth between the first and the last graph."""
    first, last = (max(own.seconds - bare, 0.01) for own in (costs[0], costs[-1]))
    return f"{math.log(last / first) / math.log(sizes[-1] / sizes[0]):.2f}"


def load(folder: Path, relationships: int) -> tuple[Path, Cost | None]:
    """The graph of a nation, made unless it is there, and what its load took."""
    from benchmarks import nation

    graph = folder / f"{relationships}.kgl"
    if graph.exists():
        return graph, None
    plans = folder / f"nation-{relationships}"
    sets = [name if name == "sdg" else str(plans / name) for name in nation.write(plans, relationships)]
    took = cost(["load", *sets, "--db", str(graph)], folder)
    if took.code:
        raise SystemExit(f"The load of {relationships:,} relationships ended with exit code {took.code}.")
    return graph, took


def peers(graph: Path) -> list[tuple[str, str, float, float]]:
    """Question, peer, our seconds of processor time and the peer's: pairs of agencies and links to each SDG target."""
    import kglite

    import quanze

    ours, raw = quanze.open(graph), kglite.load(str(graph))
    roles = raw.cypher(_ROLES).to_list()

    def engine_pairs() -> Any:
        return raw.cypher(
            "MATCH (a:Agency)-[:CONVENES|CO_ORGANIZES]->(t)<-[:CONVENES|CO_ORGANIZES]-(b:Agency) WHERE a.id < b.id "
            "RETURN a.id AS one, b.id AS other, count(DISTINCT t) AS weight ORDER BY weight DESC LIMIT 10"
        ).to_list()

    def engine_coverage() -> Any:
        return raw.cypher(
            "MATCH (t:SDGTarget)<-[:ALIGNS_TO]-(n) RETURN t.id AS target, count(DISTINCT n) AS things ORDER BY target"
        ).to_list()

    def pandas_pairs() -> Any:
        import pandas as pd

        frame = pd.DataFrame(roles).drop_duplicates()
        both = frame.merge(frame, on="thing")
        both = both[both["agency_x"] < both["agency_y"]]
        return both.groupby(["agency_x", "agency_y"]).size().nlargest(10)

    def networkx_pairs() -> Any:
        import networkx as nx

        held: dict[str, set[str]] = {}
        for row in roles:
            held.setdefault(row["thing"], set()).add(row["agency"])
        tied: Any = nx.Graph()
        for agencies in held.values():
            for one, other in combinations(sorted(agencies), 2):
                weight = tied.get_edge_data(one, other, {"weight": 0})["weight"]
                tied.add_edge(one, other, weight=weight + 1)
        return sorted(tied.edges(data="weight"), key=lambda edge: -edge[2])[:10]

    asked: tuple[tuple[str, Callable[[], Any], dict[str, Callable[[], Any]]], ...] = (
        (
            "pairs of agencies",
            lambda: ours.dependencies(scope="all", most=10),
            {"kglite": engine_pairs, "pandas": pandas_pairs, "networkx": networkx_pairs},
        ),
        ("coverage", lambda: ours.coverage(by="target"), {"kglite": engine_coverage}),
    )
    found = []
    for name, own, others in asked:
        seconds = min(_seconds(own) for _ in range(2))
        for peer, theirs in others.items():
            if importlib.util.find_spec(peer):
                found.append((name, peer, seconds, min(_seconds(theirs) for _ in range(2))))
    return found


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Load the graphs, ask, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--relationships", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--questions", type=int, nargs="*", default=range(len(QUESTIONS)))
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        os.environ.setdefault("QUANZE_CACHE", str(folder / "cache"))
        # As where it is installed: to compile the modules again for each question takes 0.3 s.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(folder / "bytecode"))
        kept = given.keep.resolve() if given.keep else folder
        loaded = [load(kept, size) for size in given.relationships]
        graphs = [graph for graph, _ in loaded]
        bare = min(cost(["--help"], folder).seconds for _ in range(3))
        heads = [f"{size:,} relationships" for size in given.relationships]
        print("| question | target at 100,000 | " + " | ".join(heads) + " | growth |")
        print("|" + " --- |" * (len(heads) + 3))

        def show(asked: Question, costs: list[Cost]) -> None:
            cells = [
                f"{own.seconds:.2f} s, {own.memory:,.0f} MB, {own.answer:.2f} MB"
                + (f" (exit code {own.code})" if own.code else "")
                for own in costs
            ]
            last = growth(costs, given.relationships, bare)
            print(f"| `{asked.command}` | {asked.target} | " + " | ".join([*cells, last]) + " |", flush=True)

        loads = [own for _, own in loaded if own is not None]
        if len(loads) == len(loaded):
            show(Question("load", ""), loads)
        for n in given.questions:
            asked = QUESTIONS[n]
            show(asked, [cost([*asked.command.split(), "--db", str(graph)], folder) for graph in graphs])
        print(
            "\n| question in an open process | relationships | ours | peer | ratio |\n| --- | --- | --- | --- | --- |"
        )
        for size, graph in zip(given.relationships, graphs, strict=True):
            for name, peer, ours, theirs in peers(graph):
                cells = [name, f"{size:,}", f"{ours:.3f} s", f"{peer}: {theirs:.3f} s", f"{ours / theirs:.1f}"]
                print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
