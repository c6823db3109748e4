"""Drawn notices by the frame of their genre: minutes, announcements, work plans, press releases, codes (ADR 0050)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from quanze.reader.draft import HIGH, Draft

from .test_sentences import read, roles_of

AGENCIES = ("教育局", "交通局", "農業局", "工務局", "社會局", "消防局", "地政局", "財政局", "水利局")
WORKS = ("雨水貯留推廣", "校園燈具汰換", "河岸綠廊整建", "公車候車亭改善", "閒置校舍活化", "埤塘清淤")
EVENTS = ("竹灣市節水志工研習實施計畫", "竹灣市省電家庭選拔活動", "青潭縣防火宣導競賽", "青潭縣綠建築論壇")
BUREAUS = ("Department of Public Works", "Fire Department", "Office of Housing", "Harbor Transit Authority")
HELD = ("Deputy Mayor for Operations", "Fire Commissioner", "Director of Planning", "Chief Resilience Officer")
Roles = set[tuple[str, str, str]]
Drawn = tuple[str, Roles]
SEEDS = range(8)


def _labels_behind_a_sentence(r: random.Random) -> Drawn:
    (first, second), (one, two, three) = r.sample(WORKS, 2), r.sample(AGENCIES, 3)
    stop = r.choice(("。", "。 "))
    said = r.choice(
        (f"主辦單位：{one}，協辦單位：{two}。", f"由{one}主辦，{two}協辦。", f"主責機關：{one}；協辦機關：{two}。")
    )
    text = f"竹灣市行動說明\n二、重點工作\n（一）{first}{stop}{said}\n（二）{second}{stop}主辦單位：{three}。"
    return text, {("CONVENES", one, first), ("CO_ORGANIZES", two, first), ("CONVENES", three, second)}


def _lines_of_an_announcement(r: random.Random) -> Drawn:
    event, (one, two, three) = r.choice(EVENTS), r.sample(AGENCIES, 3)
    number = r.choice((("一、", "二、", "三、"), ("", "", ""), ("壹、", "貳、", "參、")))
    when = r.choice(("一、依據：年度計畫。\n", "活動時間：115年3月2日\n", ""))
    lines = [
        f"{n}{label}單位：{who}"
        for n, label, who in zip(number, ("主辦", "承辦", "協辦"), (one, two, three), strict=True)
    ]
    text = f"{event}{r.choice(('', '公告', '簡章'))}\n{when}" + "\n".join(lines)
    return text, {("CONVENES", one, event), ("CONVENES", two, event), ("CO_ORGANIZES", three, event)}


def _resolved(r: random.Random) -> Drawn:
    (first, second), (one, two, three) = r.sample(WORKS, 2), r.sample(AGENCIES, 3)
    label = r.choice(("決議", "裁示", "主席裁示"))
    text = (
        f"節水推動小組第3次會議紀錄\n提案一：{first}案，提請討論。\n{label}：照案通過，請{three}依程序辦理。\n"
        f"提案二：{second}案。\n{label}：由{one}主政，{two}協辦。"
    )
    return text, {("CONVENES", three, first), ("CONVENES", one, second), ("CO_ORGANIZES", two, second)}


def _hand_in_hand(r: random.Random) -> Drawn:
    one, two = r.sample(AGENCIES, 2)
    work = r.choice(("推廣社區節水", "輔導店家換燈", "盤點閒置校地"))
    verb = r.choice(("攜手", "結合", "會同"))
    return f"竹灣市訊\n一、{one}{verb}{two}{work}。", {
        ("CONVENES", one, work.removeprefix("推動")),
        ("CO_ORGANIZES", two, work.removeprefix("推動")),
    }


def _at_the_end_in_brackets(r: random.Random) -> Drawn:
    one, work = r.choice(AGENCIES), r.choice(WORKS)
    left, right = r.choice(("（）", "【】", "〔〕"))
    return f"竹灣市裁示事項\n一、{work}應儘早規劃{left}{one}{right}\n二、其他。", {
        ("CONVENES", one, f"{work}應儘早規劃")
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "draw",
    [_labels_behind_a_sentence, _lines_of_an_announcement, _resolved, _hand_in_hand, _at_the_end_in_brackets],
)
def test_the_frame_of_a_notice_says_who_does_what(draw: Callable[[random.Random], Drawn], seed: int) -> None:
    text, facts = draw(random.Random(seed))
    draft = read(text)
    assert roles_of(draft) == facts, text
    assert not roles_of(draft, sure=True), text


@pytest.mark.parametrize(
    "clause",
    [
        "請各府會聯絡人善盡溝通的任務。",
        "並邀請各診所醫師做為通報醫師。",
        "區公所發包施作之小型工程，責請承商立即處理改善。",
        "非區公所發包施作工程，經查明後協助轉報。",
        "交通局主辦的「綠色運輸博覽會」，吸引上千人參觀。",
        "請農會、當地村長及站長協同逐戶拜訪說明。",
        "一一五年度中小學聯合運動會將於本月二十七日上午舉行開幕式。",
    ],
)
def test_people_events_and_works_are_no_agencies_with_a_task(clause: str) -> None:
    draft = read(f"竹灣市市政說明\n一、{clause}\n")
    assert not roles_of(draft), clause


@pytest.mark.parametrize("head", ["壹、依據", "貳、目的", "依據及目的"])
def test_grounds_and_aims_give_no_role(head: str) -> None:
    draft = read(f"竹灣市節水說明\n{head}\n一、竹灣市政府推動節水實施計畫。\n二、教育局推動校園節水實施計畫。\n")
    assert not roles_of(draft)


LISTED = "（一）教育局：校園節水宣導。\n（二）工務局：路燈汰換。\n（三）交通局：候車亭改善。"


def test_a_list_of_agencies_is_sure_in_rules_alone() -> None:
    rules = read(f"竹灣市節水推動小組設置要點\n二、本小組各機關權責分工如下：\n{LISTED}")
    assert roles_of(rules, sure=True)
    for opener in ("各單位權責分工如下：", "各局處辦理情形如下：", "應辦事項："):
        notice = read(f"竹灣市節水說明會新聞稿\n{opener}\n{LISTED}")
        assert roles_of(notice), opener
        assert not roles_of(notice, sure=True), opener


@pytest.mark.parametrize("verb", ["召開", "主持", "出席"])
def test_who_holds_a_meeting_is_no_part_of_its_name(verb: str) -> None:
    draft = read(f"市長{verb}節水推動小組第3次會議\n一、請教育局盤點校園漏水管線。")
    found = draft.of_kind("Council")
    assert [c.name for c in found] == ["節水推動小組"]
    assert all(e.confidence != HIGH for c in found for e in c.evidence)


def _seats(draft: Draft) -> set[tuple[str, str]]:
    agency = {id(k.a): k.b.real().name for k in draft.linked("REPRESENTS")}
    return {(n.name, agency.get(id(n), "")) for n in draft.of_kind("Member")}


def _list(names: list[str]) -> str:
    return ", ".join(f"the {n}" for n in names[:-1]) + f" and the {names[-1]}"


SET_UP = "There is hereby established a Heat Resilience Task Force. "


@pytest.mark.parametrize("seed", SEEDS)
def test_english_members_are_read_from_a_sentence(seed: int) -> None:
    r = random.Random(seed)
    names = r.sample(BUREAUS, 3)
    consists = r.choice(
        (
            "shall include",
            "consists of 12 members representing city offices, including",
            "shall be composed of representatives from",
            "is made up of members from",
            "shall consist of representatives of agencies, including but not limited to",
        )
    )
    draft = read(f"{SET_UP}The Task Force {consists} {_list(names)}.")
    assert _seats(draft) == {(f"Member ({n})", n) for n in names}


@pytest.mark.parametrize("seed", SEEDS)
def test_english_seats_go_to_posts_and_by_number(seed: int) -> None:
    r = random.Random(seed)
    first, second = r.sample(HELD, 2)
    bureau = r.choice(BUREAUS)
    held = r.choice(("be held by an employee of", "be a representative of", "be reserved for"))
    draft = read(
        f"{SET_UP}The Task Force shall include the {first} and the {second}.\n"
        f"(1) Seat 3 shall {held} the {bureau}, appointed by the Mayor.\n"
    )
    assert _seats(draft) == {(f"Member ({first})", ""), (f"Member ({second})", ""), (f"Seat 3 ({bureau})", bureau)}


def test_who_appoints_a_member_does_not_sit() -> None:
    draft = read(
        f"{SET_UP}The Task Force shall include the Fire Commissioner, as well as residents appointed by the Mayor, "
        "the Speaker of the Council and the Public Advocate."
    )
    assert _seats(draft) == {("Member (Fire Commissioner)", "")}


def test_a_name_with_and_is_one_and_two_departments_are_two() -> None:
    draft = read(
        f"{SET_UP}The Task Force shall include the Department of Health and Aging Services, the Parks Department and "
        "the Department of Benefits and Family Support."
    )
    names = {"Department of Health and Aging Services", "Parks Department", "Department of Benefits and Family Support"}
    assert {a for _, a in _seats(draft)} == names


@pytest.mark.parametrize(
    "sentence",
    [
        "The grant is to be paid out by the Transportation Department.",
        "The vehicles will be shared with the Water Bureau.",
        "The council thanks the Office of Housing for its survey.",
    ],
)
def test_an_english_agency_that_no_row_has_is_listed(sentence: str) -> None:
    draft = read(f"{SET_UP}The Task Force shall include the Fire Commissioner.\n{sentence}")
    assert any(sentence[4:20] in u.text for u in draft.unread), sentence


def test_two_english_subjects_in_a_sentence_have_a_task_each() -> None:
    draft = read(
        "The Department of Transportation will install 40 chargers, while the Parks Department will maintain the sites."
    )
    assert roles_of(draft) == {
        ("CONVENES", "Department of Transportation", "install 40 chargers"),
        ("CONVENES", "Parks Department", "maintain the sites"),
    }
