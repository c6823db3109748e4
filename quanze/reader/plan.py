"""Read plans and write the draft: the workbook or folder that ``quanze load`` takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.reader.blocks import Source
from quanze.reader.draft import Draft, Evidence, Node, rows
from quanze.reader.formats import open_source
from quanze.reader.formats.progress import Progress
from quanze.reader.pipeline import SourcesRead, read_sources
from quanze.reader.reading import Reading
from quanze.reader.reasons import check_reason, unread_reason
from quanze.reader.rules.documents import document_kind, is_document
from quanze.reader.tables.mapping import load_mapping

_UNREAD = {
    "zh-TW": ("待查", ("所在", "文字", "理由", "其中的字詞")),
    "en": ("Unread", ("Where", "Text", "Reason", "Words in it")),
}
_REMARKS = {
    "zh-TW": ("請審閱", ("事項", "內容", "所在")),
    "en": ("To look at", ("What", "Text", "Where")),
}


@dataclass
class PlanDraft(SourcesRead):
    """What was read, and the tables ``data`` made of it.

    ``data`` is a data set as ``quanze.exports.dataset_tables`` takes it; its rows carry the review columns too.
    """

    data: dict[str, Any]

    def write(self, target: Path, *, lang: str = "zh-TW") -> list[Path]:
        """Write the draft to ``target``, an .xlsx workbook or a folder of CSV tables; returns the files."""
        from quanze.exports.atomic_file import write_file
        from quanze.exports.dataset_tables import write_folder
        from quanze.exports.plan_workbook import workbook
        from quanze.reader.report import remarks

        language = "en" if lang == "en" else "zh-TW"
        unread = [(u.where, u.text, unread_reason(u.reason, lang), "、".join(u.words)) for u in self.draft.unread]
        said = [(r["what"], r["text"], r["where"]) for r in remarks(self, lang)]
        suffix = target.suffix.lower()
        data = self._with_reasons(lang)
        if suffix == ".xlsx":
            extra: list[tuple[str, Sequence[str], Sequence[Sequence[Any]]]] = [
                (*_UNREAD[language], unread),
                (*_REMARKS[language], said),
            ]
            write_file(target, workbook(data, lang=lang, review=True, extra=extra))
            return [target]
        if suffix:
            raise FileError(
                f"{target} says no format a draft is written in.",
                "Name it draft.xlsx, or a folder.",
                zh=(f"由 {target} 看不出草稿要寫成什麼格式。", "請命名為 draft.xlsx，或指名資料夾。"),
            )
        files = write_folder(target, data, review=True)
        listed = target / "unread.txt"
        listed.write_text("".join("\t".join(line) + "\n" for line in unread), encoding="utf-8")
        return [*files, listed]

    def _with_reasons(self, lang: str) -> dict[str, Any]:
        """The tables with the reasons of rows to be checked in words."""
        return {
            table: rows
            if table == "dataset"
            else [{**row, "reason": check_reason(row.get("reason", ""), lang)} for row in rows]
            for table, rows in self.data.items()
        }

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
        raise FileError("No file was named.", "Name the plan's document.", zh=("沒有指名檔案。", "請指名計畫的文件。"))
    mapping = load_mapping(columns) if columns is not None else None
    sources = [open_source(p, progress) for p in paths]
    told = None if progress is None else lambda name: progress(name, 0, 0)
    draft, readings = read_sources(sources, told, mapping)
    prefix = dataset or dataset_id(paths[0])
    documents = [_document(draft, reading, source, title) for reading, source in zip(readings, sources, strict=True)]
    data: dict[str, Any] = {
        "dataset": {
            "id": prefix,
            "name": title or documents[0].real().name,
            "description": "由計畫文件判讀之草稿，尚待審閱。 Draft read from the plan's documents, to be reviewed.",
        },
        **rows(draft, prefix, documents),
    }
    return PlanDraft(draft, sources, readings, data)


def dataset_id(path: Path) -> str:
    """An id made of a file's name: letters, digits and hyphens, and a short mark of what an id cannot hold."""
    stem = unicodedata.normalize("NFKC", path.stem).lower()
    made = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:40].strip("-")
    if stem.isascii():
        return made or "draft"
    return f"{made or 'plan'}-{hashlib.sha256(stem.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def _document(draft: Draft, reading: Reading, source: Source, title: str) -> Node:
    """The record of a source itself: what it says it is, else its title or file name."""
    if reading.document is not None and not title:
        return reading.document
    name = title or (source.title if is_document(source.title) else "") or Path(source.file).stem
    where = str(reading.passages[0].place) if reading.passages else source.file
    evidence = Evidence(reading.source, 0 if reading.passages else -1, 0, 0, "plan.file", where, "", "")
    if reading.document is not None:
        reading.document.alias(name)
        return reading.document
    return draft.node("Document", name, evidence, kind=document_kind(name))
