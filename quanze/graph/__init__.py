"""Engines behind one small protocol, and whole-graph work. ``open_engine`` chooses an engine from an address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.errors import FileError, UnreachableError
from quanze.locale import message
from quanze.plain_files import plain_file

if TYPE_CHECKING:
    from quanze.graph.engine import Engine

__all__ = ["is_database", "open_engine"]

_SERVER_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
_HEAD = b"RGF"
"""What the file of a graph begins with, whatever its name."""
_MEANT_AS_SERVER = r"[A-Za-z][\w+.-]+://|[\w.-]+:\d{2,5}\Z"
"""Another scheme, or a host with its port; one letter before a colon is a drive of Windows."""


def is_database(address: str) -> bool:
    """Whether a text names a server or the file of a graph."""
    if address.startswith(_SERVER_SCHEMES) or address.casefold().endswith(".kgl"):
        return True
    try:
        with plain_file(Path(address)).open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except (OSError, FileError):
        return False


def open_engine(address: str | Path, *, create: bool = False, reading_copy: bool = False) -> Engine:
    """The engine for a server address (``neo4j://…``) or a file path.

    ``create`` allows a file that does not exist yet; ``reading_copy`` opens the copy of a large file, for a question or
    two. Raises StorageError or UnreachableError.
    """
    text = str(address)
    if text.startswith(_SERVER_SCHEMES):
        try:
            from quanze.graph.neo4j.engine import Neo4jEngine
        except ModuleNotFoundError as e:
            if e.name != "neo4j":
                raise
            raise UnreachableError(
                message("The Neo4j driver is not installed."), message("Install it: pip install 'quanze[neo4j]'")
            ) from e
        return Neo4jEngine(text)
    if re.match(_MEANT_AS_SERVER, text):
        raise UnreachableError(
            message("This is not the address of a Neo4j server."),
            message(
                "Write it like neo4j://localhost:7687; it begins with one of {schemes}.",
                schemes=[s.removesuffix("://") for s in _SERVER_SCHEMES],
            ),
        )
    from quanze.graph.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(Path(text), create=create, reading_copy=reading_copy)
