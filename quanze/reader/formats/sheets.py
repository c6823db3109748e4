"""Spreadsheets, through python-calamine: every sheet a table; merged cells filled, formulas as their last value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.archive import readable
from quanze.loaders.sheet_extent import parts_within
from quanze.reader.blocks import Block, Grid, Place, Source
from quanze.reader.formats import Progress
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows, open_archive, refuse_entities

_MAX_ROWS = 100_000


def read(path: Path, progress: Progress | None = None) -> Source:
    """The tables of an .xlsx or .ods, hidden sheets included."""
    import python_calamine as calamine

    with open_archive(path) as archive:
        refuse_entities(archive, path)
        names = [name for name, _ in parts_within(path, archive)]
    macros = any(name.endswith("vbaProject.bin") for name in names)
    with readable(path.name):
        book = calamine.CalamineWorkbook.from_path(str(path))
    blocks: list[Block] = []
    for number, name in enumerate(book.sheet_names, 1):
        with readable(f"{path.name}, {name}"):
            sheet = book.get_sheet_by_name(name)
            areas = sheet.merged_cell_ranges or ()
        if sheet.height > _MAX_ROWS or sheet.height * max(sheet.width, 1) > 4_000_000:
            raise FileError(
                f"{path.name}: sheet {name} has {sheet.height:,} rows.",
                "Keep the rows of the plan only.",
                zh=(f"{path.name}：工作表 {name} 有 {sheet.height:,} 列。", "請只留計畫的列。"),
            )
        raw = sheet.to_python(skip_empty_area=False)
        rows = [[_text(c) for c in r[:MAX_COLUMNS]] for r in raw]
        own = [[True] * len(r) for r in rows]
        for (top, left), (bottom, right) in areas:
            if top >= len(rows) or left >= len(rows[top]):
                continue
            text = rows[top][left]
            for r in range(top, min(bottom + 1, len(rows))):
                for c in range(left, min(right + 1, len(rows[r]))):
                    rows[r][c] = text
                    own[r][c] = (r, c) == (top, left)
        if any(any(r) for r in rows):
            text_rows, own_rows = merged_rows(rows, own)
            blocks.append(Grid(text_rows, Place(path.name, number, sheet=name), own_rows, name))
        if progress:
            progress(f"{path.name} {name}", number, len(book.sheet_names))
    return Source(path.name, bounded(blocks, path), notices=(f"{path.name}: macros were left out.",) if macros else ())


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value).strip()
