"""What the embedded engine says, in our words, by the name of its exception; the engine is imported in ``embedded.py`` alone."""

from __future__ import annotations

import re
from pathlib import Path

from quanze.errors import BusyError, EngineError, QuanzeError, QueryError, QueryTimeoutError, StorageError
from quanze.locale import message


def first_line(error: BaseException) -> str:
    """The first line of what it says."""
    return str(error).strip().split("\n")[0]


def from_engine(error: BaseException, path: Path | None) -> QuanzeError:
    """One of our errors for one of the engine's, or for the system's about the file."""
    names = {c.__name__ for c in type(error).__mro__}
    said = first_line(error)
    if "WriterLeaseHeldError" in names:
        pid = re.search(r"pid (\d+)", str(error))
        writer = message("Another process (pid {pid})", pid=pid[1]) if pid else message("Another process")
        return BusyError(
            message("{process} is writing to {path}.", process=writer, path=path),
            message("Wait until it has finished, then try again."),
        )
    if "CypherTimeoutError" in names:
        return QueryTimeoutError(
            message("The query took too long and was stopped."), message("Narrow the query, or raise --timeout.")
        )
    if names & {"ReadOnlyError", "ArgumentError"}:
        return QueryError(
            message("Only read queries are allowed here. {said}", said=said),
            message("Use `quanze load` to change data."),
        )
    if "CypherError" in names:
        return QueryError(message("{said}", said=said), message("Check the query text and its parameters."))
    if names & {"FileFormatError", "LoadMemoryLimitError"}:
        return StorageError(
            message(
                "{path} is damaged, was written by a newer version, or is not a Quanze database. {said}",
                path=path,
                said=said,
            ),
            message("Load the data sets into a new file; a database can always be rebuilt from its tables."),
        )
    if names & {"FileIoError", "FileError", "OSError"}:
        return StorageError(
            message("{path} could not be read or written: {said}", path=path, said=said),
            message("Check that the folder exists, is writable and has free space; the previous state is kept."),
        )
    return EngineError(message("{said}", said=said))
