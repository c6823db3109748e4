"""What a check says of a flat sheet: what its columns were read as, and which command comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quanze.cli.output import table
from quanze.locale import message
from quanze.schema import KINDS
from quanze.schema.column_titles import heads
from quanze.schema.dates import ShownDate
from quanze.schema.draft_codes import FIELDS, TAKEN_AS_READ
from quanze.schema.kind_names import counted

if TYPE_CHECKING:
    from quanze.api import Checked, Finding
    from quanze.cli.output import Output


def say_understood(checked: Checked, out: Output) -> None:
    """A line for each column: its head, what it was read as, and how many cells it has; then what was made of them.

    On stderr where the answer itself goes to a file or program.
    """
    err = not out.shows_table or out.path is not None
    rows = []
    for column in checked.understood:
        meant = FIELDS[column["field"]].in_language(out.lang)
        year = column["year"]
        if year:
            shown = ShownDate(str(year))
            meant = message("{field} {year}", field=FIELDS[column["field"]], year=shown).in_language(out.lang)
        rows.append({**column, "field": meant, "unread": column["unread"] or None})
    said = message("{file} is a flat sheet; its columns were read as:", file=checked.path.name)
    click.echo(said.in_language(out.lang), err=err)
    click.echo(table(rows, heads(out.lang, "sheet", "letter", "head", "field", "cells", "unread")), err=err)
    counts: dict[str, int] = {}
    for node in checked.plan.nodes.values():
        counts[node.kind] = counts.get(node.kind, 0) + 1
    found = [counted(kind, counts[kind.label]) for kind in KINDS if kind.label in counts]
    if found:
        click.echo(message("Found: {records}.", records=found).in_language(out.lang) + "\n", err=err)


def say_next(
    checked: Sequence[Checked], stopping: Sequence[Finding], db: str | None, edition_of: str, lang: str
) -> None:
    """The command that goes on from a check of flat sheets."""
    files = [str(c.path) for c in checked if c.understood]
    if not files:
        return
    options = (("--db", db or ""), ("--edition-of", edition_of))
    names = " ".join([*files, *(f"{option} {value}" for option, value in options if value)])
    if not stopping:
        said = message("Next: quanze load {names}", names=names)
    elif all(f.code in TAKEN_AS_READ for f in stopping):
        said = message(
            "Next: correct the sheet, or: quanze load {names} --accept-unsure loads what was understood; quanze read "
            "{file} -o draft.xlsx writes a draft to review.",
            names=names,
            file=files[0],
        )
    elif all(f.code == "like-edition" for f in stopping):
        said = message(
            "Next: say which it is: quanze load {names} --edition-of {dataset} --preview, or --edition-of - for a plan "
            "of its own.",
            names=names,
            dataset=stopping[0].value,
        )
    else:
        said = message("Next: correct the sheet, then quanze check {names}", names=names)
    click.echo(said.in_language(lang), err=True)
