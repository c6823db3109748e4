"""Flat sheets as cities keep them, all invented: one table, a title over it, notes and sums below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HEADS = ("組別", "任務", "主辦機關", "協辦機關", "指標", "單位", "113年目標", "113年實績", "SDG")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("減緩組", "路燈汰換", "工務局", "環保局、交通局", "LED 路燈比率", "%", 84, 80.5, "7.3"),
    ("", "河川巡守", "水利局", "", "巡守次數", "次", 12, "", ""),
)


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Path:
    """A workbook with these sheets; ``20%`` is a number shown as per cent; ``merged`` are areas of the first sheet."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        shown = book.add_format({"num_format": "0%"})
        for number, (title, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, str) and value.endswith("%") and value[:-1].isdecimal():
                        sheet.write_number(r, c, int(value[:-1]) / 100, shown)
                    elif value not in ("", None):
                        sheet.write(r, c, value)
            for area in merged if number == 0 else ():
                sheet.merge_range(*area, rows[area[0]][area[1]])
    return path


def flat(path: Path, *more: Sequence[Any], heads: Sequence[str] = HEADS, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    """A workbook of one flat sheet, with ``more`` rows below."""
    return workbook(path, {"追蹤表": [heads, *rows, *more]})


def filled(template: Path, target: Path, rows: Sequence[dict[str, Any]], agencies: Sequence[Sequence[str]]) -> Path:
    """Our own template with rows by head in its first sheet, and agencies in its last."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_path(str(template))
    sheets: dict[str, list[list[Any]]] = {
        title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names
    }
    plan, *_, own = sheets.values()
    plan += [[row.get(head, "") for head in plan[0]] for row in rows]
    own += [list(row) for row in agencies]
    return workbook(target, sheets)
