"""Every finding: it is reported with its file, sheet, row, column and value, and a good file has none."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quanze.loaders.findings import CODES, ERROR, NOTICE, WARNING, Finding
from quanze.loaders.load import check
from quanze.locale import Counted
from quanze.schema.tables import FIRST_FOLDER
from tests.loaders.cases import (
    FORMATS,
    SAID,
    Tables,
    add,
    both,
    city,
    codes_of,
    put,
    raw_csv,
    the,
    with_formulas,
    with_merged,
)
from tests.loaders.test_changes import FAULTS as OF_CHANGES
from tests.loaders.test_planned_changes import CODES as OF_PLANS
from tests.sets import ABOUT, CITY, loaded, write_as, write_csv


@dataclass(frozen=True)
class Case:
    """A change to the good city and the finding it must bring: table, row within it (from 0), column, value."""

    code: str
    change: Callable[[Tables], object]
    table: str
    row: int
    column: str
    value: str
    formats: tuple[str, ...] = FORMATS
    also: tuple[str, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)


SEAT = {"name": "席", "seat_title": "委員", "seats": 3}
CASES = [
    Case(
        "example-written-over",
        add("agencies", name="他市環境局", kind="bureau", review="範例"),
        "agencies",
        len(CITY["agencies"]),
        "review",
        "範例",
    ),
    Case("unknown-column", put("tasks", 0, colour="red"), "tasks", -1, "colour", "colour"),
    Case("missing-column", lambda t: [r.pop("kind") for r in t["agencies"]], "agencies", -1, "kind", ""),
    Case("empty-value", put("tasks", 0, name=""), "tasks", 0, "name", "", also=("unknown-reference",)),
    Case(
        "empty-value",
        put("tasks", 0, name="  "),
        "tasks",
        0,
        "name",
        "",
        ("csv", "yaml", "xlsx"),
        also=("unknown-reference",),
    ),
    Case("too-long", put("tasks", 0, note="長" * 32_001), "tasks", 0, "note", "32001", ("csv", "yaml", "xlsx")),
    Case(
        "too-long",
        put("tasks", 0, aliases="；".join(["長" * 99] * 330)),
        "tasks",
        0,
        "aliases",
        "32999",
        ("csv", "yaml"),
    ),
    Case("error-value", put("tasks", 0, number="#REF!"), "tasks", 0, "number", "#REF!"),
    Case("bad-choice", put("agencies", 1, kind="bureu"), "agencies", 1, "kind", "bureu"),
    Case("bad-choice", put("responsibilities", 1, role="幫忙"), "responsibilities", 1, "role", "幫忙"),
    Case("bad-choice", put("tasks", 0, origin="hearsay"), "tasks", 0, "origin", "hearsay", also=()),
    Case(
        "leadless-word", put("responsibilities", 0, role="主(協)辦機關"), "responsibilities", 0, "role", "主(協)辦機關"
    ),
    Case(
        "leadless-word",
        put("responsibilities", 0, role="主（協）辦單位"),
        "responsibilities",
        0,
        "role",
        "主（協）辦單位",
    ),
    Case("bad-date", put("tasks", 0, valid_from="112年13月1日"), "tasks", 0, "valid_from", "112年13月1日"),
    Case("bad-year", add("annual_targets", name="年", year="99"), "annual_targets", 0, "year", "99"),
    Case("bad-integer", add("councils", name="會", seats="十九"), "councils", 0, "seats", "十九"),
    Case("bad-integer", add("councils", name="會", seats="19.5"), "councils", 0, "seats", "19.5"),
    Case("bad-integer", add("councils", name="會", seats="1e999"), "councils", 0, "seats", "1e999"),
    Case(
        "bad-number",
        add("annual_targets", name="年", year=2022, target="12.5 公噸"),
        "annual_targets",
        0,
        "target",
        "12.5 公噸",
    ),
    Case("bad-number", add("annual_targets", name="年", year=2022, target="nan"), "annual_targets", 0, "target", "nan"),
    Case(
        "bad-number", add("annual_targets", name="年", year=2022, target="1,23"), "annual_targets", 0, "target", "1,23"
    ),
    Case("bad-boolean", add("members", **SEAT, vacant="也許"), "members", 0, "vacant", "也許"),
    Case(
        "number-with-commas",
        add("annual_targets", name="年", year=2022, target="1,234.5"),
        "annual_targets",
        0,
        "target",
        "1,234.5",
    ),
    Case("number-with-commas", add("councils", name="會", seats="1,019"), "councils", 0, "seats", "1,019"),
    Case("part-of-year", put("tasks", 0, due="115年第2季"), "tasks", 0, "due", "115年第2季"),
    Case(
        "dates-reversed",
        put("tasks", 0, valid_from="2023-06", valid_to="2023-05-31"),
        "tasks",
        0,
        "valid_from",
        "2023-06",
    ),
    Case(
        "dates-reversed",
        add("members", **SEAT, holder_from="113-01-01", holder_to="2023"),
        "members",
        0,
        "holder_from",
        "2024-01-01",
    ),
    Case(
        "dates-reversed",
        put("responsibilities", 1, valid_from="2024", valid_to="2023"),
        "responsibilities",
        1,
        "valid_from",
        "2024",
    ),
    Case(
        "duplicate-id",
        put("agencies", 1, id="t/agency/a"),
        "agencies",
        1,
        "id",
        "t/agency/a",
        also=("reference-to-unread-row",),
    ),
    Case(
        "duplicate-id",
        put("tasks", 0, id="t/agency/a"),
        "tasks",
        0,
        "id",
        "t/agency/a",
        also=("reference-to-unread-row",),
    ),
    Case("bad-id", put("tasks", 0, id="task one"), "tasks", 0, "id", "task one", also=("reference-to-unread-row",)),
    Case(
        "duplicate-name",
        both(*(add("tasks", name=name) for name in ("任務二", "任務三", "任務二"))),
        "tasks",
        3,
        "name",
        "任務二",
    ),
    Case(
        "duplicate-row",
        lambda t: t["responsibilities"].append(dict(t["responsibilities"][0])),
        "responsibilities",
        2,
        "on",
        "t/task/one",
    ),
    Case("unknown-reference", put("responsibilities", 1, who="乙處室"), "responsibilities", 1, "who", "乙處室"),
    Case(
        "unknown-reference",
        put("responsibilities", 1, who="甲局、丙局"),
        "responsibilities",
        1,
        "who",
        "丙局",
        also=("lead-and-partner",),
    ),
    Case("unknown-reference", put("tasks", 0, source="別的計畫"), "tasks", 0, "source", "別的計畫"),
    Case("unknown-reference", put("agencies", 0, parent="市府"), "agencies", 0, "parent", "市府"),
    Case("reference-to-unread-row", put("documents", 0, review="刪"), "tasks", 0, "source", "測試計畫"),
    Case("dropped-with-row", put("agencies", 1, review="刪"), "agencies", 1, "review", "乙處"),
    Case(
        "reference-to-unread-row",
        put("tasks", 0, id="task one"),
        "responsibilities",
        0,
        "on",
        "任務一",
        also=("bad-id",),
    ),
    Case("ambiguous-reference", add("agencies", name="乙處", kind="bureau"), "responsibilities", 1, "who", "乙處"),
    Case(
        "wrong-ends",
        put("responsibilities", 0, on="t/agency/b"),
        "responsibilities",
        0,
        "on",
        "t/agency/a → t/agency/b",
    ),
    Case("wrong-ends", put("agencies", 0, parent="t/task/one"), "agencies", 0, "parent", "t/agency/a → t/task/one"),
    Case(
        "wrong-ends", put("tasks", 0, source="t/agency/a"), "tasks", 0, "source", "t/agency/a", also=("source-missing",)
    ),
    Case("wrong-ends", put("responsibilities", 0, under="t/agency/a"), "responsibilities", 0, "under", "t/agency/a"),
    Case(
        "wrong-ends",
        add("links", **{"from": "t/task/one", "type": "SITS_ON", "to": "t/agency/a"}),
        "links",
        0,
        "type",
        "t/task/one → t/agency/a",
    ),
    Case("target-without-values", add("annual_targets", name="年", year=2022), "annual_targets", 0, "target", "年"),
    Case(
        "seats-do-not-add-up",
        both(add("councils", id="t/c", name="會", seats=5), add("members", **SEAT, body="會")),
        "councils",
        0,
        "seats",
        "會",
    ),
    Case(
        "cycle",
        both(put("agencies", 0, parent="乙處"), put("agencies", 1, parent="甲局")),
        "agencies",
        0,
        "parent",
        "甲局 → 乙處 → 甲局",
    ),
    Case(
        "cycle",
        both(*(add("links", **{"from": a, "type": "更名", "to": b}) for a, b in (("甲局", "乙處"), ("乙處", "甲局")))),
        "links",
        0,
        "type",
        "甲局 → 乙處 → 甲局",
    ),
    Case("cycle", put("agencies", 0, parent="甲局"), "agencies", 0, "parent", "甲局 → 甲局"),
    Case(
        "origin-missing",
        both(
            lambda t: [t["tasks"][0].pop(k) for k in ("origin", "source")], add("documents", name="報告", kind="report")
        ),
        "tasks",
        0,
        "origin",
        "",
    ),
    Case(
        "origin-of-document",
        lambda t: [row.pop(k) for table in ("tasks", "agencies") for row in t[table] for k in ("origin", "source")],
        "documents",
        0,
        "name",
        "測試計畫",
    ),
    Case("source-missing", lambda t: t["tasks"][0].pop("source"), "tasks", 0, "source", "plan"),
    Case("reason-missing", put("tasks", 0, origin="editorial"), "tasks", 0, "note", ""),
    Case(
        "requires-missing",
        lambda _: None,
        "dataset",
        -1,
        "requires",
        "elsewhere",
        about={**ABOUT, "requires": ["elsewhere"]},
    ),
    Case("no-dataset", lambda _: None, "dataset", -1, "id", "", about={"name": "無名"}),
    Case("bad-id", lambda _: None, "dataset", -1, "id", "my plan", about={"id": "my plan"}),
    Case("bad-date", lambda _: None, "dataset", -1, "date", "someday", about={**ABOUT, "date": "someday"}),
    Case("unknown-column", lambda _: None, "dataset", -1, "colour", "colour", about={**ABOUT, "colour": "red"}),
]


def written(case: Case, suffix: str, folder: Path) -> Path:
    tables = city()
    case.change(tables)
    about = dict(case.about or ABOUT)
    if suffix != "yaml" and isinstance(about.get("requires"), list):
        about["requires"] = "; ".join(about["requires"]) if suffix == "xlsx" else about["requires"]
    return write_as(suffix, folder, tables, about)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_good_city_has_no_finding(tmp_path: Path, suffix: str) -> None:
    (checked,) = check([write_as(suffix, tmp_path, city())])
    assert checked.findings == []
    assert len(checked.plan.nodes) == 4
    assert len(checked.plan.links) == 2


@pytest.mark.parametrize(
    ("case", "suffix"), [pytest.param(c, s, id=f"{i}-{c.code}-{s}") for i, c in enumerate(CASES) for s in c.formats]
)
def test_a_finding_names_its_place_in_sentences_without_holes(case: Case, suffix: str, tmp_path: Path) -> None:
    (checked,) = check([written(case, suffix, tmp_path)])
    found = [f for f in checked.findings if f.code == case.code]
    assert found, [f.row_dict() for f in checked.findings]
    header = {"csv": 1, "xlsx": 1, "yaml": 0}[suffix]
    place = {
        "file": {"csv": f"{case.table}.csv", "xlsx": "set.xlsx", "yaml": "set.yaml"}[suffix],
        "sheet": "" if suffix == "csv" else case.table,
        "row": header + case.row + 1,
    }
    if case.table == "dataset":
        place = {
            "file": {"csv": "dataset.yaml", "xlsx": "set.xlsx", "yaml": "set.yaml"}[suffix],
            "sheet": "" if suffix == "csv" else "dataset",
            "row": 0,
        }
    expected = {**place, "column": case.column, "value": case.value, "code": case.code, "level": CODES[case.code].level}
    got = [{k: getattr(f, k) for k in expected} for f in found]
    assert expected in got
    assert {f.code for f in checked.findings} - {case.code} <= set(case.also), "a finding that is a mere consequence"
    for row in (finding.row_dict(lang) for finding in checked.findings for lang in ("zh-TW", "en")):
        assert row["message"] and row["advice"]
        assert not set("{}[]") & set(row["message"] + row["advice"]), row


def unknown_table(tmp_path: Path) -> None:
    found = the("unknown-table", codes_of(raw_csv(tmp_path / "x", "colours.csv", "id\n1\n")))
    assert (found.file, found.value, found.level) == ("colours.csv", "colours", WARNING)
    for suffix in ("xlsx", "yaml"):
        path = write_as(suffix, tmp_path, {**city(), "colours": [{"id": "1"}]})
        found = the("unknown-table", codes_of(path))
        assert (found.file, found.sheet, found.value) == (f"set.{suffix}", "colours", "colours")


def table_renamed(tmp_path: Path) -> None:
    tables = city()
    tables["分工表"] = tables.pop("responsibilities")
    for suffix in FORMATS:
        found = the("table-renamed", codes_of(write_as(suffix, tmp_path, tables)))
        place = ("分工表.csv", "") if suffix == "csv" else (f"set.{suffix}", "分工表")
        assert (found.file, found.sheet, found.value, found.level) == (*place, "分工表", ERROR)
        assert "是否為「權責分工」？" in found.advice("zh-TW")
        assert "Did you mean 'Responsibilities'?" in found.advice("en")


def no_table(tmp_path: Path) -> None:
    for suffix in FORMATS:
        assert the("no-table", codes_of(write_as(suffix, tmp_path / suffix, {}))).file


def no_header(tmp_path: Path) -> None:
    found = the("no-header", codes_of(raw_csv(tmp_path / "x", "tasks.csv", "1,2\n3,4\n")))
    assert (found.file, found.row) == ("tasks.csv", 1)
    found = the("no-header", codes_of(write_as("xlsx", tmp_path, {"tasks": [{"1": "2"}]})))
    assert (found.file, found.sheet) == ("set.xlsx", "tasks")


def duplicate_column(tmp_path: Path) -> None:
    found = the("duplicate-column", codes_of(raw_csv(tmp_path / "x", "tasks.csv", "id,名稱,name\n1,甲,乙\n")))
    assert (found.file, found.row, found.column, found.value) == ("tasks.csv", 1, "name", "name")


def encoding(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "big5", city(), encoding="cp950")
    found = [f for f in codes_of(folder) if f.code == "encoding"]
    assert {(f.file, f.value) for f in found} == {(f"{t}.csv", "Big5 (cp950)") for t in CITY}
    folder = write_csv(tmp_path / "utf16", city(), encoding="utf-16")
    assert {f.value for f in codes_of(folder) if f.code == "encoding"} == {"UTF-16"}
    assert not codes_of(write_csv(tmp_path / "bom", city(), encoding="utf-8-sig"))


def encoding_lost(tmp_path: Path) -> None:
    data = "id,name,kind\n1,甲,bureau\n".encode() + b"2,\xff\xfe\x80,bureau\n"
    found = the("encoding-lost", codes_of(raw_csv(tmp_path / "x", "agencies.csv", data)))
    assert (found.file, found.row) == ("agencies.csv", 3)


def merged_cells(tmp_path: Path) -> None:
    found = the("merged-cells", codes_of(with_merged(tmp_path / "m.xlsx")))
    assert (found.sheet, found.row, found.column, found.value) == ("tasks", 4, "名稱", "B4:B5")


def formula_without_value(tmp_path: Path) -> None:
    found = the("formula-without-value", codes_of(with_formulas(tmp_path / "f.xlsx")))
    assert (found.sheet, found.row, found.column) == ("tasks", 2, "項次")


def foreign_id(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    loaded(db, write_csv(tmp_path / "one", city())).close()
    other = {
        "agencies": [{"id": "t/agency/a", "name": "甲局", "kind": "bureau", "origin": "editorial", "note": "理由"}]
    }
    path = write_csv(tmp_path / "two", other, {"id": "u"})
    found = the("foreign-id", codes_of(path, db=db))
    assert (found.file, found.row, found.column, found.value, found.details) == (
        "agencies.csv",
        2,
        "id",
        "t/agency/a",
        {"other": "t"},
    )
    assert the("foreign-id", codes_of(tmp_path / "one", path)).value == "t/agency/a"


def still_referred_to(tmp_path: Path) -> None:
    db = tmp_path / "x.kgl"
    one = write_csv(tmp_path / "one", city())
    two = write_csv(
        tmp_path / "two",
        {"responsibilities": [{"who": "t/agency/b", "role": "審查", "on": "t/task/one", **SAID}]},
        {"id": "u", "requires": ["t"]},
    )
    loaded(db, one, two).close()
    less = city()
    del less["agencies"][1], less["responsibilities"][1]
    found = the("still-referred-to", codes_of(write_csv(tmp_path / "one", less), db=db))
    assert (found.sheet, found.column, found.value) == ("agencies", "id", "t/agency/b")
    assert found.details["other"] == "u"


def former_name_followed(folder: Path) -> None:
    """A record of a draft that was renamed in its own row alone."""
    tables = city()
    write_csv(folder, tables)
    write_csv(folder / FIRST_FOLDER, tables)
    tables["agencies"][1]["name"] = "丙處"
    tables["responsibilities"][1]["who"] = "乙處"
    found = the("former-name-followed", codes_of(write_csv(folder, tables)))
    assert (found.file, found.row, found.column, found.value, found.level) == (
        "agencies.csv",
        3,
        "name",
        "丙處",
        NOTICE,
    )


def _dumped(tmp_path: Path) -> Path:
    with loaded(tmp_path / "x.kgl", write_csv(tmp_path / "set", city())) as graph:
        graph.dump(tmp_path / "dumped")
    return tmp_path / "dumped"


def table_lost(tmp_path: Path) -> None:
    folder = _dumped(tmp_path)
    (folder / "tasks.csv").unlink()
    assert the("table-lost", codes_of(folder)).value == "tasks"


def table_unlisted(tmp_path: Path) -> None:
    folder = _dumped(tmp_path)
    (folder / "councils.csv").write_text("id,name,origin\nt/c,某會,editorial\n", encoding="utf-8")
    assert the("table-unlisted", codes_of(folder)).file == "councils.csv"


def link_outside(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "set", city())
    (folder / "tasks.csv").rename(tmp_path / "tasks.csv")
    try:
        (folder / "tasks.csv").symlink_to(tmp_path / "tasks.csv")
    except OSError:
        pytest.skip("no right to make links here")
    assert the("link-outside", codes_of(folder)).file == "tasks.csv"


SPECIAL = (
    unknown_table,
    table_lost,
    table_unlisted,
    link_outside,
    table_renamed,
    no_table,
    no_header,
    duplicate_column,
    encoding,
    encoding_lost,
    merged_cells,
    formula_without_value,
    foreign_id,
    still_referred_to,
    former_name_followed,
)


@pytest.mark.parametrize("special", SPECIAL, ids=lambda f: f.__name__)
def test_a_finding_about_a_file(special: Callable[[Path], None], tmp_path: Path) -> None:
    special(tmp_path)


ELSEWHERE = (
    "test_draft_review.py",
    "test_kept_bodies.py",
    "test_kept_years.py",
    "test_like_edition.py",
    "test_un_tier.py",
    "test_numbers.py",
    "test_csv_text.py",
    "test_alike_agencies.py",
    "test_lists.py",
    "test_changes.py",
    "../cli/test_written_files.py",
    "../cli/test_flat_sheet.py",
    "../reader/test_hedged_cells.py",
    "../reader/test_merging.py",
)
"""Other files that test findings, each by its code."""


def test_no_finding_is_left_untested() -> None:
    of_the_un_sheet = {code for code in CODES if code.startswith("tier-")}
    tested = {c.code for c in CASES} | {f.__name__.replace("_", "-") for f in SPECIAL} | {*OF_CHANGES, *OF_PLANS}
    assert tested < set(CODES) - of_the_un_sheet
    elsewhere = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ELSEWHERE)
    assert not [code for code in set(CODES) - tested if f'"{code}"' not in elsewhere]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_sentences_have_no_holes(code: str, lang: str) -> None:
    declared = CODES[code]
    assert declared.level in (ERROR, WARNING, NOTICE)
    texts = (
        (*declared.text, declared.advice) if isinstance(declared.text, Counted) else (declared.text, declared.advice)
    )
    named = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    details: dict[str, Any] = {name: ["甲"] if name == "nearest" else "甲" for name in named - {"value"}}
    for n in (1, 2):
        finding = Finding(code, "f.csv", "s", 3, "c", "值", details | ({"n": n} if "n" in named else {}))
        for text in (finding.message(lang), finding.advice(lang)):
            assert text and not set("{}[]") & set(text), text
    assert (finding.message("zh-TW"), finding.advice("zh-TW")) != (finding.message("en"), finding.advice("en"))
