"""A reorganization for programs: JSON with everything, CSV with a line for each duty that moves."""

from __future__ import annotations

from typing import Any

from quanze.changes.reorganization import Reorganization
from quanze.exports.answers.cells import number_or_text
from quanze.exports.csv_text import csv_text
from quanze.exports.json_text import json_text
from quanze.schema.rows import DutyMove

PARTS = (
    *("title", "day", "loaded", "changes", "bodies", "duties", "untaken", "vacant_seats", "single_points", "conveners"),
    *("letters", "former_names", "other_gaps", "closed_gaps"),
)


def reorganization_json(found: Reorganization) -> str:
    """Everything that was found, with codes for words."""
    return json_text({part: getattr(found, part) for part in PARTS})


def duties_csv(found: Reorganization) -> str:
    """A line for each duty whose holders change; the keys as heads, several bodies by their ids."""
    columns = list(DutyMove.__annotations__)
    lines = ([_cell(row[c]) for c in columns] for row in found.duties)  # type: ignore[literal-required]
    return csv_text([columns, *lines])


def _cell(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(party["id"] for party in value)
    return number_or_text(value)
