"""Drawn outputs: whatever stands at the name, and whether or not the disk is full, nothing that was there is lost.

``pytest tests/faults/test_outputs.py --outputs 10000`` draws as many.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from quanze.exports.formats import FORMATS
from quanze.unfinished import UNFINISHED
from tests.cli.outputs import DATABASE, ENDINGS, command_line, writers
from tests.cli.running import run
from tests.loaders.cases import city
from tests.sets import loaded, write_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and limits of POSIX")

WORK = b"somebody's work"
PLACES = (
    "nothing",
    "nothing",
    "file",
    "file",
    "read-only file",
    "link",
    "link to nothing",
    "link in a circle",
    "empty folder",
    "folder of notes",
    "folder of tables",
    "link to a folder",
    "pipe",
    "socket",
    "below nothing",
    "below a file",
    "name too long",
    "/dev/null",
    "/dev/full",
)
ENDLESS = {"demo", "serve"}
"""Commands that build the bundled graph or write every page: one of them costs as much as all others."""


def place(folder: Path, sort: str, ending: str) -> Path:
    """What stands at the name that is written to."""
    name, elsewhere = folder / f"out{ending}", folder / "elsewhere"
    match sort:
        case "file" | "read-only file":
            name.write_bytes(WORK)
            name.chmod(0o444 if sort == "read-only file" else 0o644)
        case "link":
            elsewhere.write_bytes(WORK)
            name.symlink_to(elsewhere)
        case "link to nothing":
            name.symlink_to(elsewhere)
        case "link in a circle":
            name.symlink_to(name)
        case "empty folder":
            name.mkdir()
        case "folder of notes":
            name.mkdir()
            (name / "notes.txt").write_bytes(WORK)
        case "folder of tables" | "link to a folder":
            target = name if sort == "folder of tables" else elsewhere
            write_csv(target, city(), {"id": "another", "name": "another"})
            if target is elsewhere:
                name.symlink_to(elsewhere)
        case "pipe":
            os.mkfifo(name)
        case "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(name.name)
        case "below nothing":
            return folder / "more" / "still" / name.name
        case "below a file":
            elsewhere.write_bytes(WORK)
            return elsewhere / name.name
        case "name too long":
            return folder / f"{'長' * 100}{ending}"
        case "/dev/null" | "/dev/full":
            return Path(sort)
    return name


def standing(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder: files with what is in them, links with where they lead, others with what they are."""
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file():
            found[str(path)] = path.read_bytes()
        else:
            found[str(path)] = oct(path.stat().st_mode)
    return found


@contextmanager
def disk(room: int) -> Iterator[None]:
    """Within, no file can become larger, as on a full disk."""
    before, bytecode = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # it would be cut off, and stay
    resource.setrlimit(resource.RLIMIT_FSIZE, (room if room else before[0], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = bytecode


@contextmanager
def drained(pipe: Path) -> Iterator[None]:
    """Within, somebody reads from the pipe."""
    end = os.open(pipe, os.O_RDWR)
    over = threading.Event()

    def read() -> None:
        while os.read(end, 65536) != b"\0":
            pass
        over.set()

    threading.Thread(target=read, daemon=True).start()
    try:
        yield
    finally:
        os.write(end, b"\0")
        over.wait(5)
        os.close(end)


def test_drawn_outputs_lose_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    database = tmp_path / "x.kgl"
    loaded(database, write_csv(tmp_path / "set", city())).close()
    (tmp_path / "plan.txt").write_text("第一條　環境局主辦節能推廣。", encoding="utf-8")
    options = sorted(w for w in writers() if w[0] not in ENDLESS)
    endings = sorted({ending for format_ in FORMATS for ending in format_.endings} | {"", ".kgl", ".yaml"})
    codes: Counter[int] = Counter()
    here = tmp_path / "here"
    for seed in range(int(request.config.getoption("--outputs"))):
        chance = Random(seed)
        command, option = chance.choice(options)
        sort, ending = chance.choice(PLACES), ENDINGS.get((command, option), ".csv")
        ending = chance.choice((ending, ending, chance.choice(endings)))
        overwrite, room = chance.random() < 0.5, chance.choice((0, 0, 0, 0, 1, 600))
        here.mkdir()
        os.chdir(here)
        target = place(here, sort, ending)
        own = here / "own.kgl" if command in DATABASE - {"copy"} else database
        if own != database:
            shutil.copy(database, own)
        before = standing(here)
        asked = command_line(command, tmp_path, own, here / "new.kgl")
        if command == "copy":
            asked = command_line(command, tmp_path, database, here / "new.kgl")
        line = [*asked, option, str(target), *(["--overwrite"] if overwrite else [])]
        case = f"{seed}: {' '.join(line)} over {sort}, {'room for ' + str(room) if room else 'room enough'}"
        try:
            with disk(room), drained(target) if sort == "pipe" else disk(room):
                ran = run(*line)
        except BaseException as e:
            e.add_note(case)
            raise
        codes[ran.code] += 1
        after = standing(here)
        assert not [path for path in after if UNFINISHED in path], case
        lost = {path for path in before if after.get(path) != before[path] and not path.startswith(str(own))}
        if not overwrite or sort not in ("file", "link"):
            assert not lost, (case, lost, ran)
        elif lost:
            assert lost == {str(target if sort == "file" else here / "elsewhere")}, (case, lost)
            assert ran.code in (0, 5, 9) or room, (case, ran)
            assert not room or after[lost.pop()] not in (b"", WORK[:room]), case
        assert ran.code == 0 or ran.err, case
        os.chdir(tmp_path)
        shutil.rmtree(here)
    assert codes[0] and codes[1] and codes[7], codes
    print(dict(codes))
