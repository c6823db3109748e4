"""Lists that a sentence opens in any wording: whoever begins it does what is listed, and when it is no list of work."""

from __future__ import annotations

import itertools

import pytest

from quanze.reader.draft import CHECK

from .test_sentences import read, roles_of

WHO = ("環保局", "消防局", "交通局")
OPENERS = (
    "{who}負責：",
    "{who}今年重點工作：",
    "{who}將推動下列措施：",
    "{who}應辦理下列整備工作：",
    "{who}表示，今年將推動以下行動：",
    "{who}所執行任務包含宣導等3項，陳述如下：",
    "{who}主要業務有：",
)
MARKS = (("一、", "二、"), ("（一）", "（二）"), ("1. ", "2. "))
ITEMS = ("強化校園巡守量能", "補助社區設置儲能設備")


@pytest.mark.parametrize("opener", OPENERS)
def test_whoever_begins_the_sentence_does_what_is_listed(opener: str) -> None:
    for who, marks in itertools.product(WHO, MARKS):
        lines = "\n".join(f"{mark}{item}。" for mark, item in zip(marks, ITEMS, strict=True))
        draft = read(f"{opener.format(who=who)}\n{lines}\n")
        told = {(a, b) for type_, a, b in roles_of(draft) if type_ == "CONVENES"}
        assert told == {(who, item) for item in ITEMS}, opener.format(who=who)


def test_a_body_by_its_short_name_has_them_as_duties_to_be_checked() -> None:
    draft = read(
        "丙縣政府設丙縣政府河川治理辦公室（以下簡稱本府河治辦）。本府河治辦所執行任務共計2項，陳述如下：\n"
        "（一）協助研擬治理政策。\n（二）督考河川巡守。\n"
    )
    duties = list(draft.linked("UNDERTAKES"))
    assert {(k.a.real().name, k.b.real().name) for k in duties} == {
        ("丙縣政府河川治理辦公室", "協助研擬治理政策"),
        ("丙縣政府河川治理辦公室", "督考河川巡守"),
    }
    assert all(e.confidence == CHECK for k in duties for e in k.evidence)


@pytest.mark.parametrize(
    "opener",
    [
        "{who}辦理成果如下：",
        "{who}提供以下服務：",
        "{who}已完成下列措施：",
        "{who}建議事項如下：",
        "{who}成立後，局長應執行下列事項：",
        "{who}受理申請應備文件如下：",
        "各局處應推動下列措施：",
    ],
)
def test_what_is_no_list_of_its_work_is_left(opener: str) -> None:
    for who in WHO:
        draft = read(f"{opener.format(who=who)}\n一、{ITEMS[0]}。\n二、{ITEMS[1]}。\n")
        assert not [k for k in draft.links if k.evidence[0].rule == "duties.listed"], opener.format(who=who)


def test_a_number_that_stands_twice_is_a_slip() -> None:
    draft = read(
        "丁市政府特設丁市淨零推動小組（以下簡稱本小組）。\n本小組任務如下：\n（一）研議政策方向。\n（一）協調各機關推動。\n（二）督導計畫執行。\n"
    )
    assert len(list(draft.linked("UNDERTAKES"))) == 3
