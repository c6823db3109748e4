"""Data sets read together are those read one by one, on each engine."""

from __future__ import annotations

import pytest

from quanze.bundled import folders
from quanze.changes import edition
from quanze.changes.edition import edition_of, editions_in_turn, editions_of
from quanze.graph.engine import Engine
from quanze.graph.records import datasets
from quanze.loaders.given_rows import given_rows
from quanze.loaders.load import load
from tests.sets import ABOUT, CITY


@pytest.mark.whole
def test_any_number_at_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = {"id": "u/agency/c", "name": "丙處", "kind": "bureau", "origin": "editorial"}
    small = [given_rows({**CITY, "dataset": ABOUT}), given_rows({"agencies": [agency], "dataset": {"id": "u"}})]
    load(engine, [*(p for p in folders() if p.name in ("climate-act", "chiayi")), *small])
    names = [row["id"] for row in datasets(engine)]
    one_by_one = [edition_of(engine, name) for name in names]
    assert len(names) == 4 and all(own.nodes and own.description for own in one_by_one)
    absent = edition.Edition("absent")
    for at_once in (1, 200, 1_000_000):
        monkeypatch.setattr(edition, "_AT_ONCE", at_once)
        assert [edition_of(engine, name) for name in names] == one_by_one, at_once
        assert editions_of(engine) == one_by_one, at_once
        some = list(editions_in_turn(engine, [names[2], "absent", names[0]]))
        assert some == [one_by_one[2], absent, one_by_one[0]], at_once
