"""A large sheet is read some rows at a time, no further than it must be; what is said of it does not depend on that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter

from quanze.loaders import findings, sheet_cells, table_records, unresolved, workbook
from quanze.loaders.load import check
from quanze.loaders.workbook import has_own_tables
from tests.loaders.cases import refused, rewrite, the


def years(path: Path, rows: int, indicator: str) -> Path:
    """A workbook of yearly targets in which each row has formats, raised characters, an error, a formula without a
    value, mostly a value that no head names, and two merged cells."""
    book = xlsxwriter.Workbook(str(path))
    raised = book.add_format({"font_script": 1})
    formats = {code: book.add_format({"num_format": code}) for code in ("0.0,", "yyyy", "0.00%")}
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    book.add_worksheet("indicators").write_column(0, 0, ["name", "指標"])
    sheet = book.add_worksheet("annual_targets")
    heads = ["indicator", "year", "target", "result", "", "note", "valid_from", "valid_to", "source", "origin"]
    sheet.write_row(0, 0, heads)
    for i in range(1, rows + 1):
        sheet.write(i, 0, indicator.format(i))
        sheet.write_number(i, 1, 36526 + 366 * (i % 100), formats["yyyy"])
        sheet.write_number(i, 2, i * 1500, formats["0.0,"])
        sheet.write_number(i, 3, i / 100, formats["0.00%"])
        sheet.write(i, 4, f"註{i}" if i % 3 else "")
        sheet.write_rich_string(i, 5, "備註", raised, str(i))
        sheet.write_formula(i, 6, "=1/0", None, "#DIV/0!")
        sheet.write_formula(i, 7, "=1", None, "")
        sheet.merge_range(i, 8, i, 9, "無此文件")
    book.close()
    return path


def said(path: Path) -> list[tuple[object, ...]]:
    (checked,) = check([path])
    return [(f.code, f.level, f.row, f.column, f.value, f.message()) for f in checked.findings]


@pytest.mark.parametrize("piece", [1, 3_000])
def test_findings_are_the_same_however_many_rows_are_made_together(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = years(tmp_path / "x.xlsx", 60, "指標")
    whole = said(path)
    assert {"scaled-number", "error-value", "formula-without-value", "merged-cells"} <= {code for code, *_ in whole}
    assert the("value-without-head", check([path])[0].findings).details["n"] == 40
    monkeypatch.setattr(sheet_cells, "_PIECE", piece)
    monkeypatch.setattr(workbook, "_TOGETHER", 7)
    monkeypatch.setattr(table_records, "_TOGETHER", 4)
    assert said(path) == whole


def test_cells_of_rows_that_are_not_read_are_not_taken_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = years(tmp_path / "x.xlsx", 400, "無{}")
    monkeypatch.setattr(findings, "MAX_COUNTED", 20)
    monkeypatch.setattr(unresolved, "LARGE", 30)
    monkeypatch.setattr(table_records, "_TOGETHER", 10)
    monkeypatch.setattr(sheet_cells, "_PIECE", 2_000)
    taken_apart: list[bytes] = []
    runs = sheet_cells._runs

    def counted(item: bytes) -> tuple[list[str] | None, bool]:
        taken_apart.append(item)
        return runs(item)

    monkeypatch.setattr(sheet_cells, "_runs", counted)
    (checked,) = check([path])
    assert checked.ended and the("check-ended", checked.findings)
    assert 20 <= len(taken_apart) < 60


@pytest.mark.parametrize("to", [b"A2", b"A60"])
def test_a_sheet_whose_rows_are_out_of_order_is_refused(
    to: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell in the middle says that it is of a row that was read before, or of one further down: what is special about
    it would be lost."""
    monkeypatch.setattr(sheet_cells, "_PIECE", 1)

    def moved(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b'<c r="G30"', b'<c r="' + to.replace(b"A", b"G") + b'"')

    path = rewrite(years(tmp_path / "x.xlsx", 60, "指標"), moved)
    refused(path, "is damaged")


def test_what_a_search_cannot_read_further_down_is_told_as_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser takes over in the middle of a sheet, after the rows above have been read."""

    def odd(name: str, data: bytes) -> tuple[str, bytes]:
        return name, re.sub(rb'(<c r="C40"[^>]*><v)(>[0-9]+</v></c>)', rb'\1 xml:space="preserve"\2', data)

    path = rewrite(years(tmp_path / "x.xlsx", 60, "指標"), odd)
    whole = said(path)
    monkeypatch.setattr(sheet_cells, "_PIECE", 1)
    asked: list[bool] = []
    made = sheet_cells._Cells.__init__

    def counted(cells: sheet_cells._Cells, book: sheet_cells.BookCells, *, in_order: bool = False) -> None:
        asked.append(in_order)
        made(cells, book, in_order=in_order)

    monkeypatch.setattr(sheet_cells._Cells, "__init__", counted)
    assert said(path) == whole
    assert True in asked


@pytest.mark.whole
def test_a_foreign_workbook_with_a_cell_far_off_is_refused_before_its_cells_are_made(tmp_path: Path) -> None:
    """The reader ends the process where there is no memory for the cells between."""
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("分工")
    sheet.write(0, 0, "機關")
    sheet.write(1_048_575, 16_383, "環保局")
    book.close()
    assert has_own_tables(tmp_path / "x.xlsx"), "so that it is read, and refused there"
    refused(tmp_path / "x.xlsx", "spans more than")
