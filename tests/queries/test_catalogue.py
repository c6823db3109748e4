"""Every question of the catalogue: its header is checked, it runs, and its rows on a small set are known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import QueryError, SchemaError
from quanze.locale import CHINESE, message
from quanze.queries import statements
from tests.conftest import GOLDEN, Golden
from tests.queries.table import table

ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "changes_of": ("town", {"ids": ["c/review"]}),
    "count_indicators": ("town", {"level": "local"}),
    "count_links_of": ("town", {"ids": ["t/task", "i/x"]}),
    "find_names": ("town", {"key": "任務"}),
    "gap_seat_vacant": ("town", {"today": "2025-01-01"}),
    "targets_aligned": ("aligned", {"ids": ["s/1.1"], "datasets": ["aligned"]}),
    "targets_cited": ("town", {"ids": ["y/missed", "y/up-missed"]}),
    "gap_target_no_result": ("town", {"year": 2026}),
    "graph_edges_of": ("town", {"ids": ["t/task"]}),
    "graph_nodes_of": ("town", {"ids": ["a/epb", "i/x", "t/task"]}),
    "indicator_targets": ("town", {"ids": ["i/x"]}),
    "indicator_years": ("town", {"ids": ["i/x", "i/up"]}),
    "links_between": ("town", {"id": "t/task", "ids": ["s/2.a", "a/D"]}),
    "links_of": ("town", {"id": "t/task"}),
    "links_stated_in": ("town", {"document": "p"}),
    "parts": ("town", {"id": "c/review"}),
    "records_by_id": ("town", {"ids": ["a/epb", "i/x", "t/task"]}),
    "records_stated_in": ("town", {"document": "p"}),
    "records_of_sets": ("town", {"datasets": ["town"]}),
    "recorded_in_year": ("town", {"level": "global", "year": 2022}),
    "recorded_years": ("town", {"level": "global"}),
    "reporting": ("small", {}),
    "seat_terms_of": ("town", {"ids": ["m/chair"]}),
    "seats_of": ("town", {"id": "c/review"}),
    "seats_on": ("town", {"ids": ["c/review"]}),
    "wholes": ("town", {"ids": ["g/task", "m/chair", "t/task"]}),
}
"""The set a query is asked of and its parameters; a query that is not here is asked of the town and takes none."""


@pytest.mark.parametrize("name", statements.names())
def test_golden_rows(name: str, built: dict[str, Path], golden: Golden) -> None:
    dataset, parameters = ASKED.get(name, ("town", {}))
    with quanze.open(built[dataset]) as graph:
        rows = graph.query(name, **parameters)
        assert rows == graph.query(name, **parameters)
    assert rows, "an answer without rows tests nothing: ask a set that has some"
    assert {tuple(row) for row in rows} == {tuple(statements.get(name).columns)}
    golden.check(f"queries/{name}.txt", table(rows))


def test_a_golden_file_has_its_query() -> None:
    assert {p.stem for p in (GOLDEN / "queries").iterdir()} == set(statements.names())


@pytest.mark.parametrize("name", statements.names())
def test_its_header_says_what_it_is_for(name: str) -> None:
    query = statements.get(name)
    assert query.name == name
    assert query.purpose.endswith(".") and query.purpose[0].isupper()
    assert message(query.purpose).in_language(CHINESE).endswith("。")
    assert query.columns
    header = re.findall(
        r"^// *(\w+):", (statements.FOLDER / f"{name}.cypher").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(header) <= {"purpose", "parameters", "kinds", "columns"}


GOOD = """// purpose: All agencies.
// parameters: id text, year integer = '1', words list = ''
// kinds: Agency, Task
// columns: id
MATCH (n:Record) WHERE n.id = $id AND n.year = $year AND n.name IN $words
RETURN n.id AS id
ORDER BY id"""


def test_a_good_text_is_read() -> None:
    query = statements.parse("good", GOOD)
    assert [(p.name, p.type, p.default) for p in query.parameters] == [
        ("id", "text", None),
        ("year", "integer", "1"),
        ("words", "list", ""),
    ]
    assert "MATCH (n:Agency|Task) WHERE" in query.cypher()
    assert ":Task)" in query.cypher(["Task"]) and ":Agency)" not in query.cypher(["Task"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("// purpose: All agencies.\n", "", "no purpose"),
        ("// columns: id\n", "", "no columns"),
        ("id text,", "id string,", "not readable"),
        ("id text,", "", "declares"),
        ("$id", "'x'", "declares"),
        ("// kinds: Agency, Task\n", "", "go together"),
        (":Record", ":Agency", "go together"),
        ("Agency, Task", "Agency, Person", "no kind 'Person'"),
        ("ORDER BY id", "ORDER BY id UNION MATCH (p:Person) RETURN p.id AS id ORDER BY id", "no kind 'Person'"),
        ("MATCH (n:Record)", "MATCH (n:Record)-[:LIKES]->(m)", "no relationship 'LIKES'"),
        ("RETURN n.id", "SET n.id = 'x' RETURN n.id", r"writes \(SET\)"),
        ("RETURN n.id", "DETACH DELETE n RETURN n.id", "writes"),
        ("RETURN n.id", "CALL apoc.create() RETURN n.id", "writes"),
        ("ORDER BY id", "", "no ORDER BY"),
        ("ORDER BY id", "// ORDER BY id", "no ORDER BY"),
    ],
)
def test_a_wrong_text_is_refused(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError, match=says) as refused:
        statements.parse("wrong", GOOD.replace(old, new))
    assert refused.value.advice


@pytest.mark.parametrize("name", statements.names())
def test_a_row_about_two_records_has_its_place_by_both(name: str) -> None:
    """Or by the key of what ties them: an engine gives rows that are equal by their order in any order."""
    for part in statements.get(name).text.split("UNION ALL"):
        returned, _, order = part.rpartition("ORDER BY ")
        ids = re.findall(r"\b(\w+\.id) AS `?(\w+)", returned.rpartition("RETURN ")[2])
        keys = set(re.findall(r"[\w.]+", order))
        assert "key" in keys or all(keys & {of, column} for of, column in ids)


@pytest.mark.parametrize("name", ["nothing", "../api", "who_indicator.cypher", "", "WHO_TASK"])
def test_an_unknown_name_lists_the_catalogue(name: str) -> None:
    with pytest.raises(QueryError, match="There is no query") as refused:
        statements.get(name)
    assert "links_of" in refused.value.advice


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "needs a value for id"),
        ({"id": "x", "colour": "red"}, "no parameter colour"),
        ({"id": "x", "year": "soon"}, "not a whole number"),
        ({"id": ["x"]}, "is not a text"),
        ({"id": "x", "words": 5}, "is not a list"),
    ],
)
def test_wrong_parameters_are_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(QueryError, match=says):
        statements.bind(statements.parse("good", GOOD), given)


def test_parameters_are_read_from_text() -> None:
    bound = statements.bind(statements.parse("good", GOOD), {"id": "x", "words": "a, b,"})
    assert bound == {"id": "x", "year": 1, "words": ["a", "b"]}


def test_a_kind_the_query_does_not_take_is_refused() -> None:
    with pytest.raises(QueryError, match="does not take the kind Document"):
        statements.parse("good", GOOD).cypher(["Document"])


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n)",
        "merge (n)",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) DELETE n",
        "MATCH (n) REMOVE n.x",
        "DROP INDEX x",
        "MATCH (n) /* */ DETACH /* */ DELETE n",
        "LOAD CSV FROM 'x' AS r RETURN r",
        "CALL db.labels()",
        "FOREACH (x IN [] | CREATE ())",
    ],
)
def test_writes_are_seen(text: str, bundled: quanze.Graph) -> None:
    assert statements.writing_word(text)
    with pytest.raises(QueryError):
        bundled.cypher(text)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 'CREATE' AS x",
        'RETURN "SET" AS x',
        "RETURN 1 AS `DELETE`",
        "// MERGE\nRETURN 1 AS x",
        "RETURN 1 AS created",
    ],
)
def test_words_in_texts_and_comments_are_no_writes(text: str, bundled: quanze.Graph) -> None:
    assert statements.writing_word(text) is None
    assert len(bundled.cypher(text)) == 1


@pytest.mark.parametrize("given", ["\udcff", "環保局\udcff", "\ud800"])
def test_bytes_of_another_encoding_are_no_name(given: str, bundled: quanze.Graph) -> None:
    for ask in (bundled.who, bundled.agency, bundled.find, bundled.search, bundled.record):
        with pytest.raises(QueryError, match="is not valid UTF-8 text"):
            ask(given)


@pytest.mark.parametrize("value", [10**30, object(), "\ud800", {1: 2}])
def test_a_parameter_no_database_takes_is_refused(value: object, bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError):
        bundled.cypher("RETURN $x AS x", {"x": value})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RETURN",
        "MATCH (n",
        "x" * 10_000,
        "RETURN " + "(" * 5000,
        "RETURN \0",
        "RETURN 1/0 AS x",
        "RETURN $y AS y",
        "EXPLAIN RETURN 1",
        "RETURN 99999999999999999999 AS x",
        "🙂",
    ],
)
def test_bad_text_is_a_query_error(text: str, bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError):
        bundled.cypher(text)


def test_a_slow_query_is_ended(bundled: quanze.Graph) -> None:
    slow = "MATCH (a) MATCH (b) MATCH (c) WHERE a.id + b.id + c.id = 'x' RETURN count(*) AS n"
    with pytest.raises(quanze.errors.QueryTimeoutError):
        bundled.cypher(slow, timeout=0.05)


def test_a_limit_caps_the_rows(bundled: quanze.Graph) -> None:
    assert len(bundled.cypher("MATCH (n) RETURN n.id AS id ORDER BY id", limit=7)) == 7
