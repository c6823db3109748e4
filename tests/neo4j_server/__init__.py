"""A real Neo4j for the tests: jars from Maven, one Java program of ours, loopback, a temporary home.

``NEO4J_URI`` (with ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``) points the tests to a server that runs
already; its database must be empty, since tests write and wipe. Otherwise ``QUANZE_TEST_NEO4J`` chooses the version
to start (default: the LTS named in ``pom.xml``). Jars stay in the user's cache directory.
"""

from __future__ import annotations

import os
import re
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from tests.resources import require

if TYPE_CHECKING:
    import neo4j

HERE = Path(__file__).parent
LTS = "5.26.30"
NEWEST = "2026.09.0"
"""What CI runs the contract on as well, where a JDK for it is found."""
OLD = "4.4.46"
ANY_JAVA = 99
"""The greatest release of Java where none is too late."""
READY_LINE = "READY\n"
"""What a server says that answers."""
START_SECONDS = 600
"""A start takes seconds, and minutes where others use the machine; one that fails says so at once."""
PREPARING_SECONDS = 240
"""After which a home that is being prepared is taken for abandoned."""
_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")


class ServerMissingError(Exception):
    """No server can be started here; the message is one line that says what to install."""


@dataclass
class Neo4jServer:
    """A running server: where it is and who may enter. ``home`` is empty for a server that is not ours."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None
    version: str = ""
    home: Path | None = None
    process: subprocess.Popen[str] | None = field(default=None, repr=False)
    drain: threading.Thread | None = field(default=None, repr=False)
    ready: threading.Semaphore | None = field(default=None, repr=False)
    said: deque[str] = field(default_factory=deque, repr=False)

    @property
    def port(self) -> int:
        """The Bolt port."""
        return int(self.uri.rsplit(":", 1)[1])

    def driver(self) -> neo4j.Driver:
        """A driver that may do everything; the caller closes it."""
        import neo4j  # here, since most tests need no server and its driver loads pandas

        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def move(self, home: Path, settings: dict[str, str] | None = None) -> Neo4jServer:
        """Shut down in order and start on a copy of the home, or on it again, in the same process; at another port."""
        assert self.process is not None and self.process.stdin is not None and self.ready is not None
        moved = replace(self, uri=f"bolt://127.0.0.1:{_free_port()}", home=home)
        print(*_order(home, moved.port, self.version, settings), sep="\t", file=self.process.stdin, flush=True)
        moved.await_start()
        return moved

    def await_start(self) -> None:
        """Return when the server answers; RuntimeError when it does not start."""
        assert self.process is not None and self.ready is not None
        if not self.ready.acquire(timeout=START_SECONDS) or READY_LINE not in self.said:
            self.process.kill()
            raise RuntimeError(f"Neo4j {self.version} did not start:\n{''.join(self.said)}")
        self.said.clear()

    def copy_as_killed(self, home: Path) -> None:
        """Copy the home as the end of the process would leave it at this moment, while the process is stopped."""
        assert self.process is not None and self.home is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            threads = Path(f"/proc/{self.process.pid}/task")
            while {_state(thread) for thread in threads.iterdir()} != {"T"}:
                time.sleep(0.01)
            shutil.copytree(self.home, home)
        finally:
            self.process.send_signal(signal.SIGCONT)

    def limit_files(self, largest: int) -> None:
        """Make every write beyond so many bytes of a file fail, as a full disk would; 0 lifts the limit."""
        assert self.process is not None
        most = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (largest or most, most))

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        assert self.process is not None, "only a server started here can be killed"
        if self.process.poll() is None:
            self.process.kill()
        self._reap()

    def stop(self) -> None:
        """Shut down in order, so that the store is clean."""
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._reap()

    def _reap(self) -> None:
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        self.process.wait()
        self.process.stdin.close()
        if self.drain is not None:
            self.drain.join()
        self.process.stdout.close()


def _state(thread: Path) -> str:
    """The state of a thread of another process, by its letter."""
    return (thread / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def chosen_version() -> str:
    """The version to start, from the environment or the LTS."""
    return os.environ.get("QUANZE_TEST_NEO4J") or LTS


def newest_here() -> str:
    """The newest version if there is a JDK for it here, else nothing."""
    try:
        find_java(NEWEST)
    except ServerMissingError:
        return ""
    return NEWEST


def java_needed(version: str) -> tuple[int, int]:
    """The least and the greatest Java release a server version runs on."""
    major = int(version.split(".")[0])
    if major == 4:
        return 11, 17
    return (17, 24) if major == 5 else (21, ANY_JAVA)


def find_java(version: str) -> Path:
    """The ``java`` of the oldest JDK here that the server version runs on.

    Looked for in JAVA_HOME, on PATH and beside the JDK found there, since systems keep their JDKs in one folder.
    """
    least, most = java_needed(version)
    homes: list[Path] = []
    if os.environ.get("JAVA_HOME"):
        homes.append(Path(os.environ["JAVA_HOME"]))
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parent.parent)
    for home in list(homes):
        homes.extend(sorted(p for p in home.resolve().parent.iterdir() if p.is_dir()))
    found: dict[int, Path] = {}
    for home in homes:
        release, java, compiler = home / "release", home / "bin" / "java", home / "bin" / "javac"
        if not (release.is_file() and java.is_file() and compiler.is_file()):
            continue
        stated = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"), re.MULTILINE)
        if stated and least <= int(stated[1]) <= most:
            found.setdefault(int(stated[1]), java)
    if not found:
        releases = f"{least} or later" if most == ANY_JAVA else f"{least} to {most}"
        raise ServerMissingError(f"Neo4j {version} for tests needs a JDK of Java {releases}: install one.")
    return found[min(found)]


def jars(version: str) -> Path:
    """The folder of the server's jars, fetched with Maven the first time."""
    lib = Path(platformdirs.user_cache_dir("quanze-tests")) / "neo4j" / version
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerMissingError(f"Neo4j {version} for tests is fetched with Maven: install Maven (mvn).")
    lib.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{version}-", dir=lib.parent))
    command = [
        maven,
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:copy-dependencies",
        f"-Dneo4j.version={version}",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={fresh}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        shutil.rmtree(fresh)
        errors = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or ["no reason given"]
        raise ServerMissingError(f"Maven could not fetch Neo4j {version}: {errors[0]}")
    try:
        fresh.rename(lib)
    except OSError:  # Another run was quicker.
        shutil.rmtree(fresh)
    return lib


def java_command(version: str, heap: str = "768m", *, warm: bool = False) -> list[str]:
    """The Java command up to the class to run, with the server's jars on the class path.

    The tests ask a server hardly anything twice, so Java compiles only quickly, which takes half the processor time;
    ``warm`` is for one whose speed is measured. Java then keeps a fifth of the room for what it has compiled, and of
    97,000 methods that a whole run compiled 75,000 had been thrown out before: it is given as much as it has otherwise.
    """
    return _java(version, heap, f"-XX:SharedArchiveFile={prepared(version) / CLASSES}", warm=warm)


def _java(version: str, heap: str, archive: str, *, warm: bool = False) -> list[str]:
    opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENS]
    return [
        str(find_java(version)),
        archive,
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:+IgnoreUnrecognizedVMOptions",
        *(() if warm else ("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m")),
        "--enable-native-access=ALL-UNNAMED",
        *opens,
        "-cp",
        os.pathsep.join([str(_folder(version) / LAUNCHER), str(jars(version) / "*")]),
    ]


CLASSES, HOME, LAUNCHER, READY = "classes.jsa", "home", "launcher.jar", "ready"


def _folder(version: str) -> Path:
    """Where what a version needs to start is kept, by our launcher and the Java it runs on."""
    stamp = blake2b((HERE / "Launcher.java").read_bytes() + str(find_java(version)).encode(), digest_size=6).hexdigest()
    return jars(version).with_name(f"{version}-{stamp}")


@cache
def prepared(version: str) -> Path:
    """A folder with our launcher, an empty home, and the classes of a server as Java keeps them ready; made once.

    A server that has to read its classes from jars and to set up its databases takes twice as long to start.
    """
    folder = _folder(version)
    while not (folder / READY).is_file():
        try:
            folder.mkdir()
        except FileExistsError:  # Another process is at it, or was ended while it was.
            if time.time() - folder.stat().st_mtime > PREPARING_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
            time.sleep(0.2)
            continue
        try:
            _compile(version, folder / LAUNCHER)
            archive = f"-XX:ArchiveClassesAtExit={folder / CLASSES}"
            (folder / HOME).mkdir()
            server = _start(_java(version, "768m", archive), folder / HOME, version)
            try:
                _use(server)
                server.stop()
            finally:
                server.kill()
            (folder / READY).touch()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def _use(server: Neo4jServer) -> None:
    """Have the classes loaded that queries and constraints need."""
    with server.driver() as driver:
        for text in (
            "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE",
            "CALL db.awaitIndexes(60)",
            "UNWIND [1, 2] AS i MERGE (n:X {id: i}) SET n.name = 'x'",
            "MATCH (a:X {id: 1}) MATCH (b:X {id: 2}) CREATE (a)-[:R {key: 'k'}]->(b)",
            "MATCH (a:X)-[r:R*1..2]->(b) WHERE a.name CONTAINS 'x' RETURN a.id, collect(r), count(*) ORDER BY a.id",
            "MATCH (n) DETACH DELETE n",
            "DROP CONSTRAINT x",
        ):
            driver.execute_query(text)


def _compile(version: str, jar: Path) -> None:
    """Put the compiled ``Launcher`` into a jar: Java would compile its source at every start."""
    with tempfile.TemporaryDirectory(prefix="quanze-launcher-") as folder:
        compiler = find_java(version).with_name("javac")
        libraries = str(jars(version) / "*")
        command = [str(compiler), "-nowarn", "-d", folder, "-cp", libraries, str(HERE / "Launcher.java")]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(jar, "w") as archive:
            for compiled in sorted(Path(folder).glob("*.class")):
                archive.write(compiled, compiled.name)


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def launch(
    home: Path,
    version: str = "",
    *,
    heap: str = "768m",
    settings: dict[str, str] | None = None,
    warm: bool = False,
) -> Neo4jServer:
    """Start a server on ``home`` (created, where there is no such folder, or reopened) and return it once it answers.

    The caller ends it with ``stop`` or ``kill``; it also ends with this process. Every start sets a new password.
    """
    require("server")
    version = version or chosen_version()
    if not home.exists():
        shutil.copytree(prepared(version) / HOME, home)
    return _start(java_command(version, heap, warm=warm), home, version, settings)


KEPT_PLANS = {
    "dbms.cypher.min_replan_interval": "1d",
    "dbms.cypher.statistics_divergence_threshold": "1.0",
    "internal.cypher.use_parameter_size": "false",
}
"""Tests empty the database and fill it again and again, and ask with texts and lists of any length; to make each plan
anew would take longer than they do."""


def _order(home: Path, port: int, version: str, settings: dict[str, str] | None) -> list[str]:
    """What ``Launcher`` is given to start a server."""
    chosen = {"server.memory.pagecache.size": "64m"} if int(version.split(".")[0]) > 4 else {}
    chosen.update(settings or {})
    return [str(home), str(port), *(f"{k}={v}" for k, v in chosen.items())]


def _start(command: list[str], home: Path, version: str, settings: dict[str, str] | None = None) -> Neo4jServer:
    password, port = secrets.token_urlsafe(16), _free_port()
    process = subprocess.Popen(
        [*command, "Launcher", *_order(home, port, version, settings)],
        env={**os.environ, "QUANZE_TEST_NEO4J_PASSWORD": password},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    output, said, ready = process.stdout, deque[str](maxlen=30), threading.Semaphore(0)

    def read() -> None:  # to the end, since what it says must not fill the pipe and stop it
        for line in output:
            said.append(line)
            if line == READY_LINE:
                ready.release()
        ready.release()

    drain = threading.Thread(target=read, daemon=True)
    drain.start()
    uri = f"bolt://127.0.0.1:{port}"
    server = Neo4jServer(uri, "neo4j", password, None, version, home, process, drain, ready, said)
    server.await_start()
    return server


@contextmanager
def running(
    version: str = "", *, heap: str = "768m", settings: dict[str, str] | None = None, warm: bool = False
) -> Iterator[Neo4jServer]:
    """A server of our own in a temporary home that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="quanze-neo4j-"))
    try:
        server = launch(folder / HOME, version, heap=heap, settings=settings, warm=warm)
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def given_or_running() -> Iterator[Neo4jServer]:
    """The server NEO4J_URI names, refused unless its database is empty; else one of our own."""
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        with running(settings=KEPT_PLANS) as server:
            yield server
        return
    import neo4j

    user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
    database = os.environ.get("NEO4J_DATABASE")
    with neo4j.GraphDatabase.driver(uri, auth=(user, password)) as driver:
        if driver.execute_query("MATCH (n) RETURN n LIMIT 1", database_=database).records:
            raise RuntimeError(
                "NEO4J_URI names a database that is not empty: tests write and wipe, so give an empty one."
            )
        version = str(driver.get_server_info().agent).removeprefix("Neo4j/")
    yield Neo4jServer(uri, user, password, database, version)
