"""``quanze diff``: what may be compared, formats, reviewed pairs and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import quanze
from quanze.errors import UnknownNameError
from quanze.exports.formats import COMPARISON, formats_of
from tests.cli.running import LANGS, run
from tests.loaders.cases import SAID, Tables, city
from tests.sets import loaded, write_csv, write_xlsx, write_yaml


def later() -> Tables:
    tables = city()
    tables["responsibilities"][0]["who"] = "乙處"
    del tables["responsibilities"][1]
    tables["tasks"].append({"id": "t/task/two", "name": "任務二", **SAID})
    return tables


@pytest.fixture
def sides(tmp_path: Path) -> dict[str, Path]:
    """The same two editions in every form in which a side may be given."""
    for name, tables in (("old", city()), ("new", later())):
        write_csv(tmp_path / name, tables)
        write_xlsx(tmp_path / f"{name}.xlsx", tables)
        write_yaml(tmp_path / f"{name}.yaml", tables)
        loaded(tmp_path / f"{name}.kgl", tmp_path / name).close()
        (tmp_path / f"{name}.db").write_bytes((tmp_path / f"{name}.kgl").read_bytes())
    return {p.name: p for p in tmp_path.iterdir()}


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("old", ["old", "old.xlsx", "old.yaml", "old.kgl", "old.db"])
@pytest.mark.parametrize("new", ["new", "new.yaml", "new.kgl"])
def test_any_two_are_compared(sides: dict[str, Path], old: str, new: str) -> None:
    found = quanze.diff(sides[old], sides[new])
    assert [r["change"] for r in found.rows] == ["no-lead", "moved", "new", "support-to-lead"]
    assert found.change_sets[0].counts() == quanze.diff(sides["old"], sides["new"]).change_sets[0].counts()


def test_a_data_set_of_the_database_by_its_id(sides: dict[str, Path]) -> None:
    with quanze.open(sides["old.kgl"]) as graph, quanze.open(sides["new.kgl"]) as other:
        assert len(graph.diff("t", sides["new.xlsx"]).rows) == 4
        assert len(graph.diff(graph, other).rows) == 4
        assert graph.diff("t", graph).rows == []
        with pytest.raises(UnknownNameError) as unknown:
            graph.diff("t", "nothing")
    assert "t" in unknown.value.advice


@pytest.mark.whole
def test_a_database_is_compared_in_the_data_sets_of_the_file(bundled_path: Path, tmp_path: Path) -> None:
    with quanze.open(bundled_path) as graph:
        (file,) = graph.dump(tmp_path / "chiayi.yaml", datasets="chiayi")
        assert graph.diff(graph, file).rows == []
        found = graph.diff(file, "climate-act")
        assert {r["change"] for r in found.rows} >= {"dropped", "new"}


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_every_format(sides: dict[str, Path], tmp_path: Path, lang: str) -> None:
    for format_ in formats_of(COMPARISON, printable=True):
        ran = run("diff", sides["old"], sides["new"], "--format", format_.name, "--lang", lang)
        assert (ran.code, bool(ran.out.strip())) == (0, True), ran.err
    ran = run("diff", sides["old"], sides["new"], "-o", tmp_path / "x.xlsx", "--lang", lang)
    assert ran.code == 0 and (tmp_path / "x.xlsx").is_file()
    assert run("diff", sides["old"], sides["new"], "-o", tmp_path / "x.png").code == 1


@pytest.mark.whole
def test_words_of_a_planner(sides: dict[str, Path]) -> None:
    english = run("diff", sides["old"], sides["new"], "--lang", "en").out
    assert "Task “任務一” moved from 甲局 to 乙處 (convenes)." in english
    chinese = run("diff", sides["old"], sides["new"], "--lang", "zh-TW").out
    assert "任務「任務一」由甲局改為乙處（主辦）" in chinese
    same = run("diff", sides["old"], sides["old.xlsx"], "--lang", "en")
    assert "Nothing changes." in same.out


def test_all_lists_moved_rows_too(tmp_path: Path) -> None:
    before, after = city(), city()
    for tables, locator in ((before, "第 3 頁"), (after, "第 4 頁")):
        tables["tasks"][0]["locator"] = locator
    old, new = write_csv(tmp_path / "old", before), write_csv(tmp_path / "new", after)
    db = tmp_path / "x.kgl"
    loaded(db, old).close()
    for command in (("diff", old, new), ("load", "--preview", new, "--db", db)):
        short, full = (run(*command, "--lang", "en", *more).out for more in ((), ("--all",)))
        assert "At 1 place only the citation changed" in short and "任務一" not in short
        assert "任務一" in full and "At 1 place" not in full


@pytest.mark.whole
def test_fail_on(sides: dict[str, Path]) -> None:
    given = ("diff", sides["old"], sides["new"], "--lang", "en", "--fail-on")
    ran = run(*given, "dropped,no-lead")
    assert ran.code == 5
    assert "1 change that --fail-on names" in ran.err
    assert run(*given, "dropped").code == 0
    wrong = run(*given, "gone")
    assert wrong.code == 2
    assert "no-lead" in wrong.err


@pytest.mark.whole
def test_unsure_pairs_are_written_reviewed_and_used(tmp_path: Path) -> None:
    before, after = city(), city()
    for tables in (before, after):
        del tables["agencies"][1]["id"]
    after["agencies"][1]["name"] = after["responsibilities"][1]["who"] = "乙務處"
    old, new = write_csv(tmp_path / "old", before), write_csv(tmp_path / "new", after)
    pairs = tmp_path / "pairs.csv"
    first = run("diff", old, new, "--write-pairs", pairs, "--format", "json")
    assert len(json.loads(first.out)["unsure"]) == 1
    assert [row["change"] for row in json.loads(first.out)["if_same"]] == ["renamed"]
    assert run("diff", old, new, "--fail-on", "renamed").code == 5, "what a new name hides fails too"
    text = pairs.read_text(encoding="utf-8-sig")
    undecided = json.loads(run("diff", old, new, "--pairs", pairs, "--format", "json").out)
    assert len(undecided["unsure"]) == 1
    pairs.write_text(text.rstrip().removesuffix(",") + ",是\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("diff", old, new, "--pairs", pairs, "--format", "csv").out)))
    assert [r["change"] for r in rows] == ["renamed"]
    pairs.write_text("before,after,same\na,b,maybe\n", encoding="utf-8")
    wrong = run("diff", old, new, "--pairs", pairs)
    assert wrong.code == 6
    assert run("diff", old, new, "--pairs", tmp_path / "none.csv").code == 1


@pytest.mark.parametrize("name", ["", "x" * 5000, "甲\0乙", "\ud800", "none.xlsx"])
def test_a_side_that_is_nothing(sides: dict[str, Path], name: str) -> None:
    ran = run("diff", sides["old"], name, "--lang", "en")
    assert ran.code == 4
    assert "is neither a file, a folder, a database nor a data set" in ran.err
    assert run("diff", sides["old"], "none.kgl").code == 7


def test_files_with_findings_are_not_compared(sides: dict[str, Path], tmp_path: Path) -> None:
    broken = city()
    broken["responsibilities"][0]["who"] = "無此局"
    ran = run("diff", sides["old"], write_csv(tmp_path / "broken", broken), "--lang", "en")
    assert ran.code == 6
    assert "無此局" in ran.err
    assert ran.out == ""
