"""A folder of CSV files with ``dataset.yaml``: UTF-8 with commas; another encoding or separator is read and said."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.csv_rows import SEPARATORS, csv_cells, short_rows, top_rows
from quanze.loaders.encoding import decode
from quanze.loaders.findings import Finding
from quanze.loaders.raw import Source, raw_table, unknown_table
from quanze.loaders.yaml_file import parse
from quanze.locale import message
from quanze.plain_files import dataset_id, is_there, leads_outside
from quanze.schema.accepted_names import ACCEPTED_NAMES
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS
from quanze.schema.merge_conflicts import MERGE_CONFLICTS
from quanze.schema.tables import BEFORE, CHANGED, CHANGES, DATASET_FILE, FIRST_FOLDER, LISTED, Table, table
from quanze.schema.words import fold

_NAMED = (".csv", ".tsv")
TEXT_TABLES = (*_NAMED, ".txt")
"""Endings of tables in text; spreadsheets save the last as "Unicode text". Other ``.txt`` files are not tables."""
_DECISIONS = tuple(fold(name) for t in (ACCEPTED_GAPS, ACCEPTED_NAMES, MERGE_CONFLICTS) for name in (t.name, t.zh))
"""Stems of the files in which something was decided: they lie beside the data and are not part of the graph."""


def read_folder(folder: Path) -> Source:
    """All CSV files of a folder and its ``dataset.yaml``."""
    try:
        files = sorted(p for p in folder.iterdir() if _is_table(p) and not p.name.startswith("."))
    except OSError as e:
        raise FileError(
            message("{folder} cannot be opened: {reason}.", folder=folder, reason=e.strerror),
            message("Check your permissions."),
        ) from e
    source = read_csv_files(folder, files)
    described = folder / DATASET_FILE
    source.findings += [
        Finding("link-outside", path.name, value=str(path.readlink()))
        for path in (*files, described)
        if leads_outside(path, folder)
    ]
    if is_there(described):
        loaded = parse(described, source.findings)
        if not isinstance(loaded, dict):
            raise FileError(
                message("{path} is not a mapping.", path=described),
                message("Write one `key: value` per line, such as `id: my-plan`."),
            )
        source.findings += _unlisted(loaded.pop(LISTED, None), files)
        source.dataset = {str(k): v for k, v in loaded.items()} | source.dataset
    if (folder / FIRST_FOLDER).is_dir():
        source.begins_with(read_folder(folder / FIRST_FOLDER))
    return source


def _is_table(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in _NAMED or (suffix in TEXT_TABLES and table(path.stem) is not None)


def states_changes(path: Path) -> bool:
    """Whether a text file of any name has the heads of a table of changes."""
    heads = ({column.name for cell in row if (column := CHANGES.column(cell))} for row in _top(path))
    return any(found >= {CHANGED.name, BEFORE.name} for found in heads)


def read_changes(path: Path) -> Source:
    """One CSV file of changes, whatever its name, which no data set describes: a data set of its own, named after the
    file, so that those of one year do not take the place of those of another.

    Beside the description of a data set it is a part of that one, and cannot be loaded alone.
    """
    source = Source(path.parent)
    _read_table(source, path, CHANGES)
    if not (path.parent / DATASET_FILE).is_file():
        source.path = path
        source.dataset = {"id": CHANGES.name, "name": CHANGES.zh, "name_en": CHANGES.en}
        if table(path.stem) is not CHANGES:
            source.dataset = {"id": dataset_id(path), "name": path.stem}
    return source


def _unlisted(listed: object, files: list[Path]) -> list[Finding]:
    """Tables that were written together and are not all there, or not alone; without a list nothing is known."""
    if not isinstance(listed, list):
        return []
    there = {known.name: path.name for path in files if (known := table(path.stem)) is not None}
    lost = [Finding("table-lost", DATASET_FILE, value=str(name)) for name in listed if name not in there]
    return lost + [Finding("table-unlisted", file) for name, file in there.items() if name not in listed]


def _top(path: Path) -> list[list[str]]:
    """The first rows of a file that is not a table of ours, so far as it can be read."""
    try:
        text = (decode(path, []) or "").replace("\0", "")
    except FileError:
        return []
    return max((top_rows(text, separator) for separator in SEPARATORS), key=lambda rows: max(map(len, rows), default=0))


def read_csv_files(folder: Path, files: list[Path]) -> Source:
    """The named CSV files; the file's stem names the table."""
    source = Source(folder)
    for path in files:
        known = table(path.stem)
        if fold(path.stem) in _DECISIONS:
            continue
        if known is None:
            source.findings.append(unknown_table(path.name, "", path.stem, _top(path)))
            continue
        _read_table(source, path, known)
    return source


def _read_table(source: Source, path: Path, known: Table) -> None:
    cells = csv_cells(path, known, source.findings)
    if not any(cells):
        return
    found = raw_table(known, path.name, "", cells)
    if isinstance(found, Finding):
        source.findings.append(found)
        return
    source.findings += short_rows(found)
    source.take(found)
