"""The registry of output formats: what each is called, how its files end, what it takes and who writes it.

A writer is a function of a document and a language that returns the text or bytes of one file. What is asked for by
name, or by the ending of a file, is looked up here for every command; a new format is one entry and one function.
The writers are imported when they are used, so that the help of a command needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.errors import FileError, QuanzeError
from quanze.locale import message, paragraph

if TYPE_CHECKING:
    from quanze.exports.atomic_file import Content
    from quanze.exports.papers.paper import Paper

ROWS, MATRIX, FIGURE, DATASET, COMPARISON = "rows", "matrix", "figure", "dataset", "comparison"
HISTORY, REORGANIZATION, PROGRESS = "history", "reorganization", "progress"
BRIEF, REPORT, GRAPH, TERMS = "brief", "report", "graph", "terms"
"""What a format takes: an ``Answer``, a ``Matrix``, a ``Picture``, the tables of a data set (see ``dataset_tables``),
a ``Comparison``, an ``Answer`` with a timeline, a ``ReorganizationDocument``, a ``ProgressReport``, a ``Briefing``,
a ``PlanReport``, a ``WholeGraph``, or the triples of a vocabulary."""


class Format(NamedTuple):
    """A format of one document; ``printable`` when it is text that a terminal can show.

    A writer returns the content, or, of what may be too large for that, a function that writes it into a file; for
    a ``folder`` it returns the contents of files by name.
    """

    name: str
    endings: tuple[str, ...]
    takes: str
    writer: Callable[[Any, str], Any]
    printable: bool = True
    folder: bool = False


def _rows_table(answer: Any, lang: str) -> str:
    from quanze.exports.answers.text import plain_text

    return plain_text(answer, lang)


def _rows_json(answer: Any, _lang: str) -> str:
    from quanze.exports.json_text import json_text

    return json_text(list(answer.rows))


def _rows_csv(answer: Any, _lang: str) -> str:
    from quanze.exports.answers.csv import rows_csv

    return rows_csv(answer)


def _rows_markdown(answer: Any, _lang: str) -> str:
    from quanze.exports.answers.markdown import markdown

    return markdown(answer)


def _rows_xlsx(answer: Any, lang: str) -> bytes:
    from quanze.exports.answers.xlsx import workbook

    return workbook(answer, lang)


def _matrix_xlsx(matrix: Any, lang: str) -> bytes:
    from quanze.exports.matrix.xlsx import workbook

    return workbook(matrix, lang)


def _matrix_html(matrix: Any, lang: str) -> str:
    from quanze.exports.matrix.html import html

    return html(matrix, lang)


def _matrix_markdown(matrix: Any, lang: str) -> str:
    from quanze.exports.matrix.markdown import markdown

    return markdown(matrix, lang)


def _matrix_csv(matrix: Any, lang: str) -> Content:
    from quanze.exports.matrix.csv import wide_csv

    return lambda file: file.writelines(part.encode() for part in wide_csv(matrix, lang))


def _matrix_json(matrix: Any, _lang: str) -> str:
    from quanze.exports.matrix.json import matrix_json

    return matrix_json(matrix)


def _figure_page(picture: Any, _lang: str) -> str:
    from quanze.views.page import network_view

    return network_view(picture, lang=picture.lang).generate_html()


def _figure_svg(picture: Any, _lang: str) -> str:
    from quanze.views.svg import to_svg

    return to_svg(picture, lang=picture.lang)


def _figure_png(picture: Any, _lang: str) -> bytes:
    from quanze.views.svg import to_png

    return to_png(picture, lang=picture.lang)


def _dataset_xlsx(tables: Any, lang: str) -> bytes:
    from quanze.exports.plan_workbook import workbook

    return workbook(tables, lang=lang)


def _dataset_yaml(tables: Any, _lang: str) -> str:
    from quanze.exports.dataset_tables import yaml_text

    return yaml_text(tables)


def _history_page(answer: Any, lang: str) -> str:
    from quanze.views.timeline import page

    return page(answer.timeline, lang)


def _history_svg(answer: Any, lang: str) -> str:
    from quanze.views.timeline import svg

    return svg(answer.timeline, lang)


def _comparison_table(comparison: Any, lang: str) -> str:
    from quanze.exports.comparison.text import plain_text

    return plain_text(comparison, lang)


def _comparison_json(comparison: Any, _lang: str) -> str:
    from quanze.exports.comparison.rows import comparison_json

    return comparison_json(comparison)


def _comparison_csv(comparison: Any, _lang: str) -> str:
    from quanze.exports.comparison.rows import comparison_csv

    return comparison_csv(comparison)


def _comparison_markdown(comparison: Any, lang: str) -> str:
    from quanze.exports.comparison.markdown import markdown

    return markdown(comparison, lang)


def _comparison_html(comparison: Any, lang: str) -> str:
    from quanze.exports.comparison.html import html

    return html(comparison, lang)


def _comparison_xlsx(comparison: Any, lang: str) -> bytes:
    from quanze.exports.comparison.xlsx import workbook

    return workbook(comparison, lang)


def _reorganization_table(found: Any, lang: str) -> str:
    from quanze.exports.reorganization.text import plain_text

    return plain_text(found, partial(found.matrices, lang=lang), lang)


def _reorganization_json(found: Any, _lang: str) -> str:
    from quanze.exports.reorganization.rows import reorganization_json

    return reorganization_json(found)


def _reorganization_csv(found: Any, _lang: str) -> str:
    from quanze.exports.reorganization.rows import duties_csv

    return duties_csv(found)


def _reorganization_markdown(found: Any, lang: str) -> str:
    from quanze.exports.comparison.markdown import document
    from quanze.exports.reorganization.sheets import headline, notes, sheets

    matrices = partial(found.matrices, lang=lang)
    return document(headline(found, lang), notes(found, matrices, lang), sheets(found, matrices, lang))


def _reorganization_html(found: Any, lang: str) -> str:
    from quanze.exports.comparison.html import page
    from quanze.exports.reorganization.sheets import headline, notes, sheets
    from quanze.views.svg import to_svg

    picture = to_svg(found.picture(lang=lang), lang=lang) if found.duties else ""
    matrices = partial(found.matrices, lang=lang)
    title, remarks = headline(found, lang), notes(found, matrices, lang)
    return page(title, remarks, sheets(found, matrices, lang), lang, picture=picture)


def _reorganization_xlsx(found: Any, lang: str) -> bytes:
    from quanze.exports.comparison.xlsx import book_of
    from quanze.exports.reorganization.sheets import PICTURE, headline, notes, sheets
    from quanze.views.svg import to_png

    matrices = partial(found.matrices, lang=lang)
    title, remarks = headline(found, lang), notes(found, matrices, lang)
    picture = None
    if found.duties:
        try:
            picture = message(PICTURE).in_language(lang), to_png(found.picture(lang=lang), lang=lang)
        except QuanzeError as fault:  # the sheets say the same
            remarks.append(paragraph([message("This workbook has no picture."), *fault.said(lang)], lang))
    return book_of(title, remarks, sheets(found, matrices, lang), picture)


def _reorganization_svg(found: Any, lang: str) -> str:
    return _figure_svg(found.picture(lang=lang), lang)


def _reorganization_png(found: Any, lang: str) -> bytes:
    return _figure_png(found.picture(lang=lang), lang)


def _progress_table(found: Any, lang: str) -> str:
    from quanze.exports.progress.text import plain_text

    return plain_text(found, lang)


def _progress_json(found: Any, _lang: str) -> str:
    from quanze.exports.progress.rows import progress_json

    return progress_json(found)


def _progress_csv(found: Any, _lang: str) -> str:
    from quanze.exports.progress.rows import progress_csv

    return progress_csv(found)


def _progress_markdown(found: Any, lang: str) -> str:
    from quanze.exports.progress.markdown import markdown

    return markdown(found, lang)


def _progress_html(found: Any, lang: str) -> str:
    from quanze.exports.progress.html import html

    return html(found, lang)


def _progress_xlsx(found: Any, lang: str) -> bytes:
    from quanze.exports.progress.xlsx import workbook

    return workbook(found, lang)


def _brief(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.brief import brief_paper

    return brief_paper(found, lang)


def _answer(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.answer import answer_paper

    return answer_paper(found, lang)


def _matrix(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.matrix import matrix_paper

    return matrix_paper(found, lang)


def _progress(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.progress import progress_paper

    return progress_paper(found, lang)


def _comparison(found: Any, lang: str) -> Paper:
    from quanze.exports.comparison.sheets import headline, notes, sheets
    from quanze.exports.papers.comparison import sheets_paper

    return sheets_paper(headline(found, lang), notes(found, lang), sheets(found, lang), lang)


def _reorganization(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.comparison import sheets_paper
    from quanze.exports.reorganization.sheets import headline, notes, sheets

    matrices = partial(found.matrices, lang=lang)
    return sheets_paper(headline(found, lang), notes(found, matrices, lang), sheets(found, matrices, lang), lang)


def _report(found: Any, lang: str) -> Paper:
    from quanze.exports.papers.report import report_paper

    return report_paper(found, lang)


def _report_xlsx(found: Any, lang: str) -> bytes:
    from quanze.exports.papers.xlsx import workbook

    return workbook(_report(found, lang))


def _docx(paper: Callable[[Any, str], Paper]) -> Callable[[Any, str], bytes]:
    """The writer of a Word document of what ``paper`` makes."""

    def write(found: Any, lang: str) -> bytes:
        from quanze.exports.papers.docx import docx

        return docx(paper(found, lang))

    return write


def _odt(paper: Callable[[Any, str], Paper]) -> Callable[[Any, str], bytes]:
    """The writer of an OpenDocument text of what ``paper`` makes."""

    def write(found: Any, lang: str) -> bytes:
        from quanze.exports.papers.odt import odt

        return odt(paper(found, lang))

    return write


def _page(paper: Callable[[Any, str], Paper]) -> Callable[[Any, str], str]:
    """The writer of a page of what ``paper`` makes."""

    def write(found: Any, lang: str) -> str:
        from quanze.exports.papers.html import html

        return html(paper(found, lang))

    return write


def _footnoted_markdown(paper: Callable[[Any, str], Paper]) -> Callable[[Any, str], str]:
    """The writer of Markdown of what ``paper`` makes."""

    def write(found: Any, lang: str) -> str:
        from quanze.exports.papers.markdown import markdown

        return markdown(paper(found, lang))

    return write


def _graphml(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.networks import graphml

    return graphml(whole, lang)


def _gexf(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.networks import gexf

    return gexf(whole, lang)


def _graph_csv(whole: Any, lang: str) -> dict[str, str]:
    from quanze.exports.graph_files.tables import csv_tables

    return csv_tables(whole, lang)


def _parquet(whole: Any, lang: str) -> dict[str, bytes]:
    from quanze.exports.graph_files.tables import parquet_tables

    return parquet_tables(whole, lang)


def _open_sdg(whole: Any, lang: str) -> dict[str, str]:
    from quanze.exports.graph_files.open_sdg import open_sdg_files

    return open_sdg_files(whole, lang)


def _node_link(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.json_graphs import node_link

    return node_link(whole, lang)


def _cytoscape(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.json_graphs import cytoscape

    return cytoscape(whole, lang)


def _dot(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.diagrams import dot

    return dot(whole, lang)


def _mermaid(whole: Any, lang: str) -> str:
    from quanze.exports.graph_files.diagrams import mermaid

    return mermaid(whole, lang)


def _linked(syntax: str) -> Callable[[Any, str], Any]:
    """The writer of a graph as linked data, in one of ``quanze.exports.linked_data.syntaxes``."""

    def write(whole: Any, _lang: str) -> Any:
        from quanze.exports.linked_data import syntaxes
        from quanze.exports.linked_data.statements import Statements

        chosen = getattr(syntaxes, syntax)
        return chosen.writer(Statements(whole, chosen))

    return write


def _terms(syntax: str) -> Callable[[Any, str], Any]:
    """The writer of triples."""

    def write(triples: Any, _lang: str) -> Any:
        from quanze.exports.linked_data import syntaxes

        return getattr(syntaxes, syntax).writer_of_triples(triples)

    return write


_SYNTAXES = (
    ("turtle", (".ttl",), "TURTLE"),
    ("json-ld", (".jsonld",), "JSON_LD"),
    ("n-triples", (".nt",), "N_TRIPLES"),
)
LINKED_DATA = frozenset(name for name, _, _ in _SYNTAXES)
"""The formats of linked data; they are written record by record."""
FORMATS = (
    Format("table", (".txt",), ROWS, _rows_table),
    Format("json", (".json",), ROWS, _rows_json),
    Format("csv", (".csv",), ROWS, _rows_csv),
    Format("md", (".md",), ROWS, _rows_markdown),
    Format("xlsx", (".xlsx",), ROWS, _rows_xlsx, printable=False),
    Format("docx", (".docx",), ROWS, _docx(_answer), printable=False),
    Format("odt", (".odt",), ROWS, _odt(_answer), printable=False),
    Format("html", (".html",), ROWS, _page(_answer)),
    Format("xlsx", (".xlsx",), MATRIX, _matrix_xlsx, printable=False),
    Format("html", (".html",), MATRIX, _matrix_html),
    Format("md", (".md",), MATRIX, _matrix_markdown),
    Format("csv", (".csv",), MATRIX, _matrix_csv),
    Format("json", (".json",), MATRIX, _matrix_json),
    Format("docx", (".docx",), MATRIX, _docx(_matrix), printable=False),
    Format("odt", (".odt",), MATRIX, _odt(_matrix), printable=False),
    Format("html", (".html",), FIGURE, _figure_page),
    Format("svg", (".svg",), FIGURE, _figure_svg),
    Format("png", (".png",), FIGURE, _figure_png, printable=False),
    Format("xlsx", (".xlsx",), DATASET, _dataset_xlsx, printable=False),
    Format("yaml", (".yaml", ".yml"), DATASET, _dataset_yaml),
    Format("table", (".txt",), HISTORY, _rows_table),
    Format("json", (".json",), HISTORY, _rows_json),
    Format("csv", (".csv",), HISTORY, _rows_csv),
    Format("md", (".md",), HISTORY, _rows_markdown),
    Format("xlsx", (".xlsx",), HISTORY, _rows_xlsx, printable=False),
    Format("docx", (".docx",), HISTORY, _docx(_answer), printable=False),
    Format("odt", (".odt",), HISTORY, _odt(_answer), printable=False),
    Format("html", (".html",), HISTORY, _history_page),
    Format("svg", (".svg",), HISTORY, _history_svg),
    Format("table", (".txt",), COMPARISON, _comparison_table),
    Format("json", (".json",), COMPARISON, _comparison_json),
    Format("csv", (".csv",), COMPARISON, _comparison_csv),
    Format("md", (".md",), COMPARISON, _comparison_markdown),
    Format("html", (".html",), COMPARISON, _comparison_html),
    Format("xlsx", (".xlsx",), COMPARISON, _comparison_xlsx, printable=False),
    Format("docx", (".docx",), COMPARISON, _docx(_comparison), printable=False),
    Format("odt", (".odt",), COMPARISON, _odt(_comparison), printable=False),
    Format("table", (".txt",), REORGANIZATION, _reorganization_table),
    Format("json", (".json",), REORGANIZATION, _reorganization_json),
    Format("csv", (".csv",), REORGANIZATION, _reorganization_csv),
    Format("md", (".md",), REORGANIZATION, _reorganization_markdown),
    Format("html", (".html",), REORGANIZATION, _reorganization_html),
    Format("xlsx", (".xlsx",), REORGANIZATION, _reorganization_xlsx, printable=False),
    Format("docx", (".docx",), REORGANIZATION, _docx(_reorganization), printable=False),
    Format("odt", (".odt",), REORGANIZATION, _odt(_reorganization), printable=False),
    Format("svg", (".svg",), REORGANIZATION, _reorganization_svg),
    Format("png", (".png",), REORGANIZATION, _reorganization_png, printable=False),
    Format("table", (".txt",), PROGRESS, _progress_table),
    Format("json", (".json",), PROGRESS, _progress_json),
    Format("csv", (".csv",), PROGRESS, _progress_csv),
    Format("md", (".md",), PROGRESS, _progress_markdown),
    Format("html", (".html",), PROGRESS, _progress_html),
    Format("xlsx", (".xlsx",), PROGRESS, _progress_xlsx, printable=False),
    Format("docx", (".docx",), PROGRESS, _docx(_progress), printable=False),
    Format("odt", (".odt",), PROGRESS, _odt(_progress), printable=False),
    Format("docx", (".docx",), BRIEF, _docx(_brief), printable=False),
    Format("odt", (".odt",), BRIEF, _odt(_brief), printable=False),
    Format("html", (".html",), BRIEF, _page(_brief)),
    Format("md", (".md",), BRIEF, _footnoted_markdown(_brief)),
    Format("docx", (".docx",), REPORT, _docx(_report), printable=False),
    Format("odt", (".odt",), REPORT, _odt(_report), printable=False),
    Format("html", (".html",), REPORT, _page(_report)),
    Format("md", (".md",), REPORT, _footnoted_markdown(_report)),
    Format("xlsx", (".xlsx",), REPORT, _report_xlsx, printable=False),
    Format("graphml", (".graphml",), GRAPH, _graphml),
    Format("gexf", (".gexf",), GRAPH, _gexf),
    Format("node-link", (".json",), GRAPH, _node_link),
    Format("cytoscape", (".cyjs",), GRAPH, _cytoscape),
    Format("dot", (".dot", ".gv"), GRAPH, _dot),
    Format("mermaid", (".mmd", ".mermaid"), GRAPH, _mermaid),
    *(Format(name, endings, GRAPH, _linked(syntax)) for name, endings, syntax in _SYNTAXES),
    *(Format(name, endings, TERMS, _terms(syntax)) for name, endings, syntax in _SYNTAXES),
    Format("csv", (), GRAPH, _graph_csv, printable=False, folder=True),
    Format("parquet", (), GRAPH, _parquet, printable=False, folder=True),
    Format("open-sdg", (), GRAPH, _open_sdg, printable=False, folder=True),
)
"""All formats; those of one kind of document in the order in which help and messages list them."""


NAMES = {"table": message("plain text")}
"""What formats are called that have no name of their own."""


def formats_of(takes: str, *, printable: bool = False) -> tuple[Format, ...]:
    """The formats of one kind of document, or those of them that a terminal can show."""
    return tuple(f for f in FORMATS if f.takes == takes and (f.printable or not printable))


def format_of(name: str, takes: str, *, printable: bool = False) -> Format:
    """The format of that name; FileError when this kind of document has none, or none that a terminal can show."""
    choices = formats_of(takes, printable=printable)
    for format_ in choices:
        if format_.name == name:
            return format_
    names = [f.name for f in choices]
    raise FileError(
        message("The text of this answer has no format {name!r}.", name=name)
        if printable
        else message("This answer has no format {name!r}.", name=name),
        message("Use one of {names}.", names=names),
    )


def format_of_path(path: Path, takes: str, *, name: str | None = None) -> Format:
    """The format in which ``path`` is written: of that name, else by its ending, in capitals or not.

    FileError when the ending is unknown, or when it promises another kind of file than the one named.
    """
    ending = path.suffix.casefold()
    promised = next((f for f in formats_of(takes) if ending in f.endings), None)
    if name is None:
        if promised is None:
            raise _no_format(path, takes)
        return promised
    format_ = format_of(name, takes)
    if promised not in (None, format_) and not (promised.printable and format_.printable):
        raise FileError(
            message("--format {name} does not fit the ending of {path}.", name=name, path=path),
            message("Leave --format out, or give the file another ending."),
        )
    return format_


def endings(formats: Iterable[Format]) -> tuple[str, ...]:
    """The endings of files of these formats."""
    return tuple(ending for f in formats for ending in f.endings)


def _no_format(path: Path, takes: str) -> FileError:
    known = endings(formats_of(takes))
    return FileError(
        message("The ending of {path} names no format of this answer.", path=path),
        message("Use one of the endings {endings}.", endings=known),
    )
