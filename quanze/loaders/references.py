"""From names to ids: what a planner writes in a reference cell, resolved against file and graph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quanze.schema.words import fold, visible_form

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
    own_kind: str = ""
    """What kind of document, agency or council it is."""


def keys_of(names: Iterable[str | None]) -> frozenset[str]:
    """Names as they are compared."""
    return frozenset(fold(name) for name in names if name)


class Names:
    """Records by id, and by their names as they are compared. An id already known keeps its first record."""

    def __init__(self) -> None:
        self.by_id: dict[str, Entry] = {}
        self.by_name: dict[str, list[Entry]] = {}
        self.alike: dict[str, list[str]] = {}
        """Visible form → the ids that are not it but look so."""

    def add(self, entry: Entry, names: Iterable[str | None]) -> None:
        """Make a record known under its names."""
        if entry.id in self.by_id:
            return
        self.by_id[entry.id] = entry
        if not entry.id.isascii() and (plain := visible_form(entry.id)) != entry.id:
            self.alike.setdefault(plain, []).append(entry.id)
        for key in keys_of(names):
            self.by_name.setdefault(key, []).append(entry)


class Beside:
    """The records beside a file, those that come first before others of one id: folded once for all files of a load.

    Each ``Names`` is without the records of some data sets, which are stated elsewhere.
    """

    def __init__(self, *layers: tuple[Names, Collection[str]]) -> None:
        self._layers = layers

    def by_id(self, id_: str) -> Entry | None:
        """The record with an id."""
        for names, without in self._layers:
            entry = names.by_id.get(id_)
            if entry is not None and entry.dataset not in without:
                return entry
        return None

    def named(self, key: str) -> list[Entry]:
        """The records of a name as it is compared."""
        return [e for names, _ in self._layers for e in names.by_name.get(key, ()) if self.by_id(e.id) is e]

    def entries(self) -> Iterator[Entry]:
        """All records."""
        return (e for names, _ in self._layers for e in names.by_id.values() if self.by_id(e.id) is e)

    def names(self) -> Iterator[tuple[str, list[Entry]]]:
        """All names as they are compared, with their records; a name may come twice."""
        for names, _ in self._layers:
            for key in names.by_name:
                if found := self.named(key):
                    yield key, found

    def alike(self) -> Iterator[tuple[str, list[str]]]:
        """Visible forms with ids that are not them but look so; a form may come twice."""
        for names, _ in self._layers:
            for plain, ids in names.alike.items():
                yield plain, [id_ for id_ in ids if self.by_id(id_) is not None]


@dataclass(frozen=True, slots=True)
class Reference:
    """The outcome for one name: the entry, or the several that it may mean."""

    entry: Entry | None = None
    matches: Sequence[Entry] = ()


NOTHING = Reference()
"""The outcome for a name that nothing has."""


class Index:
    """All records of a file and beside it by id and by folded name, alias, English name and code."""

    def __init__(self, dataset: str, beside: Beside) -> None:
        self._dataset = dataset
        self._own = Names()
        self._beside = beside
        self._memo: dict[tuple[str, ...], dict[str, Reference]] = {}
        self._compared = 0
        self._of_kinds: dict[tuple[str, ...], dict[str, Entry]] = {}
        self._numbered: dict[str, list[Entry]] | None = None

    def add(self, entry: Entry, names: Iterable[str | None]) -> None:
        """Make a record of the file known under its names."""
        self._own.add(entry, names)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget records of the file."""
        own = self._own
        gone = {id_ for id_ in ids if own.by_id.pop(id_, None) is not None}
        for key, entries in own.by_name.items():
            if not gone.isdisjoint(e.id for e in entries):
                own.by_name[key] = [e for e in entries if e.id not in gone]
        self._memo.clear()
        self._of_kinds.clear()
        self._numbered = None

    def by_id(self, id_: str) -> Entry | None:
        """The record with an id, that of the file before another one."""
        return self._own.by_id.get(id_) or self._beside.by_id(id_)

    def alike(self) -> dict[str, list[str]]:
        """Visible form → the ids that are not it but look so."""
        found: dict[str, dict[str, None]] = {}
        for plain, ids in (*self._own.alike.items(), *self._beside.alike()):
            found.setdefault(plain, {}).update(dict.fromkeys(ids))
        return {plain: list(ids) for plain, ids in found.items()}

    def add_former(self, id_: str, name: str) -> bool:
        """Let a name that a record had before lead to it, unless a record of the data set has that name now."""
        known = self._own.by_name.get(fold(name), ())
        if any(e.dataset == self._dataset for e in known):
            return False
        self.add_name(id_, name)
        return True

    def add_name(self, id_: str, name: str) -> None:
        """Make a record known under one more name."""
        entry = self.by_id(id_)
        assert entry is not None
        self._own.by_name.setdefault(fold(name), []).append(entry)

    def _named(self, key: str) -> list[Entry]:
        """The records of a folded name, those of the file first."""
        own, ids = self._own.by_name.get(key, ()), self._own.by_id
        return [*own, *(e for e in self._beside.named(key) if e.id not in ids)]

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
        entry = self.by_id(text)
        if entry is not None:
            return Reference(entry)
        found = [e for e in self._named(fold(text)) if e.kind in kinds]
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
            for entry in (*self._own.by_id.values(), *self._beside.entries()):
                if entry.number and self.by_id(entry.id) is entry:
                    self._numbered.setdefault(fold(entry.number), []).append(entry)
        found = [e for e in self._numbered.get(fold(text), ()) if e.kind in kinds]
        return [e for e in found if e.dataset == self._dataset] or found

    def find_all(self, text: str, kinds: tuple[str, ...]) -> list[tuple[str, Reference]]:
        """One name, or the several that a cell has, parted where the whole is not a name itself.

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
            for k, entries in (*self._own.by_name.items(), *self._beside.names()):
                for e in entries:
                    if e.kind in kinds and (k not in names or e.dataset == self._dataset):
                        names[k] = e
        self._compared += len(names)
        found = process.extract(key, names.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=55)
        return list(dict.fromkeys(names[match] for match, _, _ in found))
