"""The engine of a graph on a server."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from quanze.errors import (
    BusyError,
    DataError,
    IncompleteWriteError,
    QuanzeError,
    UnreachableError,
)
from quanze.graph.engine import Capabilities, Reader, Statement, refuse_plan
from quanze.graph.marks import marked
from quanze.graph.neo4j import setup
from quanze.graph.neo4j.address import server_address
from quanze.graph.neo4j.errors import NOT_AGAIN, from_code, from_driver
from quanze.graph.neo4j.setup import CLEAR, FORGET_LOADS, KEEP_LOADS, LOAD_LOG, LOCK, MARK, STAMP
from quanze.graph.neo4j.values import rows_of
from quanze.graph.upsert import BATCH
from quanze.locale import message
from quanze.schema.rows import Foreign, Row, SetupItem

T = TypeVar("T")

OLDEST = (5, 0)
CONNECT_SECONDS = 5.0
RETRY_SECONDS = 5.0
BUSY_SECONDS = 30.0
"""How long a read waits for loads to finish committing, and a commit's mark lasts at least when its writer died."""
ROWS_PER_SECOND = 20_000
"""A careful guess of how fast a server commits; longer loads keep their mark longer."""

# The driver logs what it also raises; we say it once, in our words.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def _run(transaction: neo4j.ManagedTransaction, text: str, parameters: dict[str, Any]) -> None:
    transaction.run(text, parameters).consume()


def _entries(rows: list[Row]) -> list[Row]:
    """Entries of the log without the place that keeps their order."""
    return [{k: v for k, v in row["entry"].items() if k != "place"} for row in rows]


class Neo4jReader:
    """Reads in one server transaction."""

    reads_maps = True

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def read(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> list[Row]:
        """Rows of a read query; ``limit`` caps the rows kept."""
        return self.read_everything(marked(query), parameters, limit=limit)

    def read_everything(
        self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None
    ) -> list[Row]:
        """Rows of a read query whose labels and types mean those of others too."""
        return rows_of(self._transaction.run(query, dict(parameters or {})), limit)


class Neo4jTransaction:
    """Reads and writes in one server transaction."""

    reads_maps = True

    def __init__(self, transaction: neo4j.ManagedTransaction, engine: Neo4jEngine) -> None:
        self._transaction = transaction
        self._engine = engine
        self.written = 0

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query that sees what this transaction wrote."""
        return rows_of(self._transaction.run(marked(query), dict(parameters or {})))

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement to all rows, a batch per round trip."""
        self.written += len(rows)
        text = marked(statement.text)
        for start in range(0, len(rows), BATCH):
            batch = list(rows[start : start + BATCH])
            try:
                counters = self._transaction.run(text, {"rows": batch}).consume().counters
            except Neo4jError as e:
                if (e.code or "").startswith(NOT_AGAIN):
                    raise self._engine.translated(e) from e
                raise
            if statement.action == "create relationships" and counters.relationships_created != len(batch):
                raise IncompleteWriteError(counters.relationships_created, len(batch), statement.name)

    def load_log(self) -> list[Row]:
        """The entries of the log, as this transaction sees them."""
        return _entries(self.read(LOAD_LOG))

    def keep_load_log(self, entries: list[Row]) -> None:
        """Make these the entries."""
        rows = [{**entry, "place": place} for place, entry in enumerate(entries)]
        self._transaction.run(FORGET_LOADS).consume()
        self._transaction.run(KEEP_LOADS, {"rows": rows}).consume()


class Neo4jEngine:
    """A graph on a server; connects at once. Raises UnreachableError when that fails."""

    capabilities = Capabilities(connected=True)
    reads_maps = True

    def __init__(self, address: str) -> None:
        place = self._place = server_address(address)
        with self._ours():
            self._driver = neo4j.GraphDatabase.driver(
                place.uri,
                auth=(place.user, place.password),
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                user_agent="quanze",
            )
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._quiet: dict[str, Any] = {}
        self._stamp: list[Row] | None = None
        try:
            # One round trip, not tried again, that also finds a wrong database and a password to be changed.
            with self._ours(), self._session(neo4j.READ_ACCESS) as session:
                agent = session.run("RETURN 1 AS one").consume().server.agent
        except QuanzeError:
            self._driver.close()
            raise
        self.version = tuple(int(n) for n in re.findall(r"\d+", agent.partition("/")[2])[:3])
        if self.version < OLDEST:
            self._driver.close()
            raise UnreachableError(
                message("{server} runs {version}.", server=self._place.shown, version=agent.replace("/", " ")),
                message("Quanze needs Neo4j 5 or later."),
            )

        if self.version >= (5, 7):  # from this version on a server can be asked to keep its hints to itself
            self._quiet = {"notifications_min_severity": "OFF"}

    @property
    def address(self) -> str:
        """The address with its database, without user and password."""
        return self._place.shown

    def __repr__(self) -> str:
        return f"Neo4jEngine({self._place.shown!r})"

    def translated(self, error: Exception) -> QuanzeError:
        """One of our errors for one of the driver's."""
        if isinstance(error, Neo4jError):
            return from_code(error.code or "", error.message or "", self._place)
        return from_driver(error, self._place)

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """Turn the driver's exceptions into ours."""
        try:
            yield
        except (Neo4jError, DriverError) as e:
            raise self.translated(e) from e
        except (UnicodeEncodeError, OverflowError) as e:
            raise DataError(
                message("A value cannot be stored: {reason}.", reason=e),
                message("Correct the text or number and load again."),
            ) from e

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(
            database=self._place.database or None,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            **self._quiet,
        )

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
        everything: bool = False,
    ) -> list[Row]:
        """Rows of a read query, refused by the server when it writes; see the protocol."""
        refuse_plan(query)
        if "MATCH" not in query.upper():
            # What reads no records (SHOW …) may not share a transaction with what does.
            @neo4j.unit_of_work(timeout=timeout)
            def alone(transaction: neo4j.ManagedTransaction) -> list[Row]:
                return rows_of(transaction.run(query, dict(parameters or {})), limit)

            with self._ours(), self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(alone)
        text = query if everything else marked(query)
        return self._together(lambda reader: reader.read_everything(text, parameters, limit=limit), timeout)

    def together(self, work: Callable[[Reader], T]) -> T:
        """Run ``work`` on one state of the graph; see the protocol."""
        return self._together(work, None)

    def _together(self, work: Callable[[Neo4jReader], T], timeout: float | None) -> T:
        @neo4j.unit_of_work(timeout=timeout)
        def unit(
            transaction: neo4j.ManagedTransaction,
        ) -> tuple[list[Row] | None, list[T], Exception | None, list[Row]]:
            # What the last read saw when it ended serves for before: a commit since then has another generation.
            before = self._stamp if self._stamp is not None else rows_of(transaction.run(STAMP))
            results: list[T] = []
            stumbled = None
            try:
                results.append(work(Neo4jReader(transaction)))
            except (Neo4jError, DriverError):
                raise
            except Exception as e:  # one that half a commit explains is not an error of the graph's
                stumbled = e
            return before, results, stumbled, rows_of(transaction.run(STAMP))

        deadline = time.monotonic() + BUSY_SECONDS
        with self._ours(), self._session(neo4j.READ_ACCESS) as session:
            while True:
                before, results, stumbled, after = session.execute_read(unit)
                committing = any(mark["committing"] for mark in after)
                # An empty one is not kept: a mark made after a wipe counts from the beginning again.
                self._stamp = None if committing else after or None
                if before == after and not committing:
                    if stumbled:
                        raise stumbled
                    return results[0]
                if time.monotonic() > deadline:
                    raise BusyError(
                        message("Other loads into {server} keep this one from starting.", server=self._place.shown),
                        message("Try again later."),
                    )
                if committing:
                    time.sleep(0.02)

    def transact(self, work: Callable[[Neo4jTransaction], T]) -> T:
        """Run ``work`` as one transaction, after any load that is under way; see the protocol."""
        by = uuid.uuid4().hex
        marked = False

        def unit(transaction: neo4j.ManagedTransaction) -> T:
            nonlocal marked
            transaction.run(LOCK).consume()
            ours = Neo4jTransaction(transaction, self)
            result = work(ours)
            if ours.written:
                milliseconds = int(1000 * (BUSY_SECONDS / 3 + ours.written / ROWS_PER_SECOND))
                self.define([MARK], by=by, milliseconds=milliseconds)
                marked = True
            return result

        try:
            with self._ours(), self._session(neo4j.WRITE_ACCESS) as session:
                return session.execute_write(unit)
        finally:
            if marked:
                self._stamp = None
                with suppress(QuanzeError):  # of a server that died the mark ends by itself
                    self.define([CLEAR], by=by)

    def load_log(self) -> list[Row]:
        """The entries of the log."""
        return _entries(self.read(LOAD_LOG))

    def only_logged(self) -> bool:
        """No: whoever may write can change a record by hand."""
        return False

    def status(self) -> list[SetupItem]:
        """What ``prepare`` creates, each with its state."""
        return setup.status(self)

    def prepare(self) -> None:
        """Create the constraints and indexes that are missing, and mark what an earlier version wrote."""
        setup.prepare(self)

    def foreign(self) -> list[Foreign]:
        """What others wrote under our labels and types."""
        return setup.foreign(self)

    def foreign_ties(self) -> list[Row]:
        """Relationships of others at records of ours."""
        return setup.foreign_ties(self)

    def unmarked(self) -> bool:
        """Whether an earlier version wrote data sets here, without marks."""
        return setup.unmarked(self)

    def after_load(self) -> None:
        """Nothing: the server keeps its indexes ready."""

    def drop_schema(self) -> None:
        """Remove our constraints, indexes, the lock node and the log of loads."""
        setup.drop_schema(self)

    def change(self, text: str) -> int:
        """Run a text in a transaction of its own; how many labels and properties it set."""

        def unit(transaction: neo4j.ManagedTransaction) -> int:
            counters = transaction.run(text).consume().counters
            return counters.labels_added + counters.properties_set

        with self._ours(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(unit)

    def define(self, texts: Sequence[str], **parameters: Any) -> None:
        """Run each text in a transaction of its own, as changes of the server's schema need."""
        with self._ours(), self._session(neo4j.WRITE_ACCESS) as session:
            for text in texts:
                session.execute_write(_run, text, parameters)

    def close(self) -> None:
        """Let go of the connections."""
        self._driver.close()
