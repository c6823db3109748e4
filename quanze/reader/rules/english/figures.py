"""Figures of years in English sentences: raise X from 35% in 2020 to 60% by 2030, a target of 18 per cent X by 2040."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK
from quanze.reader.figures import value_of_parts
from quanze.reader.lexicon import words
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.measures import target

_FORMS = "|".join(
    rf"{re.escape(verb.removesuffix('e'))}(?:e|es|s|ed|{verb[-1]}?ing|ing)?"
    for category in ("en_more", "en_less")
    for verb in words(category)
)
_MOVES = rf"(?P<verb>{_FORMS})"
_ABOUT = r"(?:at least |about |around |approximately |an average of |up to |no more than |less than )?"
_UNIT = r"%|per ?cent|[A-Za-z][A-Za-z²³/]{0,14}(?: per [a-z]+){0,3}"
_NOUN = (
    r"(?:(?:the|its|our|their|total|overall) )*"
    r"(?P<noun>(?!from |to |by |per ?cent)[A-Za-z](?:(?!\b(?:from|to|by)\b)[A-Za-z' /-]){2,70}?)"
)


def _year(name: str) -> str:
    return rf"(?:the end of |the year )?(?P<{name}>20[0-9]{{2}})(?![0-9])"


def _number(mark: str) -> str:
    """The pattern of a number and its unit; a number of millions is none that is read."""
    digits = rf"(?P<v{mark}>[0-9][0-9,]*(?:\.[0-9]+)?)"
    return rf"{_ABOUT}{digits}(?! (?:million|billion|thousand)\b)(?: ?(?P<u{mark}>{_UNIT}))??"


_FROM = rf"(?:from {_number('0')}(?: in {_year('y0')})?,? )"
_TO = rf"to {_number('')}(?: of [a-z ]{{3,30}})?(?:,? by| in) {_year('y')}"
_WILL = r"(?:(?:will|should|must|is expected to|is set to|is projected to) )?"
_WHERE = r"(?: (?:across|in|within|for|throughout) [\w' ]{3,40})?"
_READ = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MOVES} {_NOUN} {_FROM}?{_TO}",
        rf"(?:^|[.;:,] ?|\bthe ){_NOUN} {_WILL}{_MOVES} {_FROM}{_TO}",
        rf"\btarget of {_number('')} {_NOUN}{_WHERE} by {_year('y')}",
        rf"\b{_MOVES} {_NOUN} by [0-9.,]+ ?(?:{_UNIT}) by {_year('y')} \(to {_number('')}\)",
    )
)


def read(reading: Reading, passage: Passage) -> None:
    """Read the yearly figures of a passage; a change without the value it leads to gives none."""
    taken: list[tuple[int, int]] = []
    for pattern in _READ:
        for found in pattern.finditer(passage.norm, passage.start):
            if any(a < found.end() and found.start() < b for a, b in taken):
                continue
            taken.append(found.span())
            _store(reading, passage, found)


def _store(reading: Reading, passage: Passage, found: re.Match[str]) -> None:
    value = value_of_parts(found["v"], None, None)
    if value is None:
        return
    groups = found.groupdict()
    evidence = replace(
        reading.evidence(passage, found.start("noun"), found.end(), "english.figures", CHECK, counts=False),
        reason="sentence",
    )
    reading.read(passage, *found.span())
    name = passage.text[slice(*found.span("noun"))].strip()
    unit = re.sub("per ?cent", "%", found["u"] or groups.get("u0") or "")
    node = reading.draft.node("Indicator", name, evidence, kind="single", level="local", unit=unit)
    node.values.setdefault("name_en", name)
    before = value_of_parts(groups["v0"], None, None) if groups.get("v0") else None
    if before is not None:
        node.values.setdefault("baseline_value", before)
        if groups.get("y0"):
            node.values.setdefault("baseline_year", int(groups["y0"]))
    target(reading, node, found["y"], "target", str(value), evidence)
