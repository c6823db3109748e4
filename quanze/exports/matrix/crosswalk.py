"""The editable crosswalk file: how other schemes of letters, such as RACI, read the source's roles.

The file (``quanze/data/crosswalk.csv``, or a user's own) has one line per role and letter with a reason in Chinese
and English: scheme, role, letter, name_zh, name_en, reason_zh, reason_en. A role may have several letters;
one without a line keeps its own letter.
"""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path
from typing import Any

from quanze.errors import DataError, FileError
from quanze.exports.matrix.letters import SOURCE, TYPES, Letter, Scheme, reading_scheme, source_scheme
from quanze.locale import message
from quanze.plain_files import content_of
from quanze.text.clean import clean
from quanze.text.width import width

COLUMNS = ("scheme", "role", "letter", "name_zh", "name_en", "reason_zh", "reason_en")
LONGEST = 4
"""Display columns of a letter."""
_ADVICE = message("The columns are {columns}. Start from a copy of the crosswalk that ships.", columns=COLUMNS)


def read_schemes(path: Path | None = None) -> dict[str, Scheme]:
    """All schemes by name: ``source`` and those of the crosswalk file (the one that ships when ``path`` is None).

    FileError when the file cannot be read; DataError, naming the line, when a line is wrong.
    """
    lines: dict[str, list[Letter]] = {}
    for number, row in _rows(path):
        values = {k: clean(row.get(k) or "") for k in COLUMNS}
        missing = [k for k in COLUMNS if not values[k]]
        if None in row:
            raise DataError(
                message("Line {number} of the crosswalk has more values than columns.", number=number),
                message("Put a text with a comma in quotation marks."),
            )
        if missing:
            raise DataError(
                message("Line {number} of the crosswalk has no {columns}.", number=number, columns=missing),
                message("Fill in every column."),
            )
        scheme, role, letter = values["scheme"].casefold(), values["role"].upper(), values["letter"]
        if scheme == SOURCE:
            raise DataError(
                message(
                    "Line {number} of the crosswalk uses the name {name!r}, which is that of the plan's own roles.",
                    number=number,
                    name=SOURCE,
                ),
                message("Give your scheme another name."),
            )
        if role not in TYPES:
            raise DataError(
                message("Line {number} of the crosswalk has an unknown role {role!r}.", number=number, role=role),
                message("Use one of {names}.", names=TYPES),
            )
        if width(letter) > LONGEST or " " in letter:
            raise DataError(
                message("Line {number} of the crosswalk: {letter!r} is too long.", number=number, letter=letter)
                if width(letter) > LONGEST
                else message(
                    "Line {number} of the crosswalk: {letter!r} has a space in it.", number=number, letter=letter
                ),
                message("Use at most four letters, or two Chinese characters, without a space."),
            )
        if any(x.role == role and x.zh == letter for x in lines.get(scheme, ())):
            raise DataError(
                message(
                    "Line {number} of the crosswalk repeats the letter {letter!r} for {role} in {scheme}.",
                    number=number,
                    letter=letter,
                    role=role,
                    scheme=scheme,
                ),
                message("Remove one of the lines."),
            )
        lines.setdefault(scheme, []).append(
            Letter(role, letter, letter, values["name_zh"], values["name_en"], values["reason_zh"], values["reason_en"])
        )
    return {SOURCE: source_scheme(), **{name: reading_scheme(name, found) for name, found in lines.items()}}


def _rows(path: Path | None) -> list[tuple[int, dict[str | Any, str | Any]]]:
    if path is None:
        content = resources.files("quanze").joinpath("data", "crosswalk.csv").read_bytes()
    else:
        content = content_of(path)
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise DataError(message("Columns of the crosswalk are missing."), _ADVICE)
        return [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(
            message("{path} is not a CSV file in UTF-8: {reason}.", path=path, reason=error), _ADVICE
        ) from error
