"""The user's cache folder, and in it the reading copies of large embedded databases.

A file of the engine is decoded whole before it answers; a copy in the engine's other form is opened in place. The file
stays the truth: a copy is named after the state of the file it was made of, and one that does not fit is not opened.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

LARGE = 8 << 20
"""Bytes from which a file is worth a copy: a smaller one opens in a fifth of a second."""
_MADE_OF = "database.txt"
_UNFINISHED = ".making-"
_ABANDONED = 3600.0
"""Seconds after which an unfinished copy is taken for one whose maker was ended."""


def cache_folder() -> Path:
    """``QUANZE_CACHE``, or the platform's cache folder for this user."""
    named = os.environ.get("QUANZE_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "quanze" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "quanze"
    # The XDG specification has relative paths ignored.
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".cache") / "quanze"


def copies() -> Path:
    """The folder of all reading copies."""
    return cache_folder() / "copies"


def copy_of(database: Path, version: str) -> Path | None:
    """Where the reading copy of the file as it is now lies, or would lie; None for a small or missing file."""
    try:
        state = database.stat()
    except OSError:
        return None
    if state.st_size < LARGE:
        return None
    where = crc32(str(database.resolve()).encode("utf-8", "surrogatepass"))
    name = f"{version}-{where:08x}-{state.st_ino:x}-{state.st_size:x}-{state.st_mtime_ns:x}"
    return copies() / name / "graph"


def make_copy(database: Path, version: str, convert: Callable[[Path], None]) -> None:
    """Make the reading copy when it is missing: ``convert`` writes the graph into a new folder. Raises OSError.

    It appears whole or not at all; copies that nobody can need any more are removed.
    """
    copy = copy_of(database, version)
    if copy is None or copy.is_dir():
        return
    import tempfile

    folder = copy.parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    remove_copies(folder, version)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder, ignore_cleanup_errors=True) as work:
        made = Path(work) / "made"
        made.mkdir(mode=0o700)  # the database may be readable for its owner only
        (made / _MADE_OF).write_text(str(database.resolve()), encoding="utf-8", errors="surrogateescape")
        convert(made / copy.name)
        if copy_of(database, version) == copy:  # else it was made of a file that has been replaced meanwhile
            with suppress(FileExistsError):  # another process was first
                made.rename(copy.parent)


def remove_copies(folder: Path, version: str, of: Path | None = None) -> None:
    """Remove the copies of ``of``, those of files that have changed or gone, and abandoned beginnings."""
    import shutil

    for entry in folder.iterdir():
        if entry.name.startswith(_UNFINISHED):
            with suppress(OSError):
                if time.time() - entry.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(entry, ignore_errors=True)
            continue
        try:
            database = Path((entry / _MADE_OF).read_text(encoding="utf-8", errors="surrogateescape"))
        except (OSError, ValueError):
            continue  # none of ours
        kept = copy_of(database, version)
        if kept is None or kept.parent != entry or (of is not None and database == of.resolve()):
            shutil.rmtree(entry, ignore_errors=True)  # open elsewhere on Windows: the next one removes it
