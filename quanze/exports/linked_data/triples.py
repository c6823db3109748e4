"""Triples as values: what each writer turns into its own syntax."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from quanze.schema.linked_data import LANGUAGES, PREFIXES

_IN_HOST = r"[^\s/?#@\[\]:\ud800-\udfff]"
_ADDRESS = re.compile(
    rf"https?://(?:{_IN_HOST}*(?::{_IN_HOST}*)?@)?{_IN_HOST}+(?::[0-9]*)?(?:[/?#][^\s\ud800-\udfff]*)?\Z"
)
_KEPT = "/:?@!$&()*+,;=%~-._"
"""Signs that have a meaning in an address, and keep it; any other sign that is not a letter or digit is encoded."""
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that encodes nothing."""
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*\Z")
"""An id of which nothing is encoded, as most are."""


class Iri(NamedTuple):
    """A name of the web, as a prefix and the rest; an empty prefix where the rest is the whole."""

    prefix: str
    local: str

    @property
    def full(self) -> str:
        """The whole name."""
        return PREFIXES.get(self.prefix, "") + self.local


class Text(NamedTuple):
    """A literal: a text, with its language or else its datatype (``xsd:date``); plain text has neither."""

    text: str
    language: str = ""
    datatype: str = ""


Value = Iri | Text
Triple = tuple[Iri, Iri, Value]


@cache
def known(name: str) -> Iri:
    """A term written with its prefix, such as ``org:Post``."""
    prefix, _, local = name.partition(":")
    return Iri(prefix, local)


def address(text: str) -> Iri | None:
    """A web address that is valid in a triple, with everything encoded that could end it; None for other texts."""
    if not _ADDRESS.match(text):
        return None
    before, mark, fragment = _STRAY.sub("%25", text).partition("#")
    return Iri("", mark.join(quote(part, safe=_KEPT) for part in (before, fragment)))


def below(base: str, id_: str) -> Iri:
    """The name of a record under a base, with everything encoded but letters, digits and a few signs."""
    return Iri("", base + (id_ if _PLAIN.match(id_) else quote(id_, safe="/", errors="replace")))


def dated(iso: str) -> Text:
    """A date, year and month, or year."""
    return Text(iso, datatype={4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(iso), "xsd:date"))


LITERALS: dict[str, Callable[[Any], Text]] = {
    "date": lambda value: dated(str(value)),
    "year": lambda value: Text(f"{value:04d}" if isinstance(value, int) else str(value), datatype="xsd:gYear"),
    "integer": lambda value: Text(str(value), datatype="xsd:integer"),
    "number": lambda value: Text(repr(float(str(value))), datatype="xsd:double"),
    "boolean": lambda value: Text("true" if value else "false", datatype="xsd:boolean"),
}
"""What makes a literal of a value of a property that is declared with a type; of other types it is plain text."""


def named_in(name: str, value: str) -> Text:
    """A name or an alias with its language."""
    return Text(value, language=LANGUAGES.get(name) or ("en" if value.isascii() else "zh-Hant"))
