"""Rows of an invented city, in the shape the catalogue gives: the city of 示例市 does not exist."""

from __future__ import annotations

from typing import Any

from quanze.exports.matrix_document import MatrixDocument
from quanze.exports.matrix_from_rows import build_matrix
from quanze.schema.rows import Row

SOURCE = {
    "origin": "plan",
    "source": "doc",
    "source_name": "示例市減碳計畫",
    "source_name_en": "Sample plan",
    "valid_from": "",
    "valid_to": "",
}
HEADING: Row = {
    "title": "示例市權責矩陣",
    "title_en": "Sample City: responsibilities",
    "as_of": "2025-01-31",
    "db": "/secret/place.kgl",
    "editions": [{"id": "sample", "name": "示例市減碳計畫", "edition": "第 2 版", "date": "2024-12-01"}],
}


def item(id_: str, name: str = "", name_en: str = "", group: str = "g1", group_name: str = "綠能組") -> Row:
    """An item (a task)."""
    return {
        "id": id_,
        "kind": "Task",
        "name": name or f"任務{id_}",
        "name_en": name_en,
        "group": group,
        "group_name": group_name,
        "group_name_en": f"Group {group}",
    }


def agency(id_: str, name: str = "", name_en: str = "", kind: str = "bureau") -> Row:
    """An agency of the city."""
    return {
        "id": id_,
        "name": name or f"{id_}處",
        "name_en": name_en,
        "kind": kind,
        "parent_name": "示例市政府",
        "parent_name_en": "Sample City",
    }


def step(start: str, type_: str, wording: str, end: str, **more: Any) -> Row:
    """One step of a path; names are the ids unless given."""
    return {
        "from": start,
        "from_name": start,
        "from_kind": "Agency",
        "relationship": type_,
        "wording": wording,
        "to": end,
        "to_name": end,
        "to_kind": "Task",
        "locator": "第 3 章",
        "quote": f"由{start}{wording}",
        **SOURCE,
        **more,
    }


def direct(on: Row, by: Row, role: str = "CONVENES", wording: str = "主辦", **more: Any) -> Row:
    """A direct assignment."""
    origin = more.get("origin", "plan")
    way = [step(by["id"], role, wording, on["id"], from_name=by["name"], to_name=on["name"], origin=origin)]
    return {
        **_ends(on, by),
        "role": role,
        "wording": wording,
        "under": "",
        "inherited": False,
        "distance": 0,
        "path": f"{by['name']} {wording} {on['name']}",
        "steps": way,
        "origin": origin,
        "valid_from": "",
        "valid_to": "",
        **more,
    }


def inherited(on: Row, by: Row, role: str = "CO_ORGANIZES", wording: str = "協辦", **more: Any) -> Row:
    """An assignment through the item's group."""
    way = [
        step(by["id"], role, wording, on["group"], from_name=by["name"], to_name=on["group_name"]),
        step(on["group"], "UNDERTAKES", "負責", on["id"], from_name=on["group_name"], to_name=on["name"]),
    ]
    path = f"{by['name']} {wording} {on['group_name']} → 負責 {on['name']}"
    return {
        **_ends(on, by),
        "role": role,
        "wording": wording,
        "under": "",
        "inherited": True,
        "distance": 1,
        "path": path,
        "steps": way,
        "origin": "plan",
        "valid_from": "",
        "valid_to": "",
        **more,
    }


def _ends(on: Row, by: Row) -> Row:
    return {
        "item": on["id"],
        **{f"item_{k}": on[k] for k in ("kind", "name", "name_en", "group", "group_name", "group_name_en")},
        "agency": by["id"],
        **{f"agency_{k}": by[k] for k in ("name", "name_en", "kind", "parent_name", "parent_name_en")},
    }


SOLAR = item("solar", "屋頂光電推廣", "Promote rooftop solar")
AUDIT = item("audit", "用電稽核", "Audit electricity use")
FLOOD = item("flood", "滯洪池興建", "Build retention ponds", "g2", "調適組")
NOBODY = item("nobody", "綠領培訓", "Train green workers", "g2", "調適組")
ENERGY = agency("energy", "能源處", "Energy Department")
WORKS = agency("works", "工務處", "Works Department")
DISTRICT = agency("district", "東區公所", "East District Office", "office")
IDLE = agency("idle", "文化處", "Culture Department")
ITEMS, AGENCIES = [SOLAR, FLOOD, AUDIT, NOBODY], [DISTRICT, ENERGY, WORKS, IDLE]
ASSIGNMENTS = [
    direct(SOLAR, ENERGY, wording="主政"),
    inherited(SOLAR, ENERGY, "CONVENES", "召集"),
    inherited(SOLAR, WORKS),
    direct(SOLAR, WORKS, "REVIEWS", "督導", origin="editorial"),
    direct(AUDIT, ENERGY, "CO_ORGANIZES", "會辦"),
    direct(AUDIT, ENERGY, "REVIEWS", "管考"),
    inherited(AUDIT, DISTRICT),
    direct(FLOOD, WORKS, valid_from="2024-01-01", valid_to="2025"),
]


def sample(**more: Any) -> MatrixDocument:
    """The matrix of the invented city."""
    return build_matrix(ITEMS, AGENCIES, ASSIGNMENTS, heading=HEADING, **more)
