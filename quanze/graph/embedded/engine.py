"""The engine of a graph in one file."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quanze.errors import BusyError, QueryError, StorageError
from quanze.graph.embedded import load_log, reading_copy
from quanze.graph.embedded.errors import first_line, translated
from quanze.graph.embedded.library import engine_version, library
from quanze.graph.embedded.permissions import permissions_kept
from quanze.graph.engine import Capabilities, Reader, refuse_plan
from quanze.locale import message
from quanze.plain_files import is_file, is_folder, is_there, may_be_made
from quanze.unfinished import remove_abandoned

if TYPE_CHECKING:
    import kglite

    from quanze.graph.embedded.transaction import EmbeddedTransaction
    from quanze.schema.rows import Foreign, Row, SetupItem

T = TypeVar("T")

WAIT = 10.0
"""Seconds a second writer waits for the first."""

_ROOM = "-" * 40
"""What the names of the files beside a database add to its own, at most."""


class EmbeddedEngine:
    """A graph in one file. ``create`` allows a file that does not exist yet.

    ``reading_copy``: for a question or two. A large file is then read from its copy, which opens three times as fast,
    and in which a search through all names or relationships takes three times as long.
    """

    capabilities = Capabilities(optional_setup=True)

    def __init__(self, path: Path, *, create: bool = False, reading_copy: bool = False) -> None:
        self._named = path
        self._path = path
        with suppress(ValueError):  # a name that no file can have
            # What a link points to is opened, locked and replaced: the link itself stays.
            self._path = Path(os.path.realpath(path))
        self._from_copy = reading_copy
        self.reads_maps = False
        """As ``Reader`` says: in a copy a column takes twice as long as a map, in a decoded file half as long."""
        self._graph: kglite.KnowledgeGraph | None = None
        if is_folder(path):
            raise StorageError(
                message("{path} is a folder, but a database is a single file.", path=path),
                message("Use a file in it, such as {example}.", example=path / "mine.kgl"),
            )
        beside = path.with_name(path.name + _ROOM) if path.name else path
        if create and not is_file(path) and not (may_be_made(path) and may_be_made(beside)):
            raise StorageError(
                message("No file can have the name {path}.", path=path),
                message("Give the database a shorter, plain name."),
            )
        if not is_file(path) and (not create or is_there(path)):  # a pipe or a device holds none and takes none
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
            there = self._path.exists()
            copy = self._copy() if there else None
            self.reads_maps = copy is not None
            if copy is not None:
                self._graph = copy
            else:
                self._graph = self._decoded() if there else library().KnowledgeGraph()
            self._graph.read_only(True)
        return self._graph

    def _decoded(self) -> kglite.KnowledgeGraph:
        with translated(self._path):
            # Mapped columns halve the time to open a large file; small columns are read anyway.
            graph: kglite.KnowledgeGraph = library().load(str(self._path), columns="mapped")
            return graph

    def _copy(self) -> kglite.KnowledgeGraph | None:
        """The reading copy of a large file, when it is to be used and can be opened."""
        copy = reading_copy.copy_of(self._path, engine_version()) if self._from_copy else None
        if copy is None or not reading_copy.is_whole(copy):
            return None
        try:
            graph: kglite.KnowledgeGraph = library().load(str(copy))
        except (library().KgError, OSError, ValueError):
            return None
        return graph

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
        everything: bool = False,  # noqa: ARG002 - a file holds nothing but ours
    ) -> list[Row]:
        """Rows of a read query; see the protocol."""
        graph = self._open()
        refuse_plan(query)
        with translated(self._path):
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

    def together(self, work: Callable[[Reader], T]) -> T:
        """Run ``work`` on one state of the graph: the one that was opened; see the protocol."""
        return work(self)

    def transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        """Run ``work`` on a private copy and publish it by one rename; see the protocol."""
        deadline = time.monotonic() + WAIT
        while True:
            try:
                with translated(self._path):
                    return self._transact(work)
            except BusyError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    def _transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        from quanze.graph.embedded.transaction import EmbeddedTransaction

        if not os.access(self._path.parent, os.W_OK):
            raise StorageError(
                message("The folder {folder} is not writable.", folder=self._path.parent),
                message("Choose another path for --db."),
            )
        result: list[T] = []
        try:
            with permissions_kept(self._path, load_log.log_of(self._path)):
                with library().open(str(self._path), durable="off") as graph, _no_lease_of_nothing(self._path):
                    _remove_unsaved(self._path)
                    transaction = EmbeddedTransaction(graph, self._path)
                    result.append(work(transaction))
                    if not transaction.wrote:
                        if transaction.log is not None and self._path.exists():
                            load_log.confirm(self._path, transaction.log)
                        raise _NothingWritten
                    if transaction.log is not None:
                        load_log.put(self._path, transaction.log)
                if transaction.log is not None:
                    load_log.confirm(self._path, transaction.log)
        except _NothingWritten:
            pass  # the engine publishes nothing when its block is left by an exception
        finally:
            self._graph = None
        return result[0]

    def load_log(self) -> list[Row]:
        """The entries of the log beside the file."""
        return load_log.read(self._path)

    def only_logged(self) -> bool:
        """Yes: a log is valid only with the very file that it was written for."""
        return True

    def prepare(self) -> None:
        """Nothing: ids are indexed by the engine, and a load checks every rule itself."""

    def foreign(self) -> list[Foreign]:
        """Nothing: only loads write to a file."""
        return []

    def foreign_ties(self) -> list[Row]:
        """Nothing: only loads write to a file."""
        return []

    def unmarked(self) -> bool:
        """No: all in a file is ours."""
        return False

    def after_load(self) -> None:
        """Make the reading copy of a large file. Raises StorageError; the file itself is read then."""
        try:
            reading_copy.make_copy(
                self._path, engine_version(), lambda folder: self._decoded().enable_disk_mode(str(folder))
            )
        except (OSError, ValueError, library().KgError) as e:
            raise StorageError(
                message(
                    "The reading copy of {path} cannot be made in {folder}: {said}",
                    path=self._named,
                    folder=reading_copy.copies(),
                    said=first_line(e),
                ),
                message(
                    "Free some disk space, or set QUANZE_CACHE to another folder. Until then the file itself is read."
                ),
            ) from e
        self._graph = None

    def drop_schema(self) -> None:
        """Remove the reading copies of this file, and its log."""
        with suppress(OSError):
            load_log.remove(self._path)
        with suppress(OSError):
            reading_copy.remove_copies(engine_version(), of=self._path)

    def status(self) -> list[SetupItem]:
        """The reading copy of a large file; no rows where nothing has to be prepared."""
        copy = reading_copy.copy_of(self._path, engine_version())
        if copy is None:
            return []
        state = "online" if reading_copy.is_whole(copy) else "missing"
        purpose = message("opens a large file at once")
        return [{"name": "reading-copy", "kind": "copy", "purpose": purpose, "state": state}]

    def close(self) -> None:
        """Let go of the graph in memory."""
        self._graph = None


_LEASE = (".lock", ".lock-owner")
"""What the engine calls the files of a lease, after the name of the database."""
_UNSAVED = ".tmp."
"""What it calls one that it writes, in the same way; only who holds the lease writes one."""


@contextmanager
def _no_lease_of_nothing(path: Path) -> Iterator[None]:
    """Within, something may fail: of a database that never was, the files of the lease go too, while it is held."""
    try:
        yield
    except BaseException:
        if not path.exists():
            for ending in _LEASE:
                with suppress(OSError):  # an open file stays on Windows
                    path.with_name(path.name + ending).unlink()
        raise


def _remove_unsaved(path: Path) -> None:
    """While the lease of a database is held: remove what writers that were ended left beside it."""
    remove_abandoned(path.parent)
    for left in path.parent.glob(f"{glob.escape(path.name)}{_UNSAVED}*"):
        with suppress(OSError):
            left.unlink()


class _NothingWritten(Exception):
    """Ends a unit of work that wrote nothing."""
