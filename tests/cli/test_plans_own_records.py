"""Lists are of the plan's own records, as other answers are, and a year without results names one that has some."""

from pathlib import Path

import pytest

import quanze
from tests.cli.running import run

SHEET = """任務,主辦機關,指標,單位,2022年實績,2023年實績,2025年目標,SDGs
肌力課程,衛生局,參與人次,人次,100,120,150,3.4
"""


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(SHEET, encoding="utf-8")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(tmp_path / "plan.csv", accept_unsure=True)


@pytest.mark.parametrize(("kind", "own"), [("agencies", "衛生局"), ("tasks", "肌力課程"), ("indicators", "參與人次")])
def test_a_list_leaves_out_frameworks_and_says_so(kind: str, own: str) -> None:
    said = run("list", kind, "--db", "own.kgl", "--lang", "en")
    assert own in said.out and "sdg/" not in said.out
    every = run("list", kind, "--db", "own.kgl", "--lang", "en", "--dataset", "all")
    assert own in every.out
    assert ("sdg/" in every.out) == ("Left out: sdg" in said.err)


def test_a_kind_that_only_a_framework_has_is_listed() -> None:
    said = run("list", "SDG target", "--db", "own.kgl", "--lang", "en")
    assert "sdg/target/13.2" in said.out and "Left out" not in said.err


@pytest.mark.parametrize("command", [("progress",), ("report", "vlr", "-o", "out.md")])
def test_a_year_without_results_names_the_last_with_some(command: tuple[str, ...], tmp_path: Path) -> None:
    def said(*more: str) -> str:
        done = run(*command, *more, "--db", "own.kgl", "--lang", "en", *(["--overwrite"] if "-o" in command else []))
        assert done.code == 0, done.err
        return (tmp_path / "out.md").read_text(encoding="utf-8") if "-o" in command else done.out

    assert "last year with results is 2023." in " ".join(said().replace("\\", "").split())
    assert "--year" not in said(), "a paper is read where nothing can be typed"
    hint = run(*command, "--db", "own.kgl", "--lang", "en", *(["--overwrite"] if "-o" in command else [])).err
    assert "`--year 2023` shows the last year with results." in hint
    assert "last year with results" not in said("--year", "2023")
