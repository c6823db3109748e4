"""The notebooks run from top to bottom, and what they show in the repository is what they show today.

Outputs are kept in the repository, because a planner reads a notebook on a web page before installing anything; so they
may not go stale. ``pytest tests/notebooks --golden`` runs them and stores what they show.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import quanze

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 150_000
"""Bytes a notebook with its outputs may have; a page of a view alone has 600,000, so pictures are shown still."""
WAITING = "waits"
"""Tag of a cell that needs a method ``Graph`` does not have yet; such a cell is not run."""
PUBLIC = {*quanze.__all__, "quanze"}


def name_of(path: Path) -> str:
    return path.name


def read(path: Path) -> Any:
    import nbformat  # here and below, since every process of a run would load it, and one runs these tests

    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def missing(cell: Any) -> list[str]:
    """Methods of ``Graph`` that the cell uses and that are not there yet."""
    return [name for name in re.findall(r"\bgraph\.(\w+)\(", cell.source) if not hasattr(quanze.Graph, name)]


def run(path: Path, folder: Path) -> Any:
    """The notebook with fresh outputs, run with this interpreter in an empty folder."""
    from nbclient import NotebookClient

    notebook = read(path)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if not missing(cell):
            cell.metadata.pop("tags", None)
    client = NotebookClient(
        notebook,
        timeout=180,
        kernel_name="python3",
        record_timing=False,
        skip_cells_with_tag=WAITING,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # What a library says on stderr (a font cache being built) is no part of what the notebook shows.
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
            for output in cell.outputs:
                # A picture's text form lists every box and line; the picture itself is enough.
                if "image/svg+xml" in output.get("data", {}):
                    output.data.pop("text/plain", None)
    return notebook


@pytest.fixture(scope="module")
def _fresh_cache() -> dict[str, Any]:
    return {}


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, _fresh_cache: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """The notebook of the test's ``path``, run once for all tests of this module."""
    path: Path = request.getfixturevalue("path")
    if path.name not in _fresh_cache:
        monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        _fresh_cache[path.name] = run(path, tmp_path)
        if request.config.getoption("--golden"):
            import nbformat

            text: str = nbformat.writes(_fresh_cache[path.name])  # type: ignore[no-untyped-call]
            path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    return _fresh_cache[path.name]


def code(notebook: Any) -> list[Any]:
    return [c for c in notebook.cells if c.cell_type == "code"]


def printed(cell: Any) -> str:
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")


def shown(cell: Any) -> list[list[str]]:
    """The kinds of what a cell displays; tables and pictures differ between versions of their libraries."""
    return [sorted(o.data) for o in cell.outputs if o.output_type in ("display_data", "execute_result")]


def test_there_are_three() -> None:
    assert [p.name for p in NOTEBOOKS] == [
        "01-who-is-responsible.ipynb",
        "02-dependencies.ipynb",
        "03-your-own-plan.ipynb",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_it_runs_and_shows_what_is_stored(path: Path, fresh: Any) -> None:
    stored = read(path)
    assert [c.source for c in stored.cells] == [c.source for c in fresh.cells]
    for old, new in zip(code(stored), code(fresh), strict=True):
        assert printed(old) == printed(new), f"stale: run pytest tests/notebooks --golden\n{new.source}"
        assert shown(old) == shown(new), f"stale: run pytest tests/notebooks --golden\n{new.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_a_cell_waits_only_for_what_is_not_there(path: Path) -> None:
    for cell in code(read(path)):
        waits = WAITING in cell.metadata.get("tags", [])
        assert waits == bool(missing(cell)), f"run pytest tests/notebooks --golden\n{cell.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_pictures_are_shown_and_the_file_stays_small(path: Path, fresh: Any) -> None:
    kinds = {kind for cell in code(fresh) for data in shown(cell) for kind in data}
    assert "text/html" in kinds, "tables are shown as tables"
    if path.name.startswith("02"):
        assert "image/png" in kinds, "the plot"
    assert "image/svg+xml" in kinds, "the picture: Picture needs _repr_svg_"
    assert path.stat().st_size < LARGEST


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_it_uses_public_names_only(path: Path) -> None:
    text = "\n".join(c.source for c in code(read(path)))
    imported = re.findall(r"^\s*(?:from|import)\s+(quanze[\w.]*)", text, re.MULTILINE)
    assert set(imported) == {"quanze"}
    assert set(re.findall(r"\bquanze\.(\w+)", text)) <= PUBLIC
    assert not re.search(r"\bgraph\._", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_every_text_is_in_both_languages(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            first, *rest = [p for p in cell.source.split("\n\n") if not p.startswith("```")]
            assert re.search("[\u4e00-\u9fff]", first), f"no Chinese first: {cell.source}"
            assert any(len(re.findall("[A-Za-z]{2,}", p)) > 1 for p in rest), f"no English beneath: {cell.source}"


def test_the_command_line_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quanze", "--version"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert quanze.__version__ in done.stdout
