"""The user's cache folder: for what can be made again from the tables."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path:
    """``QUANZE_CACHE``, or the platform's cache folder for this user."""
    named = os.environ.get("QUANZE_CACHE")
    if named:
        return Path(named)
    # platformdirs has the rules of all systems. That of Linux is one line, and importing the others takes a twentieth
    # of the time of a question.
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if sys.platform == "linux" and usual.is_absolute():
        return usual / "quanze"
    from platformdirs import user_cache_path

    return user_cache_path("quanze", appauthor=False)


def is_own(folder: Path) -> bool:
    """Whether a folder is this user's, and nobody else may write in it: only then is what lies there believed."""
    if os.name == "nt":
        return True  # the platform's folder is closed to other users
    try:
        state = folder.stat()
    except OSError:
        return False
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022


def make_own(folder: Path) -> None:
    """Make a folder in the cache for this user alone. Raises OSError when it is there and somebody else's."""
    for part in (*reversed([p for p in folder.parents if not p.exists()]), folder):
        with suppress(FileExistsError):
            part.mkdir(mode=0o700)
    if not is_own(folder):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
