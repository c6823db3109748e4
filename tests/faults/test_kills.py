"""Every command that writes, killed before each thing that it does to the disk: the old or the new stands, and the next
run leaves nothing of the ended one.

The commands and their outputs are found, not listed. ``pytest tests/faults/test_kills.py --kills 2000`` kills more.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import click
import pytest

import quanze
from quanze.exports.formats import FORMATS
from quanze.unfinished import UNFINISHED
from tests.cli.outputs import ARGUMENTS, DATABASE, ENDINGS, FOLDERS, command_line, options_of, writers
from tests.loaders.cases import city
from tests.sets import loaded, snapshot, write_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes that are forked")

OLD = b"\n# old\n"
"""What is added to each file that a command has written, so that the next time it is to be replaced."""
COMMANDS = """
import importlib, json, os, pkgutil, signal, sys, tempfile

import quanze
for module in pkgutil.walk_packages(quanze.__path__, "quanze."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
import docx, jinja2, kglite, odf, pandas, pyarrow, xlsxwriter
from quanze.cli.app import cli
from quanze.exports import atomic_folder
from quanze.graph.embedded import reading_copy

tempfile.gettempdir()  # looks once whether it can write there: no change of ours
CHANGES = {f"os.{name}" for name in "rename remove rmdir mkdir link symlink truncate chmod utime".split()}
base = os.getcwd()
done = at = 0


def follow(event, arguments):
    global done
    if event == "open":
        path, _, flags = arguments
        if not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or not isinstance(path, (str, bytes, os.PathLike)):
            return
        if not os.path.abspath(os.fsdecode(path)).startswith(base + os.sep):
            return
    elif event not in CHANGES:
        return
    done += 1
    if done == at:
        os.kill(os.getpid(), signal.SIGKILL)


for asked in sys.stdin:
    folder, line, at, in_steps, as_large = json.loads(asked)
    from_child, to_parent = os.pipe()
    if (process := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        os.dup2(os.open(os.path.join(base, "told"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.chdir(folder)
        if in_steps:
            atomic_folder._exchanged = lambda *_: False
        if as_large:
            reading_copy.LARGE = 0
        sys.addaudithook(follow)
        code = 70
        try:
            cli.main(line, prog_name="quanze")
        except SystemExit as e:
            code = e.code
        finally:
            os.write(to_parent, json.dumps([code, done]).encode())
            os._exit(0)
    os.close(to_parent)
    with os.fdopen(from_child, "rb") as answer:
        said = answer.read() or b"[-9, 0]"
    os.waitpid(process, 0)
    print(said.decode(), flush=True)
"""


class Form(NamedTuple):
    """A way to write: a command, the option that names the output, its ending, what else is asked for, and the
    arguments where they are not the usual ones."""

    command: str
    option: str = ""
    ending: str = ""
    more: tuple[str, ...] = ()
    arguments: tuple[str, ...] | None = None


OTHERS = (
    Form("brief", "-o", ".md", arguments=("甲局",)),
    Form("report", "-o", ".md"),
    Form("who", "-o", ".csv", arguments=("任務一",)),
    Form("import", "-o", ".xlsx", arguments=("popolo", "bodies.json")),
    Form("import", "-o", arguments=("popolo", "bodies.json")),
    Form("reorganize", "-o", ".csv", arguments=("planned",)),
    Form("reorganize", "--write-sheet", ".xlsx", arguments=()),
)
"""What the generator of forms does not guess."""
NEW_ONLY = {Form("dump", "--neo4j-admin")}
"""What is written into a new folder only."""
LONG = {"demo", "diff", "merge", "serve"}
"""Commands that build the bundled graph or write every page: killed once in so many kills of each other one."""
LONG_SHARE = 10
LANDED = (0, 3, 5, 9)
"""The exit codes of a command that has written what it was asked for."""


def forms() -> Iterator[Form]:
    """Every option that names an output, with a file and with a folder where it takes one; and every command that
    changes a database."""
    for command, option in sorted(writers()):
        if command in DATABASE:
            continue
        if (command, option) in FOLDERS:
            yield Form(command, option, arguments=() if command == "demo" else None)
            continue
        yield Form(command, option, ENDINGS.get((command, option), ".csv"))
        if option != "-o":
            continue
        for choice in options_of(command):
            names = choice.type.choices if isinstance(choice.type, click.Choice) else ()
            for format_ in FORMATS:
                if choice.opts[0] == "--format" and format_.folder and format_.name in names:
                    yield Form(command, option, "", ("--format", format_.name))
            if choice.opts[0] == "--each":
                yield Form(command, option, "", ("--each", str(names[0])), ())
        yield Form(command, option)
    yield from OTHERS
    yield from map(Form, sorted(DATABASE & set(ARGUMENTS)))


@dataclass
class Commands:
    """Runs commands, each in a fork of one process that has all of the program at hand."""

    base: Path
    process: subprocess.Popen[str]

    def run(self, form: Form, at: int = 0, *, in_steps: bool = False) -> tuple[int, int]:
        """The exit code and how often the disk was changed; killed before the change with the number ``at``."""
        assert self.process.stdin is not None and self.process.stdout is not None
        line = command_line(form.command, self.base, self.own, self.here / "new.kgl", form.arguments)
        line += [*form.more, *([form.option, str(self.target(form)), "--overwrite"] if form.option else [])]
        asked = [str(self.here), line, at, in_steps, form.command in DATABASE]
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        code, changes = json.loads(self.process.stdout.readline())
        return code, changes

    @property
    def here(self) -> Path:
        return self.base / "here"

    @property
    def own(self) -> Path:
        return self.here / "own.kgl"

    def target(self, form: Form) -> Path:
        """What is written."""
        return self.here / f"out{form.ending}" if form.option else self.own

    def begin(self, old: dict[str, bytes]) -> None:
        """Everything as it was before the command was ever run, but for what it has written before."""
        for name in ("here", "tmp", "cache"):
            shutil.rmtree(self.base / name, ignore_errors=True)
            (self.base / name).mkdir(mode=0o700)
        for ending in ("", ".loads"):
            shutil.copy(self.base / f"x.kgl{ending}", f"{self.own}{ending}")
        for name, content in old.items():
            path = self.here / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def written(self, form: Form) -> dict[str, bytes]:
        """The files of an output, by their paths."""
        target = self.target(form)
        files = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
        return {str(p.relative_to(self.here)): p.read_bytes() for p in files}

    def former(self, form: Form) -> dict[str, bytes]:
        """The files of a folder that has gone while another was to take its place."""
        target = self.target(form)
        files = [p for former in self.here.glob(f"{UNFINISHED}*.former") for p in former.rglob("*") if p.is_file()]
        return {str(Path(target.name, *p.relative_to(self.here).parts[1:])): p.read_bytes() for p in files}

    def told(self) -> str:
        """What the last command said of itself."""
        return (self.base / "told").read_text(encoding="utf-8")

    def names(self) -> set[str]:
        """All that is there, without what tells one reading copy from another."""
        found = [p.relative_to(self.base) for name in ("here", "tmp", "cache") for p in (self.base / name).rglob("*")]
        return {re.sub(r"^cache/copies/[^./][^/]*", "cache/copies/*", p.as_posix()) for p in found}


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Commands]:
    """A small database with a log of two loads, and who runs commands on it."""
    base = tmp_path.resolve()
    (base / "tmp").mkdir()
    loaded(base / "x.kgl", write_csv(base / "first", city() | {"tasks": []} | {"responsibilities": []})).close()
    loaded(base / "x.kgl", write_csv(base / "second", city())).close()
    more = city()
    more["agencies"][0]["name_en"] = "A"
    write_csv(base / "set", more)
    (base / "plan.txt").write_text("第一條　環境局主辦節能推廣。", encoding="utf-8")
    (base / "bodies.json").write_text('{"organizations": [{"id": "a", "name": "甲局"}]}', encoding="utf-8")
    why, day = {"origin": "editorial", "note": "規劃"}, {"valid_from": "2027-01-01"}
    planned = {
        "documents": [{"name": "組織條例", "kind": "law", "origin": "law"}],
        "agencies": [{"id": "p/east", "name": "東局", "kind": "bureau", **day, **why}],
        "changes": [{"change": "更名", "from": "甲局", "to": "東局", "act": "組織條例", **day, **why}],
    }
    write_csv(base / "planned", planned, {"id": "p", "name": "規劃"})
    environment = {"TMPDIR": base / "tmp", "QUANZE_CACHE": base / "cache", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", COMMANDS],
        cwd=base,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Commands(base, process)
        assert process.stdin is not None
        process.stdin.close()


DATED = ("docProps/core.xml", "meta.xml")


def contents(files: dict[str, bytes]) -> dict[str, object]:
    """What files say; of archives their members, without the hour at which they were made."""

    def said(content: bytes) -> object:
        if not content.startswith(b"PK") or not content.endswith(b"\0\0"):
            return content
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name not in DATED}

    return {name: said(content) for name, content in files.items()}


def graph_of(database: Path) -> Any:
    with quanze.open(database) as graph:
        return snapshot(graph.engine)


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)


@pytest.mark.slow
def test_killed_before_any_change_the_old_or_the_new_stands_and_the_next_run_cleans_up(
    request: pytest.FixtureRequest, commands: Commands
) -> None:
    chance = Random(16)
    every = int(request.config.getoption("--kills"))
    wrote: set[tuple[str, str]] = set()
    met: Counter[str] = Counter()
    for form in forms():
        times = max(1, every // 100) if form.command not in LONG else every // 100 // LONG_SHARE
        wrote |= {(form.command, form.option)} if form.command in LONG and not times else set()
        commands.begin({})
        if not times:
            continue
        code, changes = commands.run(form)
        if code not in LANDED or not (form.option or changes):
            assert not form.option or not commands.written(form), (form, code)
            continue
        assert changes, f"{form} writes in a way that is not followed"
        wrote.add((form.command, form.option))
        new, names = commands.written(form), commands.names()
        old = {name: content + OLD for name, content in new.items()} if form.option and form not in NEW_ONLY else {}
        graphs = [graph_of(path) for path in (commands.base / "x.kgl", commands.own)]
        is_folder = commands.target(form).is_dir()
        for _ in range(times):
            commands.begin(old)
            before = commands.names()
            in_steps = is_folder and chance.random() < 0.5
            last = changes + (2 * len(new) + 8 if is_folder else 0)
            at = chance.randint(1, last) if chance.random() < 0.5 else chance.randint(max(1, last - 40), last)
            killed = commands.run(form, at, in_steps=in_steps)[0] == -signal.SIGKILL
            case = f"{form}, killed before change {at} of {last}{', in steps' if in_steps else ''}"
            if form.option:
                found = contents(commands.written(form))
                if in_steps and not found:  # between the two steps of a swap
                    found = contents(commands.former(form))
                assert found in (contents(old), contents(new)), case
                met["new" if found == contents(new) else "old"] += killed
            else:
                assert graph_of(commands.own) in graphs, case
                met["database"] += killed
            there = {name for name in commands.names() if not is_hidden(name)}
            assert there <= names | before, case
            code, _ = commands.run(form, in_steps=in_steps)
            assert code in LANDED or (form in NEW_ONLY and commands.written(form)), (case, commands.told())
            left = commands.names()
            if not form.option:  # an undoing that had landed is followed by another: its copies have other parts
                left, expected = ({name for name in some if "/graph/" not in name} for some in (left, names))
            assert left == (expected if not form.option else names), case
            if form.option:
                assert contents(commands.written(form)) == contents(new), case
    print(dict(met))
    assert {writer for writer in writers() if writer[0] not in DATABASE} <= wrote
    assert min(met[state] for state in ("old", "new", "database")), met
