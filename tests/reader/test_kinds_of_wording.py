"""Drawn sentences of kinds of wording (ADR 0024): numbers, orders and verbs vary, the facts are known beforehand."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from quanze.reader.draft import CHECK, Draft

from .test_neighbours import RULES, seats_on
from .test_sentences import read, roles_of

AGENCIES = ("教育局", "交通局", "衛生局", "農業局", "工務局", "社會局", "消防局", "文化局", "地政局", "財政局")
TASKS = ("節能燈具汰換", "校園剩食減量", "河岸綠廊整建", "雨水貯留推廣", "老屋耐震補強", "步道維護", "低碳旅遊行銷")
Roles = set[tuple[str, str, str]]
Drawn = tuple[str, Roles]
SEEDS = range(8)


def _number(n: int) -> str:
    return "〇一二三四五六七八九十"[n]


def _listed(r: random.Random, names: list[str]) -> str:
    return "、".join(names[:-1]) + r.choice("及與") + names[-1] if len(names) > 1 else names[0]


def _in_turn(r: random.Random) -> Drawn:
    n = r.choice((2, 3))
    names, tasks = r.sample(AGENCIES, n), r.sample(TASKS, n)
    verb = r.choice(("辦理", "為之", "負責"))
    text = f"{_listed(r, tasks)}，{r.choice(('分由', '分別由', '依序由'))}{_listed(r, names)}{verb}。"
    return text, {("CONVENES", a, t) for a, t in zip(names, tasks, strict=True)}


def _with_others(r: random.Random) -> Drawn:
    lead, *others = r.sample(AGENCIES, r.choice((2, 3)))
    task = r.choice(TASKS)
    verb = r.choice(("研商處理原則", "檢討執行方式", "辦理聯合稽查"))
    text = f"{task}案，{lead}{r.choice(('會同', '邀集', '偕同'))}{_listed(r, others)}{verb}。"
    return text, {("CONVENES", lead, f"{task}案"), *(("CO_ORGANIZES", o, f"{task}案") for o in others)}


def _labelled(r: random.Random) -> Drawn:
    lead, other = r.sample(AGENCIES, 2)
    task = r.choice(TASKS)
    text = f"{task}（{r.choice(('主責', '主辦', '主政'))}：{lead}；{r.choice(('配合', '協辦'))}：{other}）。"
    return text, {("CONVENES", lead, task), ("CO_ORGANIZES", other, task)}


def _falls_to(r: random.Random) -> Drawn:
    agency, task = r.choice(AGENCIES), r.choice(TASKS)
    return f"{task}{r.choice(('歸', '劃歸', '移歸'))}{agency}{r.choice(('主管', '辦理', '維護'))}。", {
        ("CONVENES", agency, task)
    }


def _charged_with(r: random.Random) -> Drawn:
    agency, task = r.choice(AGENCIES), r.choice(TASKS)
    how = r.choice(("授權{a}全權處理", "責由{a}辦理", "交由{a}接手"))
    return f"有關{task}，{how.format(a=agency)}。", {("CONVENES", agency, task)}


def _numbered(r: random.Random) -> Drawn:
    first, second = r.sample(TASKS, 2)
    a, b = r.sample(AGENCIES, 2)
    text = f"計畫分成二大工作：第一、{first}由{a}負責；第二、{second}由{b}主導。"
    return text, {("CONVENES", a, first), ("CONVENES", b, second)}


def _figures(r: random.Random) -> Drawn:
    agency, task = r.choice(AGENCIES), r.choice(TASKS)
    text = f"{task}，113年目標為{r.randint(20, 90)}處，114年增至{r.randint(100, 190)}處，主辦單位為{agency}。"
    return text, {("CONVENES", agency, task)}


def _gives(r: random.Random) -> Drawn:
    lead, other = r.sample(AGENCIES, 2)
    task = r.choice(TASKS)
    text = f"{task}：{lead}{r.choice(('主辦', '統籌'))}，並由{other}提供{r.choice(('衛教素材', '宣導場地'))}。"
    return text, {("CONVENES", lead, task), ("CO_ORGANIZES", other, task)}


KINDS: tuple[Callable[[random.Random], Drawn], ...] = (
    _in_turn,
    _with_others,
    _labelled,
    _falls_to,
    _charged_with,
    _numbered,
    _figures,
    _gives,
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_role_is_read_whatever_the_numbers_names_and_verbs(kind: Callable[[random.Random], Drawn]) -> None:
    for seed in SEEDS:
        text, wanted = kind(random.Random(seed))
        draft = read(f"甲市分工紀錄\n一、{text}\n二、其他事項另案研議。\n")
        assert roles_of(draft) == wanted, text
        assert all(e.confidence == CHECK for n in draft.of_kind("Task") for e in n.evidence) or kind in (
            _labelled,
            _gives,
        ), text


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_agencies_a_sentence_gives_no_role(kind: Callable[[random.Random], Drawn]) -> None:
    for seed in SEEDS:
        text, wanted = kind(random.Random(seed))
        for _, agency, _ in wanted:
            text = text.replace(agency, "有關單位")
        assert roles_of(read(f"甲市分工紀錄\n一、{text}\n")) == set(), text


def _posts_behind_a_kind(r: random.Random) -> tuple[str, set[tuple[str, str, object]]]:
    names = r.sample(AGENCIES, r.choice((2, 3, 4)))
    label = r.choice((f"機關代表{_number(len(names))}人", "府內委員", "本府機關代表"))
    by, post, verb = r.choice(("由", "分別由")), r.choice(("之局長", "局長")), r.choice(("擔任", "兼任"))
    text = f"{label}：{by}{_listed(r, names)}{post}{verb}。"
    return text, {("委員", f"{name}局長", 1) for name in names}


@pytest.mark.parametrize("seed", SEEDS)
def test_posts_behind_the_name_of_a_kind_of_members(seed: int) -> None:
    text, wanted = _posts_behind_a_kind(random.Random(seed))
    rules = f"{RULES}二、本會置委員十一人，由市長就下列人員聘兼之：\n（一）{text}\n（二）專家學者五人。\n"
    found = {(title, who, n) for title, who, _, n in seats_on(read(rules))}
    assert wanted <= found, text


def test_a_number_that_differs_from_the_posts_makes_them_doubtful() -> None:
    rules = f"{RULES}二、本會置委員十一人，由市長就下列人員聘兼之：\n（一）機關代表五人：由教育局及交通局之局長擔任。\n"
    members = [n for n in read(rules).of_kind("Member") if n.values.get("post")]
    assert len(members) == 2
    assert all(e.confidence == CHECK for n in members for e in n.evidence)


@pytest.mark.parametrize("word", ["該局", "前揭局"])
@pytest.mark.parametrize("agency", ["環境保護局", "都市發展局", "工務局"])
def test_that_bureau_is_the_one_named_before(agency: str, word: str) -> None:
    draft = read(f"{RULES}二、本會幕僚作業由{agency}辦理；置幹事二人，由{word}及交通局各派一人兼任。\n")
    assert {n.name for n in draft.of_kind("Agency")} >= {agency, "交通局"}
    assert not [n for n in draft.nodes if word in n.name]


def test_that_bureau_of_which_none_was_named_is_no_other_one() -> None:
    draft = read(f"{RULES}二、本會置幹事二人，由該局及交通處各派一人兼任。\n")
    assert "交通局" not in {n.name for n in draft.of_kind("Agency")}


@pytest.mark.parametrize("setting_up", ["得成立", "得依業務需要設", "並得視需要組成"])
@pytest.mark.parametrize("name", ["補助審查小組", "碳盤查工作小組"])
def test_the_seats_of_a_group_that_a_body_may_have_are_not_those_of_the_body(setting_up: str, name: str) -> None:
    draft = read(
        f"{RULES}二、本會置委員九人，由市長兼任召集人。\n三、本會{setting_up}{name}，由財政局局長擔任召集人。\n"
    )
    at = {(body, who) for _, who, body, _ in seats_on(draft) if who}
    assert ("甲市政府節水委員會", "財政局局長") not in at
    assert (name, "財政局局長") in at


@pytest.mark.parametrize("within", ["幹事會", "首長會議", "執行委員會"])
def test_a_body_within_a_body_has_its_own_seats_groups_and_tasks(within: str) -> None:
    draft = read(
        f"{RULES}二、本會下設{within}，置總幹事一人，由教育局局長兼任。{within}之任務如下：\n（一）擬訂年度計畫。\n（二）追蹤決議。\n"
    )
    assert ("總幹事", "教育局局長", within, 1) in seats_on(draft)
    assert {k.a.real().name for k in draft.linked("UNDERTAKES")} == {within}


def _groups(draft: Draft) -> set[str]:
    return {n.name for n in draft.of_kind("Subgroup")}


@pytest.mark.parametrize("opener", ["本會下分下列議題組", "本會下設下列各組", "本會分設左列推動小組"])
def test_words_for_the_groups_of_a_list_name_no_group(opener: str) -> None:
    draft = read(f"{RULES}二、{opener}：\n（一）交通運輸組，由交通局主辦。\n（二）綠能組，由工務局主辦。\n")
    assert _groups(draft) == {"交通運輸組", "綠能組"}


@pytest.mark.parametrize("party", ["甲方", "乙方"])
def test_a_party_of_an_agreement_is_who_its_head_names(party: str) -> None:
    draft = read(
        "合作備忘錄\n立約人：澄波市政府（甲方）、東洋港埠股份有限公司（乙方）\n一、岸電設施：由" + party + "主辦。\n"
    )
    name = {"甲方": "澄波市政府", "乙方": "東洋港埠股份有限公司"}[party]
    assert ("CONVENES", name, "岸電設施") in roles_of(draft)


@pytest.mark.parametrize(
    ("asked", "task", "type_"),
    [
        ("請辦理里內商家節電診斷，並於6月底前函送名單", "里內商家節電診斷", "CONVENES"),
        ("請就公園路燈進行汰換評估", "公園路燈進行汰換評估", "CONVENES"),
        ("請協助遴選示範里及盤點需求", "遴選示範里及盤點需求", "CO_ORGANIZES"),
    ],
)
def test_what_an_agency_is_asked_to_do_is_its_work(asked: str, task: str, type_: str) -> None:
    draft = read(f"甲市政府函\n一、分工如下：\n（一）民政局：{asked}。\n（二）工務局：請規劃路燈改善。\n")
    assert (type_, "民政局", task) in roles_of(draft)


@pytest.mark.parametrize("words", ["擴大學校參與", "鼓勵企業認養", "撥打工務課專線", "必要時請各該機關協助"])
def test_words_of_doing_are_no_agency(words: str) -> None:
    draft = read(f"甲市分工紀錄\n一、食農教育由教育局主辦，{words}。\n")
    assert {n.name for n in draft.of_kind("Agency")} == {"教育局"}
