"""Files that were dropped: kept in a folder that only this user can open, and removed with it at the end."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from quanze import api
from quanze.errors import FileError
from quanze.locale import message
from quanze.unfinished import working_folder
from quanze.web.desk.file_names import safe_name
from quanze.web.desk.same_pairs import ReviewedPairs
from quanze.web.desk.work import Given

if TYPE_CHECKING:
    from quanze.exports.reorganization_document import ReorganizationDocument
    from quanze.web.desk.work import Drafted, Loaded, Looked, Merge

LARGEST = 64 * 2**20
"""Bytes of a file that is taken; the readers of documents take no more."""
KEPT = 50
"""Files that are kept; the oldest go first."""


@dataclass
class Upload:
    """A file that was dropped for a plan, how it is to be read, and what was found in it.

    ``others`` are sheets that were dropped with it: they are checked together, and loaded as one. ``beside_chosen``:
    somebody said which data sets that ship go with it; until then those that it needs do. ``recognized``: its
    plan was found by its name. ``trial`` is what its planned changes would do, ``merge`` the three editions that it was
    merged from. ``pairs`` are its records that may be loaded ones. ``left_out`` is what an import found no place for.
    """

    id: str
    plan: str
    path: Path
    is_document: bool
    others: list[Path] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    beside_chosen: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    accept_unsure: bool = False
    edition_of: str = ""
    recognized: bool = False
    looked: Looked | None = None
    drafted: Drafted | None = None
    decisions: dict[tuple[str, int], str] = field(default_factory=dict)
    report: Loaded | None = None
    trial: ReorganizationDocument | None = None
    trial_day: str = ""
    merge: Merge | None = None
    pairs: ReviewedPairs = field(default_factory=ReviewedPairs)
    left_out: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the file, or of all that were dropped with it."""
        return "、".join(path.name for path in self.paths)

    @property
    def paths(self) -> list[Path]:
        """The file, and those that were dropped with it."""
        return [self.path, *self.others]

    @property
    def folder(self) -> Path:
        """Its own folder, with what was made of it."""
        return self.path.parent

    @property
    def draft(self) -> Path:
        """The draft of a document, as a workbook."""
        return self.folder / "draft" / f"{self.path.stem}.xlsx"

    def given(self, database: str) -> Given:
        """What a check or load of it is given; the decided columns and names are written for it."""
        columns = names = None
        if self.columns:
            columns = str(api.write_columns(self.folder / "columns.yaml", self.columns))
        if self.names:
            accepted = [{"written": written, "id": id_} for written, id_ in self.names.items()]
            names = str(api.write_names((), self.folder / "names.csv", accepted=accepted))
        paths = [self.draft] if self.is_document else self.paths
        edition_of = "" if self.is_document else self.edition_of  # a draft has the id in it
        texts = tuple(map(str, paths))
        beside, pairs = tuple(self.beside), self.pairs.given
        return Given(database, beside, texts, columns, names, self.accept_unsure, edition_of, pairs)


class Uploads:
    """The files at hand."""

    def __init__(self) -> None:
        self._folder = working_folder()
        self._uploads: dict[str, Upload] = {}
        self._gap_lists: dict[str, dict[str, Path]] = {}

    def gap_lists(self, plan: str) -> dict[str, Path]:
        """The files of decisions about gaps that were given for a plan, by what they are."""
        return self._gap_lists.setdefault(plan, {})

    def take(self, plan: str, name: str, content: IO[bytes]) -> Upload:
        """Keep a file for a plan. FileError for one that is too large, is empty, has no name or is of no format that
        is read."""
        return self.take_all(plan, [(name, content)])[0]

    def take_all(self, plan: str, files: Sequence[tuple[str, IO[bytes]]]) -> list[Upload]:
        """Keep several files for a plan: each document by itself, all sheets as one. FileError as of ``take``; none of
        them is kept then."""
        taken: list[Upload] = []
        try:
            for name, content in files:
                one = self._take(plan, name, content)
                with_it = next((upload for upload in taken if not upload.is_document), None)
                if one.is_document or with_it is None:
                    taken.append(one)
                else:
                    with_it.others.append(one.path.rename(_free(with_it.folder / one.path.name)))
                    self.remove(one)
        except FileError:
            for upload in taken:
                self.remove(upload)
            raise
        return taken

    def _take(self, plan: str, name: str, content: IO[bytes]) -> Upload:
        kept = safe_name(name)
        if not kept:
            raise FileError(message("No file was chosen."), message("Choose a sheet, a workbook or a document."))
        if not api.is_readable(kept):
            raise FileError(
                message("{name} is not of a format that is read here.", name=kept),
                message("Drop a sheet (.xlsx .ods .csv), a document (.docx .odt .pdf .html .txt .md) or a .yaml file."),
            )
        upload = self._new(plan, kept)
        with upload.path.open("xb") as file:
            shutil.copyfileobj(content, file)
            size = file.tell()
        if not 0 < size <= LARGEST:
            shutil.rmtree(upload.folder)
            raise too_large(kept) if size else _empty(kept)
        self._kept(upload)
        return upload

    def _new(self, plan: str, name: str) -> Upload:
        id_ = secrets.token_urlsafe(9)
        folder = self.scratch(id_)
        (folder / "draft").mkdir(mode=0o700)
        return Upload(id_, plan, folder / name, api.is_document(name))

    def _kept(self, upload: Upload) -> None:
        self._uploads[upload.id] = upload
        for old in list(self._uploads.values())[:-KEPT]:
            self.remove(old)

    def begin(self, plan: str, name: str) -> Upload:
        """A file that is still to be written, by a merge or from a form."""
        upload = self._new(plan, name)
        self._kept(upload)
        return upload

    def scratch(self, name: str = "") -> Path:
        """A new folder, such as for a file that is handed out once."""
        folder = Path(self._folder.name) / (name or secrets.token_urlsafe(9))
        folder.mkdir(mode=0o700)
        return folder

    def get(self, id_: str) -> Upload | None:
        """The file of that id."""
        return self._uploads.get(id_)

    def of(self, plan: str) -> list[Upload]:
        """The files of a plan, the last first."""
        return [upload for upload in reversed(self._uploads.values()) if upload.plan == plan]

    def remove(self, upload: Upload) -> None:
        """Forget a file."""
        self._uploads.pop(upload.id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)

    def close(self) -> None:
        """Remove all of them."""
        self._uploads.clear()
        self._folder.cleanup()


def _free(path: Path) -> Path:
    """The path, with a number where a file of that name is there already."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem} ({number})")
    return found


def _empty(name: str) -> FileError:
    return FileError(
        message("{name} is empty.", name=name),
        message("Save it again in the program that made it, or begin with an empty sheet from the start page."),
    )


def too_large(name: str) -> FileError:
    """What is said of a file that is too large."""
    return FileError(
        message("{name} is larger than {limit} MB.", name=name, limit=LARGEST // 2**20),
        message("Remove the pictures, or split the file."),
    )
