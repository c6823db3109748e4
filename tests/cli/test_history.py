"""``quanze log`` and ``quanze undo`` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import quanze
from tests.cli.running import FORMATS, LANGS, run
from tests.loaders.cases import city
from tests.sets import write_csv


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with two loads."""
    path = tmp_path / "x.kgl"
    tables = city()
    tables["agencies"][0]["name_en"] = "Bureau A"
    for name, data in (("first", city()), ("second", tables)):
        assert run("load", write_csv(tmp_path / name, data), "--db", path).code == 0
    return path


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_log_in_every_format(db: Path, format_: str, lang: str) -> None:
    ran = run("log", "--db", db, "--format", format_, "--lang", lang)
    assert ran.code == 0
    assert "second" in ran.out and "first" in ran.out
    assert ran.out.index("second") < ran.out.index("first"), "the last comes first"


def test_undo_takes_one_load_after_the_other_back(db: Path) -> None:
    (agencies, _) = rows = json.loads(run("undo", "--db", db, "--format", "json").out)[1:3]
    assert (agencies["table"], agencies["changed"]) == ("agencies", 1), rows
    with quanze.open(db) as graph:
        assert not graph.record("t/agency/a").get("name_en")
    assert [bool(r["undone"]) for r in json.loads(run("log", "--db", db, "--format", "json").out)] == [True, False]
    assert run("undo", "--db", db).code == 0
    with quanze.open(db) as graph:
        assert graph.datasets() == []
    none = run("undo", "--db", db, "--lang", "en")
    assert none.code == 1
    assert "No load is logged that could be taken back." in none.err


def test_nothing_is_logged_in_the_bundled_graph(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("log", "--lang", "en")
    assert (ran.code, ran.out.strip()) == (0, "No load is logged.")
    assert run("undo").code == 7
