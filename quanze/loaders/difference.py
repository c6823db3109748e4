"""What a load has to write: the plan of a data set against what the graph holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.graph.engine import Reader
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.graph.upsert import Changes
from quanze.loaders.build import Plan
from quanze.schema import KIND, KINDS, TABLES, VERSION
from quanze.schema.rows import LoadCount
from quanze.schema.tables import relationship_table


def difference(description: Mapping[str, Any], plan: Plan, reader: Reader) -> tuple[Changes, list[LoadCount]]:
    """What has to be written so that the graph holds exactly this plan, and the counts per table."""
    dataset = plan.dataset
    changes = Changes()
    counts: dict[str, list[int]] = {t.name: [0, 0, 0, 0] for t in TABLES}
    before = {d["id"] for d in datasets(reader)}
    new = dataset not in before
    mine = {**description, "dataset": dataset, "schema_version": VERSION, "search_key": ""}
    if new:
        changes.create_nodes["Dataset"] = [{"id": dataset, "props": mine}]
    elif dataset_nodes(reader, "Dataset", dataset).get(dataset) != mine:
        changes.update_nodes["Dataset"] = [{"id": dataset, "props": mine}]
    nodes: dict[str, dict[str, dict[str, Any]]] = {k.label: {} for k in KINDS}
    for id_, node in plan.nodes.items():
        nodes[node.kind][id_] = node.props
    for label, wanted in nodes.items():
        old = {} if new else dataset_nodes(reader, label, dataset)
        rows = _compare(old, wanted)
        counts[KIND[label].table] = [len(group) for group in rows]
        for into, ids in zip((changes.create_nodes, changes.update_nodes), rows[:2], strict=True):
            if ids:
                into[label] = [{"id": i, "props": wanted[i]} for i in ids]
        if rows[2]:
            changes.delete_nodes[label] = [{"id": i} for i in rows[2]]
    links: dict[Any, dict[str, Any]] = {}
    for key, link in plan.links.items():
        links.setdefault(link.ends, {})[key] = link
    for ends in all_ends():
        wanted_links = links.get(ends, {})
        old_links = {} if new else dataset_relationships(reader, ends, dataset)
        if not wanted_links and not old_links:
            continue
        rows = _compare({k: v[2] for k, v in old_links.items()}, {k: v.props for k, v in wanted_links.items()})
        for group, keys in enumerate(rows):
            for key in keys:
                stated = wanted_links[key].props if key in wanted_links else old_links[key][2]
                counts[relationship_table(ends[0], stated).name][group] += 1
        for links_into, keys in zip(
            (changes.create_relationships, changes.update_relationships), rows[:2], strict=True
        ):
            if keys:
                links_into[ends] = [
                    {"from": wanted_links[k].start, "to": wanted_links[k].end, "key": k, "props": wanted_links[k].props}
                    for k in keys
                ]
        if rows[2]:
            changes.delete_relationships[ends] = [
                {"from": old_links[k][0], "to": old_links[k][1], "key": k} for k in rows[2]
            ]
    report: list[LoadCount] = [
        {"dataset": dataset, "table": name, "added": c[0], "changed": c[1], "removed": c[2], "unchanged": c[3]}
        for name, c in counts.items()
        if any(c)
    ]
    return changes, report


def _compare(old: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[list[str], list[str], list[str], list[str]]:
    """Keys to create, to update, to delete and to leave alone."""
    create: list[str] = []
    update: list[str] = []
    same: list[str] = []
    for key, value in wanted.items():
        (create if key not in old else same if old[key] == value else update).append(key)
    return create, update, [key for key in old if key not in wanted], same
