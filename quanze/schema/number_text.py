"""Numbers as cells write them, and the marks of footnotes that look like digits.

A text is a number only as a whole, in one of these forms: digits with an optional sign and decimal point (``90``,
``-3.5``), the same with thousands separators (``1,234.5``) or a power of ten (``1.2e6``), and a percentage (``5%``).
Full-width digits and signs are read as the plain ones. Nothing else is made plain first: ①, ² and ½ are no digits.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import NamedTuple

FORMS = "90, -3.5, 1,234.5, 1.2e6, 5%"
"""One example of each form, for messages."""
PERCENT = "%"
DIGITS_KEPT = 15
"""Digits that a spreadsheet keeps of a number, and that every program gives back unchanged."""
_WIDE = str.maketrans("０１２３４５６７８９．，＋－％Ｅｅ", "0123456789.,+-%Ee")
_SIGNS = re.compile(r"[0-9０-９.,+\-%Ee．，＋－％Ｅｅ \u3000]+")
"""Every sign that a number may have; most texts that are no numbers have some other sign."""
_NUMBER = re.compile(r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)[ \u3000]?(?P<unit>%?)")
_COMMAS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?[ \u3000]?%?")
_REFERENCE = re.compile(
    r"\s*(?:[(（\[［〔【]\s*[註注附]?\s*[0-9０-９]{1,2}\s*[)）\]］〕】]|[註注][0-9０-９]{0,2}|[*＊※†‡§#＃]+)\Z"
)
_RAISED = ("<super>", "<sub>", "<circle>")
_SUPERSCRIPT = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class WrittenNumber(NamedTuple):
    """A number with its unit, ``%`` or none; its digits as they were read; what the text had that these have not."""

    value: float
    unit: str
    digits: str
    separated: bool
    exact: bool


def read_number(text: str) -> WrittenNumber:
    """The number that a text is as a whole; ValueError when it is none."""
    plain = text.strip()
    if not _SIGNS.fullmatch(plain):
        raise ValueError(f"{text!r} is no number")
    if not plain.isascii():
        plain = plain.translate(_WIDE)
    separated = _COMMAS.fullmatch(plain) is not None
    found = _NUMBER.fullmatch(plain.replace(",", "") if separated else plain)
    if not found:
        raise ValueError(f"{text!r} is no number")
    digits = found["number"]
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is too large")
    exact = len(digits) <= DIGITS_KEPT or _is_exact(digits, value)
    return WrittenNumber(value, found["unit"], digits, separated, exact)


def _is_exact(digits: str, value: float) -> bool:
    from decimal import Decimal  # few numbers are that long, and dates are read by this module too

    return Decimal(digits) == Decimal(repr(value))


def has_footnote_mark(text: str) -> bool:
    """Whether a raised, lowered or circled character is in the text; normal forms would make it a digit or letter."""
    return not text.isascii() and any(map(_is_mark, text))


def without_footnotes(text: str) -> str:
    """The text without the marks of footnotes: ``90①``, ``90*``, ``90(註1)`` and ``90註1`` are ``90``."""
    kept = text if text.isascii() else "".join(c for c in text if not _is_mark(c)).strip()
    return _REFERENCE.sub("", kept)


def raised(text: str, how: str) -> str:
    """What a run of superscript or subscript shows, in characters that are so themselves where there are such."""
    return text.translate({"superscript": _SUPERSCRIPT, "subscript": _SUBSCRIPT}.get(how, {}))


@cache
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "No" or unicodedata.decomposition(character).startswith(_RAISED)


class ShownNumber(NamedTuple):
    """A number as people read it in a sentence, written when the sentence is."""

    value: float

    def in_language(self, _lang: str) -> str:
        """The same in every language."""
        return shown_number(self.value)


def shown_number(value: float) -> str:
    """A number as people read it: no more than ten digits, and none that say nothing."""
    return f"{value:.10g}"
