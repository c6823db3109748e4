"""The workbook: read back with calamine and as XML, recalculated and printed by LibreOffice."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from quanze.errors import DataError
from quanze.exports.matrix import xlsx
from quanze.exports.matrix.long_form import LONG
from quanze.exports.matrix_from_rows import build_matrix
from quanze.schema import ROLES
from quanze.schema.looks import cell_ground
from quanze.text.clean import clean
from quanze.text.width import shorten
from tests.exports.hostile import HOSTILE, hostile_matrix
from tests.exports.rows import AGENCIES, ITEMS, SOLAR, agency, direct, sample
from tests.office import all_converted, converted, pdf_pages, pdf_text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FIRST = 5
"""Rows above the data, columns before the agencies, in a matrix of one kind with groups."""


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def notes(path: Path, sheet: int = 1) -> dict[str, str]:
    """The notes of a sheet by cell."""
    found = part(path, f"xl/comments{sheet}.xml").iter(f"{MAIN}comment")
    return {c.attrib["ref"]: "".join(t.text or "" for t in c.iter(f"{MAIN}t")) for c in found}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return sample().write(tmp_path / "m.xlsx")[0]


def test_three_sheets_with_the_matrix_first(book: Path) -> None:
    found = sheets(book)
    assert list(found) == ["權責矩陣", "指派明細", "圖例"]
    rows = found["權責矩陣"]
    assert rows[0][0] == "示例市權責矩陣"
    assert rows[1][0] == "資料：示例市減碳計畫（第 2 版，113年12月1日）　基準日：114年1月31日"
    assert rows[3][2:7] == ["示例市政府 局處", "", "", "示例市政府 公所", "合計"]
    assert rows[4] == ["組別", "事項", "能源處", "工務處", "文化處", "東區公所", "召／主", "協", "(協)", "審"]
    assert rows[5] == ["綠能組", "屋頂光電推廣", "主", "審† (協)", "", "", 1, 0, 1, 1]
    assert rows[9][1:6] == ["合計 召／主", 1, 1, 0, 0]
    assert rows[14][0] == "無人承辦的事項（1）：綠領培訓"


def test_the_sheet_of_assignments_has_a_row_for_each(book: Path) -> None:
    rows = sheets(book)["指派明細"]
    assert len(rows) == 9
    assert {len(r) for r in rows} == {len(LONG)}
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["序號"], first["來源用語"], first["引文"], first["間接"]) == (1, "主政", "由energy主政", "否")


def test_the_legend_explains_letters_brackets_and_data(book: Path) -> None:
    text = "\n".join(str(v) for row in sheets(book)["圖例"] for v in row)
    for said in ("召集", "協辦", "審議", "括號且較淡者為間接", "† 為編者判讀", "第 2 版"):
        assert said in text


def test_a_reading_gives_its_reasons_in_the_legend_and_the_sources_word_in_the_cell(tmp_path: Path) -> None:
    path = sample(scheme="rasci").write(tmp_path / "m.xlsx")[0]
    found = sheets(path)
    assert found["權責矩陣"][5][2] == "A R\n主政"
    assert "判讀，並非來源所述" in str(found["權責矩陣"][2][0])
    assert any("主導者即為成果負責說明者" in str(v) for row in found["圖例"] for v in row)


def test_every_filled_cell_cites_all_behind_it_in_a_note(book: Path) -> None:
    found = notes(book)
    matrix = sample()
    assert set(found) == {f"{'CDEF'[c]}{FIRST + 1 + r}" for r, c in matrix.cells}
    assert found["C6"].split("\n")[:3] == [
        "主政",
        "1. 能源處 主政 屋頂光電推廣",
        "    《示例市減碳計畫》第 3 章：「由energy主政」（計畫）",
    ]
    assert "召集，間接，距離 1" in found["C6"]
    assert "自113年1月1日起至114年止" in found["D8"]


def test_set_up_for_screen_and_print(book: Path) -> None:
    sheet = part(book, "xl/worksheets/sheet1.xml")
    pane = next(sheet.iter(f"{MAIN}pane")).attrib
    assert (pane["xSplit"], pane["ySplit"], pane["state"]) == ("2", "5", "frozen")
    assert next(sheet.iter(f"{MAIN}autoFilter")).attrib["ref"] == "A5:J9"
    page = next(sheet.iter(f"{MAIN}pageSetup")).attrib
    assert (page["paperSize"], page["orientation"], page["fitToHeight"]) == ("8", "landscape", "0")
    assert "第 &P 頁，共 &N 頁" in str(next(sheet.iter(f"{MAIN}oddFooter")).text)
    names = {n.attrib["name"]: n.text for n in part(book, "xl/workbook.xml").iter(f"{MAIN}definedName")}
    assert names["_xlnm.Print_Titles"] in ("指派明細!$1:$1", "權責矩陣!$A:$B,權責矩陣!$4:$5")
    properties = part(book, "docProps/core.xml")
    assert "示例市權責矩陣" in "".join(properties.itertext())


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    one = sample().write(tmp_path / "a.xlsx")[0].read_bytes()
    assert one == sample().write(tmp_path / "b.xlsx")[0].read_bytes()


def test_colour_never_speaks_alone_and_letters_are_filled_by_role(book: Path) -> None:
    styles = part(book, "xl/styles.xml")
    fills = {e.attrib["rgb"][2:] for e in styles.iter(f"{MAIN}fgColor") if "rgb" in e.attrib}
    assert {cell_ground(role.type)[1:].upper() for role in ROLES} <= fills
    for row in sheets(book)["權責矩陣"][FIRST : FIRST + 4]:
        assert all(isinstance(v, str) for v in row[:6])


def test_columns_are_as_wide_as_chinese_needs(tmp_path: Path) -> None:
    rows = [direct(SOLAR, AGENCIES[1], role) for role in ("CONVENES", "CO_ORGANIZES", "REVIEWS")]
    path = build_matrix(ITEMS, AGENCIES, rows).write(tmp_path / "m.xlsx")[0]
    widths = {
        int(c.attrib["min"]): float(c.attrib["width"])
        for c in part(path, "xl/worksheets/sheet1.xml").iter(f"{MAIN}col")
    }
    assert widths[3] >= 8 * 1.1, "召 協 審 takes eight columns"


@pytest.mark.office
def test_totals_follow_edits_and_agree_with_ours_when_an_office_recalculates(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    formulas = [f.text for f in part(book, "xl/worksheets/sheet1.xml").iter(f"{MAIN}f")]
    calls, works = (f'COUNTIF(C6:F6,"*{x}*")-COUNTIF(C6:F6,"*({x}*")' for x in "召主")
    assert formulas[0] == f"{calls}+{works}", "both letters of the lead are one count"
    # The stored results are thrown away, so that what is read afterwards was calculated by LibreOffice.
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"(</f>)<v>\d+</v>", rb"\1", data)
            new.writestr(name, data)
    ours = sheets(book)["權責矩陣"]
    out = folder / "out"
    out.mkdir()
    theirs = sheets(converted(bare, "xlsx", out))["權責矩陣"]
    assert [row[6:10] for row in theirs[5:9]] == [row[6:10] for row in ours[5:9]]
    assert [row[2:6] for row in theirs[9:13]] == [row[2:6] for row in ours[9:13]]


@pytest.mark.office
def test_printed_on_a3_with_whole_names_and_nothing_that_does_not_fit(tmp_path: Path) -> None:
    many = [agency(f"a{n}", f"示例第{n}局", f"Sample Bureau Number {n}") for n in range(60)]
    rows = [direct(ITEMS[n % 4], many[n], ("CONVENES", "CO_ORGANIZES", "REVIEWS")[n % 3]) for n in range(60)]
    langs, matrix = ("zh-TW", "en"), build_matrix(ITEMS, many, rows)
    books = [matrix.write(tmp_path / f"{lang}.xlsx", lang=lang)[0] for lang in langs]
    for lang, pdf in zip(langs, all_converted(books, "pdf", tmp_path), strict=True):
        assert {(round(w), round(h)) for w, h in pdf_pages(pdf)} == {(1191, 842)}
        text = pdf_text(pdf)
        assert "##" not in text
        flat = re.sub(r"\s", "", text)
        for item in ITEMS:
            assert re.sub(r"\s", "", item["name" if lang == "zh-TW" else "name_en"]) in flat
        assert ("第1頁" if lang == "zh-TW" else "Page1of") in flat


def strings(path: Path) -> Iterator[str]:
    for rows in sheets(path).values():
        for row in rows:
            yield from (v for v in row if isinstance(v, str))


@pytest.mark.whole
@pytest.mark.parametrize("scheme", ["source", "raci"])
def test_hostile_texts_are_inert_and_readable(tmp_path: Path, scheme: str) -> None:
    path = hostile_matrix(scheme=scheme).write(tmp_path / "m.xlsx")[0]
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert not [n for n in names if "external" in n.lower() or "vba" in n.lower()]
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                tree = ElementTree.fromstring(archive.read(name))
                assert not [e for e in tree.iter() if e.tag.endswith(("}hyperlink", "}script"))]
                assert not [e for e in tree.iter() if e.attrib.get("TargetMode") == "External"]
    formulas = [f.text or "" for n in (1, 2, 3) for f in part(path, f"xl/worksheets/sheet{n}.xml").iter(f"{MAIN}f")]
    assert all(re.fullmatch(r'(?:-?COUNTIF\([A-Z]+\d+:[A-Z]+\d+,"\*\(?[召主協審]\*"\))+', f) for f in formulas)
    assert bool(formulas) == (scheme == "source")
    rows = sheets(path)["權責矩陣"]
    cited = notes(path)
    for n, text in enumerate(HOSTILE):
        shown = rows[FIRST + n][1]
        assert shown == shorten(clean(text), 400), "the name as it is, a long one cut"
        if shown != clean(text):
            assert cited[f"B{FIRST + 1 + n}"] == clean(text), "and whole in its note"
    assert max(map(len, strings(path))) <= 32_767
    assert max(map(len, cited.values())) <= 32_767


def test_a_footer_cannot_be_steered_by_a_title(tmp_path: Path) -> None:
    heading = {"title": "&P&A&[Tab]1&X研發 R&D", "title_en": ""}
    path = build_matrix([SOLAR], [], [], heading=heading).write(tmp_path / "m.xlsx")[0]
    footer = str(next(part(path, "xl/worksheets/sheet1.xml").iter(f"{MAIN}oddFooter")).text)
    assert "&&P&&A&&[Tab]1&&X研發 R&&D" in footer


def test_a_very_large_matrix_has_no_empty_cells_and_no_formulas(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_RULED", 3)
    sample().write(tmp_path / "large.xlsx")
    assert sheets(tmp_path / "large.xlsx") == sheets(book)
    ruled, large = (part(path, "xl/worksheets/sheet1.xml") for path in (book, tmp_path / "large.xlsx"))
    cells = "{*}sheetData/{*}row/{*}c"
    assert len(large.findall(cells)) < len(ruled.findall(cells))
    assert (len(ruled.findall(f"{cells}/{{*}}f")) > 0, large.findall(f"{cells}/{{*}}f")) == (True, [])


def test_a_matrix_larger_than_a_sheet_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_COLUMNS", xlsx.BESIDE + 3)
    with pytest.raises(DataError, match="larger than a worksheet"):
        sample().write(tmp_path / "m.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_groups_have_their_own_head_above_the_names(book: Path) -> None:
    merged = {m.attrib["ref"] for m in part(book, "xl/worksheets/sheet1.xml").iter(f"{MAIN}mergeCell")}
    assert "C4:E4" in merged, "three bureaus"
    assert "F4:F4" not in merged, "one office needs no merging"
