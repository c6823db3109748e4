"""An answer of rows as a paper: its tables under a title with the date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quanze.exports.answers.cells import plain
from quanze.exports.papers.paper import Block, Heading, Paper, Paragraph, Table, column_shares, runs
from quanze.locale import message
from quanze.schema.dates import ShownDate

if TYPE_CHECKING:
    from quanze.exports.answers.answer import Answer
    from quanze.exports.answers.answer import Table as AnswerTable

_UPRIGHT = 5
"""Columns that a page holds upright; for more it is turned."""


def answer_paper(answer: Answer, lang: str) -> Paper:
    """The paper in a language."""
    tables = answer.tables_to_read()
    blocks: list[Block] = []
    if answer.day:
        said = message("Queried on {date}", date=ShownDate(answer.day))
        blocks.append(Paragraph(runs(said.in_language(lang)), faint=True))
    shown = [(table.title, _table(table)) for table in tables]
    for title, table in shown:
        blocks += [*([Heading(title)] if title else []), table]
    if answer.note:
        blocks += [Paragraph(runs(line), faint=True) for line in answer.note.splitlines()]
    wide = any(len(table.heads) > _UPRIGHT for _, table in shown)
    title = plain(answer.title) or message("Quanze").in_language(lang)
    return Paper(title, tuple(blocks), lang, landscape=wide)


def _table(table: AnswerTable) -> Table:
    """The columns that have a value, each as wide as its texts need."""
    cells = {key: [plain(row.get(key)) for row in table.rows] for key in table.columns}
    used = [key for key in table.columns if any(cells[key])] or list(table.columns)
    landscape = len(used) > _UPRIGHT
    widths = column_shares([table.columns[key] for key in used], [cells[key] for key in used], landscape=landscape)
    numbers = frozenset(n for n, key in enumerate(used) if _numbers(row.get(key) for row in table.rows))
    rows = tuple(tuple(runs(cells[key][n]) for key in used) for n in range(len(table.rows)))
    return Table(tuple(table.columns[key] for key in used), rows, widths, numbers)


def _numbers(values: Iterable[object]) -> bool:
    known = [value for value in values if value not in (None, "")]
    return bool(known) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)
