"""The commands that take and give files: check, load, dump and template, with what they write and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import FORMATS, LANGS, run
from tests.loaders.cases import city
from tests.sets import write_csv


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "set", city())


@pytest.mark.whole
def test_load_check_dump_and_load_again(tmp_path: Path, folder: Path) -> None:
    db = tmp_path / "x.kgl"
    assert run("check", folder).code == 0
    first = run("load", folder, "--db", db, "--format", "json")
    assert first.code == 0
    assert sum(r["added"] for r in json.loads(first.out)) == 6
    again = run("load", folder, "--db", db, "--format", "json")
    assert sum(r["unchanged"] for r in json.loads(again.out)) == 6
    for target in ("out", "out.xlsx", "out.yaml"):
        assert run("dump", "--db", db, "-o", tmp_path / target).code == 0
        assert run("check", tmp_path / target, "--db", db).code == 0
    assert run("load", folder).code == 0 and (tmp_path / "quanze.kgl").is_file(), "quanze.kgl here is the default"
    assert "quanze.kgl" in run("list").err


@pytest.mark.whole
def test_template(tmp_path: Path) -> None:
    for lang in LANGS:
        assert run("template", "-o", tmp_path / f"{lang}.xlsx", "--lang", lang).code == 0
    assert run("template", "-o", tmp_path / "x.docx").code == 1
    assert run("template").code == 2


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("command", ["check", "load"])
def test_findings_end_with_6(tmp_path: Path, command: str, format_: str) -> None:
    tables = city()
    tables["agencies"][0]["kind"] = "bureu"
    bad = write_csv(tmp_path / "bad", tables)
    ran = run(command, bad, "--format", format_, *(["--db", tmp_path / "x.kgl"] if command == "load" else []))
    assert ran.code == 6
    assert ("bad-choice" if format_ in ("json", "csv") else "value not allowed") in ran.out.replace("\\", "")
    if format_ == "json":
        (row,) = [r for r in json.loads(ran.out) if r["code"] == "bad-choice"]
        assert (row["file"], row["row"], row["column"], row["value"]) == ("agencies.csv", 2, "kind", "bureu")
    assert not (tmp_path / "x.kgl").exists()


def test_of_many_findings_the_first_of_each_are_listed_and_all_in_a_file(tmp_path: Path) -> None:
    """Beside 250 of one sort the one of another sort is still seen."""
    rows = [{"who": f"虛構{n}局", "role": "主辦", "on": "任務一", "origin": "plan"} for n in range(250)]
    folder = write_csv(tmp_path / "many", {**city(), "responsibilities": [*rows, {"who": "甲局", "role": "主持人"}]})
    for command in ("check", "load"):
        said = run(command, folder, "--db", tmp_path / "x.kgl", "--lang", "en")
        text = said.out + said.err
        assert said.code == 6 and text.count("error    name not found") == 20 and "value not allowed" in text
        assert "Not shown: 230 of 250 “name not found”. `quanze check -o findings.xlsx` lists all." in text
    run("check", folder, "-o", tmp_path / "all.json")
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))) > 250


def test_strict(tmp_path: Path) -> None:
    tables = city()
    del tables["tasks"][0]["source"]
    warned = write_csv(tmp_path / "warned", tables)
    assert run("check", warned).code == 0
    assert run("check", warned, "--strict").code == 6


def test_a_check_comes_before_the_first_load(tmp_path: Path) -> None:
    ran = run("check", write_csv(tmp_path / "set", city()), "--db", tmp_path / "new.kgl")
    assert ran.code == 0, ran.err
    assert not (tmp_path / "new.kgl").exists()


@pytest.mark.whole
def test_a_check_says_what_a_load_would_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tables = city()
    tables["links"] = [{"from": "t/task/one", "type": "ALIGNS_TO", "to": "13.2", "origin": "editorial", "note": "理由"}]
    folder = write_csv(tmp_path / "set", tables)
    for command in ("check", "load"):
        alone = run(command, folder, "--lang", "en")
        assert (alone.code, "13.2" in alone.out) == (6, True)
        assert "sdg FILE" in " ".join(alone.out.split())
        assert not (tmp_path / "quanze.kgl").exists()
    for command in ("check", "load"):
        together = run(command, "sdg", folder, "--lang", "en")
        assert together.code == 0, together.out
        assert "sdg FILE" not in together.err + " ".join(together.out.split())
