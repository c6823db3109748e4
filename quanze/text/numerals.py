"""Whole numbers as Chinese texts write them: 十七, 二十, 廿一, 一百零三, 一一二, 壹."""

from __future__ import annotations

_DIGITS = {c: n for n, forms in enumerate(("零○〇", "一壹", "二貳兩", "三參叁", "四肆", "五伍")) for c in forms}
_DIGITS |= {c: n for n, forms in enumerate(("六陸", "七柒", "八捌", "九玖"), 6) for c in forms}
_UNITS = {"十": 10, "拾": 10, "百": 100}
_TENS = {"廿": 20, "卅": 30}
NUMERALS = "".join((*_DIGITS, *_UNITS, *_TENS))
"""The characters of such numbers."""


def numeral_value(text: str) -> int | None:
    """The value of a number below 1,000 with its units, or of digits one after another; None for any other text."""
    if not text or any(c not in NUMERALS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            total += _TENS[c]
        else:
            total += (digit or 1) * _UNITS[c]
            digit = 0
    return total + digit
