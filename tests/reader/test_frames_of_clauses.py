"""Drawn clauses of the general frames: who does what in English and Chinese, and what is nobody's task (ADR 0036)."""

from __future__ import annotations

import random

import pytest

from quanze.reader.draft import CHECK

from .test_sentences import read, roles_of

OFFICES = ("Parks Department", "Office of Sustainability", "Harbor Transit Authority", "Department of Public Works")
BODIES = ("Tree Board", "Heat Task Force", "Water Working Group")
WORKS = ("the urban tree inventory", "a citywide heat map", "the school retrofit scheme")
BUREAUS = ("教育局", "交通局", "農業局", "工務局", "社會局", "地政局")
TASKS = ("雨水貯留系統", "校園燈具汰換", "河岸綠廊整建", "閒置校舍活化")
SEEDS = range(6)

ANSWERS = (
    "The {who} is responsible for {what}.",
    "The {who} is in charge of {what}.",
    "The {who} has responsibility for {what}.",
    "The {who} shall be the lead agency for {what}.",
    "By 2030, the {who} will lead {what}.",
    "The {who} oversees {what}, with the support of {other}.",
    "The {who} shall, in coordination with the {other}, coordinate {what}.",
)
"""Frames of an agency and its task; with ``other`` a partner."""
DOES = (
    "{who}推動{what}。",
    "{who}自113年起推動{what}。",
    "{who}則於各校辦理{what}。",
    "為因應氣候變遷，{who}將持續推動{what}。",
    "{who}除盤點現況外，也推動{what}。",
    "市府由{who}等局處，共同推動{what}。",
    "{who}\n負責{what}。",
    "主席裁示請{who}辦理{what}規劃。",
)
NOBODYS = (
    "{who}局長昨日出席{what}成果展，期許市民共同參與。",
    "{who}表示，{what}屬中央權責。",
    "{who}已於去年完成{what}。",
    "{who}建置的{what}，使市民掌握資訊。",
)
"""What has been, was said, or says which one it is: nothing that somebody has to do."""


def _named(text: str) -> str:
    return text.removeprefix("the ")


@pytest.mark.parametrize("frame", ANSWERS)
def test_english_frames_name_who_answers_for_what_and_with_whom(frame: str) -> None:
    for seed in SEEDS:
        r = random.Random(seed)
        who, other = r.sample(OFFICES, 2)
        what = r.choice(WORKS)
        draft = read(frame.format(who=who, what=what, other=other))
        expected = {("CONVENES", who, _named(what))}
        if "{other}" in frame:
            expected.add(("CO_ORGANIZES", other, _named(what)))
        assert roles_of(draft) == expected, (frame, seed)


@pytest.mark.parametrize("said", ["shall", "will", "must"])
@pytest.mark.parametrize("subject", ["It", "The {noun}", "The {who}"])
def test_an_english_subject_is_carried_to_the_next_sentence(said: str, subject: str) -> None:
    who, noun = "Office of Sustainability", "Office"
    second = subject.format(noun=noun, who=who)
    draft = read(f"The {who} {said} prepare a heat report. {second} {said} maintain the carbon inventory.")
    assert roles_of(draft) == {
        ("CONVENES", who, "prepare a heat report"),
        ("CONVENES", who, "maintain the carbon inventory"),
    }


@pytest.mark.parametrize("body", BODIES)
def test_a_body_undertakes_what_it_is_charged_with_and_a_stranger_of_its_kind_has_no_chair_of_it(body: str) -> None:
    draft = read(
        f"The {body} is charged with reviewing heat measures.\nA staff group, chaired by the Fire Chief, meets."
    )
    if body != "Tree Board":  # a board may be an agency, and is one unless the text sets it up
        done = [(k.a.real().name, k.b.real().name) for k in draft.linked("UNDERTAKES")]
        assert done == [(body, "reviewing heat measures")]
    assert not draft.of_kind("Member")


def test_seats_of_codes_in_small_letters_and_in_lines_without_numbers() -> None:
    draft = read(
        "The mayor shall establish a heat task force consisting of the heads of the following agencies:\n"
        "1. The department of parks and recreation;\n2. The department of transportation.\n"
        "The director of public works shall serve as secretary."
    )
    seats = {n.name for n in draft.of_kind("Member")}
    assert {"Member (department of parks and recreation)", "Member (department of transportation)"} <= seats
    assert any(n.values.get("post") == "director of public works" for n in draft.of_kind("Member"))
    draft = read(
        "The Heat Council shall be composed of the following:\nThe Fire Chief, Chairman\nThe City Engineer, Member"
    )
    assert {(n.values["seat_title"], n.values["post"]) for n in draft.of_kind("Member")} == {
        ("Chairman", "Fire Chief"),
        ("Member", "City Engineer"),
    }


@pytest.mark.parametrize("frame", DOES)
def test_a_plain_clause_gives_its_agency_the_task_to_be_checked(frame: str) -> None:
    for seed in SEEDS:
        r = random.Random(seed)
        who, what = r.choice(BUREAUS), r.choice(TASKS)
        draft = read(f"竹灣市低碳行動說明\n{frame.format(who=who, what=what)}")
        roles = roles_of(draft)
        assert {(t, a) for t, a, _ in roles} == {("CONVENES", who)} and any(what in b for _, _, b in roles), frame
        assert all(e.confidence == CHECK for k in draft.linked("CONVENES") for e in k.evidence)


@pytest.mark.parametrize("frame", NOBODYS)
def test_what_has_been_or_was_said_is_no_task_and_is_listed(frame: str) -> None:
    for seed in SEEDS:
        r = random.Random(seed)
        who, what = r.choice(BUREAUS), r.choice(TASKS)
        draft = read(f"竹灣市低碳行動說明\n{frame.format(who=who, what=what)}")
        assert roles_of(draft) == set(), frame
        assert any(who in u.text for u in draft.unread), frame


@pytest.mark.parametrize("asks", ["市長於會中責請", "衛生局也針對本市防疫報告，市長表示，請", "縣長請"])
def test_who_asks_or_speaks_is_no_part_of_the_task(asks: str) -> None:
    for who in BUREAUS:
        draft = read(f"竹灣市訊\n{asks}{who}加強沿線環境清潔。")
        assert {(t, a) for t, a, _ in roles_of(draft)} == {("CONVENES", who)}
        assert all("市長" not in n.name and "縣長" not in n.name for n in draft.of_kind("Task"))


def test_a_body_called_by_no_name_is_read_to_be_checked_and_a_meeting_gives_none_its_number() -> None:
    (body,) = read("三、本會置主任委員一人，由秘書長兼任；委員五人，由本府民政處處長兼任。").of_kind("Council")
    assert body.name == "本會" and {e.confidence for e in body.evidence} == {CHECK}
    held = read("青潭縣政府今日召開114年淨零永續推動委員會第二次會議，由縣長主持。").of_kind("Council")
    assert {c.name for c in held} == {"淨零永續推動委員會"}
