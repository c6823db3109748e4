"""Files of a picture: one, or one for each sheet where it is too large to be read on one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quanze.errors import FileError
from quanze.exports.atomic_file import is_stream, refuse_existing, write_file
from quanze.locale import message

if TYPE_CHECKING:
    from quanze.exports.formats import Format
    from quanze.views.svg import Picture


def write_picture(picture: Picture, path: Path, format_: Format) -> list[Path]:
    """Write a picture; the paths of its files. A page has all of it; a still picture of several sheets is numbered.

    FileError where several sheets would go to a terminal or a pipe.
    """
    parts = [picture]
    if format_.name != "html":
        from quanze.views.sheets import sheets

        parts = sheets(picture)
    paths = [path] if len(parts) == 1 else [path.with_stem(f"{path.stem}-{n}") for n in range(1, len(parts) + 1)]
    if len(paths) > 1 and is_stream(path):
        raise FileError(
            message("{n} sheets cannot be written to {path} one after the other.", n=len(paths), path=path),
            message("Name a file: each sheet becomes one, numbered."),
        )
    for target in paths:
        refuse_existing(target)
    for target, part in zip(paths, parts, strict=True):
        write_file(target, format_.writer(part, part.lang))
    return paths
