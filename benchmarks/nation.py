"""An invented nation for measuring: governments with a plan each, beside the UN's framework, by seed and of any size.

``write(folder, 100_000)`` writes about so many relationships: one data set of the ministries, one of each of 40
governments (400 of a million relationships), as CSV folders; they build on the bundled set ``sdg``. What is drawn is
spread as in real plans: a few large plans and many small ones, a few agencies with most of the work, one ministry that
takes part in every task, one national indicator on which almost half of all agencies work, ten SDG targets with half of
all links. There are sections, sub-tasks, years of figures of which some are missed, roles that have ended, changes of
bodies, vacant seats, tasks without a lead and without a deadline.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.cities import Rows, write_tables

PLAN = 2_500
"""Relationships of a plan, on average."""
MINISTRIES = 12
EMISSIONS, ENVIRONMENT = "nation/indicator/emissions", "nation/agency/0"
"""The indicator on which almost half of all agencies work, and the ministry that takes part in every task."""
_SDG = Path(__file__).resolve().parent.parent / "quanze" / "data" / "sdg" / "sdg_targets.csv"
_TOPICS = ("節電", "綠運輸", "資源循環", "植樹", "防災", "宣導", "建築節能", "再生能源", "濕地", "低碳飲食")
_YEARS = range(2021, 2027)
_SEATS = 19
_SUBGROUPS = 6


def write(folder: Path, relationships: int, seed: int = 7) -> list[str]:
    """Write the data sets; what ``quanze load`` is given to load them."""
    with _SDG.open(encoding="utf-8", newline="") as f:
        targets = [row["id"] for row in csv.DictReader(f)]
    random.Random(seed).shuffle(targets)
    write_tables(folder / "nation", _ministries(), "nation", "中央部會")
    found = ["sdg", "nation"]
    for number, size in enumerate(_sizes(relationships)):
        plan = _Plan(f"g{number}", size, targets, random.Random(f"{seed}/{number}"))
        tables: dict[str, Rows] = {}
        for table, row in plan.rows():
            tables.setdefault(table, []).append(row)
        write_tables(folder / plan.id, tables, plan.id, plan.name, ("sdg", "nation"))
        found.append(plan.id)
    return found


def _sizes(relationships: int) -> list[int]:
    """The relationships of each plan: the first has about ten times as many as most."""
    plans = max(2, relationships // PLAN)
    weights = [1 / (n + 3) ** 0.5 for n in range(plans)]
    return [round(relationships * weight / sum(weights)) for weight in weights]


def _ministries() -> dict[str, Rows]:
    source = {"origin": "law", "source": "nation/document/law", "locator": "第8條"}
    return {
        "documents": [{"id": "nation/document/law", "name": "虛構氣候法", "kind": "law", **source}],
        "agencies": [
            {"id": f"nation/agency/{n}", "name": f"虛構{n}部", "name_en": f"Ministry {n}", "kind": "ministry", **source}
            for n in range(MINISTRIES)
        ],
        "indicators": [
            {
                "id": EMISSIONS,
                "name": "虛構全國排放量",
                "kind": "single",
                "unit": "公噸",
                "direction": "down",
                "level": "national",
                **source,
            }
        ],
        "responsibilities": [{"who": ENVIRONMENT, "role": "主辦", "on": EMISSIONS, **source}],
    }


class _Plan:
    """One government's plan, drawn as it is read."""

    def __init__(self, id_: str, size: int, targets: list[str], chance: random.Random) -> None:
        self.id, self.name = id_, f"虛構{id_}市減碳計畫"
        self.size, self.targets, self.chance = size, targets, chance
        self.drawn = 0
        self.document = self.at("document", 0)
        self.agencies = [self.at("agency", n) for n in range(min(60, 8 + size // 100))]
        self.tasks = [self.at("task", n) for n in range(max(10, size // 10))]
        self.indicators = [self.at("indicator", n) for n in range(max(5, size // 20))]
        # The first agencies have most of the work, as in a city hall.
        self.shares = [1 / (n + 1) for n in range(len(self.agencies))]
        self.aims = [1 / (n + 1) for n in range(len(targets))]

    def at(self, kind: str, number: int) -> str:
        """The id of a record."""
        return f"{self.id}/{kind}/{number}"

    def stated(self) -> dict[str, str]:
        """Where a row of the plan is stated."""
        self.drawn += 1
        return {
            "origin": "plan",
            "source": self.document,
            "locator": f"第{self.drawn % 9 + 1}章 {self.drawn // 20 + 1}頁",
            "quote": f"第{self.drawn}項由各機關分工辦理",
        }

    def rows(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Tables with their rows, all of one plan."""
        yield "documents", {"id": self.document, "name": self.name, "kind": "plan", **self.stated()}
        yield from self._bodies()
        yield from self._changes()
        yield from self._work()
        yield from self._roles()

    def _bodies(self) -> Iterator[tuple[str, dict[str, str]]]:
        government = self.at("agency", -1)
        yield (
            "agencies",
            {
                "id": government,
                "name": f"虛構{self.id}市政府",
                "name_en": "",
                "aliases": "",
                "kind": "government",
                "parent": "",
                "valid_from": "",
                **self.stated(),
            },
        )
        for n, id_ in enumerate(self.agencies):
            section = n > 8 and n % 4 == 0
            yield (
                "agencies",
                {
                    "id": id_,
                    "name": f"虛構{self.id}市第{n}{'科' if section else '局'}",
                    "name_en": f"Bureau {n} of {self.id}",
                    "aliases": f"{self.id}第{n}",
                    "kind": "office" if section else "bureau",
                    "parent": self.agencies[n // 5] if section else government,
                    "valid_from": "",
                    **self.stated(),
                },
            )
        council = self.at("council", 0)
        yield (
            "councils",
            {
                "id": council,
                "name": f"虛構{self.id}市推動會",
                "seats": str(_SEATS),
                "agency": government,
                **self.stated(),
            },
        )
        for n in range(_SUBGROUPS):
            id_ = self.at("subgroup", n)
            yield "subgroups", {"id": id_, "name": f"虛構{self.id}市第{n}組", "council": council, **self.stated()}
            if n:  # nobody convenes the first group
                yield "responsibilities", self._role(self.agencies[n], "召集", id_)
        for n in range(_SEATS):
            yield (
                "members",
                {
                    "id": self.at("member", n),
                    "name": f"虛構{self.id}市推動會第{n}席",
                    "seat_title": ("召集人", "副召集人", "執行秘書")[n] if n < 3 else "委員",
                    "seats": "1",
                    "body": council,
                    "agency": "" if n % 7 == 6 else self.agencies[n % len(self.agencies)],
                    "vacant": "true" if n % 7 == 6 else "",
                    "holder_to": "2025-12-31" if n % 7 == 5 else "",
                    **self.stated(),
                },
            )

    def _changes(self) -> Iterator[tuple[str, dict[str, str]]]:
        """A bureau of every second government is renamed, two of every fifth are merged, one of every tenth goes."""
        number, last = int(self.id[1:]), len(self.agencies)
        changes = []
        if number % 2 == 0:
            changes.append(("rename", self.agencies[3], self.at("agency", last)))
        if number % 5 == 0:
            changes += [("merge", self.agencies[n], self.at("agency", last + 1)) for n in (4, 5)]
        if number % 10 == 0:
            changes.append(("dissolve", self.agencies[6], ""))
        day = date(2023, 1, 1) + timedelta(days=30 * self.chance.randrange(36))
        for new in dict.fromkeys(new for _, _, new in changes if new):
            yield (
                "agencies",
                {
                    "id": new,
                    "name": f"虛構{self.id}市新{new.rsplit('/', 1)[1]}局",
                    "name_en": "",
                    "aliases": "",
                    "kind": "bureau",
                    "parent": self.at("agency", -1),
                    "valid_from": day.isoformat(),
                    **self.stated(),
                },
            )
        for change, old, new in changes:
            yield "changes", {"change": change, "from": old, "to": new, "valid_from": day.isoformat(), **self.stated()}

    def _work(self) -> Iterator[tuple[str, dict[str, str]]]:
        chance = self.chance
        for n, id_ in enumerate(self.tasks):
            part = n >= 10 and n % 3 == 0
            yield (
                "tasks",
                {
                    "id": id_,
                    "name": f"虛構{self.id}市{chance.choice(_TOPICS)}措施{n}",
                    "kind": "measure" if part else "task",
                    "undertaken_by": "" if part else self.at("subgroup", n % _SUBGROUPS),
                    "parent": self.tasks[n // 3] if part else "",
                    "due": "" if n % 8 == 0 else f"{2026 + n % 4}-12-31",
                    **self.stated(),
                },
            )
            if n % 5 != 4:
                yield "links", self._link(id_, "ALIGNS_TO", chance.choices(self.targets, self.aims)[0])
        for n, id_ in enumerate(self.indicators):
            direction = chance.choice(("up", "down"))
            yield (
                "indicators",
                {
                    "id": id_,
                    "code": f"{self.id}-{n}",
                    "name": f"虛構{self.id}市{chance.choice(_TOPICS)}指標{n}",
                    "unit": "" if n % 30 == 29 else "公噸",
                    "direction": "" if n % 20 == 19 else direction,
                    "level": "local",
                    **self.stated(),
                },
            )
            yield "links", self._link(self.tasks[n % len(self.tasks)], "MEASURED_BY", id_)
            if n % 3 != 2:
                yield "links", self._link(id_, "ALIGNS_TO", chance.choices(self.targets, self.aims)[0])
            base = chance.lognormvariate(5, 1)
            for year in _YEARS if n % 2 else _YEARS[:2]:
                target = base * (0.97 ** (year - 2020) if direction == "down" else 1.03 ** (year - 2020))
                yield (
                    "annual_targets",
                    {
                        "id": f"{id_}/{year}",
                        "name": f"虛構{self.id}市{year}年目標{n}",
                        "indicator": id_,
                        "year": str(year),
                        "target": f"{target:.2f}",
                        "result": f"{target * chance.gauss(1, 0.1):.2f}"
                        if year < 2026 and chance.random() < 0.9
                        else "",
                        **self.stated(),
                    },
                )

    def _roles(self) -> Iterator[tuple[str, dict[str, str]]]:
        chance = self.chance
        council = self.at("council", 0)
        for n, id_ in enumerate(self.tasks):
            if n % 10 != 9:
                yield "responsibilities", self._role(chance.choices(self.agencies, self.shares)[0], "主辦", id_)
            yield "responsibilities", self._role(ENVIRONMENT, "管考", id_)
        for n, id_ in enumerate(self.indicators):
            if n % 5 < 3:
                yield "responsibilities", self._role(chance.choices(self.agencies, self.shares)[0], "主辦", id_)
            if n % 10 != 9:
                yield "responsibilities", self._role(council, "審議", id_)
        for id_ in self.agencies[::2]:
            yield "responsibilities", self._role(id_, "協辦", EMISSIONS)
        # The rest help with tasks: most of these have one or two helpers, a few have many.
        left, seen = round(self.size * 0.27), set()
        for _ in range(left * 2):
            task = self.tasks[min(int(chance.paretovariate(0.9)) - 1, 10**6) % len(self.tasks)]
            task = task if chance.random() < 0.15 else chance.choice(self.tasks)
            pair = chance.choices(self.agencies, self.shares)[0], task
            if pair not in seen and len(seen) < left:
                seen.add(pair)
                yield "responsibilities", self._role(pair[0], chance.choice(("協辦", "協辦機關", "會辦")), task)

    def _role(self, who: str, role: str, on: str) -> dict[str, str]:
        # A change comes after 2023: what is older was held before it.
        since = self.chance.randrange(2015, 2023)
        until = "2022-12-31" if self.chance.random() < 0.05 and since < 2022 else ""
        return {"who": who, "role": role, "on": on, "valid_from": f"{since}-01-01", "valid_to": until, **self.stated()}

    def _link(self, start: str, type_: str, end: str) -> dict[str, str]:
        return {"from": start, "type": type_, "to": end, **self.stated()}
