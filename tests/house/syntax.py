"""The syntax of the package's files, read once for all rules of the house."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from quanze.collector import collector_paused


@cache
@collector_paused()
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file's syntax tree, from the top down; ``ast.walk`` takes longer."""
    found: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    for node in found:  # which grows meanwhile
        for value in vars(node).values():
            if isinstance(value, list):
                found += [part for part in value if isinstance(part, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context | ast.operator):
                found.append(value)
    return tuple(found)
