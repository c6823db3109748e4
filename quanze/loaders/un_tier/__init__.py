"""The UN's tier classification of the SDG indicators, read from the workbook as published.

One sheet with a row per indicator and target: 248 rows for 231 indicators, because some appear under two or
three targets, at times with other partners. Rows are one indicator when they carry one permanent code, or
when the sheet's notes call them repeats. A role held under every target of an indicator is stated once and
without ``under``; one held under some of them is stated once for each, with ``under``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.findings import Finding, FindingList
from quanze.loaders.raw import RawTable, Source
from quanze.loaders.un_tier.sheet import HEADS, find_tier_sheet, head_names, may_be_tier, open_sheets
from quanze.loaders.un_tier.shipped_names import shipped_labels, with_labels
from quanze.loaders.un_tier.tier_rows import Reading, read_rows
from quanze.loaders.un_tier.tier_tables import NumberedRow, make_tables
from quanze.locale import message
from quanze.schema import TABLES

__all__ = ["TierSheet", "is_tier_sheet", "read_tier_sheet", "read_tier_source"]


@dataclass
class TierSheet:
    """What the sheet says: tables as the schema has them, and findings on odd rows, in the sheet's order.

    ``tables`` maps table names to (row number in the sheet, {column name: text}); a list is joined with ``; ``.
    Names are the sheet's English wording. ``edition`` is the sheet's own date (ISO), empty when it gives none.
    """

    title: str
    edition: str
    tables: dict[str, list[NumberedRow]]
    findings: list[Finding]


def is_tier_sheet(path: Path) -> bool:
    """Whether a workbook has a sheet with the heads of the tier classification; false when it is not a workbook.

    Quick on other workbooks: their cells are not parsed. Guard against archives that unpack to too much first.
    """
    if not may_be_tier(path):
        return False
    try:
        return find_tier_sheet(open_sheets(path)) is not None
    except FileError:
        return False


def read_tier_sheet(path: Path) -> TierSheet:
    """Read the newest visible tier sheet of a workbook.

    Raises FileError when it is no readable workbook, no sheet has the heads, a head is missing, or there is no
    indicator below them. Odd rows are in ``findings``.
    """
    found = find_tier_sheet(open_sheets(path))
    if found is None:
        raise FileError(
            message(
                "{file} contains no tier classification: no sheet has the columns {heads}.",
                file=path.name,
                heads=head_names(HEADS),
            ),
            message("Use the workbook as published by the UN Statistics Division."),
        )
    title = found.sheet.title
    missing = [name for name in HEADS if name not in found.heads]
    if missing:
        raise FileError(
            message(
                "{file}, sheet {title}: missing columns: {heads}.",
                file=path.name,
                title=title,
                heads=head_names(missing),
            ),
            message("Restore them."),
        )
    below = found.head_row + 1
    reading = Reading(path.name, title)
    read_rows(reading, found.sheet.cells[below:], found.heads, below + 1)
    if not reading.indicators:
        raise FileError(
            message("{file}, sheet {title}: there are no indicators below the header.", file=path.name, title=title),
            message("Use the complete sheet."),
        )
    if not found.edition:
        reading.odd("no-edition", below)
    tables = make_tables(reading, found.edition)
    return TierSheet(title, found.edition, tables, sorted(reading.findings, key=lambda f: f.row))


def read_tier_source(path: Path) -> Source:
    """The sheet as a source of the loader: the data set ``sdg`` in another edition, under the labels we ship."""
    sheet = read_tier_sheet(path)
    source = Source(path, findings=FindingList(sheet.findings))
    source.dataset = {
        "id": "sdg",
        "name": "聯合國永續發展目標與全球指標",
        "name_en": "UN Sustainable Development Goals and global indicators",
        "edition": sheet.edition,
        "date": sheet.edition,
    }
    for name, rows in with_labels(sheet.tables, shipped_labels()).items():
        table = next(t for t in TABLES if t.name == name)
        header = [c.name for c in table.columns]
        cells: list[tuple[int, Sequence[Any]]] = [(number, [row.get(c, "") for c in header]) for number, row in rows]
        source.tables.append(RawTable(table, path.name, sheet.title, header, 0, cells))
    return source
