"""From what a person types to one record: id, code, name, alias, part, abbreviation; 台/臺 and width folded."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from quanze.errors import AmbiguousNameError, UnknownNameError
from quanze.graph.engine import Reader
from quanze.locale import message
from quanze.queries import statements
from quanze.schema import KIND
from quanze.schema.words import fold
from quanze.text.abbreviation import spells

if TYPE_CHECKING:
    from quanze.schema.rows import Match, Row

NEAREST = 5


class Names:
    """The names of a graph, each time asked for anew."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def every(self, kinds: Sequence[str] = ()) -> Sequence[Row]:
        """All records of these kinds with their names."""
        return statements.run(self.reader, "records", kinds=kinds)

    def having(self, key: str, kinds: Sequence[str]) -> list[Row]:
        """Those with the folded ``key`` in a name."""
        return statements.run(self.reader, "find_names", {"key": key}, kinds)

    def seats(self) -> Sequence[Row]:
        """Seats with their posts and holders."""
        return statements.run(self.reader, "seats_by_post")

    def spelt(self, key: str, kinds: Sequence[str]) -> list[Row]:
        """Those whose English names have these initials."""
        return [r for r in self.every(kinds) if initials(r["name_en"]) == key]

    def numbered(self, key: str, kinds: Sequence[str]) -> list[Row]:
        """Those with this number."""
        ids = {"ids": [r["id"] for r in self.every(kinds)]}
        return [r for r in statements.run(self.reader, "records_by_id", ids) if fold(r["number"] or "") == key]

    def shortened(self, key: str, kinds: Sequence[str]) -> list[Row]:
        """Those with a name of which ``key`` has some characters, the first among them, in their order."""
        if "|" in key:
            return []
        between = "".join(f"[^|{re.escape(one)}]*+{re.escape(one)}" for one in key[1:])
        shortened = re.compile(rf"\|{re.escape(key[0])}{between}")
        return [r for r in self.every(kinds) if shortened.search(r["search_key"] or "")]

    def folded(self, kinds: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
        """Every folded name, and beside it the place of its record in ``every``."""
        rows = self.every(kinds)
        found = [(name, at) for at, row in enumerate(rows) for name in names_of(row)]
        return [name for name, _ in found], array("L", (at for _, at in found))


class AllNames(Names):
    """The names of a graph as it is now, read once for many searches."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.rows = super().having("", ())  # fewer columns than all records have
        few: dict[str, str] = {}
        for row in self.rows:  # of a million records a few kinds and data sets
            for key in ("kind", "dataset", "origin"):
                row[key] = few.setdefault(row[key], row[key])
        self._seats = super().seats()

    def every(self, kinds: Sequence[str] = ()) -> list[Row]:
        return self._of(kinds, self.rows)

    def having(self, key: str, kinds: Sequence[str]) -> list[Row]:
        return [r for r in self.every(kinds) if key in (r["search_key"] or "")]

    def seats(self) -> Sequence[Row]:
        return self._seats

    def spelt(self, key: str, kinds: Sequence[str]) -> list[Row]:
        return self._of(kinds, self._spelt.get(key, []))

    def numbered(self, key: str, kinds: Sequence[str]) -> list[Row]:
        return self._of(kinds, self._numbered.get(key, []))

    def folded(self, kinds: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
        return super().folded(kinds) if kinds else self._folded

    @staticmethod
    def _of(kinds: Sequence[str], rows: list[Row]) -> list[Row]:
        return [r for r in rows if r["kind"] in kinds] if kinds else rows

    @cached_property
    def _spelt(self) -> dict[str, list[Row]]:
        return _by(self.rows, lambda row: initials(row["name_en"]))

    @cached_property
    def _numbered(self) -> dict[str, list[Row]]:
        ids = {"ids": [row["id"] for row in self.rows]}
        return _by(statements.run(self.reader, "records_by_id", ids), lambda row: fold(row["number"] or ""))

    @cached_property
    def _folded(self) -> tuple[Sequence[str], Sequence[int]]:
        return super().folded(())


def _by(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if one := key(row):
            found.setdefault(one, []).append(row)
    return found


def search(names: Names, text: str, kinds: Sequence[str] = ()) -> list[Match]:
    """Records ``text`` may mean, best first: id, whole name, post of a seat, part of a name, abbreviation.

    Only matches of the best kind are given.
    """
    # Two queries: an id is found by the engine's index, and a scan for names is fast only without an OR.
    by_id = statements.run(names.reader, "records_by_id", {"ids": [text]}, kinds)
    if by_id:
        return matches(by_id, "id")
    key = fold(text)
    if not key:
        return []
    rows = names.having(key, kinds)
    whole = [r for r in rows if f"|{key}|" in (r["search_key"] or "")]
    if whole:
        return matches(whole, "name")
    seats = _seats_of(names, key, kinds)
    held = [r for r in seats if key in (fold(r["post"] or ""), fold(r["holder"] or ""))]
    if held:
        return matches(held, "post")
    latin = key.isascii() and key.isalpha()
    if latin:
        rows = _as_words(text, rows)
    if rows:
        return matches(rows, "part")
    if seats:
        return matches(seats, "post")
    if len(key) < 2:
        return []
    if latin and (spelt := names.spelt(key, kinds)):
        return matches(spelt, "abbreviation")
    if key.isascii() and not latin:  # F2 is a number, and not spelt out of "Food waste 2026"
        return matches(names.numbered(key, kinds), "name")
    short = names.shortened(key, kinds)
    if latin:
        short = [r for r in short if any(spells(key, words) for words in _latin_words(r))]
    return matches(short, "abbreviation")


def _seats_of(names: Names, key: str, kinds: Sequence[str]) -> list[Row]:
    """The seats of a post or person: 副市長 finds the seat that the deputy mayor takes."""
    if kinds and "Member" not in kinds:
        return []
    return [r for r in names.seats() if any(key in fold(r[column]) for column in ("post", "holder") if r[column])]


def _as_words(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows that have a text of Latin letters as words of their own, else at the beginning of a word: LED is not in
    "settled"."""
    words = re.escape(unicodedata.normalize("NFKC", text).strip())
    for end in ("(?![A-Za-z])", ""):
        pattern = re.compile(f"(?<![A-Za-z]){words}{end}", re.IGNORECASE)
        found = [
            r for r in rows if any(pattern.search(n or "") for n in (r["name"], r["name_en"], *(r["aliases"] or ())))
        ]
        if found:
            return found
    return []


def initials(name: str | None) -> str:
    """EPB of "Environmental Protection Bureau"; small words such as "of" have none."""
    return "".join(word[0] for word in re.findall(r"[A-Z][A-Za-z]*", name or "")).lower()


def _latin_words(row: Row) -> Iterator[list[str]]:
    """The words of the names of a record that are of Latin letters."""
    for name in (row["name"], row["name_en"], *(row["aliases"] or ())):
        if name and name.isascii():
            yield re.findall(r"[a-z]+", name.lower())


def names_of(row: Row) -> list[str]:
    """The folded names of a record, its code among them."""
    return [p for p in (row["search_key"] or "").split("|") if p]


def matches(rows: Sequence[Row], match: str) -> list[Match]:
    """Records as what a text may mean; ``match`` says how it fits them."""
    return [
        {
            "id": r["id"],
            "kind": r["kind"],
            "name": r["name"],
            "name_en": r["name_en"],
            "dataset": r["dataset"],
            "match": match,
        }
        for r in rows
    ]


def nearest(names: Names, text: str, kinds: Sequence[str] = ()) -> list[Match]:
    """Up to five records whose names look like ``text``, best first."""
    from rapidfuzz import fuzz, process

    choices, places = names.folded(kinds)
    found = process.extract(fold(text)[:200], choices, scorer=fuzz.WRatio, limit=NEAREST * 4, score_cutoff=40)
    best = dict.fromkeys(places[number] for _, _, number in found)
    every = names.every(kinds)
    return matches([every[i] for i in best][:NEAREST], "near")


def find(reader: Reader, text: str, kinds: Sequence[str] = ()) -> Match:
    """The one record ``text`` means among ``kinds`` (all kinds when empty), in a plan before the laws and frameworks
    beside it.

    Raises AmbiguousNameError when several fit equally, UnknownNameError (with the nearest) when none does.
    """
    names = Names(reader)
    found = search(names, text, kinds)
    if len(found) > 1:
        from quanze.queries.plans import plans

        # The plan's own comes before the framework's: a planner who asks for 碳排 means the city's.
        asked = plans(reader)
        found = [row for row in found if row["dataset"] in asked] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError(
            message("{name!r} may mean {n} records.", name=_short(text), n=len(found)),
            found,
            message("Use the id of one of them."),
        )
    others = search(names, text) if kinds else []
    if others:
        raise _of_another_kind(text, others)
    near = nearest(names, text, kinds)
    raise UnknownNameError(
        message("No record is named {name!r}.", name=_short(text)),
        near,
        message("Try `quanze search`, or `quanze list KIND`."),
    )


def task_and_measures(reader: Reader, matches: Sequence[Match]) -> tuple[Match, list[Match]] | None:
    """The one task among what a name may mean and the others, where these are indicators that measure this task; None
    otherwise. A sheet often calls a task and its indicator alike."""
    tasks = [row for row in matches if row["kind"] == "Task"]
    others = [row for row in matches if row["kind"] == "Indicator"]
    if len(tasks) != 1 or len(others) != len(matches) - 1:
        return None
    links = statements.run(reader, "links_of", {"id": tasks[0]["id"]})
    measures = {row["to"] for row in links if row["type"] == "MEASURED_BY"}
    return (tasks[0], others) if all(row["id"] in measures for row in others) else None


def _of_another_kind(text: str, others: list[Match]) -> UnknownNameError:
    """The name is known, but of a kind that this question is not about."""
    kinds = [KIND[k] for k in dict.fromkeys(row["kind"] for row in others)]
    asked = "agency" if all(row["kind"] == "Agency" for row in others) else "show"
    name = others[0]["id"] if len(others) > 1 else text
    command = f"quanze {asked} {_short(name)}"
    return UnknownNameError(
        message("{name!r} is of another kind than asked for here: {kinds}.", name=_short(text), kinds=kinds),
        others[:NEAREST],
        message("Use instead: {command}", command=command),
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
