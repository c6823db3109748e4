"""The same invented table comes back from every format: merged, split and multi-agency cells, exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.reader.draft import Draft
from quanze.reader.formats import open_source
from quanze.reader.pipeline import read_sources

from .documents import FACTS, SPLIT_FACTS, TARGETS, WRITERS


def facts(draft: Draft) -> dict[str, set[Any]]:
    """What a draft holds, as the keys of ``documents`` give it."""
    found: dict[str, set[Any]] = {}
    for node in draft.nodes:
        if node.merged is None:
            found.setdefault(node.kind, set()).add(node.name)
    for link in draft.links:
        found.setdefault(link.type, set()).add((link.a.real().name, link.b.real().name))
    return found


@pytest.mark.parametrize("format_", sorted(WRITERS))
@pytest.mark.process
def test_the_table_comes_back_exactly(format_: str, tmp_path: Path) -> None:
    draft, _ = read_sources([open_source(WRITERS[format_](tmp_path / f"plan.{format_}"))])
    expected: dict[str, set[Any]] = dict(FACTS)
    if format_ == "pdf":
        for kind, more in SPLIT_FACTS.items():
            expected[kind] = expected[kind] | more
    assert facts(draft) == expected
    values = {n.name: n.values.get("target") for n in draft.of_kind("AnnualTarget")}
    assert values == TARGETS | ({"新建長度 2025": 8} if format_ == "pdf" else {})
    units = {n.name: n.values.get("unit") for n in draft.of_kind("Indicator")}
    assert units["累計設置容量"] == "MW" and units["公車運量"] == "萬人次"


def of_one_cell(folder: Path, head: str, cell: str) -> Draft:
    """A table of one indicator with one cell more."""
    path = folder / "plan.html"
    path.write_text(
        "<html><body><table><tr><th>指標</th><th>主辦機關</th>"
        f"<th>{head}</th></tr><tr><td>公車運量</td><td>交通處</td><td>{cell}</td></tr></table></body></html>",
        encoding="utf-8",
    )
    return read_sources([open_source(path)])[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("120", 120),
        ("≥ 120", 120),
        ("&gt;= 120", 120),
        ("≦120", 120),
        ("不低於120", 120),
        ("約 50", 50),
        ("60以上", 60),
    ],
)
@pytest.mark.process
def test_a_bound_is_a_target(cell: str, value: float, tmp_path: Path) -> None:
    draft = of_one_cell(tmp_path, "113年目標", cell)
    assert [(n.values["year"], n.values["target"]) for n in draft.of_kind("AnnualTarget")] == [(2024, value)]
    assert draft.unread == []


@pytest.mark.parametrize("cell", ["下降5%", "另訂之", "第1季完成"])
@pytest.mark.process
def test_a_target_that_is_no_figure_is_not_lost(cell: str, tmp_path: Path) -> None:
    draft = of_one_cell(tmp_path, "113年目標", cell)
    assert draft.of_kind("AnnualTarget") == []
    assert [u.text for u in draft.unread] == [f"113年目標: {cell}"]


@pytest.mark.process
def test_a_figure_in_the_indicators_own_cell_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<html><body><table><tr><th>任務</th><th>指標</th><th>主辦機關</th></tr>"
        "<tr><td>推動公車</td><td>公車運量：120萬人次</td><td>交通處</td></tr></table></body></html>",
        encoding="utf-8",
    )
    draft = read_sources([open_source(path)])[0]
    assert [n.name for n in draft.of_kind("Indicator")] == ["公車運量"]
    assert [u.text for u in draft.unread] == ["指標: 120萬人次"]


@pytest.mark.process
def test_a_web_page_keeps_struck_and_hidden_text_out_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<table><tr><th>措施</th><th>主辦機關</th></tr>"
        "<tr><td>植樹<sup>1</sup></td><td><s>工務局</s>農業局<sup>註2</sup></td></tr>"
        "<tr><td>清淤</td><td>水利局<span style='display:none'>交通局</span></td></tr></table>",
        encoding="utf-8",
    )
    source = open_source(path)
    draft = read_sources([source])[0]
    assert facts(draft)["CONVENES"] == {("農業局", "植樹"), ("水利局", "清淤")}
    assert [(u.reason, u.text) for u in draft.unread] == [("struck", "工務局")]
    assert "交通局" in str(source.notices)


@pytest.mark.process
def test_a_sheet_shows_raised_marks_and_errors(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, up = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, ["指標", "主辦機關", "113年目標", "114年目標"])
        sheet.write_row(1, 0, ["公車數", "交通處"])
        sheet.write_rich_string(1, 2, "50", up, "2", "輛")
        sheet.write_formula(1, 3, "=1/0", None, "#REF!")
    draft = read_sources([open_source(path)])[0]
    assert [n.values["target"] for n in draft.of_kind("AnnualTarget")] == [50]
    assert [(u.reason, "#REF!" in u.text) for u in draft.unread] == [("error", True)]
