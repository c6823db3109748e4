"""Texts made fit to be shown: on one line, with nothing in them that acts without being seen.

Texts come from other people's files. What one format treats as special (``|``, ``<``, a leading ``=``) is the concern
of that format's writer.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = r" \t\n\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\xad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
_HIDDEN = f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_REORDERING}{_UNSEEN}\ufffe\uffff\ud800-\udfff]"
_ACTING = f"{_HIDDEN}|[\x0b-\x0d\x1c-\x1f\x85\u2028\u2029]"


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if re.match(f"[{_UNSEEN}]", found.group()):
        return ""
    return f"[U+{code:04X}]"


def visible(text: str) -> str:
    """``text`` with its lines and tabs, and otherwise nothing that a terminal would act on: as ``clean`` shows it."""
    return re.sub(_ACTING, _shown, text)


def escaped(text: str) -> str:
    """JSON with what is hidden as ``\\u`` escapes: the same values, and nothing that acts where they are looked at."""
    return text if text.isprintable() else re.sub(_ACTING, _unit_by_unit, text)  # all of them are unprintable


def _unit_by_unit(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """``text`` on one line: breaks and runs of spaces of any width become one space, and nothing hidden stays hidden.

    A control character becomes its picture (␀), a mark that turns the reading direction its number ([U+202E]), what
    no file can hold the replacement character; characters without shape or effect are left out. The joiners that
    emoji and Indic scripts need are kept.
    """
    if not text.isprintable() or "  " in text:  # most texts need no pattern
        text = re.sub(f"[{_SPACES}]+", " ", re.sub(_HIDDEN, _shown, text))
    return text.strip()
