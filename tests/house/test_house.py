"""Rules of the house that a tool does not hold: sizes, names, one importer a library, docs that follow the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import quanze
from quanze import errors
from quanze.cli.app import cli
from quanze.cli.commands import COMMANDS
from quanze.queries import statements
from tests.house.syntax import nodes

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "quanze").rglob("*.py"))
ONE_IMPORTER = {
    "kglite": "quanze/graph/embedded/",
    "neo4j": "quanze/graph/neo4j/",
    "networkx": "quanze/graph/network.py",
    "py2neo": "quanze/graph/py2neo.py",
    "pyvis": "quanze/views/page.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def test_modules_are_nouns() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
    assert not [name_of(p) for p in SOURCES if p.stem in vague]


@pytest.mark.whole
def test_a_library_is_imported_in_one_file_or_room() -> None:
    for library, home in ONE_IMPORTER.items():
        importers = [name_of(p) for p in SOURCES if library in imports(p)]
        assert importers, f"nothing imports {library}"
        assert all(name.startswith(home) for name in importers), f"{library} is imported in {importers}"


def test_commands_take_from_a_room_behind_the_interface_only_what_it_declares() -> None:
    """Choices of an option and titles are constants; what does something is called through ``quanze.api``.

    That commands import no engine, loader or reader at all is a contract in pyproject.toml.
    """
    free = (
        "quanze.api",
        "quanze.assistants",
        "quanze.cli",
        "quanze.errors",
        "quanze.exports",
        "quanze.locale",
        "quanze.plain_files",
        "quanze.schema",
        "quanze.text",
        "quanze.version",
        "quanze.web",
    )
    called = []
    for path in (ROOT / "quanze" / "cli").glob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("quanze."):
                if not node.module.startswith(free):
                    called += [f"{path.name}: {node.module}.{a.name}" for a in node.names if not a.name.isupper()]
            elif isinstance(node, ast.Import):
                called += [f"{path.name}: {a.name}" for a in node.names if a.name.startswith("quanze.")]
    assert called == []


@pytest.mark.whole
def test_files_are_opened_with_their_encoding() -> None:
    careless = re.compile(r"\.(?:read_text|write_text)\(\)|\bopen\([^)]*[\"'][rwa]t?[\"']\)")
    assert not [name_of(p) for p in SOURCES if careless.search(p.read_text(encoding="utf-8"))]


def test_public_names_are_few_and_there() -> None:
    assert len(quanze.__all__) <= 15
    for name in quanze.__all__:
        assert getattr(quanze, name) is not None


@pytest.mark.process
def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ("click", "kglite", "pandas", "networkx", "yaml")
    code = f"import quanze, sys; print(sorted(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"


@pytest.mark.process
def test_help_imports_no_engine() -> None:
    engines = ("kglite", "neo4j", "pandas", "yaml", "xlsxwriter", "rapidfuzz", "python_calamine")
    code = (
        "import sys; from quanze.cli.app import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {engines} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.process
@pytest.mark.usefixtures("bundled_path")
def test_a_question_imports_only_what_it_needs() -> None:
    """Each of these costs milliseconds at every start; the types of rows are for those who check types."""
    needless = ("pandas", "networkx", "yaml", "hashlib", "quanze.loaders", "quanze.reader", "quanze.schema.rows")
    code = (
        "import sys; from quanze.cli.app import cli\n"
        "try: cli.main(['who', '13.2'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {needless} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_every_command_and_query_is_documented() -> None:
    commands = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"## quanze {c}\n" not in commands] == []
    assert set(cli.list_commands(None)) == set(COMMANDS)  # type: ignore[arg-type]
    queries = (ROOT / "docs/queries.md").read_text(encoding="utf-8")
    assert [q for q in statements.names() if f"## {q}\n" not in queries] == []


@pytest.mark.process
def test_generated_docs_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["", "-neo4j"])
def test_what_is_said_of_figures_outlasts_the_next_measurement(name: str) -> None:
    """A benchmark writes the page of figures anew, with the notes below."""
    page, notes = ROOT / "docs" / f"benchmarks{name}.md", ROOT / "benchmarks" / f"notes{name}.md"
    assert page.read_text(encoding="utf-8").endswith(notes.read_text(encoding="utf-8"))


def test_readmes_give_the_same_commands() -> None:
    commands = [
        [
            line
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if line.startswith(("python3 -m venv", "py -m venv"))
        ]
        for name in ("README.md", "README.zh-TW.md")
    ]
    assert len(commands[0]) == 6
    assert commands[0] == commands[1]


@pytest.mark.process
def test_no_machine_path_or_registry_in_any_file() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8"
    ).stdout.split("\n")
    if not any(listed):
        pytest.skip("this is no git checkout, so there is no list of files")
    own = {"uv.lock", "tests/house/test_house.py"}
    wrong = re.compile(r"/(?:work|root|home)/[a-z]|files\.pythonhosted|registry\.npmjs|repo\.maven|pypi\.org")
    found = []
    for name in filter(None, listed):
        path = ROOT / name
        if name in own or not path.is_file() or path.suffix in (".png", ".xlsx", ".ods", ".docx", ".pdf", ".odt"):
            continue
        if wrong.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert found == []


def _is_message(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_message(node.body) and _is_message(node.orelse)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("message", "plural", "Message")


@pytest.mark.whole
def test_every_failure_can_be_translated() -> None:
    """SchemaError is a fault of the model and ends in no user's terminal."""
    failures = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.QuanzeError)
    } - {"SchemaError", "IncompleteWriteError"}  # the second makes its messages itself
    silent = [
        f"{name_of(path)}:{call.lineno}"
        for path in SOURCES
        for call in nodes(path)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in failures and not _is_message(call.args[0])
    ]
    assert not silent
