"""Who answers for what, on graphs so small that the answer can be seen: each way, the order, circles, dates, marks."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from quanze.errors import QueryError
from quanze.queries import records, statements
from quanze.queries.answering import answering
from quanze.queries.history import history
from quanze.queries.hops import toward
from quanze.queries.matrix_rows import matrix_rows
from quanze.queries.names import find
from quanze.queries.progress import with_last_years
from quanze.queries.responsibility import (
    AGENCIES,
    Mark,
    cite,
    collect,
    days_of,
    duties,
    each_duty,
    has_more,
    leaders,
    name,
    nearest_duties,
    of_all_days,
    on_day,
    own_duties,
    reached_places,
    standings,
    walks,
    web_of,
    who,
    whole,
)
from quanze.queries.walk_counts import WalkCounts, count_walks
from quanze.queries.webs import Web
from quanze.schema import RELATIONSHIPS
from quanze.schema.rows import Responsibility
from quanze.schema.ways import BODIES, PARTIES, PARTY, THING, answered_kinds
from tests.queries.sketch import KINDS, Link, sketched

LEAD, HELP, REVIEW, SEAT = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON"
STATED, SEATED, INHERITED, SECTION = "stated", "seat", "inherited", "section"
A_LEADS: Link = ("a/A", LEAD, "t/1")
A_FILLS: Link = ("m/1", "REPRESENTS", "a/A")
ON_COUNCIL: Link = ("m/1", SEAT, "c/1")
WAYS: dict[str, tuple[list[Link], tuple[str, ...], tuple[str, str, int, bool]]] = {
    "t/1 role": ([A_LEADS], ("role",), (LEAD, STATED, 0, True)),
    "t/1 support": ([("a/A", HELP, "t/1")], ("role",), (HELP, STATED, 0, False)),
    "t/1 section": (
        [("a/part", "PART_OF", "a/A"), ("a/part", LEAD, "t/1")],
        ("section", "role"),
        (LEAD, SECTION, 1, True),
    ),
    "t/1 section's section": (
        [("a/small", "PART_OF", "a/part"), ("a/part", "PART_OF", "a/A"), ("a/small", REVIEW, "t/1")],
        ("section", "section", "role"),
        (REVIEW, SECTION, 2, False),
    ),
    "t/1 seat's role": ([A_FILLS, ("m/1", LEAD, "t/1")], ("seat", "seat-role"), (LEAD, SEATED, 0, True)),
    "t/1 section's seat's role": (
        [("a/part", "PART_OF", "a/A"), ("m/1", "REPRESENTS", "a/part"), ("m/1", LEAD, "t/1")],
        ("section", "seat", "seat-role"),
        (LEAD, SECTION, 1, True),
    ),
    "c/1 seat on a body": ([A_FILLS, ON_COUNCIL], ("seat", "membership"), (SEAT, SEATED, 0, False)),
    "i/1 seat on a body that reviews": (
        [A_FILLS, ON_COUNCIL, ("c/1", REVIEW, "i/1")],
        ("seat", "bench", "reviewing-seat"),
        (REVIEW, INHERITED, 1, False),
    ),
    "m/1 fills a seat": ([A_FILLS], ("holder",), ("REPRESENTS", STATED, 0, False)),
    "t/2 task above": (
        [A_LEADS, ("t/2", "PART_OF", "t/1")],
        ("role", "parent-task"),
        (LEAD, INHERITED, 1, True),
    ),
    "t/3 two tasks above": (
        [A_LEADS, ("t/2", "PART_OF", "t/1"), ("t/3", "PART_OF", "t/2")],
        ("role", "parent-task", "parent-task"),
        (LEAD, INHERITED, 2, True),
    ),
    "t/2 task of a group": (
        [("a/A", LEAD, "g/1"), ("g/1", "UNDERTAKES", "t/2")],
        ("role", "task-of-body"),
        (LEAD, INHERITED, 1, False),
    ),
    "t/2 task of a council": (
        [("a/A", LEAD, "c/1"), ("c/1", "UNDERTAKES", "t/2")],
        ("role", "task-of-body"),
        (LEAD, INHERITED, 1, False),
    ),
    "i/1 indicator of a task": (
        [A_LEADS, ("t/1", "MEASURED_BY", "i/1")],
        ("role", "indicator-of-task"),
        (LEAD, INHERITED, 1, True),
    ),
    "y/1 year of an indicator": (
        [("a/A", LEAD, "i/1"), ("i/1", "HAS_TARGET", "y/1")],
        ("role", "year-of-indicator"),
        (LEAD, INHERITED, 1, True),
    ),
    "s/1 target of a task": ([A_LEADS, ("t/1", "ALIGNS_TO", "s/1")], ("role", "alignment"), (LEAD, INHERITED, 1, True)),
    "G/1 goal of an indicator": (
        [("a/A", LEAD, "i/1"), ("i/1", "ALIGNS_TO", "s/1"), ("s/1", "PART_OF", "G/1")],
        ("role", "alignment", "goal"),
        (LEAD, INHERITED, 2, True),
    ),
    "d/1 document of a task": (
        [A_LEADS, ("t/1", "MANDATED_BY", "d/1")],
        ("role", "mandate"),
        (LEAD, INHERITED, 1, True),
    ),
    "d/1 document reviewed": ([("a/A", REVIEW, "d/1")], ("role",), (REVIEW, STATED, 0, False)),
}
"""The thing asked about, with a name of the case → the graph, the codes of the ways that a/A answers by, and its role,
how, distance and whether it leads."""
EVERY_WAY = [link for links, *_ in WAYS.values() for link in links]


@pytest.mark.parametrize("case", WAYS)
def test_a_way_and_what_it_gives(case: str) -> None:
    thing = case.split()[0]
    links, codes, given = WAYS[case]
    with sketched(*links) as engine:
        (row,) = [r for r in who(engine, KINDS[thing[0]], [thing]) if r["agency"] == "a/A"]
        assert tuple(s["way"] for s in row["steps"]) == codes
        assert (row["role"], row["how"], row["distance"], row["leads"]) == given
        assert row["inherited"] == (row["how"] != STATED)
        assert [r for r in duties(engine, "a/A") if r["item"] == thing] == [row]


BODY_WAYS: dict[str, tuple[list[Link], tuple[str, ...]]] = {
    "i/1 role": ([("c/1", REVIEW, "i/1")], ("body-role",)),
    "t/1 task": ([("c/1", "UNDERTAKES", "t/1")], ("body-task",)),
    "t/2 task below": ([("c/1", "UNDERTAKES", "t/1"), ("t/2", "PART_OF", "t/1")], ("body-task", "parent-task")),
    "m/1 seat": ([ON_COUNCIL], ("body-seat",)),
}


@pytest.mark.parametrize("case", BODY_WAYS)
def test_a_body_answers_in_its_own_name_where_bodies_are_asked_for(case: str) -> None:
    thing = case.split()[0]
    links, codes = BODY_WAYS[case]
    with sketched(*links) as engine:
        (row,) = who(engine, KINDS[thing[0]], [thing], parties=BODIES)
        assert tuple(s["way"] for s in row["steps"]) == codes
        assert (row["agency"], row["party_kind"], row["agency_kind"]) == ("c/1", "Council", "")
        assert row["distance"] == len(codes) - 1
        assert who(engine, KINDS[thing[0]], [thing]) == []


def test_a_government_and_a_class_do_not_answer_through_their_parts() -> None:
    with sketched(
        A_LEADS,
        ("a/A", "PART_OF", "a/city"),
        ("a/A", "PART_OF", "a/each"),
        ("a/A", "PART_OF", "a/ministry"),
        a_city={"kind": "government"},
        a_each={"kind": "class"},
        a_ministry={"kind": "ministry"},
    ) as engine:
        assert [r["agency"] for r in who(engine, "Task", ["t/1"])] == ["a/A", "a/ministry"]
        assert [r["agency_kind"] for r in who(engine, "Task", ["t/1"])] == ["", "ministry"]


def test_nor_in_the_whole_where_they_are_parts_themselves() -> None:
    links: list[Link] = [A_LEADS, ("a/A", "PART_OF", "a/city"), ("a/city", "PART_OF", "a/nation")]
    for given in (links, links[::-1]):
        with sketched(*given, a_city={"kind": "government"}, a_nation={"kind": "ministry"}) as engine:
            assert whole(engine).parties() == ["a/A", "a/nation"]
            assert {w.party for w in walks(whole(engine), ["a/A", "a/city", "a/nation"])} == {"a/A"}


def test_a_relationship_that_is_no_way_carries_nothing() -> None:
    with sketched(("a/B", "REPORTS_TO", "g/1"), ("g/1", "UNDERTAKES", "t/1")) as engine:
        assert who(engine, "Task", ["t/1"]) == []
    with sketched(("c/1", "MANDATED_BY", "d/1"), ("a/A", LEAD, "c/1"), ("a/A", REVIEW, "d/1")) as engine:
        assert [r["role"] for r in who(engine, "Document", ["d/1"])] == [REVIEW]


def test_what_was_to_be_done_with_a_document_is_to_be_done_with_its_successor() -> None:
    with sketched(("d/new", "SUCCEEDS", "d/1"), ("a/A", REVIEW, "d/1")) as engine:
        (row,) = who(engine, "Document", ["d/new"])
    assert (row["agency"], row["role"], row["how"], row["former"]) == ("a/A", REVIEW, "carried", "d/1")


def short(rows: list[Responsibility]) -> list[tuple[str, str, int]]:
    return [(r["agency"], r["item"], r["distance"]) for r in rows]


def test_a_circle_of_tasks_is_gone_round_once() -> None:
    """A load refuses it; a graph that others wrote may have one."""
    with sketched(
        A_LEADS,
        ("t/1", "PART_OF", "t/2"),
        ("t/2", "PART_OF", "t/3"),
        ("t/3", "PART_OF", "t/1"),
        ("t/1", "PART_OF", "t/1"),
    ) as engine:
        assert short(who(engine, "Task", ["t/1", "t/2", "t/3"])) == [
            ("a/A", "t/1", 0),
            ("a/A", "t/2", 2),
            ("a/A", "t/3", 1),
        ]
        assert short(duties(engine, "a/A")) == [("a/A", "t/1", 0), ("a/A", "t/3", 1), ("a/A", "t/2", 2)]
        assert set(standings(whole(engine))) == {"t/1", "t/2", "t/3"}


def test_a_circle_of_agencies_is_gone_round_once() -> None:
    with sketched(
        A_LEADS,
        ("a/A", "PART_OF", "a/B"),
        ("a/B", "PART_OF", "a/C"),
        ("a/C", "PART_OF", "a/A"),
        ("a/A", "PART_OF", "a/A"),
    ) as engine:
        assert short(who(engine, "Task", ["t/1"])) == [("a/A", "t/1", 0), ("a/B", "t/1", 1), ("a/C", "t/1", 2)]
        assert short(duties(engine, "a/C")) == [("a/C", "t/1", 2)]


def test_nearest_first_then_how_then_the_role() -> None:
    """The ids run the other way."""
    with sketched(
        ("a/9", LEAD, "t/1"),
        ("a/8", HELP, "t/1"),
        ("a/7", REVIEW, "t/1"),
        ("m/1", "REPRESENTS", "a/6"),
        ("m/1", LEAD, "t/1"),
        ("t/1", "PART_OF", "t/above"),
        ("a/5", LEAD, "t/above"),
        ("a/4", HELP, "t/above"),
        ("a/9", "PART_OF", "a/3"),
        ("g/1", "UNDERTAKES", "t/above"),
        ("a/2", LEAD, "g/1"),
    ) as engine:
        rows = who(engine, "Task", ["t/1"])
        assert [(r["agency"], r["how"], r["role"]) for r in rows] == [
            ("a/9", STATED, LEAD),
            ("a/8", STATED, HELP),
            ("a/7", STATED, REVIEW),
            ("a/6", SEATED, LEAD),
            ("a/5", INHERITED, LEAD),
            ("a/4", INHERITED, HELP),
            ("a/3", SECTION, LEAD),
            ("a/2", INHERITED, LEAD),
        ]


def test_things_come_in_the_order_asked_then_agencies_then_paths() -> None:
    with sketched(
        ("a/B", LEAD, "t/1"),
        ("a/A", LEAD, "t/2"),
        ("a/A", LEAD, "t/1"),
        ("t/2", "MEASURED_BY", "i/1"),
        ("t/1", "MEASURED_BY", "i/1"),
    ) as engine:
        assert short(who(engine, "Task", ["t/2", "t/1"])) == [("a/A", "t/2", 0), ("a/A", "t/1", 0), ("a/B", "t/1", 0)]
        rows = who(engine, "Indicator", ["i/1"])
        assert [[s["from"] for s in r["steps"]] for r in rows] == [["a/A", "t/1"], ["a/A", "t/2"], ["a/B", "t/1"]]
        assert [r["path_en"] for r in rows][1] == "a/A convenes task “t/2” → is measured by indicator “i/1”"
        assert who(engine, "Task", []) == []


def test_of_equal_seats_the_chair_comes_first_then_the_deputy_then_the_secretary() -> None:
    """The title is what the plan calls the membership, or else the seat's own name, but no word of an agency's; ids run
    the other way."""
    with sketched(
        *(("c/1", REVIEW, f"i/{n}") for n in "12"),
        *((f"m/{n}", "REPRESENTS", f"a/{n}") for n in "12345"),
        ("m/1", SEAT, "c/1", {"wording": "委員"}),
        ("m/2", SEAT, "c/1"),
        ("m/3", SEAT, "c/1", {"wording": "執行秘書"}),
        ("m/4", SEAT, "c/1"),
        ("m/5", SEAT, "c/1", {"wording": "召集人"}),
        ("t/1", "MEASURED_BY", "i/1"),
        ("a/0", REVIEW, "t/1"),
        m_4={"name": "副召集人"},
        a_0={"name": "秘書處"},
    ) as engine:
        assert [r["agency"] for r in who(engine, "Indicator", ["i/1"])] == ["a/5", "a/4", "a/3", "a/0", "a/1", "a/2"]
        assert [r["agency"] for r in who(engine, "Council", ["c/1"])] == ["a/5", "a/4", "a/3", "a/1", "a/2"]


def test_duties_come_nearest_first_then_by_kind_then_by_id() -> None:
    with sketched(
        ("a/A", REVIEW, "d/1"),
        ("a/A", LEAD, "i/1"),
        ("a/A", LEAD, "t/2"),
        ("a/A", LEAD, "t/1"),
        ("a/A", LEAD, "g/9"),
        ("a/A", HELP, "g/1"),
        ("t/1", "MEASURED_BY", "i/0"),
    ) as engine:
        items = [r["item"] for r in duties(engine, "a/A")]
        assert items == ["g/9", "t/1", "t/2", "i/1", "g/1", "d/1", "i/0"]


YEARS: tuple[Link, ...] = (
    ("a/A", LEAD, "i/1"),
    ("a/A", LEAD, "i/2"),
    ("a/A", LEAD, "i/3"),
    *(("i/1", "HAS_TARGET", f"y/{n}") for n in "4321"),
    *(("i/2", "HAS_TARGET", f"y/{n}") for n in "65"),
)


def test_the_last_year_is_the_latest_with_a_result_else_with_a_target() -> None:
    with sketched(
        *YEARS,
        i_1={"unit": "ton", "direction": "down"},
        y_1={"year": 2020, "target": 9.0, "result": 8.0},
        y_2={"year": 2021, "target": 7.0, "result": 7.5},
        y_3={"year": 2022, "target": 6.0},
        y_4={"year": 2050, "target": 0.0},
        y_5={"year": 2023, "target": 3.0},
        y_6={"year": 2024, "target": 4.0},
    ) as engine:
        rows = with_last_years(engine, duties(engine, "a/A"), day="2025-06-01")
        last = {r["item"]: r["last"] for r in rows if r["item_kind"] == "Indicator"}
        own = {"basis": "own", "direction_concluded": False}
        assert last == {
            "i/1": {"year": 2021, "target": 7.0, "result": 7.5, "verdict": "missed", "unit": "ton"}
            | {**own, "target_year": 2021},
            "i/2": {"year": 2024, "target": 4.0, "result": None, "verdict": "not-reported", "unit": None}
            | {**own, "target_year": 2024},
            "i/3": None,
        }
        assert not any("last" in r for r in rows if r["item_kind"] != "Indicator")


NO_CHANGE = dict.fromkeys(("change", "date", "act", "act_name", "act_name_en", "article"), "")
NO_FORMER = dict.fromkeys(("former", "former_en", "since"), "")
"""What a step and an answer say where nobody took over from anybody."""


def test_a_row_of_a_graph_that_says_the_least() -> None:
    with sketched(("a/A", HELP, "i/1", {"origin": None})) as engine:
        (row,) = who(engine, "Indicator", ["i/1"])
    assert row == {
        "item": "i/1",
        "item_name": "i/1",
        "item_name_en": "",
        "item_kind": "Indicator",
        "agency": "a/A",
        "agency_name": "a/A",
        "agency_name_en": "",
        "agency_kind": "",
        "party_kind": "Agency",
        "role": HELP,
        "wording": "",
        "under": "",
        "how": STATED,
        "inherited": False,
        "leads": False,
        "distance": 0,
        "path": "a/A 協辦 指標「i/1」",
        "path_en": "a/A co-organizes indicator “i/1”",
        "steps": [
            {
                "from": "a/A",
                "from_name": "a/A",
                "from_name_en": "",
                "from_kind": "Agency",
                "relationship": HELP,
                "to": "i/1",
                "to_name": "i/1",
                "to_name_en": "",
                "to_kind": "Indicator",
                "way": "role",
                "wording": "",
                "origin": "",
                "source": "",
                "source_name": "",
                "source_name_en": "",
                "locator": "",
                "quote": "",
                "note": "",
                "valid_from": "",
                "valid_to": "",
                **NO_CHANGE,
            }
        ],
        "origin": "",
        "valid_from": "",
        "valid_to": "",
        **NO_FORMER,
    }


def test_a_path_over_sections_without_an_origin_has_none() -> None:
    with sketched(("a/part", "PART_OF", "a/A", {"origin": None}), ("a/part", LEAD, "t/1", {"origin": None})) as engine:
        assert [row["origin"] for row in who(engine, "Task", ["t/1"])] == ["", ""]


def test_a_row_of_a_graph_that_says_everything() -> None:
    said: dict[str, Any] = {
        "wording": "會辦",
        "under": "s/1",
        "origin": "law",
        "source": "d/1",
        "locator": "第二條",
        "quote": "會同辦理",
        "note": "備註",
        "valid_from": "2020",
        "valid_to": "2024-05",
    }
    with sketched(
        ("a/A", HELP, "i/1", said),
        a_A={"name": "甲局", "name_en": "Bureau A", "kind": "bureau"},
        i_1={"name": "指標", "name_en": "The indicator"},
        d_1={"name": "某法", "name_en": "Some Act"},
    ) as engine:
        (row,) = who(engine, "Indicator", ["i/1"])
    step: dict[str, Any] = {
        "from": "a/A",
        "from_name": "甲局",
        "from_name_en": "Bureau A",
        "from_kind": "Agency",
        "relationship": HELP,
        "to": "i/1",
        "to_name": "指標",
        "to_name_en": "The indicator",
        "to_kind": "Indicator",
        "way": "role",
        "source_name": "某法",
        "source_name_en": "Some Act",
        **{k: v for k, v in said.items() if k != "under"},
        **NO_CHANGE,
    }
    assert row["steps"] == [step]
    assert {k: v for k, v in row.items() if k not in ("steps", "path", "path_en")} == {
        "item": "i/1",
        "item_name": "指標",
        "item_name_en": "The indicator",
        "item_kind": "Indicator",
        "agency": "a/A",
        "agency_name": "甲局",
        "agency_name_en": "Bureau A",
        "agency_kind": "bureau",
        "party_kind": "Agency",
        "role": HELP,
        "wording": "會辦",
        "under": "s/1",
        "how": STATED,
        "inherited": False,
        "leads": False,
        "distance": 0,
        "origin": "law",
        "valid_from": "2020",
        "valid_to": "2024-05",
        **NO_FORMER,
    }


def test_a_path_holds_while_all_its_steps_hold() -> None:
    """A year alone ends with its last day: after a month of it."""
    with sketched(
        ("a/A", LEAD, "t/1", {"valid_from": "2020", "valid_to": "2023", "source": "d/1"}),
        ("t/1", "MEASURED_BY", "i/1", {"valid_from": "2019-05", "valid_to": "2023-06"}),
        ("i/1", "HAS_TARGET", "y/1", {"origin": "editorial", "source": "d/1"}),
        d_1={"name": "某法"},
    ) as engine:
        (row,) = who(engine, "AnnualTarget", ["y/1"])
    assert (row["valid_from"], row["valid_to"], row["origin"]) == ("2020", "2023-06", "editorial")
    assert [step["source_name"] for step in row["steps"]] == ["某法", "", "某法"]


@pytest.mark.parametrize("of", ["section", "role", "step", "a_A", "a_part", "t_1", "i_1"])
@pytest.mark.parametrize("said", [{"valid_from": "2020"}, {"valid_to": "2023"}])
def test_one_day_of_one_relationship_or_record_is_that_of_the_path(of: str, said: dict[str, str]) -> None:
    """Whether it is followed from the thing or from the agency."""
    days = {"section": {}, "role": {}, "step": {}, of: said}
    section, role = ("a/part", "PART_OF", "a/A", days.pop("section")), ("a/part", LEAD, "t/1", days.pop("role"))
    with sketched(section, role, ("t/1", "MEASURED_BY", "i/1", days.pop("step")), **days) as engine:
        (row,) = (row for row in who(engine, "Indicator", ["i/1"]) if row["agency"] == "a/A")
        assert row in duties(engine, "a/A")
    assert {"valid_from": row["valid_from"], "valid_to": row["valid_to"]} == {"valid_from": "", "valid_to": "", **said}


@pytest.mark.parametrize("ended", ["a_A", "t_1", "i_1", "role", "link"])
def test_what_has_ended_at_any_place_of_the_path_does_not_answer(ended: str) -> None:
    past = {"valid_to": "2022"}
    with sketched(
        ("a/A", LEAD, "t/1", past if ended == "role" else {}),
        ("t/1", "MEASURED_BY", "i/1", past if ended == "link" else {}),
        **{record: past if ended == record else {} for record in ("a_A", "t_1", "i_1")},
    ) as engine:
        assert who(engine, "Indicator", ["i/1"]) and len(duties(engine, "a/A")) == 2
        for day, there in (("", True), ("2022", True), ("2023", False)):
            assert bool(who(engine, "Indicator", ["i/1"], as_of=day)) == there
            assert any(r["item"] == "i/1" for r in duties(engine, "a/A", as_of=day)) == there
            assert bool(standings(whole(engine, as_of=day)).get("i/1")) == there


def test_a_role_under_a_target_answers_for_that_target_only() -> None:
    with sketched(
        ("a/A", HELP, "i/1", {"under": "s/1"}),
        ("a/B", HELP, "i/1", {"under": "s/2"}),
        ("a/C", HELP, "i/1"),
        ("i/1", "ALIGNS_TO", "s/1"),
        ("i/1", "HAS_TARGET", "y/1"),
    ) as engine:
        assert [r["agency"] for r in who(engine, "SDGTarget", ["s/1"])] == ["a/A", "a/C"]
        assert [r["agency"] for r in who(engine, "AnnualTarget", ["y/1"])] == ["a/A", "a/B", "a/C"]
        assert [r["agency"] for r in who(engine, "Indicator", ["i/1"])] == ["a/A", "a/B", "a/C"]
        assert [r["agency"] for r in who(engine, "Indicator", ["i/1"], under="s/2")] == ["a/B", "a/C"]


def test_a_kind_that_nobody_answers_for_is_refused_and_the_others_are_named() -> None:
    with sketched(a_A={}) as engine, pytest.raises(QueryError) as refused:
        who(engine, "Agency", ["a/A"])
    said, advice = refused.value.said("en")
    assert said == "No agency is responsible for a record of the kind “Agency”."
    assert advice.startswith("Ask about one of these kinds: Document, Council, Subgroup, Seat, ")
    assert "Agency" not in advice


MARKED: tuple[Link, ...] = (
    ("a/A", LEAD, "t/led"),
    ("m/1", "REPRESENTS", "a/A"),
    ("m/1", LEAD, "t/led-by-seat"),
    ("m/empty", LEAD, "t/led-by-an-empty-seat"),
    ("a/A", LEAD, "t/led-once", {"valid_to": "2020"}),
    ("a/A", HELP, "t/helped"),
    ("a/each", "PART_OF", "a/ministry"),
    ("a/each", HELP, "t/class-helps"),
    ("a/each", LEAD, "t/class-leads"),
    ("a/A", REVIEW, "t/reviewed"),
    ("m/1", SEAT, "c/1"),
    ("c/1", REVIEW, "i/reviewed-by-council"),
    ("c/1", "UNDERTAKES", "t/council"),
    ("t/council-part", "PART_OF", "t/council"),
    ("a/B", LEAD, "g/1"),
    ("g/1", "UNDERTAKES", "t/group"),
    ("g/1", "UNDERTAKES", "t/group-and-led"),
    ("a/A", LEAD, "t/group-and-led"),
    ("t/group", "MEASURED_BY", "i/group"),
    ("g/2", "UNDERTAKES", "t/headless"),
    ("a/C", HELP, "g/2"),
    ("t/under-both", "PART_OF", "t/led"),
    ("t/under-both", "PART_OF", "t/reviewed"),
    ("t/measured", "MEASURED_BY", "i/measured"),
)


def test_what_the_answers_on_a_thing_amount_to() -> None:
    led, coordinated, supported, classed, reviewed, own_duty, measured, led_itself = Mark
    with sketched(*MARKED, a_each={"kind": "class"}) as engine:
        marks = standings(whole(engine))
    assert marks == {
        "t/led": led | led_itself | supported,
        "t/led-by-seat": led | led_itself | supported,
        "t/led-once": led | led_itself | supported,
        "t/helped": supported,
        "t/class-helps": classed,
        "t/class-leads": led | led_itself | classed,
        "t/reviewed": reviewed,
        "m/1": Mark(0),
        "c/1": Mark(0),
        "i/reviewed-by-council": reviewed,
        "t/council": own_duty,
        "t/council-part": own_duty,
        "g/1": led | led_itself | supported,
        "t/group": coordinated | supported | measured,
        "i/group": coordinated | supported,
        "t/group-and-led": led | led_itself | coordinated | supported,
        "g/2": supported,
        "t/headless": supported,
        "t/under-both": led | supported | reviewed,
        "t/measured": measured,
    }
    assert len(set(Mark)) == 8


def test_the_convener_of_the_group_is_whom_to_ask() -> None:
    with sketched(
        ("g/1", "UNDERTAKES", "t/1"),
        ("m/1", "REPRESENTS", "a/1"),
        ("m/1", LEAD, "g/1"),
        ("a/3", LEAD, "g/1"),
        ("a/2", LEAD, "g/1"),
        ("a/2", "PART_OF", "a/0"),
        ("a/4", HELP, "g/1"),
        ("a/5", LEAD, "t/1"),
        ("t/2", "PART_OF", "t/1"),
        ("g/2", "UNDERTAKES", "t/2"),
        ("a/6", LEAD, "g/2", {"valid_to": "2020"}),
        ("a/2", LEAD, "g/2", {"valid_from": "2021"}),
        a_2={"name": "乙處", "name_en": "Office B"},
    ) as engine:
        found = answering(engine, "Task", ["t/1", "t/2"])
        assert found["t/1"].coordinators == [
            {"id": "a/1", "name": "a/1", "name_en": ""},
            {"id": "a/2", "name": "乙處", "name_en": "Office B"},
            {"id": "a/3", "name": "a/3", "name_en": ""},
        ]
        assert [a["id"] for a in found["t/2"].coordinators] == ["a/2", "a/6", "a/1", "a/3"]
        then = answering(engine, "Task", ["t/2"], as_of="2022")["t/2"]
        assert [a["id"] for a in then.coordinators] == ["a/2", "a/1", "a/3"]


def test_what_an_agency_answers_for_keeps_the_order_of_its_source() -> None:
    order = ("t/z", "t/b", "t/a")
    places = {id_.replace("/", "_"): {"position": n} for n, id_ in enumerate(order, 1)}
    with sketched(*(("a/A", LEAD, id_) for id_ in order), **places) as engine:
        assert [row["item"] for row in duties(engine, "a/A")] == list(order)
        assert [row["item"] for row in nearest_duties(engine, "a/A", most=2)[0]] == list(order[:2])


def test_the_nearest_are_the_first_of_all_and_all_are_counted_in_whatever_parts() -> None:
    """Of one agency that answers by every way there is, for some things by several, for others not: a role on an
    indicator for one target only, a section of a class; and for more tasks than are asked for. It has more sections
    than duties, so that those far away are counted too, and one task is near by one path and farther by another."""
    several: list[Link] = [
        *(("a/A", HELP, f"t/{n}") for n in range(3, 9)),
        ("a/A", LEAD, "i/1", {"under": "s/1"}),
        ("i/1", "ALIGNS_TO", "s/2"),
        ("a/each", "PART_OF", "a/A"),
        ("a/each", LEAD, "t/9"),
        ("a/of-each", "PART_OF", "a/each"),
        ("a/of-each", LEAD, "t/of-each"),
        *((f"t/{n}", "MEASURED_BY", "i/2") for n in (8, 6, 7)),
        *((f"a/idle-{n}", "PART_OF", "a/A") for n in range(40)),
        ("a/A", HELP, "t/2"),
        ("t/2", "MEASURED_BY", "i/3"),
    ]
    with sketched(*{link[:3]: link for link in [*EVERY_WAY, *several]}.values(), a_each={"kind": "class"}) as engine:
        every = duties(engine, "a/A")
        counts = count_walks(engine, PARTY, "Agency", "a/A")
        assert counts and counts.by_distance == Counter(row["distance"] for row in every)
        assert {"t/9", "t/of-each", "s/1"} & {row["item"] for row in every} == {"t/9", "s/1"}
        assert own_duties(engine, "a/A") == [row for row in every if not row["distance"]]
        alike = max(Counter((row["distance"], row["how"], row["role"], row["item"]) for row in every).values())
        far = counts.by_distance[0] + counts.by_distance[1] + 1
        assert has_more(engine, "Agency", "a/A", far), "so that they are looked for as far as the nearest are"
        for most in (1, 4, far, len(every), len(every) + 1):
            assert nearest_duties(engine, "a/A", most=most) == (every[:most], len(every)), most
            parts = list(each_duty(engine, "a/A", most=most))
            assert [row for rows in parts for row in rows] == every
            assert all(most <= len(rows) < most + alike for rows in parts[:-1]), "no more than share a place"
            assert len(parts) > len(every) // (most + alike)
        bare = duties(engine, "a/A", evidence=False)
        unsaid: dict[str, Any] = {"path": "", "path_en": "", "steps": []}
        assert [{**row, **unsaid} for row in bare] == [{**row, **unsaid} for row in every]
        assert [row for row in bare if row["steps"]] == [row for row in every if row in bare]
        assert 0 < len([row for row in bare if row["path"] or row["path_en"]]) < len(every)
    # A change of one body on the way, and all walks are followed; what ended with the body that changed is not counted.
    renamed: list[Link] = [
        (new, "SUCCEEDS", old, {"change": "rename", "valid_from": "2020-01-01"})
        for new, old in (("c/new", "c/1"), ("a/A", "a/old"))
    ]
    renamed += [("a/old", LEAD, "t/gone"), ("a/old", LEAD, "t/3"), ("a/A", HELP, "t/3", {"valid_from": "2021"})]
    links = {link[:3]: link for link in [*EVERY_WAY, *several, *renamed]}.values()
    with sketched(*links, t_gone={"valid_to": "2019-12-31"}) as engine:
        assert count_walks(engine, PARTY, "Agency", "a/A") is None
        every = duties(engine, "a/A")
        assert {"c/new", "t/3", "t/gone"} & {row["item"] for row in every} == {"c/new", "t/3"}
        assert [row["role"] for row in every if row.get("included")] == [HELP], "what it helps with it leads by now"
        assert own_duties(engine, "a/A") == [row for row in every if not row["distance"]]
        for most in (1, 7):
            assert nearest_duties(engine, "a/A", most=most) == (every[:most], len(every))
            assert [row for rows in each_duty(engine, "a/A", most=most) for row in rows] == every


def test_the_first_events_are_those_of_all_where_roles_differ_in_little_but_their_things() -> None:
    """Names that begin alike, or are the same; two roles on one task; a task with dates; a document taken over."""
    begun = {"valid_from": "2020-01-01"}
    alike: list[Link] = [("a/A", REVIEW, f"t/{n}", begun) for n in range(12)]
    others: list[Link] = [
        ("a/A", REVIEW, "t/3", {"valid_from": "2020-01-01", "valid_to": "2021-12-31"}),
        ("a/A", REVIEW, "t/4", {"valid_from": "2019", "valid_to": "2020-03"}),
        ("a/A", LEAD, "t/5", begun),
        ("a/A", REVIEW, "d/old", begun),
        ("d/new", "SUCCEEDS", "d/old", {"change": "rename", "valid_from": "2022-01-01"}),
        ("m/1", SEAT, "c/1"),
        ("m/1", "REPRESENTS", "a/A", {"valid_from": "2020-01"}),
    ]
    said: dict[str, dict[str, Any]] = {
        "t_1": {"name": "plan"},
        "t_2": {"name": "plan", "position": 3},
        "t_10": {"name": "plan b"},
        "t_11": {"name_en": "A"},
    }
    said |= {"t_6": {"valid_from": "2020-06-01"}, "t_7": {"valid_to": "2021-06-30"}}
    renamed: Link = ("a/A", "SUCCEEDS", "a/old", {"change": "rename", "valid_from": "2021-01-01"})
    for taken_over in ((), (renamed,)):
        with sketched(*alike, *others, *taken_over, **said) as engine:
            found = find(engine, "a/A")
            every, total = history(engine, found)
            assert total == len(every) > 20
            for most in range(1, total + 1):
                assert history(engine, found, most=most) == (every[:most], total), most


def test_of_more_seats_than_are_asked_for_the_chairs_is_the_first() -> None:
    with sketched(*((f"m/{n}", SEAT, "c/1") for n in range(5)), m_4={"name": "主任委員"}) as engine:
        every = duties(engine, "c/1", kind="Council")
        assert every[0]["item"] == "m/4"
        assert nearest_duties(engine, "c/1", kind="Council", most=2) == (every[:2], 5)


def test_a_web_towards_a_kind_has_the_walks_to_it_and_no_hop_that_leads_elsewhere() -> None:
    def to(web: Web, kind: str) -> list[tuple[str, ...]]:
        ended = (walk for walk in walks(web, web.parties()) if web.nodes[walk.at]["kind"] == kind)
        return sorted(tuple(hop.row["key"] for hop in walk.hops()) for walk in ended)

    with sketched(*{link[:3]: link for link in EVERY_WAY}.values()) as engine:
        every = whole(engine)
        for kind in answered_kinds():
            part = whole(engine, which=toward(kind))
            assert to(part, kind) == to(every, kind) != []
            followed = {key for keys in to(part, kind) for key in keys}
            idle = {hop.row["type"] for hops in part.after.values() for hop in hops if hop.row["key"] not in followed}
            assert idle <= {LEAD, HELP, REVIEW, "UNDERTAKES", "REPRESENTS", SEAT, "PART_OF"}, kind


@pytest.mark.parametrize("day", ["", "2021"])
def test_a_web_of_what_was_read_before_is_that_of_the_whole(day: str) -> None:
    """What is joined to a record that was not read is left out, and the order in which it was read shows nowhere."""
    more: list[Link] = [
        ("c/new", "SUCCEEDS", "c/1", {"change": "rename", "valid_from": "2020-01-01"}),
        ("m/2", LEAD, "t/3"),
        ("m/2", SEAT, "c/2"),
        ("m/2", "REPRESENTS", "a/A"),
        ("a/each", "PART_OF", "a/A"),
        ("a/each", LEAD, "t/1"),
    ]
    links = {link[:3]: link for link in [*EVERY_WAY, *more]}
    said = {
        "a_each": {"kind": "class"},
        "i_1": {"valid_from": "2030"},
        **{name: {"valid_to": "2019"} for name in ("c_2", "t_3")},
    }
    elsewhere: Link = (*A_LEADS[:3], {"dataset": "other"})
    with sketched(*links.values(), elsewhere, **said) as engine:
        ids = sorted({end for start, _, other in links for end in (start, other)})
        nodes = {row["id"]: row for row in statements.run(engine, "records_by_id", {"ids": ids})}
        columns = ", ".join(f"r.{name} AS {name}" for name in ("key", "wording", "under", "valid_from", "valid_to"))
        rows = engine.read(f"MATCH (a)-[r]->(b) RETURN a.id AS `from`, b.id AS `to`, type(r) AS type, {columns}")
        beside = [{**rows[0], end: "x"} for end in ("from", "to")]
        webs = web_of(engine, nodes, [*reversed(rows), *beside], as_of=day), whole(engine, as_of=day)
    one, other = (
        {at: [(hop.way, hop.near, hop.far, hop.row["key"]) for hop in hops] for at, hops in web.after.items() if hops}
        for web in webs
    )
    assert one == other and one


def test_a_web_of_all_days_is_on_each_that_of_the_day() -> None:
    since = {"valid_from": "2020-07-01"}
    with sketched(
        ("a/A", LEAD, "t/1", {"valid_from": "2020-01-01"}),
        ("a/B", HELP, "t/1", {"valid_to": "2021-06-30"}),
        ("a/new", "SUCCEEDS", "a/A", {"change": "rename", "valid_from": "2022-01-01"}),
        ("a/C", "SUCCEEDS", "a/B", {"change": "transfer", "moves": ["t/2"], "dataset": "other", **since}),
        ("a/B", HELP, "t/2"),
        t_1={"valid_from": "2019-05-01"},
    ) as engine:
        every = of_all_days(engine)
        days = days_of(every)
        assert days_of(of_all_days(engine, datasets=["sketch"])) == days, "on which another data set lets it pass, too"
        webs = [(on_day(every, day), whole(engine, as_of=day)) for day in days]
    with sketched(A_LEADS) as engine:
        assert days_of(of_all_days(engine)) == []
    assert days == ["2019-04-30", "2019-05-01", "2020-01-01", "2020-07-01", "2021-07-01", "2022-01-01"]
    found = [[{(*at, *hop[1:3]) for at, own in web.after.items() for hop in own} for web in pair] for pair in webs]
    assert [then for then, _ in found] == [same for _, same in found]
    assert [{near for _, near, _, far in then if far == "t/1"} for then, _ in found] == [
        set(),
        {"a/B"},
        {"a/A", "a/B"},
        {"a/A", "a/B"},
        {"a/A"},
        {"a/A"},
    ]


def test_within_which_distance_the_nearest_are() -> None:
    counts = WalkCounts(Counter({0: 2, 1: 3, 3: 5}), {})
    assert [counts.distance_of(most) for most in (1, 2, 3, 5, 6, 10, 11)] == [0, 0, 1, 1, 3, 3, 3]
    assert WalkCounts(Counter(), {}).distance_of(1) == 0


IN_2020, SINCE_2023 = {"valid_to": "2020-12-31"}, {"valid_from": "2023-06"}


@pytest.mark.parametrize("day", ["", "2019", "2020-12-31", "2021-01-01", "2023", "2023-05-31", "2023-06-01"])
def test_what_holds_on_a_day_is_counted_without_being_followed(day: str) -> None:
    """Roles, records, seats, terms and years that begin or end, and nothing that passes to another body."""
    links: list[Link] = [
        *((("a/A", LEAD, f"t/{n}")) for n in range(4)),
        ("a/A", HELP, "t/1", IN_2020),
        ("a/A", REVIEW, "t/4", SINCE_2023),
        ("t/1", "MEASURED_BY", "i/1"),
        ("t/4", "MEASURED_BY", "i/1", IN_2020),
        ("t/ended", "PART_OF", "t/0"),
        ("t/ended", "MEASURED_BY", "i/2"),
        ("a/A", LEAD, "t/ended"),
        *(("i/1", "HAS_TARGET", f"y/{n}") for n in range(2)),
        ("i/1", "HAS_TARGET", "y/2", SINCE_2023),
        ("i/2", "HAS_TARGET", "y/3"),
        ("m/1", "REPRESENTS", "a/A"),
        ("m/2", "REPRESENTS", "a/A"),
        ("m/1", "SITS_ON", "c/C"),
        ("m/2", "SITS_ON", "c/ended"),
        ("c/C", REVIEW, "t/5"),
        ("c/ended", "UNDERTAKES", "t/6"),
        ("g/1", "PART_OF", "c/ended"),
        ("a/A", LEAD, "g/1"),
        ("a/B", "PART_OF", "a/A"),
        ("a/B", LEAD, "t/7"),
    ]
    ended = {"valid_to": "2020-12-31"}
    lives = {"t_ended": ended, "c_ended": ended, "y_1": ended, "y_3": SINCE_2023, "a_B": SINCE_2023}
    with sketched(*links, **lives, m_1={"holder_from": "2021", "holder_to": "2023-05"}) as engine:
        every = duties(engine, "a/A", as_of=day)
        for most in (1, 3):
            assert count_walks(engine, "party", "Agency", "a/A", as_of=day)
            assert nearest_duties(engine, "a/A", most=most, as_of=day) == (every[:most], len(every))
        linked = records.links(engine, "a/A", "Agency", as_of=day)
        for most in (1, 4, 7):
            assert records.first_links(engine, "a/A", "Agency", most, as_of=day) == (linked[:most], len(linked))
    with sketched(*links, a_A=ended) as engine:
        every = duties(engine, "a/A", as_of=day)
        assert nearest_duties(engine, "a/A", most=1, as_of=day) == (every[:1], len(every))


def test_what_a_record_says_of_itself_is_among_its_first_links() -> None:
    with sketched(*((who, "MANDATED_BY", "d/1") for who in ("c/A", "c/B", "d/1", "t/C"))) as engine:
        every = records.links(engine, "d/1", "Document")
        for most in range(1, 5):
            assert records.first_links(engine, "d/1", "Document", most) == (every[:most], len(every))


def test_a_seat_answers_for_what_it_has_a_role_on_and_for_what_its_body_reviews() -> None:
    reviews: Link = ("c/1", REVIEW, "i/1")
    with sketched(A_FILLS, ON_COUNCIL, ("m/1", LEAD, "t/1"), reviews, ("a/A", HELP, "t/2")) as engine:
        rows = duties(engine, "m/1", kind="Member")
        assert [(row["item"], row["role"]) for row in rows] == [("t/1", LEAD), ("c/1", SEAT), ("i/1", REVIEW)]
        assert own_duties(engine, "m/1", kind="Member") == rows[:2]
        assert nearest_duties(engine, "m/1", kind="Member", most=1) == (rows[:1], 3)


def test_leaders_are_those_who_lead_themselves() -> None:
    section: Link = ("a/part", "PART_OF", "a/A")
    grouped: tuple[Link, ...] = (("a/B", LEAD, "g/1"), ("g/1", "UNDERTAKES", "t/1"))
    with sketched(section, ("a/part", LEAD, "t/1"), *grouped, ("a/C", HELP, "t/1"), ("a/C", HELP, "t/2")) as engine:
        assert leaders(engine, "Task", ["t/1", "t/2"]) == {"t/1": {"a/part"}, "t/2": set()}


def test_walks_may_keep_to_some_hops() -> None:
    with sketched(A_LEADS, ("a/A", HELP, "t/2"), ("t/2", "PART_OF", "t/1")) as engine:
        web = whole(engine)
    assert sorted(w.at for w in walks(web, ["a/A"])) == ["t/1", "t/2", "t/2"]
    assert [w.at for w in walks(web, ["a/A"], over=lambda hop: hop.row["type"] == HELP)] == ["t/2"]
    assert [w.at for w in walks(web, ["a/A"], which=lambda w: w.distance == 0 and w.leads)] == ["t/1"]


def test_the_whole_has_its_relationships_in_one_order_however_they_were_written() -> None:
    links: list[Link] = [("a/A", HELP, "t/1"), ("a/A", LEAD, "t/1"), ("a/A", LEAD, "t/0"), ("a/A", LEAD, "g/1")]
    for given in (links, links[::-1]):
        with sketched(*given) as engine:
            hops = whole(engine).after[PARTY, "a/A"]
        assert [(h.far, h.row["type"]) for h in hops] == [("g/1", LEAD), ("t/0", LEAD), ("t/1", LEAD), ("t/1", HELP)]


def test_what_is_stated_twice_comes_in_one_order_however_it_was_written() -> None:
    links: list[Link] = [("a/A", LEAD, "t/1", {"wording": word}) for word in ("lead", "leads", "custodian", "convener")]
    orders = []
    for given in (links, links[::-1]):
        with sketched(*given) as engine:
            orders.append([r["wording"] for r in who(engine, "Task", ["t/1"])])
            assert [r["wording"] for r in duties(engine, "a/A")] == orders[-1]
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == ["convener", "custodian", "lead", "leads"]


def test_the_whole_of_some_data_sets_has_what_these_state() -> None:
    with sketched(
        ("a/A", LEAD, "t/1", {"dataset": "one"}),
        ("a/B", LEAD, "t/1", {"dataset": "two"}),
        ("a/C", LEAD, "t/1", {"dataset": "three"}),
    ) as engine:
        assert whole(engine).parties() == ["a/A", "a/B", "a/C"]
        assert whole(engine, datasets=["two", "one"]).parties() == ["a/A", "a/B"]


def test_a_matrix_of_a_data_set_has_the_agencies_of_another_that_its_own_documents_name() -> None:
    """One by its role, one by its section alone."""
    own, theirs, other = {"source": "d/own"}, {"source": "d/other"}, {"dataset": "another"}
    with sketched(
        ("a/A", LEAD, "t/1", own),
        ("a/B", LEAD, "t/1", theirs),
        ("a/part", LEAD, "t/1", theirs),
        ("a/part", "PART_OF", "a/whole", own),
        d_own={},
        d_other=other,
        **dict.fromkeys(("a_A", "a_B", "a_part", "a_whole"), other),
    ) as engine:
        for evidence in (True, False):
            found = matrix_rows(engine, datasets=["sketch"], evidence=evidence)
            assert [agency["id"] for agency in found.agencies] == ["a/A", "a/whole"]
            assert [(row["item"], row["agency"]) for row in found.assignments] == [("t/1", "a/A"), ("t/1", "a/whole")]


@pytest.mark.parametrize(("rows", "item"), [("tasks", "t/3"), ("indicators", "i/1")])
def test_a_matrix_without_evidence_has_the_steps_of_answers_that_only_these_tell_apart(rows: str, item: str) -> None:
    cited = {"source": "d/1", "locator": "3", "quote": "…"}
    above: list[Link] = [("t/3", "PART_OF", "t/1", cited), ("t/3", "PART_OF", "t/2")]
    measured: list[Link] = [(task, "MEASURED_BY", "i/1") for task in ("t/1", "t/2")]
    more: list[Link] = [A_FILLS, ON_COUNCIL, ("c/1", REVIEW, "t/1"), ("a/B", LEAD, "t/1", {"valid_to": "2020"})]
    leads: list[Link] = [("a/A", LEAD, "t/1", cited), ("a/A", LEAD, "t/2", cited)]
    with sketched(*leads, *above, *measured, *more, d_1={}) as engine:
        full, bare = (
            matrix_rows(engine, rows=rows, evidence=evidence, as_of="2024").assignments for evidence in (True, False)
        )
    paths = ("item", "path", "path_en", "steps")
    assert [[row[name] for name in paths] for row in bare if row["steps"]] == [
        [row[name] for name in paths] for row in full if row["item"] == item and row["role"] == LEAD
    ]
    assert [(row["item"], row["role"]) for row in bare] == [(row["item"], row["role"]) for row in full]


def test_parties_are_of_the_kinds_asked_for() -> None:
    with sketched(("c/1", REVIEW, "t/1"), ("a/A", LEAD, "t/1"), ("m/1", LEAD, "t/1"), ("m/1", SEAT, "g/1")) as engine:
        web = whole(engine)
    assert web.parties() == ["a/A", "c/1", "g/1"]
    assert web.parties(AGENCIES) == ["a/A"]
    assert web.parties(BODIES) == ["c/1", "g/1"]
    assert set(PARTIES) == {*AGENCIES, *BODIES}


def test_the_whole_is_named_and_cited_afterwards() -> None:
    said = {"source": "d/1", "locator": "第二條", "quote": "主辦", "note": "備註"}
    with sketched(
        ("a/A", LEAD, "t/1", said),
        ("a/A", LEAD, "t/2"),
        ("a/B", HELP, "t/1"),
        a_A={"name": "甲局", "name_en": "Bureau A", "kind": "bureau"},
        d_1={"name": "某法"},
    ) as engine:
        web = whole(engine)
        name(engine, web, ["t/1", "a/A"])
        assert web.nodes["a/A"] == {
            "id": "a/A",
            "kind": "Agency",
            "name": "甲局",
            "name_en": "Bureau A",
            "sort": "bureau",
            "dataset": "sketch",
            "position": None,
            "valid_from": None,
            "valid_to": None,
        }
        assert web.nodes["t/1"]["name"] == "t/1"
        assert "name" not in web.nodes["t/2"]
        cited = cite(engine, web, [(h.row, h.near, h.far) for h in web.after[PARTY, "a/A"]])
        of = {h.far: cited[h.row["key"]] for h in web.after[PARTY, "a/A"]}
        assert {k: v for k, v in of["t/1"].items() if k != "key"} == said
        assert {of["t/2"][column] for column in said} == {None}
        assert len(cited) == 2


def test_a_question_reads_what_its_answer_rests_on_and_no_more() -> None:
    with sketched(
        A_LEADS,
        ("a/A", LEAD, "t/other"),
        ("t/2", "PART_OF", "t/1"),
        ("t/3", "PART_OF", "t/1"),
        ("t/2", "MEASURED_BY", "i/1"),
        ("a/old", LEAD, "t/2", {"valid_to": "2020"}),
        t_past={"valid_to": "2020"},
    ) as engine:
        web = collect(engine, THING, "Task", ["t/2"], nearer=True)
        assert set(web.nodes) == {"t/2", "t/1", "a/A", "a/old"}
        assert web.parties() == ["a/A", "a/old"]
        web = collect(engine, PARTY, "Agency", ["a/A"], nearer=False)
        assert set(web.nodes) == {"a/A", "t/1", "t/other", "t/2", "t/3", "i/1"}
        assert collect(engine, THING, "Task", ["t/2"], nearer=True, as_of="2021").parties() == ["a/A"]
        assert collect(engine, THING, "Task", ["t/past"], nearer=True, as_of="2021").parties() == []


def test_without_evidence_only_a_row_that_nothing_but_its_path_distinguishes_has_one() -> None:
    links: list[Link] = [("a/1", LEAD, "t/1"), ("a/1", LEAD, "t/2"), ("a/1", LEAD, "t/3")]
    links += [("t/2", "MEASURED_BY", "i/1"), ("t/3", "MEASURED_BY", "i/1")]
    with sketched(*links) as engine:
        rows = duties(engine, "a/1", evidence=False)
        shown = [(row["item"], bool(row["steps"])) for row in rows]
        assert sorted(shown) == [("i/1", True), ("i/1", True), ("t/1", False), ("t/2", False), ("t/3", False)]
        assert all(row["steps"] for row in duties(engine, "a/1"))


def test_places_that_are_reached_by_ids_alone_are_those_of_the_web() -> None:
    """In a graph with a relationship of each declared type between each two kinds it may join, each from a record that
    begins none of another type."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    links: list[Link] = [
        (f"{letters[start]}/{relationship.type}", relationship.type, f"{letters[end]}/1")
        for relationship in RELATIONSHIPS
        for start, end in relationship.ends
        if start in letters and end in letters and "SUCCEEDS" != relationship.type != "ENDED_BY"
    ]
    with sketched(*links) as engine:
        for place, nearer in ((PARTY, False), (THING, True), (THING, False)):
            for id_ in {id_ for start, _, end, *_ in links for id_ in (start, end)}:
                kind = KINDS[id_[0]]
                reached = reached_places(engine, {(place, kind): [id_]}, nearer=nearer)
                web = collect(engine, place, kind, [id_], nearer=nearer)
                assert {one for ids in reached.values() for one in ids} - {id_} == {*web.nodes} - {id_}, (id_, nearer)
