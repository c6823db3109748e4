"""Unfinished files and folders, under hidden names that say which run makes them: a later run removes what one that was
ended has left. A hidden name is never read as a table."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    WorkingFolder = TemporaryDirectory[str]

UNFINISHED = ".quanze-"
"""What the name of everything unfinished begins with."""
_ENDING = ".tmp"
ABANDONED = 86_400.0
"""Seconds after which something unfinished is taken for abandoned, when its maker cannot be asked after."""
_MADE: set[str] = set()
"""The names that this process has given: an earlier one may have had its number."""


def beside(target: Path) -> Path:
    """A hidden name beside ``target``, for a file or folder that takes its place in the end."""
    name = f"{_mark()}{os.urandom(4).hex()}{_ENDING}"
    _MADE.add(name)
    return target.with_name(name)


def working_folder(place: Path | None = None) -> WorkingFolder:
    """A new folder, in ``place`` or where the system keeps such, that goes when it is closed. What ended runs have left
    there goes first. Raises OSError."""
    import tempfile

    if place is not None or os.name != "nt":  # on Windows nobody knows which of them are still in use
        remove_abandoned(place or Path(tempfile.gettempdir()))
    made = tempfile.TemporaryDirectory(prefix=_mark(), suffix=_ENDING, dir=place, ignore_cleanup_errors=True)
    _MADE.add(Path(made.name).name)
    return made


def remove_abandoned(folder: Path) -> None:
    """Remove what runs that were ended left unfinished in a folder."""
    with suppress(OSError):  # none there, or none that may be seen
        for entry in list(folder.glob(f"{UNFINISHED}*{_ENDING}")):
            with suppress(OSError, ValueError):
                if _is_abandoned(entry):
                    remove(entry)


def remove(entry: Path) -> None:
    """Remove a file, a link or a folder, as far as possible. Raises OSError."""
    if entry.is_dir() and not entry.is_symlink():
        import shutil

        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink()


def _is_abandoned(entry: Path) -> bool:
    import time

    _, maker, process, _ = entry.name.rsplit("-", 3)
    if maker != _machine() or os.name == "nt":  # there is no question on Windows that would do a process no harm
        return time.time() - entry.lstat().st_mtime > ABANDONED
    return entry.name not in _MADE if int(process) == os.getpid() else not _runs(int(process))


def _mark() -> str:
    return f"{UNFINISHED}{_machine()}-{os.getpid()}-"


def _machine() -> str:
    """A mark of this machine: a folder may be shared by several."""
    import platform
    import zlib

    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


def _runs(process: int) -> bool:
    """Whether a process of this machine still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
