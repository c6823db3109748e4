"""A server that goes away while a command runs: one message, in the language asked, and nothing of the driver's log."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from quanze.graph import open_engine
from tests.neo4j_server import Neo4jServer


@contextmanager
def gone_at(server: Neo4jServer, word: bytes) -> Iterator[int]:
    """A port that is the server's until a client sends a word; then it and all its connections are closed."""
    ends: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def leave() -> None:
            for end in (door, *ends):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

        def hand_on(source: socket.socket, target: socket.socket) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    if word in data:
                        leave()
                    target.sendall(data)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = door.accept()
                    beyond = socket.create_connection(("127.0.0.1", server.port))
                    ends.extend((client, beyond))
                    for pair in ((client, beyond), (beyond, client)):
                        threading.Thread(target=hand_on, args=pair, daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1]
        leave()
    thread.join(5)


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
    with gone_at(neo4j_server, b"RETURN n.name") as one, gone_at(neo4j_server, b"CREATE (n:") as other:
        asked = begun("cypher", "MATCH (n) RETURN n.name", "--lang", "en", "--db", f"bolt://127.0.0.1:{one}")
        loading = begun("load", "climate-act", "--lang", "zh-TW", "--db", f"bolt://127.0.0.1:{other}")
        told = [process.communicate(timeout=300) for process in (asked, loading)]
    assert [process.returncode for process in (asked, loading)] == [7, 7]
    assert [out for out, _ in told] == ["", ""]
    assert told[0][1].splitlines()[-2:] == [
        f"quanze: There is no answer from bolt://127.0.0.1:{one}.",
        "  Start the server or correct the address.",
    ]
    assert len(told[0][1].splitlines()) == 3
    assert told[1][1].splitlines()[-2:] == [
        f"quanze：bolt://127.0.0.1:{other} 沒有回應。",
        "  請啟動伺服器或更正位址。",
    ]
    with closing(open_engine(neo4j_address)) as engine:
        assert engine.read("MATCH (a:Agency) RETURN count(*) AS n") == [{"n": 0}]
