"""Questions about the whole: coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, row_options
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.queries.insight import COVERAGE_BY

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("coverage")
@click.option(
    "--by",
    type=click.Choice(COVERAGE_BY),
    default=COVERAGE_BY[0],
    help=say("依目標或細項目標。", "By goal or by target."),
)
@click.option("--touched", is_flag=True, help=say("只列有對應者。", "Only those that anything aligns to."))
@row_options
@graph_command
def coverage_command(graph: Graph, by: str, touched: bool, out: Output) -> None:
    """Print SDG coverage."""
    from quanze.queries.names import named

    rows = [r for r in graph.coverage(by=by) if not touched or r["tasks"] or r["indicators"]]
    rows = [{**r, "name": named(r, out.lang)} for r in rows] if out.chosen.name not in ("json", "csv") else rows
    more = ("targets", "touched") if by == "goal" else ()
    note = say(
        "對應若為編者判讀，並非市府之陳述。",
        "Alignments marked editorial are our reading, not the city's statement.",
        out.lang,
    )
    out.emit(
        rows,
        heads(out.lang, "code", "name", "tasks", "indicators", "stated", "editorial", *more),
        note=note,
    )
