"""Tables with so many unknown names that there is no use in reading on.

What a row names is resolved once all rows are read, for it may name any other. A large table whose names lead nowhere
would so be read to its end for one fault. Its names are therefore looked for while it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from quanze.loaders.findings import Finding, FindingList
from quanze.loaders.name_decisions import AcceptedName
from quanze.loaders.raw import RawTable
from quanze.loaders.references import Beside, may_be_several
from quanze.loaders.table_records import CALLED, Record, read_rows, values_of
from quanze.schema import KIND, TABLES
from quanze.schema.relationships import MOVES
from quanze.schema.tables import TABLE, kinds_named
from quanze.schema.words import fold

LARGE = 10_000
"""Rows of a table beyond which its names are looked for while it is read."""
_UNKNOWN = "unknown-reference"


class TableReading:
    """Reads the tables of one source, the large ones after all that they may name.

    ``beside`` are the records beside the source; ``former`` and ``accepted`` are further names; ``lost`` are the kinds
    of which no record was read.
    """

    def __init__(
        self,
        findings: FindingList,
        beside: Beside,
        former: Mapping[str, str],
        accepted: Sequence[AcceptedName],
        lost: Mapping[str, Finding],
    ) -> None:
        self.tables: dict[str, list[Record]] = {}
        self.unread: list[Record] = []
        self._findings = findings
        self._beside = beside
        self._further = [*former.values(), *(name.written for name in accepted)]
        self._lost = lost
        self._given_up: list[RawTable] = []

    def read(self, tables: Sequence[RawTable]) -> None:
        """Read tables into ``tables``, and the rows marked as ones to leave out into ``unread``."""
        rows = Counter[str]()
        for raw in tables:
            rows[raw.table.name] += len(raw.rows) + raw.rows_below
        large = [table.name for table in TABLES if rows[table.name] > LARGE]
        for raw in tables:
            if raw.table.name not in large:
                self._take(raw)
        while large:  # in the order of the schema, which is by what they may name
            waiting = {TABLE[name].kind for name in large}
            name = large.pop(0)
            for raw in (raw for raw in tables if raw.table.name == name):
                self._take(raw, self._in_vain(raw, waiting))

    def _take(self, raw: RawTable, in_vain: Callable[[list[Record]], bool] | None = None) -> None:
        records = read_rows(raw, self._findings, self.unread, in_vain)
        self.tables.setdefault(raw.table.name, []).extend(records)

    def finish(self) -> None:
        """Say that the check has ended where a table was not read to its end, if nothing has said so yet."""
        for raw in self._given_up:
            self._findings.end(_UNKNOWN, raw.file, raw.sheet)

    def _in_vain(self, raw: RawTable, waiting: Collection[str]) -> Callable[[list[Record]], bool] | None:
        """Whether to stop, asked after some records more; None where it cannot be known before all is read."""
        columns = [
            column.name
            for column in raw.table.columns
            if (kinds := kinds_named(column))
            and column.name != MOVES.name
            and not any(kind in waiting or kind in self._lost or KIND[kind].named_by for kind in kinds)
        ]
        if not columns:
            return None
        ids, names = self._ids(), cache(self._names)  # most names are ids, or none is
        counts = Counter[str]()
        found: set[str | None] = {None}

        def in_vain(records: list[Record]) -> bool:
            for column in columns:
                texts = values_of(records, column)
                unknown = {text for text in set(texts) - found if text is not None and _is_unknown(text, ids, names)}
                found.update(texts)
                found.difference_update(unknown)
                counts[column] += sum(text in unknown for text in texts) if unknown else 0
            if not self._findings.is_too_many(max(counts.values())):
                return False
            self._given_up.append(raw)
            return True

        return in_vain

    def _ids(self) -> set[str | None]:
        """All ids of records."""
        return {*self._called("id"), *(entry.id for entry in self._beside.entries())}

    def _names(self) -> set[str]:
        """All that a record of any kind may be called by beside its id, folded."""
        names = {fold(name) for name in self._further}
        names.update(name for name, _ in self._beside.names())
        for name in (name for name in CALLED if name != "id"):
            for value in filter(None, self._called(name)):
                names.update(map(fold, (value,) if isinstance(value, str) else value))
        return names

    def _called(self, column: str) -> Iterator[Any]:
        """The values of a column of all records that were read."""
        return chain.from_iterable(values_of(records, column) for records in (self.unread, *self.tables.values()))


def _is_unknown(text: str, ids: Collection[str | None], names: Callable[[], Collection[str]]) -> bool:
    """Whether a text certainly names nothing. An id that was made of a name has signs that may part names."""
    return text not in ids and not may_be_several(text) and fold(text) not in names()
