"""Pages that are more than lists: the responsibility matrix, and a comparison of two dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quanze.errors import QueryError
from quanze.exports.answers.cells import plain
from quanze.exports.comparison.marking import COME, GONE, Run
from quanze.exports.comparison.sheets import Sheet, headline, notes, sheets
from quanze.exports.formats import COMPARISON, MATRIX
from quanze.exports.matrix.citation import Citation, cite
from quanze.exports.matrix.words import data_line, findings
from quanze.exports.matrix.words import notes as matrix_notes
from quanze.locale import Message, in_language, message, plural
from quanze.queries.matrix_rows import COLUMNS, ROWS
from quanze.schema import KIND
from quanze.schema.column_titles import heads
from quanze.schema.dates import ShownDate
from quanze.schema.naming import Name, named
from quanze.web.addresses import AFTER_SET, BEFORE_SET
from quanze.web.page import AT_ONCE, Cell, Page, Section
from quanze.web.words import word

if TYPE_CHECKING:
    from quanze.exports.comparison_document import ComparisonDocument
    from quanze.exports.matrix.model import Mark, Matrix
    from quanze.exports.matrix_document import MatrixDocument
    from quanze.schema.rows import Row
    from quanze.web.asked import Asked

_TAGS = {GONE: "del", COME: "ins"}


class Letter(NamedTuple):
    """The letters of one role in a cell, and the note that cites them; ``look`` says whether they are inherited."""

    text: str
    title: str
    look: str
    note: str


class Line(NamedTuple):
    """A row of the matrix: its head, and the letters of each column."""

    id: str
    name: str
    group: str
    cells: list[list[Letter]]


def matrix_page(asked: Asked) -> Page:
    """The matrix of some rows by some columns, each letter with its path and clauses."""
    lang = asked.lang
    rows, columns = asked.choice("rows", ROWS), asked.choice("columns", COLUMNS)
    about = asked.query.get("about", "")
    sets = asked.graph.plans() if not about else ()
    plan = "" if about else asked.choice("plan", {"": "", **dict.fromkeys(sets)})
    sets = [plan] if plan else sets

    def made() -> tuple[MatrixDocument, list[str], list[str]]:
        matrix = asked.graph.matrix(
            rows, columns, about=about, dataset=sets, as_of=asked.as_of, lang=lang, evidence=None
        )
        said = [plain(line) for line in (data_line(matrix, lang), *matrix_notes(matrix, lang)) if line]
        return matrix, said, [plain(line) for line in findings(matrix, lang)]

    try:
        matrix, said, found = asked.kept(
            ("matrix", rows, columns, about, plan, asked.as_of, lang),
            made,
            lambda all_: sum(map(len, all_[0].cells.values())),
        )
    except QueryError as too_many:
        if len(sets) < 2:
            raise
        return _of_one_plan(too_many, {"rows": rows, "columns": columns}, asked)
    page = Page(plain(matrix.heading.title.text(lang)), takes=MATRIX, document=matrix, template="matrix.html")
    page.notes += said
    page.values["findings"] = found
    page.values["choices"] = [
        (
            KIND[kind].in_language(lang),
            asked.addresses.to("matrix", rows=code, columns=columns, about=about, plan=plan),
            code == rows,
        )
        for code, kind in ROWS.items()
    ]
    first = _first(asked, len(matrix.rows))
    shown = range(first, min(first + AT_ONCE, len(matrix.rows)))
    used = {column for (row, column), marks in matrix.cells.items() if marks and row in shown}
    filled = [n for n in range(len(matrix.columns)) if n in used or len(shown) == len(matrix.rows)]
    page.values["columns"] = [(matrix.columns[n].id, plain(matrix.columns[n].name.text(lang))) for n in filled]
    if left_out := len(matrix.columns) - len(filled):
        page.notes.append(
            plural(
                "{n} column without an entry in these rows is not shown; the files have all.",
                "{n} columns without an entry in these rows are not shown; the files have all.",
                n=left_out,
            ).in_language(lang)
        )
    cited: dict[tuple[Citation, ...], str] = {}
    page.values["lines"] = [_line(matrix, n, filled, lang, cited) for n in shown]
    page.values["cited"] = [(note, citations) for citations, note in cited.items()]
    page.values["total"], page.values["first"] = len(matrix.rows), first
    page.values["query"] = {"rows": rows, "columns": columns, "about": about, "plan": plan}
    return page


def _of_one_plan(too_many: QueryError, query: dict[str, str], asked: Asked) -> Page:
    """The plans to choose from where all of them are too many for one matrix."""
    lang, plans = asked.lang, asked.graph.plans()
    page = Page(word("matrix", lang), about_today=True)
    page.notes.append(plain(in_language(too_many.message, lang)))
    rows: list[Row] = [{**row} for row in asked.graph.datasets() if row["id"] in plans]
    cells = [
        {"name": Cell(plain(named(row, lang)), href=asked.addresses.to("matrix", plan=row["id"], **query))}
        for row in rows
    ]
    title = message("The matrix of one plan").in_language(lang)
    page.sections = [Section("plans", title, heads(lang, "name"), cells, rows)]
    return page


def _first(asked: Asked, total: int) -> int:
    """The number of the first row that is shown, from 0."""
    text = asked.query.get("page-rows", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1
    return min(max(number - 1, 0), max(total - 1, 0) // AT_ONCE) * AT_ONCE


def _line(matrix: Matrix, row: int, columns: Sequence[int], lang: str, cited: dict[tuple[Citation, ...], str]) -> Line:
    head = matrix.rows[row]
    cells = [[_letter(matrix, mark, lang, cited) for mark in matrix.cells.get((row, column), ())] for column in columns]
    return Line(head.id, plain(head.name.text(lang)), plain(head.group_name.text(lang)), cells)


def _letter(matrix: Matrix, mark: Mark, lang: str, cited: dict[tuple[Citation, ...], str]) -> Letter:
    look = f"type-{mark.role}" + (" inherited" if mark.inherited else "")
    text = plain(mark.letter_text(lang, bracketed=True))
    if not matrix.heading.evidence:
        return Letter(text, plain(mark.wording), look, "")
    citations = tuple(dict.fromkeys(cite(assignment, lang, named=False) for assignment in mark.held))
    note = cited.setdefault(citations, f"c{len(cited) + 1}")
    return Letter(text, plain(mark.wording), look, note)


def compare_page(asked: Asked) -> Page:
    """What differs between two dates of this graph, or between two data sets or editions of it, on dates or not."""
    lang, graph = asked.lang, asked.graph
    before, after = asked.query.get("before", "").strip(), asked.query.get("after", "").strip()
    sets: dict[str, Message | Name | str] = {
        "": message("everything here"),
        **{row["id"]: Name(row) for row in graph.datasets()},
        **{name: name for name in asked.editions},
    }
    first, second = asked.choice(BEFORE_SET, sets), asked.choice(AFTER_SET, sets)
    page = Page(word("compare", lang), template="compare.html", dated=False)
    page.values["before"], page.values["after"] = before, after
    shown = {code: plain(in_language(name, lang)) for code, name in sets.items()}
    page.values["sides"] = [(side, chosen, shown) for side, chosen in ((BEFORE_SET, first), (AFTER_SET, second))]
    if first == second and not before and not after:
        page.notes.append(
            message(
                "Give one date or two; without the later one it is today. Or choose two data sets or editions."
            ).in_language(lang)
        )
        return page
    if first == second:
        before, after = before or asked.day, after or asked.day
    sides = [asked.editions.get(chosen, chosen or graph) for chosen in (first, second)]
    found = graph.diff(*sides, as_of_before=before, as_of_after=after, only_loaded=True)
    names = (
        _side(shown[first] if first != second else "", before, asked),
        _side(shown[second] if first != second else "", after, asked),
    )
    page.name = message("What changed from {before} to {after}", before=names[0], after=names[1]).in_language(lang)
    # A graph is called by its address, which is for its owner alone.
    called = [plain(in_language(name, lang)) for name in names]
    found = replace(found, before=called[0], after=called[1])
    page.takes, page.document, page.title = COMPARISON, found, plain(headline(found, lang))
    if first == second and first:
        page.notes.append(plain(shown[first]))
    page.notes += [plain(line) for line in notes(found, lang, options=False)]
    page.sections = comparison_sections(found, lang)
    return page


def _side(name: object, day: str, asked: Asked) -> object:
    """What one side is called: its name, its day, or both."""
    if not day:
        return plain(name)
    date = ShownDate(asked.graph.day(day))
    return message("{side} as of {date}", side=plain(name), date=date) if name else date


def comparison_sections(found: ComparisonDocument, lang: str) -> list[Section]:
    """What a comparison found, as tables of a page."""
    return sections_of(sheets(found, lang))


def sections_of(made: Sequence[Sheet]) -> list[Section]:
    """Sheets of a document as tables of a page."""
    return [_section(sheet) for sheet in made]


def _section(sheet: Sheet) -> Section:
    columns = {str(n): head for n, head in enumerate(sheet.heads)}
    rows = [
        {str(n): _runs(cell if not isinstance(cell, int) else (Run(str(cell)),)) for n, cell in enumerate(row)}
        for row in sheet.rows
    ]
    return Section(sheet.key, sheet.title, columns, rows)


def _runs(runs: tuple[Run, ...]) -> Cell:
    from markupsafe import Markup, escape

    text = "".join(run.text for run in runs)
    marked = Markup("").join(
        Markup("<{tag}>{text}</{tag}>").format(tag=_TAGS[run.mark], text=run.text)
        if run.mark in _TAGS
        else escape(run.text)
        for run in runs
    )
    return Cell(text, picture=marked if any(run.mark in _TAGS for run in runs) else Markup(""))
