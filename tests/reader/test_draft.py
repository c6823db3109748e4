"""The draft as a file: it loads, dropped rows stay out, an edited row keeps its citation, what is unread is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from quanze.api import Graph, check
from quanze.api import open as open_graph
from quanze.errors import FindingsError
from quanze.reader import read_plan
from quanze.reader.compare import changes, compare, side_of_draft, side_of_files, side_of_graph

TEXT = """嶺南市氣候推動會設置要點
一、嶺南市政府（以下簡稱本府）為推動減量，特設嶺南市氣候推動會（以下簡稱本會）。
二、本會置委員十五人，其中一人為召集人，由市長兼任；其餘委員十三人由專家學者及民間團體代表擔任。
三、本會任務如下：
（一）審議嶺南市減量執行方案。
（二）=HYPERLINK("x")之協調。
四、甲事項：由環境保護局主辦；建設處協辦。
五、各機關應依權責辦理相關工作，並定期檢討改進。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "rules.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def loaded(path: Path, tmp_path: Path) -> Graph:
    graph = open_graph(tmp_path / f"{path.stem}.kgl", create=True)
    graph.load(path, accept_unsure=True)
    return graph


@pytest.mark.whole
@pytest.mark.parametrize("name", ["draft.xlsx", "draft"])
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_the_draft_loads(plan: Path, tmp_path: Path, name: str, lang: str) -> None:
    draft = read_plan([plan])
    files = draft.write(tmp_path / name, lang=lang)
    assert all(f.is_file() for f in files)
    with loaded(tmp_path / name, tmp_path) as graph:
        rows = graph.query("count_nodes")
        real = [n for n in draft.draft.nodes if n.merged is None]
        assert sum(r["count"] for r in rows if r["kind"] != "Dataset") == len(real)
        found = graph.find("甲事項")
        assert graph.record(found["name"])["quote"] == "甲事項"


@pytest.mark.whole
def test_what_was_loaded_is_what_was_read(plan: Path, tmp_path: Path) -> None:
    draft = read_plan([plan])
    draft.write(tmp_path / "draft.xlsx")
    with loaded(tmp_path / "draft.xlsx", tmp_path) as graph:
        found = compare(side_of_draft(draft.draft), side_of_graph(graph.engine, ["rules"], ["rules"]))
    assert not (found.only_document or found.only_dataset or found.bonds_only_document or found.bonds_only_dataset)
    assert len(found.bonds) == len(draft.draft.links)


def rewritten(source: Path, target: Path, sheet: str, change: dict[str, dict[str, str]]) -> None:
    """Copy a workbook, giving cells of rows (by name) new values, as a reviewer would."""
    book = python_calamine.CalamineWorkbook.from_path(str(source))
    out = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False})
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        heads = [str(h) for h in rows[0]] if rows else []
        page = out.add_worksheet(name)
        for r, row in enumerate(rows):
            new = change.get(str(row[heads.index("名稱")])) if name == sheet and "名稱" in heads else None
            for c, value in enumerate(row):
                shown = new.get(heads[c], value) if new and r else value
                page.write(r, c, shown)
    out.close()


@pytest.mark.whole
def test_dropped_rows_stay_out_and_edited_rows_keep_their_citation(plan: Path, tmp_path: Path) -> None:
    read_plan([plan]).write(tmp_path / "draft.xlsx")
    edit = {"甲事項": {"英文名稱": "Matter A"}, "審議嶺南市減量執行方案": {"審閱": "刪"}}
    rewritten(tmp_path / "draft.xlsx", tmp_path / "reviewed.xlsx", "任務", edit)
    with loaded(tmp_path / "reviewed.xlsx", tmp_path) as graph:
        record = graph.record("甲事項")
        assert record["name_en"] == "Matter A"
        assert (record["quote"], record["locator"]) == ("甲事項", "四")
        assert not [
            r for r in graph.search("審議嶺南市減量執行方案", ("Task",)) if r["name"] == "審議嶺南市減量執行方案"
        ]


def test_the_draft_says_what_it_did_not_read_and_which_sum_fails(plan: Path, tmp_path: Path) -> None:
    draft = read_plan([plan])
    unread = [u.text for u in draft.draft.unread]
    assert any("依權責辦理相關工作" in u for u in unread)
    assert any(r.code == "sum" and "15" in r.text and "14" in r.text for r in draft.draft.remarks)
    draft.write(tmp_path / "draft.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "draft.xlsx"))
    sheet = book.get_sheet_by_name("未判讀").to_python()
    assert any("依權責辦理相關工作" in str(row[1]) for row in sheet)


def test_every_row_has_its_place_rule_and_clause(plan: Path) -> None:
    data = {table: rows for table, rows in read_plan([plan]).data.items() if table != "dataset"}
    assert {table for table, rows in data.items() if rows} >= {"agencies", "tasks", "responsibilities"}
    for table, rows in data.items():
        for row in rows:
            assert row["rule"] and row["where"].startswith("rules.txt") and row["confidence"] in ("high", "check"), (
                table,
                row,
            )
            assert len(row["clause"]) <= 60 and row["clause"].replace(" ", "") in TEXT.replace(" ", ""), (table, row)


def test_the_id_and_title_can_be_given(plan: Path) -> None:
    data = read_plan([plan], dataset="lingnan", title="嶺南市減量方案").data
    assert data["dataset"]["id"] == "lingnan" and data["dataset"]["name"] == "嶺南市減量方案"
    assert all(r["id"].startswith("lingnan/") for r in data["agencies"])


def test_two_files_are_one_draft(plan: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.md"
    more.write_text("# 分工\n\n1. 乙事項：由環境保護局主辦。\n", encoding="utf-8")
    data = read_plan([plan, more]).data
    assert [r["name"] for r in data["agencies"]].count("環境保護局") == 1
    assert {r["where"].split(" ")[0] for r in data["tasks"]} == {"rules.txt", "more.md"}


def test_a_comparison_names_what_each_side_lacks(plan: Path, tmp_path: Path) -> None:
    read_plan([plan]).write(tmp_path / "draft")
    shorter = tmp_path / "shorter.txt"
    shorter.write_text(TEXT.replace("建設處協辦", "工務處協辦"), encoding="utf-8")
    found = compare(side_of_draft(read_plan([shorter]).draft), side_of_files([tmp_path / "draft"]))
    assert [t.name for t in found.only_document] == ["工務處"]
    assert [t.name for t in found.only_dataset] == ["建設處"]
    assert {b.type for b in found.bonds_only_dataset} == {"CO_ORGANIZES", "PART_OF"}


def test_what_is_read_in_part_is_compared_with_nothing(plan: Path, tmp_path: Path) -> None:
    """What was left out would be told as lacking there."""
    draft = read_plan([plan])
    draft.write(tmp_path / "draft")
    with (tmp_path / "draft" / "tasks.csv").open("a", encoding="utf-8") as table:
        table.write("a task without an id or a name\n")
    (tmp_path / "empty").mkdir()
    for other in ("draft", "empty"):
        with pytest.raises(FindingsError) as refused:
            draft.compare(tmp_path / other)
        assert refused.value.findings and "before the data can be compared" in refused.value.message


def test_a_comparison_shows_changed_values(plan: Path, tmp_path: Path) -> None:
    read_plan([plan]).write(tmp_path / "draft")
    later = tmp_path / "later.txt"
    later.write_text(TEXT.replace("委員十五人", "委員十六人"), encoding="utf-8")
    found = compare(side_of_draft(read_plan([later]).draft), side_of_files([tmp_path / "draft"]))
    assert [(c.field, c.document, c.dataset) for c in changes(found)] == [("seats", "16", "15")]


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(
    "title",
    ["衝突", "First reading", "說明", "Choices", "未判讀", "UNREAD", "待查", "請審閱", "To review", "To look at"],
)
def test_a_sheet_beside_the_tables_is_passed_over_by_each_of_its_titles(plan: Path, tmp_path: Path, title: str) -> None:
    read_plan([plan]).write(tmp_path / "draft.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "draft.xlsx"))
    out = xlsxwriter.Workbook(str(tmp_path / "titled.xlsx"), {"strings_to_formulas": False})
    for name in book.sheet_names[1:-3]:  # the tables stand between the help and what is beside them
        page = out.add_worksheet(name)
        for r, row in enumerate(book.get_sheet_by_name(name).to_python()):
            page.write_row(r, 0, row)
    out.add_worksheet(title).write_row(0, 0, ["所在", "名稱"])
    out.close()
    assert [f.code for f in check([tmp_path / "titled.xlsx"])[0].findings if "table" in f.code] == []
