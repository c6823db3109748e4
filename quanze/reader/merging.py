"""A later reading merged into a draft that somebody reviewed, or another chapter added to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quanze.changes.comparison import compared, names_in
from quanze.changes.edition import Edition
from quanze.changes.merge import Difference, joined, merge
from quanze.changes.pairs import ReviewedPair
from quanze.errors import FileError, FindingsError
from quanze.exports.comparison_document import ComparisonDocument
from quanze.exports.edition_tables import tables_of
from quanze.exports.merged_document import MergedDocument
from quanze.exports.plan_workbook import Beside
from quanze.graph.engine import Reader
from quanze.graph.records import other_names
from quanze.loaders.draft_file import DraftFile, read_draft
from quanze.loaders.findings import WARNING, errors, in_order
from quanze.loaders.load import Checked, check_editions
from quanze.loaders.row_source import source_of_rows
from quanze.locale import CHINESE, Message, message, plural
from quanze.reader.draft import references
from quanze.reader.plan import PlanDraft
from quanze.schema import KIND, TABLES, Property, stored_properties
from quanze.schema.draft_codes import REMARKS
from quanze.schema.naming import Name
from quanze.schema.tables import REVIEW, TO_REVIEW

_REVIEW = tuple(column.name for column in REVIEW)


def merge_draft(
    draft: PlanDraft,
    into: Path,
    reader: Reader,
    *,
    chapter: bool = False,
    reviewed: Sequence[ReviewedPair] = (),
    decisions: Mapping[str, str] | None = None,
    needed: Sequence[Path] = (),
    lang: str = CHINESE,
) -> MergedDocument:
    """Merge what was read into a reviewed draft, which holds its first reading and maybe decided conflicts.

    ``decisions`` are sides taken by the marks of conflicts, before those of the draft. ``chapter``: what was read is
    another part of the same plan, so nothing is dropped by it. ``needed`` are data sets that both refer to and that the
    graph may lack. ``lang`` is the language of what the reader says in new rows.
    Raises FileError, and FindingsError when a side could not be loaded.
    """
    file = read_draft(into)
    if file.first is None:
        raise FileError(
            message("{path} does not hold its first reading.", path=into),
            message(
                "Use a draft of `quanze read`; for other files, `quanze merge BASE LATER REVIEWED -o merged.xlsx`."
            ),
        )
    read = draft.in_language(lang)
    gone = file.gone()
    sources = [file.first, source_of_rows(Path(draft.sources[0].file), read), file.source]
    checked = check_editions(sources, needed, reader)
    _refuse(checked)
    base, theirs, ours = (c.edition() for c in checked)
    differences: list[Difference] = []
    if chapter:
        theirs, differences = joined(base, theirs)
    merged = merge(base, theirs, ours, decisions={**file.decisions, **(decisions or {})}, reviewed=reviewed)
    found = compared(
        [ours],
        [merged.edition],
        titles=(str(into), draft.sources[0].file),
        names=lambda ids: names_in(reader, ids),
    )
    data = _tables(merged.edition, _review_columns(file, read, checked))
    _keep_marked(data, file, merged.edition)
    names = {p["id"]: p for _, p in merged.edition.records()}

    def beside(lang: str) -> list[Beside]:
        sheets = draft.beside(lang)
        notices = [
            (REMARKS["differs"].in_language(lang), _difference(d, names).in_language(lang), "") for d in differences
        ]
        return [(s, heads, [*notices, *rows] if s is TO_REVIEW else rows) for s, heads, rows in sheets]

    left_out = [f.value for f in file.source.findings if f.code == "unknown-table"]
    known = {(f.code, f.value) for f in (*checked[0].findings, *checked[1].findings)}
    ours_alone = [f for f in checked[2].findings if f.level == WARNING and (f.code, f.value) not in known]
    findings = in_order([*gone, *ours_alone])
    return MergedDocument(merged, data, ComparisonDocument(**vars(found)), True, beside, left_out, findings)


def _refuse(checked: Sequence[Checked]) -> None:
    findings = in_order(f for c in checked for f in c.findings)
    stopping = errors(findings)
    if stopping:
        raise FindingsError(
            plural(
                "{n} finding must be corrected before the draft can be merged.",
                "{n} findings must be corrected before the draft can be merged.",
                n=len(stopping),
            ),
            stopping,
        )


def _review_columns(file: DraftFile, read: Mapping[str, Any], checked: Sequence[Checked]) -> dict[str, dict[str, Any]]:
    """The review columns of each record and relationship: those of the later reading, where it has it, with the
    reviewer's own mark."""
    _, theirs, ours = checked
    found: dict[str, dict[str, Any]] = {}
    for plan in (ours.plan, theirs.plan):
        records = {**{i: n.record for i, n in plan.nodes.items()}, **{k: e.record for k, e in plan.links.items()}}
        for key, record in records.items():
            if plan is ours.plan:
                found[key] = dict(file.review.get((record.raw.table.name, record.row), {}))
            else:
                row = read[record.raw.table.name][record.row - 1]
                found.setdefault(key, {}).update({name: row[name] for name in _REVIEW if row.get(name)})
    return found


def _tables(edition: Edition, beside: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The tables with names for references, as a reviewer reads them."""
    data = tables_of(edition, beside)
    called = references((p["id"], p.get("name", ""), _others(p)) for _, p in edition.records())
    for table in TABLES:
        columns = [c.name for c in table.columns if c.type == "ref"]
        for row in data[table.name]:
            row.update({c: called.get(row[c], row[c]) for c in columns if c in row})
    return data


def _others(props: Mapping[str, Any]) -> list[str]:
    return [*filter(None, (props.get("name_en", ""), props.get("code", ""), *other_names(props)))]


def _keep_marked(data: dict[str, Any], file: DraftFile, edition: Edition) -> None:
    """Keep the rows that the reviewer marked as ones to leave out, so that he still sees what he dropped."""
    there = {props["id"] for _, props in edition.records()}
    for table, rows in file.marked.items():
        data[table] += [row for row in rows if row.get("id") not in there]


def _difference(found: Difference, names: Mapping[str, Mapping[str, Any]]) -> Message:
    return message(
        "{kind} “{name}”, {field}: {before} in the draft, {after} in what was read now; the draft's is kept.",
        kind=KIND[found.kind],
        name=Name(names.get(found.id, {"name": found.id})),
        field=_property(found),
        before=found.before,
        after=found.after,
    )


def _property(found: Difference) -> Property:
    return next(p for p in stored_properties(KIND[found.kind]) if p.name == found.field)
