"""The options that say how a flat sheet is read."""

from __future__ import annotations

from pathlib import Path

import click

from quanze.cli.language import _
from quanze.cli.paths import NamedPath

COLUMNS = click.option(
    "--columns",
    type=NamedPath(path_type=Path, dir_okay=False),
    default=None,
    help=_("Mapping of the columns of a flat sheet (YAML, as `quanze read` prints it)."),
)
ACCEPT_UNSURE = click.option(
    "--accept-unsure",
    is_flag=True,
    help=_(
        "Take a flat sheet although some of it was not understood, which is left out, or a draft with rows that nobody "
        "has reviewed: doubts are taken as read."
    ),
)
EDITION_OF = click.option(
    "--edition-of",
    default="",
    metavar=_("DATASET"),
    help=_("Take a flat sheet as a later edition of this data set, whatever the name of its file; - for none."),
)
