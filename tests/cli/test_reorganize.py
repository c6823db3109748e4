"""``quanze reorganize``: the small city's bureau is divided, and every way to show what that does."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
import python_calamine

import quanze
from tests.cli.running import LANGS, run
from tests.exports.hostile import HOSTILE
from tests.loaders.cases import SAID, city
from tests.sets import loaded, snapshot, write_csv, write_xlsx

WHY = {"origin": "editorial", "note": "規劃"}
DAY = {"valid_from": "2027-01-01"}
HOSTILE_NAME = next(t for t in HOSTILE if "<script" in t)
SHEETS = {
    "zh-TW": [
        "摘要",
        "規劃之變更",
        "各單位增減",
        "移轉之業務",
        "無人承接之業務",
        "出缺之席位",
        "新增之單點風險",
        "召集單位",
        "應通知事項",
    ],
    "en": ["Summary", "Planned changes", "Bodies", "Duties that move", "Duties nobody takes", "Seats that fall vacant"],
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A city with a council, a group and its convener, seats, and three tasks."""
    plan = city()
    plan["agencies"].append({"id": "t/agency/c", "name": "丙所", "kind": "office", **SAID})
    plan["councils"] = [{"name": "推動會", **SAID}]
    plan["subgroups"] = [{"name": "能源組", "council": "推動會", **SAID}]
    plan["members"] = [
        {"name": "丙所席", "seat_title": "委員", "seats": 1, "body": "推動會", "agency": "丙所", **SAID},
    ]
    plan["tasks"] += [{"name": name, "undertaken_by": "能源組", **SAID} for name in ("任務二", "任務三")]
    plan["responsibilities"] += [
        {"who": "甲局", "role": "召集", "on": "能源組", **SAID},
        {"who": "甲局", "role": "主辦", "on": "任務二", **SAID},
        {"who": "乙處", "role": "協辦", "on": "任務二", **SAID},
        {"who": "丙所", "role": "主辦", "on": "任務三", **SAID},
        {"who": "乙處", "role": "協辦", "on": "任務三", **SAID},
    ]
    loaded(tmp_path / "city.kgl", write_csv(tmp_path / "plan", plan)).close()
    return tmp_path / "city.kgl"


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """The bureau is divided, and the group and one task are named; the office is dissolved."""
    act = {"act": "組織條例"}
    return write_xlsx(
        tmp_path / "planned.xlsx",
        {
            "documents": [{"name": "組織條例", "kind": "law", "origin": "law"}],
            "agencies": [
                {"id": "p/east", "name": "東局", "kind": "bureau", **DAY, **WHY},
                {"id": "p/west", "name": HOSTILE_NAME, "kind": "bureau", **DAY, **WHY},
            ],
            "changes": [
                {"change": "分拆", "from": "甲局", "to": "東局", "moves": "能源組", **DAY, **act, **WHY},
                {"change": "分拆", "from": "甲局", "to": "p/west", "moves": "任務二", **DAY, **act, **WHY},
                {"change": "裁撤", "from": "丙所", **DAY, **act, **WHY},
            ],
        },
        {"id": "p", "name": "規劃"},
    )


@pytest.mark.whole
@pytest.mark.parametrize(("day", "begun"), [("2026-12-31", set()), ("2027-01-01", {"p/east"}), ("2028", {"p/east"})])
def test_a_new_body_without_a_first_day_begins_with_its_change(
    database: Path, tmp_path: Path, day: str, begun: set[str]
) -> None:
    changes = [{"change": "更名", "from": "甲局", "to": "東局", "act": "組織條例", **DAY, **WHY}]
    planned = {
        "documents": [{"name": "組織條例", "kind": "law", "origin": "law"}],
        "agencies": [{"id": "p/east", "name": "東局", "kind": "bureau", **WHY}],
        "responsibilities": [{"who": "東局", "role": "協辦", "on": "任務三", **WHY}],
        "changes": changes,
    }
    path = write_xlsx(tmp_path / "x.xlsx", planned, {"id": "p", "name": "規劃"})
    with quanze.open(database) as graph:
        found = graph.reorganize(path, as_of=day)
    assert {b["body"] for b in found.bodies if b["state"] == "begins"} == begun
    assert bool(found.duties) == bool(found.bodies) == bool(begun)


@pytest.mark.whole
def test_what_changes_is_found_and_nothing_written(database: Path, planned: Path) -> None:
    with quanze.open(database) as graph:
        before = snapshot(graph.engine)
    ran = run("reorganize", planned, "--db", database, "--format", "json", "--lang", "en")
    assert ran.code == 0, ran.err
    with quanze.open(database) as graph:
        assert snapshot(graph.engine) == before
    found = json.loads(ran.out)
    assert found["day"] == "2027-01-01"
    duties = {(d["item_name"], d["role"]): d for d in found["duties"]}
    outcomes = {item: d["outcome"] for item, d in duties.items()}
    assert outcomes == {
        ("任務一", "CONVENES"): "open",
        ("任務二", "CONVENES"): "moved",
        ("任務三", "CONVENES"): "ended",
        ("能源組", "CONVENES"): "moved",
        ("丙所席", "REPRESENTS"): "ended",
    }
    assert [a["id"] for a in duties["任務一", "CONVENES"]["open"]] == ["p/east", "p/west"]
    assert duties["任務二", "CONVENES"]["act_name"] == "組織條例"
    states = {b["body"]: (b["state"], b["leads_before"], b["leads_after"]) for b in found["bodies"]}
    assert states == {
        "t/agency/a": ("ends", 3, 0),
        "t/agency/c": ("ends", 1, 0),
        "p/east": ("begins", 0, 1),
        "p/west": ("begins", 0, 1),
    }
    gaps = {(g["gap"], g["name"]) for g in found["untaken"]}
    assert {("duty-unsettled", "任務一"), ("duty-ended", "任務三")} <= gaps
    assert [g["name"] for g in found["vacant_seats"]] == ["丙所席"]
    assert [c["group_name"] for c in found["conveners"]] == ["能源組"]
    letters = {(x["body"], x["reason"]): [i["name"] for i in x["items"]] for x in found["letters"]}
    assert letters["t/agency/b", "works-with"] in (["任務一"], ["任務二"])
    assert letters["t/agency/b", "left-by"] == ["任務三"]
    assert letters["p/east", "takes-over"] == ["能源組"]
    assert letters["t/agency/c", "drops"] == ["任務三", "丙所席"]


@pytest.mark.whole
@pytest.mark.parametrize("name", ["changes.csv", "變更.csv", "我的規劃 2.csv", "plan.tsv"])
def test_changes_in_a_text_file_of_any_name_are_tried(name: str, database: Path, tmp_path: Path) -> None:
    separator = "\t" if name.endswith(".tsv") else ","
    rows = (("變更方式", "原名", "承接者", "變更日期", "備註"), ("整併", "乙處", "甲局", "116-01-01", "規劃"))
    text = "".join(separator.join(row) + "\n" for row in rows)
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("reorganize", tmp_path / name, "--db", database, "--format", "json", "--lang", "en")
    assert ran.code == 0, ran.err
    assert {body["body"]: body["state"] for body in json.loads(ran.out)["bodies"]}["t/agency/b"] == "ends"
    taken = run("load", tmp_path / name, "--db", database, "--yes", "--lang", "en")
    assert taken.code == 0, "the same file is loaded once it is decided"
    with quanze.open(database) as graph:
        assert {row["agency"] for row in graph.who("任務一", as_of="2028-01-01")} == {"t/agency/a"}
    later = tmp_path / "later.csv"
    later.write_text("變更方式,原名,承接者,變更日期,備註\n更名,甲局,丁局,120-01-01,規劃\n", encoding="utf-8")
    assert run("reorganize", later, "--db", database).code == 0, "it takes nothing from the changes of before"
    assert run("load", later, "--db", database, "--yes").code == 0
    with quanze.open(database) as graph:
        assert {row["agency_name"] for row in graph.who("任務一", as_of="2032-01-01")} == {"丁局"}


def test_for_a_text_file_without_changes_the_finding_names_their_columns(database: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("任務,主辦機關\n種樹,公園處\n", encoding="utf-8")
    ran = run("reorganize", tmp_path / "plan.csv", "--db", database, "--lang", "zh-TW")
    assert ran.code == 6
    assert "變更方式、原名、承接者" in ran.out + ran.err


@pytest.mark.whole
def test_a_single_point_appears_where_a_partner_goes(database: Path, tmp_path: Path) -> None:
    row = {"change": "裁撤", "from": "乙處", "act": "組織條例", **DAY, **WHY}
    documents = [{"name": "組織條例", "kind": "law", "origin": "law"}]
    path = write_csv(tmp_path / "alone", {"documents": documents, "changes": [row]}, {"id": "p", "name": "規劃"})
    found = json.loads(run("reorganize", path, "--db", database, "--format", "json").out)
    assert {f["subjects"][0] for f in found["single_points"]} == {"t/task/one", "t/task/任務二"}


@pytest.mark.whole
def test_a_section_that_is_dissolved_is_not_looked_for_at_another_body(database: Path, tmp_path: Path) -> None:
    tables = {
        "agencies": [{"name": "丁科", "kind": "bureau", "parent": "乙處", **SAID}],
        "tasks": [{"name": "任務丁", **SAID}],
        "responsibilities": [{"who": "丁科", "role": "主辦", "on": "任務丁", **SAID}],
    }
    assert run("load", write_csv(tmp_path / "section", tables, {"id": "s", "name": "科"}), "--db", database).code == 0
    row = {"change": "裁撤", "from": "丁科", "act": "組織條例", **DAY, **WHY}
    documents = [{"name": "組織條例", "kind": "law", "origin": "law"}]
    path = write_csv(tmp_path / "ends", {"documents": documents, "changes": [row]}, {"id": "p", "name": "規劃"})
    found = json.loads(run("reorganize", path, "--db", database, "--format", "json").out)
    assert {(d["item_name"], d["outcome"]) for d in found["duties"]} == {("丁科", "gone"), ("任務丁", "ended")}
    letters = {x["body_name"]: x["message_zh"] for x in found["letters"]}
    assert letters["乙處"].startswith("隨其終止而不再有：丁科")
    assert "無人承接" in letters["丁科"]


@pytest.mark.whole
def test_a_council_that_is_renamed_keeps_what_others_have_on_it(database: Path, tmp_path: Path) -> None:
    convened = {"responsibilities": [{"who": "乙處", "role": "召集", "on": "推動會", **SAID}]}
    convening = write_csv(tmp_path / "convened", convened, {"id": "c", "name": "召集"})
    assert run("load", convening, "--db", database).code == 0
    row = {"change": "更名", "from": "推動會", "to": "淨零推動會", "act": "組織條例", **DAY, **WHY}
    tables = {
        "documents": [{"name": "組織條例", "kind": "law", "origin": "law"}],
        "councils": [{"id": "p/council", "name": "淨零推動會", **DAY, **WHY}],
        "changes": [row],
    }
    path = write_csv(tmp_path / "renamed", tables, {"id": "p", "name": "規劃"})
    found = json.loads(run("reorganize", path, "--db", database, "--format", "json").out)
    assert found["duties"] == found["conveners"] == found["letters"] == []
    assert {(b["body"], b["state"]) for b in found["bodies"]} == {("t/council/推動會", "ends"), ("p/council", "begins")}


@pytest.mark.whole
def test_the_workbook_has_the_picture(database: Path, planned: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert run("reorganize", planned, "--db", database, "-o", path, "--lang", "en").code == 0
    assert python_calamine.CalamineWorkbook.from_path(path).sheet_names[-1] == "Before and after"
    with zipfile.ZipFile(path) as book:
        (name,) = [n for n in book.namelist() if n.startswith("xl/media/")]
        assert book.read(name).startswith(b"\x89PNG")


@pytest.mark.whole
def test_without_the_package_for_pictures_the_workbook_says_so(
    database: Path, planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    path = tmp_path / "out.xlsx"
    assert run("reorganize", planned, "--db", database, "-o", path, "--lang", "en").code == 0
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert "Before and after" not in book.sheet_names
    assert any("resvg-py" in str(row[0]) for row in book.get_sheet_by_index(0).to_python())


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_every_format_says_it_in_both_languages(lang: str, database: Path, planned: Path, tmp_path: Path) -> None:
    for ending in ("txt", "md", "html", "xlsx", "csv", "json", "svg"):
        path = tmp_path / f"out.{ending}"
        ran = run("reorganize", planned, "--db", database, "-o", path, "--lang", lang, "--overwrite")
        assert ran.code == 0, ran.err
        assert path.stat().st_size > 500
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert [s for s in book.sheet_names if s in SHEETS[lang]] == [s for s in SHEETS[lang] if s in book.sheet_names]
    heading = book.get_sheet_by_index(0).to_python()[0][0]
    assert ("116年1月1日" if lang == "zh-TW" else "2027-01-01") in str(heading)
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "能源組" in text and ("{" not in text)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert {r["outcome"] for r in rows} == {"open", "moved", "ended"}


@pytest.mark.whole
def test_the_matrix_shows_what_is_gone_and_what_has_come(database: Path, planned: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    run("reorganize", planned, "--db", database, "-o", path, "--lang", "en")
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Matrix of tasks").to_python()
    cells = {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[1:]}
    assert cells["任務二"]["甲局"] == "C"
    assert cells["任務二"]["東局"] == "(C†»)"
    assert cells["任務三"]["丙所"] == "C"
    with zipfile.ZipFile(path) as archive:
        assert "<strike/>" in archive.read("xl/styles.xml").decode() + archive.read("xl/sharedStrings.xml").decode()


class Tags(HTMLParser):
    """The tags and the attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name in ("src", "xlink:href")]


@pytest.mark.whole
def test_the_page_has_the_picture_and_nothing_that_acts(database: Path, planned: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    run("reorganize", planned, "--db", database, "-o", path, "--lang", "zh-TW")
    page = Tags()
    page.feed(path.read_text(encoding="utf-8"))
    assert "svg" in page.tags and "script" not in page.tags
    assert page.handlers == []


@pytest.mark.whole
def test_a_day_between_counts_only_what_has_changed_by_then(database: Path, tmp_path: Path) -> None:
    rows = [
        {"change": "更名", "from": "甲局", "to": "東局", "valid_from": "2027-01-01", **WHY},
        {"change": "更名", "from": "乙處", "to": "西處", "valid_from": "2028", **WHY},
    ]
    new = [{"name": name, "kind": "bureau", **WHY} for name in ("東局", "西處")]
    path = write_csv(tmp_path / "two", {"agencies": new, "changes": rows}, {"id": "p", "name": "規劃"})
    with quanze.open(database) as graph:
        whole, between = graph.reorganize(path), graph.reorganize(path, as_of="2027-06-01")
    assert (whole.day, between.day) == ("2029-01-01", "2027-06-01")
    assert {a["name"] for d in whole.duties for a in d["after"]} == {"東局", "西處"}
    assert {a["name"] for d in between.duties for a in d["after"]} == {"東局"}
    assert "2028" in between.text(lang="en")


@pytest.mark.whole
def test_a_set_that_is_loaded_already_says_so(database: Path, planned: Path) -> None:
    with quanze.open(database) as graph:
        graph.load(planned)
        found = graph.reorganize(planned)
    assert (found.loaded, found.duties) == (["p"], [])
    assert "loaded already" in found.text(lang="en")


@pytest.mark.whole
def test_python_has_the_matrices_and_the_picture(database: Path, planned: Path) -> None:
    with quanze.open(database) as graph:
        found = graph.reorganize(planned)
        before, after = found.matrices("tasks", lang="en")
        graph.load(planned)
        assert after.text("csv") == graph.matrix("tasks", as_of=found.day, lang="en").text("csv")
    assert "甲局" in before.text("md") and "甲局" not in [h.name.zh for h in after.columns]
    assert {box.kind for box in found.picture().boxes} >= {"Agency", "Task"}


@pytest.mark.whole
def test_the_empty_sheet_is_written_once(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    assert run("reorganize", "--write-sheet", path, "--db", database).code == 0
    assert run("reorganize", "--write-sheet", path, "--db", database).code == 1
    assert run("reorganize", "--write-sheet", path, "--db", database, "--overwrite").code == 0
    assert run("reorganize", path, "--db", database).code == 6
    assert run("reorganize", "--db", database).code == 2
    assert run("reorganize", path, "--write-sheet", tmp_path / "other.xlsx", "--db", database).code == 2


@pytest.mark.parametrize("name", ["none.xlsx", "", "x" * 4000])
def test_a_file_that_is_none(name: str, database: Path) -> None:
    ran = run("reorganize", name, "--db", database, "--lang", "en")
    assert ran.code in (1, 2)
    assert "Traceback" not in ran.err
