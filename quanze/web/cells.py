"""Rows of the public interface as the cells of a page: names that lead to records, words for codes, clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from quanze.exports.answers.cells import plain
from quanze.exports.answers.citation import citation
from quanze.exports.answers.record import link_word
from quanze.exports.answers.responsibilities import how_words, role_words
from quanze.locale import Clauses, is_chinese
from quanze.schema import ORIGIN
from quanze.schema.column_titles import worded
from quanze.schema.dates import table_date
from quanze.schema.naming import named, sentence
from quanze.web.page import Cell, Citation, Step

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.queries.gaps import FoundGap
    from quanze.schema.rows import AnyRow, PathStep, Responsibility, Row

_DATES = ("valid_from", "valid_to", "date", "holder_from", "holder_to", "since")
_WITHIN = ("steps", "last")
"""Values of an answer that are rows themselves."""
_STATED = ("source", "locator", "quote", "origin", "note")
"""What says where a row is stated, of which its ``citation`` is made."""
_LOOKS = {"origin": "origin", "verdict": "verdict", "level": "level", "how": "how", "kind": "kind", "item_kind": "kind"}
_RECORDS = {"name": "id", "seat_title": "seat", "source_name": "source", "other_name": "other"}
"""The columns of names whose record is not under the same key without ``_name``."""


def with_sources(graph: Graph, rows: Iterable[AnyRow]) -> list[Row]:
    """The rows, each with the name of the document that states it."""
    found = [{**row} for row in rows]
    names = {r["id"]: r for r in graph.query("records_by_id", ids=sorted({r["source"] for r in found if r["source"]}))}
    return [_with_source(row, names) for row in found]


def _with_source(row: Row, sources: Mapping[str, Row]) -> Row:
    source = sources.get(row["source"], {})
    row["source_name"], row["source_name_en"] = source.get("name", ""), source.get("name_en", "")
    return row


def cited(row: Mapping[str, Any], lang: str) -> Citation:
    """Where a row, or a step of a path, is stated."""
    values = {key: row.get(key) or "" for key in _STATED}
    document = plain(named(row, lang, "source_name")) or plain(values["source"])
    origin = ORIGIN[values["origin"]].in_language(lang) if values["origin"] in ORIGIN else values["origin"]
    return Citation(
        plain(citation({**row, **values}, lang)),
        document,
        values["source"] if row.get("source_name") else "",
        plain(values["locator"]),
        plain(values["quote"]),
        values["origin"],
        plain(origin),
        plain(values["note"]),
    )


def _step(step: PathStep, known: dict[tuple[str, ...], Step], lang: str) -> Step:
    """A step of a path with its citation; many paths share one."""
    key = tuple(str(value) for value in step.values())
    if key not in known:
        known[key] = Step(_statement(step, lang), cited(step, lang))
    return known[key]


def _statement(step: PathStep, lang: str) -> str:
    start, end = (plain(named(step, lang, name)) for name in ("from_name", "to_name"))
    wording = step["wording"] if is_chinese(lang) else ""  # which stands with the role and in the clause
    word = link_word({"type": step["relationship"], "wording": wording}, lang)
    return f"{start} {plain(word)} {end}"


def answers(rows: Sequence[Responsibility], lang: str) -> list[dict[str, Cell]]:
    """Answers on responsibility: names, role, how, and the path with the clauses it rests on."""
    found = lines([{key: value for key, value in row.items() if key not in _WITHIN} for row in rows], lang)
    known: dict[tuple[str, ...], Step] = {}
    for row, line in zip(rows, found, strict=True):
        steps = tuple(_step(step, known, lang) for step in row["steps"])
        line["role"] = Cell(role_words(row, lang), look=f"role type-{row['role']}")
        line["how"] = Cell(how_words(row, lang), look=f"how how-{row['how']}")
        line["path"] = Cell(plain(named(row, lang, "path")), steps=steps)
        texts = dict.fromkeys(step.citation.text for step in steps if step.citation.text)
        line["citations"] = Cell(Clauses(texts).in_language(lang))
    return found


def _filled(row: AnyRow, key: str) -> bool:
    if key == "citation":
        return any(row.get(one) for one in _STATED)
    return row[key] not in (None, "")


class Lines(Sequence[dict[str, Cell]]):
    """The lines of ``rows``, each put into words when it is looked at: a page shows a hundred of a hundred thousand.

    ``make`` puts some rows into words, ``lines`` where there is none; ``has`` as the method.
    """

    def __init__(
        self,
        rows: Sequence[AnyRow],
        lang: str,
        make: Callable[[Sequence[Any], str], list[dict[str, Cell]]] | None = None,
        has: Callable[[str], bool] | None = None,
    ) -> None:
        self._rows, self._lang, self._make, self._has = rows, lang, make or lines, has

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> dict[str, Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Cell]]: ...
    def __getitem__(self, at: int | slice) -> dict[str, Cell] | list[dict[str, Cell]]:
        if isinstance(at, slice):
            return self._make(self._rows[at], self._lang)
        return self._make([self._rows[at]], self._lang)[0]

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return iter(self._make(self._rows, self._lang))

    def has(self, key: str) -> bool:
        """Whether a row has anything under a key."""
        return self._has(key) if self._has else any(_filled(row, key) for row in self._rows)


class GapRows(Sequence[dict[str, Any]]):
    """Rows of gaps with the documents that state them, each made when it is looked at, as ``Lines`` are."""

    def __init__(self, graph: Graph, found: Sequence[FoundGap]) -> None:
        self.found = found
        ids = sorted({one.row["source"] for one in found if one.row["source"]})
        self._sources = {row["id"]: row for row in graph.query("records_by_id", ids=ids)}

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        return [self._row(one) for one in self.found[at]] if isinstance(at, slice) else self._row(self.found[at])

    def _row(self, one: FoundGap) -> Row:
        return _with_source({**one.gap}, self._sources)


def gap_lines(rows: GapRows, lang: str) -> Lines:
    """The lines of gaps: the name leads to the record, and beside it stands whom to ask."""

    def make(some: Sequence[AnyRow], lang: str) -> list[dict[str, Cell]]:
        made = lines(some, lang)
        for line, row in zip(made, some, strict=True):
            line["name"] = Cell(plain(named(row, lang)), id=row["id"])
            line["ask"] = Cell(plain([plain(named(agency, lang)) for agency in row["agencies"]]))
        return made

    # Each has its name, what is said of it and its origin.
    return Lines(rows, lang, make, lambda key: key != "ask" or any(one.agencies for one in rows.found))


def lines(rows: Sequence[AnyRow], lang: str) -> list[dict[str, Cell]]:
    """Rows with a cell for each key, and one more for the ``citation`` of what is stated."""
    found = []
    for raw, words in zip(rows, worded(rows, lang), strict=True):
        line = {key: _cell(raw, words, key, lang) for key in raw}
        if "locator" in raw:
            cite = cited(raw, lang)
            text = cite.text or cite.origin_word
            line["citation"] = Cell(text, steps=(Step("", cite),) if text else ())
        if "message_en" in raw:
            line["message"] = Cell(plain(sentence(raw, lang)))
        found.append(line)
    return found


def _cell(raw: AnyRow, words: AnyRow, key: str, lang: str) -> Cell:
    value = raw[key]
    if key == "name" or key.endswith("_name") or key == "seat_title":
        text = plain(named(raw, lang, key)) if key != "seat_title" else plain(value)
        return Cell(text, id=str(raw.get(_RECORDS.get(key, key.removesuffix("_name"))) or ""))
    if key in _DATES:
        return Cell(table_date(value or "", lang))
    look = f"{_LOOKS[key]} {_LOOKS[key]}-{value}" if key in _LOOKS and isinstance(value, str) and value else ""
    return Cell(plain(words[key]), look=look)
