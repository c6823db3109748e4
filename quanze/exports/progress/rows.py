"""Progress for programs: JSON with everything, CSV with a line for each indicator."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from quanze.exports.answers.cells import number_or_text
from quanze.exports.csv_text import csv_text
from quanze.exports.json_text import json_text
from quanze.locale import CHINESE, Message
from quanze.schema.progress_report import ProgressReport
from quanze.schema.rows import IndicatorProgress, Row

COLUMNS = (
    *("indicator", "name", "name_en", "dataset", "unit", "direction", "year", "target", "result", "result_year"),
    *(
        "provisional",
        "verdict",
        "basis",
        "short",
        "ratio",
        "trend",
        "leads",
        "helps",
        "coordinators",
        "groups",
        "tasks",
    ),
    *("baseline_year", "baseline_value", "rule_zh", "rule_en"),
)
"""The columns of the CSV."""
_NUMBERS = (float, int)


def progress_json(found: ProgressReport) -> str:
    """The indicators, the tables of verdicts, the method and the numbers of its rules."""
    return json_text(
        {
            "year": found.year,
            "day": found.day,
            "method": found.method,
            "rules": found.rules._asdict(),
            "about": found.about,
            "global_indicators": found.global_indicators,
            "counts": found.counts(),
            "by_agency": found.by_agency(),
            "by_group": found.by_group(),
            "indicators": [_both_languages(row) for row in found.rows],
            "history": [_both_languages(row) for row in found.history],
        }
    )


def progress_csv(found: ProgressReport) -> str:
    """A line for each indicator, or for each year of the one that was asked about; several agencies by their ids."""
    return csv_text([list(COLUMNS), *map(_line, found.history or found.rows)])


_of_row = itemgetter(*COLUMNS[:-2])


def _line(row: IndicatorProgress) -> list[str | int | float]:
    line = [value if type(value) in _NUMBERS else _cell(value) for value in _of_row(row)]
    line += map(number_or_text, _rule(row["rule"]).values())
    return line


def _both_languages(row: IndicatorProgress) -> Row:
    kept: Row = {key: value for key, value in row.items() if key != "rule"}
    return {**kept, **_rule(row["rule"])}


def _rule(said: Message) -> dict[str, str]:
    return {"rule_zh": said.in_language(CHINESE), "rule_en": str(said)}


def _cell(value: Any) -> str | int | float:
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is list:
        return "; ".join(party["id"] for party in value)
    return number_or_text(value)
