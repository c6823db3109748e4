"""A whole graph from one engine to another: data set by data set, equal afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from quanze.errors import EngineError, StorageError
from quanze.graph.engine import Engine, Reader, Transaction
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.graph.upsert import Changes, apply
from quanze.locale import message, plural
from quanze.schema import KIND
from quanze.schema.rows import CopyCount


def transfer(source: Engine, target: Engine, progress: Callable[[int], None] | None = None) -> list[CopyCount]:
    """Make the target hold every data set of the source, as one transaction; its other data sets stay.

    Reads the target again afterwards and raises EngineError when it
    differs. ``progress`` gets records written.
    """
    target.prepare()
    wanted = [d["id"] for d in datasets(source)]

    def work(transaction: Transaction) -> list[CopyCount]:
        report: list[CopyCount] = []
        every = Changes()
        for dataset in wanted:
            changes, nodes, relationships = _difference(source, transaction, dataset)
            report.append(
                {"dataset": dataset, "nodes": nodes, "relationships": relationships, "written": changes.count()}
            )
            for step, rows_by_name in vars(changes).items():
                for name, rows in rows_by_name.items():
                    getattr(every, step).setdefault(name, []).extend(rows)
        # All at once: a data set may point to records of one that comes later.
        apply(transaction, every, progress)
        return report

    report = target.transact(work)
    for dataset in wanted:
        left = _difference(source, target, dataset)[0].count()
        if left:
            raise EngineError(
                plural(
                    "{n} record of {dataset} differs between {source} and {target} after the copy.",
                    "{n} records of {dataset} differ between {source} and {target} after the copy.",
                    n=left,
                    dataset=dataset,
                    source=source.address,
                    target=target.address,
                ),
                message("Copy again while nothing is being loaded into either."),
            )
    with suppress(StorageError):  # the data has landed; questions are answered without, only slower
        target.after_load()
    return report


def _difference(source: Reader, target: Reader, dataset: str) -> tuple[Changes, int, int]:
    """What has to be written to the target, and how many nodes and relationships the source has."""
    changes = Changes()
    nodes = relationships = 0
    for label in KIND:
        new, old = dataset_nodes(source, label, dataset), dataset_nodes(target, label, dataset)
        nodes += len(new)
        changes.create_nodes[label] = [{"id": i, "props": p} for i, p in new.items() if i not in old]
        changes.update_nodes[label] = [{"id": i, "props": p} for i, p in new.items() if i in old and old[i] != p]
        changes.delete_nodes[label] = [{"id": i} for i in old if i not in new]
    for ends in all_ends():
        links, before = dataset_relationships(source, ends, dataset), dataset_relationships(target, ends, dataset)
        relationships += len(links)
        rows = {k: {"from": s, "to": e, "key": k, "props": p} for k, (s, e, p) in links.items()}
        changes.create_relationships[ends] = [row for k, row in rows.items() if k not in before]
        changes.update_relationships[ends] = [row for k, row in rows.items() if k in before and before[k] != links[k]]
        changes.delete_relationships[ends] = [
            {"from": s, "to": e, "key": k} for k, (s, e, _) in before.items() if k not in links
        ]
    return changes, nodes, relationships
