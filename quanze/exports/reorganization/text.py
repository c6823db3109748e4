"""A reorganization as plain text: notes, then a table for each sheet."""

from __future__ import annotations

from quanze.changes.reorganization import Reorganization
from quanze.exports.answers.text import ROOM
from quanze.exports.comparison.text import sheet_text
from quanze.exports.reorganization.sheets import Matrices, headline, notes, sheets


def plain_text(found: Reorganization, matrices: Matrices, lang: str, *, room: int = ROOM) -> str:
    """The whole reorganization, its tables at most ``room`` columns wide."""
    tables = [f"■ {sheet.title}\n{sheet_text(sheet, room)}" for sheet in sheets(found, matrices, lang)]
    return "\n\n".join((headline(found, lang), *tables, *notes(found, matrices, lang))) + "\n"
