"""The embedded engine's exceptions, and the system's about its file, as ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quanze.errors import BusyError, EngineError, QuanzeError, QueryError, QueryTimeoutError, StorageError
from quanze.graph.embedded.library import library
from quanze.locale import message


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the exceptions of work on the file at ``path`` into ours."""
    try:
        yield
    except (library().KgError, OSError) as e:
        raise from_engine(e, path) from e
    except UnicodeEncodeError as e:
        raise StorageError(
            message("The engine cannot open a file with the name {path!a}.", path=str(path)),
            message("Rename the file."),
        ) from e


def first_line(error: BaseException) -> str:
    """The first line of what it says."""
    return str(error).strip().split("\n")[0]


def from_engine(error: BaseException, path: Path) -> QuanzeError:
    """One of our errors for one of the engine's, or for the system's about the file."""
    kg = library()
    said = first_line(error)
    if isinstance(error, kg.WriterLeaseHeldError):
        pid = re.search(r"pid (\d+)", str(error))
        writer = message("Another process (pid {pid})", pid=pid[1]) if pid else message("Another process")
        return BusyError(
            message("{process} is writing to {path}.", process=writer, path=path),
            message("Wait until it has finished, then try again."),
        )
    if isinstance(error, kg.CypherTimeoutError):
        return QueryTimeoutError(
            message("The query took too long and was stopped."), message("Narrow the query, or raise --timeout.")
        )
    if isinstance(error, kg.ReadOnlyError | kg.ArgumentError):
        return QueryError(
            message("Only read queries are allowed here. {said}", said=said),
            message("Use `quanze load` to change data."),
        )
    if isinstance(error, kg.CypherError):
        return QueryError(message("{said}", said=said), message("Check the query text and its parameters."))
    if isinstance(error, kg.FileFormatError | kg.LoadMemoryLimitError):
        return StorageError(
            message(
                "{path} is damaged, was written by a newer version, or is not a Quanze database. {said}",
                path=path,
                said=said,
            ),
            message("Load the data sets into a new file; a database can always be rebuilt from its tables."),
        )
    if isinstance(error, kg.FileError | kg.FileIoError | OSError):
        return StorageError(
            message("{path} could not be read or written: {said}", path=path, said=said),
            message("Check that the folder exists, is writable and has free space; the previous state is kept."),
        )
    return EngineError(message("{said}", said=said))
