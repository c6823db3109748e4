"""Lists of agencies in English sentences."""

from __future__ import annotations

import re

from quanze.reader.english_names import AGENCY as _AGENCY
from quanze.reader.english_names import are_two, shared_noun
from quanze.reader.names import Name

_PROPER = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:of|for|and|&) (?:the )?)?[A-Z][\w'’.-]*){0,6}")
"""A name of whatever: words with capitals, Highways & Drainage."""
_DAY = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|[0-9]{4}).*"
)


_SHORT = re.compile(r"(?P<name>.+) \((?P<short>[A-Z]+)\)")
_SAYS = re.compile(
    r"^[a-z]+(?:ing|ed)\b|^(?:that|which|each|when|where|if|as)\b|\b(?:established|requiring|requires|adopted|approved|directs?|directed|that)\b"
)
"""A verb, which no name has."""


_KEPT = "\ufdd0"
"""Stands for a comma within a name while a list is split."""
_INITIALS = re.compile(
    r"(?P<name>[A-Z][\w'’-]*(?:(?:,? (?:and|of|for|&|the)|,)? [A-Z][\w'’-]*)+) \((?P<short>[A-Z]{3,8})\)"
)


def whole_name(text: str) -> tuple[int, int, str] | None:
    """The span of the first name in text whose initials are the abbreviation behind it, though it has commas, and the
    abbreviation."""
    for found in _INITIALS.finditer(text):
        for word in re.finditer(r"[A-Z]", found["name"]):
            name = found["name"][word.start() :]
            if "," in name and "".join(re.findall(r"(?<![\w'’])[A-Z]", name)) == found["short"]:
                return found.start() + word.start(), found.end("name"), found["short"]
    return None


def _whole_names(text: str) -> str:
    """Text in which the commas of such names are kept apart from those of the list: Agriculture, Fisheries and
    Conservation Department (AFCD)."""
    while span := whole_name(text):
        text = text[: span[0]] + text[span[0] : span[1]].replace(",", _KEPT) + text[span[1] :]
    return text


def split_english(text: str, placed: bool = False) -> list[Name]:
    """The agencies of an English list; empty when a piece is no name of one.

    Behind a verb of roles (``placed``) any other proper name is that of an agency too, marked as guessed.
    """
    if shared := shared_noun(text):
        return [Name(n, guessed=len(shared) == 2) for n in shared]  # Fire and Police, but perhaps Health and Ageing
    pieces: list[str] = []
    for part in re.split(r"[,;]|\n", _whole_names(text)):
        pieces.extend(_and(re.sub(r"^(?:and|or|&) ", "", part.strip())))
    pieces = [p.replace(_KEPT, ",") for p in pieces]
    plain = [re.sub(r"^(?:[Tt]he|its|their) ", "", p).strip(" .") for p in pieces if p.strip(" .")]
    names = [Name(n, guessed=not _AGENCY.fullmatch(n)) for n in plain]
    if any(_SAYS.search(n) or re.match("(?:purpose|role|remit|aim)s? ", n) for n in plain):
        return []  # requiring that each year the Commission, The Ordinance established the Board: a clause and no name
    for name in names:
        proper = placed and _PROPER.fullmatch(name.text) and not _DAY.fullmatch(name.text)
        if len(name.text) >= 90 or (name.guessed and not proper):
            return []
    return [Name(m["name"], (m["short"],), guessed=n.guessed) if (m := _SHORT.fullmatch(n.text)) else n for n in names]


def _and(part: str) -> list[str]:
    for found in re.finditer(r" (?:and|&) (?P<article>the )?", part):
        left, right = part[: found.start()], part[found.end() :]
        plain = re.sub(r"^(?:[Tt]he) ", "", left)
        sure = _AGENCY.fullmatch(plain) or (found["article"] and _PROPER.fullmatch(plain))  # the article begins a name
        first = re.split(" (?:and|&) ", right)[0]
        apart = found["article"] and sure and _PROPER.fullmatch(first)  # the Social Care Directorate and the Red Cross
        named = _AGENCY.fullmatch(first) and are_two(plain, first, bool(found["article"]))
        if sure and right[:1].isupper() and (named or apart or _KEPT in right):
            return [left, *_and(right)]
    return [part]
