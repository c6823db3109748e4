"""The protocol every engine keeps, and the one place that chooses an engine from an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from quanze.errors import UnreachableError
from quanze.locale import message

if TYPE_CHECKING:
    from quanze.graph.upsert import Statement

Row = dict[str, Any]
T = TypeVar("T")

SERVER_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
_MEANT_AS_SERVER = re.compile(r"[A-Za-z][\w+.-]+://|[\w.-]+:\d{2,5}\Z")
"""Another scheme, or a host with its port; one letter before a colon is a drive of Windows."""


class Transaction(Protocol):
    """What a unit of work sees: reads of its own state, and writes that land together or not at all."""

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query, in its order."""

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement of ``quanze.graph.upsert`` to all rows."""


class Engine(Protocol):
    """A graph database: where it is, reads, one unit of writing, set-up, close."""

    @property
    def address(self) -> str:
        """The path or address, without secrets."""

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """Rows of a read query; refuses writes. ``timeout`` in seconds; ``limit`` caps the rows kept.

        Raises QueryError for bad text or a write, QueryTimeoutError, EngineError.
        """

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` as one transaction: all of it lands, or (on any exception) nothing.

        ``work`` may be run again after a transient fault, so it must not act outside the transaction.
        """

    def prepare(self) -> None:
        """Create what loads rely on (constraints and indexes from the schema); does nothing twice."""

    def settle(self) -> None:
        """After a load: make ready for quick questions what the engine does not keep ready itself.

        Raises StorageError where that is not possible; every question is answered all the same.
        """

    def unprepare(self) -> None:
        """Remove what ``prepare`` created."""

    def status(self) -> list[Row]:
        """What ``prepare`` creates, each with its state: rows of name, kind, purpose, state. Empty where nothing is needed."""

    def close(self) -> None:
        """Let go of files and connections."""


def open_engine(address: str | Path, *, create: bool = False, once: bool = False) -> Engine:
    """The engine for a server address (``neo4j://…``) or a file path.

    ``create`` allows a file that does not exist yet; ``once`` opens a large one for a question or two. Raises StorageError
    or UnreachableError.
    """
    text = str(address)
    if text.startswith(SERVER_SCHEMES):
        try:
            from quanze.graph.neo4j import Neo4jEngine
        except ModuleNotFoundError as e:
            if e.name != "neo4j":
                raise
            raise UnreachableError(
                message("The Neo4j driver is not installed."), message("Install it: pip install 'quanze[neo4j]'")
            ) from e
        return Neo4jEngine(text)
    if _MEANT_AS_SERVER.match(text):
        schemes = ", ".join(s.removesuffix("://") for s in SERVER_SCHEMES)
        raise UnreachableError(
            message("This is not the address of a Neo4j server."),
            message("Use an address such as neo4j://localhost:7687; it begins with one of {schemes}.", schemes=schemes),
        )
    from quanze.graph.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(text), create=create, once=once)
