"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quanze.errors import StorageError
from quanze.locale import message


def write_file(path: Path, content: str | bytes, *, bom: bool = False) -> None:
    """Put ``content`` at ``path``; text as UTF-8 with its own line ends, after a byte order mark with ``bom``."""
    with new_file(path) as temporary:
        if isinstance(content, bytes):
            temporary.write_bytes(content)
        else:
            temporary.write_text(content, encoding="utf-8-sig" if bom else "utf-8", newline="")


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
    except OSError as e:
        raise StorageError(
            message("{path} cannot be written: {reason}.", path=path, reason=e.strerror),
            message("Choose another folder or free some space."),
        ) from e
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as e:
        raise StorageError(
            message("{path} cannot be written: {reason}.", path=path, reason=e.strerror or e),
            message("Close it in other programs, or choose another name."),
        ) from e
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
