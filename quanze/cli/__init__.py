"""The command line: parse, call one function, print."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the ``quanze`` command."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows pipe defaults to cp950; what we write is UTF-8 everywhere.
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    from quanze.cli.app import cli

    cli()
