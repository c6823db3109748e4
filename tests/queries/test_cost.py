"""What a question about one thing reads: as much in a graph of several towns as in that of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from quanze import Graph
from quanze.schema.rows import Row
from tests.queries.sketch import Link, sketched


def town(n: int) -> list[Link]:
    """The relationships of one town."""
    a, b, c, g, m = f"a/lead{n}", f"a/help{n}", f"c/{n}", f"g/{n}", f"m/{n}"
    t, i, y, d = f"t/{n}", f"i/{n}", f"y/{n}", f"d/{n}"
    return [
        (a, "CONVENES", t),
        (b, "CO_ORGANIZES", t),
        (b, "CONVENES", g),
        (g, "PART_OF", c),
        (g, "UNDERTAKES", t),
        (m, "SITS_ON", c),
        (m, "REPRESENTS", a),
        (c, "REVIEWS", i),
        (t, "MEASURED_BY", i),
        (i, "HAS_TARGET", y),
        (t, "MANDATED_BY", d),
        (a, "SUCCEEDS", f"a/old{n}", {"change": "rename", "valid_from": "2023-01-01"}),
        (f"a/old{n}", "CO_ORGANIZES", i),
    ]


QUESTIONS: dict[str, Callable[[Graph], object]] = {
    "who": lambda graph: graph.who("i/0"),
    "agency": lambda graph: graph.agency("a/lead0"),
    "show": lambda graph: (graph.record("t/0"), graph.links("t/0"), graph.seats("c/0")),
    "history": lambda graph: graph.history("a/lead0"),
    "gaps": lambda graph: graph.gaps("a/lead0"),
    "progress": lambda graph: graph.progress("t/0"),
    "brief": lambda graph: graph.brief("c/0"),
    "picture": lambda graph: graph.picture("about", "t/0"),
    "picture of two steps": lambda graph: graph.picture("about", "a/lead0", depth=2),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_about_one_thing_reads(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [
        rows_read([link for n in range(towns) for link in town(n)], QUESTIONS[question], monkeypatch)
        for towns in (1, 4)
    ]
    assert read[0] == read[1] > 0


@pytest.mark.parametrize("type_", ["CONVENES", "CO_ORGANIZES"])
def test_of_many_tasks_those_are_read_that_are_shown(type_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With few bodies of the other role, which are nearer or farther in the order of answers, and with what follows."""
    other = "CO_ORGANIZES" if type_ == "CONVENES" else "CONVENES"
    few: list[Link] = [("a/A", other, "g/1"), ("g/1", "UNDERTAKES", "t/0"), ("t/0", "MEASURED_BY", "i/0")]
    read = [
        rows_read(
            [*few, *(("a/A", type_, f"t/{n}") for n in range(tasks))],
            lambda graph: graph.nearest_duties("a/A", 4),
            monkeypatch,
        )
        for tasks in (20, 60)
    ]
    assert read[0] == read[1] > 0


def rows_read(links: Iterable[Link], question: Callable[[Graph], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many rows the engine gives for a question to a graph."""
    links = list(links)
    years = [link[2].replace("/", "_") for link in links if link[1] == "HAS_TARGET"]
    with sketched(*links, **{year: {"year": 2024, "target": 1.0} for year in years}) as engine:
        given, read = [], engine.read

        def counted(query: str, parameters: Mapping[str, Any] | None = None, **options: Any) -> list[Row]:
            rows = read(query, parameters, **options)
            given.append(len(rows))
            return rows

        monkeypatch.setattr(engine, "read", counted)
        question(Graph(engine, ""))
    return sum(given)
