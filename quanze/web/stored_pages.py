"""Pages of a large graph that the next start finds again: in the user's cache folder, of one state and one day."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from quanze.cache_folder import cache_folder, is_own, make_own
from quanze.code_mark import code_mark
from quanze.unfinished import UNFINISHED, beside, remove, remove_abandoned
from quanze.version import __version__

MOST = 64_000_000
"""Bytes of the pages of one state."""
_MADE_OF = "made-of.txt"
_ROOMS = ("schema", "text", "locale", "graph", "changes", "queries", "views", "exports", "web")
"""What pages are made by."""


class FileState(NamedTuple):
    """A file as it was: where it is, and what differs after a load."""

    path: str
    stamp: str

    @classmethod
    def of(cls, path: Path) -> FileState:
        """The state of a file now. Raises OSError."""
        found = path.stat()
        return cls(os.path.realpath(path), f"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}")


class StoredPages:
    """The pages of a file as it is on a day; ``part`` are the parts of it that are left out, and those that are served.

    Nothing is believed but what lies whole in a folder that only this user can write; where that cannot be written,
    nothing is kept.
    """

    def __init__(self, file: FileState, part: Sequence[Sequence[str]], today: str) -> None:
        self._made_of = f"{file.path}\n{file.stamp}\n{today}\n"
        made_by = repr((__version__, code_mark(*_ROOMS), file, [list(one) for one in part], today))
        try:
            self._all: Path | None = cache_folder() / "pages"
        except RuntimeError:  # a user without a home
            self._all = None
        self._name = _mark(made_by)

    def read(self, question: object) -> bytes | None:
        """The page that answers a question; None where there is none, or not the whole of it."""
        if self._all is None or not is_own(self._all):
            return None
        with suppress(OSError, EOFError, zlib.error):
            return gzip.decompress((self._all / self._name / _mark(repr(question))).read_bytes())
        return None

    def write(self, question: object, page: bytes) -> None:
        """Keep a page, where there is room for it."""
        if self._all is None:
            return
        folder = self._all / self._name
        place = folder / _mark(repr(question))
        with suppress(OSError):
            if place.exists():
                return
            self._begin(folder)
            packed = gzip.compress(page, 1)
            if sum(one.stat().st_size for one in folder.iterdir()) + len(packed) > MOST:
                return
            new = beside(place)
            new.write_bytes(packed)
            new.replace(place)

    def _begin(self, folder: Path) -> None:
        """Make the folder, and remove those of other days and of files that have changed or gone."""
        if folder.exists():
            return
        make_own(folder.parent)
        remove_abandoned(folder.parent)
        for other in folder.parent.iterdir():
            if not other.name.startswith(UNFINISHED) and not self._may_be_asked(other):
                remove(other)
        make_own(folder)
        (folder / _MADE_OF).write_bytes(os.fsencode(self._made_of))

    def _may_be_asked(self, folder: Path) -> bool:
        try:
            path, stamp, day = os.fsdecode((folder / _MADE_OF).read_bytes()).splitlines()
            return day == self._made_of.splitlines()[-1] and FileState.of(Path(path)).stamp == stamp
        except (OSError, ValueError):
            return False


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
