"""Every option and argument that names a file to be read, given what is none of its kind: it ends soon in a finding or
a refusal, in words that no terminal obeys.

The options are found, not listed; those that take a name or a file by the same word are below.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import click
import pytest

from quanze import read
from quanze.cli.app import OutputOption
from quanze.cli.paths import Database, NamedPath
from tests import draws
from tests.cli.outputs import ARGUMENTS, BUNDLED, commands, options_of
from tests.cli.running import run
from tests.loaders.cases import city
from tests.sets import loaded, write_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and links of POSIX")

SECONDS = 60
"""After which a command counts as one that waits for ever; on an idle machine each takes a tenth of one."""
NEEDED = {
    ("load", "--columns"): ("flat.csv",),
    ("read", "--pairs"): ("plan.txt", "--add", "draft"),
    ("matrix", "--crosswalk"): ("--letters", "x"),
    ("import", "--mapping"): ("graph", "set"),
}
"""What an option needs beside it, where the usual arguments of its command do not do."""
IN_ARGUMENTS = (
    ("check", "{}"),
    ("load", "{}"),
    ("read", "{}"),
    ("diff", "{}", "set"),
    ("diff", "set", "{}"),
    ("merge", "{}", "set", "set"),
    ("merge", "set", "{}", "set"),
    ("merge", "set", "set", "{}"),
    ("reorganize", "{}"),
    *(("import", form, "{}") for form in ("popolo", "oparl", "org", "publicbodies", "graph")),
    ("read", "plan.txt", "--diff", "{}"),
    ("copy", "--from", "{}", "--to", "new.kgl"),
    ("--env-file", "{}", "list", "agencies"),
)
ASKED = {"list", "load"}
"""Commands whose database is tried; all open it in one place."""
NESTED = 100_000
CONTENTS = {
    "empty": b"",
    "bom": b"\xef\xbb\xbf",
    "zeros": bytes(500),
    "no text": bytes(range(256)) * 8,
    "nested": b"[" * NESTED,
    "nested mappings": b'{"a":' * NESTED,
    "nested tags": b"<a>" * NESTED,
    "aliases": b"a: &a [x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 123)),
    "digits": b"a: " + b"9" * 5000,
    "digits of json": b'[{"gap": "a", "id": ' + b"9" * 5000 + b"}]",
    "a text": b'"x"',
    "a list": b"- 1\n- {a: [1]}\n",
    "half characters": b'{"organizations": [{"id": "\\ud800", "name": "\\udfff"}]}',
    "escapes": "\x1b]0;x\x07\x1b[31m紅\u202e\u200b,\r\n".encode() * 20,
    "another's table": b"nom,couleur\nx,rouge\n",
    "not closed": b'before,after,same\n"a,b\n',
}
SUFFIXES = (".csv", ".yaml", ".json", ".xlsx", ".kgl", ".txt", ".graphml")
RAW = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


NO_FILES = (
    "pipe.csv",
    "socket.csv",
    "folder.csv",
    "to itself.csv",
    "to nothing.csv/x",
    "pipe.csv/x",
    "/dev/zero",
    "/proc/kmsg",
    "n" * 300,
    "nul\0.csv",
    " ",
)
"""What is read by no command; the system's own log waits, and says that it is a plain file."""


def by_option() -> Iterator[tuple[str, ...]]:
    """A command line for each option that takes a path to be read, and for some that take a database."""
    for command, _ in commands():
        for option in options_of(command):
            if isinstance(option, OutputOption) or not isinstance(option, click.Option):
                continue
            if isinstance(option.type, NamedPath) or (isinstance(option.type, Database) and command in ASKED):
                usual = tuple(BUNDLED.get(word, word) for word in ARGUMENTS[command])
                needed = NEEDED.get((command, option.opts[0]), usual)
                yield (*command.split(), *needed, option.opts[0], "{}")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan as tables, as a flat sheet, as a text, and loaded."""
    folder = tmp_path_factory.mktemp("inputs")
    loaded(folder / "own.kgl", write_csv(folder / "set", city())).close()
    (folder / "flat.csv").write_text("任務,主辦,指標,114年目標\n節能,環保局,件數（件）,3\n", encoding="utf-8")
    (folder / "plan.txt").write_text("第一條　環境局主辦節能推廣。", encoding="utf-8")
    read([folder / "plan.txt"]).write(folder / "draft")
    os.mkfifo(folder / "pipe.csv")
    (folder / "folder.csv").mkdir()
    (folder / "to itself.csv").symlink_to("to itself.csv")
    (folder / "to nothing.csv").symlink_to("nothing")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket.csv"))
    return folder


@contextmanager
def soon() -> Iterator[None]:
    """Ends what waits for ever."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


LINES = (*IN_ARGUMENTS, *by_option())


def ends_in_words(line: tuple[str, ...], given: Path | str, here: Path) -> None:
    """Assert that a command with this in the place of its file says something and changes nothing."""
    kept = written(here)
    command = [word.replace("{}", str(given)) for word in line]
    if line[0] in ("read", "import", "merge"):
        command += ["-o", "made.xlsx"]
    with soon():
        ran = run(*command)
    case = (command, ran)
    assert ran.code and ran.err.strip(), case
    assert not RAW.search(ran.err) and not RAW.search(ran.out), case
    assert written(here) == kept, case


def written(folder: Path) -> dict[Path, int]:
    """All that is in a folder, and when it was written; but for who locked a database last."""
    return {p: p.lstat().st_mtime_ns for p in folder.rglob("*") if not p.name.endswith(".lock-owner")}


@pytest.fixture(autouse=True)
def _in_its_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here)
    monkeypatch.setenv("QUANZE_DB", "own.kgl")


@pytest.mark.drawn
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_what_is_no_file_is_not_read(line: tuple[str, ...], here: Path) -> None:
    for given in Random(str(line)).sample(NO_FILES, draws.of(3, len(NO_FILES))):
        ends_in_words(line, given, here)


@pytest.mark.drawn
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_file_of_another_kind_is_refused(line: tuple[str, ...], here: Path) -> None:
    chance = Random(str(line))
    for name in chance.sample(list(CONTENTS), draws.of(2, len(CONTENTS))):
        path = here / f"other{chance.choice(SUFFIXES)}"
        path.write_bytes(CONTENTS[name])
        try:
            ends_in_words(line, path, here)
        except BaseException as e:
            e.add_note(name)
            raise
        finally:
            path.unlink()
