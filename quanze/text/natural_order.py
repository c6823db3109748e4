"""The order in which people expect numbers and codes: 13.2 before 13.10, 13.3 before 13.a, （二） before （十）."""

from __future__ import annotations

import re

from quanze.text.numerals import NUMERALS, numeral_value

_PARTS = re.compile(rf"[0-9]+|[{NUMERALS}]+|[^0-9{NUMERALS}.]+")

Part = tuple[int, int, str]
"""A number (0, its value, "") or words (1, 0, the words), so that numbers come before words."""


def natural_key(text: str) -> tuple[Part, ...]:
    """A key for ``sorted``: numbers, also Chinese ones, by their value; the dots of a code only separate its parts."""
    return tuple(_part(p) for p in _PARTS.findall(text))


def _part(text: str) -> Part:
    first = text[0]
    if first.isascii() and first.isdigit():
        return (0, int(text), "")
    value = numeral_value(text) if first in NUMERALS else None
    return (1, 0, text) if value is None else (0, value, "")


class Natural:
    """A text that sorts by its ``natural_key``, which is made only where something else does not decide before it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Natural) and (
            self._text == other._text or natural_key(self._text) == natural_key(other._text)
        )

    def __lt__(self, other: Natural) -> bool:
        return natural_key(self._text) < natural_key(other._text)

    __hash__ = None  # type: ignore[assignment]
