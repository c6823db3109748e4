"""Runs a command in this process or in another, as the shell would; the formats and languages a command has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

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


ANSWERS = """
import json, sys, traceback
from click.testing import CliRunner
from quanze.cli.language import speak

speak()  # as the program does
from quanze.cli.app import cli

for line in sys.stdin:
    done = CliRunner().invoke(cli, json.loads(line), prog_name="quanze")
    fault = done.exception if not isinstance(done.exception, SystemExit) else None
    told = done.stderr + "".join(traceback.format_exception(fault) if fault else [])
    print(json.dumps([done.exit_code, done.stdout, told]), flush=True)
"""


class OtherProcess:
    """A process with an environment of its own that runs one command after another: to start one takes longer than
    most commands."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", ANSWERS],
            cwd=folder,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: object) -> Ran:
        """The outcome of a command."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(a) for a in arguments]) + "\n")
        self._process.stdin.flush()
        return Ran(*json.loads(self._process.stdout.readline()))

    def __enter__(self) -> Self:
        self._process.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.__exit__(kind, value, traceback)
