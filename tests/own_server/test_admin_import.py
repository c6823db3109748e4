"""``quanze dump --neo4j-admin`` writes what Neo4j's own import tool reads: the tool runs here, and the graph is
compared."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quanze.bundled import folders
from quanze.dump import dump_for_import
from quanze.errors import StorageError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.records import node_names, relationship_names
from quanze.graph.upsert import create_nodes
from quanze.loaders.load import load
from quanze.schema.rows import Row
from tests.neo4j_server import KEPT_PLANS, ServerMissingError, chosen_version, java_command, launch
from tests.resources import absent

HOSTILE = "quote \" and \\ and , and \n line\r\nbreak \t; \u001e 、「」 \U00020bb7 =1+1 'x'"


def content(engine: Engine) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every record and relationship of ours with its properties, by two statements: a cold server takes half a minute
    to plan one for each kind and type."""
    nodes = engine.read("MATCH (n) RETURN labels(n)[0] AS kind, properties(n) AS props ORDER BY n.id")
    links = engine.read(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS props ORDER BY r.key"
    )
    return (
        {row["props"]["id"]: (row["kind"], _kept(row, node_names(row["kind"]))) for row in nodes},
        {row["props"]["key"]: (row["start"], row["end"], _kept(row, relationship_names(row["type"]))) for row in links},
    )


def _kept(row: Row, names: Sequence[str]) -> Row:
    """The properties that we declare; an empty text is none."""
    return {name: value for name in names if (value := row["props"].get(name, "")) != ""}


@pytest.mark.server
def test_the_import_tool_reads_it(tmp_path: Path) -> None:
    version = chosen_version()
    try:
        java = java_command(version)
    except ServerMissingError as e:
        absent(str(e))
    home, out = tmp_path / "home", tmp_path / "out"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text("db.tx_log.preallocate=false\n", encoding="utf-8")

    def hostile(transaction: Transaction) -> None:
        props = {
            "id": "h",
            "name": HOSTILE,
            "kind": "office",
            "dataset": "chiayi",
            "search_key": "|h|",
            "aliases": ["甲;乙", '"', " c "],
            "origin": "plan",
        }
        transaction.write(create_nodes("Agency"), [{"id": "h", "props": props}])

    with closing(open_engine(tmp_path / "graph.kgl", create=True)) as here:
        load(here, [p for p in folders() if p.is_dir()])
        here.transact(hostile)
        written = dump_for_import(here, out)
        assert {p.name for p in written} >= {"import.args", "nodes-agency.csv", "relationships-co_organizes-header.csv"}
        environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        command = [*java, "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j", "@import.args"]
        done = subprocess.run(
            command, cwd=out, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
        server = launch(home, version, settings=KEPT_PLANS)
        try:
            with closing(open_engine(f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}")) as there:
                there.prepare()
                assert [r for r in there.status() if r["state"] != "online"] == []
                nodes, links = content(here)
                assert "h" in nodes and links
                assert content(there) == (nodes, links)
        finally:
            server.kill()


def test_a_folder_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with (
        closing(open_engine(tmp_path / "graph.kgl", create=True)) as engine,
        pytest.raises(StorageError, match="not empty"),
    ):
        dump_for_import(engine, tmp_path / "out")
