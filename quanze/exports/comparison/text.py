"""A comparison as plain text: how many changes of each type, then the sentences by part."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter

from quanze.changes.comparison import Comparison
from quanze.changes.plan_changes import CHANGES, PARTS, PLACE
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
from quanze.schema.rows import PlanChange

_FIRST = 5
"""Changes of each type that are listed where there are many."""


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
            lines += _both(row, lang)
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


def first_text(comparison: Comparison, lang: str, *, room: int = ROOM, to_file: str = "-o") -> str:
    """What a person reads before deciding: how many changes there are, and the first of each type; all where there are
    few, or ``every`` one is asked for. ``to_file`` is how the command writes a file."""
    first = None if comparison.every else comparison.first(_FIRST)
    if first is None:
        return plain_text(comparison, lang, room=room)
    parts = [headline(comparison, lang), sheet_text(summary_sheet(comparison, lang, first), room)]
    more: Counter[tuple[str, str]] = Counter()
    for count in first.counts:
        more[count["part"], count["change"]] += count["count"]
    rows = [row for row in first.rows if row["change"] != PLACE]
    more.subtract((row["part"], row["change"]) for row in rows)
    for part, title in PARTS.items():
        lines = []
        for change, own in groupby((r for r in rows if r["part"] == part), itemgetter("change")):
            for row in own:
                lines.append(f"  {'?' if row['unsure'] else '·'} {plain(sentence(row, lang))}")
                if change == "wording":
                    lines += _both(row, lang)
            if n := more[part, change]:
                left = message("and {n:,} more: {name}", n=n, name=word(CHANGES[change], lang))
                lines.append(f"    {left.in_language(lang)}")
        if lines:
            parts.append("\n".join((f"■ {word(title, lang)}", *lines)))
    pairs = len(first.unsure) - _FIRST
    for sheet, n, more_of in (
        # Some of them only have a role that is stated otherwise.
        (
            agency_sheet(first.agencies, lang, only_counted=True),
            first.more_agencies,
            message("and at most {n:,} more", n=first.more_agencies),
        ),
        (unsure_sheet(first.unsure[:_FIRST], lang), pairs, message("and {n} more", n=pairs)),
    ):
        if sheet.rows:
            parts.append(f"■ {sheet.title}\n{sheet_text(sheet, room)}")
            if n > 0:
                parts[-1] += "\n" + more_of.in_language(lang)
    said = notes(comparison, lang, first=first)
    if any(row["unsure"] for row in rows):
        said.insert(0, message("? marks a change only if the unsure pairs are different records.").in_language(lang))
    total = sum(count["count"] for count in first.counts if count["change"] != PLACE)
    said.append(
        message(
            "{n:,} of {total:,} changes are listed; --all lists every one, and {option} changes.xlsx writes them to a "
            "file.",
            n=len(rows),
            total=total,
            option=to_file,
        ).in_language(lang)
    )
    return "\n\n".join((*parts, *said)) + "\n"


def _both(row: PlanChange, lang: str) -> list[str]:
    """Both texts of a change of wording, a line each."""
    return [f"    {sign} {text}" for sign, text in zip("-+", states(row, lang), strict=True) if text]


def sheet_text(sheet: Sheet, room: int) -> str:
    """A sheet as a table at most ``room`` columns wide."""
    columns = {str(i): head for i, head in enumerate(sheet.heads)}
    rows = [{str(i): _cell(cell) for i, cell in enumerate(row)} for row in sheet.rows]
    return table_text(Table(rows, columns), room=room)


def _cell(cell: Cell) -> int | str:
    return cell if isinstance(cell, int) else "".join(run.text for run in cell)
