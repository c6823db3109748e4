"""A brief as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quanze.exports.atomic_file import write_file
from quanze.exports.atomic_folder import new_folder, refuse_others
from quanze.exports.document import Document
from quanze.exports.formats import BRIEF, format_of
from quanze.locale import CHINESE, message
from quanze.schema.briefing import Briefing
from quanze.schema.naming import named
from quanze.text.clean import clean

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
"""What some system allows in no name of a file."""
_LONGEST_NAME = 60


class BriefDocument(Document, Briefing):
    """A briefing with its ways out."""

    takes = BRIEF
    usual = "md"


def write_briefs(
    briefs: Sequence[BriefDocument], folder: str | Path, format_name: str = "docx", *, lang: str = CHINESE
) -> list[Path]:
    """Write briefs into a folder, each under the name of what it is about, numbered where several have it; their paths.

    The folder changes as a whole. FileError when the format is unknown, or the folder holds other files or one that is
    to be kept; StorageError when the place cannot be written.
    """
    format_ = format_of(format_name, BRIEF)
    names = [_file_name(named(one.about, lang)) for one in briefs]
    several, seen = Counter(name.casefold() for name in names), Counter[str]()
    files = []
    for name in names:
        seen[name.casefold()] += 1
        stem = f"{name} ({seen[name.casefold()]})" if several[name.casefold()] > 1 else name
        files.append(f"{stem}{format_.endings[0]}")
    target = Path(folder)
    refuse_others(target, files, message("Name a new folder, or an empty one."))
    with new_folder(target, replaces=files) as made:
        for file, one in zip(files, briefs, strict=True):
            write_file(made / file, format_.writer(one, lang))
    return [target / file for file in files]


def _file_name(text: str) -> str:
    """A name as that of a file on every system."""
    return _NOT_IN_NAMES.sub("-", clean(text))[:_LONGEST_NAME].strip(". ") or "-"
