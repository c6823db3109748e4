"""Matrices of 1,000 tasks × 200 agencies with 20,000 assignments: each format against XlsxWriter given the same cells.

"Raw" writes the same letters, notes, totals and sheet of assignments from finished texts with XlsxWriter alone, in one
format: what any program pays for such a workbook. Run: python benchmarks/matrix.py [tasks agencies assignments]
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quanze.exports.matrix.citation import cite
from quanze.exports.matrix.csv import cell_text
from quanze.exports.matrix.long_form import LONG, long_rows
from quanze.exports.matrix.model import Matrix
from quanze.exports.matrix_from_rows import build_matrix

LIMIT = 1.5
ROUNDS = 3


def invented(tasks: int, agencies: int, assignments: int) -> tuple[list[dict[str, Any]], ...]:
    """Items, agencies and assignments of a city that does not exist."""
    draw = random.Random(7)
    items = [
        {
            "id": f"t{i}",
            "kind": "Task",
            "name": f"第 {i} 項示範任務：改善環境與交通",
            "name_en": f"Sample task {i}",
            "group": f"g{i % 12}",
            "group_name": f"示範第 {i % 12} 組",
            "group_name_en": f"Sample group {i % 12}",
        }
        for i in range(tasks)
    ]
    bodies = [
        {
            "id": f"a{i}",
            "name": f"示範第{i}處",
            "name_en": f"Sample office {i}",
            "kind": ("bureau", "office")[i % 7 == 0],
            "parent_name": "示範市政府",
        }
        for i in range(agencies)
    ]
    rows = []
    for n, cell in enumerate(draw.sample(range(tasks * agencies), assignments)):
        item, agency = items[cell // agencies], bodies[cell % agencies]
        role, wording = draw.choice([("CONVENES", "主辦"), ("CO_ORGANIZES", "協辦"), ("REVIEWS", "審議")])
        inherited = n % 3 == 0
        way = [(agency["id"], agency["name"], role, wording, item["group"], item["group_name"])] if inherited else []
        start = way[-1][4:] if way else (agency["id"], agency["name"])
        way.append(
            (*start, "UNDERTAKES" if inherited else role, "負責" if inherited else wording, item["id"], item["name"])
        )
        steps = [
            {
                "from": a,
                "from_name": b,
                "from_kind": "Agency",
                "relationship": c,
                "wording": d,
                "to": e,
                "to_name": f,
                "to_kind": "Task",
                "origin": "plan",
                "source": "d",
                "source_name": "示範計畫",
                "locator": f"第 {n % 40} 章",
                "quote": f"由示範機關辦理第 {n % 900} 款事項",
                "valid_from": "",
                "valid_to": "",
            }
            for a, b, c, d, e, f in way
        ]
        rows.append(
            {
                "item": item["id"],
                "item_kind": "Task",
                "item_name": item["name"],
                "item_name_en": item["name_en"],
                "item_group": item["group"],
                "item_group_name": item["group_name"],
                "item_group_name_en": "",
                "agency": agency["id"],
                "agency_name": agency["name"],
                "agency_name_en": agency["name_en"],
                "agency_kind": agency["kind"],
                "agency_parent_name": "示範市政府",
                "role": role,
                "wording": wording,
                "under": "",
                "inherited": inherited,
                "distance": len(steps) - 1,
                "path": " → ".join(f"{s['from_name']} {s['wording']} {s['to_name']}" for s in steps),
                "steps": steps,
                "origin": "plan",
                "valid_from": "",
                "valid_to": "",
            }
        )
    return items, bodies, rows


def raw(matrix: Matrix) -> Callable[[Path], None]:
    """A writer of the same cells, notes, totals and assignments with XlsxWriter alone; texts are made beforehand."""
    import xlsxwriter

    cells = [
        (
            r,
            c,
            cell_text(matrix, marks, "zh-TW"),
            "\n".join(
                f"{x.headline}\n" + "\n".join(f"{s.statement}\n{s.place}" for s in x.steps)
                for m in marks
                for a in m.held
                for x in [cite(a, "zh-TW", named=True)]
            ),
        )
        for (r, c), marks in matrix.cells.items()
    ]
    names, heads = [h.name.zh for h in matrix.rows], [h.name.zh for h in matrix.columns]
    long = long_rows(matrix, "zh-TW")
    width, height = len(heads), len(names)
    totals = 2 * len(matrix.letters("zh-TW"))

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        look = book.add_format({"border": 1, "align": "center", "text_wrap": True})
        sheet = book.add_worksheet()
        for c, head in enumerate(heads):
            sheet.write_string(0, c + 2, head, look)
        filled = {(r, c) for r, c, _, _ in cells}
        for r, name in enumerate(names):
            sheet.write_string(r + 1, 0, name, look)
            sheet.write_string(r + 1, 1, name, look)
            for c in range(width):
                if (r, c) not in filled:
                    sheet.write_blank(r + 1, c + 2, None, look)
        for r, c, text, note in cells:
            sheet.write_string(r + 1, c + 2, text, look)
            sheet.write_comment(r + 1, c + 2, note)
        for i in range(totals):
            for r in range(height):
                sheet.write_formula(r + 1, width + 2 + i, f'=COUNTIF(C{r + 2}:GT{r + 2},"*協*")', look, 1)
            for c in range(width):
                sheet.write_formula(height + 1 + i, c + 2, '=COUNTIF(C2:C1001,"*協*")', look, 1)
        second = book.add_worksheet()
        for r, line in enumerate([list(LONG), *long]):
            for c, value in enumerate(line):
                second.write_string(r, c, value, look)
        book.close()

    return write


def measured(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Least processor seconds of each call over some rounds, taken in turn so that a busy machine is busy for all."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            gc.collect()
            start = time.process_time()
            call()
            best[name] = min(best[name], time.process_time() - start)
    return best


def main() -> int:
    """Print a table of ratios; 1 when a format is over the limit."""
    tasks, agencies, assignments = map(int, sys.argv[1:4]) if len(sys.argv) > 3 else (1000, 200, 20_000)
    items, bodies, rows = invented(tasks, agencies, assignments)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_raw = raw(build_matrix(items, bodies, rows))
        calls: dict[str, Callable[[], object]] = {
            "XlsxWriter raw": lambda: write_raw(place / "raw.xlsx"),
            "build_matrix": lambda: build_matrix(items, bodies, rows),
        }
        for ending in ("xlsx", "html", "md", "csv"):
            path = place / f"m.{ending}"
            calls[f"rows → .{ending}"] = lambda path=path: build_matrix(items, bodies, rows).write(  # type: ignore[misc]
                path, long=True
            )
        seconds = measured(calls)
        print(
            f"| {tasks:,} × {agencies:,}, {assignments:,} assignments | CPU s | ratio to raw | size MB |\n"
            "|---|---|---|---|"
        )
        for name, taken in seconds.items():
            path = place / ("raw.xlsx" if "raw" in name else f"m.{name.rpartition('.')[2]}")
            size = f"{path.stat().st_size / 1e6:.1f}" if path.is_file() else ""
            print(f"| {name} | {taken:.2f} | {taken / seconds['XlsxWriter raw']:.2f} | {size} |")
    worst = max(taken for name, taken in seconds.items() if "raw" not in name) / seconds["XlsxWriter raw"]
    print(f"worst ratio {worst:.2f}, limit {LIMIT}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
