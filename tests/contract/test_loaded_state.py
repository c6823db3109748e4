"""What is taken as unchanged by its marks, and what is not, on each engine."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quanze.api import Graph
from quanze.changes import loaded_state
from quanze.changes.edition import Edition, Link, edition_of
from quanze.changes.loaded_state import Marks, marks_of, states
from quanze.errors import FileError, FindingsError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Reader, Transaction
from quanze.graph.records import dataset_nodes, dataset_relationships
from quanze.graph.upsert import update_nodes
from quanze.loaders import load as loading
from quanze.schema.rows import Row
from tests.loaders.cases import SAID, Tables, city
from tests.sets import write_csv

OTHER: Tables = {"tasks": [{"id": "u/task/1", "name": "任務丙", **SAID}]}


@pytest.fixture
def graph(engine: Engine) -> Graph:
    return Graph(engine, "test")


def is_taken_as_loaded(graph: Graph, *paths: Path) -> bool:
    """Whether a load of these files checks none of them; what it reports is the same in either case."""
    checked: list[Any] = []

    def check(*given: Any, **options: Any) -> list[loading.Checked]:
        checked.append(given)
        return checking(*given, **options)

    with pytest.MonkeyPatch.context() as patch:
        checking = loading.check
        patch.setattr(loading, "check", check)
        report = graph.load(*paths)
    assert all((r["added"], r["changed"], r["removed"]) == (0, 0, 0) for r in report.rows)
    assert sum(r["unchanged"] for r in report.rows) == sum(
        edition_of(graph.engine, dataset).count() for dataset in {r["dataset"] for r in report.rows}
    )
    return not checked


def test_marks_of_a_file_are_those_of_what_the_graph_gives_back(graph: Graph, tmp_path: Path) -> None:
    graph.load(write_csv(tmp_path / "t", city()))
    (state,) = states(graph.engine.load_log()).values()
    assert state.groups == marks_of(edition_of(graph.engine, "t")).groups
    assert set(state.groups) >= {"Dataset", "Agency", "CONVENES Agency Task"}


def test_rows_that_exchange_their_properties_are_not_the_same_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded_state, "_LARGE", 1)
    monkeypatch.setattr(loaded_state, "_BEGIN", 0)

    def marks(first: str, second: str) -> Marks:
        links: dict[str, Link] = {"1": ("a", "b", {"key": "1", first: "x"}), "2": ("a", "b", {"key": "2", second: "y"})}
        return marks_of(Edition("t", {"id": "t"}, links={("CONVENES", "Agency", "Task"): links}))

    one, other = marks("note", "quote"), marks("quote", "note")
    assert list(one.parts) == ["CONVENES Agency Task"]
    assert one.parts != other.parts and one.groups != other.groups


def test_files_as_they_were_loaded_are_not_checked_again(graph: Graph, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    graph.load(one)
    assert is_taken_as_loaded(graph, one)
    (one / "tasks.csv").write_bytes((one / "tasks.csv").read_bytes() + b"\n")
    assert not is_taken_as_loaded(graph, one), "another file, though it says the same"
    assert is_taken_as_loaded(graph, one), "the second time it is known"


@pytest.mark.whole
def test_another_data_set_and_an_undoing_make_a_file_unknown(graph: Graph, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    other = write_csv(tmp_path / "u", OTHER, {"id": "u", "name": "另一", "requires": "t"})
    graph.load(one)
    graph.load(other)
    assert not is_taken_as_loaded(graph, one), "it may name a record of the other now"
    assert is_taken_as_loaded(graph, one, other)
    graph.undo()
    assert not is_taken_as_loaded(graph, one)
    assert is_taken_as_loaded(graph, one)
    assert not states(graph.engine.load_log()).keys() & {"u"}


def test_a_warning_is_told_at_every_load(graph: Graph, tmp_path: Path) -> None:
    tables = city()
    tables["tasks"][0]["colour"] = "green"
    path = write_csv(tmp_path / "t", tables)
    told = [f.code for f in graph.load(path).findings]
    assert told
    assert [f.code for f in graph.load(path).findings] == told


def test_a_table_that_differs_is_read_and_no_other(graph: Graph, tmp_path: Path) -> None:
    graph.load(write_csv(tmp_path / "t", city()))
    tables = city()
    tables["agencies"][0]["name_en"] = "Bureau"
    changed = write_csv(tmp_path / "t", tables)
    asked: list[str] = []

    def read(reader: Reader, kind: str, dataset: str | None) -> dict[str, Row]:
        asked.append(kind)
        return dataset_nodes(reader, kind, dataset)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaded_state, "dataset_nodes", read)
        (row,) = graph.preview(changed).rows
    assert (row["kind"], row["field"], row["after"]) == ("Agency", "name_en", "Bureau")
    if graph.engine.only_logged():
        assert asked == ["Dataset", "Agency"]
    graph.load(changed)
    assert edition_of(graph.engine, "t").nodes["Agency"]["t/agency/a"]["name_en"] == "Bureau"


@pytest.mark.whole
@pytest.mark.parametrize("by_keys", [False, True])
def test_of_a_large_group_what_differs_is_read_and_little_else(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_keys: bool
) -> None:
    """A large group is read by parts, a smaller one by keys, and in full where rows differ that keep their keys."""
    monkeypatch.setattr(loaded_state, "_MANY" if by_keys else "_LARGE", 20)
    read: list[int] = []

    def reading(*given: Any) -> dict[str, Link]:
        found = dataset_relationships(*given)
        read.append(len(found))
        return found

    monkeypatch.setattr(loaded_state, "dataset_relationships", reading)
    chance = Random(14)
    names = [f"{n}局" for n in range(12)]
    tables = city()
    tables["agencies"] += [{"id": f"t/agency/{name}", "name": name, "kind": "bureau", **SAID} for name in names]
    tables["tasks"] += [{"id": f"t/task/{name}", "name": f"任務{name}", **SAID} for name in names]
    roles = [{"who": who, "role": "協辦", "on": f"任務{on}", **SAID} for who in names for on in names]
    own = {"responsibilities": roles}
    graph.load(write_csv(tmp_path / "t", {**tables, **own}))
    for i in range(4):
        for row in chance.sample(roles, 4):
            row["locator" if by_keys and i else chance.choice(("note", "quote", "locator"))] = f"改{i}"
        roles.remove(chance.choice(roles))
        roles.append({"who": "甲局", "role": "協辦", "on": f"任務{names.pop()}", **SAID})
        changed = write_csv(tmp_path / "t", {**tables, **own})
        read.clear()
        links = graph.preview(changed).change_sets[0].links
        apart = sum(read)
        with monkeypatch.context() as patch:
            patch.setattr(loaded_state, "_MOST_READ", 10**9)
            patch.setattr(loaded_state, "_MANY", 10**9)
            assert {ends: sorted(map(repr, found)) for ends, found in links.items()} == {
                ends: sorted(map(repr, found)) for ends, found in graph.preview(changed).change_sets[0].links.items()
            }
        if graph.engine.only_logged():
            assert (apart < 40) == (i > 0 or not by_keys)
        graph.load(changed)
        assert not graph.preview(changed).change_sets[0].links


@pytest.mark.whole
def test_what_somebody_wrote_by_hand_is_found(graph: Graph, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    graph.load(one)
    props = {**dataset_nodes(graph.engine, "Agency", "t")["t/agency/a"], "name_en": "by hand"}

    def by_hand(transaction: Transaction) -> None:
        transaction.write(update_nodes("Agency"), [{"id": "t/agency/a", "props": props}])

    graph.engine.transact(by_hand)
    assert [(r["field"], r["before"]) for r in graph.preview(one).rows] == [("name_en", "by hand")]
    report = graph.load(one)
    assert sum(r["changed"] for r in report.rows) == 1
    assert "name_en" not in edition_of(graph.engine, "t").nodes["Agency"]["t/agency/a"]


def test_a_file_of_a_new_version_of_the_code_is_checked(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write_csv(tmp_path / "t", city())
    graph.load(one)
    monkeypatch.setattr(loaded_state, "code_mark", lambda *_: 1)
    assert not is_taken_as_loaded(graph, one)


def test_a_graph_in_the_place_of_another_has_no_marks(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    Graph(open_engine(tmp_path / "a.kgl", create=True), "a").load(one)
    other = Graph(open_engine(tmp_path / "b.kgl", create=True), "b")
    tables = city()
    tables["agencies"][0]["name_en"] = "Bureau"
    other.load(write_csv(tmp_path / "v", tables))
    shutil.copy(tmp_path / "b.kgl", tmp_path / "a.kgl")
    graph = Graph(open_engine(tmp_path / "a.kgl"), "a")
    assert sum(r["changed"] for r in graph.load(one).rows) == 1


def test_a_wrong_file_is_refused_each_time(graph: Graph, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    graph.load(one)
    tables = city()
    tables["agencies"][0]["kind"] = "?"
    wrong = write_csv(tmp_path / "t", tables)
    for _ in range(2):
        with pytest.raises(FindingsError):
            graph.load(wrong)


def test_what_is_no_file_is_refused_beside_files_that_are_as_they_were(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "t", city())
    graph = Graph(open_engine(tmp_path / "a.kgl", create=True), "a")
    graph.load(one)
    added = one / "indicators.csv"
    added.symlink_to(tmp_path / "nowhere.csv")
    with pytest.raises(FileError):
        graph.load(one)
    added.unlink()
    added.mkdir()
    with pytest.raises(FileError):
        graph.load(one)
    added.rmdir()
    assert is_taken_as_loaded(graph, one)
    shutil.move(one / "tasks.csv", tmp_path / "tasks.csv")
    (one / "tasks.csv").symlink_to(tmp_path / "tasks.csv")
    assert [f.code for f in graph.load(one).findings] == ["link-outside"]
