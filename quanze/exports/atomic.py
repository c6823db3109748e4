"""Whole files or none: written beside the target, then put in its place in one step."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quanze.errors import FileError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new path beside ``path`` to write to; it takes the place of ``path`` when the block ends well.

    When the block fails the old file is untouched and the new one is gone. FileError when the place cannot be written.
    """
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    if target.is_dir():
        raise FileError(f"{path} is a folder.", "Name a file in it.")
    try:
        with draft.open("xb"):
            pass
        yield draft
        draft.replace(target)
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(
            f"{path} cannot be written: {why}.",
            "Close it where it is open, check that the folder exists and may be written, or name another file.",
        ) from error
    finally:
        if draft.exists():
            draft.unlink()
