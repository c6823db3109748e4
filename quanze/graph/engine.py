"""What every engine does and can: the protocols that the rest of the library is written against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from quanze.errors import QueryError
from quanze.locale import message

if TYPE_CHECKING:
    from quanze.schema.rows import Foreign, Row, SetupItem


T = TypeVar("T")

Ends = tuple[str, str, str]
"""Relationship type, kind it starts from, kind it ends at."""


def refuse_plan(query: str) -> None:
    """QueryError when a query asks how another would be run: an engine answers rows."""
    if query.lstrip()[:7].upper() in ("EXPLAIN", "PROFILE"):
        raise QueryError(message("EXPLAIN and PROFILE are not supported here."), message("Run the query itself."))


class Statement(NamedTuple):
    """A write over ``$rows``. ``action`` and ``ends`` let an engine use a faster documented way."""

    action: str
    name: str
    text: str
    ends: Ends | None = None


class Reader(Protocol):
    """Anything that answers a read query: an engine or a transaction."""

    @property
    def reads_maps(self) -> bool:
        """Whether a record is read sooner as a map of its properties than in columns that are chosen first.

        So it is where a text takes long to plan, and not where a map takes long to hand over.
        """

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query, in its order. Its labels and types mean what loads wrote, and nothing of others."""


class Transaction(Reader, Protocol):
    """What a unit of work sees: reads of its own state, and writes that land together or not at all."""

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement of ``quanze.graph.upsert`` to all rows."""

    def load_log(self) -> list[Row]:
        """The entries of the log of loads, oldest first: flat rows, as ``quanze.changes.history`` makes them."""

    def keep_load_log(self, entries: list[Row]) -> None:
        """Make these the entries; they land with what else is written, or not at all."""


class Capabilities(NamedTuple):
    """What an engine can, where that makes a difference to those who use one.

    ``connected``: it holds connections, which have to be closed; a file is let go by the end of the process.
    ``optional_setup``: what ``status`` lists only saves time; every load and question succeeds without it.
    """

    connected: bool = False
    optional_setup: bool = False


class Engine(Protocol):
    """A graph database: where it is, what it can, reads, one unit of writing, set-up, close."""

    @property
    def address(self) -> str:
        """The path or address, without secrets."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can; nobody asks for its class or address to find out."""

    @property
    def reads_maps(self) -> bool:
        """As of any reader."""

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
        everything: bool = False,
    ) -> list[Row]:
        """Rows of a read query; refuses writes. ``timeout`` in seconds; ``limit`` caps the rows kept.

        ``everything``: a text that a person wrote, on all that the database holds, by whomever.

        Raises QueryError for bad text or a write, QueryTimeoutError, EngineError.
        """

    def together(self, work: Callable[[Reader], T]) -> T:
        """Run ``work``, which only reads, on one state of the graph: no load lands between its reads.

        ``work`` may be run again when a load landed beside it. Raises what ``read`` raises, and BusyError.
        """

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` as one transaction: all of it lands, or (on any exception) nothing.

        ``work`` may be run again after a transient fault, so it must not act outside the transaction.
        """

    def load_log(self) -> list[Row]:
        """The entries of the log of loads, oldest first. No query sees them."""

    def only_logged(self) -> bool:
        """Whether it is certain that nothing has been written since the log was, so that what it says of the data
        holds."""

    def prepare(self) -> None:
        """Create what loads and questions rely on (constraints, indexes, marks); does nothing twice."""

    def foreign(self) -> list[Foreign]:
        """What others wrote under our labels and types, counted; it is in no answer."""

    def foreign_ties(self) -> list[Row]:
        """Relationships of others that hold records of ours: rows of name (the type), kind (ours) and count."""

    def unmarked(self) -> bool:
        """Whether an earlier version wrote data sets here, which no question finds before ``prepare``."""

    def after_load(self) -> None:
        """Make ready for quick questions what the engine does not keep ready itself.

        Raises StorageError where that is not possible; every question is answered all the same.
        """

    def drop_schema(self) -> None:
        """Remove what ``prepare`` and ``after_load`` created, and the log of loads."""

    def status(self) -> list[SetupItem]:
        """What ``prepare`` and ``after_load`` create, each with its state.

        Empty where nothing is needed.
        """

    def close(self) -> None:
        """Let go of files and connections."""
