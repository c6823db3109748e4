"""What a load and an answer say of an edition that replaced another one and has no dates."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import quanze
from quanze.changes.plan_changes import PLACE
from tests.cli.running import run

HEADS = "任務,主辦機關,協辦機關\n"


@pytest.mark.whole
def test_what_may_be_renamed_is_said_and_a_day_before_the_edition_too(tmp_path: Path) -> None:
    plan, after, db = tmp_path / "plan.csv", tmp_path / "next.csv", str(tmp_path / "own.kgl")
    plan.write_text(HEADS + "廚餘再利用,環保局,農業處\n綠美化計畫,工務局,環保局\n", encoding="utf-8")
    after.write_text(HEADS + "廚餘再利用,環境局,農業處\n綠美化計畫,工務局,環境局\n", encoding="utf-8")
    before = str(date.today() - timedelta(days=2))
    assert run("load", plan, "--db", db).code == 0
    assert "may not have held" not in run("who", "廚餘再利用", "--db", db, "--as-of", before).err, "the first edition"
    loaded = run("load", after, "--db", db, "--edition-of", "plan", "--replace")
    assert "Perhaps renamed, and taken as removed and new: 環保局 → 環境局." in loaded.err
    assert "plan: replaced by a load on" in run("who", "廚餘再利用", "--db", db, "--as-of", before).err
    for day in (str(date.today()), ""):
        assert "replaced by" not in run("who", "廚餘再利用", "--db", db, *(("--as-of", day) if day else ())).err
    with quanze.open(db) as graph:
        assert graph.replaced_since(before).keys() == {"plan"} and not graph.replaced_since(date.today())
    assert run("undo", "--db", db).code == 0
    assert "may not have held" not in run("who", "廚餘再利用", "--db", db, "--as-of", before).err
    assert "Perhaps renamed" not in run("load", plan, "--db", db).err


def _sheet(path: Path, year: int, rows: str) -> Path:
    heads = f"任務,主辦機關,協辦機關,指標,單位,{year - 1}年目標,{year - 1}年實績,{year}年目標"
    path.write_text(f"{heads}\n{rows}\n", encoding="utf-8")
    return path


@pytest.mark.whole
@pytest.mark.parametrize("written_by", ["diff", "preview"])
def test_a_load_takes_reviewed_pairs(tmp_path: Path, written_by: str) -> None:
    first = _sheet(
        tmp_path / "plan.csv",
        115,
        "屋頂光電,工務局,環保局,裝置容量,MW,5,4,8\n海岸教育,教育局,環保局,場次,場,10,12,15\n廢棄物清理,環保局,教育局,清除量,噸,9,9,9",
    )
    second = _sheet(
        tmp_path / "next.csv",
        116,
        "屋頂光電,工務局,環境局,裝置容量,MW,8,8,9\n海岸教育,教育局,環境局,人次,人,1,1,2\n"
        "廢棄物清理,環境局,教育局,清除量,噸,9,8,9\n淨灘推廣,教育局,環境局,場次,場,15,16,18",
    )
    db, pairs = str(tmp_path / "own.kgl"), tmp_path / "pairs.csv"
    assert run("load", first, "--db", db).code == 0
    later = ("load", second, "--db", db, "--edition-of", "plan")
    assert run(*later, "--write-pairs", pairs).code == 2, "a load itself takes pairs and writes none"
    shown = run(*later, "--preview", "--format", "json", "--write-pairs", pairs)
    found = json.loads(shown.out)
    gone = {row["name"]: row["unsure"] for row in found["changes"] if row["change"] == "dropped"}
    assert gone == dict.fromkeys(("環保局", "場次", "場次 2025", "場次 2026"), True)
    assert not any("dropped" in row["change"] for row in found["if_same"]), (
        "a load keeps what the sheet has no column for"
    )
    [then] = [row for row in found["agencies_if_same"] if row["agency_name"] == "環境局"]
    assert (then["leads_before"], then["leads_after"]) == (1, 1) and [d["name"] for d in then["gained"]] == ["淨灘推廣"]
    assert not [row for row in found["changes"] if row["change"] == "citation"], "the later plan is the plan"
    if written_by == "diff":
        assert run("diff", first, second, "--write-pairs", pairs, "--overwrite").code == 0
    rows = list(csv.reader(pairs.read_text("utf-8-sig").splitlines()))
    assert {(row[1], row[3]) for row in rows[1:]} == {("環保局", "環境局"), ("場次", "場次")}
    reviewed = [rows[0], *([*row[:4], "yes"] for row in rows[1:]), ["plan/agency/x", "", "plan/agency/y", "", "yes"]]
    pairs.write_text("\n".join(map(",".join, reviewed)), encoding="utf-8")
    again = json.loads(run(*later, "--preview", "--format", "json", "--pairs", pairs).out)
    assert not again["unsure"] and not [row for row in again["changes"] if row["change"] == "dropped"]
    loaded = run(*later, "--pairs", pairs)
    assert loaded.code == 0 and "plan/agency/x / plan/agency/y" in loaded.err, "and no --replace is needed"
    assert "removed" not in loaded.err and "Perhaps renamed" not in loaded.err
    with quanze.open(db) as graph:
        assert [r["role"] for r in graph.who("淨灘推廣") if r["agency_name"] == "環境局"] == ["CO_ORGANIZES"]
        [measured] = [row for row in graph.progress(year=2025, as_of="2026-12-31").rows if row["name"] == "場次"]
        assert measured["target"] == 10
    third = _sheet(tmp_path / "third.csv", 117, "廢棄物清理,環境局,教育局,清除量,噸,9,8,9")
    after = run("load", third, "--db", db, "--edition-of", "plan", "--preview", "--format", "json")
    agencies = [(r["change"], r["name"]) for r in json.loads(after.out)["changes"] if r["part"] == "agencies"]
    assert [c for c in agencies if c[0] != PLACE] == [("dropped", "工務局")], "it stays one body under its new name"


@pytest.mark.whole
def test_a_database_is_compared_in_its_own_plan(tmp_path: Path) -> None:
    first = _sheet(tmp_path / "plan.csv", 115, "屋頂光電,工務局,環保局,裝置容量,MW,5,4,8")
    second = _sheet(tmp_path / "next.csv", 116, "屋頂光電,工務局,經發局,裝置容量,MW,8,8,9")
    other = _sheet(tmp_path / "other.csv", 115, "淨灘,農業局,教育局,場次,場,1,1,1")
    db = str(tmp_path / "own.kgl")
    assert run("load", "climate-act", first, "--db", db).code == 0
    found = json.loads(run("diff", db, second, "--db", db, "--format", "json").out)["changes"]
    roles = [row["change"] for row in found if row["change"].startswith("role")]
    assert roles == ["role-added", "role-dropped"] and not any(row["dataset"] == "climate-act" for row in found)
    assert run("load", other, "--db", db).code == 0
    refused = run("diff", db, second, "--db", db)
    assert refused.code == 4 and "has no data set next" in refused.err and "climate-act, other, plan" in refused.err
