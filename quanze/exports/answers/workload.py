"""How much each agency answers for, as a table: its columns, and what is counted for no agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quanze.locale import Message, message
from quanze.schema import ROLES
from quanze.schema.column_titles import heads
from quanze.schema.seats import led_by_seats_in_words

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow, Row


def workload_columns(rows: Sequence[AnyRow], lang: str) -> dict[str, str]:
    """The columns with their heads; the data set where two plans of one city each have its agencies."""
    names = {(row["agency_name"], row["agency_name_en"]) for row in rows}
    whose = ("dataset",) if len(names) < len(rows) else ()
    roles = (role.type.lower() for role in ROLES)
    return heads(lang, "agency_name", *whose, *roles, "seats", "tasks", "indicators", "sections")


def counted_for_none(leading: Iterable[AnyRow]) -> list[Message]:
    """The sentence on what seats lead, of which no agency has the lead; none where there is no such seat."""
    seats: dict[str, list[Row]] = {}
    for row in leading:
        seats.setdefault(row["item"], []).append({**row})
    return [message("Counted for no agency: {seats}", seats=led_by_seats_in_words(seats))] if seats else []
