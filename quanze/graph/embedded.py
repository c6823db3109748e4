"""The embedded engine: one ``.kgl`` file. The only file that imports kglite.

How it differs from a server:

* A transaction works on a private copy in memory and is published by one atomic rename; a crash at any
  moment leaves the old file or the new one.
* One writer at a time holds a lease beside the file; a second one waits ``WAIT`` seconds. Readers take none.
* Every record answers ``title`` and ``type``; ``quanze.schema`` therefore declares no such property.
* Large creations go through its bulk calls where those mean the same (``embedded_bulk``).
* For single questions a large file is read from a copy that need not be decoded (``cache``).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quanze.errors import BusyError, QueryError, StorageError
from quanze.graph import cache
from quanze.graph.embedded_errors import first_line, from_engine
from quanze.locale import message

if TYPE_CHECKING:
    import kglite

    from quanze.graph.embedded_transaction import EmbeddedTransaction

Row = dict[str, Any]
T = TypeVar("T")

WAIT = 10.0
"""Seconds a second writer waits for the first."""


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
    except UnicodeEncodeError as e:
        raise StorageError(
            message("The engine cannot open a file with the name {path!a}.", path=str(path)),
            message("Rename the file."),
        ) from e


class EmbeddedEngine:
    """A graph in one file. ``create`` allows a file that does not exist yet.

    ``once``: for a question or two. A large file is then read from its copy, which opens three times as quickly, and in which a search
    through all names or relationships takes three times as long.
    """

    def __init__(self, path: Path, *, create: bool = False, once: bool = False) -> None:
        self._named = path
        self._path = path
        with suppress(ValueError):  # a name that no file can have
            # What a link points to is opened, locked and replaced: the link itself stays.
            self._path = Path(os.path.realpath(path))
        self._once = once
        self._graph: kglite.KnowledgeGraph | None = None
        if path.is_dir():
            raise StorageError(
                message("{path} is a folder, but a database is a single file.", path=path),
                message("Use a file in it, such as {example}.", example=path / "mine.kgl"),
            )
        if not create and not path.is_file():
            raise StorageError(
                message("There is no database at {path}.", path=path),
                message("Create one with `quanze load FILE --db PATH`, or omit --db to query the bundled graph."),
            )

    @property
    def address(self) -> str:
        """The path of the file, as it was named."""
        return str(self._named)

    def _open(self) -> kglite.KnowledgeGraph:
        if self._graph is None:
            kglite = _engine()
            if self._path.exists():
                self._graph = self._copy() or self._decoded()
            else:
                self._graph = kglite.KnowledgeGraph()
            self._graph.read_only(True)
        return self._graph

    def _decoded(self) -> kglite.KnowledgeGraph:
        with _ours(self._path):
            # Mapped columns halve the time to open a large file; small columns are read anyway.
            graph: kglite.KnowledgeGraph = _engine().load(str(self._path), columns="mapped")
            return graph

    def _copy(self) -> kglite.KnowledgeGraph | None:
        """The reading copy of a large file, when it is to be used and can be opened."""
        copy = cache.copy_of(self._path, engine_version()) if self._once else None
        if copy is None or not cache.is_whole(copy):
            return None
        try:
            graph: kglite.KnowledgeGraph = _engine().load(str(copy))
        except (_engine().KgError, OSError, ValueError):
            return None
        return graph

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
            raise QueryError(message("EXPLAIN and PROFILE are not supported here."), message("Run the query itself."))
        with _ours(self._path):
            try:
                result: Any = graph.cypher(
                    query,
                    params=dict(parameters or {}),
                    timeout_ms=None if timeout is None else max(1, int(timeout * 1000)),
                    row_limit=limit,
                )
            except (TypeError, OverflowError) as e:
                raise QueryError(
                    message("{said}", said=first_line(e)),
                    message("Use text, numbers of at most 64 bits, lists or maps."),
                ) from e
            rows: list[Row] = result.to_list()
            return rows

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
        from quanze.graph.embedded_transaction import EmbeddedTransaction

        kglite = _engine()
        if not os.access(self._path.parent, os.W_OK):
            raise StorageError(
                message("The folder {folder} is not writable.", folder=self._path.parent),
                message("Choose another path for --db."),
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

    def settle(self) -> None:
        """Make the reading copy of a large file. Raises StorageError; the file itself is read then."""
        try:
            cache.make_copy(self._path, engine_version(), lambda folder: self._decoded().enable_disk_mode(str(folder)))
        except (OSError, ValueError, _engine().KgError) as e:
            raise StorageError(
                message(
                    "The reading copy of {path} cannot be made in {folder}: {said}",
                    path=self._named,
                    folder=cache.copies(),
                    said=first_line(e),
                ),
                message(
                    "Free some disk space, or set QUANZE_CACHE to another folder. Until then the file itself is read."
                ),
            ) from e
        self._graph = None

    def unprepare(self) -> None:
        """Remove the reading copies of this file."""
        with suppress(OSError):
            cache.remove_copies(engine_version(), of=self._path)

    def status(self) -> list[Row]:
        """The reading copy of a large file; no rows where nothing has to be prepared."""
        copy = cache.copy_of(self._path, engine_version())
        if copy is None:
            return []
        state = "online" if cache.is_whole(copy) else "missing"
        return [{"name": "reading-copy", "kind": "copy", "purpose": "opens a large file at once", "state": state}]

    def close(self) -> None:
        """Let go of the graph in memory."""
        self._graph = None


class _NothingWritten(Exception):
    """Ends a unit of work that wrote nothing."""
