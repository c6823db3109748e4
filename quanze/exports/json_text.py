"""JSON as the standard has it."""

from __future__ import annotations

import json
from typing import Any

from quanze.text.clean import escaped


def json_text(value: Any) -> str:
    """``value`` as JSON; a number that is none (NaN, infinity) becomes null, what JSON has no form for its text.

    Characters that act without being seen are escaped.
    """

    def dumps(value: Any) -> str:
        return escaped(json.dumps(value, ensure_ascii=False, indent=2, default=str, allow_nan=False))

    try:
        return dumps(value) + "\n"
    except ValueError:
        return dumps(json.loads(json.dumps(value, default=str), parse_constant=lambda _: None)) + "\n"
