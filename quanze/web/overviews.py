"""Pages about the whole graph: start, lists, search, gaps, progress, coverage, dependencies, history."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from quanze.exports.answers.answer import Answer, Table
from quanze.exports.answers.cells import plain
from quanze.exports.answers.responsibilities import replaced_in_words
from quanze.exports.answers.workload import counted_for_none, workload_columns
from quanze.exports.formats import FIGURE, HISTORY
from quanze.exports.progress.small_line import small_line
from quanze.exports.progress.tables import (
    HEADS,
    CountTable,
    count_tables,
    has_words,
    indicator_rows,
    notes,
    summary,
    title,
    verdict_words,
    year_with_results,
)
from quanze.locale import Message, listed, message, plural
from quanze.schema import KIND, KINDS
from quanze.schema.codes import GAPS, LEVELS, MATCHES, SCOPES
from quanze.schema.column_titles import heads
from quanze.schema.dates import ShownDate, last_day, table_date
from quanze.schema.naming import Name, named, sentence
from quanze.views import PICTURES
from quanze.web.addresses import TWO
from quanze.web.cells import GapRows, Lines, answers, cited, gap_lines, lines, with_sources
from quanze.web.page import DRAWN, Cell, Page, Section, Step
from quanze.web.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quanze.queries.gaps import FoundGap
    from quanze.schema.rows import AgencyPair, AnyRow, IndicatorProgress, NamedAgency, Row
    from quanze.web.asked import Asked

LISTED = {kind.table: kind.label for kind in KINDS if kind.label not in ("AnnualTarget",)}
"""The pages that list the records of a kind: the name of its table, and the kind."""
_MOST_FINDINGS, _MOST_PAIRS, _CLAUSES = 10, 100, 30
"""Findings of a kind, pairs of agencies and clauses of a finding on one page."""
_UNFOLDED, _NAMED, _AT_ONCE = 3, 8, 50
"""Gaps of one kind that are not folded away, names of more of them, and gaps of a kind on one page."""
_NAMES_AT_ONCE = 2_000
"""Names on one page: that a browser can search a city's in one go, and a nation's page can still be opened."""


def start_page(asked: Asked) -> Page:
    """The data sets, how many records of each kind they have, and where to go on."""
    lang, graph = asked.lang, asked.graph
    page = Page(message("Who is responsible for what, and which sentence says so.").in_language(lang), "Quanze")
    page.template = "start.html"
    plans = graph.plans()  # one's own plan before the laws and frameworks beside it
    sets: list[Row] = sorted(({**row} for row in graph.datasets()), key=lambda row: row["id"] not in plans)
    counts = sorted(graph.counts(as_of=asked.as_of), key=lambda row: row["dataset"] not in plans)
    columns = heads(lang, "name", "id") | {
        "edition": message("edition").in_language(lang),
        "licence": message("licence").in_language(lang),
    }
    cells = lines(sets, lang)
    for line, row in zip(cells, sets, strict=True):
        line["name"] = Cell(line["name"].text, href=asked.addresses.to("agencies", dataset=row["id"]))
    totals: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for row in counts:
        totals[row["kind"]] += row["count"]
        own[row["kind"]] += row["count"] if row["dataset"] in plans else 0
    only = {"dataset": plan} if len(plans) == 1 and (plan := next(iter(plans))) else {}
    page.values["kinds"] = [
        (
            kind.label,
            word(kind.table, lang),
            own[kind.label] if own[kind.label] and only else totals[kind.label],
            asked.addresses.to(kind.table, **(only if own[kind.label] else {})),
        )
        for kind in KINDS
        if kind.table in LISTED and totals[kind.label]
    ]
    counted = lines(counts, lang)
    page.sections = [
        Section("datasets", word("datasets", lang), columns, cells, sets),
        Section("counts", word("records", lang), heads(lang, "dataset", "kind", "count"), counted, counts),
    ]
    page.rows, page.main = [{**row, "counts": _counts_of(row["id"], counts)} for row in sets], "counts"
    return page


def _counts_of(dataset: str, counts: Sequence[AnyRow]) -> dict[str, int]:
    return {row["kind"]: row["count"] for row in counts if row["dataset"] == dataset}


def list_page(table: str, asked: Asked) -> Page:
    """All records of a kind, of one data set or of all."""
    lang, kind = asked.lang, LISTED[table]
    dataset = asked.query.get("dataset", "")
    rows: list[Row] = [{**row} for row in asked.graph.records(kind, dataset=dataset, as_of=asked.as_of)]
    columns = heads(lang, "name", "valid_from", "valid_to", "dataset", "origin")
    page = Page(word(table, lang), rows=rows, kind=kind)
    page.notes.append(KIND[kind].meaning_in(lang))
    also = heads(lang, "id", "name_en")
    page.sections = [Section("records", word(table, lang), columns, Lines(rows, lang), rows, also)]
    sets = [row["dataset"] for row in asked.graph.counts(kind, as_of=asked.as_of)]
    if kind == "Agency" and not asked.addresses.files:
        page.links = [(word(TWO, lang), asked.addresses.to(TWO))]
    if len(sets) > 1:
        page.values["choices"] = [
            (message("all data sets").in_language(lang), asked.addresses.to(table), not dataset),
            *((one, asked.addresses.to(table, dataset=one), one == dataset) for one in sets),
        ]
    return page


def search_page(asked: Asked) -> Page:
    """What a text may mean; similar names only when nothing has it, and said to be such."""
    lang, text = asked.lang, asked.query.get("q", "").strip()
    rows: list[Row] = []
    if text:
        rows = [{**row} for row in asked.graph.search(text, as_of=asked.as_of, index=asked.names())]
    page = Page(word("search", lang), rows=rows)
    columns = {**heads(lang, "kind", "name", "match", "dataset")}
    if text:
        page.title = message("Search: “{text}”", text=plain(text)).in_language(lang)
        near = bool(rows) and all(row["match"] == "near" for row in rows)
        if near or not rows:
            page.notes.append(message("No record is named “{text}”.", text=plain(text)).in_language(lang))
        if near:
            page.notes.append(
                message("These have a similar name; it is not certain that one of them is meant.").in_language(lang)
            )
    cells = Lines(rows, lang, _matches)
    page.sections = [Section("found", message("Found").in_language(lang), columns, cells, rows, heads(lang, "id"))]
    return page


def _matches(rows: Sequence[AnyRow], lang: str) -> list[dict[str, Cell]]:
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        line["match"] = Cell(MATCHES[row["match"]].in_language(lang))
    return cells


def names_page(asked: Asked) -> Page:
    """All records by name, with the names that they also go by."""
    lang = asked.lang
    page = Page(word("names", lang))
    also_called = {row["id"]: row["aliases"] for row in asked.graph.query("records") if row["aliases"]}

    def make(some: Sequence[AnyRow], lang: str) -> list[dict[str, Cell]]:
        made = lines(some, lang)
        for line, row in zip(made, some, strict=True):
            line["aliases"] = Cell(plain([plain(alias) for alias in also_called.get(row["id"], ())]))
        return made

    for table, kind in LISTED.items():
        rows: list[Row] = [{**row} for row in asked.graph.records(kind, as_of=asked.as_of)]
        if not rows:
            continue
        columns = heads(lang, "name", "name_en", "aliases", "dataset")
        cells = Lines(rows, lang, make, partial(_has_name, rows, also_called))
        page.sections.append(
            Section(table, word(table, lang), columns, cells, rows, heads(lang, "id"), at_once=_NAMES_AT_ONCE)
        )
        page.rows = [*page.rows, *({**row, "kind": kind} for row in rows)]
    return page


def _has_name(rows: Sequence[Row], also_called: Mapping[str, Sequence[str]], key: str) -> bool:
    """Whether any of these records has anything under a key."""
    return any(row["id"] in also_called if key == "aliases" else row[key] for row in rows)


def gaps_page(asked: Asked) -> Page:
    """What the plans leave open, gravest first."""
    lang, graph = asked.lang, asked.graph
    plans = graph.plans()
    about, gap = asked.query.get("about", ""), asked.choice("gap", {"": "", **GAPS})

    def found_gaps() -> list[FoundGap]:
        checked = graph.check_gaps(about, dataset=plans, as_of=asked.as_of)
        return [one.found for one in checked.reported["open"]]

    found = asked.kept(("gaps", about, asked.as_of), found_gaps, len)
    rows = GapRows(graph, [one for one in found if gap in ("", one.kind.code)])
    page = Page(word("gaps", lang), rows=rows, about_today=True)
    page.notes.append(_asked_sets(plans, asked))
    if about or gap:
        shown = [GAPS[gap].in_language(lang)] if gap else []
        shown += [plain(named(graph.find(about), lang))] if about else []
        every = message("all gaps").in_language(lang)
        page.values["choices"] = [
            (every, asked.addresses.to("gaps"), False),
            (plain(shown), asked.addresses.to("gaps", about=about, gap=gap), True),
        ]
        if not rows:
            page.notes.append(message("The plans have no gap of this kind.").in_language(lang))
    of_kind: dict[str, list[FoundGap]] = {}
    for each in rows.found:
        of_kind.setdefault(each.kind.code, []).append(each)
    page.sections = [_gaps_of_a_kind(code, GapRows(graph, own), lang) for code, own in of_kind.items()]
    page.whole = Table(rows, heads(lang, "level", "gap", "id", "message", "origin"))
    return page


def _gaps_of_a_kind(code: str, rows: GapRows, lang: str) -> Section:
    """One line for a kind of gap, and each of its gaps: what most rows of a sheet lack must not hide what few do."""
    cells = gap_lines(rows, lang)
    columns = heads(lang, "name", "message") | {"ask": message("whom to ask").in_language(lang)}
    columns |= {"citation": heads(lang, "citations")["citations"]}
    title_ = message("{level}: {gap}", level=LEVELS[rows[0]["level"]], gap=GAPS[code]).in_language(lang)
    note = ""
    if folded := len(rows) > _UNFOLDED:
        names: list[Name | Message] = [Name(row) for row in rows[:_NAMED]]
        if len(rows) > _NAMED:
            names.append(plural("{n} more", "{n} more", n=len(rows) - _NAMED))
        note = plain(listed(names, lang))
    return Section(f"gap-{code}", title_, columns, cells, rows, note=note, folded=folded, at_once=_AT_ONCE)


def _asked_sets(plans: Sequence[str], asked: Asked) -> str:
    """The sentence that names the plans, without the laws and frameworks beside them, which the page is about."""
    names = [Name(row) for row in asked.graph.datasets() if row["id"] in plans]
    return message("About the plans, without the laws and frameworks beside them: {names}.", names=names).in_language(
        asked.lang
    )


def _names(agencies: Sequence[NamedAgency], lang: str) -> str:
    return plain([plain(named(agency, lang)) for agency in agencies])


def progress_page(asked: Asked) -> Page:
    """Whether indicators are where the plan wants them, with the numbers by agency and subgroup."""
    lang = asked.lang
    about, year = asked.query.get("about", ""), asked.query.get("year", "")
    found = asked.kept(
        ("progress", about, year, asked.as_of),
        lambda: asked.graph.progress(about, as_of=asked.as_of, year=year or None),
        lambda made: len(made.rows),
    )
    page = Page(plain(title(found, lang)), takes=found.takes, document=found, about_today=True)
    page.notes += [plain(line) for line in (summary(found, lang), *notes(found, lang))]
    if last := year_with_results(found):
        page.values["choices"] = [
            (
                ShownDate(str(shown)).in_language(lang),
                asked.addresses.to("progress", about=about, year=str(shown)),
                shown == found.year,
            )
            for shown in (found.year, last)
        ]
    columns = {key: message(head).in_language(lang) for key, head in HEADS.items() if key != "year"}
    columns["line"] = message("targets (dashed) and results").in_language(lang)
    cells = Lines(found.rows, lang, _indicators, lambda key: key == "line" or has_words(found.rows, lang, key))
    page.sections = [Section("indicators", KIND["Indicator"].in_language(lang), columns, cells, found.rows)]
    if len(found.rows) > 1:
        page.sections += [_counts(table) for table in count_tables(found, lang)]
    if found.about and found.about["kind"] == "Agency":
        by = asked.query.get("by", "")
        page.sections += _due(found.about["id"], asked.graph.day(by) if by else str(found.year), asked)
    elif not about and year:
        page.sections.append(_due_of_all(str(found.year), asked))
    return page


def _indicators(rows: Sequence[IndicatorProgress], lang: str) -> list[dict[str, Cell]]:
    """Indicators with their verdict, and their targets and results as a line."""
    cells = []
    for row, words in zip(rows, indicator_rows(rows, lang), strict=True):
        line = {key: Cell(plain(value)) for key, value in words.items()}
        line["name"] = Cell(plain(words["name"]), id=row["indicator"])
        line["verdict"] = Cell(verdict_words(row["verdict"], lang), look=f"verdict verdict-{row['verdict']}")
        line["line"] = Cell("", picture=Markup(small_line(row, lang)))
        cells.append(line)
    return cells


def _due(agency: str, by: str, asked: Asked) -> list[Section]:
    """The tasks of an agency with a deadline until the end of a date, the earliest first."""
    lang, graph = asked.lang, asked.graph
    deadlines = {row["id"]: row["due"] for row in graph.query("deadlines") if last_day(row["due"]) <= last_day(by)}
    duties = [row for row in graph.agency(agency, as_of=asked.as_of) if row["item"] in deadlines]
    title = message("Tasks with a deadline by {date}", date=ShownDate(by)).in_language(lang)
    if not duties:
        return [Section("due", title, note=message("No task of this agency has such a deadline.").in_language(lang))]
    nearest = sorted({row["item"]: row for row in reversed(duties)}.values(), key=lambda row: deadlines[row["item"]])
    rows: list[Row] = [{**row, "due": deadlines[row["item"]]} for row in nearest]
    cells = answers(nearest, lang)
    for line, row in zip(cells, rows, strict=True):
        line["due"] = Cell(table_date(row["due"], lang))
    columns = heads(lang, "item_name", "due", "role", "how", "path") | {"path": word("clauses", lang)}
    return [Section("due", title, columns, cells, rows, heads(lang, "citations"))]


def _due_of_all(year: str, asked: Asked) -> Section:
    """The tasks with a deadline until the end of a year, the earliest first, with the agencies that lead them."""
    lang, graph = asked.lang, asked.graph
    title = message("Tasks with a deadline by {date}", date=ShownDate(year)).in_language(lang)
    deadlines = {row["id"]: row["due"] for row in graph.query("deadlines") if last_day(row["due"]) <= last_day(year)}
    living = {row["id"] for row in graph.records("Task", as_of=asked.as_of)}
    tasks = graph.query("records_by_id", ids=sorted(deadlines.keys() & living)) if deadlines else []
    if not tasks:
        return Section("due", title, note=message("No task has such a deadline.").in_language(lang))
    led = graph.leaders((row["id"] for row in tasks), as_of=asked.day)
    ids = sorted(set().union(*led.values()))
    agencies = {row["id"]: row for row in graph.query("records_by_id", ids=ids)} if ids else {}
    rows: list[Row] = [
        {**row, "due": deadlines[row["id"]], "agencies": sorted(led.get(row["id"], ()))}
        for row in sorted(with_sources(graph, tasks), key=lambda row: deadlines[row["id"]])
    ]
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        line["due"] = Cell(table_date(row["due"], lang))
        line["agencies"] = Cell(plain([plain(named(agencies[id_], lang)) for id_ in row["agencies"]]))
    columns = heads(lang, "name", "due") | {"agencies": message("led by").in_language(lang)}
    return Section("due", title, columns | {"citation": heads(lang, "citations")["citations"]}, cells, rows)


def _counts(table: CountTable) -> Section:
    columns = {"name": table.first, **table.columns}
    cells = [{key: Cell(plain(row[key])) for key in columns} for row in table.rows]
    return Section(table.key, table.title, columns, cells, table.rows, counted=False)


def coverage_page(asked: Asked) -> Page:
    """How many tasks and indicators align with each SDG goal or target."""
    lang, graph = asked.lang, asked.graph
    by = asked.choice("by", {"goal": 1, "target": 1})
    plans = graph.plans()
    covered = asked.kept(
        ("coverage", by, asked.as_of), lambda: graph.coverage(by=by, dataset=plans, as_of=asked.as_of), len
    )
    rows: list[Row] = [{**row} for row in covered]
    if by == "target":
        rows = [row for row in rows if row["things"]]
    page = Page(word("coverage", lang), rows=rows)
    page.notes.append(_asked_sets(plans, asked))
    page.notes.append(word("editorial", lang))
    kinds = {"goal": "SDGGoal", "target": "SDGTarget"}
    page.values["choices"] = [
        (KIND[kind].in_language(lang), asked.addresses.to("coverage", by=code), code == by)
        for code, kind in kinds.items()
    ]
    counted = ("targets", "touched") if by == "goal" else ()
    columns = heads(lang, "code", "name", "tasks", "indicators", "through", "stated", "editorial", *counted)
    page.sections = [Section("coverage", KIND[kinds[by]].in_language(lang), columns, lines(rows, lang), rows)]
    return page


def workload_page(asked: Asked) -> Page:
    """How much each agency answers for, most first."""
    lang = asked.lang
    scopes = {"": message("chosen by the plan"), **SCOPES}
    scope = asked.choice("scope", scopes)
    counted = asked.kept(
        ("workload", scope, asked.as_of), lambda: asked.graph.workload(scope=scope, as_of=asked.as_of), len
    )
    rows: list[Row] = [{**row} for row in counted]
    page = Page(word("workload", lang), rows=rows, about_today=True)
    page.notes.append(word("workload_is", lang))
    page.values["choices"] = [
        (name.in_language(lang), asked.addresses.to("workload", scope=code), code == scope)
        for code, name in scopes.items()
    ]
    leading = asked.graph.leading_seats(as_of=asked.day)
    page.notes += [plain(said.in_language(lang)) for said in counted_for_none(leading)]
    columns = workload_columns(rows, lang)
    page.sections = [Section("agencies", word("agencies", lang), columns, Lines(rows, lang), rows)]
    return page


def dependencies_page(asked: Asked) -> Page:
    """Who depends on whom: findings with the clauses they rest on, the pairs that share most, and the picture."""
    from quanze.queries.dependencies import FINDINGS

    lang, graph = asked.lang, asked.graph
    if asked.query.get("about"):
        return _partners_page(asked)
    scopes = {"": message("chosen by the plan"), **SCOPES}
    scope = asked.choice("scope", scopes)
    found, pairs = asked.kept(
        ("dependencies", scope, asked.as_of),
        lambda: (
            graph.analysis(scope=scope, as_of=asked.as_of, most=_MOST_FINDINGS),
            graph.dependencies(scope=scope, as_of=asked.as_of, most=_MOST_PAIRS),
        ),
        lambda made: sum(len(row["evidence"]) for row in made[0]),
    )
    findings = [row for row in found if row["finding"] != "scope"]
    page = Page(word("dependencies", lang), rows=findings, about_today=True)
    for row in found:
        if row["finding"] == "scope":
            page.notes.append(
                message("{agencies} agencies are in scope, {left_out} are not.", **row["figures"]).in_language(lang)
            )
    page.values["choices"] = [
        (name.in_language(lang), asked.addresses.to("dependencies", scope=code), code == scope)
        for code, name in scopes.items()
    ]
    cells = []
    for row in findings:
        steps = tuple(dict.fromkeys(Step(_link(link, lang), cited({**link}, lang)) for link in row["evidence"]).keys())
        said = plural("{n} clause", "{n} clauses", n=len(steps)).in_language(lang)
        if len(steps) > _CLAUSES:
            said = message(
                "the first {n} of {all} clauses; the files have all", n=_CLAUSES, all=len(steps)
            ).in_language(lang)
        text = plain(list(dict.fromkeys(step.citation.text for step in steps if step.citation.text)))
        cells.append(
            {
                "finding": Cell(FINDINGS[row["finding"]].in_language(lang)),
                "message": Cell(plain(sentence(row, lang))),
                "evidence": Cell(text, steps=steps[:_CLAUSES], said=said),
            }
        )
        if row["more"]:
            said = plural(
                "{finding}: {n} more is not shown.",
                "{finding}: {n} more are not shown.",
                n=row["more"],
                finding=FINDINGS[row["finding"]],
            )
            page.notes.append(said.in_language(lang))
    page.sections = [
        Section(
            "findings",
            message("Findings").in_language(lang),
            heads(lang, "finding", "message", "evidence"),
            cells,
            findings,
        )
    ]
    page.sections.append(_pairs(pairs, asked))
    image = (
        asked.addresses.download("pictures", ".svg", picture="dependencies"),
        asked.addresses.to("pictures", picture="dependencies"),
    )
    page.sections.append(Section("picture", word("picture", lang), image=image))
    return page


def _pairs(pairs: Sequence[AgencyPair], asked: Asked) -> Section:
    """Pairs of agencies with what they share."""
    lang = asked.lang
    shared = lines(pairs, lang)
    for line, pair in zip(shared, pairs, strict=True):
        line["other_name"] = Cell(plain(named(pair, lang, "other_name")), id=pair["other"])
        line["shared"] = Cell(plain([plain(named(item, lang)) for item in pair["shared"]]))
    columns = heads(lang, "agency_name", "other_name", "weight", "leading", "shared")
    note = ""
    if pairs and pairs[-1].get("more"):
        note = plural(
            "The pairs that share most; {n} more pair is not shown.",
            "The pairs that share most; {n} more pairs are not shown.",
            n=pairs[-1]["more"],
        ).in_language(lang)
    return Section("pairs", message("Pairs of agencies").in_language(lang), columns, shared, pairs, note=note)


def _partners_page(asked: Asked) -> Page:
    """With whom one agency shares work: its pairs, those that share most first."""
    lang, graph = asked.lang, asked.graph
    agency = graph.find(asked.query["about"], "Agency")
    pairs = [
        pair if pair["agency"] == agency["id"] else _turned(pair)
        for pair in graph.dependencies(scope="all", as_of=asked.as_of)
        if agency["id"] in (pair["agency"], pair["other"])
    ]
    title = message("With whom {agency} shares work", agency=plain(named(agency, lang))).in_language(lang)
    page = Page(title, rows=pairs, about_today=True)
    page.values["choices"] = [
        (message("all agencies").in_language(lang), asked.addresses.to("dependencies"), False),
        (plain(named(agency, lang)), asked.addresses.to("dependencies", about=agency["id"]), True),
    ]
    page.sections = [_pairs(pairs, asked)]
    if not pairs:
        page.sections[0].note = message("This agency shares no task or indicator with another one.").in_language(lang)
    return page


def _turned(pair: AgencyPair) -> AgencyPair:
    """A pair as its other side sees it."""
    return {
        **pair,
        "agency": pair["other"],
        "agency_name": pair["other_name"],
        "agency_name_en": pair["other_name_en"],
        "other": pair["agency"],
        "other_name": pair["agency_name"],
        "other_name_en": pair["agency_name_en"],
    }


def pictures_page(asked: Asked) -> Page:
    """The whole, the dependencies or the lines of reporting as a picture, each box of which leads to its record."""
    lang = asked.lang
    drawn = {name: title for name, title in PICTURES.items() if name != "about"}
    name = asked.choice("picture", drawn)
    graph, plans = asked.graph, asked.graph.plans()
    page = Page(word("picture", lang), takes=FIGURE)
    page.document = partial(graph.picture, name, as_of=asked.as_of, lang=lang)
    page.values["choices"] = [
        (title.in_language(lang), asked.addresses.to("pictures", picture=code), code == name)
        for code, title in drawn.items()
    ]
    records = sum(row["count"] for row in graph.counts(as_of=asked.as_of) if row["dataset"] in plans)
    if name == "network" and records > DRAWN:
        said = message(
            "{n} records are too many for a picture on a page. Open the picture of one record, or the whole as a file.",
            n=records,
        )
        page.sections = [Section("drawn", drawn[name].in_language(lang), note=said.in_language(lang))]
        return page
    page.document = page.document()
    markup = Markup(page.document.svg(asked.addresses.record))
    page.sections = [Section("drawn", drawn[name].in_language(lang), picture=markup)]
    return page


def _link(link: AnyRow, lang: str) -> str:
    from quanze.exports.answers.record import link_word

    start, end = (plain(named(link, lang, name)) for name in ("from_name", "to_name"))
    return f"{start} {plain(link_word(link, lang))} {end}"


def history_page(asked: Asked) -> Page:
    """What sources date about a record, in order of time, with the timeline."""
    lang, graph, found = asked.lang, asked.graph, asked.record()
    from quanze.queries.history import EVENTS
    from quanze.views.timeline import svg as timeline_svg

    rows = graph.history(found["id"])
    timeline = graph.timeline(found["id"], lang=lang)
    page = Page(
        timeline.title.in_language(lang), rows=rows, kind=found["kind"], id=found["id"], takes=HISTORY, dated=False
    )
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        line["event"] = Cell(EVENTS[row["event"]].in_language(lang))
    columns = heads(lang, "date", "event", "message") | {"citation": heads(lang, "citations")["citations"]}
    note = "" if rows else message("No source dates anything about it.").in_language(lang)
    markup = Markup(timeline_svg(timeline, lang)) if rows else Markup("")
    page.sections = [
        Section("events", word("history", lang), columns, cells, rows, note=note),
        *([Section("picture", word("picture", lang), picture=markup)] if rows else []),
    ]
    table = page.sections[0].table()
    page.document = Answer(
        rows,
        Table(rows, columns),
        lambda shown: shown,
        sheets=(table,),
        sections=(table,),
        note=note,
        timeline=timeline,
        title=page.title,
        day=asked.day,
    )
    record = message("{kind} “{name}”", kind=KIND[found["kind"]], name=plain(named(found, lang)))
    page.links = [(record.in_language(lang), asked.addresses.record(found["id"]))]
    return page


def as_of_note(page: Page, asked: Asked) -> str:
    """The sentence that names the day of the page."""
    if asked.as_of or page.about_today:
        said = message("As of {date}.", date=ShownDate(asked.day)).in_language(asked.lang)
        replaced = asked.graph.replaced_since(asked.as_of) if asked.as_of else {}
        more = replaced_in_words(replaced, asked.day).in_language(asked.lang) if replaced else ""
        return " ".join(filter(None, (said, more)))
    said = message("All dates; what has ended or not begun by today, {date}, says so.", date=ShownDate(asked.day))
    return said.in_language(asked.lang)
