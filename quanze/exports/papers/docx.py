"""A paper as a Word document: styles that an office can change, real footnotes, pages of A4.

python-docx has no footnotes, so the part that holds them is written here: it begins with the two separators that Word
expects. A footnote that is referred to again is a cross-reference to the first mark (a NOTEREF field), as Word has it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quanze.exports.papers.paper import (
    Block,
    Cell,
    Footnotes,
    Heading,
    Items,
    NoteMark,
    Paper,
    Paragraph,
    Picture,
    Runs,
    Table,
    said,
)
from quanze.exports.papers.png import SCALE, png
from quanze.exports.sheet_style import FONT, HEAD, LINE
from quanze.locale import is_chinese, language_tag
from quanze.schema.progress import VERDICT

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHORT, _LONG, _MARGIN = 11906, 16838, 964
"""Twentieths of a point: the sides of A4, and the margin."""
_LATIN = "Calibri"
_SIZES = {"Normal": 20, "Title": 34, "Heading 1": 26, "Heading 2": 22}
"""Half points."""
_ADDED = {"Footnote Text": 8.0, "Paper Note": 8.0, "Table Text": 9.0, "After Table": 3.0, "Picture Caption": 7.0}
"""Styles that the template has not, with their sizes in points."""


def docx(paper: Paper) -> bytes:
    """The whole document."""
    from docx import Document as new_document

    document = new_document(BytesIO(_template(paper.lang, landscape=paper.landscape)))
    document.core_properties.title = paper.title
    writer = _Writer(document, paper, (_LONG if paper.landscape else _SHORT) - 2 * _MARGIN)
    writer.paragraph((), "Title").append(writer.text(paper.title))
    for block in paper.blocks:
        writer.write(block)
    _add_footnotes(document, writer.notes)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


@cache
def _template(lang: str, *, landscape: bool) -> bytes:
    """An empty document with page, fonts, styles and properties, made once for many papers."""
    from docx import Document as new_document

    document = new_document()
    _prepare(document, lang, landscape=landscape)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _prepare(document: Document, lang: str, *, landscape: bool) -> None:
    """Page, fonts, styles and properties."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, Twips

    section = document.sections[0]
    sides = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(sides[0]), Twips(sides[1])
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(_MARGIN))
    styles = document.styles
    for name, size in _ADDED.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
    reference = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    for name, size in _SIZES.items():
        _set_font(styles[name].element, size, bold=name != "Normal", lang=lang)
        kept = styles[name].paragraph_format
        kept.space_before, kept.space_after = Pt(0 if name in ("Normal", "Title") else 8), Pt(3)
        kept.line_spacing = 1.0
    for name in ("Footnote Text", "Table Text", "After Table", "Picture Caption"):
        styles[name].paragraph_format.space_after = Pt(0)
    styles["List Bullet"].paragraph_format.space_after = Pt(2)
    footer: Any = section.footer.paragraphs[0]._p
    footer.append(
        _element("w:pPr", _element("w:pStyle", val=styles["Picture Caption"].style_id), _element("w:jc", val="center"))
    )
    for code, before in (("PAGE", ""), ("NUMPAGES", " / ")):
        text = _element("w:t")
        text.text = before
        text.set(_SPACE, "preserve")
        footer.append(_element("w:r", text))
        footer.append(_element("w:fldSimple", _element("w:r", _element("w:t")), instr=f" {code} "))
    properties = document.core_properties
    properties.language = language_tag(lang)
    properties.author, properties.comments = "Quanze", ""


def _set_font(style: Any, size: int, *, bold: bool, lang: str) -> None:
    """The fonts of a style for Latin and Chinese, in place of those of a theme that has no Chinese ones."""
    from docx.oxml.ns import qn

    properties = style.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, cs=_LATIN, eastAsia=FONT))
    if bold:
        properties.append(_element("w:b"))
    properties.append(_element("w:color", val="1A1A1A"))
    properties.append(_element("w:sz", val=str(size)))
    properties.append(_element("w:lang", val="en-US", eastAsia="zh-TW" if is_chinese(lang) else "en-US"))
    border = style.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:  # the line under a title of the template
        border.getparent().remove(border)


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of Word's markup with attributes of its own name space."""
    made = _new()(_named(tag.removeprefix("w:")), {_named(name): v for name, v in attributes.items()})
    made.extend(children)
    return made


@cache
def _named(name: str) -> str:
    """A name of Word's markup with its name space."""
    return f"{{{_W}}}{name}"


@cache
def _new() -> Any:
    """What makes the elements that python-docx knows; a document has thousands."""
    from docx.oxml.parser import oxml_parser

    return oxml_parser.makeelement


def _border(side: str) -> Any:
    return _element(f"w:{side}", val="single", sz="4", space="0", color=LINE.lstrip("#"))


class _Writer:
    """Puts blocks at the end of a document."""

    def __init__(self, document: Document, paper: Paper, room: int) -> None:
        self.document = document
        self.room = room
        self.notes = Footnotes(paper)
        self._body: Any = document.element.body
        self._end = self._body.sectPr
        self._ids = {style.name: style.style_id for style in document.styles}
        self._pictures = 0

    def write(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading(text, level):
                self.paragraph((), f"Heading {level}").append(self.text(text))
            case Paragraph(runs, faint):
                self.paragraph(runs, "Paper Note" if faint else "Normal")
            case Items(items):
                for item in items:
                    self.paragraph(item, "List Bullet")
            case Table():
                self._table(block)

    def paragraph(self, runs: Runs, style: str) -> Any:
        """A paragraph at the end of the body."""
        made = self._paragraph(runs, style)
        self._end.addprevious(made)
        return made

    def text(self, text: str, *properties: Any) -> Any:
        """A run of text."""
        held = _element("w:t")
        held.text = text
        held.set(_SPACE, "preserve")
        return _element("w:r", *([_element("w:rPr", *properties)] if properties else []), held)

    def _paragraph(self, runs: Runs, style: str, *, right: bool = False) -> Any:
        properties = [_element("w:pStyle", val=self._ids[style])]
        if right:
            properties.append(_element("w:jc", val="right"))
        made = _element("w:p", _element("w:pPr", *properties))
        for piece in runs:
            look = VERDICT[piece.look] if piece.look else None
            shown = [_element("w:b")] if piece.strong or look else []
            if look:
                shown.append(_element("w:color", val=look.ink.lstrip("#")))
                shown.append(_element("w:shd", val="clear", color="auto", fill=look.ground.lstrip("#")))
            if piece.text:
                made.append(self.text(piece.text, *shown))
            for n, mark in enumerate(self.notes.marks(piece.notes)):
                if n:
                    made.append(self.text(",", self._reference_style()))
                made.extend(self._reference(mark))
                if mark.rows:
                    made.append(self.text(f":{mark.rows}", self._reference_style()))
        return made

    def _reference_style(self) -> Any:
        return _element("w:rStyle", val=self._ids["Footnote Reference"])

    def _reference(self, of: NoteMark) -> list[Any]:
        """The mark of a footnote; at its second mention a field that repeats the number of the first."""
        number = of.number
        style = _element("w:rPr", self._reference_style())
        bookmark = f"_Ref{number:06d}"
        if of.first:
            mark = _element("w:r", style, _element("w:footnoteReference", id=str(number)))
            start = _element("w:bookmarkStart", id=str(number), name=bookmark)
            return [start, mark, _element("w:bookmarkEnd", id=str(number))]
        code = _element("w:instrText")
        code.text = f" NOTEREF {bookmark} \\f \\h "
        begin, separate, end = (_element("w:fldChar", fldCharType=one) for one in ("begin", "separate", "end"))
        return [
            _element("w:r", style, begin, code, separate),  # a report has thousands: no run for each
            self.text(str(number), self._reference_style()),
            _element("w:r", end),
        ]

    def _table(self, table: Table) -> None:
        if table.title:
            self._end.addprevious(self._paragraph((), "Heading 2"))
            self._end.getprevious().append(self.text(table.title))
        widths = [str(round(share * self.room)) for share in table.widths]
        properties = _element(
            "w:tblPr",
            _element("w:tblStyle", val=self._ids["Table Grid"]),
            _element("w:tblW", w=str(self.room), type="dxa"),
            _element(
                "w:tblBorders", *(_border(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
            ),
            _element("w:tblLayout", type="fixed"),
            _element("w:tblCellMar", _element("w:left", w="70", type="dxa"), _element("w:right", w="70", type="dxa")),
            _element("w:tblLook", val="0420"),
        )
        made = _element("w:tbl", properties, _element("w:tblGrid", *(_element("w:gridCol", w=w) for w in widths)))
        made.append(self._head(table, widths))
        for row in table.rows:
            line = _element("w:tr", _element("w:trPr", _element("w:cantSplit")))
            for n, cell in enumerate(row):
                line.append(self._cell(cell, widths[n], right=n in table.numbers))
            made.append(line)
        self._end.addprevious(made)
        self._end.addprevious(self._paragraph((), "After Table"))  # two tables without text between become one

    def _head(self, table: Table, widths: list[str]) -> Any:
        line = _element("w:tr", _element("w:trPr", _element("w:cantSplit"), _element("w:tblHeader")))
        for width, head in zip(widths, table.heads, strict=True):
            shade = _element("w:shd", val="clear", color="auto", fill=HEAD.lstrip("#"))
            paragraph = self._paragraph((), "Table Text")
            paragraph.append(self.text(head, _element("w:b")))
            line.append(_element("w:tc", _element("w:tcPr", _element("w:tcW", w=width, type="dxa"), shade), paragraph))
        return line

    def _cell(self, cell: Cell, width: str, *, right: bool) -> Any:
        if isinstance(cell, Picture):
            content = [self._picture(cell, int(width))]
            if cell.bare:
                content.append(self._paragraph((said(cell.caption),), "Picture Caption"))
        else:
            content = [self._paragraph(cell, "Table Text", right=right)]
        return _element("w:tc", _element("w:tcPr", _element("w:tcW", w=width, type="dxa")), *content)

    def _picture(self, picture: Picture, width: int) -> Any:
        """The picture as large as its cell allows; without a program that draws it, its line of text."""
        paragraph = self._paragraph((), "Table Text")
        drawn = png(picture.bare) if picture.bare else None
        if drawn is None:
            paragraph.append(self.text(picture.line))
            return paragraph
        from docx.oxml.shape import CT_Inline
        from docx.shared import Emu, Twips

        relation, image = self.document.part.get_or_add_image(BytesIO(drawn))
        shown = min(int(Twips(width - 240)), image.width // SCALE)
        high = image.height * shown // image.width
        self._pictures += 1  # python-docx would look for a free number among all elements, for each picture again
        name = f"Picture {self._pictures}"
        inline: Any = CT_Inline.new_pic_inline(self._pictures, relation, name, Emu(shown), Emu(high))
        inline.docPr.set("descr", picture.told)
        for side in ("distT", "distB", "distL", "distR"):  # without them LibreOffice keeps the text away
            inline.set(side, "0")
        paragraph.append(_element("w:r", _element("w:drawing", inline)))
        return paragraph


def _add_footnotes(document: Document, notes: Footnotes) -> None:
    """The part with the footnotes, and the settings that name its separators."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    ids = {style.name: style.style_id for style in document.styles}
    root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
    for id_, type_ in ((-1, "separator"), (0, "continuationSeparator")):
        spacing = _element("w:pPr", _element("w:spacing", after="0", line="240", lineRule="auto"))
        mark = _element("w:p", spacing, _element("w:r", _element(f"w:{type_}")))
        root.append(_element("w:footnote", mark, type=type_, id=str(id_)))
    for number, note in notes:
        style = _element("w:rPr", _element("w:rStyle", val=ids["Footnote Reference"]))
        text = _element("w:t")
        text.text = f" {note}"
        text.set(_SPACE, "preserve")
        paragraph = _element(
            "w:p",
            _element("w:pPr", _element("w:pStyle", val=ids["Footnote Text"])),
            _element("w:r", style, _element("w:footnoteRef")),
            _element("w:r", text),
        )
        root.append(_element("w:footnote", paragraph, id=str(number)))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    assert package is not None
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, content, package)
    document.part.relate_to(part, _FOOTNOTES)
    separators = _element("w:footnotePr", _element("w:footnote", id="-1"), _element("w:footnote", id="0"))
    settings: Any = document.settings.element
    following = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids")
    from docx.oxml.ns import qn

    place = next((child for child in settings if child.tag in {qn(name) for name in following}), None)
    if place is None:
        settings.append(separators)
    else:
        place.addprevious(separators)
