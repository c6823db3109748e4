"""Server time of the pages on the bundled graph: ``python benchmarks/pages.py [RUNS]``.

Each page is asked for in this process, from the request to the last byte, once before it is measured. Printed is
the time of this process' own work (user and system), for the clock also counts what else the machine does.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quanze.web.served_graph import ServedGraph
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


def main(runs: int) -> int:
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
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
