"""Files that cannot be read as they are: each ends in FileError with advice, or in a finding, never in another
error."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from quanze.exports.plan_workbook import write_template
from quanze.loaders import yaml_file
from quanze.loaders.load import check
from tests.loaders.cases import city, codes_of, refused, rewrite, the, with_formulas, with_merged
from tests.office import all_converted
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
    refused(tmp_path / name, "format of .* is unknown")


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
    path.write_bytes(OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))
    refused(path, "is password-protected.*remove the password")
    path.write_bytes(OLE + b"\0" * 504 + "Workbook".encode("utf-16-le"))
    refused(path, r"old .*save it as \.(xlsx|ods)")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"hello", "is a text file.*name it .csv"),
        (b"PK\x03\x04 not really", "damaged or incomplete.*download it again"),
        (b"\xef\xbb\xbf\r\n<html></html>", "is a web page.*save it as .xlsx"),
        (b"%PDF-1.7", "is a PDF.*Name it .pdf"),
        (b"\0\1\2", "is damaged"),
        (b"", "is empty"),
    ],
)
def test_no_workbook(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    refused(path, said)


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(path, "cannot be read as a workbook")


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


@pytest.fixture(scope="module")
def as_ods(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A workbook with merged cells and one with formulas, by one start of the office."""
    folder = tmp_path_factory.mktemp("ods")
    return tuple(all_converted([with_merged(folder / "m.xlsx"), with_formulas(folder / "f.xlsx")], "ods", folder))


@pytest.mark.office
def test_merged_cells_of_an_ods(as_ods: tuple[Path, ...]) -> None:
    found = the("merged-cells", codes_of(as_ods[0]))
    assert (found.file, found.sheet, found.row, found.column, found.value) == ("m.ods", "tasks", 4, "名稱", "B4:B5")


@pytest.mark.office
def test_a_formula_of_an_ods_without_a_value(as_ods: tuple[Path, ...]) -> None:
    path = as_ods[1]
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
        ("agencies:\n  - name: [[[甲]]]\n", "several values in one cell"),
        ("agencies:\n  - name: {zh: 甲}\n", "several values in one cell"),
        ("dataset: [1]\n", "not a mapping"),
        ("- 1\n", "does not map table names to rows"),
        ("just text", "does not map table names to rows"),
        ("agencies: 5\n", "not a list of rows"),
        ("agencies: [1, 2]\n", "not a list of rows"),
        ("a: b: c\n", "line 1"),
        ("a: 'open\n", "line"),
        ("a: \x01\n", "not allowed|special|control"),
        ("agencies: []\nagencies: []\n", "duplicate key"),
        ("agencies:\n  - name: a\n    name: b\n", "duplicate key"),
        ("x: !!python/object/apply:os.system [ls]\n", "constructor|tag"),
        ("? [1]\n: 2\n", "unhashable|key"),
        ("%YAML 9.9\n---\na: 1\n", "version|incompatible"),
    ],
)
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
        "  - {id: i, name: yes, code: 13.10, unit: 1:30, number: ~, baseline_year: 2005, baseline_value: 1e3, "
        "origin: plan,\n"
        "     valid_from: 2023-06-29, aliases: [off, 007, null], source: d}\n"
        "documents: [{id: d, name: 0x1F, kind: law, origin: law, source: d}]\n",
        encoding="utf-8",
    )
    (checked,) = check([path])
    assert {f.code for f in checked.findings} == {"unknown-column"}
    props = checked.plan.nodes["i"].props
    assert {
        k: props[k] for k in ("name", "code", "unit", "baseline_year", "baseline_value", "valid_from", "aliases")
    } == {
        "name": "yes",
        "code": "13.10",
        "unit": "1:30",
        "baseline_year": 2005,
        "baseline_value": 1000.0,
        "valid_from": "2023-06-29",
        "aliases": ["off", "007"],
    }
    assert checked.plan.nodes["d"].props["name"] == "0x1F"


def test_json_is_yaml(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{"dataset": {"id": "t"}, "agencies": [{"id": "a", "name": "甲\\u5c40", "kind": "bureau", "origin": '
        '"editorial", "note": "x"}]}',
        encoding="utf-8",
    )
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
    refused(folder, "not a mapping")


def test_a_description_that_is_a_folder(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "x", city())
    (folder / "dataset.yaml").unlink()
    (folder / "dataset.yaml").mkdir()
    refused(folder, "is a folder")


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


def test_a_copy_of_a_workbook_under_another_suffix(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", city())
    shutil.copy(path, tmp_path / "x.ods")
    refused(tmp_path / "x.ods", "cannot be read as a workbook")
