"""The option that says which agencies a question about all of them means."""

from __future__ import annotations

import click

from quanze.cli.choices import Named
from quanze.cli.language import _
from quanze.schema.codes import SCOPES

SCOPE = click.option(
    "--scope",
    type=Named(SCOPES),
    callback=lambda _context, _option, value: value or "",
    help=_("Level of the agencies (default: the city's, or all if it has none)."),
)
