"""The mapping of columns that a reading prints: given back it changes nothing, and one line repairs a column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from quanze.reader.blocks import Grid, Place, Source
from quanze.reader.plan import PlanDraft, draft_of
from quanze.reader.tables.mapping import load_mapping

TABLES: list[list[list[str]]] = [
    [
        ["工作項目", "執行內容", "主辦單位"],
        ["綠覆監測", "完成2處監測點設置", "都發局"],
        ["宣導", "每年辦理50場", "環保局"],
    ],
    [["計畫名稱", "主要內容", "牽頭單位"], ["復興", "完成開放。", "文旅局"], ["", "推進整治。", "住建局"]],
    [
        ["甲欄", "指標", "114年目標", "主辦機關"],
        ["綠能屋頂", "件數", "3", "經發局"],
        ["節水校園", "校數", "5", "教育局"],
    ],
    [["措施", "KPI 1", "114年目標", "KPI 2", "114年目標"], ["植樹", "株數", "30", "面積", "2"]],
    [["取組", "実施主体", "実施主体"], ["", "環保局", "教育局"], ["植樹", "●", "○"], ["造林", "●", ""]],
    [["措施", "主辦", "目標", "目標"], ["", "", "113年", "114年"], ["植樹", "農業處", "3株", "5株"]],
    [["目標", "目標", "目標"], ["項次", "措施", "主辦機關"], ["1", "植樹", "農業處"], ["2", "造林", "環保局"]],
    [["丙欄", "主要內容", "丁欄"], ["復興", "完成開放。", "文旅局"], ["整治", "推進三條道路。", "住建局"]],
    [["甲", "Deadline", "Lead agency", "Measure"], ["Hold classes", "2026-06", "Arts Office", "Classes held"]],
    [["計畫", "主導者群", "執行機關"], ["植樹", "農業處", "工務處"], ["造林", "環保局", "教育局"]],
    [["措施及權責機關", "期程"], ["1.植樹（農業處）\n2.造林（環保局）", "114年"], ["1.宣導（教育局）", "115年"]],
]
"""Contents behind items, an unknown column, two indicators in a row, marks under bodies, heads in two rows."""


def read(rows: Sequence[Sequence[str]], mapping: Path | None = None) -> PlanDraft:
    source = Source("t.csv", (Grid(tuple(map(tuple, rows)), Place("t.csv", 1), ()),))
    return draft_of([source], "plan", "", load_mapping(mapping) if mapping else None)


def facts(plan: PlanDraft) -> set[tuple[object, ...]]:
    nodes = {(n.kind, n.name, *sorted(map(str, n.values.items()))) for n in plan.draft.nodes}
    return nodes | {(k.type, k.a.real().name, k.b.real().name) for k in plan.draft.links}


@pytest.mark.parametrize("rows", TABLES)
def test_the_printed_mapping_reads_a_table_alike(tmp_path: Path, rows: list[list[str]]) -> None:
    plan = read(rows)
    path = tmp_path / "map.yaml"
    path.write_text(plan.column_mapping(), encoding="utf-8")
    assert facts(plan) and facts(read(rows, path)) == facts(plan)


@pytest.mark.parametrize(
    ("rows", "old", "new", "said"),
    [
        (TABLES[2], '"甲欄": "?"', '"甲欄": task', ("CONVENES", "經發局", "綠能屋頂")),
        (TABLES[2], '"甲欄": "?"', '"甲欄": ?', ("CONVENES", "經發局", "件數")),
        (TABLES[0], '"執行內容": content', '"執行內容": task', ("CONVENES", "環保局", "每年辦理50場")),
        (TABLES[5], '"目標 114年": target 2025', '"目標 114年": target 2026', ("HAS_TARGET", "植樹", "植樹 2026")),
        (TABLES[7], '"丁欄": "?"', '"丁欄": lead', ("CONVENES", "文旅局", "完成開放")),
        (TABLES[8], '"甲": "?"', '"甲": task', ("CONVENES", "Arts Office", "Hold classes")),
        (TABLES[9], '"主導者群": "?"', '"主導者群": lead', ("CO_ORGANIZES", "工務處", "植樹")),
        (TABLES[10], "level lead", "level support", ("CO_ORGANIZES", "環保局", "造林")),
        (TABLES[4], '"教育局": body lead', '"教育局": body support', ("CO_ORGANIZES", "教育局", "植樹")),
    ],
)
def test_one_line_of_it_repairs_a_column(
    tmp_path: Path, rows: list[list[str]], old: str, new: str, said: tuple[str, str, str]
) -> None:
    printed = read(rows).column_mapping()
    assert old in printed
    path = tmp_path / "map.yaml"
    path.write_text(printed.replace(old, new), encoding="utf-8")
    assert said in facts(read(rows, path))
