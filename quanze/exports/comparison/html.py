"""A comparison as one HTML file: no request, no script, a strict policy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from quanze.changes.comparison import Comparison
from quanze.exports.comparison.marking import COME, GONE, Run
from quanze.exports.comparison.sheets import Cell, Sheet, headline, notes, sheets
from quanze.exports.html_page import html_page

_TAGS = {GONE: "del", COME: "ins"}
_STYLE = """
table{width:100%}
th,td{min-width:4.6em}
del{background:#f9dcd6;color:#7a1f0a}
ins{background:#d8f1e9;color:#00523d;text-decoration:underline}
.picture svg{max-width:100%;height:auto}
"""


def html(comparison: Comparison, lang: str) -> str:
    """The whole document."""
    return page(headline(comparison, lang), notes(comparison, lang), sheets(comparison, lang), lang)


def page(title: str, remarks: Sequence[str], found: Sequence[Sheet], lang: str, *, picture: str = "") -> str:
    """Sheets as one page, with notes and a picture (SVG markup of our own) above them."""
    links = " · ".join(f'<a href="#{s.key}">{escape(s.title)}</a> ({len(s.rows)})' for s in found)
    parts = [f"<nav>{links}</nav>\n", f'<div class="scroll picture">{picture}</div>\n' if picture else ""]
    for sheet in found:
        heads = "".join(f'<th scope="col">{escape(h)}</th>' for h in sheet.heads)
        parts.append(f'<section>\n<h2 id="{sheet.key}">{escape(sheet.title)}</h2>\n<div class="scroll"><table>\n')
        parts.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>\n")
        parts += [f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in sheet.rows]
        parts.append("</tbody>\n</table></div>\n</section>\n")
    return html_page(title, remarks, parts, lang, style=_STYLE)


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f'<td class="n">{cell}</td>'
    return f"<td>{''.join(map(_run, cell))}</td>"


def _run(run: Run) -> str:
    tag = _TAGS.get(run.mark)
    return f"<{tag}>{escape(run.text)}</{tag}>" if tag else escape(run.text)
