"""The catalogue and free read-only Cypher: query, cypher."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, graph_command, row_options
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.errors import QueryError

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("query")
@click.argument("name", required=False, default="")
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--text", "show_text", is_flag=True, help=say("只顯示 Cypher。", "Only show its Cypher."))
@row_options
@graph_command
def query_command(graph: Graph, name: str, parameters: tuple[str, ...], show_text: bool, out: Output) -> None:
    """List or run catalogue queries."""
    from quanze.queries import catalogue

    if not name:
        entries: list[dict[str, Any]] = []
        for each in catalogue.names():
            query = catalogue.get(each)
            taken = [p.name + ("" if p.default is None else "?") for p in query.parameters]
            entries.append(
                {
                    "name": each,
                    "purpose": query.purpose if out.lang == "en" else query.purpose_zh,
                    "parameters": " ".join(taken),
                }
            )
        out.emit(entries, heads(out.lang, "name", "parameters", "purpose"))
        return
    query = catalogue.get(name)
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
            f"{parameter!r} is no parameter.",
            "Write it as name=value.",
            zh=(f"「{parameter}」不是參數。", "請寫成 名稱=值。"),
        )
    return key, value


@command("cypher")
@click.argument("text")
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help=say("參數（可重複；值為 JSON 或文字）。", "Parameter (repeatable; JSON or text)."),
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    help=say("最多列數。", "Most rows shown."),
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 86_400),
    default=60.0,
    show_default=True,
    help=say("秒數上限。", "Seconds allowed."),
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
        raise click.BadParameter("nan is no number of seconds.", param_hint="--timeout")
    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise QueryError(
                "Standard input is not UTF-8.",
                "Save the query as UTF-8.",
                zh=("標準輸入不是 UTF-8。", "請將查詢存為 UTF-8。"),
            ) from e
    given: dict[str, Any] = {}
    for parameter in parameters:
        key, value = _named(parameter)
        try:
            given[key] = json.loads(value)
        except ValueError:
            given[key] = value
        except RecursionError as e:
            raise QueryError(
                f"{key} is nested too deeply.",
                "Give text, numbers, lists or maps.",
                zh=(f"{key} 層數太多。", "請給文字、數字、清單或對照。"),
            ) from e
    rows = graph.cypher(text, given, timeout=timeout, limit=limit + 1)
    cut = len(rows) > limit
    rows = rows[:limit]
    columns = dict.fromkeys(c for row in rows for c in row)
    out.emit(rows, {c: c for c in columns})
    if cut:
        click.echo(
            say(f"僅列前 {limit} 列（--limit）", f"only the first {limit} rows are shown (--limit)", out.lang), err=True
        )
