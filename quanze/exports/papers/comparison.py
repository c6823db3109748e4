"""A comparison, or a reorganization that was tried, as a paper: a table for each of its sheets."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.exports.comparison.marking import COME
from quanze.exports.comparison.sheets import Cell, Sheet
from quanze.exports.papers.paper import Block, Heading, Paper, Paragraph, Runs, Table, runs, said
from quanze.exports.papers.sections import fitted


def sheets_paper(title: str, remarks: Sequence[str], found: Sequence[Sheet], lang: str) -> Paper:
    """The sheets with notes above them; what came is bold."""
    blocks: list[Block] = [Paragraph(runs(remark)) for remark in remarks]
    for sheet in found:
        blocks += [Heading(sheet.title), _table(sheet)]
    return Paper(title, tuple(blocks), lang, landscape=True)


def _table(sheet: Sheet) -> Table:
    rows = tuple(tuple(map(_runs, row)) for row in sheet.rows)
    numbers = frozenset(
        n for n in range(len(sheet.heads)) if sheet.rows and all(isinstance(row[n], int) for row in sheet.rows)
    )
    return fitted(Table(sheet.heads, rows, (1.0,) * len(sheet.heads), numbers))


def _runs(cell: Cell) -> Runs:
    if isinstance(cell, int):
        return runs(cell)
    return runs(*(said(run.text, strong=run.mark == COME) for run in cell))
