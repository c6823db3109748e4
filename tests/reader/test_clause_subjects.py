"""Drawn sentences whose grammar says who is to do something, whatever the verb is (ADR 0044)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from quanze.reader.draft import CHECK

from .test_sentences import read, roles_of

AGENCIES = ("教育局", "交通局", "農業局", "工務局", "社會局", "消防局", "地政局", "財政局", "水利局")
DEEDS = (
    "深化校舍節能的應用",
    "汰換老舊抽水機組",
    "串接即時車流資料",
    "翻修濱溪步道鋪面",
    "布建山區雨量站",
    "拆遷閒置廠棚",
    "活化閒置校地",
)
"""What is done, with verbs of which the rules know some and not others."""
MANNERS = ("", "儘速", "持續", "於六月底前", "積極")
Roles = set[tuple[str, str, str]]
Drawn = tuple[str, Roles]
SEEDS = range(10)


def _asked(r: random.Random) -> Drawn:
    agency, deed = r.choice(AGENCIES), r.choice(DEEDS)
    verb = r.choice(("請", "函請", "責成", "縣長指示", "市長要求"))
    return f"{verb}{agency}{r.choice(MANNERS)}{deed}。", {("CONVENES", agency, deed)}


def _asked_with(r: random.Random) -> Drawn:
    lead, other = r.sample(AGENCIES, 2)
    deed = r.choice(DEEDS)
    pause = r.choice(("", "，"))
    text = f"請{lead}{r.choice(('偕同', '會同', '結合'))}{other}{pause}{r.choice(('積極', '儘速', '共同'))}{deed}。"
    return text, {("CONVENES", lead, deed), ("CO_ORGANIZES", other, deed)}


def _ahead(r: random.Random) -> Drawn:
    agency, deed = r.choice(AGENCIES), r.choice(DEEDS)
    return f"{agency}{r.choice(('將', '擬', '預計', '即將'))}{r.choice(('', '於九月底前'))}{deed}。", {
        ("CONVENES", agency, deed)
    }


def _by_in_the_next_clause(r: random.Random) -> Drawn:
    lead, other = r.sample(AGENCIES, 2)
    deed = r.choice(DEEDS)
    text = f"本案由{lead}會同{other}{r.choice(('等', '及里長等', ''))}，{deed}。"
    return text, {("CONVENES", lead, deed), ("CO_ORGANIZES", other, deed)}


def _in_turn(r: random.Random) -> Drawn:
    one, two = r.sample(AGENCIES, 2)
    first, second = r.sample(("坡地巡查", "水質採樣", "校園盤點", "號誌校時"), 2)
    return f"{one}及{two}分別負責{first}{r.choice('及與')}{second}。", {
        ("CONVENES", one, first),
        ("CONVENES", two, second),
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("draw", [_asked, _asked_with, _ahead, _by_in_the_next_clause, _in_turn])
def test_who_is_to_do_something_is_read_whatever_the_verb_is(draw: Callable[[random.Random], Drawn], seed: int) -> None:
    text, wanted = draw(random.Random(f"{draw.__name__} {seed}"))
    draft = read(f"甲市推動情形\n{text}\n")
    assert roles_of(draft) == wanted, text
    assert all(e.confidence == CHECK for k in draft.links if k.type in ("CONVENES", "CO_ORGANIZES") for e in k.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "請{a}提供資料。",
        "請{a}補充說明後再提會。",
        "請{a}於月底前函報成果。",
        "{a}將於下次會議報告。",
        "{a}表示，已完成驗收。",
        "{a}應負起相關責任。",
        "{a}指出，民眾將感受到改變。",
        "由{a}副局長兼任，執行室務。",
    ],
)
@pytest.mark.parametrize("agency", AGENCIES[:3])
def test_steps_and_what_is_said_give_nobody_work(text: str, agency: str) -> None:
    assert not roles_of(read(f"甲市推動情形\n{text.format(a=agency)}\n"))


def _told(r: random.Random) -> tuple[str, str]:
    """What somebody says that he will do, hopes of another, or did on a day: news, and no work that is given."""
    agency, deed = r.choice(AGENCIES), r.choice(DEEDS)
    who = r.choice((agency, f"{agency}長", f"{agency}局長"))
    said = r.choice(("表示", "指出", "說明", "強調"))
    told = (
        f"{who}{said}，{r.choice(('將', '未來將', '預計'))}{deed}。",
        f"{agency}3日上午{deed}。",
        f"王議員{r.choice(('期盼', '希望', '呼籲', '提醒', '拜託'))}{agency}{deed}。",
        f"里長{said}，希望各單位加強宣導，將{deed}。",
    )
    return r.choice(told), deed


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_is_listed_and_gives_nobody_work(seed: int) -> None:
    text, deed = _told(random.Random(f"told {seed}"))
    draft = read(f"甲市推動情形\n{text}\n")
    assert not roles_of(draft), text
    assert any(deed in unread.text for unread in draft.unread), text


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_name_ends_before_what_its_bearer_is_to_do(agency: str) -> None:
    draft = read(f"甲市推動情形\n縣長責成{agency}務必掌握鄉立圖書館進度。\n")
    assert {a for _, a, _ in roles_of(draft)} == {agency}
    draft = read(f"甲市推動情形\n縣長指示{agency}儘速與水利會研擬對策。\n")
    assert {a for _, a, _ in roles_of(draft)} == {agency, "水利會"}


ON_WHAT = (
    "{who}針對易積淹水路段加強巡檢。",
    "主席裁示：\n一、請{who}督導各工地與建築業者。",
    "主席裁示：\n一、雨季即將來臨，請{who}加強巡檢抽水機組。",
    "主席裁示：\n一、目前接種意願不足，請{who}加強宣導接種疫苗。",
)
NOBODYS_WORK = (
    "{who}針對考評方案進行報告。",
    "{who}進行組織調整，明年起增設二科。",
    "丁市政府於去年已責由{who}整合人員成立辦公室，作為專責組織。",
    "也有社會共融類的：{who}「陽光早餐計畫」。",
)


@pytest.mark.parametrize("text", ON_WHAT)
def test_on_what_and_why_are_told_from_what_is_done(text: str) -> None:
    for who in AGENCIES:
        told = roles_of(read(text.format(who=who)))
        deed = next(
            d
            for d in ("針對易積淹水路段加強巡檢", "督導各工地與建築業者", "加強巡檢抽水機組", "加強宣導接種疫苗")
            if d in text
        )
        assert told == {("CONVENES", who, deed)}, text.format(who=who)


@pytest.mark.parametrize("text", NOBODYS_WORK)
def test_reports_own_affairs_and_what_has_been_give_no_work(text: str) -> None:
    for who in AGENCIES:
        assert roles_of(read(text.format(who=who))) == set(), text.format(who=who)


def test_several_agencies_each_with_a_quoted_work() -> None:
    for one, other in itertools.permutations(AGENCIES[:4], 2):
        told = roles_of(read(f"合作議題包括：{one}「校舍遮陽改善」、{other}「回收水開放取用」，提供參與途徑。\n"))
        assert told == {("CONVENES", one, "校舍遮陽改善"), ("CONVENES", other, "回收水開放取用")}
        assert not roles_of(read(f"{one}「校舍遮陽改善」、{other}「回收水開放取用」榮獲肯定。\n"))
        assert not roles_of(read(f"{one}「校舍遮陽改善」提供參與途徑。\n"))


def test_a_bracket_behind_several_sentences_is_on_the_item_whose_first_names_it() -> None:
    for first in ("汰換老舊抽水機，兼顧夜間照明", "汰換老舊抽水機"):
        told = roles_of(read(f"1. {first}。以三年為期分區更換。（主辦：水利局）\n2. 布建雨量站。（主辦：消防局）\n"))
        assert told == {("CONVENES", "水利局", first), ("CONVENES", "消防局", "布建雨量站")}
