"""A later edition of a yearly sheet leaves alone the years, targets and results of which it has no column."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quanze
from quanze import api
from quanze.changes.edition import edition_of
from quanze.loaders.findings import Finding
from tests import draws
from tests.cli.running import run

WORDS = {"target": "目標", "result": "實績"}
Column = tuple[int, str]
Sheet = Mapping[str, Mapping[Column, int | None]]
COLUMNS = tuple(product((2023, 2024, 2025), WORDS))
NUMBERS = count()


def sheet(path: Path, rows: Sheet, title: str = "", unit: str = "棵", baseline: str = "") -> Path:
    """A flat sheet: an indicator a row, a figure of a year a column."""
    columns = [*next(iter(rows.values()))]
    heads = ["任務", "主辦機關", "指標", "單位", *(f"{year - 1911}年{WORDS[name]}" for year, name in columns)]
    lines = [[title], heads] if title else [heads]
    for name, cells in rows.items():
        lines.append([f"{name}之任務", "公園處", name, unit, *("" if v is None else str(v) for v in cells.values())])
    if baseline:
        for line, cell in zip(lines[-len(rows) - 1 :], [f"基準值({baseline}年)", *["1"] * len(rows)], strict=True):
            line.append(cell)
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def figures(graph: api.Graph) -> dict[tuple[str, int, str], tuple[float, str]]:
    """Every target and result with the name of the document it is cited from; more than one is a fault."""
    found: dict[tuple[str, int, str], tuple[float, str]] = {}
    rows = graph.engine.read(
        "MATCH (i:Indicator)-[:HAS_TARGET]->(t:AnnualTarget) OPTIONAL MATCH (d:Document) WHERE d.id = t.source "
        "RETURN i.name AS indicator, t.year AS year, t.target AS target, t.result AS result, d.name AS document "
        "ORDER BY i.name, t.id"
    )
    for row in rows:
        for name in WORDS:
            if row[name] is not None:
                key = row["indicator"], row["year"], name
                assert key not in found
                found[key] = row[name], row["document"]
    return found


def findings(graph: api.Graph, path: Path) -> dict[str, Finding]:
    (checked,) = api.check(path, graph, edition_of="plan")
    return {f.code: f for f in checked.findings if f.code.startswith("figures")}


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    columns = draw(st.lists(st.sampled_from(COLUMNS), unique=True, min_size=1))
    names = draw(st.lists(st.sampled_from(["棵數", "面積", "株數"]), unique=True, min_size=1))
    cell = st.one_of(st.none(), st.integers(1, 99))
    return {name: {column: draw(cell) for column in columns} for name in names}


@pytest.mark.whole
@settings(max_examples=draws.of(8, 100), deadline=None)
@given(st.lists(sheets(), min_size=2, max_size=3), st.booleans())
def test_what_a_sheet_has_no_column_for_stays(
    tmp_path_factory: pytest.TempPathFactory, drawn: Any, named: bool
) -> None:
    folder = tmp_path_factory.mktemp(f"drawn{next(NUMBERS)}")
    expected: dict[tuple[str, int, str], tuple[float, str]] = {}
    with quanze.open(folder / "own.kgl", create=True) as graph:
        for number, rows in enumerate(drawn):
            title = f"第{number + 1}版植樹計畫列管表" if named else "植樹計畫列管表"
            path = sheet(folder / ("plan.csv" if not number else f"plan-{number}.csv"), rows, title)
            columns = [*next(iter(rows.values()))]
            expected = {k: v for k, v in expected.items() if k[0] in rows and k[1:] not in columns}
            kept = len(expected)
            expected |= {
                (name, *column): (v, title)
                for name, cells in rows.items()
                for column, v in cells.items()
                if v is not None
            }
            edition = "plan" if number else ""
            before = edition_of(graph.engine, "plan")
            if number:
                found = findings(graph, path).get("figures-kept")
                assert (found.details["n"] if found else 0) == kept
            foreseen = graph.preview(path, edition_of=edition, accept_unsure=True).change_sets
            graph.load(path, edition_of=edition, accept_unsure=True, replace=True)
            assert figures(graph) == expected
            after = edition_of(graph.engine, "plan")
            graph.load(path, edition_of=edition or "plan", accept_unsure=True)
            assert edition_of(graph.engine, "plan") == after, "loaded again it changes nothing"
            if number and any(foreseen):
                graph.undo()
                assert edition_of(graph.engine, "plan") == before
                graph.load(path, edition_of=edition, accept_unsure=True, replace=True)
                assert edition_of(graph.engine, "plan") == after


FIRST: Sheet = {"棵數": {(2024, "result"): 5, (2025, "target"): 12}}
SECOND: Sheet = {"棵數": {(2025, "result"): 13, (2026, "target"): 20}}


def test_each_half_of_a_year_cites_its_own_edition_and_is_judged(tmp_path: Path) -> None:
    first = sheet(tmp_path / "plan.csv", FIRST, "114年度列管工作一覽表")
    second = sheet(tmp_path / "next.csv", SECOND, "115年度列管工作一覽表")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(first)
        report = graph.load(second, edition_of="plan")
        assert not report.removed, "nothing goes, so that nobody has to allow it"
        (said,) = [f for f in report.findings if f.code == "figures-kept"]
        assert said.level == "notice" and "2 figures" in said.message() and "Target 2025: 1" in said.message()
        assert figures(graph) == {
            ("棵數", 2024, "result"): (5, "114年度列管工作一覽表"),
            ("棵數", 2025, "target"): (12, "114年度列管工作一覽表"),
            ("棵數", 2025, "result"): (13, "115年度列管工作一覽表"),
            ("棵數", 2026, "target"): (20, "115年度列管工作一覽表"),
        }
        graph.dump(tmp_path / "dump")
    assert not [f for c in api.check(tmp_path / "dump") for f in c.findings if f.level == "error"]
    said_of_year = run("progress", "--db", "own.kgl", "--year", "114", "--lang", "en").out
    assert "The target of 2025 is 12. The result, 13, meets it." in said_of_year


def test_where_both_editions_have_one_name_a_note_says_what_is_from_before(tmp_path: Path) -> None:
    first = sheet(tmp_path / "plan.csv", FIRST, "植樹計畫列管表")
    second = sheet(tmp_path / "next.csv", SECOND, "植樹計畫列管表")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(first)
        graph.load(second, edition_of="plan")
        (row,) = graph.engine.read("MATCH (t:AnnualTarget) WHERE t.year = 2025 RETURN t.note AS note, t.quote AS quote")
        assert row["quote"] == "13" and row["note"].startswith("目標值 12") and "第 3 列" in row["note"]


@pytest.mark.parametrize("changed", [{"unit": "株"}, {"baseline": "115"}])
def test_what_does_not_fit_its_indicator_any_more_goes_and_is_named(tmp_path: Path, changed: dict[str, str]) -> None:
    first = sheet(tmp_path / "plan.csv", FIRST)
    later = {name: {(2027, "target"): 30} for name in FIRST}
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(first)
        second = sheet(tmp_path / "next.csv", later, **changed)
        said = findings(graph, second)
        assert said["figures-not-kept"].details["n"] == (2 if "unit" in changed else 1)
        graph.load(second, edition_of="plan", replace=True, accept_unsure=True)
        assert ("棵數", 2025, "target") not in figures(graph)


def test_only_a_flat_sheet_given_as_an_edition_keeps_them(tmp_path: Path) -> None:
    first = sheet(tmp_path / "plan.csv", FIRST)
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(first)
        whole = {
            "dataset": {"id": "plan", "name": "plan"},
            "indicators": [{"name": "棵數", "unit": "棵", "origin": "editorial", "note": "n"}],
        }
        graph.load(whole, edition_of="plan", replace=True)
        assert not figures(graph)
        graph.undo()
        graph.load(sheet(first, SECOND), replace=True)
        assert {key[1] for key in figures(graph)} == {2025, 2026}, "the same file corrected states all of it"
