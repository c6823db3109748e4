"""Generated sentences: whatever the wording and order, the facts are those of the key; what is negated states none."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest

from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.draft import HIGH, Draft
from quanze.reader.pipeline import read_sources

from .sentences import NEGATED, TITLE, Case, mutated, pairs, roles, seats

Facts = set[tuple[str, ...]]


def read(text: str) -> Draft:
    """The draft of a text, each line a paragraph."""
    lines = [line for line in text.split("\n") if line]
    blocks = tuple(Paragraph(line, Place("x.txt", n)) for n, line in enumerate(lines))
    return read_sources([Source("x.txt", blocks)])[0]


def seats_of(draft: Draft) -> Facts:
    """Title and post of every seat but the plain members'."""
    named = [n.values for n in draft.of_kind("Member") if n.values["seat_title"] != "委員"]
    return {(str(v["seat_title"]), str(v.get("post", "")).removeprefix("本府")) for v in named}


def roles_of(draft: Draft, sure: bool = False) -> Facts:
    """Leads and partners, all or only those marked high."""
    links = [k for k in draft.links if k.type in ("CONVENES", "CO_ORGANIZES")]
    return {
        (k.type, k.a.real().name, k.b.real().name)
        for k in links
        if not sure or any(e.confidence == HIGH for e in k.evidence)
    }


@pytest.mark.parametrize(
    ("cases", "facts"), [(seats, seats_of), (pairs, seats_of), (roles, roles_of)], ids=["seats", "pairs", "roles"]
)
@pytest.mark.slow
def test_the_wording_does_not_change_the_facts(
    cases: Callable[[], Iterable[Case]], facts: Callable[[Draft], Facts]
) -> None:
    wrong = [(c.text, facts(read(c.text)) ^ c.facts) for c in cases() if facts(read(c.text)) != c.facts]
    assert not wrong[:5], len(wrong)


@pytest.mark.parametrize("sentence", NEGATED)
def test_what_is_negated_states_no_seat_and_is_listed(sentence: str) -> None:
    draft = read(TITLE + sentence)
    assert not draft.of_kind("Member")
    assert any("召集人" in u.text for u in draft.unread)


@pytest.mark.whole
def test_a_sentence_without_its_verb_states_nothing_wrong_for_sure() -> None:
    """A seat whose verb is gone is listed; no sure role is read that the whole sentence does not state."""
    for case in itertools.islice(seats(), 0, None, 11):
        for broken in mutated(case):
            draft = read(broken.text)
            unread = " ".join(u.text for u in draft.unread)
            lost = case.facts - seats_of(draft)
            assert all(post in unread for _, post in lost), broken.text
    for case in itertools.islice(roles(), 0, None, 23):
        for broken in mutated(case):
            assert roles_of(read(broken.text), sure=True) <= set(case.facts), broken.text


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("環境局主辦節能推廣。", {("CONVENES", "環境局", "節能推廣")}),
        (
            "環境局及教育局主辦節能推廣計畫，交通局協辦。",
            {
                ("CONVENES", "環境局", "節能推廣計畫"),
                ("CONVENES", "教育局", "節能推廣計畫"),
                ("CO_ORGANIZES", "交通局", "節能推廣計畫"),
            },
        ),
    ],
)
def test_the_task_may_stand_behind_the_role_word(sentence: str, facts: Facts) -> None:
    draft = read(f"第一條　{sentence}")
    assert roles_of(draft) == facts
    assert not roles_of(draft, sure=True)  # where the name of the task begins is a guess
    assert not draft.unread


@pytest.mark.parametrize(
    "sentence",
    [
        "環境局主辦會計審核單據。",
        "環境局主辦人員登記來文。",
        "環境局主辦之活動。",
        "環境局主辦活動時，通知交通局。",
        "環境局未主辦節能推廣。",
    ],
)
def test_what_stands_behind_the_role_word_may_be_no_task(sentence: str) -> None:
    draft = read(f"第一條　{sentence}")
    assert not roles_of(draft)
    assert draft.unread
