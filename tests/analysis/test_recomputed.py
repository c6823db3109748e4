"""The numbers in the sentences of ``deps``, computed again from the relationships themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

import quanze
from benchmarks.cities import tables, write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quanze.Graph]:
    """An invented city of a thousand records, in the proportions of a large plan."""
    folder = tmp_path_factory.mktemp("city")
    write(folder / "city", tables(1_000))
    with quanze.open(folder / "city.kgl", create=True) as graph:
        graph.load(folder / "city")
        yield graph


@pytest.fixture(params=["city", "bundled", "small"])
def graph(request: pytest.FixtureRequest) -> quanze.Graph:
    opened: quanze.Graph = request.getfixturevalue(request.param)
    return opened


def pairs_of(graph: quanze.Graph, pattern: str) -> set[tuple[str, str]]:
    return {(r["a"], r["b"]) for r in graph.cypher(f"MATCH {pattern} RETURN a.id AS a, b.id AS b ORDER BY a, b")}


def leads(graph: quanze.Graph) -> dict[str, set[str]]:
    """Thing → who convenes it, itself or by a seat."""
    found: dict[str, set[str]] = defaultdict(set)
    for agency, thing in pairs_of(graph, "(a:Agency)-[:CONVENES]->(b)"):
        found[thing].add(agency)
    for agency, thing in pairs_of(graph, "(a:Agency)<-[:REPRESENTS]-(:Member)-[:CONVENES]->(b)"):
        found[thing].add(agency)
    return found


def test_a_result_rests_on_the_leads_of_its_tasks_and_no_others(graph: quanze.Graph) -> None:
    lead, parent, groups = leads(graph), defaultdict(set), defaultdict(set)
    for task, above in pairs_of(graph, "(a:Task)-[:PART_OF]->(b:Task)"):
        parent[task].add(above)
    for group, task in pairs_of(graph, "(a:Subgroup)-[:UNDERTAKES]->(b:Task)"):
        groups[task].add(group)

    def own(task: str) -> set[str]:
        return lead[task] | {a for above in parent[task] for a in own(above)}

    def convening(task: str) -> set[str]:
        if own(task):
            return set()
        return {a for g in groups[task] for a in lead[g]} | {a for above in parent[task] for a in convening(above)}

    measured = defaultdict(set)
    for task, indicator in pairs_of(graph, "(a:Task)-[:MEASURED_BY]->(b:Indicator)"):
        measured[indicator].add(task)
    told = 0
    for finding in graph.analysis(scope="all", show="joint-result"):
        if finding["finding"] != "joint-result":
            continue
        told += 1
        indicator, *agencies = finding["subjects"]
        expected = lead[indicator] | {a for t in measured[indicator] for a in own(t)}
        coordinating = {a for t in measured[indicator] for a in convening(t)} - expected
        assert set(agencies) == expected | coordinating
        assert finding["figures"]["leads"] == len(expected)
        assert finding["figures"]["coordinators"] == len(coordinating)
    assert told


def test_pairs_that_must_coordinate_and_pairs_that_only_help(graph: quanze.Graph) -> None:
    lead, holders = leads(graph), defaultdict(set)
    for agency, thing in pairs_of(graph, "(a:Agency)-[:CONVENES|CO_ORGANIZES]->(b)"):
        holders[thing].add(agency)
    for thing, agencies in lead.items():
        holders[thing] |= agencies
    every = {pair for agencies in holders.values() for pair in combinations(sorted(agencies), 2)}
    leading = {
        pair
        for thing, agencies in holders.items()
        for pair in combinations(sorted(agencies), 2)
        if lead[thing] & set(pair)
    }
    found = graph.analysis(scope="all", show=("pair", "partners"))
    figures = {code: [f["figures"]["pairs"] for f in found if f["finding"] == code] for code in ("pair", "partners")}
    assert sum(figures["pair"]) == len(leading)
    assert sum(figures["partners"]) == len(every - leading)


def test_groups_in_practice_are_of_those_that_share_most(city: quanze.Graph) -> None:
    groups = [f["subjects"] for f in city.analysis(show="community") if f["finding"] == "community"]
    agencies = [a for group in groups for a in group]
    assert sorted(agencies) == sorted({a for a, _ in pairs_of(city, "(a:Agency)-[:CONVENES|CO_ORGANIZES]->(b:Task)")})
