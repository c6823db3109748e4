"""The permissions and the owner of a database, which stay when its file is replaced."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def permissions_kept(database: Path, beside: Path) -> Iterator[None]:
    """Within, a database may be replaced and what lies ``beside`` it written: nobody may read either who might not
    before, not even for a moment."""
    try:
        old = database.stat()
    except OSError:
        yield
        return
    mode = stat.S_IMODE(old.st_mode)
    before = os.umask(0)
    os.umask(before | (0o777 & ~mode))
    try:
        yield
    finally:
        os.umask(before)
        for path in (database, beside):
            with suppress(OSError):  # gone, or its group is one that the owner has left
                path.chmod(mode)
                if hasattr(os, "chown"):
                    os.chown(path, old.st_uid, old.st_gid)
