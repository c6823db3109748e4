"""A column under a head that nobody knows: what is still sure of its table is what the whole table says."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft
from quanze.schema import RELATIONSHIP
from tests.reader.one_table import read

CITY = [
    ["策略", "行動方案", "主辦單位", "協辦單位", "衡量指標", "單位", "113年實績", "114年目標"],
    ["綠能", "公有屋頂設置太陽光電", "建設處", "教育處", "裝置容量", "MW", "5", "8"],
    ["運輸", "汰換老舊機車", "環保局", "監理站", "汰換數", "輛", "1,100", "1,200"],
    ["防災", "社區防災演練", "消防局", "民政處", "辦理場次", "場", "20", "25"],
]
WORKS = [
    ["工作項目", "執行內容", "主政單位", "執行單位", "114年目標"],
    ["巷弄長照", "輔導12處據點。", "衛生局", "社會局", "12處"],
    ["共餐服務", "補助30個社區。", "社會局", "民政局", "30處"],
]
OUTPUTS = [
    ["Activities", "Deadline", "Lead agency", "Supporting agencies", "Output"],
    ["Draft the law on salaries", "2026-06", "Finance Department", "Legal Office", "Draft adopted"],
    ["Train the auditors", "2026-09", "Audit Office", "Finance Department", "Auditors trained"],
]
GOALS = [
    ["Objective", "Key performance indicator", "Baseline year", "Baseline", "2025 target", "2030 target", "Department"],
    ["Clean water", "Water loss rate", "2020", "21", "18", "15", "Water Department"],
    ["Safe roads", "Road deaths", "2020", "85", "70", "43", "Transport Department"],
]


def sure(draft: Draft) -> set[tuple[str, ...]]:
    """The roles and figures that are marked sure."""
    roles = {
        (k.type, k.a.real().name, k.b.real().name)
        for k in draft.links
        if RELATIONSHIP[k.type].role and any(e.confidence == HIGH for e in k.evidence)
    }
    figures = {
        (k.a.real().name, str(k.b.values.get("year")), f"{kind} {k.b.values[kind]}")
        for k in draft.links
        if k.type == "HAS_TARGET" and any(e.confidence == HIGH for e in k.b.evidence)
        for kind in ("target", "result")
        if k.b.values.get(kind) is not None
    }
    return roles | figures


@pytest.mark.parametrize("unknown", ["鄧某乙", ""], ids=["a strange word", "no word"])
@pytest.mark.parametrize(
    ("table", "spared"),
    [(CITY, {"單位"}), (WORKS, set()), (OUTPUTS, set()), (GOALS, {"Baseline year"})],
    ids=["city", "works", "outputs", "goals"],
)
def test_nothing_else_is_sure_where_one_head_is_unknown(table: list[list[str]], spared: set[str], unknown: str) -> None:
    whole = sure(read(table)) | sure(
        read([[c for i, c in enumerate(row) if i != 1] for row in table if table is WORKS])
    )
    for column, head in enumerate(table[0]):
        if head in spared:
            continue
        heads = [*table[0][:column], unknown, *table[0][column + 1 :]]
        assert sure(read([heads, *table[1:]])) <= whole, head


def reasons(draft: Draft) -> set[str]:
    return {e.reason for k in draft.links if RELATIONSHIP[k.type].role for e in k.evidence}


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (["目標", "指標", "主辦機關"], ["減少車禍", "死亡人數", "交通局"]),
        (["Objective", "Indicator", "Lead agency"], ["Safe roads", "Road deaths", "Transport Department"]),
        (["計畫名稱", "計畫內容", "主辦機關"], ["綠色校園", "校舍節能", "教育處"]),
        (["行動方案", "政策目標", "主辦機關"], ["汰換機車", "淨零排放", "環保局"]),
        (["任务名称", "工作内容", "责任单位"], ["污水提质", "新建管网30公里", "市水务局"]),
        (["具体的施策", "内容", "担当課"], ["講演会の開催", "講演会を年1回開催する。", "人権推進課"]),
        (["策略", "工作內容", "主辦機關"], ["減碳", "汰換老舊機車", "環保局"]),
    ],
)
def test_who_answers_for_one_of_two_columns_is_to_be_checked(heads: list[str], cells: list[str]) -> None:
    assert reasons(read([heads, cells])) == {"topic"}


def test_a_level_that_goes_on_below_another_that_changes_is_to_be_checked() -> None:
    draft = read([["措施", "策略", "主辦"], ["汰換機車", "減碳", "環保局"], ["電動公車", "減碳", "交通局"]])
    assert reasons(draft) == {"topic"}


def test_a_head_of_tasks_and_agencies_has_them_in_brackets_behind_each_item() -> None:
    cell = "1.校園防治教育（教育局）\n2.加害人處遇（衛生局、警察局）\n3.每季檢討（持續辦理）"
    draft = read(
        [["目標", "具體行動措施及權責機關", "期程"], ["消除暴力", cell, "114年"], ["平權", "1.培力（社會局）", "114年"]]
    )
    assert sure(draft) == {
        ("CONVENES", "教育局", "校園防治教育"),
        ("CONVENES", "衛生局", "加害人處遇"),
        ("CONVENES", "警察局", "加害人處遇"),
        ("CONVENES", "社會局", "培力"),
    }
    assert "每季檢討（持續辦理）" in {n.name for n in draft.of_kind("Task")}


@pytest.mark.parametrize(
    ("cells", "who"),
    [(["Head of Parks", "Tree Officer"], {"Head of Parks", "Tree Officer"}), (["Jane Smith", "Ali Khan"], set())],
    ids=["posts", "persons"],
)
def test_an_officer_who_leads_is_a_post_and_a_person_is_none(cells: list[str], who: set[str]) -> None:
    rows = [[f"Plant tree {n}", cell, "2026"] for n, cell in enumerate(cells)]
    draft = read([["Action", "Lead officer", "Completion"], *rows])
    assert {k.a.real().name for k in draft.links if k.type == "CONVENES"} == who
    assert not sure(draft)


@pytest.mark.parametrize("joined", ["with", "alongside", "together with", "via", "on behalf of", "plus", "or"])
def test_two_english_names_joined_by_a_word_are_not_surely_one(joined: str) -> None:
    draft = read([["Action", "Lead agency"], ["Build a centre", f"Planning Department {joined} Arts Office"]])
    assert not sure(draft)


@pytest.mark.parametrize(
    ("heads", "years"),
    [
        (["114學年度", "115學年度"], {2025, 2026}),
        (["預期成果（114年）", "預期成果（115年）"], {2025, 2026}),
        (["Value (2019)", "Value (2023)"], {2019, 2023}),
        (["目標年（2026）", "目標年（2030）"], {2026, 2030}),
    ],
)
def test_a_year_is_found_in_a_head_in_any_place(heads: list[str], years: set[int]) -> None:
    first = ["Action", "Indicator"] if heads[0].isascii() else ["方案", "指標"]
    draft = read([[*first, *heads], ["微學程", "開設學程數", "12", "14"]])
    assert {int(n.values["year"]) for n in draft.of_kind("AnnualTarget")} == years


def test_a_lead_in_the_task_and_another_in_its_column_are_both_to_be_checked() -> None:
    rows = [["汰換機車（主辦：環保局）", "交通局"], ["電動公車（主辦：交通局）", "交通局"]]
    draft = read([["措施", "主辦機關"], *rows])
    assert {k[2] for k in sure(draft)} == {"電動公車"}
    assert {k.a.real().name for k in draft.links if k.type == "CONVENES"} == {"環保局", "交通局"}


@pytest.mark.parametrize("sign", ["＆", "&", "＋", "．", "|"])
def test_two_names_with_a_sign_between_them_are_two_to_be_checked(sign: str) -> None:
    draft = read([["措施", "主辦機關"], ["植樹", f"社會局{sign}文化局"]])
    assert {k.a.real().name for k in draft.links if k.type == "CONVENES"} == {"社會局", "文化局"}
    assert not sure(draft)


def test_a_lead_in_the_task_and_another_in_a_column_of_both_are_to_be_checked() -> None:
    draft = read(
        [["措施", "主（協）辦機關"], ["汰換（主辦：環保局）", "交通局（教育局）"], ["電動公車", "交通局（工務局）"]]
    )
    assert not {k for k in sure(draft) if k[:1] == ("CONVENES",) and k[2] == "汰換"}


@pytest.mark.parametrize(
    "limit",
    ["（不含離島）", "（僅市區）", "（離島除外）", "（含離島）", "（詳附表）", " (see note 3)", " (excluding islands)"],
)
def test_a_figure_with_a_limit_behind_it_is_to_be_checked_and_listed(limit: str) -> None:
    draft = read([["措施", "主辦機關", "指標", "114年目標"], ["接管", "水利局", "接管率", f"80%{limit}"]])
    assert sure(draft) == {("CONVENES", "水利局", "接管")}
    assert [n.values["target"] for n in draft.of_kind("AnnualTarget")] == [80]
    assert limit in " ".join(str(u.text) for u in draft.unread)


@pytest.mark.parametrize(
    ("task", "indicator"),
    [("具體目標9.{}：", "指標9.{}.1："), ("目標{}、", "指標{}."), ("Target 9.{}: ", "Indicator 9.{}: ")],
)
def test_what_is_of_which_level_and_number_is_no_part_of_its_name(task: str, indicator: str) -> None:
    names = [("擴大產業用再生水", "再生水用量"), ("推介中高齡者就業", "推介就業人數")]
    rows = [[task.format(n) + a, indicator.format(n) + b, "經濟部", str(n)] for n, (a, b) in enumerate(names, 1)]
    draft = read([["具體目標", "指標", "主辦機關", "2020目標值"], *rows])
    assert [(t.name, i.name) for t, i in zip(draft.of_kind("Task"), draft.of_kind("Indicator"), strict=True)] == names


STEPS = [
    ["校園環境管理", "訂定環境教育計畫", "發展符合特色的計畫", "學務處", "105年8月"],
    ["", "", "結合家長推動計畫", "總務處", "105年12月"],
    ["", "", "推動校園環境稽核", "學務處", "105年8月"],
    ["", "執行環境管理", "修繕房舍與設施", "總務處", "106年"],
]


@pytest.mark.parametrize("head", ["實施方式", "進行方式", "施行細則", "鄧某乙"])
def test_texts_that_differ_below_a_level_that_goes_on_are_perhaps_the_tasks(head: str) -> None:
    draft = read([["項目", "內容", head, "負責單位", "預定進度"], *STEPS])
    led = {k.b.real().name: k.a.real().name for k in draft.links if k.type == "CONVENES"}
    assert led == {row[2]: row[3] for row in STEPS}
    assert not sure(draft)
    assert {n.values.get("due") for n in draft.of_kind("Task")} == {None, "2016-08", "2016-12", "2017"}


@pytest.mark.parametrize("head", ["預期成果", "辦理地點", "推動理由", "現況問題"])
def test_what_is_said_of_a_task_is_no_part_of_it(head: str) -> None:
    draft = read([["項目", "內容", head, "負責單位"], *(row[:4] for row in STEPS)])
    assert not {row[2] for row in STEPS} & {n.name for n in draft.of_kind("Task")}


def test_texts_beside_tasks_of_one_row_each_are_no_parts_of_them() -> None:
    rows = [[f"措施{n}", row[2], row[3]] for n, row in zip("甲乙丙丁", STEPS, strict=True)]
    draft = read([["措施", "鄧某乙", "負責單位"], *rows])
    assert {n.name for n in draft.of_kind("Task")} == {row[0] for row in rows}


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("責任窗口", ["環保局", "教育局"]),
        ("CLT Member/ Executive Director", ["City Planner", "Chief Administrative Officer"]),
        ("Assigned to", ["Head of Parks", "City Engineer"]),
    ],
)
def test_agencies_and_posts_under_words_of_who_answers_perhaps_lead(head: str, cells: list[str]) -> None:
    draft = read([["Action", head, "Status"], *([f"Plant tree {c}", c, "Open"] for c in cells)])
    assert {k.a.real().name for k in draft.links if k.type == "CONVENES"} == set(cells)
    assert not sure(draft)


@pytest.mark.parametrize("head", ["協調窗口", "Supporting member", "負責情形"])
def test_words_of_help_or_of_a_state_say_nothing_of_who_leads(head: str) -> None:
    draft = read([["措施", head, "期程"], ["種樹", "環保局", "114年"], ["淨灘", "City Planner", "115年"]])
    assert not [k for k in draft.links if k.type == "CONVENES"]


def test_actions_with_a_deadline_are_tasks_where_most_heads_are_known() -> None:
    heads = ["Expected outcome", "Action", "Due date", "Responsible officer", "Notes"]
    draft = read(
        [heads, ["", "Build a new pool", "30-Dec-2021", "", ""], ["", "Adopt the plan", "30 Nov 2020", "", ""]]
    )
    assert {n.name: n.values["due"] for n in draft.of_kind("Task")} == {
        "Build a new pool": "2021-12-30",
        "Adopt the plan": "2020-11-30",
    }
    assert not read(
        [["Person", "Action", "Due date", "Venue", "Menu"], ["Ali", "Lunch", "30 Nov 2020", "Hall", "Soup"]]
    ).nodes


def test_two_equal_figures_are_no_heads_of_years_and_rows_above_heads_are_listed() -> None:
    draft = read(
        [["学習した児童の割合(%)", "100", "100", "現行計画", "削除"], ["事業所数", "-", "25", "現行計画", "削除"]]
    )
    assert not draft.of_kind("AnnualTarget")
    draft = read(
        [
            ["電動公車", "120", "114年", "市區"],
            ["項目", "主辦機關", "協辦機關", "期程"],
            ["種樹", "環保局", "教育局", "115年"],
        ]
    )
    assert any("電動公車" in u.text for u in draft.unread)


@pytest.mark.parametrize("broken", [False, True])
def test_lines_of_names_are_parted_where_one_comes_again(broken: bool) -> None:
    lines = (
        ["Parks Environment &", "Sustainability"] if broken else ["Parks and Sustainability", "Governance and Safety"]
    )
    rows = [["Plant trees", "\n".join(lines)], ["Sweep beaches", lines[0]]]
    draft = read([["Action", "Responsible program"], *rows])
    names = {k.a.real().name for k in draft.links if k.type == "CONVENES" and k.b.real().name == "Plant trees"}
    assert names == ({" ".join(lines)} if broken else set(lines))
    assert not sure(draft)


def test_a_name_goes_on_over_the_numbers_within_it() -> None:
    draft = read(
        [["Action", "Lead agency"], ["I. That the report be received; and, II. That staff report back", "Parks Office"]]
    )
    assert [n.name for n in draft.of_kind("Task")] == [
        "I. That the report be received; and, II. That staff report back"
    ]


@pytest.mark.parametrize(
    ("heads", "cells", "period"),
    [
        (["114", "115", "116"], ["●", "●", ""], ("2025", "2026")),
        (["R6", "R7", "R8"], ["○", "→", "→"], ("2024", "2026")),
        (["2025", "2026", "2027"], ["", "", "✓"], ("2027", "2027")),
        (["114", "115", "116"], ["●", "", "●"], None),  # with a year left out no period
        (["114", "115", "116"], ["●", "○", ""], None),  # two marks may mean two things
        (["2024/25", "2025/26", "2026/27"], ["●", "●", ""], ("2024", "2026")),  # as 2024/25 as a period says
        (["2024/25", "2025/26", "2026/27"], ["●", "", "●"], None),
        (["113Q3", "113Q4", "114Q1"], ["◎", "◎", ""], ("2024-07", "2024-12")),
        (["113Q3", "113Q4", "114Q1"], ["◎", "", "◎"], None),
        (["第1季", "第2季", "第3季"], ["◎", "◎", ""], None),  # of no year
    ],
)
def test_marks_under_years_say_when_the_work_is_done(
    heads: list[str], cells: list[str], period: tuple[str, str] | None
) -> None:
    draft = read(
        [["策略", "行動", "主辦", *heads], ["減碳", "汰換公車", "交通局", *cells], ["減碳", "種樹", "農業局", *cells]]
    )
    task = next(n for n in draft.of_kind("Task") if n.name == "汰換公車")
    found = task.values.get("valid_from"), task.values.get("valid_to")
    assert found == (period or (None, None))
    marks = [c for c in cells if c]
    listed = sum(str(u.text).count(c) for u in draft.unread for c in set(marks))
    assert not draft.of_kind("AnnualTarget")
    assert (listed == 0) if period else (listed > 0)


@pytest.mark.parametrize("head", ["主/協辦局處", "主辦機關", "權責分工"])
def test_labels_cut_to_their_first_character_say_who_leads_and_who_helps(head: str) -> None:
    draft = read(
        [["行動", head], ["公車電動化", "主：交通局 協：環保局、教育局"], ["社區光電", "主:經發局\n協:工務局"]]
    )
    assert sure(draft) == {
        ("CONVENES", "交通局", "公車電動化"),
        ("CO_ORGANIZES", "環保局", "公車電動化"),
        ("CO_ORGANIZES", "教育局", "公車電動化"),
        ("CONVENES", "經發局", "社區光電"),
        ("CO_ORGANIZES", "工務局", "社區光電"),
    }


@pytest.mark.parametrize("term", ["Short term", "中長期"])
def test_a_term_without_years_is_said(term: str) -> None:
    draft = read([["Action", "Lead agency", "Timescale"], ["Plant trees", "Parks Office", term]])
    assert [term in str(r.text) for r in draft.remarks if r.code == "no-day"] == [True]


@pytest.mark.parametrize(
    ("cell", "confidence"),
    [("總務處、教務處", {"check"}), ("總務處負責採購，教務處負責課程", set())],
)
def test_a_division_of_work_over_names_alone_is_who_perhaps_leads(cell: str, confidence: set[str]) -> None:
    draft = read([["任務", "責任分工"], ["綠建築改造", cell], ["節能減碳", "總務處"]])
    assert {k.evidence[0].confidence for k in draft.links if k.type == "CONVENES"} == confidence
    assert bool(confidence) or any(cell in str(u.text) for u in draft.unread)


@pytest.mark.parametrize(
    ("cells", "due"),
    [(["116/12", "115/06"], {"2027-12", "2026-06"}), (["116/12", "115/06 完成招標"], {None})],
)
def test_checkpoints_that_are_days_are_deadlines(cells: list[str], due: set[str | None]) -> None:
    draft = read([["任務", "主辦機關", "查核點"], ["綠建築改造", "總務處", cells[0]], ["節能減碳", "總務處", cells[1]]])
    assert {n.values.get("due") for n in draft.of_kind("Task")} == due


KINDS = [["水災、旱災", "工務處"], ["森林火災", "農業處"], ["重大交通事故", "警察局"]]


@pytest.mark.parametrize("heads", [["災害種類", "開設單位(機關)"], ["事故類別", "窗口局處"]])
def test_texts_beside_agencies_alone_are_perhaps_what_they_lead(heads: list[str]) -> None:
    draft = read([heads, *KINDS])
    assert {(k.b.real().name, k.a.real().name) for k in draft.links if k.type == "CONVENES"} == set(map(tuple, KINDS))
    assert not sure(draft)


@pytest.mark.parametrize("heads", [["災害種類", "資料提供單位"], ["姓名", "派遣單位"], ["災害種類", "鄧某乙"]])
def test_agencies_under_other_words_and_persons_stay_a_table_that_is_named(heads: list[str]) -> None:
    draft = read([heads, *KINDS])
    assert not draft.nodes
    assert any(u.reason == "table" for u in draft.unread)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "總務處、教務處、自然與生活科技領域",
            {("總務處", "high"), ("教務處", "high"), ("自然與生活科技領域", "check")},
        ),
        ("總務處、自然與生活科技領域", set()),  # too few to say that the other is one
        ("總務處、教務處、請與廠商協調後辦理", set()),
    ],
)
def test_a_name_with_and_within_it_leaves_the_others_of_its_list(cell: str, names: set[tuple[str, str]]) -> None:
    draft = read([["項目", "執行單位"], ["綠建築改造", cell], ["節能減碳", "總務處"]])
    topic = "綠建築改造"
    found = {(k.a.real().name, k.evidence[0].confidence) for k in draft.links if k.b.real().name == topic}
    assert found == names
    assert bool(names) or any(cell in str(u.text) for u in draft.unread)


@pytest.mark.parametrize(
    ("heads", "unit"),
    [
        (["2025年目標(GW)", "2030年目標(GW)"], "GW"),
        (["2025目標(公噸)", "2030目標值（公噸）"], "公噸"),
        (["2025年目標(公噸)", "2030年目標(GW)"], None),
        (["2025年目標(累計)", "2030年目標(累計)"], None),
        (["2025年目標(中期)", "2030年目標(長期)"], None),
        (["2025年目標(備註)", "2030年目標(備註)"], None),
        (["2025年目標(環保局)", "2030年目標(環保局)"], None),
        (["2025年目標(R7)", "2030年目標(R12)"], None),
        (["2025年目標(114年)", "2030年目標(119年)"], None),
    ],
)
def test_the_unit_that_all_heads_of_years_name_is_that_of_the_indicator(heads: list[str], unit: str | None) -> None:
    draft = read([["指標", *heads, "主辦機關"], ["裝置容量", "16", "31.2", "經發局"]])
    assert [n.values.get("unit") for n in draft.of_kind("Indicator")] == [unit]
    assert sorted(n.values["year"] for n in draft.of_kind("AnnualTarget")) == [2025, 2030]


def test_what_stands_before_the_figures_of_years_is_measured_and_to_be_checked() -> None:
    """Whatever the head over the names is; a column of agencies there is none, and neither is a second one of words."""
    heads = ["目前併網量(GW)", "2025年目標(GW)", "2030年目標(GW)"]
    rows = [["太陽光電", "16", "18", "31.2"], ["離岸風電", "3", "5", "10.9"]]
    draft = read([["再生能源", *heads], *rows])
    assert [(n.name, n.values["unit"]) for n in draft.of_kind("Indicator")] == [("太陽光電", "GW"), ("離岸風電", "GW")]
    assert {n.evidence[0].confidence for n in draft.of_kind("AnnualTarget")} == {CHECK}
    assert any("目前併網量" in u.text for u in draft.unread)
    for other in ([["甲", *heads], *([f"{n}局", *r[1:]] for n, r in zip(("環保", "工務"), rows, strict=True))],):
        assert not read(other).of_kind("Indicator")


@pytest.mark.parametrize(
    ("heads", "work"),
    [
        (["工作項目", "執行期程"], True),
        (["具體措施", "完成期限"], True),
        (["Action", "Deadline"], True),
        (["內容", "時間"], False),
        (["活動名稱", "日期"], False),
        (["工作項目", "時間", "主持人"], False),
    ],
)
def test_a_list_of_work_and_its_time_is_of_tasks_and_an_agenda_is_not(heads: list[str], work: bool) -> None:
    times = ["10月中旬前", "11月底之前"]
    more = ["某甲"] * (len(heads) - 2)
    draft = read([heads, *([name, at, *more] for name, at in zip(("徵求計畫", "評選學校"), times, strict=True))])
    assert [n.name for n in draft.of_kind("Task")] == (["徵求計畫", "評選學校"] if work else [])
    assert all(n.evidence[0].confidence == CHECK for n in draft.of_kind("Task"))
    assert all(any(at in u.text for u in draft.unread) for at in times)


def _topics(draft: Draft, type_: str = "CONVENES") -> set[tuple[str, str, bool]]:
    """Agency and topic of each role of a type, and whether it is sure."""
    return {
        (k.a.real().name, k.b.real().name, k.evidence[0].confidence != CHECK) for k in draft.links if k.type == type_
    }


@pytest.mark.parametrize("head", ["Outcome", "Outputs", "Key deliverables", "Expected results"])
def test_what_comes_of_an_action_is_no_task(head: str) -> None:
    rows = [["Plant trees", "500 trees", "Parks Office"], ["Open a market", "1 market", "Trade Office"]]
    draft = read([["Action", head, "Lead agency"], *rows])
    assert _topics(draft) == {("Parks Office", "Plant trees", True), ("Trade Office", "Open a market", True)}
    assert any("500 trees" in str(u.text) for u in draft.unread)
    served = read([[head, "Action", "Lead agency"], *([b, a, c] for a, b, c in rows)])
    assert {t for _, t, _ in _topics(served)} == {"Plant trees", "Open a market"}


def test_letters_under_bodies_are_read_under_any_head_of_tasks() -> None:
    rows = [["Approve plan", "A", "R", "C"], ["Publish figures", "I", "A", "R"]]
    draft = read([["Process", "Mayor's Office", "Planning", "Finance"], *rows])
    assert {t for _, t, _ in _topics(draft)} == {"Approve plan", "Publish figures"}
    grades = read([["Pupil", "Maths", "Art", "Music"], ["Ann", "A", "B", "C"], ["Bo", "B", "A", "A"]])
    assert not grades.links and any(u.reason == "table" for u in grades.unread)


def test_who_answers_is_known_beside_a_time_alone() -> None:
    rows = [
        ["擴展充電設施", "環境局、運輸署", "2024-2027"],
        ["推行廚餘收集", "環境保護署", "分階段"],
        ["檢討綠化", "房屋署", "2025"],
    ]
    draft = read([["甲欄", "負責政策局/部門", "實施時間表"], *rows])
    leads = {(a, t) for a, t, certain in _topics(draft) if not certain}
    assert leads == {
        ("環境局", "擴展充電設施"),
        ("運輸署", "擴展充電設施"),
        ("環境保護署", "推行廚餘收集"),
        ("房屋署", "檢討綠化"),
    }


@pytest.mark.parametrize("head", ["With", "Together with"])
def test_with_names_those_who_help(head: str) -> None:
    draft = read([["Action", "Lead", head], ["Plant trees", "Parks Office", "Youth Council"]])
    assert _topics(draft, "CO_ORGANIZES") == {("Youth Council", "Plant trees", False)}
    assert not _topics(read([["Action", head], ["Plant trees", "Youth Council"]]), "CO_ORGANIZES")


def test_targets_in_words_may_be_what_somebody_answers_for() -> None:
    rows = [["Nature", "Plant a million trees", "2030", "Parks Board"], ["Energy", "Cover roofs", "2027", "Grid Board"]]
    draft = read([["Focus area", "Target", "By", "Agency in charge"], *rows])
    assert _topics(draft) == {("Parks Board", "Nature", False), ("Grid Board", "Energy", False)}
    assert [n.values.get("due") for n in draft.of_kind("Task")] == ["2030", "2027"]


def test_a_column_of_words_before_from_and_to_names_what_is_measured() -> None:
    draft = read(
        [["区分", "計画策定時", "数値目標", "平成26年度進捗状況"], ["女性委員の割合", "14.1%", "35.0%", "15.8%"]]
    )
    (indicator,) = draft.of_kind("Indicator")
    assert (indicator.name, indicator.values.get("baseline_value")) == ("女性委員の割合", 14.1)
    assert indicator.evidence[0].confidence == CHECK
    assert {(n.values["year"], n.values.get("result")) for n in draft.of_kind("AnnualTarget")} == {(2014, 15.8)}
    assert any("35.0%" in str(u.text) for u in draft.unread)


def test_a_head_over_numbers_and_names_is_that_of_the_names() -> None:
    rows = [["一", "發展觀光", "遊客數", "5萬人"], ["二", "建設園區", "進駐家數", "35家"]]
    draft = read([["策略目標", "", "衡量指標", "103年目標值"], *rows])
    assert {(n.name, n.values.get("number")) for n in draft.of_kind("Task")} == {("發展觀光", "一"), ("建設園區", "二")}


def test_a_sign_before_a_task_is_not_its_number() -> None:
    draft = read([["工作任務", "牽頭單位"], ["△加強監督", "財政局"], ["●完善網絡", "教育局"]])
    assert {(n.name, n.values.get("number")) for n in draft.of_kind("Task")} == {("加強監督", None), ("完善網絡", None)}


def test_years_without_a_century_are_listed_and_the_heads_beside_them_read() -> None:
    heads = [
        ["", "Action - Grassland", "Deliverers", "", "To take place by", "", ""],
        ["BAP Ref.", "", "Lead Partners", "Partners", "02", "03", "04"],
    ]
    draft = read([*heads, ["F1", "Survey sites", "SNH", "FWAG", "", "*", ""], ["F2", "Mow", "FC", "", "*", "", ""]])
    assert {(a, t) for a, t, _ in _topics(draft)} == {("SNH", "Survey sites"), ("FC", "Mow")}
    assert sum(str(u.text).startswith(("02 (", "03 (")) for u in draft.unread) == 2


@pytest.mark.parametrize(
    ("first", "sought"), [("Safer streets", {"Safer streets", "Plant trees"}), ("High", {"Plant trees"})]
)
def test_priority_is_what_tasks_serve_or_how_urgent_they_are(first: str, sought: set[str]) -> None:
    draft = read([["Priority", "We will", "Led by", "By"], [first, "Plant trees", "Parks Team", "May 2026"]])
    assert {n.name for n in draft.of_kind("Task")} == sought
    assert _topics(draft) == {("Parks Team", "Plant trees", True)}


def test_heads_that_ask_in_chinese_are_understood() -> None:
    draft = read([["我們要做什麼", "誰來做", "誰來幫忙", "什麼時候完成"], ["種樹", "農業處", "水利處", "115年"]])
    assert _topics(draft) == {("農業處", "種樹", True)} and _topics(draft, "CO_ORGANIZES") == {("水利處", "種樹", True)}
    assert [n.values.get("due") for n in draft.of_kind("Task")] == ["2026"]


@pytest.mark.parametrize("times", [("短期", "中期", "長期"), ("Q1", "Q2", "Q3"), ("Year 1", "Year 2", "Year 3")])
def test_times_without_a_year_are_a_second_row_of_heads(times: tuple[str, ...]) -> None:
    heads = [["策略", "行動", "權責機關", "", "期程", "", ""], ["", "", "主辦", "協辦", *times]]
    draft = read(
        [
            *heads,
            ["調適", "再生水", "水利局", "經發局", "●", "●", ""],
            ["健康", "通報", "衛生局", "消防局", "●", "", ""],
        ]
    )
    assert _topics(draft) == {("水利局", "再生水", True), ("衛生局", "通報", True)}
    assert {a for a, _, _ in _topics(draft, "CO_ORGANIZES")} == {"經發局", "消防局"}
    assert sum(str(u.text).count(times[0]) for u in draft.unread) >= 1
    assert not any(n.values.get("valid_from") for n in draft.of_kind("Task"))


def test_marks_before_agencies_mean_what_the_head_says() -> None:
    draft = read(
        [["做法", "辦理機關(◎為主辦)"], ["檢視教材", "◎教育局、文化局"], ["辦理講座", "◎社會局\n家庭教育中心"]]
    )
    assert _topics(draft) == {("教育局", "檢視教材", True), ("社會局", "辦理講座", True)}
    helped = {("文化局", "檢視教材", False), ("家庭教育中心", "辦理講座", False)}
    assert _topics(draft, "CO_ORGANIZES") == helped
    bullets = read([["做法", "主辦機關"], ["檢視教材", "●教育局\n●文化局"]])
    assert _topics(bullets) == {("教育局", "檢視教材", True), ("文化局", "檢視教材", True)}
    strange = read([["做法", "主辦機關"], ["檢視教材", "★教育局、文化局"]])
    assert _topics(strange) == {("教育局", "檢視教材", False), ("文化局", "檢視教材", False)}


def test_of_two_states_the_earlier_is_the_baseline() -> None:
    draft = read([["指標", "單位", "2020現況", "2022現況", "2030目標"], ["污水處理率", "%", "61.4", "66", "80"]])
    (indicator,) = draft.of_kind("Indicator")
    assert (indicator.values["baseline_value"], str(indicator.values["baseline_year"])) == (61.4, "2020")
    years = {(n.values["year"], n.values.get("target"), n.values.get("result")) for n in draft.of_kind("AnnualTarget")}
    assert years == {(2022, None, 66), (2030, 80, None)}


def test_a_numbering_goes_on_in_the_next_goal() -> None:
    rows = [[n, "種樹", "農業處"] for n in ("7.1提升再生能源", "7.2提高效率", "13.1強化調適")]
    draft = read([["目標", "措施", "主辦"], *rows])
    assert {n.values.get("number") for n in draft.of_kind("Task")} >= {"7.1", "7.2", "13.1"}
    assert {"0-2歲托育"} < {
        n.name for n in read([["計畫", "主辦"], ["0-2歲托育", "社會局"], ["共餐", "民政局"]]).of_kind("Task")
    }


def test_a_unit_behind_what_is_measured_is_its_unit() -> None:
    draft = read([["項目", "113年目標", "114年目標", "主辦"], ["汰換老舊機車(輛)", "11,000", "10,000", "環保局"]])
    assert [n.values.get("unit") for n in draft.of_kind("Indicator")] == ["輛"]


def test_a_milestone_of_a_year_is_a_target_and_its_figures_are_not_lost() -> None:
    rows = [["Deaths", "145", "70", "95"], ["Access", "62", "8", "80"]]
    draft = read([["Indicator", "Baseline (2018)", "Milestone (2022)", "Target (2025)"], *rows])
    targets = {(n.values["year"], n.values["target"]) for n in draft.of_kind("AnnualTarget")}
    assert targets == {(2022, 70), (2022, 8), (2025, 95), (2025, 80)}
    other = read([["Indicator", "Expected saving", "Target (2025)"], ["Deaths", "120", "95"], ["Access", "70", "80"]])
    assert any("120" in str(u.text) and "70" in str(u.text) for u in other.unread)


def test_short_names_beside_those_who_lead_are_the_tasks() -> None:
    draft = read([["災害種類", "業務主管機關", "協助單位"], ["風災", "消防局", "水利局"], ["旱災", "水利局", "農業局"]])
    assert _topics(draft) == {("消防局", "風災", False), ("水利局", "旱災", False)}
