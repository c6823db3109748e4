"""An answer as worksheets to sort, filter and print, for people who work in a spreadsheet."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quanze.errors import DataError
from quanze.exports.answers.answer import Answer, Table
from quanze.exports.answers.cells import number_or_text, plain
from quanze.exports.sheet_style import A3, HEAD, LINE, PAGE, Style, column_width, lines_of, set_print, sheet_names
from quanze.exports.workbook import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, new_workbook, sheet_class
from quanze.locale import message
from quanze.schema.dates import table_date
from quanze.text.width import fitted, width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 60
_LONGEST_TITLE = 200
"""Characters of a title; the head of a page holds 255 in all."""
_A3_SHARE = 1.4
"""How much wider than A4 the page of A3 is; what is wider than A4 holds is printed on it."""
_LOOKED_AT = 1_000
"""Rows by which the columns' widths are chosen."""
_LINE = 16.5
_TALLEST = 409.0
"""Points a row may be high."""


def workbook(answer: Answer, lang: str) -> bytes:
    """A sheet per table, the first named after the product; the note below its rows.

    The question and its date are in the head of each printed page and in the properties of the file, so that the rows
    begin at the top of the sheet for whoever sorts or reads them.

    DataError when a table is larger than a worksheet.
    """
    content = BytesIO()
    book = new_workbook(content)
    title = plain(answer.title)
    book.set_properties({"title": title[:_LONGEST_TITLE]} | ({"created": _noon(answer.day)} if answer.day else {}))
    style = Style(book)
    tables = answer.tables_to_calculate()
    names = sheet_names([table.title or message("Quanze").in_language(lang) for table in tables])
    for n, (name, table) in enumerate(zip(names, tables, strict=True)):
        sheet = _write(book, style, name, table, answer.note if n == 0 else "")
        if title:
            day = table_date(answer.day, lang)
            sheet.set_header(f"&L{title[:_LONGEST_TITLE].replace('&', '&&')}&R{day}")
    book.close()
    return content.getvalue()


def _write(book: Workbook, style: Style, name: str, table: Table, note: str) -> Worksheet:
    columns = dict(table.columns)
    if len(table.rows) >= MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise DataError(
            message(
                "{rows:,} rows of {columns:,} columns are more than a worksheet can hold.",
                rows=len(table.rows),
                columns=len(columns),
            ),
            message("Write them as .csv."),
        )
    # A column without a value tells nothing and makes the print of the others smaller.
    columns = {c: head for c, head in columns.items() if any(row.get(c) not in (None, "") for row in table.rows)}
    columns = columns or dict(table.columns)
    rows = [[number_or_text(row.get(c)) for c in columns] for row in table.rows]
    sheet = book.add_worksheet(name, sheet_class())
    head = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True)
    cell = style(border=1, border_color=LINE, text_wrap=True, valign="top")
    shown = [[text, *(_text(row[c]) for row in rows[:_LOOKED_AT])] for c, text in enumerate(columns.values())]
    wanted = [min(max(column_width(max(map(width, texts))), _NARROWEST), _WIDEST) for texts in shown]
    widths = fitted(wanted, PAGE if sum(wanted) <= PAGE * _A3_SHARE else PAGE * _A3_SHARE, _NARROWEST)
    for c, text in enumerate(columns.values()):
        sheet.set_column(c, c, widths[c])
        sheet.write_string(0, c, text, head)
    for r, row in enumerate(rows, 1):
        lines = 1
        for c, value in enumerate(row):
            if isinstance(value, (int, float)) and abs(value) < 1e15:
                sheet.write_number(r, c, value, cell)
            elif value == "":
                sheet.write_blank(r, c, None, cell)
            else:
                text = _text(value)
                lines = max(lines, lines_of(text, widths[c]))
                sheet.write_string(r, c, text, cell)
        # A program that does not measure rows when it opens a file, as LibreOffice in a preview, shows them whole too.
        sheet.set_row(r, min(lines * _LINE, _TALLEST))
    if columns:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    if note:
        sheet.write_string(len(rows) + 2, 0, note, style(italic=True))
    set_print(sheet, 0)
    if sum(widths) > PAGE:
        sheet.set_paper(A3)
    return sheet


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00")


def _text(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
