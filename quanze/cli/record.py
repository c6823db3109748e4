"""What is recorded of one record: show, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import AS_OF, command, graph_command, output_options, row_options
from quanze.cli.language import _
from quanze.exports.formats import HISTORY
from quanze.locale import is_chinese, message
from quanze.schema.column_titles import heads
from quanze.schema.ways import BODIES

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.rows import Row


MOST_SHOWN = 1_000
"""Links and events that are printed unless all are wanted: nobody reads more."""


@command("show")
@click.argument("name")
@AS_OF
@click.option("--all", "every", is_flag=True, help=_("Print every link, even of a record with more than a thousand."))
@row_options
@graph_command
def show_command(graph: Graph, name: str, as_of: str, every: bool, out: Output) -> None:
    """Print one record."""
    from quanze.cli.output import terminal_columns
    from quanze.exports.answers.answer import Answer, Table
    from quanze.exports.answers.record import link_word, property_rows, references, shown_basis
    from quanze.exports.answers.text import ROOM, plain_text
    from quanze.schema import KIND
    from quanze.schema.dates import not_living
    from quanze.schema.naming import named

    found = graph.find(name)
    record = graph.record(found["id"])
    if out.shows_table and not every:
        links, total = graph.first_links(found["id"], MOST_SHOWN, as_of=as_of)
    else:
        links = graph.links(found["id"], as_of=as_of)
        total = len(links)
    kind = KIND[found["kind"]]
    others = {row["id"]: row for row in graph.query("records_by_id", ids=references(record))}
    first = Table(property_rows(record, others, out.lang), heads(out.lang, "property", "value"))
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
                "type": link_word(r, out.lang),
                "to_name": named(r, out.lang, "to_name"),
            }
            for r in links
        ]
        tables.append(Table(shown, columns, message("Links").in_language(out.lang)))
    parts = tuple(tables)
    answer = Answer([{**record, "links": links}], first, out.in_words, sheets=parts, sections=parts)
    if out.shows_table:
        title = f"{kind.in_language(out.lang)}  {found['id']}"
        out_of_time = not_living(graph.life(found["id"]), graph.day(as_of))
        if out_of_time:
            title += "\n" + out_of_time.in_language(out.lang)
        if len(links) < total:
            note = message(
                "Only the first {n:,} of {total:,} links are listed; --all lists every one.", n=len(links), total=total
            )
            title += "\n" + note.in_language(out.lang)
        answer = answer._replace(
            text=f"{title}\n\n{plain_text(answer, out.lang, room=terminal_columns() or ROOM).rstrip()}"
        )
    out.send(answer)


def _years(graph: Graph, indicator: str, as_of: str) -> list[Row]:
    """What is recorded of an indicator's years, each with its verdict."""
    verdicts = graph.progress(indicator, as_of=as_of).verdicts()
    rows = graph.query("indicator_targets", ids=[indicator])
    return [{**row, **verdicts.get(row["year"], {"verdict": ""})} for row in rows]


@command("history")
@click.argument("name")
@click.option("--all", "every", is_flag=True, help=_("Print every event, even of a record with more than a thousand."))
@output_options(HISTORY, "table")
@graph_command
def history_command(graph: Graph, name: str, every: bool, out: Output) -> None:
    """Print what is dated about a record."""
    from quanze.exports.answers.answer import Answer, Table
    from quanze.locale import in_language
    from quanze.queries.history import EVENTS
    from quanze.schema.naming import named

    rows, total = graph.first_events(name, MOST_SHOWN if out.shows_table and not every else 0)
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
    if len(rows) < total:
        first = message(
            "Only the first {n:,} of {total:,} events are listed; --all lists every one.", n=len(rows), total=total
        )
        note = first.in_language(out.lang)
    columns = heads(out.lang, "date", "event", "message", "origin", "source", "locator", "quote")
    timeline = graph.timeline(name, lang=out.lang) if out.chosen.name in ("svg", "html") else None
    given = rows if out.chosen.name == "json" else shown
    out.send(Answer(given, Table(given, columns), out.in_words, note=note, timeline=timeline))
