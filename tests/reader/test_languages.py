"""What the reader says comes in the language asked for, whichever process said it; codes stay codes."""

from __future__ import annotations

import ast
import re
import zipfile
from pathlib import Path

import pytest
import python_calamine

import quanze
from quanze.errors import FileError
from quanze.locale import CHINESE, in_language, languages
from quanze.reader import read_plan
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.draft_codes import CHECKS, REMARKS, RULES, UNREAD
from quanze.schema.naming import sentence
from quanze.schema.tables import TO_REVIEW
from quanze.schema.tables import UNREAD as UNREAD_SHEET

from .documents import write_pdf, write_xlsx
from .test_account import workbook

TEXT = (
    "一、嶺南市政府設「嶺南市氣候推動會」（以下簡稱推動會），置委員九人，其餘委員七人由專家學者擔任。\n"
    "二、甲事項：由環境保護局主辦；建設處協辦。\n三、各機關應依權責配合推動。\n"
)
LATIN = re.compile("[A-Za-z]")
RULE = re.compile(r"[a-z]+\.[a-z_]+\Z")
CJK = re.compile("[\u3400-\u9fff]")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.process
def test_codes_of_rows_are_declared_and_sentences_come_in_both_languages(plan: Path, tmp_path: Path) -> None:
    draft = quanze.read([plan, workbook(tmp_path / "plan.xlsx")])
    assert {r["kind"] for r in draft.counts()} <= set(KIND) | set(RELATIONSHIP)
    remarks, unread = draft.remarks(), draft.unread()
    assert {r["remark"] for r in remarks} >= {"sum", "notice"} and {r["remark"] for r in remarks} <= set(REMARKS)
    assert {r["reason"] for r in unread} == {"words", "struck"}
    stated = next(r for r in remarks if r["remark"] == "sum")
    assert stated["message_en"] == "Seats of 嶺南市氣候推動會: 9 stated, 7 named"
    assert stated["message_zh"] == "嶺南市氣候推動會的席位：載明 9 席，列名 7 席"
    assert (unread[0]["where_zh"], unread[0]["where_en"]) == ("plan.txt · 第 3 段", "plan.txt · ¶ 3")


@pytest.mark.parametrize("lang", languages())
@pytest.mark.process
def test_a_draft_is_in_the_language_of_the_run(plan: Path, tmp_path: Path, lang: str) -> None:
    read_plan([plan, write_xlsx(tmp_path / "table.xlsx")]).write(tmp_path / "draft.xlsx", lang=lang)
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "draft.xlsx"))
    assert [s.in_file(lang) for s in (UNREAD_SHEET, TO_REVIEW)] == book.sheet_names[-3:-1]
    strange = LATIN if lang == CHINESE else CJK
    said = {"待查理由", "規則", "Reason", "Rule", "理由", "Matter"}
    cells = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        for at, head in enumerate(rows[0]):
            cells += [str(row[at]) for row in rows[1:] if head in said]
    assert len(set(cells)) > 3
    assert [c for c in cells if strange.search(c.replace("SDG", ""))] == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.process
def test_a_table_row_is_cited_in_the_language_of_the_run(tmp_path: Path, lang: str) -> None:
    draft = read_plan([write_pdf(tmp_path / "plan.pdf")])
    draft.write(tmp_path / "draft", lang=lang)
    text = (tmp_path / "draft" / "tasks.csv").read_text(encoding="utf-8")
    chinese, english = ("表 1，第 2 列", "第 1 頁 · 第"), ("table 1, row 2", "p. 1 · ¶")
    for cited in chinese if lang == CHINESE else english:
        assert cited in text
    assert not any(cited in text for cited in (english if lang == CHINESE else chinese))


@pytest.mark.whole
@pytest.mark.parametrize("written", languages())
def test_a_draft_in_any_language_is_the_same_plan(plan: Path, tmp_path: Path, written: str) -> None:
    draft = read_plan([plan])
    draft.write(tmp_path / "draft.xlsx", lang=written)
    found = draft.compare(tmp_path / "draft.xlsx")
    assert found.in_both == sum(r["count"] for r in draft.counts())
    assert not (found.changed or found.only_document or found.only_other)


def test_a_comparison_names_kinds_and_properties_by_their_codes(plan: Path, tmp_path: Path) -> None:
    read_plan([plan]).write(tmp_path / "draft")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(tmp_path / "draft", accept_unsure=True)
        plan.write_text(TEXT.replace("建設處", "工務處").replace("九人", "十人"), encoding="utf-8")
        draft = quanze.read(plan)
        found = graph.compare(draft)
        assert found == graph.compare(draft, dataset="plan")
    assert [(r["kind"], r["property"], r["document"], r["other"]) for r in found.changed] == [
        ("Council", "seats", "10", "9")
    ]
    assert {(r["kind"], r["name"]) for r in found.only_document if not r["to_name"]} == {("Agency", "工務處")}
    assert ("CO_ORGANIZES", "建設處", "甲事項") in {(r["kind"], r["name"], r["to_name"]) for r in found.only_other}


@pytest.mark.process
def test_the_process_that_reads_apart_is_understood_in_every_language(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.xml", "<w/>")
    with pytest.raises(FileError) as caught:
        read_plan([path])
    assert caught.value.said("en")[0] == "plan.docx is not a Word document."
    assert caught.value.said(CHINESE) == ("plan.docx 不是 Word 文件。", "請由 Word 或 LibreOffice 存為 .docx。")
    notices = [n for s in read_plan([workbook(tmp_path / "plan.xlsx")]).sources for n in s.notices]
    hidden = next(n for n in notices if "隱藏" in n)
    assert hidden == "plan.xlsx: the hidden sheet 隱藏 (1 row) was not read."
    assert in_language(hidden, CHINESE) == "plan.xlsx：隱藏的工作表「隱藏」（1 列）未讀取。"


@pytest.mark.parametrize("codes", [CHECKS, REMARKS, RULES, UNREAD])
def test_every_code_has_words_in_every_language(codes: dict[str, str]) -> None:
    for text in codes.values():
        assert CJK.search(in_language(text, CHINESE)) and not CJK.search(text)


@pytest.mark.slow
def test_every_code_that_the_reader_gives_is_declared() -> None:
    given: dict[str, set[str]] = {"reason": set(), "remark": set(), "rule": set()}
    for path in (Path(quanze.__file__).parent / "reader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.keyword(arg="reason", value=ast.Constant(value=str(code))):
                    given["reason"].add(code)
                case ast.Call(func=ast.Attribute(attr="remark"), args=[ast.Constant(value=str(code)), *_]):
                    given["remark"].add(code)
                case ast.Constant(value=str(code)) if path.parent.name in ("rules", "tables") and RULE.match(code):
                    given["rule"].add(code.partition(".")[0])
    assert {"comma", "struck"} < given["reason"] <= {*CHECKS, *UNREAD, ""}
    assert {"sum", "alike"} < given["remark"] <= set(REMARKS)
    assert {"seats", "tables"} < given["rule"] <= set(RULES)


@pytest.mark.parametrize("lang", languages())
def test_the_page_is_in_the_language_of_the_run(plan: Path, tmp_path: Path, lang: str) -> None:
    page = read_plan([plan]).write_view(tmp_path / "view.html", lang=lang).read_text(encoding="utf-8")
    words = {CHINESE: ('lang="zh-Hant-TW"', "規則：權責分工", "「由環境保護局主辦」", "未判讀")}
    for word in words.get(lang, ('lang="en"', "rule: responsibilities", "“由環境保護局主辦”", "not read")):
        assert word in page
    assert "responsibilities." not in page


def test_the_page_says_choices_in_words(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "本市於109年設置「低碳委員會」，並於112年6月29日將該委員會更名為「氣候推動會」。\n", encoding="utf-8"
    )
    page = read_plan([path]).write_view(tmp_path / "view.html", lang=CHINESE).read_text(encoding="utf-8")
    assert "變更方式：更名" in page and "rename" not in page
    assert "「」" not in page, "a document has no clause to quote"


def test_a_sentence_of_a_row() -> None:
    row = {"message_zh": "甲", "message_en": "A"}
    assert [sentence(row, lang) for lang in (CHINESE, "en")] == ["甲", "A"]
