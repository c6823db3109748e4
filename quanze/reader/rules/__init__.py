"""The reading rules, one file per family; each rule has the name that the draft's ``rule`` column shows.

A rule is a function from a ``Reading`` to nothing: it looks at the passages and adds what it is sure of to the
draft. Rules are general: their words come from ``quanze.schema``, none names a city or a body.
"""

from __future__ import annotations

from collections.abc import Callable

from quanze.reader.reading import Reading
from quanze.reader.rules import (
    basis,
    bodies,
    definitions,
    duties,
    english,
    indicators,
    reports,
    responsibilities,
    reviews,
    seats,
    shares,
    subgroups,
)
from quanze.reader.tables import reading as tables

Rule = Callable[[Reading], None]

ORDER: tuple[Rule, ...] = (
    definitions.read,
    bodies.read,
    basis.read,
    subgroups.read,
    seats.read,
    duties.read,
    shares.read,
    indicators.read,
    responsibilities.read,
    english.read,
    tables.read,
    reviews.read,
    reports.read,
)
"""The families in the order in which they read: what names mean, then who there is, then who does what."""
