"""The other sheets of a matrix's workbook: one row per assignment, and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quanze.exports.matrix.long_form import LONG, long_rows
from quanze.exports.matrix.model import Matrix
from quanze.exports.matrix.words import data_line, findings, notes, role_word, word
from quanze.exports.sheet_style import GAP_NAME, HEAD, LINE, PALE, Style, lines_of
from quanze.exports.workbook import LONGEST_TEXT
from quanze.locale import message
from quanze.schema import ORIGINS
from quanze.schema.looks import cell_ground
from quanze.text.width import shorten

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def set_print(sheet: Worksheet, matrix: Matrix, lang: str, pages: int) -> None:
    """Set a sheet up for A3 on its side, ``pages`` wide, with title, page number and date below."""
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    title = shorten(matrix.heading.title.text(lang), 80).replace("&", "&&")
    number = message("Page {page} of {pages}", page="&P", pages="&N").in_language(lang)
    day = matrix.heading.as_of[:10].replace("&", "&&")
    sheet.set_footer(f"&L&9{' ' if title[:1].isdigit() else ''}{title}&C&9{number}&R&9 {day}")


def _table(sheet: Worksheet, style: Style, top: int, heads: Sequence[str], widths: Sequence[float]) -> None:
    look = style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True, align="left", indent=1)
    for c, (head, w) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(top, c, head, look)
        sheet.set_column(c, c, w)


_PRINTED = {
    "number": 6.5,
    "group": 16,
    "item": 28,
    "agency": 18,
    "role": 8,
    "letter": 7,
    "wording": 11,
    "inherited": 7,
    "distance": 7,
    "path": 40,
    "document": 28,
    "locator": 22,
    "quote": 40,
    "origin": 10,
    "valid_from": 11.5,
    "valid_to": 11.5,
    "under": 12,
}
_BESIDE = {"kind": 8, "column_group": 18, "scheme": 14, "item_id": 34, "agency_id": 34}
"""Columns at the right of the sheet of assignments, for those who calculate with it; left out of the print."""


def write_assignments(matrix: Matrix, sheet: Worksheet, style: Style, lang: str) -> None:
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
            if not value:
                sheet.write_blank(r, c, None, look)
                continue
            if c in numbers:
                sheet.write_number(r, c, int(value), look)
                continue
            if 2 * len(value) > rooms[c]:
                lines = max(lines, lines_of(value, rooms[c]))
            sheet.write_string(r, c, value[:LONGEST_TEXT], look)
        sheet.set_row(r, min(lines * 15 + 4, 400))
    last = max(len(matrix.assignments), 1)
    sheet.freeze_panes(1, list(widths).index("agency") + 1)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    sheet.hide_gridlines(2)
    set_print(sheet, matrix, lang, pages=1)
    sheet.print_area(0, 0, last, len(_PRINTED) - 1)
    sheet.repeat_rows(0)


def write_legend(matrix: Matrix, sheet: Worksheet, style: Style, lang: str) -> None:
    """What letters, brackets, colours and origins mean, which data it is, and what is missing."""
    heads = [word(k, lang) for k in ("letter", "role", "means", "reason")]
    sheet.write_string(0, 0, shorten(matrix.heading.title.text(lang), 200), style(bold=True, font_size=16))
    _table(sheet, style, 2, heads, [16, 22, 26, 70])
    cell: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "indent": 1}
    row = 3
    legend = {}
    for letter in matrix.legend():  # letters that differ in Chinese only are one in English
        role = role_word(letter.role, lang, "") if matrix.scheme.reading else letter.name(lang)
        legend[letter.text(lang), role, letter.name(lang), letter.reason(lang)] = letter
    for said, letter in legend.items():
        for c, text in enumerate(said):
            behind: dict[str, Any] = {"bg_color": cell_ground(letter.role), "bold": True} if c == 0 else {}
            sheet.write_string(row, c, text, style(**cell | behind))
        sheet.set_row(row, lines_of(said[3], 70) * 16 + 4)
        row += 1
    lead = matrix.legend()[0]
    said_of = notes(matrix, lang)[1:]
    signs: list[tuple[str, str, dict[str, Any]]] = [
        (f"({lead.text(lang)})", said_of[0], {"bg_color": cell_ground(lead.role, inherited=True), "font_color": PALE})
    ]
    signs += [
        (f"{lead.text(lang)}{text[0]}", text, {"bg_color": cell_ground(lead.role), "bold": True})
        for text in said_of[1:]
    ]
    if matrix.empty_rows():
        signs.append(("", word("empty_rows", lang), {"bg_color": GAP_NAME}))
    for sign, text, look in signs:
        sheet.write_string(row, 0, sign, style(**cell | look))
        sheet.merge_range(row, 1, row, 3, "", style(**cell))
        sheet.write_string(row, 1, text, style(**cell))
        sheet.set_row(row, lines_of(text, 110) * 16 + 4)
        row += 1
    row += 1
    lines = [notes(matrix, lang)[0], data_line(matrix, lang), *findings(matrix, lang)]
    lines.append(message("Origin: {origins}", origins=ORIGINS).in_language(lang))
    for text in filter(None, lines):
        text = shorten(text, 2000)
        look_ = style(text_wrap=True, valign="top")
        sheet.merge_range(row, 0, row, 3, "", look_)
        sheet.write_string(row, 0, text, look_)
        sheet.set_row(row, lines_of(text, 134) * 16 + 6)
        row += 1
    sheet.hide_gridlines(2)
    set_print(sheet, matrix, lang, pages=1)
