"""A matrix as one HTML file: no request, no script, a strict policy.

A letter is a button; the citation behind it opens as a popover, with the mouse or the keyboard, and is printed as a
numbered list. Chinese and another language are in the file; two radio buttons and the style sheet choose between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from importlib import resources
from itertools import groupby

from quanze.exports.html_page import POLICY
from quanze.exports.matrix.citation import Citation, cite
from quanze.exports.matrix.letters import TYPES
from quanze.exports.matrix.model import Head, Label, Mark, Matrix
from quanze.exports.matrix.words import data_line, findings, kind_word, notes, word
from quanze.locale import language_name, language_tag, page_languages
from quanze.schema.looks import cell_ground
from quanze.text.width import shorten, width

_UNCITED = "b{white-space:nowrap}b.i{font-weight:400;color:var(--pale)}b small{display:block;font-size:.75em}\n"
"""The rules for letters that open no citation."""
_FIXED = """:root{--letter:1rem}@media print{:root{--letter:9pt}}
table{table-layout:fixed;width:0}.first{width:20em}.wide{width:var(--wide)}td,th{overflow-wrap:anywhere}.v>span{max-inline-size:18em}
.v small{white-space:normal}
td[colspan]:empty{background:linear-gradient(to left,var(--line) 1px,transparent 1px) 0 0/var(--wide) 100%}
@media screen{table{width:calc(20em + var(--columns)*var(--wide))}table,thead,tbody,tfoot,caption,th,td{display:block}
tr{display:flex}td,th{flex:none;width:calc(var(--wide)*var(--n,1));align-content:center;min-width:0}
thead th[scope=col]{align-content:start}th[scope=row],thead th.corner{width:20em;max-width:none;align-content:end}
tbody th[scope=row]{align-content:center}th[scope=rowgroup]{width:100%}
tbody tr{content-visibility:auto;contain-intrinsic-height:auto 2.2em}}
"""
"""Widths that are given: a browser looks at each cell for others, which takes it half a minute for 200,000. On a screen
it lays out only the rows in sight, which it cannot do with rows that are a table's; on paper they are, for their heads
are on each page."""
_IN_A_LINE = 26
"""Display columns of a name in a line of a head, with room for words that do not break."""
LONGEST = 300
"""Display columns of a name in the table; a longer one is whole in a popover."""


def html(matrix: Matrix, lang: str) -> str:
    """The whole document; ``lang`` is the language shown first."""
    page = _Page(matrix, lang)
    title = matrix.heading.title
    style = resources.files("quanze.exports.matrix").joinpath("page.css").read_text(encoding="utf-8") + _grounds()
    checked = dict.fromkeys((page.zh, page.other), "") | {lang: " checked"}
    table = "".join(page.table())
    if not matrix.heading.evidence:
        style += _UNCITED + _FIXED + page.letters_in_second_language()
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(shorten(title.text(lang), 200))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n",
            f'<label class="lang" for="other" lang="{language_tag(page.other)}">'
            f"{escape(language_name(page.other))}</label>",
            f'<input class="lang" type="radio" name="lang" id="other"{checked[page.other]}>\n',
            f'<label class="lang" for="zh" lang="{language_tag(page.zh)}">{escape(language_name(page.zh))}</label>',
            f'<input class="lang" type="radio" name="lang" id="zh"{checked[page.zh]}>\n',
            f"<main>\n<h1>{page.both(lambda x: shorten(title.text(x), 400))}</h1>\n",
            f'<p class="data">{page.both(lambda x: data_line(matrix, x))}</p>\n',
            '<ul class="notes">',
            *(f"<li>{text}</li>" for text in page.each(notes)),
            "</ul>\n",
            '<div class="scroll" role="region" tabindex="0" aria-labelledby="caption">\n',
            table,
            "</div>\n",
            *(f"<p>{text}</p>\n" for text in page.each(findings)),
            f'<section>\n<h2 class="printed">{page.word("citations")}</h2>\n',
            *page.popovers,
            "</section>\n</main>\n</body>\n</html>\n",
        )
    )


def _class(type_: str, inherited: bool) -> str:
    """The class of a cell: short, for a matrix has many."""
    return f"{'i' if inherited else 'd'}{TYPES.index(type_)}"


def _in_css(text: str) -> str:
    """A text as it is written in a string of a style sheet, which is in a page."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)


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


class _Page:
    """The table, and the popovers it refers to, gathered while it is made."""

    def __init__(self, matrix: Matrix, lang: str) -> None:
        self.matrix, self.first = matrix, lang
        self.zh, self.other = page_languages(lang)
        self.second = self.other if lang == self.zh else self.zh
        self.popovers: list[str] = []
        self.letters: dict[tuple[str, str], str] = {}
        self.known: dict[object, str] = {}
        self.grouped = any(h.group_name.zh for h in matrix.rows)
        self.kinds = len({h.kind for h in matrix.rows}) > 1
        self.rows, self.columns = matrix.totals(self.zh)
        letters, other_letters = matrix.letters(self.zh), matrix.letters(self.other)
        self.totals: list[tuple[int, str]] = []
        for i, _, inherited in matrix.total_columns(self.zh):
            form = "({})" if inherited else "{}"
            label = self.spans(form.format(letters[i]), form.format(other_letters[i]))
            self.totals.append((2 * i + inherited, label))

    def spans(self, zh: str, other: str) -> str:
        """A text in both languages, escaped; once when they are the same."""
        if zh == other:
            return escape(zh)
        return (
            f'<span class="z" lang="{language_tag(self.zh)}">{escape(zh)}</span>'
            f'<span class="e" lang="{language_tag(self.other)}">{escape(other)}</span>'
        )

    def both(self, text: Callable[[str], str]) -> str:
        """What has a text in each language, in both."""
        return self.spans(text(self.zh), text(self.other))

    def word(self, key: str) -> str:
        """The word for a key, in both languages."""
        return self.both(lambda lang: word(key, lang))

    def each(self, sentences: Callable[[Matrix, str], list[str]]) -> list[str]:
        """Each of some sentences, in both languages."""
        said = zip(sentences(self.matrix, self.zh), sentences(self.matrix, self.other), strict=True)
        return [self.spans(zh, other) for zh, other in said]

    def table(self) -> Iterable[str]:
        """The table element, piece by piece."""
        columns = 1 + len(self.matrix.columns) + len(self.totals)
        fixed = "" if self.matrix.heading.evidence else f' style="--columns:{columns - 1};--wide:{self._width():.1f}em"'
        yield f'<table{fixed}>\n<caption id="caption"><span>{self.word("matrix")}</span></caption>\n'
        if not self.matrix.heading.evidence:
            yield f'<colgroup><col class="first"><col class="wide" span="{columns - 1}"></colgroup>\n'
        yield from self._head()
        empty = {h.id for h in self.matrix.empty_rows()}
        row = 0
        for _, heads in groupby(self.matrix.rows, key=lambda h: h.group):
            group = list(heads)
            yield "<tbody>\n"
            if self.grouped:
                name = self._name(group[0].group_name) or self.word("no_group")
                yield f'<tr><th scope="rowgroup" colspan="{columns}"><span>{name}</span></th></tr>\n'
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
            name = self._name(group[0].group_name) or self.word("others")
            yield f'<th scope="colgroup"{self._over(len(group))}><span>{name}</span></th>'
        yield f'<th scope="colgroup"{self._over(len(self.totals))}><span>{self.word("totals")}</span></th></tr>\n'
        yield f'<tr><th scope="col" class="corner">{self.word("item")}</th>'
        for h in self.matrix.columns:
            yield f'<th scope="col" class="v">{self._turned(h)}</th>'
        for _, letter in self.totals:
            yield f'<th scope="col">{letter}</th>'
        yield "</tr>\n</thead>\n"

    def _over(self, columns: int) -> str:
        """The attributes of a cell over several columns, which has their width where widths are given."""
        return f' colspan="{columns}"' + ("" if self.matrix.heading.evidence else f' style="--n:{columns}"')

    def _width(self) -> float:
        """The width of each column, in em: of the lines of the longest head, which is turned, or of the letters."""
        named = ((head.name.text(lang), head.when) for head in self.matrix.columns for lang in (self.zh, self.other))
        longest = max((width(name) + (width(when) if when else 0) for name, when in named), default=0)
        return max(3.4, 0.8 + 1.3 * -(-min(longest, LONGEST) // _IN_A_LINE))

    def _turned(self, head: Head) -> str:
        return f"<span>{self._name(head.name)}{self._when(head)}</span>"

    def _when(self, head: Head) -> str:
        return f" <small>{self.both(head.when.in_language)}</small>" if head.when else ""

    def _name(self, name: Label) -> str:
        short = self.both(lambda lang: shorten(name.text(lang), LONGEST))
        if all(name.text(lang) == shorten(name.text(lang), LONGEST) for lang in (self.zh, self.other)):
            return short
        target, _ = self._popover(("name", name), lambda: f"<p>{self.word('full_name')}</p>{self.both(name.text)}")
        return f'{short}<button class="more" popovertarget="{target}">{self.word("full_name")}</button>'

    def _row(self, row: int, head: Head, empty: bool) -> str:
        about = f" <small>{self.both(lambda lang: kind_word(head.kind, lang))}</small>" if self.kinds else ""
        about += self._when(head)
        if empty:
            about += f" <small>{self.word('nobody')}</small>"
        parts = [f'<tr{" class=n" if empty else ""}><th scope="row">{self._name(head.name)}{about}</th>']
        parts += self._cells(row)
        parts += [f'<td class="t">{self.rows[row][at] or "–"}</td>' for at, _ in self.totals]
        parts.append("</tr>\n")
        return "".join(parts)

    def _cells(self, row: int) -> Iterable[str]:
        cells, cited = self.matrix.cells, self.matrix.heading.evidence
        of_row = (cells.get((row, c), ()) for c in range(len(self.matrix.columns)))
        for filled, run in groupby(of_row, key=bool):
            if filled:
                yield from map(self._cell, run)
                continue
            n = len(list(run))
            # A browser takes seconds for a million cells.
            yield "<td></td>" * n if cited or n == 1 else f"<td{self._over(n)}></td>"

    def _foot(self) -> Iterable[str]:
        yield "<tfoot>\n"
        for at, letter in self.totals:
            yield f'<tr><th scope="row">{self.word("totals")} {letter}</th>'
            yield "".join(f"<td>{self.columns[c][at] or '–'}</td>" for c in range(len(self.matrix.columns)))
            yield f"<td{self._over(len(self.totals))}></td></tr>\n" if self.totals else "</tr>\n"
        yield "</tfoot>\n"

    def _cell(self, marks: Sequence[Mark]) -> str:
        lead = marks[0]
        return f'<td class="{_class(lead.role, lead.inherited)}">{"".join(map(self._mark, marks))}</td>'

    def _mark(self, mark: Mark) -> str:
        letter = {x: mark.letter_text(x, bracketed=self.matrix.bracketed) for x in (self.zh, self.other)}
        words = f' title="{escape(mark.wording)}"' if mark.wording else ""
        below = (
            f"<small>{escape(shorten(mark.wording, 24))}</small>" if self.matrix.scheme.reading and mark.wording else ""
        )
        if not self.matrix.heading.evidence:
            first, second = letter[self.first], letter[self.second]
            return f"<b{self._look(mark, first, second)}{words}>{escape(first)}{below}</b>"
        ink = ' class="i"' if mark.inherited else ""
        both = self.spans(letter[self.zh], letter[self.other])
        cited = tuple(cite(a, self.zh, named=False) for a in mark.held)
        target, number = self._popover(cited, lambda: self._citations(mark, cited))
        return f'<button{ink} popovertarget="{target}"{words}>{both}<sup>{number}</sup>{below}</button>'

    def _look(self, mark: Mark, first: str, second: str) -> str:
        """The class of letters that are in the table in the first language, and in the style sheet in the second.

        So a browser has half as many elements, and the letters can still be copied and found.
        """
        names = ["i"] if mark.inherited else []
        if first != second:
            names.append(self.letters.setdefault((first, second), f"l{len(self.letters)}"))
        return f' class="{" ".join(names)}"' if names else ""

    def letters_in_second_language(self) -> str:
        """The rules that show each letter in the second language once that is chosen."""
        if not self.letters:
            return ""
        chosen = f"#{'other' if self.second == self.other else 'zh'}:checked~main "
        every = f"{chosen}:is({','.join(f'.{name}' for name in self.letters.values())})"
        return (
            f"{every}{{visibility:hidden;font-size:0}}{every}::before{{visibility:visible;font-size:var(--letter)}}\n"
            f"{every} small{{visibility:visible;font-size:calc(.75*var(--letter))}}\n"
        ) + "".join(
            f'{chosen}.{name}::before{{content:"{_in_css(second)}"}}\n' for (_, second), name in self.letters.items()
        )

    def _popover(self, key: object, content: Callable[[], str]) -> tuple[str, int]:
        """The id and number of the popover for ``key``, made when it is new."""
        target = self.known.get(key)
        if target is None:
            target = self.known[key] = f"c{len(self.known) + 1}"
            text = content().replace("<p>", f'<p data-n="{target[1:]}">', 1)
            self.popovers.append(f'<div popover id="{target}">{text}</div>\n')
        return target, int(target[1:])

    def _citations(self, mark: Mark, cited: Sequence[Citation]) -> str:
        others = (cite(a, self.other, named=False) for a in mark.held)
        pairs = dict.fromkeys(zip(cited, others, strict=True))
        return "".join(self._citation(zh, other) for zh, other in pairs)

    def _citation(self, zh: Citation, other: Citation) -> str:
        steps = "".join(
            f"<li>{self.spans(a.statement, b.statement)}<small>{self.spans(a.place, b.place)}</small></li>"
            for a, b in zip(zh.steps, other.steps, strict=True)
        )
        return f"<p>{self.spans(zh.headline, other.headline)}</p><ol>{steps}</ol>"
