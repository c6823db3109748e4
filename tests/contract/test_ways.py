"""Who answers for what, on drawn graphs and both engines: as the design's table says, and the same whoever is asked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.records import all_ends
from quanze.graph.upsert import Changes, apply
from quanze.queries.dependencies import analyse
from quanze.queries.gaps import gaps
from quanze.queries.matrix_rows import ROWS, matrix_rows
from quanze.queries.responsibility import duties, who
from quanze.queries.work import work
from quanze.schema.rows import Responsibility
from quanze.schema.ways import answered_kinds
from tests.contract import ways_oracle
from tests.contract.ways_oracle import Edge, Found
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied
from tests.queries.sketch import Link, written

EXAMPLES = {"embedded": 80, "neo4j": 4}
MANY = int(os.environ.get("QUANZE_DRAWN_GRAPHS", "0"))
NUMBER = {
    "Agency": 4,
    "Council": 2,
    "Subgroup": 2,
    "Member": 3,
    "Task": 4,
    "Indicator": 2,
    "AnnualTarget": 1,
    "SDGGoal": 1,
    "SDGTarget": 2,
    "Document": 1,
}
SORTS = ("bureau", "bureau", "bureau", "office", "class", "government")
Finding = tuple[str, frozenset[str], tuple[tuple[str, Any], ...]]
IGNORED = ("SUCCEEDS", "REPORTS_TO")
"""Relationships that no way goes over."""


OFTEN = (
    ("PART_OF", "Agency", "Agency"),
    ("PART_OF", "Task", "Task"),
    ("CONVENES", "Agency", "Task"),
    ("CONVENES", "Member", "Subgroup"),
    ("CO_ORGANIZES", "Agency", "Task"),
    ("REPRESENTS", "Member", "Agency"),
    ("SITS_ON", "Member", "Council"),
    ("UNDERTAKES", "Subgroup", "Task"),
    ("MEASURED_BY", "Task", "Indicator"),
)
"""Drawn more often, so that ways of several steps come about."""


@dataclass
class Drawn:
    """A plain graph: records by kind, kinds of agencies, relationships, and the limits of roles."""

    kinds: dict[str, str] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    under: dict[Edge, str] = field(default_factory=dict)

    def renamed(self) -> Drawn:
        """The same graph with other ids, in another order."""
        return Drawn(
            {other(i): k for i, k in reversed(self.kinds.items())},
            {other(i): s for i, s in self.sorts.items()},
            [(t, other(a), other(b)) for t, a, b in reversed(self.edges)],
            {(t, other(a), other(b)): other(u) for (t, a, b), u in self.under.items()},
        )

    def changes(self) -> Changes:
        """What loads it."""
        limits = {edge: {"under": target} for edge, target in self.under.items()}
        links: list[Link] = [(edge[1], edge[0], edge[2], limits.get(edge, {})) for edge in self.edges]
        return written(self.kinds, links, {id_: {"kind": sort} for id_, sort in self.sorts.items()})


def other(id_: str) -> str:
    """Another id, which sorts the other way round."""
    return "".join(chr(0x4E00 + 200 - ord(c)) for c in id_)


@st.composite
def graphs(draw: st.DrawFn) -> Drawn:
    """A few records of each kind with up to thirty relationships; nothing is part of itself."""
    drawn = Drawn({f"{kind}-{n}": kind for kind, most in NUMBER.items() for n in range(most)})
    for id_, kind in drawn.kinds.items():
        if kind == "Agency":
            drawn.sorts[id_] = draw(st.sampled_from(SORTS))
    ends = [e for e in all_ends() if e[0] not in IGNORED]
    chosen = draw(st.lists(st.sampled_from(ends), max_size=20)) + draw(
        st.lists(st.sampled_from(OFTEN), min_size=3, max_size=14)
    )
    for type_, start_kind, end_kind in chosen:
        start = f"{start_kind}-{draw(st.integers(0, NUMBER[start_kind] - 1))}"
        end = f"{end_kind}-{draw(st.integers(0, NUMBER[end_kind] - 1))}"
        edge = (type_, start, end)
        if edge in drawn.edges or (type_ == "PART_OF" and start_kind == end_kind and start <= end):
            continue
        drawn.edges.append(edge)
        if end_kind == "Indicator" and type_ in ways_oracle.ROLES and draw(st.booleans()):
            drawn.under[edge] = f"SDGTarget-{draw(st.integers(0, 1))}"
    return drawn


@contextmanager
def loaded(kind: str, drawn: Drawn, server: Neo4jServer | None) -> Iterator[Engine]:
    """The graph on an engine."""

    def write(transaction: Transaction) -> None:
        apply(transaction, drawn.changes())

    if kind == "embedded":
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(open_engine(Path(folder) / "g.kgl", create=True)) as engine,
        ):
            engine.transact(write)
            yield engine
    else:
        assert server is not None
        with emptied(server) as address, closing(open_engine(address)) as engine:
            engine.prepare()
            engine.transact(write)
            yield engine


def found(row: Responsibility | dict[str, Any]) -> Found:
    path = tuple((s["relationship"], s["from"], s["to"]) for s in row["steps"])
    return Found(row["agency"], row["role"], path, row["distance"], row["how"], row["leads"])


def everything(engine: Engine, drawn: Drawn) -> dict[str, list[Found]]:
    answered: dict[str, list[Found]] = {}
    for kind in answered_kinds():
        ids = [i for i, k in drawn.kinds.items() if k == kind]
        for row in who(engine, kind, ids):
            answered.setdefault(row["item"], []).append(found(row))
    return answered


@pytest.mark.parametrize("kind", ["embedded", pytest.param("neo4j", marks=pytest.mark.server)])
def test_the_ways(kind: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("neo4j_server") if kind == "neo4j" else None
    seen: set[str] = set()

    @settings(
        max_examples=MANY or EXAMPLES[kind],
        deadline=None,
        derandomize=not MANY,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn=graphs())
    def check(drawn: Drawn) -> None:
        with loaded(kind, drawn, server) as engine:
            answered = everything(engine, drawn)
            seen.update(f.how for rows in answered.values() for f in rows)
            as_the_table_says(drawn, answered)
            the_same_from_the_agencys_side(engine, drawn, answered)
            a_letter_for_each(engine, answered)
            led_is_led(engine, drawn, answered)
            analysed = findings(engine, other) if kind == "embedded" else set()
        if kind == "embedded":
            names_and_order_change_nothing(kind, drawn, answered, analysed)

    check()
    assert seen <= set(ways_oracle.FAR)
    if kind == "neo4j":
        return  # too few are drawn to show every way
    assert seen == set(ways_oracle.FAR), "a way of answering was never drawn"


def as_the_table_says(drawn: Drawn, answered: dict[str, list[Found]]) -> None:
    for thing, kind in drawn.kinds.items():
        if kind in answered_kinds():
            rows = answered.get(thing, [])
            assert len(rows) == len(set(rows)), "a path is given twice"
            assert set(rows) == ways_oracle.who(drawn.kinds, drawn.sorts, drawn.edges, drawn.under, thing), thing


def the_same_from_the_agencys_side(engine: Engine, drawn: Drawn, answered: dict[str, list[Found]]) -> None:
    for agency in drawn.sorts:
        expected = {(thing, f) for thing, rows in answered.items() for f in rows if f.agency == agency}
        assert {(row["item"], found(row)) for row in duties(engine, agency)} == expected, agency


def a_letter_for_each(engine: Engine, answered: dict[str, list[Found]]) -> None:
    for rows in ROWS:
        matrix = matrix_rows(engine, rows=rows)
        letters = {(a["item"], found(a)) for a in matrix.assignments if a["party_kind"] == "Agency"}
        items = {i["id"] for i in matrix.items}
        assert letters == {(thing, f) for thing, own in answered.items() if thing in items for f in own}, rows
        columns = {a["id"] for a in matrix.agencies}
        assert {f.agency for _, f in letters} <= columns


def led_is_led(engine: Engine, drawn: Drawn, answered: dict[str, list[Found]]) -> None:
    """Led according to ``who`` ⇔ no lead gap ⇔ led in the analysis; led through a group only ⇔ that gap ⇔
    coordinated."""
    unled = {g["id"] for g in gaps(engine) if g["gap"] in ("subgroup-no-lead", "task-no-lead", "indicator-no-lead")}
    grouped = {g["id"] for g in gaps(engine) if g["gap"] == "task-led-through-group"}
    leaders = work(engine, scope="all").leaders()
    own_duties = {end for type_, start, end in drawn.edges if type_ == "UNDERTAKES" and drawn.kinds[start] == "Council"}
    own_duties = below(drawn, own_duties)
    for thing, kind in drawn.kinds.items():
        if kind not in ("Subgroup", "Task", "Indicator"):
            continue
        lead = [f for f in answered.get(thing, ()) if f.role == "CONVENES"]
        led = any(f.leads for f in lead)
        if thing not in own_duties:
            assert (thing in unled) == (not lead), thing
            if kind == "Task":
                assert (thing in grouped) == (bool(lead) and not led), thing
        itself = {f.agency for f in lead if f.leads and f.how != "section"}
        assert {a for a, walk in leaders.get(thing, {}).items() if walk.leads} == itself, thing
        if kind == "Task":
            assert bool(leaders.get(thing)) == bool(lead), thing


def below(drawn: Drawn, tasks: set[str]) -> set[str]:
    """Tasks with their sub-tasks and indicators."""
    while True:
        more = {a for type_, a, b in drawn.edges if type_ == "PART_OF" and b in tasks and drawn.kinds[a] == "Task"}
        more |= {b for type_, a, b in drawn.edges if type_ == "MEASURED_BY" and a in tasks}
        if more <= tasks:
            return tasks
        tasks = tasks | more


def names_and_order_change_nothing(
    kind: str, drawn: Drawn, answered: dict[str, list[Found]], analysed: set[Finding]
) -> None:
    changed = drawn.renamed()
    with loaded(kind, changed, None) as engine:
        again = everything(engine, changed)
        assert findings(engine, str) == analysed
    assert {t: set(rows) for t, rows in again.items()} == {
        other(t): {
            f._replace(agency=other(f.agency), path=tuple((type_, other(a), other(b)) for type_, a, b in f.path))
            for f in rows
        }
        for t, rows in answered.items()
    }


def findings(engine: Engine, name: Callable[[str], str]) -> set[Finding]:
    """The findings of the analysis, about records of other names."""
    return {
        (f["finding"], frozenset(map(name, f["subjects"])), tuple(sorted(f["figures"].items())))
        for f in analyse(engine, scope="all")
    }
