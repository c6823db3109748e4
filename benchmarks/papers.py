"""What a planner asks for all week, in processor time: a report, briefs of all agencies, progress.

    python benchmarks/papers.py

Each command runs three times in a process of its own, as from a shell; the least time counts. The plans are invented:
2,000 tasks of 200 agencies in 12 groups with 800 indicators of five years, and 10,000 indicators of ten years.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cities import Rows, write_tables

AGENCIES, GROUPS, ROUNDS = 200, 12, 3
_STATED = {"origin": "plan", "source": "p/document/plan", "quote": "由各機關分工辦理"}
_TOPICS = ("節電", "綠運輸", "資源循環", "植樹", "防災", "宣導", "建築節能", "再生能源", "濕地", "低碳飲食")


def plan(tasks: int, indicators: int, years: Sequence[int], seed: int = 7) -> dict[str, Rows]:
    """Tables of a plan: each task in a group with a lead and two partners, the first ones with an indicator each."""
    chance = random.Random(seed)
    agencies = [f"p/agency/{i}" for i in range(AGENCIES)]
    found: dict[str, Rows] = {
        "documents": [{"id": "p/document/plan", "name": "行動計畫", "kind": "plan", "origin": "editorial"}],
        "agencies": [
            {"id": id_, "name": f"第{i}局", "name_en": f"Bureau {i}", "kind": "bureau", **_stated(i)}
            for i, id_ in enumerate(agencies)
        ],
        "councils": [{"id": "p/council", "name": "推動會", **_stated(0)}],
        "subgroups": [
            {"id": f"p/subgroup/{i}", "name": f"第{i}組", "council": "p/council", **_stated(i)} for i in range(GROUPS)
        ],
        "tasks": [],
        "indicators": [],
        "annual_targets": [],
        "links": [],
        "responsibilities": [],
    }
    for i in range(tasks):
        found["tasks"].append(
            {
                "id": f"p/task/{i}",
                "name": f"{chance.choice(_TOPICS)}措施{i}",
                "undertaken_by": f"p/subgroup/{i % GROUPS}",
                **_stated(i),
            }
        )
        for n, agency in enumerate(chance.sample(agencies, 3)):
            found["responsibilities"].append(_role("協辦機關" if n else "主辦機關", agency, f"p/task/{i}", i))
        if i < indicators:
            link = {"from": f"p/task/{i}", "type": "MEASURED_BY", "to": f"p/indicator/{i}"}
            found["links"].append({**link, **_stated(i)})
    for i in range(indicators):
        found["indicators"].append(
            {
                "id": f"p/indicator/{i}",
                "name": f"{chance.choice(_TOPICS)}指標{i}",
                "unit": "公噸",
                "direction": chance.choice(("up", "down")),
                "baseline_year": str(years[0] - 2),
                "baseline_value": str(chance.randrange(10_000)),
                **_stated(i),
            }
        )
        if i >= tasks:
            found["responsibilities"].append(_role("主辦機關", chance.choice(agencies), f"p/indicator/{i}", i))
        for year in years:
            found["annual_targets"].append(
                {
                    "id": f"p/target/{i}/{year}",
                    "name": f"指標{i}的{year}年目標",
                    "indicator": f"p/indicator/{i}",
                    "year": str(year),
                    "target": str(chance.randrange(10_000)),
                    "result": "" if year == years[-1] and i % 5 == 0 else str(chance.randrange(10_000)),
                    **_stated(i),
                }
            )
    return {name: rows for name, rows in found.items() if rows}


def _stated(i: int) -> dict[str, str]:
    return {**_STATED, "locator": f"第{i % 9 + 1}章 {i % 40 + 1}頁"}


def _role(word: str, agency: str, thing: str, i: int) -> dict[str, str]:
    return {"who": agency, "role": word, "on": thing, **_stated(i)}


def measure(*arguments: str | Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """Least processor time in seconds and peak memory in MB of a command in a process of its own."""
    found = []
    for _ in range(rounds):
        child = os.posix_spawn(sys.executable, [sys.executable, "-m", "quanze", *map(str, arguments)], os.environ)
        _, status, used = os.wait4(child, 0)
        if status:
            raise SystemExit(f"quanze {arguments[0]} ended with {status}")
        found.append((used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(found)


def main() -> None:
    """Make both plans, load them and measure."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, made in (
            ("report", plan(2_000, 800, range(2021, 2026))),
            ("progress", plan(200, 10_000, range(2016, 2026))),
        ):
            write_tables(place / name, made, name, "虛構計畫")
            measure("load", place / name, "--db", place / f"{name}.kgl", "--yes", rounds=1)
        report, progress = place / "report.kgl", place / "progress.kgl"
        for graph, arguments in (
            (report, ("report", "annual", "-o", place / "x.docx", "--overwrite")),
            (report, ("report", "annual", "-o", place / "x.odt", "--overwrite")),
            (report, ("brief", "--each", "agencies", "-o", place / "briefs", "--overwrite")),
            (progress, ("progress", "-o", place / "x.csv", "--overwrite")),
            (progress, ("progress", "--format", "json", "-o", place / "x.json", "--overwrite")),
        ):
            seconds, memory = measure(*arguments, "--db", graph)
            shown = " ".join(str(a).replace(f"{place}{os.sep}", "") for a in arguments)
            print(f"| `{shown}` | {seconds:.2f} s | {memory:.0f} MB |")


if __name__ == "__main__":
    main()
