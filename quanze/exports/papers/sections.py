"""Sections that briefs and reports share: who works on a thing, indicators with their figures, gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from quanze.exports.answers.citation import citation
from quanze.exports.papers.paper import (
    Block,
    Cell,
    Items,
    Note,
    Paragraph,
    Picture,
    Runs,
    Said,
    Table,
    column_shares,
    runs,
    said,
    shares,
)
from quanze.exports.progress.small_line import drawing, ends, in_words
from quanze.exports.progress.spark import spark
from quanze.exports.progress.tables import indicator_rows, judged_words
from quanze.locale import Clauses, in_context, listed, message
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.codes import GAPS
from quanze.schema.dates import table_date
from quanze.schema.naming import named, sentence
from quanze.schema.number_text import shown_number
from quanze.schema.progress import (
    MET,
    MISSED,
    NEARLY,
    NO_DIRECTION,
    NO_TARGET,
    NOT_DUE,
    NOT_REPORTED,
    STALE,
    VERDICT,
)
from quanze.schema.role_words import shown_word
from quanze.schema.row_locators import cited_row
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import HOWS, INHERITED, SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress, NamedAgency, PlanGap, Responsibility, Row

LEAD, COORDINATE, HELP, REVIEW, SEAT = "lead", "coordinate", "help", "review", "seat"
STANDINGS = (LEAD, COORDINATE, HELP, REVIEW, SEAT)
"""What an answer amounts to, the weightiest first."""
SEATED = ("SITS_ON", "REPRESENTS")
MOST = 14
"""Rows of a table in a brief; what is more is named below it."""
FIGURES: tuple[Literal["target"], Literal["result"]] = ("target", "result")
Documents = Mapping[str, "Row"]


def standing(row: Responsibility) -> str:
    """What one answer amounts to; a body's own duty is one that it leads."""
    if row["role"] in SEATED:
        return SEAT
    declared = RELATIONSHIP[row["role"]]
    if row["leads"] or not declared.role:
        return LEAD
    return COORDINATE if declared.leads else HELP if declared.works else REVIEW


def for_certain(rows: Iterable[Responsibility]) -> list[Responsibility]:
    """An agency's own answers: without those of its sections and those that the source leaves open."""
    return [row for row in rows if row["how"] not in (SECTIONED, UNSETTLED)]


def role_of(row: Responsibility, lang: str) -> str:
    """The role by the source's own word."""
    return message("seat").in_language(lang) if row["role"] in SEATED else shown_word(row["role"], row["wording"], lang)


def notes_of(rows: Iterable[Mapping[str, Any]], lang: str) -> list[Note]:
    """The footnotes of answers: the clause of each of their steps."""
    return [_note(step, lang) for row in rows for step in row["steps"]]


def stated(row: Mapping[str, Any], documents: Documents, lang: str) -> Note:
    """The footnote of a record or a figure, whose document is given by its id."""
    document = documents.get(row["source"], {})
    return _note({**row, "source_name": document.get("name"), "source_name_en": document.get("name_en")}, lang)


def _note(step: Mapping[str, Any], lang: str) -> Note:
    """The footnote of a statement."""
    cited = cited_row(step["locator"]) if step["locator"] and step["origin"] != "editorial" else None
    if cited is None:
        return Note(citation(step, lang))
    return Note(citation(step, lang), citation({**step, "locator": cited.table, "quote": ""}, lang), cited.row)


def nearest(rows: Sequence[Responsibility], wanted: str) -> list[Responsibility]:
    """Of the answers that amount to something, those that are nearest, an agency once."""
    found = [row for row in for_certain(rows) if standing(row) == wanted]
    least = min((row["distance"] for row in found), default=0)
    return list({row["agency"]: row for row in reversed(found) if row["distance"] == least}.values())[::-1]


def parties(rows: Sequence[Responsibility], wanted: str, lang: str) -> Runs:
    """The agencies that lead, help or review, with their footnotes; inherited roles are marked."""
    found = nearest(rows, wanted)
    if not found:
        return ()
    names = listed([named(row, lang, "agency_name") for row in found], lang)
    if found[0]["distance"]:
        how = HOWS[INHERITED]
        names = message("{names} ({how})", names=names, how=how).in_language(lang)
    return (said(names, notes_of(found, lang)),)


def leading(rows: Sequence[Responsibility], lang: str, of_parts: Sequence[NamedAgency] = (), seats: Runs = ()) -> Runs:
    """Who leads, also the seats that no agency fills (see ``led_by``); where nobody does, those who lead its parts, or
    that it is so, and who convenes the group."""
    found = parties(rows, LEAD, lang)
    if found or seats:
        return (*found, *([Said(between_clauses(lang))] if found and seats else []), *seats)
    if of_parts:
        return (said(leading_parts(of_parts, lang)),)
    conveners = nearest(rows, COORDINATE)
    if not conveners:
        return (said(message("nobody").in_language(lang)),)
    names = [named(row, lang, "agency_name") for row in conveners]
    return (said(message("none (convener: {names})", names=names).in_language(lang), notes_of(conveners, lang)),)


def led_by(seats: Sequence[Row], documents: Documents, lang: str) -> Runs:
    """The seats that lead a thing and that no agency fills; nothing where there are none."""
    notes = [stated(row, documents, lang) for row in seats]
    return (said(leading_seats_in_words(seats).in_language(lang), notes),) if seats else ()


def leading_parts(agencies: Sequence[NamedAgency], lang: str) -> str:
    """The agencies that lead the parts or indicators of a task which no agency leads itself."""
    return message("its parts or indicators: {names}", names=[named(row, lang) for row in agencies]).in_language(lang)


def thing(row: Mapping[str, Any], lang: str) -> str:
    """A thing by its name, and by its kind where that is not a task."""
    name, kind = named(row, lang, "item_name"), row["item_kind"]
    if kind == "Task":
        return name
    return message("{kind} “{name}”", kind=KIND[kind], name=name).in_language(lang)


def indicator_table(
    rows: Sequence[IndicatorProgress],
    figures: Mapping[str, Sequence[Row]],
    documents: Documents,
    lang: str,
    *,
    most: int | None = MOST,
) -> list[Block]:
    """Indicators with target, result, verdict, lead and a small picture; of more than ``most`` those first that are not
    met, and the others named below."""
    order = {verdict: n for n, verdict in enumerate(_BY_WEIGHT)}
    kept = {row["indicator"] for row in rows}
    if most is not None and len(rows) > most:
        heaviest = sorted(rows, key=lambda row: order.get(row["verdict"], len(order)))
        kept = {row["indicator"] for row in heaviest[:most]}
    shown = [row for row in rows if row["indicator"] in kept]
    heads = tuple(
        one.in_language(lang)
        for one in (
            *(message("indicator"), message("target"), message("result"), message("verdict")),
            *(message("lead"), message("targets (dashed) and results")),
        )
    )
    body = []
    for row, words in zip(shown, indicator_rows(shown, lang), strict=True):
        unit = message("{name} ({unit})", name=named(row, lang), unit=row["unit"]).in_language(lang)
        stated_here = figures.get(row["indicator"], ())
        target = figure_notes(stated_here, "target", row["year"], documents, lang)
        result = figure_notes(stated_here, "result", row["result_year"], documents, lang)
        cells: tuple[Cell, ...] = (
            runs(said(unit if row["unit"] else named(row, lang))),
            runs(said(words["target"], target if words["target"] != "" else ())),
            runs(said(last_result(row, words["result"], lang), result)),
            runs(said(judged_words(row, lang), look=row["verdict"])),
            runs(words["leads"]),
            small_picture(row, lang),
        )
        body.append(cells)
    found: list[Block] = [filled(Table(heads, tuple(body), (2.3, 1.1, 1.6, 1.2, 1.6, 1.8), frozenset({1, 2})))]
    left = [row for row in rows if row["indicator"] not in kept]
    if left:
        found.append(Paragraph(runs(message("Also: {each}.", each=Clauses(_by_verdict(left, lang))).in_language(lang))))
    return found


def filled(table: Table) -> Table:
    """The table without the columns that are empty."""
    kept = [n for n in range(len(table.heads)) if any(_has_content(row[n]) for row in table.rows)]
    return table._replace(
        heads=tuple(table.heads[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        widths=shares([table.widths[n] for n in kept]),
        numbers=frozenset(place for place, n in enumerate(kept) if n in table.numbers),
    )


def fitted(table: Table) -> Table:
    """The table on a page that is turned, without its empty columns, each of the others as wide as it needs."""
    table = filled(table)
    columns = [[row[n] for row in table.rows] for n in range(len(table.heads))]
    texts = [
        [_PICTURE if isinstance(cell, Picture) else "".join(piece.text for piece in cell) for cell in column]
        for column in columns
    ]
    return table._replace(widths=column_shares(table.heads, texts, landscape=True))


_PICTURE = "–" * 22
"""A text as wide as a small picture."""


def _has_content(cell: Cell) -> bool:
    return bool(cell.drawing) if isinstance(cell, Picture) else any(piece.text for piece in cell)


def last_result(row: IndicatorProgress, shown: object, lang: str, *, unit: str = "") -> object:
    """The year's result, else the last one with its year; ``unit`` follows the number."""
    if shown != "" or row["result_year"] is None:
        return f"{shown} {unit}" if unit and shown != "" else shown
    last = next(year["result"] for year in row["years"] if year["year"] == row["result_year"])
    year = table_date(str(row["result_year"]), lang)
    value = last if last is None else f"{shown_number(last)} {unit}".rstrip()
    return message("{value} ({year})", value=value, year=year).in_language(lang)


_BY_WEIGHT = (MISSED, NEARLY, NOT_REPORTED, STALE, NO_TARGET, NO_DIRECTION, NOT_DUE, MET)
"""Verdicts in the order in which a reader has to see them."""
_IN_ORDER = {code: n for n, code in enumerate(VERDICT)}


def _by_verdict(rows: Sequence[IndicatorProgress], lang: str) -> list[str]:
    alike: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: _IN_ORDER[row["verdict"]]):
        alike.setdefault(judged_words(row, lang), []).append(named(row, lang))
    return [message("{verdict}: {names}", verdict=said, names=names).in_language(lang) for said, names in alike.items()]


def figure_notes(rows: Sequence[Row], figure: str, year: int | None, documents: Documents, lang: str) -> list[Note]:
    """Where a year's target or result is stated."""
    return [stated(row, documents, lang) for row in rows if row["year"] == year and row[figure] is not None]


def small_picture(row: IndicatorProgress, lang: str) -> Picture:
    """The targets and results as a picture; where there are too few, as a line of text."""
    return Picture(drawing(row), in_words(row, lang), spark(row["years"]), ends(row, lang))


def gap_items(
    gaps: Sequence[PlanGap], documents: Documents, lang: str, *, leave_out: Collection[str] = ()
) -> list[Runs]:
    """Gaps under the name of each code, the gravest first, with the things that have it.

    A grave one has a sentence of its own; ``leave_out`` are agencies that need not be named again.
    """
    found = []
    for code in dict.fromkeys(gap["gap"] for gap in gaps):
        own = [gap for gap in gaps if gap["gap"] == code]
        title = message("{gap} ({n}): ", gap=GAPS[code], n=len(own)).in_language(lang)
        pieces: list[Said] = [said(title, strong=True)._replace(text=title)]
        for n, gap in enumerate(own):
            between = between_clauses(lang) if n else ""
            text = sentence(gap, lang) if gap["level"] == "error" else _asked(gap, leave_out, lang)
            pieces += [Said(between), said(text, [stated(gap, documents, lang)])]
        found.append(tuple(piece for piece in pieces if piece.text))
    return found


def _asked(gap: PlanGap, leave_out: Collection[str], lang: str) -> str:
    names = [named(agency, lang) for agency in gap["agencies"] if agency["id"] not in leave_out]
    if not names:
        return named(gap, lang)
    return message("{name} ({names})", name=named(gap, lang), names=names).in_language(lang)


def between_clauses(lang: str) -> str:
    """The separator between clauses of one sentence."""
    return in_context("between clauses", "; ", lang)


def items(found: Sequence[Runs]) -> list[Block]:
    """A list, where there is anything in it."""
    return [Items(tuple(found))] if found else []


def year_table(row: IndicatorProgress, figures: Sequence[Row], documents: Documents, lang: str) -> Table:
    """The years of one indicator."""
    body = []
    for one in row["years"]:
        cells = []
        for figure in FIGURES:
            value = one[figure]
            mark = "*" if figure == "result" and one["provisional"] and value is not None else ""
            notes = figure_notes(figures, figure, one["year"], documents, lang) if value is not None else ()
            cells.append(runs(said(value), said(mark, notes)) if value is not None else ())
        body.append((runs(table_date(str(one["year"]), lang)), *cells))
    heads = (message("year"), message("target"), message("result"))
    return Table(tuple(h.in_language(lang) for h in heads), tuple(body), shares((1, 2, 2)), frozenset({1, 2}))
