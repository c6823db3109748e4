"""Reads a data set that ships as plain rows and lists its faults, without the loader it is later given to.

The loader is code under test elsewhere; data checked only by the loader would be right whenever both are wrong
alike. So this reads with ``csv`` alone and takes from the package nothing but the schema.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from quanze.schema import KIND, RELATIONSHIP, TABLES, Property, Table

DATA = Path(__file__).resolve().parents[2] / "quanze" / "data"

LONGEST_QUOTE = 60
STATED_ORIGINS = ("plan", "law", "report")
ABOUT = ("id", "name", "name_en", "edition", "date", "licence", "description", "requires")
ALWAYS = {
    "node": ("id", "name", "name_en", "origin", "source", "locator", "quote"),
    "edge": ("wording", "origin", "source", "locator", "quote"),
}
EDGES = ("responsibilities", "links", "changes")
OF_TYPE = {"change": ("SUCCEEDS",), "article": ("MANDATED_BY",), "under": ("CONVENES", "CO_ORGANIZES", "REVIEWS")}
SDG_TARGET = re.compile(r"sdg/target/(?:[1-9]|1[0-7])\.(?:[1-9]\d?|[a-d])\Z")
NODE_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9.-]+){2}\Z")
_FORMS = {
    "date": re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z"),
    "year": re.compile(r"\d{4}\Z"),
    "integer": re.compile(r"\d+\Z"),
    "number": re.compile(r"-?\d+(?:\.\d+)?\Z"),
    "boolean": re.compile(r"(?:true|false)\Z"),
}

Row = dict[str, str]


@dataclass(frozen=True)
class Shipped:
    """One data set: its folder, what ``dataset.yaml`` says, and its rows by table name."""

    folder: Path
    about: Mapping[str, object]
    tables: Mapping[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    @property
    def requires(self) -> list[str]:
        """Ids of the data sets that must be there first."""
        value = self.about.get("requires")
        return [str(v) for v in value] if isinstance(value, list) else []

    def by_id(self, table: str) -> dict[str, Row]:
        """The table's rows under their ids."""
        return {row["id"]: row for row in self[table]}

    def pick(self, table: str, **wanted: str) -> list[Row]:
        """The rows whose columns have these values; ``from_`` stands for the column ``from``."""
        pairs = {key.rstrip("_"): value for key, value in wanted.items()}
        return [row for row in self[table] if all(row.get(k, "") == v for k, v in pairs.items())]


@dataclass(frozen=True)
class Edge:
    """A relationship as a row states it, from ``links``, ``responsibilities`` or a link column."""

    start: str
    type: str
    end: str
    place: str
    under: str = ""


def read(name: str, data: Path = DATA) -> Shipped:
    """The data set of that name; every cell is text, empty for null."""
    folder = data / name
    about = yaml.safe_load((folder / "dataset.yaml").read_text(encoding="utf-8"))
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv")):
        text = path.read_bytes().decode("utf-8")
        tables[path.stem] = list(csv.DictReader(io.StringIO(text, newline="")))
    return Shipped(folder, about, tables)


def with_required(name: str, data: Path = DATA) -> list[Shipped]:
    """The data set and all that it requires, directly or not, as far as they are in ``data``."""
    found: dict[str, Shipped] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found and (data / current / "dataset.yaml").is_file():
            found[current] = read(current, data)
            waiting += found[current].requires
    return list(found.values())


def squash(text: str) -> str:
    """``text`` without any white space: line breaks of a source fall inside words."""
    return "".join(text.split())


def faults(name: str, data: Path = DATA) -> list[str]:
    """Everything wrong with a data set but its quotes, a sentence each."""
    sets = with_required(name, data)
    own = sets[0]
    form = [*_about_faults(own), *_file_faults(own), *_row_faults(own)]
    return form or list(_reference_faults(own, sets))  # references of rows out of form cannot be followed


def quote_faults(dataset: Shipped, texts: Mapping[str, str]) -> tuple[list[str], int]:
    """Quotes that are no exact part of their source, and how many were compared.

    ``texts`` gives the text by document id. Clauses of another article than the text holds cannot be compared.
    """
    squashed = {source: squash(text) for source, text in texts.items()}
    wrong, compared = [], 0
    for place, row in _all_rows(dataset):
        quote, text = row.get("quote", ""), squashed.get(row.get("source", ""))
        if not quote or text is None or row["locator"].startswith("第 10 條"):
            continue
        compared += 1
        if squash(quote) not in text:
            wrong.append(f"{place}: {quote!r} is not in {row['source']}")
    return wrong, compared


def edges(dataset: Shipped) -> list[Edge]:
    """Every relationship the data set states."""
    found = []
    for row, place in ((r, p) for p, r in _all_rows(dataset)):
        table = place.split(":")[0]
        if table == "responsibilities":
            found.append(Edge(row["who"], row["role"], row["on"], place, row.get("under", "")))
        elif table == "links":
            found.append(Edge(row["from"], row["type"], row["to"], place))
        elif table == "changes":
            found.append(Edge(row["to"], "SUCCEEDS", row["from"], place))
        else:
            for column in _table(table).columns:
                other = row.get(column.name, "")
                if column.link and other:
                    ends = (other, row["id"]) if column.inward else (row["id"], other)
                    found.append(Edge(ends[0], column.link, ends[1], place))
    return found


def _table(name: str) -> Table:
    return next(t for t in TABLES if t.name == name)


def _all_rows(dataset: Shipped) -> Iterator[tuple[str, Row]]:
    for table, rows in dataset.tables.items():
        for number, row in enumerate(rows, 2):
            yield f"{table}:{number}", row


def _about_faults(dataset: Shipped) -> Iterator[str]:
    about = dataset.about
    if tuple(about) != ABOUT:
        yield f"dataset.yaml: keys are {list(about)}, not {list(ABOUT)}"
    if about.get("id") != dataset.folder.name:
        yield f"dataset.yaml: id {about.get('id')!r} is not the folder's name"
    for key in ABOUT[:-1]:
        if not (isinstance(about.get(key), str) and about[key]):
            yield f"dataset.yaml: {key} is not text"


def _file_faults(dataset: Shipped) -> Iterator[str]:
    known = {t.name for t in TABLES}
    for path in sorted(dataset.folder.iterdir()):
        raw = path.read_bytes()
        if path.suffix == ".csv" and path.stem not in known:
            yield f"{path.name}: no such table"
        if path.suffix not in (".csv", ".yaml"):
            yield f"{path.name}: neither a table nor dataset.yaml"
        if raw.startswith(b"\xef\xbb\xbf"):
            yield f"{path.name}: begins with a byte order mark"
        if b"\r" in raw:
            yield f"{path.name}: line ends are not LF"
        if not raw.endswith(b"\n"):
            yield f"{path.name}: no line end after the last row"


def _row_faults(dataset: Shipped) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for name, rows in dataset.tables.items():
        if name not in {t.name for t in TABLES}:
            continue
        if not rows:
            yield f"{name}: no rows"
            continue
        columns = {c.name: c for c in _table(name).columns}
        header = list(rows[0])
        if header != [c for c in columns if c in header]:
            yield f"{name}: columns {header} are unknown or out of the schema's order"
            continue
        missing = [c for c in ALWAYS["edge" if name in EDGES else "node"] if c not in header]
        if missing:
            yield f"{name}: columns {missing} are missing"
            continue
        for number, row in enumerate(rows, 2):
            place = f"{name}:{number}"
            if None in row or None in row.values():
                yield f"{place}: has more or fewer cells than the header"
                continue
            for column in columns.values():
                yield from (f"{place}: {fault}" for fault in _cell_faults(column, row.get(column.name, "")))
            yield from (f"{place}: {fault}" for fault in _origin_faults(row))
            key = (row["id"],) if name not in EDGES else tuple(row.get(c, "") for c in header[:4] if c != "wording")
            if key in seen:
                yield f"{place}: {key} is there twice"
            seen.add(key)
            if name not in EDGES and not NODE_ID.match(row["id"]):
                yield f"{place}: id {row['id']!r} is not like chiayi/agency/epb"


def _cell_faults(column: Property, value: str) -> Iterator[str]:
    if value != value.strip() or "\n" in value:
        yield f"{column.name} has spaces around it or a line break"
    if not value:
        if column.required or column.name in ("id", "name_en", "origin"):
            yield f"{column.name} is empty"
        return
    parts = value.split("; ") if column.type in ("list", "choices") else [value]
    if any(not part or part != part.strip() or ";" in part for part in parts) and column.type in ("list", "choices"):
        yield f"{column.name}: {value!r} is not separated by '; '"
    if len(parts) != len(set(parts)):
        yield f"{column.name} has a value twice"
    codes = {c.code for c in column.choices}
    for part in parts:
        if codes and part not in codes:
            yield f"{column.name}: {part!r} is none of {sorted(codes)}"
    form = _FORMS.get(column.type)
    if form and not form.match(value):
        yield f"{column.name}: {value!r} is no {column.type}"


def _origin_faults(row: Row) -> Iterator[str]:
    origin, quote = row["origin"], row["quote"]
    if origin in STATED_ORIGINS:
        for column in ("source", "locator", "quote"):
            if not row[column]:
                yield f"origin is {origin} and {column} is empty"
        if "wording" in row and row["wording"] not in squash(quote):
            yield f"wording {row['wording']!r} is not in the quote"
        if "wording" in row and not row["wording"]:
            yield f"origin is {origin} and wording is empty"
    if origin == "editorial" and not row.get("note", ""):
        yield "origin is editorial and note gives no reason"
    if len(squash(quote)) > LONGEST_QUOTE or "。" in quote:
        yield f"quote is longer than a clause: {quote!r}"
    if quote and not (row["source"] and row["locator"]):
        yield "quote without source and locator"
    if row.get("valid_from") and row.get("valid_to") and row["valid_from"] > row["valid_to"]:
        yield "valid_from is later than valid_to"


def _kinds(sets: Iterable[Shipped]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for dataset in sets:
        for name, rows in dataset.tables.items():
            if name not in EDGES and any(t.name == name for t in TABLES):
                for row in rows:
                    kinds.setdefault(row["id"], []).append(_table(name).kind)
    return kinds


def _reference_faults(own: Shipped, sets: list[Shipped]) -> Iterator[str]:
    kinds = _kinds(sets)
    have_sdg = any(s.about.get("id") == "sdg" for s in sets)
    may_use_sdg = "sdg" in own.requires
    for id_, found in kinds.items():
        if len(found) > 1:
            yield f"{id_} is stated in more than one table or data set"

    def kind_of(reference: str) -> str:
        if reference in kinds:
            return kinds[reference][0]
        # Until the UN data set stands beside this one its targets are known by their form alone.
        return "SDGTarget" if may_use_sdg and not have_sdg and SDG_TARGET.match(reference) else ""

    for place, row in _all_rows(own):
        for column in _table(place.split(":")[0]).columns:
            reference = row.get(column.name, "")
            if column.type != "ref" or not reference:
                continue
            kind = kind_of(reference)
            if not kind:
                yield f"{place}: {column.name} {reference!r} is no record"
            elif kind not in column.kinds:
                yield f"{place}: {column.name} {reference!r} is a {kind}, not one of {column.kinds}"
        type_ = "SUCCEEDS" if place.startswith("changes:") else row.get("type") or row.get("role") or ""
        for column_name, types in OF_TYPE.items():
            if row.get(column_name) and type_ not in types:
                yield f"{place}: {column_name} is no property of {type_}"
    stated: set[tuple[str, str, str, str]] = set()
    for edge in edges(own):
        ends = (kind_of(edge.start), kind_of(edge.end))
        if edge.type not in RELATIONSHIP or ends not in RELATIONSHIP[edge.type].ends:
            yield f"{edge.place}: {ends[0]} {edge.type} {ends[1]} is not allowed"
        key = (edge.start, edge.type, edge.end, edge.under)
        if key in stated:
            yield f"{edge.place}: {key} is stated twice"
        stated.add(key)
    unknown = {k for found in kinds.values() for k in found} - set(KIND)
    if unknown:
        yield f"unknown kinds {sorted(unknown)}"
