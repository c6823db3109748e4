"""A matrix as Markdown: a table that also reads well in a terminal, with one footnote per distinct citation."""

from __future__ import annotations

from quanze.exports.markdown_text import aligned_table, escape
from quanze.exports.matrix.citation import Citation, cite
from quanze.exports.matrix.model import Assignment, Mark, Matrix
from quanze.exports.matrix.words import data_line, findings, notes, word
from quanze.locale import message
from quanze.text.width import shorten

LONGEST = 100
"""Display columns of a name in the table; a longer one has its full text in a footnote."""


class _Footnotes:
    """Numbers given in order of use; equal citations share one."""

    def __init__(self) -> None:
        self.number: dict[object, int] = {}
        self.lines: list[str] = []

    def of(self, key: object, text: str) -> str:
        """The reference to the footnote with this text, added when it is new."""
        number = self.number.get(key)
        if number is None:
            number = self.number[key] = len(self.number) + 1
            self.lines.append(f"[^{number}]: {text}")
        return f"[^{number}]"


def markdown(matrix: Matrix, lang: str) -> str:
    """Title, editions, how to read, the table, what is missing, and the footnotes."""
    feet = _Footnotes()
    table = [[word("group", lang), word("item", lang), *(_name(h.name.text(lang), feet, lang) for h in matrix.columns)]]
    for r, row in enumerate(matrix.rows):
        cells = [_cell(matrix, matrix.cells.get((r, c), ()), feet, lang) for c in range(len(matrix.columns))]
        table.append([_name(row.group_name.text(lang), feet, lang), _name(row.name.text(lang), feet, lang), *cells])
    lines = [f"# {escape(matrix.heading.title.text(lang))}", ""]
    if data := data_line(matrix, lang):
        lines += [escape(data), ""]
    lines += [f"- {escape(note)}" for note in notes(matrix, lang)]
    lines += ["", *aligned_table(table), ""]
    if missing := findings(matrix, lang):
        lines += [*(f"- {escape(shorten(m, 2000))}" for m in missing), ""]
    return "\n".join([*lines, *feet.lines]).rstrip() + "\n"


def _name(name: str, feet: _Footnotes, lang: str) -> str:
    short = shorten(name, LONGEST)
    if short == name:
        return escape(name)
    return escape(short) + feet.of(("name", name), message("Full name: {name}", name=escape(name)).in_language(lang))


def _cell(matrix: Matrix, marks: tuple[Mark, ...], feet: _Footnotes, lang: str) -> str:
    return " ".join(_mark(matrix, mark, feet, lang) for mark in marks)


def _mark(matrix: Matrix, mark: Mark, feet: _Footnotes, lang: str) -> str:
    said = escape(mark.letter_text(lang, bracketed=matrix.bracketed))
    said = said if mark.inherited else f"**{said}**"
    if matrix.scheme.reading and mark.wording:
        said += f"〔{escape(mark.wording)}〕"
    if not matrix.heading.evidence:
        return said
    return said + "".join(dict.fromkeys(_foot(a, feet, lang) for a in mark.held))


def _foot(assignment: Assignment, feet: _Footnotes, lang: str) -> str:
    citation = cite(assignment, lang, named=False)
    return feet.of(citation, _footnote(citation, lang))


def _footnote(citation: Citation, lang: str) -> str:
    steps = " → ".join(f"{escape(s.statement)} — {escape(s.place)}" for s in citation.steps)
    return message("{headline}. {steps}", headline=escape(citation.headline), steps=steps).in_language(lang)
