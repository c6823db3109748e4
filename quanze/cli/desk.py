"""``quanze app``: the plans on this machine, from a dropped sheet to answers, in the browser."""

from __future__ import annotations

import click

from quanze.cli.app import command, lang_option
from quanze.cli.language import _
from quanze.locale import message


@command("app")
@click.argument("where", metavar=_("[FOLDER|DATABASE]"), default="")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help=_("Port to listen on (default: one that is free).")
)
@click.option("--no-browser", is_flag=True, help=_("Open no browser; show the address only."))
@lang_option
def app_command(where: str, port: int, no_browser: bool, lang: str) -> None:
    """Open the desk until the process is ended."""
    from quanze.web.desk.server import open_desk

    def ready(address: str) -> None:
        # The address comes last: a terminal would take full-width signs behind it for a part of it.
        said = message("Your desk, on this machine (Ctrl-C ends it). Open it once: {address}", address=address)
        click.echo(said.in_language(lang), err=True)

    open_desk(where, port=port, lang=lang, browser=not no_browser, ready=ready)
