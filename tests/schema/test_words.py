"""Names are compared in one form and always shown in the source's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.schema.celltext import guarded, join_list, neutral, restored, split_list
from quanze.schema.words import fold, search_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺中市", "台中市"),
        ("ㄧ般", "一般"),
        ("執行祕書", "執行秘書"),
        ("嘉義巿", "嘉義市"),
        ("溫室氣體", "温室氣體"),
        ("衞生局", "衛生局"),
        ("ＣＯ２", "co2"),
        ("UN WOMEN", "UN Women"),
        ("建設處（本府）", "建設處(本府)"),
        ("東區、西區公所", "東區西區公所"),
        ("１３．２", "13.2"),
        ("環 境 部", "環境部"),
    ],
)
def test_variants_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("13.2", "132"), ("SDG 1", "SDG 11"), ("消防局", "警察局"), ("3.a", "3.b")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "|" not in once


def test_search_key_holds_every_name_once() -> None:
    key = search_key("環境保護局", "Environmental Protection Bureau", ["環保局", "環保局 "], "EPB-1")
    assert key == "|環境保護局|環保局|environmentalprotectionbureau|epb-1|"


@given(st.lists(st.text(alphabet=st.sampled_from("a;；\\'=、 ,甲"), min_size=1).map(str.strip).filter(bool)))
def test_lists_come_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == items


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@＝＋－＠\t"), st.characters())))
def test_guards_come_off_again(text: str) -> None:
    assert restored(neutral(text)) == text
    assert restored(guarded(text)) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_neutral_text_starts_a_formula(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"
    assert neutral(f"'{start}1+1") == f"''{start}1+1"


@pytest.mark.parametrize("text", ["甲", "a=b", "'quoted'", "1-2", ""])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text
