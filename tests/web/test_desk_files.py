"""Files that were dropped: their names, their cells with findings, what is decided about them, hostile ones too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from markupsafe import escape

import quanze
from quanze import api
from quanze.errors import UnknownNameError
from quanze.loaders.findings import CODES, Finding
from quanze.web.desk import sheet_page, work
from quanze.web.desk.file_names import safe_name
from quanze.web.desk.findings_in_place import shown_findings
from quanze.web.desk.plans import REMEMBERED, Plans
from quanze.web.desk.uploads import Upload
from tests.flat_sheets import flat
from tests.web.client import Parsed
from tests.web.desk_client import Person
from tests.web.test_hostile_names import NAMES

SHEET = Path(__file__).parents[2].parent / "shared" / "cases" / "planner" / "partial.xlsx"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path / "plans") as one:
        yield one


def looked(person: Person, name: str, content: bytes) -> Upload:
    """A dropped file as it is after its check, which is made here and not in a process of its own."""
    upload = person.dropped(name, content)
    look(person, upload)
    return upload


def look(person: Person, upload: Upload) -> None:
    plan = person.at_hand.plans.get(upload.plan)
    assert plan is not None
    upload.looked = work.look(upload.given(plan.database), lambda *_: None)


def text_of(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\計畫.xlsx", "計畫.xlsx"),
        ("a\u202egnp.xlsx", "agnp.xlsx"),
        ("a\x00b\nc.csv", "ab c.csv"),
        ("CON.xlsx", "CON-.xlsx"),
        ("  . .x.csv. ", "x.csv"),
        ('<b>"|?*:.csv', "-b------.csv"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_name_is_made_safe(name: str, kept: str) -> None:
    assert safe_name(name) == kept
    assert safe_name(safe_name(name)) == safe_name(name)


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("計" * 300 + ".xlsx")
    assert name.endswith("計.xlsx") and len(name.encode()) <= 180
    assert len(safe_name("x." + "y" * 300).encode()) <= 180


@pytest.mark.whole
def test_names_that_are_markup_stay_names(person: Person) -> None:
    rows = [["任務", "主辦機關", "其他"], *([f"{name} 任務", name, name] for name in NAMES)]
    for number, name in enumerate(("<img src=x onerror=alert(1)>.csv", '"><script>alert(1)<.csv', "{{7*7}}.csv")):
        person.at_hand.plans.begin(f"<b>{number}<b>")
        content = text_of(rows)
        key = person.at_hand.plans.all()[-1].key
        upload = person.uploads.take(key, name, io.BytesIO(content))
        look(person, upload)
        for lang in ("en", "zh-TW"):
            for address in (
                f"/{lang}/files/{upload.id}",
                f"/{lang}/files/{upload.id}?sheet=0",
                f"/{lang}/plans/{key}",
                f"/{lang}/",
            ):
                answer = person.get(address)
                assert answer.status == 200, address
                parsed = Parsed(answer.text)
                assert not parsed.handlers and parsed.tags.count("script") == 1, address
                assert not {"b", "x"} & set(parsed.tags), address
        page = person.get(f"/en/files/{upload.id}?sheet=0").text
        assert all(str(escape(shown)) in page for shown in NAMES[:8])
        assert "49" not in Parsed(page).title


@pytest.mark.process
def test_a_finding_stands_at_its_cell(person: Person, tmp_path: Path) -> None:
    path = flat(tmp_path / "f.xlsx", ("調適組", "疏濬", "水利局", "某某某", "清淤量", "噸", "約 5 至 8", "", "13.1"))
    upload = looked(person, "追蹤.xlsx", path.read_bytes())
    page = person.get(f"/en/files/{upload.id}").text
    assert "verdict-line error" in page
    row = page[page.index('id="s0r4"') :].split("</tr>")[0]
    cells = row.split("<td")[1:]
    assert 'class="error"' in cells[6] and "約 5 至 8" in cells[6]
    assert not any('class="error"' in cell for cell in (*cells[:3], *cells[4:6], *cells[7:]))
    assert 'href="#s0r4"' in page
    assert f"/en/files/{upload.id}/load" not in page
    assert f"/en/files/{upload.id}/unsure" in page
    upload.accept_unsure = True
    look(person, upload)
    assert f"/en/files/{upload.id}/load" in person.get(f"/en/files/{upload.id}").text


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
def test_no_advice_at_the_desk_names_a_command(lang: str) -> None:
    findings = []
    for code, declared in CODES.items():
        texts = f"{declared.text}{declared.advice}"
        details = dict.fromkeys(re.findall(r"{(\w+)", texts), 2)
        for name in ("value", "nearest", "parted", "hanging", "names"):
            details.pop(name, None)
        findings.append(Finding(code, value="x", details=details))
    shown = shown_findings(findings, (), (), lang)
    assert len(shown) == len(CODES)
    assert [one for one in shown if re.search(r"`|--[a-z]", one.advice)] == []


@pytest.mark.whole
@pytest.mark.process
def test_a_file_that_is_dropped_again_is_of_its_plan_until_somebody_says_otherwise(person: Person) -> None:
    content = text_of([["任務", "主辦機關"], ["植樹", "工務局"]])

    def drop() -> Upload:
        id_ = person.waited(person.drop("/en/files", "追蹤.csv", content, {"plan": "new"})).rpartition("/")[2]
        upload = person.uploads.get(id_)
        assert upload is not None
        return upload

    person.at_hand.plans.begin("other")
    first = drop()
    plan = first.plan
    assert not first.recognized
    person.waited(person.send(f"/en/files/{first.id}/load"))
    second = drop()
    assert second.plan == plan
    page = person.get(f"/en/files/{second.id}").text
    assert "there is nothing to load" in page and f"/en/files/{second.id}/part" in page
    person.waited(person.send(f"/en/files/{second.id}/part"))
    assert second.plan != plan and not second.recognized
    assert f"/en/files/{second.id}/load" in person.get(f"/en/files/{second.id}").text
    assert drop().plan == plan, "the one that is named after it"


@pytest.mark.whole
def test_a_meaning_that_is_chosen_is_taken(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_page, "begin", lambda *_: "/en/next")
    upload = looked(person, "x.csv", text_of([["事項", "由誰", "值"], ["植樹", "工務局", "5"]]))
    page = person.get(f"/en/files/{upload.id}").text
    assert 'name="head-1" value="由誰"' in page
    fields = {"head-0": "事項", "meaning-0": "task", "head-1": "由誰", "meaning-1": "lead", "year-0": ""}
    fields |= {"head-2": "值", "meaning-2": "target", "year-2": "115"}
    assert person.send(f"/en/files/{upload.id}/columns", fields).status == 303
    assert upload.columns == {"事項": "task", "由誰": "lead", "值": "target 2026"}
    look(person, upload)
    assert upload.looked is not None
    assert [row["field"] for row in upload.looked.understood] == ["level", "lead", "target"]
    assert person.send(f"/en/files/{upload.id}/columns", {"head-0": "事項", "meaning-0": "nonsense"}).status == 400
    assert person.send(f"/en/files/{upload.id}/columns", {"head-0": "事項", "year-0": "soon"}).status == 400


def test_every_meaning_that_is_read_can_be_chosen(person: Person) -> None:
    heads = [
        ["任務", "主辦機關", "協辦機關", "開始", "結束", "目標", "單位"],
        ["植樹", "工務局", "環保局", "2024", "2025", "5", "棵"],
    ]
    upload = looked(person, "x.csv", text_of(heads))
    upload.columns = {"開始": "begin", "結束": "end"}
    look(person, upload)
    page = person.get(f"/zh-TW/files/{upload.id}").text
    assert '<option value="begin" selected>期程起日</option>' in page


@pytest.mark.whole
def test_a_name_that_is_offered_is_accepted_and_taken_back(
    person: Person, monkeypatch: pytest.MonkeyPatch, bundled_path: Path
) -> None:
    monkeypatch.setattr(sheet_page, "begin", lambda *_: "/en/next")
    plan = person.at_hand.plans.open(str(bundled_path))
    tables = "dataset:\n  id: t\n  name: T\ntasks:\n- {id: t/task/a, name: 甲, origin: editorial}\n"
    roles = "responsibilities:\n- {who: 環境保護局處, role: 主辦, on: 甲, origin: editorial, note: x}\n"
    upload = person.uploads.take(plan.key, "t.yaml", io.BytesIO((tables + roles).encode()))
    look(person, upload)
    assert upload.looked is not None and upload.looked.offered
    page = person.get(f"/en/files/{upload.id}").text
    assert 'name="offer" value="0"' in page
    assert person.send(f"/en/files/{upload.id}/names", {"offer": "999"}).status == 400
    assert person.send(f"/en/files/{upload.id}/names", {"offer": "0"}).status == 303
    written = upload.looked.offered[0]["written"]
    assert upload.names == {written: upload.looked.offered[0]["id"]}
    look(person, upload)
    assert not any(f.code == "unknown-reference" for f in upload.looked.findings)
    assert person.send(f"/en/files/{upload.id}/names", {"forget": written}).status == 303
    assert upload.names == {}


@pytest.mark.whole
def test_what_ships_is_loaded_with_a_file_that_refers_to_it(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_page, "begin", lambda *_: "/en/next")
    tables = "dataset:\n  id: t\n  name: T\ntasks:\n- {id: t/task/a, name: 甲, origin: editorial}\n"
    links = "links:\n- {from: 甲, type: 對應, to: '13.2', origin: editorial, note: x}\n"
    upload = looked(person, "t.yaml", (tables + links).encode())
    page = person.get(f"/en/files/{upload.id}").text
    assert 'name="beside" value="sdg" checked' in page and 'value="climate-act" checked' not in page
    person.send(f"/en/files/{upload.id}/beside", {"beside": "sdg"})
    assert upload.beside == ["sdg"]
    look(person, upload)
    assert upload.looked is not None and not [f for f in upload.looked.findings if f.stops()]
    person.send(f"/en/files/{upload.id}/beside", {"beside": "../secrets"})
    assert upload.beside == []


@pytest.mark.process
def test_a_broken_file_says_so_and_an_empty_one_too(person: Person) -> None:
    for name, content, said in (
        ("b.csv", b"", "b.csv is empty."),
        ("c.png", b"\x89PNG", "c.png is not of a format that is read here."),
        ("d", b"x", "d is not of a format that is read here."),
        ("", b"", "No file was chosen."),
    ):
        answer = person.drop("/en/files", name, content)
        assert (answer.status, said in answer.text) == (400, True)
    upload = person.dropped("a.xlsx", b"no zip")
    with pytest.raises(quanze.QuanzeError) as caught:
        look(person, upload)
    assert str(caught.value.message).startswith("a.xlsx is a text file, whatever its name says")


@pytest.mark.process
def test_a_file_that_cannot_be_read_leaves_no_plan_behind(person: Person) -> None:
    answer = person.drop("/en/files", "a.xlsx", b"no zip")
    step = person.at_hand.steps.get(answer.headers["location"].rpartition("/")[2])
    assert step is not None and step.wait(60)
    page = person.get(answer.headers["location"]).text
    assert (
        "a.xlsx is a text file, whatever its name says" in page and "quanze-app-" not in page and 'href="/en/"' in page
    )
    assert (person.at_hand.plans.all(), step.back) == ([], "/en/")


@pytest.mark.process
@pytest.mark.needs_source(SHEET)
def test_the_findings_of_a_partial_workbook_stand_in_its_sheets(person: Person) -> None:
    upload = looked(person, "partial.xlsx", SHEET.read_bytes())
    page = person.get(f"/zh-TW/files/{upload.id}").text
    assert page.count('<td class="error">') == 1
    assert "有 1 項問題須先更正" in page
    upload.beside = ["sdg"]
    look(person, upload)
    assert "可以載入" in person.get(f"/zh-TW/files/{upload.id}").text


@pytest.mark.process
def test_decisions_about_a_document_go_into_its_draft(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.web.desk.draft_page.begin_check", lambda *_: "/en/next")
    text = "一、推動小組\n本市設淨零小組，由環境保護局主辦，教育處及交通處協辦。\n淨零小組負責推動節能、綠化等任務。\n"
    upload = person.dropped("計畫.txt", text.encode())
    assert upload.is_document
    upload.drafted = work.read(str(upload.path), str(upload.folder), "", ("en", "zh-TW"), lambda *_: None)
    rows = upload.drafted.rows
    assert len(rows) > 3
    page = person.get(f"/en/drafts/{upload.id}?show=all").text
    assert page.count('value="wrong"') == len(rows)
    wrong = next(row for row in rows if row["table"] == "agencies" and row["name"] == "交通處")
    fields = {f"row-{row['table']}-{row['number']}": "1" for row in rows}
    fields |= {f"agencies-{wrong['number']}": "wrong", "show": "all", "page": "1"}
    assert person.send(f"/en/drafts/{upload.id}", fields).status == 303
    assert upload.decisions == {("agencies", wrong["number"]): "wrong"}
    assert (
        person.send(f"/en/drafts/{upload.id}", {**fields, "all": "right", "then": "check"}).headers["location"]
        == "/en/next"
    )
    assert set(upload.decisions) == {(row["table"], row["number"]) for row in rows}
    look(person, upload)
    assert upload.looked is not None
    sheets = {sheet["sheet"]: sheet["rows"] for _, sheet in upload.looked.sheets}
    heads, *agencies = sheets["Agencies"] if "Agencies" in sheets else sheets["機關"]
    reviewed = {row[1]: row[-6] for row in agencies}
    assert reviewed["交通處"] == "刪"
    assert reviewed["環境保護局"] == "對"
    assert len(heads) >= 6
    view = person.get(f"/en/drafts/{upload.id}/view")
    assert "sandbox" in view.headers["content-security-policy"] and "交通處" in view.text
    assert person.get(f"/en/drafts/{upload.id}/draft.xlsx").body.startswith(b"PK")
    assert person.send(f"/en/drafts/{upload.id}", {"row-agencies-0": "1", "clause": "wrong-1"}).status == 303
    assert upload.decisions["agencies", 0] == "wrong"


def test_a_plan_from_elsewhere_is_listed_again_without_a_password(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "plans", tmp_path / "市府 計畫.kgl"
    elsewhere.write_bytes(b"")
    plans = Plans(folder)
    plans.open(str(elsewhere))
    plans.open("bolt://neo4j:pa//ss@word@db.example:7687/city?password=x")
    plans.open(str(elsewhere))
    again = Plans(folder)
    with Person(folder) as person:
        page = person.get("/en/")
        assert (page.status, "市府 計畫" in page.text, "bolt://db.example" in page.text) == (200, True, True)
    assert sorted(plan.database for plan in again.all()) == sorted([str(elsewhere), "bolt://db.example:7687/city"])
    assert "word" not in (folder / REMEMBERED).read_text(encoding="utf-8")
    elsewhere.unlink()
    assert [plan.name for plan in Plans(folder).all()] == ["bolt://db.example:7687/city"]
    (folder / REMEMBERED).write_bytes(b"\xff/etc/passwd\n")
    assert Plans(folder).all() == []


@pytest.mark.process
def test_a_later_edition_takes_the_place_of_the_earlier_one(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_page, "begin", lambda *_: "/en/next")
    first = looked(person, "first.xlsx", flat(tmp_path / "first.xlsx").read_bytes())
    plan = person.at_hand.plans.get(first.plan)
    assert plan is not None
    person.at_hand.plans.make_folder()
    work.load(first.given(plan.database), False, lambda *_: None)
    with api.open(plan.database) as graph:
        sources = {row["dataset"]: row["source"] for row in graph.log()}
    assert sources["first"] == "first.xlsx"  # and no temporary folder
    look(person, first)
    assert "The plan already holds all of it" in person.get(f"/en/files/{first.id}").text
    later = flat(tmp_path / "later.xlsx", ("減緩組", "植樹", "工務局", "", "", "", "", "", ""))
    upload = person.uploads.take(first.plan, "later.xlsx", io.BytesIO(later.read_bytes()))
    look(person, upload)
    page = person.get(f"/en/files/{upload.id}").text
    assert '<option value="first">a later edition of' in page
    assert person.send(f"/en/files/{upload.id}/edition", {"edition": "first"}).status == 303
    upload.accept_unsure = True
    look(person, upload)
    assert upload.looked is not None and upload.looked.changes is not None
    assert [one.dataset for one in upload.looked.changes.change_sets] == ["first"]
    assert '<option value="first" selected>' in person.get(f"/en/files/{upload.id}").text
    work.load(upload.given(plan.database), True, lambda *_: None)
    with api.open(plan.database) as graph:
        assert "later" not in [row["id"] for row in graph.datasets()]
        with pytest.raises(UnknownNameError):
            api.check(later, graph, edition_of="frist")
    person.send(f"/en/files/{upload.id}/edition", {"edition": "../x"})
    assert upload.edition_of == ""


SAID = "origin: editorial, note: x}"
ONE = f"dataset:\n  id: one\n  name: One\nagencies:\n- {{id: one/agency/a, name: 甲局, kind: bureau, {SAID}\n"
TWO = (
    f"dataset:\n  id: two\n  name: Two\n  requires: [one]\ntasks:\n- {{id: two/task/a, name: 任務甲, {SAID}\n"
    f"responsibilities:\n- {{who: 甲局, role: 主辦, on: 任務甲, {SAID}\n"
)


@pytest.mark.process
def test_sheets_dropped_together_have_each_their_findings_and_one_load(person: Person) -> None:
    wrong = TWO.replace("who: 甲局", "who: 丙局")
    address = person.waited(person.drop_all("/en/files", {"one.yaml": ONE.encode(), "two.yaml": wrong.encode()}))
    page = person.get(address).text
    assert re.search(r'<li class="verdict-line fine">one.yaml <span class="n">no finding</span>', page)
    assert re.search(r'<li class="verdict-line error">two.yaml <span class="n">1 finding</span>', page)
    assert "two.yaml · responsibilities" in page
    assert f"{address}/load" not in page
    # Dropped the other way round: the one may refer to the other.
    address = person.waited(person.drop_all("/en/files", {"two.yaml": TWO.encode(), "one.yaml": ONE.encode()}))
    person.waited(person.send(f"{address}/load"))
    plan = person.at_hand.plans.get(person.uploads.of("two")[0].plan)
    assert plan is not None
    with quanze.open(plan.database) as graph:
        assert [row["agency_name"] for row in graph.who("任務甲")] == ["甲局"]
        assert len(graph.undo()) >= 2  # one load
        assert graph.datasets() == []


def test_cells_of_several_sheets_have_their_own_findings(person: Person) -> None:
    good, bad = (
        [["任務", "主辦機關"], ["植樹", "工務局"]],
        [["任務", "主辦機關", "目標"], ["疏濬", "水利局", "約 5"]],
    )
    plan = person.at_hand.plans.begin("plan")
    files = [
        ("a.csv", io.BytesIO(text_of(good))),
        ("b.csv", io.BytesIO(text_of(bad))),
        ("a.csv", io.BytesIO(text_of(bad))),
    ]
    (upload,) = person.uploads.take_all(plan.key, files)
    assert [path.name for path in upload.paths] == ["a.csv", "b.csv", "a (2).csv"]
    look(person, upload)
    page = person.get(f"/en/files/{upload.id}").text
    sheets = page[page.index('id="in-place"') :]
    for title, errors in (("a.csv", 0), ("b.csv", 1), ("a (2).csv", 1)):
        part = next(part for part in sheets.split("<h3")[1:] if f'>{title} <span class="n">2 rows</span></h3>' in part)
        assert ('<td class="error"' in part) is bool(errors), title


def test_of_files_dropped_together_none_is_kept_where_one_is_refused(person: Person) -> None:
    answer = person.drop_all("/en/files", {"a.csv": b"x,y\n1,2\n", "b.exe": b"MZ"})
    assert answer.status == 400
    assert "b.exe is not of a format that is read here." in answer.text
    assert person.at_hand.plans.all() == []
    many = {f"{n}.csv": b"x,y\n1,2\n" for n in range(21)}
    assert "20 files at most" in person.drop_all("/en/files", many).text


def test_documents_dropped_with_sheets_are_drafts_of_their_own(person: Person) -> None:
    answer = person.drop_all(
        "/en/files", {"a.csv": b"x,y\n1,2\n", "plan.txt": "本市設淨零小組。".encode(), "b.csv": b"x,y\n1,2\n"}
    )
    assert answer.headers["location"] == "/en/plans/a#files"
    assert [one.name for one in person.uploads.of("a")] == ["plan.txt", "a.csv、b.csv"]
    assert person.get("/en/plans/a").status == 200
