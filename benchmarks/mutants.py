"""Change our own code in small ways and see whether the tests notice: a table of the mutants that live.

    python benchmarks/mutants.py quanze/schema/dates.py -- tests/schema
    python benchmarks/mutants.py quanze/queries/hops.py --every 3 --report live.md -- tests/queries tests/analysis

What follows ``--`` is given to pytest, which must pass without a mutant first. Each further ``--`` begins a stage that
is run on the mutants that the stages before let live. Each mutant is one change: a comparison, ``and`` for ``or``, a
condition negated, a number off by one, a text or truth value replaced, an operator, two arguments of a call swapped, a
filter of a comprehension, a statement or the value of a ``return`` removed. The order is that of the file, so a run can
be repeated; ``--every N`` takes each Nth mutant, ``--lines 12,40`` those of some lines, ``--again live.md`` those that
lived in an earlier run.

A mutant is killed when a test fails or takes several times as long as without it. Docstrings, annotations and
what is imported for them alone, ``__all__`` and the fixed words of an f-string are left alone, since no behaviour
depends on them. The exit code is 1 when a mutant lives.

Nothing is imported twice for a change inside a function: a process that has collected the tests forks for each mutant
and exchanges the function's code. Only tests that call the function are run, first those that have killed most in the
least time. A change at the level of a module or class is imported in a fork of a process that has read only the
libraries, which takes far longer. A test that starts another process sees no mutant there.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import inspect
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from importlib.machinery import SourceFileLoader
from itertools import chain, zip_longest
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, TextIO, TypeVar

import pytest
from hypothesis import Phase, settings

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = (".git", ".venv*", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
LIBRARIES = ("hypothesis.strategies", "xdist", "kglite", "pandas", "click", "yaml")
"""What is read before the first fork: to read them takes longer than most runs."""
_READ_ALREADY = "ignore::pytest.PytestAssertRewriteWarning"
TIMES, SECONDS, STANDSTILL = 5, 0.5, 60
"""How many times its time without a mutant a test may take of the processor, and what is added to that; how many times
this by the clock, on a machine that others use too."""
_RUN_AT_IMPORT = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
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
    """One change of one file: the line it is on, the code before and after, and the statement of the module it is
    in."""

    path: Path
    line: int
    before: str
    after: str
    module: Sequence[ast.stmt]
    at: int
    changed: ast.stmt

    def code(self) -> CodeType:
        """The code of the whole module."""
        return self._compiled(*self.module[: self.at], self.changed, *self.module[self.at + 1 :])

    def functions(self) -> list[CodeType] | None:
        """The code of the functions that the change is in; None where it is at the level of the module or a class."""
        future = [s for s in self.module[: self.at] if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
        return _changed(self._compiled(*future, self.module[self.at]), self._compiled(*future, self.changed))

    def _compiled(self, *statements: ast.stmt) -> CodeType:
        return compile(ast.Module([*statements], []), self.path, "exec", dont_inherit=True)


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    module = ast.parse(path.read_text(encoding="utf-8")).body
    found = []
    for at, statement in enumerate(module):
        text = ast.unparse(statement)
        tree = ast.Module([statement], [])
        for number, node in enumerate(_code(tree)):
            for change in range(len(_changes(node))):
                changed = copy.deepcopy(tree)
                place = next(n for i, n in enumerate(_code(changed)) if i == number)
                before = _shown(place)
                after = _changes(place)[change]()
                ast.fix_missing_locations(changed)
                if ast.unparse(changed) != text:
                    found.append(Mutant(path, _line(node), before, after, module, at, changed.body[0]))
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


Key = tuple[str, str, int]
"""File, name and first line of a function."""


def _key(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _changed(old: CodeType, new: CodeType) -> list[CodeType] | None:
    """The code of the functions in which two versions differ; None where they differ outside of them."""
    if old.co_code != new.co_code or old.co_names != new.co_names or len(old.co_consts) != len(new.co_consts):
        return None
    found: list[CodeType] = []
    for was, now in zip(old.co_consts, new.co_consts, strict=True):
        if not isinstance(was, CodeType) or not isinstance(now, CodeType):
            if type(was) is not type(now) or repr(was) != repr(now):
                return None
        elif was == now:
            continue
        elif not was.co_flags & inspect.CO_OPTIMIZED:  # a class
            inside = _changed(was, now)
            if inside is None:
                return None
            found += inside
        elif _key(was) != _key(now) or was.co_freevars != now.co_freevars or was.co_name in _RUN_AT_IMPORT:
            return None
        else:
            found.append(now)
    return found


@dataclass(frozen=True)
class Test:
    """What is known of a test: its seconds of processor time, and the functions of the modules that it calls."""

    seconds: float
    called: Set[Key]

    def limit(self) -> None:
        """End this process when the test, which begins now, takes much longer."""
        limit = TIMES * self.seconds + SECONDS
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.setitimer(signal.ITIMER_REAL, STANDSTILL * limit)


UNKNOWN = Test(60.0, frozenset())
"""What is taken for known of the import, and of a test that only a mutant has."""


def forked(work: Callable[[TextIO], object]) -> tuple[list[str], int]:
    """The lines that some work writes in a process of its own, and how that ends: 0, or why not."""
    reads, writes = os.pipe()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            with os.fdopen(writes, "w", buffering=1) as told:
                work(told)
            code = 0
        except pytest.Session.Failed:
            pass
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    os.close(writes)
    with os.fdopen(reads) as told:
        lines = told.read().splitlines()
    return lines, os.waitpid(pid, 0)[1]


class _Tests:
    """A session of pytest whose tests are run as ``loop`` says, for which the process must not go on when one fails."""

    def __init__(self, arguments: Sequence[str], loop: Callable[[_Tests], object]) -> None:
        self.loop, self.ended = loop, False
        self.noted: list[set[Key]] = []
        self.of_fixture: dict[str, set[Key]] = defaultdict(set)
        # ``-p no:randomly`` and the like are the caller's; a cache would make one run depend on another.
        options = ("-q", "--tb=short", "-n", "0", "-p", "no:cacheprovider", "-W", _READ_ALREADY)
        pytest.main([*options, *arguments], plugins=[self])
        if not self.ended:
            raise SystemExit("The tests cannot be collected, or one fails.")

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Draw the same examples in each run, and look for no smaller ones, which takes longer than to find one."""
        phases = Phase.explicit, Phase.generate
        settings.register_profile("mutants", settings.default, phases=phases, database=None, derandomize=True)
        settings.load_profile("mutants")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        """Note what is called for a fixture, for all tests that have it."""
        self.noted.append(set())
        try:
            return (yield)
        finally:
            self.of_fixture[fixturedef.argname] |= self.noted.pop()

    def pytest_runtestloop(self, session: Any) -> bool:
        if session.testsfailed:
            raise pytest.Session.Failed("A file cannot be imported.")
        self.session, self.items = session, {item.nodeid: item for item in session.items}
        self.loop(self)
        self.ended = True
        return True

    def run(self, names: Sequence[str]) -> Iterator[str]:
        """Run tests, each after its name is given, until one fails."""
        for name, following in zip_longest(names, names[1:]):
            yield name
            after = self.items[following] if following else None
            self.session.config.hook.pytest_runtest_protocol(item=self.items[name], nextitem=after)
            if self.session.testsfailed:
                raise pytest.Session.Failed(name)

    def measure(self, files: Container[str], told: TextIO) -> None:
        """Run all tests without a mutant, and tell what is known of each."""
        caches = _caches()

        def note(frame: FrameType, *_: object) -> None:
            if frame.f_code.co_filename in files:
                self.noted[-1].add(_key(frame.f_code))

        threading.settrace(note)
        sys.settrace(note)
        began, before = 0.0, ""
        for name in chain(self.run([*self.items]), [""]):
            if before:
                called = self.noted[0].union(*(self.of_fixture[own] for own in self.items[before].fixturenames))
                told.write(json.dumps([before, time.process_time() - began, sorted(called)]) + "\n")
            for own in caches:  # so that a test is seen to call what another has called before it
                own.cache_clear()
            self.noted = [set()]
            began, before = time.process_time(), name

    def time(self, name: str, told: TextIO) -> None:
        """Tell the seconds that a test takes of the processor where no other has run before it."""
        began = 0.0
        for _ in self.run([name]):
            began = time.process_time()
        told.write(str(time.process_time() - began))

    def kill(self, names: Sequence[str], known: Mapping[str, Test], told: TextIO) -> None:
        """Run tests until one fails, and tell the name of each as it begins."""
        for name in self.run(names):
            told.write(f"{name}\n")
            known.get(name, UNKNOWN).limit()


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _all_of(kind: type[T]) -> list[T]:
    """All objects of a kind, also those that no search for garbage looks at."""
    gc.unfreeze()
    found = [one for one in gc.get_objects() if type(one) is kind]
    gc.freeze()
    return found


def _caches() -> list[functools._lru_cache_wrapper[Any]]:
    """Our own caches: a test that finds an answer there does not call what gave it."""
    return [one for one in _all_of(functools._lru_cache_wrapper) if one.__module__.startswith("quanze")]


class _Order:
    """The order of tests: those that have killed most in the least time, then the others, cheap files first."""

    def __init__(self, known: Mapping[str, Test]) -> None:
        self.known, self.last = known, ""
        self.kills, self.files = Counter[str](), Counter[str]()
        for name, test in known.items():
            self.files[_file(name)] += test.seconds  # type: ignore[assignment]

    def of(self, names: Iterable[str]) -> list[str]:
        """These tests in that order."""
        return sorted(names, key=self._place)

    def _place(self, name: str) -> tuple[bool, float, float, str]:
        file, seconds = _file(name), self.known.get(name, UNKNOWN).seconds
        return name != self.last, -self.kills[name] / (seconds + 0.02), self.files[file], file

    def killed(self, name: str) -> None:
        """Note that a test has killed a mutant."""
        self.last = name
        self.kills[name] += 1


def _file(name: str) -> str:
    return name.partition("::")[0]


@dataclass(frozen=True)
class Trial:
    """What pytest is given, and the mutants that are tried."""

    arguments: Sequence[str]
    found: Sequence[Mutant]

    def measured(self) -> dict[str, Test]:
        """What is known of each test, run without a mutant."""
        files = {str(mutant.path) for mutant in self.found}
        lines, status = forked(lambda told: _Tests(self.arguments, lambda tests: tests.measure(files, told)))
        if status:
            raise SystemExit(f"Without a mutant, this fails: pytest {' '.join(self.arguments)}")
        return {
            name: Test(seconds, {(file, function, line) for file, function, line in called})
            for name, seconds, called in map(json.loads, lines)
        }

    def run(self, jobs: int) -> Iterator[tuple[int, str, str]]:
        """Number, outcome and last test of each mutant, as they come."""
        known = self.measured()
        reads, writes = os.pipe()
        for job in range(jobs):
            if not os.fork():
                try:
                    _be_silent()
                    with os.fdopen(writes, "w", buffering=1) as told:
                        self._share(list(enumerate(self.found))[job::jobs], known, told)
                finally:
                    os._exit(0)
        os.close(writes)
        with os.fdopen(reads) as told:
            for line in told:
                number, outcome, test = json.loads(line)
                yield number, outcome, test
        for _ in range(jobs):
            os.wait()

    def _share(self, found: Sequence[tuple[int, Mutant]], known: Mapping[str, Test], told: TextIO) -> None:
        """Tell number, outcome and last test of each of some mutants: first of those inside a function."""
        order = _Order(known)

        def tell(number: int, lines: Sequence[str], status: int) -> None:
            outcome, test = LIVES, ""
            if status:
                outcome, test = TOO_LONG if os.WIFSIGNALED(status) else KILLED, (lines or [""])[-1]
                order.killed(test)
            told.write(json.dumps([number, outcome, test]) + "\n")

        inside, outside = [], []
        for number, mutant in found:
            functions = mutant.functions()
            if functions is None:
                outside.append((number, mutant))
            else:
                inside.append((number, functions))

        def exchange(tests: _Tests) -> None:
            exchanging, alone = _Exchange(), dict(known)
            for number, functions in inside:
                called = {_key(code) for code in functions}
                names = order.of(name for name, test in known.items() if test.called & called)
                work = partial(exchanging, functions, partial(tests.kill, names, alone))
                lines, status = forked(work)
                while os.WIFSIGNALED(status) and alone[lines[-1]] is known[lines[-1]]:
                    # It may only read what another test had read before it when it was measured.
                    (seconds,), _ = forked(partial(tests.time, lines[-1]))
                    alone[lines[-1]] = Test(float(seconds), known[lines[-1]].called)
                    lines, status = forked(work)
                tell(number, lines, status)

        if inside:  # in a process of its own, since what follows must not have imported the modules
            forked(lambda _: _Tests(self.arguments, exchange))
        for number, mutant in outside:
            tell(number, *forked(partial(self._import, mutant.code(), order)))

    def _import(self, code: CodeType, order: _Order, told: TextIO) -> None:
        """Run the tests where a module has other code when it is imported."""
        usual = SourceFileLoader.get_code

        def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
            return code if loader.path == code.co_filename else usual(loader, name)

        SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
        UNKNOWN.limit()
        _Tests(self.arguments, lambda tests: tests.kill(order.of(tests.items), order.known, told))


class _Exchange:
    """The functions of this process, whose code is exchanged."""

    def __init__(self) -> None:
        self.functions: dict[Key, list[FunctionType]] = defaultdict(list)
        for one in _all_of(FunctionType):
            self.functions[_key(one.__code__)].append(one)
        self.caches = _caches()

    def __call__(self, codes: Sequence[CodeType], work: Callable[[TextIO], object], told: TextIO) -> None:
        for code in codes:
            for function in self.functions[_key(code)]:
                function.__code__ = code
        for cache in self.caches:
            cache.cache_clear()
        work(told)


def report(root: Path, found: Sequence[Mutant], outcomes: Sequence[str]) -> str:
    """A Markdown table a module, and one of the mutants that live."""
    lines = ["| module | mutants | killed | of them too long | live |", "|---|---:|---:|---:|---:|"]
    for path in dict.fromkeys(m.path for m in found):
        mine = [o for m, o in zip(found, outcomes, strict=True) if m.path == path]
        live, long = mine.count(LIVES), mine.count(TOO_LONG)
        lines.append(f"| {path.relative_to(root)} | {len(mine)} | {len(mine) - live} | {long} | {live} |")
    living = [m for m, o in zip(found, outcomes, strict=True) if o == LIVES]
    if living:
        lines += ["", "| line | before | after |", "|---|---|---|"]
        lines += [f"| {m.path.relative_to(root)}:{m.line} | {_cell(m.before)} | {_cell(m.after)} |" for m in living]
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
    parser.add_argument("--lines", help="try the mutants of these lines only, as 12,40")
    parser.add_argument("--again", type=Path, help="try only the mutants that live in this report of an earlier run")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--report", type=Path, help="write the table to this file too")
    own, *stages = _split(sys.argv[1:])
    given = parser.parse_args(own)
    lived = given.again.read_text(encoding="utf-8") if given.again else ""
    with tempfile.TemporaryDirectory(prefix="quanze-mutants-") as folder:
        root = Path(folder) / "quanze"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        os.chdir(root)
        sys.path.insert(0, str(root))
        os.environ.update({"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"})
        for library in LIBRARIES:
            importlib.import_module(library)
        found = [mutant for path in given.modules for mutant in mutants(root / path)[:: given.every]]
        if given.lines:
            found = [mutant for mutant in found if str(mutant.line) in given.lines.split(",")]
        if given.again:  # on whatever line they are by now
            found = [m for m in found if f" | {_cell(m.before)} | {_cell(m.after)} |" in lived]
        outcomes = [LIVES] * len(found)
        for arguments in stages or [[]]:
            living = [n for n, outcome in enumerate(outcomes) if outcome == LIVES]
            trial = Trial(arguments, [found[n] for n in living])
            for done, (number, outcome, test) in enumerate(trial.run(given.jobs), 1):
                outcomes[living[number]], mutant = outcome, trial.found[number]
                change = f": {mutant.before} -> {mutant.after}" if outcome == LIVES else f" by {test}"
                place = f"{mutant.path.relative_to(root)}:{mutant.line}"
                print(f"{done}/{len(living)} {outcome} {place}{change}", file=sys.stderr)
        text = report(root, found, outcomes)
    print(text, end="")
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    return int(LIVES in outcomes)


if __name__ == "__main__":
    sys.exit(main())
