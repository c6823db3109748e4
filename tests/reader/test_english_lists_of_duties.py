"""English lists of duties, under any line that says whose they are; and sentences that say it beside the matter."""

from __future__ import annotations

import itertools

import pytest

from quanze.reader.draft import Draft

from .test_sentences import read

ROLES = ("CONVENES", "CO_ORGANIZES", "UNDERTAKES")


def roles_of(draft: Draft) -> set[tuple[str, str, str]]:
    """Who leads, helps or has a duty, and in what."""
    return {(k.type, k.a.real().name, k.b.real().name) for k in draft.links if k.type in ROLES}


OPENERS = (
    "The {who} shall:",
    "The {who} will be responsible for:",
    "The {who} has responsibility for the following:",
    "The {who}'s key responsibilities include:",
    "Role of the {who}",
    "Key responsibilities of the {who} are:",
    "The {who} meets every quarter. Its role is to:",
    "The {who} was reorganised in 2024. It will:",
    "{who}\nKey responsibilities:",
    "{who}",
    "The {who}:",
    "The {who} was formed with the following purposes:",
    "The {who} has been set up with these aims:",
)
BEARERS = {"Net Zero Board": "UNDERTAKES", "Energy Team": "CONVENES", "Office of Resilience": "CONVENES"}
WORKS = ("Oversee the retrofit of schools", "Advising tenants on energy", "Coordinates the yearly inventory")


@pytest.mark.parametrize("opener", OPENERS)
def test_the_items_below_a_line_are_done_by_whom_it_names(opener: str) -> None:
    for (who, role), mark in itertools.product(BEARERS.items(), ("- {}", "• {}", "{n}. {}")):
        items = "\n".join(mark.format(work, n=n) for n, work in enumerate(WORKS, 1))
        told = roles_of(read(f"{opener.format(who=who)}\n{items}\n"))
        assert {t for t in told if t[0] == role} >= {(role, who, work) for work in WORKS}, opener.format(who=who)


NO_DUTIES = (
    "The {who} shall consist of:\n- Two residents of the city\n- One planner",
    "The Climate Action Plan will:\n- Cut emissions from homes\n- Protect wetlands",
    "Residents will:\n- Save money on bills\n- Live in warm homes",
    "The {who} will consider the following criteria:\n- Cost of the scheme\n- Ease of delivery",
    "What you can do\n- Walk to the shops\n- Recycle food",
    "{who}\n- Monday to Friday\n- 9 am to 5 pm",
)


@pytest.mark.parametrize("text", NO_DUTIES)
def test_what_is_no_work_of_anybody_is_left(text: str) -> None:
    for who in BEARERS:
        assert roles_of(read(text.format(who=who))) == set()


def test_a_second_list_belongs_to_the_second_name() -> None:
    told = roles_of(
        read("Energy Team\n- Replace boilers\n- Train installers\nParks Department\n- Plant street trees\n")
    )
    assert told == {
        ("CONVENES", "Energy Team", "Replace boilers"),
        ("CONVENES", "Energy Team", "Train installers"),
        ("CONVENES", "Parks Department", "Plant street trees"),
    }


SENTENCES = (
    ("Responsibility for the heat plan sits with the {who}.", "heat plan"),
    ("The heat plan is the responsibility of the {who}.", "heat plan"),
    ("The heat plan is owned by the {who}.", "heat plan"),
    ("Urging the {who} to develop a heat plan for schools.", "develop a heat plan for schools"),
    ("The {who} is working with the Fire Department to design a heat plan.", "design a heat plan"),
    ("The {who} will be expanding cool rooms.", "expanding cool rooms"),
    ("The {who} leads the heat plan and reports to Cabinet.", "heat plan"),
)


@pytest.mark.parametrize(("sentence", "task"), SENTENCES)
def test_sentences_say_with_whom_a_task_lies(sentence: str, task: str) -> None:
    for who in ("Energy Team", "Office of Resilience", "Department of Public Works"):
        told = roles_of(read(sentence.format(who=who)))
        assert ("CONVENES", who, task) in told, sentence.format(who=who)


def test_asking_for_a_report_gives_no_task() -> None:
    for verb in ("report on", "respond to", "provide an answer on", "attend the hearing on"):
        assert roles_of(read(f"Requesting the Department of Public Works to {verb} the heat plan.")) == set()


def test_a_body_named_beside_the_matter_has_its_duty_and_its_partner() -> None:
    told = roles_of(
        read(
            "The Heat Board meets in public. The plan is guided by the Heat Board, which is made up of staff and has "
            "responsibility for overseeing cool rooms. The Board, with the support of the Energy Team, will now "
            "coordinate the summer campaign.\n"
        )
    )
    assert ("UNDERTAKES", "Heat Board", "overseeing cool rooms") in told
    assert ("UNDERTAKES", "Heat Board", "coordinate the summer campaign") in told
    assert ("CO_ORGANIZES", "Energy Team", "coordinate the summer campaign") in told


def test_what_a_known_board_leads_is_its_duty_and_no_agencys() -> None:
    first = "The Heat Board, which meets monthly, will guide the cool rooms."
    told = roles_of(read(f"{first} The shade plan will be led by the Heat Board.\n"))
    assert told == {("UNDERTAKES", "Heat Board", "guide the cool rooms"), ("UNDERTAKES", "Heat Board", "shade plan")}


def test_this_team_is_what_was_set_up_before_and_has_two_works() -> None:
    text = "A Heat Unit was established in 2023. The role of this team is to monitor cool rooms and to manage alerts.\n"
    assert roles_of(read(text)) == {
        ("CONVENES", "Heat Unit", "monitor cool rooms"),
        ("CONVENES", "Heat Unit", "alerts"),
    }
