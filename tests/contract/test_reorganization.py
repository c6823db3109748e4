"""Planned changes on drawn graphs and both engines: a load brings what was shown, and a merger can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quanze.api import Graph
from quanze.changes.edition import editions_of
from quanze.errors import FindingsError
from quanze.graph.engine import Engine, Reader
from quanze.queries.matrix_rows import ROWS, matrix_rows
from quanze.queries.responsibility import duties, who
from quanze.queries.situation import situation
from quanze.schema.ways import answered_kinds
from tests import draws
from tests.contract import ways_oracle
from tests.contract.compared import at_once
from tests.contract.test_ways import Drawn, dated_graphs, found, graphs, loaded
from tests.contract.ways_oracle import Found
from tests.sets import write_yaml

EXAMPLES = {"embedded": draws.of(50, 150), "neo4j": draws.of(2, 6)}
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.server)]
PLANNED = {"id": "planned", "name": "規劃"}
SAID = {"origin": "editorial", "note": "規劃"}
Rows = list[dict[str, Any]]


def property_of(kind: str, request: pytest.FixtureRequest) -> tuple[Any, Callable[[Any], Any]]:
    """The server for an engine, and how many examples are drawn for it."""
    server = request.getfixturevalue("neo4j_server") if kind == "neo4j" else None
    return server, settings(
        max_examples=EXAMPLES[kind],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )


def bodies(*ids: str, kind: str = "bureau") -> Rows:
    return [{"id": id_, "name": id_, "kind": kind, **SAID} for id_ in ids]


def tried(engine: Engine, tables: dict[str, Rows], work: Callable[[Graph, Path], None]) -> None:
    """Work with a graph and the file of a planned table."""
    with tempfile.TemporaryDirectory() as folder:
        work(Graph(engine, "drawn"), write_yaml(Path(folder) / "planned.yaml", tables, PLANNED))


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.slow
@pytest.mark.drawn
def test_all_bodies_merged_and_split_again_answer_as_before(kind: str, request: pytest.FixtureRequest) -> None:
    server, drawn_often = property_of(kind, request)
    seen: set[str] = set()

    @drawn_often
    @given(drawn=graphs())
    def check(drawn: Drawn) -> None:
        again = {f"new-{id_}": id_ for id_ in drawn.sorts}
        changes = [
            {"change": "merge", "from": ";".join(drawn.sorts), "to": "whole", "valid_from": "2030-01-01", **SAID},
            *(
                {"change": "split", "from": "whole", "to": new, "moves": old, "valid_from": "2031-01-01", **SAID}
                for new, old in again.items()
            ),
        ]
        agencies = [row for new, old in again.items() for row in bodies(new, kind=drawn.sorts[old])]

        def work(graph: Graph, path: Path) -> None:
            before = answered(graph.engine, drawn, list(again.values()), {}, "2029-01-01")
            graph.load(path)
            merged = situation(graph.engine, "2030-06-01").holdings.held
            assert {party for own in merged.values() for party in own if party in drawn.sorts} == set()
            assert answered(graph.engine, drawn, list(again), again, "2031-01-01") == before
            seen.update(f"{f.how} {len(f.path) > 1}" for _, f in before["who"])

        with loaded(kind, drawn, server) as engine:
            tried(engine, {"agencies": [*bodies("whole"), *agencies], "changes": changes}, work)

    check()
    assert kind == "neo4j" or seen == {"carried False", "carried True", "section True"}


@at_once
def answered(reader: Reader, drawn: Drawn, agencies: list[str], former: dict[str, str], day: str) -> dict[str, Any]:
    """Who answers for what on a day: agencies by their former ids, and paths without the changes between them."""

    def kept(rows: Any) -> set[tuple[str, Found]]:
        told = set()
        for row in rows:
            answer = found(row)
            path = tuple(edge for edge in answer.path if edge[0] != "SUCCEEDS")
            how = ways_oracle.farther(answer.how, "carried")  # what was taken over says so
            agency = former.get(answer.agency, answer.agency)
            told.add((row["item"], answer._replace(agency=agency, path=path, how=how)))
        return told

    ids = {kind: [i for i, k in drawn.kinds.items() if k == kind] for kind in answered_kinds()}
    return {
        "who": {x for kind, own in ids.items() for x in kept(who(reader, kind, own, as_of=day))},
        "agency": {x for agency in agencies for x in kept(duties(reader, agency, as_of=day))},
        "matrix": {rows: kept(matrix_rows(reader, rows=rows, as_of=day).assignments) for rows in ROWS},
    }


@st.composite
def planned(draw: st.DrawFn) -> tuple[Drawn, dict[str, Rows]]:
    """A dated graph, and planned changes of its agencies in the next years, to each other and to new ones."""
    drawn: Drawn = draw(dated_graphs())
    agencies = list(drawn.sorts)
    rows: Rows = []
    # Every agency has something that can pass on, be lost or stay open.
    drawn.edges += [e for e in (("CONVENES", a, "Task-0") for a in agencies) if e not in drawn.edges]
    for n, before in enumerate(draw(st.lists(st.sampled_from(agencies), min_size=2, unique=True))):
        drawn.dates[before] = (drawn.dates.get(before, ("", ""))[0], "")  # who changes is there
        change = draw(st.sampled_from(("rename", "merge", "split", "transfer", "dissolve")))
        row = {"change": change, "from": before, "valid_from": f"{2030 + n}-01-01", **SAID}
        things = st.sampled_from(
            [i for i, k in drawn.kinds.items() if k in ("Task", "Subgroup", "Member", "Indicator")]
        )
        moves = draw(st.lists(things, max_size=2, unique=True)) if change in ("split", "transfer") else []
        if change == "dissolve":
            rows.append({**row, "act": "act"})
        elif change == "split":
            rows += [{**row, "to": f"new-{n}"}, {**row, "to": "newest", "moves": ";".join(moves)}]
        else:
            rows.append({**row, "to": draw(st.sampled_from((f"new-{n}", "newest"))), "moves": ";".join(moves)})
    councils: Rows = []
    if draw(st.booleans()):
        councils = [{"id": "new-council", "name": "新推動會", **SAID}]
        rows.append({"change": "rename", "from": "Council-0", "to": "new-council", "valid_from": "2040-01-01", **SAID})
    new = bodies("newest", *(f"new-{n}" for n in range(len(rows))))
    documents = [{"id": "act", "name": "組織條例", "kind": "law", "origin": "law"}]
    return drawn, {"documents": documents, "agencies": new, "councils": councils, "changes": rows}


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.slow
@pytest.mark.drawn
def test_what_was_shown_is_what_a_load_brings(kind: str, request: pytest.FixtureRequest) -> None:
    server, drawn_often = property_of(kind, request)
    moved: list[str] = []

    @drawn_often
    @given(drawn=planned())
    def check(drawn: tuple[Drawn, dict[str, Rows]]) -> None:
        def work(graph: Graph, path: Path) -> None:
            whole = editions_of(graph.engine)
            try:
                shown = graph.reorganize(path)
            except FindingsError:  # such as two successors of one who is renamed
                return
            assert editions_of(graph.engine) == whole, "something was written"
            assert shown.before == situation(graph.engine, shown.day)
            graph.load(path)
            assert shown.after == situation(graph.engine, shown.day)
            moved.extend(duty["outcome"] for duty in shown.duties)
            told = {(d["item"], d["role"], p["id"]) for d in shown.duties for p in (*d["before"], *d["after"])}
            before, after = shown.before.holdings.held, shown.after.holdings.held
            if drawn[1]["councils"]:  # who has to do with a council that is renamed goes on having it
                before = {d._replace(item=d.item.replace("Council-0", "new-council")): o for d, o in before.items()}
            assert told == changed(before, after) | absorbed(shown.duties)

        with loaded(kind, drawn[0], server) as engine:
            tried(engine, drawn[1], work)

    check()
    assert kind == "neo4j" or draws.wide or set(moved) >= {"moved", "ended", "open"}


def changed(before: Any, after: Any) -> set[tuple[str, str, str]]:
    sides = [{(d.item, d.role, d.under, p) for d, own in side.items() for p in own} for side in (before, after)]
    return {(item, role, party) for item, role, _, party in sides[0] ^ sides[1]}


def absorbed(moves: Any) -> set[tuple[str, str, str]]:
    """Who takes over what it has already."""
    return {
        (d["item"], d["role"], p["id"])
        for d in moves
        if d["outcome"] in ("absorbed", "moved", "included")
        for p in d["after"]
    }
