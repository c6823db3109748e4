"""Why a cell says what it says: each step of an assignment in words, with document, place, clause and origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanze.exports.matrix.model import Assignment
from quanze.exports.matrix.words import details, origin_word, relationship_word, role_word, word
from quanze.locale import is_chinese, message
from quanze.schema.dates import ShownDate
from quanze.schema.role_words import short
from quanze.schema.ways import CARRIED, HOWS, UNSETTLED
from quanze.text.clean import clean


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
    return ("" if is_chinese(lang) else _text(row, f"{key}_en")) or _text(row, key)


def _headline(assignment: Assignment, lang: str) -> str:
    role = role_word(assignment.role, lang, assignment.wording)
    parts = [role]
    if assignment.wording and short(assignment.wording) != role:
        parts = [message("{role} (“{wording}”)", role=role, wording=assignment.wording).in_language(lang)]
    how = str(assignment.row.get("how") or "")
    if how in (CARRIED, UNSETTLED):
        parts.append(HOWS[how].in_language(lang))
    if assignment.row.get("included"):
        parts.append(message("included in the lead").in_language(lang))
    if assignment.inherited and (assignment.distance or how not in (CARRIED, UNSETTLED)):
        parts.append(message("inherited, distance {n}", n=assignment.distance).in_language(lang))
    if under := _text(assignment.row, "under"):
        parts.append(message("only under {target}", target=under).in_language(lang))
    if dates := _dates(assignment.row, lang):
        parts.append(dates)
    return details(parts, lang)


def _dates(row: Mapping[str, Any], lang: str) -> str:
    start, end = (ShownDate(_text(row, name)) if _text(row, name) else "" for name in ("valid_from", "valid_to"))
    if start and end:
        return message("from {start} until {end}", start=start, end=end).in_language(lang)
    if start:
        return message("from {start}", start=start).in_language(lang)
    return message("until {end}", end=end).in_language(lang) if end else ""


def _step(step: Mapping[str, Any], lang: str, names: Mapping[str, str]) -> Step:
    start = names.get(step.get("from", ""))
    start = _name(step, "from_name", lang) if start is None else start
    end = names.get(step.get("to", "")) or _name(step, "to_name", lang)
    verb = _text(step, "wording") or relationship_word(_text(step, "relationship"), lang)
    return Step(f"{start} {verb} {end}".lstrip(), _place(step, lang))


def _place(step: Mapping[str, Any], lang: str) -> str:
    """Document, place in it, clause, origin and dates, as far as they are given."""
    document, locator, quote = _name(step, "source_name", lang), _text(step, "locator"), _text(step, "quote")
    place = locator or word("no_source", lang)
    if document and locator:
        place = message("{document}, {locator}", document=document, locator=locator).in_language(lang)
    elif document:
        place = message("{document}", document=document).in_language(lang)
    if quote:
        place = message("{place}: “{quote}”", place=place, quote=quote).in_language(lang)
    about = details([part for part in (origin_word(_text(step, "origin"), lang), _dates(step, lang)) if part], lang)
    return message("{place} ({details})", place=place, details=about).in_language(lang) if about else place
