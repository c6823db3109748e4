"""How our sheets look and print: fonts, colours, formats made once, line counts for CJK text, paper."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from quanze.exports.crosswalk import TYPES
from quanze.exports.matrix import Matrix
from quanze.exports.matrix_words import word
from quanze.exports.text import shorten, width
from quanze.schema.looks import cell_ground

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft JhengHei"
FILL = {type_: cell_ground(type_) for type_ in TYPES}
"""Ground of a direct role's cell; the letter says the same."""
FILL_INHERITED = {type_: cell_ground(type_, inherited=True) for type_ in TYPES}
INK, PALE, LINE, HEAD = "#1A1A1A", "#555555", "#B8B8B8", "#E7ECEF"
GAP, GAP_NAME = "#FDF3F0", "#F9DCD6"
LONGEST_TEXT = 32_767
"""Characters a cell can hold."""


class Style:
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


def set_print(sheet: Worksheet, matrix: Matrix, lang: str, pages: int) -> None:
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


@lru_cache(maxsize=65536)
def lines_of(text: str, columns: float) -> int:
    """Lines a wrapped text needs in a column of that width (in characters of the common font)."""
    room = max(columns / 1.13 - 0.5, 2)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
