"""A graph whole, as plain rows: what is written for other programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from quanze.schema.declare import Kind
from quanze.schema.rows import Dataset, Responsibility, Row


def kind_attribute(kind: Kind) -> str:
    """What the property ``kind`` of a record is called, where ``kind`` is the kind of the record: ``task_kind``."""
    return f"{kind.slug.replace('-', '_')}_kind"


@dataclass(frozen=True)
class WholeGraph:
    """Rows of records and of relationships, and what they are of.

    A record has ``id``, ``kind`` (the label of its kind) and its properties that have a value; a property that is
    called ``kind`` too is ``agency_kind``, ``task_kind`` and so on. A relationship has ``key``, ``from``, ``to``,
    ``type`` and its properties. ``answers`` are the rows of ``who`` on all that somebody answers for. All three may be
    gone through more than once, and may be read meanwhile. ``base`` is the web address under which
    the records are published, for linked data.
    """

    nodes: Collection[Row]
    links: Iterable[Row]
    answers: Iterable[Responsibility]
    datasets: Sequence[Dataset]
    about: Row | None = None
    as_of: str = ""
    base: str = ""

    def held(self) -> Self:
        """The same with all rows in memory, which needs no database any more."""
        return replace(self, nodes=list(self.nodes), links=list(self.links), answers=list(self.answers))
