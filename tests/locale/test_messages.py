"""Sentences made in English and said in another language."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from quanze import locale
from quanze.errors import QueryError
from quanze.locale import Message, in_context, in_language, language_of, languages, later, message, plural
from quanze.schema import KIND
from tests.locale.languages import add_language

LANG = "x-test"
"""A language that there is not, so that no catalogue of ours can be meant."""


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    add_language(
        tmp_path,
        LANG,
        {
            "There is no language {name!r}.": "<<{name}>> is unknown.",
            "Use one of {names}.": "Pick: {names}!",
            "{n} agency": ("{n} office", "{n} offices"),
            "wrong {name}": "wrong {other}",
            ("between names", ", "): " + ",
            ("schema", "Agency"): "office",
        },
    )
    monkeypatch.setenv(locale.LOCALE_PATH, str(tmp_path))
    locale._folders.cache_clear()  # the environment is read once
    yield
    locale._folders.cache_clear()


def test_a_message_reads_as_english_and_is_said_in_a_language() -> None:
    said = message("There is no language {name!r}.", name="fr")
    assert said == "There is no language 'fr'."
    assert said.in_language(LANG) == "<<fr>> is unknown."
    assert said.in_language("en") == "There is no language 'fr'."
    assert type(said.in_language("en")) is str


def test_text_from_outside_is_never_a_template() -> None:
    name = "{name} {0} {} %s {name.__class__}"
    said = message("There is no language {name!r}.", name=name)
    assert said == f"There is no language {name!r}."
    assert said.in_language(LANG) == f"<<{name}>> is unknown."


def test_a_list_is_joined_as_the_language_does_it() -> None:
    said = message("Use one of {names}.", names=["a", "b", KIND["Agency"]])
    assert said == "Use one of a, b, Agency."
    assert said.in_language(LANG) == "Pick: a + b + office!"
    assert "a、b、機關" in said.in_language("zh-TW")


def test_a_message_may_hold_another() -> None:
    said = message("Use one of {names}.", names=plural("{n} agency", "{n} agencies", n=2))
    assert said == "Use one of 2 agencies."
    assert said.in_language(LANG) == "Pick: 2 offices!"


@pytest.mark.parametrize(("n", "english", "other"), [(0, "0 agencies", "0 offices"), (1, "1 agency", "1 office")])
def test_a_number_decides(n: int, english: str, other: str) -> None:
    said = plural("{n} agency", "{n} agencies", n=n)
    assert (said, said.in_language(LANG)) == (english, other)


def test_what_has_no_translation_or_a_wrong_one_is_english() -> None:
    assert message("Nobody translates {what}.", what="this").in_language(LANG) == "Nobody translates this."
    assert message("wrong {name}", name="x").in_language(LANG) == "wrong x"
    assert in_context("schema", "seat", LANG) == "seat"
    assert message("Use one of {names}.", names="a").in_language("x-nobody") == "Use one of a."


def test_a_sentence_for_later_says_what_its_message_says() -> None:
    unknown = later("There is no language {name!r}.", name="fr")
    for sentence in (unknown, later("Use one of {names}.", names=[unknown, "en"]), later("wrong {name}", name="it")):
        for lang in (locale.SOURCE_LANGUAGE, LANG):
            assert sentence.in_language(lang) == sentence.made().in_language(lang)
    assert unknown.in_language(LANG) == "<<fr>> is unknown."


def test_a_damaged_catalogue_is_as_none(tmp_path: Path) -> None:
    for name, content in (
        ("x_empty", b""),
        ("x_cut", b"\xde\x12\x04\x95\x00\x00"),
        ("x_other", b"no catalogue at all"),
    ):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "quanze.mo").write_bytes(content)
        assert message("Use one of {names}.", names="a").in_language(name.replace("_", "-")) == "Use one of a."


def test_a_copy_is_still_a_message() -> None:
    said = plural("{n} agency", "{n} agencies", n=2)
    for other in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert isinstance(other, Message)
        assert (other, other.in_language(LANG)) == ("2 agencies", "2 offices")


def test_an_error_is_said_in_a_language() -> None:
    error = QueryError(message("There is no language {name!r}.", name="fr"), message("Use one of {names}.", names="ab"))
    assert str(error) == "There is no language 'fr'. Use one of ab."
    assert error.said(LANG) == ("<<fr>> is unknown.", "Pick: ab!")
    assert QueryError("as it is").said(LANG) == ("as it is", "")


def test_the_languages_there_are() -> None:
    assert languages() == ("en", LANG, "zh-TW")


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("zh_TW.UTF-8", "zh-TW"),
        ("zh-tw", "zh-TW"),
        ("zh_HK", "zh-TW"),
        ("en_GB.UTF-8", "en"),
        ("x_TEST@euro", LANG),
        ("fr_FR.UTF-8", "en"),
        ("zhuang", "en"),
        ("", "en"),
    ],
)
def test_a_locale_asks_for_a_language(name: str, lang: str) -> None:
    assert language_of(name) == lang


def test_values_in_a_language() -> None:
    assert in_language(("a", message("Use one of {names}.", names="b")), LANG) == "a + Pick: b!"
    assert in_language(3, LANG) == "3"
