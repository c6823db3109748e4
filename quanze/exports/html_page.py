"""A page of tables as one HTML file: no request, no script, a strict policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from quanze.locale import in_context, language_tag

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
@media screen and (prefers-color-scheme:dark){th{background:#262b2f;color:#ececec}th,td{border-color:#4a5056}}
@media print{nav,.switch{display:none}}
"""


class PageText(NamedTuple):
    """What a page says in one language: title and remarks, then ``body``, markup of our own."""

    title: str
    remarks: Sequence[str]
    body: Sequence[str]
    lang: str


def page_in_languages(texts: Sequence[PageText], *, style: str = "") -> str:
    """One page in several languages, the first shown and the others chosen above it, without a script."""
    if len(texts) == 1:
        title, remarks, parts, lang = texts[0]
        return html_page(title, remarks, parts, lang, style=style)
    switch, rules, bodies = [], [], []
    for n, text in enumerate(texts):
        tag, chosen = language_tag(text.lang), " checked" if n == 0 else ""
        name = escape(in_context("this language", "English", text.lang))
        switch.append(
            f'<input class="switch" type="radio" name="language" id="in-{tag}"{chosen}>'
            f'<label class="switch" for="in-{tag}" lang="{tag}">{name}</label>\n'
        )
        rules.append(f"#in-{tag}:not(:checked)~.in-{tag}{{display:none}}\n")
        bodies.append(f'<div class="in-{tag}" lang="{tag}">\n{_headed(text.title, text.remarks)}')
        bodies += [*text.body, "</div>\n"]
    first = texts[0]
    return _page(first.title, [*switch, *bodies], first.lang, style + "".join(rules))


def html_page(title: str, remarks: Sequence[str], body: Iterable[str], lang: str, *, style: str = "") -> str:
    """The page: title and remarks, then ``body``, markup of our own; ``style`` is added to the common one."""
    return _page(title, [_headed(title, remarks), *body], lang, style)


def _headed(title: str, remarks: Sequence[str]) -> str:
    return "".join((f"<h1>{escape(title)}</h1>\n", *(f"<p>{escape(remark)}</p>\n" for remark in remarks)))


def _page(title: str, body: Iterable[str], lang: str, style: str) -> str:
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n",
            *body,
            "</main>\n</body>\n</html>\n",
        )
    )
