"""Read plans into a draft: what it found, as rows, and the workbook or folder that ``quanze load`` takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze.errors import FileError, QueryError
from quanze.locale import CHINESE, in_language, listed, message
from quanze.plain_files import dataset_id
from quanze.reader import report
from quanze.reader.blocks import Source
from quanze.reader.columns import ColumnMapping
from quanze.reader.compare import Comparison, compare, comparison, side_of_draft, side_of_files
from quanze.reader.draft import HIGH, Draft, Evidence, Node, rows
from quanze.reader.formats import open_source
from quanze.reader.formats.progress import Progress
from quanze.reader.pipeline import SourcesRead, read_sources
from quanze.reader.reading import Reading
from quanze.reader.rules.documents import document_kind, is_document, names_part
from quanze.reader.tables.mapping import load_mapping
from quanze.schema import tables
from quanze.schema.draft_codes import CHECKS, REMARKS, UNREAD, rule_family
from quanze.schema.naming import sentence
from quanze.schema.rows import DraftCount, DraftRemark, DraftRow, UnreadText
from quanze.schema.words import DROP_WORDS

if TYPE_CHECKING:
    from quanze.exports.plan_workbook import Beside

_UNREAD_HEADS = (message("Where"), message("Text"), message("Reason"), message("Words in it"))
DECISIONS: Mapping[str, Mapping[str, str]] = {
    "right": {"review": "對", "confidence": HIGH, "reason": ""},
    "wrong": {"review": DROP_WORDS[0]},
    "later": {"review": ""},
}
"""What a reviewer can say of a row, and what the draft then has in its review columns."""
_REVIEW_HEADS = (message("Matter"), message("Text"), message("Where"))


@dataclass
class PlanDraft(SourcesRead):
    """What was read, and the tables ``data`` made of it.

    ``data`` is a data set as ``quanze.exports.dataset_tables`` takes it; its rows carry the review columns too, and
    their ``evidence``.
    """

    data: dict[str, Any]
    first: dict[str, Any] | None = None
    """The tables before somebody reviewed them, where ``reviewed`` made this of another draft."""

    def reviewed(self, decisions: Mapping[tuple[str, int], str]) -> PlanDraft:
        """This draft with what a reviewer said of rows, by table and number from 0: ``right``, ``wrong`` or ``later``.

        A wrong row stays in the draft and is not loaded; of a right one the draft says that it needs no further check.
        QueryError for another word or a row that there is not.
        """
        data = {name: list(rows) if isinstance(rows, list) else rows for name, rows in self.data.items()}
        for (table, number), said in decisions.items():
            rows = data.get(table)
            if said not in DECISIONS or not isinstance(rows, list) or not 0 <= number < len(rows):
                raise QueryError(
                    message(
                        "There is no row {number} of {table} to call {value!r}.", number=number, table=table, value=said
                    ),
                    message("Use one of {names}.", names=list(DECISIONS)),
                )
            rows[number] = {**rows[number], **DECISIONS[said]}
        return replace(self, data=data, first=self.first or self.data)

    def rows(self) -> list[DraftRow]:
        """The rows of the draft in the order of its tables, each with the clause it was read from."""
        return report.rows(self.data)

    def counts(self) -> list[DraftCount]:
        """How many records and relationships of each kind were read."""
        return report.counts(self)

    def remarks(self) -> list[DraftRemark]:
        """What a reviewer should look at."""
        return report.remarks(self)

    def unread(self) -> list[UnreadText]:
        """What words of responsibility were not read, in order."""
        return report.unread(self)

    def column_mapping(self) -> str:
        """The meaning that each column and mark was given, as the YAML that ``columns`` takes; empty without tables."""
        return report.mapping(self)

    def requires(self) -> list[str]:
        """The data sets that ship and that the draft refers to: they are loaded before it."""
        return ["sdg"] if self.draft.of_kind("SDGTarget") or self.draft.of_kind("SDGGoal") else []

    def compare(self, *paths: Path) -> Comparison:
        """The draft beside the data sets in files, which are checked as a load does."""
        return comparison(compare(side_of_draft(self.draft), side_of_files(paths)))

    def write(self, target: Path, *, lang: str = CHINESE) -> list[Path]:
        """Write the draft to ``target``, an .xlsx workbook or a folder of CSV tables; returns the files.

        What the reader says in it (reasons, places) is in ``lang``; a load takes the draft whatever its language is.
        """
        from quanze.exports.atomic_file import write_file
        from quanze.exports.merged_document import write_draft_folder
        from quanze.exports.plan_workbook import workbook

        data = self.in_language(lang)
        first = data if self.first is None else self._worded(self.first, lang)
        suffix = target.suffix.lower()
        if suffix == ".xlsx":
            beside = self.beside(lang)
            write_file(target, workbook(data, lang=lang, review=True, beside=beside, first=first))
            return [target]
        if suffix:
            raise FileError(
                message("A draft cannot be written in the format of {path}.", path=target),
                message("Name it draft.xlsx, or name a folder."),
            )
        return write_draft_folder(target, data, first, beside=self.beside(lang))

    def beside(self, lang: str) -> list[Beside]:
        """The sheets of a draft beside its tables: what was not read, and what to review."""
        remarks = [
            (REMARKS[r["remark"]].in_language(lang), sentence(r, lang), sentence(r, lang, "where"))
            for r in self.remarks()
        ]
        return [
            (tables.UNREAD, [head.in_language(lang) for head in _UNREAD_HEADS], self._unread(lang)),
            (tables.TO_REVIEW, [head.in_language(lang) for head in _REVIEW_HEADS], remarks),
        ]

    def _unread(self, lang: str) -> list[tuple[str, ...]]:
        return [
            (
                sentence(u, lang, "where"),
                sentence(u, lang, "text"),
                UNREAD[u["reason"]].in_language(lang),
                listed(u["words"], lang),
            )
            for u in self.unread()
        ]

    def write_view(self, target: Path, *, lang: str = CHINESE) -> Path:
        """Write the reading view to ``target``: a page that shows what was read beside the text."""
        from quanze.exports.atomic_file import write_file
        from quanze.reader.view import render

        write_file(target, render(self, str(self.data["dataset"]["name"]), lang=lang))
        return target

    def in_language(self, lang: str) -> dict[str, Any]:
        """The tables with what the reader says in words of the language."""
        return self._worded(self.data, lang)

    @staticmethod
    def _worded(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
        dataset = data["dataset"]

        def worded(row: dict[str, Any]) -> dict[str, Any]:
            said = {
                "locator": row["locator"],
                "where": row["where"],
                "rule": rule_family(row["rule"]),
                "reason": CHECKS[row["reason"]] if row["reason"] else "",
            }
            return row | {key: in_language(text, lang) for key, text in said.items()}

        return {
            **{table: [worded(row) for row in rows] for table, rows in data.items() if table != "dataset"},
            "dataset": {**dataset, "description": in_language(dataset["description"], lang)},
        }

    def tables_unread(self) -> list[str]:
        """The places, in words, of the tables that name agencies or roles and whose heads nobody understands."""
        return [unread.where for unread, _ in report.strange_tables(self)]

    @property
    def nothing_read(self) -> bool:
        """Whether the documents gave no fact beyond their own names."""
        return not self.draft.links and all(n.kind == "Document" for n in self.draft.nodes)


def read_plan(
    paths: Sequence[Path],
    *,
    dataset: str = "",
    title: str = "",
    columns: Path | None = None,
    progress: Progress | None = None,
) -> PlanDraft:
    """Read one or more documents of one plan into a draft.

    ``dataset`` is the id of the data set that the draft will be (by default made of the first file's name);
    ``title`` the name of the plan, for files that do not say it; ``columns`` a saved mapping of the columns and values
    of its tables. Raises FileError when a file cannot be read.
    """
    if not paths:
        raise FileError(message("No file was named."), message("Name the plan's document."))
    mapping = load_mapping(columns) if columns is not None else None
    sources = [open_source(p, progress) for p in paths]
    return draft_of(sources, dataset or dataset_id(paths[0]), title, mapping, progress)


def draft_of(
    sources: list[Source],
    dataset: str,
    title: str = "",
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
) -> PlanDraft:
    """Read opened documents of one plan into a draft, as ``read_plan`` does."""
    begun = None if progress is None else lambda name: progress(name, 0, 0)
    draft, readings = read_sources(sources, begun, mapping)
    documents = [_document(draft, reading, source, title) for reading, source in zip(readings, sources, strict=True)]
    data: dict[str, Any] = {
        "dataset": {
            "id": dataset,
            "name": title or documents[0].real().name,
            "description": message("Draft read from the plan's documents; not reviewed yet."),
        },
        **rows(draft, dataset, documents),
    }
    made = PlanDraft(draft, sources, readings, data)
    if needed := made.requires():
        data["dataset"]["requires"] = needed
    return made


def _document(draft: Draft, reading: Reading, source: Source, title: str) -> Node:
    """The record of a source itself: what it says it is, else its title or file name."""
    if reading.document is not None and not title:
        return reading.document
    name = (
        title
        or (source.title if is_document(source.title) and not names_part(source.title) else "")
        or Path(source.file).stem
    )
    where = reading.passages[0].place.words if reading.passages else source.file
    evidence = Evidence(reading.source, 0 if reading.passages else -1, 0, 0, "plan.file", where, "", "")
    if reading.document is not None:
        reading.document.alias(name)
        return reading.document
    return draft.node("Document", name, evidence, kind=document_kind(name))
