"""Papers in every format, read back with the libraries that offices' programs stand for: texts, footnotes, tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from odf import teletype
from odf.opendocument import load as load_odf
from odf.table import TableCell
from odf.text import H, NoteRef, P
from odf.text import Note as OdfNote

from quanze.exports.papers.docx import docx
from quanze.exports.papers.html import html
from quanze.exports.papers.markdown import markdown
from quanze.exports.papers.odt import odt
from quanze.exports.papers.paper import Heading, Items, Note, Paper, Paragraph, Picture, Table, runs, said, shares
from quanze.exports.progress.small_line import WAS, Drawing, Line
from quanze.text.clean import clean
from tests.exports.hostile import HOSTILE
from tests.office import all_converted, needs_text_documents, pdf_pages, pdf_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = Drawing((Line(((7.0, 45.0), (183.0, 7.0)), WAS),), ())
PAPER = Paper(
    "清淨環境組權責簡報",
    (
        Paragraph(runs("截至115年。"), faint=True),
        Heading("主辦事項"),
        Items((runs(said("一", ["第1條"]), "、二"), runs(said("三", ["第2條", "第1條"], strong=True)))),
        Table(
            ("指標", "實績", "評定", "歷年"),
            (
                (
                    runs("排放量"),
                    runs(said("1.5", ["第2條"])),
                    runs(said("✕ 未達成", look="missed")),
                    Picture(DRAWN, "線", "▁█", ("110", "114")),
                ),
            ),
            shares((3, 1, 1, 1)),
            frozenset({1}),
        ),
    ),
    "zh-TW",
)


def hostile_paper() -> Paper:
    """Each hostile text as heading, paragraph, item, cell and footnote."""
    blocks = [
        block
        for text in HOSTILE
        for block in (
            Heading(text),
            Paragraph(runs(said(text, [f"註{text}"]), said(text, strong=True))),
            Items((runs(text),)),
            Table((text,), ((runs(text),),), (1.0,), title=text),
        )
    ]
    return Paper(HOSTILE[9], tuple(blocks), "zh-TW")


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


@pytest.mark.whole
def test_word_has_real_footnotes_and_repeats_the_number_of_one_that_is_cited_again() -> None:
    content = docx(PAPER)
    notes = part(content, "word/footnotes.xml")
    texts = {n.get(f"{W}id"): "".join(n.itertext()).strip() for n in notes}
    assert texts == {"-1": "", "0": "", "1": "第1條", "2": "第2條"}
    body = part(content, "word/document.xml")
    assert [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    bookmarks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    fields = [str(code.text).split()[1] for code in body.iter(f"{W}instrText")]
    assert fields == ["_Ref000001", "_Ref000002"] and set(fields) == bookmarks
    separators = part(content, "word/settings.xml").find(f"{W}footnotePr")
    assert separators is not None and [s.get(f"{W}id") for s in separators] == ["-1", "0"]


@pytest.mark.whole
def test_word_uses_styles_and_a4() -> None:
    document = python_docx.Document(io.BytesIO(docx(PAPER)))
    styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert styles[:3] == [("Title", PAPER.title), ("Paper Note", "截至115年。"), ("Heading 1", "主辦事項")]
    assert styles[3][0] == "List Bullet"
    section = document.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["指標", "實績", "評定", "歷年"]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["排放量", "1.52", "✕ 未達成"]
    assert document.core_properties.title == PAPER.title


def test_a_picture_is_in_the_document_with_its_words() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(PAPER))) as archive:
        assert [n for n in archive.namelist() if n.startswith("word/media/")] == ["word/media/image1.png"]
        assert 'descr="線"' in archive.read("word/document.xml").decode()
    with zipfile.ZipFile(io.BytesIO(odt(PAPER))) as archive:
        assert archive.read("Pictures/1.png").startswith(b"\x89PNG")
        assert "<svg:desc>線</svg:desc>" in archive.read("content.xml").decode()
    nothing = Picture(None, "線", "▁█")
    paper = Paper("無圖", (Table(("歷年",), ((nothing,),), (1.0,)),), "zh-TW")
    assert "▁█" in "".join(part(docx(paper), "word/document.xml").itertext())
    assert "▁█" in "".join(part(odt(paper), "content.xml").itertext())


def test_opendocument_has_real_footnotes_and_references_to_them() -> None:
    content = odt(PAPER)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    document = load_odf(io.BytesIO(content))
    notes = {n.getAttribute("id"): teletype.extractText(n) for n in document.getElementsByType(OdfNote)}
    assert notes == {"ftn1": "1 第1條", "ftn2": "2 第2條"}
    again = [(r.getAttribute("refname"), teletype.extractText(r)) for r in document.getElementsByType(NoteRef)]
    assert again == [("ftn1", "1"), ("ftn2", "2")]
    headings = [teletype.extractText(h) for h in document.getElementsByType(H)]
    assert headings == ["主辦事項"]
    assert len(document.getElementsByType(TableCell)) == 8


class Page(HTMLParser):
    """What of a page a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.acts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            if name == "href":
                self.links.append(str(value))
            if name == "id":
                self.ids.append(str(value))
            if name.startswith("on") or name == "src":
                self.acts.append(name)


def test_a_page_links_each_mark_with_its_footnote_and_back() -> None:
    page = Page(html(PAPER))
    assert page.links == ["#note-1", "#note-2", "#note-1", "#note-2", "#ref-1", "#ref-2"]
    assert sorted(page.ids) == ["note-1", "note-2", "ref-1", "ref-2"]
    assert "@page{size:A4;" in html(PAPER)


def test_markdown_has_each_footnote_once() -> None:
    text = markdown(PAPER)
    assert re.findall(r"^\[\^\d\]: .*", text, re.MULTILINE) == ["[^1]: 第1條", "[^2]: 第2條"]
    assert "- 一[^1]、二\n- **三**[^2][^1]" in text
    assert "| 排放量 | 1.5[^2] | ✕ 未達成 | ▁█   |" in text


@pytest.mark.whole
def test_hostile_texts_are_texts_in_every_format() -> None:
    paper = hostile_paper()
    wanted = {clean(text) for text in HOSTILE}
    document = python_docx.Document(io.BytesIO(docx(paper)))
    assert wanted <= {p.text for p in document.paragraphs}
    assert wanted <= {t.rows[1].cells[0].text for t in document.tables}
    shown = load_odf(io.BytesIO(odt(paper)))
    assert wanted <= {teletype.extractText(p).strip() for p in shown.getElementsByType(P)}
    page = Page(html(paper))
    assert page.acts == [] and not page.tags & {"script", "img", "svg", "iframe"}
    assert all(link.startswith("#") for link in page.links)
    tokens = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin).parse(markdown(paper))
    children = {c.type for t in tokens for c in t.children or ()}
    assert children <= {"text", "strong_open", "strong_close", "footnote_ref", "footnote_anchor", "text_special"}
    assert not any(t.type.startswith(("html", "code", "fence")) for t in tokens)


@pytest.mark.office
def test_an_office_opens_and_prints_it(tmp_path: Path) -> None:
    needs_text_documents()
    paths = tmp_path / "word.docx", tmp_path / "open.odt"
    for path, written in zip(paths, (docx, odt), strict=True):
        path.write_bytes(written(PAPER))
    for printed in all_converted(paths, "pdf", tmp_path):
        text = re.sub(r"\s+", "", pdf_text(printed))
        for wanted in ("清淨環境組權責簡報", "主辦事項", "排放量", "未達成", "第1條", "第2條"):
            assert wanted in text, printed
        (page,) = pdf_pages(printed)
        assert [round(side) for side in page] == [595, 842]


def test_rows_of_one_table_are_one_footnote_and_the_marks_say_which_row() -> None:
    """A sheet with a task in each row; what another place says, and a table of which one row is cited, stay whole."""

    def row(number: int, table: str = "計畫 表一") -> Note:
        return Note(f"{table}，第 {number} 列 「甲」", table, number)

    cited = (said("一", [row(9), row(4), "第1條"]), said("二", [row(4)]), said("三", [row(2, "計畫 表二")]))
    paper = Paper("計畫", (Paragraph(runs(*cited)),), "zh-TW")
    text = markdown(paper)
    assert "一[^1]:4,9[^2]二[^1]:4三[^3]" in text
    notes = re.findall(r"^\[\^\d\]: (.*)", text, re.MULTILINE)
    assert notes == ["計畫 表一，第 4 至 9 列（註號冒號後為列號）", "第1條", "計畫 表二，第 2 列 「甲」"]
    assert [p.text for p in python_docx.Document(io.BytesIO(docx(paper))).paragraphs][1] == "一:4,9,二1:4三"
    shown = [teletype.extractText(p) for p in load_odf(io.BytesIO(odt(paper))).getElementsByType(P)]
    assert any("二1:4三" in text for text in shown)
    assert "[1:4,9]" in html(paper)


@pytest.mark.whole
@pytest.mark.parametrize("writer", [docx, odt, html, markdown])
def test_nothing_is_hidden_in_titles_and_heads(writer: Callable[[Paper], str | bytes]) -> None:
    hidden = "a\u202eb\u200bc\x9b"
    table = Table((hidden,), ((runs(hidden),),), (1.0,), title=hidden)
    written = writer(Paper(hidden, (Heading(hidden), Paragraph(runs(hidden)), table), "en"))
    if isinstance(written, bytes):
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            written = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert not set(written) & {"\u202e", "\u200b", "\x9b"} and "202E" in written
