"""The command line: parse, call one function, print."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Entry point of the ``quanze`` command."""
    # What is imported stays: going through it for cycles, ten times before the first answer, takes a tenth of the time.
    gc.set_threshold(100_000)
    from quanze.cli.streams import Beside, ClosedOutput, Piped, Terminal

    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    for stream in (sys.stdout, sys.stderr):
        # A Windows pipe defaults to cp950; what we write is UTF-8 everywhere.
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not isinstance(sys.stdout, ClosedOutput):
        sys.stdout = Terminal(sys.stdout) if sys.stdout.isatty() else Piped(sys.stdout)
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr = Terminal(sys.stderr)
    sys.stderr = Beside(sys.stderr)
    from quanze.cli.language import speak

    speak()  # before any option is made: click asks for some of its sentences then
    from quanze.cli.app import cli

    left_open: list[object] = []
    try:
        cli(obj=left_open)
    except SystemExit as e:
        if left_open and isinstance(e.code, int):
            _leave(e.code)
        raise


def _leave(code: int) -> None:
    """End the process at once: the system frees a graph faster than the interpreter takes a million records apart."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError, OSError):
            return  # closed after a failure that was reported already: end the usual way
    os._exit(code)
