"""Nothing is lost in silence: each clause and cell ends as read, beside the matter with its reason, or listed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter

from quanze.api import open as open_graph
from quanze.errors import FileError
from quanze.reader import read_plan
from quanze.reader.account import BESIDE, READ, UNREAD
from quanze.reader.draft import CHECK

from .sentences import TITLE
from .test_sentences import read

COUNCIL = TITLE + "二、本會置召集人一人，由市長兼任。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.txt"


def listed(text: str) -> list[str]:
    return [u.text for u in read(text).unread]


def test_a_sentence_with_one_fact_read_and_one_lost_shows_the_lost_part() -> None:
    draft = read("甲市行動方案\n一、節電推廣：由環境保護局主辦，教育局應負起相關責任。\n")
    assert [k.a.name for k in draft.linked("CONVENES")] == ["環境保護局"]
    assert [u.text for u in draft.unread] == ["教育局應負起相關責任"]


def test_a_row_beside_an_unread_part_of_its_clause_is_to_be_checked() -> None:
    draft = read("甲市行動方案\n一、節電推廣：由環境保護局主辦並某事教育局。\n")
    assert [e.confidence for k in draft.linked("CONVENES") for e in k.evidence] == [CHECK]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("三、委員任期二年，期滿得續聘。", "term"),
        ("三、任一性別委員不得少於委員總數三分之一。", "share"),
        ("三、本會會議應有過半數委員出席始得開會。", "quorum"),
        ("三、本會委員均為無給職。", "pay"),
        ("三、召集人因故不能出席時，由副召集人代理。", "deputy"),
        ("三、本要點自發布日施行。", "effect"),
    ],
)
def test_what_says_nothing_about_roles_has_its_reason(plan: Path, sentence: str, reason: str) -> None:
    plan.write_text(COUNCIL + sentence, encoding="utf-8")
    draft = read_plan([plan])
    last = len(draft.readings[0].passages) - 1
    found = [c for c in draft.readings[0].clauses if c.passage == last]
    assert {c.reason for c in found if c.state == BESIDE} >= {reason}
    assert not [u for u in draft.draft.unread if u.passage == last]


def test_every_clause_has_a_state(plan: Path) -> None:
    plan.write_text(COUNCIL + "三、各機關應依權責辦理相關工作，並定期檢討改進。\n", encoding="utf-8")
    reading = read_plan([plan]).readings[0]
    assert {c.state for c in reading.clauses} == {READ, UNREAD}
    for passage in reading.passages:
        mine = sorted((c.start, c.end) for c in reading.clauses if c.passage == passage.index)
        gaps = passage.norm[passage.start : mine[0][0]] + "".join(passage.norm[a[1] : b[0]] for a, b in pairwise(mine))
        assert not gaps.strip("，。;: "), passage.text


def test_a_list_whose_opener_was_not_understood_is_listed_item_by_item() -> None:
    unread = " ".join(listed("甲市規則\n一、某單位之職掌事項如下：\n（一）文書收發。\n（二）印信典守。\n"))
    assert "文書收發" in unread and "印信典守" in unread


def test_a_table_with_unknown_heads_is_named_with_its_heads_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("甲,乙,丙\n公車,交通局,3\n電車,捷運局,4\n", encoding="utf-8")
    draft = read_plan([path])
    assert draft.nothing_read
    assert [(u.text, u.reason) for u in draft.draft.unread] == [("甲 | 乙 | 丙 (2 rows)", "table")]


def test_a_column_that_nobody_understands_is_named_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("措施,主辦機關,奇怪欄\n公車,交通局,甲\n電車,捷運局,乙\n", encoding="utf-8")
    unread = [u for u in read_plan([path]).draft.unread if u.reason == "column"]
    assert len(unread) == 1 and unread[0].text.startswith("奇怪欄 (2 cells)")


def test_a_mapping_says_what_columns_and_marks_mean(tmp_path: Path) -> None:
    path, columns = tmp_path / "own.csv", tmp_path / "map.yaml"
    path.write_text("甲,乙,環保局\n公車,交通局,▼\n", encoding="utf-8")
    columns.write_text("columns:\n  甲: task\n  乙: lead\n  環保局: body\nvalues:\n  ▼: support\n", encoding="utf-8")
    draft = read_plan([path], columns=columns).draft
    assert {(k.type, k.a.name, k.b.name) for k in draft.links} == {
        ("CONVENES", "交通局", "公車"),
        ("CO_ORGANIZES", "環保局", "公車"),
    }
    columns.write_text("columns:\n  甲: chief\n", encoding="utf-8")
    with pytest.raises(FileError, match="chief"):
        read_plan([path], columns=columns)


def workbook(path: Path) -> Path:
    """A sheet with a struck row, a struck part of a cell, a percent cell, a hidden row and a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    struck, percent = book.add_format({"font_strikeout": True}), book.add_format({"num_format": "0%"})
    sheet = book.add_worksheet("措施")
    sheet.write_row(0, 0, ["工作項目", "主辦機關", "指標", "114年目標值"])
    sheet.write_row(1, 0, ["增購綠電", "環保局", "綠電占比"])
    sheet.write_number(1, 3, 0.05, percent)
    sheet.write_row(2, 0, ["舊措施", "交通局"], struck)
    sheet.write(3, 0, "設置充電樁")
    sheet.write_rich_string(3, 1, struck, "交通局", book.add_format({"bold": True}), "工務局")
    sheet.write_row(4, 0, ["藏起來的措施", "教育局"])
    sheet.set_row(4, options={"hidden": True})
    sheet.write_comment(1, 0, "待議會同意")
    hidden = book.add_worksheet("隱藏")
    hidden.write(0, 0, "不該讀")
    hidden.hide()
    book.close()
    return path


def test_a_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    draft = read_plan([workbook(tmp_path / "plan.xlsx")])
    roles = {(k.a.name, k.b.name) for k in draft.draft.linked("CONVENES")}
    assert roles == {("環保局", "增購綠電"), ("工務局", "設置充電樁"), ("教育局", "藏起來的措施")}
    assert [(n.values["target"], n.values["year"]) for n in draft.draft.of_kind("AnnualTarget")] == [(5, 2025)]
    assert {u.text for u in draft.draft.unread if u.reason == "struck"} == {"舊措施", "交通局"}
    hidden = draft.draft.find("Task", "藏起來的措施")
    assert hidden is not None and [(e.confidence, e.reason) for e in hidden.evidence] == [(CHECK, "hidden")] * len(
        hidden.evidence
    )
    notices = " ".join(n for s in draft.sources for n in s.notices)
    assert "隱藏" in notices and "待議會同意" in notices and "不該讀" not in str(draft.data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp950", "utf-16"])
def test_separated_files_are_read_in_every_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "plan.csv"
    lines = [["工作項目", "主辦機關", "協辦機關"], ["設置充電樁", "交通局", "環保局、工務局"]]
    path.write_bytes("\n".join(separator.join(line) for line in lines).encode(encoding))
    draft = read_plan([path])
    assert {k.a.name for k in draft.draft.links} == {"交通局", "環保局", "工務局"}
    assert any("cp950" in n for s in draft.sources for n in s.notices) == (encoding == "cp950")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("台電、環保局", ["台電", "環保局"]),
        ("中油、台水及水利局", ["中油", "台水", "水利局"]),
        ("紅十字會、慈濟及消防局", ["紅十字會", "慈濟", "消防局"]),
        ("家樂福、全聯及環保局", ["家樂福", "全聯", "環保局"]),
        ("建設、工務各局處", ["建設局處", "工務局處"]),
        ("台電、建設各局處", ["台電", "建設局處"]),
    ],
)
def test_no_name_is_completed_by_guess(text: str, names: list[str]) -> None:
    draft = read(f"甲市方案\n一、推廣：由{text}主辦。\n")
    assert [k.a.name for k in draft.linked("CONVENES")] == names


def test_names_that_look_alike_stay_two_bodies_and_are_asked_about() -> None:
    draft = read(
        "甲市方案\n一、甲事：由交通局主辦，交通部公路局協辦。\n二、乙事：由環保局主辦。\n三、丙事：由環境保護局主辦。\n"
    )
    assert {n.name for n in draft.of_kind("Agency")} == {"交通局", "交通部公路局", "環保局", "環境保護局"}
    assert any(r.code == "alike" and "環保局" in r.text for r in draft.remarks)


@pytest.mark.parametrize("word", ["無", "N/A", "TBD", "待定", "各", "相關單位", "－"])
def test_what_is_no_body_becomes_none(tmp_path: Path, word: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"措施,主辦機關,協辦機關\n公車,交通局,{word}\n", encoding="utf-8")
    assert {n.name for n in read_plan([path]).draft.of_kind("Agency")} == {"交通局"}


def test_sdg_targets_are_those_of_the_framework(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text('措施,主辦機關,SDGs對應\n公車電動化,交通局,"11.6、13.2"\n', encoding="utf-8")
    draft = read_plan([path])
    assert "sdg_targets" not in draft.data
    draft.write(tmp_path / "draft.xlsx")
    with open_graph(tmp_path / "own.kgl", create=True) as graph:
        graph.load("sdg", tmp_path / "draft.xlsx")
        assert {r["name"] for r in graph.query("count_nodes") if r["kind"] == "SDGTarget" and r["count"] > 169} == set()
        assert graph.who("sdg/target/11.6")
