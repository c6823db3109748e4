"""How our sheets look and print: fonts, colours, formats made once, line counts for CJK text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from quanze.text.width import width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft JhengHei"
INK, PALE, LINE, HEAD = "#1A1A1A", "#555555", "#B8B8B8", "#E7ECEF"
TABLE_HEAD, REQUIRED_HEAD = "#1F4E5F", "#8A3B12"
"""The heads of a sheet that is filled in: of its columns, and of those that may not stay empty."""
A4, A3 = 9, 8
"""Sizes of paper as Excel numbers them."""
GAP, GAP_NAME = "#FDF3F0", "#F9DCD6"
PAGE = 190.0
"""Width of the columns that an A4 sheet on its side holds at a print size one can still read."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'] ?")
_LONGEST_NAME = 31


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


def column_width(longest: int) -> float:
    """The width of a column, in characters of the common font, for a text that takes so many columns."""
    return longest * 1.13 + 2


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Titles as names of sheets: without the signs that no name may have, short enough, and each another one."""
    found: list[str] = []
    for title in titles:
        name = _NOT_IN_NAMES.sub(" ", title).strip("' ")[:_LONGEST_NAME] or "-"
        number = 1
        while name.casefold() in {one.casefold() for one in found}:
            number += 1
            name = f"{name[: _LONGEST_NAME - 4].rstrip()} {number}"
        found.append(name)
    return found


def set_print(sheet: Worksheet, heads_at: int) -> None:
    """Print on A4 on its side, one page wide, with the heads in the row ``heads_at`` on every page."""
    sheet.repeat_rows(heads_at)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L&F&R&A")
    sheet.set_footer("&C&P / &N")


@lru_cache(maxsize=65536)
def lines_of(text: str, columns: float) -> int:
    """Lines a wrapped text needs in a column of that width (in characters of the common font)."""
    room = max(columns / 1.13 - 0.5, 2)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
