"""The UN's tier classification of the SDG indicators, read from the workbook as published.

One sheet with a row per indicator and target: 248 rows for 231 indicators, because some stand under two or
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
from quanze.loaders.findings import Finding
from quanze.loaders.raw import RawTable, Source
from quanze.loaders.un_tier.labels import shipped_labels, with_labels
from quanze.loaders.un_tier.rows import Reading, read_rows
from quanze.loaders.un_tier.sheet import HEADS, find_tier_sheet, head_names, may_be_tier, open_sheets
from quanze.loaders.un_tier.tables import Row, make_tables
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
    tables: dict[str, list[Row]]
    findings: list[Finding]


def is_tier_sheet(path: Path) -> bool:
    """Whether a workbook has a sheet with the heads of the tier classification; false when it is no workbook.

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

    Raises FileError when it is no readable workbook, no sheet has the heads, a head is missing, or no indicator
    stands below them. Odd rows are in ``findings``.
    """
    found = find_tier_sheet(open_sheets(path))
    if found is None:
        raise FileError(
            f"{path.name} holds no tier classification: no sheet has the heads {head_names(HEADS)}.",
            "Give the workbook as the UN Statistics Division publishes it.",
            zh=(
                f"{path.name} 沒有 SDG 指標分級表：沒有工作表有 {head_names(HEADS)} 各欄。",
                "請用聯合國統計司公布的活頁簿。",
            ),
        )
    title = found.sheet.title
    missing = [name for name in HEADS if name not in found.heads]
    if missing:
        raise FileError(
            f"{path.name}, sheet {title}: the head {head_names(missing)} is missing.",
            "Restore the column.",
            zh=(f"{path.name}，工作表 {title}：缺少 {head_names(missing)} 欄。", "請補回該欄。"),
        )
    below = found.head_row + 1
    reading = Reading(path.name, title)
    read_rows(reading, found.sheet.cells[below:], found.heads, below + 1)
    if not reading.indicators:
        raise FileError(
            f"{path.name}, sheet {title}: no indicator stands below the heads.",
            "Give the whole sheet.",
            zh=(f"{path.name}，工作表 {title}：標題列下沒有指標。", "請給整張工作表。"),
        )
    if not found.edition:
        reading.odd("no-edition", below)
    tables = make_tables(reading, found.edition)
    return TierSheet(title, found.edition, tables, sorted(reading.findings, key=lambda f: f.row))


def read_tier_source(path: Path) -> Source:
    """The sheet as a source of the loader: the data set ``sdg`` in another edition, under the labels we ship."""
    sheet = read_tier_sheet(path)
    source = Source(path, findings=sheet.findings)
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
