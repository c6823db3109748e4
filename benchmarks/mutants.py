"""Change our own code in small ways and see whether the tests notice: a table of the mutants that live.

    python benchmarks/mutants.py quanze/schema/dates.py -- tests/schema
    python benchmarks/mutants.py quanze/queries/responsibility.py --every 3 --report live.md -- tests/queries -m quick

What follows ``--`` is given to pytest, which must pass without a mutant first. Each mutant is one change in a copy of
the repository: a comparison, ``and`` for ``or``, a condition negated, a number off by one, a text or truth value
replaced, an operator, two arguments of a call swapped, a filter of a comprehension, a statement or the value of a
``return`` removed. The order is that of the file, so a run can be repeated; ``--every N`` takes each Nth mutant.

A mutant is killed when a test fails or the run takes longer than its limit. Docstrings, annotations, ``__all__`` and
the fixed words of an f-string are left alone, since no behaviour depends on them. The exit code is 1 when a mutant
lives.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = (".git", ".venv*", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "node_modules", "docs")
LEAST_SECONDS = 10.0
KILLED, LIVES, TOO_LONG = "killed", "lives", "too long"

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the line it is on, the code before and after, and the whole text of the file."""

    path: str
    line: int
    before: str
    after: str
    text: str


def mutants(path: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    found = []
    for number, node in enumerate(_code(tree)):
        for change in range(len(_changes(node))):
            whole = copy.deepcopy(tree)
            place = next(n for i, n in enumerate(_code(whole)) if i == number)
            before = _shown(place)
            after = _changes(place)[change]()
            text = ast.unparse(ast.fix_missing_locations(whole))
            if text != ast.unparse(tree):
                found.append(Mutant(path, getattr(node, "lineno", 0), before, after, text + "\n"))
    return sorted(found, key=lambda m: m.line)


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose change can change behaviour, in a fixed order."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            words = isinstance(tree, ast.JoinedStr) and isinstance(child, ast.Constant)
            if not isinstance(child, ast.AST) or words or _is_docstring(child) or _is_listing(child):
                continue
            yield child
            yield from _code(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_listing(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "__all__" for t in node.targets)


def _changes(node: ast.AST) -> list[Callable[[], str]]:
    """The ways to change a node in place; each returns the code after the change."""
    match node:
        case ast.Compare():
            return [
                lambda i=i, new=new: _set_comparison(node, i, new)
                for i, old in enumerate(node.ops)
                for new in COMPARISONS[type(old)]
            ]
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            return [lambda: _set(node, "op", other())]
        case ast.BinOp() if type(node.op) in OPERATORS and not _is_text(node):
            return [lambda: _set(node, "op", OPERATORS[type(node.op)]())]
        case ast.If() | ast.While() | ast.IfExp():
            return [lambda: _negate(node, "test")]
        case ast.comprehension(ifs=[_, *_]):
            return [lambda i=i: _drop(node.ifs, i) for i in range(len(node.ifs))]
        case ast.Constant(value=bool()):
            return [lambda: _set(node, "value", not node.value)]
        case ast.Constant(value=int() | float()):
            return [lambda by=by: _set(node, "value", node.value + by) for by in (1, -1)]
        case ast.Constant(value=str() as text):
            return [lambda: _set(node, "value", "" if text else "mutant")]
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [lambda: _set(node, "value", ast.Constant(None))]
        case ast.Call() if len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args):
            return [lambda i=i: _swap(node, i) for i in range(len(node.args) - 1)]
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            return [lambda: _become_pass(node)]
    return []


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(n, ast.JoinedStr) or (isinstance(n, ast.Constant) and isinstance(n.value, str))
        for n in (node.left, node.right)
    )


def _shown(node: ast.AST) -> str:
    """The first line of a node's code; a comprehension's part is not code by itself."""
    if isinstance(node, ast.comprehension):
        return " ".join(["for", ast.unparse(node.target), *(f"if {ast.unparse(i)}" for i in node.ifs)])
    return ast.unparse(node).splitlines()[0]


def _set(node: ast.AST, name: str, value: object) -> str:
    setattr(node, name, value)
    return _shown(node)


def _set_comparison(node: ast.Compare, at: int, new: type[ast.cmpop]) -> str:
    node.ops[at] = new()
    return _shown(node)


def _negate(node: ast.If | ast.While | ast.IfExp, name: str) -> str:
    return _set(node, name, ast.UnaryOp(ast.Not(), getattr(node, name)))


def _drop(conditions: list[ast.expr], at: int) -> str:
    return f"without if {ast.unparse(conditions.pop(at))}"


def _swap(node: ast.Call, at: int) -> str:
    node.args[at], node.args[at + 1] = node.args[at + 1], node.args[at]
    return _shown(node)


def _become_pass(node: ast.stmt) -> str:
    node.__class__ = ast.Pass  # type: ignore[assignment]
    return "pass"


def copied(folder: Path) -> Path:
    """A copy of the repository in which mutants are tried."""
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    return tree


def tested(tree: Path, arguments: Sequence[str], limit: float) -> str:
    """What the tests say of the copy: killed, lives or too long."""
    # ``-p no:randomly`` and the like are the caller's; a cache would make one mutant's run depend on another's.
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.Popen(
        command,
        cwd=tree,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = run.wait(limit)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return TOO_LONG
    if code > 2 and code != 4:  # 4: a mutant that stops a conftest from being imported
        raise SystemExit(f"pytest ended with {code}: no test was found, or it broke. {' '.join(command)}")
    return KILLED if code else LIVES


def tried(found: Sequence[Mutant], trees: Sequence[Path], arguments: Sequence[str], limit: float) -> Iterator[str]:
    """The outcome of each mutant, in order; as many run at once as there are copies."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def outcome(mutant: Mutant) -> str:
        tree = free.get()
        file = tree / mutant.path
        original = file.read_text(encoding="utf-8")
        try:
            file.write_text(mutant.text, encoding="utf-8")
            return tested(tree, arguments, limit)
        finally:
            file.write_text(original, encoding="utf-8")
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as pool:
        yield from pool.map(outcome, found)


def report(found: Sequence[Mutant], outcomes: Sequence[str]) -> str:
    """A Markdown table a module, and one of the mutants that live."""
    lines = ["| module | mutants | killed | of them too long | live |", "|---|---:|---:|---:|---:|"]
    for path in dict.fromkeys(m.path for m in found):
        mine = [o for m, o in zip(found, outcomes, strict=True) if m.path == path]
        live, long = mine.count(LIVES), mine.count(TOO_LONG)
        lines.append(f"| {path} | {len(mine)} | {len(mine) - live} | {long} | {live} |")
    living = [m for m, o in zip(found, outcomes, strict=True) if o == LIVES]
    if living:
        lines += ["", "| line | before | after |", "|---|---|---|"]
        lines += [f"| {m.path}:{m.line} | {_cell(m.before)} | {_cell(m.after)} |" for m in living]
    return "\n".join(lines) + "\n"


def _cell(code: str) -> str:
    text = code if len(code) <= 90 else f"{code[:89]}…"
    return f"`{text.replace('|', chr(92) + '|')}`"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", help="paths of modules, from the root of the repository")
    parser.add_argument("--every", type=int, default=1, help="try each Nth mutant only")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--limit", type=float, default=0.0, help="seconds a mutant may take; 0: thrice the plain run")
    parser.add_argument("--report", type=Path, help="write the table to this file too")
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, arguments = parser.parse_args(sys.argv[1:split]), sys.argv[split + 1 :]
    found = [
        mutant
        for path in given.modules
        for mutant in mutants(path, (ROOT / path).read_text(encoding="utf-8"))[:: given.every]
    ]
    with tempfile.TemporaryDirectory(prefix="quanze-mutants-") as folder:
        trees = [copied(Path(folder) / str(job)) for job in range(given.jobs)]
        start = time.monotonic()
        if tested(trees[0], arguments, 3600) != LIVES:
            raise SystemExit(f"The tests fail without a mutant: pytest {' '.join(arguments)}")
        limit = given.limit or max(LEAST_SECONDS, 3 * given.jobs * (time.monotonic() - start))
        outcomes = []
        for mutant, outcome in zip(found, tried(found, trees, arguments, limit), strict=True):
            outcomes.append(outcome)
            print(f"{len(outcomes)}/{len(found)} {outcome} {mutant.path}:{mutant.line}", file=sys.stderr)
    text = report(found, outcomes)
    print(text, end="")
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    return int(LIVES in outcomes)


if __name__ == "__main__":
    sys.exit(main())
