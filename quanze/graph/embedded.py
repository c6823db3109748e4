"""The embedded engine: one ``.kgl`` file. The only file that imports kglite.

How it differs from a server:

* A transaction works on a private copy in memory and is published by one atomic rename; a crash at any
  moment leaves the old file or the new one.
* One writer at a time holds a lease beside the file; a second one waits ``WAIT`` seconds. Readers take none.
* Every record answers ``title`` and ``type``; ``quanze.schema`` therefore declares no such property.
* Large creations go through its bulk calls where those mean the same (``embedded_bulk``).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quanze.errors import BusyError, IncompleteWriteError, QueryError, StorageError
from quanze.graph.embedded_bulk import add_nodes, add_relationships, first_of_each_pair
from quanze.graph.embedded_errors import first_line, from_engine

if TYPE_CHECKING:
    import kglite

    from quanze.graph.upsert import Statement

Row = dict[str, Any]
T = TypeVar("T")

WAIT = 10.0
"""Seconds a second writer waits for the first."""
BULK = 2_000
"""Rows from which the engine's bulk calls pay for importing pandas."""


def _engine() -> Any:
    import kglite

    kglite.set_query_warning_policy("silent")
    return kglite


def engine_version() -> str:
    """Version of the engine's package; a file of a newer one cannot be opened by an older."""
    version: str = _engine().__version__
    return version


@contextmanager
def _ours(path: Path | None = None) -> Iterator[None]:
    """Turn the engine's exceptions into ours."""
    try:
        yield
    except (_engine().KgError, OSError) as e:
        raise from_engine(e, path) from e


def _rows(result: Any) -> list[Row]:
    rows: list[Row] = result.to_list()
    return rows


class EmbeddedTransaction:
    """Reads and writes on the private working copy of one ``transact`` call."""

    def __init__(self, graph: kglite.KnowledgeGraph) -> None:
        self._graph = graph
        self.wrote = False

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query on the working copy."""
        return _rows(self._graph.cypher(query, params=dict(parameters or {}), timeout_ms=0))

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement to all rows, in bulk where that means the same."""
        self.wrote = True
        if len(rows) >= BULK and statement.action == "create nodes":
            add_nodes(self._graph, statement.name, rows)
        elif (
            len(rows) >= BULK
            and statement.ends
            and statement.action == "create relationships"
            and not self._any(*statement.ends)
        ):
            type_, start, _ = statement.ends
            first, again = first_of_each_pair(rows) if self._any(type_, start) else (rows, [])
            add_relationships(self._graph, statement.ends, first)
            self._in_batches(statement, again)
        else:
            self._in_batches(statement, rows)

    def _in_batches(self, statement: Statement, rows: Sequence[Row]) -> None:
        from quanze.graph.upsert import BATCH

        created = 0
        for start in range(0, len(rows), BATCH):
            batch = list(rows[start : start + BATCH])
            result: Any = self._graph.cypher(statement.text, params={"rows": batch}, timeout_ms=0)
            created += result.stats["relationships_created"]
        if statement.action == "create relationships" and created != len(rows):
            raise IncompleteWriteError(created, len(rows), statement.name)

    def _any(self, type_: str, start: str, end: str = "") -> bool:
        """Whether the graph has a relationship of the type from one kind (to another)."""
        to = f"(b:{end})" if end else "(b)"
        return bool(_rows(self._graph.cypher(f"MATCH (a:{start})-[r:{type_}]->{to} RETURN r.key AS key LIMIT 1")))


class EmbeddedEngine:
    """A graph in one file. ``create`` allows a file that does not exist yet."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._graph: kglite.KnowledgeGraph | None = None
        if path.is_dir():
            raise StorageError(
                f"{path} is a folder; a database is one file.",
                f"Name a file in it: {path / 'mine.kgl'}.",
                zh=(f"{path} 是資料夾；資料庫是一個檔案。", f"請寫其中的檔名：{path / 'mine.kgl'}。"),
            )
        if not create and not path.is_file():
            raise StorageError(
                f"There is no database at {path}.",
                "Create one with `quanze load FILE --db PATH`, or leave --db out to ask the bundled graph.",
                zh=(f"{path} 沒有資料庫。", "請以 quanze load 檔名 --db 路徑 建立，或不寫 --db 而問隨附圖譜。"),
            )

    @property
    def address(self) -> str:
        """The path of the file."""
        return str(self._path)

    def _open(self) -> kglite.KnowledgeGraph:
        if self._graph is None:
            kglite = _engine()
            if self._path.exists():
                with _ours(self._path):
                    # Mapped columns halve the time to open a large file; small columns are read anyway.
                    self._graph = kglite.load(str(self._path), columns="mapped")
            else:
                self._graph = kglite.KnowledgeGraph()
            self._graph.read_only(True)
        return self._graph

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """Rows of a read query; see the protocol."""
        graph = self._open()
        if re.match(r"\s*(?:EXPLAIN|PROFILE)\b", query, re.IGNORECASE):
            raise QueryError(
                "EXPLAIN and PROFILE are not answered here.",
                "Ask the query itself.",
                zh=("這裡不回答 EXPLAIN 與 PROFILE。", "請直接查詢。"),
            )
        with _ours(self._path):
            try:
                result = graph.cypher(
                    query,
                    params=dict(parameters or {}),
                    timeout_ms=None if timeout is None else max(1, int(timeout * 1000)),
                    row_limit=limit,
                )
            except (TypeError, OverflowError) as e:
                raise QueryError(
                    first_line(e),
                    "Give text, numbers of at most 64 bits, lists or maps.",
                    zh=(first_line(e), "請給文字、64 位元以內的數字、清單或對照。"),
                ) from e
            return _rows(result)

    def transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        """Run ``work`` on a private copy and publish it by one rename; see the protocol."""
        deadline = time.monotonic() + WAIT
        while True:
            try:
                with _ours(self._path):
                    return self._transact(work)
            except BusyError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    def _transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        kglite = _engine()
        if not os.access(self._path.parent, os.W_OK):
            raise StorageError(
                f"The folder {self._path.parent} cannot be written.",
                "Choose another --db.",
                zh=(f"資料夾 {self._path.parent} 不能寫入。", "請另選 --db。"),
            )
        result: list[T] = []
        try:
            with kglite.open(str(self._path), durable="off") as graph:
                transaction = EmbeddedTransaction(graph)
                result.append(work(transaction))
                if not transaction.wrote:
                    raise _NothingWritten
        except _NothingWritten:
            pass  # leaving by an exception is how the engine is told to publish nothing
        finally:
            self._graph = None
        return result[0]

    def prepare(self) -> None:
        """Nothing: ids are indexed by the engine, and a load checks every rule itself."""

    def unprepare(self) -> None:
        """Nothing."""

    def status(self) -> list[Row]:
        """No rows: nothing has to be prepared."""
        return []

    def close(self) -> None:
        """Let go of the graph in memory."""
        self._graph = None


class _NothingWritten(Exception):
    """Ends a unit of work that wrote nothing."""
