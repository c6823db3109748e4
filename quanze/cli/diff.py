"""``quanze diff``: what changes between two editions of a plan, and a check that fails on it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quanze.changes.plan_changes import CHANGES
from quanze.cli.app import CHANGED, command, db_option, output_options
from quanze.cli.choices import shown_choices
from quanze.cli.comparisons import ALL, PAIRS, WRITE_PAIRS, say_findings, show_comparison
from quanze.cli.flat_options import ACCEPT_UNSURE, COLUMNS
from quanze.cli.language import _, spoken
from quanze.errors import FindingsError
from quanze.exports.formats import COMPARISON
from quanze.locale import message, plural
from quanze.schema.codes import code_named

if TYPE_CHECKING:
    from quanze.cli.output import Output

NAMES = {code: message(name) for code, name in CHANGES.items()}


class Changes(click.ParamType[tuple[str, ...]]):
    """Kinds of change, separated by commas, each by its code or its name."""

    name = "changes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The codes; a usage error that lists all when one is unknown."""
        if isinstance(value, tuple):
            return value
        found = []
        for wanted in filter(None, map(str.strip, re.split("[,，、]", value))):
            code = code_named(wanted, NAMES)
            if code is None:
                unknown = message(
                    "There is no kind of change {name!r}. Use one or more of {names}.",
                    name=wanted,
                    names=shown_choices(NAMES),
                )
                self.fail(unknown.in_language(spoken()), param, ctx)
            found.append(code)
        return tuple(found)


@command("diff")
@click.argument("before")
@click.argument("after")
@click.option(
    "--as-of-before",
    default="",
    metavar=_("DATE"),
    help=_("Compare the first side as it is on this date."),
)
@click.option(
    "--as-of-after",
    default="",
    metavar=_("DATE"),
    help=_("Compare the second side as it is on this date."),
)
@PAIRS
@WRITE_PAIRS
@click.option(
    "--fail-on",
    type=Changes(),
    default=(),
    metavar=_("CHANGE,…"),
    help=message(
        "Exit with code 5 if there is a change of these kinds, separated by commas: {names}.",
        names=shown_choices(NAMES),
    ).in_language(spoken()),
)
@ALL
@COLUMNS
@ACCEPT_UNSURE
@output_options(COMPARISON, "table")
@db_option
def diff_command(
    before: str,
    after: str,
    as_of_before: str,
    as_of_after: str,
    pairs: Path | None,
    write_pairs: Path | None,
    fail_on: tuple[str, ...],
    every: bool,
    columns: Path | None,
    accept_unsure: bool,
    db: str | None,
    out: Output,
) -> None:
    """Compare two editions."""
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        try:
            found = graph.diff(
                before,
                after,
                as_of_before=as_of_before,
                as_of_after=as_of_after,
                pairs=pairs,
                columns=columns,
                accept_unsure=accept_unsure,
            )
        except FindingsError as e:
            say_findings(e.findings, out.lang)
            raise
    show_comparison(found, out, every=every, write_pairs=write_pairs)
    failing = [*found.of(fail_on), *(row for row in found.if_same if row["change"] in fail_on)]
    if failing:
        click.echo(
            plural("{n} change that --fail-on names.", "{n} changes that --fail-on names.", n=len(failing)).in_language(
                out.lang
            ),
            err=True,
        )
        sys.exit(CHANGED)
