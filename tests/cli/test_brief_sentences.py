"""What a brief says, counted again from the rows that commands print; and that nothing is dropped for want of room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

import quanze
from quanze.schema.rows import Responsibility
from tests.sets import loaded, write_csv

DAY = "2025-06-01"
S = {"origin": "plan", "source": "p", "locator": "第1章", "quote": "主辦"}
MANY = 20
"""More than one table of a brief shows."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quanze.Graph]:
    """A bureau that leads twenty tasks, helps with twenty, and has twenty indicators, a third of them missed."""
    names = range(MANY)
    indicators = [
        {"id": f"i/{n}", "name": f"量{n:02}", "direction": "up", "unit": "件", "level": "local", **S} for n in names
    ]
    years = [
        {"id": f"y/{n}", "name": f"量{n:02} 2024", "indicator": f"i/{n}", "year": 2024, "target": 10, **S}
        | {"result": 2 if n % 3 == 0 else 12}
        for n in names
    ]
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": [{"id": "p", "name": "大計畫", "kind": "plan", "origin": "plan", "source": "p"}],
        "agencies": [{"id": f"a/{c}", "name": f"{c}局", "kind": "bureau", **S} for c in "甲乙"],
        "tasks": [{"id": f"t/{kind}{n}", "name": f"{kind}事{n:02}", **S} for kind in "主協" for n in names],
        "indicators": indicators,
        "annual_targets": years,
        "responsibilities": [
            {"who": who, "role": role, "on": f"t/{kind}{n}", **S}
            for kind, roles in (("主", (("a/甲", "主辦"),)), ("協", (("a/乙", "主辦"), ("a/甲", "協辦"))))
            for n in names
            for who, role in roles
        ],
        "links": [{"from": f"t/主{n}", "type": "MEASURED_BY", "to": f"i/{n}", **S} for n in names],
    }
    folder = tmp_path_factory.mktemp("large")
    loaded(folder / "large.kgl", write_csv(folder / "plan", tables, {"id": "large", "name": "大計畫"})).close()
    with quanze.open(folder / "large.kgl") as graph:
        yield graph


def test_nothing_is_dropped_for_want_of_room(large: quanze.Graph) -> None:
    text = large.brief("甲局", as_of=DAY).text()
    names = [f"{kind}事{n:02}" for kind in "主協" for n in range(MANY)] + [f"量{n:02}" for n in range(MANY)]
    assert [name for name in names if name not in text] == []
    table = text.split("指標\n\n")[1].split("\n\n")[0]
    missed = [f"量{n:02}" for n in range(MANY) if n % 3 == 0]
    assert [name for name in missed if name not in table] == [], "what is missed is in the table, not below it"
    assert len(table.splitlines()) < MANY


def test_a_brief_fits_on_two_pages_of_tables(large: quanze.Graph) -> None:
    text = large.brief("甲局", as_of=DAY).text()
    assert len([line for line in text.splitlines() if line.startswith("|")]) < 60


def standing(rows: Sequence[Responsibility]) -> str:
    """What an agency is to a thing, by the ways of domain: it leads, coordinates, helps, or reviews."""
    certain = [row for row in rows if row["how"] not in ("section", "unsettled")]
    work = [row for row in certain if row["role"] not in ("SITS_ON", "REPRESENTS")]
    if any(row["leads"] for row in work):
        return "leads"
    roles = {row["role"] for row in work}
    return "coordinates" if "CONVENES" in roles else "helps" if "CO_ORGANIZES" in roles else "reviews" if roles else ""


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("name", ["環境保護局", "消防局", "民政處", "嘉義市政府", "東區公所"])
def test_the_counts_are_those_of_the_rows(name: str) -> None:
    with quanze.open() as graph:
        rows = graph.agency(name, as_of=DAY)
        text = graph.brief(name, as_of=DAY).text(lang="en")
    things: dict[str, list[Responsibility]] = {}
    for row in rows:
        if row["item_kind"] in ("Task", "Subgroup", "Council", "Indicator", "Document", "Member"):
            things.setdefault(row["item"], []).append(row)
    of = {item: standing(own) for item, own in things.items()}
    own = {
        item
        for item, answers in things.items()
        if any(not row["distance"] and standing([row]) == of[item] for row in answers)
    }
    tasks = {item for item, answers in things.items() if answers[0]["item_kind"] == "Task"}
    wanted = {
        "leads": sum(of[item] == "leads" for item in own),
        "coordinates": sum(of[item] == "coordinates" for item in tasks - own),
        "helps with": sum(of[item] == "helps" for item in own),
        "reviews": sum(role == "reviews" for role in of.values()),
    }
    said = text.splitlines()[4]
    found = {
        verb: int(n) for verb, n in re.findall(r"(leads|coordinates|helps with|reviews) (\d+) (?:item|task)", said)
    }
    assert found == {verb: n for verb, n in wanted.items() if n}


@pytest.mark.whole
def test_every_statement_has_a_clause() -> None:
    """Each thing in a table or list of duties, and each figure, refers to a footnote; each footnote is there."""
    with quanze.open() as graph:
        text = graph.brief("環境保護局", as_of=DAY).text(lang="zh-TW")
    notes = set(re.findall(r"^\[\^(\d+)\]: \S", text, re.MULTILINE))
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == notes != set()
    for line in text.split("## 應辦事項")[0].splitlines():
        if line.startswith("| ") and "| 角色 " not in line and "| 評定 " not in line:
            assert "[^" in line, line


def test_a_body_that_is_not_there_on_the_day_says_since_when() -> None:
    with quanze.open() as graph:
        coming = graph.brief("環境部", as_of="2023-01-01").text(lang="en")
        ended = graph.brief("低碳調適永續發展委員會", as_of="2024-01-01").text(lang="en")
    assert "Begins on 2023-08-22" in coming
    assert "Ended on 2023-06-28" in ended


def test_an_agency_that_only_fills_a_seat_has_a_role() -> None:
    with quanze.open() as graph:
        text = graph.brief("嘉義市政府", as_of=DAY).text(lang="en")
    assert "no role" not in text and "fills 2 seats" in text
