"""How long the desk takes from the command to its first page, beside Python with the libraries of the web alone.

``python benchmarks/desk_start.py --runs 7`` prints medians of wall time and of processor time, and their ratios.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

LIBRARIES = "import click, jinja2, starlette.requests, starlette.responses, uvicorn"


def spent() -> float:
    """Processor seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def libraries() -> tuple[float, float]:
    """Wall and processor seconds of Python with the libraries alone."""
    begun, before = time.perf_counter(), spent()
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    return time.perf_counter() - begun, spent() - before


def first_page(folder: Path) -> tuple[float, float]:
    """Wall seconds from the command to the whole first page, and processor seconds until the end of the program."""
    begun, before = time.perf_counter(), spent()
    command = [sys.executable, "-m", "quanze", "app", str(folder), "--no-browser", "--lang", "en"]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert program.stderr is not None
    address = program.stderr.readline().split()[-1]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.open(address).read()
    page = browser.open(address.partition("?")[0]).read()
    wall = time.perf_counter() - begun
    assert b"Your desk" in page
    program.terminate()
    program.wait(30)
    program.stderr.close()
    return wall, spent() - before


def main() -> None:
    """Run both in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with TemporaryDirectory() as folder:
        pairs = [(libraries(), first_page(Path(folder))) for _ in range(runs)]
    for number, name in enumerate(("wall", "processor")):
        bare, desk = (median(pair[side][number] for pair in pairs) for side in (0, 1))
        print(f"{name:10} libraries {bare:.2f} s, first page {desk:.2f} s, {desk / bare:.1f} times")


if __name__ == "__main__":
    main()
