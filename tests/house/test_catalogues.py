"""The catalogues have every message of the code, with the same values in it, and are compiled."""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Message

from tests.house.syntax import nodes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MARKS = {"_", "message", "template", "plural"}
"""Functions whose first argument is a message."""

WITHOUT_VALUE = {"{value!r} is not a valid {number_type}."}
"""Messages of click whose value is an English word that click does not translate."""


def tool() -> Any:
    spec = spec_from_file_location("catalogues", ROOT / "docs" / "catalogues.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CATALOGUES = tool()
CATALOGUES.extracted = cache(CATALOGUES.extracted)  # it reads the whole package
LANGUAGES = list(CATALOGUES.catalogues())


def texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The message and its translation, each with its plural."""
    return CATALOGUES.forms(message.id), CATALOGUES.forms(message.string)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("lang", "path"), LANGUAGES)
class TestCatalogue:
    def test_it_has_every_message_and_no_other(self, lang: str, path: Path) -> None:
        wanted = {(m.context, CATALOGUES.forms(m.id)) for m in CATALOGUES.extracted(lang) if m.id}
        catalogue = CATALOGUES.read(lang, path)
        assert len(wanted) > 50
        assert {(m.context, CATALOGUES.forms(m.id)) for m in catalogue if m.id} == wanted
        assert not catalogue.obsolete

    def test_every_message_is_translated(self, lang: str, path: Path) -> None:
        messages = [m for m in CATALOGUES.read(lang, path) if m.id]
        assert [m.id for m in messages if m.fuzzy] == []
        assert [m.id for m in messages if not texts(m)[1] or not all(texts(m)[1])] == []

    def test_a_translation_has_the_values_of_its_message(self, lang: str, path: Path) -> None:
        wrong = []
        for message in CATALOGUES.read(lang, path):
            ids, translations = texts(message)
            if not message.id or "python-format" in message.flags:
                continue
            if WITHOUT_VALUE.intersection(ids):
                continue
            every, common = set().union(*map(fields, ids)), set.intersection(*map(fields, ids))
            wrong += [t for t in translations if not common <= fields(t) <= every]
        assert wrong == []

    def test_it_is_compiled(self, lang: str, path: Path) -> None:
        assert CATALOGUES.is_compiled(lang, path), "run `python docs/catalogues.py`"
        assert CATALOGUES.po_text(CATALOGUES.updated(lang, path)) == path.read_bytes(), (
            "run `python docs/catalogues.py`"
        )


def test_every_message_of_the_code_is_extracted() -> None:
    """Extraction reads tokens, so it would miss a message inside an f-string, or one put together by ``+``."""
    known = {text for m in CATALOGUES.extracted("zh-TW") for text in CATALOGUES.forms(m.id)}
    missed = []
    for path in sorted((ROOT / "quanze").rglob("*.py")):
        for call in nodes(path):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKS and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    missed += [f"{path.name}:{call.lineno}"] if first.value not in known else []
                elif not isinstance(first, (ast.Name, ast.Attribute, ast.Subscript)):
                    missed.append(f"{path.name}:{call.lineno}")
    assert missed == []


def test_the_check_finds_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lang, path = LANGUAGES[0]
    copied = tmp_path / path.relative_to(CATALOGUES.LOCALE)
    copied.parent.mkdir(parents=True)
    monkeypatch.setattr(CATALOGUES, "LOCALE", tmp_path)
    monkeypatch.setattr(CATALOGUES, "ROOT", tmp_path)
    monkeypatch.setattr(CATALOGUES, "extracted", lambda _: CATALOGUES.read(lang, path))
    monkeypatch.setattr(sys, "argv", ["catalogues.py", "--check"])
    text = path.read_text(encoding="utf-8")
    copied.write_text(text, encoding="utf-8")
    assert CATALOGUES.main() == 1  # not compiled
    CATALOGUES.compile_po(lang, copied, copied.with_suffix(".mo"))
    assert CATALOGUES.main() == 0
    copied.write_text(text.replace("用法：", "用法", 1), encoding="utf-8")
    assert CATALOGUES.main() == 1  # translated anew, not compiled
    copied.write_text(text + '\nmsgid "of old"\nmsgstr "舊"\n', encoding="utf-8")
    CATALOGUES.compile_po(lang, copied, copied.with_suffix(".mo"))
    assert CATALOGUES.main() == 1  # a message that the code does not have
