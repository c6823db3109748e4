"""Files that appear whole or not at all, and replace nobody's work unasked.

A file is written beside its place under a name of its own and renamed. A link is followed; whatever is not a file (a
terminal, a pipe, ``/dev/null``) is written to and never replaced. A file that is replaced keeps its permissions and
its owner.
"""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from typing import IO

from quanze.errors import FileError, StorageError
from quanze.locale import Message, message
from quanze.plain_files import is_there
from quanze.unfinished import beside, remove_abandoned, working_folder

Content = str | bytes | Callable[[IO[bytes]], None]
"""The content of a file, or a function that writes it where it may be too large to hold in memory."""
_STREAMS = ("/dev/", "/proc/")
_MEMORY = "/dev/shm/"
"""Holds files like those of any folder."""
_KEPT: ContextVar[bool] = ContextVar("kept", default=False)


@contextmanager
def existing_kept() -> Iterator[None]:
    """Within: FileError for a file or folder that would be replaced."""
    before = _KEPT.set(True)
    try:
        yield
    finally:
        _KEPT.reset(before)


def refuse_existing(path: Path) -> None:
    """FileError when a file is there and existing ones are kept; StorageError when it cannot be replaced."""
    _place(path)


def is_stream(path: Path) -> bool:
    """Whether it is only written to, as a terminal or a pipe is. Raises as ``refuse_existing`` does."""
    return _place(path) is None


def kept(path: Path) -> FileError:
    """The refusal to replace what is there."""
    return FileError(
        message("{path} already exists; it was not overwritten.", path=path),
        message("Choose another name, or add --overwrite."),
    )


def is_kept() -> bool:
    """Whether existing files are to be kept."""
    return _KEPT.get()


def is_protected(path: Path) -> bool:
    """Whether a file is there that is to be kept."""
    return is_kept() and is_there(path)


def write_file(path: Path, content: Content, *, bom: bool = False) -> None:
    """Put ``content`` at ``path``; text as UTF-8 with its own line ends, after a byte order mark with ``bom``."""
    with new_file(path) as temporary, temporary.open("wb") as file:
        if bom:
            file.write(BOM_UTF8)
        if callable(content):
            content(file)
        else:
            file.write(content.encode() if isinstance(content, str) else content)


def text_of(content: Content) -> str:
    """What a file of text holds, as text."""
    if callable(content):
        into = BytesIO()
        content(into)
        content = into.getvalue()
    return content if isinstance(content, str) else content.decode()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A temporary path that takes the place of ``path`` when the block ends well.

    Raises FileError when something is there and is kept, StorageError when it cannot be written.
    """
    place = _place(path)
    with _faults_in_words(path):
        if place is None:
            with _stream(path) as temporary:
                yield temporary
            return
        target, old = place
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(target.parent)
        temporary = beside(target)
        temporary.touch(mode=0o600, exist_ok=False)
        try:
            yield temporary
            _look_like(temporary, old)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def passing_file() -> Iterator[Path]:
    """A temporary path for what is printed once it is whole, and then goes."""
    with working_folder() as folder:
        yield Path(folder) / "printed"


def _place(path: Path) -> tuple[Path, os.stat_result | None] | None:
    """The file that is written (where links lead) and its state when it is there; None for what is only written to."""
    name = str(Path.cwd() / path)
    if os.name != "nt" and name.startswith(_STREAMS) and not name.startswith(_MEMORY):
        return None
    with _faults_in_words(path):
        target = Path(os.path.realpath(path))
        try:
            state = target.stat()
        except (FileNotFoundError, NotADirectoryError):
            return target, None
    if stat.S_ISFIFO(state.st_mode) or stat.S_ISCHR(state.st_mode):
        return None
    if stat.S_ISDIR(state.st_mode):
        raise _refused(path, message("it is a folder"), message("Name a file in it."))
    if not stat.S_ISREG(state.st_mode):
        raise _refused(path, message("it is not a file"), message("Choose another name."))
    if is_kept():
        raise kept(path)
    if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise _refused(path, message("it is read-only"), message("Choose another name, or make it writable first."))
    user = os.geteuid() if hasattr(os, "geteuid") else state.st_uid
    if user not in (0, state.st_uid):
        raise _refused(path, message("it belongs to another user"), message("Choose another name."))
    return target, state


def _look_like(temporary: Path, old: os.stat_result | None) -> None:
    """Give a file the permissions and the owner of the one that it replaces, or those of any new file."""
    if old is None:
        temporary.chmod(0o666 & ~_umask())
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # the group of a file may be one that its owner has left
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


@contextmanager
def _stream(path: Path) -> Iterator[Path]:
    """A temporary file whose content is written to ``path`` when the block ends well."""
    import shutil

    with working_folder() as folder:
        temporary = Path(folder) / f"stream{path.suffix}"
        yield temporary
        with temporary.open("rb") as made, path.open("wb") as stream:
            shutil.copyfileobj(made, stream)


def _refused(path: Path, reason: Message, advice: Message) -> StorageError:
    return StorageError(message("{path} cannot be written: {reason}.", path=path, reason=reason), advice)


@contextmanager
def _faults_in_words(path: Path) -> Iterator[None]:
    """What the system says as a StorageError."""
    try:
        yield
    except (OSError, ValueError) as e:  # the last: a name that no file can have
        reason = getattr(e, "strerror", None) or e
        raise StorageError(
            message("{path} cannot be written: {reason}.", path=path, reason=reason),
            message("Close it in other programs, free some space, or choose another name."),
        ) from e


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
