"""Papers for people: briefs and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, output_options
from quanze.cli.choices import Named
from quanze.cli.language import _
from quanze.cli.progress import say_year
from quanze.exports.brief_document import write_briefs
from quanze.exports.formats import BRIEF, REPORT, endings, formats_of
from quanze.locale import message
from quanze.queries.briefing import BRIEFED
from quanze.schema import KIND
from quanze.schema.plan_report import REPORTS

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


YEAR = click.option(
    "--year",
    default="",
    metavar=_("YEAR"),
    help=_("The year (Western or ROC; default: the last full one with any record)."),
)
KNOWN = click.option(
    "--as-of",
    default="",
    metavar=_("DATE"),
    help=_("As known on this date (default: today): agencies in office, results due."),
)
"""The year of a paper, and the date on which its facts were known."""


@command("brief")
@click.argument("name", required=False, default="")
@click.option(
    "--each",
    type=Named({code: KIND[kind] for code, kind in BRIEFED.items()}),
    default=None,
    help=_("A brief on each record of a kind, into the folder of -o; of agencies, the city's own."),
)
@click.option("--dataset", default="", help=_("With --each, only those of one data set."))
@YEAR
@KNOWN
@click.option("--since", default="", metavar=_("DATE"), help=_("Also say what changed since this date."))
@output_options(BRIEF, "md", folders=True)
@graph_command
def brief_command(
    graph: Graph, name: str, each: str | None, dataset: str, year: str, as_of: str, since: str, out: Output
) -> None:
    """Write or print a brief, or one on each record of a kind."""
    if bool(name) == bool(each):
        raise click.UsageError(message("Give a name, or --each with a kind.").in_language(out.lang))
    if each is None:
        out.write(out.chosen.writer(graph.brief(name, year=year, as_of=as_of, since=since), out.lang))
        return
    if out.path is None or out.path.suffix.casefold() in endings(formats_of(BRIEF)):
        raise click.UsageError(message("--each writes into a folder: add -o FOLDER.").in_language(out.lang))
    found = graph.briefs(each, dataset=dataset, year=year, as_of=as_of, since=since)
    for path in write_briefs(found, out.path, out.format or "docx", lang=out.lang):
        click.echo(str(path), err=True)


@command("report")
@click.argument("sort", type=Named(REPORTS))
@click.option("--dataset", default="", help=_("Only one data set."))
@YEAR
@KNOWN
@output_options(REPORT, "md")
@graph_command
def report_command(graph: Graph, sort: str, dataset: str, year: str, as_of: str, out: Output) -> None:
    """Write or print a report."""
    format_ = out.chosen
    found = graph.report(sort, year=year, as_of=as_of, dataset=dataset)
    out.write(format_.writer(found, out.lang))
    say_year(found.progress, out.lang)
