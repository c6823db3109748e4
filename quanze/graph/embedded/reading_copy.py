"""Reading copies of large databases, in the user's cache folder.

A file of the engine is decoded whole before it answers; a copy in the engine's other form is opened in place. The file
stays the truth: a copy is named after the state of the file it was made of, and one that does not fit is not opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from quanze.cache_folder import cache_folder, is_own, make_own
from quanze.unfinished import UNFINISHED, beside, remove, remove_abandoned, working_folder

LARGE = 8 << 20
"""Bytes from which a file is worth a copy: a smaller one opens in a fifth of a second."""
_MADE_OF, _PARTS = "database.txt", "parts.txt"
_LOCK = ".kglite.lock"
"""The part that says who has opened it; it is not a part of the graph."""
_BLOCK = 1 << 18


def copies() -> Path:
    """The folder of all reading copies."""
    return cache_folder() / "copies"


def copy_of(database: Path, version: str) -> Path | None:
    """Where the reading copy of the file as it is now lies, or would lie; None for a small or missing file."""
    try:
        state = database.stat()
        place = os.path.realpath(database)
    except (OSError, ValueError):
        return None
    if state.st_size < LARGE:
        return None
    name = f"{version}-{crc32(os.fsencode(place)):08x}-{state.st_ino:x}-{state.st_size:x}-{state.st_mtime_ns:x}"
    return copies() / name / "graph"


def is_whole(copy: Path, *, read: bool = True) -> bool:
    """Whether all parts of a copy are there as they were written, in a folder of the user's own.

    The engine would answer from what a cleaner has left of it, and with what a disk has made of it. Without ``read``
    only the sizes are looked at.
    """
    if not is_own(copies()):
        return False
    try:
        listed = [part.split(" ", 2) for part in (copy.parent / _PARTS).read_text(encoding="utf-8").splitlines()]
        return bool(listed) and all(
            _mark(copy / name) == [size, checksum] if read else str((copy / name).stat().st_size) == size
            for size, checksum, name in listed
        )
    except (OSError, ValueError):
        return False


def _mark(part: Path) -> list[str]:
    """The size of a part and a checksum of its content: at 4 GB/s it is read faster than the engine opens it."""
    size = checksum = 0
    block = memoryview(bytearray(_BLOCK))
    with part.open("rb", buffering=0) as file:
        while read := file.readinto(block):
            size += read
            checksum = crc32(block[:read], checksum)
    return [str(size), f"{checksum:08x}"]


def make_copy(database: Path, version: str, convert: Callable[[Path], None]) -> None:
    """Make the reading copy when it is missing: ``convert`` writes the graph into a new folder. Raises OSError.

    It appears whole or not at all; copies that nobody can need any more are removed.
    """
    remove_copies(version)
    copy = copy_of(database, version)
    if copy is None or is_whole(copy):
        return
    _remove(copy.parent)
    make_own(copies())
    with working_folder(copies()) as work:
        made = Path(work) / "made"
        made.mkdir(mode=0o700)  # the database may be readable for its owner only
        (made / _MADE_OF).write_bytes(os.fsencode(os.path.realpath(database)))
        convert(made / copy.name)
        parts = sorted(p for p in (made / copy.name).rglob("*") if p.is_file() and p.name != _LOCK)
        listed = "".join(f"{' '.join(_mark(p))} {p.relative_to(made / copy.name).as_posix()}\n" for p in parts)
        (made / _PARTS).write_text(listed, encoding="utf-8")
        for part in (*parts, made / _MADE_OF, made / _PARTS):
            _to_disk(part)
        if copy_of(database, version) == copy:  # else it was made of a file that has been replaced meanwhile
            try:
                made.rename(copy.parent)
            except OSError:
                if not is_whole(copy):  # else another process was first
                    raise


def _to_disk(part: Path) -> None:
    """Wait until a file is on the disk: after a power cut its name must not lead to an empty file."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def remove_copies(version: str, of: Path | None = None) -> None:
    """Remove the copies of ``of``, those of files that have changed or gone, those that lack something, and abandoned
    beginnings.

    The content of those of other files is not read: it is when one of them is to be asked.
    """
    remove_abandoned(copies())
    try:
        entries = [entry for entry in copies().iterdir() if not entry.name.startswith(UNFINISHED)]
    except OSError:
        return  # none there, or none that may be seen
    for entry in entries:
        try:
            database = Path(os.fsdecode((entry / _MADE_OF).read_bytes()))
        except (OSError, ValueError):
            continue  # none of ours
        kept = copy_of(database, version)
        asked = of and os.path.realpath(of) == str(database)
        if kept is None or kept.parent != entry or asked or not is_whole(kept, read=False):
            _remove(entry)


def _remove(entry: Path) -> None:
    """Remove a copy, by another name first: one from which only some parts have gone must not be opened."""
    going = beside(entry)
    with suppress(OSError):  # not there, or open elsewhere on Windows: the next one removes it
        entry.rename(going)
        remove(going)
