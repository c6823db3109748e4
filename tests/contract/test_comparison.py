"""Previews and comparisons with a database say the same on each engine, and a load does what its preview said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


def test_a_duty_that_follows_a_change_of_another_data_set_did_not_move(engine: Engine, tmp_path: Path) -> None:
    graph = Graph(engine, "here")
    said = {"origin": "editorial", "note": "已公布"}
    tables = city()
    tables["tasks"].append({"id": "t/task/two", "name": "任務二", **SAID})
    roles = [("甲局", "主辦", "任務一"), ("甲局", "主辦", "任務二"), ("乙處", "協辦", "任務二")]

    def plan(name: str, *named: tuple[str, str, str]) -> Path:
        rows = [{"who": who, "role": role, "on": on, **SAID} for who, role, on in named]
        return write_csv(tmp_path / name, {**tables, "responsibilities": rows})

    reform = {
        "agencies": [{"id": f"r/agency/{name}", "name": name, "kind": "bureau", **said} for name in ("中局", "新局")],
        "changes": [
            {"change": "更名", "from": "甲局", "to": "中局", "valid_from": "2027-01-01", **said},
            {"change": "升格", "from": "中局", "to": "新局", "valid_from": "2028-01-01", **said},
            {"change": "移撥", "from": "乙處", "to": "新局", "moves": "任務二", "valid_from": "2028-01-01", **said},
        ],
    }
    graph.load(plan("old", *roles))
    graph.load(write_csv(tmp_path / "r", reform, {"id": "r", "name": "組織調整"}))
    followed = plan("followed", ("新局", "主辦", "任務一"), ("新局", "主辦", "任務二"), ("新局", "協辦", "任務二"))
    found = graph.preview(followed)
    assert found.change_sets[0].links
    assert (found.rows, found.agencies) == ([], [])
    assert graph.diff("t", followed).rows == graph.diff(graph, followed).rows == []

    def told(*named: tuple[str, str, str]) -> list[tuple[str, str, list[str], list[str]]]:
        sides = [(r["change"], r["id"], r["before"], r["after"]) for r in graph.preview(plan("x", *named)).rows]
        return [(change, id_, [b["id"] for b in x or ()], [a["id"] for a in y or ()]) for change, id_, x, y in sides]

    a, b, new = "t/agency/a", "t/agency/b", "r/agency/新局"
    assert told(("新局", "主辦", "任務一"), ("乙處", "主辦", "任務二"), ("新局", "協辦", "任務二")) == [
        ("moved", "t/task/two", [a], [b])
    ], "one follows, one moves"
    assert told(("甲局", "主辦", "任務一"), ("新局", "主辦", "任務一"), *roles[1:]) == [
        ("role-added", "t/task/one", [], [new])
    ], "both are named"
    graph.load(followed)
    assert ("moved", "t/task/one", [new], [a]) in told(*roles), "back to the former body"


@pytest.mark.whole
def test_a_partner_whose_heir_leads_is_told_as_that_or_not_at_all(engine: Engine, tmp_path: Path) -> None:
    """What the next edition makes of the lead and partners of a task, where some of them become one body."""
    said = {"origin": "editorial", "note": "已公布"}
    agencies = [{"id": f"t/agency/{name}", "name": name, "kind": "bureau", **SAID} for name in "甲乙丙新"]

    def plan(name: str, roles: str, **more: Any) -> Path:
        words = {"主": "主辦", "協": "協辦"}
        rows = [{"who": r[0], "role": words[r[1]], "on": "任務一", **SAID} for r in roles.split()]
        return write_csv(tmp_path / name, {**city(), "agencies": agencies, "responsibilities": rows, **more})

    def names(items: list[dict[str, Any]] | None) -> str:
        return "".join(item["name"] for item in items or ())

    def duties(rows: list[dict[str, Any]]) -> str:
        return "".join(sorted("主" if row["role"] == "CONVENES" else "協" for row in rows))

    graph = Graph(engine, "here")
    for before, after, merged, *expected in (
        ("甲主 乙協", "新主", "甲;乙", [], "", ""),  # one body goes on leading
        ("新主 乙協", "新主", "乙", [], "", ""),  # so does one that took its partner over
        ("丙主 乙協", "新主", "乙", [("moved", "丙", "新"), ("support-to-lead", "新", "新")], "主", "協"),
        ("乙協", "新主", "乙", [("support-to-lead", "新", "新")], "主", "協"),
        ("甲主 甲協", "新主", "甲", [("role-dropped", "新", "")], "", "協"),  # the source said both of one body
    ):
        change = {"change": "合併", "from": merged, "to": "新", "valid_from": "2027-01-01"}
        graph.load(plan("old", before), replace=True)
        stated_there = plan("stated", after, changes=[{**change, **SAID}])
        for where in ("in the edition", "elsewhere"):
            if where == "elsewhere":
                reform = {"changes": [{**change, **said}]}
                graph.load(write_csv(tmp_path / "r", reform, {"id": "r", "name": "組織調整"}), replace=True)
            found = graph.preview(stated_there if where == "in the edition" else plan("new", after))
            rows = [(r["change"], names(r["before"]), names(r["after"])) for r in found.rows if r["kind"] == "Task"]
            own = next((row for row in found.agencies if row["agency"] == "t/agency/新"), None)
            sums = (duties(own["gained"]), duties(own["lost"])) if own else ("", "")
            assert [rows, *sums] == expected, (before, after, where)
        graph.undo()
