"""A flat sheet as a source of the loader: a plan in one table, as planners keep it, our own form or another's.

The reader's rules for tables make records of it; what they found keeps the sheet, row and head it was read from, so
that every finding of a load names a cell of that sheet. What the reader was not sure of is a finding too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from quanze.loaders.csv_rows import doubtful_rows
from quanze.loaders.draft_review import rows_of
from quanze.loaders.findings import CODES, ERROR, NOTICE, WARNING, Finding
from quanze.loaders.raw import RawTable, Source
from quanze.loaders.source import is_text
from quanze.locale import CHINESE, SOURCE_LANGUAGE, Message, in_language, languages, message
from quanze.plain_files import dataset_id
from quanze.reader.blocks import Grid
from quanze.reader.blocks import Source as Document
from quanze.reader.columns import Head, Heads
from quanze.reader.draft import CHECK, Evidence, Link, Node, Unread
from quanze.reader.figures import figures
from quanze.reader.formats import delimited, open_source
from quanze.reader.formats.progress import Progress
from quanze.reader.formats.text import decoded
from quanze.reader.names import post_of
from quanze.reader.plan import PlanDraft, draft_of
from quanze.reader.posts_as_seats import add_seats_that_lead
from quanze.reader.rules import own_agencies
from quanze.reader.tables.layout import is_total
from quanze.reader.tables.mapping import load_mapping
from quanze.reader.wording import normalise
from quanze.schema import TABLES
from quanze.schema.draft_codes import CHECKS, NOT_READ_AS, REMARKS, UNREAD
from quanze.schema.flat_sheet import AGENCIES, HELP_BEGINS, OWN_PLAN
from quanze.schema.number_text import DIGITS_KEPT
from quanze.schema.rows import ColumnRead
from quanze.schema.tables import HELP
from quanze.schema.words import fold
from quanze.text.cell_address import column_letters

_ROLE_FIELDS = {"CONVENES": "lead", "CO_ORGANIZES": "support", "REVIEWS": "review"}
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "tasks": {
        "number": ("number",),
        "undertaken_by": ("subgroup",),
        "valid_from": ("period", "begin", "due"),
        "valid_to": ("period", "end"),
        "due": ("due",),
    },
    "subgroups": {"name": ("subgroup",)},
    "councils": {"name": ("subgroup",)},
    "agencies": {"name": ("role", "leadless", "agency", "body")},
    "indicators": {
        "name": ("indicator", "level"),
        "code": ("code",),
        "unit": ("unit",),
        "direction": ("direction",),
        "baseline_value": ("baseline",),
        "baseline_year": ("baseline_year", "baseline"),
    },
    "annual_targets": {"indicator": ("indicator", "level"), "target": ("target",), "result": ("result",)},
    "responsibilities": {"who": ("role", "leadless", "agency", "body"), "on": ("level", "indicator")},
    "links": {"from": ("level", "indicator"), "to": ("sdg", "indicator", "level")},
}
"""The kinds of head that the columns of our tables are read from; any other is the row's task or indicator."""
_SUBJECT = ("level", "indicator")
_SHOWN = {"responsibilities": ("who",), "links": ("to",), "annual_targets": ("target", "result")}
"""The column whose value a finding shows for an unsure row of a table; for any other table the name."""
VALUES_SHOWN = 3
"""What cells of one column say that such a finding shows."""


def flat_source(
    path: Path,
    *,
    columns: Path | None = None,
    accept_unsure: bool = False,
    edition_of: str = "",
    shipped: Collection[str] = (),
    progress: Progress | None = None,
) -> Source:
    """A file that holds no tables of ours, as the tables that the plan reader makes of its sheets.

    ``columns`` is a saved mapping of its columns; ``accept_unsure`` takes what was understood, and reports the rest as
    warnings. A file that has the name of a ``shipped`` data set is not that one; ``edition_of`` is the
    data set of which it is a later edition, ``OWN_PLAN`` where it is none. Raises FileError when it cannot be read.
    """
    dataset = edition_of
    if edition_of in ("", OWN_PLAN):
        own = dataset_id(path)
        dataset = f"{own}-sheet" if own in shipped else own
    mapping = load_mapping(columns) if columns is not None else None
    opened = _without_help(open_source(path, progress))
    title = _title(opened.grids())
    draft = draft_of([opened], dataset, title, mapping)
    source = _FlatSheet(path, draft, title, accept_unsure).source()
    if is_text(path):
        text = decoded(path)[0]
        source.findings[:0] = doubtful_rows(text, delimited.separator_in(text), path.name)
    source.own_plan = edition_of == OWN_PLAN
    source.later_edition = edition_of not in ("", OWN_PLAN)
    return source


def _without_help(opened: Document) -> Document:
    """A workbook of our own form without its page of help, which says nothing of the plan."""
    sheets = {grid.title for grid in opened.grids()}
    if sheets.isdisjoint(AGENCIES.titles):
        return opened
    kept = tuple(b for b in opened.blocks if not (isinstance(b, Grid) and b.title in HELP.titles))
    return replace(opened, blocks=kept)


def _title(grids: Iterable[Grid]) -> str:
    """A lone text over the first table: the plan's name, as a rule."""
    for grid in grids:
        if len(grid.rows[0]) < 2:
            continue  # a page of notes
        for cells in grid.rows[:3]:
            said = {text for text in cells if text}
            if len(said) > 1:
                break
            text = next(iter(said), "")
            if 4 <= len(text) <= 60 and "\n" not in text and not _NO_TITLE.match(normalise(text)):
                return text
        break
    return ""


_NO_TITLE = re.compile(
    r"(?:[\u3400-\u9fff]{0,6}(?:單位|日期|時間|機關|策略|面向|組別|年度|來源)|[A-Z][a-z]+(?: [a-z]+)?):"
    r"|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{2,4}[年/.-][0-9]"
)
"""A lone text over a table that is not the name of a plan: its unit, date or maker, the heading of a part."""


_MANY_DIGITS = re.compile(rf"-?(?:[0-9][,.]?){{{DIGITS_KEPT + 1},}}")
"""A number as a whole, which was not read for its length."""


@dataclass
class _Listed:
    """Cells of one column with one fault, in one finding: what the first ones say, and the rows of all."""

    code: str
    reason: str
    sheet: str
    head: str
    value: str
    rows: list[int] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """What other cells say, each once."""

    @property
    def values(self) -> str:
        """What the cells say, the first three of it."""
        said = [self.value, *self.others]
        return "; ".join([*said[:VALUES_SHOWN], *["…"] * (len(said) > VALUES_SHOWN)])


class _FlatSheet:
    """One file read as flat sheets."""

    def __init__(self, path: Path, draft: PlanDraft, title: str, accept_unsure: bool) -> None:
        self._path = path
        self._draft = draft
        self._title = title
        self._accept = accept_unsure
        (self._reading,) = draft.readings
        self._seats: set[Unread] = set()

    def source(self) -> Source:
        """The tables, what the columns were read as, and what the reader was not sure of."""
        data = self._draft.in_language(self._language)
        self._seats = add_seats_that_lead(data, self._draft.draft.unread, self._heads_at, self._cell)
        described = {"id": data["dataset"]["id"], "name": data["dataset"]["name"], "requires": self._draft.requires()}
        source = Source(self._path, dataset={k: v for k, v in described.items() if v})
        source.language = self._language
        source.understood = list(self._understood())
        if self._draft.nothing_read:
            source.findings.append(self._nothing_read())
        else:
            source.tables = list(self._tables(data))
        source.findings.extend(self._findings(data))
        return source

    @cached_property
    def _language(self) -> str:
        """The language of what the records say of their place: that of the sheet's heads."""
        words = [h.word for _, halves in self._reading.layouts for heads in halves for h in heads.columns.values()]
        return SOURCE_LANGUAGE if words and all(word.isascii() for word in words) else CHINESE

    @cached_property
    def _heads(self) -> dict[int, list[Heads]]:
        """What the heads of each grid mean, one entry for each table in it from the top; a grid without heads that was
        read goes on from the last table before it."""
        own: dict[int, list[Heads]] = {}
        for number, halves in self._reading.layouts:
            own.setdefault(number, []).append(_joined(halves))
        read = {grid for (grid, _, _), state in self._reading.cells.items() if state == "read"}
        found: dict[int, list[Heads]] = {}
        last: list[Heads] = []
        for number in range(len(self._reading.outline.grids)):
            last = own.get(number, last[-1:])
            if last and (number in own or number in read):
                found[number] = last
        return found

    def _heads_at(self, grid: int, row: int) -> Heads | None:
        """The heads over a row of a grid."""
        tables = self._heads.get(grid, [])
        return next((heads for heads in reversed(tables) if heads.first <= row), tables[0] if tables else None)

    def _grid(self, number: int) -> Grid:
        return self._reading.outline.grids[number][1]

    def _cell(self, grid: int, row: int, column: int) -> str:
        cells = self._grid(grid).rows[row]
        return cells[column] if column < len(cells) else ""

    def _tables(self, data: dict[str, Any]) -> Iterator[RawTable]:
        """The rows of each table that were read from the same columns of the same sheet."""
        for table in TABLES:
            names = [column.name for column in table.columns]
            parts: dict[tuple[str, tuple[tuple[str, str], ...]], RawTable] = {}
            for row in data.get(table.name, ()):
                evidence: Evidence = row["evidence"]
                sheet, number = self._place(evidence)
                heads = {name: self._head_of(table.name, name, row) for name in names}
                key = (sheet, tuple(heads.items()))
                if key not in parts:
                    parts[key] = RawTable(table, self._path.name, sheet, names, 0, [], heads)
                parts[key].rows.append((number, [row.get(name) for name in names]))
            yield from parts.values()

    def _place(self, evidence: Evidence) -> tuple[str, int]:
        """Sheet and row of a fact; the file as a whole where it was read from no table."""
        return (self._grid(evidence.grid).title, evidence.row + 1) if evidence.grid >= 0 else ("", 0)

    def _head_of(self, table: str, name: str, row: dict[str, Any]) -> str:
        """The head of the column that a value was read from, with its letter."""
        evidence: Evidence = row["evidence"]
        heads = self._heads_at(evidence.grid, evidence.row)
        if heads is None:
            return name
        columns = heads.columns
        kinds = _COLUMNS.get(table, {}).get(name, _SUBJECT)
        wanted = [c for kind in kinds for c, head in sorted(columns.items()) if head.kind == kind]
        if evidence.column in wanted and table == "responsibilities":
            wanted = [evidence.column]
        filled = [c for c in wanted if self._cell(evidence.grid, evidence.row, c)] or wanted
        exact = [c for c in filled if self._is_meant(columns[c], row, self._cell(evidence.grid, evidence.row, c))]
        found = exact or filled
        return self._named(evidence.grid, found[0], columns[found[0]].word) if found else name

    @staticmethod
    def _is_meant(head: Head, row: dict[str, Any], text: str) -> bool:
        """Whether of several columns of a kind this is the one: of its year, its role word, with its name in it."""
        if head.kind in ("target", "result"):
            return head.year == str(row.get("year", ""))
        if head.kind in ("role", "leadless") and "wording" in row:
            return bool(head.word == row["wording"])
        return bool(row.get("name")) and str(row["name"]) in text

    def _named(self, grid: int, column: int, word: str) -> str:
        """A head and the letter of its column, where the file is a sheet."""
        if not self._grid(grid).title:
            return word
        return message("{head} ({letter})", head=word, letter=column_letters(column))

    def _understood(self) -> Iterator[ColumnRead]:
        """What each column of each table was read as."""
        tables = [(number, heads, after) for number, all_ in self._heads.items() for heads, after in _with_next(all_)]
        for number, heads, after in tables:
            grid = self._grid(number)
            if own_agencies.is_list(grid):
                continue
            rows = range(heads.first, after.begin if after is not None else len(grid.rows))
            columns = {c: (h.word, _field(h), h.year) for c, h in heads.columns.items()}
            columns |= {c: (word, "unknown", "") for c, word in heads.unknown.items()}
            for column, (word, meant, year) in sorted(columns.items()):
                filled = [r for r in rows if self._cell(number, r, column) and (number, r) not in self._notes]
                if not filled and meant == "unknown" and not word.strip():
                    continue
                unread = [r for r in filled if (number, r, column) in self._cells_unread]
                yield {
                    "sheet": grid.title,
                    "letter": column_letters(column),
                    "head": word.replace("\n", " "),
                    "field": meant,
                    "year": int(year) if year else None,
                    "cells": len([r for r in filled if not is_total(grid.rows[r])]),
                    "unread": len(unread),
                }

    def _nothing_read(self) -> Finding:
        """What to say of a file of which nothing was read: its rows are missing, or its heads are not known."""
        if self._heads:
            number, (heads, *_) = next(iter(self._heads.items()))
            grid = self._grid(number)
            return Finding("flat-without-rows", self._path.name, grid.title, heads.first)
        return Finding("flat-not-understood", self._path.name)

    def _findings(self, data: dict[str, Any]) -> Iterator[Finding]:
        """What was not read, what was read and is not sure, and what a reviewer should know, each listed once."""
        listed: dict[tuple[str, str, str, str], _Listed] = {}
        parts: set[tuple[int, int, int]] = set()
        for unread in self._draft.draft.unread:
            if unread.reason == "note" and unread.text == self._title:
                continue  # the plan is named after it
            if unread in self._seats or (unread.grid >= 0 and self._is_help(unread.grid)):
                continue
            if (cell := self._read_besides(unread)) is None:
                self._list(listed, self._unread(unread), unread.row + 1)
            elif part := self._part(unread, cell):
                parts.add(cell)
                self._list(listed, part, unread.row + 1)
        explained = {one.sheet for one in listed.values() if one.code == "flat-column-unread"}
        for table in TABLES:
            for row in data.get(table.name, ()):
                for evidence in row.get("doubts", [row["evidence"]]) if row["confidence"] == CHECK else ():
                    said = (evidence.grid, evidence.row, evidence.column) in parts or (
                        evidence.reason == "column" and self._place(evidence)[0] in explained
                    )
                    if not said:
                        self._list(listed, self._unsure(table.name, row, evidence), evidence.row + 1)
        for one in listed.values():
            yield self._finding(one)
        for remark in {(r["remark"], r["message_en"]): r for r in self._draft.remarks()}.values():
            if remark["remark"] == "alike":
                details = {"text": remark["message_en"], "sheet": AGENCIES}
                yield Finding("flat-alike", self._path.name, details=details)
            elif remark["remark"] != "date":
                details = {"remark": REMARKS[remark["remark"]], "text": remark["message_en"]}
                yield Finding("flat-remark", self._path.name, details=details)

    def _is_help(self, number: int) -> bool:
        """Whether a table is the help of our own template."""
        grid = self._grid(number)
        ours = {(HELP.in_file(lang), HELP_BEGINS.in_language(lang)) for lang in languages()}
        return (grid.title, grid.rows[0][0]) in ours

    @staticmethod
    def _list(listed: dict[tuple[str, str, str, str], _Listed], one: _Listed, row: int) -> None:
        key = (one.code, one.reason, one.sheet, one.head)
        first = listed.setdefault(key, one)
        if one.value not in (first.value, *first.others) and len(first.others) < VALUES_SHOWN:
            first.others.append(one.value)
        rows = first.rows
        if row > 0 and row not in rows:
            rows.append(row)

    def _unread(self, unread: Unread) -> _Listed:
        """What the reader listed as unread: a table, a column, or a cell."""
        grid = self._grid(unread.grid) if unread.grid >= 0 else None
        sheet = grid.title if grid is not None else ""
        text = in_language(unread.text, self._language)
        if unread.reason == "earlier":
            return _Listed("flat-earlier-sheet", unread.reason, sheet, "", unread.words[0])
        if unread.reason == "beside":
            return _Listed("flat-note", unread.reason, sheet, unread.words[0] if unread.words else "", text)
        unknown = ("column", "agencies", "years", "figures")
        if unread.reason in ("table", *unknown) or grid is None or unread.row < 0:
            code = "flat-table-unread" if unread.reason == "table" else "flat-column-unread"
            head = unread.words[0] if unread.words and unread.reason in unknown else ""
            found = self._column(unread.grid, head)
            if grid is None or found is None:
                return _Listed(code, unread.reason, sheet, head, text)
            column, heads = found
            first = next((r[column] for r in grid.rows[heads.first :] if r[column]), "")
            return _Listed(code, unread.reason, sheet, self._named(unread.grid, column, head), first)
        head = unread.words[0] if unread.words else ""
        found = self._column(unread.grid, head, unread.row)
        value = self._cell(unread.grid, unread.row, found[0]) if found else text
        named = self._named(unread.grid, found[0], head) if found else head
        known = found[1].columns.get(found[0]) if found else None
        reason = _field(known) if known is not None and unread.reason == "words" else unread.reason
        if reason == "beside":
            reason = "remark"
        if len(fold(value)) == 1 and reason in ("level", "indicator"):
            reason = "short"
        if reason in ("target", "result", "baseline"):
            reason = "value" if figures(value) else "digits" if _MANY_DIGITS.fullmatch(normalise(value)) else reason
        if known is not None and known.kind == "role" and post_of(value)[1]:
            reason = "post"
        code = "flat-note" if unread.reason == "note" else "flat-cell-unread"
        return _Listed(code, reason, sheet, named, value or text)

    def _part(self, unread: Unread, cell: tuple[int, int, int]) -> _Listed | None:
        """The part of a cell that was not read beside what was; None where that is all of it, read with a doubt that is
        a finding of its own."""
        grid, _, column = cell
        value = self._cell(*cell)
        text = unread.text
        part = str(text.values["text"]) if isinstance(text, Message) and "text" in text.values else str(text)
        if self._cells_read[cell] and fold(normalise(part)) == fold(normalise(value.replace("\n", " "))):
            return None
        named = self._named(grid, column, unread.words[0])
        return _Listed("flat-cell-part", part, self._grid(grid).title, named, value)

    @cached_property
    def _cells_read(self) -> dict[tuple[int, int, int], bool]:
        """The cells of which something was read, a role or a figure, and whether all of that is to be checked."""
        read: dict[tuple[int, int, int], bool] = {}
        draft = self._draft.draft
        for evidence in chain.from_iterable(one.evidence for one in chain[Node | Link](draft.nodes, draft.links)):
            cell = (evidence.grid, evidence.row, evidence.column)
            if evidence.column >= 0:
                read[cell] = read.get(cell, True) and evidence.confidence == CHECK
        return read

    @cached_property
    def _notes(self) -> set[tuple[int, int]]:
        """The rows that are notes on their table."""
        return {(one.grid, one.row) for one in self._draft.draft.unread if one.reason == "note"}

    @cached_property
    def _cells_unread(self) -> set[tuple[int, int, int]]:
        """The cells of which nothing was read though something should be."""
        marked = {cell for cell, state in self._reading.cells.items() if state == "unread"}
        listed = {cell for one in self._draft.draft.unread if (cell := self._cell_of(one)) is not None}
        return marked | (listed - self._cells_read.keys())

    def _cell_of(self, unread: Unread) -> tuple[int, int, int] | None:
        """The cell that an unread text is in or is a part of."""
        found = self._column(unread.grid, unread.words[0], unread.row) if unread.words and unread.row >= 0 else None
        return (unread.grid, unread.row, found[0]) if found is not None else None

    def _read_besides(self, unread: Unread) -> tuple[int, int, int] | None:
        """The cell that an unread text is a part of, where something of that cell was read."""
        cell = self._cell_of(unread)
        return cell if cell in self._cells_read else None

    def _column(self, grid: int, word: str, row: int = -1) -> tuple[int, Heads] | None:
        """The column of that head, and the heads it is one of; those over a row where it is given."""
        over = self._heads_at(grid, row) if row >= 0 else None
        for heads in [over] if over is not None else self._heads.get(grid, []) if word else []:
            words = {c: h.word for c, h in heads.columns.items()} | heads.unknown
            for column, own in sorted(words.items()):
                if word and "".join(own.split()) == "".join(word.split()):
                    return column, heads
        return None

    def _unsure(self, table: str, row: dict[str, Any], evidence: Evidence) -> _Listed:
        """A row that was read and is to be checked, by one of its cells."""
        sheet, _ = self._place(evidence)
        column = next((name for name in _SHOWN.get(table, ()) if row.get(name) not in (None, "")), "name")
        heads = self._heads_at(evidence.grid, evidence.row) if evidence.column >= 0 else None
        head = (
            self._named(evidence.grid, evidence.column, heads.columns[evidence.column].word)
            if heads is not None and evidence.column in heads.columns
            else self._head_of(table, column, row)
        )
        return _Listed("flat-unsure", evidence.reason or "rule", sheet, head, evidence.clause)

    def _finding(self, one: _Listed) -> Finding:
        reasons = CHECKS if one.code == "flat-unsure" else {**UNREAD, **NOT_READ_AS}
        reason = one.reason if one.code == "flat-cell-part" else reasons.get(one.reason, UNREAD["words"])
        details = {"reason": reason, "rows": rows_of(one.rows), "lines": one.rows, "path": self._path.name}
        level = WARNING if self._accept and CODES[one.code].level == ERROR else ""
        if self._draft.nothing_read:
            level = NOTICE  # the one cause is a finding of its own
        if (one.code, one.reason) == ("flat-note", "beside"):
            level = NOTICE  # a remark that names no role
        first = one.rows[0] if one.rows else 0
        return Finding(one.code, self._path.name, one.sheet, first, one.head, one.values, details, level)


def _with_next(tables: Sequence[Heads]) -> Iterator[tuple[Heads, Heads | None]]:
    """Each table of a grid with the one below it."""
    yield from zip_longest(tables, tables[1:])


def _joined(halves: Sequence[Heads]) -> Heads:
    """The heads of a table whose halves are side by side, as one."""
    first = halves[0]
    columns = {c: h for heads in halves for c, h in heads.columns.items()}
    unknown = {c: word for heads in halves for c, word in heads.unknown.items()}
    return replace(first, columns=columns, unknown=unknown)


def _field(head: Head) -> str:
    """What a column was read as, as a key of ``quanze.schema.draft_codes.FIELDS``."""
    return _ROLE_FIELDS.get(head.role, head.kind) if head.kind == "role" else head.kind
