"""Who depends on whom: findings in sentences with the relationships they rest on, and pairs of agencies with what they
share.

``quanze.queries.work`` says who works on what, ``quanze.queries.findings`` what that amounts to. Names and citations
are fetched for what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import Any, NamedTuple, cast

from quanze.collector import collector_paused
from quanze.graph.engine import Reader
from quanze.graph.network import Shared
from quanze.locale import Message, message
from quanze.queries import statements
from quanze.queries.findings import Evidence, Finding, find, ties
from quanze.queries.responsibility import cite, days_of, document_names, name, of_all_days, on_day, weakest
from quanze.queries.work import Work, to_tied, work, work_in
from quanze.schema import KINDS
from quanze.schema.dates import first_full_day
from quanze.schema.rows import AgencyPair, CitedLink, DependencyFinding, Row, SharedItem

FINDINGS: dict[str, Message] = {
    "scope": message("What this covers"),
    "alike": message("Agencies with the same roles"),
    "distinct": message("What distinguishes agencies"),
    "pair": message("Who must coordinate, and over what"),
    "partners": message("Pairs that only help together"),
    "joint-result": message("One result, several leads"),
    "between": message("Who meets only through another"),
    "bridge": message("The only bridge"),
    "reporting": message("Where reporting must pass"),
    "community": message("Groups in practice and official subgroups"),
    "single-point": message("Single points of failure"),
    "seat-lead": message("Led by a seat without an agency"),
    "self-review": message("Self-review"),
}
"""Kinds of finding in the order in which they are listed, with their titles."""


READABLE = 200
"""Relationships of one finding that are cited in a table; nobody reads on."""
MOST_DAYS = 60
"""Pairs of all days are looked up on no more days than these."""
MOST_HOPS = 500_000
"""Relationships that are gone through for the pairs of all days: more take longer than a reader waits for a page."""
NEW_YEAR = "-01-01"


@collector_paused()
def analyse(
    reader: Reader,
    *,
    scope: str = "",
    datasets: Collection[str] = (),
    as_of: str = "",
    show: Sequence[str] = (),
    most: int = 0,
) -> list[DependencyFinding]:
    """Findings about the agencies of a scope, of each kind at most ``most`` (0: all), the strongest first.

    ``show`` limits the kinds. The last finding of a kind has in ``more`` how many of the kind are not among the rows.
    Where ``most`` is set a finding has the first ``READABLE`` of its relationships as evidence; ``links`` counts all.
    """
    found = work(reader, scope=scope, datasets=datasets, as_of=as_of)
    kept: list[tuple[Finding, int]] = []
    for every in find(found, (*show, "scope") if show else tuple(FINDINGS)).values():
        shown = [later() for later in every[: most or None]]
        kept += [(f, len(every) - len(shown) if f is shown[-1] else 0) for f in shown]
    links = [len(f.evidence) for f, _ in kept]
    origins = [weakest([e.row["origin"] or "" for e in f.evidence]) for f, _ in kept]
    if most:
        for finding, _ in kept:
            del finding.evidence[READABLE:]
    name(reader, found.web, {id_ for f, _ in kept for id_ in _ids(f)})
    cited = _cited(reader, found, [e for f, _ in kept for e in f.evidence])
    return [
        _row(found, f, cited, more=more, links=n, origin=origin)
        for (f, more), n, origin in zip(kept, links, origins, strict=True)
    ]


def _ids(finding: Finding) -> set[str]:
    return {*finding.subjects, *finding.names, *(end for e in finding.evidence for end in (e.start, e.end))}


def _cited(reader: Reader, found: Work, evidence: Iterable[Evidence]) -> dict[str, Row]:
    """Key → the relationship's row with its citation and the names of its source."""
    rows = {e.row["key"]: (e.row, e.start, e.end) for e in evidence}
    lacking = [(row, start, end) for row, start, end in rows.values() if "source" not in row]
    citations = cite(reader, found.web, lacking)
    whole = {key: {**row, **citations.get(key, {})} for key, (row, _, _) in rows.items()}
    documents = document_names(reader, {row["source"] for row in whole.values() if row.get("source")})
    for row in whole.values():
        source: Mapping[str, Any] = documents.get(row.get("source") or "", {})
        row["source_name"], row["source_name_en"] = source.get("name") or "", source.get("name_en") or ""
    return whole


def _row(
    found: Work, finding: Finding, cited: Mapping[str, Row], *, more: int, links: int, origin: str
) -> DependencyFinding:
    evidence = [_evidence(found, e, cited[e.row["key"]]) for e in finding.evidence]
    sentences = finding.word(found.web.nodes)
    if origin == "editorial":
        sentences.append(message("(Rests partly on our own reading.)"))
    joined = sentences[0]
    for sentence in sentences[1:]:
        joined = message("{first} {second}", first=joined, second=sentence)
    return {
        "finding": finding.code,
        "subjects": list(finding.subjects),
        "message_zh": joined.in_language("zh-TW"),
        "message_en": joined,
        "figures": finding.figures,
        "more": more,
        "links": links,
        "origin": origin,
        "evidence": evidence,
    }


def _evidence(found: Work, e: Evidence, row: Row) -> CitedLink:
    a, b = found.web.nodes[e.start], found.web.nodes[e.end]
    link = {
        "key": row["key"],
        "from": e.start,
        "from_name": a["name"],
        "from_name_en": a["name_en"] or "",
        "type": row["type"],
        "to": e.end,
        "to_name": b["name"],
        "to_name_en": b["name_en"] or "",
        **{
            k: row.get(k) or ""
            for k in ("wording", "origin", "source", "source_name", "source_name_en", "locator", "quote", "note")
        },
    }
    return cast(CitedLink, link)


@collector_paused()
def dependencies(
    reader: Reader, *, scope: str = "", datasets: Collection[str] = (), as_of: str = "", most: int = 0
) -> list[AgencyPair]:
    """Pairs of agencies in scope and the things both work on, most shared first, at most so many (0: all).

    The last one has in ``more`` how many others there are, if any.
    """
    return _pairs(reader, work(reader, scope=scope, datasets=datasets, as_of=as_of), most)


class PairsByDay(NamedTuple):
    """Some days, each with its pairs; ``yearly`` where only the first days of years are among them, ``one`` where it is
    one day only."""

    pairs: list[tuple[str, list[AgencyPair]]]
    yearly: bool = False
    one: bool = False


@collector_paused()
def dependencies_by_day(reader: Reader, *, today: str, datasets: Collection[str] = (), most: int = 0) -> PairsByDay:
    """The pairs on each day from which on they are others than before, after the eve of the first; of each day at most
    so many, as ``dependencies`` gives them.

    Where something changes on more than ``MOST_DAYS`` days, only the first days of years are taken, and ``today`` for
    all where so large a graph would be gone through on so many days that more than ``MOST_HOPS`` are.
    """
    web = of_all_days(reader, datasets=datasets, which=to_tied)
    days = days_of(web) or [today]
    yearly = len(days) > MOST_DAYS
    if yearly:
        days = [days[0], *sorted({day if day.endswith(NEW_YEAR) else first_full_day(day[:4]) for day in days[1:]})]
    if one := len(days) * sum(map(len, web.after.values())) > MOST_HOPS:
        days, yearly = [today], False
    found = PairsByDay([], yearly, one)
    for day in days:
        pairs = _pairs(reader, work_in(reader, on_day(web, day), datasets=datasets, as_of=day), most)
        if not found.pairs or pairs != found.pairs[-1][1]:
            found.pairs.append((day, pairs))
    return found


def _pairs(reader: Reader, found: Work, most: int) -> list[AgencyPair]:
    pairs, total = _strongest(found, most) if most else _every(found)
    name(reader, found.web, {id_ for pair, over in pairs.items() for id_ in (*pair, *over)})
    agencies, things = set(chain.from_iterable(pairs)), set(chain.from_iterable(pairs.values()))
    last = {
        (thing, agency): Evidence(held.hops[-1].row, *held.hops[-1].ends())
        for thing in sorted(things)
        for agency, held in found.held[thing].items()
        if agency in agencies
    }
    cited = _cited(reader, found, last.values())
    # A thing that a hundred agencies work on is in thousands of pairs: each agency's side is made once.
    sides = {at: _sides(cited[evidence.row["key"]]) for at, evidence in last.items()}
    rows = [_pair(found, one, other, over, sides) for (one, other), over in pairs.items()]
    if len(rows) < total:
        rows[-1]["more"] = total - len(rows)
    return rows


def _every(found: Work) -> tuple[dict[tuple[str, str], list[str]], int]:
    """Each pair with the things both work on, most shared first, and how many pairs there are."""
    every: dict[tuple[str, str], list[str]] = defaultdict(list)
    for thing in sorted(found.held):
        for pair in combinations(sorted(found.held[thing]), 2):
            every[pair].append(thing)
    return dict(sorted(every.items(), key=lambda own: (-len(own[1]), own[0]))), len(every)


def _strongest(found: Work, most: int) -> tuple[dict[tuple[str, str], list[str]], int]:
    """The first of ``_every``, without making the others: of a nation there are twenty million."""
    shared, things = Shared(found.held.values()), found.by_agency()
    pairs = {(one, other): sorted(things[one].keys() & things[other].keys()) for one, other in shared.strongest(most)}
    return pairs, shared.pairs()


def _sides(row: Row) -> tuple[Row, Row]:
    """Where it is stated what one agency holds on a thing, as the first and as the other of a pair."""
    side = {k: row.get(k) or "" for k in ("origin", "source", "source_name", "source_name_en", "locator", "quote")}
    return side, {f"other_{k}": value for k, value in side.items()}


def _pair(
    found: Work, one: str, other: str, over: Sequence[str], sides: Mapping[tuple[str, str], tuple[Row, Row]]
) -> AgencyPair:
    nodes = found.web.nodes
    shared: list[SharedItem] = []
    for thing in over:
        node, held = nodes[thing], (found.held[thing][one], found.held[thing][other])
        item = {
            "id": thing,
            "name": node["name"],
            "name_en": node["name_en"] or "",
            "kind": node["kind"],
            "role": held[0].hops[-1].row["type"],
            "other_role": held[1].hops[-1].row["type"],
            "leads": held[0].leads or held[1].leads,
            **sides[thing, one][0],
            **sides[thing, other][1],
        }
        shared.append(cast(SharedItem, item))
    return {
        "agency": one,
        "agency_name": nodes[one]["name"],
        "agency_name_en": nodes[one]["name_en"] or "",
        "other": other,
        "other_name": nodes[other]["name"],
        "other_name_en": nodes[other]["name_en"] or "",
        "weight": len(over),
        "leading": sum(s["leads"] for s in shared),
        "shared": shared,
    }


def network_rows(
    reader: Reader, *, scope: str = "", datasets: Collection[str] = (), as_of: str = ""
) -> tuple[list[Row], list[Row]]:
    """Rows of ``graph_nodes`` and ``graph_edges``: the agencies of a scope and all that ties them to what they work
    on."""
    found = work(reader, scope=scope, datasets=datasets, as_of=as_of)
    keys = {hop.row["key"] for hop in ties(found)}
    edges = [row for row in statements.run(reader, "graph_edges") if row["key"] in keys]
    near = {*found.scope.agencies, *(row[end] for row in edges for end in ("from", "to"))}
    nodes = [
        row for row in statements.run(reader, "graph_nodes", kinds=tuple(k.label for k in KINDS)) if row["id"] in near
    ]
    return sorted(nodes, key=lambda n: str(n["id"])), edges
