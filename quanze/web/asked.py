"""What a reader asks for: the language and the date of the address, the page, and the rest of the query."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from quanze.errors import QueryError, UnknownNameError
from quanze.locale import message
from quanze.web.addresses import Addresses

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.queries.names_in_text import NameIndex
    from quanze.schema.rows import Match

T = TypeVar("T")
_CHOICES = 20
"""Values of a query that are named to a reader who typed another one."""


def _made(_: Hashable, make: Callable[[], Any], __: Callable[[Any], int]) -> Any:
    return make()


class Asked(NamedTuple):
    """``rest`` is the path behind the name of the page, such as the id of a record; ``editions`` are graphs to compare
    with, by name. ``keep`` makes what several pages are made of, or gives what was made of this state of the graph."""

    graph: Graph
    addresses: Addresses
    rest: str
    query: Mapping[str, str]
    editions: Mapping[str, Graph] = {}
    keep: Callable[[Hashable, Callable[[], Any], Callable[[Any], int]], Any] = _made

    def kept(self, name: Hashable, make: Callable[[], T], rows: Callable[[T], int]) -> T:
        """What ``make`` gives, made once for each state of the graph while it is asked for; ``rows`` counts what it
        has."""
        found: T = self.keep(name, make, rows)
        return found

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.addresses.lang

    @property
    def as_of(self) -> str:
        """The date as it was typed; empty for today."""
        return self.addresses.as_of

    @property
    def day(self) -> str:
        """The date that the page is about, as ISO."""
        return self.graph.day(self.as_of)

    def names(self) -> NameIndex:
        """All names of the graph, which many questions look for in a text."""
        return self.kept("names", self.graph.name_index, len)

    def choice(self, name: str, choices: Mapping[str, object]) -> str:
        """One of several values of the query, the first where none is given; QueryError for any other."""
        given = self.query.get(name) or next(iter(choices))
        if given not in choices:
            known = [code for code in choices if code]
            raise QueryError(
                message("There is no {name} {value!r}.", name=name, value=given),
                message("Use one of {names}.", names=known) if len(known) <= _CHOICES else "",
            )
        return given

    def record(self) -> Match:
        """The record whose id the address has; UnknownNameError when there is none."""
        id_ = self.rest or self.query.get("id", "")
        found = self.graph.query("records_by_id", ids=[id_])
        if not found:
            nearest = self.graph.search(id_.rpartition("/")[2]) if id_ else []
            raise UnknownNameError(message("There is no record {id!r}.", id=id_), nearest)
        row = found[0]
        about = {key: row[key] for key in ("id", "kind", "name", "name_en", "dataset")}
        return {**about, "match": "id"}  # type: ignore[typeddict-item]
