"""Questions about one thing: who, agency, show, search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import AS_OF, command, graph_command, row_options
from quanze.cli.column_titles import heads
from quanze.cli.language import _
from quanze.exports.answers.cells import plain
from quanze.locale import message
from quanze.queries.parameters import day_or_today
from quanze.schema.ways import SECTIONED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.api import Graph
    from quanze.cli.output import Output
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


@command("who")
@click.argument("name")
@AS_OF
@click.option(
    "--under",
    default="",
    metavar="SDG",
    help=_("Only roles that an indicator has under this SDG target."),
)
@click.option("--all", "every", is_flag=True, help=_("Show every path of every agency."))
@row_options
@graph_command
def who_command(graph: Graph, name: str, as_of: str, under: str, every: bool, out: Output) -> None:
    """Print who answers for a record."""
    rows = graph.who(name, under=under, as_of=as_of)
    text = None
    if out.shows_table:
        from quanze.cli.answer_text import who_text

        text = who_text(graph.find_answered(name), rows, every, out.lang, day_or_today(as_of))
    emit_answers(rows, out, text)


def emit_answers(rows: Sequence[Responsibility], out: Output, text: str | None) -> None:
    """Answers in any format: names and paths in the language of the output, the clauses of a path in one cell."""
    from quanze.cli.answer_text import citation
    from quanze.schema.naming import named

    shown = [
        {
            **row,
            "citations": "; ".join(dict.fromkeys(filter(None, (citation(s, out.lang) for s in row["steps"])))),
            **{key: named(row, out.lang, key) for key in ("agency_name", "item_name", "path")},
        }
        for row in rows
    ]
    out.emit(rows if out.chosen.name == "json" else shown, heads(out.lang, *ANSWER_COLUMNS), text=text)


@command("agency")
@click.argument("name")
@AS_OF
@row_options
@graph_command
def agency_command(graph: Graph, name: str, as_of: str, out: Output) -> None:
    """Print what an agency answers for."""
    found = graph.find(name, ("Agency",))
    rows = graph.agency(found["id"], as_of=as_of)
    text = None
    if out.shows_table:
        from quanze.cli.answer_text import agency_text

        lineage = graph.query("lineage", id=found["id"])
        day = day_or_today(as_of)
        led = {row["item"] for row in rows if row["leads"] and not row["distance"]}
        alone = {item for item in led if _leaders(graph, item, day) == {found["id"]}}
        text = agency_text(found, rows, lineage, alone, out.lang, day)
    emit_answers(rows, out, text)


def _leaders(graph: Graph, item: str, day: str) -> set[str]:
    return {r["agency"] for r in graph.who(item, as_of=day) if r["leads"] and r["how"] != SECTIONED}


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
    from quanze.schema.dates import ShownDate, holds, table_date
    from quanze.schema.naming import named

    found = graph.find(name)
    record = graph.record(found["id"])
    links = graph.links(found["id"], as_of=as_of)
    kind = KIND[found["kind"]]
    labels = {p.name: p.in_language(out.lang) for p in stored_properties(kind)}
    choices = {p.name: {c.code: c.in_language(out.lang) for c in p.choices} for p in stored_properties(kind)}

    dates = {p.name for p in stored_properties(kind) if p.type == "date"}

    def shown_value(name: str, value: Any) -> str:
        words = choices[name]
        if name in dates:
            return table_date(value, out.lang)
        return plain([words.get(v, v) for v in value] if isinstance(value, list) else words.get(value, value))

    properties = [{"property": labels[k], "value": shown_value(k, v)} for k, v in record.items() if k in labels]
    first = Table(properties, heads(out.lang, "property", "value"))
    tables = [first]
    if found["kind"] == "Indicator" and (years := graph.query("indicator_targets", ids=[found["id"]])):
        columns = heads(out.lang, "year", "target", "result", "missed", "unit")
        tables.append(Table(years, columns, message("Yearly targets").in_language(out.lang)))
    if found["kind"] in ("Council", "Subgroup") and (seats := graph.query("seats_of", id=found["id"])):
        columns = heads(out.lang, "seat_title", "seats", "post", "basis", "agency_name")
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
                **{name: table_date(r[name] or "", out.lang) for name in dated},
            }
            for r in links
        ]
        tables.append(Table(shown, columns, message("Links").in_language(out.lang)))
    every = tuple(tables)
    answer = Answer([{**record, "links": links}], first, out.in_words, sheets=every, sections=every)
    if out.shows_table:
        title = f"{kind.in_language(out.lang)}  {found['id']}"
        first_day, last_day = graph.life(found["id"])
        day = day_or_today(as_of)
        if last_day and not holds(None, last_day, day):
            title += "\n" + message("Ended on {date}.", date=ShownDate(last_day)).in_language(out.lang)
        elif first_day and not holds(first_day, None, day):
            title += "\n" + message("Begins on {date}.", date=ShownDate(first_day)).in_language(out.lang)
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
    from quanze.schema.dates import table_date

    rows: list[Row] = [{**r} for r in graph.records(_kinds(kind), dataset=dataset, as_of=as_of)]
    dated = [name for name in ("valid_from", "valid_to") if any(r[name] for r in rows)]
    shown = [{**r, **{name: table_date(r[name], out.lang) for name in dated}} for r in rows]
    out.emit(shown if out.shows_table else rows, heads(out.lang, "id", "name", "name_en", *dated, "dataset", "origin"))


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
