"""How soon a question that would run for hours ends: ``python benchmarks/ends.py``.

Printed are the seconds from the end of its time, from Ctrl-C and from SIGTERM until the process is gone, or in Python
until the call raises, for sorts of question in which the embedded engine looks at no clock for long.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SHORT = 1.0
"""Seconds in which a question is to be gone."""
_WORKING = 1.0
"""Seconds of processor time after which a process has read the graph and works on its question."""
_LONGEST = 60.0
SHAPES = {
    "a shortest path": "MATCH (a), (b) MATCH p = shortestPath((a)-[*..30]-(b)) RETURN sum(length(p)) AS n",
    "a Cartesian product": "MATCH (a), (b), (c), (d) RETURN count(*)",
    "ranges": "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)",
    "long paths": "MATCH p = (a)-[*1..12]-(b) RETURN count(p)",
    "a sorted product": "MATCH (a), (b), (c) WITH a.name + b.name + c.name AS n ORDER BY n RETURN count(n)",
    "a text that grows": "RETURN size(reduce(s = 'x', i IN range(1, 400000) | s + 'xxxxxxxxxx'))",
}
_PYTHON = """
import sys, time, quanze
with quanze.open() as graph:
    graph.cypher("RETURN 1")
    begun = time.monotonic()
    try:
        graph.cypher(sys.argv[1], timeout=1.0)
    except quanze.QuanzeError:
        pass
    print(time.monotonic() - begun - 1.0)
"""


def _processor_time(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _at_a_signal(query: str, sent: signal.Signals) -> float:
    """Seconds until it ends; nan when it has an answer before it is at work."""
    command = [sys.executable, "-m", "quanze", "cypher", query, "--timeout", "3600"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while _processor_time(process.pid) < _WORKING:
            if process.poll() is not None:
                return float("nan")
            time.sleep(0.05)
        begun = time.monotonic()
        process.send_signal(sent)
        try:
            process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
        return time.monotonic() - begun


def _at_its_time(query: str) -> float:
    def took(text: str) -> float:
        begun = time.monotonic()
        command = [sys.executable, "-m", "quanze", "cypher", text, "--timeout", "1"]
        subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
        return time.monotonic() - begun

    return took(query) - took("RETURN 1") - 1.0


def _in_python(query: str) -> float:
    command = [sys.executable, "-c", _PYTHON, query]
    try:
        return float(subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=True).stdout)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return float("inf")


ENDS: dict[str, Callable[[str], float]] = {
    "its time": _at_its_time,
    "Ctrl-C": lambda query: _at_a_signal(query, signal.SIGINT),
    "SIGTERM": lambda query: _at_a_signal(query, signal.SIGTERM),
    "its time, in Python": _in_python,
}


def main() -> int:
    """Print the table; 1 when a command outlasts its end by more than it may."""
    late = False
    print(f"| question | {' | '.join(ENDS)} |\n| --- |{' --- |' * len(ENDS)}")
    for name, query in SHAPES.items():
        times = {end: until(query) for end, until in ENDS.items()}
        late |= any(seconds > SHORT for end, seconds in times.items() if "Python" not in end)
        print(f"| {name} | {' | '.join(f'{seconds:.2f} s' for seconds in times.values())} |", flush=True)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
