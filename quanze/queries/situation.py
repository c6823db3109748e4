"""The situation of a graph on a day, by which a reorganization is compared, and the changes that data sets plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quanze.changes.reorganization import FORMER, GAPS, OTHER, UNTAKEN, VACANT, Situation
from quanze.graph.engine import Reader
from quanze.graph.records import datasets
from quanze.locale import message
from quanze.queries import statements
from quanze.queries.dependencies import analyse
from quanze.queries.gaps import (
    DUTY_LOST,
    DUTY_UNSETTLED,
    FORMER_NAME,
    LED_THROUGH_GROUP,
    ROLE_UNSETTLED,
    SEAT_VACANT,
    gaps,
)
from quanze.queries.holdings import holdings
from quanze.queries.matrix_rows import matrix_rows
from quanze.queries.parameters import last_day
from quanze.queries.responsibility import document_names
from quanze.schema.naming import named
from quanze.schema.relationships import ENDED_BY, ENDING, PART
from quanze.schema.ways import BODIES

if TYPE_CHECKING:
    from quanze.schema.rows import NamedAgency, PlanGap, PlannedChange, Row

ALONE = "single-point"
MATRICES = ("tasks", "subgroups", "indicators")
"""The matrices that are compared."""
_UNLED = ("subgroup-no-lead", "task-no-lead", "indicator-no-lead", "task-class-only", LED_THROUGH_GROUP)
_PART_OF_GAP = {
    **dict.fromkeys((DUTY_LOST, DUTY_UNSETTLED, ROLE_UNSETTLED, *_UNLED), UNTAKEN),
    SEAT_VACANT: VACANT,
    FORMER_NAME: FORMER,
}


def situation(reader: Reader, day: str) -> Situation:
    """The situation of a graph on a day (ISO)."""
    found: dict[str, list[PlanGap]] = {part: [] for part in GAPS}
    for gap in gaps(reader, as_of=day, today=last_day(day)):
        found[_PART_OF_GAP.get(gap["gap"], OTHER)].append(gap)
    return Situation(
        day,
        holdings(reader, day),
        found,
        [f for f in analyse(reader, scope="all", as_of=day, show=(ALONE,)) if f["finding"] == ALONE],
        {rows: matrix_rows(reader, rows=rows, as_of=day) for rows in MATRICES},
    )


def planned(reader: Reader, datasets: Sequence[str]) -> list[PlannedChange]:
    """The changes that some data sets state, in order of time; one row for what changes together."""
    rows = [row for row in statements.run(reader, "changes") if row["dataset"] in datasets]
    moved = sorted({id_ for row in rows for id_ in row["moves"] or ()})
    names = {row["id"]: row for row in statements.run(reader, "records_by_id", {"ids": moved})} if moved else {}
    for row in rows:
        if row["type"] == ENDED_BY.type:
            row["act"] = row["to"]
    acts = document_names(reader, {row["act"] for row in rows if row["act"]})
    found: dict[tuple[Any, ...], PlannedChange] = {}
    for row in rows:
        ends = row["type"] == ENDED_BY.type
        before = _ref(row["from"] if ends else row["to"], row, "from" if ends else "to")
        after = [] if ends else [_ref(row["from"], row, "from")]
        act = acts.get(row["act"] or "", {})
        change: PlannedChange = {
            "change": ENDING[0] if ends else row["change"] or "",
            "before": [before],
            "after": after,
            "part": row["extent"] == PART,
            "moves": [_item(names[m]) if m in names else m for m in row["moves"] or ()],
            "date": row["valid_from"] or "",
            "act": row["act"] or "",
            "act_name": act.get("name") or "",
            "act_name_en": act.get("name_en") or "",
            "article": row["article"] or "",
        }
        key: tuple[Any, ...] = (row["valid_from"], change["change"], change["part"], *(a["id"] for a in after))
        key += (row["act"], row["article"], tuple(row["moves"] or ()), before["id"] if ends else "")
        if key in found:
            found[key]["before"].append(before)
        else:
            found[key] = change
    return sorted(found.values(), key=lambda c: (c["date"], c["before"][0]["id"], [a["id"] for a in c["after"]]))


def _ref(id_: str, row: Row, end: str) -> NamedAgency:
    return {"id": id_, "name": row[f"{end}_name"], "name_en": row[f"{end}_name_en"] or ""}


def _item(row: Mapping[str, Any]) -> NamedAgency:
    return {"id": row["id"], "name": row["name"], "name_en": row["name_en"] or ""}


PLANNED = "reorganization"
"""The id that a sheet of planned changes proposes for its data set, with a number where one has it already."""


def names_offered(reader: Reader, lang: str) -> tuple[Row, dict[str, list[str]]]:
    """What an empty sheet of planned changes says of its data set, and the names that its columns offer.

    Those of the plans (data sets with groups or councils), or of all data sets where there is none.
    """
    rows = statements.run(reader, "records")
    plans = sorted({row["dataset"] for row in rows if row["kind"] in BODIES})
    known = [row for row in rows if not plans or row["dataset"] in plans]

    def names(kinds: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(named(row, lang) for kind in kinds for row in known if row["kind"] == kind))

    bodies = names(("Agency", "Council"))
    taken = {row["id"] for row in datasets(reader)}
    free = next(id_ for n in range(1, len(taken) + 2) if (id_ := PLANNED if n == 1 else f"{PLANNED}-{n}") not in taken)
    described = {"id": free, "name": message("Planned changes of bodies").in_language(lang), "requires": plans}
    return described, {"from": bodies, "to": bodies, "parent": bodies, "moves": names(("Task", "Subgroup", "Member"))}
