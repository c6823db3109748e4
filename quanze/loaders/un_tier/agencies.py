"""Agencies as the UN tier sheet writes them: many in one cell, in several spellings, or none settled yet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_UNSETTLED = re.compile(r"(under discussion|to be (determined|confirmed|decided)|t\.?b\.?[dc]\b)", re.IGNORECASE)
_NOBODY = re.compile(r"(none|n\.?/?a\.?|-+)", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_AND = re.compile(r"(\S*[A-Z]\S*[A-Z]\S*)\s+(?:and|&)\s+(.+)")
"""An initialism, "and", and more: two entries. A name in words keeps its "and"."""
_CLASS = re.compile(r"other\b|(?:all|any|each|various|several|national|regional)\b.*(?:s|gov|gov\.)$", re.IGNORECASE)
"""Words that name a class of bodies rather than one: other …, national governments, regional commissions."""


@dataclass(frozen=True)
class Agency:
    """One agency of a cell: ``key`` equal for all spellings, id, name as written, ``kind`` international or class."""

    key: str
    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class AgencyCell:
    """What one cell says: its agencies, each once; ``unsettled`` is the text of a cell that says that nobody is
    agreed on yet; ``left_out`` are the parts that were not read, such as remarks in brackets."""

    agencies: tuple[Agency, ...] = ()
    unsettled: str = ""
    left_out: tuple[str, ...] = ()


def read_agencies(cell: str) -> AgencyCell:
    """The agencies in a cell, separated by commas, semicolons or line breaks; brackets hold remarks.

    A cell such as "Under discussion among agencies (…)" names nobody, whatever its brackets contain.
    """
    text = unicodedata.normalize("NFKC", cell).translate(_DASHES).strip()
    if not text or _NOBODY.fullmatch(text):
        return AgencyCell()
    if _UNSETTLED.match(text):
        return AgencyCell(unsettled=" ".join(text.split()))
    found: dict[str, Agency] = {}
    left_out = []
    for part in _split(text):
        name, bracket = _without_brackets(part)
        if bracket:
            left_out.append(f"({bracket})")
        if _UNSETTLED.match(name):
            left_out.append(name)
            continue
        both = _AND.fullmatch(name)
        for one in both.groups() if both else (name,):
            if key := _key(one):
                found.setdefault(key, _agency(key, one))
    return AgencyCell(tuple(found.values()), "", tuple(left_out))


def _split(text: str) -> list[str]:
    """Parts between separators outside brackets."""
    parts, depth = [""], 0
    for c in text:
        depth = max(0, depth + (c == "(") - (c == ")"))
        if c in ",;\n" and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def _without_brackets(part: str) -> tuple[str, str]:
    before, bracket, rest = part.partition("(")
    inner, _, after = rest.partition(")")
    name = f"{before} {after}" if bracket else part
    return " ".join(name.split()).strip(" *"), " ".join(inner.split())


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _agency(key: str, name: str) -> Agency:
    slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return Agency(key, f"sdg/agency/{slug}", name, "class" if _CLASS.match(name) else "international")
