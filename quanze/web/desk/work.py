"""What long steps do, each a call of the public interface; they run in a process of their own."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import FileError, FindingsError

if TYPE_CHECKING:
    from quanze.api import Finding, PlanDraft
    from quanze.exports.comparison_document import ComparisonDocument
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
    )

Progress = Callable[[str, int, int], None]
DRAFT = "draft.pickle"
"""The reading of a document in its folder, kept by us for us, so that it is not read again for each decision."""


@dataclass(frozen=True)
class Given:
    """What is checked and loaded: shipped data sets, then the file, and how it is read."""

    database: str
    beside: tuple[str, ...]
    path: str
    columns: str | None
    names: str | None
    accept_unsure: bool
    edition_of: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return Path(self.path).parent

    @property
    def by_name(self) -> Given:
        """The same, seen from its folder: what is said of the file, and the log of its load, then name it as the person
        does who dropped it."""
        return replace(self, path=Path(self.path).name)

    @property
    def paths(self) -> list[str]:
        """All that a load is given."""
        return [*self.beside, self.path]

    @property
    def options(self) -> dict[str, Any]:
        """How it is read."""
        return {
            "names": self.names,
            "columns": self.columns,
            "accept_unsure": self.accept_unsure,
            "edition_of": self.edition_of,
        }


@dataclass
class Looked:
    """What a check of a file gave. ``changes`` is what a load would do, where nothing stops it."""

    findings: list[Finding] = field(default_factory=list)
    understood: list[ColumnRead] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    offered: list[dict[str, str]] = field(default_factory=list)
    sheets: list[SheetCells] = field(default_factory=list)
    changes: ComparisonDocument | None = None
    shipped: list[Dataset] = field(default_factory=list)
    """Data sets that ship and are not loaded."""
    loaded: list[Dataset] = field(default_factory=list)
    """Data sets of the plan itself that are loaded."""
    dataset: str = ""
    """The id of the data set that the file is."""


@dataclass
class Loaded:
    """What a load did."""

    rows: list[LoadCount]
    findings: list[Finding]


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
    """Check a file, and compare it with what is loaded."""
    with chdir(given.folder):
        return _look(given.by_name, progress)


def _look(given: Given, progress: Progress) -> Looked:
    """Check a file, and compare it with what is loaded."""
    found = Looked(sheets=_cells(Path(given.path)))
    with api.open(given.database, create=True) as graph:
        checked = api.check(given.paths, graph, progress, **given.options)
        found.findings = [finding for one in checked for finding in one.findings]
        found.offered = api.offered_names(checked)
        name = Path(given.path).name
        for one in checked:
            if one.path.name == name:
                found.understood += one.understood
                found.dataset = one.plan.dataset
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
                found.changes = graph.preview(*given.paths, progress=progress, **given.options)
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
    """Load a file."""
    with chdir(given.folder), api.open(given.database, create=True) as graph:
        report = graph.load(*given.by_name.paths, replace=may_remove, progress=progress, **given.options)
    return Loaded(report.rows, report.findings)


def undo(database: str, _progress: Progress) -> list[LoadCount]:
    """Take the last load back."""
    with api.open(database) as graph:
        return graph.undo()


def example(database: str, _progress: Progress) -> list[CopyCount]:
    """Copy the plans that ship to a plan of the user's own."""
    with api.bundled() as bundled, api.open(database, create=True) as graph:
        return bundled.copy_to(graph)


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
