"""Workbooks whose texts stay texts: none becomes a formula, a link, a number or markup."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST_TEXT = 32_767
"""Characters a cell can hold."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Rows and columns of a worksheet."""


def new_workbook(into: BytesIO) -> Workbook:
    """An empty workbook that is written to ``into`` when it is closed."""
    from xlsxwriter import Workbook

    return Workbook(
        into,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )


@cache
def sheet_class() -> Any:
    """The class of worksheets for any text: XlsxWriter writes ``<r>…</r>`` into the file as its own markup.

    Such a text gets a space before it.
    """
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]
        def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
            if string.startswith("<r>") and string.endswith("</r>"):
                string = f" {string}"
            return super().write_string(row, col, string, cell_format)

    return Sheet
