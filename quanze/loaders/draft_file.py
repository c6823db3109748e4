"""A draft as a reviewer hands it back: its tables, what it was when it was read first, and what he decided.

The first reading is a sheet of the workbook, or a folder in the folder of tables, so that nobody has to keep it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.errors import FileError, FindingsError
from quanze.loaders.archive import readable
from quanze.loaders.cell_values import as_text
from quanze.loaders.decision_table import read_decisions
from quanze.loaders.findings import Finding, FindingList, errors, in_order
from quanze.loaders.raw import RawTable, Source, is_dropped, raw_table
from quanze.loaders.source import read_source
from quanze.loaders.table_records import read_rows
from quanze.locale import message, plural
from quanze.plain_files import is_folder
from quanze.schema.merge_conflicts import MERGE_CONFLICTS
from quanze.schema.tables import CONFLICTS, REVIEW

Row = tuple[str, int]
"""A row by its table and number."""


@dataclass
class DraftFile:
    """``review`` has the review columns of each row, ``marked`` the rows that the reviewer marked as ones to leave out
    by table; ``decisions`` the sides taken by the marks of conflicts."""

    source: Source
    decisions: dict[str, str] = field(default_factory=dict)
    review: dict[Row, dict[str, str]] = field(default_factory=dict)
    marked: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def first(self) -> Source | None:
        """What it was before somebody reviewed it."""
        return self.source.first

    def gone(self) -> list[Finding]:
        """The tables and filled columns of the first reading that it has no more. The tables must not be read yet."""
        found = []
        for raw in self.first.tables if self.first else ():
            now = [own for own in self.source.tables if own.table is raw.table]
            file = self.source.path.name
            if not now:
                found.append(Finding("table-gone", file, details={"table": raw.table, "n": len(raw.all_rows())}))
                continue
            columns = {column for own in now for head in own.header if head and (column := own.table.column(head))}
            for at, head in enumerate(raw.header):
                column = raw.table.column(head) if head else None
                n = sum(at < len(cells) and cells[at] not in (None, "") for _, cells in raw.all_rows())
                if column and n and column not in columns and column.name != "id":  # without ids names tell records
                    found.append(Finding("column-gone", file, now[0].sheet, value=head, details={"n": n}))
        return found

    @property
    def dataset(self) -> str:
        """The id of its data set."""
        return as_text(self.source.dataset.get("id"))


def read_draft(path: Path) -> DraftFile:
    """Read a draft, or any file or folder that could be loaded. Raises FileError; FindingsError for wrong decisions."""
    draft = DraftFile(read_source(path))
    if draft.first is not None and draft.first.findings:
        raise FileError(
            message("{path}: the first reading was changed.", path=path),
            message("Take the sheet or folder from the draft as it was written; it is not to be edited."),
        )
    for raw in draft.source.tables:
        _review(draft, raw)
    if path.is_dir():
        decided = path / f"{MERGE_CONFLICTS.name}.csv"
        draft.decisions = read_conflict_decisions(decided) if decided.is_file() else {}
    elif path.suffix.lower() in (".xlsx", ".ods"):
        draft.decisions = _decided(path, _conflicts(path))
    return draft


def read_conflict_decisions(path: Path) -> dict[str, str]:
    """The sides taken in a CSV file, folder or workbook with conflicts, by their marks.

    Raises FileError, and FindingsError with every finding when a row is wrong.
    """
    if is_folder(path):
        path = path / f"{MERGE_CONFLICTS.name}.csv"
    if path.suffix.lower() in (".xlsx", ".ods"):
        read_source(path)  # refuses what is not a workbook, or too large
        return _decided(path, _conflicts(path))
    findings = FindingList()
    records = read_decisions(path, MERGE_CONFLICTS, findings)
    _refuse(path, findings)
    return {r.values["mark"]: r.values["decision"] for r in records if "decision" in r.values}


def _decided(path: Path, cells: Sequence[Sequence[Any]]) -> dict[str, str]:
    if not cells:
        return {}
    raw = raw_table(MERGE_CONFLICTS, path.name, CONFLICTS.zh, cells)
    findings = FindingList([raw] if isinstance(raw, Finding) else [])
    records = [] if isinstance(raw, Finding) else read_rows(raw, findings)
    _refuse(path, findings)
    return {r.values["mark"]: r.values["decision"] for r in records if "decision" in r.values}


def _refuse(path: Path, findings: list[Finding]) -> None:
    stopping = errors(findings)
    if stopping:
        raise FindingsError(
            plural(
                "{path}: {n} finding in the conflicts.",
                "{path}: {n} findings in the conflicts.",
                n=len(stopping),
                path=path,
            ),
            in_order(findings),
            message("Correct the file and try again."),
        )


def _conflicts(path: Path) -> list[list[Any]]:
    """The cells of the sheet of conflicts; ``read_source`` has looked at the workbook before."""
    import python_calamine as calamine

    with readable(str(path)):
        book = calamine.CalamineWorkbook.from_path(str(path))
        for title in book.sheet_names:
            if title in CONFLICTS.titles:
                cells: list[list[Any]] = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
                return cells
    return []


def _review(draft: DraftFile, raw: RawTable) -> None:
    """Keep what the review columns of a table say, before its rows are read and given up."""
    columns = [(at, raw.table.column(head)) for at, head in enumerate(raw.header) if head]
    names = {column.name for column in REVIEW}
    for number, cells in raw.all_rows():
        row = {c.name: as_text(cells[at]) for at, c in columns if c and at < len(cells) and cells[at] not in (None, "")}
        said = {name: value for name, value in row.items() if name in names}
        if is_dropped(said.get("review", "")):
            draft.marked.setdefault(raw.table.name, []).append(row)
        elif said:
            draft.review[raw.table.name, number] = said
