"""The address of a cell as spreadsheets write it: C7."""

from __future__ import annotations


def column_letters(position: int) -> str:
    """The letters of a column; ``position`` counts from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """The address of a cell; both count from 0."""
    return f"{column_letters(column)}{row + 1}"
