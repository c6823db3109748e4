"""Change sets of drawn data sets: none between equals; written to the first edition they make the second, and back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from quanze.changes.change_set import ChangeSet, compare
from quanze.changes.comparison import compared
from quanze.changes.edition import Edition, edition_of
from quanze.changes.pairs import likeliest
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from quanze.graph.upsert import Changes, apply
from quanze.schema.rows import PlanChange
from tests import draws
from tests.changes.editions import edition, two_editions
from tests.loaders.cases import Tables, city
from tests.sets import snapshot

PROPERTY = settings(
    deadline=None,
    max_examples=draws.of(16, 100),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def write(engine: Engine, change_set: ChangeSet) -> None:
    changes = Changes()
    change_set.write_into(changes)
    engine.transact(lambda transaction: apply(transaction, changes))


def states_of(rows: Iterable[PlanChange]) -> set[tuple[str, ...]]:
    """The changes, by what they are changes of."""
    return {tuple(repr(row[k]) for k in ("change", "id", "id_before", "field", "before", "after")) for row in rows}


def graph_of(folder: Path, name: str, wanted: Edition) -> Engine:
    engine = open_engine(folder / f"{name}.kgl", create=True)
    write(engine, compare(Edition(wanted.dataset), wanted))
    return engine


@PROPERTY
@given(two_editions())
@pytest.mark.slow
def test_written_it_makes_the_second_edition_and_reversed_the_first(drawn: tuple[Tables, Tables]) -> None:
    first, second = map(edition, drawn)
    with tempfile.TemporaryDirectory() as folder:
        graph = graph_of(Path(folder), "a", first)
        old = snapshot(graph)
        new = snapshot(graph_of(Path(folder), "b", second))
        change_set = compare(edition_of(graph, first.dataset), second)
        assert bool(change_set) == (old != new)
        if change_set:
            write(graph, change_set)
        assert snapshot(graph) == new
        if change_set:
            write(graph, change_set.reversed())
        assert snapshot(graph) == old


@PROPERTY
@given(two_editions())
@pytest.mark.slow
def test_what_changes_is_told_and_nothing_else(drawn: tuple[Tables, Tables]) -> None:
    first, second = map(edition, drawn)
    titles = ("before", "after")
    same = compared([first], [first], titles=titles)
    assert (same.rows, same.agencies, same.unsure) == ([], [], [])
    assert not any(same.change_sets)
    found = compared([first], [second], titles=titles)
    (change_set,) = found.change_sets
    assert bool(found.rows) == bool([*change_set.record_changes()])
    told = {i for row in found.rows for i in (row["id"], row["id_before"])}
    for changes in change_set.nodes.values():
        for before, after in (change for change in changes if not change.moved):
            assert {p["id"] for p in (before, after) if p} & told, "a record changes and no row says so"
    joined = compared([first], [second], titles=titles, reviewed=likeliest(found.unsure))
    as_two, as_one = states_of(found.rows), states_of(joined.rows)
    assert states_of(row for row in found.rows if not row["unsure"]) == as_two & as_one
    assert states_of(row for row in found.rows if row["unsure"]) == as_two - as_one
    assert states_of(found.if_same) == as_one - as_two, "what a new name hides is said"
    assert all(row["message_zh"] and row["message_en"] for row in (*found.rows, *found.if_same))


def test_counts_are_those_of_the_change_set() -> None:
    after = city()
    after["tasks"].append({"id": "t/task/two", "name": "任務二", "origin": "plan", "source": "測試計畫"})
    after["agencies"][1]["name_en"] = "Office B"
    del after["responsibilities"][1]
    rows = {row["table"]: row for row in compare(edition(city()), edition(after)).counts()}
    assert {t: (r["added"], r["changed"], r["removed"], r["unchanged"]) for t, r in rows.items()} == {
        "documents": (0, 0, 0, 1),
        "agencies": (0, 1, 0, 1),
        "tasks": (1, 0, 0, 1),
        "responsibilities": (0, 0, 1, 1),
    }


def test_a_role_that_only_another_document_states_now_is_changed_not_lost() -> None:
    after = city()
    after["documents"].append({"id": "t/document/next", "name": "下一期計畫", "kind": "plan"})
    for row in after["responsibilities"]:
        row["source"] = "下一期計畫"
    del after["responsibilities"][0]
    found = compare(edition(city()), edition(after)).counts()
    (roles,) = [row for row in found if row["table"] == "responsibilities"]
    assert (roles["added"], roles["changed"], roles["removed"], roles["unchanged"]) == (0, 1, 1, 0)
