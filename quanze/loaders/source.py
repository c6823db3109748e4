"""The choice of a reader for a path: a CSV folder, a workbook, a YAML file."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.raw import Source
from quanze.locale import message
from quanze.plain_files import is_folder, is_there, plain_file
from quanze.schema.tables import CHANGES, table

_WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsm")
_TEXTS = (".csv", ".tsv", ".tab")
_VALUES = (".yaml", ".yml", ".json")
ENDINGS = (*_WORKBOOKS, *_TEXTS, *_VALUES)
"""How names of files end that are read here."""


def read_source(path: Path) -> Source:
    """Read whatever ``path`` is: a CSV folder, a workbook, a YAML file or a UN tier sheet.

    Raises FileError when it cannot be read at all.
    """
    if is_folder(path):
        from quanze.loaders.csv_folder import read_folder

        return read_folder(path)
    try:
        with plain_file(path).open("rb") as f:
            head = f.read(8)
    except OSError as e:
        raise FileError(
            message("{path} cannot be opened: {reason}.", path=path, reason=e.strerror),
            message("Close it in other programs and check your permissions."),
        ) from e
    if not head:
        raise FileError(
            message("{path} is empty.", path=path), message("Save it again, or start with `quanze template`.")
        )
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        from quanze.loaders.workbook import read_workbook

        return read_workbook(path)
    if suffix in _VALUES:
        from quanze.loaders.yaml_file import read_yaml

        return read_yaml(path)
    from quanze.loaders.csv_folder import TEXT_TABLES, read_changes, read_csv_files, states_changes

    if suffix in _TEXTS and table(path.stem) is None and states_changes(path):
        return read_changes(path)
    if suffix in TEXT_TABLES and table(path.stem):
        if table(path.stem) is CHANGES:
            return read_changes(path)
        return read_csv_files(path.parent, [path])
    raise FileError(
        message("The format of {path} is unknown.", path=path),
        message(
            "Use an .xlsx or .ods workbook, a .csv file, a folder of CSV files or a .yaml file; `quanze template "
            "--flat` writes an empty sheet, and `quanze read` makes a draft from a document."
        ),
    )


def may_be_flat(path: Path) -> bool:
    """Whether a file may be a sheet of another form than our tables: a workbook or delimited text that has none."""
    suffix = path.suffix.lower()
    if suffix not in (*_WORKBOOKS, *_TEXTS) or not _is_filled_file(path):
        return False
    if suffix in _WORKBOOKS:
        from quanze.loaders.workbook import has_own_tables

        return not has_own_tables(path)
    from quanze.loaders.csv_folder import states_changes

    return table(path.stem) is None and not states_changes(path)


def is_text(path: Path) -> bool:
    """Whether a path is a file of delimited text."""
    return path.suffix.lower() in _TEXTS and _is_filled_file(path)


def _is_filled_file(path: Path) -> bool:
    return is_there(path) and path.is_file() and path.stat().st_size > 0
