"""Spreadsheets, through python-calamine: every shown sheet a table; merged cells filled, numbers as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from quanze.errors import FileError
from quanze.loaders.archive import readable
from quanze.loaders.number_format import shown_number
from quanze.loaders.ods_cells import ods_traits
from quanze.loaders.sheet_cells import At, BookCells
from quanze.loaders.sheet_extent import Part, parts_within
from quanze.locale import message, plural
from quanze.reader.blocks import Block, Grid, Mark, Place, Source
from quanze.reader.formats.limits import (
    MAX_COLUMNS,
    bounded,
    columns_left_out,
    merged_rows,
    open_archive,
    refuse_entities,
)
from quanze.reader.formats.progress import Progress
from quanze.reader.formats.sheet_look import SheetLook, looks
from quanze.text.cell_address import cell_address

_MAX_ROWS = 100_000


def read(path: Path, progress: Progress | None = None) -> Source:
    """The tables of an .xlsx, .ods or .xls as the sheets show them; hidden sheets are named and not read."""
    import python_calamine as calamine

    shown_as: dict[str, SheetLook] = {}
    special: Mapping[str, Mapping[At, str]] = {}
    macros = False
    if path.suffix.lower() != ".xls":
        with open_archive(path) as archive:
            refuse_entities(archive, path)
            cells = _cells(archive, parts_within(path, archive))
            macros = any(name.endswith("vbaProject.bin") for name in archive.namelist())
            shown_as = looks(archive)
            special = _unvalued(archive, cells, shown_as)
    with readable(path.name):
        book = calamine.CalamineWorkbook.from_path(str(path))
    blocks: list[Block] = []
    notices = [message("{file}: macros were left out.", file=path.name)] if macros else []
    for number, name in enumerate(book.sheet_names, 1):
        with readable(f"{path.name}, {name}"):
            sheet = book.get_sheet_by_name(name)
            areas = sheet.merged_cell_ranges or ()
        if sheet.height > _MAX_ROWS or sheet.height * max(sheet.width, 1) > 4_000_000:
            raise FileError(
                message("The sheet {sheet} of {file} has {n:,} rows.", sheet=name, file=path.name, n=sheet.height),
                message("Keep only the rows of the plan."),
            )
        look = shown_as.get(name, SheetLook())
        raw = sheet.to_python(skip_empty_area=False)
        for (row, column), text in special.get(name, {}).items():
            if row <= len(raw) and column < len(raw[row - 1]) and (row - 1, column) not in look.struck:
                raw[row - 1][column] = text
        if look.hidden:
            if any(any(c not in ("", None) for c in r) for r in raw):
                notices.append(
                    plural(
                        "{file}: the hidden sheet {sheet} ({n} row) was not read.",
                        "{file}: the hidden sheet {sheet} ({n} rows) was not read.",
                        sheet.height,
                        file=path.name,
                        sheet=name,
                    )
                )
            continue
        notices += columns_left_out(raw, f"{path.name}, {name}")
        grid = _grid(raw, areas, look, Place(path.name, number, sheet=name))
        if grid is not None:
            blocks.append(grid)
        notices += [
            message(
                "Comment at {file}, {sheet} {cell}: {text}",
                file=path.name,
                sheet=name,
                cell=cell_address(*at),
                text=text,
            )
            for at, text in sorted(look.comments.items())
        ]
        if progress:
            progress(f"{path.name} {name}", number, len(book.sheet_names))
    return Source(path.name, bounded(blocks, path), notices=tuple(notices))


def _cells(archive: ZipFile, parts: Iterable[Part]) -> BookCells | None:
    """The cells of a workbook beside their values; None where it has no such parts. All parts are gone through."""
    try:
        return BookCells(archive, parts)
    except (KeyError, ValueError, SyntaxError, ExpatError):
        return None  # it is read by its values alone


def _unvalued(archive: ZipFile, cells: BookCells | None, sheets: Iterable[str]) -> dict[str, dict[At, str]]:
    """Errors and raised characters, which the reader of values leaves out, by sheet and cell."""
    try:
        if "content.xml" in archive.namelist():
            return {name: one.errors | one.texts for name, one in ods_traits(archive.read("content.xml")).items()}
        if cells is None:
            return {}
        return {
            name: {at: text for one in cells.traits(name) for at, text in (one.errors | one.texts).items()}
            for name in sheets
        }
    except (KeyError, ValueError, SyntaxError, ExpatError):
        return {}


def _grid(raw: list[list[Any]], areas: Any, look: SheetLook, place: Place) -> Grid | None:
    """The table of a sheet: merged cells filled, struck text left out and marked."""
    rows = [
        [_text(v, look.formats.get((r, c), "")) for c, v in enumerate(row[:MAX_COLUMNS])] for r, row in enumerate(raw)
    ]
    marks: list[Mark] = []
    for (r, c), living in sorted(look.struck.items()):
        if r < len(rows) and c < len(rows[r]) and rows[r][c]:
            marks.append(Mark(r, c, "struck", _without(rows[r][c], living)))
            rows[r][c] = living
    marks += [Mark(r, -1, "hidden") for r in sorted(look.hidden_rows) if r < len(rows) and any(rows[r])]
    marks += [Mark(-1, c, "hidden") for c in sorted(look.hidden_columns) if rows and c < len(rows[0])]
    own = [[True] * len(r) for r in rows]
    for (top, left), (bottom, right) in areas:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        for r in range(top, min(bottom + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                rows[r][c] = text
                own[r][c] = (r, c) == (top, left)
    if not any(any(r) for r in rows) and not marks:
        return None
    text_rows, own_rows = merged_rows(rows, own, place.file)
    return Grid(text_rows, place, own_rows, place.sheet, tuple(marks))


def _without(text: str, living: str) -> str:
    """What of a text is struck, given what is not."""
    return text.replace(living, "", 1).strip() if living else text


def _text(value: Any, code: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        formatted = shown_number(float(value), code) if code else None
        if formatted:
            return formatted.text
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value).strip()
