"""The schema holds what the design asks for: kinds, relationships, properties, roles and words."""

from __future__ import annotations

import pytest

from quanze.schema import KIND, ORIGINS, RELATIONSHIP, ROLES, relationship_properties, stored_properties
from quanze.schema.tables import table

AGENCY, COUNCIL, SUBGROUP, MEMBER, TASK = "Agency", "Council", "Subgroup", "Member", "Task"
INDICATOR, ANNUAL, GOAL, TARGET, DOCUMENT = "Indicator", "AnnualTarget", "SDGGoal", "SDGTarget", "Document"
EVERY_NODE = {
    "id",
    "name",
    "name_en",
    "aliases",
    "valid_from",
    "valid_to",
    "origin",
    "source",
    "locator",
    "quote",
}
EVERY_LINK = {"wording", "valid_from", "valid_to", "origin", "source", "locator", "quote"}
OWN = {
    AGENCY: {"kind"},
    COUNCIL: {"seats", "seats_max"},
    SUBGROUP: {"purpose"},
    MEMBER: {"seat_title", "basis", "seats", "holder", "holder_from", "holder_to", "vacant"},
    TASK: {"kind", "number"},
    INDICATOR: {"code", "unit", "direction", "baseline_year", "baseline_value", "frequency", "level", "iri"},
    ANNUAL: {"year", "target", "result"},
    GOAL: {"code", "iri"},
    TARGET: {"code", "iri"},
    DOCUMENT: {"kind", "edition"},
}
ENDS = {
    "CONVENES": {(a, b) for a in (AGENCY, MEMBER) for b in (COUNCIL, SUBGROUP, TASK, INDICATOR)},
    "CO_ORGANIZES": {(AGENCY, b) for b in (SUBGROUP, TASK, INDICATOR)},
    "REVIEWS": {(a, b) for a in (COUNCIL, SUBGROUP, AGENCY) for b in (INDICATOR, TASK, DOCUMENT)},
    "PART_OF": {(AGENCY, AGENCY), (SUBGROUP, COUNCIL), (COUNCIL, AGENCY), (TASK, TASK), (TARGET, GOAL)},
    "SITS_ON": {(MEMBER, COUNCIL), (MEMBER, SUBGROUP)},
    "REPRESENTS": {(MEMBER, AGENCY)},
    "UNDERTAKES": {(COUNCIL, TASK), (SUBGROUP, TASK)},
    "MEASURED_BY": {(TASK, INDICATOR)},
    "HAS_TARGET": {(INDICATOR, ANNUAL)},
    "ALIGNS_TO": {(a, b) for a in (TASK, INDICATOR) for b in (TARGET, GOAL)},
    "REPORTS_TO": {(AGENCY, SUBGROUP), (SUBGROUP, MEMBER), (MEMBER, COUNCIL)},
    "SUCCEEDS": {(AGENCY, AGENCY), (COUNCIL, COUNCIL), (DOCUMENT, DOCUMENT)},
    "ENDED_BY": {(AGENCY, DOCUMENT), (COUNCIL, DOCUMENT)},
    "MANDATED_BY": {(COUNCIL, DOCUMENT), (TASK, DOCUMENT), (DOCUMENT, DOCUMENT)},
}
WORDS = {
    "CONVENES": (
        "召集 主政 主辦 主責 權責 召集單位 主政機關 主政單位 主辦機關 主辦單位 主責機關 執行機關 主管機關 "
        "權責單位 彙整單位 承辦單位 lead custodian"
    ),
    "CO_ORGANIZES": "協辦 會辦 協管 協辦機關 協辦單位 協管機關 會辦單位 partner",
    "REVIEWS": "審議 審查 初審 核定 備查 管考 考核 督導 檢討",
    "PART_OF": "下設",
    "SITS_ON": "委員 召集人 副召集人 執行秘書",
    "UNDERTAKES": "負責 任務",
    "MEASURED_BY": "指標",
    "HAS_TARGET": "年度目標",
    "REPORTS_TO": "提報 回報",
    "SUCCEEDS": "更名 整併",
}


def test_the_kinds_are_those_of_the_design() -> None:
    assert set(KIND) - {"Dataset"} == set(OWN)


@pytest.mark.parametrize("label", OWN)
def test_every_kind_keeps_the_properties_of_the_design(label: str) -> None:
    assert {p.name for p in stored_properties(KIND[label])} >= EVERY_NODE | OWN[label]


@pytest.mark.parametrize("type_", ENDS)
def test_every_relationship_joins_the_kinds_of_the_design(type_: str) -> None:
    assert set(RELATIONSHIP[type_].ends) >= ENDS[type_]


def test_the_relationships_are_those_of_the_design() -> None:
    assert set(RELATIONSHIP) == set(ENDS)


@pytest.mark.parametrize("type_", ENDS)
def test_every_relationship_is_dated_and_cited(type_: str) -> None:
    assert {p.name for p in relationship_properties(type_)} >= EVERY_LINK


@pytest.mark.parametrize("type_", WORDS)
def test_the_words_of_plans_are_known(type_: str) -> None:
    assert set(WORDS[type_].split()) <= set(RELATIONSHIP[type_].words)


def test_roles_have_the_letters_of_the_matrix() -> None:
    assert [(r.type, r.letter_zh, r.letter_en) for r in ROLES] == [
        ("CONVENES", "召", "C"),
        ("CO_ORGANIZES", "協", "S"),
        ("REVIEWS", "審", "R"),
    ]


def test_a_role_may_hold_under_one_target_only() -> None:
    for role in ROLES:
        under = next(p for p in relationship_properties(role.type) if p.name == "under")
        assert under.kinds == ("SDGTarget",)


def test_a_word_means_one_role_only() -> None:
    words = [word for role in ROLES for word in role.words]
    assert len(words) == len(set(words))


def test_origins_stand_in_the_order_of_weight() -> None:
    assert [o.code for o in ORIGINS] == ["plan", "law", "report", "framework", "editorial"]


@pytest.mark.parametrize(
    ("label", "name", "codes"),
    [
        ("Agency", "kind", ["government", "bureau", "office", "ministry", "international", "class"]),
        ("Indicator", "level", ["global", "national", "local"]),
        ("Member", "basis", ["ex_officio", "agency_representative", "expert", "industry", "civic"]),
        ("Document", "kind", ["law", "plan", "report", "framework"]),
    ],
)
def test_closed_lists(label: str, name: str, codes: list[str]) -> None:
    assert [c.code for c in KIND[label].property(name).choices] == codes


def test_a_change_is_one_of_those_of_the_design() -> None:
    change = next(p for p in relationship_properties("SUCCEEDS") if p.name == "change")
    assert {c.code for c in change.choices} == {
        *("rename", "merge", "split", "transfer", "upgrade", "dissolve", "amend"),
    }


def test_the_table_of_changes_has_the_columns_of_the_design() -> None:
    found = table("變更")
    assert found is not None
    assert [c.name for c in found.columns[:8]] == [
        *("change", "from", "to", "extent", "moves", "valid_from", "act", "article"),
    ]


@pytest.mark.parametrize("item", [*KIND.values(), *RELATIONSHIP.values()], ids=lambda i: i.en)
def test_everything_has_both_languages_and_a_meaning(item: object) -> None:
    for name in ("zh", "en", "meaning", "meaning_zh"):
        assert getattr(item, name), name


def test_every_property_has_a_meaning_in_both_languages() -> None:
    for kind in KIND.values():
        for p in stored_properties(kind):
            assert p.meaning_zh.endswith("。"), (kind.label, p.name)
