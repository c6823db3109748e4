"""Rows and frames of Python as a source: what a notebook made, loaded without a file between."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quanze.loaders.findings import FindingList
from quanze.loaders.raw import Source
from quanze.loaders.yaml_file import source_of

_CALLED = Path("<rows>")
"""What findings and the log call the file that there is none of."""


def given_rows(tables: Mapping[str, Any]) -> Source:
    """Table names mapped to lists of rows or frames of pandas or polars, and ``dataset`` to the description.

    Findings number the rows from 1 within each table. FileError when a value is not a list of rows.
    """
    return source_of(_CALLED, {name: _rows(value) for name, value in tables.items()}, FindingList())


def _rows(value: Any) -> Any:
    if hasattr(value, "to_dicts"):
        rows = value.to_dicts()  # a frame of polars
    elif hasattr(value, "notna"):
        rows = value.astype(object).where(value.notna(), None).to_dict("records")  # a frame of pandas
    elif isinstance(value, Mapping):
        return dict(value)
    else:
        rows = value
    if not isinstance(rows, list | tuple):
        return rows
    return [{str(k): _plain(v) for k, v in row.items()} if isinstance(row, Mapping) else row for row in rows]


def _plain(value: Any) -> Any:
    """A value as Python has it, not numpy; NaN becomes an empty cell."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return None if isinstance(value, float) and value != value else value
