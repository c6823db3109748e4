"""A data set that is new by its id, and by its names another edition of one that is there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from quanze.loaders.build import Node, Plan
from quanze.loaders.findings import Finding
from quanze.loaders.raw import Source
from quanze.loaders.references import Beside
from quanze.schema.words import fold
from quanze.text.abbreviation import abbreviates

SAME_PLAN = 0.5
"""The share of its agencies, and of its tasks, above which it seems to be another edition."""
NAMES_SHOWN = 6
_TELLING = ("Agency", "Task")
"""Two plans of one city have agencies in common, two cities tasks, but hardly both."""
_GOVERNMENT = re.compile(r"^[\u3400-\u9fff]{2,3}(?:市|縣)政府(?=.{2})")
"""The government before the name of its bureau, as names are compared."""
_CITY = re.compile(r"(?!直轄|各縣|鄉鎮|全國)[\u3400-\u9fff]{2}[市縣]")
"""The city that a name begins with."""
_OF_CITY = ("Agency", "Council", "Document")


def like_editions(source: Source, plan: Plan, beside: Beside) -> Iterator[Finding]:
    """What a file has in common with others: a finding for each data set of which it seems to be another edition, which
    stops the load of a flat sheet, for there somebody can say which it is. Of a sheet or a draft, whose id comes from
    the name of a file, one too for each other set that has agencies of these names, or of names short for them."""
    if source.own_plan:
        return
    sheet, draft = bool(source.understood), source.first is not None
    own = {
        kind: {fold(n.props["name"]): n.props["name"] for n in plan.nodes.values() if n.kind == kind and _has_name(n)}
        for kind in _TELLING
    }
    common = _in_common(own, beside)
    # The id of another one was written by hand: what it has in common is enough.
    theirs = _Theirs(beside) if sheet or draft else None
    own_cities = _cities(str(n.props["name"]) for n in plan.nodes.values() if n.kind in _OF_CITY and _has_name(n))
    for dataset in sorted(common if theirs is None else theirs.agencies.keys() | common):
        n = common[dataset]
        if all(own.values()) and all(n[kind] > SAME_PLAN * len(own[kind]) for kind in _TELLING):
            details = {
                "agencies": len(own["Agency"]),
                "tasks": len(own["Task"]),
                "same_agencies": n["Agency"],
                "same_tasks": n["Task"],
                "path": source.path.name,
            }
            code = "like-edition" if sheet else "draft-like-edition" if draft else "set-like-edition"
            yield Finding(code, source.path.name, value=dataset, details=details)
        elif theirs is None:
            continue
        elif own_cities and theirs.cities[dataset] and own_cities.isdisjoint(theirs.cities[dataset]):
            continue  # every city has an 環保局
        elif same := list(_the_same(own["Agency"], theirs.agencies[dataset])):
            shown = [*same[:NAMES_SHOWN], *["…"] * (len(same) > NAMES_SHOWN)]
            details = {"n": len(same), "agencies": len(own["Agency"]), "names": shown}
            yield Finding("same-agencies", source.path.name, value=dataset, details=details)


def _in_common(own: Mapping[str, Collection[str]], beside: Beside) -> dict[str, Counter[str]]:
    """Data set → how many records of each kind it has under names of these, as they are compared."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, keys in own.items():
        for key in keys:
            for dataset in {e.dataset for e in beside.named(key) if e.kind == kind and fold(e.name) == key}:
                found[dataset][kind] += 1
    return found


class _Theirs:
    """By data set, what is beside a file: agencies by their names as they are compared, and the cities of names."""

    def __init__(self, beside: Beside) -> None:
        self.agencies: dict[str, dict[str, str]] = defaultdict(dict)
        self.cities: dict[str, set[str]] = defaultdict(set)
        for other in beside.entries():
            if other.kind in _OF_CITY:
                self.cities[other.dataset] |= _cities([other.name])
            if other.kind == "Agency":
                self.agencies[other.dataset][fold(other.name)] = other.name


def _cities(names: Iterable[str]) -> set[str]:
    return {found[0] for name in names if (found := _CITY.match(name))}


def _has_name(node: Node) -> bool:
    return bool(node.props.get("name"))


def _the_same(own: Mapping[str, str], others: Mapping[str, str]) -> Iterator[str]:
    """The agencies, by their names as they are compared, that others seem to be: of the same name, with or without its
    government, or of one that is short for the other; this one with the other's name."""
    bare = {_GOVERNMENT.sub("", key): name for key, name in others.items()}
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in bare:
        alike[key[:1], key[-1:]].append(key)
    for key, name in own.items():
        short = _GOVERNMENT.sub("", key)
        if short in bare:
            yield name
        elif not short.isascii():
            ends = alike[short[:1], short[-1:]]
            yield from (f"{name} = {bare[one]}" for one in ends if abbreviates(short, one) or abbreviates(one, short))
