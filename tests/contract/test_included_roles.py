"""A partner whom a change makes lead the same thing leads it, and is no partner beside that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.api import Graph
from quanze.graph.engine import Engine
from tests.sets import write_yaml

PLAN = {"origin": "plan", "source": "計畫"}


def _plan(path: Path) -> Path:
    roles = {
        "併": {"主辦": "甲", "協辦": "乙"},
        "移": {"主辦": "丙", "協辦": "丁"},
        "兼": {"主辦": "戊", "協辦": "戊"},
        "審": {"主辦": "甲", "審議": "乙"},
        "二": {"協辦": "甲;乙"},
        "協審": {"協辦": "甲", "審議": "乙"},
    }
    said = [
        {"who": who, "role": role, "on": task, **PLAN}
        for task, own in roles.items()
        for role, named in own.items()
        for who in named.split(";")
    ]
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": [{"id": "計畫", "name": "計畫", "kind": "plan", **PLAN}],
        "agencies": [{"id": name, "name": name, "kind": "bureau", **PLAN} for name in "甲乙丙丁戊新"],
        "tasks": [{"id": name, "name": name, **PLAN} for name in roles],
        "indicators": [{"id": name, "name": name, "unit": "件", **PLAN} for name in "數共"],
        "links": [
            {"from": task, "type": "MEASURED_BY", "to": indicator, **PLAN}
            for task, indicator in (("併", "數"), ("審", "共"), ("二", "共"))
        ],
        "responsibilities": said,
        "changes": [
            {"change": "merge", "from": "甲;乙", "to": "新", "valid_from": "2030-01-01", **PLAN},
            {"change": "transfer", "from": "丙", "to": "丁", "moves": "移", "valid_from": "2030-01-01", **PLAN},
        ],
    }
    return write_yaml(path, tables, {"id": "t", "name": "測試"})


def test_a_partner_that_leads_by_a_change_is_no_partner_beside_that(engine: Engine, tmp_path: Path) -> None:
    graph = Graph(engine, "drawn")
    graph.load(_plan(tmp_path / "plan.yaml"))

    def included(day: str) -> set[tuple[str, str]]:
        asked = [row for item in (*"併移兼審二數共", "協審") for row in graph.who(item, as_of=day)]
        held = [row for name in "甲乙丙丁戊新" for row in graph.agency(name, as_of=day)]
        found = [
            {(row["agency"], row["item"], row["role"]) for row in rows if row.get("included")} for rows in (asked, held)
        ]
        assert found[0] == found[1], "whichever way it is asked"
        assert {role for *_, role in found[0]} <= {"CO_ORGANIZES"}
        return {(agency, item) for agency, item, _ in found[0]}

    assert included("2029-12-31") == set(), "what the source itself says of one body stays as it says it"
    assert included("2030-01-01") == {("新", "併"), ("新", "數"), ("丁", "移")}, (
        "of 共 it is no partner in what it leads"
    )
    assert included("") == {("新", "併"), ("新", "數")}, "of all days one was a partner before it led"
    matrix = graph.matrix(as_of="2030-06-01")
    marks = {
        (matrix.rows[row].id, matrix.columns[column].id): [mark.role for mark in cell]
        for (row, column), cell in matrix.cells.items()
    }
    assert marks["併", "新"] == marks["移", "丁"] == ["CONVENES"]
    assert marks["兼", "戊"] == ["CONVENES", "CO_ORGANIZES"] and marks["審", "新"] == ["CONVENES", "REVIEWS"]
    assert marks["二", "新"] == ["CO_ORGANIZES"] and marks["協審", "新"] == ["CO_ORGANIZES", "REVIEWS"]
    noted = {one.row["role"] for cell in matrix.cells.values() for mark in cell[:1] for one in mark.held}
    assert noted == {"CONVENES", "CO_ORGANIZES"}, "the cell cites what its lead includes"
    work = {row["agency"]: row for row in graph.workload(scope="all", as_of="2030-06-01")}
    assert (work["新"]["convenes"], work["新"]["co_organizes"]) == (2, 2)
    assert (work["丁"]["convenes"], work["丁"]["co_organizes"]) == (1, 0)
