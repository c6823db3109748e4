"""What a later edition of a yearly sheet does not speak of: targets and results of years for which it has no column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quanze.graph.engine import Reader
from quanze.graph.records import POSITION, dataset_nodes, dataset_relationships, relationship_key
from quanze.loaders.build import Link, Node, Plan, Props
from quanze.loaders.findings import Finding
from quanze.loaders.raw import Source
from quanze.loaders.rules import VALUES
from quanze.locale import in_language, message
from quanze.schema.dates import ShownDate
from quanze.schema.kinds import ANNUAL_TARGET
from quanze.schema.relationships import HAS_TARGET
from quanze.schema.words import fold

_ENDS = (HAS_TARGET.type, *HAS_TARGET.ends[0])
_FIGURES = tuple(sorted(VALUES))
_OF_A_RESULT = ("provisional",)
"""What a record says of its result and of nothing else."""


def figures_stated(plan: Plan, source: Source) -> frozenset[tuple[int, str]]:
    """The targets and results that a later sheet says something of, by year and property: those for which it has a
    column or a row."""
    columns = {(c["year"], c["field"]) for c in source.understood if c["field"] in VALUES and c["year"]}
    years = [node.props for node in plan.nodes.values() if node.kind == ANNUAL_TARGET.label]
    return frozenset(columns | {(props["year"], name) for props in years for name in _FIGURES if name in props})


def keep_years(plan: Plan, source: Source, reader: Reader) -> Iterator[Finding]:
    """Take into a plan what the edition that is loaded states of its indicators for years, targets or results of which
    the sheet has no column; findings say how many figures stay, and which cannot.

    A figure stays in the record that states it, with its document and place. Where the sheet has the other half of the
    year, that is a record of its own (docs/adr/0040-a-year-in-two-sources.md); where both cite one document, a note on
    the one record says what is from before.
    """
    keeper = _Keeper(plan, source, reader)
    keeper.keep()
    for code, counted in (("figures-kept", keeper.kept), ("figures-not-kept", keeper.refused)):
        if counted:
            names = [
                message("{field} {year}: {n}", field=ANNUAL_TARGET.property(name), year=ShownDate(str(year)), n=n)
                for (year, name), n in sorted(counted.items())
            ]
            yield Finding(code, source.path.name, details={"n": counted.total(), "names": names})


@dataclass
class _Former:
    """A year's record of the edition that is loaded: its indicator and what it and its relationship say."""

    indicator: str
    props: Props
    link: Props


class _Keeper:
    def __init__(self, plan: Plan, source: Source, reader: Reader) -> None:
        self._plan = plan
        self._language = source.language
        self._reader = reader
        self.kept: Counter[tuple[int, str]] = Counter()
        """Figures that stay, by year and property."""
        self.refused: Counter[tuple[int, str]] = Counter()
        """Figures that do not, because their indicator is measured otherwise now."""
        self._stated = figures_stated(plan, source)
        self._last = sum(node.kind == ANNUAL_TARGET.label for node in plan.nodes.values())

    def keep(self) -> None:
        """Add the records, and the documents that they cite."""
        before = dataset_nodes(self._reader, ANNUAL_TARGET.label, self._plan.dataset)
        links = dataset_relationships(self._reader, _ENDS, self._plan.dataset).values()
        former = [_Former(start, before[end], link) for start, end, link in links if end in before]
        # One whose place is taken gets another id, which must not be that of a record that has stayed before.
        former.sort(key=lambda f: (f.props["id"] in self._plan.nodes, f.props.get(POSITION, 0), f.props["id"]))
        indicators = dataset_nodes(self._reader, "Indicator", self._plan.dataset) if former else {}
        cited: dict[str, Node] = {}
        for one in former:
            now = self._plan.nodes.get(one.indicator)
            names = self._unstated(one.props)
            if now is None or names is None:
                continue
            lost = [
                name for name in names if _measured_otherwise(name, one.props, indicators[one.indicator], now.props)
            ]
            self.refused.update((one.props["year"], name) for name in lost)
            names = [name for name in names if name not in lost]
            if names or not lost:
                self.kept.update((one.props["year"], name) for name in names)
                self._keep(one, names, now)
                cited |= {id_: now for id_ in (one.props.get("source"), one.link.get("source")) if id_}
        keep_documents(self._plan, self._reader, cited)
        self._plan.__dict__.pop("of_type", None)

    def _unstated(self, props: Props) -> list[str] | None:
        """Which figures of a record the sheet has no column for; None where the record has none of them."""
        year = props.get("year")
        own = [name for name in _FIGURES if props.get(name) is not None]
        names = [name for name in own or _FIGURES if (year, name) not in self._stated]
        if own:
            return names or None
        return [] if len(names) == len(_FIGURES) else None

    def _keep(self, one: _Former, names: list[str], indicator: Node) -> None:
        """Keep these figures of a record."""
        dropped = set(VALUES.difference(names))
        if "result" in dropped:
            dropped.update(_OF_A_RESULT)
        props = {name: value for name, value in one.props.items() if name not in dropped}
        there = self._plan.nodes.get(props["id"])
        if there is not None and there.props.get("source") == props.get("source"):
            for name in names:
                self._fill(there.props, one.props, name)
            return
        while props["id"] in self._plan.nodes:
            props["id"] = "-".join([props["id"], *names])
        self._last += 1
        props[POSITION] = self._last
        self._plan.nodes[props["id"]] = Node(ANNUAL_TARGET.label, props, indicator.record)
        dataset, type_, end = self._plan.dataset, HAS_TARGET.type, props["id"]
        key = relationship_key(dataset, type_, one.indicator, end, one.link)
        self._plan.links[key] = Link(_ENDS, one.indicator, end, {**one.link, "key": key}, indicator.record)

    def _fill(self, props: Props, before: Props, name: str) -> None:
        """Add a figure to the record of the sheet, which cites a document of the same name."""
        value = before[name]
        props[name] = value
        if name == "result":
            props |= {other: before[other] for other in _OF_A_RESULT if other in before}
        said = message("{field} {value}: from an earlier edition", field=ANNUAL_TARGET.property(name), value=value)
        begins = in_language(said, self._language)
        known = next((line for line in before.get("note", "").splitlines() if line.startswith(begins)), "")
        place = ", ".join(str(before[p]) for p in ("locator", "quote") if before.get(p))
        line = known or (f"{begins} ({place})" if place else begins)
        props["note"] = "\n".join(filter(None, (props.get("note"), line)))


def keep_documents(plan: Plan, reader: Reader, cited: Mapping[str, Node]) -> None:
    """Keep the documents from which what stays is cited, and those that these cite; each with what cites it."""
    if not cited:
        return
    before = dataset_nodes(reader, "Document", plan.dataset)
    last = sum(node.kind == "Document" for node in plan.nodes.values())
    waiting = dict(cited)
    while waiting:
        id_, node = waiting.popitem()
        if id_ in plan.nodes or id_ not in before:
            continue
        props: dict[str, Any] = dict(before[id_])
        last += 1
        props[POSITION] = last
        plan.nodes[id_] = Node("Document", props, node.record)
        if further := props.get("source"):
            waiting[further] = node


def _measured_otherwise(name: str, props: Props, before: Props, now: Props) -> bool:
    """Whether a figure does not fit its indicator any more: another unit, or a target of a year before the baseline."""
    if fold(before.get("unit", "")) != fold(now.get("unit", "")):
        return True
    return name == "target" and bool(now.get("baseline_year", 0) > props["year"])
