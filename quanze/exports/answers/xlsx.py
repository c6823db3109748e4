"""Rows as a worksheet to sort, filter and print: what a command answered, for people who work in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quanze.exports.safe import close_workbook, sheet_class
from quanze.exports.sheet_style import HEAD, LINE, LONGEST_TEXT, Style, lines_of
from quanze.exports.text import width

MAX_ROWS, MAX_COLUMNS = 1_048_575, 16_384
"""Rows below the heads, and columns, that a worksheet can hold."""
_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT = 1_000
"""Rows by which the columns' widths are chosen."""
_LINE = 16.5
_TALLEST = 409.0
"""Points a row may be high."""


def write_table(path: Path, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], note: str = "") -> None:
    """Write ``rows`` (a cell a head; texts, numbers or None) below ``heads`` into a new workbook; ``note`` stands below them.

    Texts stay texts: none becomes a formula, a link or markup.
    """
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title, sheet_class())
    style = Style(book)
    head = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True)
    cell = style(border=1, border_color=LINE, text_wrap=True, valign="top")
    widths = []
    for c, text in enumerate(heads):
        shown = [text, *(_text(row[c]) for row in rows[:_LOOKED_AT])]
        widths.append(min(max(max(map(width, shown)) * 1.13 + 2, _NARROWEST), _WIDEST))
        sheet.set_column(c, c, widths[c])
        sheet.write_string(0, c, text, head)
    for r, row in enumerate(rows, 1):
        lines = 1
        for c, value in enumerate(row):
            if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
                sheet.write_number(r, c, value, cell)
            elif value is None or value == "":
                sheet.write_blank(r, c, None, cell)
            else:
                text = _text(value)
                lines = max(lines, lines_of(text, widths[c]))
                sheet.write_string(r, c, text, cell)
        # A program that does not measure rows when it opens a file, as LibreOffice in a preview, shows them whole too.
        sheet.set_row(r, min(lines * _LINE, _TALLEST))
    if heads:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        sheet.repeat_rows(0)
    if note:
        sheet.write_string(len(rows) + 2, 0, note, style(italic=True))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    close_workbook(book)


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
