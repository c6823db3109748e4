"""Rows of the schema's tables as a CSV folder, a workbook or a YAML file: what a load reads back.

A data set here is ``{"dataset": {…}, table name: [row, …]}``; a row maps column names to values.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quanze.errors import FileError
from quanze.exports.atomic_folder import new_folder
from quanze.locale import message
from quanze.plain_files import content_of, is_folder
from quanze.schema import TABLES
from quanze.schema.celltext import guarded, join_list, neutral
from quanze.schema.declare import Property
from quanze.schema.rows import AnyRow
from quanze.schema.tables import DATASET_FILE, LISTED, REVIEW

NUMBERS = ("integer", "year", "number")


def cell_text(column: Property, value: Any) -> str:
    """A value as the text a load reads back."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return join_list([str(v) for v in value])
    if column.type in NUMBERS:
        return repr(value) if isinstance(value, float) and not value.is_integer() else str(int(value))
    return str(value)


def write_folder(
    folder: Path,
    data: Mapping[str, Any],
    *,
    bom: bool = False,
    review: bool = False,
    beside: Mapping[str, str | None] = MappingProxyType({}),
    inside: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> list[Path]:
    """One CSV per table that has rows, and ``dataset.yaml``; the files. The folder changes as a whole.

    ``bom`` for a double click in Excel; ``review`` keeps the columns of a draft, the one to be filled in too;
    ``beside`` are texts by the name of their file, None for one that goes; ``inside`` are data sets by the name of a
    folder in this one. Raises FileError when the folder holds anything else.
    """
    _refuse_another(folder, str(data["dataset"]["id"]))
    encoding = "utf-8-sig" if bom else "utf-8"
    names = (*(f"{table.name}.csv" for table in TABLES), DATASET_FILE, *beside, *inside)
    with new_folder(folder, replaces=names) as made:
        written = _write_tables(made, data, encoding, review=review)
        for name, text in beside.items():
            if text is not None:
                (made / name).write_text(text, encoding="utf-8", newline="")
                written.append(name)
        for name, more in inside.items():
            (made / name).mkdir()
            written += [f"{name}/{file}" for file in _write_tables(made / name, more, encoding)]
    return [folder / name for name in written]


def _write_tables(folder: Path, data: Mapping[str, Any], encoding: str, *, review: bool = False) -> list[str]:
    """The tables of one data set into a folder; the names of the files."""
    written = []
    for table in TABLES:
        rows: Sequence[AnyRow] = data.get(table.name, ())
        if not rows:
            continue
        columns = [c for c in table.columns if c.required or any(r.get(c.name) not in (None, "") for r in rows)]
        columns += REVIEW if review else ()
        with (folder / f"{table.name}.csv").open("w", encoding=encoding, newline="") as f:
            writer = csv.writer(f, lineterminator="\n")
            writer.writerow([c.name for c in columns])
            writer.writerows(zip(*(_csv_cells(c, rows) for c in columns), strict=True))
        written.append(f"{table.name}.csv")
    described = {k: v for k, v in data["dataset"].items() if v not in (None, "")}
    described[LISTED] = [table.name for table in TABLES if data.get(table.name)]
    (folder / DATASET_FILE).write_text(_yaml(described), encoding="utf-8", newline="")
    return [*written, DATASET_FILE]


def _refuse_another(folder: Path, dataset: str) -> None:
    """FileError for a folder that holds anything but tables of this data set, and what lies beside them."""
    if not is_folder(folder) or all(entry.name.startswith(".") for entry in folder.iterdir()):
        return
    import yaml

    try:
        described = yaml.safe_load(content_of(folder / DATASET_FILE))
    except (FileError, yaml.YAMLError, ValueError, RecursionError):  # of whatever somebody has there
        described = None
    held = described.get("id") if isinstance(described, dict) else None
    if held == dataset:
        return
    if held is None:
        raise FileError(
            message("{folder} holds other files.", folder=folder),
            message("Name a new folder, or one that holds the tables of {dataset!r}.", dataset=dataset),
        )
    raise FileError(
        message("{folder} holds the data set {held!r}, not {dataset!r}.", folder=folder, held=held, dataset=dataset),
        message("Name another folder."),
    )


class _Texts(dict[str, str]):
    """The cells of texts in a column: most columns say the same in many rows."""

    def __missing__(self, text: str) -> str:
        self[text] = cell = neutral(text)
        return cell


def _csv_cells(column: Property, rows: Sequence[AnyRow]) -> list[str]:
    """The cells of a column."""
    values = [row.get(column.name) for row in rows]
    if column.type in NUMBERS:
        return [cell_text(column, value) for value in values]
    texts = _Texts()
    return [
        "" if value is None else texts[value if type(value) is str else cell_text(column, value)] for value in values
    ]


def _yaml(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
    return text


def _yaml_cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_yaml_cell(item) for item in value]
    return guarded(value) if isinstance(value, str) else value


def yaml_text(data: Mapping[str, Any]) -> str:
    """All tables as one YAML text."""
    value: dict[str, Any] = {"dataset": {k: v for k, v in data["dataset"].items() if v not in (None, "")}}
    for table in TABLES:
        if data.get(table.name):
            value[table.name] = [
                {c.name: _yaml_cell(row[c.name]) for c in table.columns if row.get(c.name) not in (None, "")}
                for row in data[table.name]
            ]
    return _yaml(value)
