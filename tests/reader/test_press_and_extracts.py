"""Sentences of the press and of extracts of rules: people behind posts, lists of who leads what, figures of years."""

from __future__ import annotations

import pytest

from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.draft import CHECK, Draft
from quanze.reader.pipeline import read_sources

PEOPLE = ["市長蔣某某", "市長陳大明", "盧市長", "市長"]
CHANGES = [
    "（115年起改由環保局）",
    "（自116年1月1日起由環保局）",
    "（115年起移交環保局）",
    "（原為環保局）",
    "（併入環保局）",
    "（114年7月後由環保局）",
]


def read(*texts: str) -> Draft:
    """The draft of some paragraphs."""
    return read_sources([Source("x.txt", tuple(Paragraph(t, Place("x", n)) for n, t in enumerate(texts)))])[0]


def led(draft: Draft) -> set[tuple[str, str]]:
    return {(k.a.real().name, k.b.real().name) for k in draft.linked("CONVENES")}


def years(draft: Draft) -> dict[str, dict[str, object]]:
    """The value and column of each yearly target."""
    keys = ("target", "result")
    return {n.name: {k: n.values[k] for k in keys if k in n.values} for n in draft.of_kind("AnnualTarget")}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_seat_has_the_post_and_not_who_holds_it_today(who: str) -> None:
    draft = read(f"甲市氣候變遷因應推動會由{who}擔任召集人，下設減碳組及調適組。")
    assert [n.values["post"] for n in draft.of_kind("Member")] == ["市長"]


@pytest.mark.parametrize("opener", ["權責分工如下：", "災害防救業務主政單位如下：", "之任務分工如下："])
def test_under_a_division_of_work_the_task_may_go_before_its_agency(opener: str) -> None:
    draft = read(
        f"應變中心各局處{opener}", "（一）水災、旱災：工務處。", "（二）重大交通事故：警察局。", "（三）疫災：衛生局。"
    )
    assert led(draft) == {("工務處", "水災、旱災"), ("警察局", "重大交通事故"), ("衛生局", "疫災")}


@pytest.mark.parametrize("asks", ["請", "責成", "期盼", "呼籲", "要求", "委請", "盼", "促請"])
def test_a_verb_of_asking_begins_no_name(asks: str) -> None:
    draft = read(f"市長於會中{asks}地政局提早完成水源路拓寬。")
    assert {n.name for n in draft.of_kind("Agency")} <= {"地政局"}
    assert "地政局" in " ".join([*(n.name for n in draft.nodes), *(u.text for u in draft.unread)])


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    "sentence",
    ["路燈汰換由水利局{}主辦。", "一、抽水站維護：水利局{}辦理。", "主辦機關：水利局{}", "請水利局{}儘速完成清淤。"],
)
def test_who_has_it_later_is_no_part_of_a_name_and_is_listed(change: str, sentence: str) -> None:
    draft = read(sentence.format(change))
    assert not any("（" in n.name for n in draft.nodes), [n.name for n in draft.nodes]
    assert any(change in u.text for u in draft.unread)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "公共充電樁自112年10座增至114年25座。",
            {"公共充電樁 2023": {"result": 10}, "公共充電樁 2025": {"result": 25}},
        ),
        ("充電樁預計從112年10座增加至114年25座。", {"充電樁 2023": {"result": 10}, "充電樁 2025": {"target": 25}}),
        (
            "資源回收率從2020年58%提升至2030年70%。",
            {"資源回收率 2020": {"result": 58}, "資源回收率 2030": {"result": 70}},
        ),
        ("計畫2050年資源回收率能達到80%。", {"資源回收率 2050": {"target": 80}}),
        ("2030年前電動公車占比達100%。", {"電動公車占比 2030": {"target": 100}}),
        (
            "We will raise the recycling rate from 35 % in 2020 to 60 % by 2030.",
            {"recycling rate 2030": {"target": 60}},
        ),
        ("Cycling paths will increase from 460km to 1,320km by 2030.", {"Cycling paths 2030": {"target": 1320}}),
        ("It set a target of 18 per cent canopy cover across the City by 2040.", {"canopy cover 2040": {"target": 18}}),
        ("We aim to increase canopy cover by 50% by 2030 (to 23.5%).", {"canopy cover 2030": {"target": 23.5}}),
        ("We will reduce carbon emissions by 50% by 2030.", {}),
        ("We will cut landfill waste to 1.2 million tonnes by 2030.", {}),
    ],
)
def test_a_figure_of_a_year_in_a_sentence_is_a_target_to_be_checked(sentence: str, expected: dict[str, object]) -> None:
    draft = read(sentence)
    assert years(draft) == expected
    assert all(e.confidence == CHECK for n in draft.of_kind("AnnualTarget") for e in n.evidence)


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        (
            "The Planning, Transportation and Public Works Departments",
            ["Planning Department", "Transportation Department", "Public Works Department"],
        ),
        (
            "The Ministries of Education, Transport and Labour",
            ["Ministry of Education", "Ministry of Transport", "Ministry of Labour"],
        ),
        ("NYDEP and FDNZ", ["NYDEP", "FDNZ"]),
        ("The National Water Agency and PUX, the drainage body,", ["National Water Agency", "PUX"]),
        ("The Ordinance set the rules, requiring that the Commission", []),
    ],
)
def test_each_of_a_list_of_english_agencies_does_what_the_clause_says(subject: str, names: list[str]) -> None:
    draft = read(f"{subject} will proactively install shade at bus stops.")
    assert [n.name for n in draft.of_kind("Agency")] == names
    assert {b for _, b in led(draft)} == ({"install shade at bus stops"} if names else set())


def test_a_unit_of_a_bureau_without_a_name_has_its_work() -> None:
    draft = read("第四條　本局設清潔隊，辦理廢棄物清運、環境清潔等事項，得分設區隊。")
    assert led(draft) == {("清潔隊", "廢棄物清運"), ("清潔隊", "環境清潔")}


def test_a_section_may_have_a_number_for_a_name() -> None:
    draft = read("請第二組於月底前完成盤點，第三組協助。")
    assert led(draft) == {("第二組", "完成盤點")}
    assert [k.a.real().name for k in draft.linked("CO_ORGANIZES")] == ["第三組"]


def test_who_is_only_asked_has_no_task_of_that_name() -> None:
    assert not read("指定交通局為主責機關，辦理人行道改善。").of_kind("Task")
