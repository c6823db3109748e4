"""Every text we send is valid Cypher 5 and Cypher 25 to Neo4j's own language support, which runs here without a
server.

A text is linted as a server gets it: the marks add names and conditions to what we wrote and take nothing away, so what
is wrong with ours is wrong with that too.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from quanze.graph import upsert
from quanze.graph.marks import marked
from quanze.graph.neo4j.constraints import items
from quanze.graph.records import all_ends
from quanze.queries import hops, lifetimes, statements
from quanze.schema import KIND
from quanze.schema.ways import LIVES_WITH
from tests.cypher_shapes import shape
from tests.npm import installed

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", ".npmrc", "lint.mjs")
Lint = Callable[[dict[str, str]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def linter() -> Iterator[Lint]:
    """The linter, one process for all texts; of each shape the first text is linted.

    It takes half a second over a text, so it keeps what it found to be without fault beside itself, and is not asked
    about that again.
    """
    folder = installed(HERE, FILES, "cypher-lint")
    faultless = folder / "faultless.txt"
    faultless.touch()
    with subprocess.Popen(
        ["node", "lint.mjs"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        to, answers = process.stdin, process.stdout

        def lint(texts: dict[str, str]) -> list[dict[str, Any]]:
            known = set(faultless.read_text(encoding="utf-8").split())
            different = {shape(text): {"name": name, "text": text} for name, text in reversed(texts.items())}
            asked = [one for one in different.values() if _digest(one["text"]) not in known]
            to.write(json.dumps(asked) + "\n")
            to.flush()
            found: list[dict[str, Any]] = json.loads(answers.readline())
            faulty = {fault["name"] for fault in found}
            with faultless.open("a", encoding="utf-8") as file:
                file.writelines(f"{_digest(one['text'])}\n" for one in asked if one["name"] not in faulty)
            return found

        yield lint


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def as_sent(texts: dict[str, str]) -> dict[str, str]:
    return {name: marked(text) for name, text in texts.items()}


def test_the_catalogue(linter: Lint) -> None:
    queries = [statements.get(name) for name in statements.names()]
    texts = {q.name: q.cypher(q.kinds[:1]) for q in queries}  # the text for another kind differs in the label only
    texts |= hops.statements()
    texts |= {f"records {kind}": hops.records_statement(kind) for kind in KIND}
    texts |= {
        f"{join} {on}": hops.join_statement(join, chosen=on, sourced=on, keyed=on)
        for join in hops.joins()
        for on in (False, True)
    }
    texts |= {f"limited {row[0]}": lifetimes.limited_statement(row[0]) for row in LIVES_WITH}
    assert linter(as_sent(texts)) == []


def test_writes_constraints_and_indexes(linter: Lint) -> None:
    fixed = {i.name: i.text for i in items((5, 26))} | {f"drop {i.name}": i.drop for i in items((5, 26))}
    texts: dict[str, str] = {}
    for label in KIND:
        for build in (upsert.create_nodes, upsert.update_nodes, upsert.delete_nodes, upsert.clear_nodes):
            texts[f"{build.__name__} {label}"] = build(label).text
    for ends in {e[0]: e for e in all_ends()}.values():
        for make in (upsert.create_relationships, upsert.update_relationships, upsert.delete_relationships):
            texts[f"{make.__name__} {ends}"] = make(ends).text
    assert linter(fixed | as_sent(texts)) == []


def test_the_linter_finds_faults(linter: Lint) -> None:
    """A linter that finds nothing anywhere would let everything pass."""
    found = linter(
        {
            "syntax": "MATCH (n RETURN n",
            "unknown name": "MATCH (n) RETURN m",
            "deprecated": "MATCH (n) CALL { WITH n RETURN 1 AS x } RETURN x",
            "no function": "RETURN leftmost('x')",
        }
    )
    assert {(f["name"], f["version"]) for f in found} == {
        (name, version) for name in ("syntax", "unknown name", "deprecated", "no function") for version in ("5", "25")
    }


def test_texts_of_one_shape_differ_in_names_alone() -> None:
    one, other, another = (upsert.create_nodes(label).text for label in ("Agency", "Task", "Dataset"))
    assert shape(one) == shape(other) == shape(another) == one.replace(":Agency", ":Kind")
    assert shape("MATCH (x)-[r:CONVENES|REVIEWS]->(y:Task)") == "MATCH (x)-[r:TYPE|TYPE]->(y:Kind)"
    assert shape("MATCH (x)-[r:CONVENES]->(y:Task)") != shape("MATCH (x)-[r:CONVENES|REVIEWS]->(y:Task)")
    assert shape(one) != shape(upsert.update_nodes("Agency").text)
