"""What every engine promises: all or nothing, reads that only read, errors of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.bundled import folders
from quanze.changes.transfer import transfer
from quanze.errors import EngineError, QueryError, QueryTimeoutError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.upsert import create_nodes, create_relationships, delete_nodes, update_nodes
from quanze.loaders.load import load

CHIAYI = [p for p in folders() if p.name in ("climate-act", "chiayi")]
ALL = "MATCH (n:Agency) RETURN n.id AS id, n.name AS name ORDER BY id"


def agency(id_: str, **props: Any) -> dict[str, Any]:
    return {"id": id_, "props": {"id": id_, "name": id_, "kind": "bureau", "dataset": "d", "search_key": "", **props}}


def test_a_failed_unit_of_work_leaves_nothing(engine: Engine) -> None:
    def work(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), [agency("a"), agency("b")])
        assert len(transaction.read(ALL)) == 2, "a transaction sees its own writes"
        raise KeyError("on purpose")

    with pytest.raises(KeyError):
        engine.transact(work)
    assert engine.read(ALL) == []


def test_a_unit_of_work_lands_and_gives_its_result(engine: Engine) -> None:
    def work(transaction: Transaction) -> int:
        transaction.write(create_nodes("Agency"), [agency("a"), agency("b", aliases=["甲", "乙"])])
        transaction.write(update_nodes("Agency"), [agency("a", name="新")])
        transaction.write(delete_nodes("Agency"), [{"id": "b"}])
        return 7

    assert engine.transact(work) == 7
    assert engine.read(ALL) == [{"id": "a", "name": "新"}]


def test_an_update_replaces_all_properties(engine: Engine) -> None:
    def first(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), [agency("a", note="old")])

    def second(transaction: Transaction) -> None:
        transaction.write(update_nodes("Agency"), [agency("a")])

    engine.transact(first)
    engine.transact(second)
    assert engine.read("MATCH (n:Agency) RETURN n.note AS note") == [{"note": None}]


@pytest.mark.parametrize("rows", [3, 2_500])
def test_a_relationship_to_nobody_is_refused(engine: Engine, rows: int) -> None:
    """In small numbers and in bulk: a row that matches nothing must not vanish."""
    ends = ("CO_ORGANIZES", "Agency", "Subgroup")

    def work(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), [agency(f"a{i}") for i in range(rows)])
        links = [{"from": f"a{i}", "to": "nobody", "key": str(i), "props": {"key": str(i)}} for i in range(rows)]
        transaction.write(create_relationships(ends), links)

    with pytest.raises(EngineError):
        engine.transact(work)
    assert engine.read(ALL) == []


def test_deleting_a_node_that_is_still_tied_is_refused(engine: Engine) -> None:
    ends = ("PART_OF", "Agency", "Agency")

    def first(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), [agency("a"), agency("b")])
        transaction.write(create_relationships(ends), [{"from": "a", "to": "b", "key": "k", "props": {"key": "k"}}])

    def second(transaction: Transaction) -> None:
        transaction.write(delete_nodes("Agency"), [{"id": "b"}])

    engine.transact(first)
    with pytest.raises((EngineError, QueryError)):
        engine.transact(second)
    assert len(engine.read(ALL)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Agency {id: 'x'})",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Agency {id: 'x'}) RETURN n.id AS id",
        "CREATE INDEX x FOR (n:Agency) ON (n.note)",
        "MATCH (n RETURN n",
        "RETURN $missing",
        "EXPLAIN MATCH (n) RETURN n",
    ],
)
def test_reads_refuse_writes_and_wrong_text(engine: Engine, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        engine.read(text)
    assert caught.value.message.strip()
    assert engine.read("MATCH (n:Agency) RETURN count(*) AS n") == [{"n": 0}]


@pytest.mark.whole
def test_a_long_query_is_ended(engine: Engine) -> None:
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = b RETURN count(*) AS n"
    with pytest.raises(QueryTimeoutError):
        engine.read(text, timeout=0.3)
    assert engine.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_limit_keeps_the_first_rows(engine: Engine) -> None:
    assert engine.read("UNWIND range(1, 50000) AS x RETURN x ORDER BY x", limit=3) == [{"x": 1}, {"x": 2}, {"x": 3}]
    assert engine.read("RETURN 1 AS x", limit=3) == [{"x": 1}]


def test_prepare_twice_and_status(engine: Engine) -> None:
    engine.prepare()
    assert [r for r in engine.status() if r["state"] != "online"] == []


@pytest.mark.whole
def test_the_same_load_twice_changes_nothing(engine: Engine) -> None:
    first = load(engine, CHIAYI)
    assert sum(r["added"] for r in first.rows) > 300
    second = load(engine, CHIAYI)
    assert {(r["added"], r["changed"], r["removed"]) for r in second.rows} == {(0, 0, 0)}
    assert sum(r["unchanged"] for r in second.rows) == sum(r["added"] for r in first.rows)


@pytest.mark.whole
def test_copy_to_another_engine_is_equal(engine: Engine, tmp_path: Path) -> None:
    from quanze.dump import dump

    load(engine, CHIAYI)
    other = open_engine(tmp_path / "copy.kgl", create=True)
    report = transfer(engine, other)
    assert {r["dataset"] for r in report} == {"climate-act", "chiayi"}
    assert all(r["written"] == r["nodes"] + r["relationships"] for r in report)
    assert all(r["written"] == 0 for r in transfer(other, engine)), "and back: nothing is left to write"
    texts = [
        {p.relative_to(tmp_path / n): p.read_text("utf-8") for p in dump(e, tmp_path / n)}
        for e, n in ((engine, "one"), (other, "two"))
    ]
    assert texts[0] == texts[1]
    other.close()


def test_parallel_relationships_in_bulk_stay_apart(engine: Engine) -> None:
    """Two statements about the same two nodes are two relationships, also when the type already starts at that kind."""
    subgroup, task = ("CO_ORGANIZES", "Agency", "Subgroup"), ("CO_ORGANIZES", "Agency", "Task")

    def link(start: int, end: str, key: str) -> dict[str, Any]:
        return {"from": f"a{start}", "to": end, "key": key, "props": {"key": key, "wording": f"w{key}"}}

    links = [link(i // 2, "t", str(i)) for i in range(2_500)]

    def work(transaction: Transaction) -> None:
        transaction.write(create_nodes("Agency"), [agency(f"a{i}") for i in range(1_250)])
        transaction.write(create_nodes("Subgroup"), [agency("s")])
        transaction.write(create_nodes("Task"), [agency("t")])
        transaction.write(create_relationships(subgroup), [link(0, "s", "first")])
        transaction.write(create_relationships(task), links)

    engine.transact(work)
    found = engine.read(
        "MATCH (a:Agency)-[r:CO_ORGANIZES]->(t:Task) RETURN a.id AS start, r.key AS key, r.wording AS wording "
        "ORDER BY key"
    )
    wanted = [{"start": r["from"], "key": r["key"], "wording": f"w{r['key']}"} for r in links]
    assert found == sorted(wanted, key=lambda r: r["key"])


@pytest.mark.parametrize("rows", [4, 2_500])
def test_values_and_gaps_come_back_as_they_were(engine: Engine, rows: int) -> None:
    """Few and in bulk: whole numbers stay whole beside gaps, lists stay lists, what is absent stays absent."""
    given = [
        agency(
            f"i{i:05}",
            **({"baseline_year": 2000 + i, "baseline_value": i / 2, "aliases": [f"甲{i}"]} if i % 2 else {"note": "n"}),
        )
        for i in range(rows)
    ]
    engine.transact(lambda transaction: transaction.write(create_nodes("Indicator"), given))
    names = ("id", "baseline_year", "baseline_value", "aliases", "note")
    found = engine.read(f"MATCH (n:Indicator) RETURN {', '.join(f'n.{n} AS {n}' for n in names)} ORDER BY id")
    assert found == [{n: row["props"].get(n) for n in names} for row in given]
    assert {type(r["baseline_year"]) for r in found} == {int, type(None)}
