"""The worked row that each sheet of the template carries, of a city that does not exist."""

from __future__ import annotations

from typing import Any

from quanze.schema.tables import Table

_WORKED: dict[str, dict[str, Any]] = {
    "dataset": {"id": "example-plan", "name": "範例市氣候行動計畫權責", "edition": "第一版", "date": "2024-01-01"},
    "documents": {
        "name": "範例市氣候行動計畫",
        "kind": "plan",
        "published": "2024-01-01",
        "origin": "plan",
        "source": "範例市氣候行動計畫",
    },
    "agencies": {
        "name": "範例市環境局",
        "aliases": ["環境局"],
        "kind": "bureau",
        "origin": "plan",
        "source": "範例市氣候行動計畫",
        "locator": "第二章",
    },
    "councils": {
        "name": "範例市氣候推動會",
        "seats": 15,
        "origin": "plan",
        "source": "範例市氣候行動計畫",
        "locator": "第二章",
    },
    "subgroups": {
        "name": "能源組",
        "purpose": "推動節能",
        "council": "範例市氣候推動會",
        "origin": "plan",
        "source": "範例市氣候行動計畫",
    },
    "members": {
        "name": "召集人席",
        "seat_title": "召集人",
        "basis": ["ex_officio"],
        "seats": 1,
        "post": "市長",
        "body": "範例市氣候推動會",
        "origin": "plan",
    },
    "tasks": {
        "name": "公有建築節能",
        "kind": "measure",
        "number": "1",
        "undertaken_by": "能源組",
        "origin": "plan",
        "source": "範例市氣候行動計畫",
    },
    "indicators": {
        "name": "公有建築用電量",
        "unit": "kWh",
        "direction": "down",
        "baseline_year": 2020,
        "frequency": "每年",
        "level": "local",
        "origin": "plan",
    },
    "annual_targets": {
        "name": "公有建築用電量 2025",
        "indicator": "公有建築用電量",
        "year": 2025,
        "target": 1000,
        "origin": "plan",
    },
    "sdg_goals": {"name": "氣候行動", "code": "13", "origin": "framework"},
    "sdg_targets": {"name": "納入氣候政策", "code": "13.2", "goal": "氣候行動", "origin": "framework"},
    "responsibilities": {
        "who": "範例市環境局",
        "role": "主辦",
        "on": "公有建築節能",
        "origin": "plan",
        "source": "範例市氣候行動計畫",
        "locator": "第三章",
        "quote": "由環境局主辦",
    },
    "changes": {
        "change": "rename",
        "from": "範例市環境保護局",
        "to": "範例市環境局",
        "valid_from": "2024-01-01",
        "act": "範例市政府組織自治條例",
        "article": "6",
        "origin": "law",
        "source": "範例市政府組織自治條例",
    },
    "links": {
        "from": "公有建築節能",
        "type": "MEASURED_BY",
        "to": "公有建築用電量",
        "origin": "editorial",
        "note": "範例：兩者同為公有建築用電",
    },
}
"""Table name to column name to value."""


def example(table: Table) -> dict[str, Any]:
    """The worked row of a table, by column name; of a kind that has none, a row that bears the kind's own name.

    The row is marked as an example, so a load passes it over.
    """
    return _WORKED.get(table.name) or {"name": table.zh, "name_en": table.en, "origin": "editorial"}
