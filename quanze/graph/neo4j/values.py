"""Values of the driver as plain Python: what the embedded engine returns for the same value."""

from __future__ import annotations

from itertools import islice
from typing import Any

import neo4j

from quanze.schema.rows import Row

_PLAIN = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(value[k]) for k in sorted(value)}
    if isinstance(value, neo4j.graph.Node):
        return {"id": value.element_id, "labels": sorted(value.labels), "properties": _plain(dict(value))}
    if isinstance(value, neo4j.graph.Relationship):
        start, end = value.start_node, value.end_node
        return {
            "id": value.element_id,
            "start": start.element_id if start is not None else None,
            "end": end.element_id if end is not None else None,
            "type": value.type,
            "properties": _plain(dict(value)),
        }
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": [_plain(n) for n in value.nodes], "relationships": [_plain(r) for r in value.relationships]}
    if isinstance(value, neo4j.time.Duration):
        return {"months": value.months, "days": value.days, "seconds": value.seconds}
    native = getattr(value, "to_native", None)
    return native() if native else value


def rows_of(result: neo4j.Result, limit: int | None = None) -> list[Row]:
    """Rows of a result, at most ``limit``."""
    keys = result.keys()
    records = result if limit is None else islice(result, limit)
    return [{k: v if type(v) in _PLAIN else _plain(v) for k, v in zip(keys, record, strict=True)} for record in records]
