"""The database itself: db init, db status, db wipe, copy."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from quanze.cli.app import CommandGroup, changed, command, db_option, row_options, sentence
from quanze.cli.language import _
from quanze.cli.output import Output
from quanze.locale import message, plural
from quanze.schema.column_titles import heads

if TYPE_CHECKING:
    from quanze.api import Graph


def _open(db: str | None, lang: str) -> Graph:
    from quanze.api import open_for_setup

    graph = open_for_setup(db)
    click.echo(message("Database: {address}", address=graph.description).in_language(lang), err=True)
    return graph


@click.group("db", cls=CommandGroup, help=sentence("db"))
def db_command() -> None:
    """The group; its help is above."""


@db_command.command(
    "init",
    help=_("Create missing constraints and indexes, or the reading copy of a large file; safe to repeat."),
)
@row_options
@db_option
def init_command(db: str | None, out: Output) -> None:
    """Prepare the database."""
    with _open(db, out.lang) as graph:
        rows = graph.prepare()
        out.emit(rows, heads(out.lang, "name", "kind", "purpose", "state"))
        click.echo(message("{n} created.", n=len(rows)).in_language(out.lang), err=True)
        say_foreign(graph, out.lang)


@db_command.command(
    "status",
    help=_("Show whether constraints and indexes exist, and which data sets are loaded."),
)
@row_options
@db_option
def status_command(db: str | None, out: Output) -> None:
    """Show the state of the database; exit code 1 when something is missing."""
    with _open(db, out.lang) as graph:
        rows = graph.setup()
        note = "" if rows else message("Nothing has to be set up here.").in_language(out.lang)
        out.emit(rows, heads(out.lang, "name", "kind", "purpose", "state"), note=note)
        for d in graph.datasets():
            edition = d["edition"] or d["date"] or ""
            click.echo(
                message("Loaded: {dataset} {edition}", dataset=d["id"], edition=edition).in_language(out.lang), err=True
            )
        say_foreign(graph, out.lang)
        optional = graph.setup_is_optional
    missing = [r for r in rows if r["state"] != "online"]
    if missing and optional:
        click.echo(
            message(
                "Commands open this large file slowly without a reading copy; `quanze db init` makes one."
            ).in_language(out.lang),
            err=True,
        )
    elif missing:
        click.echo(
            message("{n} not ready; run `quanze db init`.", n=len(missing)).in_language(out.lang),
            err=True,
        )
        sys.exit(1)


@db_command.command(
    "foreign",
    help=_("List what others wrote on a server under Quanze's labels and types; it is in no answer."),
)
@row_options
@db_option
def foreign_command(db: str | None, out: Output) -> None:
    """List what is not ours, each with the query that shows it."""
    with _open(db, out.lang) as graph:
        rows = graph.foreign()
        note = "" if rows else message("Nothing here is from others.").in_language(out.lang)
        out.emit(rows, heads(out.lang, "record", "name", "count", "cypher"), note=note)


def say_foreign(graph: Graph, lang: str) -> None:
    """One line on what others wrote under our names, where they did."""
    found = graph.foreign()
    if found:
        notice = message(
            "Not from Quanze, and in no answer: {names}. `quanze db foreign` lists them.",
            names=[f"{row['count']} {row['name']}" for row in found],
        )
        click.echo(notice.in_language(lang), err=True)


@db_command.command(
    "wipe",
    help=_("Remove every data set and index that Quanze created, and nothing else. Asks twice."),
)
@click.option("--yes", is_flag=True, help=_("Do not ask for confirmation."))
@row_options
@db_option
def wipe_command(yes: bool, db: str | None, out: Output) -> None:
    """Wipe the database after asking twice."""
    with _open(db, out.lang) as graph:
        total = sum(graph.wipeable().values())
        if not yes:
            click.confirm(
                plural(
                    "Remove {n} record from {address}?",
                    "Remove {n} records from {address}?",
                    n=total,
                    address=graph.description,
                ).in_language(out.lang),
                abort=True,
                err=True,
            )
            click.confirm(message("This cannot be undone. Continue?").in_language(out.lang), abort=True, err=True)
        rows = [{"kind": name, "count": n} for name, n in graph.wipe().items()]
        with changed():
            out.emit(rows, heads(out.lang, "kind", "count"))


@command("copy")
@click.option(
    "--from",
    "source",
    default=None,
    metavar=_("PATH|URL"),
    help=_("Database to copy from (default: as for --db)."),
)
@click.option("--to", "target", required=True, metavar=_("PATH|URL"), help=_("Database to copy to."))
@row_options
def copy_command(source: str | None, target: str, out: Output) -> None:
    """Copy a graph between engines."""
    from quanze.api import open as open_graph

    with open_graph(source) as here, open_graph(target, create=True) as there:
        click.echo(
            message("{source} → {target}", source=here.description, target=there.description).in_language(out.lang),
            err=True,
        )
        rows = here.copy_to(there)
        say_foreign(there, out.lang)
    with changed():
        out.emit(rows, heads(out.lang, "dataset", "nodes", "relationships", "written"))
