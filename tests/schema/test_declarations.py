"""A wrong declaration fails when it is built, and says what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quanze.errors import SchemaError
from quanze.schema import KIND, RELATIONSHIP, Choice, Kind, Property, Relationship, relationship_properties
from quanze.schema.kinds import AGENCY
from quanze.schema.relationships import CONVENES

TEXT: dict[str, Any] = {"name": "colour", "type": "text", "zh": "色", "en": "Colour", "meaning": "Its colour."}
CHOICES = (Choice("red", "紅", "red"),)


def test_the_good_declaration_builds() -> None:
    assert Property(**TEXT).stored


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "Colour"}, "snake_case"),
        ({"name": "title"}, "taken by the engines"),
        ({"type": "string"}, "unknown type"),
        ({"zh": ""}, "lacks a label"),
        ({"en": ""}, "lacks a label"),
        ({"meaning": "Its colour"}, "sentence of meaning"),
        ({"type": "choice"}, "choices and type"),
        ({"choices": CHOICES}, "choices and type"),
        ({"type": "choice", "choices": CHOICES * 2}, "a choice twice"),
        ({"type": "ref"}, "kinds and type"),
        ({"kinds": ("Agency",)}, "kinds and type"),
        ({"link": "PART_OF"}, "only a ref"),
    ],
)
def test_property_refuses(change: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError, match=says) as refused:
        Property(**{**TEXT, **change})
    assert refused.value.advice


@pytest.mark.parametrize("empty", ["code", "zh", "en"])
def test_choice_refuses_an_empty_label(empty: str) -> None:
    labels: dict[str, Any] = {"code": "a", "zh": "甲", "en": "a", empty: ""}
    with pytest.raises(SchemaError, match="lacks a label"):
        Choice(**labels)


def test_choice_refuses_a_word_that_every_mark_would_match() -> None:
    with pytest.raises(SchemaError, match="without a letter"):
        Choice("up", "高", "up", ("↑",))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"label": "agency"}, "CamelCase"),
        ({"table": "Agencies"}, "snake_case"),
        ({"meaning": "A body"}, "sentence of meaning"),
        ({"properties": (Property(**TEXT), Property(**TEXT))}, "twice"),
    ],
)
def test_kind_refuses(change: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError, match=says) as refused:
        AGENCY.but(**change)
    assert refused.value.advice


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "Convenes"}, "UPPER_SNAKE"),
        ({"ends": ()}, "no ends"),
        ({"ends": CONVENES.ends * 2}, "twice"),
        ({"words": ()}, "no words"),
        ({"words": ("主辦", "主辦")}, "a word twice"),
        ({"meaning": "Leads"}, "sentence of meaning"),
        ({"letter_en": ""}, "one letter only"),
    ],
)
def test_relationship_refuses(change: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError, match=says) as refused:
        CONVENES.but(**change)
    assert refused.value.advice


@pytest.mark.parametrize("value", [Property(**TEXT), CHOICES[0], AGENCY, CONVENES])
def test_declarations_are_immutable(value: Property | Choice | Kind | Relationship) -> None:
    with pytest.raises(AttributeError):
        value.zh = "別的"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("red", "紅"), {}),
        (("red", "紅", "red"), {"colour": "red"}),
        (("red", "紅", "red"), {"zh": "朱"}),
        (("red", "紅", "red", (), (), "more"), {}),
    ],
    ids=["a field is missing", "no such field", "a field twice", "too many"],
)
def test_a_declaration_has_its_fields_once_each(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Choice has the fields"):
        Choice(*values, **named)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: AGENCY.property("colour"), "no property 'colour'"),
        (lambda: relationship_properties("LIKES"), "unknown relationship 'LIKES'"),
    ],
)
def test_asking_for_what_is_not_declared_is_refused(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(SchemaError, match=says):
        ask()


def test_every_end_is_a_declared_kind() -> None:
    named = {kind for r in RELATIONSHIP.values() for pair in r.ends for kind in pair}
    assert named <= set(KIND)


def test_every_reference_and_link_column_is_declared() -> None:
    for kind in KIND.values():
        for p in kind.properties:
            assert set(p.kinds) <= set(KIND), (kind.label, p.name)
            if p.link:
                pairs = {(other, kind.label) if p.inward else (kind.label, other) for other in p.kinds}
                assert pairs <= set(RELATIONSHIP[p.link].ends), (kind.label, p.name)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outline": "circle"}, "no outline"),
        ({"fill": "white"}, "no colour"),
        ({"stroke": "#0072B2"}, "no colour"),
        ({"text": "#fff"}, "no colour"),
    ],
)
def test_look_of_a_box_refuses(change: dict[str, Any], says: str) -> None:
    assert AGENCY.look
    with pytest.raises(SchemaError, match=says) as refused:
        AGENCY.look.but(**change)
    assert refused.value.advice


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"colour": ""}, "no colour"),
        ({"cell": "pale"}, "no colour"),
        ({"head": "star"}, "no head"),
        ({"dashes": (3,)}, "no pairs"),
        ({"dashes": (3, 0)}, "no pairs"),
    ],
)
def test_look_of_a_line_refuses(change: dict[str, Any], says: str) -> None:
    assert CONVENES.look
    with pytest.raises(SchemaError, match=says) as refused:
        CONVENES.look.but(**change)
    assert refused.value.advice
