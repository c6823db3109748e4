"""Word documents as a stream: what is in what, and nothing of a long table held or lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from quanze.errors import FileError
from quanze.reader.blocks import Grid, Paragraph
from quanze.reader.formats import docx, odt

from .documents import write_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(path: Path, body: str, **parts: str) -> Path:
    """A document with this body and these other parts of the folder ``word``."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, xml in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>')
    return path


def p(text: str, properties: str = "", inside: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t>{inside}</w:r></w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr>"


def shown(path: Path) -> list[str | tuple[tuple[str, ...], ...]]:
    return [b.rows if isinstance(b, Grid) else b.text for b in docx.read(path).blocks]


@pytest.mark.parametrize("around", ["w:sdt><w:sdtContent", "w:customXml"])
def test_rows_and_paragraphs_in_a_content_control_are_read(tmp_path: Path, around: str) -> None:
    begin, end = f"<{around}>", "".join(f"</{t.strip('<>')}>" for t in reversed(around.split("><")))
    rows = begin + row(p("植樹"), begin + p("農業局") + end) + end
    table = f"<w:tbl>{row(p('措施'), p('主辦'))}{rows}</w:tbl>"
    path = word(tmp_path / "plan.docx", begin + p("一、總則") + table + end + p("二、附則"))
    assert shown(path) == ["一、總則", (("措施", "主辦"), ("植樹", "農業局")), "二、附則"]


def test_a_table_in_a_cell_gives_its_text_to_the_cell_and_no_rows(tmp_path: Path) -> None:
    inner = f"<w:tbl>{row(p('甲'), p('乙'))}{row(p('丙'), p('丁'))}</w:tbl>"
    path = word(tmp_path / "plan.docx", f"<w:tbl>{row(p('外'), inner + p(''))}{row(p('下'), p('末'))}</w:tbl>")
    assert shown(path) == [(("外", "甲\n乙\n丙\n丁"), ("下", "末"))]


def test_a_text_box_is_read_behind_its_paragraph_with_its_table(tmp_path: Path) -> None:
    box = f"<w:pict><w:txbxContent>{p('框')}<w:tbl>{row(p('措施'), p('主辦'))}</w:tbl></w:txbxContent></w:pict>"
    path = word(tmp_path / "plan.docx", p("文", inside=box) + p("後"))
    assert shown(path) == ["文框措施主辦", "框", (("措施", "主辦"),), "後"]


def test_merged_cells_are_filled_across_and_down(tmp_path: Path) -> None:
    wide, down, on = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    path = word(
        tmp_path / "plan.docx",
        f"<w:tbl>{row(wide + p('寬'), p('丙'))}{row(f'<w:tcPr>{down}</w:tcPr>' + p('長'), p('乙'), p('丙'))}"
        f"{row(f'<w:tcPr>{on}</w:tcPr>' + p(''), p('二'), p('三'))}</w:tbl>",
    )
    (grid,) = docx.read(path).blocks
    assert isinstance(grid, Grid)
    assert grid.rows == (("寬", "寬", "丙"), ("長", "乙", "丙"), ("長", "二", "三"))
    assert grid.own == ((True, False, True), (True, True, True), (False, True, True))


def test_headings_and_lists_by_style_and_by_number(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a"><w:name w:val="清單"/><w:pPr><w:numPr/></w:pPr></w:style>'
    )
    deep, none = ('<w:numPr><w:ilvl w:val="1"/></w:numPr>', '<w:numPr><w:numId w:val="0"/></w:numPr>')
    style = '<w:pStyle w:val="{}"/>'.format
    body = p("章", style("1")) + p("項", style("a")) + p("目", deep) + p("文", style("a") + none) + p("無", style("x"))
    found = docx.read(word(tmp_path / "plan.docx", body, styles=styles)).blocks
    assert [(b.text, b.heading, b.item) for b in found if isinstance(b, Paragraph)] == [
        ("章", 1, 0),
        ("項", 0, 1),
        ("目", 0, 2),
        ("文", 0, 0),
        ("無", 0, 0),
    ]


@pytest.mark.parametrize("part", ["document", "styles", "comments"])
def test_a_part_that_breaks_off_is_damage_and_never_a_shorter_document(tmp_path: Path, part: str) -> None:
    whole, cut = word(tmp_path / "whole.docx", p("文") * 3, styles="", comments=""), tmp_path / "cut.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: -12 if part in name else None])
    with pytest.raises(FileError, match="damaged"):
        docx.read(cut)


def test_a_document_with_macros_is_read_without_them(tmp_path: Path) -> None:
    whole, path = write_docx(tmp_path / "plan.docx"), tmp_path / "plan.docm"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"))
        new.writestr("word/vbaProject.bin", b"AutoOpen")
    read = docx.read(path)
    assert shown(path) == shown(whole)
    assert len(read.notices) == 1 and "macros" in read.notices[0]


def test_no_row_of_a_long_opendocument_table_is_left_out(tmp_path: Path) -> None:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows = "".join(f'<table:table-row table:number-rows-repeated="50">{cell(n)}</table:table-row>' for n in range(420))
    with zipfile.ZipFile(tmp_path / "plan.odt", "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text><table:table>{rows}</table:table>"
            "</office:text></office:body></office:document-content>",
        )
    (grid,) = odt.read(tmp_path / "plan.odt").blocks
    assert isinstance(grid, Grid) and len(grid.rows) == 21_000 and grid.rows[-1] == ("419",)
