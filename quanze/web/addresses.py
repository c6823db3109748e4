"""Addresses of pages: language, page and record in the path, the date and what else is asked in the query."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

RECORD, HISTORY, PICTURE = "record", "history", "picture"
AS_OF = "as-of"
"""The name of the date in an address."""
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")
_UNSTABLE = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)")
"""An empty part of a path, or one of dots, which browsers and proxies take out."""


class Addresses(NamedTuple):
    """The addresses of one language and date, below the path ``prefix`` under which the pages are published."""

    prefix: str
    lang: str
    as_of: str = ""

    def to(self, page: str = "", /, **asked: str | int) -> str:
        """The address of a page; ``asked`` are what its query has, beside the date."""
        given = {name.replace("_", "-"): str(value) for name, value in asked.items() if value not in ("", None)}
        query = urlencode({**({AS_OF: self.as_of} if self.as_of else {}), **given})
        path = f"{self.prefix}/{quote(self.lang)}/{quote(page)}"
        return f"{path}?{query}" if query else path

    def record(self, id_: str, page: str = RECORD, **asked: str) -> str:
        """The address of a record's page, or of its history; ``asked`` as in ``to``."""
        return self.to(page, id=id_, **asked) if _UNSTABLE.search(id_) else self.to(f"{page}/{id_}", **asked)

    def picture_of(self, id_: str) -> str:
        """The address of the picture of a record as a file."""
        if _UNSTABLE.search(id_):
            return self.to(PICTURE, id=id_, format="svg")
        return self.to(f"{PICTURE}/{id_}.svg")

    def static(self, name: str) -> str:
        """The address of a file of the design."""
        return f"{self.prefix}/{name}"


def is_prefix(text: str) -> bool:
    """Whether a text is a path under which pages may be published: empty, or parts of plain characters."""
    return bool(_PREFIX.match(text)) and not any(part in (".", "..") for part in text.split("/"))
