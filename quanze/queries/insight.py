"""What follows from the rows of the catalogue: coverage by goal, pairs of agencies, gaps, one record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from quanze.errors import QueryError
from quanze.queries import catalogue
from quanze.queries.catalogue import Reader, Row
from quanze.queries.names import named
from quanze.schema import KIND, ORIGINS, RELATIONSHIP, stored_properties

GAPS: dict[str, tuple[str, str, str]] = {
    "gap_subgroup_no_lead": ("error", "小組沒有召集單位", "nobody convenes the subgroup"),
    "gap_task_no_lead": ("error", "任務沒有主辦機關", "no agency leads the task"),
    "gap_seat_vacant": ("error", "席位出缺或任期已滿", "the seat is vacant or its term has ended"),
    "gap_target_missed": ("error", "未達年度目標", "the annual target was missed"),
    "gap_task_class_only": (
        "warning",
        "僅由一類機關承擔，無特定機關負責",
        "only a class of agencies is named; no one in particular answers",
    ),
    "gap_indicator_no_lead": ("warning", "指標沒有負責機關", "no agency is responsible for the indicator"),
    "gap_indicator_no_reviewer": ("warning", "無人檢討指標成果", "nobody reviews the indicator's results"),
    "gap_task_no_indicator": ("warning", "任務沒有指標衡量", "no indicator measures the task"),
    "gap_target_no_result": ("notice", "已過年度而沒有實績", "the year has passed and no result is recorded"),
}
"""Gap queries with level and sentence. Levels from grave to slight: error, warning, notice."""
LEVELS = ("error", "warning", "notice")
COVERAGE_BY = ("goal", "target")
"""What SDG coverage may be counted by."""


def gaps(reader: Reader, *, dataset: str = "", today: date | None = None) -> list[Row]:
    """Findings about the plan itself, gravest first.

    Rows: level, gap, id, kind, name, name_en, message_zh, message_en, dataset, origin, source, locator, quote.
    """
    today = today or date.today()
    given: dict[str, dict[str, Any]] = {
        "gap_seat_vacant": {"today": today.isoformat()},
        "gap_target_no_result": {"year": today.year},
    }
    found = []
    for query, (level, zh, en) in GAPS.items():
        for row in catalogue.run(reader, query, given.get(query, {})):
            if dataset and row["dataset"] != dataset:
                continue
            figures_zh, figures_en = _figures(row)
            found.append(
                {
                    "level": level,
                    "gap": query.removeprefix("gap_").replace("_", "-"),
                    "id": row["id"],
                    "kind": row["kind"],
                    "name": row["name"],
                    "name_en": row["name_en"] or "",
                    "message_zh": f"「{row['name']}」{zh}{figures_zh}",
                    "message_en": f"“{row['name_en'] or row['name']}”: {en}{figures_en}",
                    "dataset": row["dataset"],
                    "origin": row["origin"],
                    "source": row["source"] or "",
                    "locator": row["locator"] or "",
                    "quote": row["quote"] or "",
                }
            )
    return sorted(found, key=lambda r: (LEVELS.index(r["level"]), r["gap"], r["id"]))


def _figures(row: Row) -> tuple[str, str]:
    if "result" in row:
        return (
            f"（{row['year']} 年目標 {row['target']}，實績 {row['result']}）",
            f" ({row['year']}: target {row['target']}, result {row['result']})",
        )
    if row.get("holder_to"):
        return f"（任期至 {row['holder_to']}）", f" (term ended {row['holder_to']})"
    if "year" in row:
        return f"（{row['year']} 年）", f" ({row['year']})"
    return "", ""


def coverage(reader: Reader, *, by: str = "goal") -> list[Row]:
    """SDG goals or targets in the UN's order, with how many tasks and indicators align to them, nothing counted twice.

    Rows: code, id, name, name_en, tasks, indicators, stated, editorial; by goal also ``targets`` and ``touched``: how many
    targets it has, and to how many of them anything aligns. The UN's own (global) indicators are not counted. ``stated``
    are those that a source aligns, ``editorial`` those that only we do; together they are ``tasks`` and ``indicators``. What a
    source aligns to one target of a goal is stated for the goal, so the targets' figures may add up to more. Raises
    QueryError for a ``by`` that is neither goal nor target.
    """
    if by not in COVERAGE_BY:
        raise QueryError(
            f"Coverage is by goal or by target, not by {by!r}.",
            "Use one of: goal, target.",
            zh=(f"涵蓋情形只依目標或細項目標計，不能依「{by}」。", "請用 goal、target。"),
        )
    rows = catalogue.run(reader, "sdg_coverage")
    if by == "target":
        found = [
            {
                "code": r["target_code"],
                "id": r["target"],
                "name": r["target_name"],
                "name_en": r["target_name_en"] or "",
                "tasks": r["tasks"],
                "indicators": r["indicators"],
                "stated": r["stated"],
                "editorial": r["editorial"],
            }
            for r in rows
        ]
        return sorted(found, key=lambda r: _code_key(r["code"]))
    aligned = catalogue.run(reader, "sdg_goal_coverage")
    touched: dict[str, int] = {}
    targets: dict[str, int] = {}
    for r in rows:
        targets[r["goal"]] = targets.get(r["goal"], 0) + 1
        touched[r["goal"]] = touched.get(r["goal"], 0) + bool(r["tasks"] or r["indicators"])
    found = [
        {
            "code": r["code"],
            "id": r["goal"],
            "name": r["name"],
            "name_en": r["name_en"] or "",
            "tasks": r["tasks"],
            "indicators": r["indicators"],
            "stated": r["stated"],
            "editorial": r["editorial"],
            "targets": targets.get(r["goal"], 0),
            "touched": touched.get(r["goal"], 0),
        }
        for r in aligned
    ]
    return sorted(found, key=lambda r: _code_key(r["code"]))


def _code_key(code: str) -> tuple[tuple[int, str], ...]:
    """Codes in the UN's order: 2 before 10, numbers before letters (13.3 before 13.a)."""
    return tuple((int(p), "") if p.isdigit() else (10_000, p) for p in str(code).split("."))


def dependencies(reader: Reader, *, dataset: str = "", lang: str = "zh-TW") -> list[Row]:
    """Pairs of agencies that share things, most shared first.

    Rows: agency, agency_name, agency_name_en, other, other_name, other_name_en, weight (distinct things shared), shared
    (each: id, name, kind, role, other_role, origin, source, locator, quote and the other side's).
    """
    pairs: dict[tuple[str, str], Row] = {}
    for row in catalogue.run(reader, "dependencies", {"dataset": dataset}):
        pair = pairs.setdefault(
            (row["agency"], row["other"]),
            {
                "agency": row["agency"],
                "agency_name": named(row, lang, "agency_name"),
                "agency_name_en": row["agency_name_en"] or "",
                "other": row["other"],
                "other_name": named(row, lang, "other_name"),
                "other_name_en": row["other_name_en"] or "",
                "weight": 0,
                "shared": [],
            },
        )
        pair["shared"].append(
            {
                "id": row["item"],
                "name": named(row, lang, "item_name"),
                "kind": row["item_kind"],
                **{
                    k: row[k] or ""
                    for k in (
                        "role",
                        "other_role",
                        "origin",
                        "source",
                        "locator",
                        "quote",
                        "other_origin",
                        "other_source",
                        "other_locator",
                        "other_quote",
                    )
                },
            }
        )
    for pair in pairs.values():
        pair["weight"] = len({s["id"] for s in pair["shared"]})
    return sorted(pairs.values(), key=lambda p: (-p["weight"], p["agency"], p["other"]))


def record(reader: Reader, kind: str, id_: str) -> Row:
    """All properties of one record that have a value, with ``kind_of_record`` for its label."""
    names = (*(p.name for p in stored_properties(KIND[kind])), "dataset")
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    rows = reader.read(f"MATCH (n:{kind} {{id: $id}}) RETURN {columns} ORDER BY id", {"id": id_})
    return {"kind_of_record": kind, **{k: v for k, v in rows[0].items() if v is not None}} if rows else {}


def origin_label(code: str, lang: str) -> str:
    """The origin in words."""
    for o in ORIGINS:
        if o.code == code:
            return o.zh if lang != "en" else o.en
    return code


def role_label(type_: str, lang: str) -> str:
    """The role or relationship in words."""
    declared = RELATIONSHIP.get(type_)
    if declared is None:  # somebody else's, in a shared database
        return type_
    return declared.zh if lang != "en" else declared.en


def kinds_named(text: str) -> Sequence[str]:
    """The kind a person means by its label, table or name in either language; empty when none."""
    from quanze.schema.words import fold

    wanted = fold(text)
    return [
        k.label
        for k in KIND.values()
        if wanted in {fold(s) for s in (k.label, k.zh, k.en, k.table, k.table_zh, f"{k.en}s")}
    ]
