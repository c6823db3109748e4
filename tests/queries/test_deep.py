"""Bodies far below one another, and hundreds of changes in a row: answers in the time that their length takes."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

import quanze
from quanze.errors import DataError
from quanze.exports.answers.shared_steps import steps_said_once
from quanze.queries import responsibility
from quanze.queries.responsibility import Walk
from quanze.queries.webs import Hop, Web
from quanze.schema.ways import PARTY, THING, WAYS
from tests.loaders.cases import SAID, city
from tests.queries.sketch import Link, sketched
from tests.sets import loaded, write_csv

NESTED = next(way for way in WAYS if way.near == way.far and way.reaches == PARTY)


def chain(length: int, back_to: int | None = None) -> Web:
    """Bodies below one another; the last leads back to the one of a number where one is given."""
    web = Web()
    ends = [(f"{n}", f"{n + 1}") for n in range(length)]
    if back_to is not None:
        ends.append((f"{length}", f"{back_to}"))
    for near, far in ends:
        web.after[PARTY, near].append(Hop(NESTED, near, far, {"type": "PART_OF", "key": f"{near} {far}"}))
    return web


def steps(web: Web, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many hops are walked from the first body, and how often the way back is looked through to its beginning."""
    longest: list[str] = []
    asked = Walk.has_passed

    def counted(walk: Walk, record: str, of: Web) -> bool:
        longest.append(record)
        return asked(walk, record, of)

    with monkeypatch.context() as patch:
        patch.setattr(Walk, "has_passed", counted)
        assert list(responsibility.walks(web, ["0"])) == []
    return len(longest), len(web.may_return)


def test_a_chain_is_walked_once_and_without_looking_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps(chain(2_000), monkeypatch) == (2_000, 0)


@pytest.mark.parametrize("back_to", [0, 1, 30, 39, 40])
def test_a_circle_far_from_the_beginning_is_walked_once(back_to: int, monkeypatch: pytest.MonkeyPatch) -> None:
    walked, may_return = steps(chain(40, back_to), monkeypatch)
    assert (walked, may_return) == (41, 41 - back_to)


@pytest.mark.parametrize("back_to", [0, 1, 30, 39])
def test_sections_in_a_circle_far_from_the_one_that_leads_are_gone_round_once(back_to: int) -> None:
    levels = 40
    nested: list[Link] = [(f"a/{n}", "PART_OF", f"a/{n + 1}") for n in range(levels)]
    with sketched(*nested, (f"a/{levels}", "PART_OF", f"a/{back_to}"), ("a/0", "CONVENES", "t/1")) as engine:
        rows = responsibility.who(engine, "Task", ["t/1"])
    assert [(row["agency"], row["distance"]) for row in rows] == [(f"a/{n}", n) for n in range(levels + 1)]


def test_each_level_of_nested_sections_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[Hop] = []
    on = responsibility._on

    def counted(web: Web, walk: Walk, hop: Hop) -> Walk | None:
        walked.append(hop)
        return on(web, walk, hop)

    levels = 60
    monkeypatch.setattr(responsibility, "_on", counted)
    nested: list[Link] = [(f"a/{n + 1}", "PART_OF", f"a/{n}") for n in range(levels - 1)]
    with sketched(*nested, (f"a/{levels - 1}", "CONVENES", "t/1")) as engine:
        rows = responsibility.who(engine, "Task", ["t/1"])
    assert [(row["agency"], row["distance"], len(row["steps"])) for row in rows] == [
        (f"a/{levels - 1 - n}", n, n + 1) for n in range(levels)
    ]
    assert len(walked) == levels
    made = {id(step): step for row in rows for step in row["steps"]}
    assert len(made) == levels  # each relationship is one step, whoever answers over it
    said = steps_said_once(rows)
    assert [row["steps"] for row in said[:40]] == [row["steps"] for row in rows[:40]]
    assert [row.get("steps_continue_in") for row in said] == [*[None] * 40, *range(39, 59)]
    assert [step for row in said[:38:-1] for step in row["steps"]] == rows[-1]["steps"]
    assert rows[39]["path_en"].count(" → ") == 39
    assert rows[59]["path_en"].split(" → ")[19:22] == [
        "contains agency “a/20”",
        "(20 more steps)",
        "contains agency “a/41”",
    ]


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(6))
def test_the_path_of_a_whole_is_made_of_its_sections(seed: int) -> None:
    chance = Random(seed)
    bodies = [f"a/{n}" for n in range(7)]

    def said() -> dict[str, Any]:
        dates = {"valid_from": f"20{chance.randint(10, 19)}-01-01", "valid_to": f"20{chance.randint(30, 39)}-01-01"}
        return {
            "origin": chance.choice(("plan", "law", "editorial")),
            **{name: day for name, day in dates.items() if chance.random() < 0.3},
        }

    pairs = {tuple(chance.sample(bodies, 2)) for _ in range(9)}
    links: list[Link] = [(part, "PART_OF", of, said()) for part, of in sorted(pairs)]
    links += [(chance.choice(bodies), role, "t/1", said()) for role in ("CONVENES", "CO_ORGANIZES")]
    links += [
        ("m/1", "SITS_ON", "g/1", {"wording": "副召集人"}),
        ("m/1", "REPRESENTS", "a/1"),
        ("g/1", "UNDERTAKES", "t/1"),
    ]
    links += [("a/8", "SUCCEEDS", "a/2", {"change": "更名", "valid_from": "2021-01-01"})]
    with sketched(*links, a_3=said(), a_4=said(), m_1={"seat_title": "副召集人", "seats": 1}) as engine:
        web = responsibility.collect(engine, THING, "Task", ["t/1"], nearer=True)
        found = list(responsibility.walks_to(web, ["t/1"]))
    paths, anew = responsibility._Paths(web), responsibility._Paths(web)
    assert any(walk.section for walk in found)
    assert {id(hop) for hop in paths.hops(found)} == {id(hop) for walk in found for hop in walk.hops()}
    for walk in chance.sample(found, len(found)):
        assert paths.of(walk) == anew._of_own(walk)


@pytest.mark.whole
def test_hundreds_of_successors_in_a_row_are_refused_in_words(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = city()
    tables["agencies"] += [{"id": f"t/agency/{i}", "name": f"第{i}局", "kind": "bureau", **SAID} for i in range(900)]
    tables["links"] = [
        {
            "from": f"t/agency/{i}",
            "type": "SUCCEEDS",
            "to": f"t/agency/{i - 1}" if i else "t/agency/a",
            "change": "更名",
            "valid_from": f"{1900 + i // 12}-{1 + i % 12:02d}-01",
            **SAID,
        }
        for i in range(900)
    ]
    loaded(tmp_path / "x.kgl", write_csv(tmp_path / "set", tables)).close()
    with quanze.open(tmp_path / "x.kgl") as graph, pytest.raises(DataError) as refused:
        graph.agency("t/agency/899")
    assert str(refused.value.message) == "The 900 changes of bodies follow one another in too long a row."
    assert str(refused.value.advice).endswith("hundreds of successors in a row are a mistake.")
