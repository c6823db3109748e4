"""``quanze serve``: every answer as pages to be looked at in a browser."""

from __future__ import annotations

import re

import click

from quanze.cli.app import command, db_option, lang_option
from quanze.cli.language import _
from quanze.locale import message


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, re.split("[,，、]", text))))


@command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=_("ADDRESS"),
    help=_("Address to listen on; 0.0.0.0 lets others on the network read too."),
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("Port to listen on."))
@click.option(
    "--base-url",
    default="",
    metavar=_("ADDRESS"),
    help=_("Address or path under which a web server publishes the pages: https://city.example/plan, or /plan."),
)
@click.option(
    "--hide", default="", metavar=_("PROPERTY,…"), help=_("Properties that no page and no file has: holder,note.")
)
@click.option("--only", default="", metavar=_("ORIGIN,…"), help=_("Only what these origins state: plan,law."))
@lang_option
@db_option
def serve_command(host: str, port: int, base_url: str, hide: str, only: str, lang: str, db: str | None) -> None:
    """Serve pages until the process is ended."""
    from quanze.web.server import published, serve

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}{published(base_url)[1]}/{lang}/"
    said = message("Serving {address} (Ctrl-C ends it).", address=address).in_language(lang)
    serve(
        db,
        host=host,
        port=port,
        base_url=base_url,
        hide=_listed(hide),
        only=_listed(only),
        ready=lambda: click.echo(said, err=True),
    )
