"""Labels that fit their boxes: widths of Chinese and Latin text without a browser, and fair line breaks."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

SIZE_ZH = 18.0
SIZE_EN = 13.5
LINE = 1.2
MOST_LINES = 3
_NO_START = set("、，。；：！？）」』》〉】%％,.;:!?)]}")
_OPENING = set("（(「『《〈【")
_PAUSE = set("及與和或之的暨")
_HARMFUL = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}


def plain(text: str) -> str:
    """One line of visible text: control, direction and other unseen characters become spaces or nothing."""
    if text.isalnum():
        return text
    kept = []
    for c in text:
        if c in "\t\n\r\x0b\x0c\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(c) not in _HARMFUL:
            kept.append(c)
    return " ".join("".join(kept).split())


def escaped(text: str) -> str:
    """Text for an SVG document, without the characters that XML forbids."""
    return escape("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def text_width(text: str, size: float) -> float:
    """About how many pixels wide ``text`` is in a sans-serif of ``size`` pixels."""
    units = 0.0
    for c in text:
        if c.isascii():
            units += 0.3 if c in " .,;:'|!ijlI()[]" else 0.66 if c.isupper() or c in "mwMW@%" else 0.55
        else:
            units += 1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.0 if unicodedata.combining(c) else 0.6
    return units * size


def lines(text: str, size: float, width: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """``text`` broken into at most ``most`` lines no wider than ``width`` pixels, of about equal length.

    Breaks between words, or anywhere between Chinese characters but before closing punctuation; what
    does not fit ends in an ellipsis.
    """
    clean = plain(text[:400])
    whole = text_width(clean, size)
    if whole <= width:
        return (clean,) if clean else ()
    count = min(most, int(whole / width) + 1)
    if count == 2 and (halves := _halves(clean, size, width)):
        return halves
    for tries in range(count, most + 1):
        broken = _break(clean, size, min(width, whole / tries * 1.08 + size))
        if len(broken) <= tries:
            return tuple(broken)
    broken = _break(clean, size, width)
    if len(broken) <= most:
        return tuple(broken)
    last = broken[most - 1]
    while last and text_width(last + "…", size) > width:
        last = last[:-1]
    return (*broken[: most - 1], last + "…")


def _halves(text: str, size: float, width: float) -> tuple[str, str] | None:
    """The best two lines, both within ``width``: near the middle, and where a reader would pause."""
    best: tuple[float, tuple[str, str]] | None = None
    pieces = _pieces(text)
    for n in range(1, len(pieces)):
        first, second = "".join(pieces[:n]).strip(), "".join(pieces[n:]).strip()
        if not first or not second:
            continue
        one, two = text_width(first, size), text_width(second, size)
        if max(one, two) > width:
            continue
        pause = 7.0 if second[0] in _OPENING else 4.0 if first[-1] in _NO_START else 2.0 if first[-1] in _PAUSE else 0.0
        cost = abs(one - two) / size - pause
        if best is None or cost < best[0]:
            best = (cost, (first, second))
    return best[1] if best else None


def _break(text: str, size: float, width: float) -> list[str]:
    done: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip(), size) > width:
            done.append(line.strip())
            line = ""
        while text_width(piece, size) > width and len(piece) > 1:
            keep = _fitting(piece, size, width)
            done.append(piece[:keep])
            piece = piece[keep:]
        line += piece
    if line.strip():
        done.append(line.strip())
    return done


def _fitting(piece: str, size: float, width: float) -> int:
    """How many characters of an overlong word fit into ``width``; one at least."""
    used = 0.0
    for n, c in enumerate(piece):
        used += text_width(c, size)
        if used > width:
            return max(1, n)
    return len(piece)


def _pieces(text: str) -> list[str]:
    """Text cut where a line may end: after spaces, and around wide characters."""
    pieces: list[str] = []
    for c in text:
        wide = unicodedata.east_asian_width(c) in "WF"
        glue = c in _NO_START or (pieces and not wide and not pieces[-1].endswith(" ") and not _wide_end(pieces[-1]))
        if pieces and glue:
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces


def _wide_end(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) in "WF"
