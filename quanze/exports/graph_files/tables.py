"""A graph as tables: two of CSV, or three of Parquet, in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quanze.errors import QuanzeError
from quanze.exports.csv_text import csv_text
from quanze.graph.network import attributes
from quanze.locale import in_language, message
from quanze.schema import KINDS, RELATIONSHIP, RELATIONSHIPS, relationship_properties, stored_properties
from quanze.schema.celltext import join_list
from quanze.schema.declare import Property
from quanze.schema.naming import named
from quanze.schema.rows import AnyRow, Row
from quanze.schema.whole_graph import WholeGraph

if TYPE_CHECKING:
    import pyarrow

NODES, LINKS, ANSWERS = "nodes", "relationships", "answers"
"""The tables, by the names of their files."""
_HEADS = {
    NODES: ("id", "label", "kind"),
    LINKS: ("source", "target", "id", "label", "relationship"),
    ANSWERS: (),
}
"""Columns that a table has without any row too."""
_KEPT_TOGETHER = ("steps", "last")
"""Columns of answers that hold rows of their own."""
_CITED = ("source", "source_name", "source_name_en", "locator", "quote")
"""What the table of answers says of the step on which a row rests least: its last one that has a source."""


def node_rows(whole: WholeGraph, lang: str) -> list[Row]:
    """Records as rows: ``id``, ``label``, and their properties, with ``source`` called ``source_document``."""
    return [{"id": row["id"], "label": named(row, lang), **attributes(row, ("id",))} for row in whole.nodes]


def link_rows(whole: WholeGraph, lang: str) -> Iterator[Row]:
    """Relationships as rows: ``source`` and ``target``, their ``id``, ``label``, and their properties."""
    for row in whole.links:
        label = in_language(RELATIONSHIP[row["type"]], lang)
        ends = {"source": row["from"], "target": row["to"], "id": row["key"], "label": label}
        yield {**ends, **attributes(row, ("from", "to", "key"))}


def csv_tables(whole: WholeGraph, lang: str) -> dict[str, str]:
    """The names of two files and their texts, as Gephi and pandas take them; no cell is taken for a formula."""
    return {
        f"{name}.csv": _csv(rows, _HEADS[name])
        for name, rows in ((NODES, node_rows(whole, lang)), (LINKS, list(link_rows(whole, lang))))
    }


def _csv(rows: Sequence[AnyRow], heads: Sequence[str]) -> str:
    columns = _columns(rows, heads)
    return csv_text([columns, *([_cell(row.get(name)) for name in columns] for row in rows)])


def _columns(rows: Iterable[AnyRow], heads: Sequence[str]) -> list[str]:
    """The columns of any of the rows, in order of appearance, after those that there are in any case."""
    return list(dict.fromkeys((*heads, *(name for row in rows for name in row))))


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return join_list([str(one) for one in value])
    return value if isinstance(value, int | float) else str(value)


def flat_answers(rows: Iterable[AnyRow]) -> list[Row]:
    """Rows of ``who`` in one table: what they rest on as columns in place of the steps of their path."""
    flat = []
    for row in rows:
        cited: AnyRow = next((step for step in reversed(row["steps"]) if step["source"]), {})
        own = {name: value for name, value in row.items() if name not in _KEPT_TOGETHER}
        flat.append({**own, **{name: cited.get(name, "") for name in _CITED}})
    return flat


def parquet_tables(whole: WholeGraph, lang: str) -> dict[str, bytes]:
    """The names of three files of Parquet and their contents, with types. QuanzeError without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as fault:
        raise QuanzeError(
            message("Parquet needs the optional package pyarrow."),
            message("Install it: pip install 'quanze[parquet]', or write CSV files instead."),
        ) from fault
    of_nodes = [p for kind in KINDS for p in stored_properties(kind)]
    of_links = [p for relationship in RELATIONSHIPS for p in relationship_properties(relationship.type)]
    tables: dict[str, tuple[Sequence[AnyRow], Sequence[Property]]] = {
        NODES: (node_rows(whole, lang), of_nodes),
        LINKS: (list(link_rows(whole, lang)), of_links),
        ANSWERS: (flat_answers(whole.answers), ()),
    }
    files = {}
    for name, (rows, declared) in tables.items():
        into = pyarrow.BufferOutputStream()
        parquet.write_table(_arrow(rows, declared, _HEADS[name]), into, compression="zstd")
        files[f"{name}.parquet"] = into.getvalue().to_pybytes()
    return files


def _arrow(rows: Sequence[AnyRow], properties: Sequence[Property], heads: Sequence[str]) -> pyarrow.Table:
    """Rows as a table of Arrow: properties typed as declared, other columns as their values are."""
    import pyarrow

    types: Mapping[str, pyarrow.DataType] = {
        "integer": pyarrow.int64(),
        "year": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
        "choices": pyarrow.list_(pyarrow.string()),
    }
    declared = {p.name: types.get(p.type, pyarrow.string()) for p in properties}
    fields = []
    for name in _columns(rows, heads):
        value = next((row[name] for row in rows if row.get(name) is not None), "")
        own = pyarrow.bool_() if isinstance(value, bool) else pyarrow.int64() if isinstance(value, int) else None
        fields.append(pyarrow.field(name, declared.get(name) or own or pyarrow.string()))
    return pyarrow.Table.from_pylist([dict(row) for row in rows], schema=pyarrow.schema(fields))
