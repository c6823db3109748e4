"""What a person reads when a server cannot be used: one sentence, one advice, no secret."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quanze.cli.app import cli
from quanze.errors import QuanzeError, StorageError, UnreachableError
from quanze.graph import open_engine
from quanze.graph.neo4j.address import ServerAddress, read_env_file, server_address
from quanze.graph.neo4j.errors import from_code
from tests.neo4j_server import Neo4jServer
from tests.sets import ABOUT, CITY


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@contextmanager
def listener(answer: bytes) -> Iterator[int]:
    """A port that answers every connection with these bytes and hangs up: no Bolt server."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(64)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_nothing_listens(scheme: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(UnreachableError, match=rf"{scheme}://127.0.0.1:{port} does not answer\. Start the server"):
            open_engine(f"{scheme}://127.0.0.1:{port}")


def test_no_such_host() -> None:
    with pytest.raises(UnreachableError, match="cannot be reached"):
        open_engine("neo4j://no-such-host.invalid:7687")


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x15\x03\x01\x00\x02\x02\x46", b""])
def test_something_else_listens(answer: bytes) -> None:
    """An HTTP server; a TLS server asked without TLS; one that hangs up."""
    with (
        listener(answer) as port,
        pytest.raises(UnreachableError, match=r"failed|cannot be reached|version of the Bolt protocol") as caught,
    ):
        open_engine(f"bolt://127.0.0.1:{port}")
    assert "TLS" in caught.value.advice


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt+ssc"])
def test_tls_asked_of_a_server_without(neo4j_server: Neo4jServer, scheme: str) -> None:
    with pytest.raises(UnreachableError, match="No TLS connection to") as caught:
        open_engine(f"{scheme}://127.0.0.1:{neo4j_server.port}")
    assert "bolt://" in caught.value.advice


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_wrong_password(neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter2-not-it")
    result = run("list", "agencies", "--db", f"{scheme}://127.0.0.1:{neo4j_server.port}")
    assert result.exit_code == 7
    assert "refused this password for the user neo4j" in result.stderr
    assert "NEO4J_PASSWORD" in result.stderr
    assert "hunter2" not in result.output + result.stderr


def test_password_that_must_be_changed(neo4j_server: Neo4jServer) -> None:
    with neo4j_server.driver() as driver:
        driver.execute_query(
            "CREATE OR REPLACE USER fresh SET PASSWORD 'fresh-password' CHANGE REQUIRED", database_="system"
        )
        try:
            with pytest.raises(UnreachableError, match="password of the user fresh must be changed"):
                open_engine(f"bolt://fresh:fresh-password@127.0.0.1:{neo4j_server.port}")
        finally:
            driver.execute_query("DROP USER fresh", database_="system")


def test_wrong_database(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "elsewhere")
    with pytest.raises(UnreachableError, match="has no database named elsewhere"):
        open_engine(neo4j_address)
    with pytest.raises(UnreachableError, match="has no database named other"):
        open_engine(f"{neo4j_address}/other")


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("Neo.ClientError.Security.Forbidden", "Create node is not allowed for user 'r'", "is not allowed to do this"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "x", "read-only"),
        (
            "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
            "The allocation …",
            "exceeds the limit of one transaction",
        ),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", "No space left", "could not read or write data"),
        ("Neo.NewSort.Of.Thing", "what", "answered with an error: what"),
    ],
)
def test_codes_that_a_community_server_cannot_be_made_to_say(code: str, message: str, expected: str) -> None:
    place = ServerAddress("bolt://h", "bolt://h", "r", "secret", "")
    error = from_code(code, message, place)
    assert expected in error.message
    assert error.advice
    assert "secret" not in str(error)


def test_a_graph_of_another_schema_version(neo4j_address: str) -> None:
    engine = open_engine(neo4j_address)
    try:
        engine.transact(
            lambda t: t.write(
                __import__("quanze.graph.upsert", fromlist=["x"]).create_nodes("Dataset"),
                [{"id": "d", "props": {"id": "d", "name": "d", "dataset": "d", "schema_version": 999}}],
            )
        )
    finally:
        engine.close()
    result = run("list", "agencies", "--db", neo4j_address)
    assert result.exit_code == 7
    assert "schema version 999" in result.stderr


@pytest.mark.wipes
def test_foreign_nodes_stay_and_a_foreign_tie_stops_a_wipe(neo4j_address: str, neo4j_server: Neo4jServer) -> None:
    from quanze.bundled import folders
    from quanze.graph.removal import wipe
    from quanze.loaders.load import load

    engine = open_engine(neo4j_address)
    with neo4j_server.driver() as driver:
        driver.execute_query("CREATE INDEX theirs FOR (p:Person) ON (p.name)")
        driver.execute_query("CREATE (:Person {name: '某'})-[:KNOWS]->(:Person {name: '乙'})")
        # Theirs too, though they bear our type and the names of our properties.
        driver.execute_query("CREATE (:Film)<-[:REVIEWS {dataset: 'imdb'}]-(:Critic)")
        load(engine, [p for p in folders() if p.name == "climate-act"])
        driver.execute_query(
            "MATCH (p:Person {name: '某'}) MATCH (a:Agency) WITH p, a LIMIT 1 CREATE (p)-[:WORKS_AT]->(a)"
        )
        with pytest.raises(StorageError, match="1 WORKS_AT at Agency"):
            wipe(engine)
        assert driver.execute_query("MATCH (a:Agency) RETURN count(*) AS n").records[0]["n"] > 10
        driver.execute_query("MATCH ()-[r:WORKS_AT]->() DELETE r")
        wipe(engine)
        left = driver.execute_query(
            "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN labels(n)[0] AS l, count(r) AS r"
        ).records
        assert sorted(tuple(r) for r in left) == [("Critic", 1), ("Film", 0), ("Person", 1)]
        names = {r["name"] for r in driver.execute_query("SHOW INDEXES YIELD name RETURN name").records}
        assert "theirs" in names and not [n for n in names if n.startswith("quanze_")]
        driver.execute_query("DROP INDEX theirs")
    engine.close()


@pytest.mark.parametrize(
    "text",
    [
        "neo4j://u:s3cret@host:1/db",
        "neo4j://u:s3cret/x@host",
        "neo4j://u:s3cret#x@host",
        "neo4j://u:s3cret?x@host",
        "neo4j://u:s3[cret@host",
        "neo4j://u:[s3cret]@host",
        "neo4j://u:s3cret@[::1",
        "neo4j://u:s3cret",
        "neo4j://:s3cret@:7687",
        "neo4j://u:s3cret@host:0",
        "neo4j://u:s3cret@host:99999",
        "neo4j://u:p%40s3cret@host?policy=s3cret",
    ],
)
def test_no_secret_of_an_address_is_ever_shown(text: str) -> None:
    try:
        place = server_address(text)
    except QuanzeError as e:
        assert "s3cret" not in str(e)
    else:
        assert "s3cret" not in place.shown
        assert "s3cret" not in repr(place).replace(repr(place.uri), "")
        assert "s3cret" in place.password


def test_address_reads_user_password_and_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    place = server_address("neo4j+s://me:p%40ss@h.example:7688/plans?policy=eu")
    assert (place.uri, place.shown) == ("neo4j+s://h.example:7688?policy=eu", "neo4j+s://h.example:7688/plans")
    assert (place.user, place.password, place.database) == ("me", "p@ss", "plans")
    monkeypatch.setenv("NEO4J_USERNAME", "env")
    monkeypatch.setenv("NEO4J_DATABASE", "dbenv")
    place = server_address("bolt://h")
    assert (place.user, place.password, place.database) == ("env", "", "dbenv")


def test_env_file(
    tmp_path: Path, neo4j_address: str, neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "server.env"
    file.write_text(
        f"# ours\nexport NEO4J_URI={neo4j_address}\nNEO4J_USERNAME='neo4j'\n"
        f'NEO4J_PASSWORD="{neo4j_server.password}"\nPATH=/nowhere\n',
        encoding="utf-8",
    )
    assert set(read_env_file(file)) == {"NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD"}
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "QUANZE_DB"):
        monkeypatch.setenv(name, "")
    result = run("--env-file", str(file), "db", "init", "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert neo4j_server.password not in result.output + result.stderr
    assert run("--env-file", str(tmp_path / "absent"), "db", "status").exit_code == 1
    file.write_text("NEO4J_URL=bolt://x\nfoo bar\n", encoding="utf-8")
    assert "NEO4J_URI" in run("--env-file", str(file), "who", "13.2").stderr


@pytest.mark.parametrize("address", ["localhost:7687", "http://127.0.0.1:7474", "no4j+s://host", "127.0.0.1:7687"])
def test_what_was_meant_as_a_server_is_no_file(tmp_path: Path, address: str) -> None:
    for arguments in (("load", "sdg"), ("who", "13.2")):
        result = run(*arguments, "--db", address)
        assert (result.exit_code, "neo4j://localhost:7687" in result.stderr) == (7, True)
    assert list(tmp_path.iterdir()) == []


def test_a_drive_of_windows_is_a_file() -> None:
    with pytest.raises(StorageError, match="There is no database at"):
        open_engine(r"C:\\plans\\x.kgl")


def test_the_driver_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "neo4j", None)
    monkeypatch.delitem(sys.modules, "quanze.graph.neo4j.engine", raising=False)
    result = run("who", "13.2", "--db", "bolt://localhost")
    assert (result.exit_code, "quanze[neo4j]" in result.stderr) == (7, True)


def test_a_foreign_tie_is_in_cypher_of_ones_own_and_in_no_answer(neo4j_address: str, neo4j_server: Neo4jServer) -> None:
    from quanze.bundled import folders
    from quanze.loaders.load import load

    with closing(open_engine(neo4j_address)) as engine:
        load(engine, [p for p in folders() if p.name == "climate-act"])
        with neo4j_server.driver() as driver:
            driver.execute_query(
                "MATCH (a:Agency) WITH a ORDER BY a.id LIMIT 2 WITH collect(a) AS two "
                "WITH two[0] AS a, two[1] AS b CREATE (a)-[:KNOWS]->(b)"
            )
        [row] = engine.read("MATCH (a)-[r:KNOWS]->() RETURN a.id AS id, r AS r", everything=True)
        assert isinstance(row["r"]["start"], str) and isinstance(row["r"]["end"], str)
        shown = run("show", row["id"], "--db", neo4j_address)
        assert (shown.exit_code, "KNOWS" in shown.stdout) == (0, False)


@pytest.mark.wipes
def test_the_marks_of_two_loads_differ_even_after_a_wipe(neo4j_address: str) -> None:
    """A reader keeps the mark it saw; an equal one would make it take half of the second load for whole."""
    from quanze.graph.neo4j.setup import STAMP
    from quanze.graph.removal import wipe
    from quanze.loaders.given_rows import given_rows
    from quanze.loaders.load import load

    with closing(open_engine(neo4j_address)) as engine:
        seen = []
        for _ in range(2):
            load(engine, [given_rows({"dataset": ABOUT, **CITY})])
            seen.append(engine.read(STAMP))
            wipe(engine)
    assert all(mark[0]["generation"] == 1 for mark in seen), "a wipe takes the mark away"
    assert seen[0] != seen[1]
