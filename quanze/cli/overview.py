"""Questions about the whole: deps, gaps, coverage."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from quanze.cli.app import GAPS, command, graph_command, output_options
from quanze.cli.labels import heads
from quanze.cli.language import say

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("deps")
@click.option("--dataset", default="", help=say("限於一個資料集。", "Only one data set."))
@output_options
@graph_command
def deps_command(graph: Graph, dataset: str, out: Output) -> None:
    """Print pairs of agencies and what they share."""
    rows = graph.dependencies(dataset=dataset, lang=out.lang)
    for row in rows:
        row["shared"] = [s for i, s in enumerate(row["shared"]) if s["id"] not in {t["id"] for t in row["shared"][:i]}]
    out.emit(
        rows,
        heads(out.lang, "agency_name", "other_name", "weight", "shared"),
    )


@command("gaps")
@click.option("--dataset", default="", help=say("限於一個資料集。", "Only one data set."))
@click.option("--fail-on", type=click.Choice(["error", "warning", "notice"]), default=None,
              help=say("達此等級即以代碼 5 結束。", "Exit with code 5 when there is one of this level or graver."))  # fmt: skip
@output_options
@graph_command
def gaps_command(graph: Graph, dataset: str, fail_on: str | None, out: Output) -> None:
    """Print what the plan leaves open."""
    from quanze.queries.insight import LEVELS

    rows = graph.gaps(dataset=dataset)
    message = "message_en" if out.lang == "en" else "message_zh"
    out.emit(rows, heads(out.lang, "level", "gap", message, "id", "origin"))
    if fail_on and any(LEVELS.index(r["level"]) <= LEVELS.index(fail_on) for r in rows):
        sys.exit(GAPS)


@command("coverage")
@click.option(
    "--by",
    type=click.Choice(["goal", "target"]),
    default="goal",
    help=say("依目標或細項目標。", "By goal or by target."),
)
@click.option("--touched", is_flag=True, help=say("只列有對應者。", "Only those that anything aligns to."))
@output_options
@graph_command
def coverage_command(graph: Graph, by: str, touched: bool, out: Output) -> None:
    """Print SDG coverage."""
    from quanze.queries.names import named

    rows = [r for r in graph.coverage(by=by) if not touched or r["tasks"] or r["indicators"]]
    rows = [{**r, "name": named(r, out.lang)} for r in rows] if out.format in (None, "table", "md") else rows
    more = ("targets", "touched") if by == "goal" else ("stated", "editorial")
    note = say(
        "對應若為編者判讀，並非市府之陳述。",
        "Alignments marked editorial are our reading, not the city's statement.",
        out.lang,
    )
    out.emit(
        rows,
        heads(out.lang, "code", "name", "tasks", "indicators", *more),
        note=note,
    )
