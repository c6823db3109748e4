"""JSON for people and programs: indented as Python's own, whatever the values hold."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from quanze.exports.json_text import json_text


class Pair(NamedTuple):
    """A tuple with names, as many rows have."""

    one: Any
    other: Any


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.sampled_from('甲a"\\\n,:{}[]'), max_size=5)
VALUES = st.recursive(
    SCALARS | TEXTS | st.just(date(2024, 2, 29)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(Pair, inner, inner)
        | st.dictionaries(TEXTS | st.integers() | st.none() | st.booleans(), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_it_is_what_python_indents(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def test_what_is_no_number_is_null_and_what_acts_unseen_is_escaped() -> None:
    text = json_text({"a": [math.nan, {"b": -math.inf}], "c": "\u202e"})
    assert json.loads(text) == {"a": [None, {"b": None}], "c": "\u202e"}
    assert "\\u202e" in text
