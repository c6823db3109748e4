"""In which order the files run, and which of them one process runs together.

A run lasts as long as its busiest process, so the files that take longest come first. All that ask for the shared
Neo4j run in one process: a server answers slowly until it has once done each kind of work, and the server of a second
process would begin anew. So does one without its constraints: tests that take them away come after its others. Their
tests of the embedded engine need no server and do not make that process longer. The rules of the house run in one
process too, for each of them reads the whole package.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.resources import SLOW, WIPES

if TYPE_CHECKING:
    from xdist.scheduler.loadscope import LoadScopeScheduling

SHARED_SERVER = ("contract", "neo4j_server", "server")
"""The rooms whose tests may ask for the shared Neo4j."""
HOUSE = "house"
"""The room of the rules that read the package."""
FIXTURE = "neo4j_server"
_EMBEDDED = re.compile(r"[\[-]embedded[\]-]")
"""A test that has the engine as a parameter, and runs on the embedded one."""
_LONGEST = ("server", "node", "office", "browser", SLOW)


def sort(items: list[pytest.Item]) -> None:
    """Put the files with the shared server first, then those with servers of their own, other programs, slow tests;
    among equals the file with most tests. Of the tests of the shared server, those that wipe it come last."""
    ranks: dict[Path, int] = {}
    for item in items:
        if FIXTURE in getattr(item, "fixturenames", ()) and not _shares_a_server(item.path):
            raise pytest.UsageError(f"{item.nodeid} uses the shared Neo4j: move it to {', '.join(SHARED_SERVER)}.")
        ranks[item.path] = min(ranks.get(item.path, len(_LONGEST) + 1), _rank(item))
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (ranks[item.path], _wipes(item), -tests[item.path], str(item.path)))


def _wipes(item: pytest.Item) -> bool:
    return any(mark.name == WIPES for mark in item.iter_markers())


def _rank(item: pytest.Item) -> int:
    if _shares_a_server(item.path):
        return 0
    marks = {mark.name for mark in item.iter_markers()}
    return next((n for n, name in enumerate(_LONGEST, 1) if name in marks), len(_LONGEST) + 1)


def _shares_a_server(file: Path) -> bool:
    return file.parent.name in SHARED_SERVER


def unit(nodeid: str) -> str:
    """What one process runs in one go: a file, all that share a server, or all rules of the house."""
    file, _, test = nodeid.partition("::")
    if _shares_a_server(Path(file)) and not _EMBEDDED.search(test):
        return "the shared server"
    return HOUSE if Path(file).parent.name == HOUSE else file


def scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Gives each process the next unit, in the order of the files."""
    from xdist.scheduler.loadscope import LoadScopeScheduling

    config.option.loadscopereorder = False  # which would put the units with most tests first
    found = LoadScopeScheduling(config, log)
    found._split_scope = unit
    return found
