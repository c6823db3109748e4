"""The order of the files in a run: those that take long first, those that share a server in one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import IMPORTED_EARLY
from tests.resources import SLOW, WIPES
from tests.schedule import sort, unit

ROOT = Path(__file__).parents[2]


def item(file: str, *marks: str, fixtures: tuple[str, ...] = ()) -> Any:
    def iter_markers() -> Iterator[SimpleNamespace]:
        return (SimpleNamespace(name=name) for name in marks)

    return SimpleNamespace(
        nodeid=f"tests/{file}::test", path=ROOT / "tests" / file, fixturenames=fixtures, iter_markers=iter_markers
    )


def test_the_files_that_take_longest_come_first() -> None:
    files = [
        item("cli/test_few.py", "quick"),
        item("cli/test_many.py", "quick"),
        item("cli/test_many.py", "quick"),
        item("loaders/test_seconds.py", "quick"),
        item("views/test_pages.py", "browser"),
        item("loaders/test_seconds.py", SLOW),
        item("own_server/test_killed.py", "server"),
        item("contract/test_rows.py", "server", fixtures=("neo4j_server",)),
    ]
    sort(files)
    assert [file.path.stem for file in files] == [
        *(
            "test_rows",
            "test_killed",
            "test_pages",
            "test_seconds",
            "test_seconds",
            "test_many",
            "test_many",
            "test_few",
        )
    ]


def test_what_wipes_the_shared_server_comes_after_the_others_that_use_it() -> None:
    tests = [
        item("contract/test_log.py", "server", WIPES, fixtures=("neo4j_server",)),
        item("contract/test_log.py", "server", fixtures=("neo4j_server",)),
        item("server/test_page.py", "server", fixtures=("neo4j_server",)),
        item("own_server/test_killed.py", "server"),
    ]
    expected = [tests[1], tests[2], tests[0], tests[3]]
    sort(tests)
    assert tests == expected


@pytest.mark.parametrize(
    "files", [("contract/test_rows.py", "server/test_page.py"), ("house/test_pairs.py", "house/test_imports.py")]
)
def test_files_that_share_what_takes_long_are_one_unit(files: tuple[str, ...]) -> None:
    assert len({unit(f"tests/{file}::test") for file in files}) == 1


def test_another_file_is_a_unit_of_its_own_and_so_is_the_embedded_part_of_one() -> None:
    for test in ("test_ways[embedded]", "test_rows[embedded-3]", "test_rows[3-embedded]"):
        assert unit(f"tests/contract/test_rows.py::{test}") == "tests/contract/test_rows.py"
    assert unit("tests/contract/test_rows.py::test_rows[neo4j]") != "tests/contract/test_rows.py"
    assert unit("tests/own_server/test_old_server.py::test") == "tests/own_server/test_old_server.py"
    assert unit("tests/cli/test_process.py::TestClass::test[a::b]") == "tests/cli/test_process.py"


def test_the_shared_server_is_not_asked_for_elsewhere() -> None:
    with pytest.raises(pytest.UsageError, match="move it to contract"):
        sort([item("views/test_page.py", "server", fixtures=("neo4j_server",))])


def test_what_takes_long_to_import_is_not_needed_to_collect(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.stash[IMPORTED_EARLY] == [], "a file of tests imports it at its top: do so where it is used"
