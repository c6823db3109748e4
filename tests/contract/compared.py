"""What is asked of both engines, and what counts as the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from quanze.graph.engine import Engine, Reader
from quanze.queries import statements
from quanze.queries.statements import Query
from quanze.schema import KINDS

P = ParamSpec("P")
T = TypeVar("T")
PER_KIND = 4
"""Records of each kind that are asked about one by one."""
RICH = "chiayi/agency/epb"
"""A record of the bundled graph with roles, seats, parts and citations."""


def at_once(ask: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Engine, P], T]:
    """A function that asks all its questions in one transaction, as the interface does.

    Each question by itself would ask a server as often again whether a load is under way.
    """

    @wraps(ask)
    def asked(engine: Engine, /, *rest: P.args, **named: P.kwargs) -> T:
        return engine.together(lambda reader: ask(reader, *rest, **named))

    return asked


def answers(engines: tuple[Engine, Engine], ask: Callable[[Reader], T]) -> tuple[T, T]:
    """What each of two engines answers."""
    here, there = (engine.together(ask) for engine in engines)
    return here, there


def parameter_sets(query: Query, engine: Engine) -> Iterator[dict[str, Any]]:
    """Parameters worth asking: no record, some of each kind, all of a kind, and both values of an option."""
    declared = {p.name: p for p in query.parameters}
    kinds = query.kinds or tuple(k.label for k in KINDS)
    kinds = (*kinds, "Document") if "document" in declared else kinds
    ids = {kind: [r["id"] for r in statements.run(engine, "records", kinds=[kind])] for kind in kinds}
    sets: list[dict[str, Any]] = [{}]
    if "id" in declared:
        spread = [i for of_kind in ids.values() for i in of_kind[:: max(1, len(of_kind) // PER_KIND)][:PER_KIND]]
        sets = [{"id": i} for i in [*spread, RICH, "no such id", "'"]]
        if "ids" in declared:
            sets = [{**s, "ids": [*spread, RICH]} for s in sets]
    elif "ids" in declared:
        sets = [{"ids": of_kind[:500]} for of_kind in ids.values()] + [{"ids": []}]
    elif "document" in declared:
        sets = [{"document": i} for i in [*ids["Document"], "no such id", "'"]]
    elif "key" in declared:
        sets = [{"key": k} for k in ("|", "環境", "zz")]
    if "under" in declared:
        target = next(iter(ids["SDGTarget"]), "none")
        sets += [{**s, "under": target} for s in sets]
    if "dataset" in declared:
        sets += [{**s, "dataset": "chiayi"} for s in sets]
    if "datasets" in declared:
        sets = [{**s, "datasets": ["chiayi", "chiayi-indicators"]} for s in sets]
    for name, values in (
        ("today", ("2026-01-01", "2020-01-01")),
        ("year", (2024, 1990)),
        ("level", ("global", "local")),
    ):
        if name in declared:
            sets = [{**s, name: v} for s in sets for v in values]
    yield from sets


def assert_same_rows(here: Sequence[Mapping[str, Any]], there: Sequence[Mapping[str, Any]], what: str) -> None:
    """Equal rows in equal order; the first difference is named."""
    for n, (a, b) in enumerate(zip(here, there, strict=False)):
        assert json.dumps(a, ensure_ascii=False) == json.dumps(b, ensure_ascii=False), f"{what}: row {n}"
    assert len(here) == len(there), what
