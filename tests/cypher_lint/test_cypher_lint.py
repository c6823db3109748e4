"""Every text we send is valid Cypher 5 and Cypher 25 to Neo4j's own language support, which runs here without a
server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from hashlib import blake2b
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from quanze.graph import upsert
from quanze.graph.neo4j.constraints import foreign_nodes, items
from quanze.graph.records import all_ends
from quanze.queries import hops, statements
from quanze.schema import KIND

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", ".npmrc", "lint.mjs")


@pytest.fixture(scope="module")
def linter() -> Path:
    """A folder with the linter installed; fetched with npm the first time."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        reason = "Linting the Cypher needs Node.js 20 or later: install node and npm."
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    stamp = blake2b(b"".join((HERE / f).read_bytes() for f in FILES), digest_size=8).hexdigest()
    folder = Path(platformdirs.user_cache_dir("quanze-tests")) / "cypher-lint" / stamp
    if not (folder / "ready").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy(HERE / name, folder / name)
        npm = [str(shutil.which("npm")), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(npm, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        (folder / "ready").touch()
    return folder


def lint(linter: Path, texts: dict[str, str]) -> list[dict[str, Any]]:
    rows = json.dumps([{"name": name, "text": text} for name, text in texts.items()])
    done = subprocess.run(
        ["node", "lint.mjs"], cwd=linter, input=rows, capture_output=True, text=True, encoding="utf-8", check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_catalogue(linter: Path) -> None:
    queries = [statements.get(name) for name in statements.names()]
    texts = {q.name: q.cypher(q.kinds[:1]) for q in queries}  # the text for another kind differs in the label only
    texts |= hops.statements()
    texts |= {f"records {kind}": hops.records_statement(kind) for kind in KIND}
    texts |= {f"{join}": hops.join_statement(join, chosen=chosen) for join in hops.joins() for chosen in (False, True)}
    assert lint(linter, texts) == []


def test_writes_constraints_and_indexes(linter: Path) -> None:
    texts = {i.name: i.text for i in items((5, 26))} | {f"drop {i.name}": i.drop for i in items((5, 26))}
    texts["foreign nodes"] = foreign_nodes()
    for label in KIND:
        for build in (upsert.create_nodes, upsert.update_nodes, upsert.delete_nodes, upsert.clear_nodes):
            texts[f"{build.__name__} {label}"] = build(label).text
    for ends in {e[0]: e for e in all_ends()}.values():
        for make in (upsert.create_relationships, upsert.update_relationships, upsert.delete_relationships):
            texts[f"{make.__name__} {ends}"] = make(ends).text
    assert lint(linter, texts) == []


def test_the_linter_finds_faults(linter: Path) -> None:
    """A linter that finds nothing anywhere would let everything pass."""
    found = lint(
        linter,
        {
            "syntax": "MATCH (n RETURN n",
            "unknown name": "MATCH (n) RETURN m",
            "deprecated": "MATCH (n) CALL { WITH n RETURN 1 AS x } RETURN x",
            "no function": "RETURN leftmost('x')",
        },
    )
    assert {(f["name"], f["version"]) for f in found} == {
        (name, version) for name in ("syntax", "unknown name", "deprecated", "no function") for version in ("5", "25")
    }
