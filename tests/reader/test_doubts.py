"""A row is sure only where the text shows where its names begin and end."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft

from .sentences import TITLE
from .test_sentences import read


def doubts(draft: Draft, kind: str) -> dict[str, set[str]]:
    """Why the records of a kind are to be checked, by name; nothing where they are sure."""
    return {
        n.name: set() if any(e.confidence == HIGH for e in n.evidence) else {e.reason for e in n.evidence}
        for n in draft.of_kind(kind)
    }


SURE = {
    "a known stem": "一、節水推廣：由水利局主辦。",
    "twice in the text": "一、節水推廣：由丁戊己署主辦。\n二、節電推廣：由丁戊己署主辦。",
    "between marks": "一、節水推廣：主辦機關：丁戊己署。",
    "a level of government": "一、節水推廣：由縣（市）政府主辦。",
}


@pytest.mark.parametrize("text", SURE.values(), ids=SURE)
def test_an_agency_is_sure_where_its_name_is_known_to_be_whole(text: str) -> None:
    found = doubts(read(f"甲市方案\n{text}\n"), "Agency")
    assert found and not any(found.values())


def test_an_agency_named_once_within_a_sentence_is_to_be_checked_with_its_roles() -> None:
    draft = read("甲市方案\n一、節水推廣：由丁戊己署主辦。\n")
    assert doubts(draft, "Agency") == {"丁戊己署": {"once"}}
    assert {(e.confidence, e.reason) for k in draft.linked("CONVENES") for e in k.evidence} == {(CHECK, "once")}


@pytest.mark.parametrize(
    ("item", "sure"),
    [
        ("節水推廣：由水利局主辦。", True),
        ("節水推廣，由水利局主辦。", False),
        ("水利局主辦節水推廣。", False),
        ("節水及節電推廣：由水利局主辦。", False),
    ],
)
def test_a_task_is_sure_where_marks_stand_around_a_plain_name(item: str, sure: bool) -> None:
    draft = read(f"甲市方案\n一、{item}\n")
    (reasons,) = doubts(draft, "Task").values()
    assert reasons == (set() if sure else {"task"})


def test_the_items_of_a_list_of_duties_are_sure_however_long() -> None:
    draft = read(f"{TITLE}二、本會任務如下：\n（一）節水、節電及綠能政策之協調，並督導其執行。\n（二）其他事項。\n")
    assert not any(doubts(draft, "Task").values())


def test_a_body_that_is_named_once_and_has_no_short_form_is_to_be_checked_with_its_seats() -> None:
    once = "甲市節水辦法\n第一條　本府為推動節水，設節水審議會，置委員九人，由水利局局長擔任召集人。\n"
    draft = read(once)
    assert doubts(draft, "Council") == {"節水審議會": {"once"}}
    assert all(e.confidence == CHECK for k in draft.linked("SITS_ON") for e in k.evidence)
    again = read(once + "第二條　節水審議會每半年開會一次。\n")
    assert doubts(again, "Council") == {"節水審議會": set()}
    assert any(e.confidence == HIGH for k in again.linked("SITS_ON") for e in k.evidence)
