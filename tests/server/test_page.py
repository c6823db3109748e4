"""What docs/neo4j.md and compose.yaml tell an engineer to type, held against the real server."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from quanze.graph import open_engine
from tests.neo4j_server import LTS, Neo4jServer

if TYPE_CHECKING:
    import neo4j

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
STATEMENTS = [
    statement.strip()
    for block in re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    for statement in re.sub(r"//.*", "", block).split(";")
    if statement.strip()
]
ADMINISTRATION = [s for s in STATEMENTS if s.startswith(("CREATE", "GRANT", "DENY"))]


@pytest.fixture
def driver(neo4j_server: Neo4jServer) -> neo4j.Driver:
    return neo4j_server.driver()


def test_the_page_has_statements_of_both_sorts() -> None:
    assert len(ADMINISTRATION) >= 12
    assert len(STATEMENTS) - len(ADMINISTRATION) >= 2


@pytest.mark.parametrize("statement", [s for s in ADMINISTRATION if not s.startswith("CREATE USER")])
def test_the_server_knows_each_privilege(driver: neo4j.Driver, statement: str) -> None:
    """Community understands them and says that only Enterprise has them; a wrong word would be a syntax error."""
    from neo4j.exceptions import Neo4jError

    with driver, pytest.raises(Neo4jError) as refused:
        driver.execute_query(statement, database_="system")
    assert (refused.value.code or "").endswith("UnsupportedAdministrationCommand"), refused.value


@pytest.mark.parametrize("statement", [s for s in STATEMENTS if s not in ADMINISTRATION])
def test_each_query_of_the_page_runs(driver: neo4j.Driver, neo4j_address: str, statement: str) -> None:
    with closing(open_engine(neo4j_address)) as engine:
        engine.prepare()
    with driver:
        driver.execute_query(statement)


def test_the_image_is_one_for_good_and_of_the_version_that_is_tested() -> None:
    image = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["neo4j"]["image"]
    assert re.fullmatch(rf"neo4j:{re.escape(LTS)}-community@sha256:[0-9a-f]{{64}}", image)


def test_the_settings_of_the_compose_file_are_the_servers(driver: neo4j.Driver) -> None:
    """The image turns NEO4J_a_b__c into the setting a.b_c, and the server refuses to start with an unknown one."""
    environment = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["neo4j"][
        "environment"
    ]
    settings = [
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_")
        for name in environment
        if name != "NEO4J_AUTH"
    ]
    with driver:
        known = {r["name"] for r in driver.execute_query("SHOW SETTINGS YIELD name").records}
    assert settings
    assert set(settings) <= known


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="the check runs in the image's own shell")
@pytest.mark.parametrize("there", [True, False])
def test_the_health_check_asks_over_bolt(neo4j_server: Neo4jServer, there: bool) -> None:
    """The image runs it beside its server; here its part after HTTP runs, at our port and at one of nobody."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    *_, script = services["neo4j"]["healthcheck"]["test"]
    over_http, both, over_bolt = script.replace("$$", "$").partition(" && ")
    assert "7474" in over_http and both and "/7687" in over_bolt
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = door.getsockname()[1]
    asked = over_bolt.replace("/7687", f"/{neo4j_server.port if there else nobody}")
    done = subprocess.run(["bash", "-c", asked], capture_output=True, timeout=30, check=False)
    assert (done.returncode == 0) is there, done.stderr
