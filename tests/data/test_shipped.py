"""The checks of ``shipped`` find what they claim to find: each fault is planted in a copy and must be reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.copies import copied
from tests.data.shipped import DATA, faults, quote_faults, read

PLAN = "chiayi/document/ghg-reduction-plan-phase-2"

PLANTED = [
    ("members.csv", "ex_officio", "by_birth", "is none of"),
    ("members.csv", "召集人一人，由市長兼任", "", "quote is empty"),
    ("members.csv", ",16,", ",十六,", "is no integer"),
    ("councils.csv", "2023-06-29", "112-06-29", "is no date"),
    ("councils.csv", "2023-06-28", "2019-06-28", "later than valid_to"),
    ("subgroups.csv", "id,name,", "name,id,", "out of the schema's order"),
    ("subgroups.csv", "purpose", "aim", "unknown or out of"),
    ("subgroups.csv", "chiayi/subgroup/green-transport", "chiayi/subgroup/circular-economy", "is there twice"),
    ("subgroups.csv", "chiayi/council/climate-change-response", "chiayi/council/nobody", "is no record"),
    ("subgroups.csv", "chiayi/council/climate-change-response", "chiayi/agency/epb", "not one of ('Council',)"),
    ("agencies.csv", "chiayi/agency/fire,", "Chiayi Fire,", "is not like"),
    ("agencies.csv", "環保局; ", "環保局;", "is not separated by"),
    ("responsibilities.csv", ",主要權責單位,", ",主辦,", "is not in the quote"),
    ("responsibilities.csv", "CO_ORGANIZES,chiayi/subgroup", "REVIEWS,chiayi/subgroup", "is not allowed"),
    ("links.csv", "SUCCEEDS", "MANDATED_BY", "change is no property of MANDATED_BY"),
    (
        "links.csv",
        "原文以「-」並列兩者而未說明關係；此處讀為六大部門由中央目的事業主管機關組成。",
        "",
        "gives no reason",
    ),
    ("tasks.csv", "永續農業的發展,", "永續農業的發展,,", "more or fewer cells"),
    ("documents.csv", "審議本市永續發展目標自願檢視報告", "審" * 61, "longer than a clause"),
    ("documents.csv", "\n", "\r\n", "not LF"),
    ("documents.csv", "id,", "\ufeffid,", "byte order mark"),
    ("dataset.yaml", "id: chiayi", "id: other", "is not the folder's name"),
    ("dataset.yaml", "licence:", "license:", "keys are"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("chiayi", "climate-act"):
        copied(DATA / name, tmp_path / name)
    return tmp_path


def plant(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode("utf-8"))


@pytest.mark.sweep
@pytest.mark.parametrize(("file", "old", "new", "said"), PLANTED)
def test_a_planted_fault_is_reported(copy: Path, file: str, old: str, new: str, said: str) -> None:
    plant(copy / "chiayi" / file, old, new)
    assert any(said in fault for fault in faults("chiayi", copy)), faults("chiayi", copy)


def test_a_record_of_a_set_that_is_not_required_is_missing(copy: Path) -> None:
    plant(copy / "chiayi" / "dataset.yaml", "requires: [climate-act]", "requires: []")
    assert any("climate-change-response-act" in f and "is no record" in f for f in faults("chiayi", copy))


def test_the_same_id_in_two_sets_is_reported(copy: Path) -> None:
    plant(copy / "climate-act" / "agencies.csv", "climate-act/agency/moe,", "chiayi/agency/epb,")
    assert any("more than one table or data set" in f for f in faults("chiayi", copy))


def test_a_quote_of_other_words_is_reported(copy: Path) -> None:
    dataset = read("chiayi", copy)
    texts = {PLAN: " ".join(row["quote"] for rows in dataset.tables.values() for row in rows)}
    assert quote_faults(dataset, texts)[0] == []
    dataset["members"][0]["quote"] = "召集人二人，由市長兼任"
    wrong, compared = quote_faults(dataset, texts)
    assert len(wrong) == 1
    assert compared > 100
