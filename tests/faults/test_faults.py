"""What must hold when a process is killed, a disk is full, a file is damaged, or two want the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze import bundled
from quanze.errors import BusyError, DataError, QuanzeError, StorageError
from quanze.graph import open_engine
from quanze.graph.embedded import engine as embedded_engine
from tests.copies import copied
from tests.loaders.cases import SAID, city
from tests.sets import loaded, snapshot, write_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and devices of POSIX")


def big(size: int, mark: str) -> dict[str, list[dict[str, Any]]]:
    """A data set large enough that its load takes a while."""
    tables = city()
    tables["agencies"] += [
        {"id": f"t/agency/{i}", "name": f"{mark}{i}局", "kind": "bureau", **SAID} for i in range(size)
    ]
    tables["responsibilities"] += [
        {"who": f"t/agency/{i}", "role": "協辦", "on": "t/task/one", "note": mark, **SAID} for i in range(size)
    ]
    return tables


LOAD = "import sys; from quanze.api import open; g = open(sys.argv[1], create=True); g.load(sys.argv[2])"


def start(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kills(request: pytest.FixtureRequest) -> int:
    """How many writers of a database are killed: half of ``--kills``."""
    return int(request.config.getoption("--kills")) // 2


def test_kill_at_any_moment_leaves_the_old_graph_or_the_new_one(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    old, new = write_csv(tmp_path / "old", big(600, "甲")), write_csv(tmp_path / "new", big(700, "乙"))
    states = {}
    for name, source in (("old", old), ("new", new)):
        with loaded(tmp_path / f"{name}.kgl", source) as graph:
            states[name] = snapshot(graph.engine)
    began = time.monotonic()
    db = tmp_path / "x.kgl"
    db.write_bytes((tmp_path / "old.kgl").read_bytes())
    opened = tmp_path / "as opened.kgl"
    opened.hardlink_to(db)
    assert start(LOAD, db, new).wait(60) == 0
    whole = time.monotonic() - began
    assert opened.read_bytes() == (tmp_path / "old.kgl").read_bytes(), "written in place: a kill leaves half of it"
    with quanze.open(db) as graph:
        assert snapshot(graph.engine) == states["new"]
    chance, met = random.Random(7), {"old": 0, "new": 0}
    at_old = (tmp_path / "old.kgl").read_bytes()
    for _ in range(kills(request)):
        db.write_bytes(at_old)
        process = start(LOAD, db, new)
        time.sleep(chance.uniform(0.3, 1.05) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        with quanze.open(db) as graph:
            found = snapshot(graph.engine)
        met["old" if found == states["old"] else "new"] += 1
        assert found in (states["old"], states["new"]), "a third state"
    assert met["old"], "every load ended before it was killed"
    loaded(db, new).close()
    with quanze.open(db) as graph:
        assert snapshot(graph.engine) == states["new"], "what a killed writer left behind does not hinder the next"


ACT = """
import os, signal, sys
import quanze
from quanze.graph.embedded import load_log
moment = sys.argv[3]
if moment == "before publishing":
    put = load_log.put
    def put_and_die(*arguments):
        put(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    load_log.put = put_and_die
elif moment == "after publishing":
    load_log.confirm = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with quanze.open(sys.argv[1]) as graph:
    graph.load(sys.argv[2]) if sys.argv[4] == "load" else graph.undo()
"""


def with_log(db: Path) -> tuple[dict[str, Any], list[Any]]:
    """The graph and its log; without the times, which differ from run to run."""
    with quanze.open(db) as graph:
        return snapshot(graph.engine), [{**row, "at": "", "undone": bool(row["undone"])} for row in graph.log()]


@pytest.mark.slow
@pytest.mark.parametrize("action", ["load", "undo"])
def test_kill_leaves_the_graph_and_its_log_of_one_moment(
    request: pytest.FixtureRequest, tmp_path: Path, action: str
) -> None:
    db, log = tmp_path / "x.kgl", tmp_path / "x.kgl.loads"
    loaded(db, write_csv(tmp_path / "first", big(300, "甲"))).close()
    loaded(db, write_csv(tmp_path / "second", big(310, "乙"))).close()
    new = write_csv(tmp_path / "new", big(320, "丙"))
    start_files = db.read_bytes(), log.read_bytes()
    old = with_log(db)

    def act(moment: str, wait: float = 60) -> tuple[dict[str, Any], list[Any]]:
        db.write_bytes(start_files[0])
        log.write_bytes(start_files[1])
        process = start(ACT, db, new, moment, action)
        with suppress(subprocess.TimeoutExpired):
            process.wait(wait)
        process.kill()
        process.wait(10)
        return with_log(db)

    began = time.monotonic()
    done = act("never")
    whole = time.monotonic() - began
    assert done[0] != old[0] and done[1] != old[1]
    assert act("before publishing") == old
    assert act("after publishing") == done
    chance = random.Random(7)
    for _ in range(kills(request) // 4):
        assert act("never", chance.uniform(0.3, 1.0) * whole) in (old, done), "a third state"


def test_the_log_of_another_file_is_not_taken(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "first", city())).close()
    other = tmp_path / "y.kgl"
    loaded(other, write_csv(tmp_path / "other", big(3, "乙"))).close()
    db.write_bytes(other.read_bytes())
    with quanze.open(db) as graph:
        assert graph.log() == []
        with pytest.raises(DataError, match="No load is logged"):
            graph.undo()
    (tmp_path / "y.kgl.loads").write_text("{", encoding="utf-8")
    with quanze.open(other) as graph:
        assert graph.log() == []
        graph.load(write_csv(tmp_path / "more", big(4, "乙")))
        assert len(graph.log()) == 1


HOLD = """
import sys, time
from pathlib import Path
from quanze.graph import open_engine
def work(transaction):
    Path(sys.argv[2]).touch()
    time.sleep(float(sys.argv[3]))
open_engine(sys.argv[1], create=True).transact(work)
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Callable[[float], Path]]:
    """Start another process that holds the write lease of a database for so many seconds."""
    processes = []

    def hold(seconds: float) -> Path:
        db, sign = tmp_path / "held.kgl", tmp_path / "sign"
        loaded(db, write_csv(tmp_path / "first", city())).close()
        processes.append(start(HOLD, db, sign, seconds))
        for _ in range(600):
            if sign.exists():
                return db
            time.sleep(0.05)
        raise AssertionError("the other process never began")

    yield hold
    for process in processes:
        process.kill()
        process.wait()


def test_a_second_writer_waits(held: Callable[[float], Path], tmp_path: Path) -> None:
    db = held(1.0)
    began = time.monotonic()
    with loaded(db, write_csv(tmp_path / "more", big(3, "丙"))) as graph:
        assert len(graph.query("find_names", key="丙")) == 3
    assert 0.1 < time.monotonic() - began < embedded_engine.WAIT


def test_a_second_writer_is_told_when_waiting_is_no_use(
    held: Callable[[float], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = held(60)
    monkeypatch.setattr(embedded_engine, "WAIT", 0.3)
    with pytest.raises(BusyError, match=r"Another process \(pid \d+\) is writing to") as busy:
        loaded(db, write_csv(tmp_path / "more", big(3, "丙")))
    assert busy.value.advice
    with quanze.open(db) as graph:
        assert graph.find("甲局")["id"] == "t/agency/a", "readers go on reading"


def test_readers_go_on_while_a_load_is_published(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    sources = [write_csv(tmp_path / str(i), big(20 + i, "甲乙"[i])) for i in range(2)]
    loaded(db, sources[0]).close()
    seen, stop, failed = set(), threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                with quanze.open(db) as graph:
                    seen.add(graph.engine.read("MATCH (n) RETURN count(n) AS n ORDER BY n")[0]["n"])
            except QuanzeError as e:
                failed.append(e)

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(10):
        loaded(db, sources[(i + 1) % 2]).close()
    stop.set()
    reader.join()
    assert not failed
    assert seen <= {25, 26} and seen


LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # it would be cut off, and stay
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
from quanze.api import open
from quanze.errors import StorageError
try:
    with open(sys.argv[1], create=True) as g:
        getattr(g, sys.argv[4])(sys.argv[2])
except StorageError as e:
    assert e.message and e.advice
    sys.exit(42)
"""


def test_a_full_disk_keeps_the_old_state(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: writing fails in the same place."""
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "old", city())).close()
    before, files = db.read_bytes(), {p.name for p in tmp_path.iterdir()}
    new = write_csv(tmp_path / "new", big(3000, "乙"))
    assert start(LIMITED, db, new, 4096, "load").wait(60) == 42
    assert db.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} - files <= {"new", "x.kgl.lock"}, "nothing half-written is left"
    with quanze.open(db) as graph:
        assert graph.find("甲局")


@pytest.mark.parametrize("target", ["out.xlsx", "out.yaml", "out"])
def test_a_dump_to_a_full_disk_leaves_nothing(tmp_path: Path, target: str) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "set", big(300, "乙"))).close()
    (tmp_path / "to").mkdir()
    assert start(LIMITED, db, tmp_path / "to" / target, 4096, "dump").wait(60) == 42
    left = [p for p in (tmp_path / "to").rglob("*") if p.is_file() and p.stat().st_size]
    assert all(p.suffix == ".csv" and p.stat().st_size < 4096 for p in left), left


@pytest.mark.parametrize("where", ["missing/x.kgl", "/proc/x.kgl", "/dev/null/x.kgl", "folder"])
def test_a_place_that_cannot_be_written(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    source = write_csv(tmp_path / "set", city())
    with pytest.raises(StorageError) as refused:
        loaded(tmp_path / where, source)
    assert refused.value.advice


def test_a_read_only_folder_keeps_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "set", city())).close()
    before = db.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)  # what the system says to anyone but root
    with pytest.raises(StorageError, match="is not writable"):
        loaded(db, write_csv(tmp_path / "new", big(3, "乙")))
    assert db.read_bytes() == before


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "head", "middle", "zeros"])
def test_a_damaged_database_is_told(tmp_path: Path, damage: str) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "set", big(500, "甲"))).close()
    data = db.read_bytes()
    half = len(data) // 2
    db.write_bytes(
        {
            "empty": b"",
            "text": "不是資料庫".encode(),
            "cut": data[:half],
            "head": b"\0" * 16 + data[16:],
            "middle": data[:half] + b"\xff" * 64 + data[half + 64 :],
            "zeros": b"\0" * len(data),
        }[damage]
    )
    with pytest.raises(StorageError) as refused, quanze.open(db) as graph:
        snapshot(graph.engine)
    assert refused.value.advice


def test_a_database_of_another_version_is_told(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "set", city())).close()
    from quanze.graph.upsert import update_nodes

    old = {"id": "t", "props": {"id": "t", "name": "舊", "dataset": "t", "schema_version": 0, "search_key": ""}}
    open_engine(db).transact(lambda t: t.write(update_nodes("Dataset"), [old]))
    with pytest.raises(StorageError, match="schema version 0"):
        quanze.open(db)


class Stop(Exception):
    """Raised inside a unit of work."""


def test_an_exception_in_a_unit_of_work_writes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "set", city())).close()
    before = db.read_bytes()
    from quanze.graph.upsert import delete_nodes

    def work(transaction: Any) -> None:
        transaction.write(delete_nodes("Dataset"), [{"id": "t"}])
        raise Stop

    engine = open_engine(db)
    with pytest.raises(Stop):
        engine.transact(work)
    assert db.read_bytes() == before
    assert engine.read("MATCH (d:Dataset) RETURN d.id AS id ORDER BY id") == [{"id": "t"}]


DEMO = "from quanze.bundled import bundled_graph; print(bundled_graph())"


def test_two_processes_build_the_bundled_graph_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "cache"))
    old = tmp_path / "cache" / "bundled-0123456789abcdef.kgl"
    old.parent.mkdir()
    old.write_bytes(b"old")
    running = [subprocess.Popen([sys.executable, "-c", DEMO], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    paths = {process.communicate(timeout=120)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    (path,) = paths
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [Path(path).name], "older graphs and leftovers go"
    with quanze.open(path) as graph:
        assert [d["id"] for d in graph.datasets()] == sorted(bundled.ORDER)


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "cache"))
    with quanze.open() as graph:
        assert graph.who("行政轄區溫室氣體排放量")
    assert (tmp_path / "cache").is_file()


@pytest.mark.parametrize("damage", [b"", b"\0" * 1000, b"text"])
def test_a_damaged_cache_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "cache"))
    path = bundled.bundled_graph()
    path.write_bytes(damage)
    with quanze.open() as graph:
        assert graph.who("行政轄區溫室氣體排放量")
    assert path.stat().st_size > 10_000


def test_the_cache_follows_the_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:

    before = bundled.stamp()
    copy = tmp_path / "data"
    copied(bundled.folders()[0].parent, copy)
    monkeypatch.setattr(bundled.graph, "folders", lambda: [copy / name for name in bundled.ORDER])
    assert bundled.stamp() == before
    table = copy / "chiayi" / "tasks.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert bundled.stamp() != before


@pytest.mark.parametrize("changed", ["schema/kinds.py", "graph/embedded/bulk.py", "loaders/un_tier/tier_rows.py"])
def test_the_cache_follows_the_code(changed: str, tmp_path: Path) -> None:
    """Also that of a package inside a room."""

    package = tmp_path / "quanze"
    copied(Path(quanze.__file__).parent, package)

    def stamp() -> str:
        code = "from quanze.bundled import stamp; print(stamp())"
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout

    before = stamp()
    assert stamp() == before
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert stamp() != before
