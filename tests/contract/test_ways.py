"""Who answers for what, on drawn graphs and both engines: as the design's table says, and the same whoever is asked."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.graph import open_engine
from quanze.graph.engine import Engine, Reader, Transaction
from quanze.graph.records import all_ends
from quanze.graph.upsert import Changes, apply
from quanze.queries.answering import answering_in, answering_of
from quanze.queries.briefing import BRIEFED, briefings
from quanze.queries.coverage import coverage
from quanze.queries.dependencies import analyse, dependencies, dependencies_by_day
from quanze.queries.gaps import Wanted, found_gaps, gaps
from quanze.queries.history import history
from quanze.queries.matrix_rows import ROWS, matrix_rows
from quanze.queries.parameters import last_day
from quanze.queries.parts import leads_of_parts
from quanze.queries.progress import measured, progress, report_of
from quanze.queries.records import first_links, links
from quanze.queries.responsibility import (
    collect,
    duties,
    each_duty,
    leaders,
    nearest_duties,
    own_duties,
    reached_places,
    standings,
    who,
    whole,
    whole_on_day,
)
from quanze.queries.subgraph import Subgraph, subgraph, subgraph_around
from quanze.queries.webs import Hop, Web
from quanze.queries.work import work
from quanze.queries.workload import workload
from quanze.schema.dates import day_after, day_before, first_day, holds, holds_in
from quanze.schema.rows import Match, Responsibility, Row
from quanze.schema.tables import MOVABLE
from quanze.schema.ways import PARTIES, PARTY, THING, answered_kinds
from quanze.views import draw
from tests import draws
from tests.contract import ways_oracle
from tests.contract.compared import at_once
from tests.contract.ways_oracle import Edge, Found, Plain, Said
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied
from tests.queries.sketch import Link, written

EXAMPLES = {"embedded": draws.of(50, 150), "neo4j": draws.of(2, 6)}
ON_A_DAY = {**EXAMPLES, "embedded": draws.of(25, 150)}
NUMBER = {
    "Agency": 4,
    "Council": 3,
    "Subgroup": 2,
    "Member": 3,
    "Task": 4,
    "Indicator": 2,
    "AnnualTarget": 1,
    "SDGGoal": 1,
    "SDGTarget": 2,
    "Document": 2,
}
PROGRESS_OF = ("Agency", "Council", "Subgroup", "Task")
TURN = draws.of(7, 1)
"""Of so many records of a drawn graph one is asked about, from graph to graph another."""
SORTS = ("bureau", "bureau", "bureau", "office", "class", "government")
Finding = tuple[str, frozenset[str], tuple[tuple[str, Any], ...]]
IGNORED = ("SUCCEEDS", "ENDED_BY")
"""Changes, which are drawn apart."""
DAYS = ("", "2020-01-01", "2021", "2021-06-30", "2021-07-01", "2022-03", "2022-12-31", "2023-01-01", "2024")
ASKED = ("2019-05-05", "2021-06-30", "2021-07-01", "2022", "2022-12-31", "2023-01-01", "2025-02-02")
"""Days drawn in a graph, and those on which it is asked: before, between, on the days themselves, and after."""
LATER = "2030-01-01"
"""The present day of a graph that was cut: what is in it lives on."""
WORDS = ("all", "tasks", "roles")
KINDS_OF_CHANGE = ("rename", "merge", "split", "split", "transfer", "transfer", "upgrade", "amend")


OFTEN = (
    ("PART_OF", "Agency", "Agency"),
    ("PART_OF", "Task", "Task"),
    ("CONVENES", "Agency", "Task"),
    ("CONVENES", "Member", "Subgroup"),
    ("CO_ORGANIZES", "Agency", "Task"),
    ("REPRESENTS", "Member", "Agency"),
    ("SITS_ON", "Member", "Council"),
    ("CONVENES", "Agency", "Council"),
    ("UNDERTAKES", "Council", "Task"),
    ("REVIEWS", "Council", "Document"),
    ("UNDERTAKES", "Subgroup", "Task"),
    ("MEASURED_BY", "Task", "Indicator"),
)
"""Drawn more often, so that ways of several steps come about."""


STAYS = (("SITS_ON", "Member"), ("PART_OF", "Subgroup"))


class Drawn(Plain):
    """A plain graph that can be loaded."""

    def renamed(self) -> Drawn:
        """The same graph with other ids, in another order."""

        def moved(edge: Edge) -> Edge:
            return edge[0], other(edge[1]), other(edge[2])

        return Drawn(
            {other(i): k for i, k in reversed(self.kinds.items())},
            {other(i): s for i, s in self.sorts.items()},
            [moved(e) for e in reversed(self.edges)],
            {moved(e): other(u) for e, u in self.under.items()},
            {other(x) if isinstance(x, str) else moved(x): dates for x, dates in self.dates.items()},
            {
                moved(e): said._replace(moves=tuple(m if m in WORDS else other(m) for m in said.moves))
                for e, said in self.changes.items()
            },
            {other(i): dates for i, dates in self.terms.items()},
        )

    def load(self) -> Changes:
        """What loads it."""

        def said(edge: Edge) -> dict[str, Any]:
            found: dict[str, Any] = self._dated(edge)
            if edge in self.under:
                found["under"] = self.under[edge]
            if edge in self.changes:
                change = self.changes[edge]
                values = {"change": change.kind, "extent": change.extent, "moves": list(change.moves)}
                found |= {k: v for k, v in values.items() if v and edge[0] == "SUCCEEDS"}
                found |= {"valid_from": change.day} if change.day else {}
            return found

        def shown(id_: str) -> dict[str, Any]:
            found: dict[str, Any] = self._dated(id_)
            if self.kinds[id_] == "Agency":
                found["kind"] = self.sorts[id_]
            if self.kinds[id_] in ("SDGGoal", "SDGTarget"):
                found["code"] = id_
            if self.kinds[id_] == "AnnualTarget":
                found |= {"year": 2022, "target": 2.0, "result": 1.0}
            if id_ in self.terms:
                first, last = self.terms[id_]
                found |= {k: day for k, day in (("holder_from", first), ("holder_to", last)) if day} | {"seats": 1}
            return found

        links: list[Link] = [(edge[1], edge[0], edge[2], said(edge)) for edge in self.edges]
        return written(self.kinds, links, {id_: shown(id_) for id_ in self.kinds})

    def _dated(self, what: str | Edge) -> dict[str, str]:
        first, last = self.dates.get(what, ("", ""))
        return {name: day for name, day in (("valid_from", first), ("valid_to", last)) if day}

    def cut(self, day: str) -> Drawn:
        """The graph as it is on a day: what holds, without its end, and what ended bodies held, which may pass on.

        Seats that ended and bodies on which a seat was before are known on a day too: by them a seat is vacant whose
        agency ended while it was elsewhere, and a group that had seats is no mere heading.
        """
        gone = {i for i, kind in self.kinds.items() if not ways_oracle.lives(self, i, day)}
        begun = {i for i in gone if ways_oracle.on((ways_oracle.life(self, i)[0], ""), day)}
        former = {i for i in begun if self.kinds[i] in (*PARTIES, "Member", "Document")}
        kinds = {i: kind for i, kind in self.kinds.items() if i not in gone - former}
        edges = []
        for edge in self.edges:
            if edge[1] not in kinds or edge[2] not in kinds:
                continue
            if edge in self.changes:
                if ways_oracle.since(self, edge, day):
                    edges.append(edge)
                continue
            first, last = ways_oracle.edge_dates(self, edge)
            stayed = (edge[0], self.kinds[edge[1]]) in STAYS  # where a seat was before is known too
            if ways_oracle.on((first, "" if stayed or former & set(edge[1:]) else last), day):
                edges.append(edge)
        dates = {
            x: d if x in former or not ways_oracle.on(d, day) else (d[0], "")
            for x, d in self.dates.items()
            if x in kinds or x in edges
        }
        return Drawn(
            kinds,
            {i: s for i, s in self.sorts.items() if i in kinds},
            edges,
            {e: u for e, u in self.under.items() if e in edges},
            dates,
            {e: c._replace(day=ways_oracle.change_day(self, e)) for e, c in self.changes.items() if e in edges},
            {i: (term[0], "") if ways_oracle.on(term, day) else term for i, term in self.terms.items() if i in kinds},
        )


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


@st.composite
def dated_graphs(draw: st.DrawFn) -> Drawn:
    """Graphs with dates on some records and relationships, and with changes of agencies and councils."""
    drawn: Drawn = draw(graphs())

    def dates() -> tuple[str, str]:
        first, last = draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))
        return (first, last) if not (first and last) or first[:4] < last[:4] else (first, "")

    things: list[str | Edge] = [*drawn.kinds, *drawn.edges]
    for what in things:
        if draw(st.integers(0, 3)) == 0:
            drawn.dates[what] = dates()
    for id_, kind in drawn.kinds.items():
        if kind == "Member" and draw(st.booleans()):
            drawn.terms[id_] = dates()
    for kind, most in (("Agency", 5), ("Council", 2), ("Document", 1)):
        for _ in range(draw(st.integers(0, most))):
            later, earlier = sorted((draw(st.integers(0, NUMBER[kind] - 1)) for _ in range(2)), reverse=True)
            edge = ("SUCCEEDS", f"{kind}-{later}", f"{kind}-{earlier}")
            if later == earlier or edge in drawn.changes:
                continue
            moved = st.sampled_from((*WORDS, *(i for i, k in drawn.kinds.items() if k in MOVABLE)))
            drawn.changes[edge] = Said(
                draw(st.sampled_from(KINDS_OF_CHANGE)),
                draw(st.sampled_from(("", "whole", "part"))),
                tuple(draw(st.lists(moved, max_size=2, unique=True))),
                draw(st.sampled_from(DAYS)),
            )
        if kind != "Document" and draw(st.integers(0, 4)) == 0:
            ended = ("ENDED_BY", f"{kind}-{draw(st.integers(0, NUMBER[kind] - 1))}", "Document-0")
            drawn.changes[ended] = Said("dissolve", "", (), draw(st.sampled_from(DAYS)))
    for (type_, start, end), said in drawn.changes.items():
        if said.day:  # who takes over is there, and so is the act that dissolves a body
            there = start if type_ == "SUCCEEDS" else end
            drawn.dates[there] = ("", drawn.dates.get(there, ("", ""))[1])
    drawn.edges += drawn.changes
    return drawn


@st.composite
def interrupted_graphs(draw: st.DrawFn) -> Drawn:
    """Dated graphs in which seats are on one body and, after a while, on another."""
    drawn: Drawn = draw(dated_graphs())
    for id_ in [i for i, kind in drawn.kinds.items() if kind == "Member" and draw(st.integers(0, 3)) == 0]:
        for body, stay in (("Council-0", ("", "2021-06-30")), ("Council-1", ("2022-12-31", ""))):
            edge = ("SITS_ON", id_, body)
            drawn.edges += [edge] if edge not in drawn.edges else []
            drawn.dates[edge] = stay
    return drawn


@contextmanager
def loaded(kind: str, drawn: Drawn, server: Neo4jServer | None) -> Iterator[Engine]:
    """The graph on an engine."""

    def write(transaction: Transaction) -> None:
        apply(transaction, drawn.load())

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


@at_once
def the_same_ties_without_keys(reader: Reader, day: str) -> None:
    """The web without clauses has the hops of the one with them, over the same changes, and the same is lost; roles
    that are no hops amount to the same answers, from all of it and from the part that leads to a thing."""

    def ties(web: Web) -> tuple[Counter[Any], Counter[Any]]:
        held = [(at, *_tie(hop)) for at, hops in web.after.items() for hop in hops]
        for roles in web.plain:
            hops = (Hop(roles.way, near, far, roles.row) for near, far in zip(roles.near, roles.far, strict=True))
            held += [((PARTY, hop.near), *_tie(hop)) for hop in hops]
        return Counter(held), Counter(map(_tie, web.lost))

    bare, full = whole_on_day(reader, day), whole(reader, as_of=day)
    assert ties(bare) == ties(full)
    assert standings(bare) == standings(full)
    things = [id_ for id_, node in full.nodes.items() if node["kind"] in ("Task", "Indicator")]
    answered = answering_in(reader, full, things)
    assert answering_in(reader, bare, things) == answered
    for thing in things:
        assert answering_of(bare.leading_to([thing]), [thing]) == {thing: answered[thing]}


def _tie(hop: Hop) -> tuple[Any, ...]:
    changes = tuple(tuple(map(_tie, own)) for own in (hop.before, hop.after))
    row = hop.row
    return hop.way, hop.near, hop.far, hop.beyond, row["type"], row["under"] or "", row.get("valid_to") or "", changes


def found(row: Responsibility | dict[str, Any]) -> Found:
    path = tuple((s["relationship"], s["from"], s["to"]) for s in row["steps"])
    return Found(row["agency"], row["role"], path, row["distance"], row["how"], row["leads"])


@at_once
def everything(reader: Reader, drawn: Drawn, day: str = "") -> dict[str, list[Found]]:
    answered: dict[str, list[Found]] = {}
    for kind in answered_kinds():
        ids = [i for i, k in drawn.kinds.items() if k == kind]
        for row in who(reader, kind, ids, as_of=day):
            answered.setdefault(row["item"], []).append(found(row))
    return answered


@pytest.mark.parametrize("kind", ["embedded", pytest.param("neo4j", marks=pytest.mark.server)])
@pytest.mark.slow
@pytest.mark.drawn
def test_the_ways(kind: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("neo4j_server") if kind == "neo4j" else None
    seen: set[str] = set()

    @settings(
        max_examples=EXAMPLES[kind],
        deadline=None,
        derandomize=True,
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
    timeless = set(ways_oracle.FAR) - {"carried", "unsettled"}
    assert seen <= timeless
    if kind == "neo4j":
        return  # too few are drawn to show every way
    assert seen == timeless, "a way of answering was never drawn"


@pytest.mark.parametrize("kind", ["embedded", pytest.param("neo4j", marks=pytest.mark.server)])
@pytest.mark.slow
@pytest.mark.drawn
def test_the_ways_on_a_day(kind: str, request: pytest.FixtureRequest) -> None:
    """As the tables say ever and on any day, the same from every side, and the same as on the graph cut at that day."""
    server = request.getfixturevalue("neo4j_server") if kind == "neo4j" else None
    seen: set[str] = set()

    @settings(
        max_examples=ON_A_DAY[kind],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn=interrupted_graphs(), day=st.sampled_from(ASKED))
    def check(drawn: Drawn, day: str) -> None:
        with loaded(kind, drawn, server) as engine:
            for asked in ("", day):
                answered = everything(engine, drawn, asked)
                seen.update(f.how for rows in answered.values() for f in rows)
                as_the_table_says(drawn, answered, asked)
                the_same_from_the_agencys_side(engine, drawn, answered, asked)
                a_letter_for_each(engine, answered, asked)
            whole = answers_on(engine, drawn, day)
            assert whole == answers_on(engine, drawn, day, lived=day), "an answer does not hold on the day asked about"
            the_same_ties_without_keys(engine, day)
            if kind == "embedded":
                # Made of the rows of statements that test_rows.py and test_drawn.py compare on both engines.
                the_rows_of_a_picture(engine, day)
                the_picture_around_a_record(engine, day)
                what_is_asked_of_one_record(engine, drawn, day)
        terms = (day for term in drawn.terms.values() for day in term)
        days = {day, *terms, *(ways_oracle.change_day(drawn, edge) for edge in drawn.changes)}
        if {len(d) for d in days} - {0, len("2022-12-31")}:
            return  # what ends within a year lives in it: no graph is cut at a year
        with loaded(kind, drawn.cut(day), server) as engine:
            part = answers_on(engine, drawn.cut(day), "", lived=day)
        for name, rows in whole.items():
            assert part[name] == rows, f"{name} as of {day}"

    check()
    assert kind == "neo4j" or seen == set(ways_oracle.FAR), "a way of answering was never drawn"


def test_seats_of_other_days_than_the_one_asked_about() -> None:
    """What the draws of the test before reach by chance only: a seat that moved to another council after its body had
    ended, a group that gets its first seat later, and a seat that leads before its holder's term."""
    stays = {
        ("SITS_ON", "Member-0", "Council-0"): ("", "2021-06-30"),
        ("SITS_ON", "Member-0", "Council-1"): ("2022-12-31", ""),
    }
    ended = ("ENDED_BY", "Agency-0", "Document-0")
    fills = ("REPRESENTS", "Member-0", "Agency-0")
    leads = ("CONVENES", "Member-0", "Subgroup-0")
    holds = ("UNDERTAKES", "Subgroup-0", "Task-0")
    cases = {
        ("2022-12-31", "seat-vacant"): _case(
            fills, *stays, ended, dates=stays, changes={ended: Said("dissolve", "", (), "2021-07-01")}
        ),
        ("2019-05-05", "subgroup-only-grouping"): _case(
            holds, ("SITS_ON", "Member-0", "Subgroup-0"), dates={"Member-0": ("2020-01-01", "")}
        ),
        ("2021-06-30", "subgroup-no-lead"): _case(
            fills, leads, holds, ("SITS_ON", "Member-0", "Subgroup-0"), terms={"Member-0": ("2021-07-01", "")}
        ),
    }
    for (day, gap), drawn in cases.items():
        with loaded("embedded", drawn, None) as engine:
            whole = answers_on(engine, drawn, day)
        with loaded("embedded", drawn.cut(day), None) as engine:
            assert answers_on(engine, drawn.cut(day), "", lived=day) == whole
        assert gap in {code for code, *_ in whole["gaps"]}
    assert "seat-lead" in {row["finding"] for row in whole["deps"]}


def _case(*edges: Edge, **said: Any) -> Drawn:
    """A graph with these relationships."""
    kinds = {id_: id_.partition("-")[0] for edge in edges for id_ in edge[1:]}
    return Drawn(kinds, {id_: "bureau" for id_, kind in kinds.items() if kind == "Agency"}, list(edges), **said)


@at_once
def answers_on(reader: Reader, drawn: Drawn, day: str, *, lived: str = "") -> dict[str, Any]:
    """What every question answers on a day; ``lived`` leaves out answers that say that they do not hold on that one."""

    def kept(rows: Sequence[Any]) -> set[tuple[str, Found]]:
        return {
            (row["item"], found(row))
            for row in rows
            if not lived or ways_oracle.on((row["valid_from"], row["valid_to"]), lived)
        }

    def listed(rows: str, items: Sequence[Any]) -> set[str]:
        # A document is listed for what it is, or for an answer, also one that has ended.
        return {i["id"] for i in items if rows != "documents" and ways_oracle.lives(drawn, i["id"], lived)}

    def lettered(rows: str, assignments: Sequence[Any]) -> set[tuple[str, Found]]:
        found = kept(assignments)
        own = {item for item, f in found if not f.distance and f.how in ("stated", "carried", "unsettled")}
        return {(item, f) for item, f in found if rows != "documents" or item in own}

    ids = {kind: [i for i, k in drawn.kinds.items() if k == kind] for kind in answered_kinds()}
    matrices = {rows: matrix_rows(reader, rows=rows, as_of=day) for rows in ROWS}
    shown = {rows: matrix.items for rows, matrix in matrices.items()}
    if not day:  # over all time a task is sorted under one whose parts anybody has ever led
        shown["tasks"] = matrix_rows(reader, rows="tasks", as_of=LATER).items
    return {
        "who": {kind: kept(who(reader, kind, own, as_of=day)) for kind, own in ids.items()},
        "agency": {a: held for a in drawn.sorts if (held := kept(duties(reader, a, as_of=day)))},
        "matrix": {rows: (listed(rows, shown[rows]), lettered(rows, matrices[rows].assignments)) for rows in ROWS},
        "gaps": {
            (g["gap"], g["id"], tuple(a["id"] for a in g["agencies"]))
            for g in gaps(reader, as_of=day, today=last_day(day or lived))
            if g["gap"] != "task-no-deadline"  # of the ends of tasks, which a graph cut at a day has not
        },
        **{
            name: [worded(row) for row in ask(reader, scope="all", as_of=day or LATER)]
            for name, ask in (("deps", analyse), ("pairs", dependencies), ("workload", workload))
        },
        "coverage": [{k: v for k, v in row.items() if k != "name"} for row in coverage(reader, as_of=day)],
    }


def the_rows_of_a_picture(engine: Engine, day: str) -> None:
    """What of a picture without a day holds on a day is the picture of that day: the slider of a page rests on it."""
    if len(day) < len("2022-12-31"):
        return  # what ends within a year and what begins then both live in it
    ever, then = (subgraph(engine, as_of=asked) for asked in ("", day))
    lived = {n["id"] for n in ever.nodes if holds_in(n, day)}
    assert lived == {n["id"] for n in then.nodes}

    def edges(found: Subgraph) -> set[tuple[Any, ...]]:
        rows = (e for e in found.edges if holds(e["valid_from"], e["valid_to"], day))
        return {(e["type"], e["from"], e["to"], e["inherited"]) for e in rows if {e["from"], e["to"]} <= lived}

    assert edges(ever) == edges(then)
    by_day = dependencies_by_day(engine, today="2026-01-01").pairs
    if by_day:
        pairs = next((pairs for first, pairs in reversed(by_day) if first <= day), by_day[0][1])
        assert pairs == dependencies(engine, as_of=day)


def the_picture_around_a_record(engine: Engine, day: str) -> None:
    """It is drawn from what lies around the record as from the whole graph."""
    for asked in ("", day):
        every = subgraph(engine, as_of=asked)
        # The whole is drawn anew for each: a few of each graph, others from graph to graph, are all in the end.
        for focus, depth in zip(
            sorted(n["id"] for n in every.nodes)[len(every.edges) % 9 :: 9], cycle((1, 2)), strict=False
        ):
            near = subgraph_around(engine, focus, depth, as_of=asked)
            drawn = [
                draw("about", shown.nodes, shown.edges, focus=focus, depth=depth, as_of=asked, today=LATER)
                for shown in (near, every)
            ]
            assert vars(drawn[0]) == vars(drawn[1])


def what_is_asked_of_one_record(engine: Engine, drawn: Drawn, day: str) -> None:
    """Its gaps, its progress and its briefing are those that the whole graph has of it."""
    asked, today = day, last_day(day)
    all_gaps = found_gaps(engine, as_of=day, today=today)
    assert today is not None
    day = today.isoformat()
    known = measured(engine, day=day)
    # A briefing is of any of these; with many of them it is cut from the whole graph.
    abouts = [about(id_, kind) for id_, kind in drawn.kinds.items() if kind in BRIEFED.values()]
    many = briefings(engine, abouts, day=day, year=2022)
    for one in [about(id_, kind) for id_, kind in drawn.kinds.items()][len(drawn.edges) % TURN :: TURN]:
        own = [found.gap for found in all_gaps if found.concerns(one["id"])]
        assert gaps(engine, wanted=Wanted(about=one["id"]), as_of=asked, today=today) == own
        every = links(engine, one["id"], one["kind"], as_of=asked)
        for most in (1, 3):
            assert first_links(engine, one["id"], one["kind"], most, as_of=asked) == (every[:most], len(every)), one
        for place, nearer in ((PARTY, False), (THING, True), (THING, False)):
            reached = reached_places(engine, {(place, one["kind"]): [one["id"]]}, nearer=nearer)
            nodes = collect(engine, place, one["kind"], [one["id"]], nearer=nearer).nodes
            wanted = {id_ for id_ in nodes if drawn.kinds[id_] in ROWS.values()}
            things = {id_ for (_, kind), own in reached.items() for id_ in own if kind in ROWS.values()}
            assert things == wanted, (one, place)
        if one in abouts:
            near, far = (
                vars(briefing).copy()
                for briefing in (briefings(engine, [one], day=day, year=2022)[0], many[abouts.index(one)])
            )
            assert near.pop("documents").items() <= far.pop("documents").items()
            assert near.pop("order").keys() == far.pop("order").keys()
            assert near == far
        if one["kind"] in PROGRESS_OF:
            ids = {
                id_
                for id_, answering in known.agencies.items()
                if one["id"] in (answering.every if one["kind"] == "Agency" else answering.above)
            }
            assert progress(engine, day=day, about=one) == report_of(known.only(ids), day=day, about=one)


def about(id_: str, kind: str) -> Match:
    """A record as one that a question is about."""
    return {"id": id_, "kind": kind, "name": id_, "name_en": "", "dataset": "", "match": "id"}


def worded(row: Any) -> Row:
    """A row without the keys of its evidence, which are made of the dates too, and in no order of these.

    A graph that is cut does not say of a leading seat either that an agency fills it on other days.
    """
    found = {k: v for k, v in row.items() if row.get("finding") != "seat-lead" or not k.startswith("message")}
    if "evidence" in found:
        cited = [{name: value for name, value in link.items() if name != "key"} for link in found["evidence"]]
        found["evidence"] = sorted(cited, key=lambda link: (link["type"], link["from"], link["to"]))
    return found


def as_the_table_says(drawn: Drawn, answered: dict[str, list[Found]], day: str = "") -> None:
    for thing, kind in drawn.kinds.items():
        if kind in answered_kinds():
            rows = answered.get(thing, [])
            assert len(rows) == len(set(rows)), "a path is given twice"
            expected = ways_oracle.who(drawn, thing, day)
            assert set(rows) <= expected, thing
            for lacking in expected - set(rows):
                # What was to pass on ended on the eve of it: on no day of a time does it hold.
                assert len(day) < len("2022-12-31") and any(type_ == "SUCCEEDS" for type_, *_ in lacking.path), thing
                days = [d for d in critical_days(drawn) if d.startswith(day)]
                assert not [d for d in days if lacking in ways_oracle.who(drawn, thing, d)], thing


def critical_days(drawn: Drawn) -> set[str]:
    """The days on which something in a graph begins or has ended, and the day before each."""
    named = {d for dates in (*drawn.dates.values(), *drawn.terms.values()) for d in dates}
    named |= {ways_oracle.change_day(drawn, edge) for edge in drawn.changes}
    turns = {first_day(turn) for d in filter(None, named) for turn in (d, day_after(d))}
    return turns | {day_before(turn) for turn in turns}


@at_once
def the_same_from_the_agencys_side(
    reader: Reader, drawn: Drawn, answered: dict[str, list[Found]], day: str = ""
) -> None:
    for kind in answered_kinds():
        things = [id_ for id_, own in drawn.kinds.items() if own == kind]
        leading = {id_: {f.agency for f in answered.get(id_, ()) if f.leads and f.how != "section"} for id_ in things}
        assert leaders(reader, kind, things, as_of=day) == leading
    for agency in drawn.sorts:
        expected = {(thing, f) for thing, rows in answered.items() for f in rows if f.agency == agency}
        every = duties(reader, agency, as_of=day)
        assert {(row["item"], found(row)) for row in every} == expected, agency
        assert [row for rows in each_duty(reader, agency, as_of=day, most=2) for row in rows] == every, agency
        for most in (1, 3):  # what is counted without being followed
            assert nearest_duties(reader, agency, most=most, as_of=day) == (every[:most], len(every)), (agency, most)
        if not day:
            assert own_duties(reader, agency) == [row for row in every if not row["distance"]], agency
            about: Match = {"id": agency, "kind": "Agency", "name": "", "name_en": "", "dataset": "", "match": "id"}
            events, total = history(reader, about)
            for most in (1, 3):  # of which names and clauses are read
                assert history(reader, about, most=most) == (events[:most], total), (agency, most)


@at_once
def a_letter_for_each(reader: Reader, answered: dict[str, list[Found]], day: str = "") -> None:
    for rows in ROWS:
        matrix = matrix_rows(reader, rows=rows, as_of=day)
        letters = {(a["item"], found(a)) for a in matrix.assignments if a["party_kind"] == "Agency"}
        items = {i["id"] for i in matrix.items}
        assert letters == {(thing, f) for thing, own in answered.items() if thing in items for f in own}, rows
        columns = {a["id"] for a in matrix.agencies}
        assert {f.agency for _, f in letters} <= columns


@at_once
def led_is_led(reader: Reader, drawn: Drawn, answered: dict[str, list[Found]]) -> None:
    """Led according to ``who``, itself, in a part or in an indicator that is led itself ⇔ no lead gap; led itself ⇔ led
    in the analysis; led through a group only ⇔ that gap ⇔ coordinated."""
    lacking = ("subgroup-no-lead", "subgroup-only-grouping", "task-no-lead", "indicator-no-lead")
    unled = {g["id"] for g in gaps(reader) if g["gap"] in lacking}
    grouped = {g["id"] for g in gaps(reader) if g["gap"] == "task-led-through-group"}
    leaders = work(reader, scope="all").leaders()
    own_duties = {end for type_, start, end in drawn.edges if type_ == "UNDERTAKES" and drawn.kinds[start] == "Council"}
    own_duties = below(drawn, own_duties)
    led_itself = {id_ for id_, rows in answered.items() if any(row.leads and not row.distance for row in rows)}
    in_indicators = {a for type_, a, b in drawn.edges if type_ == "MEASURED_BY" and b in led_itself}
    led_at_all = {id_ for id_, rows in answered.items() if any(row.leads for row in rows)}
    through_parts = in_indicators | above(drawn, led_at_all | in_indicators)
    bare = [id_ for id_, kind in drawn.kinds.items() if kind == "Task" and id_ not in led_at_all]
    assert leads_of_parts(reader, bare).keys() == through_parts.intersection(bare)
    for thing, kind in drawn.kinds.items():
        if kind not in ("Subgroup", "Task", "Indicator"):
            continue
        lead = [f for f in answered.get(thing, ()) if f.role == "CONVENES"]
        led = any(f.leads for f in lead)
        if thing not in own_duties:
            assert (thing in unled) == (not lead and thing not in through_parts), thing
            if kind == "Task":
                assert (thing in grouped) == (bool(lead) and not led and thing not in through_parts), thing
        itself = {f.agency for f in lead if f.leads and f.how != "section"}
        assert {a for a, walk in leaders.get(thing, {}).items() if walk.leads} == itself, thing
        if kind == "Task":
            assert bool(leaders.get(thing)) == bool(lead), thing


def above(drawn: Drawn, led: set[str]) -> set[str]:
    """Tasks of which a part, at any depth, is led."""
    found: set[str] = set()
    while True:
        more = {
            b for type_, a, b in drawn.edges if type_ == "PART_OF" and drawn.kinds[b] == "Task" and a in led | found
        }
        if more <= found:
            return found
        found |= more


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
