"""Nothing is lost in silence: each clause and cell ends as read, beside the matter with its reason, or listed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from quanze.api import open as open_graph
from quanze.errors import FileError
from quanze.reader import read_plan
from quanze.reader.account import BESIDE, READ, UNREAD
from quanze.reader.draft import CHECK
from quanze.reader.wording import seats
from tests import draws

from .drawn_sentences import draw
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
    assert [(u.text, u.reason) for u in draft.draft.unread] == [
        ("甲 | 乙 | 丙 (2 rows)", "table"),
        ("table 1: row 2: 公車 | 交通局 | 3; row 3: 電車 | 捷運局 | 4", "table"),
    ]


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
    """A sheet with a struck row, a struck part of a cell, a percent cell, a hidden row, column and sheet."""
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
    sheet.write_column(0, 4, ["協辦機關", "財政局"])
    sheet.set_column(4, 4, options={"hidden": True})
    sheet.write_comment(1, 0, "待議會同意")
    hidden = book.add_worksheet("隱藏")
    hidden.write(0, 0, "不該讀")
    hidden.hide()
    book.close()
    return path


@pytest.mark.process
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
    (support,) = draft.draft.linked("CO_ORGANIZES")
    assert support.a.name == "財政局" and [(e.confidence, e.reason) for e in support.evidence] == [(CHECK, "hidden")]
    assert {e.reason for k in draft.draft.linked("CONVENES") for e in k.evidence} == {"", "hidden"}
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


@pytest.mark.parametrize("word", ["無", "N/A", "TBD", "待定", "待指定", "尚未確定", "待確認", "各", "相關單位", "－"])
def test_what_is_no_body_becomes_none(tmp_path: Path, word: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"措施,主辦機關,協辦機關\n公車,交通局,{word}\n", encoding="utf-8")
    assert {n.name for n in read_plan([path]).draft.of_kind("Agency")} == {"交通局"}


@pytest.mark.whole
def test_sdg_targets_are_those_of_the_framework(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text('措施,主辦機關,SDGs對應\n公車電動化,交通局,"11.6、13.2"\n', encoding="utf-8")
    draft = read_plan([path])
    assert "sdg_targets" not in draft.data
    draft.write(tmp_path / "draft.xlsx")
    with open_graph(tmp_path / "own.kgl", create=True) as graph:
        graph.load("sdg", tmp_path / "draft.xlsx", accept_unsure=True)
        assert {r["name"] for r in graph.query("count_nodes") if r["kind"] == "SDGTarget" and r["count"] > 169} == set()
        assert graph.who("sdg/target/11.6")


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        # Each clause fits a pattern; a word of it is in no row.
        ("二、本會置委員九人，由市長就財政部及專家學者聘兼之。", "財政部"),
        ("二、年度節水計畫與水庫之相關報告之審議及工程之考核。", "審議"),
    ],
)
def test_a_word_that_no_row_repeats_is_listed_although_its_clause_was_read(sentence: str, lost: str) -> None:
    assert lost in " ".join(listed(COUNCIL.replace("二、", "三、", 1) + sentence + "\n"))


def test_who_appoints_and_what_is_said_again_are_not_lost() -> None:
    text = COUNCIL + "三、置委員九人，除召集人外，由市長就專家學者聘兼之。\n"
    assert not listed(text)


def test_a_role_is_no_surer_than_its_ends() -> None:
    """The heading over the roles may be the task or may be none; whoever leads it is to be checked as well."""
    draft = read("節水推廣\n主辦單位：水利局\n")
    assert [e.confidence for k in draft.linked("CONVENES") for e in k.evidence] == [CHECK]


def test_an_agency_that_may_be_a_body_with_seats_is_to_be_checked() -> None:
    draft = read("甲市方案\n一、節水推廣：由節水會主辦。\n二、節電推廣：由水利局主辦。\n")
    doubts = {n.name: {e.reason for e in n.evidence if e.confidence == CHECK} for n in draft.of_kind("Agency")}
    assert doubts == {"節水會": {"body"}, "水利局": set()}


def test_a_title_alone_on_its_line_is_no_seat() -> None:
    """The cells of a table that was copied as text, one on a line: 衛生組長 is neither a seat nor the 組長."""
    cells = ["職稱", "職務", "召集人", "校長", "執行祕書", "衛生組長", "委員", "家長會長"]
    draft = read("甲市永續小組組織與職掌\n" + "\n\n".join(cells) + "\n")
    assert not draft.of_kind("Member") and {"召集人", "衛生組長", "家長會長"} <= {u.text for u in draft.unread}


def test_what_an_unread_clause_is_about_is_listed_with_it() -> None:
    assert any("節水推廣" in text and "某單位" in text for text in listed("甲市方案\n一、節水推廣：某單位應負責任。\n"))


def test_the_title_is_listed_where_nobody_knows_whose_rules_these_are() -> None:
    text = "甲部礦務總局辦事細則\n一、各課室之職掌與權責另以命令規定之。\n"
    draft = read(text)
    assert not draft.of_kind("Agency") and any("礦務總局" in u.text for u in draft.unread)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("三、本會工作人員由環境保護局派員兼任。", "staff"),
        ("三、本會會議由召集人召集並主持。", "deputy"),
        ("三、執行本會決議事項。", "order"),
    ],
)
def test_work_of_the_office_says_nothing_about_roles(plan: Path, sentence: str, reason: str) -> None:
    plan.write_text(COUNCIL + sentence, encoding="utf-8")
    reading = read_plan([plan]).readings[0]
    assert {c.reason for c in reading.clauses if c.passage == len(reading.passages) - 1} == {reason}


def _word(path: Path) -> Path:
    """A plan in which a name is struck through, one deleted with the changes kept, one added, and one commented."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.add_paragraph("甲市方案")
    line = document.add_paragraph("一、節水推廣：由")
    line.add_run("交通局、").font.strike = True
    line.add_run("水利局主辦，教育局")
    line._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>、文化局</w:delText></w:r></w:del>"))
    line._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>、工務局</w:t></w:r></w:ins>"))
    run = line.add_run("協辦。")
    document.add_comment([run], text="待議會同意", author="甲")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("措施", "主辦機關", "綠電", ""), strict=True):
        cell.text = text
    table._cells[3].paragraphs[0].add_run("財政局、").font.strike = True
    table._cells[3].paragraphs[0].add_run("經發局")
    document.save(str(path))
    return path


def _writer(path: Path) -> Path:
    """The same in OpenDocument text."""
    import zipfile

    names = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "text", "table", "style")
    )
    struck = '<text:span text:style-name="T1">{}</text:span>'
    comment = "<office:annotation><text:p>待議會同意</text:p></office:annotation>"
    change = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>、文化局</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    cells = "".join(
        f"<table:table-row><table:table-cell><text:p>{a}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{b}</text:p></table:table-cell></table:table-row>"
        for a, b in (("措施", "主辦機關"), ("綠電", struck.format("財政局、") + "經發局"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>'
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style></office:automatic-styles><office:body><office:text>'
        f"{change}<text:p>甲市方案</text:p><text:p>一、節水推廣：由{struck.format('交通局、')}水利局主辦，"
        f"教育局、工務局協辦。{comment}</text:p><table:table>{cells}</table:table></office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path


@pytest.mark.parametrize(("write", "ending"), [(_word, "docx"), (_writer, "odt")])
@pytest.mark.process
def test_what_a_text_strikes_out_is_said_and_not_read(
    write: Callable[[Path], Path], ending: str, tmp_path: Path
) -> None:
    draft = read_plan([write(tmp_path / f"plan.{ending}")])
    roles = {(k.type, k.a.name, k.b.name) for k in draft.draft.links}
    assert roles == {
        ("CONVENES", "水利局", "節水推廣"),
        ("CO_ORGANIZES", "教育局", "節水推廣"),
        ("CO_ORGANIZES", "工務局", "節水推廣"),
        ("CONVENES", "經發局", "綠電"),
    }
    said = " ".join(
        [*(u.text for u in draft.draft.unread if u.reason == "struck"), *(n for s in draft.sources for n in s.notices)]
    )
    assert all(word in said for word in ("交通局", "文化局", "財政局", "待議會同意"))


@pytest.mark.process
def test_an_open_document_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    import zipfile

    names = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "text", "table", "style")
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:{what}-properties {look}/></style:style>'
        for name, family, what, look in (
            ("T1", "text", "text", 'style:text-line-through-style="solid"'),
            ("ce1", "table-cell", "text", 'style:text-line-through-style="solid"'),
            ("ta2", "table", "table", 'table:display="false"'),
        )
    )

    def cell(text: str, style: str = "", note: str = "") -> str:
        note = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
        look = f' table:style-name="{style}"' if style else ""
        return f'<table:table-cell office:value-type="string"{look}>{note}<text:p>{text}</text:p></table:table-cell>'

    rows = (
        (cell("措施"), cell("主辦機關")),
        (cell("增購綠電", note="待議會同意"), cell('<text:span text:style-name="T1">交通局</text:span>環保局')),
        (cell("舊措施", "ce1"), cell("教育局", "ce1")),
    )
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{style}">'
        + "".join(f"<table:table-row>{''.join(r)}</table:table-row>" for r in inside)
        + "</table:table>"
        for name, style, inside in (("措施", "ta1", rows), ("隱藏", "ta2", ((cell("不該讀"), cell("丁局")),)))
    )
    path = tmp_path / "plan.ods"
    with zipfile.ZipFile(path, "w") as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?>'
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>{styles}'
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    draft = read_plan([path])
    assert {(k.a.name, k.b.name) for k in draft.draft.linked("CONVENES")} == {("環保局", "增購綠電")}
    assert {u.text for u in draft.draft.unread if u.reason == "struck"} == {"交通局", "舊措施", "教育局"}
    notices = " ".join(n for s in draft.sources for n in s.notices)
    assert "待議會同意" in notices and "隱藏" in notices and "不該讀" not in str(draft.data)


@pytest.mark.slow
@pytest.mark.drawn
@pytest.mark.parametrize("block", range(3))
def test_each_name_and_number_of_a_drawn_sentence_is_in_a_row_or_listed(block: int) -> None:
    for seed in range(block * 300, block * 300 + draws.of(60, 300)):
        drawn = draw(Random(seed))
        draft = read(drawn.text)
        unread = " ".join(u.text for u in draft.unread)
        named = [n for n in draft.nodes if n.kind in ("Agency", "Member", "Council", "Subgroup")]
        said = " ".join(str(v) for n in named for v in (n.name, *n.aliases, n.values.get("post", "")))
        numbers = {n.values.get("seats") for n in named}
        lost = [name for name in drawn.agencies if name not in said and name not in unread]
        lost += [n for n in drawn.numbers if (seats(f"{n}人") or (0,))[0] not in numbers and f"{n}人" not in unread]
        assert not lost, (seed, drawn.text)


def test_a_number_of_people_within_the_words_of_a_task_is_listed() -> None:
    unread = " ".join(listed(f"{COUNCIL}三、本會邀請專家學者十五人，請水利局追蹤河岸清理。\n"))
    assert "專家學者十五人" in unread


def test_who_begins_a_clause_with_an_unknown_verb_is_listed() -> None:
    assert "農業局操持造林" in " ".join(listed(f"{COUNCIL}三、農業局操持造林，請教育局張羅節水。\n"))


def test_plain_text_of_an_item_is_listed_where_nothing_was_read_from_it() -> None:
    assert listed("甲市方案\n一、節水推廣：由水利局主辦。\n二、校園植樹。\n") == ["校園植樹"]


@pytest.mark.parametrize("who", ["甲市政府", "甲市政府（以下簡稱本府）"])
def test_why_a_body_is_set_up_is_beside_the_matter(who: str) -> None:
    assert not listed(f"甲市方案\n一、{who}為推動淨零，特設甲市淨零推動會（以下簡稱本會）。\n")
