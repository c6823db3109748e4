"""A graph as the files that ``neo4j-admin database import full`` reads: the way for more than ten million
relationships.

One header and one file of rows per kind and per relationship type, and ``import.args``, which names them all to the
tool. Text is quoted throughout; lists are joined by the unit separator, which no text of ours holds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quanze.errors import StorageError
from quanze.exports.atomic_folder import new_folder
from quanze.graph.marks import PROPERTY, label_of
from quanze.graph.records import POSITION, node_names, relationship_names
from quanze.locale import message
from quanze.plain_files import is_folder
from quanze.schema import KIND, RELATIONSHIP, relationship_properties, stored_properties
from quanze.schema.rows import AnyRow

LIST_MARK = "\x1f"
ARGUMENTS = "import.args"
_TYPES = {
    "integer": "long",
    "year": "long",
    "number": "double",
    "boolean": "boolean",
    "list": "string[]",
    "choices": "string[]",
}
_OPTIONS = (
    "--delimiter=,",
    "--array-delimiter=U+001F",
    "--multiline-fields=true",
    "--id-type=string",
    "--ignore-empty-strings=true",
    "--trim-strings=false",
    "--strict=true",
)


def _columns(names: Sequence[str], types: Mapping[str, str]) -> list[str]:
    own = {"schema_version": "long"}
    return [f"{n}:{own.get(n) or _TYPES.get(types.get(n, ''), 'string')}" for n in names]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return LIST_MARK.join(str(v).replace(LIST_MARK, " ") for v in value)
    return repr(value) if isinstance(value, float) else str(value)


class ImportFolder:
    """Writes the files into an empty folder; ``finish`` writes the arguments and returns the names of all files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, list[str]] = {}
        self._arguments: list[str] = []

    def nodes(self, label: str, rows: Iterable[AnyRow]) -> None:
        """Append nodes of one kind: rows of properties by name."""
        names = [n for n in node_names(label) if n != "id"]
        types = {POSITION: "integer"} | {p.name: p.type for p in stored_properties(KIND[label])}
        self._append(
            "nodes",
            f"{label}:{label_of(label)}",
            ["id:ID", *_columns(names, types)],
            ([r["id"], *map(r.get, names)] for r in rows),
        )

    def relationships(self, type_: str, rows: Iterable[tuple[str, str, AnyRow]]) -> None:
        """Append relationships of one type: start id, end id and properties."""
        names = relationship_names(type_)
        types = {p.name: p.type for p in relationship_properties(type_)}
        header = [":START_ID", ":END_ID", *_columns(names, types), f"{PROPERTY}:boolean"]
        self._append("relationships", type_, header, ([a, b, *map(props.get, names), True] for a, b, props in rows))

    def _append(self, group: str, name: str, header: list[str], rows: Iterable[Sequence[Any]]) -> None:
        known = KIND if group == "nodes" else RELATIONSHIP
        own = name.partition(":")[0]
        assert own in known
        head, body = (self.folder / f"{group}-{own.lower()}{end}.csv" for end in ("-header", ""))
        written = 0
        with body.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for row in rows:
                writer.writerow([_cell(v) for v in row])
                written += 1
        if name in self._files:
            return
        if not written:
            body.unlink()
            return
        head.write_text(",".join(header) + "\n", encoding="utf-8")
        self._files[name] = [head.name, body.name]
        # With a folder before the name: the tool of 2026 looks for one.
        self._arguments.append(f"--{group}={name}=./{head.name},./{body.name}")

    def finish(self) -> list[str]:
        """Write the file of arguments; the names of all files written."""
        arguments = self.folder / ARGUMENTS
        arguments.write_text("\n".join([*_OPTIONS, *self._arguments]) + "\n", encoding="utf-8")
        return [*(name for pair in self._files.values() for name in pair), ARGUMENTS]


@contextmanager
def import_folder(folder: Path) -> Iterator[ImportFolder]:
    """The files in a new folder, which takes its place when the block ends well.

    Raises StorageError when the folder holds anything or cannot be written.
    """
    with new_folder(folder, replaces=()) as made:
        if is_folder(folder) and any(folder.iterdir()):
            raise StorageError(message("{folder} is not empty.", folder=folder), message("Name a new folder."))
        yield ImportFolder(made)
