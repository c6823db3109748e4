"""Files of a picture: one, or one for each sheet where it is too large to be read on one."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.errors import FileError
from quanze.exports.atomic_file import is_stream, refuse_existing, write_file
from quanze.locale import message
from quanze.text.natural_order import natural_key

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


def left_sheets(path: Path, written: Collection[Path]) -> list[Path]:
    """Sheets of an earlier picture of another size under the same name, not written with this one."""
    numbered = re.compile(re.escape(path.stem) + r"(-[1-9]\d*)?" + re.escape(path.suffix))
    try:
        found = [entry for entry in path.parent.iterdir() if numbered.fullmatch(entry.name)]
    except OSError:  # a folder that may be written to and not looked at
        return []
    return sorted((entry for entry in found if entry not in written), key=lambda entry: natural_key(entry.name))
