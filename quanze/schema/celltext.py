"""How lists and risky texts are written in one cell of a file, and how they are read back: pairs of inverses."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPLIT = re.compile(r"(?<!\\)((?:\\\\)*)[;；\n]")
# East Asian spreadsheets take the full-width signs for formulas too.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
_AFTER_SEPARATOR = re.compile(r"(;\s*)(?=[=+\-@＝＋－＠])")


def split_list(text: str) -> list[str]:
    """Items separated by ``;``, ``；`` or a new line; a backslash keeps a separator."""
    parts = _SPLIT.sub(r"\1\n", text).split("\n")
    items = (re.sub(r"\\([\\;；])", r"\1", part).strip() for part in parts)
    return [i for i in items if i]


def join_list(items: Iterable[str]) -> str:
    """The inverse of ``split_list``."""
    return "; ".join(re.sub(r"([\\;；])", r"\\\1", i) for i in items)


def neutral(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula: an apostrophe is put before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def inert(text: str) -> str:
    """``neutral`` for a cell that is only read: also where a spreadsheet splits lines at semicolons.

    ``restored`` does not undo this; a table that loads again takes ``neutral``.
    """
    return neutral(_AFTER_SEPARATOR.sub(r"\1'", text) if ";" in text else text)


def restored(text: str) -> str:
    """The inverse of ``neutral``; a text that needs no apostrophe is left alone."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text


def guarded(text: str) -> str:
    """``text`` for a cell that is text anyway, such that ``restored`` gives it back."""
    return neutral(text) if text.startswith("'") else text
