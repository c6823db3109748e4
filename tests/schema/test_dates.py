"""Dates as plans write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.schema.dates import (
    ShownDate,
    day_after,
    day_before,
    earliest,
    latest,
    read_date,
    read_year,
    table_date,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("112年6月29日", "2023-06-29"),
        ("112-06-29", "2023-06-29"),
        ("112.6.29", "2023-06-29"),
        ("112/6/29", "2023-06-29"),
        ("民國112年6月29日", "2023-06-29"),
        ("中華民國112年6月29日", "2023-06-29"),
        ("民國 112 年 6 月 29 日", "2023-06-29"),
        ("１１２年６月２９日", "2023-06-29"),
        ("112\n年6月\n29日", "2023-06-29"),
        ("112年6月2\n9日", "2023-06-29"),
        ("1120629", "2023-06-29"),
        ("民國99年1月1日", "2010-01-01"),
        ("99年", "2010"),
        ("民國112年", "2023"),
        ("112", "2023"),
        ("112年6月", "2023-06"),
        ("112-06", "2023-06"),
        ("2023", "2023"),
        ("2023-06", "2023-06"),
        ("2023-06-29", "2023-06-29"),
        ("2023/6/29", "2023-06-29"),
        ("20230629", "2023-06-29"),
        ("2023年6月29日", "2023-06-29"),
        ("2023-06-29 00:00:00", "2023-06-29"),
        ("2023-06-29T00:00:00", "2023-06-29"),
        ("113年2月29日", "2024-02-29"),
        ("民國1年", "1912"),
        ("民國99", "2010"),
        ("100", "2011"),
        ("200", "2111"),
        ("1890", "1890"),
        ("2200", "2200"),
        ("112年度", "2023"),
        ("民國 112 年度", "2023"),
        ("112年1月", "2023-01"),
        ("112年12月", "2023-12"),
    ],
)
def test_read(text: str, iso: str) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "112年13月1日",
        "112-02-30",
        "2023-02-29",
        "112年0月",
        "112年6月0日",
        "112年6月31日",
        "23-06-29",
        "99",
        "0年",
        "民國2023年",
        "3000",
        "2301",
        "999",
        "251",
        "112年13月",
        "112年6月29日起",
        "-112",
        "112--06-29",
        "2023-06-29 12:30",
        "112年6月29日至7月1日",
        "1e3",
        "11206",
        "20236",
        "112 6 29",
        "2023-",
        "112年6",
        "2023-06/29",
        "112年6-29",
        "112年度6月",
        "201",
        "201年",
        "民國0年",
        "1889",
        "2201",
        "1131",
        "113①",
        "113年①",
        "11³",
        "２０２４²",
        "١١٣",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(text)


@given(st.dates(date(1912, 1, 1), date(2111, 12, 31)))
def test_roc_and_western_forms_are_the_same_day(day: date) -> None:
    roc = day.year - 1911
    forms = [day.isoformat(), f"民國{roc}年{day.month}月{day.day}日", f"{day.year}年{day.month}月{day.day}日"]
    if roc >= 100:
        forms += [f"{roc}-{day.month:02d}-{day.day:02d}", f"{roc}{day.month:02d}{day.day:02d}"]
    assert {read_date(f) for f in forms} == {day.isoformat()}


_NUMBERS, _MARKS = st.text("0123456789０９٣①", min_size=1, max_size=4), st.sampled_from("-/.")


@given(
    st.text(max_size=30)
    | st.text("0123456789年月日民國-/. ", max_size=12)
    | st.builds("{}{}{}{}{}".format, *(_NUMBERS, _MARKS) * 2, _NUMBERS)
)
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        value = read_date(text)
    except ValueError:
        return
    assert date.fromisoformat((value + "-01-01")[:10])


@pytest.mark.parametrize(
    ("text", "year"), [("111", 2022), ("111年", 2022), ("2022", 2022), ("民國111年", 2022), ("111年度", 2022)]
)
def test_years(text: str, year: int) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize("text", ["111年1月", "2022-01-01", "22", "abc", "111①"])
def test_more_or_less_than_a_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is more than a year|of two digits|is no date|has a footnote mark"):
        read_year(text)


@pytest.mark.parametrize(
    ("iso", "prose", "table"),
    [
        ("2023-06-29", "112年6月29日", "112-06-29"),
        ("2023-06", "112年6月", "112-06"),
        ("2023", "112年", "112"),
        ("1911-10-10", "1911年10月10日", "1911-10-10"),
    ],
)
def test_a_date_is_shown_as_people_write_it(iso: str, prose: str, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUANZE_CALENDAR", raising=False)
    assert (ShownDate(iso).in_language("zh-TW"), table_date(iso, "zh-TW")) == (prose, table)
    assert (ShownDate(iso).in_language("en"), table_date(iso, "en")) == (iso, iso)
    monkeypatch.setenv("QUANZE_CALENDAR", "western")
    assert table_date(iso, "zh-TW") == iso


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2024-03-01", "2024-02-29", "2024-03-02"),
        ("2023-12-31", "2023-12-30", "2024-01-01"),
        ("2023-12", "2023-12", "2024-01"),
        ("2023-06", "2023-06", "2023-07"),
        ("2023", "2023", "2024"),
    ],
)
def test_the_days_beside_a_date(day: str, before: str, after: str) -> None:
    assert (day_before(day), day_after(day)) == (before, after)


def test_a_year_begins_first_and_ends_last() -> None:
    assert earliest("2023", "2023-06", "", None) == "2023-06"
    assert latest("2023", "2023-06", "", None) == "2023-06"
    assert earliest() == latest() == ""
