"""What a load would change, shown before anything is written; the question on a terminal; the refusal of losses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import quanze
from tests.changes.test_losses import many
from tests.cli.running import run
from tests.loaders.cases import city
from tests.sets import loaded, write_csv


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "x.kgl"
    loaded(path, write_csv(tmp_path / "first", city())).close()
    return path


@pytest.fixture
def later(tmp_path: Path) -> Path:
    tables = city()
    tables["agencies"][0]["name_en"] = "Bureau A"
    return write_csv(tmp_path / "later", tables)


def test_a_preview_shows_old_and_new_and_writes_nothing(db: Path, later: Path, tmp_path: Path) -> None:
    before = db.read_bytes()
    ran = run("load", later, "--db", db, "--preview", "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    (change,) = data["changes"]
    expected = ("t/agency/a", "name_en", None, "Bureau A")
    assert (change["id"], change["field"], change["before"], change["after"]) == expected
    assert {r["table"]: r["changed"] for r in data["counts"]}["agencies"] == 1
    assert run("load", later, "--db", db, "--preview", "-o", tmp_path / "x.html").code == 0
    assert db.read_bytes() == before
    loading = json.loads(run("load", later, "--db", db, "--format", "json").out)
    assert loading == data["counts"], "one truth: what was shown is what was done"


def test_what_changes_is_told_when_somebody_asks(db: Path, later: Path) -> None:
    with quanze.open(db) as graph:
        found = graph.preview(later)
        assert found.changes_loaded()
        assert [row["changed"] for c in found.change_sets for row in c.counts() if row["table"] == "agencies"] == [1]
        assert "report" not in vars(found.deferred), "pairs and sentences cost more than to compare"
        graph.load(later)
    (row,) = found.rows
    assert row["after"] == "Bureau A", "as it was previewed, though the graph is another one now, and closed"
    assert found.rows[0] is row


def test_a_preview_of_a_first_load_makes_no_database(later: Path, tmp_path: Path) -> None:
    ran = run("load", later, "--db", tmp_path / "none.kgl", "--preview", "--lang", "en")
    assert ran.code == 0
    assert "Agency “Bureau A” is new" in ran.out
    assert not (tmp_path / "none.kgl").exists()


def test_a_preview_lists_findings(db: Path, tmp_path: Path) -> None:
    broken = city()
    broken["agencies"][0]["kind"] = "?"
    ran = run("load", write_csv(tmp_path / "broken", broken), "--db", db, "--preview")
    assert ran.code == 6
    assert "value not allowed" in ran.err


@pytest.mark.whole
def test_losses_are_refused_and_told_in_the_preview(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "whole", many(20))).close()
    part = write_csv(tmp_path / "part", many(10))
    ran = run("load", part, "--db", db, "--lang", "en")
    assert ran.code == 6
    assert "would remove 20 of the 43 records" in ran.err and "--replace" in ran.err
    preview = run("load", part, "--db", db, "--lang", "en", "--preview")
    assert preview.code == 0
    assert "A load would be refused" in preview.out
    assert run("load", part, "--db", db, "--replace").code == 0
    with quanze.open(db) as graph:
        assert len(graph.records("Task")) == 10


@pytest.mark.whole
def test_many_changes_are_counted_and_the_first_of_each_type_listed(db: Path, tmp_path: Path) -> None:
    def plan(name: str, tasks: str) -> Path:
        return write_csv(tmp_path / name, many(60, tasks))

    assert run("load", plan("old", "推動植樹工作"), "--db", db, "--yes", "--replace").code == 0
    ran = run("load", later := plan("new", "推動植樹工程"), "--db", db, "--preview", "--lang", "en")
    lines = ran.out.splitlines()
    assert sum("is dropped." in line for line in lines) == sum("is new, led" in line for line in lines) == 5
    assert "Duties  dropped  Task  60     60" in ran.out and "of these unsure, at most" in ran.out
    assert "    and 55 more: dropped" in lines
    assert "At most 120 of the changes disappear if the 120 unsure pairs are the same records" in ran.out
    assert lines[-1].startswith("10 of 120 changes are listed; --all lists every one, and -o changes.xlsx")
    whole = run("load", later, "--db", db, "--preview", "--lang", "en", "--all").out
    assert whole.count("is dropped.") == 60 and "at most" not in whole
    assert run("load", later, "--db", db, "--preview", "--lang", "en", "-o", tmp_path / "x.txt").code == 0
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == whole, "a file has all"
    assert len(json.loads(run("load", later, "--db", db, "--preview", "--format", "json").out)["changes"]) == 120
    chinese = run("diff", tmp_path / "old", later, "--db", db, "--lang", "zh-TW").out
    assert "另有 55 項：刪除" in chinese and chinese.splitlines()[-1].startswith("以上列出 120 項異動中的 10 項")


def typed(answer: str, *arguments: object) -> tuple[int, str]:
    """Run the command on a terminal of its own and type the answer; the exit code and all that was shown."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "quanze", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(60), shown.decode("utf-8", "replace")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.slow
def test_on_a_terminal_a_load_that_changes_records_asks(db: Path, later: Path, tmp_path: Path) -> None:
    before = db.read_bytes()
    code, shown = typed("n", "load", later, "--db", db, "--lang", "en")
    assert (code, db.read_bytes() == before) == (1, True), shown
    assert "Write these changes?" in shown and "Nothing was written." in shown
    code, shown = typed("y", "load", later, "--db", db, "--lang", "en")
    assert code == 0, shown
    with quanze.open(db) as graph:
        assert graph.record("t/agency/a")["name_en"] == "Bureau A"
    code, shown = typed("", "load", tmp_path / "first", "--db", db, "--lang", "en", "--yes")
    assert code == 0 and "Write these changes?" not in shown
    code, shown = typed("", "load", tmp_path / "first", "--db", db, "--lang", "en")
    assert code == 0 and "Write these changes?" not in shown, "nothing changes, so nothing is asked"
