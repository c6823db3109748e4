"""A comparison for programs: JSON with everything, CSV with a line for each change."""

from __future__ import annotations

from typing import Any

from quanze.changes.comparison import Comparison
from quanze.exports.answers.cells import number_or_text
from quanze.exports.csv_text import csv_text
from quanze.exports.json_text import json_text
from quanze.schema.rows import PlanChange


def comparison_json(comparison: Comparison) -> str:
    """Everything that was found, with codes for words."""
    return json_text(
        {
            "before": comparison.before,
            "after": comparison.after,
            "summary": comparison.summary(),
            "counts": [row for change_set in comparison.change_sets for row in change_set.counts()],
            "changes": comparison.rows,
            "agencies": comparison.agencies,
            "unsure": comparison.unsure,
            "if_same": comparison.if_same,
            "agencies_if_same": comparison.agencies_if_same,
            "renumbered": comparison.renumbered,
        }
    )


def comparison_csv(comparison: Comparison) -> str:
    """A line for each change; the keys as heads."""
    columns = list(PlanChange.__annotations__)
    lines = ([_cell(row[c]) for c in columns] for row in comparison.rows)  # type: ignore[literal-required]
    return csv_text([columns, *lines])


def _cell(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_or_text(value)


def pairs_csv(comparison: Comparison) -> str:
    """The unsure pairs as the table of reviewed pairs, to be decided."""
    rows = ([p["before"], p["before_name"], p["after"], p["after_name"], ""] for p in comparison.unsure)
    return csv_text([["before", "before_name", "after", "after_name", "same"], *rows])
