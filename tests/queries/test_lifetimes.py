"""When something lives, on graphs of a few records: by its own dates, by changes, by what it belongs to."""

from __future__ import annotations

import pytest

from quanze.graph.engine import Engine
from quanze.queries.lifetimes import Lifetimes, lifetimes, living, still_held
from quanze.queries.records import life, records
from tests.queries.sketch import KINDS, Link, sketched

LEAD, SEAT = "CONVENES", "SITS_ON"
OPEN = ("", "")
ENDED_2020 = {"valid_to": "2020-12-31"}


def span(engine: Engine, id_: str) -> tuple[str, str]:
    """First and last day of a record, which are the same whether it is asked about alone or with all of its kind."""
    kind = KINDS[id_[0]]
    among = {row["id"]: (row["valid_from"], row["valid_to"]) for row in records(engine, (kind,))}
    assert among[id_] == life(engine, id_, kind)
    return among[id_]


# --- of its own ---


@pytest.mark.parametrize("own", [OPEN, ("2020", ""), ("", "2021-05"), ("2020", "2021-05")])
def test_a_record_lives_between_its_own_dates(own: tuple[str, str]) -> None:
    first, last = own
    with sketched(t_1={"valid_from": first or None, "valid_to": last or None}, t_2={}) as engine:
        assert span(engine, "t/1") == own
        assert span(engine, "t/2") == OPEN


def test_it_lives_on_its_first_and_on_its_last_day() -> None:
    with sketched(t_1={"valid_from": "2020-03-01", "valid_to": "2020-06-30"}) as engine:
        days = ("2020-02-29", "2020-03-01", "2020-06-30", "2020-07-01")
        assert [len(records(engine, ("Task",), as_of=day)) for day in days] == [0, 1, 1, 0]
        assert [len(records(engine, ("Task",), as_of=day)) for day in ("", "2020", "2021")] == [1, 1, 0]


def test_those_that_live_on_a_day_are_kept() -> None:
    rows = [
        {"id": "t/1", "kind": "Task", "valid_from": None, "valid_to": "2020"},
        {"id": "t/2", "kind": "Task", "valid_from": "2021", "valid_to": None},
    ]
    with sketched(t_1={}, t_2={}) as engine:
        assert [row["id"] for row in living(engine, rows, "2020-06")] == ["t/1"]
        assert [row["id"] for row in living(engine, rows, "2022")] == ["t/2"]
        assert living(engine, rows, "") == rows
        assert living(engine, [], "2022") == []


# --- by changes ---


def changed(change: str | None, *, day: str | None = "2023-08-22", **more: object) -> Link:
    """a/new takes over from a/old."""
    said = {"change": change, "valid_from": day, **more}
    return "a/new", "SUCCEEDS", "a/old", {name: value for name, value in said.items() if value is not None}


@pytest.mark.parametrize("change", ["rename", "upgrade", "merge", "split", None])
def test_what_changes_as_a_whole_lives_until_the_day_before(change: str | None) -> None:
    with sketched(changed(change)) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")
        assert span(engine, "a/new") == OPEN


@pytest.mark.parametrize(
    "link", [changed("transfer"), changed("split", extent="part"), changed("merge", extent="part")]
)
def test_what_gives_up_a_part_lives_on(link: Link) -> None:
    with sketched(link) as engine:
        assert span(engine, "a/old") == OPEN


def test_the_source_says_what_is_whole_whatever_the_kind_of_change() -> None:
    with sketched(changed("transfer", extent="whole")) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")


def test_what_is_dissolved_lives_until_the_day_before() -> None:
    with sketched(("a/old", "ENDED_BY", "d/act", {"valid_from": "2024-01-01"})) as engine:
        assert span(engine, "a/old") == ("", "2023-12-31")


def test_of_several_ends_the_first_one_counts() -> None:
    with sketched(changed("rename"), ("a/old", "ENDED_BY", "d/act", {"valid_from": "2024-01-01"})) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")
    with sketched(changed("rename"), a_old={"valid_from": "1987", "valid_to": "2022"}) as engine:
        assert span(engine, "a/old") == ("1987", "2022")
    with sketched(changed("rename"), a_old={"valid_to": "2030"}) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")


def test_a_change_of_a_year_or_month_leaves_that_year_or_month_to_both() -> None:
    for day in ("2023", "2023-08"):
        with sketched(changed("rename", day=day)) as engine:
            assert span(engine, "a/old") == ("", day)


def test_councils_and_documents_change_like_agencies() -> None:
    with sketched(
        ("c/new", "SUCCEEDS", "c/old", {"change": "rename", "valid_from": "2023-06-29"}),
        ("d/new", "SUCCEEDS", "d/old", {"change": "amend", "valid_from": "2023-02-15"}),
    ) as engine:
        assert span(engine, "c/old") == ("", "2023-06-28")
        assert span(engine, "d/old") == ("", "2023-02-14")


def test_the_day_of_an_undated_change_is_told_by_the_lives_of_both() -> None:
    undated = changed("rename", day=None)
    with sketched(undated) as engine:
        assert span(engine, "a/old") == OPEN
    with sketched(undated, a_new={"valid_from": "2023-08-22"}) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")
    with sketched(undated, a_old={"valid_to": "2022-12-31"}) as engine:
        assert span(engine, "a/old") == ("", "2022-12-31")
        (change,) = lifetimes(engine, {"a/old": {"kind": "Agency"}}).by_key.values()
        assert change.date == "2023-01-01"
    with sketched(changed("rename"), a_new={"valid_from": "2020"}) as engine:
        assert span(engine, "a/old") == ("", "2023-08-21")


def test_an_undated_dissolution_says_no_day() -> None:
    with sketched(("a/old", "ENDED_BY", "d/act"), a_old={"valid_from": "1987"}) as engine:
        assert span(engine, "a/old") == ("1987", "")


# --- by what it belongs to ---

BELONGING: dict[str, tuple[str, tuple[Link, ...]]] = {
    "a seat with its council": ("c_1", (("m/1", SEAT, "c/1"),)),
    "a seat with its group": ("g_1", (("m/1", SEAT, "g/1"),)),
    "a seat with its group's council": ("c_1", (("m/1", SEAT, "g/1"), ("g/1", "PART_OF", "c/1"))),
    "a group with its council": ("c_1", (("g/1", "PART_OF", "c/1"),)),
    "a year with its indicator": ("i_1", (("i/1", "HAS_TARGET", "y/1"),)),
}


@pytest.mark.parametrize("case", BELONGING)
def test_what_belongs_to_something_lives_no_longer_than_it(case: str) -> None:
    whole, links = BELONGING[case]
    depends = {"a seat": "m/1", "a group": "g/1", "a year": "y/1"}[case.partition(" with")[0]]
    for first, last in (("2020", "2022"), ("2020", ""), ("", "2022")):
        with sketched(*links, **{whole: {"valid_from": first or None, "valid_to": last or None}}) as engine:
            assert span(engine, depends) == (first, last)


def test_a_year_of_two_indicators_lives_as_long_as_one_of_them() -> None:
    """Only the relationship to the one has a last day, which alone would not be looked up."""
    with sketched(("i/1", "HAS_TARGET", "y/1", {"valid_to": "2020"}), ("i/2", "HAS_TARGET", "y/1")) as engine:
        assert span(engine, "y/1") == OPEN


def test_nor_does_it_live_longer_than_it_says_itself() -> None:
    council = {"valid_from": "2018", "valid_to": "2024"}
    with sketched(("m/1", SEAT, "c/1"), c_1=council, m_1={"valid_from": "2020", "valid_to": "2022"}) as engine:
        assert span(engine, "m/1") == ("2020", "2022")
    with sketched(("m/1", SEAT, "c/1"), c_1=council, m_1={"valid_from": "2016", "valid_to": "2026"}) as engine:
        assert span(engine, "m/1") == ("2018", "2024")


def test_who_sits_on_several_bodies_lives_as_long_as_one_of_them() -> None:
    seats: tuple[Link, ...] = (("m/1", SEAT, "c/1"), ("m/1", SEAT, "c/2"))
    with sketched(
        *seats,
        c_1={"valid_from": "2019-05", "valid_to": "2022-06-30"},
        c_2={"valid_from": "2020", "valid_to": "2022"},
    ) as engine:
        assert span(engine, "m/1") == ("2019-05", "2022")  # a year lasts to its end
    with sketched(*seats, c_1={"valid_from": "2020", "valid_to": "2022"}) as engine:
        assert span(engine, "m/1") == OPEN


def test_between_two_bodies_a_seat_does_not_live() -> None:
    seats: tuple[Link, ...] = (
        ("m/1", SEAT, "c/1", {"valid_to": "2020-12-31"}),
        ("m/1", SEAT, "c/2", {"valid_from": "2022"}),
    )
    days = ("2020-12-31", "2021-01-01", "2021-12-31", "2021", "2022-01-01", "2022", "")
    with sketched(*seats) as engine:
        assert span(engine, "m/1") == OPEN
        assert [len(records(engine, ("Member",), as_of=day)) for day in days] == [1, 0, 0, 0, 1, 1, 1]
        found = lives_of(engine, "m/1")
        assert found.stays("m/1") == [("", "2020-12-31"), ("2022", "")]
        assert found.limited() == {"m/1"}
    with sketched(*seats, ("m/1", SEAT, "c/3"), c_3={"valid_from": "2019"}) as engine:
        assert [len(records(engine, ("Member",), as_of=day)) for day in days] == [1] * 7
    with sketched(seats[0]) as engine:
        assert lives_of(engine, "m/1").stays("m/1") == []


def test_a_task_does_not_depend_on_who_undertakes_it() -> None:
    with sketched(("c/1", "UNDERTAKES", "t/1"), ("a/A", LEAD, "t/1"), c_1=ENDED_2020, a_A=ENDED_2020) as engine:
        assert span(engine, "t/1") == OPEN


COUNCIL_RENAMED: Link = ("c/new", "SUCCEEDS", "c/old", {"change": "rename", "valid_from": "2023-06-29"})


def test_what_a_successor_takes_over_goes_on_with_it() -> None:
    with sketched(COUNCIL_RENAMED, ("m/1", SEAT, "c/old"), ("g/1", "PART_OF", "c/old")) as engine:
        assert span(engine, "m/1") == span(engine, "g/1") == OPEN


def test_it_ends_with_the_last_of_those_who_have_the_place() -> None:
    again: Link = ("c/newest", "SUCCEEDS", "c/new", {"change": "rename", "valid_from": "2025-01-01"})
    dissolved: Link = ("c/newest", "ENDED_BY", "d/act", {"valid_from": "2027-01-01"})
    belonging: tuple[Link, ...] = (("m/1", SEAT, "c/old"), ("g/1", "PART_OF", "c/old"))
    with sketched(COUNCIL_RENAMED, again, dissolved, *belonging) as engine:
        assert span(engine, "m/1") == span(engine, "g/1") == ("", "2026-12-31")
    with sketched(COUNCIL_RENAMED, *belonging, c_new={"valid_to": "2024"}) as engine:
        assert span(engine, "m/1") == ("", "2024")
    divided: list[Link] = [(heir, "SUCCEEDS", "c/old", {"change": "split"}) for heir in ("c/a", "c/b")]
    with sketched(*divided, *belonging, c_a={"valid_to": "2024-06-30"}, c_b={"valid_to": "2024"}) as engine:
        assert span(engine, "m/1") == span(engine, "g/1") == ("", "2024")  # a year lasts to its end


def test_councils_that_replace_each_other_keep_what_belongs_to_them() -> None:
    back: Link = ("c/old", "SUCCEEDS", "c/new", {"change": "rename", "valid_from": "2025-01-01"})
    with sketched(COUNCIL_RENAMED, back, ("m/1", SEAT, "c/old")) as engine:
        assert span(engine, "m/1") == OPEN


def test_a_circle_of_councils_behind_the_one_of_a_seat_is_gone_round_once() -> None:
    """A load refuses it; a graph that others wrote may have one."""
    on: Link = ("c/newest", "SUCCEEDS", "c/new", {"change": "rename", "valid_from": "2025-01-01"})
    back: Link = ("c/new", "SUCCEEDS", "c/newest", {"change": "rename", "valid_from": "2026-01-01"})
    with sketched(COUNCIL_RENAMED, on, back, ("m/1", SEAT, "c/old")) as engine:
        assert span(engine, "m/1") == OPEN


@pytest.mark.parametrize("link", ["a seat with its council", "a group with its council", "a year with its indicator"])
def test_what_belongs_to_something_for_a_time_lives_for_that_time(link: str) -> None:
    whole, ((start, type_, end, *_),) = BELONGING[link]
    depends = {"c_1": start, "i_1": end}[whole]
    for first, last in (("2020", "2022"), ("2020", ""), ("", "2022")):
        dates = {"valid_from": first or None, "valid_to": last or None}
        with sketched((start, type_, end, dates), **{whole: {"valid_from": "2018", "valid_to": "2024"}}) as engine:
            assert span(engine, depends) == (first or "2018", last or "2024")


def test_a_seat_that_was_left_does_not_pass_to_a_successor() -> None:
    for last, lived in (("2022-12-31", "2022-12-31"), ("2023-06-28", ""), ("2024", "2024")):
        with sketched(COUNCIL_RENAMED, ("m/1", SEAT, "c/old", {"valid_to": last})) as engine:
            assert span(engine, "m/1") == ("", lived)


def test_what_a_successor_has_may_have_begun_before_it() -> None:
    with sketched(COUNCIL_RENAMED, ("g/1", "PART_OF", "c/new"), c_new={"valid_from": "2023-06-29"}) as engine:
        assert span(engine, "c/new") == ("2023-06-29", "")
        assert span(engine, "g/1") == OPEN


def test_with_a_dissolved_council_its_seats_end() -> None:
    dissolved: Link = ("c/1", "ENDED_BY", "d/act", {"valid_from": "2023-01-01"})
    with sketched(dissolved, ("m/1", SEAT, "c/1")) as engine:
        assert span(engine, "m/1") == ("", "2022-12-31")


def test_who_takes_over_a_part_of_a_council_does_not_keep_its_seats_alive() -> None:
    part: Link = ("c/2", "SUCCEEDS", "c/1", {"change": "transfer", "moves": ["t/1"], "valid_from": "2021-01-01"})
    with sketched(part, ("m/1", SEAT, "c/1"), c_1={"valid_to": "2022-12-31"}) as engine:
        assert span(engine, "m/1") == ("", "2022-12-31")


def test_the_seat_of_a_council_begins_with_its_name_where_an_earlier_name_had_it_too() -> None:
    """The middle one of three names had not."""
    seat = {"seat_title": "委員", "post": "局長", "seats": 1}
    names = [("c/2", "c/1", "2020-01-01"), ("c/3", "c/2", "2022-01-01")]
    renamed = [(new, "SUCCEEDS", old, {"change": "rename", "valid_from": day}) for new, old, day in names]
    with sketched(*renamed, ("m/1", SEAT, "c/1"), ("m/3", SEAT, "c/3"), m_1=seat, m_3=seat) as engine:
        assert span(engine, "m/1") == ("", "2019-12-31")
        assert span(engine, "m/3") == ("2022-01-01", "")


@pytest.mark.parametrize("bodies", [("c/1", "c/1"), ("c/1", "c/2")])
def test_holders_of_one_seat_follow_each_other_and_those_of_two_bodies_do_not(bodies: tuple[str, str]) -> None:
    seat = {"seat_title": "委員", "post": "局長", "seats": 1}
    first, second = {"holder_from": "2010", "holder_to": "2012-12-31"}, {"holder_from": "2013-01-01"}
    on = [(f"m/{n}", SEAT, body) for n, body in enumerate(bodies, 1)]
    with sketched(*on, m_1=seat | first, m_2=seat | second) as engine:
        spans = span(engine, "m/1"), span(engine, "m/2")
        asked_together = lives_of(engine, "m/1", "m/2")
        assert tuple(map(asked_together.span, ("m/1", "m/2"))) == spans
    assert spans == ((("", "2012-12-31"), ("2013-01-01", "")) if bodies[0] == bodies[1] else (OPEN, OPEN))


def test_of_a_year_and_a_day_in_it_the_day_is_the_earlier_end() -> None:
    ends = ["2020", "2020-05-31"]
    assert not still_held(None, "2020-03", ends, "")
    assert still_held(None, "2020-05-31", ends, "") and still_held(None, "2020-12", ["2020"], "")


# --- what is read ---


def lives_of(engine: Engine, *ids: str) -> Lifetimes:
    return lifetimes(engine, {id_: {"kind": KINDS[id_[0]], "valid_from": None, "valid_to": None} for id_ in ids})


def test_only_changes_of_the_bodies_asked_about_are_read_unless_all_are_asked_for() -> None:
    with sketched(changed("rename"), COUNCIL_RENAMED) as engine:
        assert {c.before for c in lives_of(engine, "a/old").by_key.values()} == {"a/old"}
        assert {c.before for c in lives_of(engine, "a/new", "c/old", "t/1").by_key.values()} == {"a/old", "c/old"}
        assert {c.before for c in lifetimes(engine, {}, every=True).by_key.values()} == {"a/old", "c/old"}
        assert not lives_of(engine, "t/1").by_key


def test_the_records_whose_lives_have_an_end_are_known() -> None:
    with sketched(changed("rename"), COUNCIL_RENAMED, ("m/1", SEAT, "c/old"), ("m/2", SEAT, "c/2")) as engine:
        assert lives_of(engine, "a/old", "a/new", "m/1", "m/2", "c/old").limited() == {"a/old", "c/old"}
        lives = lifetimes(engine, {"c/2": {"kind": "Council", "valid_from": "2020"}, "m/2": {"kind": "Member"}})
        assert lives.limited() == {"c/2", "m/2"}


def test_a_body_has_its_name_since_the_change_that_renamed_it_and_no_other() -> None:
    def named(day: str, kind: str, old: str) -> Link:
        return "c/new", "SUCCEEDS", old, {"change": kind, "valid_from": day}

    with sketched(named("2010", "merge", "c/0"), named("2020", "rename", "c/1"), named("", "rename", "c/2")) as engine:
        lives = lifetimes(engine, {"c/new": {"kind": "Council"}}, every=True)
        assert lives.named_since("c/new") == "2020"
        assert lives.named_since("c/1") == ""


def test_whoever_has_the_whole_place_of_a_body_is_found_once_and_of_a_divided_one_nobody() -> None:
    def changed(new: str, kind: str, old: str, day: str) -> Link:
        return new, "SUCCEEDS", old, {"change": kind, "valid_from": day}

    circle = changed("c/2", "rename", "c/1", "2020"), changed("c/1", "rename", "c/2", "2021")
    with sketched(*circle, changed("c/4", "split", "c/3", "2020"), changed("c/5", "split", "c/3", "2020")) as engine:
        lives = lifetimes(engine, {f"c/{n}": {"kind": "Council"} for n in (1, 2, 3)}, every=True)
        assert [change.after for change in lives.heirs("c/1", "2022")] == ["c/2", "c/1"]
        assert lives.heirs("c/3", "2022") == lives.heirs("c/4", "2022") == lives.heirs("c/1", "") == []
