"""Speed of the core against the raw engine, a bare click process and a bare workbook reader.

``python benchmarks/core.py`` prints a table and writes docs/benchmarks.md. Both sides of a ratio take turns in one
run, and ratios are of the best turns, because a shared machine only ever adds time. Each part runs in a process of
its own, so that peak memory is that part's. ``--parts start,load-10000`` runs some parts and writes nothing.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import importlib.metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
INDICATOR = "行政轄區溫室氣體排放量"
SIZES = (1_000, 10_000, 100_000)
WORKBOOK_ROWS = 100_000
Result = dict[str, Any]
"""Texts of one line of the table: what, measured, compared, ratio by the clock, cpu (ratio of processor time),
target."""


def _row(what: str, measured: str, target: str = "") -> Result:
    return {"what": what, "measured": measured, "compared": "", "ratio": "", "cpu": "", "target": target}


class Times:
    """Seconds of one side: by the clock, and of processor time, children included."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.cpu: list[float] = []

    def add(self, side: Callable[[], Any]) -> None:
        """Run it once."""
        gc.collect()
        clock, cpu = time.perf_counter(), _cpu()
        side()
        self.clock.append(time.perf_counter() - clock)
        self.cpu.append(_cpu() - cpu)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _turns(sides: dict[str, Callable[[], Any]], rounds: int) -> dict[str, Times]:
    """Times of each side, taken in turns."""
    taken = {name: Times() for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            taken[name].add(side)
    return taken


def _ratio(what: str, other: str, measured: Times, compared: Times, target: str = "") -> Result:
    mine, theirs = min(measured.clock), min(compared.clock)
    unit, factor = ("ms", 1e3) if mine < 0.5 else ("s", 1)
    digits = 0 if unit == "ms" else 2
    return {
        "what": what,
        "measured": f"{mine * factor:.{digits}f} {unit}",
        "compared": f"{other}: {theirs * factor:.{digits}f} {unit}",
        "ratio": f"{mine / theirs:.2f}",
        "cpu": f"{min(measured.cpu) / min(compared.cpu):.2f}",
        "target": target,
    }


def _command(arguments: list[str]) -> Callable[[], None]:
    def run() -> None:
        subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    return run


def start(work: Path) -> list[Result]:
    """Whole processes: a bare click command, the help, a question to the bundled graph."""
    compileall.compile_dir(ROOT / "quanze", quiet=1)  # as an installation does
    hello = work / "hello.py"
    hello.write_text(
        "import click\n\n@click.command()\ndef hello() -> None:\n    click.echo('hello')\n\nhello()\n", encoding="utf-8"
    )
    quanze = str(Path(sys.executable).with_name("quanze"))
    who = _command([quanze, "who", INDICATOR])
    who()  # builds the bundled graph, once
    taken = _turns(
        {"hello": _command([sys.executable, str(hello)]), "help": _command([quanze, "--help"]), "who": who}, 40
    )
    bare = taken["hello"]
    return [
        _ratio("`quanze --help`, process", "bare click", taken["help"], bare, "≤ 1.3"),
        _ratio("`quanze who` on the bundled graph, process", "bare click", taken["who"], bare, "≤ 2"),
    ]


def load(work: Path, nodes: int) -> list[Result]:
    """A generated city: the raw engine and our transaction given the same checked rows; then the load from files."""
    import kglite
    import pandas as pd

    from benchmarks import cities
    from quanze.changes.change_set import compare
    from quanze.changes.edition import Edition
    from quanze.graph.embedded.engine import EmbeddedEngine
    from quanze.graph.upsert import Changes, apply
    from quanze.loaders.load import check
    from quanze.loaders.load import load as load_files

    folder = work / "city"
    cities.write(folder, cities.tables(nodes))
    checked = check([folder])[0]

    changes = Changes()
    compare(Edition(checked.plan.dataset), checked.edition()).write_into(changes)
    gc.freeze()

    def raw() -> None:
        graph = kglite.KnowledgeGraph()
        for label, rows in changes.create_nodes.items():
            graph.add_nodes(pd.DataFrame([r["props"] for r in rows]), label, "id", "name")
        for (type_, start_kind, end_kind), rows in changes.create_relationships.items():
            frame = pd.DataFrame([r["props"] for r in rows])
            frame["_from"], frame["_to"] = [r["from"] for r in rows], [r["to"] for r in rows]
            graph.add_relationships(frame, type_, start_kind, "_from", end_kind, "_to")
        graph.save(str(work / "raw.kgl"))

    def fresh() -> EmbeddedEngine:
        (work / "ours.kgl").unlink(missing_ok=True)
        return EmbeddedEngine(work / "ours.kgl", create=True)

    def ours() -> None:
        fresh().transact(lambda transaction: apply(transaction, changes))

    def files() -> None:
        load_files(fresh(), [folder])

    taken = _turns({"raw": raw, "ours": ours}, 5 if nodes < 100_000 else 3)
    del checked
    whole = _turns({"files": files}, 1 if nodes >= 100_000 else 3)["files"]
    again = _turns({"again": lambda: load_files(EmbeddedEngine(work / "ours.kgl"), [folder])}, 3)["again"]
    size = f"load {nodes:,} nodes, {nodes * 10:,} relationships"
    return [
        _ratio(f"{size}: the same checked rows", "raw engine", taken["ours"], taken["raw"], "≤ 1.3"),
        _ratio(f"{size}: read, check, compare, write", "raw engine, writing only", whole, taken["raw"], "≤ 3"),
        _row(
            f"{size}: the same files again",
            f"{min(again.clock):.2f} s (processor {min(again.cpu):.2f} s)",
            "≤ 1 s at 100,000, ≤ 5 s at a million relationships",
        ),
        _row(f"{size}: peak memory", f"{_peak_mb():,.0f} MB"),
    ]


def who(work: Path) -> list[Result]:
    """Questions to a graph of a million relationships: in the process, and from the shell."""
    # Built elsewhere: a process begun by a large one is charged with its parent's memory.
    subprocess.run(_call(f"build({str(work)!r})"), check=True)
    db = work / "big.kgl"
    done = subprocess.run(
        _call(f"print(ask({str(db)!r}))"), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    asked = json.loads(done.stdout)
    quanze = str(Path(sys.executable).with_name("quanze"))
    question = [quanze, "who", "c5/indicator/7", "--db", str(db)]
    without = ["env", f"QUANZE_CACHE={work / 'empty'}", *question]
    shell = _turns({"copy": _command(question), "file": _command(without)}, 11)

    def both(clock: float, cpu: float, unit: str, digits: int) -> str:
        return f"{clock:.{digits}f} {unit} (processor {cpu:.{digits}f} {unit})"

    found = []
    for how in ("id", "name"):
        clock, cpu = asked[how]
        measured = f"median {both(clock[0], cpu[0], 'ms', 1)}, p95 {both(clock[1], cpu[1], 'ms', 1)}"
        found.append(_row(f"who among 1,000,000 relationships, by {how}, in the process", measured, "≤ 10 ms"))
    dated, plain = asked["dated"]
    found.append(
        _row(
            "the same by id as of a day (processor)", f"median {dated:.1f} ms, without a day {plain:.1f} ms", "≤ 1.2 ×"
        )
    )
    opened = both(asked["open"][0], asked["open"][1], "s", 2)
    typical = {
        how: f"best of 11 {both(min(t.clock), min(t.cpu), 's', 2)}, median {statistics.median(t.clock):.2f} s"
        for how, t in shell.items()
    }
    return [
        *found,
        _row("the same, opening the file and the first question", opened),
        _row("the same, peak memory", f"{asked['peak']:,.0f} MB", "< 2,000 MB"),
        _row("the same from the shell, whole process", typical["copy"], "≤ 1 s"),
        _row("the same where there is no reading copy", typical["file"]),
    ]


def build(work: str) -> None:
    """The file that ``who`` asks: a hundred cities, loaded from CSV."""
    from benchmarks import cities
    from quanze.graph.embedded.engine import EmbeddedEngine
    from quanze.loaders.load import load as load_files

    folder = Path(work) / "city"
    cities.write(folder, cities.tables(SIZES[-1]))
    load_files(EmbeddedEngine(Path(work) / "big.kgl", create=True), [folder])


def _call(expression: str) -> list[str]:
    """A process that calls one of these functions."""
    return [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks.core import *; {expression}",
    ]


def ask(db: str) -> str:
    """200 questions each by id and by name, as JSON: by clock and by processor, [median, 95th percentile] in ms."""
    import random

    import quanze

    graph = quanze.open(Path(db).with_name("none.kgl"), create=True)

    def open_and_ask() -> None:
        nonlocal graph
        graph = quanze.open(db)
        graph.who("c5/indicator/7")

    opening = Times()
    opening.add(open_and_ask)
    found: dict[str, Any] = {"open": (opening.clock[0], opening.cpu[0])}
    rows = graph.cypher("MATCH (n:Indicator) RETURN n.id AS id, n.name AS name ORDER BY id")
    for how in ("id", "name"):
        asked = Times()
        gc.freeze()
        for row in random.Random(1).sample(rows, 200):
            asked.add(partial(graph.who, row[how]))
        found[how] = [(statistics.median(t) * 1e3, sorted(t)[190] * 1e3) for t in (asked.clock, asked.cpu)]
    dated, plain = Times(), Times()
    for row in random.Random(2).sample(rows, 200):  # in turns, each question with a day and without
        dated.add(partial(graph.who, row["id"], as_of="2026-01-01"))
        plain.add(partial(graph.who, row["id"]))
    found["dated"] = [statistics.median(side.cpu) * 1e3 for side in (dated, plain)]
    return json.dumps(found | {"peak": _peak_mb()})


def check(work: Path) -> list[Result]:
    """A workbook of 100,000 rows: the check, and python-calamine alone reading the same sheets."""
    import python_calamine
    import xlsxwriter

    from benchmarks import cities
    from quanze.loaders.load import check as check_files

    path = work / "plan.xlsx"
    tables = cities.tables(10_000)
    total = sum(map(len, tables.values()))
    tables["responsibilities"] = tables["responsibilities"][: len(tables["responsibilities"]) - (total - WORKBOOK_ROWS)]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("dataset")
    for i, cells in enumerate((("id", "name"), ("cities", "虛構城市"))):
        sheet.write_row(i, 0, cells)
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(rows[0]))
        for i, row in enumerate(rows, 1):
            sheet.write_row(i, 0, list(row.values()))
    book.close()

    def reader() -> None:
        read = python_calamine.CalamineWorkbook.from_path(str(path))
        for title in read.sheet_names:
            read.get_sheet_by_name(title).to_python(skip_empty_area=False)

    def ours() -> None:
        assert not check_files([path])[0].findings

    taken = _turns({"reader": reader, "ours": ours}, 5)
    size = sum(map(len, tables.values()))
    return [_ratio(f"check of a workbook of {size:,} rows", "python-calamine", taken["ours"], taken["reader"], "≤ 3")]


def diff(work: Path) -> list[Result]:
    """Two editions of a plan: their comparison, and first screens of previews of few changes and of many beside the
    check."""
    from copy import deepcopy

    import quanze
    from benchmarks.editions import AGENCIES, TASKS, editions
    from quanze.exports.comparison.text import first_text
    from tests.sets import write_xlsx

    old, new = editions()
    few = deepcopy(old)
    for row in few["annual_targets"][4::50]:
        row["result"] = row["target"]
    files = {
        name: write_xlsx(work / f"{name}.xlsx", tables, {"id": "city", "name": "虛構城市"})
        for name, tables in (("old", old), ("new", new), ("few", few))
    }
    graph = quanze.open(work / "old.kgl", create=True)
    graph.load(files["old"])
    changes = {name: len(graph.preview(files[name]).rows) for name in ("few", "new")}
    taken = _turns(
        {
            "diff": lambda: quanze.diff(files["old"], files["new"], db=work / "old.kgl"),
            "check": lambda: quanze.check(files["new"], graph),
            "few": lambda: first_text(graph.preview(files["few"]), "zh-TW"),
            "new": lambda: first_text(graph.preview(files["new"]), "zh-TW"),
        },
        7,
    )
    whole = taken["diff"]
    size = f"{TASKS:,} tasks × {AGENCIES} agencies"
    return [
        _row(
            f"diff of two workbooks of {size}, {changes['new']:,} changes",
            f"{min(whole.clock):.2f} s (processor {min(whole.cpu):.2f} s)",
            "≤ 3 s",
        ),
        *(
            _ratio(f"preview of a load of {size}, {n:,} changes", "check", taken[name], taken["check"], "≤ 1.2")
            for name, n in changes.items()
        ),
    ]


def _peak_mb() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (2**20 if sys.platform == "darwin" else 2**10)


PARTS: dict[str, Callable[[Path], list[Result]]] = {
    "start": start,
    **{f"load-{n}": partial(load, nodes=n) for n in SIZES},
    "who": who,
    "check": check,
    "diff": diff,
}


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(
        f"{p} {importlib.metadata.version(p)}" for p in ("click", "kglite", "pandas", "python-calamine")
    )
    load_average = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{date.today().isoformat()}; {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"{memory:.0f} GB; "
        f"Python {platform.python_version()}, {versions}. Load average at the end: {load_average}."
    )


def _table(rows: list[Result]) -> str:
    heads = {
        "what": "what",
        "measured": "measured",
        "compared": "compared with",
        "ratio": "ratio",
        "cpu": "ratio of processor time",
        "target": "target",
    }
    lines = ["| " + " | ".join(heads.values()) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(row[key] for key in heads) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Run the parts, each in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parts", default="", help=f"some of: {', '.join(PARTS)}")
    options.add_argument("--one", default="", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        with tempfile.TemporaryDirectory() as work:
            os.environ["QUANZE_CACHE"] = str(Path(work) / "cache")
            print(json.dumps(PARTS[given.one](Path(work))))
        return
    rows: list[Result] = []
    for part in given.parts.split(",") if given.parts else PARTS:
        done = subprocess.run([sys.executable, __file__, "--one", part], stdout=subprocess.PIPE, text=True, check=True)
        rows += json.loads(done.stdout)
        print(_table(rows[-len(json.loads(done.stdout)) :]), flush=True)
    if not given.parts:
        text = (
            f"# Speed\n\nWritten by `python benchmarks/core.py`.\n"
            f"{__doc__.split(chr(10), 1)[1].split('``--parts')[0].strip()}\n\n"
        )
        notes = (ROOT / "benchmarks" / "notes.md").read_text(encoding="utf-8")
        (ROOT / "docs" / "benchmarks.md").write_text(
            f"{text}{_machine()}\n\n{_table(rows)}\n\n{notes}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
