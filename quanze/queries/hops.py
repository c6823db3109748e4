"""The statements that a walk asks: all relationships one step nearer to the agencies, or one step nearer to the things.

They are built from ``quanze.schema.ways`` and from nothing else; docs/queries.md prints them. Every statement starts at
the ids it is given, so a question about one thing costs with its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from quanze.queries.lifetimes import BOUND
from quanze.schema import RELATIONSHIP
from quanze.schema.ways import CARRIED, NOT_WHOLE, SECTIONED, THING, WAYS, Step, Way, every_step, steps_from, steps_to

_NAMES = "y.name AS name, y.name_en AS name_en, y.dataset AS dataset, y.position AS position"
_RELATIONSHIP = (
    "type(r) AS type, r.key AS key, r.wording AS wording, r.under AS under, r.origin AS origin, "
    "labels(y)[0] AS kind, y.kind AS sort"
)
_WHEN = "r.valid_from AS valid_from, r.valid_to AS valid_to"
_THERE_WHEN = "y.valid_from AS there_from, y.valid_to AS there_to"
_DATES = f"{_WHEN}, {_THERE_WHEN}"
_CITATION = "r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note"
_COLUMNS = ",\n  ".join((_RELATIONSHIP, _CITATION, _DATES, _NAMES))
_BARE_COLUMNS = f"{_RELATIONSHIP},\n  {_DATES}"
_FROM_ALL = "MATCH (x:{kind}){arrow}(y:{kinds})"
_FROM_IDS = "UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})\nMATCH (x){arrow}(y:{kinds})"


class Statement(NamedTuple):
    """A text, and the declared steps its rows may be."""

    text: str
    steps: tuple[Step, ...]
    nearer: bool = False

    def steps_of(self, row: Mapping[str, Any]) -> list[Step]:
        """The steps that the relationships of a row in lists are."""
        return [
            step
            for step in self.steps
            if row["kind"] == (step.near if self.nearer else step.far)
            and step.type == (row["type"] or step.type)
            and not (step.way.how == SECTIONED and row["sort"] in NOT_WHOLE)
        ]


def leading(step: Step) -> bool:
    """Whether a step is not a role, or one that leads."""
    return step.leads or not step.role


def passing(step: Step) -> bool:
    """Whether a step goes from thing to thing."""
    return step.way.leaves == THING


def _united(kind: str, steps: Sequence[Step], *, nearer: bool, start: str, columns: str, end: str) -> Statement:
    """One statement of all these steps, which begin at records of one kind."""
    parts = []
    for inward in (True, False):
        # Along the way a relationship comes in from the agency's side; against it, it goes out to there.
        own = [s for s in steps if (s.way.along == nearer) == inward]
        if own:
            types = "|".join(dict.fromkeys(s.type for s in own))
            kinds = "|".join(dict.fromkeys(s.near if nearer else s.far for s in own))
            arrow = _arrow(along=not inward, types=types)
            match = start.format(kind=kind, arrow=arrow, kinds=kinds)
            parts.append(
                f"{match}\nRETURN x.id AS here, y.id AS there, {'true' if inward else 'false'} AS inward,\n  "
                f"{columns}{end}"
            )
    return Statement("\nUNION ALL\n".join(parts), tuple(steps))


@cache
def statement(
    place: str, kind: str, *, nearer: bool, which: Callable[[Step], bool] | None = None, bare: bool = False
) -> Statement | None:
    """The statement from the records ``$ids`` of a kind at a place, ``nearer`` to the agencies or else to the things;
    None when no way goes on. ``which`` says which steps it takes, as ``leading`` and ``passing`` do; a ``bare`` one
    has no names, no citations and no order.
    """
    steps = steps_to(place, kind) if nearer else steps_from(place, kind)
    steps = tuple(s for s in steps if which is None or which(s))
    if not steps:
        return None
    return _united(
        kind,
        steps,
        nearer=nearer,
        start=_FROM_IDS,
        columns=_BARE_COLUMNS if bare else _COLUMNS,
        end="" if bare else "\nORDER BY here, type, there, key",
    )


@dataclass(frozen=True)
class Within:
    """Which steps ``statement`` takes: all but some, and if it ``stays`` as near, none that leads farther away."""

    left_out: frozenset[Step]
    stays: bool

    def __call__(self, step: Step) -> bool:
        """Whether it takes a step."""
        return step not in self.left_out and not (self.stays and step.way.adds)


@cache
def nearest_statement(kind: str, *, every: bool) -> str:
    """The first ``$most`` of the things ``$ids``, or of ``every`` thing of a kind, in the order of their sources."""
    match = f"MATCH (y:{kind})" if every else f"UNWIND $ids AS id\nMATCH (y:{kind} {{id: id}})"
    return (
        f"{match}\nRETURN y.id AS id, y.dataset AS dataset, coalesce(y.position, 0) AS position\n"
        "ORDER BY dataset, position, id LIMIT $most"
    )


@cache
def named_statement(kind: str) -> str:
    """Names and places in the sources of the records ``$ids`` of a kind."""
    return (
        f"UNWIND $ids AS id\nMATCH (y:{kind} {{id: id}})\n"
        "RETURN y.id AS id, y.name AS name, y.name_en AS name_en, y.dataset AS dataset, y.position AS position\n"
        "ORDER BY id"
    )


@cache
def between_statement(step: Step) -> Statement:
    """The statement of one step from the record ``$id`` to the things ``$ids``: it starts at these, which have fewer
    relationships."""
    back = _arrow(along=not step.way.along, types=step.type)
    return _united(
        step.near,
        [step],
        nearer=False,
        start=f"UNWIND $ids AS id\nMATCH (y:{{kinds}} {{{{id: id}}}}){back}(x:{{kind}} {{{{id: $id}}}})",
        columns=_COLUMNS,
        end="\nORDER BY here, type, there, key",
    )


@cache
def ending_steps(place: str, kind: str) -> tuple[Step, ...]:
    """The steps from thing to thing after which no way goes on, and whose things live by their own dates alone."""
    return tuple(
        s
        for s in steps_from(place, kind)
        if passing(s) and not (s.way.aligned or s.far in BOUND or steps_from(s.way.reaches, s.far))
    )


@cache
def ending_statement(step: Step, *, every: bool) -> str:
    """How many relationships of such a step each of the records ``$ids``, or ``every`` record of its kind, has."""
    match = f"MATCH (x:{step.near})" if every else f"UNWIND $ids AS id\nMATCH (x:{step.near} {{id: id}})"
    arrow = _arrow(along=step.way.along, types=step.type)
    return f"{match}\nRETURN x.id AS here, COUNT {{ MATCH (x){arrow}(:{step.far}) }} AS ending"


@cache
def dated_ending_statement(step: Step) -> str:
    """How many relationships of such a step with a date at their far side or of their own each of the records ``$ids``
    has, by these dates."""
    arrow = _arrow(along=step.way.along, types=step.type)
    match = f"UNWIND $ids AS id\nMATCH (x:{step.near} {{id: id}})\n"
    dates = " OR ".join(f"{one}.{day} IS NOT NULL" for one in "ry" for day in ("valid_from", "valid_to"))
    return (
        f"{match}MATCH (x){arrow}(y:{step.far})\nWHERE {dates}\n"
        f"RETURN id AS here, {_WHEN},\n  {_THERE_WHEN}, count(*) AS ending"
    )


@cache
def ids_statements(place: str, kind: str, *, dated: bool, every: bool) -> tuple[Statement, ...]:
    """The statements for where relationships of records ``$ids``, or of ``every`` record of a kind, lead, as ids in
    lists, but for changes and for steps after which no way goes on; ``dated`` parts the lists by the first and last
    day of the relationships.
    """
    steps = [s for s in steps_from(place, kind) if s.way.how != CARRIED and s not in ending_steps(place, kind)]
    # A role's limit says to which target a way may go on.
    under = "r.under" if any(s.way.takes and s.role for s in steps) else "''"
    here = "x.id" if every else "id"
    columns = f"{under} AS under,{f' {_WHEN},' if dated else ''}\n  collect({here}) AS here, collect(y.id) AS there"
    # To ask a ministry's hundred thousand roles for their types takes as long as to read them.
    by_type: dict[str, list[Step]] = {}
    for step in steps:
        by_type.setdefault(step.type if step.role else "", []).append(step)
    start = _FROM_ALL if every else _FROM_IDS
    return tuple(
        asked for own in by_type.values() for asked in _in_lists(kind, own, nearer=False, columns=columns, start=start)
    )


@cache
def reached_statements(
    place: str, kind: str, *, nearer: bool, which: Callable[[Step], bool] | None = None
) -> tuple[Statement, ...]:
    """The statements for what ``statement`` leads to, as ids in lists, each once."""
    steps = steps_to(place, kind) if nearer else steps_from(place, kind)
    steps = tuple(s for s in steps if which is None or which(s))
    return _in_lists(kind, steps, nearer=nearer, columns="collect(DISTINCT y.id) AS there")


def _in_lists(
    kind: str, steps: Sequence[Step], *, nearer: bool, columns: str, start: str = _FROM_IDS
) -> tuple[Statement, ...]:
    """Statements with a row for each step: they read nothing else of most records, and have no order.

    What the kinds already say is not asked of each relationship.
    """
    found = []
    for along in (True, False):
        own = [s for s in steps if (s.way.along != nearer) == along]
        if not own:
            continue
        pairs = {(s.type, s.near if nearer else s.far) for s in own}
        types, kinds = (list(dict.fromkeys(names)) for names in zip(*sorted(pairs), strict=True))
        columns_of = (
            ("type", "''" if _say_the_type(kind, types, kinds, outward=along) else "type(r)"),
            ("kind", "labels(y)[0]" if len(kinds) > 1 else f"'{kinds[0]}'"),
            # A section's whole answers by its own kind.
            ("sort", f"{'y' if nearer else 'x'}.kind" if any(s.way.how == SECTIONED for s in own) else "''"),
        )
        match = start.format(kind=kind, arrow=_arrow(along=along, types="|".join(types)), kinds="|".join(kinds))
        named = ", ".join(f"{column} AS {name}" for name, column in columns_of)
        found.append(Statement(f"{match}\nRETURN {named}, {columns}", tuple(own), nearer))
    return tuple(found)


def _say_the_type(kind: str, types: Collection[str], kinds: Sequence[str], *, outward: bool) -> bool:
    """Whether the kinds alone say of which type a relationship between a record of a kind and one of these is."""
    ends = [(kind, other) if outward else (other, kind) for other in kinds]
    return all(sum(end in RELATIONSHIP[type_].ends for type_ in types) == 1 for end in ends)


def _arrow(*, along: bool, types: str) -> str:
    return f"-[r:{types}]->" if along else f"<-[r:{types}]-"


class Join(NamedTuple):
    """One relationship type between two kinds, as walks go over it: from the agencies' side to the things'."""

    type: str
    near: str
    far: str
    along: bool


@cache
def joins(which: Callable[[Step], bool] | None = None) -> dict[Join, tuple[Way, ...]]:
    """Every relationship that some way goes over, with the ways that do; ``which`` says which steps are taken."""
    found: dict[Join, list[Way]] = {}
    for step in every_step():
        if which is None or which(step):
            found.setdefault(Join(step.type, step.near, step.far, step.way.along), []).append(step.way)
    return {join: tuple(ways) for join, ways in found.items()}


@cache
def toward(kind: str) -> Callable[[Step], bool]:
    """Whether a step may be one of a walk to things of a kind."""
    ends: set[tuple[str, str]] = set()
    more = {(THING, kind)}
    while more:
        ends |= more
        more = {(s.way.leaves, s.near) for s in every_step() if (s.way.reaches, s.far) in more} - ends
    return lambda step: (step.way.reaches, step.far) in ends


def join_statement(
    join: Join, *, chosen: bool = False, sourced: bool = False, keyed: bool = True, weighed: bool = True
) -> str:
    """The statement for all relationships of a join; ``chosen`` keeps to those of ``$datasets``, ``sourced`` adds the
    documents that state them, ``weighed`` their origins.

    There are no names, no citations and no order: who reads a whole graph sorts and cites what is shown, since to do so
    with everything would cost as much as reading it. One type and one kind at each end let the engine leave out all
    that the statement already says. A row is what several relationships have in common, with their ends and keys as
    lists: a million rows would take twice as long to hand over. What is not ``keyed`` has neither keys nor what only a
    clause says. Every relationship has a key: a server that knows this starts at its index of our keys, where others
    have drawn nothing.
    """
    arrow = _arrow(along=join.along, types=join.type)
    where = " AND r.dataset IN $datasets" if chosen else ""
    names = ("under", *(["origin"] if weighed else []), "valid_from", "valid_to")
    columns = [f"r.{name} AS {name}" for name in names]
    if keyed:
        columns += ["r.wording AS wording", "collect(r.key) AS keys"]
    if sourced:
        columns.append("r.source AS source")
    return (
        f"MATCH (x:{join.near}){arrow}(y:{join.far})\nWHERE r.key IS NOT NULL{where}\n"
        f"RETURN {', '.join(columns)},\n  collect(x.id) AS near, collect(y.id) AS far"
    )


def records_statement(kind: str) -> str:
    """The statement for all records of a kind."""
    return f"MATCH (x:{kind})\nRETURN x.id AS id, x.kind AS sort, x.valid_from AS valid_from, x.valid_to AS valid_to"


def statements() -> dict[str, str]:
    """The statement of every place and kind, by a title for the documentation."""
    found = {}
    for nearer in (True, False):
        pairs = {(w.reaches, far) if nearer else (w.leaves, near) for w in WAYS for _, near, far in w.steps()}
        for place, kind in sorted(pairs):
            one = statement(place, kind, nearer=nearer)
            if one:
                found[f"{kind} ({place}), {'towards the agencies' if nearer else 'towards the things'}"] = one.text
    return found
