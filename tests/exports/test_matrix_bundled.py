"""Matrices of the bundled graph: what chapter 3 and the UN sheet say is in the right cells; the command writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

import quanze
from quanze.api import Graph
from quanze.cli.app import cli
from quanze.errors import QueryError, UnknownNameError
from quanze.exports.matrix.citation import cite
from quanze.exports.matrix.model import Matrix
from quanze.exports.matrix.xlsx import workbook
from quanze.queries import statements
from quanze.queries.matrix_rows import COLUMNS, ROWS, matrix_rows
from tests.data.chapter import CO_ORGANIZERS, CONVENERS


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with quanze.open() as opened:
        yield opened


def held(matrix: Matrix) -> dict[tuple[str, str], list[str]]:
    """Letters by the names of row and column."""
    return {
        (matrix.rows[r].name.zh, matrix.columns[c].name.zh): [m.letter_text("zh-TW") for m in marks]
        for (r, c), marks in matrix.cells.items()
    }


def test_subgroups_have_one_lead_and_thirteen_partners_each(graph: Graph) -> None:
    cells = held(graph.matrix("subgroups", dataset="chiayi"))
    assert len(cells) == 5 + 65
    for group, lead in CONVENERS.items():
        assert cells[group, lead] == ["召"]
        assert {agency for (row, agency), marks in cells.items() if row == group and marks == ["協"]} == CO_ORGANIZERS


def test_tasks_of_a_subgroup_inherit_and_say_the_way(graph: Graph) -> None:
    matrix = graph.matrix(dataset="chiayi")
    cells = held(matrix)
    tasks = [h for h in matrix.rows if h.group_name.zh in CONVENERS]
    assert len(tasks) == 12
    for task in tasks:
        assert cells[task.name.zh, CONVENERS[task.group_name.zh]] == ["(召)"]
        assert {a for a in CO_ORGANIZERS if cells.get((task.name.zh, a)) == ["(協)"]} == CO_ORGANIZERS
    one = next(a for a in matrix.assignments if a.agency.name.zh == "民政處" and a.item.group_name.zh == "綠色運輸組")
    said = cite(one, "zh-TW", named=True)
    assert said.steps[0].statement == "民政處 協辦機關 綠色運輸組"
    assert "市府各單位均屬協辦機關" in said.steps[0].place
    assert said.steps[1].statement.startswith("綠色運輸組 負責 ")
    english = cite(one, "en", named=True)
    assert english.steps[0].statement == "Department of Civil Affairs 協辦機關 Green Transport Group", (
        "the source's word stays"
    )


def test_council_duties_show_seats_and_stand_in_the_order_of_the_chapter(graph: Graph) -> None:
    matrix = graph.matrix(dataset="chiayi")
    duties = [h.name.zh for h in matrix.rows if h.group_name.zh == "嘉義市氣候變遷因應推動會"]
    assert len(duties) == 8
    assert duties[-1] == "其它有關事項" and duties[2].startswith("檢討每年")
    assert held(matrix)[duties[0], "環境保護局"] == ["(席)"]


def test_the_council_reviews_documents_directly_and_its_seats_by_way_of_it(graph: Graph) -> None:
    matrix = graph.matrix("documents", dataset="chiayi", as_of="2025")
    cells = held(matrix)
    council = [marks for (_, column), marks in cells.items() if column == "嘉義市氣候變遷因應推動會"]
    assert len(council) == 5 and set(map(tuple, council)) == {("審",)}
    assert any(marks == ["(審)"] for (_, column), marks in cells.items() if column == "環境保護局")


def test_our_own_readings_are_marked(graph: Graph) -> None:
    matrix = graph.matrix("indicators", dataset="chiayi-indicators")
    editorial = [a for a in matrix.assignments if a.origin == "editorial"]
    assert editorial, "the links of the published indicators to tasks are ours"
    for marks in matrix.cells.values():
        for mark in marks:
            shown = [a for a in mark.held if a.inherited == mark.inherited]
            assert mark.editorial == all(a.origin == "editorial" for a in shown)


@pytest.mark.whole
def test_about_narrows_to_a_body_an_agency_or_a_goal(graph: Graph) -> None:
    groups = {h.group_name.zh for h in graph.matrix(about="綠色運輸組").rows}
    assert groups == {"綠色運輸組"}
    by_agency = graph.matrix(about="交通處")
    assert {h.group_name.zh for h in by_agency.rows} == {"綠色運輸組"}
    codes = {h.id for h in graph.matrix("sdg-targets", about="13").rows}
    assert len(codes) == 5, "13.1, 13.2, 13.3, 13.a, 13.b"
    assert {h.name.zh for h in graph.matrix("subgroups", about="建構對環境友善且永續發展的運輸").rows} == {"綠色運輸組"}
    indicators = graph.matrix("indicators", about="13", dataset="sdg")
    goals = {h.id.rsplit("/", 1)[-1].split(".")[0] for h in indicators.rows}
    assert goals == {"13", "1", "4"}, "13.1.1 is also 1.5.1, and 13.3.1 also 4.7.1"
    with pytest.raises(UnknownNameError):
        graph.matrix(about="沒有這個東西")


@pytest.mark.whole
def test_targets_are_counted_as_numbers(graph: Graph) -> None:
    names = [h.id for h in graph.matrix("sdg-targets").rows]
    at = [
        next(i for i, n in enumerate(names) if n.endswith(f"/{code}"))
        for code in ("1.1", "1.5", "2.1", "10.1", "13.2", "17.1", "17.10")
    ]
    assert at == sorted(at)


def test_what_does_not_hold_on_a_day_is_left_out(graph: Graph) -> None:
    today, before = graph.matrix("documents", as_of="2024-01-01"), graph.matrix("documents", as_of="民國100年")
    assert len(before.assignments) <= len(today.assignments)
    assert today.heading.as_of == "2024-01-01"
    with pytest.raises(QueryError):
        graph.matrix(as_of="昨天")


@pytest.mark.slow
def test_every_pair_of_rows_and_columns_works_in_every_format(graph: Graph, tmp_path: Path) -> None:
    for rows in ROWS:
        for columns in COLUMNS:
            if rows == columns:
                with pytest.raises(QueryError):
                    graph.matrix(rows, columns)
                continue
            matrix = graph.matrix(rows, columns, dataset="chiayi")
            assert bool(matrix.rows) == (rows != "sdg-targets"), "the plan names no SDG target"
            for ending in (".csv", ".md", ".html", ".xlsx"):
                assert matrix.write(tmp_path / f"{rows}-{columns}{ending}")


def test_subgroups_as_columns_show_who_undertakes(graph: Graph) -> None:
    cells = held(graph.matrix(columns="subgroups", dataset="chiayi"))
    assert cells["建構對環境友善且永續發展的運輸", "綠色運輸組"] == ["負"]


def test_a_matrix_nobody_knows_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="seats"):
        matrix_rows(graph.engine, rows="people")


@pytest.mark.whole
def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    run = CliRunner()
    printed = run.invoke(cli, ["matrix", "--dataset", "chiayi", "--lang", "zh-TW"])
    assert printed.exit_code == 0, printed.output
    assert "| 清淨環境組" in printed.stdout and "[^1]: " in printed.stdout
    long = run.invoke(cli, ["matrix", "--dataset", "chiayi", "--long", "--lang", "en"])
    lines = list(csv.reader(io.StringIO(long.stdout)))
    assert lines[0][0] == "No." and {len(line) for line in lines} == {22}
    target = tmp_path / "推動會 矩陣.csv"
    written = run.invoke(
        cli,
        [
            "matrix",
            "--rows",
            "subgroups",
            "--scheme",
            "raci",
            "--inherited",
            "hide",
            "--long",
            "--bom",
            "-o",
            str(target),
        ],
    )
    assert written.exit_code == 0, written.output
    assert sorted(p.name for p in tmp_path.iterdir()) == ["推動會 矩陣.csv", "推動會 矩陣.long.csv"]
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--scheme", "darci"], 1, "raci"),
        (["--about", "沒有這個東西"], 4, "沒有這個東西"),
        (["--rows", "people"], 2, "seats"),
        (["-o", "m.doc"], 1, ".xlsx"),
        (["--crosswalk", "absent.csv"], 1, "absent.csv"),
    ],
)
def test_the_command_fails_with_advice(
    arguments: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["matrix", "--lang", "en", *arguments])
    assert done.exit_code == code, done.output
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.whole
def test_the_councils_own_duties_are_not_left_to_nobody(graph: Graph) -> None:
    empty = {head.id for head in graph.matrix().empty_rows()}
    own = {head.id for head in graph.matrix().rows if head.own_duty}
    assert own and not own & empty
    undertaken = {
        row["to"]
        for council in graph.records("Council")
        for row in graph.links(council["id"])
        if row["type"] == "UNDERTAKES"
    }
    assert own <= undertaken


@pytest.mark.slow
def test_letters_without_evidence_are_those_with_it(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that only their paths put in order: the words of several roles of one agency on one item."""
    for scheme in ("source", "raci"):
        cited = graph.matrix("indicators", scheme=scheme)
        bare = graph.matrix("indicators", scheme=scheme, evidence=False)
        assert bare.text("csv") == cited.text("csv")
        assert held(bare) == held(cited)
    monkeypatch.setattr("quanze.queries.matrix_rows.MOST_CITED", len(cited.assignments) - 1)
    for format_ in ("html", "md"):
        text = graph.matrix("indicators", evidence=None, lang="en").text(format_)
        assert f"The matrix has {len(cited.assignments):,} assignments" in text
        assert len(text) < len(cited.text(format_, lang="en"))
        assert "<ol>" not in text and "[^9]" not in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(graph.matrix("indicators", evidence=None), "en")))
    assert book.sheet_names == ["Responsibility matrix", "Legend"]


def test_a_matrix_that_is_too_large_is_refused_before_its_roles_are_read(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = sum(row["count"] for row in statements.run(graph.engine, "count_roles", kinds=("Task",)))
    monkeypatch.setattr("quanze.queries.matrix_rows.MOST_ANSWERS", roles - 1)
    with monkeypatch.context() as unread:
        unread.setattr("quanze.queries.matrix_rows.walks_to", None)
        with pytest.raises(QueryError, match="--about NAME"):
            graph.matrix("tasks")
    monkeypatch.setattr("quanze.queries.matrix_rows.MOST_ANSWERS", roles)  # as many follow through groups
    with pytest.raises(QueryError, match="--about NAME"):
        graph.matrix("tasks")
    assert graph.matrix("tasks", about="清淨能源推廣").assignments
    monkeypatch.setattr("quanze.queries.matrix_rows.MOST_ANSWERS", 0)
    monkeypatch.setattr("quanze.queries.matrix_rows.walks_to", None)
    with pytest.raises(QueryError, match="--about NAME"):
        graph.matrix("subgroups", about="環保局")
