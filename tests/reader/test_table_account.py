"""No cell of a table is lost in silence: what it says is in a row, or on the list of what is unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from quanze.reader.blocks import Grid, Place, Source
from quanze.reader.draft import CHECK, Draft
from quanze.reader.figures import figures, period
from quanze.reader.formats.dispatch import read_here
from quanze.reader.pipeline import read_sources
from quanze.reader.reading import Reading
from quanze.reader.tables.heads import meaning
from quanze.schema import RELATIONSHIP
from tests import draws

from .tables import Drawn, table


def read(rows: Sequence[Sequence[str]], own: Sequence[Sequence[bool]] = ()) -> tuple[Draft, Reading]:
    """The draft of one table."""
    grid = Grid(tuple(map(tuple, rows)), Place("t.csv", 1), tuple(map(tuple, own)))
    draft, readings = read_sources([Source("t.csv", (grid,))])
    return draft, readings[0]


def lost(drawn: Drawn) -> Iterator[tuple[int, int, str]]:
    """What a cell says and neither a record nor the list has."""
    draft, _ = read(drawn.rows, drawn.own)
    bearers = [k.a.real() for k in draft.links if RELATIONSHIP[k.type].role]
    who = " ".join(name for node in bearers for name in (node.name, *node.aliases))
    names = " ".join(name for node in draft.nodes for name in (node.name, *node.aliases))
    numbers = {str(v).removesuffix(".0") for node in draft.nodes for v in node.values.values()}
    unread = " ".join(u.text for u in draft.unread)
    for (row, column), (_, said) in drawn.said.items():
        for piece in said.split():
            rows = piece in who if piece.endswith(("局", "處")) else piece in names or piece in numbers
            if not rows and piece not in unread:
                yield row, column, piece


@pytest.mark.slow
@pytest.mark.drawn
@pytest.mark.parametrize("block", range(4))
def test_every_cell_of_a_drawn_table_is_in_a_row_or_listed(block: int) -> None:
    for seed in range(block * 300, block * 300 + draws.of(60, 300)):
        drawn = table(Random(seed))
        assert not list(lost(drawn)), (seed, drawn.rows)


def roles(draft: Draft) -> set[tuple[str, str, str]]:
    return {(k.type, k.a.real().name, k.b.real().name) for k in draft.links if RELATIONSHIP[k.type].role}


def listed(draft: Draft) -> str:
    return " ".join(u.text for u in draft.unread)


@pytest.mark.whole
def test_a_second_row_of_heads_with_an_unknown_word_is_one_of_heads() -> None:
    draft, _ = read(
        [["計畫", "單位", "", "目標", ""], ["", "主辦", "配合", "114年", "x"], ["植樹", "農業局", "工務局", "5", "7"]]
    )
    assert roles(draft) == {("CONVENES", "農業局", "植樹"), ("CO_ORGANIZES", "工務局", "植樹")}
    assert "x (1 cell): 7" in listed(draft)


def test_a_row_of_data_below_the_heads_is_none_of_heads() -> None:
    draft, _ = read([["計畫", "主辦機關", "", "114年"], ["植樹", "農業局", "甲", "5"], ["造林", "林務處", "乙", "6"]])
    assert {(a, b) for _, a, b in roles(draft)} == {("農業局", "植樹"), ("林務處", "造林")}


def test_a_column_without_a_head_is_listed_with_its_place() -> None:
    draft, _ = read([["計畫", "主辦機關", ""], ["植樹", "農業局", "工務局"]])
    assert "column 3, without a heading (1 cell): 工務局" in listed(draft)


def test_agencies_in_a_column_of_units_are_listed_and_are_no_units() -> None:
    draft, _ = read(
        [
            ["計畫", "主辦機關", "指標", "單位", "114年目標"],
            ["植樹", "農業局", "植樹數", "株", "5"],
            ["造林", "林務處", "造林數", "工務局", "6"],
            ["護坡", "水利處", "護坡數", "座", "7"],
        ]
    )
    assert "單位: 工務局" in listed(draft)
    assert "工務局" not in {n.values.get("unit") for n in draft.of_kind("Indicator")}


def test_two_values_of_one_year_are_to_be_checked_and_the_second_is_listed() -> None:
    draft, _ = read([["計畫", "主辦機關", "114年目標值"], ["植樹", "農業局", "500"], ["植樹", "工務局", "700"]])
    targets = draft.of_kind("AnnualTarget")
    assert [n.values["target"] for n in targets] == [500]
    assert {(e.confidence, e.reason) for n in targets for e in n.evidence} == {(CHECK, "values")}
    assert "114年目標值: 700" in listed(draft)


@pytest.mark.parametrize("line", ["農業局", "本表由農業局負責更新。", "一、農業局"])
def test_an_agency_or_a_sentence_over_the_rows_is_listed_and_is_no_task(line: str) -> None:
    draft, _ = read([["計畫", "主辦機關", "期程"], [line, "", ""], ["植樹", "工務局", "114年"]])
    assert [n.name for n in draft.of_kind("Task")] == ["植樹"]
    assert line in listed(draft)


def test_what_stands_above_the_heads_or_in_a_row_of_sums_is_listed_where_it_names_an_agency() -> None:
    draft, _ = read(
        [
            ["主管機關：環保局", "", ""],
            ["計畫", "主辦機關", "經費(千元)"],
            ["植樹", "工務局", "5"],
            ["合計", "農業局", "5"],
        ]
    )
    assert "主管機關：環保局" in listed(draft) and "合計 | 農業局 | 5" in listed(draft)


def test_a_number_before_two_halves_is_the_number_of_both() -> None:
    heads = ["項次", "措施", "主辦機關", "協辦機關", "措施", "主辦機關", "協辦機關"]
    draft, _ = read([heads, ["1", "植樹", "農業局", "工務局", "修路", "交通局", "警察局"]])
    assert roles(draft) == {
        ("CONVENES", "農業局", "植樹"),
        ("CO_ORGANIZES", "工務局", "植樹"),
        ("CONVENES", "交通局", "修路"),
        ("CO_ORGANIZES", "警察局", "修路"),
    }


def test_heads_that_go_down_over_three_rows_are_read() -> None:
    rows = [["措施", "權責分工", "權責分工"]] * 2 + [["措施", "主辦", "協辦"], ["植樹", "農業局", "工務局"]]
    own = [[True, True, False], [False, False, False], [False, True, True], [True, True, True]]
    draft, _ = read(rows, own)
    assert roles(draft) == {("CONVENES", "農業局", "植樹"), ("CO_ORGANIZES", "工務局", "植樹")}


def test_a_remark_that_gives_somebody_a_role_is_listed_and_a_source_is_not() -> None:
    draft, _ = read([["計畫", "主辦機關", "備註", "資料來源"], ["植樹", "農業局", "由工務局協助", "由主計處提供"]])
    assert listed(draft) == "備註: 由工務局協助"


def test_one_name_in_two_groups_is_two_tasks_each_of_its_group() -> None:
    draft, _ = read(
        [
            ["組別", "任務", "主辦"],
            ["能源組", "教育宣導", "經發局"],
            ["運輸組", "教育宣導", "交通局"],
            ["運輸組", "步行環境", "工務局"],
            ["運輸組", "教育宣導", "警察局"],
        ]
    )
    told = {
        frozenset(k.a.real().name for k in draft.links if k.b.real() is task)
        for task in draft.of_kind("Task")
        if task.name == "教育宣導"
    }
    assert told == {frozenset({"能源組", "經發局"}), frozenset({"運輸組", "交通局", "警察局"})}


def test_base_years_and_years_of_an_era_are_read_from_heads() -> None:
    draft, _ = read(
        [
            ["指標", "基準年(110)", "現状値(令和4年度)", "令和12年度目標"],
            ["漏水率(%)", "12", "", "8"],
            ["リサイクル率", "", "20", "30"],
        ]
    )
    values = [(n.values["baseline_value"], n.values["baseline_year"]) for n in draft.of_kind("Indicator")]
    assert values == [(12, 2021), (20, 2022)]
    assert {(n.values["year"], n.values["target"]) for n in draft.of_kind("AnnualTarget")} == {(2030, 8), (2030, 30)}


def test_figures_numbered_like_their_indicators_lose_the_number_and_are_to_be_checked() -> None:
    draft, _ = read([["計畫", "指標", "114年目標"], ["健康", "1.運動人口比率\n2.吸菸率", "1.38%\n2.12%"]])
    targets = draft.of_kind("AnnualTarget")
    assert [n.values["target"] for n in targets] == [38, 12]
    assert {e.confidence for n in targets for e in n.evidence} == {CHECK}


@pytest.mark.parametrize(
    "legend", ["◎主辦 ○協辦", "◎：主担当　○：協力", "主辦(◎)、協辦(○)", "◎表示主責局處，○表示配合局處"]
)
def test_a_legend_may_give_the_mark_before_its_word_or_behind(legend: str) -> None:
    draft, _ = read([["措施", "環保局", "交通局"], ["補助", "○", "◎"], ["宣導", "◎", ""], [legend, legend, legend]])
    assert roles(draft) == {
        ("CO_ORGANIZES", "環保局", "補助"),
        ("CONVENES", "交通局", "補助"),
        ("CONVENES", "環保局", "宣導"),
    }


def test_a_name_that_ends_like_another_is_not_taken_for_it() -> None:
    draft, _ = read([["措施", "主辦機關", "備註"], ["修路", "文化資產保護局", "由環境保護局協助"]])
    assert "環境保護局" in listed(draft)


def test_who_answers_for_a_sorted_list_of_indicators_does_so_for_each_indicator() -> None:
    draft, _ = read([["類別", "指標", "114年目標", "責任部門"], ["環境", "綠覆率(%)", "24", "公園處"]])
    assert roles(draft) == {("CONVENES", "公園處", "綠覆率")}


def test_names_without_a_role_beside_one_that_leads_help_and_are_to_be_checked() -> None:
    draft, _ = read([["任務", "責任單位"], ["園區改造", "工信局（牽頭）、科技局"]])
    assert roles(draft) == {("CONVENES", "工信局", "園區改造"), ("CO_ORGANIZES", "科技局", "園區改造")}
    (helps,) = draft.linked("CO_ORGANIZES")
    assert helps.evidence[0].confidence == CHECK


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("短期（113-114年）", ("2024", "2025")),
        ("114", ("2025", "2025")),
        ("令和6～8年度", ("2024", "2026")),
        ("30 June 2026", ("2026-06-30", "2026-06-30")),
        ("by December 2027", ("", "2027-12")),
        ("1151231", ("2026-12-31", "")),
        ("12/31/2026", ("2026-12-31", "")),
        ("115.12底前", ("", "2026-12")),
        ("115年12月31日前完成", ("", "2026-12-31")),
        ("自114年1月1日起至116年12月31日止", ("2025-01-01", "2027-12-31")),
        ("114Q1-115年Q2", ("2025-01", "2026-06")),
        ("114年上半年至115年底", ("2025-01", "2026-12")),
        ("2025-01~2025-12", ("2025-01", "2025-12")),
        ("25-26", ("", "")),
        ("05/06/2026", ("", "")),
    ],
)
def test_periods_are_read_in_the_forms_that_tables_have(cell: str, dates: tuple[str, str]) -> None:
    assert period(cell) == dates


@pytest.mark.parametrize(
    ("cell", "is_listed"),
    [("俟核定", True), ("視經費而定", True), ("儘速", True), ("持續辦理", False), ("每年", False), ("—", False)],
)
def test_a_day_that_is_none_is_listed_unless_the_work_goes_on(cell: str, is_listed: bool) -> None:
    draft, _ = read(
        [("任務", "主辦機關", "完成期限"), ("種樹", "工務局", cell), ("推廣節能", "環保局", "115年6月30日")]
    )
    assert (cell in listed(draft)) is is_listed
    assert [node.values.get("due") for node in draft.nodes if node.kind == "Task"] == [None, "2026-06-30"]


def test_our_own_matrix_reads_back_and_what_it_shows_as_inherited_gives_no_role() -> None:
    grid = [
        ["市計畫：任務權責矩陣"] * 4,
        ["", "", "局處", "局處"],
        ["組別", "事項", "環保局", "交通局"],
        ["減緩組", "公車補助", "(主)", "主"],
        ["減緩組", "綠色運輸", "協 (主)", "主"],
        ["減緩組", "空污通報", "主", "協"],
    ]
    expected = {
        ("CONVENES", "交通局", "公車補助"),
        ("CO_ORGANIZES", "環保局", "綠色運輸"),
        ("CONVENES", "交通局", "綠色運輸"),
        ("CONVENES", "環保局", "空污通報"),
        ("CO_ORGANIZES", "交通局", "空污通報"),
    }
    assert roles(read(grid)[0]) == expected
    long = [
        ["組別", "事項", "機關", "角色", "字母", "間接"],
        ["減緩組", "公車補助", "交通局", "主辦", "主", "否"],
        ["減緩組", "公車補助", "環保局", "主辦", "主", "是"],
        ["減緩組", "公車補助", "淨零推動會", "檢討", "審", "否"],
    ]
    draft, _ = read(long)
    assert roles(draft) == {("CONVENES", "交通局", "公車補助"), ("REVIEWS", "淨零推動會", "公車補助")}
    assert [n.name for n in draft.of_kind("Council")] == ["淨零推動會"]


def test_a_power_of_ten_is_no_figure_with_a_footnote() -> None:
    draft, _ = read(
        [
            ("指標", "主辦機關", "基準值", "113年目標", "114年目標"),
            ("減碳量", "環保局", "10⁶公噸", "3.2×10⁶公噸", "50²"),
        ]
    )
    assert [n.values["target"] for n in draft.of_kind("AnnualTarget")] == [50]
    assert "3.2×10⁶公噸" in listed(draft) and "基準值: 10⁶公噸" in listed(draft)


CARD = [
    ["計畫名稱", "低碳校園", "", ""],
    ["主辦機關", "教育局", "協辦機關", "環保局、工務局"],
    ["期程", "113-114年", "x", "七所"],
]


def test_a_card_of_labels_is_one_row() -> None:
    draft, reading = read(CARD)
    assert roles(draft) == {
        ("CONVENES", "教育局", "低碳校園"),
        ("CO_ORGANIZES", "環保局", "低碳校園"),
        ("CO_ORGANIZES", "工務局", "低碳校園"),
    }
    task = draft.of_kind("Task")[0]
    assert (task.values["valid_from"], task.values["valid_to"]) == ("2024", "2025")
    assert "x: 七所" in listed(draft) and reading.cells[0, 2, 3] == "unread"


def test_cards_under_one_another_and_side_by_side_are_as_many_rows() -> None:
    expected = {("CONVENES", "農業局", "植樹"), ("CONVENES", "工務局", "修路")}
    labels = [["計畫名稱", "植樹"], ["主辦機關", "農業局"], ["計畫名稱", "修路"], ["主辦機關", "工務局"]]
    assert roles(read(labels)[0]) == expected
    beside = [["計畫名稱", "植樹", "修路"], ["主辦機關", "農業局", "工務局"], ["期程", "113年", "114年"]]
    assert roles(read(beside)[0]) == expected


@pytest.mark.parametrize(
    ("cell", "leads", "helps"),
    [
        ("Planning Department (lead), Health Department, Met Office (support)", 1, 2),
        ("Lead: Parks Office; Partners: Roads Office, Water Office", 1, 2),
        ("Parks Office; Roads Office", 2, 0),
    ],
)
def test_an_english_cell_may_say_the_roles_itself(cell: str, leads: int, helps: int) -> None:
    draft, _ = read([["Action", "Responsible bodies"], ["Plant trees", cell]])
    assert [len(list(draft.linked(t))) for t in ("CONVENES", "CO_ORGANIZES")] == [leads, helps]
    assert not listed(draft)


def test_a_line_over_the_heads_names_the_strategy_until_the_next_one() -> None:
    draft, _ = read(
        [
            ["推動策略：S1 海綿城市"] * 3,
            ["措施", "主辦科室", "備註"],
            ["雨花園", "公園科", ""],
            ["推動策略：S2 預警"] * 3,
            ["感測器", "水利科", ""],
        ]
    )
    parts = {(k.a.real().name, k.b.real().name) for k in draft.linked("PART_OF")}
    assert parts == {("雨花園", "海綿城市"), ("感測器", "預警")}


def test_a_section_behind_its_agency_is_one_name_with_it() -> None:
    draft, _ = read([["措施", "主責單位"], ["植樹", "民政處 戶政科"], ["修路", "工務局 交通局"]])
    assert {a for _, a, _ in roles(draft)} == {"民政處戶政科", "工務局", "交通局"}


def test_a_column_that_may_be_a_level_below_the_tasks_leaves_no_role_sure() -> None:
    draft, _ = read(
        [["策略", "甲乙丙", "主辦機關"], ["綠運輸", "公車電動化補助", "交通局"], ["綠建築", "公有屋頂隔熱", "工務局"]]
    )
    assert {e.confidence for k in draft.links if RELATIONSHIP[k.type].role for e in k.evidence} == {CHECK}
    assert "甲乙丙" in listed(draft)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Parks and Recreation", {"Parks and Recreation"}),
        ("Public Works / Water and Sewer", {"Public Works", "Water and Sewer"}),
        ("Planning Department and Health Department", {"Planning Department", "Health Department"}),
        ("こども・子育て課・公園課", {"こども・子育て課", "公園課"}),
        ("市發改委牽頭，市能源局、市統計局按職責分工負責", {"市發改委", "市能源局", "市統計局"}),
    ],
)
def test_the_names_of_a_cell_are_whole(cell: str, names: set[str]) -> None:
    draft, _ = read(
        [["Action", "Lead"], ["Plant trees", cell]] if cell.isascii() else [["措施", "主辦機關"], ["植樹", cell]]
    )
    assert {a for _, a, _ in roles(draft)} == names
    assert cell.replace("\n", " ") not in listed(draft)


@pytest.mark.parametrize(
    ("heads", "cells", "dates"),
    [
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "115年第2季"], ("2026-04", "2026-06")),
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "113.01-12"], ("2024-01", "2024-12")),
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "113年起"], ("2024", None)),
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "2024-01-01"], ("2024-01-01", None)),
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "114-112年"], (None, None)),
        (["措施", "主辦機關", "期程"], ["植樹", "農業局", "114/09"], ("2025-09", "2025-09")),
        (["Action", "Lead", "When"], ["Plant", "Parks Office", "Near-term (2024-2026)"], ("2024", "2026")),
        (["Action", "Lead", "Start", "End"], ["Plant", "Parks Office", "2024", "2026"], ("2024", "2026")),
        (["Action", "Lead", "When"], ["Plant", "Parks Office", "2024-25"], ("2024", "2025")),
    ],
)
def test_a_period_never_ends_before_it_begins(
    heads: list[str], cells: list[str], dates: tuple[str | None, str | None]
) -> None:
    draft, _ = read([heads, cells])
    values = draft.of_kind("Task")[0].values
    assert (values.get("valid_from"), values.get("valid_to")) == dates
    assert any(dates) or cells[-1] in listed(draft)


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (["目標值(R12)", "R6目標"], "target"),
        (["2030 target", "目標值"], "target"),
        (["歷年實績", "實際值"], "result"),
        (["決議事項", "What we will do", "主な取組", "小目標(具體措施)", "Implementation steps"], "level"),
        (["Owner", "Who leads", "Lead / Co-lead", "Primary responsibility", "Secondary responsibility"], "role"),
        (["By when", "何時完成", "Target completion", "时间节点"], "due"),
        (["主責（協同）單位", "執行單位/協力單位", "主政/協辦局處"], "leadless"),
        (["辦理年度", "When"], "period"),
    ],
)
def test_heads_of_other_halls_are_known(heads: list[str], kind: str) -> None:
    assert {(found := meaning(h)) and found.kind for h in heads} == {kind}


MARKDOWN = """\
| Item | 環保局 | 交通局 |
|---|---|---|
| 公車電動化 | **S**[^3] (C)[^2] | **C**[^1] |
"""
PAGE = """<html lang="{lang}"><table><tr><th>{item}</th><th colspan="2">{bureau}</th></tr>
<tr><th>{item}</th><th>環保局</th><th>交通局</th></tr><tr><th colspan="3">運輸組</th></tr><tr><td>公車電動化</td>
<td>{s}<sup>2</sup>{inherited}<sup>3</sup></td><td>{c}<sup>1</sup></td></tr></table></html>"""


def both(chinese: str, english: str) -> str:
    return f'<span lang="zh-Hant-TW">{chinese}</span><span lang="en">{english}</span>'


@pytest.mark.parametrize("lang", ["zh-Hant-TW", "en", ""])
def test_a_page_that_says_all_in_two_languages_is_read_in_its_own(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    words = {"item": both("事項", "Item"), "bureau": both("局處", "bureau"), "inherited": both("(召)", "(C)")}
    path.write_text(PAGE.format(lang=lang, s=both("協", "S"), c=both("主", "C"), **words), encoding="utf-8")
    draft, _ = read_sources([read_here(path)])
    assert roles(draft) == {("CO_ORGANIZES", "環保局", "公車電動化"), ("CONVENES", "交通局", "公車電動化")}
    assert [n.name for n in draft.of_kind("Subgroup")] == ["運輸組"]
    assert "was not read" in read_here(path).notices[0]
    letters = {"zh-Hant-TW": {"協", "主"}, "en": {"S", "C"}, "": {"協", "主"}}
    assert {k.wording for k in draft.links if RELATIONSHIP[k.type].role} == letters[lang]


def test_a_foreign_word_beside_others_is_no_translation(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<html lang="zh"><p><b lang="zh">節電</b>與 <i lang="en">PM2.5</i> 由環保局主辦。</p></html>', encoding="utf-8"
    )
    assert "PM2.5" in next(read_here(path).paragraphs()).text


def test_a_matrix_of_markdown_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "matrix.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    draft, _ = read_sources([read_here(path)])
    assert roles(draft) == {("CO_ORGANIZES", "環保局", "公車電動化"), ("CONVENES", "交通局", "公車電動化")}


@pytest.mark.parametrize(
    "cell",
    ["1,10", "0,5", "12,34,567", "1.234.5", "1.200,5", "1e3", "5-10", "5 ~ 10", "1/2", "10:30", "30→25", "10萬8千"],
)
def test_a_part_of_a_longer_text_is_no_figure(cell: str) -> None:
    assert figures(cell) == []


@pytest.mark.parametrize(
    ("unit", "cell", "value", "reason"),
    [
        *[
            ("公噸", "750噸", 750, ""),
            ("公噸", "750", 750, ""),
            ("公噸", "1.2千", 1200, ""),
            ("公噸", "1.2千噸", 1200, ""),
        ],
        *[("人次", "12萬", 120_000, ""), ("萬噸", "12萬噸", 12, ""), ("萬噸", "12萬", 12, ""), ("千元", "5千", 5, "")],
        *[("trees", "4k", 4000, ""), ("homes", "500 homes a year", 500, ""), ("株", "500棵", 500, "unit")],
        *[("%", "35 percent", 35, "unit"), ("公噸CO2e", "80公噸", 80, ""), ("公頃", "3 ha", 3, "unit")],
    ],
)
def test_a_figure_is_converted_to_the_unit_of_its_indicator(unit: str, cell: str, value: float, reason: str) -> None:
    draft, _ = read([["指標", "主辦機關", "單位", "114年目標"], ["某數量", "環保局", unit, cell]])
    (target,) = draft.of_kind("AnnualTarget")
    assert (float(str(target.values["target"])), [e.reason for e in target.evidence]) == (value, [reason])


@pytest.mark.parametrize(
    ("unit", "cell"),
    [
        ("公噸", "800公斤"),
        ("kg", "-10%"),
        ("%", "30公噸"),
        ("trees", "12 ha"),
        ("棵", "15%"),
        ("trees", "5M"),
        ("", "5M"),
        ("萬度", "3.5千"),
        ("萬度", "3.5k"),
        ("千元", "4株"),
        ("萬度", "3株"),
        ("株", "3百萬元"),
        ("百分比", "3株"),
    ],
)
@pytest.mark.parametrize("head", ["114年目標", "基準值(112年)"])
def test_a_figure_in_another_unit_is_listed_and_makes_no_value(unit: str, cell: str, head: str) -> None:
    draft, _ = read([["指標", "主辦機關", "單位", head], ["某數量", "環保局", unit, cell]])
    (indicator,) = draft.of_kind("Indicator")
    assert not draft.of_kind("AnnualTarget") and "baseline_value" not in indicator.values
    assert [(u.text, u.reason) for u in draft.unread] == [(f"{head}: {cell}", "other-unit")]
