"""Questions about one thing: who, agency, show, search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import AS_OF, command, graph_command, output_options, row_options
from quanze.cli.column_titles import heads
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.exports.answers.cells import plain
from quanze.exports.formats import HISTORY
from quanze.locale import Clauses, is_chinese, message
from quanze.schema.ways import BODIES, SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.exports.answers.answer import Table
    from quanze.schema.declare import Labelled
    from quanze.schema.rows import Responsibility, Row

ANSWER_COLUMNS = (
    "agency",
    "agency_name",
    "item_kind",
    "item_name",
    "role",
    "wording",
    "how",
    "former",
    "since",
    "leads",
    "distance",
    "inherited",
    "path",
    "origin",
    "valid_from",
    "valid_to",
    "citations",
)
TO_READ = (
    "role",
    "wording",
    "how",
    "former",
    "since",
    "distance",
    "path",
    "origin",
    "valid_from",
    "valid_to",
    "citations",
)
"""Columns of answers that a person reads on a page or a sheet."""
LAST = ("year", "target", "result", "unit", "verdict")
"""Columns of what an agency answers for: of an indicator, its last year with a result or a target."""


@command("who")
@click.argument("name")
@AS_OF
@click.option(
    "--under",
    default="",
    metavar=_("TARGET"),
    help=_("Only roles that an indicator has under this SDG target."),
)
@click.option("--all", "every", is_flag=True, help=_("Show every path of every agency."))
@row_options
@graph_command
def who_command(graph: Graph, name: str, as_of: str, under: str, every: bool, out: Output) -> None:
    """Print who answers for a record."""
    item = graph.find_answered(name)
    rows = graph.who(item["id"], under=under, as_of=as_of)
    text = None
    if out.shows_table:
        from quanze.cli.answer_text import who_text

        lineage = graph.lineage(item["id"])
        life = graph.life(item["id"])
        text = who_text(item, rows, every, out.lang, graph.day(as_of), lineage=lineage, life=life)
    emit_answers(rows, out, text)


def emit_answers(rows: Sequence[Responsibility], out: Output, text: str | None) -> None:
    """Answers in any format; ``text`` stands for their tables."""
    if text is not None:
        out.emit(rows, {}, text=text)
        return
    from quanze.exports.answers.answer import Answer, Table

    shown = _shown(rows, out.lang)
    table = Table(shown, heads(out.lang, *ANSWER_COLUMNS))
    to_read = (Table(shown, heads(out.lang, "agency_name", *TO_READ)),)
    out.send(Answer(rows, table, out.in_words, sheets=to_read, sections=to_read))


def _shown(rows: Sequence[Responsibility], lang: str) -> list[Row]:
    """Rows with names and paths in a language, the clauses of a path in one cell, and an indicator's last year."""
    from quanze.exports.answers.citation import citation
    from quanze.schema.naming import named

    return [
        {
            **row,
            "citations": Clauses(dict.fromkeys(filter(None, (citation(s, lang) for s in row["steps"])))).in_language(
                lang
            ),
            **{key: named(row, lang, key) for key in ("agency_name", "item_name", "path")},
            **(row.get("last") or {}),
        }
        for row in rows
    ]


@command("agency")
@click.argument("name")
@AS_OF
@row_options
@graph_command
def agency_command(graph: Graph, name: str, as_of: str, out: Output) -> None:
    """Print what an agency answers for."""
    found = graph.find(name, ("Agency",))
    rows = graph.agency(found["id"], as_of=as_of)
    if out.shows_table:
        from quanze.cli.answer_text import agency_text

        lineage = graph.lineage(found["id"])
        day = graph.day(as_of)
        led = {row["item"] for row in rows if row["leads"] and not row["distance"]}
        alone = {item for item in led if _leaders(graph, item, day) == {found["id"]}}
        out.emit(rows, {}, text=agency_text(found, _with_codes(graph, rows), lineage, alone, out.lang, day))
        return
    from quanze.exports.answers.answer import Answer, Table

    table = Table(_shown(rows, out.lang), heads(out.lang, *ANSWER_COLUMNS, *LAST))
    coded = _with_codes(graph, rows)
    shown = _shown(coded, out.lang)
    parts = _parts(coded, out.lang, graph.day(as_of))
    own = message("Roles of its own").in_language(out.lang)
    every = heads(out.lang, "item_kind", "item_name", "role", "how", "distance", "path", "valid_from", "valid_to")
    sheets = [part if part.title else part._replace(title=own) for part in parts]
    sheets.append(Table(shown, every, message("All paths").in_language(out.lang)))
    out.send(Answer(rows, table, out.in_words, sheets=tuple(sheets), sections=parts))


def _with_codes(graph: Graph, rows: Sequence[Responsibility]) -> list[Responsibility]:
    """Rows in which SDG goals and targets have their codes before their names, in the order of the codes."""
    from quanze.cli.answer_text import SDG
    from quanze.text.natural_order import natural_key

    ids = {row["item"] for row in rows if row["item_kind"] in SDG}
    codes = {row["id"]: row["number"] or "" for row in graph.query("records_by_id", ids=sorted(ids))} if ids else {}

    def coded(item: str, name: str) -> str:
        return f"{codes[item]} {name}" if name and codes.get(item) else name

    found: list[Responsibility] = [
        {
            **row,
            "item_name": coded(row["item"], row["item_name"]),
            "item_name_en": coded(row["item"], row["item_name_en"]),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: natural_key(codes.get(row["item"], "")))


def _parts(rows: Sequence[Responsibility], lang: str, day: str) -> tuple[Table, ...]:
    """An agency's own roles on a day, then what follows from them by kind, then what does not hold, as on a page."""
    from quanze.cli.answer_text import following, lives, roles_in_words
    from quanze.exports.answers.answer import Table

    now = [row for row in rows if lives(row, day) and row["how"] != UNSETTLED]
    own = [row for row in now if not row["distance"] and row["how"] != SECTIONED]
    columns = heads(lang, "item_kind", "item_name", "role", "how", "valid_from", "valid_to", "citations")
    tables = [Table(_shown(own, lang), columns)]
    for title, things in following(now):
        of_indicators = LAST if things[0][0]["item_kind"] == "Indicator" else ()
        roles = [{"roles": roles_in_words(own, lang).in_language(lang)} for own in things]
        shown = [row | held for row, held in zip(_shown([own[0] for own in things], lang), roles, strict=True)]
        tables.append(
            Table(
                shown, heads(lang, "item_name", "roles", *of_indicators, "path", "citations"), title.in_language(lang)
            )
        )
    others = (
        (message("May have taken over; the source does not say"), [r for r in rows if r["how"] == UNSETTLED]),
        (message("Ended or not yet begun"), [r for r in rows if not lives(r, day)]),
    )
    tables += [Table(_shown(own, lang), columns, title.in_language(lang)) for title, own in others]
    return tuple(t for t in tables if t.rows)


def _leaders(graph: Graph, item: str, day: str) -> set[str]:
    return {r["agency"] for r in graph.who(item, as_of=day) if r["leads"] and r["how"] != SECTIONED}


def _years(graph: Graph, indicator: str, as_of: str) -> list[Row]:
    """What is recorded of an indicator's years, each with its verdict."""
    verdicts = {row["year"]: row["verdict"] for row in graph.progress(indicator, as_of=as_of).history}
    rows = graph.query("indicator_targets", ids=[indicator])
    return [{**row, "verdict": verdicts.get(row["year"], "")} for row in rows]


@command("show")
@click.argument("name")
@AS_OF
@row_options
@graph_command
def show_command(graph: Graph, name: str, as_of: str, out: Output) -> None:
    """Print one record."""
    from quanze.cli.output import terminal_columns
    from quanze.exports.answers.answer import Answer, Table
    from quanze.exports.answers.text import ROOM, plain_text
    from quanze.schema import KIND, RELATIONSHIP, stored_properties
    from quanze.schema.dates import not_living, table_date
    from quanze.schema.naming import named

    found = graph.find(name)
    record = graph.record(found["id"])
    links = graph.links(found["id"], as_of=as_of)
    kind = KIND[found["kind"]]
    labels = {p.name: p.in_language(out.lang) for p in stored_properties(kind)}
    choices = {p.name: {c.code: c.in_language(out.lang) for c in p.choices} for p in stored_properties(kind)}

    dates = {p.name for p in stored_properties(kind) if p.type in ("date", "year")}
    references = {record[p.name] for p in stored_properties(kind) if p.type == "ref" and p.name in record}
    names = {r["id"]: named(r, out.lang) for r in graph.query("records_by_id", ids=sorted(references))}

    def shown_value(name: str, value: Any) -> str:
        words = choices[name] or names
        if name in dates:
            return table_date(str(value or ""), out.lang)
        return plain([words.get(v, v) for v in value] if isinstance(value, list) else words.get(value, value))

    properties = [{"property": labels[k], "value": shown_value(k, v)} for k, v in record.items() if k in labels]
    first = Table(properties, heads(out.lang, "property", "value"))
    tables = [first]
    if found["kind"] == "Indicator" and (years := _years(graph, found["id"], as_of)):
        columns = heads(out.lang, "year", "target", "result", "verdict", "unit")
        tables.append(Table(years, columns, message("Yearly targets").in_language(out.lang)))
    if found["kind"] in BODIES and (seats := graph.seats(found["id"], as_of=as_of)):
        terms = [name for name in ("holder_from", "holder_to") if any(s[name] for s in seats)]
        columns = heads(out.lang, "seat_title", "seats", "post", "basis", "agency_name", *terms)
        rows = [{**s, "basis": shown_basis(s, out.lang)} for s in seats]
        tables.append(Table(rows, columns, message("Seats").in_language(out.lang)))
    if links:
        dated = [name for name in ("valid_from", "valid_to") if any(r[name] for r in links)]
        columns = heads(out.lang, "from_name", "type", "to_name", *dated, "origin", "locator", "quote")
        shown = [
            {
                **r,
                "from_name": named(r, out.lang, "from_name"),
                "type": r["wording"] or _label(RELATIONSHIP.get(r["type"]), r["type"], out.lang),
                "to_name": named(r, out.lang, "to_name"),
            }
            for r in links
        ]
        tables.append(Table(shown, columns, message("Links").in_language(out.lang)))
    every = tuple(tables)
    answer = Answer([{**record, "links": links}], first, out.in_words, sheets=every, sections=every)
    if out.shows_table:
        title = f"{kind.in_language(out.lang)}  {found['id']}"
        out_of_time = not_living(graph.life(found["id"]), graph.day(as_of))
        if out_of_time:
            title += "\n" + out_of_time.in_language(out.lang)
        answer = answer._replace(text=f"{title}\n\n{plain_text(answer, room=terminal_columns() or ROOM).rstrip()}")
    out.send(answer)


def _label(declared: Labelled | None, code: str, lang: str) -> str:
    """The label of a relationship; a type that we do not declare, in a shared database, keeps its name."""
    return declared.in_language(lang) if declared else code


def shown_basis(seat: Row, lang: str) -> list[str]:
    """The grounds of a seat in words."""
    from quanze.schema.kinds import BASES

    words = {b.code: b.in_language(lang) for b in BASES}
    return [words.get(b, b) for b in seat["basis"] or []]


@command("history")
@click.argument("name")
@output_options(HISTORY, "table")
@graph_command
def history_command(graph: Graph, name: str, out: Output) -> None:
    """Print what is dated about a record."""
    from quanze.exports.answers.answer import Answer, Table
    from quanze.locale import in_language
    from quanze.queries.history import EVENTS
    from quanze.schema.naming import named

    rows = graph.history(name)
    shown: list[Row] = [
        {
            **row,
            "event": EVENTS[row["event"]].in_language(out.lang),
            "message": row["message_zh"] if is_chinese(out.lang) else in_language(row["message_en"], out.lang),
            "source": named(row, out.lang, "source_name"),
        }
        for row in rows
    ]
    note = "" if rows else message("No source dates anything about it.").in_language(out.lang)
    columns = heads(out.lang, "date", "event", "message", "origin", "source", "locator", "quote")
    timeline = graph.timeline(name, lang=out.lang) if out.chosen.name in ("svg", "html") else None
    told = rows if out.chosen.name == "json" else shown
    out.send(Answer(told, Table(told, columns), out.in_words, note=note, timeline=timeline))


@command("search")
@click.argument("text")
@click.option("--kind", default="", help=_("Only one kind, such as agency."))
@AS_OF
@row_options
@graph_command
def search_command(graph: Graph, text: str, kind: str, as_of: str, out: Output) -> None:
    """Print what a text may mean."""
    rows = graph.search(text, _kinds(kind), as_of=as_of)
    out.emit(rows, heads(out.lang, "id", "kind", "name", "name_en", "match"))


@command("list")
@click.argument("kind", required=False, default="")
@click.option("--dataset", default="", help=_("Only one data set."))
@AS_OF
@row_options
@graph_command
def list_command(graph: Graph, kind: str, dataset: str, as_of: str, out: Output) -> None:
    """Print all records of a kind, or how many there are of each."""
    if not kind:
        out.emit(graph.counts(dataset=dataset, as_of=as_of), heads(out.lang, "dataset", "kind", "count"))
        return
    rows: list[Row] = [{**r} for r in graph.records(_kinds(kind), dataset=dataset, as_of=as_of)]
    dated = [name for name in ("valid_from", "valid_to") if any(r[name] for r in rows)]
    out.emit(rows, heads(out.lang, "id", "name", "name_en", *dated, "dataset", "origin"))
    end_if_empty(rows, out.lang, dataset=dataset, as_of=as_of)


def _kinds(text: str) -> tuple[str, ...]:
    from quanze.errors import QueryError
    from quanze.schema import KINDS
    from quanze.schema.kind_names import kinds_named

    if not text:
        return ()
    found = tuple(k for k in kinds_named(text) if k != "Dataset")
    if not found:
        raise QueryError(
            message("There is no kind {kind!r}.", kind=text),
            message("Kinds are: {kinds}.", kinds=KINDS),
        )
    return found
