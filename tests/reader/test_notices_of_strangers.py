"""Sentences of notices and plans as offices write them: who reviews, who helps, and what names nobody and no task."""

from __future__ import annotations

import pytest

from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.draft import Draft
from quanze.reader.pipeline import read_sources
from quanze.schema import RELATIONSHIP
from quanze.schema.seats import totals


def read(*texts: str) -> Draft:
    """The draft of some paragraphs."""
    return read_sources([Source("x.txt", tuple(Paragraph(t, Place("x", n)) for n, t in enumerate(texts)))])[0]


def roles(draft: Draft) -> set[tuple[str, str, str]]:
    """Type, agency and wording of each role."""
    return {(k.type, k.a.real().name, k.wording) for k in draft.links if RELATIONSHIP[k.type].role}


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ("每半年管考一次", "管考"),
        ("每季檢討一次", "檢討"),
        ("每年管考兩次", "管考"),
        ("按月追蹤", "追蹤"),
        ("定期督導", "督導"),
        ("每季列管追蹤", "列管"),
        ("列管", "列管"),
    ],
)
def test_who_looks_at_the_work_again_and_again_reviews_it(how: str, word: str) -> None:
    found = roles(read(f"一、校園光電設置由教育處辦理，並由計畫處{how}。"))
    assert found == {("CONVENES", "教育處", "辦理"), ("REVIEWS", "計畫處", word)}


@pytest.mark.parametrize("how", ["每半年管考一次", "每季檢討一次", "按月追蹤", "列管"])
def test_who_looks_at_work_of_nobody_here_leads_nothing(how: str) -> None:
    draft = read(f"五、本計畫各項工作由計畫處{how}。")
    assert not roles(draft)
    assert any("計畫處" in str(u.text) for u in draft.unread)


def test_who_shall_help_is_given_the_whole_word() -> None:
    plan = "一、設置容量114年達75MW，由建設處負責推動。"
    found = roles(read("第四章 推動組織與分工", plan, "二、各鄉鎮市公所應配合辦理資源回收及節電宣導。"))
    assert ("CO_ORGANIZES", "各鄉鎮市公所", "配合") in found


@pytest.mark.parametrize("verb", ["轉知", "通知", "督導", "會同", "協助", "請", "函請", "洽", "責成", "邀集"])
def test_no_name_holds_what_one_agency_does_to_another(verb: str) -> None:
    draft = read(f"三、請教育局{verb}各級學校配合空污旗宣導。")
    assert not [n.name for n in draft.of_kind("Agency") if verb in n.name]


def test_who_passes_a_request_on_helps_with_no_other_task() -> None:
    found = roles(read("三、請警察局加強取締烏賊車，請教育局轉知各級學校配合空污旗宣導。"))
    assert found == {("CONVENES", "警察局", "加強")}


@pytest.mark.parametrize("plan", ["旨揭計畫", "上開計畫", "前揭方案", "旨案", "該計畫"])
def test_a_plan_pointed_at_is_no_task(plan: str) -> None:
    draft = read(f"二、{plan}由環境保護局統籌。")
    assert not draft.of_kind("Task")
    assert any("環境保護局" in str(u.text) for u in draft.unread)


def test_a_total_of_seats_is_read_by_one_rule() -> None:
    seats = [("主任委員", 1, 1), ("執行長", 1, 1), ("委員", 6, 8)]
    assert totals(seats) == [(8, 10), (7, 9), (7, 9), (6, 8)]
    draft = read(
        "一、本縣設「南湖縣永續發展委員會」（以下簡稱本會），置主任委員一人，由縣長兼任；委員十九人至二十三人，由縣長就下列人員聘（派）兼之：",
        "（一）環境保護局局長。",
        "（二）專家學者六人至八人。",
        "二、本會置執行長一人，由環境保護局局長兼任。",
    )
    assert any("9–11 named" in str(r.text) for r in draft.remarks)


def test_who_is_named_behind_figures_of_years_answers_for_the_measure() -> None:
    draft = read("八、太陽光電設置容量112年達50MW、113年60MW，114年目標為75MW，由建設處負責推動，台電公司協助併網。")
    found = {(k.a.real().name, k.b.real().kind, k.b.real().name) for k in draft.links if RELATIONSHIP[k.type].role}
    assert found == {(name, "Indicator", "太陽光電設置容量") for name in ("建設處", "台電公司")}
    years = {n.values["year"]: (n.values.get("target"), n.values.get("result")) for n in draft.of_kind("AnnualTarget")}
    assert years == {2023: (None, 50), 2024: (None, 60), 2025: (75, None)}
    assert not draft.of_kind("Task")


@pytest.mark.parametrize(
    ("sentence", "found", "sure"),
    [
        (
            "The Harbour Board is chaired by the Mayor. Quay Group is led by Roads & Sewers.",
            {("CONVENES", "Roads & Sewers")},
            False,
        ),
        (
            "Cycle Group – led by the Roads Office; supported by the Schools Office, Mere Power and the Parks Team.",
            {
                ("CONVENES", "Roads Office"),
                ("CO_ORGANIZES", "Schools Office"),
                ("CO_ORGANIZES", "Mere Power"),
                ("CO_ORGANIZES", "Parks Team"),
            },
            False,
        ),
        (
            "Tree Group – led by the Parks Team, with the Schools Office and the Water Board as members.",
            {("CONVENES", "Parks Team"), ("CO_ORGANIZES", "Schools Office"), ("CO_ORGANIZES", "Water Board")},
            True,
        ),
        ("Survey of trees, delivered by March 2026.", set(), True),
    ],
)
def test_english_names_behind_a_verb_of_roles(sentence: str, found: set[tuple[str, str]], sure: bool) -> None:
    """One that only the verb makes the name of an agency is to be checked."""
    links = [k for k in read(sentence).links if k.type in ("CONVENES", "CO_ORGANIZES")]
    assert {(k.type, k.a.real().name) for k in links} == found
    assert all(e.confidence == "high" for k in links for e in k.evidence) == sure


@pytest.mark.parametrize("number", ["六個", "3個", "數個", "若干個"])
def test_a_number_of_groups_is_the_name_of_none(number: str) -> None:
    draft = read("本府設長照推動會（以下簡稱本會）。", f"本會下設{number}工作小組，各組召集單位如下表。")
    assert not draft.of_kind("Subgroup")


@pytest.mark.parametrize("noted", ["洽悉", "照案通過", "同意備查", "如擬", "修正通過"])
def test_what_a_meeting_decided_is_no_task(noted: str) -> None:
    draft = read(f"決議：{noted}，請農業局於6月底前完成溫室補助。")
    assert {n.name for n in draft.of_kind("Task")} == {"完成溫室補助"}


@pytest.mark.parametrize(
    ("sentence", "task", "agency"),
    [
        ("清溝原由工務局辦理，自114年7月1日起改由水利局辦理。", "清溝", "水利局"),
        ("河堤除草過去由農業局辦理，後改由水利局辦理。", "河堤除草", "水利局"),
        ("停車收費不由警察局辦理，另由交通局辦理。", "停車收費", "交通局"),
        ("停車收費免由警察局辦理，改由交通局辦理。", "停車收費", "交通局"),
    ],
)
def test_who_did_it_or_does_not_has_no_role(sentence: str, task: str, agency: str) -> None:
    draft = read(sentence)
    assert {(k.type, k.a.real().name, k.b.real().name) for k in draft.links} == {("CONVENES", agency, task)}


@pytest.mark.parametrize("where", ["本市", "本縣", "本鎮", "本區", "本府", "甲市", "乙縣"])
def test_who_sets_a_body_up_is_no_part_of_its_name(where: str) -> None:
    draft = read(f"{where}設循環採購推動小組（以下簡稱本小組），置召集人一人，由副市長兼任。")
    assert {n.name for n in draft.of_kind("Council")} == {"循環採購推動小組"}


@pytest.mark.parametrize("field", ["都市設計審議", "公共設施推動", "設備審查"])
def test_a_word_with_the_verb_in_it_sets_nothing_up(field: str) -> None:
    draft = read(f"甲市{field}委員會（以下簡稱本會），置主任委員一人，由市長兼任。")
    assert {n.name for n in draft.of_kind("Council")} == {f"甲市{field}委員會"}


@pytest.mark.parametrize(
    ("held", "shown", "basis"),
    [
        ("首長兼任", "民政處首長兼任", "ex_officio"),
        ("副首長兼任", "民政處副首長兼任", "ex_officio"),
        ("主管兼任", "民政處主管兼任", "ex_officio"),
        ("副主管派兼之", "民政處副主管兼任", "ex_officio"),
        ("代表擔任", "民政處代表", "agency_representative"),
        ("派員兼任", "民政處代表", "agency_representative"),
    ],
)
def test_who_holds_the_seats_of_a_list_is_what_the_line_above_says(held: str, shown: str, basis: str) -> None:
    draft = read(
        "一、本府設節能推動小組（以下簡稱本小組）。",
        f"二、本小組置召集人一人，由市長兼任，其餘委員二人，由下列機關{held}：",
        "（一）民政處。",
        "（二）財政處。",
    )
    seats = {node.name: node.values["basis"] for node in draft.of_kind("Member") if node.name.startswith("委員")}
    assert seats == {f"委員（{shown}）": [basis], f"委員（{shown.replace('民政', '財政')}）": [basis]}


@pytest.mark.parametrize("post", ["召集人", "副召集人", "執行秘書", "小組成員", "委員"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_posts_and_offices_do_is_no_duty_of_the_group_above_the_list(post: str, at: int) -> None:
    """Wherever in the list the post stands: what each entry says, it says of whom it names."""
    items = ["總務處：負責規劃節電措施。", "教務處：負責推動環境教育。"]
    items.insert(at, f"{post}：負責處理小組事務。")
    draft = read(
        "四、成立節電推動小組，負責推動本校節電。",
        "（一）業務職掌：",
        *(f"{n}.{item}" for n, item in enumerate(items, 1)),
    )
    assert not [n.name for n in draft.of_kind("Task") if post in n.name or "處" in n.name]


def test_a_heading_within_a_finished_item_leaves_the_next_item_beside_it() -> None:
    """「四、…。（一）組織：」 and a line with no number: 五 goes on from 四 and is no part of what is above it."""
    draft = read(
        "四、成立節電推動小組，負責推動本校節電。",
        "（一）組織架構：",
        "由校長擔任召集人",
        "（二）業務職掌：",
        "1.總務處：負責規劃節電措施。",
        "2.教務處：負責推動環境教育。",
        "五、工作事項",
        "（一）每月檢討用電。",
    )
    assert not [n.name for n in draft.of_kind("Task") if n.name == "工作事項"]


@pytest.mark.parametrize("other", ["其他有關部門", "其他單位", "其它相關機關"])
@pytest.mark.parametrize("label", ["負責單位", "主辦機關", "配合單位"])
def test_the_others_of_an_agency_are_not_the_agency(label: str, other: str) -> None:
    draft = read(f"1. 實施能源消費總量控制。({label}:發展改革委、能源局、國務院{other})")
    assert {"能源局"} <= {n.name for n in draft.of_kind("Agency")}
    assert "國務院" not in {n.name for n in draft.of_kind("Agency")}
    assert any("國務院" in str(u.text) for u in draft.unread)
    beside = read(f"1. 實施能源消費總量控制。({label}:發展改革委、能源局及{other})")
    assert {"能源局"} <= {n.name for n in beside.of_kind("Agency")}


@pytest.mark.parametrize(
    "text",
    [
        "由縣長指示各單位研議妥處，會中各局處針對職掌業務計畫，逐一說明執行情形。",
        "上述專案辦公室負責節能推廣之規劃、協調及推動。",
        "領導小組辦公室設在局辦公室，負責統籌、推動相關工作落實。",
        "有關花市、停車空間等標的，分別請工商處、交工處及文觀局主責推動。",
    ],
)
def test_words_about_an_agency_are_no_part_of_its_name_and_half_a_list_is_no_task(text: str) -> None:
    draft = read(text)
    assert not [n.name for n in draft.of_kind("Agency") if any(w in n.name for w in ("妥處", "上述", "設在"))]
    assert not [n.name for n in draft.of_kind("Task") if n.name.endswith(("及", "、"))]
    assert draft.unread


def test_what_follows_a_bracket_in_a_period_begins_behind_it() -> None:
    draft = read("1.完成清單編制工作。〔市環境局牽頭，農業局參與〕新建鍋爐全面汰換。(市場監管局牽頭，工業局參與)")
    assert not [n.name for n in draft.of_kind("Task") if n.name.startswith(("〕", ")"))]


def test_the_work_of_a_group_is_read_once() -> None:
    draft = read(
        "第二條 甲市政府客家事務委員會（以下簡稱本會）置主任委員一人。",
        "第三條 本會設下列各組，分別掌理各有關事項：",
        "一、研究組：政策之規劃、計畫之研訂、館舍之設置與管理等事項。",
        "二、文教組：傳統文化之保存、語言之發展、禮儀之研究等事項。",
        "三、行政組：文書、檔案、出納、總務等業務及不屬於其他各單位事項。",
    )
    groups = {"研究組", "文教組", "行政組"}
    done = [(k.type, k.a.real().name) for k in draft.links if k.a.real().name in groups and k.type != "PART_OF"]
    assert sorted(done) == [("UNDERTAKES", g) for g in sorted(groups)]
