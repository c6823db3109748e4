"""A paper as an OpenDocument text: named styles that an office can change, real footnotes, pages of A4.

The file is a folder of XML in an archive; what a paper needs of it is little, and is written here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

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
from quanze.locale import is_chinese
from quanze.schema.progress import VERDICT
from quanze.version import __version__

_MIME = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta")),
    )
)
_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SHORT, _LONG, _MARGIN = 21.0, 29.7, 1.7
"""Centimetres: the sides of A4, and the margin."""
_LATIN = "Calibri"
_PIXEL = 2.54 / 96
"""Centimetres."""
_PARAGRAPHS = (
    ("Title", 17.0, "0cm", "0.1cm", True),
    ("Heading_20_1", 13.0, "0.3cm", "0.1cm", True),
    ("Heading_20_2", 11.0, "0.25cm", "0.05cm", True),
    ("Text_20_body", 10.0, "0cm", "0.1cm", False),
    ("Paper_20_note", 8.0, "0cm", "0.1cm", False),
    ("Paper_20_caption", 7.0, "0cm", "0cm", False),
    ("Paper_20_footer", 7.0, "0cm", "0cm", False),
    ("Table_20_text", 9.0, "0cm", "0cm", False),
    ("Table_20_number", 9.0, "0cm", "0cm", False),
    ("Table_20_heading", 9.0, "0cm", "0cm", True),
    ("Footnote", 8.0, "0cm", "0cm", False),
)
"""Styles of paragraphs: name, size in points, space above and below, bold."""


def odt(paper: Paper) -> bytes:
    """The whole document."""
    writer = _Writer(paper, (_LONG if paper.landscape else _SHORT) - 2 * _MARGIN)
    body = writer.paragraph("Title", escape(paper.title)) + "".join(map(writer.block, paper.blocks))
    content = (
        f'{_HEADER}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
        f"{_automatic(writer)}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f'{_HEADER}<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<meta:generator>Quanze/{__version__}</meta:generator><dc:title>{escape(paper.title)}</dc:title>"
        f"<dc:language>{'zh-TW' if is_chinese(paper.lang) else 'en'}</dc:language></office:meta></office:document-meta>"
    )
    files = {"content.xml": content, "styles.xml": _styles(paper), "meta.xml": meta}
    return _packed(files, writer.pictures)


def _packed(files: dict[str, str], pictures: dict[str, bytes]) -> bytes:
    types = dict.fromkeys(files, "text/xml") | dict.fromkeys(pictures, "image/png")
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{type_}"/>'
        for name, type_ in {"/": _MIME, **types}.items()
    )
    manifest = (
        f'{_HEADER}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3">{listed}</manifest:manifest>'
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and is not compressed, so that it can be read without opening the archive.
        archive.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        for name, text in {**files, "META-INF/manifest.xml": manifest}.items():
            archive.writestr(name, text)
        for name, picture in pictures.items():
            archive.writestr(name, picture, zipfile.ZIP_STORED)
    return content.getvalue()


def _styles(paper: Paper) -> str:
    """The styles, and the page."""
    language = (
        'style:language-asian="zh" style:country-asian="TW"'
        if is_chinese(paper.lang)
        else 'style:language-asian="none" style:country-asian="none"'
    )
    fonts = "".join(f'<style:font-face style:name="{name}" svg:font-family="\'{name}\'"/>' for name in (_LATIN, FONT))
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'style:font-name="{_LATIN}" style:font-name-asian="{FONT}" fo:font-size="10pt" style:font-size-asian="10pt" '
        f'fo:language="en" fo:country="US" {language}/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    )
    named = "".join(_paragraph_style(*one) for one in _PARAGRAPHS)
    marks = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
        for name, properties in (
            ("Footnote_20_anchor", 'style:text-position="super 58%"'),
            ("Strong", 'fo:font-weight="bold" style:font-weight-asian="bold"'),
        )
    )
    bullet = (
        '<text:list-style style:name="List_20_1"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.4cm" '
        'fo:margin-left="0.5cm" text:list-tab-stop-position="0.5cm"/></style:list-level-properties>'
        "</text:list-level-style-bullet></text:list-style>"
    )
    notes = (
        '<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_anchor" '
        'text:citation-body-style-name="Footnote_20_anchor" text:default-style-name="Footnote" '
        'style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>'
    )
    wide, high = (_LONG, _SHORT) if paper.landscape else (_SHORT, _LONG)
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{wide}cm" fo:page-height="{high}cm" '
        f'style:print-orientation="{"landscape" if paper.landscape else "portrait"}" fo:margin="{_MARGIN}cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.2cm"/>'
        "</style:footer-style></style:page-layout>"
    )
    return (
        f'{_HEADER}<office:document-styles {_NAMES} office:version="1.3"><office:font-face-decls>{fonts}'
        f"</office:font-face-decls><office:styles>{default}{named}{marks}{bullet}{notes}</office:styles>"
        f"<office:automatic-styles>{page}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        '<text:p text:style-name="Paper_20_footer"><text:page-number text:select-page="current">1</text:page-number>'
        " / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def _paragraph_style(name: str, size: float, above: str, below: str, bold: bool) -> str:
    shown = name.replace("_20_", " ")
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading") else ""
    kept = ' fo:keep-with-next="always"' if name.startswith("Heading") or name == "Title" else ""
    side = {"Table_20_number": "end", "Paper_20_footer": "center"}.get(name)
    aligned = f' fo:text-align="{side}"' if side else ""
    weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{level}><style:paragraph-properties fo:margin-top="{above}" '
        f'fo:margin-bottom="{below}"{kept}{aligned}/><style:text-properties fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt"{weight}/></style:style>'
    )


def _automatic(writer: _Writer) -> str:
    """Styles of the cells, the columns and the verdicts."""
    border = f'fo:border="0.5pt solid {LINE}" fo:padding="0.07cm"'
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {border}{ground}/>'
        "</style:style>"
        for name, ground in (("Cell", ""), ("Head", f' fo:background-color="{HEAD}"'))
    )
    rows = (
        '<style:style style:name="Row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    columns = "".join(
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width}cm"/></style:style>'
        for width, name in writer.columns.items()
    )
    table = (
        '<style:style style:name="Table" style:family="table"><style:table-properties '
        f'style:width="{writer.room:.2f}cm" table:align="left" fo:margin-bottom="0.15cm"/></style:style>'
    )
    verdicts = "".join(
        f'<style:style style:name="v-{v.code}" style:family="text"><style:text-properties fo:color="{v.ink}" '
        f'fo:background-color="{v.ground}" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
        for v in VERDICT.values()
    )
    return cells + rows + columns + table + verdicts


class _Writer:
    """Makes the markup of blocks; keeps the footnotes, the pictures and the widths of columns that they use."""

    def __init__(self, paper: Paper, room: float) -> None:
        self.room = room
        self.notes = Footnotes(paper)
        self.pictures: dict[str, bytes] = {}
        self.columns: dict[str, str] = {}
        self._tables = 0

    def block(self, block: Block) -> str:
        """The markup of one block."""
        match block:
            case Heading(text, level):
                return (
                    f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{escape(text)}</text:h>'
                )
            case Paragraph(runs, faint):
                return self.paragraph("Paper_20_note" if faint else "Text_20_body", self._runs(runs))
            case Items(items):
                each = (
                    f"<text:list-item>{self.paragraph('Text_20_body', self._runs(i))}</text:list-item>" for i in items
                )
                return f'<text:list text:style-name="List_20_1">{"".join(each)}</text:list>'
            case Table():
                return self._table(block)

    @staticmethod
    def paragraph(style: str, markup: str) -> str:
        """A paragraph of markup."""
        return f'<text:p text:style-name="{style}">{markup}</text:p>'

    def _table(self, table: Table) -> str:
        self._tables += 1
        title = (
            f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{escape(table.title)}</text:h>'
            if table.title
            else ""
        )
        columns = "".join(f'<table:table-column table:style-name="{self._column(share)}"/>' for share in table.widths)
        heads = self._row(self._cell("Head", self.paragraph("Table_20_heading", escape(h))) for h in table.heads)
        rows = "".join(
            self._row(
                self._cell("Cell", self._content(cell, table.widths[n], number=n in table.numbers))
                for n, cell in enumerate(row)
            )
            for row in table.rows
        )
        return (
            f'{title}<table:table table:name="Table{self._tables}" table:style-name="Table">{columns}'
            f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}</table:table>"
        )

    def _column(self, share: float) -> str:
        width = f"{share * self.room:.2f}"
        return self.columns.setdefault(width, f"Column{len(self.columns) + 1}")

    @staticmethod
    def _row(cells: Iterable[str]) -> str:
        return f'<table:table-row table:style-name="Row">{"".join(cells)}</table:table-row>'

    @staticmethod
    def _cell(style: str, content: str) -> str:
        return f'<table:table-cell table:style-name="{style}" office:value-type="string">{content}</table:table-cell>'

    def _content(self, cell: Cell, share: float, *, number: bool) -> str:
        if isinstance(cell, Picture):
            caption = self.paragraph("Paper_20_caption", _spaced("–".join(cell.ends))) if cell.drawing else ""
            return self.paragraph("Table_20_text", self._picture(cell, share)) + caption
        return self.paragraph("Table_20_number" if number else "Table_20_text", self._runs(cell))

    def _picture(self, picture: Picture, share: float) -> str:
        """The picture as large as its cell allows; its line of text where there is too little to draw."""
        if picture.drawing is None:
            return escape(picture.line)
        name = f"Pictures/{len(self.pictures) + 1}.png"
        self.pictures[name] = png(picture.drawing)
        wide, high = (side * _PIXEL for side in SIZE)
        shrunk = min(1.0, (share * self.room - 0.2) / wide)
        return (
            f'<draw:frame draw:name="Picture{len(self.pictures)}" text:anchor-type="as-char" '
            f'svg:width="{wide * shrunk:.3f}cm" svg:height="{high * shrunk:.3f}cm"><draw:image xlink:href="{name}" '
            'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"<svg:desc>{escape(picture.alt)}</svg:desc></draw:frame>"
        )

    def _runs(self, runs: Runs) -> str:
        text = ""
        for piece in runs:
            style = f"v-{piece.look}" if piece.look else "Strong" if piece.strong else ""
            shown = _spaced(piece.text)
            text += f'<text:span text:style-name="{style}">{shown}</text:span>' if style and shown else shown
            for n, mark in enumerate(self.notes.marks(piece.notes)):
                text += _raised(",") if n else ""
                text += self._reference(mark) + (_raised(f":{mark.rows}") if mark.rows else "")
        return text

    @classmethod
    def _reference(cls, mark: NoteMark) -> str:
        """A footnote; at its second mention a reference to the first, which has the same number."""
        number = mark.number
        if mark.first:
            body = cls.paragraph("Footnote", _spaced(f" {mark.text}"))
            return (
                f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
                f"</text:note-citation><text:note-body>{body}</text:note-body></text:note>"
            )
        return _raised(
            f'<text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="ftn{number}">'
            f"{number}</text:note-ref>"
        )


def _raised(markup: str) -> str:
    return f'<text:span text:style-name="Footnote_20_anchor">{markup}</text:span>'


def _spaced(text: str) -> str:
    """Text whose spaces at its ends are kept."""
    shown = escape(text)
    if shown.startswith(" "):
        shown = f"<text:s/>{shown[1:]}"
    return f"{shown[:-1]}<text:s/>" if shown.endswith(" ") and len(shown) > 1 else shown
