"""A comparison as one HTML file: no request, no script, a strict policy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from quanze.changes.comparison import Comparison
from quanze.exports.comparison.marking import COME, GONE, Run
from quanze.exports.comparison.sheets import Cell, Sheet, headline, notes, sheets
from quanze.locale import language_tag

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TAGS = {GONE: "del", COME: "ins"}
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Microsoft JhengHei","Noto Sans TC",sans-serif}
main{margin:2rem auto;max-width:90rem;padding:0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #b8b8b8;padding:.3rem .5rem;min-width:4.6em}
th,td{text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#e7ecef;color:#1a1a1a}
td.n{text-align:right}
del{background:#f9dcd6;color:#7a1f0a}
ins{background:#d8f1e9;color:#00523d;text-decoration:underline}
.picture svg{max-width:100%;height:auto}
@media print{nav{display:none}}
"""


def html(comparison: Comparison, lang: str) -> str:
    """The whole document."""
    return page(headline(comparison, lang), notes(comparison, lang), sheets(comparison, lang), lang)


def page(title: str, remarks: Sequence[str], found: Sequence[Sheet], lang: str, *, picture: str = "") -> str:
    """Sheets as one page, with notes and a picture (SVG markup of our own) above them."""
    title = escape(title)
    links = " · ".join(f'<a href="#{s.key}">{escape(s.title)}</a> ({len(s.rows)})' for s in found)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        *(f"<p>{escape(note)}</p>\n" for note in remarks),
        f"<nav>{links}</nav>\n",
        f'<div class="scroll picture">{picture}</div>\n' if picture else "",
    ]
    for sheet in found:
        heads = "".join(f'<th scope="col">{escape(h)}</th>' for h in sheet.heads)
        parts.append(f'<section>\n<h2 id="{sheet.key}">{escape(sheet.title)}</h2>\n<div class="scroll"><table>\n')
        parts.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>\n")
        parts += [f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in sheet.rows]
        parts.append("</tbody>\n</table></div>\n</section>\n")
    return "".join((*parts, "</main>\n</body>\n</html>\n"))


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f'<td class="n">{cell}</td>'
    return f"<td>{''.join(map(_run, cell))}</td>"


def _run(run: Run) -> str:
    tag = _TAGS.get(run.mark)
    return f"<{tag}>{escape(run.text)}</{tag}>" if tag else escape(run.text)
