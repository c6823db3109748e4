"""The data set ``sdg``: the UN's lists in full, under labels of our own, with the roles as the tier sheet gives
them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from quanze.loaders.un_tier import TierSheet, read_tier_sheet
from quanze.schema.words import fold
from tests.data.shipped import SDG_TARGET, Row, Shipped, faults, read
from tests.data.tier_sheet import EDITION, facts, rebuilt
from tests.sources import TIER_SHEET

TARGETS_PER_GOAL = {
    "1": 7,
    "2": 8,
    "3": 13,
    "4": 10,
    "5": 9,
    "6": 8,
    "7": 5,
    "8": 12,
    "9": 8,
    "10": 10,
    "11": 10,
    "12": 11,
    "13": 5,
    "14": 10,
    "15": 12,
    "16": 12,
    "17": 19,
}
ONE_CODE = (  # the twelve that share a permanent code
    ("1.5.1", "11.5.1", "13.1.1"),
    ("1.5.2", "11.5.2"),
    ("1.5.3", "11.b.1", "13.1.2"),
    ("1.5.4", "11.b.2", "13.1.3"),
    ("4.7.1", "12.8.1", "13.3.1"),
    ("7.b.1", "12.a.1"),
    ("8.4.1", "12.2.1"),
    ("8.4.2", "12.2.2"),
    ("10.3.1", "16.b.1"),
    ("10.6.1", "16.8.1"),
    ("15.7.1", "15.c.1"),
    ("15.a.1", "15.b.1"),
)
BY_NOTE = ("13.2.1", "13.b.1")
"""Counted as one by the sheet's notes and its total of 231, although each has a permanent code."""
LIMITED = {  # indicator: (agency, role, target) held under some of its targets only
    "1.5.1": {
        ("un-habitat", "CO_ORGANIZES", "1.5"),
        ("un-habitat", "CO_ORGANIZES", "11.5"),
        ("desa-population-division", "CO_ORGANIZES", "1.5"),
        ("wmo", "CO_ORGANIZES", "13.1"),
        ("unfccc", "CO_ORGANIZES", "13.1"),
    },
    "1.5.2": {("fao", "CO_ORGANIZES", "1.5")},
    "1.5.3": {("un-habitat", "CO_ORGANIZES", "11.b"), ("un-habitat", "CO_ORGANIZES", "13.1")},
    "1.5.4": {("unep", "CO_ORGANIZES", "11.b"), ("un-habitat", "CO_ORGANIZES", "11.b")},
    "4.7.1": {
        ("unesco", "CONVENES", "4.7"),
        ("unesco-uis", "CONVENES", "12.8"),
        ("unesco-uis", "CONVENES", "13.3"),
        ("oecd", "CO_ORGANIZES", "4.7"),
        ("un-women", "CO_ORGANIZES", "4.7"),
    },
}
LABELLED = ("sdg_goals", "sdg_targets", "indicators")
ZH_LABEL, EN_WORDS, EN_LABEL = range(6, 23), range(4, 13), 80
SHARED_WORDS = 5
"""Words in a row that a label may have in common with the official sentence: names of things, no more."""


@pytest.fixture(scope="module")
def sdg() -> Shipped:
    return read("sdg")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> TierSheet:
    """The facts of the published sheet, under sentences of our own."""
    return read_tier_sheet(rebuilt(tmp_path_factory.mktemp("tiers") / "sheet.xlsx"))


@pytest.fixture(scope="module")
def published() -> TierSheet:
    return read_tier_sheet(TIER_SHEET)


def roles_of(row: Row) -> tuple[str, ...]:
    return tuple(row[c] for c in ("who", "role", "on", "under", "wording", "locator"))


def sheet_rows(sheet: TierSheet, table: str) -> list[Row]:
    return [{k: str(v) for k, v in row.items()} for _, row in sheet.tables[table]]


def test_obeys_the_schema() -> None:
    assert faults("sdg") == []


def test_all_goals_targets_and_indicators_are_there(sdg: Shipped) -> None:
    assert [r["code"] for r in sdg["sdg_goals"]] == [str(n) for n in range(1, 18)]
    assert Counter(r["goal"].removeprefix("sdg/goal/") for r in sdg["sdg_targets"]) == TARGETS_PER_GOAL
    assert len(sdg["sdg_targets"]) == 169
    assert len(sdg["indicators"]) == 231
    assert len(sdg.pick("links", type="ALIGNS_TO")) == len(sdg["links"]) == 248


def test_ids_codes_and_iris_are_well_formed(sdg: Shipped) -> None:
    iri = "http://metadata.un.org/sdg/"
    for row in sdg["sdg_goals"]:
        assert (row["id"], row["iri"]) == (f"sdg/goal/{row['code']}", iri + row["code"])
    for row in sdg["sdg_targets"]:
        assert (row["id"], row["iri"]) == (f"sdg/target/{row['code']}", iri + row["code"])
        assert SDG_TARGET.match(row["id"])
        assert row["goal"] == f"sdg/goal/{row['code'].split('.')[0]}"
        assert f"SDG {row['code']}" in row["aliases"]
    for row in sdg["indicators"]:
        assert row["id"] == f"sdg/indicator/{row['code']}"
        assert re.fullmatch(re.escape(iri) + r"C\d{2}[0-9a-d]{2}\d{2}", row["iri"]), row
        assert (row["kind"], row["level"]) == ("single", "global")
        goal, target, _ = row["code"].split(".")
        part = target if target.isalpha() else target.zfill(2)
        assert row["iri"].removeprefix(iri).startswith((f"C{goal.zfill(2)}{part.zfill(2)}", "C2002", "C2003")), row
    assert len({r["iri"] for r in sdg["indicators"]}) == 231


def test_twelve_indicators_share_a_code_over_targets_and_one_more_is_a_repeat_by_the_notes(sdg: Shipped) -> None:
    repeated = {
        (r["code"], *(a for a in r["aliases"].split("; ") if re.fullmatch(r"\d+\.\w+\.\d+", a)))
        for r in sdg["indicators"]
        if r["aliases"]
    }
    assert repeated == {*ONE_CODE, BY_NOTE}
    assert sum(len(group) - 1 for group in repeated) == 248 - 231
    assert "C130b02" in sdg.by_id("indicators")["sdg/indicator/13.2.1"]["aliases"].split("; ")


def test_each_of_the_248_codes_is_linked_to_its_own_target(sdg: Shipped) -> None:
    indicators = sdg.by_id("indicators")
    for row in sdg["links"]:
        assert row["to"] == f"sdg/target/{row['locator'].rsplit('.', 1)[0]}"
        own = indicators[row["from"]]
        assert row["locator"] in (own["code"], *own["aliases"].split("; "))
    assert len({row["locator"] for row in sdg["links"]}) == 248


def test_tiers_are_as_many_as_the_sheet_counts(sdg: Shipped) -> None:
    tiers = [r["tier"] for r in sdg["indicators"]]
    assert (tiers.count("Tier I"), tiers.count("Tier II"), sum("/" in t for t in tiers)) == (148, 77, 6)


def test_a_role_is_limited_to_a_target_exactly_where_it_is_not_held_under_all(sdg: Shipped) -> None:
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in sdg["responsibilities"]:
        if row["under"]:
            key = (row["who"].removeprefix("sdg/agency/"), row["role"], row["under"].removeprefix("sdg/target/"))
            found.setdefault(row["on"].removeprefix("sdg/indicator/"), set()).add(key)
    assert found == LIMITED


def test_every_indicator_has_a_custodian_but_two(sdg: Shipped) -> None:
    led = {r["on"] for r in sdg.pick("responsibilities", role="CONVENES")}
    without = {r["code"]: r["note"] for r in sdg["indicators"] if r["id"] not in led}
    assert set(without) == {"1.a.2", "17.18.1"}
    assert all(without.values())


def test_the_words_of_the_roles_are_the_sheets(sdg: Shipped) -> None:
    words = {(r["role"], r["wording"]) for r in sdg["responsibilities"]}
    assert words == {("CONVENES", "custodian"), ("CO_ORGANIZES", "partner")}


def test_agencies_are_told_apart_by_every_name_and_each_has_a_role(sdg: Shipped) -> None:
    names = Counter(
        key
        for r in sdg["agencies"]
        for key in {fold(n) for n in (r["name"], r["name_en"], *r["aliases"].split("; ")) if n}
    )
    assert [n for n, times in names.items() if times > 1] == []
    assert {r["id"] for r in sdg["agencies"]} == {r["who"] for r in sdg["responsibilities"]}
    classes = {r["id"].removeprefix("sdg/agency/") for r in sdg.pick("agencies", kind="class")}
    assert classes == {
        "national-gov",
        "regional-commissions",
        "other-un-oceans-members",
        "other-involved-agencies-in-the-inter-agency-group-on-crvs",
    }


def test_everything_is_of_the_framework_and_says_where(sdg: Shipped) -> None:
    documents = set(sdg.by_id("documents"))
    for table, rows in sdg.tables.items():
        for row in rows:
            assert row["origin"] == "framework"
            if table != "documents":
                assert row["source"] in documents and row["locator"]
    tiers = sdg.by_id("documents")["sdg/document/tier-classification"]
    assert tiers["edition"] == tiers["published"] == sdg.about["edition"] == EDITION


def test_labels_are_short_and_tell_goals_targets_and_indicators_apart(sdg: Shipped) -> None:
    seen: dict[str, str] = {}
    for row in (r for table in LABELLED for r in sdg[table]):
        assert len(row["name"]) in ZH_LABEL, row
        assert len(row["name_en"].split()) in EN_WORDS and len(row["name_en"]) <= EN_LABEL, row
        assert re.search("[\u4e00-\u9fff]", row["name"]) and row["name_en"].isascii(), row
        for label in (row["name"], row["name_en"]):
            assert seen.setdefault(fold(label), row["id"]) == row["id"], (label, row["id"], seen[fold(label)])


def words_in_common(label: str, sentence: str) -> int:
    """Length of the longest run of words that both have."""
    ours, theirs = (re.findall(r"[a-z0-9]+", text.lower()) for text in (label, sentence))
    text = f" {' '.join(theirs)} "
    runs = (ours[i:j] for i in range(len(ours)) for j in range(i + 1, len(ours) + 1))
    return max((len(run) for run in runs if f" {' '.join(run)} " in text), default=0)


def is_own(label: str, sentence: str) -> bool:
    """Whether a label has a wording of its own: few words in a row of the sentence, and never all of its words."""
    common = words_in_common(label, sentence)
    return common <= SHARED_WORDS and common < len(re.findall(r"[A-Za-z0-9]+", label))


def repeated(sdg: Shipped, sentences: list[str]) -> list[str]:
    """The sentences that a cell of the data set holds."""
    everything = fold("|".join(cell for rows in sdg.tables.values() for row in rows for cell in row.values()))
    return [s for s in sentences if fold(s) in everything]


@pytest.mark.parametrize(
    ("label", "sentence", "own"),
    [
        ("Clean ponds for frogs", "By 2040, keep all ponds clean for all frogs", True),
        ("Ponds", "Ponds", False),
        ("Clean for all", "By 2040, keep all ponds clean for all frogs", False),
        ("Keep all ponds clean for all toads", "By 2040, keep all ponds clean for all frogs", False),
        ("Ponds kept clean for frogs", "Clean for all: the frogs", True),
    ],
)
def test_a_label_too_close_to_a_sentence_is_found(label: str, sentence: str, own: bool) -> None:
    assert is_own(label, sentence) is own


def test_a_sentence_in_a_cell_is_found(sdg: Shipped) -> None:
    label = sdg["sdg_targets"][40]["name_en"]
    assert repeated(sdg, [label, "By 2040, keep all ponds clean for all frogs"]) == [label]


@pytest.mark.needs_source(TIER_SHEET)
def test_no_label_is_the_official_sentence(sdg: Shipped, published: TierSheet) -> None:
    compared = 0
    for table in LABELLED:
        official = {r["id"]: r["name"] for r in sheet_rows(published, table)}
        for row in sdg[table]:
            assert is_own(row["name_en"], official[row["id"]]), row["name_en"]
            compared += 1
    assert compared == 17 + 169 + 231


@pytest.mark.whole
@pytest.mark.needs_source(TIER_SHEET)
def test_no_cell_holds_an_official_sentence(sdg: Shipped, published: TierSheet) -> None:
    sentences = [r["name"] for table in LABELLED for r in sheet_rows(published, table) if len(r["name"].split()) > 6]
    assert len(sentences) > 350
    assert repeated(sdg, sentences) == []


@pytest.mark.needs_source(TIER_SHEET)
def test_the_facts_are_those_of_the_published_sheet() -> None:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(TIER_SHEET)
    lines = [[str(c) for c in row] for row in book.get_sheet_by_name("Updated Tier classification").to_python()]
    theirs = [
        (line[0], line[2].split(" ")[0], *line[4:7])
        for line in lines
        if re.match(r"C\d", line[0]) or line[1].startswith("11.c ")
    ]
    assert [(f["code"], f["indicator"], f["custodian"], f["partner"], f["tier"]) for f in facts()] == theirs


def test_codes_tiers_iris_and_links_equal_the_sheet(sdg: Shipped, sheet: TierSheet) -> None:
    for table, columns in (
        ("indicators", ("id", "code", "tier", "iri", "aliases", "locator")),
        ("sdg_targets", ("id", "code", "iri", "goal")),
        ("sdg_goals", ("id", "code", "iri")),
        ("agencies", ("id", "kind", "locator")),
        ("links", ("from", "type", "to", "locator")),
    ):
        ours, theirs = ([tuple(r[c] for c in columns) for r in rows] for rows in (sdg[table], sheet_rows(sheet, table)))
        assert ours == theirs, table


def test_custodians_and_partners_of_every_indicator_equal_the_sheet(sdg: Shipped, sheet: TierSheet) -> None:
    theirs = [roles_of(r) for r in sheet_rows(sheet, "responsibilities")]
    assert len(theirs) == len(set(theirs)) > 500
    assert [roles_of(r) for r in sdg["responsibilities"]] == theirs


def test_custodians_equal_the_cells_when_read_without_the_reader(sdg: Shipped) -> None:
    """The reader made the data set, so both could be wrong alike: compare with the raw cells, split simply."""
    written = {r["id"]: {fold(r["id"].removeprefix("sdg/agency/")).replace("-", "")} for r in sdg["agencies"]}
    held: dict[tuple[str, str], set[str]] = {}
    for row in sdg["responsibilities"]:
        for code in row["locator"].split("; "):
            held.setdefault((code, row["role"]), set()).update(written[row["who"]])
    compared = 0
    for fact in (f for f in facts() if f["code"]):
        code = fact["indicator"]
        for text, role in ((fact["custodian"], "CONVENES"), (fact["partner"], "CO_ORGANIZES")):
            if "under discussion" in text.lower():
                text = ""
            text = text.replace(" and other ", ", other ")
            wanted = {re.sub(r"[^a-z0-9]", "", part.lower()) for part in text.split(",")} - {""}
            assert held.get((code, role), set()) == wanted, (code, role)
            compared += 1
    assert compared == 2 * 248
