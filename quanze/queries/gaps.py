"""What a plan leaves open: nobody leads, nobody reviews, nothing measures, a target is missed, a seat is vacant.

Who leads and who reviews is what ``quanze.queries.responsibility`` says; the other gaps are queries of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from quanze.queries import catalogue
from quanze.queries.catalogue import Reader, Row
from quanze.queries.phrases import joined
from quanze.queries.responsibility import Mark, coordinators, standings, whole

LEVELS = ("error", "warning", "notice")
"""From grave to slight."""


class Gap(NamedTuple):
    """One kind of gap: its code, level and sentence, and how it is found.

    ``query`` is a query of the catalogue that finds it; else it is in every record of ``kind`` whose ``Mark`` is ``open``.
    """

    code: str
    level: str
    zh: str
    en: str
    query: str = ""
    kind: str = ""
    open: Callable[[Mark], bool] = bool


def _unled(mark: Mark) -> bool:
    return not mark & (Mark.LED | Mark.COORDINATED | Mark.OWN_DUTY)


def _only_coordinated(mark: Mark) -> bool:
    return Mark.COORDINATED in mark and not mark & (Mark.LED | Mark.OWN_DUTY)


def _only_classed(mark: Mark) -> bool:
    return Mark.CLASSED in mark and Mark.SUPPORTED not in mark


def _unreviewed(mark: Mark) -> bool:
    return Mark.REVIEWED not in mark


LED_THROUGH_GROUP = "task-led-through-group"
GAPS = {
    gap.code: gap
    for gap in (
        Gap("subgroup-no-lead", "error", "小組沒有召集單位", "nobody convenes the subgroup", kind="Subgroup", open=_unled),
        Gap("task-no-lead", "error", "任務沒有主辦機關", "no agency leads the task", kind="Task", open=_unled),
        Gap("seat-vacant", "error", "席位出缺或任期已滿", "the seat is vacant or its term has ended", "gap_seat_vacant"),
        Gap("target-missed", "error", "未達年度目標", "the annual target was missed", "gap_target_missed"),
        Gap(
            LED_THROUGH_GROUP,
            "warning",
            "未載明主辦機關，僅由所屬小組的召集機關協調",
            "no agency of its own leads the task; only the convener of its group coordinates it",
            kind="Task",
            open=_only_coordinated,
        ),
        Gap(
            "task-class-only",
            "warning",
            "僅由一類機關承擔，無特定機關負責",
            "only a class of agencies is named; no one in particular answers",
            kind="Task",
            open=_only_classed,
        ),
        Gap(
            "indicator-no-lead",
            "warning",
            "指標沒有負責機關",
            "no agency is responsible for the indicator",
            kind="Indicator",
            open=_unled,
        ),
        Gap(
            "indicator-no-reviewer",
            "warning",
            "無人檢討指標成果",
            "nobody reviews the indicator's results",
            kind="Indicator",
            open=_unreviewed,
        ),
        Gap("task-no-indicator", "warning", "任務沒有指標衡量", "no indicator measures the task", "gap_task_no_indicator"),
        Gap(
            "target-no-result",
            "notice",
            "已過年度而沒有實績",
            "the year has passed and no result is recorded",
            "gap_target_no_result",
        ),
    )
}
"""Every kind of gap by its code, in the order in which they are looked for."""
_LEVEL = {level: n for n, level in enumerate(LEVELS)}


def gaps(reader: Reader, *, dataset: str = "", as_of: str = "", today: date | None = None) -> list[Row]:
    """Findings about the plan itself, gravest first.

    ``as_of`` (ISO) leaves out roles that do not hold on that day; ``today`` is the day on which terms end and years have passed.
    Rows: level, gap, id, kind, name, name_en, message_zh, message_en, agencies (those to ask: id, name, name_en), dataset,
    origin, source, locator, quote.
    """
    today = today or date.today()
    given: dict[str, dict[str, Any]] = {
        "gap_seat_vacant": {"today": today.isoformat()},
        "gap_target_no_result": {"year": today.year},
    }
    marks = standings(whole(reader, as_of=as_of))
    kinds = tuple(dict.fromkeys(gap.kind for gap in GAPS.values() if gap.kind))
    # The UN's own indicators are led by its custodians; a city answers for its own.
    records = [r for r in catalogue.run(reader, "records_cited", kinds=kinds) if r["level"] != "global"]
    found: list[tuple[Gap, Row]] = []
    for gap in GAPS.values():
        rows = catalogue.run(reader, gap.query, given.get(gap.query, {})) if gap.query else records
        found += [
            (gap, row)
            for row in rows
            if (gap.query or (row["kind"] == gap.kind and gap.open(marks.get(row["id"], Mark(0)))))
            and not (dataset and row["dataset"] != dataset)
        ]
    asked = coordinators(reader, [row["id"] for gap, row in found if gap.code == LED_THROUGH_GROUP], as_of=as_of)
    return sorted(
        (_row(gap, row, asked.get(row["id"], []) if gap.code == LED_THROUGH_GROUP else []) for gap, row in found),
        key=lambda r: (_LEVEL[r["level"]], r["gap"], r["id"]),
    )


def _row(gap: Gap, row: Row, agencies: list[Row]) -> Row:
    zh, en = _figures(row)
    if agencies:
        names = joined((a["name"], a["name_en"] or a["name"]) for a in agencies)
        zh, en = f"（{names[0]}）", f" ({names[1]})"
    return {
        "level": gap.level,
        "gap": gap.code,
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "name_en": row["name_en"] or "",
        "message_zh": f"「{row['name']}」{gap.zh}{zh}",
        "message_en": f"“{row['name_en'] or row['name']}”: {gap.en}{en}",
        "agencies": agencies,
        "dataset": row["dataset"],
        "origin": row["origin"],
        "source": row["source"] or "",
        "locator": row["locator"] or "",
        "quote": row["quote"] or "",
    }


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
