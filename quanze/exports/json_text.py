"""JSON as the standard has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from quanze.text.clean import escaped

_CONTAINERS = (dict, list, tuple)


def json_text(value: Any) -> str:
    """``value`` as JSON; a number that is none (NaN, infinity) becomes null, what JSON has no form for its text.

    Characters that act without being seen are escaped.
    """

    def dumps(value: Any) -> str:
        return escaped(_indented(value, "\n")) + "\n"

    try:
        return dumps(value)
    except ValueError:
        return dumps(json.loads(json.dumps(value, default=str), parse_constant=lambda _: None))


def json_of_each(rows: Iterable[Any]) -> Iterator[str]:
    """The text that ``json_text`` makes of a list, in pieces: of one row after the other."""
    before = "[\n  "
    for row in rows:
        yield before + json_text([row])[4:-3]
        before = ",\n  "
    yield "[]\n" if before[0] == "[" else "\n]\n"


def _indented(value: Any, line: str) -> str:
    """JSON as ``json.dumps`` indents it by 2, where ``line`` begins a line.

    Python's encoder in C does not indent, and the other one takes three times as long: what holds no container is
    given to the first with the break in place of the blank between items.
    """
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        runs = []
        for nested, items in groupby(value.items(), key=_is_nested):
            if nested:
                runs += [f"{_encoder(', ').encode({key: None})[1:-5]}{_indented(one, inner)}" for key, one in items]
            else:
                runs.append(_encoder(f",{inner}").encode(dict(items))[1:-1])
        return f"{{{inner}{f',{inner}'.join(runs)}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        return f"[{inner}{f',{inner}'.join(_indented(one, inner) for one in value)}{line}]"
    return _encoder(", ").encode(value)


def _is_nested(item: tuple[Any, Any]) -> bool:
    return isinstance(item[1], _CONTAINERS)


@cache
def _encoder(between: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str, separators=(between, ": "))
