"""A paper as one HTML file to read and to print on A4: no request, no script, a strict policy."""

from __future__ import annotations

from html import escape

from quanze.exports.html_page import html_page
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
from quanze.exports.progress.small_line import STYLE, dark_style, svg
from quanze.locale import message
from quanze.schema.progress import VERDICT

_STYLE = """
main{max-width:52rem}
.wide main{max-width:80rem}
h1{font-size:1.5rem}
h2{font-size:1.15rem;margin:1.2rem 0 .3rem;border-bottom:1px solid #b8b8b8}
h3{font-size:1rem;margin:.8rem 0 .2rem}
p,ul{margin:.3rem 0}
table{width:100%;margin:.3rem 0;font-size:.93rem}
caption{text-align:left;font-weight:600}
sup{white-space:nowrap;line-height:0}
sup a{text-decoration:none}
.faint,.notes{font-size:.85rem}
.notes li{overflow-wrap:anywhere}
b.v{padding:0 .2em;white-space:nowrap}
td.n{white-space:nowrap}
td.line{width:190px}
td.line svg{max-width:100%;height:auto}
@media print{
body{font-size:10.5pt;line-height:1.35}
main{margin:0;max-width:none;padding:0}
th,td{padding:.12rem .35rem}
thead{display:table-header-group}
tr,svg{break-inside:avoid}
h2,h3{break-after:avoid}
.scroll{overflow:visible}
}
"""
_PAGE = "@page{{size:A4{turned};margin:16mm 15mm}}\n"


def html(paper: Paper) -> str:
    """The whole document, the footnotes at its end."""
    notes = Footnotes(paper)
    parts = [_block(block, notes) for block in paper.blocks]
    if notes.numbers:
        heading = message("Sources").in_language(paper.lang)
        items = "".join(
            f'<li id="note-{n}">{escape(note)} <a href="#ref-{n}" aria-label="{n}">↩</a></li>\n' for n, note in notes
        )
        parts.append(f'<section class="notes">\n<h2>{escape(heading)}</h2>\n<ol>\n{items}</ol>\n</section>\n')
    verdicts = "".join(f"b.{v.code}{{color:{v.ink};background:{v.ground}}}\n" for v in VERDICT.values())
    page = _PAGE.format(turned=" landscape" if paper.landscape else "")
    return html_page(paper.title, (), parts, paper.lang, style=_STYLE + STYLE + dark_style() + verdicts + page)


def _block(block: Block, notes: Footnotes) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>\n"
        case Paragraph(runs, faint):
            opened = '<p class="faint">' if faint else "<p>"
            return f"{opened}{_runs(runs, notes)}</p>\n"
        case Items(items):
            return "<ul>\n" + "".join(f"<li>{_runs(item, notes)}</li>\n" for item in items) + "</ul>\n"
        case Table():
            return _table(block, notes)


def _table(table: Table, notes: Footnotes) -> str:
    caption = f"<caption>{escape(table.title)}</caption>\n" if table.title else ""
    columns = "".join(f'<col style="width:{share:.1%}">' for share in table.widths)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    body = "".join(
        "<tr>" + "".join(_cell(cell, n in table.numbers, notes) for n, cell in enumerate(row)) + "</tr>\n"
        for row in table.rows
    )
    return (
        f'<div class="scroll"><table>\n{caption}<colgroup>{columns}</colgroup>\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def _cell(cell: Cell, number: bool, notes: Footnotes) -> str:
    if isinstance(cell, Picture):
        drawn = svg(cell.drawing, cell.alt, cell.ends) if cell.drawing else ""
        return f'<td class="line">{drawn}</td>'
    opened = '<td class="n">' if number else "<td>"
    return f"{opened}{_runs(cell, notes)}</td>"


def _runs(runs: Runs, notes: Footnotes) -> str:
    text = ""
    for piece in runs:
        shown = escape(piece.text)
        if piece.look:
            shown = f'<b class="v {piece.look}">{shown}</b>'
        elif piece.strong:
            shown = f"<b>{shown}</b>"
        text += shown + "".join(map(_reference, notes.marks(piece.notes)))
    return text


def _reference(mark: NoteMark) -> str:
    named = f' id="ref-{mark.number}"' if mark.first else ""
    rows = f":{mark.rows}" if mark.rows else ""
    return f'<sup{named}><a href="#note-{mark.number}">[{mark.number}{rows}]</a></sup>'
