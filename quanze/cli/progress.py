"""``quanze progress``: whether indicators are where the plan wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, output_options
from quanze.cli.choices import Named
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.cli.output import terminal_columns
from quanze.exports.formats import PROGRESS
from quanze.locale import message
from quanze.schema.dates import table_date
from quanze.schema.progress import METHODS, PLAN

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.progress_report import ProgressReport


def say_year(found: ProgressReport, lang: str) -> None:
    """How to ask for the last year with results, where the year of the answer has none."""
    from quanze.exports.progress.tables import year_with_results

    if last := year_with_results(found):
        said = message("`--year {year}` shows the last year with results.", year=table_date(str(last), lang))
        click.echo(said.in_language(lang), err=True)


@command("progress")
@click.argument("name", required=False, default="")
@click.option(
    "--year",
    default="",
    metavar=_("YEAR"),
    help=_("The year (Western or ROC; default: the last full one with any record)."),
)
@click.option(
    "--as-of",
    default="",
    metavar=_("DATE"),
    help=_("As known on this date (default: today): agencies in office, results due."),
)
@click.option("--dataset", default="", help=_("Only one data set."))
@click.option(
    "--method",
    type=Named(METHODS),
    default=PLAN,
    show_default=True,
    help=_("How progress is measured."),
)
@output_options(PROGRESS, "table")
@graph_command
def progress_command(graph: Graph, name: str, year: str, as_of: str, dataset: str, method: str, out: Output) -> None:
    """Print what each indicator's year comes to."""
    found = graph.progress(name, year=year, as_of=as_of, dataset=dataset, method=method)
    columns = terminal_columns()
    if out.shows_table and out.path is None and columns:
        from quanze.exports.progress.text import plain_text

        out.write(plain_text(found, out.lang, room=columns))
    else:
        out.write(out.chosen.writer(found, out.lang))
    say_year(found, out.lang)
    end_if_empty(found.rows, out.lang, year=year, dataset=dataset, as_of=as_of)
