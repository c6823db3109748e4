"""Why a cell says what it says: each step of an assignment in words, with document, place, clause and origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanze.exports.matrix.model import Assignment
from quanze.exports.matrix.words import origin_word, relationship_word, role_word, word
from quanze.schema.clean_text import clean
from quanze.schema.role_words import short


@dataclass(frozen=True)
class Step:
    """One step of the way from the agency to the item: the statement, and where it is stated."""

    statement: str
    place: str


@dataclass(frozen=True)
class Citation:
    """A headline (source's word, inherited or not, dates) and the steps; equal ones can share one note."""

    headline: str
    steps: tuple[Step, ...]


def cite(assignment: Assignment, lang: str, *, named: bool) -> Citation:
    """The citation of an assignment.

    ``named`` spells out the agency and the item. Without it the agency is left out and the item is "this item", so that
    the many cells resting on the same sentences have equal citations.
    """
    row = assignment.row
    names = (
        {}
        if named
        else {
            assignment.agency.id: "",
            assignment.item.id: word("this_item", lang),
        }
    )
    steps = tuple(_step(s, lang, names) for s in row.get("steps") or ())
    if not steps:  # the row says only the way in words
        way = _text(row, "path") if named else role_word(assignment.role, lang, assignment.wording)
        steps = (Step(way, _place({"origin": assignment.origin}, lang)),)
    return Citation(_headline(assignment, lang), steps)


def sources(assignment: Assignment, key: str, lang: str) -> str:
    """One value of every step that has it, numbered when there are several steps: ``source_name``, ``quote``, …"""
    steps: Sequence[Mapping[str, Any]] = assignment.row.get("steps") or ()
    if len(steps) == 1:
        return _name(steps[0], key, lang)
    return "\n".join(f"{n}. {value}" for n, s in enumerate(steps, 1) if (value := _name(s, key, lang)))


def _text(row: Mapping[str, Any], key: str) -> str:
    return clean(str(row.get(key) or ""))


def _name(row: Mapping[str, Any], key: str, lang: str) -> str:
    """A name in ``lang``; rows may carry an English one beside the Chinese."""
    return (_text(row, f"{key}_en") if lang == "en" else "") or _text(row, key)


def _headline(assignment: Assignment, lang: str) -> str:
    en = lang == "en"
    role = role_word(assignment.role, lang, assignment.wording)
    stated = assignment.wording and short(assignment.wording) != role
    said = role if not stated else f"{role} (“{assignment.wording}”)" if en else f"{role}（「{assignment.wording}」）"
    parts = [said]
    if assignment.inherited:
        parts.append(
            f"{word('inherited', lang).lower()}, {word('distance', lang).lower()} {assignment.distance}"
            if en
            else f"{word('inherited', lang)}，{word('distance', lang)} {assignment.distance}"
        )
    if under := _text(assignment.row, "under"):
        parts.append(f"{word('under', lang)} {under}")
    if dates := _dates(assignment.row, lang):
        parts.append(dates)
    return (", " if en else "，").join(parts)


def _dates(row: Mapping[str, Any], lang: str) -> str:
    start, end = _text(row, "valid_from"), _text(row, "valid_to")
    if not (start or end):
        return ""
    if lang == "en":
        return " ".join(filter(None, (start and f"from {start}", end and f"until {end}")))
    return "".join(filter(None, (start and f"自 {start} 起", end and f"至 {end} 止")))


def _step(step: Mapping[str, Any], lang: str, names: Mapping[str, str]) -> Step:
    start = names.get(step.get("from", ""))
    start = _name(step, "from_name", lang) if start is None else start
    end = names.get(step.get("to", "")) or _name(step, "to_name", lang)
    verb = _text(step, "wording") or relationship_word(_text(step, "relationship"), lang)
    return Step(f"{start} {verb} {end}".lstrip(), _place(step, lang))


def _place(step: Mapping[str, Any], lang: str) -> str:
    """Document, place in it, clause, origin and dates, as far as they are given."""
    en = lang == "en"
    document, locator, quote = _name(step, "source_name", lang), _text(step, "locator"), _text(step, "quote")
    origin = origin_word(_text(step, "origin"), lang)
    about = (", " if en else "，").join(filter(None, (origin, _dates(step, lang))))
    if en:
        where = ", ".join(filter(None, (document, locator))) or word("no_source", lang)
        return where + (f": “{quote}”" if quote else "") + (f" ({about})" if about else "")
    where = (f"《{document}》" if document else "") + locator or word("no_source", lang)
    return where + (f"：「{quote}」" if quote else "") + (f"（{about}）" if about else "")
