"""A comparison as plain text: how many changes of each type, then the sentences by part."""

from __future__ import annotations

from quanze.changes.comparison import Comparison
from quanze.changes.plan_changes import PARTS
from quanze.exports.answers.answer import Table
from quanze.exports.answers.cells import plain
from quanze.exports.answers.text import ROOM, table_text
from quanze.exports.comparison.sheets import (
    TITLES,
    Cell,
    Sheet,
    agency_sheet,
    headline,
    notes,
    sentence,
    states,
    summary_sheet,
    unsure_sheet,
    word,
)
from quanze.locale import message


def plain_text(comparison: Comparison, lang: str, *, room: int = ROOM, options: bool = True) -> str:
    """The whole comparison, its tables at most ``room`` columns wide; ``options`` as for ``notes``."""
    parts, rows = [headline(comparison, lang)], comparison.listed()
    if rows:
        parts.append(sheet_text(summary_sheet(comparison, lang), room))
    for part, title in PARTS.items():
        lines = [
            f"  · {plain(sentence(r, lang))}"
            for r in rows
            if r["part"] == part and not r["unsure"] and r["change"] != "wording"
        ]
        if lines:
            parts.append("\n".join((f"■ {word(title, lang)}", *lines)))
    worded = [r for r in comparison.of(("wording",)) if not r["unsure"]]
    if worded:
        lines = []
        for row in worded:
            lines.append(f"  · {plain(sentence(row, lang))}")
            lines += [f"    {sign} {text}" for sign, text in zip("-+", states(row, lang), strict=True) if text]
        parts.append("\n".join((f"■ {word(TITLES['wording'], lang)}", *lines)))
    for own in (agency_sheet(comparison.agencies, lang), unsure_sheet(comparison.unsure, lang)):
        if own.rows:
            parts.append(f"■ {own.title}\n{sheet_text(own, room)}")
    for title, hanging in (
        (message("Changes only if the unsure pairs are different records"), [r for r in rows if r["unsure"]]),
        (message("Changes if the unsure pairs are the same records"), comparison.listed_if_same()),
    ):
        lines = [f"  ? {plain(sentence(r, lang))}" for r in hanging]
        if lines:
            parts.append("\n".join((f"■ {title.in_language(lang)}", *lines)))
    if_same = agency_sheet(comparison.agencies_if_same, lang, "by_agency_if_same")
    if if_same.rows:
        parts.append(f"■ {if_same.title}\n{sheet_text(if_same, room)}")
    return "\n\n".join((*parts, *notes(comparison, lang, options=options))) + "\n"


def sheet_text(sheet: Sheet, room: int) -> str:
    """A sheet as a table at most ``room`` columns wide."""
    columns = {str(i): head for i, head in enumerate(sheet.heads)}
    rows = [{str(i): _cell(cell) for i, cell in enumerate(row)} for row in sheet.rows]
    return table_text(Table(rows, columns), room=room)


def _cell(cell: Cell) -> int | str:
    return cell if isinstance(cell, int) else "".join(run.text for run in cell)
