"""What a command writes: nobody's file is replaced unasked, and the old or the new one stands."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from quanze.errors import FileError
from quanze.exports.atomic_file import existing_kept, write_file
from quanze.exports.dataset_tables import write_folder
from tests.cli.outputs import ARGUMENTS, DATABASE, ENDINGS, FOLDERS, writers
from tests.cli.running import run
from tests.loaders.cases import city
from tests.sets import write_csv

PLAN = "第一條　環境局主辦節能推廣。"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_csv(tmp_path / "set", city())
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_option_that_names_a_file_to_be_written_is_known() -> None:
    assert {command for command, _ in writers()} == set(ARGUMENTS)


@pytest.mark.parametrize(("command", "option"), [w for w in writers() if w not in FOLDERS])
def test_what_is_there_is_kept_and_nothing_is_done(here: Path, command: str, option: str) -> None:
    target = here / f"mine{ENDINGS.get((command, option), '.csv')}"
    target.write_bytes(b"work")
    database: tuple[str, ...] = ("--db", str(here / "own.kgl")) if command in DATABASE - {"copy"} else ()
    if command == "copy":
        database = ("--from", "bundled", "--to", str(here / "own.kgl"))
    ran = run(*command.split(), *ARGUMENTS[command], *database, option, target)
    assert (ran.code, target.read_bytes()) == (1, b"work"), ran
    assert "--overwrite" in ran.err and ran.out == ""
    assert not (here / "own.kgl").exists(), "it was refused after the work was done"


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("command", ["who", "template", "dump", "merge", "read", "matrix"])
def test_overwrite_replaces(here: Path, command: str) -> None:
    target = here / "mine.xlsx"
    target.write_bytes(b"work")
    assert run(*command.split(), *ARGUMENTS[command], "-o", target, "--overwrite").code == 0
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.whole
def test_files_that_nobody_named_are_kept_too(here: Path) -> None:
    long_form, view = here / "m.long.csv", here / "view.html"
    for path, arguments in ((long_form, ("matrix", "--long", "-o", here / "m.csv")), (view, ("view", "network"))):
        path.write_bytes(b"work")
        ran = run(*arguments)
        assert (ran.code, path.read_bytes()) == (1, b"work"), ran
        assert run(*arguments, "--overwrite").code == 0
        assert path.read_bytes() != b"work"


@pytest.mark.slow
def test_the_demo_can_be_repeated(here: Path) -> None:
    assert run("demo").code == 0
    matrix = next((here / "quanze-demo").glob("*.xlsx"))
    matrix.write_bytes(b"work")
    again = run("demo")
    assert (again.code, matrix.read_bytes()) == (0, b"work")
    assert "--overwrite" in again.out
    assert run("demo", "--overwrite").code == 0 and matrix.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "agencies"),
        ("list", "agencies", "-o", "a.xlsx"),
        ("matrix", "-o", "a.html"),
        ("dump", "--dataset", "chiayi", "-o", "a.xlsx"),
        ("export", "graph", "-o", "a.gexf"),
        ("matrix", "--long", "-o", "a.md"),
    ],
)
def test_an_option_of_csv_is_refused_for_other_formats(here: Path, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, *(() if "--long" in arguments else ("--bom",)))
    assert ran.code == 2 and "CSV" in ran.err and not list(here.glob("a.*")), ran


def test_a_bom_begins_csv_wherever_it_goes(here: Path) -> None:
    assert run("list", "agencies", "--format", "csv", "--bom").out.startswith("\ufeffid")
    assert run("list", "agencies", "--bom", "-o", here / "a.csv").code == 0
    assert (here / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid")


@pytest.mark.whole
def test_sheets_of_a_larger_picture_are_told(here: Path) -> None:
    for name in ("p-1.svg", "p-10.svg", "p-2.svg", "p-a.svg", "p-1.png", "q-1.svg"):
        (here / name).touch()
    ran = run("view", "reporting", "--lang", "en", "-o", here / "p.svg")
    assert ran.code == 0 and "not written now: p-1.svg, p-2.svg, p-10.svg\n" in ran.err, ran


@pytest.mark.parametrize("arguments", [("read", "plan.txt", "-o", "a.xlsx"), ("import", "popolo", "set", "-o", "a")])
def test_an_id_that_no_load_takes_is_refused(here: Path, arguments: tuple[str, ...]) -> None:
    assert (run(*arguments, "--dataset", "my plan").code, list(here.glob("a*"))) == (1, [])


class TestFolder:
    """A folder is taken when it is empty or holds the same data set, and swapped whole."""

    @pytest.mark.whole
    def test_of_others_it_is_refused(self, here: Path) -> None:
        for name in ("notes", "other"):
            (here / name).mkdir()
        (here / "notes" / "notes.txt").write_text("mine", encoding="utf-8")
        assert run("dump", "--dataset", "sdg", "-o", here / "other").code == 0
        before = {p: p.read_bytes() for p in here.rglob("*") if p.is_file()}
        for name in ("notes", "other"):
            for arguments in (("dump", "--dataset", "chiayi"), ("read", "plan.txt")):
                ran = run(*arguments, "-o", here / name, "--overwrite")
                assert ran.code == 1, ran
        assert {p: p.read_bytes() for p in here.rglob("*") if p.is_file()} == before

    @pytest.mark.whole
    @pytest.mark.sweep
    @pytest.mark.parametrize(
        "arguments",
        [
            ("brief", "--each", "councils"),
            ("export", "graph", "--format", "csv"),
            ("export", "graph", "--format", "open-sdg"),
            ("dump", "--dataset", "chiayi"),
        ],
    )
    def test_one_with_other_files_is_not_written_to(self, here: Path, arguments: tuple[str, ...]) -> None:
        folder = here / "share"
        assert run(*arguments, "-o", folder).code == 0
        assert run(*arguments, "-o", folder).code == 1, "it holds the same files"
        assert run(*arguments, "-o", folder, "--overwrite").code == 0
        if arguments[0] != "dump":  # whose folder says itself what it is
            (folder / "notes.txt").write_text("mine", encoding="utf-8")
            before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            assert run(*arguments, "-o", folder, "--overwrite").code == 1
            assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
        (here / "others").mkdir()
        (here / "others" / "notes.txt").write_text("mine", encoding="utf-8")
        assert run(*arguments, "-o", here / "others").code == 1
        assert [p.name for p in (here / "others").iterdir()] == ["notes.txt"]

    @pytest.mark.whole
    def test_of_the_same_data_set_it_is_replaced_when_asked(self, here: Path) -> None:
        folder = here / "mine"
        assert run("dump", "--dataset", "chiayi", "-o", folder).code == 0
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
        (folder / "more").mkdir()
        (folder / "more" / "a.txt").write_text("mine", encoding="utf-8")
        stale = folder / "changes.csv"
        stale.write_text("old", encoding="utf-8")
        agencies = (folder / "agencies.csv").read_bytes()
        (folder / "agencies.csv").write_bytes(b"old")
        assert run("dump", "--dataset", "chiayi", "-o", folder).code == 1
        assert (folder / "agencies.csv").read_bytes() == b"old"
        assert run("dump", "--dataset", "chiayi", "-o", folder, "--overwrite").code == 0
        assert (folder / "agencies.csv").read_bytes() == agencies
        assert stale.exists() is ("changes" in {p.stem for p in (here / "mine").glob("*.csv")})
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
        assert (folder / "more" / "a.txt").read_text(encoding="utf-8") == "mine"
        assert [p.name for p in here.iterdir() if p.name.startswith(".")] == []

    def test_tables_of_two_times_are_told(self, here: Path) -> None:
        folder = here / "mine"
        assert run("load", here / "set", "--db", here / "own.kgl").code == 0
        assert run("dump", "--db", here / "own.kgl", "-o", folder).code == 0
        assert run("check", folder).code == 0
        tasks = (folder / "tasks.csv").read_bytes()
        (folder / "tasks.csv").unlink()
        assert '"table-lost"' in run("check", folder, "--format", "json").out
        (folder / "tasks.csv").write_bytes(tasks)
        (folder / "councils.csv").write_text("id,name,origin\nx/c,某會,editorial\n", encoding="utf-8")
        assert '"table-unlisted"' in run("check", folder, "--format", "json").out

    def test_one_that_cannot_be_swapped_is_refused(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "empty").mkdir()
        monkeypatch.chdir(here / "empty")
        ran = run("dump", "--dataset", "chiayi", "-o", ".")
        assert ran.code == 7 and list((here / "empty").iterdir()) == []

    def test_hidden_files_are_no_tables(self, here: Path) -> None:
        (here / "set" / ".agencies.csv.x1.csv").write_bytes((here / "set" / "agencies.csv").read_bytes())
        (here / "set" / ".agencies.csv").write_text("nonsense", encoding="utf-8")
        assert run("check", here / "set").code == 0


POSIX = pytest.mark.skipif(os.name == "nt", reason="links, owners and pipes as POSIX has them")


@POSIX
class TestPlaces:
    """What stands at the name that is written to."""

    def test_a_link_is_followed(self, tmp_path: Path) -> None:
        real, link = tmp_path / "real" / "a.txt", tmp_path / "a.txt"
        real.parent.mkdir()
        link.symlink_to(real)
        write_file(link, "new")  # first to a place where nothing is yet
        write_file(link, "newer")
        assert link.is_symlink() and real.read_text(encoding="utf-8") == "newer"
        assert sorted(p.name for p in real.parent.iterdir()) == ["a.txt"]

    def test_permissions_stay(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old", encoding="utf-8")
        path.chmod(0o640)
        write_file(path, "new")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    def test_a_new_file_has_those_of_any_new_file(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            write_file(tmp_path / "a.txt", "new")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640

    def test_a_read_only_file_is_not_replaced(self, here: Path) -> None:
        path = here / "a.csv"
        path.write_text("old", encoding="utf-8")
        path.chmod(0o444)
        ran = run("who", "環境保護局", "-o", path, "--overwrite")
        assert (ran.code, path.read_text(encoding="utf-8")) == (7, "old")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a file away")
    def test_an_owner_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old", encoding="utf-8")
        os.chown(path, 12345, 12345)
        write_file(path, "new")
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)

    def test_a_pipe_is_written_to(self, here: Path) -> None:
        pipe, got = here / "pipe.csv", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
        reader.start()
        assert run("list", "agencies", "-o", pipe).code == 0
        reader.join(10)
        assert b"chiayi/agency/epb" in got[0] and stat.S_ISFIFO(pipe.stat().st_mode)

    def test_a_device_is_written_to(self) -> None:
        assert run("list", "agencies", "--format", "csv", "-o", "/dev/null").code == 0
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    @pytest.mark.skipif(sys.platform != "linux", reason="a folder in memory, which only Linux has")
    def test_a_file_in_memory_is_one_like_others(self) -> None:
        with TemporaryDirectory(dir="/dev/shm") as folder, existing_kept():
            kept = Path(folder) / "mine.csv"
            kept.write_bytes(b"work")
            with pytest.raises(FileError):
                write_file(kept, "new")
            assert kept.read_bytes() == b"work"

    def test_a_socket_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import socket

        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("s.csv")
            assert run("list", "agencies", "-o", "s.csv").code == 7
            assert stat.S_ISSOCK(Path("s.csv").stat().st_mode)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "{}"),
            ("load", "{}", "--db", "x.kgl"),
            ("read", "{}"),
            ("read", "plan.txt", "--columns", "{}"),
            ("gaps", "--baseline", "{}"),
            ("gaps", "--accepted", "{}"),
            ("matrix", "--crosswalk", "{}", "--letters", "x"),
            ("diff", "set", "set", "--pairs", "{}"),
            ("--env-file", "{}", "list"),
            ("list", "--db", "{}"),
        ],
    )
    @pytest.mark.parametrize("ending", [".csv", ".xlsx"])
    def test_a_pipe_is_not_read(self, here: Path, arguments: tuple[str, ...], ending: str) -> None:
        os.mkfifo(here / f"pipe{ending}")
        ran = run(*(a.replace("{}", f"pipe{ending}") for a in arguments))
        assert ran.code in (1, 2, 7) and "Traceback" not in ran.err

    def test_a_pipe_among_tables_is_not_read(self, here: Path) -> None:
        (here / "set" / "tasks.csv").unlink()
        os.mkfifo(here / "set" / "tasks.csv")
        assert run("check", here / "set").code == 1

    def test_a_link_that_leads_out_of_a_folder_is_told(self, here: Path) -> None:
        (here / "set" / "agencies.csv").rename(here / "elsewhere.csv")
        (here / "set" / "agencies.csv").symlink_to(here / "elsewhere.csv")
        ran = run("check", here / "set", "--format", "json")
        assert '"link-outside"' in ran.out
        (here / "set" / "agencies.csv").unlink()
        (here / "elsewhere.csv").rename(here / "set" / "kept.txt")
        (here / "set" / "agencies.csv").symlink_to("kept.txt")
        assert '"link-outside"' not in run("check", here / "set", "--format", "json").out


@POSIX
class TestDatabasesAndCaches:
    """Who may see what is kept between runs."""

    def test_a_load_that_fails_leaves_nothing_where_nothing_was(self, here: Path) -> None:
        before = {p.name for p in here.iterdir()}
        (here / "set" / "agencies.csv").write_text("id,name\n,\n", encoding="utf-8")
        for given, code in (("missing.xlsx", 1), ("set", 6)):
            assert run("load", given, "--db", here / "own.kgl").code == code
            assert {p.name for p in here.iterdir()} == before

    def test_a_database_has_the_permissions_of_any_new_file_and_keeps_its_own(self, here: Path) -> None:
        database = here / "own.kgl"
        before = os.umask(0o027)
        try:
            assert run("load", "set", "--db", database).code == 0
        finally:
            os.umask(before)
        assert stat.S_IMODE(database.stat().st_mode) == 0o640
        database.chmod(0o600)
        tables = city()
        tables["agencies"][0]["name_en"] = "A new name"
        write_csv(here / "set", tables)
        assert run("load", "set", "--db", database).code == 0
        assert stat.S_IMODE(database.stat().st_mode) == 0o600

    @pytest.mark.slow
    def test_a_cache_is_closed_to_others(self, here: Path) -> None:
        cache = here / "a" / "cache"
        assert bundled_agencies(cache) > 0
        assert stat.S_IMODE(cache.stat().st_mode) == 0o700

    @pytest.mark.slow
    def test_a_cache_in_which_others_may_write_is_not_used(self, here: Path) -> None:
        cache = here / "cache"
        cache.mkdir()
        cache.chmod(0o777)
        assert bundled_agencies(cache) > 0
        assert list(cache.iterdir()) == []


def bundled_agencies(cache: Path) -> int:
    """How many agencies the bundled graph has, asked by a process with this cache."""
    told = subprocess.run(
        [sys.executable, "-m", "quanze", "list", "agencies", "--format", "csv"],
        env={**os.environ, "QUANZE_CACHE": str(cache)},
        capture_output=True,
        check=True,
    ).stdout
    return len(told.splitlines())


KILLED = """
import sys, time
from pathlib import Path
from quanze.exports.atomic_file import {module}
target = Path(sys.argv[1])
print("ready", flush=True)
n = 0
while True:
    n += 1
    {write}
"""


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("sort", ["file", "folder"])
def test_killed_at_any_moment_the_old_or_the_new_stands(
    request: pytest.FixtureRequest, tmp_path: Path, sort: str
) -> None:
    if sort == "file":
        target = tmp_path / "a.txt"
        code = KILLED.format(module="write_file", write='write_file(target, (f"{n % 10}" * 100_000))')
    else:
        target = tmp_path / "set"
        code = KILLED.format(module="write_file", write="write(n)").replace(
            "n = 0\n",
            "from quanze.exports.dataset_tables import write_folder\n"
            "def write(n):\n"
            "    rows = [{'id': f'a{i}', 'name': str(n % 10)} for i in range(300)]\n"
            "    write_folder(target, {'dataset': {'id': 'a', 'name': 'a'}, 'agencies': rows, 'tasks': rows})\n"
            "n = 0\n",
        )
    chance = Random(sort)
    for _ in range(int(request.config.getoption("--kills")) // 8):
        with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.05, 0.2))
            process.send_signal(signal.SIGKILL)
        if sort == "file":
            said = target.read_text(encoding="utf-8") if target.exists() else "0"
            assert len(set(said)) == 1 and len(said) in (1, 100_000)
        elif target.exists():
            names = {line.split(",")[1] for t in ("agencies", "tasks") for line in _lines(target / f"{t}.csv")}
            assert len(names) == 1
    if sort == "file":
        write_file(target, "done")
    else:
        write_folder(target, {"dataset": {"id": "a", "name": "a"}, "agencies": [{"id": "a1", "name": "x"}]})
    assert [p.name for p in tmp_path.iterdir()] == [target.name], "what ended runs left is cleaned"


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 300
    return lines


def test_within_existing_kept_a_file_is_kept_and_after_it_not(tmp_path: Path) -> None:
    from quanze.errors import FileError

    path = tmp_path / "a.txt"
    write_file(path, "one")
    with existing_kept(), pytest.raises(FileError):
        write_file(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    write_file(path, "two")
    assert path.read_text(encoding="utf-8") == "two"
