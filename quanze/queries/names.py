"""From what a person types to one record: id, code, name, alias, part, abbreviation; 台/臺 and width folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quanze.errors import AmbiguousNameError, UnknownNameError
from quanze.graph.engine import Reader
from quanze.locale import message
from quanze.queries import statements
from quanze.schema import KIND
from quanze.schema.words import fold
from quanze.text.abbreviation import is_subsequence, spells

if TYPE_CHECKING:
    from quanze.schema.rows import Match, Row

NEAREST = 5


def search(reader: Reader, text: str, kinds: Sequence[str] = ()) -> list[Match]:
    """Records ``text`` may mean, best first: id, whole name, post of a seat, part of a name, abbreviation.

    Only matches of the best kind are given.
    """
    # Two queries: an id is found by the engine's index, and a scan for names is fast only without an OR.
    by_id = statements.run(reader, "records_by_id", {"ids": [text]}, kinds)
    if by_id:
        return matches(by_id, "id")
    key = fold(text)
    if not key:
        return []
    rows = statements.run(reader, "find_names", {"key": key}, kinds)
    whole = [r for r in rows if f"|{key}|" in (r["search_key"] or "")]
    if whole:
        return matches(whole, "name")
    seats = _seats_of(reader, key, kinds)
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
    every = statements.run(reader, "records", kinds=kinds)
    if latin and (spelt := [r for r in every if initials(r["name_en"]) == key]):
        return matches(spelt, "abbreviation")
    if key.isascii() and not latin:  # F2 is a number, and not spelt out of "Food waste 2026"
        ids = {"ids": [r["id"] for r in every]}
        return matches(
            [r for r in statements.run(reader, "records_by_id", ids) if fold(r["number"] or "") == key], "name"
        )
    if latin:
        short = [r for r in every if any(spells(key, words) for words in _latin_words(r))]
    else:
        short = [r for r in every if any(p[:1] == key[:1] and is_subsequence(key, p) for p in names_of(r))]
    return matches(short, "abbreviation")


def _seats_of(reader: Reader, key: str, kinds: Sequence[str]) -> list[Row]:
    """The seats of a post or person: 副市長 finds the seat that the deputy mayor takes."""
    if kinds and "Member" not in kinds:
        return []
    rows = statements.run(reader, "seats_by_post")
    return [r for r in rows if any(key in fold(r[column]) for column in ("post", "holder") if r[column])]


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


def nearest(reader: Reader, text: str, kinds: Sequence[str] = ()) -> list[Match]:
    """Up to five records whose names look like ``text``, best first."""
    from rapidfuzz import fuzz, process

    every = statements.run(reader, "records", kinds=kinds)
    choices = {(i, n): n for i, row in enumerate(every) for n in names_of(row)}
    found = process.extract(fold(text)[:200], choices, scorer=fuzz.WRatio, limit=NEAREST * 4, score_cutoff=40)
    best = dict.fromkeys(at for _, _, (at, _) in found)
    return matches([every[i] for i in best][:NEAREST], "near")


def find(reader: Reader, text: str, kinds: Sequence[str] = ()) -> Match:
    """The one record ``text`` means among ``kinds`` (all kinds when empty), in a plan before the laws and frameworks
    beside it.

    Raises AmbiguousNameError when several fit equally, UnknownNameError (with the nearest) when none does.
    """
    found = search(reader, text, kinds)
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
    others = search(reader, text) if kinds else []
    if others:
        raise _of_another_kind(text, others)
    near = nearest(reader, text, kinds)
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
