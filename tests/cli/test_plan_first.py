"""A plan beside the laws and frameworks that it refers to: questions are about the plan and say what they leave out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import quanze
from tests.cli.running import run
from tests.sets import write_csv

PLAN = {"origin": "plan", "source": "某市計畫"}
LAW = {"origin": "law", "source": "某法"}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A plan without groups, a law with a task and a ministry, and a framework with an indicator of its own."""
    plan = {
        "documents": [{"name": "某市計畫", "kind": "plan", "origin": "plan"}],
        "agencies": [{"name": name, "kind": "bureau", **PLAN} for name in ("甲局", "乙局")],
        "tasks": [{"name": name, **PLAN} for name in ("節電", "節水")],
        "indicators": [{"name": "人均碳排放量", "level": "local", "kind": "single", **PLAN}],
        "responsibilities": [
            {"who": "甲局", "role": "主辦", "on": "節電", **PLAN},
            {"who": "某部", "role": "協辦", "on": "節電", **PLAN},
        ],
        "links": [
            {"from": "節電", "type": "MEASURED_BY", "to": "人均碳排放量", **PLAN},
            {"from": "節電", "type": "ALIGNS_TO", "to": "7.3", **PLAN},
        ],
    }
    law: dict[str, list[dict[str, str]]] = {
        "documents": [{"name": "某法", "kind": "law", "origin": "law"}],
        "agencies": [{"name": name, "kind": "ministry", **LAW} for name in ("某部", "他部")],
        "tasks": [{"name": "法定事項", **LAW}],
        "links": [{"from": "法定事項", "type": "ALIGNS_TO", "to": "7.2", **LAW}],
    }
    frame = {
        "documents": [{"name": "某架構", "kind": "framework", "origin": "framework"}],
        "sdg_goals": [{"name": "能源", "code": "7", "origin": "framework", "source": "某架構"}],
        "sdg_targets": [
            {"name": f"目標 {code}", "code": code, "goal": "能源", "origin": "framework", "source": "某架構"}
            for code in ("7.2", "7.3")
        ],
        "indicators": [
            {"name": "碳排放強度", "level": "global", "kind": "single", "origin": "framework", "source": "某架構"}
        ],
    }
    db = tmp_path / "all.kgl"
    named = {"frame": frame, "law": law, "plan": plan}
    folders = [write_csv(tmp_path / id_, tables, {"id": id_, "name": id_}) for id_, tables in named.items()]
    assert run("load", *folders, "--db", db).code == 0
    # The plan speaks of the law's ministry, and the law, in a later edition, of the plan's task.
    law["responsibilities"] = [{"who": "他部", "role": "審議", "on": "節電", **LAW}]
    assert run("load", write_csv(tmp_path / "law", law, {"id": "law", "name": "law"}), "--db", db).code == 0
    return db


def answer(db: Path, *arguments: str) -> tuple[Any, str]:
    done = run(*arguments, "--db", db, "--lang", "en", "--format", "json")
    assert done.code == 0, done.out + done.err
    return json.loads(done.out), done.err


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """A plan with a task and its indicator of one name, and another indicator of the name of another task."""
    plan = {
        "documents": [{"name": "某市計畫", "kind": "plan", "origin": "plan"}],
        "agencies": [{"name": "甲局", "kind": "bureau", **PLAN}],
        "tasks": [{"id": f"t/{n}", "name": name, **PLAN} for n, name in enumerate(("公車電動化", "節水"))],
        "indicators": [
            {"id": f"i/{n}", "name": name, "level": "local", "kind": "single", **PLAN}
            for n, name in enumerate(("公車電動化", "節水"))
        ],
        "responsibilities": [{"who": "甲局", "role": "主辦", "on": "t/0", **PLAN}],
        "links": [{"from": "t/0", "type": "MEASURED_BY", "to": "i/0", **PLAN}],
    }
    folder = write_csv(tmp_path / "plan", plan, {"id": "plan", "name": "plan"})
    assert run("load", folder, "--db", tmp_path / "alike.kgl").code == 0
    return tmp_path / "alike.kgl"


@pytest.mark.parametrize("name", ["公車電動化", "公車"])
def test_a_name_of_a_task_and_of_what_measures_it_is_the_task_and_names_the_other(alike: Path, name: str) -> None:
    asked = run("who", name, "--db", alike, "--lang", "en", "--format", "json")
    assert {row["item"] for row in json.loads(asked.out)} == {"t/0"}
    assert "Indicator “公車電動化” fits as well: `quanze who i/0`." in asked.err


def test_a_name_of_a_task_and_of_an_indicator_of_something_else_is_asked_back(alike: Path) -> None:
    asked = run("who", "節水", "--db", alike)
    assert asked.code == 3
    assert "i/1" in asked.err


def test_the_matrix_is_the_plans_and_says_what_it_leaves_out(graph: Path) -> None:
    shown, said = answer(graph, "matrix")
    assert {r["name"] for r in shown["items"]} == {"節電", "節水"}
    assert {c["name"] for c in shown["agencies"]} == {"甲局", "乙局", "某部"}, "the ministry that the plan itself names"
    assert "frame, law" in said and "--dataset all" in said
    every, said = answer(graph, "matrix", "--dataset", "all")
    assert "法定事項" in {r["name"] for r in every["items"]} and "他部" in {c["name"] for c in every["agencies"]}
    assert "Left out" not in said
    targets, _ = answer(graph, "matrix", "--rows", "sdg-targets", "--dataset", "plan")
    assert {r["name"] for r in targets["items"]} == {"目標 7.3"}


def test_gaps_and_coverage_are_the_plans(graph: Path) -> None:
    gaps, said = answer(graph, "gaps")
    assert {r["dataset"] for r in gaps} == {"plan"} and "law" in said
    every, _ = answer(graph, "gaps", "--dataset", "all")
    assert {r["dataset"] for r in every} > {"plan"}
    counted, said = answer(graph, "coverage", "--by", "target", "--touched")
    assert {r["code"] for r in counted} == {"7.3"} and "law" in said
    counted, _ = answer(graph, "coverage", "--by", "target", "--touched", "--dataset", "all")
    assert {r["code"] for r in counted} == {"7.2", "7.3"}


def test_a_name_means_the_plans_own_record_first(graph: Path) -> None:
    done = run("who", "碳排", "--db", graph, "--lang", "en")
    assert done.code == 0 and "人均碳排放量" in done.out
    with quanze.open(graph) as opened:
        assert len(opened.search("碳排")) == 2
        assert opened.find("碳排放強度")["dataset"] == "frame", "nothing else has that name"
        assert opened.plans() == ["plan"]


def test_without_a_plan_all_count(tmp_path: Path) -> None:
    tables = {
        "documents": [{"name": "某法", "kind": "law", "origin": "law"}],
        "agencies": [{"name": "某部", "kind": "ministry", **LAW}],
        "tasks": [{"name": "法定事項", **LAW}],
    }
    run("load", write_csv(tmp_path / "law", tables, {"id": "law", "name": "law"}), "--db", "law.kgl")
    shown, said = answer(Path("law.kgl"), "matrix")
    assert {r["name"] for r in shown["items"]} == {"法定事項"} and "Left out" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix", "--dataset", "frame"),
        ("coverage", "--touched", "--dataset", "frame"),
        ("list", "task", "--dataset", "frame"),
        ("progress", "--dataset", "law"),
        ("workload", "--dataset", "frame"),
        ("deps", "--pairs", "--dataset", "frame"),
    ],
)
def test_an_answer_that_an_option_empties_says_so(graph: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--db", graph, "--lang", "en")
    assert (
        done.code == 9 and f"Nothing is left with --{'touched' if '--touched' in arguments else 'dataset'}" in done.err
    )


def test_an_empty_matrix_is_not_written(graph: Path, tmp_path: Path) -> None:
    assert run("matrix", "--dataset", "frame", "--db", graph, "-o", tmp_path / "m.xlsx").code == 9
    assert not (tmp_path / "m.xlsx").exists()
