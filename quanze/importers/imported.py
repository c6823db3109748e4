"""What an import gives: data sets as editions, and what of the file has no place in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.changes.edition import Edition, Props
from quanze.errors import FileError
from quanze.graph.records import relationship_key
from quanze.locale import message
from quanze.plain_files import content_of, plain_file
from quanze.schema import KIND
from quanze.schema.kinds import AGENCY
from quanze.schema.words import fold

MAX_BYTES = 256 << 20
"""The largest file that is read whole."""
_SEPARATING = re.compile(r"[\s/]+")


@dataclass(frozen=True)
class LeftOut:
    """What has no place in a draft: its list in the file, its name there, its first value, and how many there are."""

    where: str
    name: str
    value: str
    count: int


@dataclass
class Imported:
    """Data sets, in the order of the file, and what was left out of them."""

    editions: list[Edition] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class Remains:
    """Counts what has no place here, by its place in the source and its name."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}

    def add(self, where: str, name: str, value: object) -> None:
        """One more; nothing when there is no value."""
        if value in (None, "", [], {}):
            return
        self._counts[where, name] += 1
        self._first.setdefault((where, name), str(value)[:200])

    def rest(self, where: str, row: Mapping[str, Any], taken: tuple[str, ...]) -> None:
        """All of a row but what was taken."""
        for name, value in row.items():
            if name not in taken:
                self.add(where, name, value)

    def rows(self) -> Iterator[LeftOut]:
        """What has no place, most first."""
        for (where, name), count in self._counts.most_common():
            yield LeftOut(where, name, self._first[where, name], count)


_AGENCY_KINDS = AGENCY.property("kind").choices
_USUAL = "bureau"


def _agency_kind(classification: str) -> str:
    """The code of the kind of agency that a word means; empty where it is none of ours."""
    wanted = fold(classification)
    return next(
        (c.code for c in _AGENCY_KINDS if wanted and wanted in {fold(w) for w in (c.code, c.zh, c.en, *c.words)}), ""
    )


class Made:
    """Builds the one data set of a file that knows nothing of ours.

    Each record cites the file and its place in it. Its id keeps the one that it had.
    """

    def __init__(self, path: Path, dataset: str) -> None:
        self.document = f"{dataset}/document/source"
        self.edition = Edition(dataset, {"id": dataset, "name": path.stem})
        self.remains = Remains()
        self._ids: dict[str, str] = {}
        stated = {"kind": "report", **self._stated(path.name)}
        self.edition.nodes["Document"] = {self.document: {"id": self.document, "name": path.name, **stated}}

    def add(self, kind: str, origin_id: str, name: str, props: Props, place: str) -> str:
        """Add a record that was called ``origin_id``; its id. That it is the second body called so is listed: what
        names it means the first."""
        own = f"{self.edition.dataset}/{KIND[kind].slug}/{_SEPARATING.sub('-', origin_id or name)}"
        known = self.edition.nodes.setdefault(kind, {})
        made, n = own, len(known)
        while made in known:
            made, n = f"{own}-{n}", n + 1
        filled = {key: value for key, value in props.items() if value not in (None, "", [])}
        known[made] = {"id": made, "name": name, **filled, **self._stated(place)}
        if kind != "Member" and origin_id in self._ids:
            self.remains.add(KIND[kind].table, "id", f"{origin_id} → {made}")
        if origin_id:
            self._ids.setdefault(origin_id, made)
        return made

    def agency(self, origin_id: str, name: str, classification: str, props: Props, place: str) -> str:
        """Add an agency, of the kind that its classification names, else the end of its name; else it is a bureau, and
        that is listed."""
        kind = _agency_kind(classification) or next((c.code for c in _AGENCY_KINDS if name.endswith(c.words)), "")
        if not kind:
            self.remains.add(KIND["Agency"].table, "kind", f"{name} → {_USUAL}")
        if not _agency_kind(classification):
            self.remains.add(KIND["Agency"].table, "classification", classification)
        return self.add("Agency", origin_id, name, {"kind": kind or _USUAL, **props}, place)

    def _stated(self, place: str) -> Props:
        return {"origin": "report", "source": self.document, "locator": place}

    def id_of(self, origin_id: str) -> str:
        """The id of the record that was called so; empty when there is none."""
        return self._ids.get(origin_id, "")

    def kind_of(self, id_: str) -> str:
        """The kind of a record that was added."""
        return next((kind for kind, rows in self.edition.nodes.items() if id_ in rows), "")

    def link(self, type_: str, start: str, end: str, place: str) -> None:
        """Add a relationship between two records that were added."""
        said = self._stated(place)
        key = relationship_key(self.edition.dataset, type_, start, end, said)
        ends = (type_, self.kind_of(start), self.kind_of(end))
        self.edition.links.setdefault(ends, {})[key] = (start, end, {**said, "key": key})

    def done(self) -> Imported:
        """The data set, and what was left out."""
        return Imported([self.edition], list(self.remains.rows()))


def json_of(path: Path) -> Any:
    """The value of a JSON file; FileError when it is none, or has halves of characters, which no file can hold."""
    import json

    try:
        value = json.loads(bytes_of(path))
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError) as fault:
        raise FileError(
            message("{path} is not JSON: {reason}.", path=path, reason=fault), message("Save it again as JSON.")
        ) from fault


def bytes_of(path: Path) -> bytes:
    """The bytes of a file that is not too large; FileError."""
    if plain_file(path).stat().st_size > MAX_BYTES:
        raise FileError(
            message("{path} is larger than {size} MB.", path=path, size=MAX_BYTES >> 20),
            message("Import a part of it."),
        )
    return content_of(path)


def text_in(row: Mapping[str, Any], *names: str) -> str:
    """The first of these values of a row that there is, as text; empty when there is none."""
    return next((str(row[name]) for name in names if row.get(name) not in (None, "")), "")


def rows_in(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list; anything else is none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
