"""Texts made fit to be shown: on one line, with nothing hidden in them."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quanze.text.clean import clean

ANY = st.text(st.characters())  # surrogates too


@given(ANY)
def test_clean_is_one_line_that_every_file_can_hold(text: str) -> None:
    shown = clean(text)
    assert len(shown.splitlines()) <= 1
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not [
        c
        for c in shown
        if unicodedata.category(c) in ("Cc", "Cs")
        or unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI")
    ]


@given(ANY)
def test_clean_has_nothing_more_to_do(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text("民政處 abc，（）"))
def test_clean_leaves_ordinary_names_alone_but_for_spaces(text: str) -> None:
    assert clean(text) == " ".join(part for part in text.split(" ") if part)


def test_what_is_hidden_is_shown_not_dropped() -> None:
    assert clean("a\x00b\x1b") == "a␀b␛"
    assert clean("甲\u202e乙") == "甲[U+202E]乙"
    assert clean("\ud800") == "\ufffd"
    assert clean(" 一\t二\r\n三　四\u2003\xa0五 ") == "一 二 三 四 五"


def test_what_has_no_shape_goes_and_what_joins_letters_stays() -> None:
    assert clean("a\u200bb\ufeff\u00ad\u2060c\U000e0041") == "abc"
    family = "\U0001f468\u200d\U0001f469"
    assert clean(family) == family
    assert clean("a \u200b b") == "a b", "no run of spaces is left where something went"
