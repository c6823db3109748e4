"""A paper as a Word document: styles that an office can change, real footnotes, pages of A4.

python-docx makes an empty document once: page, fonts, styles, settings. What a paper says is markup of our own in its
place, for a report has half a million elements. python-docx has no footnotes either; their part begins with the two
separators that Word expects. A footnote that is referred to again is a cross-reference to the first mark (a NOTEREF
field), as Word has it.
"""

from __future__ import annotations

import zipfile
from functools import cache
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

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
)
from quanze.exports.papers.png import SIZE, png
from quanze.exports.sheet_style import FONT, HEAD, LINE
from quanze.locale import is_chinese, language_tag
from quanze.schema.progress import VERDICT

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLACE = "{0}"
"""Stands in the empty document where a paper puts its text."""
_SHORT, _LONG, _MARGIN = 11906, 16838, 964
"""Twentieths of a point: the sides of A4, and the margin."""
_POINT, _PIXEL = 635, 9525
"""A twentieth of a point and a pixel, in the units of a drawing."""
_LATIN = "Calibri"
_SIZES = {"Normal": 20, "Title": 34, "Heading 1": 26, "Heading 2": 22}
"""Half points."""
_TABLES = ("Normal Table", "Table Grid")
_ADDED = {"Footnote Text": 8.0, "Paper Note": 8.0, "Table Text": 9.0, "After Table": 3.0, "Picture Caption": 7.0}
"""Styles that the template has not, with their sizes in points."""


def docx(paper: Paper) -> bytes:
    """The whole document."""
    empty = _empty(paper.lang, landscape=paper.landscape)
    writer = _Writer(paper, empty.styles, (_LONG if paper.landscape else _SHORT) - 2 * _MARGIN)
    title = writer.paragraph("Title", _run(paper.title))
    body = title + "".join(map(writer.block, paper.blocks))
    written = {
        _DOCUMENT: empty.parts[_DOCUMENT].replace(_PLACE, body, 1),
        _CORE: empty.parts[_CORE].replace(_PLACE, escape(paper.title), 1),
        _RELATED: empty.parts[_RELATED].replace(_PLACE, writer.relationships(), 1),
        "word/footnotes.xml": writer.footnotes(),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**empty.parts, **written}.items():
            archive.writestr(name, text)
        for name, part in empty.others.items():
            archive.writestr(name, part)
        for name, picture in writer.pictures.items():
            archive.writestr(f"word/{name}", picture, zipfile.ZIP_STORED)
    return content.getvalue()


_DOCUMENT, _CORE, _RELATED = "word/document.xml", "docProps/core.xml", "word/_rels/document.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"


class _Empty(NamedTuple):
    """An empty document: the parts that a paper changes, with a mark in its place, the others, and the ids of the
    styles by their names."""

    parts: dict[str, str]
    others: dict[str, bytes]
    styles: dict[str, str]


@cache
def _empty(lang: str, *, landscape: bool) -> _Empty:
    """An empty document with page, fonts, styles and properties, made once for many papers."""
    from docx import Document as new_document

    document = new_document()
    _prepare(document, lang, landscape=landscape)
    document.core_properties.title = _PLACE
    content = BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as archive:
        others = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: others.pop(name).decode() for name in (_CONTENT_TYPES, _DOCUMENT, _CORE, _RELATED)}
    parts[_DOCUMENT] = parts[_DOCUMENT].replace("<w:sectPr", f"{_PLACE}<w:sectPr", 1)
    parts[_RELATED] = parts[_RELATED].replace("</Relationships>", f"{_PLACE}</Relationships>", 1)
    added = '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/footnotes.xml" '
    parts[_CONTENT_TYPES] = parts[_CONTENT_TYPES].replace("</Types>", f'{added}ContentType="{_TYPE}"/></Types>', 1)
    return _Empty(parts, others, {str(style.name): style.style_id for style in document.styles})


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
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        footer.append(_element("w:r", text))
        footer.append(_element("w:fldSimple", _element("w:r", _element("w:t")), instr=f" {code} "))
    properties = document.core_properties
    properties.language = language_tag(lang)
    properties.author, properties.comments = "Quanze", ""
    _name_separators(document)
    _leave_out_unused(document)


def _leave_out_unused(document: Document) -> None:
    """Take from the document what is there only for python-docx's template to have it: a hundred styles of tables, a
    second copy of all styles, a small picture. They are two thirds of a paper of one page."""
    from docx.enum.style import WD_STYLE_TYPE

    for style in [one for one in document.styles if one.type == WD_STYLE_TYPE.TABLE and one.name not in _TABLES]:
        style.delete()
    for package in (document.part, document.part.package):
        for id_, one in list(package.rels.items()):
            if one.reltype.endswith(("/stylesWithEffects", "/metadata/thumbnail", "/customXml")):
                del package.rels[id_]


def _name_separators(document: Document) -> None:
    """Name the separators of the footnotes in the settings."""
    from docx.oxml.ns import qn

    separators = _element("w:footnotePr", _element("w:footnote", id="-1"), _element("w:footnote", id="0"))
    settings: Any = document.settings.element
    following = {qn(name) for name in ("w:endnotePr", "w:compat", "w:docVars", "w:rsids")}
    place = next((child for child in settings if child.tag in following), None)
    if place is None:
        settings.append(separators)
    else:
        place.addprevious(separators)


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
    """An element of the empty document, with attributes of Word's name space."""
    from docx.oxml.parser import oxml_parser

    named = {f"{{{_W}}}{name}": value for name, value in attributes.items()}
    made = oxml_parser.makeelement(f"{{{_W}}}{tag.removeprefix('w:')}", named)
    made.extend(children)
    return made


def _border(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE.lstrip("#")}"/>'


def _run(text: str, properties: str = "") -> str:
    """A run of text."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


class _Writer:
    """Makes the markup of blocks; keeps the footnotes and the pictures that they use."""

    def __init__(self, paper: Paper, styles: dict[str, str], room: int) -> None:
        self.notes = Footnotes(paper)
        self.pictures: dict[str, bytes] = {}
        """Pictures by the names of their files."""
        self._room = room
        self._styles = styles
        self._relations: dict[bytes, str] = {}
        self._drawings = 0
        self._raised = f'<w:rStyle w:val="{styles["Footnote Reference"]}"/>'

    def block(self, block: Block) -> str:
        """The markup of one block."""
        match block:
            case Heading(text, level):
                return self.paragraph(f"Heading {level}", _run(text))
            case Paragraph(runs, faint):
                return self.paragraph("Paper Note" if faint else "Normal", self._runs(runs))
            case Items(items):
                return "".join(self.paragraph("List Bullet", self._runs(item)) for item in items)
            case Table():
                return self._table(block)

    def paragraph(self, style: str, markup: str = "", *, right: bool = False) -> str:
        """A paragraph of markup."""
        side = '<w:jc w:val="right"/>' if right else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self._styles[style]}"/>{side}</w:pPr>{markup}</w:p>'

    def relationships(self) -> str:
        """What ties the document to its footnotes and pictures."""
        ties = [f'<Relationship Id="footnotes" Type="{_RELATIONSHIPS}/footnotes" Target="footnotes.xml"/>']
        for name, id_ in zip(self.pictures, self._relations.values(), strict=True):
            ties.append(f'<Relationship Id="{id_}" Type="{_RELATIONSHIPS}/image" Target="{name}"/>')
        return "".join(ties)

    def footnotes(self) -> str:
        """The part with the footnotes."""
        spacing = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        found = [
            f'<w:footnote w:type="{type_}" w:id="{id_}"><w:p>{spacing}<w:r><w:{type_}/></w:r></w:p></w:footnote>'
            for id_, type_ in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        mark = f"<w:r><w:rPr>{self._raised}</w:rPr><w:footnoteRef/></w:r>"
        for number, note in self.notes:
            text = self.paragraph("Footnote Text", mark + _run(f" {note}"))
            found.append(f'<w:footnote w:id="{number}">{text}</w:footnote>')
        return f'{_HEADER}<w:footnotes xmlns:w="{_W}">{"".join(found)}</w:footnotes>'

    def _runs(self, runs: Runs) -> str:
        found: list[str] = []
        for piece in runs:
            look = VERDICT[piece.look] if piece.look else None
            shown = "<w:b/>" if piece.strong or look else ""
            if look:
                ground = look.ground.lstrip("#")
                shown += f'<w:color w:val="{look.ink.lstrip("#")}"/>'
                shown += f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
            if piece.text:
                found.append(_run(piece.text, shown))
            for n, mark in enumerate(self.notes.marks(piece.notes)):
                if n:
                    found.append(_run(",", self._raised))
                found.append(self._reference(mark))
                if mark.rows:
                    found.append(_run(f":{mark.rows}", self._raised))
        return "".join(found)

    def _reference(self, of: NoteMark) -> str:
        """The mark of a footnote; at its second mention a field that repeats the number of the first."""
        number, style = of.number, f"<w:rPr>{self._raised}</w:rPr>"
        bookmark = f"_Ref{number:06d}"
        if of.first:
            return (
                f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>'
                f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{number}"/>'
            )
        begin, separate, end = (f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "separate", "end"))
        code = f"<w:instrText> NOTEREF {bookmark} \\f \\h </w:instrText>"
        return f"<w:r>{style}{begin}{code}{separate}</w:r>{_run(str(number), self._raised)}<w:r>{end}</w:r>"

    def _table(self, table: Table) -> str:
        title = self.paragraph("Heading 2", _run(table.title)) if table.title else ""
        widths = [round(share * self._room) for share in table.widths]
        borders = "".join(map(_border, ("top", "left", "bottom", "right", "insideH", "insideV")))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(
            _cell(width, self.paragraph("Table Text", _run(text, "<w:b/>")), ground=HEAD)
            for width, text in zip(widths, table.heads, strict=True)
        )
        rows = [
            "".join(
                _cell(widths[n], self._content(cell, widths[n], right=n in table.numbers)) for n, cell in enumerate(row)
            )
            for row in table.rows
        ]
        return (
            f'{title}<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles["Table Grid"]}"/>'
            f'<w:tblW w:w="{self._room}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0420"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
            + "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in rows)
            + "</w:tbl>"
            + self.paragraph("After Table")  # two tables without text between become one
        )

    def _content(self, cell: Cell, width: int, *, right: bool) -> str:
        if isinstance(cell, Picture):
            caption = self.paragraph("Picture Caption", _run("–".join(cell.ends))) if cell.drawing else ""
            return self.paragraph("Table Text", self._picture(cell, width)) + caption
        return self.paragraph("Table Text", self._runs(cell), right=right)

    def _picture(self, picture: Picture, width: int) -> str:
        """The picture as large as its cell allows; its line of text where there is too little to draw."""
        if picture.drawing is None:
            return _run(picture.line)
        drawn = png(picture.drawing)
        if drawn not in self._relations:
            self._relations[drawn] = f"picture{len(self._relations) + 1}"
            self.pictures[f"media/image{len(self._relations)}.png"] = drawn
        wide, high = SIZE
        shrunk = min(1.0, (width - 240) * _POINT / (wide * _PIXEL))
        size = f'cx="{round(wide * shrunk * _PIXEL)}" cy="{round(high * shrunk * _PIXEL)}"'
        self._drawings += 1
        named = f'id="{self._drawings}" name="Picture {self._drawings}"'
        return (  # without distances LibreOffice keeps the text away
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
            f'distR="0"><wp:extent {size}/><wp:docPr {named} descr="{escape(picture.alt)}"/><wp:cNvGraphicFramePr>'
            f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip xmlns:r="{_RELATIONSHIPS}" r:embed="{self._relations[drawn]}"/><a:stretch>'
            f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )


def _cell(width: int, content: str, *, ground: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground.lstrip("#")}"/>' if ground else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'
