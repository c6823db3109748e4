"""Options, marks and fixtures that every room uses; each process makes one bundled graph, server and browser."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

import quanze
from quanze.bundled import build
from tests import LOCALE, draws, resources, schedule, work_folder
from tests.neo4j_server.fixtures import neo4j_address, neo4j_server

if TYPE_CHECKING:
    from xdist.scheduler.loadscope import LoadScopeScheduling

    from quanze.exports.graph_document import GraphDocument
    from tests.browser import Browser

__all__ = ["neo4j_address", "neo4j_server"]
GOLDEN = Path(__file__).parent / "golden"
USUAL, WIDE = "usual", "wide"
EXAMPLES = {USUAL: 20, WIDE: 150}
"""How many examples a property is given, usually and by ``pytest --wide``."""
QUICK_SECONDS = 0.3
"""What a quick test may take of the processor before the end of the run names it: six times the rule, for a busy
machine takes longer and the first test of a process imports what the others find."""
SECONDS = "seconds of the processor"
IMPORTED_LATE = ("mcp",)
"""Modules that tests import when they run, and not at the top of a file: each process would import them when it
collects the tests, and they take longer than all other files of tests."""
IMPORTED_EARLY = pytest.StashKey[list[str]]()
"""Those of them that were imported when all tests were collected."""
WORK_FOLDER = pytest.StashKey[Path | None]()
LEFT_OUT = pytest.StashKey[Counter[str]]()
"""How many tests were deselected, by the published file they need."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--wide", action="store_true", help="draw many times as many cases by chance")
    parser.addoption("--mutations", type=int, default=100, help="how many mutated files `check` is given")
    parser.addoption("--documents", type=int, default=50, help="how many broken documents `read` is given")
    parser.addoption("--outputs", type=int, default=60, help="how many outputs are drawn")
    parser.addoption("--kills", type=int, default=40, help="how many writers are killed")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[WORK_FOLDER] = work_folder.begin()
    for name, meaning in resources.MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    # How long an example takes depends on what else the machine does.
    for profile, examples in EXAMPLES.items():
        hypothesis.settings.register_profile(profile, deadline=None, max_examples=examples)
    draws.wide = config.option.wide
    hypothesis.settings.load_profile(WIDE if draws.wide else USUAL)
    resources.watch()


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(WORK_FOLDER, None):
        work_folder.end(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process for the files a person names, which run shorter than a second starts, and for a server given to us.

    Each process starts a server of its own; one that NEO4J_URI names is wiped between tests and cannot be shared.
    """
    return 0 if config.args != config.getini("testpaths") or os.environ.get("NEO4J_URI") else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """The longest files first, and those that share a server in one process; another ``--dist`` is as asked for."""
    return schedule.scheduler(config, log) if config.option.dist == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test by what it starts, put the longest first, and leave out those whose published source is not
    here."""
    left_out: dict[pytest.Item, str] = {}
    for item in items:
        resources.mark(item)
        for needed in item.iter_markers("needs_source"):
            if not needed.args[0].exists():
                left_out[item] = needed.args[0].name
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        counts: Counter[str] = Counter(left_out.values())
        config.stash[LEFT_OUT] = counts
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = dict(counts)
        items[:] = [item for item in items if item not in left_out]
    schedule.sort(items)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Look for no garbage while everything is imported and collected, and keep all that out of every later search,
    which would find none in it: the searches would take a seventh of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        session.config.stash[IMPORTED_EARLY] = [name for name in IMPORTED_LATE if name in sys.modules]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take from a process of a parallel run what it left out; each of them leaves out the same."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = Counter[str](left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests were left out and why, since a bare number of deselected tests does not, and which are marked
    quick and take long."""
    for name, count in config.stash.get(LEFT_OUT, Counter[str]()).items():
        terminalreporter.write_line(
            f"DESELECTED [{count}] {name} is not beside the repository; an excerpt of our own is tested instead"
        )
    for report in terminalreporter.stats.get("passed", ()):
        for seconds in (value for name, value in report.user_properties if name == SECONDS and report.when == "call"):
            terminalreporter.write_line(f"NOT QUICK [{seconds:.1f} s] {report.nodeid}: mark it @pytest.mark.whole")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note what a quick test takes where it is too much."""
    began = time.process_time()
    try:
        return (yield)
    finally:
        taken = time.process_time() - began
        if taken > QUICK_SECONDS and item.get_closest_marker(resources.QUICK):
            item.user_properties.append((SECONDS, taken))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    resources.allow(item)
    try:
        return (yield)
    finally:
        resources.allow(None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    from tests.browser import start

    with start() as running:
        yield running


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where tests run that ask for no folder of their own: to make one takes longer than most tests."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="session", autouse=True)
def run_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache folder of this run. Nothing sees the user's cache, databases or language, nor does what is made once
    for a file of tests: to look through the copies of somebody's large databases takes seconds."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("QUANZE_DB", "QUANZE_LANG"):
            patch.delenv(name, raising=False)
        patch.setenv("QUANZE_CACHE", str(folder))
        for name, value in LOCALE.items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture(autouse=True)
def _own_folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, empty_folder: Path) -> Iterator[None]:
    """No test sees the user's current folder, nor a file that another test left."""
    own = "tmp_path" in request.fixturenames
    monkeypatch.chdir(request.getfixturevalue("tmp_path") if own else empty_folder)
    yield
    if left := [path.name for path in empty_folder.iterdir()]:
        shutil.rmtree(empty_folder)
        empty_folder.mkdir()
        pytest.fail(f"This test writes {', '.join(left)} into its folder: let it ask for tmp_path.")


@pytest.fixture(scope="session")
def bundled_path(run_cache: Path) -> Path:
    """The bundled graph, where ``quanze.open()`` looks for it."""
    from quanze.bundled import stamp

    path = run_cache / f"bundled-{stamp()}.kgl"
    build(path)
    return path


@pytest.fixture
def bundled(bundled_path: Path) -> Iterator[quanze.Graph]:
    """The bundled graph, opened."""
    with quanze.open(bundled_path) as graph:
        yield graph


@pytest.fixture(scope="session")
def bundled_whole(bundled_path: Path) -> GraphDocument:
    """The bundled graph as the rows that files of it are written from; nobody changes them."""
    with quanze.open(bundled_path) as graph:
        return graph.whole()


class Golden:
    """Compares a text with the file of that name under tests/golden, or writes it with ``--golden``."""

    def __init__(self, write: bool) -> None:
        self._write = write

    def check(self, name: str, text: str) -> None:
        path = GOLDEN / name
        if self._write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"there is no golden file {name}; write it with pytest --golden and read it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is right, run pytest --golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(bool(request.config.getoption("--golden")))
