"""An answer that a filter emptied says so, with an exit code of its own: an empty table looks like good news."""

from __future__ import annotations

import sys
from collections.abc import Collection

import click

from quanze.cli.app import EMPTY
from quanze.locale import message


def end_if_empty(rows: Collection[object], lang: str, **filters: str | bool) -> None:
    """End the program where no row is left of an answer that was limited: the options that limited it are named."""
    given = [_option(name, value) for name, value in filters.items() if value]
    if rows or not given:
        return
    said = message("Nothing is left with {options}.", options=given)
    click.echo(said.in_language(lang), err=True)
    sys.exit(EMPTY)


def _option(name: str, value: str | bool) -> str:
    """An option as it is typed."""
    flag = f"--{name.replace('_', '-')}"
    return flag if value is True else f"{flag} {value}"
