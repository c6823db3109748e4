"""Bodies far below one another, and hundreds of changes in a row: answers in the time that their length takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import DataError
from quanze.queries import responsibility
from quanze.queries.responsibility import Walk
from quanze.queries.webs import Hop, Web
from quanze.schema.ways import PARTY, WAYS
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
