"""Sentences of notices, reports and minutes in which what stands beside a name decides who does what."""

from __future__ import annotations

import pytest

from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.draft import CHECK, Draft
from quanze.reader.pipeline import read_sources

PARTED = ("CONVENES", "CO_ORGANIZES")


def read(*texts: str) -> Draft:
    """The draft of some paragraphs."""
    return read_sources([Source("x.txt", tuple(Paragraph(t, Place("x", n)) for n, t in enumerate(texts)))])[0]


def roles(draft: Draft) -> set[tuple[str, str, str]]:
    return {(k.type, k.a.real().name, k.b.real().name) for t in PARTED for k in draft.linked(t)}


@pytest.mark.parametrize(
    "sentence",
    [
        "為達成目標，採取全政府動員方針，並推動社會落實轉型。",
        "成立聯盟，盼協助運輸業者減輕汰換壓力。",
        "市府整合資源，並邀請電動車商及運輸業者成立聯盟。",
        "觀傳局也規劃了四大應援版面。",
        "水利局推動滯洪示範，在道工處部分，輔導瀝青廠改用天然氣。",
    ],
)
def test_a_verb_before_a_name_and_a_report_give_nobody_anything_to_do(sentence: str) -> None:
    assert roles(read(sentence)) <= {("CONVENES", "水利局", "滯洪示範")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("為減少退運，將強化由各區清潔隊進行垃圾破袋稽查。", ("CONVENES", "各區清潔隊", "垃圾破袋稽查")),
        ("攤架問題由東鎮公所視需要配合違規攤架清運工作。", ("CO_ORGANIZES", "東鎮公所", "違規攤架清運工作")),
        ("環保局也正在試辦電動垃圾車。", ("CONVENES", "環保局", "試辦電動垃圾車")),
    ],
)
def test_how_something_is_done_is_no_part_of_it(sentence: str, expected: tuple[str, str, str]) -> None:
    assert roles(read(sentence)) == {expected}


@pytest.mark.parametrize("sends", ["各派員一人兼任", "各指派一人兼任", "派員兼任"])
def test_whoever_sends_a_member_has_his_seat(sends: str) -> None:
    draft = read(
        "甲市政府食安小組設置要點", f"三、本小組置召集人一人，由市長兼任；委員三人，由甲局、乙局及丙處{sends}。"
    )
    seats = {(k.a.real().values["seat_title"], k.b.real().name) for k in draft.linked("REPRESENTS")}
    assert seats >= {("委員", "甲局"), ("委員", "乙局"), ("委員", "丙處")}


def test_words_of_a_clause_are_no_name_of_a_body() -> None:
    draft = read("未列本會報委員之機關首長，本會報得邀請出席。", "治安會報由本府警察局依甲市治安會報設置要點辦理。")
    assert {n.name for n in draft.of_kind("Council")} <= {"治安會報"}


def test_an_office_that_an_extract_names_nowhere_keeps_its_seats() -> None:
    draft = read("三、本辦公室置下列人員：", "（一）召集人一人，由市長兼任。", "（二）執行秘書一人，由社會局局長兼任。")
    assert {(n.values["seat_title"], n.values["post"]) for n in draft.of_kind("Member")} == {
        ("召集人", "市長"),
        ("執行秘書", "社會局局長"),
    }


@pytest.mark.parametrize("above", ["Install solar panels on schools", "Action: Install solar panels on schools"])
@pytest.mark.parametrize(
    ("lead", "partners"), [("Lead", "Partners"), ("Lead service", "Supporting services"), ("Owner", "Key partners")]
)
def test_lines_with_labels_are_a_row_of_a_table(above: str, lead: str, partners: str) -> None:
    draft = read(above, f"{lead}: Energy Team", "Status: on track", f"{partners}: Planning Department, Highways")
    task = "Install solar panels on schools"
    assert roles(draft) == {
        ("CONVENES", "Energy Team", task),
        ("CO_ORGANIZES", "Planning Department", task),
        ("CO_ORGANIZES", "Highways", task),
    }


@pytest.mark.parametrize(
    "line",
    [
        "Lead officer: Head of Parks",
        "Supporting services: Parks, Streets and Water",
        "Lead director: Director of Place",
        "Department: Delivery",
    ],
)
def test_a_line_with_a_label_that_names_nobody_for_certain_is_listed(line: str) -> None:
    draft = read("Plant street trees", line)
    assert not roles(draft)
    assert [u.text for u in draft.unread] == [line] or line.startswith("Department")


@pytest.mark.parametrize("label", ["主責", "承辦窗口", "主責窗口"])
def test_a_window_leads_what_the_line_above_names(label: str) -> None:
    assert roles(read("行動一、屋頂光電倍增", f"{label}：環境保護局")) == {("CONVENES", "環境保護局", "屋頂光電倍增")}


@pytest.mark.parametrize(
    "names",
    ["the Agriculture, Fisheries and Conservation Department (AFCD)", "the Trade, Industry and Energy Bureau (TIEB)"],
)
def test_an_abbreviation_tells_how_far_a_name_with_commas_goes(names: str) -> None:
    full, short = names.removeprefix("the ").removesuffix(")").split(" (")
    draft = read(f"Food plans are led by the Health Office and {names}.")
    assert {n.name: n.aliases for n in draft.of_kind("Agency")} == {"Health Office": [], full: [short]}


def test_who_is_only_spoken_of_by_its_kind_is_to_be_checked() -> None:
    draft = read("The Parks Department plants trees.", "The department oversees the tree register.")
    link = next(k for k in draft.linked("CONVENES") if k.b.real().name == "tree register")
    assert link.a.real().name == "Parks Department"
    assert link.evidence[0].confidence == CHECK


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Water Office provides pumps to schools and maintains the flood gates.",
            {"provides pumps to schools", "maintains the flood gates"},
        ),
        (
            "The Water Office shall maintain the register and shall publish the yearbook.",
            {"maintain the register", "publish the yearbook"},
        ),
        (
            "The Water Office implements the policies and plans of the basin.",
            {"implements the policies and plans of the basin"},
        ),
        ("This Climate Action Plan will be implemented by the Water Office.", {"Climate Action Plan"}),
    ],
)
def test_each_verb_of_a_subject_has_its_own_work(sentence: str, expected: set[str]) -> None:
    draft = read(sentence)
    assert {(w, t) for _, w, t in roles(draft)} == {("Water Office", task) for task in expected}


@pytest.mark.parametrize("made", ["was set up", "was established in 2023", "has been launched", "is hereby created"])
@pytest.mark.parametrize("body", ["Committee on Green Ports", "Green Ports Policy Group"])
def test_a_body_set_up_has_its_purpose_and_the_agencies_that_chair_it(made: str, body: str) -> None:
    draft = read(
        f"The {body} (GPB) {made} to formulate a port strategy. The GPB is co-chaired by the Ministry of Ports (MOP) "
        "and the Ministry of Trade. Other members include the Ministry of Finance."
    )
    assert {n.name for n in draft.of_kind("Council")} == {body}
    assert {k.b.real().name for k in draft.linked("UNDERTAKES")} == {"formulate a port strategy"}
    assert {(k.a.real().values["seat_title"], k.b.real().name) for k in draft.linked("REPRESENTS")} == {
        ("Co-Chair", "Ministry of Ports"),
        ("Co-Chair", "Ministry of Trade"),
        ("Member", "Ministry of Finance"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("環保局除加強巡查、落實稽查外，並應推動減量計畫。", {"加強巡查", "落實稽查", "減量計畫"}),
        (
            "環保局除加強巡查、推動清淤、強化宣導外，並應推動減量計畫。",
            {"加強巡查", "推動清淤", "強化宣導", "減量計畫"},
        ),
    ],
)
def test_whoever_does_one_thing_beside_others_does_them_all(sentence: str, expected: set[str]) -> None:
    assert roles(read(sentence)) == {("CONVENES", "環保局", task) for task in expected}


@pytest.mark.parametrize("founds", ["成立淨零辦公室", "設立淨零辦公室"])
def test_an_office_that_is_founded_does_what_follows(founds: str) -> None:
    assert roles(read(f"市府{founds}，專責統籌減碳工作。")) == {("CONVENES", "淨零辦公室", "減碳工作")}


def test_a_name_in_quotation_marks_is_not_split() -> None:
    draft = read("「甲市青年諮詢會」由市長擔任召集人，並分為「智慧生活」、「公共參與」及「國際展望」三大議題小組。")
    assert {n.name for n in draft.of_kind("Council")} == {"甲市青年諮詢會"}
    assert {n.name for n in draft.of_kind("Subgroup")} == {"智慧生活小組", "公共參與小組", "國際展望小組"}


@pytest.mark.parametrize("title", ["永續長", "氣候長", "淨零長"])
@pytest.mark.parametrize("sets", ["置", "並設置", "另設置"])
def test_a_new_post_is_a_seat_of_the_body_that_has_it(title: str, sets: str) -> None:
    draft = read(f"甲市氣候變遷因應推動會由市長擔任召集人，{sets}{title}，由秘書長擔任。")
    assert (title, "秘書長") in {(n.values["seat_title"], n.values["post"]) for n in draft.of_kind("Member")}


@pytest.mark.parametrize("noun", ["role", "purpose", "main function", "remit"])
def test_what_somebody_is_for_is_what_he_does(noun: str) -> None:
    draft = read(f"There are two teams. The {noun} of the Ports Steering Group is to oversee the port plan.")
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("UNDERTAKES")} == {
        ("Ports Steering Group", "oversee the port plan")
    }
    assert roles(read(f"The {noun} of the Energy Office is to monitor energy use.")) == {
        ("CONVENES", "Energy Office", "monitor energy use")
    }


def test_a_title_has_the_characters_of_its_source() -> None:
    draft = read("甲市净零推动会设置要点", "三、本会置委员九人，其中一人为主任委员，由市长兼任；其余委员由本府聘兼之。")
    assert {n.values["seat_title"] for n in draft.of_kind("Member")} == {"主任委员"}
    assert any(n.name == "主任委员（市长兼任）" for n in draft.of_kind("Member"))


@pytest.mark.parametrize("heads", ["教育局、警察局、衛生局首長三人", "教育局、警察局及衛生局主管三人"])
def test_heads_that_are_as_many_as_the_agencies_are_one_of_each(heads: str) -> None:
    draft = read("三、本小組置委員九人，由下列人員兼之：", f"（一）{heads}。", "（二）專家學者六人。")
    posts = {str(n.values.get("post")) for n in draft.of_kind("Member") if n.values.get("seats") == 1}
    assert {p[:3] for p in posts} == {"教育局", "警察局", "衛生局"}
