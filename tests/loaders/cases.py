"""The good city and changes to it, files made from it, and what a check says of them: for all tests of files."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quanze.errors import FileError
from quanze.loaders.findings import Finding
from quanze.loaders.load import check
from tests.sets import CITY, write_csv

FORMATS = ("csv", "xlsx", "yaml")
SAID = {"origin": "plan", "source": "測試計畫"}
Tables = dict[str, list[dict[str, Any]]]


def city() -> Tables:
    return copy.deepcopy(CITY)


def put(table: str, row: int, **values: Any) -> Callable[[Tables], object]:
    return lambda t: t[table][row].update(values)


def add(table: str, **values: Any) -> Callable[[Tables], object]:
    return lambda t: t.setdefault(table, []).append({**SAID, **values})


def both(*changes: Callable[[Tables], object]) -> Callable[[Tables], object]:
    return lambda t: [change(t) for change in changes]


def codes_of(path: Path, *more: Path, db: Path | None = None) -> list[Finding]:
    import quanze

    if db is None:
        return [f for c in check([path, *more]) for f in c.findings]
    with quanze.open(db) as graph:
        return [f for c in check([path, *more], graph.engine) for f in c.findings]


def the(code: str, findings: list[Finding]) -> Finding:
    (one,) = [f for f in findings if f.code == code]
    return one


def refused(path: Path, says: str) -> None:
    with pytest.raises(FileError, match=says) as error:
        check([path])
    assert error.value.advice


def raw_csv(folder: Path, name: str, text: str | bytes) -> Path:
    write_csv(folder, {})
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    return folder


def with_merged(path: Path) -> Path:
    """A title merged above the header, which is no fault, and two rows merged below it, which is one."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("tasks")
    sheet.merge_range(0, 0, 0, 1, "任務一覽")
    sheet.write_row(1, 0, ["識別碼", "名稱"])
    sheet.write_row(2, 0, ["a", "任務甲"])
    sheet.write_row(3, 0, ["b"])
    sheet.write_row(4, 0, ["c"])
    sheet.merge_range(3, 1, 4, 1, "任務乙")
    book.close()
    return path


def with_formulas(path: Path) -> Path:
    """Formulas that were computed, to a text, a number or an empty text, and one that never was."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("tasks")
    sheet.write_row(0, 0, ["識別碼", "名稱", "項次"])
    for row, result in enumerate(["", "一", 2], 1):
        sheet.write_row(row, 0, [f"t{row}", f"任務{row}"])
        sheet.write_formula(row, 2, "=1+1", None, result)
    book.close()
    return path


def rewrite(path: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """The workbook with every part passed through ``change``."""
    with zipfile.ZipFile(path) as archive:
        parts = [change(i.filename, archive.read(i)) for i in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path
