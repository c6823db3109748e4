"""What long steps do, each a call of the public interface; they run in a process of their own."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze import api
from quanze.errors import FileError, FindingsError
from quanze.locale import message
from quanze.web.desk.same_pairs import ReviewedPairs

if TYPE_CHECKING:
    from quanze.api import Finding, PlanDraft
    from quanze.exports.comparison_document import ComparisonDocument
    from quanze.exports.reorganization_document import ReorganizationDocument
    from quanze.schema.rows import (
        ColumnRead,
        CopyCount,
        Dataset,
        DraftCount,
        DraftRemark,
        DraftRow,
        LoadCount,
        SheetCells,
        UnreadText,
        UnsurePair,
    )

Progress = Callable[[str, int, int], None]
DRAFT = "draft.pickle"
"""The reading of a document in its folder, kept by us for us, so that it is not read again for each decision."""


@dataclass(frozen=True)
class Given:
    """What is checked and loaded: shipped data sets, then the files of one folder, and how they are read."""

    database: str
    beside: tuple[str, ...]
    files: tuple[str, ...]
    columns: str | None
    names: str | None
    accept_unsure: bool
    edition_of: str = ""
    pairs: tuple[tuple[str, str, bool], ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of the files."""
        return Path(self.files[0]).parent

    @property
    def by_name(self) -> Given:
        """The same, seen from its folder: what is said of a file, and the log of its load, then name it as the person
        does who dropped it."""
        return replace(self, files=tuple(Path(path).name for path in self.files))

    @property
    def paths(self) -> list[str]:
        """All that a load is given."""
        return [*self.beside, *self.files]

    @property
    def options(self) -> dict[str, Any]:
        """How it is read."""
        return {
            "names": self.names,
            "columns": self.columns,
            "accept_unsure": self.accept_unsure,
            "edition_of": self.edition_of,
        }


class FileSheet(NamedTuple):
    """A sheet of a file that was dropped."""

    file: str
    cells: SheetCells


@dataclass
class Looked:
    """What a check of files gave. ``changes`` is what a load would do, where nothing stops it."""

    findings: list[Finding] = field(default_factory=list)
    understood: list[ColumnRead] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    offered: list[dict[str, str]] = field(default_factory=list)
    sheets: list[FileSheet] = field(default_factory=list)
    changes: ComparisonDocument | None = None
    shipped: list[Dataset] = field(default_factory=list)
    """Data sets that ship and are not loaded."""
    loaded: list[Dataset] = field(default_factory=list)
    """Data sets of the plan itself that are loaded."""
    dataset: str = ""
    """The id of the data set that the first file is."""
    plans_changes: bool = False
    """Whether the files have planned changes of bodies, which can be tried."""


@dataclass
class Loaded:
    """What a load did."""

    rows: list[LoadCount]
    findings: list[Finding]


@dataclass
class Tried:
    """What planned changes would do; None where ``findings`` keep them from being tried."""

    document: ReorganizationDocument | None
    findings: list[Finding]


class Side(NamedTuple):
    """One of three editions: a data set of the plan by its id, or a file; a document is read anew for it."""

    given: str
    is_document: bool = False


@dataclass
class Merge:
    """Three editions that are merged, and what somebody decided. Without ``base`` the reviewed draft holds it.
    ``chapter``: the later one is another chapter, and only adds. ``names`` are the names of the three."""

    base: Side | None
    later: Side
    reviewed: Side
    names: tuple[str, str, str]
    chapter: bool = False
    columns: str | None = None
    accept_unsure: bool = False
    decisions: dict[str, str] = field(default_factory=dict)
    pairs: ReviewedPairs = field(default_factory=ReviewedPairs)
    outcome: MergeOutcome | None = None


@dataclass
class MergeOutcome:
    """What a merge gave: all conflicts in words by language, the pairs that nobody is sure of, and what the reviewer's
    version gains."""

    conflicts: dict[str, list[dict[str, str]]]
    unsure: list[UnsurePair]
    changes: ComparisonDocument
    findings: list[Finding]
    left_out: list[str]


@dataclass
class Drafted:
    """What was read of a document."""

    rows: list[DraftRow]
    counts: list[DraftCount]
    remarks: list[DraftRemark]
    unread: list[UnreadText]
    requires: list[str]
    nothing_read: bool


def look(given: Given, progress: Progress) -> Looked:
    """Check files, and compare them with what is loaded."""
    with chdir(given.folder):
        return _look(given.by_name, progress)


def _look(given: Given, progress: Progress) -> Looked:
    found = Looked(sheets=[FileSheet(path, sheet) for path in given.files for sheet in _cells(Path(path))])
    with api.open(given.database, create=True) as graph:
        checked = api.check(given.paths, graph, progress, **given.options)
        found.findings = [finding for one in checked for finding in one.findings]
        found.offered = api.offered_names(checked)
        for one in checked:
            if one.path.name in given.files:
                found.understood += one.understood
                found.dataset = found.dataset or one.plan.dataset
                found.plans_changes |= api.has_planned_changes(one)
                for node in one.plan.nodes.values():
                    found.counts[node.kind] = found.counts.get(node.kind, 0) + 1
        loaded = graph.datasets()
        with api.bundled() as bundled:
            shipped = bundled.datasets()
        ids = {row["id"] for row in loaded}
        found.shipped = [row for row in shipped if row["id"] not in ids]
        ids = {row["id"] for row in shipped}
        found.loaded = [row for row in loaded if row["id"] not in ids]
        if not any(finding.stops() for finding in found.findings):
            try:
                found.changes = graph.preview(*given.paths, pairs=given.pairs, progress=progress, **given.options)
            except FindingsError as e:
                found.findings = e.findings
    return found


def _cells(path: Path) -> list[SheetCells]:
    """The cells of a sheet, to show findings in; none of a file that has no cells, such as YAML."""
    try:
        return api.sheets(path)
    except FileError:
        return []  # what is wrong with the file is said by its check


def load(given: Given, may_remove: bool, progress: Progress) -> Loaded:
    """Load files as one."""
    with chdir(given.folder), api.open(given.database, create=True) as graph:
        report = graph.load(
            *given.by_name.paths, replace=may_remove, pairs=given.pairs, progress=progress, **given.options
        )
    return Loaded(report.rows, report.findings)


def try_changes(given: Given, plan: str, day: str, progress: Progress) -> Tried:
    """Try the planned changes of files on a copy of the plan, which is not written; ``plan`` is its name."""
    with chdir(given.folder), api.open(given.database) as graph:
        try:
            found = graph.reorganize(*given.by_name.paths, as_of=day, progress=progress)
        except FindingsError as e:
            return Tried(None, e.findings)
    # The files of a trial are handed on, so they name the plan and no folder of this machine.
    title = message("{files} tried on {graph}", files=[*given.by_name.files], graph=plan)
    return Tried(replace(found, title=title), found.findings)


def merge(
    database: str, asked: Merge, target: str, langs: Sequence[str], lang: str, progress: Progress
) -> MergeOutcome:
    """Merge three editions, and write the result as a workbook that loads. Nothing of the plan is changed."""
    pairs = asked.pairs.given
    with api.open(database, create=True) as graph:
        if asked.base is None:
            draft = api.read(asked.later.given, dataset=api.draft_dataset(asked.reviewed.given), progress=progress)
            found = graph.merge_draft(
                draft, asked.reviewed.given, chapter=asked.chapter, pairs=pairs, decisions=asked.decisions, lang=lang
            )
        else:
            sides = (asked.base.given, asked.later.given, asked.reviewed.given)
            found = graph.merge(
                *sides,
                pairs=pairs,
                decisions=asked.decisions or None,
                columns=asked.columns,
                accept_unsure=asked.accept_unsure,
                progress=progress,
            )
        conflicts = {one: found.rows(one, decided=True) for one in langs}
    found.write(target, lang=lang)
    return MergeOutcome(
        conflicts, [*found.merged.unsure], found.changes, [*found.findings], [str(name) for name in found.left_out]
    )


def undo(database: str, _progress: Progress) -> list[LoadCount]:
    """Take the last load back."""
    with api.open(database) as graph:
        return graph.undo()


def example(database: str, _progress: Progress) -> list[CopyCount]:
    """Copy the plans that ship to a plan of the user's own."""
    with api.bundled() as bundled, api.open(database, create=True) as graph:
        return bundled.copy_to(graph)


LEFT_OUT = 200
"""What an import found no place for, of which so many are listed."""


def take_over(form: str, source: str, mapping: str, draft: str, lang: str, _progress: Progress) -> list[str]:
    """Write a draft of another system's file; what has no place in it, in words."""
    found = api.imported(form, source, mapping=mapping or None)
    found.write(draft, lang=lang)
    said = [f"{one.where} {one.name}: {one.value} ({one.count})" for one in found.left_out[:LEFT_OUT]]
    if len(found.left_out) > LEFT_OUT:
        said.append(message("{n} more are not shown.", n=len(found.left_out) - LEFT_OUT).in_language(lang))
    return said


def read(path: str, folder: str, edition_of: str, langs: Sequence[str], progress: Progress) -> Drafted:
    """Read a document into a draft, and write its reading view in each language. ``edition_of`` is the data set of
    which it is a later edition."""
    with chdir(folder):
        draft = api.read(Path(path).name, dataset=edition_of, progress=progress)
    with (Path(folder) / DRAFT).open("wb") as file:
        pickle.dump(draft, file)
    for lang in langs:
        draft.write_view(view_of(Path(folder), lang), lang=lang)
    return Drafted(draft.rows(), draft.counts(), draft.remarks(), draft.unread(), draft.requires(), draft.nothing_read)


def write_draft(
    folder: str, decisions: Mapping[tuple[str, int], str], target: str, lang: str, _progress: Progress | None = None
) -> str:
    """Write the draft of a document with what the reviewer decided."""
    with (Path(folder) / DRAFT).open("rb") as file:
        draft: PlanDraft = pickle.load(file)
    draft.reviewed(decisions).write(Path(target), lang=lang)
    return target


def view_of(folder: Path, lang: str) -> Path:
    """The reading view of a document in its folder."""
    return folder / f"view-{lang}.html"
