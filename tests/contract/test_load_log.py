"""The log of loads and taking the last one back, on each engine: exact, bounded, unseen by everything else."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze import dump
from quanze.api import Graph
from quanze.changes import history
from quanze.changes.transfer import transfer
from quanze.errors import DataError, FindingsError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.graph.removal import ours
from quanze.graph.upsert import update_nodes
from quanze.schema import KIND
from tests.loaders.cases import SAID, Tables, city
from tests.sets import write_csv, write_yaml

Save = Callable[[Tables], Path]


def state(engine: Engine) -> dict[str, object]:
    """Every record and relationship of every data set."""
    found: dict[str, object] = {}
    for row in datasets(engine):
        for label in KIND:
            found |= {f"{label} {i}": p for i, p in dataset_nodes(engine, label, row["id"]).items()}
        for ends in all_ends():
            found |= {k: (ends, *link) for k, link in dataset_relationships(engine, ends, row["id"]).items()}
    return found


def edited(n: int) -> Tables:
    """The city with something added, changed and removed; another one for each ``n``."""
    tables = city()
    tables["agencies"][0]["name_en"] = f"Bureau {n}"
    tables["tasks"].append({"id": f"t/task/{n}", "name": f"任務 {n}", **SAID})
    tables["responsibilities"][1].update(who="甲局", role="審議", locator=str(n))
    return tables


@pytest.fixture
def save(tmp_path: Path) -> Save:
    return lambda tables: write_yaml(tmp_path / "set.yaml", tables)


@pytest.mark.whole
def test_each_load_is_taken_back_in_turn(engine: Engine, save: Save) -> None:
    graph = Graph(engine, "test")
    states = [state(engine)]
    for tables in (city(), edited(1), edited(2)):
        graph.load(save(tables), replace=True)
        states.append(state(engine))
    assert len({str(s) for s in states}) == 4
    for former in reversed(states[:-1]):
        graph.undo()
        assert state(engine) == former
    with pytest.raises(DataError, match="No load is logged"):
        graph.undo()
    graph.load(save(city()))
    assert state(engine) == states[1]
    graph.undo()
    assert state(engine) == states[0]


def test_what_is_logged(engine: Engine, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph(engine, "test")
    path = save(city())
    graph.load(path)
    graph.load(path)
    (first,) = graph.log()
    assert (first["number"], first["action"], first["dataset"], first["source"]) == (1, "load", "t", str(path))
    assert first["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (first["added"], first["changed"], first["removed"]) == (6, 0, 0)
    assert (first["by"], first["undone"], first["can_be_undone"]) == (getpass.getuser(), "", True)
    monkeypatch.setenv(history.NAMES, "no")
    report = graph.load(save(edited(1)))
    last = graph.log()[0]
    assert (last["number"], last["by"]) == (2, "")
    assert (last["added"], last["changed"], last["removed"]) == tuple(
        sum(counts) for counts in zip(*((r["added"], r["changed"], r["removed"]) for r in report.rows), strict=True)
    )
    graph.undo()
    assert [(r["number"], bool(r["undone"]), r["can_be_undone"]) for r in graph.log()] == [
        (2, True, False),
        (1, False, True),
    ]


def test_several_data_sets_of_one_load_go_together(engine: Engine, tmp_path: Path) -> None:
    graph = Graph(engine, "test")
    other = {"tasks": [{"id": "u/task/1", "name": "任務丙", "origin": "editorial", "note": "理由"}]}
    other["responsibilities"] = [
        {"who": "t/agency/a", "role": "主辦", "on": "任務丙", "origin": "editorial", "note": "理由"}
    ]
    about = {"id": "u", "name": "另一", "requires": "t"}
    graph.load(write_csv(tmp_path / "t", city()), write_csv(tmp_path / "u", other, about))
    assert {(r["number"], r["dataset"]) for r in graph.log()} == {(1, "t"), (1, "u")}
    graph.undo()
    assert state(engine) == {}


def test_a_refused_load_is_not_logged(engine: Engine, save: Save) -> None:
    graph = Graph(engine, "test")
    broken = city()
    broken["agencies"][0]["kind"] = "?"
    with pytest.raises(FindingsError):
        graph.load(save(broken))
    assert graph.log() == []


def test_a_change_by_other_means_is_not_undone(engine: Engine, save: Save) -> None:
    graph = Graph(engine, "test")
    graph.load(save(city()))
    graph.load(save(edited(1)))
    props = {**dataset_nodes(engine, "Agency", "t")["t/agency/a"], "name_en": "by hand"}

    def by_hand(transaction: Transaction) -> None:
        transaction.write(update_nodes("Agency"), [{"id": "t/agency/a", "props": props}])
        transaction.keep_load_log(transaction.load_log())

    engine.transact(by_hand)
    before = state(engine)
    with pytest.raises(DataError, match="was changed after its last logged load"):
        graph.undo()
    assert state(engine) == before


@pytest.mark.whole
def test_the_log_is_bounded(engine: Engine, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph(engine, "test")
    monkeypatch.setattr(history, "MOST_LOADS", 3)
    for n in range(6):
        graph.load(save(edited(n)), replace=True)
    assert [r["number"] for r in graph.log()] == [6, 5, 4]
    assert all(r["can_be_undone"] for r in graph.log())
    monkeypatch.setattr(history, "MOST_CHANGES", 700)
    graph.load(save(edited(6)), replace=True)
    assert [r["can_be_undone"] for r in graph.log()] == [True, False, False]
    monkeypatch.setattr(history, "MOST_CHANGES", 10)
    graph.load(save(edited(7)), replace=True)
    before = state(engine)
    with pytest.raises(DataError, match="too large to be taken back"):
        graph.undo()
    assert state(engine) == before


@pytest.mark.whole
def test_nothing_else_sees_the_log(engine: Engine, save: Save, tmp_path: Path) -> None:
    graph = Graph(engine, "test")
    plain = open_engine(tmp_path / "plain.kgl", create=True)
    files = []
    for where, opened in (("a", engine), ("b", plain)):
        Graph(opened, where).load(save(city()))
        Graph(opened, where).load(save(edited(1)))
        files.append([p.read_bytes() for p in dump.dump(opened, tmp_path / where)])
    assert len(graph.log()) == 2
    assert sum(r["count"] for r in graph.query("count_nodes")) == 5, "records only"
    assert set(ours(engine)) == {"Dataset", "Document", "Agency", "Task", "CONVENES", "REVIEWS"}
    assert graph.search("QuanzeLoad") == []
    agencies = set(dataset_nodes(engine, "Agency", "t"))
    assert {n for n, _ in graph.networkx().nodes(data=True)} <= agencies | {"t/task/one"}

    def forget(transaction: Transaction) -> None:
        transaction.write(update_nodes("Task"), [])
        transaction.keep_load_log([])

    engine.transact(forget)
    assert graph.log() == []
    files.append([p.read_bytes() for p in dump.dump(engine, tmp_path / "c")])
    assert files[0] == files[1] == files[2], "a dump is the same with the log and without"


def test_a_copy_is_logged_and_taken_back(engine: Engine, save: Save, tmp_path: Path) -> None:
    source = open_engine(tmp_path / "source.kgl", create=True)
    Graph(source, "source").load(save(city()))
    transfer(source, engine)
    graph = Graph(engine, "test")
    (row,) = graph.log()
    assert (row["action"], row["source"]) == ("copy", source.address)
    assert state(engine) == state(source)
    graph.undo()
    assert state(engine) == {}
