"""Numbers and codes in the order people expect, Chinese ones too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.text.natural_order import Natural, natural_key
from quanze.text.numerals import numeral_value

UNITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    "ordered",
    [
        ["1", "2", "10"],
        ["13.1", "13.2", "13.10", "13.a", "13.b"],
        [
            "第3章 二、(一)",
            "第3章 二、(二)",
            "第3章 二、(三)",
            "第3章 二、(十)",
            "第3章 二、(十一)",
            "第3章 二、(二十)",
        ],
        ["附表九", "附表十", "附表十九", "附表二十", "附表二十一", "附表三十"],
        ["p. 9", "p. 10", "p. 100"],
        ["chiayi/task/2", "chiayi/task/10", "chiayi/task/a"],
        ["", "1", "甲"],
    ],
)
def test_the_order(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_key) == ordered


@given(st.lists(st.integers(0, 10**30)))
def test_numbers_are_in_the_order_of_their_values(numbers: list[int]) -> None:
    assert [int(t) for t in sorted(map(str, numbers), key=natural_key)] == sorted(numbers)


@given(st.text(), st.text())
def test_of_any_two_texts_one_comes_first_or_they_are_alike(one: str, other: str) -> None:
    a, b = natural_key(one), natural_key(other)
    assert (Natural(one) < Natural(other), Natural(one) == Natural(other)) == (a < b, a == b)
    assert [a < b, a == b, a > b].count(True) == 1


def chinese(number: int) -> str:
    """A number below 1,000 as it is written out."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{UNITS[hundreds]}百" if hundreds else ""
    text += f"{UNITS[tens]}十" if tens else "零" if hundreds and ones else ""
    return text + (UNITS[ones] if ones or not text else "")


@given(st.integers(0, 999))
def test_the_value_of_a_written_number(number: int) -> None:
    assert numeral_value(chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十七", 17),
        ("廿一", 21),
        ("卅", 30),
        ("一一二", 112),
        ("一百零三", 103),
        ("參", 3),
        ("〇", 0),
        ("", None),
        ("十人", None),
    ],
)
def test_other_ways_to_write_it(text: str, value: int | None) -> None:
    assert numeral_value(text) == value
