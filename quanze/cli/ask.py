"""Questions about one thing: who, agency, show, search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import AS_OF, command, graph_command, output_options
from quanze.cli.labels import heads, worded
from quanze.cli.language import _
from quanze.cli.output import plain, table
from quanze.locale import message
from quanze.schema.ways import SECTIONED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.declare import Labelled
    from quanze.schema.rows import Answer, Row

ANSWER_COLUMNS = (
    "agency",
    "agency_name",
    "item_kind",
    "item_name",
    "role",
    "wording",
    "how",
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
@output_options
@graph_command
def who_command(graph: Graph, name: str, as_of: str, under: str, every: bool, out: Output) -> None:
    """Print who answers for a record."""
    rows = graph.who(name, under=under, as_of=as_of)
    text = None
    if out.shows_table:
        from quanze.cli.answer_text import who_text

        text = who_text(graph.find_answered(name), rows, every, out.lang)
    emit_answers(rows, out, text)


def emit_answers(rows: Sequence[Answer], out: Output, text: str | None) -> None:
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
    out.emit(rows if out.chosen == "json" else shown, heads(out.lang, *ANSWER_COLUMNS), text=text)


@command("agency")
@click.argument("name")
@AS_OF
@output_options
@graph_command
def agency_command(graph: Graph, name: str, as_of: str, out: Output) -> None:
    """Print what an agency answers for."""
    found = graph.find(name, ("Agency",))
    rows = graph.agency(found["id"], as_of=as_of)
    text = None
    if out.shows_table:
        from quanze.cli.answer_text import agency_text

        lineage = graph.query("lineage", id=found["id"]) if rows else []
        led = {row["item"]: row["item_kind"] for row in rows if row["leads"] and not row["distance"]}
        alone = {
            item
            for item in led
            if {r["agency"] for r in graph.who(item, as_of=as_of) if r["leads"] and r["how"] != SECTIONED}
            == {found["id"]}
        }
        text = agency_text(found, rows, lineage, alone, out.lang)
    emit_answers(rows, out, text)


@command("show")
@click.argument("name")
@output_options
@graph_command
def show_command(graph: Graph, name: str, out: Output) -> None:
    """Print one record."""
    from quanze.schema import KIND, RELATIONSHIP, stored_properties
    from quanze.schema.naming import named

    found = graph.find(name)
    record = graph.record(found["id"])
    links = graph.query("links_of", id=found["id"])
    kind = KIND[found["kind"]]
    labels = {p.name: p.in_language(out.lang) for p in stored_properties(kind)}
    choices = {p.name: {c.code: c.in_language(out.lang) for c in p.choices} for p in stored_properties(kind)}

    def shown_value(name: str, value: Any) -> str:
        words = choices[name]
        return plain([words.get(v, v) for v in value] if isinstance(value, list) else words.get(value, value))

    properties = [{"property": labels[k], "value": shown_value(k, v)} for k, v in record.items() if k in labels]
    shown = [
        {
            "from_name": named(r, out.lang, "from_name"),
            "type": r["wording"] or _label(RELATIONSHIP.get(r["type"]), r["type"], out.lang),
            "to_name": named(r, out.lang, "to_name"),
            **{k: r[k] for k in ("origin", "locator", "quote")},
        }
        for r in links
    ]
    parts = [
        f"{kind.in_language(out.lang)}  {found['id']}",
        "",
        table(properties, heads(out.lang, "property", "value")),
    ]
    if found["kind"] == "Indicator":
        years = graph.query("indicator_targets", ids=[found["id"]])
        if years:
            parts += ["", table(worded(years, out.lang), heads(out.lang, "year", "target", "result", "missed", "unit"))]
    if found["kind"] in ("Council", "Subgroup"):
        seats = graph.query("seats_of", id=found["id"])
        if seats:
            parts += [
                "",
                table(
                    [{**s, "basis": shown_basis(s, out.lang)} for s in seats],
                    heads(out.lang, "seat_title", "seats", "post", "basis", "agency_name"),
                ),
            ]
    if shown:
        parts += [
            "",
            table(
                worded(shown, out.lang), heads(out.lang, "from_name", "type", "to_name", "origin", "locator", "quote")
            ),
        ]
    rows = (
        [{**record, "links": links}]
        if out.format == "json" or (out.path and out.path.suffix == ".json")
        else properties
    )
    out.emit(
        rows,
        heads(out.lang, "property", "value"),
        text="\n".join(parts),
    )


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
@output_options
@graph_command
def search_command(graph: Graph, text: str, kind: str, out: Output) -> None:
    """Print what a text may mean."""
    rows = graph.search(text, _kinds(kind))
    out.emit(rows, heads(out.lang, "id", "kind", "name", "name_en", "match"))


@command("list")
@click.argument("kind", required=False, default="")
@click.option("--dataset", default="", help=_("Only one data set."))
@output_options
@graph_command
def list_command(graph: Graph, kind: str, dataset: str, out: Output) -> None:
    """Print all records of a kind, or how many there are of each."""
    from quanze.graph.records import described
    from quanze.queries import statements

    if dataset:
        described(graph.engine, dataset)
    if not kind:
        counts = [r for r in graph.query("count_nodes") if not dataset or r["dataset"] == dataset]
        out.emit(counts, heads(out.lang, "dataset", "kind", "count"))
        return
    rows = statements.run(graph.engine, "records", kinds=_kinds(kind))
    rows = [{k: v for k, v in r.items() if k != "search_key"} for r in rows if not dataset or r["dataset"] == dataset]
    out.emit(
        rows,
        heads(out.lang, "id", "name", "name_en", "dataset", "origin"),
    )


def _kinds(text: str) -> tuple[str, ...]:
    from quanze.errors import QueryError
    from quanze.queries.records import kinds_named
    from quanze.schema import KINDS

    if not text:
        return ()
    found = tuple(k for k in kinds_named(text) if k != "Dataset")
    if not found:
        raise QueryError(
            message("There is no kind {kind!r}.", kind=text),
            message("Kinds are: {kinds}.", kinds=KINDS),
        )
    return found
