"""A matrix as a workbook an office would make: the matrix, a sheet of all assignments, a legend; ready to print.

The only importer of xlsxwriter for matrices. Every text is written as text, so that none becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze.errors import DataError
from quanze.exports.citation import cite
from quanze.exports.matrix import Head, Mark, Matrix
from quanze.exports.matrix_csv import LONG, long_rows
from quanze.exports.matrix_words import (
    data_line,
    findings,
    kind_word,
    notes,
    origin_word,
    relationship_word,
    scheme_name,
    word,
)
from quanze.exports.text import shorten, wide, width
from quanze.schema import ORIGINS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft JhengHei"
FILL = {"CONVENES": "#BFD9EE", "CO_ORGANIZES": "#FCE3B0", "REVIEWS": "#DDD0E6"}
"""Ground of a direct role's cell. Told apart by every common kind of colour vision; the letter says the same."""
FILL_INHERITED = {"CONVENES": "#EEF5FA", "CO_ORGANIZES": "#FEF8EA", "REVIEWS": "#F6F2F8"}
INK, PALE, LINE, HEAD = "#1A1A1A", "#6B6B6B", "#B8B8B8", "#E7ECEF"
GAP, GAP_NAME = "#FDF3F0", "#F9DCD6"
LONGEST_TEXT, LONGEST_NOTE = 32_767, 30_000
LONGEST_HEAD, LONGEST_NAME = 60, 400  # display columns
HEAD_POINTS = 150
MOST_ROWS, MOST_COLUMNS = 1_048_000, 16_000
TABLE_TOP = 3
"""Title, editions and notes stand above; then the row of groups, then the heads."""


def write_xlsx(matrix: Matrix, path: Path, lang: str) -> None:
    """Write the workbook. DataError when the matrix is larger than a sheet."""
    from xlsxwriter import Workbook

    if len(matrix.rows) > MOST_ROWS or len(matrix.columns) > MOST_COLUMNS or len(matrix.assignments) > MOST_ROWS:
        raise DataError("The matrix is larger than a sheet of a workbook.", "Narrow it with --about, or write .csv.")
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties(_properties(matrix, lang))
    style = _Style(book)
    _Sheet(matrix, book.add_worksheet(word("matrix", lang)), style, lang).write()
    _assignments(matrix, book.add_worksheet(word("assignments", lang)), style, lang)
    _legend(matrix, book.add_worksheet(word("legend", lang)), style, lang)
    book.close()


def _properties(matrix: Matrix, lang: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "title": matrix.heading.title.text(lang)[:250],
        "subject": word("matrix", lang),
        "keywords": scheme_name(matrix, lang),
        "comments": data_line(matrix, lang)[:2000],
    }
    dates = [d for d in (matrix.heading.as_of, *(e[2] for e in matrix.heading.editions)) if len(d) == 10]
    if dates:  # the date of the data, so that the same data give the same file
        properties["created"] = datetime.fromisoformat(dates[0])
    return properties


class _Style:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """The format with these properties over the common ones."""
        key = tuple(sorted(properties.items()))
        found = self.made.get(key)
        if found is None:
            common = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
            found = self.made[key] = self.book.add_format({**common, **properties})
        return found


class _Sheet:
    """The first sheet."""

    def __init__(self, matrix: Matrix, sheet: Worksheet, style: _Style, lang: str) -> None:
        self.matrix, self.sheet, self.style, self.lang = matrix, sheet, style, lang
        self.left = [k for k, shown in (
            ("group", any(h.group_name.zh for h in matrix.rows)),
            ("kind", len({h.kind for h in matrix.rows}) > 1),
            ("item", True),
        ) if shown]  # fmt: skip
        self.letters = matrix.scheme.distinct(lang)
        self.counts = matrix.totals(lang)
        inherits = [any(n[2 * i + 1] for n in self.counts[0].values()) for i in range(len(self.letters))]
        self.totals = [
            (i, letter, inherited)
            for i, letter in enumerate(self.letters)
            for inherited in ((False, True) if inherits[i] else (False,))
        ]
        self.head = TABLE_TOP + 1
        self.first = self.head + 1
        self.last = self.first + len(matrix.rows) - 1
        self.start = len(self.left)
        self.end = self.start + len(matrix.columns) - 1
        self.right = self.end + len(self.totals)

    def write(self) -> None:
        """Everything on the sheet and its set-up for screen and print."""
        widths = self._widths()
        self._title(sum(widths))
        self._heads(widths)
        self._rows(widths)
        self._totals()
        self._below(sum(widths))
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
            lines = 1 if wide(name) and len(name) <= 10 else ceil(width(name) * 5.9 / HEAD_POINTS)
            columns.append(max(4.6, w * 1.15 + 1.2, lines * 2.9 + 1.5))
        return [*(fixed[k] for k in self.left), *columns, *(6.0 for _ in self.totals)]

    def _title(self, total: float) -> None:
        en = self.lang == "en"
        title = self.matrix.heading.title.text(self.lang)
        lines: tuple[tuple[str, dict[str, Any], float], ...] = (
            (shorten(title, 200), {"font_size": 18, "bold": True}, 2.0),
            (data_line(self.matrix, self.lang), {"font_color": PALE}, 1.25),
            ((" " if en else "").join(notes(self.matrix, self.lang)), {"font_color": INK}, 1.25),
        )
        for r, (text, look, size) in enumerate(lines):
            height = _lines(text, total / size) * 15 * size + 4
            self._across(r, text, self.style(text_wrap=True, align="left", valign="top", **look), height)

    def _across(self, row: int, text: str, look: Format, height: float) -> None:
        if self.right > 0:
            self.sheet.merge_range(row, 0, row, self.right, "", look)
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
            most = max(most, _lines(shorten(name, LONGEST_HEAD), sum(widths[at : at + n])))
            self._merged(TABLE_TOP, at, n, shorten(name, LONGEST_HEAD), group)
            at += n
        self._merged(TABLE_TOP, at, len(self.totals), word("totals", self.lang), group)
        sheet.set_row(TABLE_TOP, min(most, 5) * 16 + 4)
        flat = style(bold=True, indent=1, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True, valign="bottom")
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
        stacked = wide(name) and len(name) <= 10
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
            lines = max(_lines(texts[k], widths[c]) for c, k in enumerate(self.left))
            blank = style(**edge, **({"bg_color": GAP} if ground else {}))
            for c in range(len(matrix.columns)):
                marks = matrix.cells.get((r, c))
                if marks is None:
                    sheet.write_blank(row, self.start + c, None, blank)
                else:
                    lines = max(lines, self._cell(marks).count("\n") + 1)
                    self._write_cell(row, self.start + c, marks, edge)
            sheet.set_row(row, min(lines * 15.5 + 4, 400))

    def _cell(self, marks: Sequence[Mark]) -> str:
        """Letters of a cell; under a reading, the source's word beneath each."""
        if not self.matrix.scheme.reading:
            return " ".join(m.letter_text(self.lang) for m in marks)
        return "\n".join(m.letter_text(self.lang) + (f"\n{shorten(m.wording, 12)}" if m.wording else "") for m in marks)

    def _write_cell(self, row: int, column: int, marks: Sequence[Mark], edge: dict[str, Any]) -> None:
        lead = marks[0]
        fill = (FILL_INHERITED if lead.inherited else FILL)[lead.role]
        text = self._cell(marks)
        ink = {"font_color": PALE} if lead.inherited else {"bold": True}
        look = self.style(bg_color=fill, align="center", text_wrap="\n" in text, **edge, **ink)
        direct = self._cell([m for m in marks if not m.inherited])
        if 0 < len(direct) < len(text):  # direct marks stand first: print them bold and the inherited ones light
            parts = (self.style(bold=True), direct, self.style(font_color=PALE), text[len(direct) :])
            self.sheet.write_rich_string(row, column, *parts, look)
        else:
            self.sheet.write_string(row, column, text, look)
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
        height = min(sum(ceil(max(width(x), 1) / 54) for x in text[:4000].split("\n")) * 17 + 14, 480)
        options = {"author": "", "width": 380, "height": height, "font_name": FONT, "font_size": 9, "color": "#FFFFF0"}
        self.sheet.write_comment(row, column, text, options)

    def _totals(self) -> None:
        """Counts per row at the right and per column below: formulas that follow edits where letters stand alone."""
        rows, columns = self.counts
        live = not self.matrix.scheme.reading and bool(self.matrix.rows) and bool(self.matrix.columns)
        look: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "align": "center",
            "bg_color": "#F5F7F8",
            "num_format": '0;-0;"–"',
        }
        for c, (i, letter, inherited) in enumerate(self.totals, self.end + 1):
            ink = {"font_color": PALE} if inherited else {}
            for r in range(len(self.matrix.rows)):
                row = self.first + r
                span = (row, self.start, row, self.end) if live else None
                self._count(row, c, rows[r][2 * i + inherited], letter, inherited, span, self.style(**look, **ink))
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
                    row, column, columns[c][2 * i + inherited], letter, inherited, span, self.style(**look, **ink)
                )

    def _count(self, row: int, column: int, n: int, letter: str, inherited: bool,
               span: tuple[int, int, int, int] | None, look: Format) -> None:  # fmt: skip
        if span is None:
            self.sheet.write_number(row, column, n, look)
            return
        from xlsxwriter.utility import xl_range

        cells = xl_range(*span)
        bracketed = f'COUNTIF({cells},"*({letter}*")'
        formula = bracketed if inherited else f'COUNTIF({cells},"*{letter}*")-{bracketed}'
        self.sheet.write_formula(row, column, f"={formula}", look, n)

    def _below(self, total: float) -> None:
        row = self.last + len(self.totals) + 2
        for text in findings(self.matrix, self.lang):
            text = shorten(text, 2000)
            look = self.style(text_wrap=True, align="left", valign="top", font_color="#9C2F1B")
            self._across(row, text, look, _lines(text, total / 1.2) * 17 + 4)
            row += 1

    def _set_up(self, total: float) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.freeze_panes(self.first, self.start)
        if self.matrix.rows:
            sheet.autofilter(self.head, 0, self.last, max(self.right, 0))
        _print(sheet, self.matrix, self.lang, pages=max(1, ceil(total / 330)))
        sheet.repeat_rows(TABLE_TOP, self.head)
        sheet.repeat_columns(0, self.start - 1)


def _print(sheet: Worksheet, matrix: Matrix, lang: str, pages: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    title = shorten(matrix.heading.title.text(lang), 80).replace("&", "&&")
    number = word("page", lang).format("&P", "&N")
    sheet.set_footer(
        f"&L&9{' ' if title[:1].isdigit() else ''}{title}&C&9{number}&R&9 {matrix.heading.as_of[:10].replace('&', '&&')}"
    )


def _lines(text: str, columns: float) -> int:
    """Lines a wrapped text needs in a column of that width (in characters of the common font)."""
    room = max(columns / 1.13 - 0.5, 2)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))


def _table(sheet: Worksheet, style: _Style, top: int, heads: Sequence[str], widths: Sequence[float]) -> None:
    look = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True, align="left", indent=1)
    for c, (head, w) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(top, c, head, look)
        sheet.set_column(c, c, w)


_PRINTED = {
    "number": 6.5, "group": 16, "item": 28, "agency": 18, "role": 8, "letter": 7, "wording": 11, "inherited": 7, "distance": 7,
    "path": 40, "document": 28, "locator": 22, "quote": 40, "origin": 10, "valid_from": 11.5, "valid_to": 11.5, "under": 12,
}  # fmt: skip
_BESIDE = {"kind": 8, "column_group": 18, "scheme": 14, "item_id": 34, "agency_id": 34}
"""Columns at the right of the sheet of assignments, for those who calculate with it; left out of the print."""


def _assignments(matrix: Matrix, sheet: Worksheet, style: _Style, lang: str) -> None:
    """One row per assignment."""
    widths = _PRINTED | _BESIDE
    at = [LONG.index(key) for key in widths]
    _table(sheet, style, 0, [word(key, lang) for key in widths], list(widths.values()))
    sheet.set_row(0, 34)
    common = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top", "font_size": 10}
    direct, inherited = style(**common), style(**common, font_color=PALE)
    numbers = {c for c, key in enumerate(widths) if key in ("number", "distance")}
    rooms = [w * 1.1 for w in widths.values()]  # the print is smaller here
    for r, (a, values) in enumerate(zip(matrix.assignments, long_rows(matrix, lang), strict=True), 1):
        look = inherited if a.inherited else direct
        lines = 1
        for c, i in enumerate(at):
            value = values[i]
            if c in numbers:
                sheet.write_number(r, c, int(value), look)
                continue
            if len(value) > 4:
                lines = max(lines, _lines(value, rooms[c]))
            sheet.write_string(r, c, value[:LONGEST_TEXT], look)
        sheet.set_row(r, min(lines * 14 + 4, 400))
    last = max(len(matrix.assignments), 1)
    sheet.freeze_panes(1, list(widths).index("agency") + 1)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    sheet.hide_gridlines(2)
    _print(sheet, matrix, lang, pages=1)
    sheet.print_area(0, 0, last, len(_PRINTED) - 1)
    sheet.repeat_rows(0)


def _legend(matrix: Matrix, sheet: Worksheet, style: _Style, lang: str) -> None:
    """What letters, brackets, colours and origins mean, which data it is, and what is missing."""
    heads = [word(k, lang) for k in ("letter", "role", "means", "reason")]
    sheet.write_string(0, 0, shorten(matrix.heading.title.text(lang), 200), style(bold=True, font_size=16))
    _table(sheet, style, 2, heads, [16, 22, 26, 70])
    cell: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "indent": 1}
    row = 3
    for letter in matrix.scheme.letters:
        said = (letter.text(lang), relationship_word(letter.role, lang), letter.name(lang), letter.reason(lang))
        for c, text in enumerate(said):
            ground: dict[str, Any] = {"bg_color": FILL[letter.role], "bold": True} if c == 0 else {}
            sheet.write_string(row, c, text, style(**cell | ground))
        sheet.set_row(row, _lines(said[3], 70) * 16 + 4)
        row += 1
    lead = matrix.scheme.letters[0]
    said_of = notes(matrix, lang)[1:]
    signs = [(f"({lead.text(lang)})", said_of[0], {"bg_color": FILL_INHERITED[lead.role], "font_color": PALE})]
    signs += [(f"{lead.text(lang)}†", text, {"bg_color": FILL[lead.role], "bold": True}) for text in said_of[1:]]
    if matrix.empty_rows():
        signs.append(("", word("empty_rows", lang), {"bg_color": GAP_NAME}))
    for sign, text, look in signs:
        sheet.write_string(row, 0, sign, style(**cell | look))
        sheet.merge_range(row, 1, row, 3, "", style(**cell))
        sheet.write_string(row, 1, text, style(**cell))
        sheet.set_row(row, _lines(text, 110) * 16 + 4)
        row += 1
    row += 1
    lines = [notes(matrix, lang)[0], data_line(matrix, lang), *findings(matrix, lang)]
    lines.append(f"{word('origin', lang)}{': ' if lang == 'en' else '：'}" + _origins(lang))
    for text in filter(None, lines):
        text = shorten(text, 2000)
        look_ = style(text_wrap=True, valign="top")
        sheet.merge_range(row, 0, row, 3, "", look_)
        sheet.write_string(row, 0, text, look_)
        sheet.set_row(row, _lines(text, 134) * 16 + 6)
        row += 1
    sheet.hide_gridlines(2)
    _print(sheet, matrix, lang, pages=1)


def _origins(lang: str) -> str:
    return (", " if lang == "en" else "、").join(origin_word(c.code, lang) for c in ORIGINS)
