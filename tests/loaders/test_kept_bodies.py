"""A reorganization and next year's sheet of a plan, loaded in any order, are one graph or a refusal to act on."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze.changes.edition import Edition, edition_of
from quanze.errors import FindingsError
from tests.cli.running import run
from tests.sets import write_csv

HEADS = "編號,任務,主辦機關,協辦機關,指標,單位,115年目標\n"
FIRST = "1,廚餘再利用,環保局,農漁處,回收量,噸,5\n2,熱島降溫,都發局,環保局,點數,處,2\n3,碼頭整備,港務處,,碼頭數,座,1\n"
NEXT = "1,廚餘再利用,環境局,農漁局,回收量,噸,6\n2,熱島降溫,環境局,都發局,點數,處,3\n3,碼頭整備,經發處,,碼頭數,座,1\n"
CHANGES = {
    "changes": [
        {"change": "rename", "from": "環保局", "to": "環境局", "valid_from": "2027-06-01"},
        {"change": "upgrade", "from": "農漁處", "to": "農漁局", "valid_from": "2027-06-01"},
        {"change": "merge", "from": "港務處", "to": "經發處", "valid_from": "2027-06-01"},
        {"change": "transfer", "from": "都發局", "to": "環境局", "moves": "熱島降溫", "valid_from": "2027-06-01"},
    ],
    "agencies": [{"name": "經發處", "kind": "bureau"}],
}
ABOUT = {"id": "reform", "name": "組織調整"}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {"plan": tmp_path / "plan.csv", "next": tmp_path / "next.csv"}
    for name, rows in (("plan", FIRST), ("next", NEXT)):
        found[name].write_text(HEADS + rows, encoding="utf-8")
    said = {"origin": "editorial", "note": "已公布"}
    tables = {table: [{**row, **said} for row in rows] for table, rows in CHANGES.items()}
    return found | {"reform": write_csv(tmp_path / "reform", tables, ABOUT)}


def editions(graph: quanze.Graph) -> list[Edition]:
    return [edition_of(graph.engine, dataset) for dataset in ("plan", "reform")]


@pytest.mark.whole
def test_each_order_is_the_same_graph_or_says_what_to_do(tmp_path: Path, files: dict[str, Path]) -> None:
    found = []
    for number, loads in enumerate(([["reform"], ["next"]], [["reform", "next"]], [["next", "reform"]])):
        with quanze.open(tmp_path / f"{number}.kgl", create=True) as graph:
            graph.load(files["plan"])
            for names in loads:
                report = graph.load(*(files[name] for name in names), edition_of="plan" if "next" in names else "")
            said = {f.code: f.details.get("names", ()) for f in report.findings}
            assert sorted(said["referred-to-kept"]) == sorted(["環保局", "農漁處", "港務處"])
            assert sorted(said["successors-joined"]) == sorted(["環境局", "農漁局", "經發處"])
            agencies = graph.engine.read("MATCH (n:Agency) RETURN n.name AS name ORDER BY name")
            assert len(agencies) == len({row["name"] for row in agencies}) == 7, "each bureau once"
            assert {row["agency_name"] for row in graph.who("熱島降溫") if row["role"] == "CONVENES"} == {"環境局"}
            found.append(editions(graph))
            assert not any(graph.preview(files["next"], edition_of="plan").change_sets), "loaded again"
    assert found[0] == found[1] == found[2]
    with quanze.open(tmp_path / "after.kgl", create=True) as graph:
        graph.load(files["plan"])
        graph.load(files["next"], edition_of="plan", replace=True)
        with pytest.raises(FindingsError) as stopped:
            graph.load(files["reform"])
        wrong = [f for f in stopped.value.findings if f.level == "error"]
        assert {f.value for f in wrong} == {"環保局", "農漁處", "港務處"}
        assert all("`quanze undo`" in f.advice() for f in wrong)
        graph.undo()
        graph.load(files["reform"])
        graph.load(files["next"], edition_of="plan")
        assert editions(graph) == found[0], "as the advice says"


def test_a_task_that_a_change_names_is_asked_for_by_its_name(tmp_path: Path, files: dict[str, Path]) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(files["plan"], files["reform"])
        files["next"].write_text(HEADS + NEXT.replace("熱島降溫", "降溫示範"), encoding="utf-8")
        (checked,) = quanze.check(files["next"], graph, edition_of="plan")
    (wrong,) = [f for f in checked.findings if f.code == "still-referred-to"]
    assert "Task “熱島降溫”" in wrong.message() and "tasks" not in wrong.message() + wrong.advice()


@pytest.mark.whole
def test_what_is_said_of_bodies_after_their_changes(tmp_path: Path, files: dict[str, Path]) -> None:
    db = str(tmp_path / "own.kgl")
    with quanze.open(db, create=True) as graph:
        graph.load(files["plan"], files["reform"])
        said = {r["name"]: r["message_en"] for r in graph.gaps(as_of="2027-07-01") if r["gap"] == "former-name"}
        assert said["廚餘再利用"].endswith("(環保局 → 環境局; 農漁處 → 農漁局)"), "the present names are in no source"
        (row,) = graph.progress("點數", as_of="2027-07-01", year=2026).rows
        assert ([a["name"] for a in row["leads"]], row["helps"]) == (["環境局"], []), "who leads is no partner too"
    told = run("agency", "都發局", "--db", db).out
    assert "Part taken over: 都發局 → 環境局" in told and "Succession" not in told
    assert "Succession: 環保局 → 環境局" in run("agency", "環境局", "--db", db).out
    assert not [line for line in run("who", "碼頭整備", "--db", db).out.splitlines() if line.endswith("Reason:")]


def test_a_dissolution_is_tried_without_an_act_and_not_loaded(tmp_path: Path, files: dict[str, Path]) -> None:
    changes, db = tmp_path / "changes.csv", str(tmp_path / "own.kgl")
    changes.write_text("change,from,valid_from,note\ndissolve,港務處,2027-06-01,擬裁撤\n", encoding="utf-8")
    with quanze.open(db, create=True) as graph:
        graph.load(files["plan"])
        tried = graph.reorganize(changes)
        assert {gap["name"] for gap in tried.untaken if gap["kind"] == "Task"} == {"碼頭整備"}
        assert {f.code for f in tried.findings} >= {"tried-without-act"}
        both = tmp_path / "both.csv"
        both.write_text(
            "change,from,to,valid_from,note\nrename,環保局,環境局,2027-06-01,擬\nmerge,都發局,環境局,2027-06-01,擬\n",
            encoding="utf-8",
        )
        (body,) = [b for b in graph.reorganize(both).bodies if b["body_name"] == "環境局"]
        assert (body["leads_after"], body["others_after"]) == (2, 0), "lead and partner of one task after a merger"
        row = {
            "change": "dissolve",
            "from": "港務處",
            "valid_from": "2027-06-01",
            "origin": "editorial",
            "note": "擬裁撤",
        }
        folder = write_csv(tmp_path / "set", {"changes": [row]}, ABOUT)
        assert len(graph.reorganize(folder).untaken) == len(tried.untaken)
        (checked,) = quanze.check(folder, graph)
    assert "dissolved-without-act" in {f.code for f in checked.findings if f.level == "error"}
