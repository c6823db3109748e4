"""An adapter for scripts that hold a ``py2neo.Graph``: the catalogue's rows through their own connection.

py2neo is at its end of life (docs/adr/0010-py2neo.md); this reads only, and the core knows nothing of it.

>>> reader = Py2neoReader(py2neo.Graph("bolt://localhost:7687", auth=("neo4j", password)))
>>> statements.run(reader, "count_nodes")
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from quanze.errors import QueryError, UnreachableError
from quanze.graph.marks import marked
from quanze.locale import message
from quanze.schema.rows import Row

if TYPE_CHECKING:
    import py2neo


def _plain(value: Any) -> Any:
    """Lists and maps as plain Python, keys of maps sorted as every engine has them."""
    if isinstance(value, Mapping):
        return {k: _plain(value[k]) for k in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


class Py2neoReader:
    """Answers read queries through a ``py2neo.Graph``: what ``quanze.queries`` asks of a reader."""

    reads_maps = True

    def __init__(self, graph: py2neo.Graph) -> None:
        self._graph = graph

    def read(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> list[Row]:
        """Rows of a read query in a read-only transaction; ``limit`` caps the rows kept.

        Raises QueryError when the server refuses the text or a write, UnreachableError when the connection fails.
        """
        from py2neo.errors import ConnectionUnavailable, Neo4jError, ServiceUnavailable

        try:
            cursor = self._graph.query(marked(query), dict(parameters or {}))
            keys = cursor.keys()
            return [{k: _plain(v) for k, v in zip(keys, row, strict=True)} for row in islice(cursor, limit)]
        except Neo4jError as e:
            raise QueryError(
                message("{said}", said=str(e).strip().split("\n")[0]),
                message("Check the query text and its parameters."),
            ) from e
        except (ConnectionUnavailable, ServiceUnavailable, OSError) as e:
            raise UnreachableError(
                message("The connection of the py2neo graph failed."), message("Check that the server is running.")
            ) from e
