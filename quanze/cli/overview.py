"""Questions about the whole: coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, output_options
from quanze.cli.labels import heads
from quanze.cli.language import _
from quanze.locale import message

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("coverage")
@click.option(
    "--by",
    type=click.Choice(["goal", "target"]),
    default="goal",
    help=_("By goal or by target."),
)
@click.option("--touched", is_flag=True, help=_("Only those with at least one alignment."))
@output_options
@graph_command
def coverage_command(graph: Graph, by: str, touched: bool, out: Output) -> None:
    """Print SDG coverage."""
    from quanze.schema.naming import named

    rows = [r for r in graph.coverage(by=by) if not touched or r["tasks"] or r["indicators"]]
    rows = [{**r, "name": named(r, out.lang)} for r in rows] if out.chosen not in ("json", "csv") else rows
    more = ("targets", "touched") if by == "goal" else ()
    note = message("Alignments marked editorial are our reading, not a statement by the city.").in_language(out.lang)
    out.emit(
        rows,
        heads(out.lang, "code", "name", "tasks", "indicators", "stated", "editorial", *more),
        note=note,
    )
