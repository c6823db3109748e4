"""A reorganization as plain text: notes, then a table for each sheet."""

from __future__ import annotations

from quanze.changes.reorganization import Reorganization
from quanze.exports.answers.text import ROOM
from quanze.exports.comparison.marking import COME, GONE, Run
from quanze.exports.comparison.sheets import Sheet
from quanze.exports.comparison.text import sheet_text
from quanze.exports.reorganization.sheets import Matrices, headline, notes, sheets

_SIGNS = {GONE: "-", COME: "+"}


def plain_text(found: Reorganization, matrices: Matrices, lang: str, *, room: int = ROOM) -> str:
    """The whole reorganization, its tables at most ``room`` columns wide."""
    shown = map(_signed, sheets(found, matrices, lang))
    tables = [f"■ {sheet.title}\n{sheet_text(sheet, room)}" for sheet in shown]
    return "\n\n".join((headline(found, lang), *tables, *notes(found, matrices, lang, signs=True))) + "\n"


def _signed(sheet: Sheet) -> Sheet:
    """A matrix with signs for what is gone and what has come, which other formats strike through and print bold."""
    if not sheet.key.startswith("matrix-"):
        return sheet
    rows = [
        tuple(cell if isinstance(cell, int) else tuple(map(_with_sign, cell)) for cell in row) for row in sheet.rows
    ]
    return sheet._replace(rows=rows)


def _with_sign(run: Run) -> Run:
    return Run(f"{_SIGNS[run.mark]}{run.text}") if run.mark in _SIGNS else run
