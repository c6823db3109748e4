"""Texts measured, cut, filled and wrapped by columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from quanze.text.clean import clean
from quanze.text.width import _FREQUENT, _HAN, indented, mostly_wide, pad, shorten, width, wrapped

ANY = st.text(st.characters())  # surrogates too


@given(ANY, st.integers(4, 60))
def test_shorten_fits_and_changes_only_what_does_not(text: str, columns: int) -> None:
    whole = clean(text)
    short = shorten(whole, columns)
    assert width(short) <= columns
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))
    if width(whole) <= columns:
        assert short == whole


def test_width_counts_chinese_twice_and_combining_marks_not_at_all() -> None:
    assert width("環保局") == 6
    assert width("EPB") == 3
    assert width("e\u0301") == 1
    assert width("（）") == 4
    assert width("†…") == 2, "as a terminal shows them"
    assert width("a\x00b\n") == 2


def test_mostly_wide_tells_chinese_names_from_latin_ones() -> None:
    assert mostly_wide("環境保護局")
    assert not mostly_wide("Environmental Protection Bureau")
    assert not mostly_wide("")


def test_pad_fills_to_columns_and_cuts_nothing() -> None:
    assert pad("甲", 4) == "甲  "
    assert pad("甲乙丙", 4) == "甲乙丙"


@given(st.text("甲乙，。 ab-/c", max_size=60), st.integers(4, 20))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_that_go_on_keep_their_indent() -> None:
    assert indented("    甲乙丙丁戊己庚辛壬癸子丑寅卯", 26).splitlines() == [
        "    甲乙丙丁戊己庚辛壬癸",
        "      子丑寅卯",
    ]


@pytest.mark.parametrize("texts", ["ascii", "han", "frequent"])
def test_what_is_known_without_wcwidth_is_what_wcwidth_says(texts: str) -> None:
    characters = {
        "ascii": map(chr, range(0x20, 0x7F)),
        "han": map(chr, range(ord(_HAN[0]), ord(_HAN[1]) + 1)),
        "frequent": _FREQUENT,
    }[texts]
    assert [c for c in characters if width(c) != wcwidth(c)] == []
