"""The folder of a run's temporary files: in memory where there is room, for each write of a graph waits for a disk.

A graph is written so that it outlives a power cut, some ten milliseconds each time, and the tests write thousands. None
of them could see the difference: what they end is a process, and what it wrote stays in memory too. A run that is given
TMPDIR keeps to that.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NAME = "quanze-tests-"
ROOM = 4 * 2**30
"""Bytes, of which a whole run needs a tenth."""


def begin(memory: Path = MEMORY, room: int = ROOM) -> Path | None:
    """Make the folder and have everything use it, programs that are started too; None where the system's is used."""
    if "TMPDIR" in os.environ or not _has_room(memory, room):
        return None
    for left in memory.glob(f"{NAME}*"):
        if not Path("/proc", left.name.removeprefix(NAME)).is_dir():  # by a run that was ended
            shutil.rmtree(left, ignore_errors=True)
    folder = memory / f"{NAME}{os.getpid()}"
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # to be looked up anew
    return folder


def end(folder: Path) -> None:
    """Remove it, with everything in it."""
    del os.environ["TMPDIR"]
    tempfile.tempdir = None
    shutil.rmtree(folder, ignore_errors=True)


def _has_room(memory: Path, room: int) -> bool:
    """Whether programs may be written there and run, and so many bytes are free."""
    if not (memory.is_dir() and os.access(memory, os.W_OK)) or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(memory).free >= room
