"""Reads a table of decisions: a CSV file beside a plan's data, read like its tables and never loaded with them."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.csv_rows import csv_cells, short_rows
from quanze.loaders.findings import Finding, FindingList, errors
from quanze.loaders.raw import raw_table
from quanze.loaders.table_records import Record, read_rows
from quanze.locale import message
from quanze.plain_files import is_there
from quanze.schema.tables import Table


def read_decisions(path: Path, table: Table, findings: FindingList) -> list[Record]:
    """The rows of the file; faults go to ``findings``. Raises FileError when it is not there."""
    if not is_there(path):
        raise FileError(
            message("{path} does not exist.", path=path),
            message("Write a CSV file with the columns {names}.", names=[c.name for c in table.columns]),
        )
    cells = csv_cells(path, table, findings)
    if not cells and errors(findings):
        return []  # the encoding could not be determined
    raw = raw_table(table, path.name, "", cells)
    if isinstance(raw, Finding):
        findings.append(raw)
        return []
    findings += short_rows(raw)
    return read_rows(raw, findings)
