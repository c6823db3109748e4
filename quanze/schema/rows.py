"""The rows that leave the library, as types. Keys and values are the same in every language: names come in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

Row = dict[str, Any]
"""A row of any query: column names to plain values."""
AnyRow = Mapping[str, Any]
"""A row that is only read: any of the types here."""

PathStep = TypedDict(
    "PathStep",
    {
        "from": str,
        "from_name": str,
        "from_name_en": str,
        "from_kind": str,
        "relationship": str,
        "to": str,
        "to_name": str,
        "to_name_en": str,
        "to_kind": str,
        "way": str,
        "wording": str,
        "origin": str,
        "source": str,
        "source_name": str,
        "source_name_en": str,
        "locator": str,
        "quote": str,
        "note": str,
        "valid_from": str,
        "valid_to": str,
        "change": str,
        "date": str,
        "act": str,
        "act_name": str,
        "act_name_en": str,
        "article": str,
    },
)
"""One relationship of a path as its source states it; ``way`` is the code in ``quanze.schema.ways`` by which it is
followed. ``change``, its ``date`` and its act are those of a succession, else empty."""


class Responsibility(TypedDict):
    """One path by which an agency, or a body in its own name, answers for an item.

    ``how`` is a key of ``quanze.schema.ways.HOWS``, ``inherited`` whether it is any but stated, ``distance`` what the
    steps add. ``leads`` says that the role leads the item; a convener of the group that has the task does not.
    ``origin`` is the weakest of the steps, ``valid_from`` and ``valid_to`` (ISO, empty when open) the narrowest of the
    steps and of what they join. ``former`` is the body that the source names where the agency took over from it, which
    it did on ``since``.
    """

    item: str
    item_name: str
    item_name_en: str
    item_kind: str
    agency: str
    agency_name: str
    agency_name_en: str
    agency_kind: str
    party_kind: str
    role: str
    wording: str
    under: str
    how: str
    inherited: bool
    leads: bool
    distance: int
    path: str
    path_en: str
    steps: list[PathStep]
    origin: str
    valid_from: str
    valid_to: str
    former: str
    former_en: str
    since: str
    last: NotRequired[Row | None]


class Record(TypedDict):
    """A record as it is listed, with the days between which it lives (ISO, empty when open)."""

    id: str
    kind: str
    name: str
    name_en: str | None
    dataset: str
    origin: str | None
    valid_from: str
    valid_to: str


class Event(TypedDict):
    """Something that a source dates: ISO date, key of ``quanze.queries.history.EVENTS``, sentence and citation."""

    date: str
    event: str
    message_zh: str
    message_en: str
    origin: str
    source: str
    source_name: str
    source_name_en: str
    locator: str
    quote: str


class Match(TypedDict):
    """A record that a text may mean; ``match`` says how: id, name, part, abbreviation or near."""

    id: str
    kind: str
    name: str
    name_en: str | None
    dataset: str
    match: str


class Dataset(TypedDict):
    """A loaded data set; what its description leaves out is None."""

    id: str
    name: str
    name_en: str | None
    edition: str | None
    date: str | None
    licence: str | None
    description: str | None
    requires: list[str] | None
    schema_version: int


class NamedAgency(TypedDict):
    """An agency in the answer to a question about something else."""

    id: str
    name: str
    name_en: str


class PlanGap(TypedDict):
    """Something that a plan leaves open.

    ``gap`` is a key of ``quanze.queries.gaps.GAPS``; ``agencies`` are those to ask; the citation is that of the record.
    """

    level: str
    gap: str
    id: str
    kind: str
    name: str
    name_en: str
    message_zh: str
    message_en: str
    agencies: list[NamedAgency]
    dataset: str
    origin: str
    source: str
    locator: str
    quote: str


class Coverage(TypedDict):
    """How many tasks and indicators align to an SDG target or goal.

    ``stated`` of them are aligned by a source, ``editorial`` only by us; ``through`` are further tasks that reach it by
    an indicator or a sub-task. A goal also has ``targets``, and ``touched``: how many of these have anything aligned to
    them.
    """

    code: str
    id: str
    name: str
    name_en: str
    tasks: int
    indicators: int
    through: int
    stated: int
    editorial: int
    targets: NotRequired[int]
    touched: NotRequired[int]


class SharedItem(TypedDict):
    """Something that both agencies of a pair work on, with the role of each and its citation."""

    id: str
    name: str
    name_en: str
    kind: str
    role: str
    other_role: str
    leads: bool
    origin: str
    source: str
    source_name: str
    source_name_en: str
    locator: str
    quote: str
    other_origin: str
    other_source: str
    other_source_name: str
    other_source_name_en: str
    other_locator: str
    other_quote: str


class AgencyPair(TypedDict):
    """Two agencies and the items both work on; ``weight`` counts these, ``leading`` those that one of the two leads."""

    agency: str
    agency_name: str
    agency_name_en: str
    other: str
    other_name: str
    other_name_en: str
    weight: int
    leading: int
    shared: list[SharedItem]


CitedLink = TypedDict(
    "CitedLink",
    {
        "key": str,
        "from": str,
        "from_name": str,
        "from_name_en": str,
        "type": str,
        "to": str,
        "to_name": str,
        "to_name_en": str,
        "wording": str,
        "origin": str,
        "source": str,
        "source_name": str,
        "source_name_en": str,
        "locator": str,
        "quote": str,
        "note": str,
    },
)
"""A relationship that a finding rests on, as its source states it."""


class DependencyFinding(TypedDict):
    """Who depends on whom, as a sentence.

    ``finding`` is a key of ``quanze.queries.dependencies.FINDINGS``, ``subjects`` are ids, ``figures`` the numbers of
    the sentence by name, ``more`` how many findings of the kind were left out, ``links`` how many relationships it
    rests on, ``origin`` the weakest of these.
    """

    finding: str
    subjects: list[str]
    message_zh: str
    message_en: str
    figures: dict[str, Any]
    more: int
    links: int
    origin: str
    evidence: list[CitedLink]


class Workload(TypedDict):
    """How much an agency answers for, in numbers of items.

    There is one column for each declared role, named by its type in lower case: those of the schema that ships are
    written here. ``sections`` counts what only its sections answer for.
    """

    agency: str
    agency_name: str
    agency_name_en: str
    agency_kind: str
    dataset: str
    convenes: int
    co_organizes: int
    reviews: int
    seats: int
    tasks: int
    indicators: int
    sections: int


class LoadCount(TypedDict):
    """What a load did to one table of a data set."""

    dataset: str
    table: str
    added: int
    changed: int
    removed: int
    unchanged: int


class CopyCount(TypedDict):
    """What a copy between databases did for one data set: what it holds, and how many records were written."""

    dataset: str
    nodes: int
    relationships: int
    written: int


class SetupItem(TypedDict):
    """Something that a database is prepared with, such as a constraint, and its state."""

    name: str
    kind: str
    purpose: str
    state: str
