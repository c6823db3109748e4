"""Editions made of tables, and a strategy for two editions of one drawn data set."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from quanze.changes.comparison import Comparison, compared
from quanze.changes.edition import Edition
from quanze.changes.pairs import ReviewedPair
from quanze.exports.atomic_file import write_file
from quanze.exports.dataset_tables import yaml_text
from quanze.loaders.findings import ERROR
from quanze.loaders.load import check
from quanze.schema import KINDS
from tests.loaders.cases import Tables
from tests.roundtrip.graphs import LINES, tables
from tests.sets import ABOUT

_IN_ROWS = ("responsibilities", "changes", "links")


def edition(data: Mapping[str, Any], about: Mapping[str, Any] = ABOUT) -> Edition:
    """The tables as a load would hold them; they have no error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.yaml"
        write_file(path, yaml_text({"dataset": dict(about), **data}))
        (checked,) = check([path])
    wrong = [f.row_dict() for f in checked.findings if f.level == ERROR]
    assert not wrong, wrong
    return checked.edition()


def difference(before: Mapping[str, Any], after: Mapping[str, Any], *pairs: ReviewedPair) -> Comparison:
    """The comparison of two editions made of tables."""
    return compared([edition(before)], [edition(after)], titles=("before", "after"), reviewed=pairs)


def _varied(draw: st.DrawFn, first: Tables) -> Tables:
    """The same tables after some rows were dropped, renamed or given other words."""
    second = copy.deepcopy(first)
    dropped = set()
    for kind in KINDS:
        for row in second.get(kind.table, []):
            match draw(st.sampled_from(("keep", "keep", "drop", "rename", "note"))):
                case "drop":
                    dropped.add(row["id"])
                case "rename":
                    row["name"] = draw(LINES)
                case "note":
                    row["note"] = draw(LINES)
    for name, rows in second.items():
        kept = [r for r in rows if r.get("id") not in dropped]
        if name in _IN_ROWS:
            joined = [{*(r.get(c) for c in ("who", "on", "from", "to", "act")), *r.get("moves", ())} for r in rows]
            kept = [r for r, ends in zip(rows, joined, strict=True) if not dropped & ends]
            kept = [r for r in kept if draw(st.booleans())]
            for row in kept:
                if draw(st.booleans()):
                    row["locator"] = draw(LINES)
        for row in kept:
            for column in ("source", "under"):
                if row.get(column) in dropped:
                    del row[column]
        second[name] = kept
    left = {name: rows for name, rows in second.items() if rows}
    return left if left.keys() - set(_IN_ROWS) else first


@st.composite
def two_editions(draw: st.DrawFn) -> tuple[Tables, Tables]:
    """Tables, and the same after some rows were dropped, renamed or given other words."""
    first: Tables = dict(draw(tables()))
    return first, _varied(draw, first)


@st.composite
def three_editions(draw: st.DrawFn, most: int = 8) -> tuple[Tables, Tables, Tables]:
    """A base and two editions of it, in which rows were added, dropped and changed."""
    whole: Tables = dict(draw(tables(most)))
    return _varied(draw, whole), _varied(draw, whole), _varied(draw, whole)
