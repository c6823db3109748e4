"""Questions in people's words: each leads to its page, and no name that is not exact is answered as if it were."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

import quanze
from quanze.web.addresses import Addresses
from quanze.web.questions import Reading, read
from tests.sets import ABOUT, CITY

CITED = {"origin": "plan", "source": "測試計畫"}
TOWN = {
    **CITY,
    "agencies": [
        *CITY["agencies"],
        *(
            {"id": f"t/agency/{id_}", "name": name, "name_en": name_en, "kind": "department", **CITED}
            for id_, name, name_en in (
                ("progress", "進度管理處", "Department of Progress"),
                ("x1", "中央辦公室", "Central Office"),
                ("x2", "中央辦公室", "Central Office"),
            )
        ),
    ],
    "tasks": [
        {**CITY["tasks"][0], "name_en": "Task one", "due": "2024-06-30"},
        *(
            {"id": f"t/task/{id_}", "name": name, **CITED}
            for id_, name in (
                ("history", "歷史街區的歷史"),
                ("tainan", "臺南路口改善"),
                ("script", "<script>alert(1)</script>"),
            )
        ),
    ],
}
"""The least city, and names that are easily misread: they hold words of questions, markup, or belong to two."""
QUESTIONS = list(csv.DictReader(Path(__file__).with_name("questions.csv").open(encoding="utf-8")))


def by_hash(question: Mapping[str, str]) -> str:
    return hashlib.sha256(question["question"].encode()).hexdigest()


WRITTEN_FROM = sorted(QUESTIONS, key=by_hash)[: len(QUESTIONS) // 2]
"""The half that the grammar was written from; the other was put to it once, at the end."""


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, quanze.Graph]:
    path = tmp_path_factory.mktemp("questions") / "town.kgl"
    town = quanze.open(path, create=True)
    town.load({"dataset": ABOUT, **TOWN})
    return {"bundled": quanze.open(), "city": town}


def told(found: Reading) -> str:
    """A reading as the CSV has it: an address, ``?`` with the records that are offered, or ``-``."""
    if found.page is not None:
        return unquote(found.address(Addresses("", "en"))).removeprefix("/en/")
    if found.name:
        return " ".join(("?", *(row["id"] for row in found.matches)))
    return "-"


def right(question: Mapping[str, str], answer: str) -> bool:
    """Whether a reading is the right one: of a name that is not exact, whether the right record is offered."""
    wanted = question["answer"].split()
    if wanted[0] != "?":
        return answer == question["answer"]
    return {*wanted} <= {*answer.split()} or (answer == "-" and not wanted[1:])


@pytest.mark.sweep
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"][:40])
def test_each_question_leads_to_its_page_or_asks_back(
    question: Mapping[str, str], graphs: Mapping[str, quanze.Graph]
) -> None:
    answer = told(read(graphs[question["graph"]], question["question"]))
    assert right(question, answer), answer
