"""A change set: every record and relationship in which two editions of a data set differ, before and after.

It is exact: records are the same by id, relationships by key. Written to a graph that holds the first edition it makes
the second; reversed it makes the first again. ``plan_changes`` puts the changes into a planner's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

from quanze.changes.edition import Edition, Link, Props
from quanze.graph.engine import Ends
from quanze.graph.records import POSITION, all_ends
from quanze.graph.upsert import Changes
from quanze.schema import KIND, KINDS, TABLES
from quanze.schema.relationships import SUCCEEDS
from quanze.schema.rows import LoadCount, Row
from quanze.schema.tables import relationship_table

State = TypeVar("State")


class NodeChange(NamedTuple):
    """A record before and after; None where it is not there."""

    before: Props | None
    after: Props | None

    @property
    def moved(self) -> bool:
        """Whether only the record's order among others of its kind differs. It is written but not reported."""
        if self.before is None or self.after is None:  # as all of a first load
            return self.before is self.after
        return _without_position(self.before) == _without_position(self.after)


def _without_position(props: Props) -> Props:
    return {name: value for name, value in props.items() if name != POSITION}


class LinkChange(NamedTuple):
    """A relationship before and after; None where it is not there."""

    before: Link | None
    after: Link | None


@dataclass
class ChangeSet:
    """What changes in one data set; ``unchanged`` counts per table what stays as it is."""

    dataset: str
    description: NodeChange
    nodes: dict[str, list[NodeChange]] = field(default_factory=dict)
    links: dict[Ends, list[LinkChange]] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.nodes or self.links or self.description.before != self.description.after)

    def counts(self) -> list[LoadCount]:
        """How much changes, per table that has anything."""
        counts: dict[str, list[int]] = {table.name: [0, 0, 0] for table in TABLES}
        for kind, nodes in self.nodes.items():
            _count(counts[KIND[kind].table], [node for node in nodes if not node.moved])
        for ends, links in self.links.items():
            for table, stated in _tables(ends, links).items():
                _count(counts[table], _stated_anew(stated))
        return [
            {
                "dataset": self.dataset,
                "table": name,
                "added": added,
                "changed": changed,
                "removed": removed,
                "unchanged": self.unchanged.get(name, 0),
            }
            for name, (added, changed, removed) in counts.items()
            if added or changed or removed or self.unchanged.get(name)
        ]

    def record_changes(self) -> Iterator[NodeChange | LinkChange]:
        """Every change of a record or relationship."""
        for nodes in self.nodes.values():
            yield from (node for node in nodes if not node.moved)
        for links in self.links.values():
            yield from links

    def removed_records(self) -> list[Row]:
        """The records that are no longer there: kind, id, name, name_en."""
        gone = [(kind, before) for kind, nodes in self.nodes.items() for before, after in nodes if after is None]
        return [
            {"kind": kind, "id": row["id"], "name": row.get("name") or row["id"], "name_en": row.get("name_en")}
            for kind, row in gone
            if row is not None
        ]

    def reversed(self) -> ChangeSet:
        """The change set that takes this one back."""
        return ChangeSet(
            self.dataset,
            NodeChange(self.description.after, self.description.before),
            {kind: [NodeChange(c.after, c.before) for c in changes] for kind, changes in self.nodes.items()},
            {ends: [LinkChange(c.after, c.before) for c in changes] for ends, changes in self.links.items()},
            self.unchanged,
        )

    def write_into(self, changes: Changes) -> None:
        """Add the rows that have to be written."""
        _node_rows(changes, "Dataset", [self.description])
        for kind, nodes in self.nodes.items():
            _node_rows(changes, kind, nodes)
        for ends, links in self.links.items():
            for before, after in links:
                if after is None:
                    if before is not None:
                        changes.delete_relationships.setdefault(ends, []).append(_end_row(before))
                    continue
                into = changes.create_relationships if before is None else changes.update_relationships
                into.setdefault(ends, []).append(_whole_row(after))


def _tables(ends: Ends, links: list[LinkChange]) -> dict[str, list[LinkChange]]:
    """Changes of relationships of one type, by the table that states them; a succession alone may be in one of two."""
    if ends[0] != SUCCEEDS.type:
        return {relationship_table(ends[0], {}).name: links}
    found: dict[str, list[LinkChange]] = {}
    for link in links:
        state = link.after or link.before
        assert state is not None
        found.setdefault(relationship_table(ends[0], state[2]).name, []).append(link)
    return found


def _stated_anew(links: list[LinkChange]) -> list[LinkChange]:
    """Changes of one type; what only another document or passage now states between the same two is one change."""
    gone: dict[tuple[str, str], list[Link]] = {}
    for before, after in links:
        if before is not None and after is None:
            gone.setdefault(before[:2], []).append(before)
    if not gone:
        return links
    found = [link for link in links if link.before is not None and link.after is not None]
    for before, after in links:
        if before is None and after is not None:
            same = gone.get(after[:2])
            found.append(LinkChange(same.pop() if same else None, after))
    return [*found, *(LinkChange(before, None) for left in gone.values() for before in left)]


def _count(into: list[int], changes: Collection[NodeChange] | Collection[LinkChange]) -> None:
    """Add what is new, differs and is gone."""
    new, gone = (states.count(None) for states in zip(*changes, strict=True)) if changes else (0, 0)
    for i, n in enumerate((new, len(changes) - new - gone, gone)):
        into[i] += n


def _end_row(link: Link) -> dict[str, Any]:
    return {"from": link[0], "to": link[1], "key": link[2]["key"]}


def _whole_row(link: Link) -> dict[str, Any]:
    return {"from": link[0], "to": link[1], "key": link[2]["key"], "props": link[2]}


def _node_rows(changes: Changes, kind: str, nodes: list[NodeChange]) -> None:
    for before, after in nodes:
        if before == after:
            continue
        if before is not None and (after is None or before["id"] != after["id"]):
            changes.delete_nodes.setdefault(kind, []).append({"id": before["id"]})
        if after is not None:
            same = before is not None and before["id"] == after["id"]
            into = changes.update_nodes if same else changes.create_nodes
            into.setdefault(kind, []).append({"id": after["id"], "props": after})


def compare(before: Edition, after: Edition) -> ChangeSet:
    """What has to change so that a graph which holds the first edition holds exactly the second."""
    changes = ChangeSet(after.dataset, NodeChange(before.description or None, after.description or None))
    for kind in KINDS:
        old, new = before.nodes.get(kind.label, {}), after.nodes.get(kind.label, {})
        nodes = list(map(NodeChange._make, _different(old, new)))
        if nodes:
            changes.nodes[kind.label] = nodes
        changes.unchanged[kind.table] = len(new) - sum(c.after is not None and not c.moved for c in nodes)
    for ends in all_ends():
        links = list(map(LinkChange._make, _different(before.links.get(ends, {}), after.links.get(ends, {}))))
        if links:
            changes.links[ends] = links
        changed = [change.after for change in links if change.after is not None]
        stated = _by_table(ends, after.links.get(ends, {}).values())
        stated.subtract(_by_table(ends, changed))
        for table, same in stated.items():
            changes.unchanged[table] = changes.unchanged.get(table, 0) + same
    return changes


def _by_table(ends: Ends, links: Collection[Link]) -> Counter[str]:
    """How many relationships of one type each table states; a succession alone may be in one of two."""
    if ends[0] != SUCCEEDS.type:
        return Counter({relationship_table(ends[0], {}).name: len(links)}) if links else Counter()
    return Counter(relationship_table(ends[0], props).name for _, _, props in links)


def _different(
    old: Mapping[str, State], new: Mapping[str, State]
) -> Iterator[tuple[State, None] | tuple[None, State] | tuple[State, State]]:
    """What is new or differs, in the order of the second; then what is gone."""
    if old is new:
        return
    if not old:
        yield from zip(repeat(None), new.values())
        return
    for key, after in new.items():
        before = old.get(key)
        if before is None:
            yield None, after
        elif before != after:
            yield before, after
    for key, gone in old.items():
        if key not in new:
            yield gone, None
