"""Files of other systems as drafts: import."""

from __future__ import annotations

from pathlib import Path

import click

from quanze.cli.app import OutputOption, command, lang_option
from quanze.cli.language import _
from quanze.cli.output import table
from quanze.cli.paths import NamedPath
from quanze.locale import message, plural
from quanze.schema.import_forms import FORMS

FILES = NamedPath(path_type=Path)
SHOWN = 30
"""Lines of what was left out that are shown."""


@command("import")
@click.argument("form", type=click.Choice(FORMS))
@click.argument("source", type=FILES, metavar=_("FILE"))
@click.option(
    "-o", "--output", cls=OutputOption, type=FILES, required=True, help=_("Draft to write: draft.xlsx, or a folder.")
)
@click.option("--dataset", default="", help=_("Id of the draft's data set (default: taken from the file name)."))
@click.option(
    "--mapping",
    type=FILES,
    default=None,
    help=_(
        "For a graph file of another program: YAML that says which attributes hold kinds and types, and what their "
        "values mean."
    ),
)
@lang_option
def import_command(form: str, source: Path, output: Path, dataset: str, mapping: Path | None, lang: str) -> None:
    """Write a draft of what another system's file has, and list what has no place in it."""
    from quanze.api import imported

    found = imported(form, source, dataset=dataset, mapping=mapping)
    for path in found.write(output, lang=lang):
        click.echo(str(path), err=True)
    for edition in found.editions:
        click.echo(
            message("{dataset}: {n} records and relationships", dataset=edition.dataset, n=edition.count()).in_language(
                lang
            )
        )
    if not found.left_out:
        click.echo(_("Nothing was left out."))
        return
    click.echo(
        plural(
            "{n} item has no place in the draft and was left out:",
            "{n} items have no place in the draft and were left out:",
            n=len(found.left_out),
        ).in_language(lang)
    )
    rows = [vars(one) for one in found.left_out[:SHOWN]]
    heads = {
        "where": _("Where"),
        "name": _("Name in the file"),
        "value": _("First value"),
        "count": _("How many"),
    }
    click.echo(table(rows, heads))
    if len(found.left_out) > SHOWN:
        click.echo(message("{n} more are not shown.", n=len(found.left_out) - SHOWN).in_language(lang))
