"""Questions about the whole: coverage, workload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import AS_OF, command, graph_command, row_options, whole_graph_command
from quanze.cli.asked_sets import DATASET, asked_sets
from quanze.cli.choices import Named
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.cli.scope import SCOPE
from quanze.exports.answers.workload import counted_for_none, workload_columns
from quanze.locale import message
from quanze.queries.coverage import BY
from quanze.queries.scope import LEVEL_OF
from quanze.schema import KIND
from quanze.schema.column_titles import heads
from quanze.schema.naming import named

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.rows import Row

NAMED = 50
"""Tasks and indicators of a goal that a table names: of a nation there are thousands."""


@command("coverage")
@click.option(
    "--by",
    type=Named({code: KIND[kind] for code, kind in BY.items()}),
    default="goal",
    help=_("By goal or by target."),
)
@click.option("--touched", is_flag=True, help=_("Only those with at least one alignment."))
@DATASET
@AS_OF
@row_options
@graph_command
def coverage_command(graph: Graph, by: str, touched: bool, dataset: str, as_of: str, out: Output) -> None:
    """Print SDG coverage."""
    sets = asked_sets(graph, dataset, out.lang).asked
    every = graph.coverage(by=by, dataset=sets, as_of=as_of)
    rows = [r for r in every if not touched or r["things"]]
    shown: list[Row] = [dict(r) for r in rows]
    if out.chosen.name not in ("json", "csv"):
        shown = [{**r, "name": named(r, out.lang)} for r in shown]
    cut = out.shows_table and any(len(r["things"]) > NAMED for r in rows)
    if cut:
        shown = [{**r, "things": _first_ones(r["things"])} for r in shown]
    more = ("targets", "touched") if by == "goal" else ()
    ended = ("ended",) if any(r["ended"] for r in rows) else ()
    notes = [message("Alignments marked editorial are our reading, not a statement by the city.")]
    if ended:
        notes.append(message("Alignments that have ended or not begun are counted too; `--as-of` leaves them out."))
    if cut:
        notes.append(
            message("A table names {n} tasks and indicators of each; --format csv and json have all.", n=NAMED)
        )
    out.emit(
        shown,
        heads(
            out.lang, "code", "name", "tasks", "indicators", "through", "stated", "editorial", *ended, *more, "things"
        ),
        note="\n".join(note.in_language(out.lang) for note in notes),
    )
    end_if_empty(rows, out.lang, touched=touched, dataset=dataset, as_of=as_of)


def _first_ones(things: Sequence[Any]) -> list[Any]:
    """The first of many names, and how many others there are."""
    more = [message("and {n} more", n=len(things) - NAMED)] if len(things) > NAMED else []
    return [*things[:NAMED], *more]


@command("workload")
@SCOPE
@click.option("--dataset", default="", help=_("Only one data set, with its agencies of every level."))
@AS_OF
@row_options
@whole_graph_command
def workload_command(graph: Graph, scope: str, dataset: str, as_of: str, out: Output) -> None:
    """Print how much each agency answers for."""
    rows = graph.workload(scope=scope, dataset=dataset, as_of=as_of)
    one_level = len({LEVEL_OF.get(row["agency_kind"], "city") for row in rows}) < 2
    notes = []
    if one_level and scope != "all" and not dataset:
        notes.append(message("Agencies of other levels, if any, are left out (`--scope all` includes them)."))
    notes += counted_for_none(graph.leading_seats(dataset=dataset, as_of=graph.day(as_of)))
    columns = workload_columns(rows, out.lang)
    out.emit(
        rows if out.chosen.name == "json" else [{**r, "agency_name": named(r, out.lang, "agency_name")} for r in rows],
        columns,
        note="\n".join(note.in_language(out.lang) for note in notes),
    )
    end_if_empty(rows, out.lang, scope=scope, dataset=dataset, as_of=as_of)
