"""No text stands in Chinese and English beside each other: English is in the code, Chinese in the catalogue.

Two rooms are left out: the schema, whose labels are words of the files that a load reads and are declared in both
languages, and the room of the catalogues, which alone asks what language it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.syntax import nodes

ROOT = Path(__file__).parents[2]
SOURCES = [
    p for p in sorted((ROOT / "quanze").rglob("*.py")) if p.relative_to(ROOT).parts[1] not in ("schema", "locale")
]
CHINESE = re.compile("[\u3400-\u9fff]")
ENGLISH = re.compile("[A-Za-z]")
PATTERN = re.compile(r"[()\[\]|\\]")
LANGUAGES = {"en", "zh", "zh-TW"}


def text(node: ast.expr | None) -> str:
    """The text of a literal; for an f-string what of it is written."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text(v) for v in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def looked_up(parts: Sequence[ast.AST]) -> set[int]:
    """Lists of words that a text is searched for: what a reader recognises is data."""
    found: set[int] = set()
    for node in parts:
        if isinstance(node, ast.Compare):
            found |= {id(part) for part in node.comparators}
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("startswith", "endswith"):
            found |= {id(argument) for argument in node.args}
    return found


def pairs(parts: Sequence[ast.AST]) -> Iterator[int]:
    """The lines on which a text stands in two languages, or the language decides what is said."""
    data = looked_up(parts)
    for node in parts:
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) if id(node) not in data:
                for first, second in pairwise(map(text, parts)):
                    plain = first and second and not PATTERN.search(first)
                    if plain and CHINESE.search(first) and second.isascii() and ENGLISH.search(second):
                        yield node.lineno
            case ast.IfExp(body=body, orelse=other):
                if bool(CHINESE.search(text(body))) != bool(CHINESE.search(text(other))) and text(body) and text(other):
                    yield node.lineno
            case ast.Compare(left=left, comparators=others):
                if any(text(part) in LANGUAGES for part in (left, *others)) and "lang" in ast.unparse(node):
                    yield node.lineno
            case ast.Dict(keys=keys) if LANGUAGES & {*map(text, keys)}:
                yield node.lineno
            case ast.Constant(value=str(value)) if re.search(r"[\u3400-\u9fff] / [A-Za-z]|[。！？] [A-Z]", value):
                yield node.lineno


def parsed(source: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "SAID = {'sum': ('合計不符', 'sum')}",
        "REASONS = (('term', '任期與補聘', 'term of office'),)",
        "word = '待查' if chinese else 'check'",
        "if lang == 'en': pass",
        "title = kind.en if lang == 'en' else kind.zh",
        "WORDS = {'zh-TW': TITLES, 'en': OTHERS}",
        "text = f'{heads}（{n} 列 / rows）'",
        "about = '草稿，尚待審閱。 A draft to be reviewed.'",
    ],
)
def test_a_pair_is_found(source: str) -> None:
    assert list(pairs(parsed(source)))


@pytest.mark.parametrize(
    "source",
    ["ok = word in ('是', 'yes')", "RULES = (('code', '(?:指標|目標)代碼|Code'),)", "link(a, '下設')", "lang = 'en'"],
)
def test_words_that_are_recognised_are_no_pair(source: str) -> None:
    assert not list(pairs(parsed(source)))


@pytest.mark.whole
def test_no_text_is_in_two_languages() -> None:
    assert any("reader" in p.parts for p in SOURCES)
    found = [f"{p.relative_to(ROOT)}:{line}" for p in SOURCES for line in pairs(nodes(p))]
    assert found == []
