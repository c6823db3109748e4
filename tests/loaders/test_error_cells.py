"""Cells that show #REF! and the like: the reader gives them as empty ones, and an empty target would pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from quanze.loaders.findings import Finding
from tests.loaders.cases import codes_of, refused, rewrite, with_formulas
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


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)([a-z])", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=", 1)


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "single quotes": lambda xml: re.sub(rb'(r|t|s)="([A-Za-z0-9]+)"', rb"\1='\2'", xml),
    "prefix": _prefixed,
    "spaces": lambda xml: xml.replace(b"<c ", b"<c\n  ").replace(b't="', b't = "').replace(b"<v>", b"<v >"),
    "other order": lambda xml: re.sub(rb'<c (r="[A-Z0-9]+") (t="[a-z]+")', rb"<c \2 \1", xml),
    "no place": lambda xml: re.sub(rb'<c r="[A-Z0-9]+"', b"<c", xml),
    "shared formula": lambda xml: xml.replace(b"<f>NA()</f>", b'<f t="shared" si="0"/>'),
    "cdata": lambda xml: re.sub(rb"<v>(#[^<]*)</v>", rb"<v><![CDATA[\1]]></v>", xml),
}


def respelled(path: Path, spelling: Callable[[bytes], bytes]) -> Path:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, spelling(data) if name.startswith("xl/worksheets/sheet2") else data

    return rewrite(path, change)


REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "character reference": lambda xml: xml.replace(b't="e"', b't="&#101;"'),
    "utf-16": lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-16 without a mark": lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "unknown error": lambda xml: xml.replace(b"#REF!", b"#PYTHON!"),
}
"""What the reader of values does not read, or reads as an empty sheet."""


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_they_are_told_however_they_are_spelled(tmp_path: Path, spelling: str) -> None:
    assert errors_of(respelled(with_errors(tmp_path / "x.xlsx"), SPELLINGS[spelling])) == WANTED


@pytest.mark.parametrize("spelling", REFUSED)
def test_what_would_be_read_as_empty_is_refused(tmp_path: Path, spelling: str) -> None:
    refused(respelled(with_errors(tmp_path / "x.xlsx"), REFUSED[spelling]), "cannot be read|is not UTF-8")


@pytest.mark.parametrize("spelling", [name for name in SPELLINGS if name != "shared formula"])
def test_so_are_formulas_without_a_value(tmp_path: Path, spelling: str) -> None:
    def change(xml: bytes) -> bytes:
        return SPELLINGS[spelling](xml)

    found = [f for f in codes_of(respelled(with_formulas(tmp_path / "x.xlsx"), change)) if f.code.startswith("formula")]
    assert [(f.sheet, f.row, f.column) for f in found] == [("tasks", 2, "項次")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (b'<c r="C2"><f t="shared" si="0"/></c>', True),
        (b'<c r="C2"><f t="shared" si="0"/><v/></c>', True),
        (b'<c r="C2"><f>A1</f><v> </v></c>', True),
        (b'<c r="C2"><f>A1</f><v>0</v></c>', False),
        (b'<c r="C2" t="str"><f>A1</f></c>', False),
        (b'<c r="C2" t="inlineStr"><f>A1</f><is><t>x</t></is></c>', False),
        (b'<c r="C2"><!-- <f>A1</f> --></c>', False),
        (b'<c r="C2"><v>1</v></c>', False),
    ],
)
def test_what_is_a_formula_without_a_value(tmp_path: Path, cell: bytes, told: bool) -> None:
    def change(xml: bytes) -> bytes:
        return re.sub(rb'<c r="C2"[^>]*>.*?</c>', cell, xml)

    codes = [f.code for f in codes_of(respelled(with_formulas(tmp_path / "x.xlsx"), change))]
    assert ("formula-without-value" in codes) is told


def test_an_error_without_a_name(tmp_path: Path) -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(b"<v>#REF!</v>", b"")

    found = [f for f in codes_of(respelled(with_errors(tmp_path / "x.xlsx"), change)) if f.column == "目標值"]
    assert [(f.code, f.row, f.value) for f in found] == [("error-value", 3, "#UNKNOWN!")]


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
