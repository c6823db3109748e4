"""What a spreadsheet shows for a number by the format code of its cell: 0.05 is 5%, 8.1 may be 8.10, a day its year."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

BUILT_IN = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
"""Codes that a workbook names by number and whose look is not that of the plain number."""
_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<number>(?:General|[#0?.,])+)"
    r"|(?P<exponent>E[+-][0#?]+)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class ShownNumber(NamedTuple):
    """A number cell that shows more than its number: the text shown, and the value in the unit that it shows."""

    text: str
    value: float
    unit: str
    scaled: bool
    """Whether the cell holds thousands or millions of what it shows."""
    bare: bool
    """Whether the number has only its unit beside it."""


class FormattedNumber:
    """A number cell whose format is followed. What it shows is made when it is asked for: a large table that is wrong
    throughout is not read to its end."""

    __slots__ = ("_code", "_value")

    def __init__(self, value: float, code: str) -> None:
        self._value = value
        self._code = code

    @property
    def shown(self) -> ShownNumber:
        """The cell as it is shown."""
        found = shown_number(self._value, self._code)
        assert found is not None
        return found


class _Code(NamedTuple):
    """The first section of a format code, taken apart."""

    before: str
    digits: str
    after: str
    letters: frozenset[str]

    @property
    def is_number(self) -> bool:
        return bool(self.digits) and not self.letters


@lru_cache(maxsize=64)  # few formats, many cells
def _parsed(code: str) -> _Code:
    before, digits, after, letters = "", "", "", set()
    for found in _TOKEN.finditer(code):
        if found["end"]:
            break
        literal = found["quoted"] or found["escaped"] or ""
        if found["number"] and not digits:
            digits = found["number"]
        elif found["number"]:
            letters.add("0")  # a second number: a fraction, a telephone number
        elif found["exponent"]:
            letters.add("E")
        elif found["other"]:
            if found["other"].lower() in "ymdhsegb@/":
                letters.add(found["other"].lower())
            else:
                literal = found["other"]
        if digits:
            after += literal
        else:
            before += literal
    return _Code(before.strip(), digits, after.strip(), frozenset(letters))


def changes_look(code: str) -> bool:
    """Whether a cell of this format may show something else than its plain number or its day."""
    found = _parsed(code)
    if found.is_number:
        return bool(found.before or found.after or "." in found.digits or found.digits.endswith(",")) or (
            found.digits.replace(",", "").replace("#", "").startswith("00")
        )
    return bool(_precision(code))


@lru_cache(maxsize=64)
def is_followed(code: str) -> bool:
    """Whether it is known what a format code shows for a number, and that is more than the plain number."""
    found = _parsed(code)
    whole, _, fraction = found.digits.partition(".")
    more = found.before or found.after or "0" in fraction or whole.count("0") > 1 or found.digits.endswith(",")
    return found.is_number and bool(more)


def shown_number(value: float, code: str) -> ShownNumber | None:
    """A number as a format code shows it; None when the code says nothing that we follow."""
    if not is_followed(code) or not math.isfinite(value * 100):
        return None
    found = _parsed(code)
    whole, _, fraction = found.digits.partition(".")
    thousands = len(found.digits) - len(found.digits.rstrip(","))
    percent = "%" in found.after
    exact = Decimal(repr(float(value))) * (100 if percent else 1) / 1000**thousands
    decimals = fraction.count("0")
    least = whole.count("0")
    if decimals or percent or least > 1 or thousands:
        text = f"{exact:.{decimals}f}" if decimals or exact == int(exact) or thousands else f"{float(exact):.10g}"
        sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
        text = sign + text.rjust(least + (decimals + 1 if decimals else 0), "0")
    else:
        text = f"{float(exact):.10g}"
    return ShownNumber(f"{found.before}{text}{found.after}", float(exact), found.after, thousands > 0, not found.before)


def shown_day(value: Any, code: str, since_1904: bool = False) -> str:
    """The year, or year and month, that a date cell shows; empty when it shows a day or no date.

    ``value`` is a date, or the number of a day where the reader of the workbook does not see that it is one.
    """
    precision = _precision(code)
    if not precision:
        return ""
    if isinstance(value, float):
        try:
            value = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(value))
        except OverflowError:
            return ""
    if not isinstance(value, (date, datetime)):
        return ""
    return value.isoformat()[: {"year": 4, "month": 7}[precision]]


@lru_cache(maxsize=64)
def _precision(code: str) -> str:
    """``year`` or ``month``: all that a date of this format shows; empty for other formats."""
    letters = _parsed(code).letters
    if not letters & {"y", "e"} or letters & {"d", "h", "s", "0", "@"}:
        return ""
    return "month" if "m" in letters else "year"
