"""How many columns a text takes where every character has one or two: a terminal, a worksheet, aligned Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


class _Columns(dict[str, int]):
    """Columns of each character met so far; the same few thousand characters are measured again and again."""

    def __missing__(self, c: str) -> int:
        if _HAN[0] <= c <= _HAN[1]:
            columns = 2
        else:
            from wcwidth import wcwidth

            columns = max(wcwidth(c), 0)
        self[c] = columns
        return columns


# What wcwidth says of the characters that nearly every text of ours is made of: loading it takes 30 ms, a third of a
# short command.
_HAN = ("\u4e00", "\u9fff")
_FREQUENT = dict.fromkeys("、。，；：！？（）「」『』《》〈〉【】〔〕／　", 2) | dict.fromkeys("─■→…†‧·–—“”‘’✓✗×", 1)
_COLUMNS = _Columns({chr(c): 1 for c in range(0x20, 0x7F)} | _FREQUENT)
_NO_START = "。、，；：？！」』）】》〉"
"""Marks that no line of Chinese begins with."""
_NO_END = "「『（【《〈"
"""Marks that no line of Chinese ends with."""


def width(text: str) -> int:
    """Columns of a text: a Chinese character or full-width mark takes two, a combining or control character none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_COLUMNS.__getitem__, text))


def pad(text: str, columns: int) -> str:
    """``text`` filled with spaces to ``columns``; a longer one as it is."""
    return text + " " * max(columns - width(text), 0)


def fitted(widths: Sequence[float], room: float, least: float) -> list[float]:
    """Widths of columns that together take at most ``room``: the widest give way first, none below ``least``."""
    found = list(widths)
    while found and sum(found) > room and max(found) > least:
        widest = found.index(max(found))
        found[widest] = max(least, found[widest] - max(1, found[widest] // 8))
    return found


def shorten(text: str, columns: int) -> str:
    """``text`` cut to at most ``columns``, ending in … when something was cut."""
    if len(text) * 2 <= columns or width(text) <= columns:
        return text
    used = 0
    for i, c in enumerate(text):
        used += _COLUMNS[c]
        if used > columns - 2:  # the … takes two columns in Chinese print
            return text[:i].rstrip() + "…"
    return text


def mostly_wide(text: str) -> bool:
    """Whether most characters are Chinese or otherwise full-width: such a text can be set from top to bottom."""
    return bool(text) and sum(unicodedata.east_asian_width(c) in "WF" for c in text) * 2 > len(text)


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of at most ``columns``, broken at spaces where there are some, anywhere in Chinese and beside it."""
    if len(text) * 2 <= columns or width(text) <= columns:  # as most cells of a table
        if text:
            yield text
        return
    line, used, space = "", 0, -1
    for c in text:
        step = _COLUMNS[c]
        if used + step > columns:
            if space > 0 and c != " " and (c.isascii() or (c in _NO_START and line[-1:].isascii())):
                yield line[:space].rstrip()
                line = line[space:].lstrip()
            elif len(line) > 1 and (line[-1] in _NO_END or (c in _NO_START and not line[-2:].isspace())):
                yield line[:-1].rstrip()
                line = line[-1]
            else:
                yield line.rstrip()
                line = ""
            used, space = width(line), -1
            if c == " " and not line:
                continue
        if c == " ":
            space = len(line)
        line += c
        if (c in "-/|" and not line[-2:-1].isspace()) or (step == 2 and c not in _NO_END):
            space = len(line)  # a code or an id may go on after its hyphen, a Latin word after a Chinese one
        used += step
    if line:
        yield line


def indented(text: str, columns: int) -> str:
    """``text`` with lines of at most ``columns``; what a line carries over is indented by two more than the line."""
    lines: list[str] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if width(line) <= columns or columns < indent + 20:
            lines.append(line)
            continue
        first, *rest = wrapped(line[indent:], columns - indent - 2)
        lines += [" " * indent + first, *(" " * (indent + 2) + part for part in rest)]
    return "\n".join(lines)
