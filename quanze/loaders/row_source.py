"""Rows of tables that are at hand, as a source: checked like a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quanze.loaders.raw import RawTable, Source
from quanze.schema import TABLES


def source_of_rows(path: Path, data: Mapping[str, Any]) -> Source:
    """The tables of a data set as ``quanze.exports.dataset_tables`` takes them; rows are numbered from 1."""
    source = Source(path, dataset={k: v for k, v in data["dataset"].items() if v not in (None, "")})
    for table in TABLES:
        if rows := data.get(table.name):
            heads = [column.name for column in table.columns]
            cells: list[tuple[int, Sequence[Any]]] = [
                (number, [row.get(head) for head in heads]) for number, row in enumerate(rows, 1)
            ]
            source.tables.append(RawTable(table, path.name, table.name, heads, 0, cells))
    return source
