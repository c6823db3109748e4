"""Rules whose sentences name their body in part, and members in lists of several forms (ADR 0044)."""

from __future__ import annotations

import random

import pytest

from quanze.reader.draft import Draft

from .test_neighbours import seats_on
from .test_sentences import read, roles_of

HOSTS = {"甲市政府": "本府", "乙縣政府環境保護局": "本局", "丙部水利署": "本署"}
BODIES = ("廚餘減量推動小組", "河川巡守審議會", "綠建築諮詢會", "校園節水推動小組", "充電設施協調會報")
SHORT = {"推動小組": "本小組", "審議會": "本會", "諮詢會": "本會", "協調會報": "本會報"}
SEEDS = range(10)


def _short(body: str) -> str:
    return next(short for end, short in SHORT.items() if body.endswith(end))


def _rules(r: random.Random) -> tuple[str, str]:
    host, body = r.choice(list(HOSTS)), r.choice(BODIES)
    own = HOSTS[host]
    law = r.choice(("", "依水利法第三條規定，", "依丁法第八條第一項"))
    name = r.choice((body, f"{own}{body}", f"{host}{body}"))
    comma = r.choice("，,")
    setting = r.choice(("設", "特設", "設置"))
    short = _short(body)
    text = (
        f"{host}{body}設置要點\n一、{host}（以下簡稱{own}）為推動相關業務{comma}{law}{setting}{name}"
        f"（以下簡稱{short}），並訂定本要點。\n二、{short}任務如下：\n（一）年度計畫之審議。\n（二）成果之檢討。\n"
        f"三、{short}置召集人一人{comma}由{own}主任秘書兼任。\n"
    )
    return text, f"{host}{body}"


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_have_one_body_with_the_name_of_their_title(seed: int) -> None:
    text, name = _rules(random.Random(f"body {seed}"))
    draft = read(text)
    assert [n.name for n in draft.of_kind("Council") if n.merged is None] == [name], text
    assert {(s[0], s[2]) for s in seats_on(draft)} == {("召集人", name)}
    assert len(list(draft.linked("UNDERTAKES"))) == 2


def test_a_title_may_stand_behind_its_label() -> None:
    draft = read("法規名稱：甲市政府廚餘減量推動小組設置要點\n三、本小組置召集人一人，由副市長兼任。\n")
    assert [n.name for n in draft.of_kind("Council")] == ["甲市政府廚餘減量推動小組"]
    assert not roles_of(read("主管機關：甲署管考處\n發布機關：甲署\n"))


def _members(draft: Draft) -> set[str]:
    return {k.b.real().name for k in draft.linked("REPRESENTS")}


@pytest.mark.parametrize(
    "item",
    [
        "由民政局局長、農業局局長及主計處處長兼任。",
        "機關委員三人：由民政局、農業局及主計處指派代表。",
        "機關代表三人，民政局、農業局、主計處派員代表。",
    ],
)
def test_an_entry_seats_each_of_those_it_names(item: str) -> None:
    draft = read(
        "甲市節水會設置要點\n一、甲市政府（以下簡稱本府）設甲市節水會（以下簡稱本會）。\n"
        f"二、本會置委員九人，任一性別不得少於三分之一，由本府就下列人員聘（派）兼之：\n（一）{item}\n（二）專家學者六人。\n"
    )
    assert {"民政局", "農業局", "主計處"} <= _members(draft)
    assert sorted(n.values["seats"] for n in draft.of_kind("Member")) == [1, 1, 1, 6]


def test_staff_beside_a_secretary_and_whoever_may_be_sent() -> None:
    draft = read(
        "甲會設置要點\n三、本會置執行秘書一人及工作人員二人，就本會人員派兼之；幹事一人，由秘書室指定專員兼任。\n"
    )
    assert sorted((n.values["seat_title"], n.values["seats"]) for n in draft.of_kind("Member")) == [
        ("執行秘書", 1),
        ("工作人員", 2),
        ("幹事", 1),
    ]
    assert not [n for n in draft.of_kind("Member") if n.values.get("post")]


def test_one_of_several_posts_is_one_seat() -> None:
    draft = read("甲市節水會設置要點\n三、本會置執行長一人，由本府參事、技監或參議兼任。\n")
    assert [n.values.get("post") for n in draft.of_kind("Member")] == ["參事、技監或參議"]


def test_what_is_said_of_members_seats_nobody() -> None:
    draft = read(
        "甲市節水會設置要點\n三、本會置召集人一人，由市長兼任。\n四、機關代表兼任之委員，應隨其本職進退。會議主席由召集人擔任。\n"
    )
    assert [n.values["seat_title"] for n in draft.of_kind("Member")] == ["召集人"]
    minutes = read("甲市節水會第3次會議紀錄\n主席：林局長\n紀錄：陳某\n")
    assert not minutes.of_kind("Member")


@pytest.mark.parametrize("unit", ["勞資關係科", "企劃及裁罰科", "友善旅運科"])
def test_units_that_rules_list_have_their_work(unit: str) -> None:
    draft = read(
        f"甲市政府勞動局組織規程\n第三條 本局設下列科、室：\n一、{unit}：會務評鑑、獎助審核等事項。\n"
        "二、秘書室：文書、檔案等事項。\n"
    )
    assert ("CONVENES", unit, "會務評鑑") in roles_of(draft)


def test_work_in_a_list_of_who_does_what_is_no_duty_of_the_body() -> None:
    draft = read(
        "甲縣資安要點\n一、組織及權責：\n（一）甲縣政府成立資安推行小組。\n（二）分工：\n1.系統稽核，由政風處會同相關單位負責辦理。\n"
        "2.人員訓練，由人事處負責辦理。\n"
    )
    assert {("CONVENES", "政風處", "系統稽核"), ("CONVENES", "人事處", "人員訓練")} <= roles_of(draft)
    assert not list(draft.linked("UNDERTAKES"))


def test_marks_of_lists_are_no_part_of_a_name() -> None:
    draft = read("工作分派\n→ 工務局：路燈盤點\n@農業局 友善耕作推廣\n- [x] 主計處：預算編列\n")
    assert {a for _, a, _ in roles_of(draft)} == {"工務局", "農業局", "主計處"}
