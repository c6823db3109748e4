"""Progress as a paper: the indicators with their verdict and a small picture, then the numbers by agency and group."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.exports.answers.cells import plain
from quanze.exports.papers.paper import Block, Cell, Heading, Paper, Paragraph, Table, runs, said
from quanze.exports.papers.sections import fitted, small_picture
from quanze.exports.progress.tables import (
    HEADS,
    CountTable,
    count_tables,
    history_title,
    indicator_rows,
    notes,
    summary,
    title,
)
from quanze.locale import message
from quanze.schema.progress_report import ProgressReport
from quanze.schema.rows import IndicatorProgress

_NUMBERS = ("year", "target", "result")
_WITHOUT_YEARS = ("name", "line", "leads", "helps", "groups")
"""What is the same in every year of one indicator."""


def progress_paper(found: ProgressReport, lang: str) -> Paper:
    """The paper in a language."""
    blocks: list[Block] = [Paragraph(runs(summary(found, lang)))]
    if found.rows:
        blocks.append(_indicators(found.rows, lang, ("year",)))
    if found.history:
        blocks += [Heading(history_title(lang)), _indicators(found.history, lang, _WITHOUT_YEARS)]
    elif len(found.rows) > 1:
        for table in count_tables(found, lang):
            blocks += [Heading(table.title), _counts(table)]
    blocks += [Paragraph(runs(line), faint=True) for line in notes(found, lang)]
    return Paper(title(found, lang), tuple(blocks), lang, landscape=True)


def _indicators(rows: Sequence[IndicatorProgress], lang: str, leave_out: Sequence[str]) -> Table:
    keys = [key for key in HEADS if key not in leave_out]
    body = []
    for row, words in zip(rows, indicator_rows(rows, lang), strict=True):
        cells: list[Cell] = []
        for key in keys:
            if key == "line":
                cells.append(small_picture(row, lang))
            else:
                cells.append(runs(said(words[key], look=row["verdict"] if key == "verdict" else "")))
        body.append(tuple(cells))
    drawn = message("targets (dashed) and results")
    heads = tuple((drawn if key == "line" else message(HEADS[key])).in_language(lang) for key in keys)
    numbers = frozenset(n for n, key in enumerate(keys) if key in _NUMBERS)
    return fitted(Table(heads, tuple(body), (1.0,) * len(keys), numbers))


def _counts(table: CountTable) -> Table:
    columns = {"name": table.first, **table.columns}
    body = tuple(tuple(runs(plain(row[key])) for key in columns) for row in table.rows)
    return fitted(Table(tuple(columns.values()), body, (1.0,) * len(columns), frozenset(range(1, len(columns)))))
