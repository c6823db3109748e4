"""From names to ids: what a planner writes in a reference cell, resolved against file and graph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quanze.schema.words import fold

_PARTING = tuple(re.compile(signs) for signs in ("[;；]", "、", r"\n", "[,，]", "[/／]"))
"""What may part the names in a cell, in the order in which it is tried."""
_ANY_PARTING = re.compile("[;；、\n,，/／]")
_CERTAIN = 2
"""So many of them part names always; the others also occur within names, and part only what is known."""
MAX_COMPARED = 2_000_000
"""Names that are compared in all to find the nearest; a file wrong throughout stays quick."""


def may_be_several(text: str) -> bool:
    """Whether a cell has a sign that may part names."""
    return _ANY_PARTING.search(text) is not None


@dataclass(frozen=True)
class Entry:
    """A record that can be referred to."""

    id: str
    kind: str
    name: str
    dataset: str
    number: str = ""
    """The source's own number of it, where it has one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record beside those of a file, with its names as they are compared: folded once for all files of a load."""

    entry: Entry
    keys: Collection[str]
    document_kind: str = ""
    """Of a document its kind."""

    @classmethod
    def by_names(cls, entry: Entry, names: Iterable[str | None], document_kind: str = "") -> Known:
        """A record that is known under these names."""
        return cls(entry, keys_of(names), document_kind)


def keys_of(names: Iterable[str | None]) -> frozenset[str]:
    """Names as they are compared."""
    return frozenset(fold(name) for name in names if name)


@dataclass(frozen=True, slots=True)
class Reference:
    """The outcome for one name: the entry, or the several that it may mean."""

    entry: Entry | None = None
    matches: Sequence[Entry] = ()


NOTHING = Reference()
"""The outcome for a name that nothing has."""


class Index:
    """All records of file and graph by id and by folded name, alias, English name and code."""

    def __init__(self, dataset: str) -> None:
        self._dataset = dataset
        self.by_id: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = {}
        self._memo: dict[tuple[str, ...], dict[str, Reference]] = {}
        self._compared = 0
        self._of_kinds: dict[tuple[str, ...], dict[str, Entry]] = {}
        self._numbered: dict[str, list[Entry]] | None = None

    def add(self, entry: Entry, keys: Collection[str]) -> None:
        """Make a record known under its names (see ``keys_of``). An id already known keeps its first record."""
        if entry.id in self.by_id:
            return
        self.by_id[entry.id] = entry
        self._of_kinds.clear()
        self._numbered = None
        for key in keys:
            self._by_name.setdefault(key, []).append(entry)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget records."""
        gone = {id_ for id_ in ids if self.by_id.pop(id_, None) is not None}
        for key, entries in self._by_name.items():
            if not gone.isdisjoint(e.id for e in entries):
                self._by_name[key] = [e for e in entries if e.id not in gone]
        self._memo.clear()
        self._of_kinds.clear()
        self._numbered = None

    def add_former(self, id_: str, name: str) -> bool:
        """Let a name that a record had before lead to it, unless a record of the data set has that name now."""
        known = self._by_name.setdefault(fold(name), [])
        if any(e.dataset == self._dataset for e in known):
            return False
        known.append(self.by_id[id_])
        return True

    def add_name(self, id_: str, name: str) -> None:
        """Make a record known under one more name."""
        self._by_name.setdefault(fold(name), []).append(self.by_id[id_])

    def was_asked(self, name: str) -> bool:
        """Whether something refers to a record by this name."""
        key = fold(name)
        return any(fold(text) == key for known in self._memo.values() for text in known)

    def find(self, text: str, kinds: tuple[str, ...]) -> Reference:
        """The record ``text`` names among ``kinds``: id first, then a name, own data set before others."""
        known = self._memo.setdefault(kinds, {})
        memo = known.get(text)
        if memo is not None:
            return memo
        reference = self._find(text, kinds)
        if reference is not NOTHING:  # a file may name something unknown in every row
            known[text] = reference
        return reference

    def _find(self, text: str, kinds: tuple[str, ...]) -> Reference:
        entry = self.by_id.get(text)
        if entry is not None:
            return Reference(entry)
        named = self._by_name.get(fold(text))
        found = [e for e in named if e.kind in kinds] if named else []
        if not found:
            return NOTHING
        own = [e for e in found if e.dataset == self._dataset]
        for group in (own, found):
            if len(group) == 1:
                return Reference(group[0])
        return Reference(None, own or found)

    def numbered(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """The records of these kinds to which their source gives a number, those of the own data set before others."""
        if self._numbered is None:
            self._numbered = {}
            for entry in self.by_id.values():
                if entry.number:
                    self._numbered.setdefault(fold(entry.number), []).append(entry)
        found = [e for e in self._numbered.get(fold(text), ()) if e.kind in kinds]
        return [e for e in found if e.dataset == self._dataset] or found

    def find_all(self, text: str, kinds: tuple[str, ...]) -> list[tuple[str, Reference]]:
        """One name, or the several that a cell has, parted where the whole is no name itself.

        、 and ; part names. So do line breaks, commas and slashes, where that finds at least one of them: a name may
        have such signs of its own.
        """
        return self._parted(text.strip(), kinds, 0)

    def _parted(self, text: str, kinds: tuple[str, ...], level: int) -> list[tuple[str, Reference]]:
        whole = self.find(text, kinds)
        if whole.entry is not None or whole.matches or not may_be_several(text):
            return [(text, whole)]
        while level < len(_PARTING) and not _PARTING[level].search(text):
            level += 1
        if level == len(_PARTING):
            return [(text, whole)]
        parts = [p for part in _PARTING[level].split(text) if (p := part.strip())]
        found = [one for part in parts for one in self._parted(part, kinds, level + 1)]
        certain = level < _CERTAIN or any(one.entry is not None or one.matches for _, one in found)
        return found if certain else [(text, whole)]

    def nearest(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """Up to three records of these kinds with names that look like ``text``."""
        if self._compared > MAX_COMPARED:
            return []
        from rapidfuzz import fuzz, process

        key = fold(text)[:200]
        names = self._of_kinds.get(kinds)
        if names is None:
            names = self._of_kinds[kinds] = {}
            for k, entries in self._by_name.items():
                for e in entries:
                    if e.kind in kinds and (k not in names or e.dataset == self._dataset):
                        names[k] = e
        self._compared += len(names)
        found = process.extract(key, names.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=55)
        return list(dict.fromkeys(names[match] for match, _, _ in found))
