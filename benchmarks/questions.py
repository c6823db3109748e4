"""What each question costs from the shell as the graph grows: processor time, memory, size of the file, growth.

``python benchmarks/questions.py`` loads invented cities (``benchmarks/cities.py``) of 1,000 and 10,000 records, ten
relationships a record, asks each question of ``QUESTIONS`` of both, each in a process of its own, and prints a table.
``--records`` takes other sizes, ``--questions`` some of the questions by number. The last column is the exponent of
growth of the processor time between the smallest and the largest graph, less what ``quanze --help`` takes: 1 for a
question that costs with the graph, 0 for one that costs with its answer.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
QUESTIONS = (
    "who c0/indicator/7",
    "agency c0/agency/7",
    "show c0/agency/7",
    "history c0/agency/7",
    "matrix --about c0/task/7 -o answer.csv",
    "view about c0/task/7 -o answer.html",
    "brief c0/agency/7 -o answer.docx",
    "matrix -o answer.csv",
    "matrix -o answer.html",
    "matrix -o answer.xlsx",
    "deps --pairs",
    "deps",
    "gaps --format csv",
    "coverage",
    "progress --format csv",
    "view dependencies -o answer.html",
    "dump -o answer",
)
"""Questions about one thing, then about everything."""
QUANZE = str(Path(sys.executable).with_name("quanze"))


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


def growth(costs: list[Cost], records: list[int], bare: float) -> str:
    """The exponent of growth between the first and the last graph."""
    first, last = (max(own.seconds - bare, 0.01) for own in (costs[0], costs[-1]))
    return f"{math.log(last / first) / math.log(records[-1] / records[0]):.2f}"


def main() -> None:
    """Load the graphs, ask, print."""
    from benchmarks import cities

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    options.add_argument("--questions", type=int, nargs="+", default=range(len(QUESTIONS)))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        os.environ["QUANZE_CACHE"] = str(folder / "cache")
        graphs = []
        for records in given.records:
            cities.write(folder / f"city-{records}", cities.tables(records))
            graphs.append(folder / f"{records}.kgl")
            subprocess.run(
                [QUANZE, "load", f"city-{records}", "--db", graphs[-1]],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                check=True,
            )
        bare = min(cost(["--help"], folder).seconds for _ in range(5))
        heads = [f"{records * cities.RELATIONSHIPS:,} relationships" for records in given.records]
        print("| question | " + " | ".join(heads) + " | growth |\n" + "|" + " --- |" * (len(heads) + 2))
        for n in given.questions:
            asked = QUESTIONS[n].split()
            costs = [cost([*asked, "--db", str(graph)], folder) for graph in graphs]
            cells = [
                f"{own.seconds:.2f} s, {own.memory:,.0f} MB, {own.answer:.2f} MB"
                + (f" (exit code {own.code})" if own.code else "")
                for own in costs
            ]
            print(
                f"| `{QUESTIONS[n]}` | " + " | ".join([*cells, growth(costs, given.records, bare)]) + " |", flush=True
            )


if __name__ == "__main__":
    main()
