"""The loop of a draft: read, reviewed, a later edition merged in, conflicts decided, another chapter added."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import quanze
from quanze.api import draft_dataset
from quanze.changes.change_set import compare
from quanze.errors import FileError, FindingsError
from quanze.exports.atomic_file import write_file
from quanze.exports.edition_tables import tables_of
from quanze.exports.merged_document import MergedDocument, write_draft_folder
from quanze.exports.plan_workbook import workbook
from quanze.loaders.draft_file import read_draft
from quanze.loaders.load import check, check_editions
from tests.changes.editions import edition
from tests.changes.test_change_set import PROPERTY
from tests.cli.running import run
from tests.loaders.cases import Tables, city
from tests.roundtrip.graphs import tables
from tests.sets import write_xlsx

TEXT = (
    "一、嶺南市政府設「嶺南市氣候推動會」（以下簡稱推動會），置委員九人。\n"
    "二、甲事項：由環境保護局主辦；建設處協辦。\n三、乙事項：由社會處主辦。\n"
)
Rows = list[dict[str, Any]]
Edit = Callable[[Rows], Any]


def reviewed(source: Path, target: Path, edits: dict[str, Edit]) -> Path:
    """The workbook after a person changed rows of its sheets."""
    book = python_calamine.CalamineWorkbook.from_path(str(source))
    out = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False})
    for name in book.sheet_names:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        page = out.add_worksheet(name)
        heads = [str(h) for h in cells[0]]
        rows: Rows = [dict(zip(heads, row, strict=True)) for row in cells[1:]]
        if name in edits:
            edits[name](rows)
        page.write_row(0, 0, heads)
        for r, row in enumerate(rows, 1):
            page.write_row(r, 0, [row.get(h, "") for h in heads])
    out.close()
    return target


def named(rows: Rows, name: str) -> dict[str, Any]:
    return next(r for r in rows if r.get("名稱") == name)


def cells_of(path: Path) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def written_cells(path: Path, book: dict[str, list[list[Any]]]) -> Path:
    out = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for name, rows in book.items():
        page = out.add_worksheet(name)
        for r, row in enumerate(rows):
            page.write_row(r, 0, row)
    out.close()
    return path


def taking(column: str, word: str) -> Edit:
    return lambda rows: rows[0].update({column: word})


def sheet(path: Path, name: str) -> Rows:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    if name not in book.sheet_names:
        return []
    heads, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    quanze.read(tmp_path / "plan.txt").write(tmp_path / "draft.xlsx")
    return tmp_path / "draft.xlsx"


def later(draft: Path, text: str, **how: Any) -> MergedDocument:
    path = draft.with_name("plan.txt")
    path.write_text(text, encoding="utf-8")
    with quanze.open() as graph:
        return graph.merge_draft(quanze.read(path, dataset=draft_dataset(draft)), draft, **how)


def edition_of(path: Path) -> Any:
    (checked,) = check([path], accept_unsure=True)
    assert not [f for f in checked.findings if f.stops()]
    return checked.edition()


Cells = dict[str, list[list[Any]]]
TAKEN_OUT: dict[str, tuple[Callable[[Cells], Any], list[tuple[str, str, int]]]] = {
    "a table": (lambda book: book.pop("權責分工"), [("table-gone", "權責分工", 3)]),
    "an empty column": (lambda book: without(book["權責分工"], "限於細項目標"), []),
    "ids": (lambda book: without(book["推動會"], "識別碼"), []),
    "a column": (lambda book: without(book["推動會"], "席次"), [("column-gone", "席次", 1)]),
    "nothing": (lambda book: with_own(book["任務"]), [("unknown-column", "陳小姐", 0)]),
}


def without(rows: list[list[Any]], head: str) -> None:
    at = rows[0].index(head)
    for row in rows:
        del row[at]


def with_own(rows: list[list[Any]]) -> None:
    for row in rows:
        row.append("陳小姐")


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("what", TAKEN_OUT)
def test_what_is_gone_from_the_draft_is_told(draft: Path, tmp_path: Path, what: str) -> None:
    """A sheet or a column that somebody took out is dropped in full; a column of his own is not read."""
    edit, told = TAKEN_OUT[what]
    book = cells_of(draft)
    edit(book)
    found = later(written_cells(tmp_path / "mine.xlsx", book), TEXT)
    lost = [f for f in found.findings if f.code != "same-agencies"]  # the bundled graph has bureaus of these names
    assert [(f.code, f.value or f.details["table"].zh, f.details.get("n", 0)) for f in lost] == told
    assert all(f.message(lang) and f.advice(lang) for f in found.findings for lang in ("en", "zh-TW"))


@pytest.mark.whole
def test_a_row_whose_name_was_deleted_is_refused(draft: Path, tmp_path: Path) -> None:
    mine = reviewed(draft, tmp_path / "mine.xlsx", {"任務": lambda rows: named(rows, "甲事項").update({"名稱": ""})})
    with pytest.raises(FindingsError) as refused:
        later(mine, TEXT)
    assert {f.code for f in refused.value.findings} == {"empty-value"}


def test_a_later_edition_leaves_what_the_reviewer_changed(draft: Path, tmp_path: Path) -> None:
    mine = reviewed(
        draft,
        tmp_path / "mine.xlsx",
        {
            "任務": lambda rows: named(rows, "甲事項").update({"英文名稱": "Matter A"}),
            "機關": lambda rows: rows.append(
                {"識別碼": "plan/agency/x", "名稱": "衛生局", "類別": "局處", "出處": "plan"}
            ),
            "權責分工": lambda rows: next(r for r in rows if r["承辦者"] == "建設處").update({"審閱": "刪"}),
        },
    )
    found = later(mine, TEXT.replace("社會處主辦", "社會處主辦；教育處協辦"))
    assert not found.conflicts
    (written,) = found.write(tmp_path / "merged.xlsx")
    result = edition_of(written)
    assert result.nodes["Task"]["plan/task/甲事項"]["name_en"] == "Matter A"
    names = {p["name"] for p in result.nodes["Agency"].values()}
    assert {"衛生局", "教育處"} <= names
    helping = [a for a, _, _ in result.links["CO_ORGANIZES", "Agency", "Task"].values()]
    assert helping == ["plan/agency/教育處"], "a dropped row stays dropped"
    roles = sheet(written, "權責分工")
    assert [r["承辦者"] for r in roles if r["審閱"] == "刪"] == ["建設處"], "and can still be seen"
    new = next(r for r in roles if r["承辦者"] == "教育處")
    assert new["所在"].startswith("plan.txt") and new["原句"] and new["把握"]


@pytest.mark.slow
def test_a_conflict_is_asked_in_a_sheet_and_taken_back(draft: Path, tmp_path: Path) -> None:
    mine = reviewed(
        draft, tmp_path / "mine.xlsx", {"推動會": lambda rows: rows[0].update({"席次": 10, "位置": "第 3 頁"})}
    )
    text = TEXT.replace("委員九人", "委員十一人")
    (first,) = later(mine, text).write(tmp_path / "first.xlsx")
    (asked,) = sheet(first, "衝突")
    assert (asked["原判讀"], asked["審閱者內容"], asked["新版內容"], asked["欄位"]) == ("9", "10", "11", "席次")
    assert "第 3 頁" in asked["審閱者出處"] and "嶺南市氣候推動會" in asked["對象"]
    assert edition_of(first).nodes["Council"]["plan/council/嶺南市氣候推動會"]["seats"] == 10
    again = later(first, text)
    assert [c["mark"] for c in again.undecided] == [asked["辨識碼"]], "asked until it is decided"
    for word, seats in (("新版", 11), ("審閱者", 10), ("theirs", 11)):
        decided = reviewed(first, tmp_path / "decided.xlsx", {"衝突": taking("採用", word)})
        (last,) = later(decided, text).write(tmp_path / "last.xlsx")
        assert edition_of(last).nodes["Council"]["plan/council/嶺南市氣候推動會"]["seats"] == seats
        assert sheet(last, "衝突") == []
        assert not later(last, text).conflicts


@pytest.mark.whole
def test_a_folder_keeps_its_first_reading_and_conflicts(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "draft"
    quanze.read(tmp_path / "plan.txt").write(folder)
    council = folder / "councils.csv"
    council.write_text(council.read_text(encoding="utf-8").replace(",9,", ",10,"), encoding="utf-8")
    later(folder, TEXT.replace("九人", "十一人")).write(folder)
    conflicts = folder / "conflicts.csv"
    line = conflicts.read_text(encoding="utf-8-sig")
    assert "9,10" in line and (folder / "unread.txt").is_file()
    assert not [f for f in check([folder])[0].findings if f.code == "unknown-table"]
    mark = line.strip().rpartition(",")[2]
    conflicts.write_text(line.replace(f",,{mark}", f",theirs,{mark}"), encoding="utf-8")
    later(folder, TEXT.replace("九人", "十一人")).write(folder)
    assert not conflicts.exists()
    assert ",11," in council.read_text(encoding="utf-8")


@pytest.mark.whole
def test_another_chapter_adds_and_drops_nothing(draft: Path, tmp_path: Path) -> None:
    mine = reviewed(
        draft, tmp_path / "mine.xlsx", {"任務": lambda rows: named(rows, "甲事項").update({"英文名稱": "Matter A"})}
    )
    chapter = "四、丙事項：由環境保護局主辦；衛生局協辦。\n五、嶺南市政府設「嶺南市氣候推動會」，置委員十三人。\n"
    (written,) = later(mine, chapter, chapter=True).write(tmp_path / "whole.xlsx")
    result = edition_of(written)
    assert {p["name"] for p in result.nodes["Task"].values()} >= {"甲事項", "乙事項", "丙事項"}
    assert [p["name"] for p in result.nodes["Agency"].values()].count("環境保護局") == 1
    assert result.nodes["Task"]["plan/task/甲事項"]["name_en"] == "Matter A"
    assert result.nodes["Council"]["plan/council/嶺南市氣候推動會"]["seats"] == 9
    assert [r for r in sheet(written, "請審閱") if "13" in str(r["內容"])], "what it states otherwise is told"
    (again,) = later(written, chapter, chapter=True).write(tmp_path / "again.xlsx")
    assert not compare(result, edition_of(again)), "added twice it is the same"


@pytest.mark.whole
@pytest.mark.parametrize("folder", [False, True])
def test_an_agency_renamed_in_its_own_row_is_renamed_everywhere(draft: Path, tmp_path: Path, folder: bool) -> None:
    if folder:
        mine = tmp_path / "mine"
        quanze.read(tmp_path / "plan.txt").write(mine)
        agencies = mine / "agencies.csv"
        text = agencies.read_text(encoding="utf-8")
        agencies.write_text(text.replace(",環境保護局,", ",環境局,"), encoding="utf-8")
    else:
        edits: dict[str, Edit] = {"機關": lambda rows: named(rows, "環境保護局").update({"名稱": "環境局"})}
        mine = reviewed(draft, tmp_path / "mine.xlsx", edits)
    (checked,) = check([mine], accept_unsure=True)
    (told,) = [f for f in checked.findings if f.code == "former-name-followed"]
    assert (told.level, told.value, told.details["other"]) == ("notice", "環境局", "環境保護局")
    assert not [f for f in checked.findings if f.stops()]
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(mine, strict=False, accept_unsure=True)
        assert "環境局" in {r["agency_name"] for r in graph.who("甲事項")}
    (written,) = later(mine, TEXT).write(tmp_path / "again.xlsx")
    assert "環境局" in {r["承辦者"] for r in sheet(written, "權責分工")}


@pytest.mark.whole
def test_a_file_without_a_first_reading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    quanze.template(tmp_path / "empty.xlsx")
    with quanze.open() as graph, pytest.raises(FileError, match="does not hold its first reading"):
        graph.merge_draft(quanze.read(tmp_path / "plan.txt"), tmp_path / "empty.xlsx")


@PROPERTY
@given(tables(), st.sampled_from(["zh-TW", "en"]))
@pytest.mark.slow
def test_a_first_reading_comes_back_from_its_sheet_and_folder(data: Tables, lang: str) -> None:
    wanted = edition(data)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = tables_of(wanted)
        write_file(folder / "draft.xlsx", workbook(rows, lang=lang, review=True, first=rows))
        write_draft_folder(folder / "tables", rows, rows)
        for path in (folder / "draft.xlsx", folder / "tables"):
            found = read_draft(path)
            assert found.first is not None
            for checked in check_editions([found.source, found.first]):
                assert not compare(wanted, checked.edition()), path.name


@pytest.mark.whole
def test_one_command_merges_and_names_sheets_that_are_not_carried_over(draft: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(TEXT.replace("社會處", "民政處"), encoding="utf-8")
    kept = draft.read_bytes()
    ran = run("read", plan, "--merge", draft, "-o", draft, "--lang", "en")
    assert ran.code == 1 and "already exists" in ran.err and draft.read_bytes() == kept
    ran = run("read", plan, "--merge", draft, "-o", tmp_path / "second.xlsx", "--lang", "en")
    assert ran.code == 0, ran.err
    assert "乙事項” moved from 社會處 to 民政處" in ran.out and "has not" not in ran.err
    more = tmp_path / "more.xlsx"
    out = xlsxwriter.Workbook(str(more))
    out.add_worksheet("我的筆記").write(0, 0, "x")
    book = python_calamine.CalamineWorkbook.from_path(str(draft))
    for name in book.sheet_names:
        page = out.add_worksheet(name)
        for r, row in enumerate(book.get_sheet_by_name(name).to_python()):
            page.write_row(r, 0, row)
    out.close()
    ran = run("read", plan, "--merge", more, "-o", more, "--overwrite", "--lang", "en")
    assert ran.code == 0 and "not in the merged one: 我的筆記" in ran.err


@pytest.mark.whole
def test_three_files_are_merged(tmp_path: Path) -> None:
    sides = {name: city() for name in ("base", "later", "mine")}
    sides["later"]["agencies"][0]["name_en"] = "Bureau"
    sides["mine"]["agencies"][0]["name_en"] = "Office"
    paths = [write_xlsx(tmp_path / f"{name}.xlsx", tables) for name, tables in sides.items()]
    arguments = ["merge", *paths, "-o", tmp_path / "merged.xlsx"]
    ran = run(*arguments, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "1 conflict to decide" in ran.out and "Decide the conflicts" in ran.err
    edits = {"Conflicts": taking("Take", "later edition")}
    decided = reviewed(tmp_path / "merged.xlsx", tmp_path / "decided.xlsx", edits)
    ran = run(*arguments, "--decisions", decided, "--overwrite", "--lang", "zh-TW")
    assert ran.code == 0 and "衝突" not in ran.out, ran.out
    assert edition_of(tmp_path / "merged.xlsx").nodes["Agency"]["t/agency/a"]["name_en"] == "Bureau"
