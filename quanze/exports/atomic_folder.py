"""A folder of tables that is swapped whole: after a kill at any moment, either the old or the new ones are there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from quanze.errors import FileError, StorageError
from quanze.exports.atomic_file import is_kept, kept
from quanze.locale import Message, message
from quanze.plain_files import is_folder
from quanze.unfinished import UNFINISHED, beside, remove_abandoned

_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux: two names change places in one step."""
_HERE = -100
"""``AT_FDCWD``: names count from the folder one is in."""


def refuse_others(folder: Path, ours: Collection[str], advice: Message) -> None:
    """FileError for a folder in which anything lies but what has a name of ``ours``; hidden files do not count."""
    if is_folder(folder) and any(e.name not in ours and not e.name.startswith(".") for e in folder.iterdir()):
        raise FileError(message("{folder} holds other files.", folder=folder), advice)


@contextmanager
def new_folder(folder: Path, *, replaces: Collection[str]) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` when the block ends well.

    Of what is in ``folder`` only the names in ``replaces`` go; the rest is moved along. Raises FileError when a folder
    with any of these names is kept, StorageError when it cannot be written.
    """
    target = Path(os.path.realpath(folder))
    try:
        _put_back(target)
        remove_abandoned(target)
        old = [*target.iterdir()] if target.exists() else []
        if is_kept() and any(entry.name in replaces for entry in old):
            raise kept(folder)
        if target in (Path.cwd(), *Path.cwd().parents) or target.is_mount():
            raise StorageError(
                message("{path} cannot be replaced as a whole.", path=folder), message("Name a folder in it.")
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(target.parent)
        made = beside(target)
        made.mkdir()
        try:
            yield made
            for entry in old:
                if entry.name not in replaces:
                    _carry(entry, made / entry.name)
            if target.exists():
                shutil.copystat(target, made)
            _swap(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except NotADirectoryError:
        raise FileError(message("{path} is a file.", path=folder), message("Name a folder.")) from None
    except OSError as e:
        raise StorageError(
            message("{path} cannot be written: {reason}.", path=folder, reason=e.strerror or e),
            message("Choose another folder or free some space."),
        ) from e


def _carry(entry: Path, to: Path) -> None:
    """The same file under a second name, or a copy where the disk has no hard links."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, to, symlinks=True, copy_function=_second_name)
    else:
        _second_name(str(entry), str(to))


def _second_name(entry: str, to: str) -> None:
    try:
        os.link(entry, to, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(entry, to, follow_symlinks=False)


def _swap(made: Path, target: Path) -> None:
    """Put one folder in the place of another, which then has its name. Where the system cannot exchange two names,
    there is a moment without either: should this run end then, the next one puts the former folder back."""
    with suppress(OSError):
        target.rmdir()  # an empty one
    if not target.exists():
        made.rename(target)
        return
    if _exchanged(made, target):
        return
    former = _former(target)
    target.rename(former)
    try:
        made.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _former(target: Path) -> Path:
    """Where a folder lies while another takes its place."""
    return target.with_name(f"{UNFINISHED}{crc32(os.fsencode(target.name)):08x}.former")


def _put_back(target: Path) -> None:
    """After a run that was ended between the two steps of a swap: the former folder again; after the second it goes."""
    former = _former(target)
    if not former.is_dir():
        return
    if target.exists():
        shutil.rmtree(former, ignore_errors=True)
    else:
        former.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # no such call on this system
        return False
    done: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0
