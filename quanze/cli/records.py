"""Which records there are: search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import AS_OF, command, graph_command, row_options
from quanze.cli.asked_sets import ALL, DATASET, of_the_plans
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.schema.column_titles import heads

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.rows import Row


@command("search")
@click.argument("text")
@click.option("--kind", default="", help=_("Only one kind, such as agency."))
@AS_OF
@row_options
@graph_command
def search_command(graph: Graph, text: str, kind: str, as_of: str, out: Output) -> None:
    """Print what a text may mean."""
    rows = graph.search(text, kind, as_of=as_of)
    out.emit(rows, heads(out.lang, "id", "kind", "name", "name_en", "match"))


@command("list")
@click.argument("kind", required=False, default="")
@DATASET
@AS_OF
@row_options
@graph_command
def list_command(graph: Graph, kind: str, dataset: str, as_of: str, out: Output) -> None:
    """Print all records of a kind, or how many there are of each."""
    if not kind:
        named = "" if dataset == ALL else dataset
        out.emit(graph.counts(dataset=named, as_of=as_of), heads(out.lang, "dataset", "kind", "count"))
        return
    found = graph.records(kind, dataset="" if dataset == ALL else dataset, as_of=as_of)
    rows: list[Row] = [{**r} for r in (found if dataset else of_the_plans(graph, found, out.lang))]
    dated = [name for name in ("valid_from", "valid_to") if any(r[name] for r in rows)]
    out.emit(rows, heads(out.lang, "id", "name", "name_en", *dated, "dataset", "origin"))
    end_if_empty(rows, out.lang, dataset=dataset, as_of=as_of)
