"""The workbook in the plan's language: what its lists offer, how it gives roles and the reader's confidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import python_calamine

from quanze.exports.atomic_file import write_file
from quanze.exports.plan_workbook import workbook, write_template
from quanze.loaders.findings import Finding
from quanze.loaders.load import check
from quanze.schema import ROLES
from quanze.schema.tables import ROLE
from tests.loaders.cases import SAID, city
from tests.sets import ABOUT, loaded, snapshot, write_as


def sheet_of(path: Path, title: str) -> list[dict[str, Any]]:
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(title).to_python()
    return [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:]]


@pytest.mark.parametrize(
    ("lang", "sheet", "head", "least"),
    [
        ("zh-TW", "選項", "角色", {"主辦", "召集", "協辦", "審議"}),
        ("en", "Choices", "Role", {"lead", "convenes", "co-organizes", "reviews"}),
    ],
)
def test_the_list_of_roles_offers_the_words_of_plans(
    tmp_path: Path, lang: str, sheet: str, head: str, least: set[str]
) -> None:
    write_template(tmp_path / "t.xlsx", lang=lang)
    offered = {str(row[head]) for row in sheet_of(tmp_path / "t.xlsx", sheet) if row[head]}
    assert least <= offered
    assert offered <= {word for r in ROLES for word in r.words if word.isascii() == (lang == "en")}


def test_a_wrong_role_is_answered_with_the_words_of_plans(tmp_path: Path) -> None:
    tables = city()
    tables["responsibilities"][0]["role"] = "幫忙"
    (checked,) = check([write_as("csv", tmp_path, tables)])
    (found,) = [f for f in checked.findings if f.code == "bad-choice"]
    assert "主辦／召集" in found.advice("zh-TW") and "協辦" in found.advice("zh-TW")


@pytest.mark.whole
@pytest.mark.parametrize(("lang", "title", "head"), [("zh-TW", "權責分工", "角色"), ("en", "Responsibilities", "Role")])
def test_a_role_stands_by_its_label_beside_its_wording_and_comes_back(
    tmp_path: Path, lang: str, title: str, head: str
) -> None:
    tables = city()
    # A row without a wording has no other way to say so than the code.
    tables["responsibilities"].append({"who": "甲局", "role": "REVIEWS", "on": "任務一", **SAID})
    with loaded(tmp_path / "a.kgl", write_as("csv", tmp_path, tables)) as graph:
        graph.dump(tmp_path / "a.xlsx", lang=lang)
        shown = {c.code: c.zh if lang == "zh-TW" else c.en for c in ROLE.choices}
        roles = [row[head] for row in sheet_of(tmp_path / "a.xlsx", title)]
        assert sorted(roles) == sorted(["REVIEWS", shown["CONVENES"], shown["CO_ORGANIZES"]])
        with loaded(tmp_path / "b.kgl", tmp_path / "a.xlsx") as other:
            assert snapshot(other.engine) == snapshot(graph.engine)


@pytest.mark.parametrize(
    ("lang", "head", "said"), [("zh-TW", "把握", ["高", "待查"]), ("en", "Confidence", ["high", "check"])]
)
def test_confidence_is_said_in_the_language_of_the_draft(tmp_path: Path, lang: str, head: str, said: list[str]) -> None:
    rows = [{"name": name, "confidence": how, **SAID} for name, how in (("甲", "high"), ("乙", "check"))]
    path = tmp_path / "x.xlsx"
    write_file(path, workbook({"dataset": ABOUT, "tasks": rows}, lang=lang, review=True))
    assert [row[head] for row in sheet_of(path, "任務" if lang == "zh-TW" else "Tasks")] == said
    (checked,) = check([path])
    assert {f.code for f in checked.findings} <= {"unknown-reference", "draft-unreviewed"}, (
        "the document is not in the set"
    )
    assert all(isinstance(f, Finding) for f in checked.findings)
