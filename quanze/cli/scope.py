"""The option that says which agencies a question about all of them means."""

from __future__ import annotations

import click

from quanze.cli.language import _
from quanze.queries.scope import SCOPES

SCOPE = click.option(
    "--scope",
    type=click.Choice(SCOPES),
    callback=lambda _context, _option, value: value or "",
    help=_("Level of the agencies (default: the city's, or all if it has none)."),
)
