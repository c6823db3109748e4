"""Cells that show #REF! and the like: the reader gives them as empty ones, and an empty target would pass."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from quanze.loaders.findings import Finding
from tests.loaders.cases import codes_of, rewrite
from tests.office import converted

SHOWN = {"名稱": "#NAME?", "目標值": "#REF!", "年度": "#N/A", "生效日": "#VALUE!"}
"""Heads of the sheet of targets, each with the error in its cell."""


def with_errors(path: Path) -> Path:
    """A workbook whose second target has an error in every cell, computed by formulas."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("annual_targets")
    sheet.write_row(0, 0, ["識別碼", "名稱", "年度", "目標值", "生效日", "來源性質"])
    sheet.write_row(1, 0, ["a", "好的目標", 2024, 5, "2024-01-01", "framework"])
    sheet.write_row(2, 0, ["b", "", "", "", "", "framework"])
    for at, head in enumerate(("名稱", "年度", "目標值", "生效日"), 1):
        sheet.write_formula(2, at, "=NA()", None, SHOWN[head])
    book.close()
    return path


def errors_of(path: Path) -> list[tuple[str, int, str, str]]:
    return sorted(_place(f) for f in codes_of(path) if f.code == "error-value")


def _place(f: Finding) -> tuple[str, int, str, str]:
    return f.sheet, f.row, f.column, f.value


WANTED = sorted(("annual_targets", 3, head, SHOWN[head]) for head in ("名稱", "年度", "目標值", "生效日"))


def test_every_type_of_column_tells_them(tmp_path: Path) -> None:
    found = codes_of(with_errors(tmp_path / "x.xlsx"))
    assert sorted(_place(f) for f in found if f.row == 3) == WANTED, "and nothing else of that row"


def test_they_are_told_without_the_formula(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b"<f>NA()</f>", b"")

    assert errors_of(rewrite(with_errors(tmp_path / "x.xlsx"), change)) == WANTED


@pytest.mark.office
def test_they_are_told_of_an_ods(tmp_path: Path) -> None:
    path = converted(with_errors(tmp_path / "x.xlsx"), "ods", tmp_path)
    assert [place[:3] for place in errors_of(path)] == [place[:3] for place in WANTED]


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#GETTING_DATA", "#SPILL!", "Err:502"])
def test_as_text_too(tmp_path: Path, text: str) -> None:
    for column, head in (("number", "項次"), ("valid_from", "生效日")):
        path = tmp_path / column
        path.mkdir()
        (path / "dataset.yaml").write_text("id: t\n", encoding="utf-8")
        (path / "tasks.csv").write_text(f"識別碼,名稱,{head}\na,任務,{text}\n", encoding="utf-8")
        assert [(f.column, f.value) for f in codes_of(path) if f.code == "error-value"] == [(head, text)]


@pytest.mark.parametrize("text", ["#1", "#標籤", "Err", "E1", "#", "#ref"])
def test_other_texts_are_no_errors(tmp_path: Path, text: str) -> None:
    (tmp_path / "dataset.yaml").write_text("id: t\n", encoding="utf-8")
    (tmp_path / "tasks.csv").write_text(f"識別碼,名稱,項次\na,任務,{text}\n", encoding="utf-8")
    assert not [f for f in codes_of(tmp_path) if f.code == "error-value"]


def test_in_the_review_column_too(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("id: t\n", encoding="utf-8")
    (tmp_path / "tasks.csv").write_text("識別碼,名稱,審閱\na,任務,#REF!\n", encoding="utf-8")
    assert [(f.column, f.value) for f in codes_of(tmp_path) if f.code == "error-value"] == [("審閱", "#REF!")]
