"""Which SDG goals and targets a plan's tasks and indicators reach, by the ways of responsibility."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.graph.engine import Reader
from quanze.locale import message
from quanze.queries import statements
from quanze.queries.hops import passing
from quanze.queries.progress import GLOBAL
from quanze.queries.responsibility import of_all_days, on_day
from quanze.queries.source_order import place
from quanze.queries.webs import Web
from quanze.schema.dates import holds
from quanze.schema.rows import Coverage, Row
from quanze.schema.ways import CARRIED, Step
from quanze.text.natural_order import natural_key

BY = {"goal": "SDGGoal", "target": "SDGTarget"}
"""What is counted by, and the kind of each."""
COUNTED = ("Task", "Indicator")


class _Reach:
    """What is aligned to one target or goal: the task or indicator → whether a source says so."""

    def __init__(self) -> None:
        self.aligned: dict[str, bool] = {}
        self.through: set[str] = set()
        self.ended: set[str] = set()

    def add(self, other: _Reach) -> None:
        living = (self.aligned.keys() - self.ended) | (other.aligned.keys() - other.ended)
        for thing, stated in other.aligned.items():
            self.aligned[thing] = stated or self.aligned.get(thing, False)
        self.through |= other.through
        self.ended = self.aligned.keys() - living


@collector_paused()
def coverage(
    reader: Reader, *, by: str = "goal", as_of: str = "", datasets: Collection[str] = (), goal: str = ""
) -> list[Coverage]:
    """SDG goals or targets in the UN's order, with how many tasks and indicators align to them, nothing counted twice.

    With a ``goal`` (its id) only that one, or its targets.

    Tasks and indicators of some ``datasets`` are counted, without any those of all; the UN's own (global) indicators
    never are. ``stated`` are
    those that a source aligns, ``editorial`` those that only we do; together they are ``tasks`` and ``indicators``.
    What a source aligns to one target of a goal is stated for the goal, so the targets' figures may add up to more; and
    what it aligns to a goal as a whole counts for the goal alone.
    ``through`` are further tasks that reach it only through an indicator or a sub-task of theirs. Without ``as_of``
    everything counts that was ever aligned; ``ended`` are those of them that are not today. Raises QueryError for
    another ``by``.
    """
    if by not in BY:
        raise QueryError(
            message("Coverage is counted by goal or by target, not by {by!r}.", by=by),
            message("Use one of {names}.", names=list(BY)),
        )
    listed = [row for row in _listed(reader, as_of) if goal in ("", row["goal"])]
    targets = [t for t in listed if t["target"]]
    aims = [*(t["target"] for t in targets), *dict.fromkeys(t["goal"] for t in listed)]
    every = of_all_days(reader, which=_to_aims, keyed=False)
    counted = _counted(reader, datasets)
    reaches = _reaches(every, aims, counted, as_of)
    shown = {thing for reach in reaches.values() for thing in (*reach.aligned, *reach.through)}
    counted = {row["id"]: row for row in _in_order(counted[thing] for thing in shown)}
    rank = {id_: n for n, id_ in enumerate(counted)}
    if by == "target":
        rows = [_row(t["code"], t["target"], t, reaches[t["target"]], counted, rank) for t in targets]
        return sorted(rows, key=lambda r: natural_key(r["code"]))
    found = []
    for id_, grouped in groupby(listed, key=lambda t: str(t["goal"])):
        own = list(grouped)
        reached = [reaches[t["target"]] for t in own if t["target"]]
        whole = _Reach()
        for reach in (*reached, reaches[id_]):
            whole.add(reach)
        named = {"name": own[0]["goal_name"], "name_en": own[0]["goal_name_en"]}
        row = _row(own[0]["goal_code"], id_, named, whole, counted, rank)
        row["targets"], row["touched"] = len(reached), sum(bool(r.aligned) for r in reached)
        found.append(row)
    return sorted(found, key=lambda r: natural_key(r["code"]))


def _is_dated(web: Web) -> bool:
    """Whether anything in it may have ended, or not begun."""
    return bool(web.lives.limited()) or any(
        hop.row.get("valid_from") or hop.row.get("valid_to") for hops in web.after.values() for hop in hops
    )


def _to_aims(step: Step) -> bool:
    """The steps from thing to thing that may lead to an SDG target or goal."""
    return passing(step) and (step.way.how == CARRIED or step.far in (*COUNTED, *BY.values()))


class _Aligned:
    """Thing → the aims that it is aligned to in a web, those of them that a source states, and what leads to it.

    The aims of a thing are the bits of one number: they pass on to what is above it all at once.
    """

    def __init__(self, web: Web, bits: Mapping[str, int]) -> None:
        self.aims: dict[str, int] = defaultdict(int)
        self.stated: dict[str, int] = defaultdict(int)
        self.before: dict[str, list[str]] = defaultdict(list)
        for (_, near), hops in web.after.items():
            if web.nodes[near]["kind"] == BY["target"]:
                continue  # a target of a goal, which is counted by what reaches it itself
            for hop in hops:
                if bit := bits.get(hop.far):
                    self.aims[near] |= bit
                    if hop.row["origin"] != "editorial":
                        self.stated[near] |= bit
                else:
                    self.before[hop.far].append(near)

    def through(self) -> dict[str, int]:
        """Thing → the aims of what follows from it."""
        found: dict[str, int] = defaultdict(int)
        ahead = list(self.aims)
        while ahead:
            at = ahead.pop()
            passed_on = self.aims.get(at, 0) | found.get(at, 0)
            for near in self.before.get(at, ()):
                if passed_on & ~found[near]:
                    found[near] |= passed_on
                    ahead.append(near)
        return found


def _reaches(every: Web, aims: Sequence[str], counted: Mapping[str, Row], day: str) -> dict[str, _Reach]:
    """What reaches each target, or a goal itself, of what is counted and lives on a day or ever."""
    bits = {aim: 1 << n for n, aim in enumerate(aims)}
    web = on_day(every, day)
    aligned = _Aligned(web, bits)
    above = aligned.through()
    found = {aim: _Reach() for aim in aims}
    own = {thing: aligned.aims[thing] for thing in counted if thing in aligned.aims and web.lives.lives(thing, day)}
    for thing, its in own.items():
        for n in _places(its):
            found[aims[n]].aligned[thing] = bool(aligned.stated[thing] >> n & 1)
    for thing in counted:
        if (its := above.get(thing, 0) & ~aligned.aims.get(thing, 0)) and web.lives.lives(thing, day):
            for n in _places(its):
                found[aims[n]].through.add(thing)
    if not day and _is_dated(every):
        today = date.today().isoformat()
        now = _Aligned(on_day(every, today), bits).aims
        for thing, its in own.items():
            for n in _places(its & ~(now.get(thing, 0) if web.lives.lives(thing, today) else 0)):
                found[aims[n]].ended.add(thing)
    return found


def _places(bits: int) -> Iterator[int]:
    """The places of the bits that are set in a number."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _listed(reader: Reader, as_of: str) -> list[Row]:
    """The goals with their targets on a day; a goal without a target has one row that names none."""
    rows = statements.run(reader, "sdg_targets")
    if not as_of:
        return rows
    found: list[Row] = []
    for _, own in groupby(rows, key=lambda row: str(row["goal"])):
        of_goal = [row for row in own if holds(row["goal_from"], row["goal_to"], as_of)]
        held = [
            row
            for row in of_goal
            if all(holds(row[f"{of}_from"], row[f"{of}_to"], as_of) for of in ("target", "valid"))
        ]
        found += held or [{**row, "target": None} for row in of_goal[:1]]
    return found


def _counted(reader: Reader, datasets: Collection[str]) -> dict[str, Row]:
    """The tasks and indicators that count: the UN's own indicators do not."""
    return {
        row["id"]: row
        for row in statements.run(reader, "records_cited", kinds=COUNTED)
        if row["level"] != GLOBAL and (not datasets or row["dataset"] in datasets)
    }


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """The tasks, then the indicators, in the order of their source."""
    return sorted(rows, key=lambda row: (COUNTED.index(row["kind"]), place(row)))


def _row(
    code: str, id_: str, named: Row, reach: _Reach, counted: Mapping[str, Row], rank: Mapping[str, int]
) -> Coverage:
    """What reaches an aim, its things in the order of their rank."""
    stated = sum(reach.aligned.values())
    through = reach.through - set(reach.aligned)
    how = {id_: "stated" if said else "editorial" for id_, said in reach.aligned.items()} | dict.fromkeys(
        through, "through"
    )
    counts = Counter(counted[thing]["kind"] for thing in reach.aligned)
    return {
        "code": code,
        "id": id_,
        "name": named["name"],
        "name_en": named["name_en"] or "",
        "tasks": counts["Task"],
        "indicators": counts["Indicator"],
        "through": len(through),
        "stated": stated,
        "editorial": len(reach.aligned) - stated,
        "ended": len(reach.ended),
        "things": [
            {
                "id": id_,
                "name": thing["name"],
                "name_en": thing["name_en"] or "",
                "kind": thing["kind"],
                "how": how[id_],
                "ended": id_ in reach.ended,
            }
            for id_ in sorted(how, key=rank.__getitem__)
            for thing in (counted[id_],)
        ],
    }
