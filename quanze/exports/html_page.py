"""A page of tables as one HTML file: no request, no script, a strict policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from quanze.locale import language_tag

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Microsoft JhengHei","Noto Sans TC",sans-serif}
main{margin:2rem auto;max-width:90rem;padding:0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid #b8b8b8;padding:.3rem .5rem}
th,td{text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#e7ecef;color:#1a1a1a}
td{min-width:4em} /* Chinese may break after any character: a narrow column would have one in a line */
td.n{min-width:0;text-align:right}
@media print{nav{display:none}}
"""


def html_page(title: str, remarks: Sequence[str], body: Iterable[str], lang: str, *, style: str = "") -> str:
    """The page: title and remarks, then ``body``, markup of our own; ``style`` is added to the common one."""
    title = escape(title)
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{title}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
            *(f"<p>{escape(remark)}</p>\n" for remark in remarks),
            *body,
            "</main>\n</body>\n</html>\n",
        )
    )
