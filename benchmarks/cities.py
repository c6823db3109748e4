"""Invented cities for measuring: seeded, of any size, as the CSV tables a planner would hand in.

A city has about a thousand records and ten relationships per record, in the proportions of a large plan:
30 agencies, a council, 9 subgroups, 20 seats, 2 documents, 340 tasks, 250 indicators, 348 annual targets.
A larger set is many cities in one data set, so that what one question touches stays as large as in one city.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

CITY = 1_000
"""Records in one city."""
RELATIONSHIPS = 10
"""Relationships per record."""
AGENCIES, SUBGROUPS, SEATS, TASKS, INDICATORS, TARGETS = 30, 9, 18, 340, 250, 350
Rows = list[dict[str, str]]

_WORDS = {
    "CO_ORGANIZES": ("協辦", "協辦機關", "會辦"),
    "CONVENES": ("主辦", "主辦機關", "召集"),
    "REVIEWS": ("審議", "管考"),
}
_TOPICS = ("節電", "綠運輸", "資源循環", "植樹", "防災", "宣導", "建築節能", "再生能源", "濕地", "低碳飲食")


def tables(nodes: int, seed: int = 7) -> dict[str, Rows]:
    """Tables of cities with ``nodes`` records and ten times as many relationships, as rows of texts."""
    if nodes % CITY:
        raise ValueError(f"{nodes} is no multiple of {CITY}")
    found: dict[str, Rows] = {}
    for number in range(nodes // CITY):
        for name, row in _city(number, random.Random(f"{seed}/{number}")):
            found.setdefault(name, []).append(row)
    return found


def write(folder: Path, found: dict[str, Rows], dataset: str = "cities") -> None:
    """Write the tables as a CSV folder with its ``dataset.yaml``."""
    write_tables(folder, found, dataset, "虛構城市")


def write_tables(folder: Path, found: dict[str, Rows], dataset: str, title: str, requires: Sequence[str] = ()) -> None:
    """Write tables of any data set as a CSV folder; every row of a table has the same columns."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text(
        f"id: {dataset}\nname: {title}\nrequires: [{', '.join(requires)}]\n", encoding="utf-8"
    )
    for name, rows in found.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as f:
            writer = csv.DictWriter(f, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _city(number: int, chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    city = f"c{number}"

    def ids(kind: str, count: int) -> list[str]:
        return [f"{city}/{kind}/{i}" for i in range(count)]

    plan, report = ids("document", 2)

    def stated(i: int) -> dict[str, str]:
        return {
            "origin": "plan",
            "source": plan,
            "locator": f"第{i % 9 + 1}章 {i % 40 + 1}頁",
            "quote": f"第{i}項由各機關分工辦理",
        }

    for id_, name, kind in ((plan, "減量執行方案", "plan"), (report, "成果報告", "report")):
        yield (
            "documents",
            {"id": id_, "name": f"{city}市{name}", "kind": kind, "origin": "plan", "source": plan, "locator": "封面"},
        )
    agencies = ids("agency", AGENCIES)
    for i, id_ in enumerate(agencies):
        yield (
            "agencies",
            {
                "id": id_,
                "name": f"{city}市第{i}局",
                "name_en": f"Bureau {i} of {city}",
                "aliases": f"{city}{i}局",
                "kind": "bureau",
                **stated(i),
            },
        )
    council = f"{city}/council"
    yield "councils", {"id": council, "name": f"{city}市推動會", "seats": str(SEATS), **stated(0)}
    subgroups = ids("subgroup", SUBGROUPS)
    for i, id_ in enumerate(subgroups):
        yield "subgroups", {"id": id_, "name": f"{city}市第{i}組", "council": council, **stated(i)}
    links = SUBGROUPS
    for i, id_ in enumerate(ids("member", SEATS)):
        yield (
            "members",
            {
                "id": id_,
                "name": f"{city}市推動會第{i}席",
                "seat_title": "委員",
                "seats": "1",
                "body": council,
                "agency": agencies[i],
                **stated(i),
            },
        )
        links += 2
    tasks, indicators = ids("task", TASKS), ids("indicator", INDICATORS)
    for i, id_ in enumerate(tasks):
        yield (
            "tasks",
            {
                "id": id_,
                "name": f"{city}市{chance.choice(_TOPICS)}措施{i}",
                "undertaken_by": subgroups[i % SUBGROUPS],
                **stated(i),
            },
        )
        links += 1
    for i, id_ in enumerate(indicators):
        yield (
            "indicators",
            {
                "id": id_,
                "code": f"{city}-{i}",
                "name": f"{city}市{chance.choice(_TOPICS)}指標{i}",
                "unit": "公噸",
                "direction": "down",
                "level": "local",
                **stated(i),
            },
        )
    for i, id_ in enumerate(ids("target", TARGETS)):
        yield (
            "annual_targets",
            {
                "id": id_,
                "name": f"{city}市年度目標{i}",
                "indicator": indicators[i % INDICATORS],
                "year": str(2021 + i // INDICATORS),
                "target": str(chance.randrange(10_000)),
                "result": str(chance.randrange(10_000)),
                **stated(i),
            },
        )
        links += 1
    for i, id_ in enumerate(indicators):
        yield "links", {"from": tasks[i % TASKS], "type": "MEASURED_BY", "to": id_, **stated(i)}
        links += 1
    yield from _responsibilities(
        chance, agencies, [*subgroups, *tasks, *indicators], CITY * RELATIONSHIPS - links, stated
    )


def _responsibilities(
    chance: random.Random, agencies: list[str], things: list[str], count: int, stated: Callable[[int], dict[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """``count`` rows of who does what: each thing has one lead, the rest are co-organizers, all different."""
    seen = set()
    for i, thing in enumerate(things):
        seen.add((agencies[i % len(agencies)], thing))
        yield "responsibilities", _row(chance, agencies[i % len(agencies)], "CONVENES", thing, stated(i))
    while len(seen) < count:
        pair = (chance.choice(agencies), chance.choice(things))
        if pair not in seen:
            seen.add(pair)
            yield "responsibilities", _row(chance, pair[0], "CO_ORGANIZES", pair[1], stated(len(seen)))


def _row(chance: random.Random, who: str, role: str, on: str, stated: dict[str, str]) -> dict[str, str]:
    return {
        "who": who,
        "role": chance.choice(_WORDS[role]),
        "on": on,
        "valid_from": f"20{chance.randrange(15, 26)}-01-01",
        **stated,
    }
