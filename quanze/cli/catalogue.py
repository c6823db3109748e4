"""The catalogue and free read-only Cypher: query, cypher."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, graph_command, row_options, within
from quanze.cli.language import _
from quanze.errors import QueryError
from quanze.locale import message, plural
from quanze.schema.column_titles import heads

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("query")
@click.argument("name", required=False, default="")
@click.argument("parameters", nargs=-1, metavar=_("[PARAMETER=VALUE]..."))
@click.option("--text", "show_text", is_flag=True, help=_("Show the Cypher text instead of running it."))
@row_options
@graph_command
def query_command(graph: Graph, name: str, parameters: tuple[str, ...], show_text: bool, out: Output) -> None:
    """List or run catalogue queries."""
    from quanze.api import catalogue, catalogue_query

    if not name:
        entries: list[dict[str, Any]] = []
        for query in catalogue():
            parameter_names = [p.name + ("" if p.default is None else "?") for p in query.parameters]
            entries.append(
                {
                    "name": query.name,
                    "purpose": message(query.purpose).in_language(out.lang),
                    "parameters": " ".join(parameter_names),
                }
            )
        out.emit(entries, heads(out.lang, "name", "parameters", "purpose"))
        return
    query = catalogue_query(name)
    if show_text:
        click.echo(query.cypher())
        return
    given: dict[str, Any] = {}
    for parameter in parameters:
        key, value = _named(parameter)
        given[key] = value
    rows = graph.query(name, **given)
    out.emit(rows, heads(out.lang, *query.columns))


def _named(parameter: str) -> tuple[str, str]:
    """Name and value of a parameter."""
    key, equals, value = parameter.partition("=")
    if not equals:
        raise QueryError(
            message("{parameter!r} is not a parameter.", parameter=parameter), message("Write NAME=VALUE.")
        )
    return key, value


@command("cypher")
@click.argument("text")
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar=_("NAME=VALUE"),
    help=_("Parameter (repeatable); the value is JSON or text."),
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    help=_("Maximum number of rows."),
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 86_400),
    default=60.0,
    show_default=True,
    help=_("Time limit in seconds."),
)
@row_options
@graph_command
def cypher_command(
    graph: Graph, text: str, parameters: tuple[str, ...], limit: int, timeout: float, out: Output
) -> None:
    """Run read-only Cypher."""
    import json
    import math

    if math.isnan(timeout):
        raise click.BadParameter(_("nan is not a number of seconds."), param_hint="--timeout")
    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise QueryError(message("Standard input is not UTF-8."), message("Save the query as UTF-8.")) from e
    given: dict[str, Any] = {}
    for parameter in parameters:
        key, value = _named(parameter)
        try:
            given[key] = json.loads(value)
        except ValueError:
            given[key] = value
        except RecursionError as e:
            raise QueryError(
                message("The parameter {key} is nested too deeply.", key=key),
                message("Use text, numbers, lists or maps."),
            ) from e
    with within(graph, timeout):
        rows = graph.cypher(text, given, timeout=timeout, limit=limit + 1)
    cut = len(rows) > limit
    rows = rows[:limit]
    columns = dict.fromkeys(c for row in rows for c in row)
    out.emit(rows, {c: c for c in columns})
    if cut:
        click.echo(
            plural(
                "Only the first row is shown (--limit).", "Only the first {n} rows are shown (--limit).", n=limit
            ).in_language(out.lang),
            err=True,
        )
