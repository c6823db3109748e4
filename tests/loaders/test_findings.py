"""Every finding: it is reported with its file, sheet, row, column and value, and a good file has none."""

from __future__ import annotations

import copy
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quanze.loaders.findings import CODES, ERROR, WARNING, Finding, errors, in_order
from quanze.loaders.load import check
from tests.sets import ABOUT, CITY, heads_of, loaded, write_as, write_csv

FORMATS = ("csv", "xlsx", "yaml")
SAID = {"origin": "plan", "source": "測試計畫"}
Tables = dict[str, list[dict[str, Any]]]


def city() -> Tables:
    return copy.deepcopy(CITY)


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


def put(table: str, row: int, **values: Any) -> Callable[[Tables], object]:
    return lambda t: t[table][row].update(values)


def add(table: str, **values: Any) -> Callable[[Tables], object]:
    return lambda t: t.setdefault(table, []).append({**SAID, **values})


def both(*changes: Callable[[Tables], object]) -> Callable[[Tables], object]:
    return lambda t: [change(t) for change in changes]


SEAT = {"name": "席", "seat_title": "委員", "seats": 3}
CASES = [
    Case("example-written-over", add("agencies", name="他市環境局", kind="bureau", review="範例"), "agencies", len(CITY["agencies"]), "review", "範例"),
    Case("unknown-column", put("tasks", 0, colour="red"), "tasks", -1, "colour", "colour"),
    Case("missing-column", lambda t: [r.pop("kind") for r in t["agencies"]], "agencies", -1, "類別", "類別 (kind)"),
    Case("empty-value", put("tasks", 0, name=""), "tasks", 0, "name", "", also=("unknown-reference",)),
    Case("empty-value", put("tasks", 0, name="  "), "tasks", 0, "name", "", ("csv", "yaml", "xlsx"), also=("unknown-reference",)),
    Case("too-long", put("tasks", 0, note="長" * 32_001), "tasks", 0, "note", "32001", ("csv", "yaml", "xlsx")),
    Case("too-long", put("tasks", 0, aliases="；".join(["長" * 99] * 330)), "tasks", 0, "aliases", "32999", ("csv", "yaml")),
    Case("error-value", put("tasks", 0, number="#REF!"), "tasks", 0, "number", "#REF!"),
    Case("bad-choice", put("agencies", 1, kind="bureu"), "agencies", 1, "kind", "bureu"),
    Case("bad-choice", put("responsibilities", 1, role="幫忙"), "responsibilities", 1, "role", "幫忙"),
    Case("bad-choice", put("tasks", 0, origin="hearsay"), "tasks", 0, "origin", "hearsay", also=()),
    Case("leadless-word", put("responsibilities", 0, role="主(協)辦機關"), "responsibilities", 0, "role", "主(協)辦機關"),
    Case("leadless-word", put("responsibilities", 0, role="主（協）辦單位"), "responsibilities", 0, "role", "主（協）辦單位"),
    Case("bad-date", put("tasks", 0, valid_from="112年13月1日"), "tasks", 0, "valid_from", "112年13月1日"),
    Case("bad-year", add("annual_targets", name="年", year="99"), "annual_targets", 0, "year", "99"),
    Case("bad-integer", add("councils", name="會", seats="十九"), "councils", 0, "seats", "十九"),
    Case("bad-integer", add("councils", name="會", seats="19.5"), "councils", 0, "seats", "19.5"),
    Case("bad-integer", add("councils", name="會", seats="1e999"), "councils", 0, "seats", "1e999"),
    Case("bad-number", add("annual_targets", name="年", year=2022, target="12.5 公噸"), "annual_targets", 0, "target", "12.5 公噸"),
    Case("bad-number", add("annual_targets", name="年", year=2022, target="nan"), "annual_targets", 0, "target", "nan"),
    Case("bad-number", add("annual_targets", name="年", year=2022, target="1,23"), "annual_targets", 0, "target", "1,23"),
    Case("bad-boolean", add("members", **SEAT, vacant="也許"), "members", 0, "vacant", "也許"),
    Case("number-with-commas", add("annual_targets", name="年", year=2022, target="1,234.5"), "annual_targets", 0, "target", "1,234.5"),
    Case("number-with-commas", add("councils", name="會", seats="1,019"), "councils", 0, "seats", "1,019"),
    Case("dates-reversed", put("tasks", 0, valid_from="2023-06", valid_to="2023-05-31"), "tasks", 0, "valid_from", "2023-06"),
    Case("dates-reversed", add("members", **SEAT, holder_from="113-01-01", holder_to="2023"), "members", 0, "holder_from", "2024-01-01"),
    Case("dates-reversed", put("responsibilities", 1, valid_from="2024", valid_to="2023"), "responsibilities", 1, "valid_from", "2024"),
    Case("duplicate-id", put("agencies", 1, id="t/agency/a"), "agencies", 1, "id", "t/agency/a", also=("reference-to-unread-row",)),
    Case("duplicate-id", put("tasks", 0, id="t/agency/a"), "tasks", 0, "id", "t/agency/a", also=("reference-to-unread-row",)),
    Case("bad-id", put("tasks", 0, id="task one"), "tasks", 0, "id", "task one", also=("reference-to-unread-row",)),
    Case("duplicate-name", both(*(add("tasks", name=name) for name in ("任務二", "任務三", "任務二"))), "tasks", 3, "name", "任務二"),
    Case("duplicate-row", lambda t: t["responsibilities"].append(dict(t["responsibilities"][0])), "responsibilities", 2, "on", "t/task/one"),
    Case("unknown-reference", put("responsibilities", 1, who="乙處室"), "responsibilities", 1, "who", "乙處室"),
    Case("unknown-reference", put("responsibilities", 1, who="甲局、丙局"), "responsibilities", 1, "who", "丙局"),
    Case("unknown-reference", put("tasks", 0, source="別的計畫"), "tasks", 0, "source", "別的計畫"),
    Case("unknown-reference", put("agencies", 0, parent="市府"), "agencies", 0, "parent", "市府"),
    Case("reference-to-unread-row", put("agencies", 1, review="刪"), "responsibilities", 1, "who", "乙處"),
    Case("reference-to-unread-row", put("tasks", 0, id="task one"), "responsibilities", 0, "on", "任務一", also=("bad-id",)),
    Case("ambiguous-reference", add("agencies", name="乙處", kind="bureau"), "responsibilities", 1, "who", "乙處"),
    Case("wrong-ends", put("responsibilities", 0, on="t/agency/b"), "responsibilities", 0, "on", "t/agency/a → t/agency/b"),
    Case("wrong-ends", put("agencies", 0, parent="t/task/one"), "agencies", 0, "parent", "t/agency/a → t/task/one"),
    Case("wrong-ends", put("tasks", 0, source="t/agency/a"), "tasks", 0, "source", "t/agency/a", also=("source-missing",)),
    Case("wrong-ends", put("responsibilities", 0, under="t/agency/a"), "responsibilities", 0, "under", "t/agency/a"),
    Case("wrong-ends", add("links", **{"from": "t/task/one", "type": "SITS_ON", "to": "t/agency/a"}), "links", 0, "type",
         "t/task/one → t/agency/a"),
    Case("target-without-values", add("annual_targets", name="年", year=2022), "annual_targets", 0, "target", "年"),
    Case("seats-do-not-add-up", both(add("councils", id="t/c", name="會", seats=5), add("members", **SEAT, body="會")),
         "councils", 0, "seats", "會"),
    Case("cycle", both(put("agencies", 0, parent="乙處"), put("agencies", 1, parent="甲局")), "agencies", 0, "parent",
         "t/agency/a → t/agency/b → t/agency/a"),
    Case("cycle", both(*(add("links", **{"from": a, "type": "更名", "to": b}) for a, b in (("甲局", "乙處"), ("乙處", "甲局")))),
         "links", 0, "type", "t/agency/a → t/agency/b → t/agency/a"),
    Case("cycle", put("agencies", 0, parent="甲局"), "agencies", 0, "parent", "t/agency/a → t/agency/a"),
    Case("origin-missing", lambda t: [t["tasks"][0].pop(k) for k in ("origin", "source")], "tasks", 0, "origin", ""),
    Case("source-missing", lambda t: t["tasks"][0].pop("source"), "tasks", 0, "source", "plan"),
    Case("reason-missing", put("tasks", 0, origin="editorial"), "tasks", 0, "note", ""),
    Case("requires-missing", lambda _: None, "dataset", -1, "requires", "elsewhere", about={**ABOUT, "requires": ["elsewhere"]}),
    Case("no-dataset", lambda _: None, "dataset", -1, "id", "", about={"name": "無名"}),
    Case("bad-id", lambda _: None, "dataset", -1, "id", "my plan", about={"id": "my plan"}),
    Case("bad-date", lambda _: None, "dataset", -1, "date", "someday", about={**ABOUT, "date": "someday"}),
    Case("unknown-column", lambda _: None, "dataset", -1, "colour", "colour", about={**ABOUT, "colour": "red"}),
]  # fmt: skip


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
def test_a_finding_names_its_place(case: Case, suffix: str, tmp_path: Path) -> None:
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
        place = {"file": {"csv": "dataset.yaml", "xlsx": "set.xlsx", "yaml": "set.yaml"}[suffix],
                 "sheet": "" if suffix == "csv" else "dataset", "row": 0}  # fmt: skip
    expected = {**place, "column": case.column, "value": case.value, "code": case.code, "level": CODES[case.code].level}
    got = [{k: getattr(f, k) for k in expected} for f in found]
    assert expected in got
    assert {f.code for f in checked.findings} - {case.code} <= set(case.also), "a finding that is a mere consequence"


def codes_of(path: Path, *more: Path, db: Path | None = None) -> list[Finding]:
    import quanze

    if db is None:
        return [f for c in check([path, *more]) for f in c.findings]
    with quanze.open(db) as graph:
        return [f for c in check([path, *more], graph.engine) for f in c.findings]


def the(code: str, findings: list[Finding]) -> Finding:
    (one,) = [f for f in findings if f.code == code]
    return one


def raw_csv(folder: Path, name: str, text: str | bytes) -> Path:
    write_csv(folder, {})
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    return folder


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
        "agencies.csv", 2, "id", "t/agency/a", {"other": "t"})  # fmt: skip
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


SPECIAL = (unknown_table, table_renamed, no_table, no_header, duplicate_column, encoding, encoding_lost, merged_cells,
           formula_without_value, foreign_id, still_referred_to)  # fmt: skip


@pytest.mark.parametrize("special", SPECIAL, ids=lambda f: f.__name__)
def test_a_finding_about_a_file(special: Callable[[Path], None], tmp_path: Path) -> None:
    special(tmp_path)


def test_no_finding_is_left_untested() -> None:
    of_the_un_sheet = {code for code in CODES if code.startswith("tier-")}
    assert {c.code for c in CASES} | {f.__name__.replace("_", "-") for f in SPECIAL} == set(CODES) - of_the_un_sheet
    its_tests = (Path(__file__).parent / "test_un_tier.py").read_text(encoding="utf-8")
    assert not [code for code in of_the_un_sheet if code not in its_tests]


def with_merged(path: Path) -> Path:
    """A title merged above the header, which is no fault, and two rows merged below it, which is one."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("tasks")
    sheet.merge_range(0, 0, 0, 1, "任務一覽")
    sheet.write_row(1, 0, ["識別碼", "名稱"])
    sheet.write_row(2, 0, ["a", "任務甲"])
    sheet.write_row(3, 0, ["b"])
    sheet.write_row(4, 0, ["c"])
    sheet.merge_range(3, 1, 4, 1, "任務乙")
    book.close()
    return path


def with_formulas(path: Path) -> Path:
    """Formulas that were computed, to a text, a number or an empty text, and one that never was."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("tasks")
    sheet.write_row(0, 0, ["識別碼", "名稱", "項次"])
    for row, result in enumerate(["", "一", 2], 1):
        sheet.write_row(row, 0, [f"t{row}", f"任務{row}"])
        sheet.write_formula(row, 2, "=1+1", None, result)
    book.close()
    return path


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_sentences_have_no_holes(code: str, lang: str) -> None:
    declared = CODES[code]
    assert declared.level in (ERROR, WARNING)
    named = {
        name
        for text in (declared.zh, declared.en, declared.advice_zh, declared.advice_en)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    details = {name: ["甲"] if name == "nearest" else "甲" for name in named - {"value"}}
    finding = Finding(code, "f.csv", "s", 3, "c", "值", details)
    for text in (finding.message(lang), finding.advice(lang)):
        assert text and not set("{}[]") & set(text), text
    assert (declared.zh, declared.advice_zh) != (declared.en, declared.advice_en)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.code)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_real_sentences_have_no_holes(case: Case, lang: str, tmp_path: Path) -> None:
    for finding in check([written(case, "csv", tmp_path)])[0].findings:
        row = finding.row_dict(lang)
        assert row["message"] and row["advice"]
        assert not set("{}[]") & set(row["message"] + row["advice"]), row


def test_what_was_meant_is_offered(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["kind"] = "bureu"
    tables["responsibilities"][1]["who"] = "乙處室"
    advice = {f.code: f.advice("en") for f in codes_of(write_as("csv", tmp_path, tables))}
    assert "Did you mean 'bureau'?" in advice["bad-choice"]
    assert "Did you mean '乙處'?" in advice["unknown-reference"]


def test_all_faults_come_at_once_and_errors_first(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"][0].update(valid_from="soon", colour="red")
    tables["agencies"][0]["kind"] = "?"
    tables["responsibilities"][0]["who"] = "無此機關"
    findings = codes_of(write_as("csv", tmp_path, tables))
    assert {f.code for f in findings} >= {"bad-date", "unknown-column", "bad-choice", "unknown-reference"}
    assert findings == in_order(findings)
    levels = [f.level for f in findings]
    assert levels == sorted(levels), "errors stand before warnings"
    assert errors(findings, strict=True) == findings
    assert errors(findings) == [f for f in findings if f.level == ERROR]


def test_rows_of_csv_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '任務\n\n識別碼,名稱,生效日\na,"一\n行",2023\n\nb,二,soon\n'
    found = the("bad-date", codes_of(raw_csv(tmp_path / "x", "tasks.csv", text)))
    assert found.row == 6


def test_a_row_marked_to_drop_is_not_read(tmp_path: Path) -> None:
    tables = city()
    for i, mark in enumerate(["刪", "drop"]):
        tables["tasks"].append({"id": f"x{i}", "name": "", "valid_from": "never", "review": mark})
    (checked,) = check([write_as("xlsx", tmp_path, tables)])
    assert checked.findings == []
    assert len(checked.plan.nodes) == 4


@pytest.mark.parametrize("cell", [{"name": "市民屋頂光電"}, {"valid_from": "2024-01-01"}, {"valid_from": "never"}])
@pytest.mark.parametrize("mark", ["範例", "Example"])
def test_an_example_that_was_written_over_is_not_lost_in_silence(
    tmp_path: Path, cell: dict[str, str], mark: str
) -> None:
    tables = city()
    example = {"name": "公有建築節能", "kind": "措施", "number": "1", "undertaken_by": "能源組", "review": mark}
    tables["tasks"].append(example)
    (checked,) = check([write_as("xlsx", tmp_path / "as", tables)])
    assert checked.findings == []
    example.update(cell)
    (checked,) = check([write_as("xlsx", tmp_path / "over", tables)])
    found = the("example-written-over", checked.findings)
    assert (found.level, found.row, found.column, found.value) == (WARNING, len(tables["tasks"]) + 1, "review", mark)
    assert len(checked.plan.nodes) == 4


def test_heads_in_both_languages_mixed(tmp_path: Path) -> None:
    text = "識別碼,Name,來源性質,出處\nx,任務二,計畫,測試計畫\n"
    folder = write_csv(tmp_path / "x", {k: v for k, v in city().items() if k != "tasks"} | {"responsibilities": []})
    (folder / "任務.csv").write_text(text, encoding="utf-8")
    (folder / "responsibilities.csv").unlink()
    (checked,) = check([folder])
    assert checked.findings == []
    assert checked.plan.nodes["x"].props["name"] == "任務二"
    assert heads_of([{"a": 1}, {"b": 2}]) == ["a", "b"]


def test_the_word_of_the_plan_is_kept(tmp_path: Path) -> None:
    (checked,) = check([write_as("csv", tmp_path, city())])
    assert {(k.start, k.ends[0], k.props["wording"]) for k in checked.plan.links.values()} == {
        ("t/agency/a", "CONVENES", "主辦"), ("t/agency/b", "CO_ORGANIZES", "協辦")}  # fmt: skip


def test_seats_may_be_told_with_or_without_the_chairs(tmp_path: Path) -> None:
    for stated in (4, 5):
        tables = city() | {
            "councils": [{"id": "t/c", "name": "會", "seats": stated, **SAID}],
            "members": [
                {"id": "m1", "name": "召集", "seat_title": "召集人", "seats": 1, "body": "會", **SAID},
                {"id": "m2", "name": "其餘", "seat_title": "委員", "seats": 4, "body": "會", **SAID},
            ],
        }
        assert not codes_of(write_as("csv", tmp_path / str(stated), tables))


def test_several_names_in_one_cell(tmp_path: Path) -> None:
    tables = city()
    tables["responsibilities"] = [{"who": "甲局、乙處", "role": "協辦", "on": "任務一", **SAID}]
    (checked,) = check([write_as("csv", tmp_path, tables)])
    assert {k.start for k in checked.plan.links.values()} == {"t/agency/a", "t/agency/b"}


def test_a_row_with_a_bad_role_tells_its_other_faults(tmp_path: Path) -> None:
    tables = city()
    tables["responsibilities"].append(
        {"who": "水利局", "role": "協辨", "on": "任務九", "source": "某法", "valid_from": "113年13月1日"}
    )
    tables["links"] = [{"from": "任務八", "type": "不明", "to": "任務七", **SAID}]
    found = {(f.code, f.value) for f in codes_of(write_as("csv", tmp_path, tables))}
    assert found >= {
        ("bad-choice", "協辨"), ("bad-date", "113年13月1日"), ("bad-choice", "不明"),
        *(("unknown-reference", text) for text in ("水利局", "任務九", "某法", "任務八", "任務七")),
    }  # fmt: skip
    assert ("origin-missing", "") not in found, "the unknown source is the fault"


def test_a_finding_names_the_column_as_the_file_does(tmp_path: Path) -> None:
    rows = [["承辦者", "角色", "事項", "來源性質", "出處"], ["乙處室", "協辦", "任務一", "計畫", "測試計畫"]]
    folder = write_csv(tmp_path / "set", city())
    (folder / "responsibilities.csv").unlink()
    (folder / "權責分工.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (found,) = codes_of(folder)
    assert (found.code, found.column) == ("unknown-reference", "承辦者")


def test_another_row_is_named_in_the_language_of_the_message(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"].append(dict(tables["tasks"][0]))
    (found,) = [f for f in codes_of(write_as("csv", tmp_path, tables)) if f.code == "duplicate-id"]
    assert "第 2 列" in found.message("zh-TW") and "row" not in found.message("zh-TW")
    assert "row 2" in found.message("en")


def test_a_date_that_lost_its_format_is_recognized(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"][0]["valid_from"] = "45717"
    (found,) = codes_of(write_as("csv", tmp_path, tables))
    assert (found.code, "2025-03-01" in found.advice("zh-TW")) == ("bad-date", True)


def test_a_name_of_the_own_plan_is_offered_before_others(tmp_path: Path) -> None:
    other = {
        "id": "o/agency/a",
        "name": "他市環保局處",
        "aliases": "環保局",
        "kind": "bureau",
        "origin": "editorial",
        "note": "理由",
    }
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "other", {"agencies": [other]}, {"id": "o"}))
    tables = city()
    tables["agencies"][0].update(name="本市環保局處", aliases="環保局;甲局")
    tables["responsibilities"][1]["who"] = "環保句"
    (checked,) = check([write_csv(tmp_path / "own", tables)], graph.engine)
    (found,) = [f for f in checked.findings if f.code == "unknown-reference"]
    assert "本市環保局處" in found.advice("zh-TW") and "他市環保局處" not in found.advice("zh-TW")


def test_a_document_states_itself(tmp_path: Path) -> None:
    tables = city()
    tables["documents"] = [{"name": "測試計畫", "kind": "plan"}]
    (checked,) = check([write_as("csv", tmp_path, tables)])
    assert checked.findings == []
    (document,) = [n.props for n in checked.plan.nodes.values() if n.kind == "Document"]
    assert document["origin"] == "plan"


def test_a_cause_stands_before_what_follows_from_it(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][1]["name"] = ""
    for suffix in ("csv", "xlsx"):
        found = codes_of(write_as(suffix, tmp_path / suffix, tables))
        assert found[0].code == "empty-value", found
