"""One YAML (or JSON) file: ``dataset:`` and one list of mappings per table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.encoding import decode
from quanze.loaders.findings import Finding
from quanze.loaders.raw import RawTable, Source, table_names, unknown_table
from quanze.schema import DATASET_TABLE
from quanze.schema.tables import table

MAX_BYTES = 64 << 20
MAX_DEPTH = 20
"""Levels of nesting: a file of tables needs four."""


@cache
def _loader() -> Any:
    """A safe loader that leaves every value as its text and refuses a key that stands twice.

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
                            None, None, f"{key.value!r} stands twice", key.start_mark
                        )
                    seen.add(key.value)
            return super().construct_mapping(node, deep)

    return Loader


def parse(path: Path, findings: list[Finding] | None = None) -> Any:
    """The value of a YAML file: mappings and lists of texts.

    Aliases are refused: a few lines of them can grow without bound. So are deep nesting and a key that stands twice.
    """
    import yaml

    if path.stat().st_size > MAX_BYTES:
        raise FileError(
            f"{path} is larger than {MAX_BYTES >> 20} MB.",
            "Use a folder of CSV or a workbook.",
            zh=(f"{path} 超過 {MAX_BYTES >> 20} MB。", "請改用 CSV 資料夾或活頁簿。"),
        )
    text = decode(path, findings if findings is not None else [])
    if text is None:
        raise FileError(f"{path} is not UTF-8.", "Save it as UTF-8.", zh=(f"{path} 不是 UTF-8。", "請存為 UTF-8。"))
    loader = _loader()
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else "?"
            if isinstance(event, yaml.AliasEvent):
                raise FileError(
                    f"{path}, line {line}: aliases (*name) are not read.",
                    "Write the value out.",
                    zh=(f"{path} 第 {line} 行：不讀別名（*名稱）。", "請把值寫出來。"),
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise FileError(
                    f"{path}, line {line}: more than {MAX_DEPTH} levels.",
                    "Check brackets and indentation.",
                    zh=(f"{path} 第 {line} 行：超過 {MAX_DEPTH} 層。", "請檢查括號與縮排。"),
                )
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(e, "problem", None) or getattr(e, "reason", None) or "it is no YAML"
        raise FileError(
            f"{path}{where}: {problem}.",
            "Check indentation, colons and quotes there.",
            zh=(f"{path}{where}：{problem}。", "請檢查該處的縮排、冒號與引號。"),
        ) from e
    except (ValueError, RecursionError) as e:
        raise FileError(
            f"{path}: a value cannot be read ({e}).",
            "Put it in quotation marks.",
            zh=(f"{path}：有值讀不懂（{e}）。", "請加引號。"),
        ) from e


def read_yaml(path: Path) -> Source:
    """Tables of a YAML file. Rows are numbered from 1 within each table."""
    source = Source(path)
    value = parse(path, source.findings)
    if not isinstance(value, dict):
        raise FileError(
            f"{path} is no mapping of tables.",
            f"Write tables as keys: {table_names()}.",
            zh=(f"{path} 不是以表名為鍵的對照。", f"請以表名為鍵：{table_names()}。"),
        )
    for key, rows in value.items():
        known = table(str(key))
        if known is None:
            of_rows = [str(k) for row in rows if isinstance(row, dict) for k in row] if isinstance(rows, list) else []
            source.findings.append(unknown_table(path.name, str(key), str(key), [of_rows]))
            continue
        if known is DATASET_TABLE:
            if not isinstance(rows, dict):
                raise FileError(
                    f"{path}: {key} is no mapping.",
                    "Write `id: my-plan` below it.",
                    zh=(f"{path}：{key} 不是欄位對照。", "請在其下寫 id: my-plan。"),
                )
            columns = {k: DATASET_TABLE.column(str(k)) for k in rows}
            source.dataset = {c.name if c else str(k): _cell(path, key, rows[k]) for k, c in columns.items()}
            continue
        if rows is None:
            continue
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            raise FileError(
                f"{path}: {key} is no list of rows.",
                "Write `- id: …` and the other columns for each row.",
                zh=(f"{path}：{key} 不是多列的清單。", "每列請寫「- id: …」與其他欄。"),
            )
        header = list(dict.fromkeys(str(k) for row in rows for k in row))
        cells: list[tuple[int, Sequence[Any]]] = [
            (i, [_cell(path, f"{key} row {i}", row.get(h), f"{key} 第 {i} 列") for h in header])
            for i, row in enumerate(({str(k): v for k, v in r.items()} for r in rows), 1)
        ]
        source.tables.append(RawTable(known, path.name, str(key), header, 0, cells))
    return source


def _cell(path: Path, where: object, value: Any, where_zh: object = "") -> Any:
    """A value that can stand in one cell: one text, or a list of texts."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value)):
        raise FileError(
            f"{path}: {where} holds more than one value in a cell.",
            "Write one text, or a list of texts.",
            zh=(f"{path}：{where_zh or where} 一格有多個值。", "請寫一段文字，或文字的清單。"),
        )
    return value
