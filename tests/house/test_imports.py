"""Imports inside the package run one way: no circle of modules, and none of the parts of a room.

Every import counts, also one inside a function or for type checkers: a circle that only these hold open is a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.house.syntax import nodes

PACKAGE = Path(__file__).parents[2] / "quanze"

Graph = Mapping[str, set[str]]


def modules(package: Path) -> dict[str, Path]:
    """The files of a package by the names they are imported under."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the package that a file imports; ``from room import part`` is an import of the part."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} is a relative import"
            for alias in node.names:
                part = f"{node.module}.{alias.name}"
                if part in known:
                    yield part
                elif node.module in known:
                    yield str(node.module)


@cache
def import_graph(package: Path) -> Graph:
    known = modules(package)
    return {name: set(imported(path, known)) - {name} for name, path in known.items()}


def parts_graph(graph: Graph, room: str) -> Graph:
    """What the parts of a room import of each other, a package inside the room taken as one part."""

    def part(module: str) -> str:
        return ".".join(module.split(".")[: room.count(".") + 2])

    inside = {
        m: {o for o in others if o.startswith(f"{room}.")} for m, others in graph.items() if m.startswith(f"{room}.")
    }
    found: dict[str, set[str]] = {part(m): set() for m in inside}
    for module, others in inside.items():
        found[part(module)] |= {part(o) for o in others} - {part(module)}
    return found


def circles(graph: Graph) -> list[list[str]]:
    """A shortest circle through each module that has one, each circle once, as the way round it."""
    found: dict[frozenset[str], list[str]] = {}
    for start in sorted(graph):
        ways = [[start]]
        seen = {start}
        while ways:
            way = ways.pop(0)
            if start in graph[way[-1]]:
                found.setdefault(frozenset(way), way)
                break
            for other in sorted(graph[way[-1]] - seen):
                seen.add(other)
                ways.append([*way, other])
    return list(found.values())


def around(way: list[str]) -> str:
    return " → ".join([*way, way[0]])


ROOMS = sorted({name for name, path in modules(PACKAGE).items() if path.name == "__init__.py"})


@pytest.mark.slow
def test_no_circle_of_modules() -> None:
    wrong = [around(way) for way in circles(import_graph(PACKAGE))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_of_parts(room: str) -> None:
    wrong = [around(way) for way in circles(parts_graph(import_graph(PACKAGE), room))]
    assert not wrong, "\n".join(wrong)


def test_circles_are_found(tmp_path: Path) -> None:
    """At the top, in a function, for type checkers, and between two packages whose modules have none."""
    files = {
        "__init__": "",
        "a": "from p import b",
        "b": "def later() -> None:\n    import p.c",
        "c": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p.a import Thing",
        "one/__init__": "",
        "one/x": "import p.two.x",
        "one/y": "",
        "two/__init__": "",
        "two/x": "",
        "two/y": "from p.one.y import Thing",
    }
    for name, text in files.items():
        path = tmp_path / "p" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    graph = import_graph(tmp_path / "p")
    assert [around(way) for way in circles(graph)] == ["p.a → p.b → p.c → p.a"]
    assert "p.one → p.two → p.one" in [around(way) for way in circles(parts_graph(graph, "p"))]
    assert circles(parts_graph(graph, "p.one")) == []
