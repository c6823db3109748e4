"""The workbook of the tier classification: which of its sheets is the current one, and where its columns are."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from quanze.loaders.archive import readable
from quanze.locale import Message, message

HEADS = {
    "code": ("UNSD Indicator Code", re.compile(r"unsd.*code")),
    "target": ("Target", re.compile(r"target$")),
    "indicator": ("Indicator", re.compile(r"indicator$")),
    "custodian": ("Custodian Agency(ies)", re.compile(r"(possible)?custodianagenc")),
    "partner": ("Partner Agency(ies)", re.compile(r"partneragenc")),
    "tier": ("Tier Classification", re.compile(r"(updated)?tierclassification")),
}
"""Each column's head as published, and what its letters alone look like."""
_FEWEST = 4
"""With this many of the heads a sheet is taken for a tier sheet, whole or not."""
_HEAD_ROWS = 20
"""Rows searched for the heads."""
_BEGINNING = 1 << 20
"""Bytes of an .xlsx sheet with its texts inside in which words of the heads are looked for."""
_WORDS = (b"custodian", b"partner agenc", b"tier classification")
"""Words of the heads that a workbook of another kind rarely has."""
_AS_OF = re.compile(r"as of\s+(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass
class Sheet:
    """One worksheet: title, whether it is shown, and all its cells from A1 on."""

    title: str
    visible: bool
    cells: list[list[Any]]


@dataclass
class Found:
    """The current tier sheet: row of the heads (from 0), column of each head, and edition (ISO date or empty)."""

    sheet: Sheet
    head_row: int
    heads: dict[str, int]
    edition: str


def open_sheets(path: Path) -> list[Sheet]:
    """Every worksheet of a workbook; FileError when it cannot be read."""
    import python_calamine as calamine

    with readable(path.name):
        book = calamine.CalamineWorkbook.from_path(path)
        return [
            Sheet(
                m.name,
                m.visible == calamine.SheetVisibleEnum.Visible,
                book.get_sheet_by_name(m.name).to_python(skip_empty_area=False),
            )
            for m in book.sheets_metadata
            if m.typ == calamine.SheetTypeEnum.WorkSheet
        ]


def may_be_tier(path: Path) -> bool:
    """Whether words of the heads are among a workbook's texts; true when only parsing could decide it."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            texts = [n for n in names if n.lower().endswith("sharedstrings.xml")]
            texts += [n for n in names if n == "content.xml"]
            # Texts in the sheets themselves are in the order of the rows, and heads come early.
            sheets = [] if texts else [n for n in names if n.startswith("xl/worksheets/")]
            parts = [(n, -1) for n in texts] + [(n, _BEGINNING) for n in sheets]
            lowered = (archive.open(n).read(size).lower() for n, size in parts)
            return not parts or any(word in text for text in lowered for word in _WORDS)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
        return path.is_file()


def find_tier_sheet(sheets: Sequence[Sheet]) -> Found | None:
    """The sheet to read: shown before hidden, complete before incomplete, newest first; None when there is none.

    The published workbook hides an older edition with the same heads, and the deleted indicators.
    """
    best: tuple[tuple[bool, int, str], Found] | None = None
    for sheet in sheets:
        for i, row in enumerate(sheet.cells[:_HEAD_ROWS]):
            heads = _heads(row)
            if len(heads) < _FEWEST:
                continue
            edition = edition_in(sheet.cells[:i])
            rank = (sheet.visible, len(heads), edition)
            if best is None or rank > best[0]:
                best = (rank, Found(sheet, i, heads, edition))
            break
    if best is None:
        return None
    found = best[1]
    found.edition = found.edition or edition_in(row for s in sheets for row in s.cells[:_HEAD_ROWS])
    return found


def _heads(row: Sequence[Any]) -> dict[str, int]:
    """Column of each head; the first of duplicate heads, as beside the published sheet's working copy."""
    heads: dict[str, int] = {}
    for at, cell in enumerate(row):
        letters = re.sub(r"[^a-z]", "", str(cell).lower())
        for name, (_, pattern) in HEADS.items():
            if pattern.match(letters):
                heads.setdefault(name, at)
                break
    return heads


def edition_in(rows: Iterable[Sequence[Any]]) -> str:
    """The ISO date after the first "as of 30 November 2022"; empty when there is none."""
    for row in rows:
        for cell in row:
            found = _AS_OF.search(" ".join(str(cell).split()))
            if found and found[2].lower() in _MONTHS:
                try:
                    return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1])).isoformat()
                except ValueError:
                    continue
    return ""


def head_names(heads: Iterable[str]) -> list[Message]:
    """The published heads, for messages."""
    return [message("“{name}”", name=HEADS[name][0]) for name in heads]
