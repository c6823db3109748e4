"""Names that a check offers for unknown ones, taken with one mark."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import quanze
from tests.cli.running import run
from tests.loaders.cases import city
from tests.sets import write_csv


def rows_of(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def marked(path: Path, **marks: str) -> Path:
    rows = [{**row, "accept": marks.get(row["written"], "")} for row in rows_of(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    tables = city()
    tables["agencies"][0]["name"] = "環境保護局"
    tables["responsibilities"][0]["who"] = "環境保護"
    return write_csv(tmp_path / "set", tables)


def test_a_name_is_offered_marked_and_taken(source: Path, tmp_path: Path) -> None:
    names, db = tmp_path / "names.csv", tmp_path / "x.kgl"
    ran = run("check", source, "--db", db, "--write-names", names)
    assert ran.code == 6
    assert rows_of(names) == [{"written": "環境保護", "name": "環境保護局", "id": "t/agency/a", "accept": ""}]
    assert run("check", source, "--db", db, "--names", names).code == 6, "nothing is taken without a mark"
    marked(names, 環境保護="是")
    assert run("check", source, "--db", db, "--names", names).code == 0
    assert run("load", source, "--db", db, "--names", names, "--preview").code == 0
    assert run("load", source, "--db", db, "--names", names).code == 0
    with quanze.open(db) as graph:
        assert graph.record("t/agency/a")["aliases"] == ["環境保護"]
        assert graph.find("環境保護")["id"] == "t/agency/a"
        assert {r["agency"] for r in graph.who("任務一")} == {"t/agency/a", "t/agency/b"}


def test_one_name_for_two_records_and_a_record_that_is_gone_are_told(source: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    lines = ["written,name,id,accept", "環境保護,環境保護局,t/agency/a,v", "環境保護,乙處,t/agency/b,v"]
    names.write_text("\n".join(lines), encoding="utf-8")
    ran = run("check", source, "--db", tmp_path / "x.kgl", "--names", names)
    assert (ran.code, "names.csv" in ran.err) == (6, True)
    names.write_text("\n".join([lines[0], "環境保護,?,t/agency/none,v"]), encoding="utf-8")
    (checked,) = quanze.check(source, names=names)
    told = next(f for f in checked.findings if f.file == "names.csv")
    assert (told.code, told.value, told.row) == ("unknown-reference", "t/agency/none", 2)
