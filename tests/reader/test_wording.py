"""Names, numbers and dates as plans write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.reader.names import abbreviates, is_agency, is_class, post_of, split_agencies, split_posts
from quanze.reader.outline import read_marker
from quanze.reader.wording import date_of, normalise, number, seats, tidy


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("警察局、東區、西區公所、文化局", ["警察局", "東區公所", "西區公所", "文化局"]),
        ("建設、工務各局處", ["建設局處", "工務局處"]),
        ("東、西區公所", ["東區公所", "西區公所"]),
        ("民政、社會及教育處", ["民政處", "社會處", "教育處"]),
        ("科學及技術委員會", ["科學及技術委員會"]),
        ("財政局及主計處", ["財政局", "主計處"]),
        ("經濟部、、海洋委員會", ["經濟部", "海洋委員會"]),
        ("環境保護局 建設處", ["環境保護局", "建設處"]),
        ("環境保護局(綜合計畫科)、衛生局", ["環境保護局", "衛生局"]),
        ("臺北處、台南局", ["臺北處", "台南局"]),
        ("計畫處、主計處", ["計畫處", "主計處"]),
        ("各中央目的事業主管機關", ["各中央目的事業主管機關"]),
        ("糧食管理處或分處", ["糧食管理處或分處"]),
        ("環保局、社會局等相關局處", ["環保局", "社會局"]),
    ],
)
def test_lists_of_agencies(text: str, names: list[str]) -> None:
    assert [n.text for n in split_agencies(text)] == names


@pytest.mark.parametrize(
    "text", ["社會", "推動計畫", "爰此", "協辦機關", "主政單位", "各主辦機關", "、", "由環境保護局", "溫室", ""]
)
def test_what_is_no_agency(text: str) -> None:
    assert not is_agency(text)


def test_a_class_is_no_single_body() -> None:
    assert is_class("各區公所") and is_class("相關局處") and is_class("縣（市）政府")
    assert not is_class("環境保護局")


def test_posts() -> None:
    assert post_of("財政部國庫署署長") == ("財政部國庫署", "署長")
    assert post_of("水利署副署長或總工程司") == ("水利署", "副署長")
    assert split_posts("民政處、農業處及觀光處處長") == ["民政處處長", "農業處處長", "觀光處處長"]
    assert split_posts("內務部次長及農業部常務次長") == ["內務部次長", "農業部常務次長"]


def test_abbreviations() -> None:
    assert abbreviates("環保局", "環境保護局")
    assert not abbreviates("環保局", "環境保護處")
    assert not abbreviates("環境保護局", "環保局")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十九", 19),
        ("二十三", 23),
        ("一百零五", 105),
        ("１７", 17),
        ("ㄧ", 1),
        ("廿五", 25),
        ("一一二", 112),
        ("百貨", None),
        ("", None),
    ],
)
def test_numbers(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十七人至二十三人", (17, 23)),
        ("七至十五人", (7, 15)),
        ("１７~２３人", (17, 23)),
        ("一人", (1, 1)),
        ("若干人", None),
    ],
)
def test_seats(text: str, value: tuple[int, int] | None) -> None:
    assert seats(text) == value


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("112年6月29日", "2023-06-29"),
        ("民國一百十二年六月", "2023-06"),
        ("112-06-29", "2023-06-29"),
        ("109年", "2020"),
        ("112年13月1日", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert date_of(text) == iso


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("一、甲", "han", 1),
        ("（十二）乙", "han-bracket", 12),
        ("3. 丙", "digit", 3),
        ("第 5 條", "article", 5),
        ("A-2 丁", "code", 2),
        ("- (一) 戊", "han-bracket", 1),
    ],
)
def test_item_numbers(line: str, kind: str, value: int) -> None:
    marker, start = read_marker(normalise(tidy(line)))
    assert marker is not None and (marker.kind, marker.number) == (kind, value)
    assert start > 0


@pytest.mark.parametrize("line", ["112年起", "13個機關", "1.5 度", "2050 年淨零", "PM10 減量", "第14條規定辦理"])
def test_what_is_no_item_number(line: str) -> None:
    assert read_marker(normalise(tidy(line)))[0] is None


@pytest.mark.whole
@given(st.text(max_size=200))
def test_normalising_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="一二三四局處部署會及與、，（）()各等由公所區", max_size=40))
def test_names_are_pieces_of_the_text(text: str) -> None:
    for name in split_agencies(text):
        assert name.text and len(name.text) <= len(text) + 4
