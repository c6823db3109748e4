"""Texts made safe for one line, cut and measured."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quanze.exports.text import plain, shorten, wide, width

ANY = st.text(st.characters())  # surrogates too


@given(ANY)
def test_plain_is_one_line_that_every_file_can_hold(text: str) -> None:
    clean = plain(text)
    assert len(clean.splitlines()) <= 1
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not [
        c
        for c in clean
        if unicodedata.category(c) in ("Cc", "Cs")
        or unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI")
    ]


@given(ANY)
def test_plain_has_nothing_more_to_do(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text("民政處 abc，（）"))
def test_plain_leaves_ordinary_names_alone_but_for_spaces(text: str) -> None:
    assert plain(text) == " ".join(part for part in text.split(" ") if part)


def test_what_is_hidden_is_shown_not_dropped() -> None:
    assert plain("a\x00b\x1b") == "a␀b␛"
    assert plain("甲\u202e乙") == "甲[U+202E]乙"
    assert plain("\ud800") == "\ufffd"
    assert plain(" 一\t二\r\n三 ") == "一 二 三"


@given(ANY, st.integers(4, 60))
def test_shorten_fits_and_changes_only_what_does_not(text: str, columns: int) -> None:
    clean = plain(text)
    short = shorten(clean, columns)
    assert width(short) <= columns
    assert short == clean or (short.endswith("…") and clean.startswith(short[:-1]))
    if width(clean) <= columns:
        assert short == clean


def test_width_counts_chinese_twice_and_combining_marks_not_at_all() -> None:
    assert width("環保局") == 6
    assert width("EPB") == 3
    assert width("e\u0301") == 1
    assert width("（）") == 4


def test_wide_tells_chinese_names_from_latin_ones() -> None:
    assert wide("環境保護局")
    assert not wide("Environmental Protection Bureau")
    assert not wide("")
