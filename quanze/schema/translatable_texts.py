"""Every English label and meaning of the schema, for the catalogues of further languages."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.schema.declare import Choice, Explained, Kind, Labelled, Relationship
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS
from quanze.schema.kinds import DATASET, KINDS
from quanze.schema.properties import ORIGINS
from quanze.schema.relationships import RELATIONSHIPS
from quanze.schema.tables import DATASET_TABLE, REVIEW, TABLES


def translatable_texts() -> list[str]:
    """The texts, each once, sorted."""
    tables = (*TABLES, DATASET_TABLE, ACCEPTED_GAPS)
    found = {table.en for table in tables}
    for declared in _declared():
        found.add(declared.en)
        if isinstance(declared, Explained):
            found.add(declared.meaning)
        if isinstance(declared, Kind):
            found.add(declared.plural_en)
            found |= {declared.look.heading[1]} if declared.look and declared.look.heading else set()
        if isinstance(declared, Relationship):
            further = (declared.back_en, declared.look.group_en if declared.look else "")
            found.update(filter(None, further))
    return sorted(found)


def _declared() -> Iterator[Labelled]:
    yield from (*KINDS, DATASET, *RELATIONSHIPS)
    properties = [*REVIEW]
    for table in (*TABLES, DATASET_TABLE, ACCEPTED_GAPS):
        properties += table.columns
    for relationship in RELATIONSHIPS:
        properties += relationship.properties
    yield from properties
    choices: list[Choice] = [*ORIGINS]
    for declared in properties:
        choices += declared.choices
    yield from choices
