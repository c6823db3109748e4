"""Rows to a terminal or a file: table, JSON, CSV, Markdown, worksheet."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from quanze.cli.labels import worded
from quanze.errors import FileError, QueryError

Row = Mapping[str, Any]
BY_SUFFIX = {".json": "json", ".csv": "csv", ".md": "md", ".xlsx": "xlsx", ".txt": "table"}


def width(text: str) -> int:
    """Terminal columns of a text: wide characters count two, combining and control ones none."""
    total = 0
    for c in text:
        if c < "\x7f":
            total += c >= " "
        elif unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me", "Cc"):
            continue
        else:
            total += 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return total


def wide(text: str, columns: int) -> str:
    """``text`` filled with spaces to so many terminal columns."""
    return text + " " * max(0, columns - width(text))


def plain(value: Any) -> str:
    """A value as text on one line; control characters and direction marks, which could rewrite the screen, go."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, (list, tuple)):
        return "、".join(plain(v.get("name", v) if isinstance(v, dict) else v) for v in value)
    text = " ".join(str(value).split())
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def keep_existing(path: Path, overwrite: bool) -> None:
    """FileError when the file is there and may hold somebody's work: what is meant to be filled in is not replaced unasked."""
    if path.is_file() and not overwrite:
        raise FileError(
            f"{path} is there already and was kept.",
            "Choose another name, or add --overwrite.",
            zh=(f"{path} 已存在，沒有覆寫。", "請另取檔名，或加 --overwrite。"),
        )


def _json(rows: list[Row]) -> str:
    """JSON as the standard has it: a number that is none (NaN, infinity) becomes null."""
    import json

    def dumps(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, indent=2, default=str, allow_nan=False)

    try:
        return dumps(rows)
    except ValueError:
        return dumps(json.loads(json.dumps(rows, default=str), parse_constant=lambda _: None))


class Output(NamedTuple):
    """Where a command's rows go and how: language, format (None: by the file's ending, else a table), file, BOM."""

    lang: str
    format: str | None = None
    path: Path | None = None
    bom: bool = False

    @property
    def chosen(self) -> str:
        """The format in the end: table, json, csv, md or xlsx. Raises QueryError when the file's ending says none."""
        return self._format()

    @property
    def shows_table(self) -> bool:
        """Whether a person will read it as plain text."""
        return self._format() == "table"

    def _format(self) -> str:
        if self.format:
            if self.path is not None and self.path.suffix.lower() == ".xlsx":
                raise QueryError(
                    f"{self.path} would be no worksheet with --format {self.format}.",
                    "Leave --format out, or give the file another ending.",
                    zh=(
                        f"加了 --format {self.format}，{self.path} 就不是工作表。",
                        "請去掉 --format，或改用其他副檔名。",
                    ),
                )
            return self.format
        if self.path is None:
            return "table"
        known = BY_SUFFIX.get(self.path.suffix.lower())
        if known is None:
            raise QueryError(
                f"{self.path} says no format.",
                f"End it with {', '.join(BY_SUFFIX)}, or give --format.",
                zh=(f"{self.path} 看不出格式。", f"副檔名請用 {'、'.join(BY_SUFFIX)}，或加 --format。"),
            )
        return known

    def emit(self, rows: Sequence[Row], columns: Mapping[str, str], *, text: str | None = None, note: str = "") -> None:
        """Show ``rows``: ``columns`` maps keys to heads. JSON has every key; ``text`` replaces the plain table.

        ``note`` is printed below a table, plain or Markdown.
        """
        format_ = self._format()
        match format_:
            case "xlsx":
                self._worksheet(worded(rows, self.lang), columns, note)
                return
            case "json":
                result = _json(list(rows))
            case "csv":
                result = csv_text(rows, columns)
            case "md":
                result = markdown(worded(rows, self.lang), columns)
                result += f"\n\n{note}" if note else ""
            case _:
                result = self._fitted(text) if text is not None else table(worded(rows, self.lang), columns)
                result += f"\n{note}" if note else ""
        self.write(result, bom=self.bom and format_ == "csv")

    def _worksheet(self, rows: Sequence[Row], columns: Mapping[str, str], note: str) -> None:
        from quanze.exports.safe import new_file
        from quanze.exports.table_xlsx import MAX_COLUMNS, MAX_ROWS, write_table

        assert self.path is not None  # only a file's ending asks for a worksheet
        if len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
            raise QueryError(
                f"{len(rows):,} rows of {len(columns):,} columns are more than a worksheet can hold.",
                "Write them as .csv.",
                zh=(f"{len(rows):,} 列、{len(columns):,} 欄超過工作表的上限。", "請改寫為 .csv。"),
            )
        cells = [[_cell(row.get(c)) for c in columns] for row in rows]
        with new_file(self.path) as temporary:
            write_table(temporary, "權責" if self.lang != "en" else "Quanze", list(columns.values()), cells, note)
        click.echo(str(self.path), err=True)

    def _fitted(self, text: str) -> str:
        """``text`` for a terminal: long lines go on below their own beginning. A pipe or file gets them whole."""
        if self.path is not None or not sys.stdout.isatty():
            return text
        import shutil

        return fitted(text, shutil.get_terminal_size((100, 24)).columns)

    def write(self, text: str, *, bom: bool = False) -> None:
        """Print ``text``, or put it into the file named by ``-o``."""
        if self.path is None:
            click.echo(text.rstrip("\n"))
            return
        from quanze.exports.safe import new_file

        with new_file(self.path) as temporary:
            temporary.write_text(text.rstrip("\n") + "\n", encoding="utf-8-sig" if bom else "utf-8")
        click.echo(str(self.path), err=True)


def _cell(value: Any) -> Any:
    """A number as it is, anything else as text."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else plain(value)


def csv_text(rows: Sequence[Row], columns: Mapping[str, str]) -> str:
    """CSV with the columns' keys as heads; cells that look like formulas are made inert."""
    import csv
    import io

    from quanze.schema.celltext import neutral

    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(neutral(plain(c)) for c in columns)
    for row in rows:
        cells = (row.get(c) for c in columns)
        writer.writerow([_csv_cell(c, neutral) for c in cells])
    return into.getvalue()


def _csv_cell(value: Any, neutral: Callable[[str], str]) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, (int, float)) else neutral(plain(value))


_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]#|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def escape_markdown(text: str) -> str:
    """``text`` inside a Markdown table cell, with nothing in it active."""
    return text.translate(_MARKDOWN)


def markdown(rows: Sequence[Row], columns: Mapping[str, str]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(escape_markdown(h) for h in columns.values()) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(escape_markdown(plain(row.get(c))) for c in columns) + " |" for row in rows]
    return "\n".join(lines)


def table(rows: Sequence[Row], columns: Mapping[str, str], columns_wide: int | None = None) -> str:
    """A table that fits the terminal: long cells are wrapped, the widest columns first."""
    cells = [[plain(row.get(c)) for c in columns] for row in rows]
    heads = list(columns.values())
    used = [i for i in range(len(heads)) if any(r[i] for r in cells)] or list(range(len(heads)))
    widths = {i: max(width(heads[i]), *(width(r[i]) for r in cells), 1) if cells else width(heads[i]) for i in used}
    import shutil

    room = columns_wide or (shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 160)
    while sum(widths.values()) + 2 * len(widths) > room and max(widths.values()) > 12:
        widest = max(widths, key=lambda i: widths[i])
        widths[widest] = max(12, widths[widest] - max(1, widths[widest] // 8))
    lines = ["  ".join(wide(heads[i], widths[i]) for i in used).rstrip(), "  ".join("─" * widths[i] for i in used)]
    for row in cells:
        wrapped = [list(wrap(row[i], widths[i])) or [""] for i in used]
        for line in range(max(map(len, wrapped))):
            parts = (wide(w[line] if line < len(w) else "", widths[i]) for w, i in zip(wrapped, used, strict=True))
            lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def fitted(text: str, columns: int) -> str:
    """``text`` with lines of at most so many terminal columns; what is carried over is indented by two more."""
    lines: list[str] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if width(line) <= columns or columns < indent + 20:
            lines.append(line)
            continue
        first, *rest = wrap(line[indent:], columns - indent - 2)
        lines += [" " * indent + first, *(" " * (indent + 2) + part for part in rest)]
    return "\n".join(lines)


_NO_START = "。、，；：？！」』）】》〉"
"""Marks that no line of Chinese begins with."""


def wrap(text: str, columns: int) -> Iterator[str]:
    """Lines of at most so many terminal columns; broken at spaces where there are some, anywhere in Chinese."""
    line, used, space = "", 0, -1
    for c in text:
        step = width(c)
        if used + step > columns:
            if space > 0 and c.isascii() and c != " ":
                yield line[:space].rstrip()
                line = line[space:].lstrip()
            elif c in _NO_START and len(line) > 1 and not line[-2:].isspace():
                yield line[:-1].rstrip()
                line = line[-1]
            else:
                yield line.rstrip()
                line = ""
            used, space = width(line), -1
            if c == " " and not line:
                continue
        if c == " ":
            space = len(line)
        line += c
        if c in "-/" and line[-2:-1].isalnum():
            space = len(line)  # a code or an id may go on after its hyphen
        used += step
    if line:
        yield line
