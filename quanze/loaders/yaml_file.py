"""One YAML (or JSON) file: ``dataset:`` and one list of mappings per table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.encoding import decode
from quanze.loaders.findings import Finding, FindingList
from quanze.loaders.raw import NAMED_TABLES, RawTable, Source, unknown_table
from quanze.locale import message
from quanze.plain_files import plain_file
from quanze.schema import DATASET_TABLE
from quanze.schema.tables import table

MAX_BYTES = 64 << 20
MAX_DEPTH = 20
"""Levels of nesting: a file of tables needs four."""


@cache
def _loader() -> Any:
    """A safe loader that leaves every value as its text and refuses a duplicate key.

    Columns decide what a text means: YAML itself would read the code 13.10 as the number 13.1.
    """
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers = {  # noqa: RUF012 - the name and shape are PyYAML's
            first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen: set[str] = set()
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        raise yaml.constructor.ConstructorError(
                            None, None, f"duplicate key {key.value!r}", key.start_mark
                        )
                    seen.add(key.value)
            return super().construct_mapping(node, deep)

    return Loader


def parse(path: Path, findings: list[Finding] | None = None) -> Any:
    """The value of a YAML file: mappings and lists of texts.

    It is that of ``value_of``, after the size and the encoding were looked at.
    """
    if plain_file(path).stat().st_size > MAX_BYTES:
        raise FileError(
            message("{path} is larger than {size} MB.", path=path, size=MAX_BYTES >> 20),
            message("Use a folder of CSV files or a workbook."),
        )
    text = decode(path, findings if findings is not None else [])
    if text is None:
        raise FileError(message("{path} is not UTF-8.", path=path), message("Save it as UTF-8."))
    return value_of(text, path)


def value_of(text: str, path: Path) -> Any:
    """The value of the YAML that a file holds: mappings and lists of texts. Raises FileError.

    Aliases are refused: a few lines of them can grow without bound. So are deep nesting and duplicate keys.
    """
    import yaml

    loader = _loader()
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else "?"
            if isinstance(event, yaml.AliasEvent):
                raise FileError(
                    message("{path}, line {line}: YAML aliases (*name) are not allowed.", path=path, line=line),
                    message("Write out the value."),
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise FileError(
                    message(
                        "{path}, line {line}: more than {levels} levels of nesting.",
                        path=path,
                        line=line,
                        levels=MAX_DEPTH,
                    ),
                    message("Check brackets and indentation."),
                )
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        place: object = path
        if mark:
            place = message(
                "{path}, line {line}, column {column}", path=path, line=mark.line + 1, column=mark.column + 1
            )
        problem = getattr(e, "problem", None) or getattr(e, "reason", None) or message("this is not YAML")
        raise FileError(
            message("{where}: {problem}.", where=place, problem=problem),
            message("Check indentation, colons and quotes there."),
        ) from e
    except (ValueError, RecursionError) as e:
        raise FileError(
            message("{path}: a value cannot be read ({reason}).", path=path, reason=e),
            message("Put it in quotation marks."),
        ) from e


def read_yaml(path: Path) -> Source:
    """Tables of a YAML file. Rows are numbered from 1 within each table."""
    findings = FindingList()
    value = parse(path, findings)
    if not isinstance(value, dict):
        raise FileError(
            message("{path} does not map table names to rows.", path=path),
            message("Use the table names as keys: {names}.", names=NAMED_TABLES),
        )
    return source_of(path, value, findings)


def source_of(path: Path, value: Mapping[Any, Any], findings: FindingList) -> Source:
    """Table names mapped to rows, and ``dataset`` to the description, as a source; ``path`` is what it is called.

    Rows are numbered from 1 within each table.
    """
    source = Source(path, findings=findings)
    for key, rows in value.items():
        known = table(str(key))
        if known is None:
            of_rows = [str(k) for row in rows if isinstance(row, dict) for k in row] if isinstance(rows, list) else []
            source.findings.append(unknown_table(path.name, str(key), str(key), [of_rows]))
            continue
        if known is DATASET_TABLE:
            if not isinstance(rows, dict):
                raise FileError(
                    message("{path}: {key} is not a mapping.", path=path, key=key),
                    message("Write `id: my-plan` below it."),
                )
            columns = {k: DATASET_TABLE.column(str(k)) for k in rows}
            source.dataset = {c.name if c else str(k): _cell(path, rows[k], key) for k, c in columns.items()}
            continue
        if rows is None:
            continue
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            raise FileError(
                message("{path}: {key} is not a list of rows.", path=path, key=key),
                message("Begin each row with `- id: …`, followed by its other columns."),
            )
        header = list(dict.fromkeys(str(k) for row in rows for k in row))
        cells: list[tuple[int, Sequence[Any]]] = [
            (i, [_cell(path, row.get(h), message("{file} row {row}", file=key, row=i)) for h in header])
            for i, row in enumerate(({str(k): v for k, v in r.items()} for r in rows), 1)
        ]
        source.tables.append(RawTable(known, path.name, str(key), header, 0, cells))
    return source


def _cell(path: Path, value: Any, place: object) -> Any:
    """A value that fits one cell: one text, or a list of texts."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value)):
        raise FileError(
            message("{path}: {place} has several values in one cell.", path=path, place=place),
            message("Write a text, or a list of texts."),
        )
    return value
