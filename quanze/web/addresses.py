"""Addresses of pages: language, page and record in the path, the date and what else is asked in the query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol
from urllib.parse import quote, urlencode

RECORD, HISTORY, PICTURE = "record", "history", "picture"
TWO = "two-agencies"
"""The page of two agencies, which its query names as ``first`` and ``second``."""
AS_OF = "as-of"
"""The name of the date in an address."""
BEFORE_SET, AFTER_SET = "before-set", "after-set"
"""What is compared, in an address: a data set by its id or an edition by its name; all data where it is empty."""
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")
_UNSTABLE = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)")
"""An empty part of a path, or one of dots, which browsers and proxies take out."""


class Files(Protocol):
    """Names the file that has a page or a download, where the pages are files and no server answers."""

    def __call__(self, lang: str, path: str, query: Mapping[str, str], ending: str = ...) -> str:
        """The file, relative to ``Addresses.prefix``."""

    def has(self, id_: str) -> bool:
        """Whether a record has pages."""

    def offers(self, path: str, ending: str) -> bool:
        """Whether a page has a file with this ending beside it."""


class Addresses(NamedTuple):
    """The addresses of one language and date, below the path ``prefix`` under which the pages are published.

    With ``files`` they are names of files, and there is one date only. ``desk`` is the page of the desk that leads
    here, where there is one.
    """

    prefix: str
    lang: str
    as_of: str = ""
    files: Files | None = None
    desk: str = ""

    def to(self, page: str = "", /, **asked: str | int) -> str:
        """The address of a page; ``asked`` are what its query has, beside the date."""
        given = _query(asked)
        if self.files:
            return f"{self.prefix}/{self.files(self.lang, page, given)}"
        query = urlencode({**({AS_OF: self.as_of} if self.as_of else {}), **given})
        path = f"{self.prefix}/{quote(self.lang)}/{quote(page)}"
        return f"{path}?{query}" if query else path

    def record(self, id_: str, page: str = RECORD, **asked: str) -> str:
        """The address of a page of a record; ``asked`` as in ``to``. Empty where the files have none."""
        if self.files and not self.files.has(id_):
            return ""
        return self.to(page, id=id_, **asked) if _UNSTABLE.search(id_) else self.to(f"{page}/{id_}", **asked)

    def picture_of(self, id_: str) -> str:
        """The address of the picture of a record as a file."""
        if _UNSTABLE.search(id_):
            return self.download(PICTURE, ".svg", id=id_)
        return self.download(f"{PICTURE}/{id_}", ".svg")

    def download(self, page: str, ending: str, /, **asked: str | int) -> str:
        """The address of a page as a file with this ending."""
        if self.files:
            return f"{self.prefix}/{self.files(self.lang, page, _query(asked), ending)}"
        if "id" in asked:
            return self.to(page, **{**asked, "format": ending.removeprefix(".")})
        return self.to((page or "index") + ending, **asked)

    def static(self, name: str) -> str:
        """The address of a file of the design."""
        return f"{self.prefix}/{name}"


def _query(asked: Mapping[str, str | int]) -> dict[str, str]:
    return {name.replace("_", "-"): str(value) for name, value in asked.items() if value not in ("", None)}


def is_prefix(text: str) -> bool:
    """Whether a text is a path under which pages may be published: empty, or parts of plain characters."""
    return bool(_PREFIX.match(text)) and not any(part in (".", "..") for part in text.split("/"))
