"""Work that is given without a role word, and what an account of a clause finds passed over: our own wording."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft

from .test_neighbours import seats_here, seats_on
from .test_sentences import read, roles_of

PLAN = "甲市方案\n"


def listed(draft: Draft) -> str:
    return " ".join(u.text for u in draft.unread)


def lead(who: str, task: str) -> tuple[str, str, str]:
    return ("CONVENES", who, task)


def partner(who: str, task: str) -> tuple[str, str, str]:
    return ("CO_ORGANIZES", who, task)


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("河岸清理，請水利局儘速發包。", {lead("水利局", "河岸清理")}),
        ("河岸清理請水利局持續執行，並請文化局協助宣導。", {lead("水利局", "河岸清理"), partner("文化局", "河岸清理")}),
        ("河岸清理則交由水利局。", {lead("水利局", "河岸清理")}),
        ("河岸清理：水利局主筆，工務局給素材。", {lead("水利局", "河岸清理"), partner("工務局", "河岸清理")}),
        ("河岸清理→水利局撰寫。", {lead("水利局", "河岸清理")}),
        ("水利局主管河岸安全，並補助堤防改善。", {lead("水利局", "河岸安全"), lead("水利局", "補助堤防改善")}),
        ("河岸清理委由水利局每季辦理一次。", {lead("水利局", "河岸清理")}),
        ("河岸清理由水利局，淤泥外運則委由工務局。", {lead("水利局", "河岸清理"), lead("工務局", "淤泥外運")}),
        ("河岸清理，平時即由水利局辦理。", {lead("水利局", "河岸清理")}),
        ("河岸清理，自明年起委任本府水利局執行。", {lead("水利局", "河岸清理")}),
        ("有關河岸清理，水利局與工務局共同辦理。", {lead("水利局", "河岸清理"), lead("工務局", "河岸清理")}),
        ("河岸清理仍屬水利局權責。", {lead("水利局", "河岸清理")}),
        ("河岸清理係水利局業務。", {lead("水利局", "河岸清理")}),
        ("至於河岸清理，以水利局為窗口。", {lead("水利局", "河岸清理")}),
        ("水利局應將河岸納入巡檢路線。", {lead("水利局", "將河岸納入巡檢路線")}),
        ("河岸清理由水利局邀集工務局協商。", {lead("水利局", "河岸清理"), partner("工務局", "河岸清理")}),
        (
            "河岸清理由水利局委託專業團隊進行，工務局並提供機具。",
            {lead("水利局", "河岸清理"), partner("工務局", "河岸清理")},
        ),
        ("河岸清理由水利局主政，各區公所配合動員。", {lead("水利局", "河岸清理"), partner("各區公所", "河岸清理")}),
        (
            "河岸清理：北岸部分由水利局辦理，南岸部分由工務局辦理。",
            {lead("水利局", "河岸清理"), lead("工務局", "河岸清理")},
        ),
        ("河岸清理，水利局；橋梁檢測，工務局與交通局。", {
            lead("水利局", "河岸清理"),
            lead("工務局", "橋梁檢測"),
            lead("交通局", "橋梁檢測"),
        }),
        ("河岸清理，移除外來種並補植。（權責單位：水利局；協同單位：工務局）", {
            lead("水利局", "河岸清理，移除外來種並補植"),
            partner("工務局", "河岸清理，移除外來種並補植"),
        }),
        ("河岸之主責機關為水利局；港區之主責機關為交通局，工務局協力。", {
            lead("水利局", "河岸"),
            lead("交通局", "港區"),
            partner("工務局", "港區"),
        }),
        ("河岸清理：水利局負責；清出之淤泥暫置堤外。", {lead("水利局", "河岸清理")}),
        ("河岸清理，係屬水利局職掌。", {lead("水利局", "河岸清理")}),
        ("水利局管有機堆肥。", {lead("水利局", "有機堆肥")}),
    ],
)  # fmt: skip
def test_who_is_given_what(sentence: str, facts: set[tuple[str, str, str]]) -> None:
    assert roles_of(read(f"{PLAN}一、{sentence}\n")) == facts


@pytest.mark.parametrize(
    "sentence",
    [
        "經費不足時，由主計處協調第二預備金支應。",
        "請水利局於會前三日提供書面資料。",
        "成果由水利局簽請市長核定。",
        "本計畫由水利局統籌。",
        "請水利局派員出席。",
        "水利局應於每月十日前彙整進度。",
        "推動成效由市長主持會議檢討。",
    ],
)
def test_a_step_gives_no_role_and_is_listed(sentence: str) -> None:
    draft = read(f"{PLAN}一、{sentence}\n")
    assert not roles_of(draft)
    assert sentence.split("，")[-1].rstrip("。") in listed(draft) or "協調" in listed(draft)


def test_an_article_of_a_law_speaks_of_steps() -> None:
    draft = read("甲法\n第 1 條\n異議由縣政府裁決之。\n第 2 條\n縣政府應辦理托育服務之管理及輔導等相關事項。\n")
    assert roles_of(draft) == {lead("縣政府", "托育服務之管理及輔導")}


def test_what_is_read_from_a_verb_is_to_be_checked() -> None:
    draft = read(f"{PLAN}一、河岸清理，請水利局儘速發包。\n二、橋梁檢測：由工務局主辦。\n")
    assert roles_of(draft, sure=True) == {lead("工務局", "橋梁檢測")}
    doubts = {n.name: {e.reason for e in n.evidence} for n in draft.of_kind("Task")}
    assert doubts == {"河岸清理": {"task"}, "橋梁檢測": {""}}


def test_who_watches_over_all_items() -> None:
    draft = read(f"{PLAN}一、河岸清理由水利局辦理。\n二、橋梁檢測由工務局辦理。\n三、以上事項由計畫處列管。\n")
    watched = {(k.a.real().name, k.b.real().name) for k in draft.linked("REVIEWS")}
    assert watched == {("計畫處", "河岸清理"), ("計畫處", "橋梁檢測")}
    assert all(e.confidence == CHECK for k in draft.linked("REVIEWS") for e in k.evidence)


def test_items_of_a_list_that_is_given_whole() -> None:
    draft = read(f"{PLAN}一、下列業務委任本府水利局執行：\n（一）河岸清理。\n（二）水門操作。\n")
    assert roles_of(draft) == {lead("水利局", "河岸清理"), lead("水利局", "水門操作")}


def test_lines_with_labels_belong_to_the_line_over_them() -> None:
    draft = read(
        f"{PLAN}4.2 重點行動\n行動一　河岸清理\n主責：水利局（第一河段）　協力：工務局、熱心志願者\n"
        "關鍵指標：清理長度　2025年：12　2026年：15\n對應SDGs：6.3、11-6\n行動二　橋梁檢測\n主責：工務局\n"
    )
    assert roles_of(draft) >= {lead("水利局", "河岸清理"), partner("工務局", "河岸清理"), lead("工務局", "橋梁檢測")}
    assert [(k.a.real().name, k.b.real().name) for k in draft.linked("MEASURED_BY")] == [("河岸清理", "清理長度")]
    assert {n.values["target"] for n in draft.of_kind("AnnualTarget")} == {12, 15}
    assert {(k.a.real().name, k.b.real().values["code"]) for k in draft.linked("ALIGNS_TO")} == {
        ("河岸清理", "6.3"),
        ("河岸清理", "11.6"),
    }
    assert "熱心志願者" in listed(draft)


def test_a_list_of_indicators_names_indicators() -> None:
    draft = read(
        f"{PLAN}一、下列指標之主管及協同單位：\n（一）綠覆率：由農業局主管，工務局協同。\n（二）失業率：勞動局主責。\n"
    )
    assert {n.name for n in draft.of_kind("Indicator")} == {"綠覆率", "失業率"}
    assert roles_of(draft) == {lead("農業局", "綠覆率"), partner("工務局", "綠覆率"), lead("勞動局", "失業率")}


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            "用電量以112年為基準，114年減少2%，115年減少4%",
            {("用電量較112年減少", 2025, 2), ("用電量較112年減少", 2026, 4)},
        ),
        ("綠覆率由112年之31.5%提升，115年目標為35%", {("綠覆率", 2026, 35)}),
        ("據點數：113年80處，114年100處", {("據點數", 2024, 80), ("據點數", 2025, 100)}),
    ],
)
def test_figures_of_a_year(sentence: str, figures: set[tuple[str, int, float]]) -> None:
    draft = read(f"{PLAN}一、預期目標：{sentence}。\n")
    assert {
        (k.a.real().name, k.b.real().values["year"], k.b.real().values["target"]) for k in draft.linked("HAS_TARGET")
    } == figures


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("用電量115年較112年減少4%", {"up"}),
        ("用電量115年降至80萬度", {"down"}),
    ],
)
def test_more_of_what_is_saved_is_wanted_and_less_of_what_is_left(sentence: str, wanted: set[str]) -> None:
    draft = read(f"{PLAN}一、預期目標：{sentence}。\n")
    assert {n.values.get("direction", "") for n in draft.of_kind("Indicator")} == wanted


def test_a_figure_that_no_row_has_is_listed() -> None:
    assert "35" in listed(read(f"{PLAN}一、河岸清理由水利局辦理，清出垃圾至115年累計35噸。\n"))


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("關懷據點由社會處主辦，應即通報消防局處置。", "消防局"),
        ("輔導業者提供餐具，環保局辦理，簽約：觀光處。", "觀光處"),
        ("災情彙整由水利局主辦，民政課另案配辦。", "民政課"),
        ("置委員九人，由市長就能源署遴聘之。", "能源署"),
    ],
)
def test_an_agency_that_no_row_has_is_listed(sentence: str, lost: str) -> None:
    assert lost in listed(read(f"{PLAN}一、{sentence}\n"))


def test_a_body_that_no_row_has_is_listed() -> None:
    assert "永續諮議會" in listed(read(f"{PLAN}一、河岸清理由水利局辦理，成果送永續諮議會。\n"))


@pytest.mark.parametrize(
    ("sentence", "seats"),
    [
        ("置召集人一人，由審計長指派副審計長兼任", {("召集人", "副審計長", 1)}),
        ("置執行秘書一人、秘書或幹事二人", {("執行秘書", "", 1), ("秘書或幹事", "", 2)}),
        ("由水利局局長為副召集人兼執行秘書", {("副召集人", "水利局局長", 1), ("執行秘書", "水利局局長", 1)}),
        ("組員由民政課、社會課課長及各里里長擔任", {
            ("組員", "民政課課長", 1),
            ("組員", "社會課課長", 1),
            ("組員", "各里里長", 1),
        }),
        ("置副召集人二人，由副市長及秘書長分任", {("副召集人", "副市長", 1), ("副召集人", "秘書長", 1)}),
        ("委員由水利局代表一人、青年團體代表二人擔任", {("委員", "水利局", 1), ("委員", "", 2)}),
        ("置副執行秘書一人，由市長就府內高級職員派兼之", {("副執行秘書", "", 1)}),
    ],
)  # fmt: skip
def test_seats(sentence: str, seats: set[tuple[str, str, object]]) -> None:
    assert seats_here(sentence) == seats


def test_members_by_kind_and_in_nested_lists() -> None:
    rules = "甲市節水諮議會設置要點\n一、甲市政府（以下簡稱本府）設甲市節水諮議會。\n"
    flat = read(
        f"{rules}二、諮議會委員，其組成如下：\n（一）府內委員二人：水利局及工務局首長。\n（二）府外委員五人：學者專家三人、公民團體代表二人。\n"
    )
    assert {(t, w, n) for t, w, _, n in seats_on(flat)} == {
        ("委員", "水利局首長", 1),
        ("委員", "工務局首長", 1),
        ("委員", "", 3),
        ("委員", "", 2),
    }  # fmt: skip
    nested = read(
        f"{rules}二、諮議會置委員五人，其組成方式如下：\n（一）當然委員：\n1、校長一人。\n2、家長會代表一人。\n（二）選舉委員：由全體教師選舉之。\n"
    )
    assert {(t, w, n) for t, w, _, n in seats_on(nested)} == {("委員", "校長", 1), ("委員", "", 1), ("委員", "", None)}


def test_each_kind_of_an_entry_has_its_seats() -> None:
    draft = read(
        "甲市節水諮議會設置要點\n一、甲市政府設甲市節水諮議會（以下簡稱本會）。\n"
        "二、本會置委員四人，由下列人員組成：\n（一）水利局代表二人。\n（二）農會及青年團體代表各一人。\n"
    )
    assert {n.name for n in draft.of_kind("Member")} == {
        "委員（水利局代表）",
        "委員（農會代表）",
        "委員（青年團體代表）",
    }


def test_no_body_has_the_seats_of_another() -> None:
    draft = read(
        "甲縣防災條例\n第 1 條\n甲縣政府應設甲縣防災會報，置召集人一人，由縣長兼任。\n第 2 條\n"
        "甲縣政府應設防災辦公室，置執行長一人，由消防局局長兼任。\n第 3 條\n應變中心設於消防局，由縣長擔任指揮官。\n"
    )
    assert {(title, body) for title, _, body, _ in seats_on(draft)} == {
        ("召集人", "甲縣防災會報"),
        ("執行長", "防災辦公室"),
    }
    assert "應變中心" in listed(draft)


def test_a_command_centre_has_its_own_members() -> None:
    draft = read(
        "甲辦法\n第 1 條\n中央防疫指揮中心之成立規定如下：\n一、成立條件：有三縣以上疫情時，中央主管機關應成立中央防"
        "疫指揮中心，協調處理防疫事宜。\n"
        "二、組織成員：指揮官由疾病管制署署長擔任，成員包含經濟部、教育部等機關代表。\n"
    )
    assert {(t, w, b) for t, w, b, _ in seats_on(draft)} == {
        ("指揮官", "疾病管制署署長", "中央防疫指揮中心"),
        ("委員", "經濟部", "中央防疫指揮中心"),
        ("委員", "教育部", "中央防疫指揮中心"),
    }
    assert [k.b.real().name for k in draft.linked("UNDERTAKES")] == ["協調處理防疫事宜"]


@pytest.mark.parametrize(
    ("opener", "last"),
    [
        ("本會應設節水審議會，辦理下列事項。但涉及工務者，工務局應配合辦理：", ""),
        ("下列事項，應經本會委員會議之決議：", ""),
        ("本會任務如次：", ""),
        ("本會任務為：（一）節水政策之研議；（二）水價之建議。", "inline"),
    ],
)
def test_lists_of_duties(opener: str, last: str) -> None:
    items = "" if last else "（一）節水政策之研議。\n（二）水價之建議。\n"
    draft = read(f"甲市節水審議會設置要點\n一、甲市政府設甲市節水審議會（以下簡稱本會）。\n二、{opener}\n{items}")
    assert {k.b.real().name for k in draft.linked("UNDERTAKES")} == {"節水政策之研議", "水價之建議"}


def test_groups_and_who_calls_them() -> None:
    draft = read(
        "甲市節水推動會設置要點\n一、甲市政府設甲市節水推動會（以下簡稱推動會），原「甲市省水委員會」自一百十三年一月一日起整併納入。\n"
        "二、推動會置執行秘書一人，由水利局局長兼任。\n三、推動會下設宣導、工程二個工作分組，依序由水利局及工務局為召集機關。\n"
        "四、各工作分組應將辦理情形提送執行秘書彙陳推動會。\n"
    )
    assert roles_of(draft) == {lead("水利局", "宣導工作分組"), lead("工務局", "工程工作分組")}
    assert [(k.a.real().name, k.b.real().name) for k in draft.linked("SUCCEEDS")] == [
        ("甲市節水推動會", "甲市省水委員會")
    ]
    assert len(list(draft.linked("REPORTS_TO"))) == 3


def test_an_office_that_is_set_up_has_seats_and_groups_led_in_turn() -> None:
    draft = read(
        "甲縣政府節水辦公室設置要點\n一、甲縣政府為統合水務，特設節水辦公室（以下簡稱本辦公室）。\n"
        "二、本辦公室置主任一人，由副縣長兼任。\n三、本辦公室下設規劃、供水二組。\n四、規劃組由水利處、供水組由經濟發展處負責運作。\n"
    )
    assert {(t, w, b) for t, w, b, _ in seats_on(draft)} == {("主任", "副縣長", "甲縣政府節水辦公室")}
    assert roles_of(draft) == {lead("水利處", "規劃組"), lead("經濟發展處", "供水組")}


def test_agencies_in_brackets_behind_groups_and_over_other_agencies() -> None:
    draft = read(
        "甲縣應變計畫\n一、甲縣政府成立「甲縣高溫應變小組」。\n二、應變小組下分二組，編組及任務如下：\n"
        "1.關懷組（社會處）：街友關懷。協助單位：民政處。\n2.供水組（水利處）：抗旱供水。\n三、停車秩序：主責：停車管理處（交通局所屬）\n"
    )
    roles = roles_of(draft)
    assert roles >= {lead("社會處", "關懷組"), partner("民政處", "關懷組"), lead("水利處", "供水組")}
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("UNDERTAKES")} == {
        ("關懷組", "街友關懷"),
        ("供水組", "抗旱供水"),
    }
    assert ("停車管理處", "交通局") in {(k.a.real().name, k.b.real().name) for k in draft.linked("PART_OF")}


def test_minutes_name_their_body_and_groups_that_it_resolves_to_have() -> None:
    draft = read(
        "甲市節水推動會114年第2次會議紀錄\n主持人：副市長兼召集人\n案由一：節水措施。\n"
        "決議：同意增設宣導分組，並請教育局擔任該分組召集單位。\n臨時動議：委員建議增設水質分組。\n"
    )
    assert [n.name for n in draft.of_kind("Council")] == ["甲市節水推動會"]
    assert [n.name for n in draft.of_kind("Subgroup")] == ["宣導分組"]
    assert lead("教育局", "宣導分組") in roles_of(draft)
    assert {(t, w) for t, w, _, _ in seats_on(draft)} == {("召集人", "副市長")}


def test_an_office_of_a_district_is_what_its_sections_belong_to() -> None:
    draft = read("甲市乙區公所節水計畫\n一、工作分配：\n民政課─里鄰說明會。\n社會課─據點診斷。\n")
    assert roles_of(draft) == {lead("民政課", "里鄰說明會"), lead("社會課", "據點診斷")}
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("PART_OF")} == {
        ("民政課", "甲市乙區公所"),
        ("社會課", "甲市乙區公所"),
    }


def test_a_letter_says_who_writes() -> None:
    draft = read("甲市政府水利局　函\n說明：\n一、河岸清理：由本局與工務局聯合執行。\n")
    assert {k.a.real().name for k in draft.linked("CONVENES")} == {"水利局", "工務局"}


def test_a_member_of_a_body_may_have_duties_of_his_own() -> None:
    draft = read(
        "甲部訴願審議委員會組織規程\n第 2 條\n本會置主任委員一人，執行秘書一人。\n第 3 條\n"
        "執行秘書承主任委員之命，掌理下列事項：\n一、案件之登記。\n二、案卷之保管。\n"
    )
    assert {(k.a.real().kind, k.b.real().name) for k in draft.linked("CONVENES")} == {
        ("Member", "案件之登記"),
        ("Member", "案卷之保管"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "水利局協調交通局",
        "依法律規定之機關",
        "河岸仍屬水利局",
        "設甲市審議會",
        "人口面則交民政局",
        "縣長主持會",
        "水利局會同工務局",
    ],
)
def test_a_clause_is_no_name(name: str) -> None:
    draft = read(f"{PLAN}一、河岸清理，由{name}主辦。\n")
    assert name not in {n.name for n in draft.of_kind("Agency")}


def test_sureness_is_kept_for_what_is_plain() -> None:
    draft = read(f"{PLAN}一、河岸清理：由水利局主辦，工務局協辦。\n")
    assert not draft.unread
    assert all(e.confidence == HIGH for k in draft.links for e in k.evidence)


@pytest.mark.parametrize(
    "said",
    [
        "能源組由建設處召集，協辦機關為環保局。運輸組由交通處召集，協辦機關為警察局。",
        "三、能源組由建設處召集，協辦機關為環保局。運輸組由交通處召集，協辦機關為警察局。",
        "三、能源組由建設處召集，環保局協辦，運輸組由交通處召集，警察局協辦。",
        "三、本會設能源組及運輸組，能源組由建設處召集，協辦機關為環保局；運輸組由交通處召集，協辦機關為警察局。",
    ],
)
def test_each_group_of_a_paragraph_has_its_own_roles(said: str) -> None:
    draft = read(f"甲市永續會設置要點\n一、甲市政府設甲市永續會（以下簡稱本會）。\n{said}")
    assert roles_of(draft) == {
        lead("建設處", "能源組"),
        partner("環保局", "能源組"),
        lead("交通處", "運輸組"),
        partner("警察局", "運輸組"),
    }
    assert {k.a.real().name for k in draft.linked("PART_OF") if k.a.kind == "Subgroup"} == {"能源組", "運輸組"}
