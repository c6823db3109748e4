"""How our sheets look and print: fonts, colours, formats made once, line counts for CJK text."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from quanze.schema.text_width import width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Microsoft JhengHei"
INK, PALE, LINE, HEAD = "#1A1A1A", "#555555", "#B8B8B8", "#E7ECEF"
GAP, GAP_NAME = "#FDF3F0", "#F9DCD6"


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


@lru_cache(maxsize=65536)
def lines_of(text: str, columns: float) -> int:
    """Lines a wrapped text needs in a column of that width (in characters of the common font)."""
    room = max(columns / 1.13 - 0.5, 2)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
