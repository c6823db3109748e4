"""A search through a sheet that programs wrote finds what the parser finds, or leaves the sheet to the parser."""

from __future__ import annotations

import random
import zipfile
from collections import Counter
from contextlib import suppress
from io import BytesIO

import pytest

from quanze.loaders import sheet_cells
from quanze.loaders.sheet_cells import BookCells, CellTraits, RaisedTexts
from quanze.loaders.sheet_extent import is_plain

FORMULAS = (
    "",
    "<f>1/0</f>",
    "<f/>",
    '<f t="shared" si="0"/>',
    '<f ca="/>">1</f>',
    "<f>A1&amp;B1</f>",
    '<f r="A1>B">2</f>',
)
VALUES = ("", "<v>5</v>", "<v></v>", "<v/>", "<v>#REF!</v>", "<v> 1 </v>", "<v>3</v>", "<v>#N/A</v>")
TYPES = ("", "", "", ' t="e"', ' t="s"', ' t="str"', ' t="b"', ' t="n"')
RAISED = '<r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
INLINE = (
    "<is><t>a</t></is>",
    "<is><r><t>a</t></r></is>",
    f"<is><r><t>a</t></r>{RAISED}</is>",
    f"<is><r><t>&lt;is&gt;</t></r>{RAISED}<rPh><t>b</t></rPh></is>",
    '<is><r><rPr><vertAlign val="baseline"/></rPr><t>2</t></r></is>',
)
ODD = (
    "<v>&#53;</v>",
    '<v xml:space="preserve">5</v>',
    "<v><![CDATA[5]]></v>",
    '<!-- <c r="A1" t="e"> --><v>5</v>',
    '<is><t>a</t><c r="C9" t="e"><v>#REF!</v></c></is>',
    "<is><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></is>",
    f"<v>5</v><!-- {RAISED} -->",
    f"<f>{RAISED}</f><v>5</v>",
    "<v>5</v><f>1</f>",
    *INLINE,
    '<?p <c r="A1" t="e"> ?><v>5</v>',
)


def drawn_sheet(chance: random.Random) -> bytes:
    """A sheet as programs write it; one in two has something that they do not write."""
    rows = []
    strange = chance.random() < 0.5
    for row in range(1, 5):
        cells = []
        for letters in ("A", "B", "AA"):
            content = chance.choice(FORMULAS) + chance.choice(VALUES)
            type_ = chance.choice(TYPES)
            if chance.random() < 0.1:
                content, type_ = (chance.choice(ODD), type_) if strange else (chance.choice(INLINE), ' t="inlineStr"')
            style = chance.choice(("", ' s="0"', ' s="1"', ' s="2"'))
            cell = f'<c r="{letters}{row}"{style}{type_}'
            cells.append(f"{cell}/>" if chance.random() < 0.02 else f"{cell}>{content}</c>")
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return f'<?xml version="1.0"?><worksheet><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


@pytest.mark.whole
def test_a_search_finds_what_the_parser_finds() -> None:
    empty = BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        book = BookCells(archive, [])
    book.formats, book.raised = {"1": "0%", "2": "yyyy"}, RaisedTexts({"3": "²"})

    def together(pieces: list[CellTraits]) -> CellTraits:
        whole = CellTraits()
        for piece in pieces:
            whole.errors |= piece.errors
            whole.texts |= piece.texts
            whole.formats |= piece.formats
            whole.uncomputed += piece.uncomputed
        return whole

    outcomes: Counter[bool] = Counter()
    for seed in range(2_000):
        xml = drawn_sheet(random.Random(seed))
        found = None
        if is_plain(xml) and not sheet_cells.may_be_misread(xml) and sheet_cells.may_be_searched(xml):
            with suppress(sheet_cells._OddCellError):
                found = together(list(sheet_cells.found_cells(book, xml)))
        outcomes[found is not None] += 1
        assert found in (None, together(list(sheet_cells._Cells(book).read(xml)))), seed
    assert min(outcomes[True], outcomes[False]) > 250


@pytest.mark.parametrize(
    "item",
    [
        "<si><r><t>a</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r></si>",
        '<si><r><t>a</t></r><r><rPr><b/><vertAlign val="superscript"/><rFont val="x"/></rPr><t>1</t></r></si>',
        '<si><r><rPr><vertAlign val="subscript"/></rPr><t></t></r><r><t xml:space="preserve"> 2</t></r></si>',
        '<si><r><rPr><vertAlign val="subscript"/></rPr><t></t><t>2</t></r><r><t/></r></si>',
        '<si><r><rPr><vertAlign val="baseline"/></rPr><t>2</t></r></si>',
        '<si><r><rPr><vertAlign val="superscript"></vertAlign></rPr><t>2</t></r></si>',
        '<si><r><rPr><vertAlign val="superscript"/></rPr><t>&#49;&amp;</t></r></si>',
        '<si><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r><rPh sb="0"><t>4</t></rPh></si>',
        '<si><r ><rPr><vertAlign val="superscript"/></rPr><t>1</t ></r></si>',
        '<si/><si><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>',
        '<si><!-- <si> --><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>',
        "<si><t>vertAlign 1</t></si>",
    ],
)
def test_raised_texts_are_those_of_the_parser(item: str) -> None:
    xml = f'<?xml version="1.0" encoding="UTF-8"?><sst><si><t>0</t></si>{item}<si><t>9</t></si></sst>'.encode()
    found = sheet_cells.raised_texts(xml)
    texts = {str(number): text for number in range(5) if (text := found.get(b"%d" % number))}
    assert texts == sheet_cells._Texts().read(xml)


@pytest.mark.parametrize(
    ("cell", "only"),
    [
        ('<c r="A1"><v>1</v></c>', True),
        ('<c r="A1" s="1"/>', True),
        ('<c r="A1" t="inlineStr"><is><t>x</t></is></c>', True),
        ('<c r="A1"><f>B1</f><v>1</v></c>', True),
        ('<c r="A1"><f>B1</f></c>', False),
        ('<c r="A1"><f>B1</f><v></v></c>', False),
        ('<c r="A1"><f>B1</f><v/></c>', False),
        ('<c r="A1"><f>B1</f><v> </v></c>', False),
        ('<c r="A1"><f>B1</f><v xml:space="preserve"> </v></c>', False),
        ('<c r="A1" t="e"><v>#REF!</v></c>', False),
        ('<c r="A1"><v>1</v><f>B1</f></c>', False),
    ],
)
def test_cells_that_may_be_special_are_never_passed_over(cell: str, only: bool) -> None:
    assert sheet_cells.has_only_values(f"<row><c r='B1'><v>1</v></c>{cell}</row>".encode()) is only
