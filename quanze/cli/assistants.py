"""The tools for assistants: mcp."""

from __future__ import annotations

import click

from quanze.cli.app import command, db_option, lang_option
from quanze.cli.language import _
from quanze.errors import QueryError
from quanze.locale import message


@command("mcp")
@click.option("--persons", is_flag=True, help=_("Also name who holds each seat."))
@lang_option
@db_option
def mcp_command(db: str | None, lang: str, persons: bool) -> None:
    """Serve until standard input ends."""
    from quanze.api import open as open_graph

    try:
        from quanze.assistants import Assistants
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "pydantic"):
            raise
        raise QueryError(
            message("The package for assistants is not installed."), message("Install it: pip install 'quanze[mcp]'.")
        ) from None
    with open_graph(db, reading_copy=True) as graph:
        click.echo(message("Querying: {graph}", graph=graph.description).in_language(lang), err=True)
    assistants = Assistants(db, lang, persons)
    try:
        assistants.server().run()
    finally:
        assistants.close()
