"""publicbodies.org: a table of public bodies, one a row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from quanze.errors import FileError
from quanze.importers.imported import Imported, Made, bytes_of
from quanze.locale import message

_TAKEN = (
    *("id", "title", "name", "abbr", "key", "other_names"),
    *("classification", "parent_id", "parent", "founding_date", "dissolution_date"),
)


def read_publicbodies(path: Path, dataset: str) -> Imported:
    """The table as CSV in UTF-8. FileError when it has no column of names."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileError(message("{path} is not UTF-8.", path=path), message("Save it as UTF-8.")) from fault
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as fault:
        raise FileError(
            message("{path} cannot be read as CSV: {reason}.", path=path, reason=fault),
            message("Save it again as CSV."),
        ) from fault
    heads = set(rows[0]) if rows else set()
    if not heads & {"name", "title"}:
        raise FileError(
            message("{path} has no column “name”.", path=path),
            message("A table of publicbodies has the columns id, name, abbr, other_names, parent_id, url, …"),
        )
    made = Made(path, dataset)
    starts: dict[int, str] = {}
    for n, row in enumerate(rows, 2):
        filled = {str(name): value for name, value in row.items() if isinstance(value, str)}
        name = filled.get("name") or filled.get("title") or ""
        if not name:
            made.remains.rest(f"row {n}", filled, ())
            continue
        others = [filled.get("abbr", ""), *filled.get("other_names", "").split(";")]
        said = {
            "aliases": [other.strip() for other in others if other.strip()],
            "valid_from": filled.get("founding_date"),
            "valid_to": filled.get("dissolution_date"),
        }
        own = filled.get("id") or filled.get("key") or name
        starts[n] = made.agency(own, name, filled.get("classification", ""), said, f"row {n}")
        made.remains.rest("", filled, _TAKEN)
        for read, instead in (("name", "title"), ("id", "key"), ("parent_id", "parent")):
            if filled.get(read) and filled.get(instead) != filled[read]:
                made.remains.add("", instead, filled.get(instead))
        if isinstance(row.get(None), list):
            made.remains.add(f"row {n}", "", row[None])
    for n, row in enumerate(rows, 2):
        parent = row.get("parent_id") or row.get("parent") or ""
        if parent and n in starts and (end := made.id_of(parent)):
            made.link("PART_OF", starts[n], end, f"row {n}")
        else:
            made.remains.add("", "parent_id", parent)
    return made.done()
