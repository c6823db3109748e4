"""Files that cannot be read as they are: each ends in FileError with advice, or in a finding, never in another error."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from pathlib import Path
from string import ascii_uppercase

import pytest

from quanze.errors import FileError
from quanze.exports.workbook_out import write_template
from quanze.loaders import archive as archives
from quanze.loaders import area, yaml_file
from quanze.loaders.load import check
from quanze.loaders.raw import read_source
from tests.loaders.cases import city, codes_of, refused, rewrite, the, to_ods, with_formulas, with_merged
from tests.sets import write_csv, write_xlsx, write_yaml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048


@pytest.mark.parametrize("name", ["missing.xlsx", "missing", "x" * 5000, "a\0b.xlsx"])
def test_missing(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name, "does not exist")


@pytest.mark.parametrize("name", ["e.xlsx", "e.ods", "e.yaml", "agencies.csv"])
def test_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    refused(tmp_path / name, "is empty")


@pytest.mark.parametrize("name", ["plan.docx", "plan", "plan.csv"])
def test_unknown_format(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    refused(tmp_path / name, "no known format")


def test_an_empty_csv_in_a_folder_is_no_table(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    (folder / "members.csv").write_bytes(b"")
    assert codes_of(folder) == []


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may open anything, so the refusal of the system is made, as a spreadsheet program on Windows makes it."""
    path = write_xlsx(tmp_path / "x.xlsx", city())
    folder = write_csv(tmp_path / "x", city())

    def no(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", no)
    monkeypatch.setattr(Path, "read_bytes", no)
    refused(path, "cannot be opened: Permission denied")
    refused(folder, "cannot be read: Permission denied")


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_password_protected_or_old(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"p.{suffix}"
    path.write_bytes(OLE)
    refused(path, "password-protected")


def test_an_encrypted_part(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    refused(path, "password-protected")


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tmp_path: Path, keep: float) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    refused(path, "damaged or cut off")


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04 not really", b"<html></html>"])
def test_no_workbook(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    refused(path, "damaged or cut off")


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(path, "cannot be read as a workbook")


def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (45 << 20))
    assert path.stat().st_size < 100_000
    refused(path, "would unpack to 45 MB")


def test_zip_bomb_that_understates_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/big.xml", b"0" * (8 << 20))
    data = path.read_bytes()
    true, false = (8 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(true) == 2, "in the part's own head and in the directory"
    path.write_bytes(data.replace(true, false))
    monkeypatch.setattr(archives, "MAX_UNZIPPED", 4 << 20)
    refused(path, "unpacks to more than it states")


def test_the_size_is_checked_without_refusing_a_large_honest_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    with zipfile.ZipFile(path) as archive:
        size = sum(i.file_size for i in archive.infolist())
    monkeypatch.setattr(archives, "MAX_UNZIPPED", size)
    assert path.stat().st_size * 1032 > size
    assert codes_of(path) == []


@pytest.mark.parametrize(
    "place", [b"XFD1048576", b"ZZZZZZZZZZ9", b"A99999999999999999999", b"xfd1048576", b"Bwwwwwwwwww2"]
)
def test_a_cell_far_off_does_not_end_the_process(tmp_path: Path, place: bytes) -> None:
    """The reader makes every cell between the first and the last, and aborts when there is no memory for them."""

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b'r="A2"', b'r="' + place + b'"') if name == "xl/worksheets/sheet3.xml" else data

    refused(rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change), "more than 26,000,000 cells")


@pytest.mark.parametrize("spelling", [b"<c r='XFD1048576'", b'<c\tr="XFD1048576"', b'<c s="0"\nr="XFD1048576"', b'<c r = "XFD1048576"',
                                      b'<c r=\n"XFD1048576"', b'<c r\r="XFD1048576"'])  # fmt: skip
def test_a_cell_far_off_in_another_spelling(tmp_path: Path, spelling: bytes) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b'<c r="A2"', spelling) if name == "xl/worksheets/sheet3.xml" else data

    refused(rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change), "more than 26,000,000 cells")


FAR = b'<row r="999999">' + b"<c><v>1</v></c>" * 500 + b"</row>"
"""Cells that do not say where they stand, far below the others."""
LAST = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def with_rows(folder: Path, rows: bytes, part: str = "xl/worksheets/sheet3.xml") -> Path:
    """A good workbook with more rows at the end of its sheet of tasks, which may stand in another part."""

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "xl/_rels/workbook.xml.rels":
            return name, data.replace(b"worksheets/sheet3.xml", part.removeprefix("xl/").encode())
        if name == "xl/worksheets/sheet3.xml":
            return part, data.replace(b"</sheetData>", rows + b"</sheetData>")
        return name, data

    return rewrite(write_xlsx(folder / "x.xlsx", city()), change)


@pytest.mark.parametrize(
    "row",
    [
        FAR,
        FAR.replace(b"<c", b"<x:c").replace(b"</c", b"</x:c"),
        FAR.replace(b"<row", b'<row spans=">" '),
        FAR.replace(b"<c>", b"<c\n>"),
        LAST.replace(b"<c ", b'<c s=">" '),
        LAST.replace(b"row", b"x:row").replace(b"XFD", b"A") + b'<row r="3"><c r="BZ3"><v>1</v></c></row>',
        b"<!-- <c a=' -->" + LAST + b"<!-- '> -->",
        b"<?p <c a=' ?>" + LAST + b"<?p '> ?>",
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet3.xml", "xl/elsewhere/three.dat"])
def test_a_cell_far_off_that_does_not_say_so(tmp_path: Path, row: bytes, part: str) -> None:
    refused(with_rows(tmp_path, row, part), "more than 26,000,000 cells")


@pytest.mark.parametrize(
    "rows",
    [
        LAST.replace(b"<row", b"<:row")
        .replace(b"</row", b"</:row")
        .replace(b"<c", b"<a/b:c")
        .replace(b"</c", b"</a/b:c"),
        b'<row r="1000"><c r="A1000" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="20">' + (b'<row r="20">' + b"<c><v>1</v></c>" * 16_000) + b'<row r="1000000"><c><v>1</v></c></row>',
        b"<x>" + b"</row>" * 1_000_000 + b"</x><y>" + b"<c><v>1</v></c>" * 16_384 + b"</y>",
        b"<x:c " + b"a" * 1_000_000 + b"/>",
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(tmp_path: Path, rows: bytes) -> None:
    refused(with_rows(tmp_path, rows), "cannot be read as a workbook")


def test_places_that_are_no_cells_with_content_do_not_count(tmp_path: Path) -> None:
    rows = b'<row r="3"><c r="XFD3"><v>1</v></c></row><row r="2000"><c r="A2000" s="0"/></row><row r="1048576" hidden="1"/>'
    codes_of(with_rows(tmp_path, rows))
    path = write_xlsx(tmp_path / "chain.xlsx", city())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/calcChain.xml", '<calcChain><c r="B100000" i="1"/><c r="LX2" i="2"/></calcChain>')
    assert codes_of(path) == []


def test_texts_that_are_stated_and_are_not_there(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, re.sub(rb'uniqueCount="\d+"', b'uniqueCount="1000000000000"', data)

    refused(rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change), "is damaged")


def test_cells_far_off_that_still_fit_are_read(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("tasks")
    sheet.write_row(0, 0, ["識別碼", "名稱"])
    sheet.write_row(150_000, 0, ["a", "任務"])
    sheet.write_string(0, 40, "備註")
    book.close()
    (checked,) = check([tmp_path / "x.xlsx"])
    assert list(checked.plan.nodes) == ["a"]
    assert checked.plan.nodes["a"].record.row == 150_001


@pytest.mark.parametrize(
    ("places", "far"),
    [
        (("Z999999",), False),
        (("IZ99999",), False),
        (("AA1", "A99999"), False),
        (("AA1", "A100000"), False),  # 2,700,000
        (("CZ1", "A250000"), False),  # 26,000,000
        (("CZ1", "A250001"), True),
        (("IZ1", "Z999999"), True),
        (("JA100000",), True),
    ],
)
def test_the_area_is_counted_from_the_first_cell_to_the_last(places: tuple[str, ...], far: bool) -> None:
    cells = "".join(f'<row r="{p.lstrip(ascii_uppercase)}"><c r="{p}"><v>1</v></c></row>' for p in places)
    assert (area._area(f"<x><sheetData>{cells}</sheetData></x>".encode()) > area.MAX_CELLS) is far


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
        ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="string"/></table:table-row>',
        "<table:table-row table:number-rows-repeated = '20000'><table:table-cell table:number-columns-repeated='+16382'/>"
        '<table:table-cell office:value="1"/></table:table-row>',
        '<table:table-row x:number-rows-repeated="1" table:number-rows-repeated="20000"><table:table-cell '
        'table:number-columns-repeated="16383"/><table:table-cell/></table:table-row>',
        '<!-- <table:table-cell a=\' --><table:table-row table:number-rows-repeated="20000"><table:table-cell '
        'table:number-columns-repeated="16383"/><table:table-cell/></table:table-row><!-- \'> -->',
        ('<table:table-row table:number-rows-repeated="1500"><table:table-cell table:number-columns-repeated="16383"/><table:table-cell/>'
         '</table:table-row></table:table><table:table table:name="x">') * 3,
    ],
)  # fmt: skip
def test_an_ods_of_repeats_does_not_end_the_process(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "x.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content><table:table table:name="tasks">{rows}</table:table></office:document-content>',
        )
    refused(path, "more than 26,000,000 cells")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing(tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "x" * 1000)
    refused(path, "packed in a way")


def test_formulas_are_looked_for_in_the_sheets_own_part(tmp_path: Path) -> None:
    """A program may number the parts in another order than the sheets."""
    swap = {
        "xl/worksheets/sheet1.xml": "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet2.xml": "xl/worksheets/sheet1.xml",
    }

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "xl/_rels/workbook.xml.rels":
            data = (
                data.replace(b"sheet1.xml", b"sheetX")
                .replace(b"sheet2.xml", b"sheet1.xml")
                .replace(b"sheetX", b"sheet2.xml")
            )
        return swap.get(name, name), data

    found = the("formula-without-value", codes_of(rewrite(with_formulas(tmp_path / "x.xlsx"), change)))
    assert (found.sheet, found.row, found.column) == ("tasks", 2, "項次")


def test_a_computed_empty_text_is_a_value(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b'<c r="C2">', b'<c r="C2" t="str">')

    assert not [
        f for f in codes_of(rewrite(with_formulas(tmp_path / "x.xlsx"), change)) if f.code.startswith("formula")
    ]


def test_merged_cells_of_an_ods(tmp_path: Path, needs_libreoffice: str) -> None:
    path = to_ods(needs_libreoffice, with_merged(tmp_path / "m.xlsx"), tmp_path)
    found = the("merged-cells", codes_of(path))
    assert (found.file, found.sheet, found.row, found.column, found.value) == ("m.ods", "tasks", 4, "名稱", "B4:B5")


def test_a_formula_of_an_ods_without_a_value(tmp_path: Path, needs_libreoffice: str) -> None:
    path = to_ods(needs_libreoffice, with_formulas(tmp_path / "f.xlsx"), tmp_path)
    assert not [f for f in codes_of(path) if f.code == "formula-without-value"], "LibreOffice computes"

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(
            b' office:value-type="float" office:value="2"', b""
        ) if name == "content.xml" else data

    rows = {f.row for f in codes_of(rewrite(path, change)) if f.code == "formula-without-value"}
    assert rows and rows <= {2, 3, 4}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "aliases"),
        ("[" * 5000 + "]" * 5000, "levels|nesting"),
        ("- " * 500 + "x", "levels"),
        ("{a: " * 900 + "1" + "}" * 900, "levels"),
        ("agencies:\n  - name: [[[甲]]]\n", "more than one value"),
        ("agencies:\n  - name: {zh: 甲}\n", "more than one value"),
        ("dataset: [1]\n", "no mapping"),
        ("- 1\n", "no mapping of tables"),
        ("just text", "no mapping of tables"),
        ("agencies: 5\n", "no list of rows"),
        ("agencies: [1, 2]\n", "no list of rows"),
        ("a: b: c\n", "line 1"),
        ("a: 'open\n", "line"),
        ("a: \x01\n", "not allowed|special|control"),
        ("agencies: []\nagencies: []\n", "stands twice"),
        ("agencies:\n  - name: a\n    name: b\n", "stands twice"),
        ("x: !!python/object/apply:os.system [ls]\n", "constructor|tag"),
        ("? [1]\n: 2\n", "unhashable|key"),
        ("%YAML 9.9\n---\na: 1\n", "version|incompatible"),
    ],
)  # fmt: skip
def test_bad_yaml(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    refused(path, says)


def test_large_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_BYTES", 10)
    refused(write_yaml(tmp_path / "x.yaml", city()), "larger than")


def test_yaml_values_are_read_by_their_column(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "dataset: {id: t, date: 2023-06-29}\n"
        "indicators:\n"
        "  - {id: i, name: yes, code: 13.10, unit: 1:30, number: ~, baseline_year: 2005, baseline_value: 1e3, origin: plan,\n"
        "     valid_from: 2023-06-29, aliases: [off, 007, null], source: d}\n"
        "documents: [{id: d, name: 0x1F, kind: law, origin: law, source: d}]\n",
        encoding="utf-8",
    )
    (checked,) = check([path])
    assert {f.code for f in checked.findings} == {"unknown-column"}
    props = checked.plan.nodes["i"].props
    assert {k: props[k] for k in ("name", "code", "unit", "baseline_year", "baseline_value", "valid_from", "aliases")} == {
        "name": "yes", "code": "13.10", "unit": "1:30", "baseline_year": 2005, "baseline_value": 1000.0,
        "valid_from": "2023-06-29", "aliases": ["off", "007"],
    }  # fmt: skip
    assert checked.plan.nodes["d"].props["name"] == "0x1F"


def test_json_is_yaml(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"dataset": {"id": "t"}, "agencies": [{"id": "a", "name": "甲\\u5c40", "kind": "bureau", "origin": "editorial", "note": "x"}]}',
                    encoding="utf-8")  # fmt: skip
    (checked,) = check([path])
    assert checked.findings == []
    assert checked.plan.nodes["a"].props["name"] == "甲局"


@pytest.mark.parametrize("encoding", ["utf-16", "cp950"])
def test_yaml_in_another_encoding_is_read_and_said(tmp_path: Path, encoding: str) -> None:
    path = write_yaml(tmp_path / "x.yaml", city())
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert [f.code for f in codes_of(path)] == ["encoding"]


def test_a_big5_description_is_said(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    (folder / "dataset.yaml").write_bytes("id: t\nname: 測試\n".encode("cp950"))
    assert [(f.code, f.file) for f in codes_of(folder)] == [("encoding", "dataset.yaml")]


def test_a_description_that_is_no_mapping(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    (folder / "dataset.yaml").write_text("- t\n", encoding="utf-8")
    refused(folder, "no mapping")


def test_a_cell_too_large_for_csv(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    (folder / "tasks.csv").write_text(f'id,name\n1,"{"x" * 200_000}"\n', encoding="utf-8")
    refused(folder, "line 2: field larger")


def test_one_csv_with_no_folder_description_says_what_is_missing(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    assert "no-dataset" in {f.code for f in codes_of(folder / "agencies.csv")}


def test_a_folder_without_tables(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert {f.code for f in codes_of(tmp_path / "empty")} == {"no-table", "no-dataset"}


def test_the_empty_template_says_only_that_it_is_empty(tmp_path: Path) -> None:
    write_template(tmp_path / "plan.xlsx")
    assert {f.code for f in codes_of(tmp_path / "plan.xlsx")} == {"no-dataset"}


def test_a_workbook_with_a_damaged_part(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data[: len(data) // 2] if "sheet2" in name else data

    path = rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change)
    try:
        assert codes_of(path)
    except FileError as e:
        assert e.advice


def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    with zipfile.ZipFile(path) as archive:
        crc = zlib.crc32(archive.read("xl/sharedStrings.xml")).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(crc, b"\1\2\3\4"))
    try:
        read_source(path)
    except FileError as e:
        assert e.advice


def test_a_copy_of_a_workbook_under_another_suffix(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    shutil.copy(path, tmp_path / "x.ods")
    try:
        assert codes_of(tmp_path / "x.ods") == []
    except FileError as e:
        assert e.advice
