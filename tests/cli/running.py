"""Runs a command in this process, as the shell would; the formats and languages a command has."""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import CliRunner

from quanze.cli.app import cli

FORMATS = ("table", "json", "csv", "md")
LANGS = ("zh-TW", "en")


@dataclass
class Ran:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def run(*arguments: object, given: str | None = None) -> Ran:
    """The outcome; an exception other than the end of the program is raised here."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
