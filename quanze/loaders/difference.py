"""What a load has to write: the plan of a data set against what the graph holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.graph.engine import Reader
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.graph.upsert import Changes
from quanze.loaders.build import Plan
from quanze.schema import KIND, KINDS, RELATIONSHIPS, VERSION
from quanze.schema.rows import LoadCount


def difference(description: Mapping[str, Any], plan: Plan, reader: Reader) -> tuple[Changes, list[LoadCount]]:
    """What has to be written so that the graph holds exactly this plan, and the counts per table."""
    dataset = plan.dataset
    changes = Changes()
    counts: dict[str, list[int]] = {t.table: [0, 0, 0, 0] for t in KINDS} | {
        "responsibilities": [0] * 4,
        "links": [0] * 4,
    }
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
        rows = _compare(old, wanted, counts[KIND[label].table])
        for group, ids in zip((changes.create_nodes, changes.update_nodes), rows[:2], strict=True):
            if ids:
                group[label] = [{"id": i, "props": wanted[i]} for i in ids]
        if rows[2]:
            changes.delete_nodes[label] = [{"id": i} for i in rows[2]]
    links: dict[Any, dict[str, Any]] = {}
    for key, link in plan.links.items():
        links.setdefault(link.ends, {})[key] = link
    roles = {r.type for r in RELATIONSHIPS if r.role}
    for ends in all_ends():
        wanted_links = links.get(ends, {})
        old_links = {} if new else dataset_relationships(reader, ends, dataset)
        if not wanted_links and not old_links:
            continue
        rows = _compare(
            {k: v[2] for k, v in old_links.items()},
            {k: v.props for k, v in wanted_links.items()},
            counts["responsibilities" if ends[0] in roles else "links"],
        )
        for into, keys in zip((changes.create_relationships, changes.update_relationships), rows[:2], strict=True):
            if keys:
                into[ends] = [
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


def _compare(
    old: Mapping[str, Any], wanted: Mapping[str, Any], counts: list[int]
) -> tuple[list[str], list[str], list[str]]:
    """Keys to create, to update and to delete; the counts (added, changed, removed, unchanged) grow."""
    create = [k for k in wanted if k not in old]
    update = [k for k in wanted if k in old and old[k] != wanted[k]]
    delete = [k for k in old if k not in wanted]
    for i, n in enumerate((len(create), len(update), len(delete), len(wanted) - len(create) - len(update))):
        counts[i] += n
    return create, update, delete
