"""Previews and comparisons with a database say the same on each engine, and a load does what its preview said."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.api import Graph
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from tests.loaders.cases import SAID, city
from tests.sets import write_csv, write_yaml


@pytest.mark.whole
def test_a_preview_is_what_the_load_does(engine: Engine, tmp_path: Path) -> None:
    graph = Graph(engine, "here")
    old = write_csv(tmp_path / "old", city())
    tables = city()
    tables["agencies"][0]["name_en"] = "Bureau A"
    tables["responsibilities"][0]["who"] = "乙處"
    tables["responsibilities"][1]["who"] = "甲局"
    tables["tasks"].append({"id": "t/task/two", "name": "任務二", **SAID})
    new = write_yaml(tmp_path / "new.yaml", tables)
    first = graph.preview(old)
    assert not first.changes_loaded()
    assert graph.load(old).rows == first.change_sets[0].counts()
    found = graph.preview(new)
    assert [(r["change"], r["id"]) for r in found.rows] == [
        ("no-lead", "t/task/two"),
        ("moved", "t/task/one"),
        ("new", "t/task/two"),
        ("lead-to-support", "t/task/one"),
        ("support-to-lead", "t/task/one"),
        ("wording", "t/agency/a"),
    ]
    assert found.changes_loaded()
    assert graph.diff(graph, new).rows == found.rows
    assert graph.diff("t", new).rows == found.rows
    assert graph.load(new).rows == found.change_sets[0].counts()
    assert graph.preview(new).rows == []
    other = open_engine(tmp_path / "other.kgl", create=True)
    Graph(other, "there").load(old)
    assert graph.diff(Graph(other, "there"), graph).rows == found.rows


def test_a_loaded_data_set_merges_with_files(engine: Engine, tmp_path: Path) -> None:
    """The reviewer's version is what the database holds; the merged folder loads into it."""
    graph = Graph(engine, "here")
    base = write_csv(tmp_path / "base", city())
    mine, later = city(), city()
    mine["agencies"][0]["name_en"] = "Bureau A"
    later["tasks"].append({"id": "t/task/two", "name": "任務二", **SAID})
    later["agencies"][1]["name_en"] = "Office B"
    graph.load(write_csv(tmp_path / "mine", mine))
    found = graph.merge(base, write_csv(tmp_path / "later", later), "t")
    assert not found.conflicts
    assert {(r["change"], r["id"]) for r in found.changes.rows} == {
        ("no-lead", "t/task/two"),
        ("new", "t/task/two"),
        ("wording", "t/agency/b"),
    }
    found.write(tmp_path / "merged")
    graph.load(tmp_path / "merged")
    names = {r["id"]: r["name_en"] for r in graph.records("Agency")}
    assert names == {"t/agency/a": "Bureau A", "t/agency/b": "Office B"}
    assert len(graph.records("Task")) == 2
