"""What the log of loads keeps of each data set as it was left: marks by which a load sees what has not changed.

A mark never decides what is written. Where two are equal, so is what they are of, and need not be checked or read
again; where they differ, or one is missing, everything is compared as if there were no marks.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from quanze.changes.change_set import ChangeSet, NodeChange
from quanze.changes.edition import Edition, Link
from quanze.code_mark import code_mark
from quanze.graph.engine import Ends, Reader
from quanze.graph.records import (
    all_ends,
    dataset_nodes,
    dataset_relationships,
    relationship_keys,
)
from quanze.plain_files import is_file
from quanze.schema import KINDS, VERSION
from quanze.schema.tables import DATASET_FILE, FIRST_FOLDER
from quanze.version import __version__

STATE = "state"
"""The action of a row of the log that holds a state; it is not a load."""
_ROOMS = ("schema", "text", "graph", "changes", "loaders")
"""The code on which it depends what becomes of a file."""
_LARGE = 10_000
"""Relationships of a group from which its parts are marked too."""
_MANY = 1_000
"""Relationships of a group from which first only the keys are read."""
_BEGIN = 3
"""Characters of a key, of sixteen, by which it is in a part: a hundred changes touch one part in forty."""
_WIDTH = (1 << 64) - 1
"""How wide the sum of a part is."""
_MOST_READ = 4
"""More than this fraction of the parts is not read apart."""


_Tallies = dict[tuple[str, ...], list[int]]
"""For each set of properties how many rows have it, and the sum of their hashes."""


class Marks(NamedTuple):
    """The marks of an edition: of its groups, and of the parts of the large ones among them (see ``LoadedState``);
    and what those of groups of many relationships are made of."""

    groups: dict[str, str]
    parts: dict[str, dict[str, str]]
    tallies: dict[str, _Tallies]


NO_MARKS = Marks({}, {}, {})


@dataclass(frozen=True)
class LoadedState:
    """A data set as a load left it.

    ``files`` is the mark of the file or folder it came from, and of the code that read it; empty where there was a
    finding, for the next load has to report it again. ``others`` is the mark of all other data sets, to which it may
    refer. ``groups`` has the marks of its description, of its records by kind and of its relationships by type and
    ends; ``counts`` how many rows each table has.
    """

    dataset: str
    files: str
    others: str
    groups: dict[str, str]
    counts: dict[str, int]
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Large group of relationships → marks of its parts, by how the keys in them begin."""

    def unchanged(self) -> ChangeSet:
        """The change set of a load that leaves it as it is."""
        return ChangeSet(self.dataset, NodeChange(None, None), unchanged=self.counts)

    def row(self) -> dict[str, Any]:
        """The row of the log that keeps it."""
        return {"number": 0, "action": STATE, "dataset": self.dataset, "state": json.dumps(asdict(self))}


def states(entries: Iterable[Mapping[str, Any]]) -> dict[str, LoadedState]:
    """The states that a log keeps, by data set."""
    kept = (LoadedState(**json.loads(entry["state"])) for entry in entries if entry["action"] == STATE)
    return {state.dataset: state for state in kept}


def others_mark(known: Mapping[str, LoadedState], dataset: str) -> str:
    """The mark of all data sets but one."""
    groups = [[id_, state.groups] for id_, state in sorted(known.items()) if id_ != dataset]
    return _digest([json.dumps(groups, sort_keys=True).encode()])


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, as ``sha256sum`` prints it; of a folder that of its files' names and contents in order,
    and of the names of what else is in it, which may be refused."""
    if is_file(path):
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for part in sorted(path.iterdir()):
        if part.is_symlink():  # a finding says where one leads out of the folder
            whole.update(str(part.readlink()).encode("utf-8", "surrogateescape") + b"\0")
        content = part.read_bytes() if part.is_file() else b""
        whole.update(part.name.encode("utf-8", "surrogateescape") + b"\0" + content + b"\0")
    return whole.hexdigest()


def files_mark(path: Path) -> str:
    """The mark of a file or folder and of the code that reads it; empty where it cannot be read."""
    try:
        first = path / FIRST_FOLDER
        # A table beside the description of a data set belongs to that one, and is refused alone.
        described = path.is_file() and path.with_name(DATASET_FILE).is_file()
        parts = [path.name, str(described), fingerprint(path), fingerprint(first) if first.is_dir() else ""]
    except (OSError, ValueError):
        return ""
    code = f"{__version__} {VERSION} {code_mark(*_ROOMS)}"
    return _digest(part.encode("utf-8", "surrogateescape") + b"\0" for part in (code, *parts))


def marks_of(edition: Edition) -> Marks:
    """The marks of an edition's description, records and relationships.

    They are of the values that are stored, and so the same for what was made from a file and what a graph gave back.
    """
    groups = {"Dataset": _mark([("", "", edition.description)])}
    groups |= {kind: _mark(("", "", props) for props in rows.values()) for kind, rows in edition.nodes.items() if rows}
    parts: dict[str, dict[str, str]] = {}
    tallies: dict[str, _Tallies] = {}
    for ends, links in edition.links.items():
        if links:
            name, sums = _name(ends), dict[str, int]() if len(links) >= _LARGE else None
            found = _tallied(links.values(), sums)
            groups[name] = _mark_of(found)
            if len(links) >= _MANY:
                tallies[name] = found
            if sums:
                parts[name] = {begin: f"{total:x}" for begin, total in sums.items()}
    return Marks(groups, parts, tallies)


def editions_beside(reader: Reader, after: Sequence[Edition], known: Mapping[str, LoadedState]) -> list[Edition]:
    """What a graph holds of each of these data sets, of which ``known`` has the states as far as they are certain."""
    found = []
    for edition in after:
        state = known.get(edition.dataset)
        found.append(edition_beside(reader, edition, marks_of(edition) if state else NO_MARKS, state))
    return found


def edition_beside(reader: Reader, after: Edition, marks: Marks, state: LoadedState | None) -> Edition:
    """What a graph holds of a data set; what is as in ``after`` by its marks is taken from there, and not read."""

    def same(group: str) -> bool:
        return state is not None and state.groups.get(group) == marks.groups.get(group)

    def held(ends: Ends) -> dict[str, Link]:
        given, group = after.links.get(ends, {}), _name(ends)
        if same(group):
            return given
        then, now = state.parts.get(group, {}) if state else {}, marks.parts.get(group, {})
        differ = {begin for begin in then.keys() | now.keys() if then.get(begin) != now.get(begin)}
        if not then or not now or len(differ) * _MOST_READ > len(now):
            tallies, mark = marks.tallies.get(group), state.groups.get(group) if state else None
            found = _by_keys(reader, ends, after.dataset, given, tallies, mark) if tallies and mark else None
            return dataset_relationships(reader, ends, after.dataset) if found is None else found
        kept = {key: link for key, link in given.items() if key[:_BEGIN] not in differ}
        return kept | dataset_relationships(reader, ends, after.dataset, differ)

    description = dataset_nodes(reader, "Dataset", after.dataset).get(after.dataset)
    if description is None:
        return Edition(after.dataset)
    nodes = {
        kind.label: after.nodes.get(kind.label, {})
        if same(kind.label)
        else dataset_nodes(reader, kind.label, after.dataset)
        for kind in KINDS
    }
    links = {ends: held(ends) for ends in all_ends()}
    return Edition(
        after.dataset,
        description,
        {kind: rows for kind, rows in nodes.items() if rows},
        {ends: rows for ends, rows in links.items() if rows},
    )


def _by_keys(
    reader: Reader, ends: Ends, dataset: str, given: Mapping[str, Link], tallies: _Tallies, mark: str
) -> dict[str, Link] | None:
    """Relationships of a group with this mark, of which only those are read whose keys are not ``given``; None where
    others differ too, or many do. ``tallies`` are those of what is given."""
    keys = relationship_keys(reader, ends, dataset)
    gone = keys - given.keys()
    if len(gone) * _MOST_READ > len(keys):
        return None
    kept = {key: link for key, link in given.items() if key in keys}
    read = dataset_relationships(reader, ends, dataset, gone) if gone else {}
    whole = {names: [*tally] for names, tally in tallies.items()}
    for sign, rows in ((1, read.values()), (-1, (link for key, link in given.items() if key not in keys))):
        for names, (n, total) in _tallied(rows).items():
            tally = whole.setdefault(names, [0, 0])
            tally[0] += sign * n
            tally[1] += sign * total
    held = {names: tally for names, tally in whole.items() if tally[0]}
    return kept | read if _mark_of(held) == mark else None


def _name(ends: Sequence[str]) -> str:
    return " ".join(ends)


def _mark(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> str:
    """The mark of relationships, or of records without ends; neither their order nor that of properties matters.

    It is made of sums: to put so many in order takes longer than all else, and rows can be taken out of a sum.
    """
    return _mark_of(_tallied(rows))


def _mark_of(tallies: _Tallies) -> str:
    return _digest(json.dumps([*tally]).encode() for tally in sorted(tallies.items()))


def _tallied(rows: Iterable[tuple[str, str, Mapping[str, Any]]], parts: dict[str, int] | None = None) -> _Tallies:
    """What the mark of rows is made of; ``parts`` gets the sums of the parts."""
    tallies: _Tallies = {}
    names: tuple[str, ...] = ()
    read: itemgetter[Any] = itemgetter("")
    tally, named = [0, 0], 1
    for start, end, props in rows:
        try:
            values = read(props) if len(props) == len(names) else None
        except KeyError:
            values = None
        if values is None:  # few sets of properties, many records: most have those of the one before
            names = tuple(sorted(props))
            read, tally = itemgetter(names[0], *names), tallies.setdefault(names, [0, 0])  # a tuple, of one name too
            # Odd: no two rows that exchange their properties make the same sum.
            named = int.from_bytes(hashlib.blake2b("\x1f".join(names).encode(), digest_size=16).digest()) | 1
            values = read(props)
        try:
            row = "\x1f".join((start, end, *values)).encode()
        except (TypeError, UnicodeEncodeError):  # not text alone
            # Version 2 writes equal values alike; later ones write whether an object is the same as one before.
            row = marshal.dumps((start, end, values), 2)
        own = int.from_bytes(hashlib.blake2b(row, digest_size=16).digest())
        tally[0] += 1
        tally[1] += own
        if parts is not None:
            begin = props["key"][:_BEGIN]
            parts[begin] = (parts.get(begin, 0) + own * named) & _WIDTH
    return tallies


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(part)
    return whole.hexdigest()
