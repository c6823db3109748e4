"""One table, given as its rows, and what was read from it."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.reader.blocks import Grid, Place, Source
from quanze.reader.draft import Draft
from quanze.reader.pipeline import read_sources
from quanze.schema import RELATIONSHIP


def read(rows: Sequence[Sequence[str]]) -> Draft:
    """The draft of one table."""
    return read_sources([Source("t.csv", (Grid(tuple(map(tuple, rows)), Place("t.csv", 1), ()),))])[0]


def roles(draft: Draft) -> set[tuple[str, str, str, str]]:
    """Type, agency, topic and confidence of each role."""
    return {
        (k.type, k.a.real().name, k.b.real().name, k.evidence[0].confidence)
        for k in draft.links
        if RELATIONSHIP[k.type].role
    }
