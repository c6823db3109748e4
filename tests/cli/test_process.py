"""The command as a process of its own: exit codes, streams, pipes, encodings."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from quanze.cli import windows_memory
from tests.loaders.cases import city
from tests.sets import write_csv

pytestmark = pytest.mark.process

COMMAND = [sys.executable, "-c", "from quanze.cli import main; main()"]


def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("who", "行政轄區溫室氣體排放量"), 0),
        (("query", "nothing"), 1),
        (("who",), 2),
        (("agency", "處"), 3),
        (("who", "無此事項"), 4),
        (("gaps", "--fail-on", "warning"), 5),
        (("check", "bad"), 6),
        (("list", "--db", "missing.kgl"), 7),
    ],
)
def test_every_exit_code(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["kind"] = "?"
    write_csv(tmp_path / "bad", tables)
    ran = call(*arguments)
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("read", [0, 100])
@pytest.mark.parametrize("arguments", [("query", "graph_edges", "--format", "json"), ("list", "Agency"), ("--help",)])
def test_a_reader_that_goes_is_no_failure(arguments: tuple[str, ...], read: int) -> None:
    """Whether it goes before the first character is written or in the middle."""
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.read(read)
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) == 0, errors
    assert "Error" not in errors and "Traceback" not in errors and "Exception" not in errors


@pytest.mark.parametrize("arguments", [("plan.txt", "-o", "out.xlsx"), ("plan.txt", "--view", "out.html")])
def test_a_file_is_written_though_the_reader_of_the_report_goes(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """The report is printed first: ``quanze read plan.docx -o draft.xlsx | head`` lost the draft."""
    tasks = "".join(f"{n}、第{n}期夜市納管由市場處主辦，衛生局協辦。\n" for n in range(1, 400))
    (tmp_path / "plan.txt").write_text(tasks, encoding="utf-8")
    process = subprocess.Popen([*COMMAND, "read", *arguments], cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    assert process.wait(60) == 0
    assert (tmp_path / arguments[-1]).is_file()


def test_chinese_goes_through_a_pipe_of_another_encoding() -> None:
    ran = call("list", "Agency", "--format", "json", PYTHONIOENCODING="cp950", LC_ALL="C", PYTHONUTF8="0")
    assert ran.returncode == 0
    assert "環境保護局" in {r["name"] for r in json.loads(ran.stdout)}


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LC_ALL": "zh_TW.UTF-8"}, "查詢"),
        ({"LC_ALL": "en_US.UTF-8"}, "Querying"),
        ({"QUANZE_LANG": "zh-TW", "LC_ALL": "C"}, "查詢"),
        ({"LC_ALL": "C", "LANG": ""}, "Querying"),
    ],
)
def test_the_language_of_the_environment(variables: dict[str, str], word: str) -> None:
    assert word in call("list", **variables).stderr


def test_bytes_that_are_no_text() -> None:
    ran = subprocess.run([*COMMAND, "who", b"\xff\xfe"], capture_output=True, timeout=60)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_the_database_of_the_environment(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "set", city())
    assert call("load", folder, QUANZE_DB=str(tmp_path / "y.kgl")).returncode == 0
    ran = call("list", "--format", "csv", QUANZE_DB=str(tmp_path / "y.kgl"))
    assert "t,Agency,2" in ran.stdout
    assert "y.kgl" in ran.stderr


def test_failures_speak_the_language_asked_for() -> None:
    for lang, words in (("zh-TW", ("沒有名為", "指標")), ("en", ("No record is named", "indicator"))):
        ran = call("who", "行政轄區溫室氣體排量量", "--lang", lang)
        assert ran.returncode == 4
        assert all(w in ran.stderr for w in words), ran.stderr


@pytest.mark.usefixtures("tmp_path")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which only Linux has")
def test_an_output_that_is_full_is_said() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run([*COMMAND, "demo"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "could not be written" in ran.stderr


def test_a_query_from_standard_input_is_utf8() -> None:
    ran = subprocess.run([*COMMAND, "cypher", "-"], input=b"\xff\xfe", capture_output=True, timeout=60)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


@pytest.mark.slow
class TestLostOutput:
    """What is asked for and cannot be shown is a failure; what was done stays done, and the exit code says which."""

    @pytest.mark.parametrize("to", [">&-", "> /dev/full"])
    def test_of_a_question(self, to: str) -> None:
        ran = shell(f"list agencies {to}")
        assert ran.returncode == 1 and "Traceback" not in ran.stderr and "quanze:" in ran.stderr

    @pytest.mark.parametrize("to", [">&-", "> /dev/full"])
    def test_of_a_load_that_landed(self, to: str, tmp_path: Path) -> None:
        db = f"--db {tmp_path / 'x.kgl'}"
        goals = f"cypher 'MATCH (g:SDGGoal) RETURN count(g) AS goals' --format csv {db}"
        ran = shell(f"load sdg {db} {to}")
        assert ran.returncode == 8 and "Traceback" not in ran.stderr
        assert shell(goals).stdout.split() == ["goals", "17"]
        assert shell(f"undo --yes {db} {to}").returncode == 8
        assert shell(goals).stdout.split() == ["goals", "0"]

    @pytest.mark.parametrize("to", ["2>&-", "2> /dev/full"])
    def test_of_what_is_beside_the_answer(self, to: str) -> None:
        ran = shell(f"list agencies {to}")
        assert ran.returncode == 0 and "環境保護局" in ran.stdout

    def test_too_little_memory_is_a_message(self) -> None:
        code = (
            "import quanze.api\n"
            "def too_much(*_, **__): raise MemoryError\n"
            "quanze.api.open = too_much\n"
            "from quanze.cli import main; main()"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, "list", "agencies"],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert ran.returncode == 1 and "not enough memory" in ran.stderr and "Traceback" not in ran.stderr


def shell(arguments: str) -> subprocess.CompletedProcess[str]:
    """What a POSIX shell makes of a command line."""
    line = f"{sys.executable} -m quanze {arguments}"
    return subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", timeout=60, check=False)


LONG = {
    "shortest path": "MATCH (a),(b) MATCH p = shortestPath((a)-[*..30]-(b)) RETURN sum(length(p)) AS n",
    "product": "MATCH (a),(b),(c),(d) RETURN a.name, b.name, c.name, d.name ORDER BY a.name DESC",
}
WITHOUT_END = (
    "from quanze.graph.embedded.engine import EmbeddedEngine as Engine\n"
    "read = Engine.read\n"
    f"long = {LONG['shortest path']!r}\n"
    "Engine.read = lambda engine, text, *_, **__: read(engine, text if ' AS opened' in text else long)\n"
    "from quanze.cli import main; main()"
)
"""A program whose every question takes long, but for the one that opens its graph."""
DOUBLING = "RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS n"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals and memory of POSIX")
class TestEnds:
    """A question ends with its time, its memory and Ctrl-C, also where the engine heeds none of them."""

    @pytest.mark.parametrize("text", LONG.values(), ids=LONG)
    def test_at_its_time(self, text: str) -> None:
        begun = time.monotonic()
        ran = call("cypher", text, "--timeout", 0.5)
        assert (ran.returncode, time.monotonic() - begun < 8) == (7, True)
        assert "took too long" in ran.stderr and "--timeout" in ran.stderr and "Traceback" not in ran.stderr

    def test_at_its_memory(self) -> None:
        ran = call("cypher", DOUBLING, QUANZE_MEMORY="300")
        assert ran.returncode == 1
        assert "not enough memory" in ran.stderr and "Traceback" not in ran.stderr

    @pytest.mark.parametrize("arguments", [("who", "x"), ("query", "graph_edges"), ("deps",), ("matrix",), ("gaps",)])
    def test_any_question_at_the_time_of_the_environment(self, arguments: tuple[str, ...]) -> None:
        begun = time.monotonic()
        ran = subprocess.run(
            [sys.executable, "-c", WITHOUT_END, *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            env={**os.environ, "QUANZE_TIMEOUT": "0.5", "QUANZE_LANG": "en"},
        )
        assert (ran.returncode, time.monotonic() - begun < 8) == (7, True)
        assert "took too long" in ran.stderr and "QUANZE_TIMEOUT" in ran.stderr and "Traceback" not in ran.stderr

    @pytest.mark.parametrize(
        ("name", "value"), [("QUANZE_TIMEOUT", "soon"), ("QUANZE_TIMEOUT", "nan"), ("QUANZE_MEMORY", "0")]
    )
    def test_a_limit_that_is_none_is_refused(self, name: str, value: str) -> None:
        ran = call("who", "13.2", **{name: value})
        assert (ran.returncode, ran.stdout) == (2, "")
        assert name in ran.stderr and value in ran.stderr

    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
    def test_at_a_signal(self, sent: signal.Signals) -> None:
        process = subprocess.Popen(
            [*COMMAND, "cypher", LONG["shortest path"]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr and "Querying" in process.stderr.readline()
        time.sleep(0.3)
        begun = time.monotonic()
        process.send_signal(sent)
        assert "Traceback" not in process.communicate(timeout=60)[1]
        assert process.returncode == (1 if sent == signal.SIGINT else -sent)
        assert time.monotonic() - begun < 5

    def test_any_question(self) -> None:
        for arguments in (("who", "x"), ("query", "graph_edges"), ("deps",)):  # side by side each waits for the slowest
            process = subprocess.Popen(
                [sys.executable, "-c", WITHOUT_END, *arguments], stderr=subprocess.PIPE, text=True
            )
            assert process.stderr and "Querying" in process.stderr.readline()
            time.sleep(0.3)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert "Traceback" not in process.communicate(timeout=60)[1]
            assert process.returncode == 1
            assert time.monotonic() - begun < 5


class Kernel:
    """Answers as ``kernel32`` does: writes numbers where Windows writes them, and says whether it did."""

    def __init__(self, answers: bool) -> None:
        def process() -> int:
            return -1

        def info(_process: int, into: Any, size: int) -> int:
            assert (size, into._obj.size) == (72, 72)
            ctypes.memmove(ctypes.addressof(into._obj) + 56, (5 << 30).to_bytes(8, "little"), 8)
            return int(answers)

        def status(into: Any) -> int:
            assert into._obj.size == ctypes.sizeof(into._obj) == 64
            ctypes.memmove(ctypes.addressof(into._obj) + 8, (8 << 30).to_bytes(8, "little"), 8)
            return int(answers)

        self.GetCurrentProcess, self.K32GetProcessMemoryInfo, self.GlobalMemoryStatusEx = process, info, status


@pytest.mark.parametrize(("answers", "found"), [(True, (5 << 30, 8 << 30)), (False, (0, 0))])
def test_memory_is_read_where_windows_writes_it(answers: bool, found: tuple[int, int]) -> None:
    assert (windows_memory.taken(Kernel(answers)), windows_memory.of_machine(Kernel(answers))) == found
