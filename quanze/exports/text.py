"""Names and quotes as they may be shown: one line, no hidden controls, a measured width.

Texts come from other people's files. ``plain`` makes any of them safe to put into a line of any format; what a format
itself treats as special (``|``, ``<``, a leading ``=``) is that format's own business.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ANY = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]|  ")
"""What makes a text need a closer look; most need none."""
_BREAKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reorder what stands after them
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"  # byte order marks, noncharacters, halves of pairs
)


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE:
        return "\ufffd"
    return f"[U+{code:04X}]"


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """``text`` on one line: breaks and runs of spaces become one space, hidden controls become visible.

    A control character becomes its picture (␀), a mark that turns the reading direction its number ([U+202E]), what no
    file can hold the replacement character. Nothing else changes.
    """
    if _ANY.search(text):
        text = _HIDDEN.sub(_shown, _BREAKS.sub(" ", text))
    return text.strip()


class _Columns(dict[str, int]):
    """Display columns of each character met so far; matrices ask for the same few thousand again and again."""

    def __missing__(self, c: str) -> int:
        if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
            columns = 0
        else:
            columns = 2 if unicodedata.east_asian_width(c) in "WFA" else 1
        self[c] = columns
        return columns


_COLUMNS = _Columns()


def shorten(text: str, columns: int) -> str:
    """``text`` cut to at most ``columns`` display columns, ending in … when something was cut."""
    if len(text) * 2 <= columns or width(text) <= columns:
        return text
    used = 0
    for i, c in enumerate(text):
        used += _COLUMNS[c]
        if used > columns - 2:  # room for the …, which is wide in Chinese print
            return text[:i].rstrip() + "…"
    return text


def width(text: str) -> int:
    """Display columns: two for a Chinese character or full-width sign (ambiguous ones counted wide), one for others."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


def pad(text: str, columns: int) -> str:
    """``text`` filled with spaces to ``columns`` display columns."""
    return text + " " * (columns - width(text))


def wide(text: str) -> bool:
    """Whether most of the text is Chinese or otherwise full-width: it may then be set from top to bottom."""
    return bool(text) and sum(unicodedata.east_asian_width(c) in "WF" for c in text) * 2 > len(text)
