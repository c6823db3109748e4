"""A matrix as one HTML file: no request, no script, a strict policy.

A letter is a button; the citation behind it opens as a popover, with the mouse or the keyboard, and is printed as a
numbered list. Both languages are in the file; two radio buttons and the style sheet choose between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from importlib import resources
from itertools import groupby

from quanze.exports.matrix.citation import Citation, cite
from quanze.exports.matrix.letters import TYPES
from quanze.exports.matrix.model import Head, Label, Mark, Matrix
from quanze.exports.matrix.words import data_line, findings, kind_word, notes, word
from quanze.schema.looks import cell_ground
from quanze.schema.text_width import shorten

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LONGEST = 300
"""Display columns of a name in the table; a longer one is whole in a popover."""
_ZH, _EN = "zh-TW", "en"


def html(matrix: Matrix, lang: str) -> str:
    """The whole document; ``lang`` is the language shown first."""
    page = _Page(matrix)
    title = matrix.heading.title
    style = resources.files("quanze.exports.matrix").joinpath("page.css").read_text(encoding="utf-8") + _grounds()
    checked = {_ZH: "", _EN: ""} | {lang: " checked"}
    table = "".join(page.table())
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{"en" if lang == _EN else "zh-Hant-TW"}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(shorten(title.text(lang), 200))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n",
            '<label class="lang" for="en" lang="en">English</label>',
            f'<input class="lang" type="radio" name="lang" id="en"{checked[_EN]}>\n',
            '<label class="lang" for="zh">中文</label>',
            f'<input class="lang" type="radio" name="lang" id="zh"{checked[_ZH]}>\n',
            f"<main>\n<h1>{_both(shorten(title.zh, 400), shorten(title.en, 400))}</h1>\n",
            f'<p class="data">{_said(data_line, matrix)}</p>\n',
            '<ul class="notes">',
            *(f"<li>{text}</li>" for text in _lists(notes, matrix)),
            "</ul>\n",
            '<div class="scroll" role="region" tabindex="0" aria-labelledby="caption">\n',
            table,
            "</div>\n",
            *(f"<p>{text}</p>\n" for text in _lists(findings, matrix)),
            f'<section>\n<h2 class="printed">{_word("citations")}</h2>\n',
            *page.popovers,
            "</section>\n</main>\n</body>\n</html>\n",
        )
    )


def _class(type_: str, inherited: bool) -> str:
    """The class of a cell: short, for a matrix has many."""
    return f"{'i' if inherited else 'd'}{TYPES.index(type_)}"


def _grounds() -> str:
    """The rules for the grounds of cells, on a light and on a dark page."""
    light, dark = (
        "".join(
            f".{_class(type_, inherited)}{{background:{cell_ground(type_, inherited=inherited, dark=is_dark)}}}"
            for type_ in TYPES
            for inherited in (False, True)
        )
        for is_dark in (False, True)
    )
    return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"


def _both(zh: str, en: str) -> str:
    """Both languages, escaped; once when they are the same."""
    if zh == en:
        return escape(zh)
    return f'<span class="z" lang="zh-Hant">{escape(zh)}</span><span class="e" lang="en">{escape(en)}</span>'


def _word(key: str) -> str:
    return _both(word(key, _ZH), word(key, _EN))


def _said(sentence: Callable[[Matrix, str], str], matrix: Matrix) -> str:
    return _both(sentence(matrix, _ZH), sentence(matrix, _EN))


def _lists(sentences: Callable[[Matrix, str], list[str]], matrix: Matrix) -> list[str]:
    zh, en = sentences(matrix, _ZH), sentences(matrix, _EN)
    return [_both(a, b) for a, b in zip(zh, en, strict=True)]


class _Page:
    """The table, and the popovers it refers to, gathered while it is made."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.popovers: list[str] = []
        self.known: dict[object, str] = {}
        self.grouped = any(h.group_name.zh for h in matrix.rows)
        self.kinds = len({h.kind for h in matrix.rows}) > 1
        self.rows, self.columns = matrix.totals(_ZH)
        english = matrix.letters(_EN)
        self.totals: list[tuple[int, str]] = []
        for i, letter, inherited in matrix.total_columns(_ZH):
            zh, en = (f"({x})" if inherited else x for x in (letter, english[i]))
            self.totals.append((2 * i + inherited, _both(zh, en)))

    def table(self) -> Iterable[str]:
        """The table element, piece by piece."""
        yield f'<table>\n<caption id="caption"><span>{_word("matrix")}</span></caption>\n'
        yield from self._head()
        width = 1 + len(self.matrix.columns) + len(self.totals)
        empty = {h.id for h in self.matrix.empty_rows()}
        row = 0
        for _, heads in groupby(self.matrix.rows, key=lambda h: h.group):
            group = list(heads)
            yield "<tbody>\n"
            if self.grouped:
                name = (
                    group[0].group_name
                    if group[0].group_name.zh
                    else Label(word("no_group", _ZH), word("no_group", _EN))
                )
                yield f'<tr><th scope="rowgroup" colspan="{width}"><span>{self._name(name)}</span></th></tr>\n'
            for head in group:
                yield self._row(row, head, head.id in empty)
                row += 1
            yield "</tbody>\n"
        yield from self._foot()
        yield "</table>\n"

    def _head(self) -> Iterable[str]:
        yield '<thead>\n<tr><th class="corner"></th>'
        for _, heads in groupby(self.matrix.columns, key=lambda h: h.group):
            group = list(heads)
            name = group[0].group_name if group[0].group_name.zh else Label(word("others", _ZH), word("others", _EN))
            yield f'<th scope="colgroup" colspan="{len(group)}"><span>{self._name(name)}</span></th>'
        yield f'<th scope="colgroup" colspan="{len(self.totals)}"><span>{_word("totals")}</span></th></tr>\n'
        yield f'<tr><th scope="col" class="corner">{_word("item")}</th>'
        for h in self.matrix.columns:
            yield f'<th scope="col" class="v">{self._turned(h.name)}</th>'
        for _, letter in self.totals:
            yield f'<th scope="col">{letter}</th>'
        yield "</tr>\n</thead>\n"

    def _turned(self, name: Label) -> str:
        return f"<span>{self._name(name)}</span>"

    def _name(self, name: Label) -> str:
        short = _both(shorten(name.zh, LONGEST), shorten(name.en, LONGEST))
        if name.zh == shorten(name.zh, LONGEST) and name.en == shorten(name.en, LONGEST):
            return short
        target, _ = self._popover(("name", name), lambda: f"<p>{_word('full_name')}</p>{_both(name.zh, name.en)}")
        return f'{short}<button class="more" popovertarget="{target}">{_word("full_name")}</button>'

    def _row(self, row: int, head: Head, empty: bool) -> str:
        about = f" <small>{_both(*(kind_word(head.kind, x) for x in (_ZH, _EN)))}</small>" if self.kinds else ""
        if empty:
            about += f" <small>{_both('（無人承辦）', '(nobody)')}</small>"
        parts = [f'<tr{" class=n" if empty else ""}><th scope="row">{self._name(head.name)}{about}</th>']
        cells = self.matrix.cells
        for c in range(len(self.matrix.columns)):
            marks = cells.get((row, c))
            parts.append("<td></td>" if marks is None else self._cell(marks))
        parts += [f'<td class="t">{self.rows[row][at] or "–"}</td>' for at, _ in self.totals]
        parts.append("</tr>\n")
        return "".join(parts)

    def _foot(self) -> Iterable[str]:
        yield "<tfoot>\n"
        for at, letter in self.totals:
            yield f'<tr><th scope="row">{_word("totals")} {letter}</th>'
            yield "".join(f"<td>{self.columns[c][at] or '–'}</td>" for c in range(len(self.matrix.columns)))
            yield f'<td colspan="{len(self.totals)}"></td></tr>\n' if self.totals else "</tr>\n"
        yield "</tfoot>\n"

    def _cell(self, marks: Sequence[Mark]) -> str:
        lead = marks[0]
        return f'<td class="{_class(lead.role, lead.inherited)}">{"".join(map(self._mark, marks))}</td>'

    def _mark(self, mark: Mark) -> str:
        cited = tuple(cite(a, _ZH, named=False) for a in mark.held)
        target, number = self._popover(cited, lambda: self._citations(mark, cited))
        letter = _both(mark.letter_text(_ZH), mark.letter_text(_EN))
        words = f' title="{escape(mark.wording)}"' if mark.wording else ""
        below = (
            f"<small>{escape(shorten(mark.wording, 24))}</small>" if self.matrix.scheme.reading and mark.wording else ""
        )
        ink = ' class="i"' if mark.inherited else ""
        return f'<button{ink} popovertarget="{target}"{words}>{letter}<sup>{number}</sup>{below}</button>'

    def _popover(self, key: object, content: Callable[[], str]) -> tuple[str, int]:
        """The id and number of the popover for ``key``, made when it is new."""
        target = self.known.get(key)
        if target is None:
            target = self.known[key] = f"c{len(self.known) + 1}"
            text = content().replace("<p>", f'<p data-n="{target[1:]}">', 1)
            self.popovers.append(f'<div popover id="{target}">{text}</div>\n')
        return target, int(target[1:])

    def _citations(self, mark: Mark, cited: Sequence[Citation]) -> str:
        english = (cite(a, _EN, named=False) for a in mark.held)
        pairs = dict.fromkeys(zip(cited, english, strict=True))
        return "".join(_citation(zh, en) for zh, en in pairs)


def _citation(zh: Citation, en: Citation) -> str:
    steps = "".join(
        f"<li>{_both(a.statement, b.statement)}<small>{_both(a.place, b.place)}</small></li>"
        for a, b in zip(zh.steps, en.steps, strict=True)
    )
    return f"<p>{_both(zh.headline, en.headline)}</p><ol>{steps}</ol>"
