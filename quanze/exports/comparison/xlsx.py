"""A comparison as a workbook, a sheet for each table. In a changed text what is gone is struck, what came is bold."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quanze.changes.comparison import Comparison
from quanze.errors import DataError
from quanze.exports.comparison.marking import COME, GONE, Runs
from quanze.exports.comparison.sheets import Cell, Sheet, headline, notes, sheets
from quanze.exports.sheet_style import HEAD, LINE, PAGE, Style, column_width, lines_of, set_print
from quanze.exports.workbook import LONGEST_TEXT, MOST_ROWS, new_workbook, sheet_class
from quanze.locale import message
from quanze.text.width import fitted, width

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_NARROWEST, _WIDEST, _LINE, _TALLEST = 8.0, 48.0, 16.5, 409.0
_MARKS = {GONE: {"font_color": "#B3261E", "font_strikeout": True}, COME: {"font_color": "#00694B", "bold": True}}


def workbook(comparison: Comparison, lang: str) -> bytes:
    """The workbook; the first sheet says what was compared. DataError when a sheet cannot hold its rows."""
    return book_of(headline(comparison, lang), notes(comparison, lang), sheets(comparison, lang))


def book_of(title: str, remarks: Sequence[str], found: Sequence[Sheet]) -> bytes:
    """Sheets as a workbook, title and notes above the first of them. DataError when a sheet cannot hold its rows."""
    content = BytesIO()
    book = new_workbook(content)
    style = Style(book)
    for n, sheet in enumerate(found):
        _write(book, style, sheet, [] if n else [title, *remarks])
    book.close()
    return content.getvalue()


def _write(book: Workbook, style: Style, table: Sheet, above: list[str]) -> None:
    top = len(above) + 1 if above else 0
    if len(table.rows) + top >= MOST_ROWS:
        raise DataError(
            message("{rows:,} rows are more than a worksheet can hold.", rows=len(table.rows)),
            message("Write them as .csv."),
        )
    sheet = book.add_worksheet(table.title, sheet_class())
    head = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True)
    cell = style(border=1, border_color=LINE, text_wrap=True, valign="top")
    for r, line in enumerate(above):
        sheet.write_string(r, 0, line[:LONGEST_TEXT], style(bold=r == 0))
    longest = [max([width(t), *(width(_text(row[c])) for row in table.rows)]) for c, t in enumerate(table.heads)]
    widths = fitted([min(max(column_width(n), _NARROWEST), _WIDEST) for n in longest], PAGE, _NARROWEST)
    for c, title in enumerate(table.heads):
        sheet.set_column(c, c, widths[c])
        sheet.write_string(top, c, title, head)
    for r, row in enumerate(table.rows, top + 1):
        lines = 1
        for c, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(r, c, value, cell)
                continue
            lines = max(lines, lines_of(_text(value), widths[c]))
            _write_runs(sheet, r, c, value, style, cell)
        sheet.set_row(r, min(lines * _LINE, _TALLEST))
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, top + len(table.rows), len(table.heads) - 1)
    set_print(sheet, top)


def _write_runs(sheet: Any, row: int, column: int, runs: Runs, style: Style, cell: Any) -> None:
    """A text; with runs of its own formats where parts of it are marked. One of a single format is a plain cell."""
    text = _text(runs)
    if not text:
        sheet.write_blank(row, column, None, cell)
    elif len(text) > LONGEST_TEXT:
        sheet.write_string(row, column, f"{text[: LONGEST_TEXT - 1]}…", cell)
    elif len(runs) == 1 or "_x" in text:  # in runs such a text could be taken for an escape
        marks = _MARKS.get(runs[0].mark) if len(runs) == 1 else None
        whole = style(border=1, border_color=LINE, text_wrap=True, valign="top", **marks) if marks else cell
        sheet.write_string(row, column, text, whole)
    else:
        pieces: list[Any] = []
        for run in runs:
            pieces += [style(**_MARKS[run.mark]), run.text] if run.mark else [run.text]
        sheet.write_rich_string(row, column, *pieces, cell)


def _text(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else "".join(run.text for run in cell)
