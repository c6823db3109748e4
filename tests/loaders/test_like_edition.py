"""Next year's sheet under another name is not a second plan in silence."""

from pathlib import Path

import pytest

import quanze
from quanze import api
from quanze.errors import FindingsError
from tests.cli.running import run

HEADS = "任務,主辦機關\n"
FIRST = {"公車電動化": "交通局", "種樹": "公園處", "節電": "環境保護局"}


def sheet(path: Path, rows: dict[str, str]) -> Path:
    path.write_text(HEADS + "".join(f"{task},{lead}\n" for task, lead in rows.items()), encoding="utf-8")
    return path


def codes(path: Path, graph: api.Graph, edition_of: str = "") -> list[str]:
    (checked,) = api.check(path, graph, edition_of=edition_of)
    return [f.code for f in checked.findings if "edition" in f.code]


def test_a_second_edition_stops_until_somebody_says_which_it_is(tmp_path: Path) -> None:
    first = sheet(tmp_path / "plan-2026.csv", FIRST)
    second = sheet(tmp_path / "plan-2027.csv", {**FIRST, "淨灘": "海洋局"})
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(first)
        for stopped in (graph.load, graph.preview):
            with pytest.raises(FindingsError) as raised:
                stopped(second)
            (found,) = [f for f in raised.value.findings if f.code == "like-edition"]
            assert found.value == "plan-2026" and "3 of its 4 agencies and 3 of its 4 tasks" in found.message()
            assert "--edition-of plan-2026" in found.advice()
        assert codes(first, graph) == [], "the same file once more"
        assert codes(second, graph, edition_of="plan-2026") == codes(second, graph, edition_of="-") == []
        assert any(graph.diff(first, second).change_sets), "two files are compared beside what is loaded"
        graph.load(second, edition_of="-")
        assert {row["id"] for row in graph.datasets()} == {"plan-2026", "plan-2027"}


@pytest.mark.parametrize(
    "rows",
    [
        {"路燈": "交通局", "清溝": "公園處", "補助": "環境保護局"},  # another plan of the city
        {"公車電動化": "客運處", "種樹": "綠地處", "節電": "能源處"},  # the same tasks in another city
        {"公車電動化": "交通局", "路燈": "工務局", "清溝": "水利局"},
    ],
)
def test_another_plan_is_no_edition(tmp_path: Path, rows: dict[str, str]) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", FIRST))
        assert codes(sheet(tmp_path / "other.csv", rows), graph) == []


def test_of_two_sheets_given_together_the_second_is_held_against_the_first(tmp_path: Path) -> None:
    files = [sheet(tmp_path / name, FIRST) for name in ("a.csv", "b.csv")]
    assert ["like-edition" in [f.code for f in c.findings] for c in api.check(files)] == [False, True]


def test_a_draft_of_a_later_edition_is_named_and_loads(tmp_path: Path) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", FIRST))
        quanze.read(sheet(tmp_path / "plan-2027.csv", FIRST)).write(tmp_path / "draft.xlsx")
        assert codes(tmp_path / "draft.xlsx", graph) == ["draft-like-edition"]


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("環保局", "環保局 = 環境保護局"),  # short for the other
        ("某某市政府交通局", "某某市政府交通局"),  # with its government
        ("某某市政府環保局", "某某市政府環保局 = 環境保護局"),
        ("交通处", ""),
        ("環境局處", ""),
        ("園處", ""),  # two characters say nothing
    ],
)
def test_agencies_under_another_form_of_their_names_are_named(tmp_path: Path, name: str, named: str) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", FIRST))
        (checked,) = api.check(sheet(tmp_path / "other.csv", {"路燈": name}), graph)
        found = [f.message() for f in checked.findings if f.code == "same-agencies"]
        assert bool(found) == bool(named) and all(named in one for one in found)
        before = graph.counts()
        graph.load(tmp_path / "other.csv")
        assert len(graph.records("Agency")) == len(FIRST) + 1 and graph.counts() != before, "never merged unasked"


def test_agencies_that_are_there_already_are_named(tmp_path: Path) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", FIRST))
        other = sheet(tmp_path / "other.csv", {"路燈": "交通局", "清溝": "水利局"})
        (checked,) = api.check(other, graph)
        (found,) = [f for f in checked.findings if f.code == "same-agencies"]
        assert found.level == "warning" and "1 of its 2 agencies" in found.message() and "交通局" in found.message()
        assert "read DOCUMENT --add" in found.advice()
        graph.load(other)
    said = run("workload", "--db", "own.kgl", "--lang", "en").out
    assert said.count("交通局") == 2 and "plan-2026" in said and "other" in said


def test_what_a_load_removes_is_named_without_a_terminal_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    many = {f"任務{n}": "交通局" for n in range(30)}
    first, later = sheet(tmp_path / "plan.csv", {**many, "種樹": "公園處"}), many
    assert "removed" not in run("load", first, "--db", "own.kgl", "--lang", "en").err
    said = run("load", sheet(first, later), "--db", "own.kgl", "--lang", "en").err
    assert "2 records were removed: Agency “公園處”; Task “種樹”. `quanze undo` takes the load back." in said
    said = run("load", sheet(first, {"路燈": "交通局"}), "--db", "own.kgl", "--lang", "zh-TW", "--replace").err
    assert "已移除 30 筆紀錄" in said and said.count("任務「") == 10 and "另有 20 項" in said


@pytest.mark.parametrize("government, twice", [("海山市政府", True), ("山海市政府", False)])
def test_the_bureaus_of_two_cities_are_not_the_same(tmp_path: Path, government: str, twice: bool) -> None:
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", {**FIRST, "盤查": "海山市政府"}))
        other = sheet(tmp_path / "other.csv", {"路燈": "交通局", "清溝": "水利局", "盤點": government})
        (checked,) = api.check(other, graph)
    assert ("same-agencies" in {f.code for f in checked.findings}) == twice


@pytest.mark.parametrize(("tasks", "warned"), [(("種樹", "節電", "淨灘"), True), (("路燈", "清溝", "淨灘"), False)])
def test_tables_whose_own_id_is_new_are_warned_about_where_they_are_the_same_plan(
    tasks: tuple[str, ...], warned: bool, tmp_path: Path
) -> None:
    text = "dataset:\n  id: y2027\n  name: 計畫\nagencies:\n"
    text += "".join(
        f"- {{id: y2027/agency/{n}, name: {name}, kind: bureau, origin: editorial, note: x}}\n"
        for n, name in enumerate(FIRST.values())
    )
    text += "tasks:\n"
    text += "".join(
        f"- {{id: y2027/task/{n}, name: {name}, origin: editorial, note: x}}\n" for n, name in enumerate(tasks)
    )
    later = tmp_path / "later.yaml"
    later.write_text(text, encoding="utf-8")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(sheet(tmp_path / "plan-2026.csv", FIRST))
        assert codes(later, graph) == ["set-like-edition"] * warned
        graph.load(later)
        assert codes(later, graph) == [], "once it is loaded it is a data set of its own"
