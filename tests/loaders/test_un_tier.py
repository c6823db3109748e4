"""The UN tier sheet's reader, on a small sheet of invented content and on the facts of the published one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from quanze.errors import FileError
from quanze.loaders.load import check
from quanze.loaders.un_tier import TierSheet, is_tier_sheet, read_tier_sheet
from quanze.loaders.un_tier.agencies import read_agencies
from quanze.loaders.un_tier.shipped_names import with_labels
from tests.data.shipped import DATA
from tests.data.tier_sheet import EDITION, rebuilt
from tests.sources import TIER_SHEET

HEADS = [
    "UNSD Indicator Code^",
    "Target",
    "Indicator",
    "Initial Proposed Tier (by Secretariat)",
    "Custodian Agency(ies)",
    "Partner Agency(ies)",
    "Tier Classification ",
    "Notes\n(explanation)",
]
REPEATS = "1.1.1/2.a.1 are repeats\n"
ROWS: list[list[str]] = [
    ["", "Goal 1. Keep every pond clean", "\n", "", "", "", "", ""],
    [
        "C200901",
        "1.1 Clean the ponds of the city[a]",
        "1.1.1 Ponds cleaned\n",
        "Tier III",
        "UNPA",
        "WPO, UN WOMEN",
        "Tier I",
        REPEATS,
    ],
    ["C010102", "", "1.1.2 Frogs per\xa0pond", "", "UNPA,WPO and other frog friends", "", "Tier II", ""],
    ["", "Goal 2. Lend everyone a boat", "", "", "", "", "", ""],
    ["", "Boats", "", "", "", "", "", ""],
    [
        "C020101",
        "2.1 Build boats",
        "2.1.1 Boats built",
        "",
        "Under discussion among agencies (WPO, UNPA)",
        "",
        "Tier I/II depending on boat",
        "",
    ],
    ["C200901", "2.a Teach rowing", "2.a.1 Ponds cleaned", "", "UNPA", "UN Women\nBoat Bank;WPO", "Tier I", REPEATS],
    [
        "C020b01",
        "2.b Share oars",
        "2.b.1 Oars shared in small lakes",
        "",
        "National Gov.",
        "",
        "Tier I/II depending on boat",
        "2.1.1/2.b.1 (slightly changed) are repeats",
    ],
    ["", "2.c Mend boats", "", "", "", "", "", ""],
    ["", "^ Codes are invented.", "", "", "", "", "", ""],
    ["", "Note: nothing here is true.", "", "", "", "", "", ""],
]
TITLE = ["", "Tier Classification Sheet (as of 5 March 2031)"]


def workbook(path: Path, sheets: Mapping[str, tuple[bool, Sequence[Sequence[Any]]]]) -> Path:
    """A workbook of sheets: title → (whether hidden, rows)."""
    with xlsxwriter.Workbook(path) as book:
        for title, (hidden, rows) in sheets.items():
            sheet = book.add_worksheet(title)
            if hidden:
                sheet.hide()
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if value != "":
                        sheet.write(i, j, value)
    return path


def small(tmp_path: Path, rows: Sequence[Sequence[str]] = ROWS, heads: Sequence[str] = HEADS) -> Path:
    cover = ("Cover", (False, [["About ponds"]]))
    return workbook(tmp_path / "tiers.xlsx", dict([cover, ("Tiers", (False, [TITLE, heads, *rows]))]))


def changed(row: int, column: int, value: str) -> list[list[str]]:
    """The small sheet with one other cell."""
    rows = [list(r) for r in ROWS]
    rows[row][column] = value
    return rows


def column(sheet: TierSheet, table: str, name: str) -> list[object]:
    return [row.get(name) for _, row in sheet.tables[table]]


def roles(sheet: TierSheet) -> set[tuple[object, ...]]:
    return {
        tuple(row[c] for c in ("who", "role", "on", "under", "wording")) for _, row in sheet.tables["responsibilities"]
    }


def codes(sheet: TierSheet) -> list[tuple[int, str]]:
    return [(f.row, f.code) for f in sheet.findings]


@pytest.fixture(scope="module")
def ponds(tmp_path_factory: pytest.TempPathFactory) -> TierSheet:
    return read_tier_sheet(small(tmp_path_factory.mktemp("ponds")))


def test_goals_and_targets_are_read_and_sub_heads_and_footnotes_are_not(ponds: TierSheet) -> None:
    assert column(ponds, "sdg_goals", "id") == ["sdg/goal/1", "sdg/goal/2"]
    assert [n for n, _ in ponds.tables["sdg_goals"]] == [3, 6]
    assert column(ponds, "sdg_targets", "code") == ["1.1", "2.1", "2.a", "2.b", "2.c"]
    assert column(ponds, "sdg_targets", "goal") == ["sdg/goal/1", *["sdg/goal/2"] * 4]
    first = ponds.tables["sdg_targets"][0][1]
    assert first["name"] == "Clean the ponds of the city"
    assert first["iri"] == "http://metadata.un.org/sdg/1.1"


def test_rows_with_one_permanent_code_are_one_indicator(ponds: TierSheet) -> None:
    by_id = {row["id"]: row for _, row in ponds.tables["indicators"]}
    assert list(by_id) == ["sdg/indicator/1.1.1", "sdg/indicator/1.1.2", "sdg/indicator/2.1.1"]
    repeated = by_id["sdg/indicator/1.1.1"]
    assert repeated["aliases"] == "2.a.1"
    assert repeated["iri"] == "http://metadata.un.org/sdg/C200901"
    assert repeated["tier"] == "Tier I"
    assert by_id["sdg/indicator/1.1.2"]["name"] == "Frogs per pond"


def test_rows_that_the_notes_call_repeats_are_one_indicator_and_the_other_code_is_kept(ponds: TierSheet) -> None:
    merged = {row["id"]: row for _, row in ponds.tables["indicators"]}["sdg/indicator/2.1.1"]
    assert merged["aliases"] == "2.b.1; C020b01"
    assert (10, "tier-repeat-code") in codes(ponds)


def test_every_row_is_linked_to_its_target(ponds: TierSheet) -> None:
    links = [(n, row["from"], row["to"]) for n, row in ponds.tables["links"]]
    assert links == [
        (4, "sdg/indicator/1.1.1", "sdg/target/1.1"),
        (5, "sdg/indicator/1.1.2", "sdg/target/1.1"),
        (8, "sdg/indicator/2.1.1", "sdg/target/2.1"),
        (9, "sdg/indicator/1.1.1", "sdg/target/2.a"),
        (10, "sdg/indicator/2.1.1", "sdg/target/2.b"),
    ]


def test_under_is_filled_where_a_role_is_not_held_under_every_target(ponds: TierSheet) -> None:
    a, on = "sdg/agency/", "sdg/indicator/"
    assert roles(ponds) == {
        (a + "unpa", "CONVENES", on + "1.1.1", "", "custodian"),
        (a + "wpo", "CO_ORGANIZES", on + "1.1.1", "", "partner"),
        (a + "un-women", "CO_ORGANIZES", on + "1.1.1", "", "partner"),
        (a + "boat-bank", "CO_ORGANIZES", on + "1.1.1", "sdg/target/2.a", "partner"),
        (a + "unpa", "CONVENES", on + "1.1.2", "", "custodian"),
        (a + "wpo", "CONVENES", on + "1.1.2", "", "custodian"),
        (a + "other-frog-friends", "CONVENES", on + "1.1.2", "", "custodian"),
        (a + "national-gov", "CONVENES", on + "2.1.1", "sdg/target/2.b", "custodian"),
    }


def test_an_agency_is_one_however_it_is_spelt_and_a_class_is_a_class(ponds: TierSheet) -> None:
    kinds = {row["id"]: row["kind"] for _, row in ponds.tables["agencies"]}
    assert kinds == {
        "sdg/agency/unpa": "international",
        "sdg/agency/wpo": "international",
        "sdg/agency/un-women": "international",
        "sdg/agency/other-frog-friends": "class",
        "sdg/agency/boat-bank": "international",
        "sdg/agency/national-gov": "class",
    }


def test_a_cell_under_discussion_names_no_agency(ponds: TierSheet) -> None:
    assert [f.value for f in ponds.findings if f.code == "tier-agency-unsettled"] == [ROWS[5][4]]
    assert "Under discussion" in str(
        {row["id"]: row for _, row in ponds.tables["indicators"]}["sdg/indicator/2.1.1"]["note"]
    )


def test_the_edition_is_the_sheets_own(ponds: TierSheet) -> None:
    assert ponds.edition == "2031-03-05"
    assert column(ponds, "documents", "edition")[1] == "2031-03-05"
    assert ponds.title == "Tiers"


@pytest.mark.parametrize(
    ("row", "at", "value", "code"),
    [
        (1, 0, "", "tier-code-odd"),
        (1, 0, "C2009", "tier-code-odd"),
        (1, 2, "Ponds cleaned", "tier-indicator-unreadable"),
        (2, 2, "", "tier-indicator-missing"),
        (2, 2, "1.1.1 Frogs", "tier-indicator-twice"),
        (2, 2, "7.7.1 Frogs", "tier-target-missing"),
        (6, 2, "2.1.2 Ponds cleaned", "tier-target-elsewhere"),
        (1, 1, "1,1 Clean", "tier-target-unreadable"),
        (2, 1, "Frogs", "tier-target-unreadable"),
        (3, 1, "Goal 1. Again", "tier-goal-twice"),
        (0, 1, "", "tier-goal-missing"),
        (2, 6, "third", "tier-odd"),
        (2, 4, "UNPA (frogs only)", "tier-agency-remark"),
        (6, 6, "Tier II", "tier-repeat-tier"),
        (6, 2, "2.a.1 Ponds filled", "tier-repeat-words"),
    ],
)
def test_an_odd_row_is_reported_with_its_number(tmp_path: Path, row: int, at: int, value: str, code: str) -> None:
    good = read_tier_sheet(small(tmp_path))
    assert code not in [c for _, c in codes(good)]
    sheet = read_tier_sheet(small(tmp_path, changed(row, at, value)))
    found = next(f for f in sheet.findings if f.code == code)
    assert found.row == (4 if code == "tier-goal-missing" else row + 3)
    assert found.sheet == "Tiers"
    assert found.message("en") and found.message("zh-TW") and found.message("en") != found.message("zh-TW")


def test_without_a_date_the_edition_is_empty_and_that_is_said(tmp_path: Path) -> None:
    sheet = read_tier_sheet(
        workbook(tmp_path / "t.xlsx", {"Tiers": (False, [["", "as of 31 February 2031"], HEADS, *ROWS])})
    )
    assert sheet.edition == ""
    assert codes(sheet)[0] == (2, "tier-no-edition")


def test_the_shown_sheet_wins_over_a_hidden_newer_one(tmp_path: Path) -> None:
    newer = [["", "as of 5 March 2032"], HEADS, *ROWS[:2]]
    path = workbook(tmp_path / "t.xlsx", {"Now": (False, [TITLE, HEADS, *ROWS]), "Next": (True, newer)})
    assert read_tier_sheet(path).title == "Now"


def test_of_two_shown_sheets_the_newer_wins(tmp_path: Path) -> None:
    older = [["", "as of 28 December 2020"], HEADS, *ROWS[:2]]
    path = workbook(tmp_path / "t.xlsx", {"A": (False, [TITLE, HEADS, *ROWS]), "B": (False, older)})
    assert read_tier_sheet(path).title == "A"


@pytest.mark.parametrize("at", [0, 1, 2, 4, 5, 6])
def test_a_missing_column_makes_the_file_unusable(tmp_path: Path, at: int) -> None:
    heads = [h if i != at else "Something else" for i, h in enumerate(HEADS)]
    path = small(tmp_path, heads=heads)
    assert is_tier_sheet(path)
    with pytest.raises(FileError, match="missing columns"):
        read_tier_sheet(path)


def test_wrong_heads_an_empty_sheet_and_a_sheet_of_heads_alone_are_refused(tmp_path: Path) -> None:
    other = workbook(tmp_path / "other.xlsx", {"S": (False, [["Pond", "custodian", "Target"], ["a", "b", "c"]])})
    empty = workbook(tmp_path / "empty.xlsx", {"S": (False, [])})
    bare = small(tmp_path, rows=[])
    for path, words in (
        (other, "no sheet has the columns"),
        (empty, "no sheet has the columns"),
        (bare, "no indicator"),
    ):
        with pytest.raises(FileError, match=words):
            read_tier_sheet(path)
    assert not is_tier_sheet(other)
    assert not is_tier_sheet(empty)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    whole = small(tmp_path).read_bytes()
    for name, content in (
        ("a.xlsx", b""),
        ("b.xlsx", b"ponds"),
        ("c.xlsx", whole[: len(whole) // 2]),
        ("d.xls", b"\xd0\xcf\x11\xe0ab"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert not is_tier_sheet(path)
        with pytest.raises(FileError):
            read_tier_sheet(path)
    with pytest.raises(FileError):
        read_tier_sheet(tmp_path / "absent.xlsx")
    assert not is_tier_sheet(tmp_path / "absent.xlsx")


def test_the_loader_takes_it_as_another_edition_of_sdg(tmp_path: Path) -> None:
    (checked,) = check([small(tmp_path)])
    assert checked.description["id"] == checked.plan.dataset == "sdg"
    assert checked.description["edition"] == "2031-03-05"
    assert {f.code.split("-")[0] for f in checked.findings} == {"tier"}, checked.findings
    assert Counter(n.kind for n in checked.plan.nodes.values())["Indicator"] == 3
    ends = {(link.start, link.ends[0], link.end, link.props.get("under")) for link in checked.plan.links.values()}
    assert ("sdg/agency/boat-bank", "CO_ORGANIZES", "sdg/indicator/1.1.1", "sdg/target/2.a") in ends
    assert ("sdg/agency/unpa", "CONVENES", "sdg/indicator/1.1.1", None) in ends


def test_labels_replace_the_sheets_words_only_while_the_permanent_code_is_the_same(ponds: TierSheet) -> None:
    labels = {
        "sdg/indicator/1.1.1": {
            "name": "池",
            "name_en": "Ponds",
            "aliases": "P",
            "iri": "http://metadata.un.org/sdg/C200901",
        },
        "sdg/indicator/1.1.2": {
            "name": "蛙",
            "name_en": "Frogs",
            "aliases": "",
            "iri": "http://metadata.un.org/sdg/C999999",
        },
    }
    rows = {row["id"]: row for _, row in with_labels(ponds.tables, labels)["indicators"]}
    assert (rows["sdg/indicator/1.1.1"]["name"], rows["sdg/indicator/1.1.1"]["aliases"]) == ("池", "2.a.1; P")
    assert rows["sdg/indicator/1.1.2"]["name"] == "Frogs per pond"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []),
        ("-", []),
        ("N/A", []),
        ("WHO,UNICEF", ["WHO", "UNICEF"]),
        ("UNEP,  UNCTAD\n", ["UNEP", "UNCTAD"]),
        ("UNSD\nUNEP;IUCN", ["UNSD", "UNEP", "IUCN"]),
        ("UN WOMEN, UN Women", ["UN WOMEN"]),
        ("UN‑Habitat, UN-Habitat", ["UN-Habitat"]),
        ("Boats and Ponds Programme", ["Boats and Ponds Programme"]),
        ("UNPA and WPO", ["UNPA", "WPO"]),
        ("DESA (Ponds, Frogs), WPO", ["DESA", "WPO"]),
        ("To be determined (UNPA)", []),
        ("(", []),
        (",,;", []),
    ],
)
def test_agencies_of_a_cell(cell: str, names: list[str]) -> None:
    assert [a.name for a in read_agencies(cell).agencies] == names


SHEETS = [
    pytest.param(rebuilt, id="its facts"),
    pytest.param(lambda _: TIER_SHEET, id="as published", marks=pytest.mark.needs_source(TIER_SHEET)),
]
"""The whole sheet of the edition that ships: as a workbook of its facts, and the file itself."""


@pytest.mark.whole
@pytest.mark.parametrize("path_of", SHEETS)
def test_the_whole_sheet(path_of: Callable[[Path], Path], tmp_path: Path) -> None:
    path = path_of(tmp_path / "sheet.xlsx")
    assert is_tier_sheet(path)
    sheet = read_tier_sheet(path)
    assert sheet.edition == EDITION
    assert {name: len(rows) for name, rows in sheet.tables.items() if name != "responsibilities"} == {
        "documents": 2,
        "agencies": 69,
        "sdg_goals": 17,
        "sdg_targets": 169,
        "indicators": 231,
        "links": 248,
    }
    tiers = [str(t) for t in column(sheet, "indicators", "tier")]
    # the sheet's own introduction counts them so
    assert (tiers.count("Tier I"), tiers.count("Tier II"), sum("/" in t for t in tiers)) == (148, 77, 6)
    assert [code for _, code in codes(sheet)] == ["tier-agency-unsettled", "tier-repeat-code"]


@pytest.mark.whole
@pytest.mark.needs_source(TIER_SHEET)
def test_oddities_of_the_published_sheet_are_reported_with_their_rows() -> None:
    assert codes(read_tier_sheet(TIER_SHEET)) == [(15, "tier-agency-unsettled"), (192, "tier-repeat-code")]


@pytest.mark.whole
@pytest.mark.parametrize("path_of", SHEETS)
def test_the_whole_sheet_loads_to_the_records_that_ship(path_of: Callable[[Path], Path], tmp_path: Path) -> None:
    published, shipped = (check([path])[0] for path in (path_of(tmp_path / "sheet.xlsx"), DATA / "sdg"))
    assert [f for f in published.findings if f.level == "error"] == []
    assert list(published.plan.links) == list(shipped.plan.links)
    names = ("name", "name_en", "aliases", "code", "iri", "tier")
    ours, theirs = (
        {i: [n.props.get(name) for name in names] for i, n in c.plan.nodes.items() if n.kind != "Document"}
        for c in (shipped, published)
    )
    assert theirs == ours
