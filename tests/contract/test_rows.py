"""The same rows in the same order: every catalogue query on both engines, on the bundled graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from quanze.bundled import folders
from quanze.dump import dump
from quanze.graph import open_engine, records
from quanze.graph.engine import Engine, Reader
from quanze.loaders.given_rows import given_rows
from quanze.loaders.load import load
from quanze.queries import names, statements
from quanze.queries.briefing import BRIEFED, briefed, briefings
from quanze.queries.coverage import BY, coverage
from quanze.queries.dependencies import analyse, dependencies
from quanze.queries.gaps import gaps
from quanze.queries.matrix_rows import matrix_rows
from quanze.queries.plan_report import plan_report
from quanze.queries.responsibility import duties, who
from quanze.queries.whole_graph import whole_graph
from quanze.queries.workload import workload
from quanze.schema.plan_report import REPORTS
from quanze.schema.rows import Row
from quanze.schema.ways import PARTIES, answered_kinds
from tests.contract.compared import answers, assert_same_rows, parameter_sets
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied
from tests.sets import ABOUT, CITY

Pair = tuple[Engine, Engine]


@pytest.fixture(scope="module")
def bundled(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The bundled graph on the embedded engine and on the server."""
    paths = [p for p in folders() if p.is_dir() and (p.name != "chiayi-indicators" or (p.parent / "sdg").is_dir())]
    with (
        closing(open_engine(tmp_path_factory.mktemp("bundled") / "graph.kgl", create=True)) as here,
        emptied(neo4j_server) as address,
        closing(open_engine(address)) as there,
    ):
        # The plans that ship date no task, and no seat of theirs leads anything itself.
        stated = {"origin": "plan", "source": "測試計畫"}
        seat = {
            "name": "副市長席",
            "seat_title": "副召集人",
            "post": "副市長",
            "seats": "1",
            "body": "推動會",
            **stated,
        }
        own = {
            **CITY,
            "tasks": [{**CITY["tasks"][0], "due": "2026-06-30"}],
            "councils": [{"name": "推動會", **stated}],
            "members": [seat],
            "responsibilities": [
                *CITY["responsibilities"],
                {"who": "副市長席", "role": "主辦", "on": "任務一", **stated},
            ],
        }
        for engine in (here, there):
            load(engine, [*paths, given_rows({"dataset": ABOUT, **own})])
        yield here, there


@pytest.mark.parametrize("name", statements.names())
def test_catalogue_query(bundled: Pair, name: str) -> None:
    asked = list(parameter_sets(statements.get(name), bundled[0]))
    found = answers(bundled, lambda reader: [statements.run(reader, name, parameters) for parameters in asked])
    for parameters, ours, theirs in zip(asked, *found, strict=True):
        assert_same_rows(ours, theirs, f"{name} {parameters}")
    if name.startswith("gap_"):
        return  # a plan without this gap has no row
    assert any(found[0]), f"{name} answered nothing: the comparison would be empty"


@pytest.mark.parametrize("kind", answered_kinds())
def test_who(bundled: Pair, kind: str) -> None:
    ids = [r["id"] for r in statements.run(bundled[0], "records", kinds=[kind])]
    here, there = answers(bundled, lambda reader: who(reader, kind, ids, parties=PARTIES))
    assert here
    assert_same_rows(here, there, kind)


@pytest.mark.parametrize("as_of", ["", "2023-01-01"])
def test_the_whole_graph(bundled: Pair, as_of: str) -> None:
    here, there = answers(bundled, lambda reader: whole_graph(reader, as_of=as_of).held())
    for name, key in (("nodes", "id"), ("links", "key")):
        ours, theirs = ({row[key]: row for row in getattr(whole, name)} for whole in (here, there))
        assert len(ours) > 600 and ours == theirs


def test_records_and_relationships_are_the_same_in_parts(bundled: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = list(whole_graph(bundled[0]).nodes)
    at_once = [row for ends in records.all_ends() for row in records.relationships_in_parts(bundled[0], ends)]
    monkeypatch.setattr(records, "_AT_ONCE", 7)
    monkeypatch.setattr(records, "_PART", 3)

    def in_parts(reader: Reader) -> tuple[list[Row], list[Row], int]:
        parts = [row for ends in records.all_ends() for row in records.relationships_in_parts(reader, ends)]
        found = whole_graph(reader).nodes
        return sorted(parts, key=itemgetter("key")), list(found), len(found)

    for found in answers(bundled, in_parts):
        assert found == (sorted(at_once, key=itemgetter("key")), nodes, len(nodes))


@pytest.mark.parametrize("agency", ["chiayi/agency/epb", "chiayi/agency/city-government", "sdg/agency/who"])
def test_duties(bundled: Pair, agency: str) -> None:
    here, there = answers(bundled, lambda reader: duties(reader, agency))
    assert here
    assert_same_rows(here, there, agency)


@pytest.mark.parametrize("text", ["環保局", "環境", "13.2", "臺北", "溫室氣體", "zzz", "", "'\\\"`|", "環境保護局"])
def test_names(bundled: Pair, text: str) -> None:
    def found(reader: Reader) -> object:
        known = names.Names(reader)
        return names.search(known, text), names.nearest(known, text)

    here, there = answers(bundled, found)
    assert here == there


QUESTIONS: dict[str, Callable[[Reader], Sequence[Any]]] = {
    "gaps": gaps,
    **{f"coverage by {by}": partial(coverage, by=by) for by in BY},
    "dependencies": dependencies,
    "analysis": partial(analyse, scope="all"),
    "workload": workload,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_about_the_whole(bundled: Pair, question: str) -> None:
    here, there = answers(bundled, QUESTIONS[question])
    assert here
    assert_same_rows(here, there, question)


def test_a_matrix(bundled: Pair) -> None:
    here, there = answers(bundled, lambda reader: matrix_rows(reader, rows="indicators"))
    assert here == there


def test_briefings(bundled: Pair) -> None:
    day, since = "2024-06-01", "2023-01-01"
    some, same = answers(bundled, lambda reader: {each: briefed(reader, each, day=day) for each in BRIEFED})
    assert all(some.values()) and some == same
    abouts = [one for of_kind in some.values() for one in of_kind]
    found, theirs = answers(bundled, lambda reader: briefings(reader, abouts, day=day, since=since))
    for kind in {one.about["kind"] for one in found}:
        own = [one for one in found if one.about["kind"] == kind]
        assert any(one.duties for one in own) and any(one.changes for one in own), kind
    assert found == theirs


@pytest.mark.parametrize("sort", REPORTS)
def test_reports(bundled: Pair, sort: str) -> None:
    here, there = answers(bundled, lambda reader: plan_report(reader, sort, day="2024-06-01"))
    assert here.groups and here.coverage and here.gaps
    assert here == there


VALUES: list[tuple[str, dict[str, Any]]] = [
    ("MATCH (a:Agency {id: 'chiayi/agency/epb'}) RETURN a.id AS id, a.aliases AS aliases, a.valid_to AS valid_to", {}),
    ("RETURN {z: 1, a: {y: 1.5, b: null}} AS map, [1, 'x', null, [true]] AS list, 10 / 4 AS i, 1.0 AS f", {}),
    ("UNWIND ['b', '臺', 'a', '台', 'B', '𠮷', 'ｱ', ''] AS x RETURN x ORDER BY x", {}),
    ("UNWIND $xs AS x RETURN x ORDER BY x", {"xs": [3, None, 1, 2]}),
    ("UNWIND $xs AS x RETURN x ORDER BY x DESC", {"xs": [3, None, 1, 2]}),
    ("RETURN date('2021-01-01') AS d, datetime('2021-01-01T00:00:00Z') AS t, duration('P1DT2S') AS p", {}),
    ("MATCH (a:Agency {id: $id}) RETURN a.name AS `機關名稱`", {"id": "chiayi/agency/epb"}),
]


@pytest.mark.parametrize(("text", "parameters"), VALUES)
def test_values(bundled: Pair, text: str, parameters: dict[str, Any]) -> None:
    """As JSON too: the order of the keys of a map is part of what a person sees."""
    here, there = (engine.read(text, parameters) for engine in bundled)
    assert here == there
    assert json.dumps(here, default=str) == json.dumps(there, default=str)


def test_dump_is_the_same(bundled: Pair, tmp_path: Path) -> None:
    texts = []
    for engine, name in zip(bundled, ("here", "there"), strict=True):
        written = dump(engine, tmp_path / name)
        texts.append({p.relative_to(tmp_path / name): p.read_text(encoding="utf-8") for p in written})
    assert texts[0] == texts[1]
    assert texts[0]
