"""All pages and their downloads as files that need no server: for a share, a stick or a disc."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quanze.errors import FileError, QuanzeError
from quanze.exports.atomic_file import write_file
from quanze.exports.atomic_folder import new_folder, refuse_others
from quanze.locale import CHINESE, language_name, language_tag, languages, message
from quanze.plain_files import is_folder
from quanze.web.addresses import Addresses
from quanze.web.application import OF_RECORDS, downloaded, html, offered, page_at
from quanze.web.asked import Asked
from quanze.web.overviews import LISTED
from quanze.web.rendering import STATIC, templates
from quanze.web.served_graph import ServedGraph

if TYPE_CHECKING:
    from quanze.api import Graph

FIRST = "index.html"
"""The file that one opens."""
GENERATOR = "quanze serve --freeze"
"""What the first file says of itself, so that a folder of other pages is never replaced."""
_LONGEST, _HASH = 64, 16
"""The length of a file name that every disk takes, and of its part that keeps names of the same letters apart."""
_ENDING = len(".html")
_LISTING = ("names", *LISTED)
"""The pages that name records whether they have pages or not."""
_PLAIN = re.compile(r"[a-z0-9]+(?:[_-]+[a-z0-9]+)*\Z")
"""A part of a path that is used in a file name as it is: without capitals, because many disks ignore case, and without
characters that a disk refuses."""
_DATA, _DATA_IN = ".json", languages()[0]
"""Rows are the same in every language, so their file is written once, in the folder of this one."""
_OF_A_RECORD = (".xlsx", ".svg")
"""What lies beside the page of one record unless all formats are wanted: a thousand records have most of all files, and
who reads them without a server opens a sheet at most."""
_OTHERS = re.compile(r"[^a-z0-9_-]+")


class Frozen(NamedTuple):
    """What was written: the file to open, and how much; how many records have no pages."""

    first: Path
    pages: int
    files: int
    size: int
    left_out: int = 0


class _Place(NamedTuple):
    """A page: its language, its path and its query."""

    lang: str
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def stem(self) -> str:
        """The name of its files without the ending: the same for the same address, and of no other."""
        parts = self.path.split("/") if self.path else ["index"]
        plain = ".".join(parts)
        if not self.query and all(map(_PLAIN.match, parts)) and len(plain) <= _LONGEST - _ENDING:
            return plain
        whole = "\n".join([self.path, *(f"{name}={value}" for name, value in self.query)])
        mark = sha256(whole.encode()).hexdigest()[:_HASH]
        words = [*parts, *(word for name, value in self.query for word in (name, value))]
        said = ".".join(filter(None, (_OTHERS.sub("-", word.lower()).strip("-") for word in words)))
        return f"{said[: _LONGEST - _ENDING - _HASH - 1].rstrip('.')}~{mark}"


@dataclass
class _Pages:
    """The pages that are linked, in the order in which they were first linked; ``without`` are records without.
    ``all_formats``: those of one record are written in every format too."""

    without: frozenset[str] = frozenset()
    all_formats: bool = True
    places: dict[_Place, None] = field(default_factory=dict)

    def has(self, id_: str) -> bool:
        """Whether a record has pages."""
        return id_ not in self.without

    def offers(self, path: str, ending: str) -> bool:
        """Whether a page is written in the format with this ending too."""
        return self.all_formats or path.partition("/")[0] not in OF_RECORDS or ending in _OF_A_RECORD

    def __call__(self, lang: str, path: str, query: Mapping[str, str], ending: str = ".html") -> str:
        """The file of a page or of a download; the page is remembered."""
        place = _Place(lang, path, tuple(sorted(query.items())))
        self.places.setdefault(place)
        return f"{_DATA_IN if ending == _DATA else lang}/{place.stem}{ending}"


def freeze(
    folder: Path,
    db: str | Path | None = None,
    *,
    hide: Sequence[str] = (),
    only: Sequence[str] = (),
    as_of: str = "",
    all_records: bool = False,
    all_formats: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Frozen:
    """Write every page of the graph at ``db`` in every language, and its downloads, into ``folder``.

    Pages of one record have a workbook and pictures beside them, and every download with ``all_formats``.
    Targets, indicators and agencies of frameworks that no plan or law touches are in the lists only, and have pages of
    their own with ``all_records``.

    The folder changes as a whole. Raises FileError when it holds anything but such pages, QueryError for a date that
    is none, QuanzeError when a page cannot be made.
    """
    _refuse_another(folder)
    names = _names()
    with ServedGraph(db, hide=hide, only=only) as served, new_folder(folder, replaces=names) as made:
        graph = served.now()
        graph.day(as_of)
        pages = _Pages(frozenset() if all_records else frozenset(graph.untouched()), all_formats)
        starts = [Addresses("..", lang, as_of, pages) for lang in languages()]
        for addresses in starts:
            (made / addresses.lang).mkdir()
            addresses.to("")
        done = 0
        while done < len(pages.places):
            for place in list(pages.places)[done:]:
                _write(graph, place, starts, made, len(pages.without))
                done += 1
                if progress:
                    progress(message("Pages").in_language(place.lang), done, len(pages.places))
        for path, (content, _) in STATIC.items():
            write_file(made / path.removeprefix("/"), content())
        write_file(made / FIRST, _first_page())
        written = [file.stat().st_size for file in made.rglob("*") if file.is_file()]
    return Frozen(folder / FIRST, done, len(written), sum(written), len(pages.without))


def _write(graph: Graph, place: _Place, starts: Sequence[Addresses], folder: Path, left_out: int) -> None:
    """Write a page, and its downloads once, beside the first part of a long list."""
    addresses = next(each for each in starts if each.lang == place.lang)
    try:
        found = page_at(place.path, Asked(graph, addresses, "", dict(place.query)))
        if found is None:
            raise QuanzeError(message("There is no such page."))
        page, asked, _ = found
        if left_out and place.path in _LISTING:
            page.notes.append(
                message(
                    "Names without a link have no page here: {n} records of frameworks that no plan or law touches.",
                    n=left_out,
                ).in_language(place.lang)
            )
        stem = folder / place.lang / place.stem
        _put(stem, ".html", html(page, asked, place.path))
        if not any(name.startswith("page-") for name, _ in place.query):
            for format_ in offered(page, asked, place.path):
                ending = format_.endings[0]
                if ending != _DATA:
                    _put(stem, ending, downloaded(page, asked, format_))
                elif place.lang == _DATA_IN:
                    rows = json.loads(downloaded(page, asked, format_))
                    _put(stem, ending, json.dumps(rows, ensure_ascii=False, separators=(",", ":")))  # a third is blanks
    except QuanzeError as fault:
        raise QuanzeError(
            message("The page {page} cannot be made: {reason}", page=place.path or "index", reason=fault.message),
            fault.advice,
        ) from fault


def _put(stem: Path, ending: str, content: str | bytes) -> None:
    """A file in the new folder, which no other has the name of."""
    with stem.with_name(stem.name + ending).open("xb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def _first_page() -> str:
    tags = [
        (f"{lang}/index.html", language_tag(lang), language_name(lang)) for lang in sorted(languages(), reverse=True)
    ]
    return templates().get_template("first.html").render(languages=tags, tag=language_tag(CHINESE), generator=GENERATOR)


def _names() -> set[str]:
    """What lies in a folder of pages."""
    return {FIRST, *languages(), *(path.removeprefix("/") for path in STATIC)}


def _refuse_another(folder: Path) -> None:
    """FileError for a folder that holds anything but pages written by this."""
    advice = message("Name a new folder, or one that holds such pages.")
    refuse_others(folder, _names(), advice)
    if is_folder(folder) and any(not entry.name.startswith(".") for entry in folder.iterdir()):
        first = folder / FIRST
        if not (first.is_file() and GENERATOR in first.read_text("utf-8", "replace")):
            raise FileError(message("{folder} holds other files.", folder=folder), advice)
