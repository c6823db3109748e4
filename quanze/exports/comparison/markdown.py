"""A comparison as Markdown: a table for each sheet; what is gone is struck through, what came is bold."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.changes.comparison import Comparison
from quanze.exports.comparison.marking import COME, GONE
from quanze.exports.comparison.sheets import Cell, Sheet, headline, notes, sheets
from quanze.exports.markdown_text import aligned_table, escape

_SIGNS = {GONE: "~~", COME: "**"}


def markdown(comparison: Comparison, lang: str) -> str:
    """The whole comparison."""
    return document(headline(comparison, lang), notes(comparison, lang), sheets(comparison, lang))


def document(title: str, remarks: Sequence[str], found: Sequence[Sheet]) -> str:
    """Sheets as one text, with notes above them."""
    parts = [f"# {escape(title)}", *(escape(n) for n in remarks)]
    for sheet in found:
        lines = [[escape(h) for h in sheet.heads], *([_cell(c) for c in row] for row in sheet.rows)]
        parts.append("\n".join((f"## {escape(sheet.title)}", "", *aligned_table(lines))))
    return "\n\n".join(parts) + "\n"


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return str(cell)
    return "".join(_run(run.text, _SIGNS.get(run.mark, "")) for run in cell)


def _run(text: str, sign: str) -> str:
    """A run with its sign; the spaces at its ends stay outside, for a sign beside a space marks nothing."""
    inner = text.strip()
    if not sign or not inner:
        return escape(text)
    at = text.index(inner)
    return f"{text[:at]}{sign}{escape(inner)}{sign}{text[at + len(inner) :]}"
