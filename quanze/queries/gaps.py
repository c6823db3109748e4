"""What a plan leaves open: nobody leads, nobody reviews, nothing measures, a target is missed, a seat is vacant.

Who leads and who reviews is what ``quanze.queries.responsibility`` says; the other gaps are queries of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from quanze.collector import collector_paused
from quanze.graph.engine import Reader
from quanze.locale import Message, message
from quanze.queries import statements
from quanze.queries.responsibility import Mark, coordinators, standings, whole
from quanze.schema.naming import Name
from quanze.schema.rows import NamedAgency, PlanGap, Row

LEVELS = ("error", "warning", "notice")
"""From grave to slight."""


class Gap(NamedTuple):
    """One kind of gap: its code, level and sentence, and how it is found.

    ``query`` is a query of the catalogue that finds it; else it is in every record of ``kind`` whose ``Mark`` is
    ``open``.
    """

    code: str
    level: str
    sentence: Message
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
        Gap("subgroup-no-lead", "error", message("nobody convenes the subgroup"), kind="Subgroup", open=_unled),
        Gap("task-no-lead", "error", message("no agency leads the task"), kind="Task", open=_unled),
        Gap("seat-vacant", "error", message("the seat is vacant or its term has ended"), "gap_seat_vacant"),
        Gap("target-missed", "error", message("the annual target was missed"), "gap_target_missed"),
        Gap(
            LED_THROUGH_GROUP,
            "warning",
            message("no agency of its own leads the task; only the convener of its group coordinates it"),
            kind="Task",
            open=_only_coordinated,
        ),
        Gap(
            "task-class-only",
            "warning",
            message("only a class of agencies is named; no one in particular answers"),
            kind="Task",
            open=_only_classed,
        ),
        Gap(
            "indicator-no-lead",
            "warning",
            message("no agency is responsible for the indicator"),
            kind="Indicator",
            open=_unled,
        ),
        Gap(
            "indicator-no-reviewer",
            "warning",
            message("nobody reviews the indicator's results"),
            kind="Indicator",
            open=_unreviewed,
        ),
        Gap("task-no-indicator", "warning", message("no indicator measures the task"), "gap_task_no_indicator"),
        Gap(
            "target-no-result",
            "notice",
            message("the year has passed and no result is recorded"),
            "gap_target_no_result",
        ),
    )
}
"""Every kind of gap by its code, in the order in which they are looked for."""
_LEVEL = {level: n for n, level in enumerate(LEVELS)}


@collector_paused()
def gaps(reader: Reader, *, dataset: str = "", as_of: str = "", today: date | None = None) -> list[PlanGap]:
    """Findings about the plan itself, gravest first.

    ``as_of`` (ISO) leaves out roles that do not hold on that day; ``today`` is the day on which terms end and years
    have passed.
    """
    today = today or date.today()
    given: dict[str, dict[str, Any]] = {
        "gap_seat_vacant": {"today": today.isoformat()},
        "gap_target_no_result": {"year": today.year},
    }
    marks = standings(whole(reader, as_of=as_of))
    kinds = tuple(dict.fromkeys(gap.kind for gap in GAPS.values() if gap.kind))
    # The UN's own indicators are led by its custodians; a city answers for its own.
    records = [r for r in statements.run(reader, "records_cited", kinds=kinds) if r["level"] != "global"]
    found: list[tuple[Gap, Row]] = []
    for gap in GAPS.values():
        rows = statements.run(reader, gap.query, given.get(gap.query, {})) if gap.query else records
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


def _row(gap: Gap, row: Row, agencies: list[NamedAgency]) -> PlanGap:
    detail = _detail(row, agencies)
    values = {"name": Name(row), "what": gap.sentence}
    told = (
        message("“{name}”: {what} ({detail})", detail=detail, **values)
        if detail
        else message("“{name}”: {what}", **values)
    )
    return {
        "level": gap.level,
        "gap": gap.code,
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "name_en": row["name_en"] or "",
        "message_zh": told.in_language("zh-TW"),
        "message_en": told,
        "agencies": agencies,
        "dataset": row["dataset"],
        "origin": row["origin"],
        "source": row["source"] or "",
        "locator": row["locator"] or "",
        "quote": row["quote"] or "",
    }


def _detail(row: Row, agencies: list[NamedAgency]) -> Message | None:
    """What is known beside the gap: figures, the end of a term, or whom to ask."""
    if agencies:
        return message("{names}", names=[Name(a) for a in agencies])
    if "result" in row:
        return message(
            "{year}: target {target}, result {result}", year=row["year"], target=row["target"], result=row["result"]
        )
    if row.get("holder_to"):
        return message("term ended {date}", date=row["holder_to"])
    return message("{year}", year=row["year"]) if "year" in row else None
