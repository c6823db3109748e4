"""Workbooks that were crafted or damaged: archives that lie, cells far off, parts cut short; none ends the process."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from string import ascii_uppercase

import pytest

from quanze.loaders import archive as archives
from quanze.loaders import sheet_extent
from quanze.loaders.load import check
from tests.loaders.cases import city, codes_of, refused, rewrite
from tests.sets import write_xlsx


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
    refused(path, "damaged or incomplete")


@pytest.mark.whole
def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (45 << 20))
    assert path.stat().st_size < 100_000
    refused(path, "would unpack to 45 MB")


@pytest.mark.whole
def test_zip_bomb_that_understates_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/big.xml", b"0" * (8 << 20))
    data = path.read_bytes()
    true, false = (8 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(true) == 2, "in the part's own head and in the directory"
    path.write_bytes(data.replace(true, false))
    monkeypatch.setattr(archives, "MAX_UNZIPPED", 4 << 20)
    refused(path, "unpacks to more than it declares")


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


@pytest.mark.parametrize(
    "spelling",
    [
        b"<c r='XFD1048576'",
        b'<c\tr="XFD1048576"',
        b'<c s="0"\nr="XFD1048576"',
        b'<c r = "XFD1048576"',
        b'<c r=\n"XFD1048576"',
        b'<c r\r="XFD1048576"',
    ],
)
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


@pytest.mark.whole
def test_places_that_are_no_cells_with_content_do_not_count(tmp_path: Path) -> None:
    rows = (
        b'<row r="3"><c r="XFD3"><v>1</v></c></row><row r="2000"><c r="A2000" s="0"/></row><row r="1048576" '
        b'hidden="1"/>'
    )
    codes_of(with_rows(tmp_path, rows))
    path = write_xlsx(tmp_path / "chain.xlsx", city())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/calcChain.xml", '<calcChain><c r="B100000" i="1"/><c r="LX2" i="2"/></calcChain>')
    assert codes_of(path) == []


def test_texts_that_are_stated_and_are_not_there(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, re.sub(rb'uniqueCount="\d+"', b'uniqueCount="1000000000000"', data)

    refused(rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change), "is damaged")


@pytest.mark.slow
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
    xml = f"<x><sheetData>{cells}</sheetData></x>".encode()
    area = 0 if sheet_extent.is_plain(xml) else sheet_extent._area(xml)
    assert (area > sheet_extent.MAX_CELLS) is far


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
        ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="16383"/><table:table-cell '
        'office:value-type="string"/></table:table-row>',
        "<table:table-row table:number-rows-repeated = '20000'><table:table-cell "
        "table:number-columns-repeated='+16382'/>"
        '<table:table-cell office:value="1"/></table:table-row>',
        '<table:table-row x:number-rows-repeated="1" table:number-rows-repeated="20000"><table:table-cell '
        'table:number-columns-repeated="16383"/><table:table-cell/></table:table-row>',
        '<!-- <table:table-cell a=\' --><table:table-row table:number-rows-repeated="20000"><table:table-cell '
        'table:number-columns-repeated="16383"/><table:table-cell/></table:table-row><!-- \'> -->',
        (
            '<table:table-row table:number-rows-repeated="1500"><table:table-cell '
            'table:number-columns-repeated="16383"/><table:table-cell/>'
            '</table:table-row></table:table><table:table table:name="x">'
        )
        * 3,
    ],
)
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
    refused(path, "compression that workbooks do not use")


def test_a_workbook_with_a_damaged_part(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data[: len(data) // 2] if "sheet2" in name else data

    refused(rewrite(write_xlsx(tmp_path / "x.xlsx", city()), change), "cannot be read as a workbook: unclosed token")


def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    with zipfile.ZipFile(path) as archive:
        crc = zlib.crc32(archive.read("xl/sharedStrings.xml")).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(crc, b"\1\2\3\4"))
    refused(path, "is damaged")
