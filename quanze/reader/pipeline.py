"""From sources to a draft: the rules in order, names folded, every clause accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quanze.reader.account import settle
from quanze.reader.blocks import Source
from quanze.reader.draft import Draft
from quanze.reader.outline import outline
from quanze.reader.reading import Reading
from quanze.reader.rules import ORDER
from quanze.reader.rules.shares import belong
from quanze.reader.tables.mapping import ColumnMapping


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
        belong(reading)
        owner = reading.owner
        if owner is not None and not any(owner in (k.a.real(), k.b.real()) for k in draft.links):
            draft.forget(owner)  # whose rules these are matters only where the text says more of it
        settle(reading)
    return draft, readings
