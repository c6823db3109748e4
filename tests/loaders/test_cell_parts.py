"""What a cell of an .xlsx says is decided by its elements, in whatever order and spelling they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quanze.errors import FileError
from quanze.loaders.workbook import read_workbook
from tests.loaders.cases import codes_of, rewrite
from tests.loaders.test_error_cells import with_errors

FORMULA = ("<f>1+1</f>", "<f/>", '<f t="shared" si="0"/>')
ORDERS = {
    "as programs write": '<c r="D3"{style}{type}>{f}{v}</c>',
    "the value first": '<c r="D3"{style}{type}>{v}{f}</c>',
    "attributes in another order": '<c{type} cm="1"{style} r="D3">{f}{v}</c>',
    "both in another order": "<c\n{type}{style} r='D3' >{v} {f}</c >",
    "without a place": "<c{type}{style}>{v}{f}</c>",
    "a comment between": '<c r="D3"{type}>{v}<!-- <v>9</v> -->{f}</c>',
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook with a cell D3, which takes longer to write than to change and to read."""
    return with_errors(tmp_path_factory.mktemp("book") / "x.xlsx").read_bytes()


def with_cell(path: Path, book: bytes, cell: str, *, prefix: str = "") -> Path:
    """The workbook with this cell as D3, under 目標值."""
    path.write_bytes(book)

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "xl/worksheets/sheet2.xml":
            data, changed = re.subn(rb'<c r="D3"[^>]*>.*?</c>', lambda _: cell.encode(), data)
            assert changed == 1
            if prefix:
                data = re.sub(rb"<(/?)([a-z])", rb"<\1%s:\2" % prefix.encode(), data)
                data = data.replace(b"xmlns=", b"xmlns:%s=" % prefix.encode(), 1)
        return name, data

    return rewrite(path, change)


def said(path: Path) -> tuple[object, list[tuple[str, str]]]:
    """The value of D3 as it is read, and the errors that are found in it."""
    (targets,) = (t for t in read_workbook(path).tables if t.table.name == "annual_targets")
    value = dict(targets.all_rows())[3][3]
    return value.strip() if isinstance(value, str) else value, sorted(
        (f.code, f.value) for f in codes_of(path) if (f.row, f.column) == (3, "目標值")
    )


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("type_", "value", "read"),
    [
        ("", "<v>5</v>", (5.0, [])),
        ("n", "<v>5</v>", (5.0, [])),
        ("str", "<v>5</v>", ("5", [])),
        ("str", "<v>#REF!</v>", ("#REF!", [("error-value", "#REF!")])),
        ("e", "<v>#REF!</v>", ("#REF!", [("error-value", "#REF!")])),
        ("e", "<v/>", ("#UNKNOWN!", [("error-value", "#UNKNOWN!")])),
        ("b", "<v>1</v>", (True, [("bad-number", "是")])),
        ("s", "<v>3</v>", ("名稱", [("bad-number", "名稱")])),
        ("s", "<v>x</v>", ("#UNKNOWN!", [("error-value", "#UNKNOWN!")])),
        ("", "", ("", [("formula-without-value", "")])),
        ("", "<v/>", ("", [("formula-without-value", "")])),
        ("", "<v> </v>", ("", [("formula-without-value", "")])),
        ("", "<is><t>7</t></is>", ("7", [])),
        ("inlineStr", "<is><t>7</t></is>", ("7", [])),
        ("inlineStr", "<v>7</v>", ("7", [])),
        ("inlineStr", "<v>5</v><is><t>7</t></is>", ("7", [])),
        ("n", "<v>5</v><is><t>7</t></is>", (5.0, [])),
        ("n", "<is><t>7</t></is><v>5</v>", (5.0, [])),
        ("inlineStr", "<is><t>7</t></is><v>5</v>", ("7", [])),
    ],
)
def test_a_cell_says_the_same_however_it_is_written(
    type_: str, value: str, read: object, order: str, book: bytes, tmp_path: Path
) -> None:
    spelled = f' t="{type_}"' if type_ else ""
    cells = [ORDERS[order].format(type=spelled, style=' s="0"', f=formula, v=value) for formula in FORMULA]
    for cell, prefix in [*((cell, "") for cell in cells), (cells[0], "x")]:
        assert said(with_cell(tmp_path / "x.xlsx", book, cell, prefix=prefix)) == read, (cell, prefix)


@pytest.mark.parametrize("content", ["<v>5</v><v>6</v>", "<v>5</v><v/>", "<f>1</f><v>5</v><f>2</f>"])
def test_a_cell_with_two_values_is_refused(content: str, book: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is damaged"):
        codes_of(with_cell(tmp_path / "x.xlsx", book, f'<c r="D3">{content}</c>'))
