"""The facts of the UN's tier sheet of 2022-11-30 without its sentences, and a workbook in the sheet's form made of
them.

``tier_sheet.csv`` has a line for each line of the sheet: codes, tier, and the agencies' cells as they are published.
Goals, targets and indicators have sentences of our own in the workbook.
"""

from __future__ import annotations

import csv
from pathlib import Path

import xlsxwriter

EDITION = "2022-11-30"
_FACTS = Path(__file__).with_name("tier_sheet.csv")
_TITLE = ["", "Tier Classification Sheet (as of 30 November 2022)"]
_HEADS = (
    "UNSD Indicator Code^",
    "Target",
    "Indicator",
    "Initial Proposed Tier (by Secretariat)",
    "Custodian Agency(ies)",
    "Partner Agency(ies)",
    "Tier Classification ",
    "Notes\n(explanation)",
)


def facts() -> list[dict[str, str]]:
    """The lines of the sheet; a target without an indicator has its own code alone."""
    with _FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rebuilt(path: Path) -> Path:
    """A workbook of the facts, in the form the UN publishes them."""
    lines: list[list[str]] = [_TITLE, list(_HEADS)]
    goal = target = ""
    for fact in facts():
        if fact["target"].split(".")[0] != goal:
            goal = fact["target"].split(".")[0]
            lines.append(["", f"Goal {goal}. Keep matter {goal} well"])
        stated = "" if fact["target"] == target else f"{fact['target']} Tend matter {fact['target']}"
        target = fact["target"]
        measured = fact["indicator"] and f"{fact['indicator']} Share of {fact['code']}"
        lines.append(
            [fact["code"], stated, measured, "", fact["custodian"], fact["partner"], fact["tier"], fact["repeats"]]
        )
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Updated Tier classification")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return path
