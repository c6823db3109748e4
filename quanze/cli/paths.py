"""Paths and addresses on a command line: an empty one, as of a variable that is not set, is refused, and so is one that
no system can have."""

from __future__ import annotations

from typing import Any

import click

from quanze.cli.language import _


class NamedPath(click.Path):
    """A path; an empty text would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a usage error when the text can be none."""
        _refuse(self, value, param, ctx)
        return super().convert(value, param, ctx)


class Database(click.ParamType[Any]):
    """The path or the address of a graph; an empty text would mean the one that is asked by default."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text; a usage error when it can be no path and no address."""
        _refuse(self, value, param, ctx)
        return value


def _refuse(of: click.ParamType[Any], value: Any, param: click.Parameter | None, ctx: click.Context | None) -> None:
    text = str(value)
    if not text.strip():
        of.fail(_("The file name is empty."), param, ctx)
    if "\0" in text:
        of.fail(_("The file name contains a character that no file name can have."), param, ctx)
