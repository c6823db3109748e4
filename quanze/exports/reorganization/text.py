"""A reorganization as plain text: notes, then a table for each sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.exports.answers.text import ROOM
from quanze.exports.comparison.text import sheet_text
from quanze.exports.reorganization.sheets import headline, notes, sheets

if TYPE_CHECKING:
    from quanze.exports.reorganization_document import ReorganizationDocument


def plain_text(found: ReorganizationDocument, lang: str, *, room: int = ROOM) -> str:
    """The whole reorganization, its tables at most ``room`` columns wide."""
    tables = [f"■ {sheet.title}\n{sheet_text(sheet, room)}" for sheet in sheets(found, lang)]
    return "\n\n".join((headline(found, lang), *tables, *notes(found, lang))) + "\n"
