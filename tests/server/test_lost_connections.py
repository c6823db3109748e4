"""A server that goes away while a command runs: one message, in the language asked, and nothing of the driver's log."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

from quanze.graph import open_engine
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.door import Door


def begun(*arguments: str) -> subprocess.Popen[str]:
    """The command in a process of its own: its log is not pytest's."""
    return subprocess.Popen(
        [sys.executable, "-m", "quanze", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.mark.process
def test_one_message_of_ours(neo4j_address: str, neo4j_server: Neo4jServer) -> None:
    words = (b"RETURN n.name", b"CREATE (n:")
    with Door(neo4j_server.port, words[0]) as first, Door(neo4j_server.port, words[1]) as second:
        one, other = first.port, second.port
        asked = begun("cypher", "MATCH (n) RETURN n.name", "--lang", "en", "--db", f"bolt://127.0.0.1:{one}")
        loading = begun("load", "climate-act", "--lang", "zh-TW", "--db", f"bolt://127.0.0.1:{other}")
        told = [process.communicate(timeout=300) for process in (asked, loading)]
    assert [process.returncode for process in (asked, loading)] == [7, 7]
    assert [out for out, _ in told] == ["", ""]
    assert told[0][1].splitlines()[-2:] == [
        f"quanze: bolt://127.0.0.1:{one} does not answer.",
        "  Start the server or correct the address.",
    ]
    assert len(told[0][1].splitlines()) == 3
    assert told[1][1].splitlines()[-2:] == [
        f"quanze：bolt://127.0.0.1:{other} 沒有回應。",
        "  請啟動伺服器或更正位址。",
    ]
    with closing(open_engine(neo4j_address)) as engine:
        assert engine.read("MATCH (a:Agency) RETURN count(*) AS n") == [{"n": 0}]
