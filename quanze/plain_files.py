"""Files that are read: plain ones only. A pipe would wait for ever, and a device may have no end."""

from __future__ import annotations

import errno
import os
import re
import stat
from functools import cache
from pathlib import Path

from quanze.errors import FileError
from quanze.locale import message

_NOTHING = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


def plain_file(path: Path) -> Path:
    """The path itself; FileError when nothing is there, or anything but a file with an end."""
    try:
        found = path.stat()
        mode = found.st_mode
    except (OSError, ValueError) as e:
        if isinstance(e, OSError) and e.errno not in _NOTHING:
            raise _unread(path, e) from e
        raise FileError(message("{path} does not exist.", path=path), message("Check the path.")) from None
    if stat.S_ISDIR(mode):
        raise FileError(message("{path} is a folder.", path=path), message("Name a file in it."))
    if not stat.S_ISREG(mode) or found.st_dev in _of_the_system():
        raise FileError(
            message("{path} is not a file but a pipe or a device.", path=path),
            message("Save what it gives as a file, and name that."),
        )
    return path


@cache
def _of_the_system() -> set[int]:
    """The file systems in which the system shows itself as plain files, of which some wait for ever, as a pipe does."""
    return {Path(folder).stat().st_dev for folder in ("/proc", "/sys") if os.path.ismount(folder)}


def content_of(path: Path) -> bytes:
    """The bytes of a plain file. Raises FileError."""
    try:
        return plain_file(path).read_bytes()
    except OSError as e:
        raise _unread(path, e) from e


def _unread(path: Path, error: OSError) -> FileError:
    return FileError(
        message("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error),
        message("Close it in other programs and check your permissions."),
    )


def is_there(path: Path) -> bool:
    """Whether a file or folder is there; False too for a name that no file can have, or a place that cannot be seen."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def may_be_made(path: Path) -> bool:
    """Whether a file can be there: a name may be too long, have characters that none has, or be a link to itself."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return True
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a plain file is there, in the same way."""
    try:
        return bool(plain_file(path))
    except FileError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there, in the same way."""
    return is_there(path) and path.is_dir()


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether a link in a folder leads to what lies elsewhere."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def dataset_id(path: Path) -> str:
    """An id made of a file's name: its letters and digits of any script, small, with hyphens between."""
    import unicodedata

    stem = unicodedata.normalize("NFKC", path.stem).lower()
    return re.sub(r"[\W_]+", "-", stem).strip("-")[:40].strip("-") or "draft"
