"""Rows whose cells may stand under the heads beside their own.

A comma inside a number cuts a cell of a CSV file in two (1 | 200), a cell is left out, or a merged one is counted
twice: what follows is moved. A row shows it by a cell too many, or by what can stand under no such head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quanze.reader.columns import Heads
from quanze.reader.names import is_agency
from quanze.reader.tables.cells import AGENCY_LINE, REMARK_HEAD
from quanze.reader.wording import normalise, one_line

_Rows = Sequence[tuple[int, list[str], int]]
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_DAY = re.compile(r"[0-9]{2,4}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{0,2}日?)?")
_AMOUNT = re.compile(
    r"-[0-9].*|[0-9]+,[0-9,]+|[0-9]{1,2}\.[0-9]{3,}|[0-9]+(?:\.[0-9]+)?%|[2-8][0-9]{2}|[3-9][0-9]{3}|[0-9]{5}"
)
"""1,300, 15%, 250: no year, month or day."""
_BEGINS, _GOES_ON = re.compile("[0-9]{1,3}"), re.compile("[0-9]{3}(?:\\.[0-9]+)?")
_FIGURES = ("target", "result", "baseline")


def shifted_rows(heads: Heads, bands: Sequence[Heads], rows: _Rows) -> frozenset[tuple[int, int]]:
    """The rows, by table and row, whose cells may be moved."""
    known = {c for half in bands for c in (*half.columns, *(c for c, word in half.unknown.items() if word.strip()))}
    end = max(known, default=0)
    last = [cells[end] for _, cells, _ in rows if end < len(cells) and cells[end].strip()]
    numbers = 2 * sum(map(_is_number, last)) > len(last)
    longer = [any(_is_number(t) is numbers for t in _filled(cells[end + 1 :])) for _, cells, _ in rows]
    few = 2 * sum(longer) < len(rows)  # words beside the figures of a row are a note
    remarks = _remarks_of_words(heads, rows)
    dated = [c for c in heads.of("due", "period", "begin", "end") if _are_days(c, rows)]
    return frozenset(
        (number, at)
        for (number, cells, at), long in zip(rows, longer, strict=True)
        if (long and (few or _is_cut(heads, cells)))
        or _is_misplaced(heads, cells, dated)
        or (_is_cut(heads, cells) and any(_is_no_remark(cells[c]) for c in remarks if c < len(cells)))
    )


def _filled(cells: Sequence[str]) -> list[str]:
    return [text for text in cells if text.strip()]


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(normalise(text).strip()))


def _is_no_remark(text: str) -> bool:
    return _is_number(text) or bool(_DAY.fullmatch(normalise(text).strip()))


def _is_cut(heads: Heads, cells: Sequence[str]) -> bool:
    """Whether a number may have been cut at the comma between its thousands: 1 | 200 side by side under figures."""
    columns = set(heads.of(*_FIGURES))
    return any(
        (c in columns or c + 1 in columns) and _BEGINS.fullmatch(a.strip()) and _GOES_ON.fullmatch(b.strip())
        for c, (a, b) in enumerate(pairwise(cells))
    )


def _are_days(column: int, rows: _Rows) -> bool:
    """Whether most cells of a column of days are no amounts."""
    filled = [cells[column] for _, cells, _ in rows if column < len(cells) and cells[column].strip()]
    return 2 * sum(map(_is_amount, filled)) < len(filled)


def _is_amount(text: str) -> bool:
    """Whether a cell is a number that is no year, month or day: 1,300, 98.5, 250."""
    norm = normalise(text).strip()
    return bool(_AMOUNT.fullmatch(norm)) and not _DAY.fullmatch(norm)


def _is_misplaced(heads: Heads, cells: Sequence[str], dated: Sequence[int]) -> bool:
    """Whether a number stands where agencies, indicators or tasks do, one that is no day where days do, or an agency
    where figures do."""
    own = {c: one_line(cells[c]).strip() for c in heads.columns if c < len(cells)}
    numbers = any(_is_number(own[c]) for c in heads.of("role", "leadless", "indicator", "unit") if c in own)
    numbers = numbers or any(_is_amount(own[c]) for c in dated if c in own)
    agency = any(
        is_agency(text) and not re.search("[0-9]", text) and (not text.isascii() or AGENCY_LINE.search(text))
        for c in heads.of(*_FIGURES, "period", "due")
        if (text := normalise(own.get(c, "")))
    )
    return numbers or agency


def _remarks_of_words(heads: Heads, rows: _Rows) -> list[int]:
    """The columns of remarks in which most rows say more than a number or a day."""
    remarks = [c for c in heads.of("beside") if REMARK_HEAD.search(normalise(heads.columns[c].word))]
    said = {c: [cells[c] for _, cells, _ in rows if c < len(cells) and cells[c].strip()] for c in remarks}
    return [c for c in remarks if 2 * sum(map(_is_no_remark, said[c])) < max(len(said[c]), 3)]
