"""Notices of many places: titled items, lines with labels, who chairs a body in any order, Simplified Chinese."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.draft import Draft
from quanze.reader.formats import text as plain_text
from quanze.reader.outline import outline
from quanze.reader.pipeline import read_sources

BODY = "Committee on Water, Waste and Energy"
POSTS = ["Deputy Mayor", "Secretary for Trade, Industry and Tourism", "Director of Public Works", "Chief Secretary"]
ORDERS = [
    ("The {body}, chaired by the {post}, will review the budget.", "Chair"),
    ("The {body} is headed by the {post}.", "Chair"),
    ("The {body} shall meet. The {post} shall serve as Chair of the {body}.", "Chair"),
    ("The {body} shall meet. The {post} has been appointed as the Vice Chairman.", "Vice Chairman"),
    ("The {body} shall meet. The Chairman of the {body} will be the {post}.", "Chairman"),
    ("The {body} shall meet. The {body} shall have the {post} as its Chairman.", "Chairman"),
    ("The {body} is chaired by the Mayor, with the {post} and the Fire Chief as members.", "Member"),
]
LABELS = [
    ("Lead: Solid Waste Team", ["By when: 2028/29", "Rows planted: 1,200", "Reporting cycle: yearly"]),
    ("主辦機關：環境保護局", ["完成期限：115年12月", "衡量方式：設置容量", "推動理念：以人為本"]),
]
SIMPLIFIED = str.maketrans("綠車動辦單責環護調關發運業會執長統負區", "绿车动办单责环护调关发运业会执长统负区")


def read(*lines: str) -> Draft:
    """The draft of some paragraphs."""
    return read_sources([Source("x.txt", tuple(Paragraph(t, Place("x", n)) for n, t in enumerate(lines)))])[0]


def roles(draft: Draft) -> set[tuple[str, str, str]]:
    """Who leads and who helps with what."""
    kinds = ("CONVENES", "CO_ORGANIZES")
    return {(k.type, k.a.real().name, k.b.real().name) for k in draft.links if k.type in kinds}


@pytest.mark.parametrize(("sentence", "title"), ORDERS)
@pytest.mark.parametrize("post", POSTS)
@pytest.mark.sweep
def test_a_seat_has_its_title_and_post_in_any_order(sentence: str, title: str, post: str) -> None:
    post = post if " by the" in sentence else post.replace(", Industry", "")
    draft = read(sentence.format(body=BODY, post=post))
    assert (title, post) in {(n.values["seat_title"], n.values["post"]) for n in draft.of_kind("Member")}
    assert len(draft.of_kind("Council")) == 1


def test_the_committee_is_the_one_that_was_named_last() -> None:
    draft = read(
        "Project Steering Committee: This is chaired by the Mayor. The committee guides the project.",
        "Project Delivery Committee: This is chaired by the City Engineer. The committee monitors the progress.",
    )
    does = {(k.a.name, k.b.name) for k in draft.linked("UNDERTAKES")}
    assert {body for body, task in does if "progress" in task} == {"Project Delivery Committee"}
    assert not any("This" in n.name for n in draft.nodes)


@pytest.mark.parametrize(("known", "others"), LABELS)
def test_a_line_with_an_unknown_label_is_listed_and_names_no_task(known: str, others: list[str]) -> None:
    for lines in itertools.permutations([known, *others]):
        draft = read("Action: Expand food waste collection" if known.isascii() else "行動一 廚餘回收倍增", *lines)
        unread = " ".join(u.text for u in draft.unread)
        assert [line for line in others if line not in unread] == []
        assert {n.name for n in draft.of_kind("Task")} <= {"Expand food waste collection", "廚餘回收倍增"}


def test_lines_with_labels_of_one_length_are_not_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    lines = ["Action: Expand kerbside food waste collection", "Lead: City Office of Household Recycling"]
    path.write_text("\n".join([*lines, "Measure: Households that are served, 1,200 in all", "By when: 2028/29"]))
    assert roles(read_sources([plain_text.read(path)])[0]) >= {
        ("CONVENES", "City Office of Household Recycling", "Expand kerbside food waste collection")
    }


@pytest.mark.parametrize("simplified", [False, True])
def test_a_bracket_behind_several_sentences_is_on_the_item(simplified: bool) -> None:
    text = "發展綠色交通。推廣電動車，環評通過。到2025年，綠車占比達到60%。（主辦單位：交通局，協辦單位：環境保護局）"
    text = text.translate(SIMPLIFIED) if simplified else text
    draft = read("一、重點工作", f"1.{text}", f"2.{text.replace(text[2:6], '智慧工地')}")
    assert {task for _, _, task in roles(draft)} == {text[:6], f"{text[:2]}智慧工地"}
    assert {n.name for n in draft.of_kind("Indicator")} == {text[text.index("年，") + 2 : text.index("達到60")]}


def test_a_clause_that_begins_with_whom_names_no_actor() -> None:
    draft = read("環境保護局負責統籌減碳工作，會同工務局編製減碳計畫。")
    assert ("CO_ORGANIZES", "工務局", "編製減碳計畫") in roles(draft)
    assert {who for type_, who, _ in roles(draft) if type_ == "CONVENES"} == {"環境保護局"}


def test_a_group_within_a_group_has_its_own_roles() -> None:
    draft = read(
        "各功能分組之主導機關及其任務如下：",
        "（一）參謀群組：綜整救災決策建議。",
        "1.情資研判組：由消防局主導，水利局配合參與，辦理災害潛勢分析。",
        "2.管考追蹤組：由計畫處主導，民政局配合參與，辦理指示事項追蹤。",
    )
    assert {(k.a.name, k.b.name) for k in draft.linked("CONVENES")} == {
        ("消防局", "情資研判組"),
        ("計畫處", "管考追蹤組"),
    }


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("三、本會所需經費由各公共議題主政單位編列預算支應。", "各公共議題"),
        ("甲市政府府會聯絡小組設置要點", "甲市政府府會"),
        ("組長：協調建設工作的市政府副秘書長", "協調建設工作的市政府"),
        ("本會置幹事二人，就本府衛生局所屬長期照護管理所業務人員派兼之。", "衛生局所屬長期照護管理所"),
        ("各科室負責人任聯絡員。", "負責人"),
        ("（市政府辦公室牽頭）", "辦公室"),
    ],
)
def test_words_around_a_name_make_no_agency(text: str, never: str) -> None:
    assert never not in {n.name for n in read("甲市政府聯絡小組設置要點", "一、任務", text).of_kind("Agency")}


@pytest.mark.parametrize(("left", "right"), ["（）", "〔〕", "[]", "【】"])
def test_a_bracket_of_any_form_behind_an_item_has_its_roles_and_the_names_behind_its_last_comma(
    left: str, right: str
) -> None:
    roles_of_item = f"{left}牽頭單位：交通局，配合單位：水利局、衛計委，各區公所{right}"
    draft = read("一、重點工作", f"1.發展綠色交通。推廣電動車。{roles_of_item}", "2.整治排水。（牽頭單位：水利局）")
    helpers = {("CO_ORGANIZES", who, "發展綠色交通") for who in ("水利局", "衛計委", "各區公所")}
    assert roles(draft) >= helpers | {("CONVENES", "交通局", "發展綠色交通"), ("CONVENES", "水利局", "整治排水")}


def test_the_seats_of_an_office_are_not_those_of_its_council() -> None:
    draft = read(
        "甲市政府決定成立甲市防洪領導小組。",
        "組長：分管水務工作的副市長",
        "副組長：市政府副秘書長，市水務局主要負責人",
        "領導小組下設辦公室，辦公室設在市水務局，承擔日常協調工作。辦公室主任由市水務局主要負責人兼任。",
    )
    sits = {(k.a.values["seat_title"], k.b.name) for k in draft.linked("SITS_ON")}
    assert sits == {("組長", "甲市防洪領導小組"), ("副組長", "甲市防洪領導小組"), ("主任", "辦公室")}
    assert len(draft.of_kind("Member")) == 4


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["The Coast Advisory Group will meet. Their role is to:"], "Coast Advisory Group"),
        (
            ["The functions of the climate action commission shall include the following powers:"],
            "climate action commission",
        ),
        (["The Climate Panel would focus on the following tasks:"], "Climate Panel"),
    ],
)
def test_duties_below_any_opener_are_the_bodys(lines: list[str], body: str) -> None:
    opened = ["The Climate Panel shall meet."] if body == "Climate Panel" else []
    draft = read(*opened, *lines, "(a) Advise on plans for the coast;", "(b) Review the budget.")
    assert {(k.a.name, k.b.name) for k in draft.linked("UNDERTAKES")} >= {(body, "Advise on plans for the coast")}


def test_an_english_clause_of_which_a_name_alone_is_read_is_listed() -> None:
    text = (
        "The Climate Panel is supported by the Officer Group which is made up of managers "
        "and has responsibility for flood defence."
    )
    assert "flood defence" in " ".join(u.text for u in read(text).unread)


@pytest.mark.parametrize(
    "last",
    ["與資通組共4組", "及資通組等共計四組", "、資通組計4組", "與資通組等4組", "與資通組合計4個工作組", "與資通組"],
)
def test_the_sum_behind_a_list_of_groups_is_no_part_of_their_names(last: str) -> None:
    draft = read(
        f"本府設屏山縣政府災防辦公室（以下簡稱災防辦）。本府災防辦設置主任1人，並設有規劃組、應變組、復原組{last}，分別設置組長1人。"
    )
    assert {n.name for n in draft.of_kind("Subgroup")} == {"規劃組", "應變組", "復原組", "資通組"}


def test_the_labels_of_a_memorandum_are_no_agencies_and_its_lines_are_listed() -> None:
    lines = [
        "From: Councillor Green",
        "To: City Attorney",
        "Requesting/Inquiring: To draft a bylaw on recycled water.",
        "Due: September 17, 2027",
    ]
    draft = read(*lines)
    assert not draft.of_kind("Agency") and not draft.of_kind("Task")
    assert {unread.text for unread in draft.unread} == {*lines}


@pytest.mark.parametrize("said", ["各相關局處", "各相關之局處室", "相關之單位", "有關局處室"])
def test_whoever_is_concerned_is_no_agency(said: str) -> None:
    draft = read(f"{said}應將成果進行彙報。")
    assert not draft.of_kind("Agency") and len(draft.unread) == 1


def test_the_capitals_of_a_plan_are_no_agency() -> None:
    plan = "The Climate Action Plan was adopted in 2022. The CAP will reduce landfill by half."
    agency = "The Department of Water (DOW) manages the network. The DOW will replace 40 km of pipes by 2028."
    assert [n.name for n in read(plan, agency).of_kind("Agency")] == ["Department of Water"]


@pytest.mark.parametrize("cut", ["power,| with", "2027.| Councillors", "in| 2027", "(2024)| and", "low-|carbon"])
def test_lines_of_an_english_paragraph_are_joined_as_words(tmp_path: Path, cut: str) -> None:
    end, begin = cut.split("|")
    lines = ["the sea was as calm as it is at the end of a year, with no weight on any word of it,"] * 3
    lines += [
        f"and so on and on and on and on and on, {'o' * (42 - len(end))} {end}",
        begin.strip() + " was said of the port.",
    ]
    path = tmp_path / "x.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    (passage,) = outline(plain_text.read(path)).passages
    assert passage.text == " ".join(lines[:-1]) + ("" if begin == begin.strip() else " ") + lines[-1]
