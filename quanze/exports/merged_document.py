"""A merge as it leaves the library: the merged plan with its conflicts, and what the later edition brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.changes.merge import Merged
from quanze.errors import FileError
from quanze.exports.atomic_file import write_file
from quanze.exports.comparison_document import ComparisonDocument
from quanze.exports.conflict_rows import conflict_rows
from quanze.exports.csv_text import csv_text
from quanze.exports.dataset_tables import write_folder
from quanze.exports.edition_tables import tables_of
from quanze.exports.plan_workbook import Beside, workbook
from quanze.locale import message
from quanze.schema.merge_conflicts import MERGE_CONFLICTS
from quanze.schema.rows import MergeConflict
from quanze.schema.tables import FIRST_FOLDER, UNREAD


def _nothing(_: str) -> list[Beside]:
    return []


@dataclass(frozen=True)
class MergedDocument:
    """``data`` are the tables of the result, ``changes`` what the reviewer's version gains by it.

    A draft (``review``) has every sheet and the review columns; ``beside`` gives its further sheets in a language,
    ``left_out`` names sheets of the reviewer's own that the result has not, ``findings`` are warnings about the
    reviewer's version alone.
    """

    merged: Merged
    data: Mapping[str, Any]
    changes: ComparisonDocument
    review: bool = False
    beside: Callable[[str], Sequence[Beside]] = field(default=_nothing)
    left_out: Sequence[str] = ()
    findings: Sequence[Any] = ()

    @property
    def conflicts(self) -> list[MergeConflict]:
        """What both sides changed, and differently."""
        return self.merged.conflicts

    @property
    def undecided(self) -> list[MergeConflict]:
        """The conflicts that nobody decided; the result keeps the reviewer's state."""
        return self.merged.undecided()

    def rows(self, lang: str = "zh-TW", *, decided: bool = False) -> list[dict[str, str]]:
        """The undecided conflicts in words, as the sheet shows them; with ``decided`` all of them."""
        editions = (self.merged.base, self.merged.edition)
        names = {props["id"]: props for edition in editions for _, props in edition.records()}
        return conflict_rows(self.conflicts if decided else self.undecided, names, lang)

    def write(self, path: str | Path, *, lang: str = "zh-TW") -> list[Path]:
        """Write the merged plan: an .xlsx workbook, or a folder of CSV tables. It has the state from which the next
        merge starts, and the undecided conflicts to be decided in.
        """
        target = Path(path)
        first, rows = tables_of(self.merged.base), self.rows(lang)
        suffix = target.suffix.lower()
        if suffix == ".xlsx":
            beside = self.beside(lang)
            content = workbook(self.data, lang=lang, review=self.review, beside=beside, first=first, conflicts=rows)
            write_file(target, content)
            return [target]
        if suffix:
            raise FileError(
                message("A draft cannot be written in the format of {path}.", path=target),
                message("Name it draft.xlsx, or name a folder."),
            )
        return write_draft_folder(target, self.data, first, rows, beside=self.beside(lang), review=self.review)


def write_draft_folder(
    folder: Path,
    data: Mapping[str, Any],
    first: Mapping[str, Any],
    conflicts: Sequence[Mapping[str, str]] = (),
    *,
    beside: Sequence[Beside] = (),
    review: bool = True,
) -> list[Path]:
    """A draft as a folder of CSV tables, with its first reading in a folder inside and its conflicts in a table.

    Of what is beside the tables only the text that was not read is written, as ``unread.txt``.
    """
    columns = [c.name for c in MERGE_CONFLICTS.columns]
    table = "\ufeff" + csv_text([columns, *([row[c] for c in columns] for row in conflicts)]) if conflicts else None
    unread = ("\t".join(line) + "\n" for sheet, _, lines in beside if sheet is UNREAD for line in lines)
    texts = {"unread.txt": "".join(unread), f"{MERGE_CONFLICTS.name}.csv": table}
    return write_folder(folder, data, review=review, beside=texts, inside={FIRST_FOLDER: first})
