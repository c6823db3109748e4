"""A paper as a workbook: a sheet for each chapter, and the footnotes on a sheet of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from quanze.exports.papers.paper import Cell, Footnotes, Heading, Items, Note, Paper, Paragraph, Picture, Runs, Table
from quanze.exports.sheet_style import HEAD, LINE, Style, lines_of, set_print, sheet_names
from quanze.exports.workbook import LONGEST_TEXT, new_workbook, sheet_class
from quanze.locale import message
from quanze.schema.progress import VERDICT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS = 6
"""Columns over which a text is set."""
_PAGE = 126.0
"""Width of all columns, so that a line is printed at a size one can read."""
_LINE = 16.5
"""Points of a line."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def workbook(paper: Paper) -> bytes:
    """The whole workbook."""
    content = BytesIO()
    book = new_workbook(content)
    writer = _Writer(book, paper)
    writer.write()
    book.close()
    return content.getvalue()


class _Writer:
    """Writes blocks below each other, each chapter on its sheet."""

    def __init__(self, book: Workbook, paper: Paper) -> None:
        self.book, self.paper = book, paper
        self.style = Style(book)
        self.notes = Footnotes(paper)
        titles = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
        sources = message("Sources").in_language(paper.lang)
        self.names = iter(sheet_names([message("About").in_language(paper.lang), *titles, sources]))
        self.sheet: Worksheet
        self.row = 0

    def write(self) -> None:
        """Write all sheets."""
        self.begin(self.paper.title)
        for block in self.paper.blocks:
            match block:
                case Heading(text, 1):
                    self.begin(text)
                case Heading(text):
                    self.row += 1
                    self.text(text, bold=True)
                case Paragraph(runs):
                    self.text(self.plain(runs))
                case Items(items):
                    for item in items:
                        self.text(f"• {self.plain(item)}")
                case Table():
                    self.table(block)
        if self.notes.numbers:
            self.begin(message("Sources").in_language(self.paper.lang))
            for number, note in self.notes:
                self.text(f"[{number}] {note}")

    def begin(self, title: str) -> None:
        """Begin a sheet with its title."""
        self.sheet = self.book.add_worksheet(next(self.names), sheet_class())
        self.sheet.set_column(0, _COLUMNS, _PAGE / (_COLUMNS + 1))
        self.sheet.hide_gridlines(2)
        set_print(self.sheet, 0)
        self.row = 0
        self.text(title, bold=True, font_size=14)

    def text(self, text: str, **properties: object) -> None:
        """A text over the width of the page."""
        shown = self.style(text_wrap=True, valign="top", **properties)
        self.sheet.merge_range(self.row, 0, self.row, _COLUMNS, "", shown)
        self.sheet.write_string(self.row, 0, text[:LONGEST_TEXT], shown)
        self.sheet.set_row(
            self.row, min(_LINE * lines_of(text, _PAGE) * (1.3 if "font_size" in properties else 1), 400)
        )
        self.row += 1

    def plain(self, runs: Runs) -> str:
        """The text with the numbers of its footnotes."""
        return "".join(piece.text + self.marks(piece.notes) for piece in runs)

    def marks(self, notes: Sequence[Note]) -> str:
        """The numbers of footnotes."""
        marks = self.notes.marks(notes)
        return "".join(f"[{mark.number}:{mark.rows}]" if mark.rows else f"[{mark.number}]" for mark in marks)

    def table(self, table: Table) -> None:
        """A table; the footnotes of a line are in a last column, so that figures stay figures."""
        head = self.style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True)
        cited = any(
            piece.notes for row in table.rows for cell in row if not isinstance(cell, Picture) for piece in cell
        )
        heads = [*table.heads, *([message("Sources").in_language(self.paper.lang)] if cited else [])]
        if table.title:
            self.text(table.title, bold=True)
        for column, title in enumerate(heads):
            self.sheet.write_string(self.row, column, title, head)
        self.row += 1
        for row in table.rows:
            numbers = [n for cell in row if not isinstance(cell, Picture) for piece in cell for n in piece.notes]
            most = 1
            for column, cell in enumerate(row):
                most = max(most, self.cell(column, cell))
            if cited:
                shown = self.style(border=1, border_color=LINE, text_wrap=True, valign="top")
                self.sheet.write_string(self.row, len(row), self.marks(numbers), shown)
            self.sheet.set_row(self.row, min(_LINE * most, 400))
            self.row += 1
        self.row += 1

    def cell(self, column: int, cell: Cell) -> int:
        """One cell; how many lines it takes."""
        look = next((p.look for p in cell if p.look), "") if not isinstance(cell, Picture) else ""
        colours = {"font_color": VERDICT[look].ink, "bg_color": VERDICT[look].ground} if look else {}
        shown = self.style(border=1, border_color=LINE, text_wrap=True, valign="top", **colours)
        text = cell.line if isinstance(cell, Picture) else "".join(piece.text for piece in cell)
        if _NUMBER.fullmatch(text):
            self.sheet.write_number(self.row, column, float(text), shown)
        else:
            self.sheet.write_string(self.row, column, text[:LONGEST_TEXT], shown)
        return lines_of(text, _PAGE / (_COLUMNS + 1))
