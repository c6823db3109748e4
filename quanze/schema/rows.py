"""The rows that leave the library, as types. Keys and values are the same in every language: names come in both."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

Row = dict[str, Any]
"""A row of any query: column names to plain values."""

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
    },
)
"""One relationship of a path as its source states it; ``way`` is the code in ``quanze.schema.ways`` by which it is followed."""


class Responsibility(TypedDict):
    """One path by which an agency, or a body in its own name, answers for an item.

    ``how`` is a key of ``quanze.schema.ways.HOWS``, ``inherited`` whether it is any but stated, ``distance`` what the steps add.
    ``leads`` says that the role leads the item; a convener of the group that has the task does not. ``origin`` is the weakest of
    the steps, ``valid_from`` and ``valid_to`` (ISO, empty when open) their narrowest.
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
    last: NotRequired[Row | None]
