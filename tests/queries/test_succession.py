"""What passes on when bodies change, on graphs of a few records: what moves, to whom, on which day, what is lost."""

from __future__ import annotations

import pytest

from quanze.graph.engine import Engine
from quanze.queries.matrix_rows import matrix_rows
from quanze.queries.responsibility import Mark, duties, nearest_duties, standings, who, whole
from quanze.queries.subgraph import subgraph
from tests.queries.sketch import KINDS, Link, sketched

LEAD, HELP, REVIEW, SEAT = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON"
STATED, CARRIED, SECTION, UNSETTLED = "stated", "carried", "section", "unsettled"
DAY, BEFORE, AFTER = "2023-08-22", "2023-08-21", "2024"
PAST = {"valid_to": "2020"}


def change(new: str, kind: str, old: str, *moves: str, day: str = DAY, **more: str) -> Link:
    """``new`` takes over from ``old`` what ``moves`` says."""
    said: dict[str, object] = {"change": kind, **more}
    if moves:
        said["moves"] = list(moves)
    if day:
        said["valid_from"] = day
    return new, "SUCCEEDS", old, said


def dissolved(body: str, day: str = DAY) -> Link:
    return body, "ENDED_BY", "d/act", {"valid_from": day}


def answers(engine: Engine, thing: str, day: str = "") -> list[tuple[str, str]]:
    """Who answers for a thing on a day, and how; one for each path, by agency, and the same from the agency's side."""
    rows = who(engine, KINDS[thing[0]], [thing], as_of=day)
    for agency in {row["agency"] for row in rows}:
        mine = [row["path"] for row in rows if row["agency"] == agency]
        every = duties(engine, agency, as_of=day)
        assert [row["path"] for row in every if row["item"] == thing] == mine
        assert nearest_duties(engine, agency, as_of=day, most=1) == (every[:1], len(every))
    return sorted((row["agency"], row["how"]) for row in rows)


def lost(engine: Engine, day: str) -> set[tuple[str, str]]:
    """Bodies that have ended with what nobody took over from them."""
    return {(hop.near, hop.far) for hop in whole(engine, as_of=day).lost}


def led(engine: Engine, thing: str, day: str) -> bool:
    return bool(standings(whole(engine, as_of=day)).get(thing, 0) & Mark.LED)


def test_each_step_over_a_chain_of_changes_is_told_as_it_is_stated() -> None:
    """The changes before what the first council undertook, and after what was to be done with it."""
    chain = [change("c/2", "rename", "c/1", day="2022-01-01"), change("c/3", "rename", "c/2")]
    with sketched(*chain, ("c/1", "UNDERTAKES", "t/1"), ("a/A", LEAD, "c/3"), ("a/B", LEAD, "c/1")) as engine:
        rows = who(engine, "Task", ["t/1"], as_of=AFTER)
    paths = {row["agency"]: [(step["from"], step["relationship"], step["to"]) for step in row["steps"]] for row in rows}
    over = [("c/3", "SUCCEEDS", "c/2"), ("c/2", "SUCCEEDS", "c/1"), ("c/1", "UNDERTAKES", "t/1")]
    assert paths == {
        "a/A": [("a/A", LEAD, "c/3"), *over],
        "a/B": [("a/B", LEAD, "c/1"), *over[1::-1], *over],
    }
    assert {(row["former"], row["since"]) for row in rows} == {("c/1", DAY)}


@pytest.mark.parametrize("heirs", [["c/new"], ["c/new", "c/other"]])
def test_marks_pass_to_the_successor_of_a_council_and_to_none_of_several(heirs: list[str]) -> None:
    """Its lead, and the group that coordinates its task: what the relationship is to, and what it is from."""
    links = [change(heir, "split" if heirs[1:] else "rename", "c/old") for heir in heirs]
    with sketched(*links, ("a/A", LEAD, "c/old"), ("c/old", "UNDERTAKES", "t/1"), ("m/1", LEAD, "c/old")) as engine:
        for day, settled in ((BEFORE, True), (AFTER, not heirs[1:])):
            marks = standings(whole(engine, as_of=day))
            bodies = ["c/old"] if day == BEFORE else heirs
            rows = {thing: who(engine, KINDS[thing[0]], [thing], as_of=day) for thing in ("t/1", *bodies)}
            assert all(rows.values())
            assert {row["how"] == UNSETTLED for own in rows.values() for row in own} == {not settled}
            assert all(bool(marks.get(body, 0) & Mark.LED) == settled for body in bodies)
            assert bool(marks.get("t/1", 0) & Mark.COORDINATED) == settled


def columns(*links: Link, day: str = "") -> list[str]:
    with sketched(*links) as engine:
        return [agency["id"] for agency in matrix_rows(engine, as_of=day).agencies]


def test_a_column_stands_beside_that_of_the_body_it_followed() -> None:
    leads = [(f"a/{name}", LEAD, f"t/{n}") for n, name in enumerate(("first", "old", "other", "last", "heir"))]
    merged = [change("a/new", "rename", "a/old"), change("a/new", "merge", "a/last")]
    assert columns(*leads) == ["a/first", "a/old", "a/other", "a/last", "a/heir"]
    assert columns(*leads, *merged) == ["a/first", "a/old", "a/last", "a/new", "a/other", "a/heir"]
    assert columns(*leads, *merged, day=AFTER) == ["a/first", "a/new", "a/other", "a/heir"]
    assert columns(*leads, *merged, day=BEFORE)[:3] == ["a/first", "a/old", "a/last"]
    split = [change("a/heir", "split", "a/old"), change("a/first", "split", "a/old")]
    assert columns(*leads, *split) == ["a/old", "a/first", "a/heir", "a/other", "a/last"]
    part = change("a/heir", "transfer", "a/old", "t/0")
    assert columns(*leads, part)[:3] == ["a/first", "a/old", "a/other"], "of two that live neither followed the other"


# --- one successor ---


@pytest.mark.parametrize("kind", ["rename", "upgrade", "merge"])
def test_the_successor_has_what_its_predecessor_had_from_the_day_of_the_change(kind: str) -> None:
    with sketched(change("a/new", kind, "a/old"), ("a/old", LEAD, "t/1"), ("a/old", HELP, "i/1")) as engine:
        for thing in ("t/1", "i/1"):
            assert answers(engine, thing, BEFORE) == [("a/old", STATED)]
            assert answers(engine, thing, DAY) == answers(engine, thing, AFTER) == [("a/new", CARRIED)]
            assert answers(engine, thing) == [("a/new", CARRIED), ("a/old", STATED)]


@pytest.mark.parametrize("sort", ["bureau", "government", "class"])
def test_a_picture_draws_what_a_successor_took_over_from_it_and_nothing_else(sort: str) -> None:
    with sketched(
        change("a/new", "transfer", "a/old", "t/1"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
        **{name: {"kind": sort} for name in ("a_old", "a_new")},
    ) as engine:
        stated, carried = ("a/old", False), ("a/new", True)
        for day, first in ((BEFORE, stated), (DAY, carried), (AFTER, carried)):
            edges = subgraph(engine, as_of=day).edges
            drawn = {(edge["to"], (edge["from"], bool(edge["inherited"]))) for edge in edges if edge["type"] == LEAD}
            assert drawn == {("t/1", first), ("t/2", stated)}, day


def test_what_is_carried_over_says_from_whom_since_when_and_by_which_act() -> None:
    renamed = change("a/new", "rename", "a/old", act="d/act", article="1")
    with sketched(
        renamed, ("a/old", LEAD, "t/1"), a_old={"name": "署"}, d_act={"name": "法", "name_en": "Act"}
    ) as engine:
        (row,) = who(engine, "Task", ["t/1"], as_of=AFTER)
    assert (row["role"], row["leads"], row["distance"], row["inherited"]) == (LEAD, True, 0, True)
    assert (row["former"], row["former_en"]) == ("署", "")
    assert (row["since"], row["valid_from"], row["valid_to"]) == (DAY, DAY, "")
    step, role = row["steps"]
    said = {"change": "rename", "date": DAY, "act": "d/act", "act_name": "法", "act_name_en": "Act", "article": "1"}
    assert said.items() <= step.items()
    assert {**dict.fromkeys(said, ""), "from": "a/old"}.items() <= role.items()


def test_after_a_merger_everything_of_each_is_the_successors() -> None:
    with sketched(
        change("a/new", "merge", "a/1"),
        change("a/new", "merge", "a/2"),
        ("a/1", LEAD, "t/1"),
        ("a/2", HELP, "t/1"),
        ("a/2", LEAD, "t/2"),
        ("a/new", REVIEW, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/new", CARRIED), ("a/new", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/new", CARRIED), ("a/new", STATED)]


def test_an_undated_change_has_always_been() -> None:
    with sketched(
        change("a/new", "rename", "a/old", day=""),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2", PAST),
        a_old={"valid_from": "1987"},
    ) as engine:
        for day in ("", "2000"):
            assert ("a/new", CARRIED) in answers(engine, "t/1", day)
            assert ("a/old", STATED) in answers(engine, "t/1", day)
        (row,) = (r for r in who(engine, "Task", ["t/1"]) if r["how"] == CARRIED)
        assert (row["since"], row["valid_from"]) == ("", "1987")
        assert answers(engine, "t/2", "2022") == []


def test_a_plain_link_is_a_change_of_the_whole() -> None:
    with sketched(("a/new", "SUCCEEDS", "a/old", {"valid_from": DAY}), ("a/old", LEAD, "t/1")) as engine:
        (row,) = who(engine, "Task", ["t/1"], as_of=AFTER)
        assert (row["agency"], row["how"]) == ("a/new", CARRIED)
        assert [row["steps"][0][k] for k in ("change", "date", "act", "act_name", "article")] == ["", DAY, "", "", ""]


# --- each way ---

EACH_WAY: dict[str, tuple[Link, ...]] = {
    "t/1 by a role": (("a/old", LEAD, "t/1"),),
    "m/1 by filling a seat": (("m/1", "REPRESENTS", "a/old"),),
    "t/1 by a seat's role": (("m/1", "REPRESENTS", "a/old"), ("m/1", LEAD, "t/1")),
    "c/1 by a seat on a body": (("m/1", "REPRESENTS", "a/old"), ("m/1", SEAT, "c/1")),
    "i/1 by a seat on a body that reviews": (
        ("m/1", "REPRESENTS", "a/old"),
        ("m/1", SEAT, "c/1"),
        ("c/1", REVIEW, "i/1"),
    ),
    "t/2 by the task above": (("a/old", LEAD, "t/1"), ("t/2", "PART_OF", "t/1")),
    "t/1 by the group that has it": (("a/old", LEAD, "g/1"), ("g/1", "UNDERTAKES", "t/1")),
    "i/1 by the task that it measures": (("a/old", LEAD, "t/1"), ("t/1", "MEASURED_BY", "i/1")),
    "d/1 by the task that rests on it": (("a/old", LEAD, "t/1"), ("t/1", "MANDATED_BY", "d/1")),
}


@pytest.mark.parametrize("case", EACH_WAY)
def test_what_a_predecessor_answered_for_in_any_way_is_carried_over(case: str) -> None:
    thing = case.split()[0]
    with sketched(change("a/new", "upgrade", "a/old"), *EACH_WAY[case]) as engine:
        (before,) = who(engine, KINDS[thing[0]], [thing], as_of=BEFORE)
        (after,) = who(engine, KINDS[thing[0]], [thing], as_of=AFTER)
        assert (before["agency"], after["agency"], after["how"]) == ("a/old", "a/new", CARRIED)
        same = ("role", "distance", "leads", "item")
        assert [after[name] for name in same] == [before[name] for name in same]  # type: ignore[literal-required]
        assert [s["way"] for s in after["steps"]] == ["succession", *(s["way"] for s in before["steps"])]


def test_a_section_of_a_predecessor_answers_for_its_successor() -> None:
    with sketched(
        change("a/new", "upgrade", "a/old"),
        ("a/part", "PART_OF", "a/old"),
        ("a/small", "PART_OF", "a/part"),
        ("a/part", LEAD, "t/1"),
        ("a/small", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/new", SECTION), ("a/part", STATED)]
        assert answers(engine, "t/2", AFTER) == [("a/new", SECTION), ("a/part", SECTION), ("a/small", STATED)]
        distances = {r["agency"]: r["distance"] for r in who(engine, "Task", ["t/2"], as_of=AFTER)}
        assert distances == {"a/new": 2, "a/part": 1, "a/small": 0}
        assert led(engine, "t/2", AFTER)


def test_what_a_section_took_over_before_goes_with_the_section() -> None:
    with sketched(
        change("a/new", "upgrade", "a/old"),
        ("a/part", "PART_OF", "a/old"),
        change("a/part", "rename", "a/former", day="2020-01-01"),
        change("a/part", "split", "a/divided", day="2020-01-01"),
        change("a/other", "split", "a/divided", day="2020-01-01"),
        ("a/former", LEAD, "t/1"),
        ("a/divided", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/new", SECTION), ("a/part", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [(a, UNSETTLED) for a in ("a/new", "a/other", "a/part")]


def test_a_section_that_moves_by_name_goes_with_all_that_it_has() -> None:
    with sketched(
        change("a/1", "split", "a/old", "a/part"),
        change("a/2", "split", "a/old", "t/2"),
        ("a/part", "PART_OF", "a/old"),
        ("a/part", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", SECTION), ("a/part", STATED)]
        assert answers(engine, "t/2", AFTER) == [("a/2", CARRIED)]


def test_a_section_without_anything_gives_nothing() -> None:
    with sketched(
        change("a/new", "upgrade", "a/old"), ("a/part", "PART_OF", "a/old"), ("a/part", LEAD, "t/1", PAST)
    ) as engine:
        assert answers(engine, "t/1", AFTER) == []
        assert whole(engine, as_of=AFTER).parties() == []


def test_a_section_that_ended_afterwards_gives_nothing_since() -> None:
    for ended in ({"valid_to": BEFORE}, {"valid_to": "2024-06-30"}):
        with sketched(
            change("a/new", "upgrade", "a/old"), ("a/part", "PART_OF", "a/old"), ("a/part", LEAD, "t/1"), a_part=ended
        ) as engine:
            assert ("a/new", SECTION) in answers(engine, "t/1", DAY)
            there = ended["valid_to"] == BEFORE  # it ended with the body that it was a part of
            assert answers(engine, "t/1", "2025") == ([("a/new", SECTION)] if there else [])
            (row,) = (r for r in who(engine, "Task", ["t/1"]) if r["agency"] == "a/new")
            assert row["valid_to"] == ("" if there else "2024-06-30")


def test_a_section_that_gave_all_away_is_still_one_of_the_bureau_that_answers_for_what_it_does_next() -> None:
    gave = change("a/other", "transfer", "a/part", "all")
    with sketched(gave, ("a/part", "PART_OF", "a/A"), ("a/part", LEAD, "t/1", {"valid_from": DAY})) as engine:
        assert answers(engine, "t/1", AFTER) == answers(engine, "t/1") == [("a/A", SECTION), ("a/part", STATED)]


def test_sections_in_a_circle_are_gone_round_once() -> None:
    """A load refuses it; a graph that others wrote may have one."""
    with sketched(
        change("a/new", "upgrade", "a/old"),
        ("a/part", "PART_OF", "a/old"),
        ("a/part", "PART_OF", "a/small"),
        ("a/small", "PART_OF", "a/part"),
        ("a/small", LEAD, "t/1"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/new", SECTION), ("a/part", SECTION), ("a/small", STATED)]


# --- councils ---


def test_a_council_has_what_its_predecessor_undertook_and_reviewed() -> None:
    with sketched(
        change("c/new", "rename", "c/old"), ("c/old", "UNDERTAKES", "t/1"), ("c/old", REVIEW, "i/1")
    ) as engine:
        for kind, thing in (("Task", "t/1"), ("Indicator", "i/1")):
            (row,) = who(engine, kind, [thing], as_of=AFTER, parties=("Council",))
            assert (row["agency"], row["how"]) == ("c/new", CARRIED)
        assert standings(whole(engine, as_of=AFTER)) == {"t/1": Mark.OWN_DUTY, "i/1": Mark.REVIEWED}


def test_who_sits_on_a_council_reviews_what_its_predecessor_reviewed() -> None:
    with sketched(
        change("c/new", "rename", "c/old"),
        ("c/old", REVIEW, "i/1"),
        ("m/1", SEAT, "c/new"),
        ("m/1", "REPRESENTS", "a/A"),
    ) as engine:
        (row,) = who(engine, "Indicator", ["i/1"], as_of=AFTER)
        assert [s["way"] for s in row["steps"]] == ["seat", "bench", "bench-succession", "reviewing-seat"]
        assert (row["agency"], row["how"], row["valid_from"], row["valid_to"]) == ("a/A", CARRIED, DAY, "")
        assert answers(engine, "i/1", BEFORE) == []


def test_a_council_no_longer_has_what_it_passed_on() -> None:
    with sketched(
        change("c/2", "transfer", "c/1", "t/1", "i/1"),
        ("c/1", "UNDERTAKES", "t/1"),
        ("c/1", REVIEW, "i/1"),
        ("c/1", REVIEW, "i/2"),
        ("m/1", SEAT, "c/1"),
        ("m/1", "REPRESENTS", "a/A"),
        ("a/B", LEAD, "c/1"),
    ) as engine:
        assert answers(engine, "i/1", BEFORE) == answers(engine, "i/2", AFTER) == [("a/A", "inherited")]
        assert answers(engine, "i/1", AFTER) == []
        assert answers(engine, "t/1", BEFORE) == [("a/A", "inherited"), ("a/B", "inherited")]
        assert answers(engine, "t/1", AFTER) == []


def test_who_comes_to_a_council_after_a_transfer_stays_with_it() -> None:
    with sketched(
        change("c/2", "transfer", "c/1", "all"), ("a/A", LEAD, "c/1"), ("a/B", LEAD, "c/1", {"valid_from": DAY})
    ) as engine:
        assert answers(engine, "c/1", AFTER) == [("a/B", STATED)]
        assert answers(engine, "c/2", AFTER) == [("a/A", CARRIED)]
        held = {r["agency"]: (r["valid_from"], r["valid_to"]) for r in who(engine, "Council", ["c/1"])}
        assert held == {"a/A": ("", BEFORE), "a/B": (DAY, "")}


@pytest.mark.parametrize("last", ["c/2", "c/3"])
def test_it_ends_for_the_last_of_a_chain_that_passes_it_on_the_day_before_that(last: str) -> None:
    chain = [change("c/2", "rename", "c/1"), change("c/3", "rename", "c/2", day="2024-01-01")][: int(last[-1]) - 1]
    again = change("c/4", "transfer", last, "a/A", day="2024-03-01")
    with sketched(*chain, again, ("a/A", LEAD, "c/1"), ("a/B", LEAD, "c/1")) as engine:
        held = {row["agency"]: row["valid_to"] for row in who(engine, "Council", [last])}
    assert held == {"a/A": "2024-02-29", "a/B": ""}


def test_who_passes_all_on_no_longer_leads_the_successor_of_a_council_either() -> None:
    with sketched(
        change("c/2", "rename", "c/1"),
        change("a/B", "transfer", "a/A", "all", day="2024-01-01"),
        ("a/A", LEAD, "c/1"),
    ) as engine:
        assert answers(engine, "c/2", DAY) == [("a/A", CARRIED)]
        assert answers(engine, "c/2", AFTER) == [("a/B", CARRIED)]
        (row,) = who(engine, "Council", ["c/2"], as_of=AFTER)
        assert (row["former"], row["since"]) == ("a/A", "2024-01-01"), "the agency before it, not the council"


def test_what_was_taken_over_and_passed_on_again_is_had_until_then() -> None:
    again = change("a/3", "transfer", "a/2", "t/1", day="2024-01-01")
    with sketched(change("a/2", "rename", "a/1"), again, ("a/1", LEAD, "t/1")) as engine:
        held = {row["agency"]: (row["valid_from"], row["valid_to"]) for row in who(engine, "Task", ["t/1"])}
    assert held == {"a/1": ("", BEFORE), "a/2": (DAY, "2023-12-31"), "a/3": ("2024-01-01", "")}


def test_over_an_undated_change_it_is_had_on_the_days_of_the_role() -> None:
    days = {"valid_from": "2020", "valid_to": "2030"}
    with sketched(change("a/2", "rename", "a/1", day=""), ("a/1", LEAD, "t/1", days)) as engine:
        held = {row["agency"]: (row["valid_from"], row["valid_to"]) for row in who(engine, "Task", ["t/1"])}
    assert held == dict.fromkeys(("a/1", "a/2"), ("2020", "2030"))


def test_no_later_change_takes_back_whom_a_council_passed_on() -> None:
    with sketched(
        change("c/2", "transfer", "c/1", "a/A", day="2020-01-01"),
        change("c/3", "split", "c/1", "a/A"),
        ("a/A", LEAD, "c/1"),
    ) as engine:
        assert answers(engine, "c/2", AFTER) == [("a/A", CARRIED)]
        assert answers(engine, "c/1", AFTER) == answers(engine, "c/3", AFTER) == []


def test_an_undated_successor_of_a_document_is_reviewed_while_the_document_was() -> None:
    with sketched(
        change("d/new", "amend", "d/old", day=""), ("a/A", REVIEW, "d/old", {"valid_from": "2010", "valid_to": "2030"})
    ) as engine:
        (row,) = who(engine, "Document", ["d/new"])
        assert (row["how"], row["valid_from"], row["valid_to"]) == (CARRIED, "2010", "2030")
        assert answers(engine, "d/new", "2009") == answers(engine, "d/new", "2031") == []
    with sketched(
        change("d/new", "amend", "d/old", day=""), ("a/A", REVIEW, "d/old"), d_old={"valid_from": "2012"}
    ) as engine:
        assert [row["valid_from"] for row in who(engine, "Document", ["d/new"])] == ["2012"]


def test_the_end_of_a_council_dates_an_undated_change_of_it() -> None:
    with sketched(
        change("c/2", "merge", "c/1", day=""),
        dissolved("c/1"),
        ("a/A", LEAD, "c/1", {"valid_from": "2015"}),
        ("a/B", LEAD, "c/1", {"valid_to": "2018"}),
        c_1={"valid_from": "2010"},
    ) as engine:
        assert answers(engine, "c/2") == answers(engine, "c/2", AFTER) == [("a/A", CARRIED)]


# --- a part ---


def test_of_a_transfer_what_is_named_moves_and_the_rest_stays() -> None:
    with sketched(change("a/2", "transfer", "a/1", "t/1"), ("a/1", LEAD, "t/1"), ("a/1", LEAD, "t/2")) as engine:
        assert answers(engine, "t/1", BEFORE) == answers(engine, "t/2", AFTER) == [("a/1", STATED)]
        assert answers(engine, "t/1", DAY) == [("a/2", CARRIED)]
        held = {(r["agency"], r["valid_from"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])}
        assert held == {("a/1", "", BEFORE), ("a/2", DAY, "")}
        assert lost(engine, AFTER) == set()


def test_a_transfer_of_a_year_leaves_that_year_to_both() -> None:
    with sketched(change("a/2", "transfer", "a/1", "t/1", day="2023"), ("a/1", LEAD, "t/1")) as engine:
        assert answers(engine, "t/1", "2022-12-31") == [("a/1", STATED)]
        assert answers(engine, "t/1", "2023-05-05") == [("a/1", STATED), ("a/2", CARRIED)]
        assert answers(engine, "t/1", "2024-01-01") == [("a/2", CARRIED)]


def test_a_seat_whose_holder_came_after_the_transfer_stays() -> None:
    with sketched(
        change("a/2", "transfer", "a/1", "all"),
        ("m/1", "REPRESENTS", "a/1"),
        ("m/2", "REPRESENTS", "a/1"),
        m_1={"holder_from": "2023-10-01"},
    ) as engine:
        assert answers(engine, "m/1", AFTER) == [("a/1", STATED)]
        assert answers(engine, "m/2", AFTER) == [("a/2", CARRIED)]


def test_what_a_part_names_nothing_of_may_be_either_ones() -> None:
    with sketched(change("a/2", "transfer", "a/1"), ("a/1", LEAD, "t/1")) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", STATED), ("a/2", UNSETTLED)]
        assert led(engine, "t/1", AFTER)


WORDS = {
    "all": {"t/1", "g/1", "m/1", "t/2"},
    "tasks": {"t/1", "t/2"},
    "roles": {"t/1", "g/1"},
    "t/1": {"t/1"},
    "m/1": {"m/1", "t/2"},
}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("kind", ["transfer", "split"])
def test_words_say_what_moves(kind: str, word: str) -> None:
    """A seat's own role is on t/2: it goes where the seat goes, and does not move by a word for tasks."""
    with sketched(
        change("a/2", kind, "a/1", word, extent="part"),
        ("a/1", LEAD, "t/1"),
        ("a/1", LEAD, "g/1"),
        ("m/1", "REPRESENTS", "a/1"),
        ("m/1", LEAD, "t/2"),
    ) as engine:
        moved = WORDS[word] - ({"t/2"} if word == "tasks" else set())
        for thing in ("t/1", "g/1", "m/1", "t/2"):
            holders = {agency for agency, _ in answers(engine, thing, AFTER)}
            assert holders == ({"a/2"} if thing in moved else {"a/1"}), thing


def test_words_move_what_is_of_their_sort_in_any_role() -> None:
    """``tasks`` moves what a council undertakes too, ``roles`` what it reviews and not what it undertakes."""
    links: tuple[Link, ...] = (("c/1", "UNDERTAKES", "t/1"), ("c/1", REVIEW, "i/1"))
    for word, moved in (("tasks", "t/1"), ("roles", "i/1")):
        with sketched(change("c/2", "transfer", "c/1", word), *links) as engine:
            for kind, thing in (("Task", "t/1"), ("Indicator", "i/1")):
                (row,) = who(engine, kind, [thing], as_of=AFTER, parties=("Council",))
                assert row["agency"] == ("c/2" if thing == moved else "c/1")


# --- several successors ---


def test_of_a_divided_body_what_is_named_moves_and_the_rest_is_left_open() -> None:
    with sketched(
        change("a/1", "split", "a/old", "t/1"),
        change("a/2", "split", "a/old", "t/2"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
        ("a/old", LEAD, "t/3"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/2", CARRIED)]
        assert answers(engine, "t/3", AFTER) == [("a/1", UNSETTLED), ("a/2", UNSETTLED)]
        assert not any(row["leads"] for row in who(engine, "Task", ["t/3"], as_of=AFTER))
        assert [led(engine, thing, AFTER) for thing in ("t/1", "t/2", "t/3")] == [True, True, False]
        assert lost(engine, AFTER) == set()


def test_a_division_with_one_known_successor_leaves_open_what_is_not_named() -> None:
    with sketched(change("a/1", "split", "a/old"), ("a/old", LEAD, "t/1")) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", UNSETTLED)]


def test_a_name_is_plainer_than_a_word_and_a_word_than_the_whole() -> None:
    with sketched(
        change("a/whole", "rename", "a/old"),
        change("a/word", "transfer", "a/old", "tasks"),
        change("a/name", "transfer", "a/old", "t/1"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
        ("a/old", LEAD, "g/1"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/name", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/word", CARRIED)]
        assert answers(engine, "g/1", AFTER) == [("a/whole", CARRIED)]


def test_whom_several_name_equally_plainly_they_share() -> None:
    with sketched(
        change("a/1", "split", "a/old", "t/1"), change("a/2", "split", "a/old", "t/1"), ("a/old", LEAD, "t/1")
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", CARRIED), ("a/2", CARRIED)]


def test_a_later_change_settles_what_was_left_open_and_not_before_its_day() -> None:
    with sketched(
        change("a/1", "transfer", "a/old", day="2020-01-01"),
        change("a/2", "transfer", "a/old", "t/1", day="2030-01-01"),
        ("a/old", LEAD, "t/1"),
    ) as engine:
        assert answers(engine, "t/1", "2019") == [("a/old", STATED)]
        assert answers(engine, "t/1", "2024") == [("a/1", UNSETTLED), ("a/old", STATED)]
        assert answers(engine, "t/1", "2031") == [("a/2", CARRIED)]


def test_a_later_change_takes_nothing_from_an_earlier_one() -> None:
    with sketched(
        change("a/1", "transfer", "a/old", "tasks", day="2020-01-01"),
        change("a/2", "transfer", "a/old", "t/1", day="2030-01-01"),
        ("a/old", LEAD, "t/1"),
    ) as engine:
        assert answers(engine, "t/1", "2024") == answers(engine, "t/1", "2031") == [("a/1", CARRIED)]


def test_nor_does_a_change_to_come_from_an_undated_one() -> None:
    with sketched(
        change("a/1", "rename", "a/old", day=""),
        change("a/2", "transfer", "a/old", "t/1", day="2030-01-01"),
        ("a/old", LEAD, "t/1"),
    ) as engine:
        assert ("a/1", CARRIED) in answers(engine, "t/1", "2024")
        assert answers(engine, "t/1", "2031") == [("a/2", CARRIED)]


@pytest.mark.parametrize("begins", ["role", "task"])
def test_what_came_to_a_body_after_a_transfer_did_not_move_with_it(begins: str) -> None:
    since = {"valid_from": "2021"}
    with sketched(
        change("a/1", "transfer", "a/old", "all", day="2020-01-01"),
        change("a/2", "transfer", "a/old", day="2020-01-01"),
        change("a/new", "rename", "a/old", day="2023-01-01"),
        ("a/old", LEAD, "t/1", since if begins == "role" else {}),
        t_1=since if begins == "task" else {},
    ) as engine:
        assert answers(engine, "t/1", "2022") == [("a/old", STATED)]
        assert answers(engine, "t/1", "2024") == [("a/new", CARRIED)]
        held = {(r["agency"], r["valid_from"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])}
        assert held == {("a/old", "2021", "2022-12-31"), ("a/new", "2023-01-01", "")}


def test_nor_did_it_when_nobody_took_over_the_rest() -> None:
    for later in ("all", ""):
        moves = [later] if later else []
        with sketched(
            change("a/1", "transfer", "a/old", *moves, day="2020-01-01"),
            dissolved("a/old"),
            ("a/old", LEAD, "t/1", {"valid_from": "2021"}),
        ) as engine:
            assert lost(engine, AFTER) == {("a/old", "t/1")}


def test_what_was_passed_on_before_is_not_part_of_the_rest() -> None:
    with sketched(
        change("a/1", "transfer", "a/old", "t/1", day="2020-01-01"),
        change("a/2", "rename", "a/old"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/2", CARRIED)]


def test_what_moved_when_the_rest_did_is_the_one_who_is_named() -> None:
    with sketched(
        change("a/1", "transfer", "a/old", "t/1"),
        dissolved("a/old"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", CARRIED)]
        assert answers(engine, "t/2", AFTER) == []
        assert lost(engine, AFTER) == {("a/old", "t/2")}


def test_an_act_that_ends_the_body_takes_nothing_from_its_successors() -> None:
    with sketched(
        change("a/1", "split", "a/old"), change("a/2", "split", "a/old"), dissolved("a/old"), ("a/old", LEAD, "t/1")
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/1", UNSETTLED), ("a/2", UNSETTLED)]
        assert lost(engine, AFTER) == set()


# --- chains ---


def test_chains_are_followed() -> None:
    with sketched(
        change("a/2", "rename", "a/1", day="2010-01-01"),
        change("a/3", "upgrade", "a/2", day="2020-01-01"),
        ("a/1", LEAD, "t/1"),
        ("a/2", HELP, "t/1"),
        a_1={"name_en": "First"},
        a_2={"name_en": "Second"},
    ) as engine:
        assert answers(engine, "t/1", "2005") == [("a/1", STATED), ("a/2", STATED)]
        assert answers(engine, "t/1", "2015") == [("a/2", CARRIED), ("a/2", STATED)]
        assert answers(engine, "t/1", "2025") == [("a/3", CARRIED), ("a/3", CARRIED)]
        rows = who(engine, "Task", ["t/1"], as_of="2025")
        said = [(r["role"], r["former"], r["former_en"], r["since"], r["valid_from"]) for r in rows]
        assert said == [
            (LEAD, "a/1", "First", "2020-01-01", "2020-01-01"),
            (HELP, "a/2", "Second", "2020-01-01", "2020-01-01"),
        ]


def test_in_a_chain_each_change_has_to_pass_it_on() -> None:
    with sketched(
        change("a/2", "rename", "a/1", day="2010-01-01"),
        change("a/3", "split", "a/2", "t/1", day="2020-01-01"),
        change("a/4", "split", "a/2", "t/2", day="2020-01-01"),
        ("a/1", LEAD, "t/1"),
        ("a/1", LEAD, "t/2"),
        ("a/1", LEAD, "t/3"),
    ) as engine:
        assert answers(engine, "t/1", "2025") == [("a/3", CARRIED)]
        assert answers(engine, "t/2", "2025") == [("a/4", CARRIED)]
        assert answers(engine, "t/3", "2025") == [("a/3", UNSETTLED), ("a/4", UNSETTLED)]


def test_what_was_left_open_once_stays_open() -> None:
    with sketched(
        change("a/2", "split", "a/1", day="2010-01-01"),
        change("a/3", "split", "a/1", day="2010-01-01"),
        change("a/4", "rename", "a/2", day="2020-01-01"),
        ("a/1", LEAD, "t/1"),
    ) as engine:
        assert answers(engine, "t/1", "2025") == [("a/3", UNSETTLED), ("a/4", UNSETTLED)]
        assert not led(engine, "t/1", "2025")


def test_changes_in_a_circle_are_gone_round_once() -> None:
    """A load refuses it; a graph that others wrote may have one."""
    with sketched(
        change("a/2", "rename", "a/1", day=""), change("a/1", "rename", "a/2", day=""), ("a/1", LEAD, "t/1")
    ) as engine:
        assert answers(engine, "t/1") == [("a/1", STATED), ("a/2", CARRIED)]


def test_so_are_changes_of_a_council_by_who_leads_it_and_by_what_it_undertakes() -> None:
    with sketched(
        change("c/2", "rename", "c/1", day=""),
        change("c/1", "rename", "c/2", day=""),
        ("a/A", LEAD, "c/1"),
        ("c/1", "UNDERTAKES", "t/1"),
    ) as engine:
        assert ("a/A", STATED) in answers(engine, "c/1")
        assert answers(engine, "c/2") == [("a/A", CARRIED)]
        assert ("a/A", "inherited") in answers(engine, "t/1")


def test_who_led_the_first_council_of_a_chain_leads_the_last() -> None:
    with sketched(
        change("c/2", "rename", "c/1", day="2010-01-01"),
        change("c/3", "rename", "c/2", day="2020-01-01"),
        ("a/A", LEAD, "c/1"),
        ("a/B", LEAD, "c/1"),
        ("a/C", LEAD, "c/1"),
        a_B={"valid_from": "2011"},
        a_C={"valid_to": "2005"},
    ) as engine:
        assert answers(engine, "c/2", "2015") == answers(engine, "c/3", AFTER) == [("a/A", CARRIED)]
        assert answers(engine, "c/2") == answers(engine, "c/3") == [("a/A", CARRIED)]


@pytest.mark.parametrize(("left", "leads"), [("2019-12-31", False), ("2020-05-31", True)])
def test_a_seat_that_was_on_no_body_when_a_council_changed_does_not_lead_the_successor(left: str, leads: bool) -> None:
    """It left a group on that day and came to another one in 2021."""
    with sketched(
        change("c/2", "rename", "c/1", day="2020-06-01"),
        ("m/1", SEAT, "g/1", {"valid_to": left}),
        ("m/1", SEAT, "g/2", {"valid_from": "2021-01-01"}),
        ("m/1", LEAD, "c/1"),
        ("m/1", "REPRESENTS", "a/A"),
    ) as engine:
        assert answers(engine, "c/1", "2019-06") == [("a/A", "seat")]
        assert answers(engine, "c/2", "2021-06") == ([("a/A", CARRIED)] if leads else [])


def test_who_led_the_first_council_until_a_later_change_of_its_own_accord_does_not_lead_the_last() -> None:
    """Of any day as on each: the second council had ended, not the one that it led."""
    with sketched(
        change("c/2", "rename", "c/1"),
        change("c/3", "rename", "c/2", day="2024-01-01"),
        ("a/A", LEAD, "c/1", {"valid_to": "2023-12-31"}),
    ) as engine:
        assert answers(engine, "c/3", AFTER) == answers(engine, "c/3") == []


def test_what_a_council_undertook_follows_from_the_successor_that_is_named_alone() -> None:
    with sketched(
        change("c/2", "split", "c/1", "t/1"),
        change("c/3", "split", "c/1"),
        ("c/1", "UNDERTAKES", "t/1", {"valid_to": BEFORE}),
        ("a/A", LEAD, "c/2"),
        ("a/B", LEAD, "c/3"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/A", CARRIED)]


@pytest.mark.parametrize(("own", "undertaken"), [("", "2021"), ("2021", "2021"), ("2021", "")])
def test_what_a_council_undertook_after_it_had_changed_follows_from_nobody(own: str, undertaken: str) -> None:
    """Its own first day or that of what it undertook is after the change."""
    with sketched(
        change("c/2", "rename", "c/1", day="2020-01-01"),
        ("c/1", "UNDERTAKES", "t/1", {"valid_from": undertaken or None}),
        ("a/A", LEAD, "c/2"),
        c_1={"valid_from": own or None},
    ) as engine:
        assert answers(engine, "t/1", AFTER) == answers(engine, "t/1") == []


def test_a_council_that_began_after_a_change_had_nothing_to_pass_on_by_it() -> None:
    with sketched(
        change("c/2", "rename", "c/1", day="2020-01-01"), ("a/A", LEAD, "c/1"), c_1={"valid_from": "2021"}
    ) as engine:
        assert answers(engine, "c/2", AFTER) == answers(engine, "c/2") == []
    with sketched(
        change("c/2", "rename", "c/1", day="2010-01-01"),
        change("c/3", "split", "c/2", day="2015-01-01"),
        ("a/A", LEAD, "c/1"),
        c_2={"valid_from": "2018"},
    ) as engine:
        assert answers(engine, "c/3", AFTER) == answers(engine, "c/3") == []


def test_a_change_before_the_one_that_brought_something_does_not_pass_it_on() -> None:
    with sketched(
        change("c/2", "merge", "c/1", day="2020-01-01"),
        change("c/3", "split", "c/2", day="2010-01-01"),
        ("a/A", LEAD, "c/1"),
    ) as engine:
        assert answers(engine, "c/2", "2021") == [] and answers(engine, "c/3", "2021") == []
        assert answers(engine, "c/1", "2019") == [("a/A", STATED)]


def test_what_a_council_undertook_follows_from_the_last_of_a_chain() -> None:
    with sketched(
        change("c/2", "rename", "c/1", day="2010-01-01"),
        change("c/3", "rename", "c/2", day="2020-01-01"),
        ("c/1", "UNDERTAKES", "t/1"),
        ("a/A", LEAD, "c/3"),
    ) as engine:
        (row,) = who(engine, "Task", ["t/1"], as_of=AFTER)
        assert (row["agency"], row["how"], row["valid_from"]) == ("a/A", CARRIED, "2020-01-01")
        assert answers(engine, "t/1", "2015") == []


@pytest.mark.parametrize("day", ["2019-01-01", "2020-01-01"])
def test_what_is_taken_over_after_a_transfer_or_with_it_is_the_successors_own(day: str) -> None:
    with sketched(
        change("a/2", "merge", "a/1", day="2020-01-01"),
        change("a/other", "transfer", "a/2", "all", day=day),
        change("a/3", "rename", "a/2"),
        ("a/1", LEAD, "t/1"),
        ("a/2", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", "2021") == [("a/2", CARRIED)]
        assert answers(engine, "t/1", AFTER) == [("a/3", CARRIED)]
        assert answers(engine, "t/2", "2021") == answers(engine, "t/2", AFTER) == [("a/other", CARRIED)]
        spans = {r["agency"]: (r["valid_from"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])}
        assert spans == {"a/1": ("", "2019-12-31"), "a/2": ("2020-01-01", BEFORE), "a/3": (DAY, "")}


def test_what_is_taken_over_is_the_successors_until_it_passes_it_on_too() -> None:
    with sketched(
        change("a/2", "merge", "a/1", day="2020-01-01"),
        change("a/other", "transfer", "a/2", "all", day="2022-01-01"),
        ("a/1", LEAD, "t/1"),
    ) as engine:
        assert answers(engine, "t/1", "2021") == [("a/2", CARRIED)]
        assert answers(engine, "t/1", "2022") == [("a/other", CARRIED)]
        spans = {r["agency"]: (r["valid_from"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])}
        assert spans["a/2"] == ("2020-01-01", "2021-12-31")


def test_a_day_that_is_told_counts_where_another_of_the_chain_is_not() -> None:
    with sketched(
        change("a/2", "rename", "a/1", day=""),
        change("a/3", "rename", "a/2"),
        ("a/1", LEAD, "t/1", {"valid_to": BEFORE}),
        ("a/1", LEAD, "t/2", {"valid_to": "2024-06-30"}),
        a_1={"valid_from": "1987"},
    ) as engine:
        assert ("a/3", CARRIED) in answers(engine, "t/1", AFTER)
        for thing, last in (("t/1", ""), ("t/2", "2024-06-30")):
            spans = {r["agency"]: (r["valid_from"], r["valid_to"]) for r in who(engine, "Task", [thing])}
            assert spans["a/3"] == (DAY, last)
            assert spans["a/2"] == ("1987", BEFORE)


def test_by_an_undated_change_passes_what_the_predecessor_still_has() -> None:
    with sketched(
        change("a/2", "merge", "a/1", "all", day=""),
        change("a/3", "transfer", "a/1", "t/1"),
        change("c/2", "merge", "c/1", "all", day=""),
        change("c/3", "transfer", "c/1", "all"),
        ("a/1", LEAD, "t/1"),
        ("a/B", LEAD, "c/1"),
    ) as engine:
        assert ("a/2", CARRIED) in answers(engine, "t/1", BEFORE)
        assert answers(engine, "t/1", AFTER) == [("a/3", CARRIED)]
        assert answers(engine, "c/2", BEFORE) == [("a/B", CARRIED)]
        assert answers(engine, "c/2", AFTER) == []
        assert {r["valid_to"] for r in who(engine, "Council", ["c/2"])} == {BEFORE}


def test_the_name_of_a_body_that_was_merged_means_what_came_from_it() -> None:
    with sketched(
        change("a/2", "merge", "a/1", day="2020-01-01"),
        change("a/other", "transfer", "a/2", "a/1"),
        ("a/1", "PART_OF", "a/2"),
        ("a/1", LEAD, "t/1"),
        ("a/2", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", "2021") == [("a/2", CARRIED)]
        assert answers(engine, "t/1", AFTER) == [("a/other", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/2", STATED)]


def test_so_does_the_name_of_a_section_that_gave_something_to_the_body_above_it() -> None:
    with sketched(
        change("a/2", "transfer", "a/1", "t/1", day="2020-01-01"),
        change("a/other", "transfer", "a/2", "a/1"),
        ("a/1", "PART_OF", "a/2"),
        ("a/1", LEAD, "t/1"),
        ("a/1", LEAD, "t/2"),
    ) as engine:
        assert answers(engine, "t/1", AFTER) == [("a/other", CARRIED)]
        assert answers(engine, "t/2", AFTER) == [("a/1", STATED), ("a/2", SECTION)]


# --- what was held then, and what has ended since ---


def test_what_did_not_hold_on_the_last_day_is_not_carried_over() -> None:
    with sketched(
        change("a/new", "rename", "a/old"),
        ("a/old", LEAD, "t/1", {"valid_to": "2023-08-20"}),
        ("a/old", LEAD, "t/2", {"valid_from": "2023-08-22"}),
        ("a/old", LEAD, "t/past"),
        ("a/old", LEAD, "t/new"),
        ("a/old", LEAD, "t/4", {"valid_to": BEFORE}),
        t_past=PAST,
        t_new={"valid_from": DAY},
    ) as engine:
        for thing in ("t/1", "t/2", "t/past", "t/new"):
            assert answers(engine, thing, DAY) == []
            assert (("a/new", CARRIED)) not in answers(engine, thing)
        assert answers(engine, "t/4", DAY) == [("a/new", CARRIED)]  # it ended with its holder
        assert lost(engine, AFTER) == set()


def test_what_ends_for_a_reason_of_its_own_ends_for_the_successor_too() -> None:
    with sketched(change("a/new", "rename", "a/old"), ("a/old", LEAD, "t/1", {"valid_to": "2024-06-30"})) as engine:
        assert answers(engine, "t/1", "2024-06-30") == [("a/new", CARRIED)]
        assert answers(engine, "t/1", "2024-07-01") == []
        held = {(r["agency"], r["valid_from"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])}
        assert held == {("a/old", "", BEFORE), ("a/new", DAY, "2024-06-30")}
        assert lost(engine, "2025") == set()


def test_an_end_in_the_year_of_the_change_may_be_the_bodys() -> None:
    with sketched(
        change("a/new", "rename", "a/old", day="2023"), ("a/old", LEAD, "t/1", {"valid_to": "2023"})
    ) as engine:
        assert answers(engine, "t/1", "2024") == [("a/new", CARRIED)]
        assert {(r["agency"], r["valid_to"]) for r in who(engine, "Task", ["t/1"])} == {
            ("a/old", "2023"),
            ("a/new", ""),
        }


def test_what_has_ended_itself_nobody_answers_for() -> None:
    with sketched(change("a/new", "rename", "a/old"), ("a/old", LEAD, "t/1"), t_1={"valid_to": "2024"}) as engine:
        assert answers(engine, "t/1", "2024") == [("a/new", CARRIED)]
        assert answers(engine, "t/1", "2025") == []
        assert lost(engine, "2025") == set()


def test_a_successor_answers_while_it_lives() -> None:
    later = {"valid_from": "2023-10-01", "valid_to": "2024"}
    with sketched(change("a/new", "rename", "a/old"), ("a/old", LEAD, "t/1"), a_new=later) as engine:
        assert answers(engine, "t/1", DAY) == answers(engine, "t/1", "2025") == []
        assert answers(engine, "t/1", "2023-10-01") == answers(engine, "t/1", "2024") == [("a/new", CARRIED)]
        (row,) = (r for r in who(engine, "Task", ["t/1"]) if r["how"] == CARRIED)
        assert (row["valid_from"], row["valid_to"]) == ("2023-10-01", "2024")


def test_who_was_not_there_yet_had_nothing_to_pass_on() -> None:
    for first, there in (("2020", True), (BEFORE, True), (DAY, False), ("2024", False)):
        with sketched(
            change("a/2", "transfer", "a/1", "t/1"), ("a/1", LEAD, "t/1"), a_1={"valid_from": first}
        ) as engine:
            assert (("a/2", CARRIED) in answers(engine, "t/1", "2025")) == there, first


# --- what nobody took over ---


def test_the_duties_and_seats_of_a_dissolved_body_are_lost_from_that_day() -> None:
    with sketched(
        dissolved("a/old"),
        ("a/old", LEAD, "t/1"),
        ("a/old", LEAD, "t/2", PAST),
        ("a/old", LEAD, "t/past"),
        ("a/old", LEAD, "t/later", {"valid_from": DAY}),
        ("m/1", "REPRESENTS", "a/old"),
        ("a/part", "PART_OF", "a/old"),
        t_past={"valid_to": "2023-12"},
    ) as engine:
        assert lost(engine, BEFORE) == set()
        assert lost(engine, DAY) == {("a/old", "t/1"), ("a/old", "t/past"), ("a/old", "m/1")}
        assert lost(engine, AFTER) == {("a/old", "t/1"), ("a/old", "m/1")}
        assert lost(engine, "") == set()
        assert answers(engine, "t/1", DAY) == []
        assert answers(engine, "t/1") == [("a/old", STATED)]


def test_so_are_the_reviews_of_a_dissolved_council_but_not_its_tasks_and_seats() -> None:
    with sketched(
        dissolved("c/1"),
        ("c/1", REVIEW, "i/1"),
        ("c/1", "UNDERTAKES", "t/1"),
        ("m/1", SEAT, "c/1"),
        ("a/A", LEAD, "c/1"),
    ) as engine:
        assert lost(engine, AFTER) == {("c/1", "i/1")}


def test_so_is_what_a_body_had_that_simply_ended() -> None:
    with sketched(("a/old", LEAD, "t/1"), a_old={"valid_to": "2022"}) as engine:
        assert lost(engine, "2022") == set()
        assert lost(engine, "2023") == {("a/old", "t/1")}


def test_who_has_not_begun_has_lost_nothing_and_leads_nothing() -> None:
    for last in (None, "2035"):
        with sketched(("a/A", LEAD, "t/1"), a_A={"valid_from": "2030", "valid_to": last}) as engine:
            assert lost(engine, "2025") == set()
            assert (led(engine, "t/1", "2025"), led(engine, "t/1", "2030")) == (False, True)


def test_a_group_that_was_to_begin_after_its_council_had_ended_has_lost_nothing() -> None:
    group = ("g/1", "PART_OF", "c/1"), ("g/1", REVIEW, "i/1")
    with sketched(*group, g_1={"valid_from": "2024"}, c_1={"valid_to": "2022"}) as engine:
        assert lost(engine, "2025") == set()
    with sketched(*group, g_1={"valid_from": "2020"}, c_1={"valid_to": "2022"}) as engine:
        assert lost(engine, "2025") == {("g/1", "i/1")}


def test_what_was_passed_on_before_the_end_is_not_lost() -> None:
    with sketched(
        change("a/1", "transfer", "a/old", "t/1", day="2020-01-01"), dissolved("a/old"), ("a/old", LEAD, "t/1")
    ) as engine:
        assert lost(engine, AFTER) == set()


def test_what_a_later_change_will_pass_on_is_lost_until_then() -> None:
    with sketched(
        change("a/1", "rename", "a/old", day="2025-01-01"), ("a/old", LEAD, "t/1"), a_old={"valid_to": "2022"}
    ) as engine:
        assert lost(engine, "2024") == {("a/old", "t/1")}
        assert lost(engine, "2026") == set()


def test_with_a_body_is_lost_what_it_had_taken_over_through_any_number_of_changes() -> None:
    with sketched(
        change("a/2", "merge", "a/0"),
        change("a/2", "merge", "a/1"),
        change("a/3", "rename", "a/2", day="2024-02-01"),
        dissolved("a/3", "2024-05-01"),
        *((f"a/{n}", LEAD, f"t/{n}") for n in range(4)),
        ("m/1", "REPRESENTS", "a/0"),
        ("m/1", LEAD, "t/of seat"),
    ) as engine:
        assert lost(engine, "2025") == {*(("a/3", f"t/{n}") for n in range(4)), ("a/3", "m/1")}
        assert lost(engine, "2024-01-01") == set()


# --- without changes ---


def test_what_does_not_hold_on_the_day_is_left_out() -> None:
    with sketched(
        ("a/A", LEAD, "t/1", {"valid_from": "2020", "valid_to": "2022"}),
        ("a/B", LEAD, "t/1"),
        ("t/1", "MEASURED_BY", "i/1"),
        a_B={"valid_from": "2022"},
        i_1={"valid_from": "2021"},
    ) as engine:
        assert answers(engine, "t/1", "2019") == []
        assert answers(engine, "t/1", "2020") == [("a/A", STATED)]
        assert answers(engine, "t/1", "2022") == [("a/A", STATED), ("a/B", STATED)]
        assert answers(engine, "t/1", "2023") == [("a/B", STATED)]
        assert answers(engine, "i/1", "2020") == []
        assert answers(engine, "i/1", "2021") == [("a/A", "inherited")]
        assert answers(engine, "i/1") == [("a/A", "inherited"), ("a/B", "inherited")]


def test_with_a_council_end_its_groups_and_seats_and_what_they_had() -> None:
    with sketched(
        ("g/1", "PART_OF", "c/1"),
        ("a/A", LEAD, "g/1"),
        ("g/1", "UNDERTAKES", "t/1"),
        ("m/1", SEAT, "c/1"),
        ("m/1", "REPRESENTS", "a/B"),
        ("m/1", LEAD, "t/2"),
        c_1={"valid_to": "2022"},
    ) as engine:
        for thing in ("g/1", "t/1", "m/1", "t/2", "c/1"):
            assert answers(engine, thing, "2022") != []
            assert answers(engine, thing, "2023") == []
            assert {row["valid_to"] for row in who(engine, KINDS[thing[0]], [thing])} == {"2022"}
        assert {id_: mark for id_, mark in standings(whole(engine, as_of="2023")).items() if mark} == {}


@pytest.mark.parametrize(("day", "filled"), [("2020-06-01", True), ("2021-06-01", False), ("", True)])
def test_a_term_is_heeded_in_a_whole_graph_where_nothing_else_has_a_date(day: str, filled: bool) -> None:
    with sketched(("m/1", "REPRESENTS", "a/1"), ("m/1", "SITS_ON", "c/1"), m_1={"holder_to": "2020-12-31"}) as engine:
        held = whole(engine, as_of=day).held("a/1")
        assert any(hop.far == "m/1" for *_, hop in held) is filled
        assert bool(duties(engine, "a/1", as_of=day)) is filled
