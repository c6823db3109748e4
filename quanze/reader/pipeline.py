"""From sources to a draft: the rules in order, names folded, every clause accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quanze.reader.account import settle
from quanze.reader.blocks import Source
from quanze.reader.columns import ColumnMapping
from quanze.reader.draft import Draft
from quanze.reader.outline import outline
from quanze.reader.reading import Reading
from quanze.reader.rules import (
    as_written,
    basis,
    bodies,
    definitions,
    duties,
    goals,
    indicators,
    own_agencies,
    reports,
    responsibilities,
    reviews,
    seats,
    shares,
    subgroups,
    units,
)
from quanze.reader.rules.english import bodies as english_bodies
from quanze.reader.rules.english import roles as english_roles
from quanze.reader.tables import reading as tables

Rule = Callable[[Reading], None]

ORDER: tuple[Rule, ...] = (
    own_agencies.read,
    definitions.read,
    bodies.read,
    basis.read,
    units.read,
    subgroups.read,
    seats.read,
    duties.read,
    shares.read,
    indicators.read,
    responsibilities.read,
    goals.read,
    english_bodies.introduce,
    english_roles.read,
    english_bodies.read,
    tables.read,
    reviews.read,
    reports.read,
)
"""The families in the order in which they read: what names mean, then who there is, then who does what."""


@dataclass
class SourcesRead:
    """What was read: the draft, and the sources and readings behind it."""

    draft: Draft
    sources: list[Source]
    readings: list[Reading]


def read_sources(
    sources: Iterable[Source],
    progress: Callable[[str], None] | None = None,
    mapping: ColumnMapping | None = None,
) -> tuple[Draft, list[Reading]]:
    """Read sources, in order, into one draft; ``progress`` gets the name of each file as it is begun."""
    draft = Draft()
    readings: list[Reading] = []
    for number, source in enumerate(sources):
        if progress:
            progress(source.file)
        reading = Reading(outline(source), draft, number, mapping)
        readings.append(reading)
        for rule in ORDER:
            rule(reading)
        reading.fold_agencies()
        shares.belong(reading)
        owner = reading.owner
        if owner is not None and not any(owner in (k.a.real(), k.b.real()) for k in draft.links):
            draft.forget(owner)  # whose rules these are matters only where the text says more of it
        settle(reading)
        as_written.write_back(reading)
    return draft, readings
