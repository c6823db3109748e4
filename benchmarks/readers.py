"""Readers of ``quanze serve`` beside a writer: ``python benchmarks/readers.py [SECONDS] [--readers 50] [--pause 2]``.

A file of the bundled plan is served. Each reader asks for a page, reads it for ``--pause`` seconds on average, and asks
for the next, while ``quanze load`` replaces the plan every few seconds by one in which every English name ends in the
number of the load. An answer with two numbers is half an answer; a page that says that it is in the making is counted.
Printed are the times from the request to the last
byte by the clock, which also count what else the machine does, and the processor time of the server.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import quanze

P95 = 300
"""Milliseconds within which 95 of 100 answers are to be there."""
DATA = Path(quanze.__file__).parent / "data"
OTHERS, PLAN = ("sdg", "climate-act", "chiayi-indicators"), "chiayi"
PAGES = (
    *("", "agencies", "indicators", "tasks", "agencies.json", "matrix", "gaps", "search?q=EPB", "coverage"),
    *("record/chiayi/agency/epb", "record/chiayi/indicator/ghg-emissions", "record/chiayi/task/coordination"),
    *("record/chiayi/council/climate-change-response", "history/chiayi/agency/epb"),
)
QUANZE = (sys.executable, "-m", "quanze")


def state(number: int, folder: Path) -> Path:
    """The plan with a number behind every English name."""
    into = folder / f"state-{number}"
    shutil.copytree(DATA / PLAN, into)
    for path in into.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if not rows or "name_en" not in rows[0]:
            continue
        for row in rows:
            row["name_en"] = f"{row['name_en'] or row['name']} <{number}>"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return into


@contextmanager
def server(db: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A running ``quanze serve``: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*QUANZE, "serve", "--db", str(db), "--port", str(port)], stderr=subprocess.DEVNULL
    ) as process:
        try:
            while process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield port, process
        finally:
            process.terminate()


class Reader(threading.Thread):
    """One reader, who keeps the times and what was wrong."""

    def __init__(self, port: int, until: float, pause: float, seed: int) -> None:
        super().__init__()
        self._port, self._until, self._pause = port, until, pause
        self._random = random.Random(seed)
        self.times: list[float] = []
        self.wrong: list[str] = []
        self.told = 0
        self.seen: set[str] = set()

    def run(self) -> None:
        time.sleep(self._random.uniform(0, self._pause))
        while time.perf_counter() < self._until:
            page = self._random.choice(PAGES)
            begun = time.perf_counter()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
                connection.request("GET", f"/en/{page}")
                answer = connection.getresponse()
                body = answer.read().decode()
                connection.close()
            except (OSError, http.client.HTTPException) as fault:
                self.wrong.append(f"{page}: {fault!r}")
                continue
            self.times.append(time.perf_counter() - begun)
            numbers = set(re.findall(r"(?:&lt;|<)(\d+)(?:&gt;|>)", body))
            self.seen |= numbers
            told = answer.status == 503 and answer.getheader("Retry-After") is not None
            self.told += told
            if (answer.status != 200 and not told) or len(numbers) > 1:
                self.wrong.append(f"{page}: {answer.status}, states {sorted(numbers)}")
            time.sleep(self._random.uniform(0, 2 * self._pause))


def processor_seconds(process: int) -> float:
    """What a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(db: Path, *folders: Path) -> None:
    """Put data sets in the place of those of the same name, as another process does."""
    subprocess.run([*QUANZE, "load", *map(str, folders), "--db", str(db)], check=True, capture_output=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 when an answer is late, wrong or half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", nargs="?", type=float, default=20)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--every", type=float, default=4.0, help="seconds from the end of a load to the next")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "plan.kgl"
        load(db, *(DATA / other for other in OTHERS), state(0, folder))
        with server(db) as (port, process):
            idle = processor_seconds(process.pid)
            until = time.perf_counter() + given.seconds
            readers = [Reader(port, until, given.pause, seed) for seed in range(given.readers)]
            for reader in readers:
                reader.start()
            loads = 0
            while time.perf_counter() < until:
                loads += 1
                load(db, state(loads, folder))
                time.sleep(given.every)
            for reader in readers:
                reader.join()
            used = processor_seconds(process.pid) - idle
    times = sorted(1000 * one for reader in readers for one in reader.times)
    wrong = [one for reader in readers for one in reader.wrong]
    seen = set().union(*(reader.seen for reader in readers))
    late = times[int(len(times) * 0.95)]
    asked = f"{given.readers} readers, {len(times)} answers in {given.seconds:.0f} s"
    print(f"{asked}; {loads} loads, {len(seen)} states seen")
    print(f"median {times[len(times) // 2]:.0f} ms, p95 {late:.0f} ms (at most {P95}), longest {times[-1]:.0f} ms")
    print(
        f"server: {1000 * used / len(times):.1f} ms of processor time an answer; load average {os.getloadavg()[0]:.1f}"
    )
    print(f"in the making: {sum(reader.told for reader in readers)}")
    print(f"wrong: {len(wrong)}", *wrong[:10], sep="\n")
    return int(bool(wrong) or late > P95)


if __name__ == "__main__":
    raise SystemExit(main())
