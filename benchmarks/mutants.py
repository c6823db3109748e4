"""Change our own code in small ways and see whether the tests notice: a table of the mutants that live.

    python benchmarks/mutants.py quanze/schema/dates.py -- tests/schema
    python benchmarks/mutants.py quanze/queries/hops.py --every 3 --report live.md -- tests/queries -- tests/analysis

What follows ``--`` is given to pytest, which must pass without a mutant first. Each further ``--`` begins a stage that
is run on the mutants that the stages before let live: quick killers first. Each mutant is one change in a copy of the
repository: a comparison, ``and`` for ``or``, a condition negated, a number off by one, a text or truth value
replaced, an operator, two arguments of a call swapped, a filter of a comprehension, a statement or the value of a
``return`` removed. The order is that of the file, so a run can be repeated; ``--every N`` takes each Nth mutant.

A mutant is killed when a test fails or a run takes more processor time than its limit. Docstrings, annotations and
what is imported for them alone, ``__all__`` and the fixed words of an f-string are left alone, since no behaviour
depends on them. The exit code is 1 when a mutant lives.
"""

from __future__ import annotations

import argparse
import ast
import copy
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = (".git", ".venv*", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
STANDSTILL = 20
"""How many times its limit of processor time a run may take by the clock, on a machine that others use too."""
PROCESSES = multiprocessing.get_context("forkserver")
"""Each run is a process of its own, from one that has read the libraries already: to read them takes longer than most
runs."""
PROCESSES.set_forkserver_preload(["pytest", "hypothesis.strategies", "xdist", "kglite", "pandas", "click", "yaml"])
_READ_ALREADY = "ignore::pytest.PytestAssertRewriteWarning"
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
    statements = ast.parse(source).body
    texts = [ast.unparse(statement) for statement in statements]
    found = []
    for at, statement in enumerate(statements):
        tree = ast.Module([statement], [])
        for number, node in enumerate(_code(tree)):
            for change in range(len(_changes(node))):
                changed = copy.deepcopy(tree)
                place = next(n for i, n in enumerate(_code(changed)) if i == number)
                before = _shown(place)
                after = _changes(place)[change]()
                text = ast.unparse(ast.fix_missing_locations(changed))
                if text != texts[at]:
                    whole = "\n".join((*texts[:at], text, *texts[at + 1 :]))
                    found.append(Mutant(path, _line(node), before, after, whole + "\n"))
    return sorted(found, key=lambda m: m.line)


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose change can change behaviour, in a fixed order."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            words = isinstance(tree, ast.JoinedStr) and isinstance(child, ast.Constant)
            if not isinstance(child, ast.AST) or words:
                continue
            if _is_docstring(child) or _is_listing(child) or _is_for_types(child):
                continue
            yield child
            yield from _code(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_listing(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "__all__" for t in node.targets)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def _line(node: ast.AST) -> int:
    """The line of a node; a comprehension's part begins with what it gives names to."""
    return node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)


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


def copied(folder: Path, source: Path = ROOT, left_out: Sequence[str] = LEFT_OUT) -> Path:
    """A copy of the repository in which mutants are tried."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(*left_out), symlinks=True)
    return folder


def tested(tree: Path, arguments: Sequence[str], limit: int, *, compiled: bool = False) -> str:
    """What the tests say of the copy, given seconds of processor time: killed, lives or too long.

    ``compiled`` leaves the bytecode of the run in the copy. That of a mutant would only be taken for the next one's.
    """
    run = PROCESSES.Process(target=_run, args=(tree, arguments, limit, compiled))
    run.start()
    run.join(limit * STANDSTILL)
    code = run.exitcode
    if code is None:
        os.killpg(run.pid, signal.SIGKILL)
        run.join()
        return TOO_LONG
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return TOO_LONG
    if code == 5:
        raise SystemExit(f"There is no such test: pytest {' '.join(arguments)}")
    return KILLED if code else LIVES


def _run(tree: Path, arguments: Sequence[str], limit: int, compiled: bool) -> None:
    """Run the tests of the copy in this process, and end it with pytest's code."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = not compiled
    os.environ.update({"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"})
    import pytest

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    # ``-p no:randomly`` and the like are the caller's; a cache would make one mutant's run depend on another's.
    code = 1
    try:
        code = pytest.main(
            ["-x", "-q", "--tb=no", "-n", "0", "-p", "no:cacheprovider", "-W", _READ_ALREADY, *arguments]
        )
    finally:
        os._exit(code)


def tried(found: Sequence[Mutant], trees: Sequence[Path], stages: Sequence[Sequence[str]], limit: int) -> Iterator[str]:
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
            outcomes = (tested(tree, arguments, limit) for arguments in stages)
            return next((o for o in outcomes if o != LIVES), LIVES)
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


def _split(arguments: Sequence[str]) -> list[list[str]]:
    """The parts between the ``--``."""
    parts: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "--":
            parts.append([])
        else:
            parts[-1].append(argument)
    return parts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", help="paths of modules, from the root of the repository")
    parser.add_argument("--every", type=int, default=1, help="try each Nth mutant only")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--limit", type=int, default=60, help="seconds of processor time that a stage may take")
    parser.add_argument("--report", type=Path, help="write the table to this file too")
    own, *stages = _split(sys.argv[1:])
    given = parser.parse_args(own)
    found = [
        mutant
        for path in given.modules
        for mutant in mutants(path, (ROOT / path).read_text(encoding="utf-8"))[:: given.every]
    ]
    with tempfile.TemporaryDirectory(prefix="quanze-mutants-") as folder:
        tree = copied(Path(folder) / "0")
        stages = stages or [[]]
        for arguments in stages:
            if tested(tree, arguments, given.limit, compiled=True) != LIVES:
                raise SystemExit(f"Without a mutant, this fails or takes too long: pytest {' '.join(arguments)}")
        trees = [tree, *(copied(Path(folder) / str(n), tree, ()) for n in range(1, given.jobs))]
        outcomes = []
        for mutant, outcome in zip(found, tried(found, trees, stages, given.limit), strict=True):
            outcomes.append(outcome)
            change = f": {mutant.before} -> {mutant.after}" if outcome == LIVES else ""
            print(f"{len(outcomes)}/{len(found)} {outcome} {mutant.path}:{mutant.line}{change}", file=sys.stderr)
    text = report(found, outcomes)
    print(text, end="")
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    return int(LIVES in outcomes)


if __name__ == "__main__":
    sys.exit(main())
