"""The log of loads of a graph in one file: a file beside it, valid only with the state of the graph it was made for.

A load cannot rename two files at once. So the log is put in place first, with the log before it and the fingerprint of
the graph's file as it was; whoever reads it takes the former log while the file is still that one. A process that is
killed between the two leaves the old graph with the old log. A graph that another file took the place of has no log.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze.unfinished import beside

if TYPE_CHECKING:
    from quanze.schema.rows import Row


ENDING = ".loads"


def log_of(path: Path) -> Path:
    """The file of the log of the graph at ``path``."""
    return path.with_name(path.name + ENDING)


def fingerprint(path: Path) -> str:
    """What distinguishes one state of a file from another; empty when there is none."""
    import hashlib  # no question needs it, and it takes 2 ms

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()
    except FileNotFoundError:
        return ""


def read(path: Path) -> list[Row]:
    """The entries of the graph at ``path``, oldest first; none when its log is missing, damaged or of another state."""
    import json  # as above

    try:
        kept: dict[str, Any] = json.loads(log_of(path).read_text(encoding="utf-8"))
        before, after = kept["graph_before"], kept["graph_after"]
        found = fingerprint(path)
        entries = kept["before"] if found == before else kept["after"] if after in (None, found) else []
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [dict(entry) for entry in entries]


def put(path: Path, entries: list[Row]) -> None:
    """Put the log of a graph in place that is about to be published at ``path``. Raises OSError."""
    _write(path, {"graph_before": fingerprint(path), "graph_after": None, "before": read(path), "after": entries})


def confirm(path: Path, entries: list[Row]) -> None:
    """After the graph was published: bind the log to its state, so that it is not taken for that of another file."""
    with suppress(OSError):
        state = fingerprint(path)
        _write(path, {"graph_before": None, "graph_after": state, "before": [], "after": entries})


def remove(path: Path) -> None:
    """Forget the log."""
    log_of(path).unlink(missing_ok=True)


def _write(path: Path, kept: dict[str, Any]) -> None:
    import json

    target = log_of(path)
    temporary = beside(target)
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=True)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
