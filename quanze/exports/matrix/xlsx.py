"""A matrix as a workbook an office would make: the matrix, a sheet of all assignments, a legend; ready to print.

Every text is written as text, so that none becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any

from quanze.collector import collector_paused
from quanze.errors import DataError
from quanze.exports.matrix.citation import cite
from quanze.exports.matrix.model import Head, Mark, Matrix
from quanze.exports.matrix.sheets import set_print, write_assignments, write_legend
from quanze.exports.matrix.words import data_line, findings, kind_word, notes, scheme_name, word
from quanze.exports.sheet_style import FONT, GAP, GAP_NAME, HEAD, LINE, PALE, Style, lines_of
from quanze.exports.workbook import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, new_workbook, sheet_class
from quanze.locale import message, paragraph
from quanze.schema.looks import cell_ground
from quanze.text.width import mostly_wide, shorten, width

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_NOTE = 30_000
LONGEST_HEAD, LONGEST_NAME = 60, 400
"""Display columns of a name in a head, and in a row; a longer one is whole in the cell's note."""
HEAD_POINTS = 150
PAGE = 330
"""Width of columns that an A3 sheet on its side holds at a print size one can still read."""
BESIDE = 300
"""Rows or columns of a sheet that are left for heads, totals and remarks."""
MOST_RULED = 1_000_000
"""Cells of a matrix that is ruled cell by cell and counted by formulas: a larger one has the program's own lines, and
counts as numbers, else it is written in minutes and never opened."""
TABLE_TOP = 3
"""Title, editions and notes first; then the row of groups, then the heads."""


def workbook(matrix: Matrix, lang: str) -> bytes:
    """The workbook. DataError when the matrix is larger than a sheet."""
    rows, columns = len(matrix.rows), len(matrix.columns)
    if matrix.heading.evidence:
        rows = max(rows, len(matrix.assignments))
    if rows > MOST_ROWS - BESIDE or columns > MOST_COLUMNS - BESIDE:
        raise DataError(
            message("The matrix is larger than a worksheet."), message("Narrow it with --about, or write .csv.")
        )
    content = BytesIO()
    with collector_paused():
        book = new_workbook(content)
        book.set_properties(_properties(matrix, lang))
        style = Style(book)
        _Sheet(matrix, book.add_worksheet(word("matrix", lang), sheet_class()), style, lang).write()
        if matrix.heading.evidence:
            write_assignments(matrix, book.add_worksheet(word("assignments", lang), sheet_class()), style, lang)
        write_legend(matrix, book.add_worksheet(word("legend", lang), sheet_class()), style, lang)
        book.close()
    return content.getvalue()


def _properties(matrix: Matrix, lang: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "title": matrix.heading.title.text(lang)[:250],
        "subject": word("matrix", lang),
        "keywords": scheme_name(matrix, lang),
        "comments": data_line(matrix, lang)[:2000],
    }
    for text in (matrix.heading.as_of, *(date for _, _, date in matrix.heading.editions)):
        with suppress(ValueError):  # the date of the data, when it is a whole one: the same data give the same file
            properties["created"] = datetime.strptime(text, "%Y-%m-%d")
            break
    return properties


class _Sheet:
    """The first sheet."""

    def __init__(self, matrix: Matrix, sheet: Worksheet, style: Style, lang: str) -> None:
        self.matrix, self.sheet, self.style, self.lang = matrix, sheet, style, lang
        self.left = [
            k
            for k, shown in (
                ("group", any(h.group_name.zh for h in matrix.rows)),
                ("kind", len({h.kind for h in matrix.rows}) > 1),
                ("item", True),
            )
            if shown
        ]
        self.looks: dict[tuple[str, bool, bool], Format] = {}
        self.counts = matrix.totals(lang)
        self.totals = matrix.total_columns(lang)
        self.together = list(matrix.counted(lang).values())
        self.head = TABLE_TOP + 1
        self.first = self.head + 1
        self.last = self.first + len(matrix.rows) - 1
        self.start = len(self.left)
        self.end = self.start + len(matrix.columns) - 1
        self.right = self.end + len(self.totals)
        self.ruled = len(matrix.rows) * len(matrix.columns) <= MOST_RULED

    def write(self) -> None:
        """Everything on the sheet and its set-up for screen and print."""
        widths = self._widths()
        # Title and remarks stay on the first page when the print takes several beside each other.
        self.across = next((i - 1 for i in range(1, self.right + 1) if sum(widths[: i + 1]) > PAGE), self.right)
        self.across = max(self.across, self.start)
        self._title(sum(widths[: self.across + 1]))
        self._heads(widths)
        self._rows(widths)
        self._totals()
        self._below(sum(widths[: self.across + 1]))
        for i, w in enumerate(widths):
            self.sheet.set_column(i, i, w)
        self._set_up(sum(widths))

    def _widths(self) -> list[float]:
        longest = max((width(h.group_name.text(self.lang)) for h in self.matrix.rows), default=0)
        fixed = {"group": min(max(14.0, longest * 1.15 + 5), 32.0), "kind": 10.0, "item": 42.0}
        letters = [0] * len(self.matrix.columns)
        for (_, c), marks in self.matrix.cells.items():
            letters[c] = max(letters[c], *(width(line) for line in self._cell(marks).split("\n")))
        columns = []
        for head, w in zip(self.matrix.columns, letters, strict=True):
            name = shorten(head.name.text(self.lang), LONGEST_HEAD)
            lines = 1 if mostly_wide(name) and len(name) <= 10 else ceil(width(name) * 5.9 / HEAD_POINTS)
            columns.append(max(4.6, w * 1.15 + 1.2, lines * 2.9 + 1.5))
        at = 0
        for _, run in groupby(self.matrix.columns, key=lambda h: h.group):
            group = list(run)
            words = shorten(group[0].group_name.text(self.lang) or word("others", self.lang), LONGEST_HEAD).split()
            room, here = max(map(width, words), default=0) * 1.2 + 1, slice(at, at + len(group))
            if (lack := min(room, 30.0) - sum(columns[here])) > 0:  # no word of the group's head is broken
                columns[here] = [c + lack / len(group) for c in columns[here]]
            at += len(group)
        return [
            *(fixed[k] for k in self.left),
            *columns,
            *(max(6.0, width(letter) + 4.0) for _, letter, _ in self.totals),
        ]

    def _title(self, total: float) -> None:
        title = self.matrix.heading.title.text(self.lang)
        lines: tuple[tuple[str, dict[str, Any], float], ...] = (
            (shorten(title, 200), {"font_size": 18, "bold": True}, 2.0),
            (data_line(self.matrix, self.lang), {"font_color": PALE}, 1.25),
            (paragraph(notes(self.matrix, self.lang), self.lang), {}, 1.25),
        )
        for r, (text, look, size) in enumerate(lines):
            height = lines_of(text, total / size) * 15 * size + 4
            self._across(r, text, self.style(text_wrap=True, align="left", valign="top", **look), height)

    def _across(self, row: int, text: str, look: Format, height: float) -> None:
        self.sheet.merge_range(row, 0, row, self.across, "", look)
        self.sheet.write_string(row, 0, text[:LONGEST_TEXT], look)
        self.sheet.set_row(row, min(height, 400))

    def _heads(self, widths: Sequence[float]) -> None:
        sheet, style = self.sheet, self.style
        group = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, align="center", text_wrap=True)
        for c in range(self.start):
            sheet.write_blank(TABLE_TOP, c, None, style(bg_color=HEAD, top=1, border_color=LINE))
        groups = [(h.group, h.group_name.text(self.lang) or word("others", self.lang)) for h in self.matrix.columns]
        at, most = self.start, 1
        for (_, name), run in groupby(groups):
            n = len(list(run))
            most = max(most, lines_of(shorten(name, LONGEST_HEAD), sum(widths[at : at + n])))
            self._merged(TABLE_TOP, at, n, shorten(name, LONGEST_HEAD), group)
            at += n
        self._merged(TABLE_TOP, at, len(self.totals), word("totals", self.lang), group)
        sheet.set_row(TABLE_TOP, min(most, 5) * 16 + 4)
        flat = style(
            bold=True,
            align="left",
            indent=1,
            bg_color=HEAD,
            border=1,
            border_color=LINE,
            text_wrap=True,
            valign="bottom",
        )
        for c, key in enumerate(self.left):
            sheet.write_string(self.head, c, word(key, self.lang), flat)
        tallest = 40.0
        for c, h in enumerate(self.matrix.columns, self.start):
            tallest = max(tallest, self._column_head(c, h))
        total = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, align="center", valign="bottom")
        for c, (_, letter, inherited) in enumerate(self.totals, self.end + 1):
            sheet.write_string(self.head, c, f"({letter})" if inherited else letter, total)
        sheet.set_row(self.head, tallest + 22)  # room for the filter's button under the name

    def _column_head(self, c: int, head: Head) -> float:
        """Write an agency's name from top to bottom (Chinese) or turned (Latin); its height in points."""
        full = head.name.text(self.lang)
        name = shorten(full, LONGEST_HEAD)
        stacked = mostly_wide(name) and len(name) <= 10
        look: dict[str, Any] = {
            "bold": True,
            "bg_color": HEAD,
            "border": 1,
            "border_color": LINE,
            "align": "center",
            "valign": "top",
        }
        turned = self.style(**look, rotation=270) if stacked else self.style(**look, rotation=90, text_wrap=True)
        self.sheet.write_string(self.head, c, name, turned)
        if name != full:
            self._note(self.head, c, full)
        return len(name) * 16.0 if stacked else min(width(name) * 6.2 + 6, HEAD_POINTS)

    def _merged(self, row: int, column: int, n: int, text: str, look: Format) -> None:
        if n == 0:
            return
        if n > 1:
            self.sheet.merge_range(row, column, row, column + n - 1, "", look)
        self.sheet.write_string(row, column, text, look)

    def _rows(self, widths: Sequence[float]) -> None:
        sheet, style, matrix = self.sheet, self.style, self.matrix
        empty = {h.id for h in matrix.empty_rows()}
        filled = matrix.by_row()
        before = None
        for r, head in enumerate(matrix.rows):
            row = self.first + r
            first = head.group != before
            before = head.group
            edge: dict[str, Any] = {"border": 1, "border_color": LINE}
            if first:
                edge |= {"top": 2, "top_color": PALE}
            ground = {"bg_color": GAP_NAME} if head.id in empty else {}
            group = shorten(head.group_name.text(self.lang) or word("no_group", self.lang), LONGEST_NAME)
            full = head.name.text(self.lang)
            name = shorten(full, LONGEST_NAME)
            texts = {"group": group, "kind": kind_word(head.kind, self.lang), "item": name}
            for c, key in enumerate(self.left):
                # The group is repeated in every row, so that filters and sorting keep it; only the first one is dark.
                ink = {"bold": True} if key == "group" and first else {"font_color": PALE} if key != "item" else {}
                sheet.write_string(row, c, texts[key], style(text_wrap=True, indent=1, **edge, **ground, **ink))
            if name != full:
                self._note(row, self.start - 1, full)
            lines = max(lines_of(texts[k], widths[c]) for c, k in enumerate(self.left))
            if self.ruled:
                blank = style(**edge, **({"bg_color": GAP} if ground else {}))
                for c in range(len(matrix.columns)):
                    if (r, c) not in matrix.cells:
                        sheet.write_blank(row, self.start + c, None, blank)
            for c, marks in filled[r]:
                lines = max(lines, self._cell(marks).count("\n") + 1)
                self._write_cell(row, self.start + c, marks, edge)
            sheet.set_row(row, min(lines * 15.5 + 4, 400))

    def _cell(self, marks: Sequence[Mark]) -> str:
        """Letters of a cell; under a reading, the source's word beneath each."""
        if not self.matrix.scheme.reading:
            return " ".join(m.letter_text(self.lang, bracketed=self.matrix.bracketed) for m in marks)
        return "\n".join(
            m.letter_text(self.lang, bracketed=self.matrix.bracketed)
            + (f"\n{shorten(m.wording, 12)}" if m.wording else "")
            for m in marks
        )

    def _write_cell(self, row: int, column: int, marks: Sequence[Mark], edge: dict[str, Any]) -> None:
        lead = marks[0]
        fill = cell_ground(lead.role, inherited=lead.inherited)
        text = self._cell(marks)
        key = (fill, "\n" in text, "top" in edge)
        look = self.looks.get(key)
        if look is None:
            ink = {"font_color": PALE} if lead.inherited else {"bold": True}
            look = self.looks[key] = self.style(bg_color=fill, align="center", text_wrap=key[1], **edge, **ink)
        direct = self._cell([m for m in marks if not m.inherited])
        if 0 < len(direct) < len(text):  # direct marks come first: print them bold and the inherited ones light
            parts = (self.style(bold=True), direct, self.style(font_color=PALE), text[len(direct) :])
            self.sheet.write_rich_string(row, column, *parts, look)
        else:
            self.sheet.write_string(row, column, text, look)
        if self.matrix.heading.evidence:
            self._note(row, column, self._citations(marks))

    def _citations(self, marks: Sequence[Mark]) -> str:
        said: list[str] = []
        for mark in marks:
            for a in mark.held:
                citation = cite(a, self.lang, named=True)
                said.append(citation.headline)
                said += [f"{n}. {s.statement}\n    {s.place}" for n, s in enumerate(citation.steps, 1)]
        return "\n".join(said)

    def _note(self, row: int, column: int, text: str) -> None:
        if len(text) > LONGEST_NOTE:
            text = text[:LONGEST_NOTE] + word("more", self.lang)
        # Two columns a character is the most a line can need; measuring each of 20,000 notes costs more than it gives.
        height = min(sum(len(x) // 27 + 1 for x in text[:4000].split("\n")) * 17 + 14, 480)
        options = {"author": "", "width": 380, "height": height, "font_name": FONT, "font_size": 9, "color": "#FFFFF0"}
        self.sheet.write_comment(row, column, text, options)

    def _totals(self) -> None:
        """Counts per row at the right and per column below: formulas that follow edits where cells have one letter."""
        rows, columns = self.counts
        live = self.ruled and not self.matrix.scheme.reading and bool(self.matrix.rows) and bool(self.matrix.columns)
        # A formula would count a cell twice in which one role has two letters.
        live = live and all(len(m.letters) == 1 for marks in self.matrix.cells.values() for m in marks)
        look: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "align": "center",
            "bg_color": "#F5F7F8",
            "num_format": '0;-0;"–"',
        }
        for c, (i, _, inherited) in enumerate(self.totals, self.end + 1):
            ink: dict[str, Any] = {"font_color": PALE} if inherited else {}
            for r in range(len(self.matrix.rows)):
                row = self.first + r
                span = (row, self.start, row, self.end) if live else None
                self._count(
                    row, c, rows[r][2 * i + inherited], self.together[i], inherited, span, self.style(**look, **ink)
                )
        for row, (i, letter, inherited) in enumerate(self.totals, self.last + 1):
            ink = {"font_color": PALE} if inherited else {"bold": True}
            label = f"{word('totals', self.lang)} {f'({letter})' if inherited else letter}"
            for c in range(self.start - 1):
                self.sheet.write_blank(row, c, None, self.style(**look))
            self.sheet.write_string(row, self.start - 1, label, self.style(**look | {"align": "right"}, **ink))
            for c in range(len(self.matrix.columns)):
                column = self.start + c
                span = (self.first, column, self.last, column) if live else None
                self._count(
                    row,
                    column,
                    columns[c][2 * i + inherited],
                    self.together[i],
                    inherited,
                    span,
                    self.style(**look, **ink),
                )

    def _count(
        self,
        row: int,
        column: int,
        n: int,
        letters: Sequence[str],
        inherited: bool,
        span: tuple[int, int, int, int] | None,
        look: Format,
    ) -> None:
        if span is None:
            self.sheet.write_number(row, column, n, look)
            return
        from xlsxwriter.utility import xl_range

        cells = xl_range(*span)
        bracketed = [f'COUNTIF({cells},"*({x}*")' for x in letters]
        formula = "+".join(
            part if inherited else f'COUNTIF({cells},"*{x}*")-{part}'
            for x, part in zip(letters, bracketed, strict=True)
        )
        self.sheet.write_formula(row, column, f"={formula}", look, n)

    def _below(self, total: float) -> None:
        row = self.last + len(self.totals) + 2
        for text in findings(self.matrix, self.lang):
            text = shorten(text, 2000)
            look = self.style(text_wrap=True, align="left", valign="top", font_color="#9C2F1B")
            self._across(row, text, look, lines_of(text, total / 1.2) * 17 + 4)
            row += 1

    def _set_up(self, total: float) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2 if self.ruled else 0)
        sheet.freeze_panes(self.first, self.start)
        if self.matrix.rows:
            sheet.autofilter(self.head, 0, self.last, max(self.right, 0))
        set_print(sheet, self.matrix, self.lang, pages=max(1, ceil(total / PAGE)))
        sheet.repeat_rows(TABLE_TOP, self.head)
        sheet.repeat_columns(0, self.start - 1)
