"""A whole graph from one engine to another: data set by data set, equal afterwards; and a copy to try something on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quanze.changes.change_set import compare
from quanze.changes.edition import Edition, editions_in_turn, editions_of
from quanze.changes.history import Loaded, record
from quanze.errors import EngineError, StorageError
from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.upsert import Changes, apply
from quanze.locale import message, plural
from quanze.schema.rows import CopyCount
from quanze.unfinished import working_folder


def transfer(source: Engine, target: Engine) -> list[CopyCount]:
    """Make the target hold every data set of the source, as one transaction; its other data sets stay.

    Reads the target again afterwards and raises EngineError when it differs.
    """
    target.prepare()
    editions = editions_of(source)
    names = [edition.dataset for edition in editions]

    def work(transaction: Transaction) -> list[CopyCount]:
        report: list[CopyCount] = []
        every, done = Changes(), []
        for wanted, held in zip(editions, editions_in_turn(transaction, names), strict=True):
            changes = Changes()
            change_set = compare(held, wanted)
            change_set.write_into(changes)
            done.append(Loaded(change_set, source.address))
            report.append(
                {
                    "dataset": wanted.dataset,
                    "nodes": 1 + sum(map(len, wanted.nodes.values())),
                    "relationships": sum(map(len, wanted.links.values())),
                    "written": changes.count(),
                }
            )
            every.add(changes)
        # All at once: a data set may point to records of one that comes later.
        apply(transaction, every)
        record(transaction, "copy", done)
        return report

    report = target.transact(work)
    for wanted, held in zip(editions, editions_in_turn(target, names), strict=True):
        changes = Changes()
        compare(held, wanted).write_into(changes)
        left = changes.count()
        if left:
            raise EngineError(
                plural(
                    "{n} record of {dataset} differs between {source} and {target} after the copy.",
                    "{n} records of {dataset} differ between {source} and {target} after the copy.",
                    n=left,
                    dataset=wanted.dataset,
                    source=source.address,
                    target=target.address,
                ),
                message("Copy again while nothing is being loaded into either."),
            )
    with suppress(StorageError):  # the data has landed; questions are answered without, only slower
        target.after_load()
    return report


@contextmanager
def trial_copy(source: Engine) -> Iterator[Engine]:
    """A graph in a file of its own that holds what ``source`` does; it is gone in the end, whatever was tried on it."""
    with working_folder() as folder:
        copy = open_engine(Path(folder) / "trial.kgl", create=True)
        changes = Changes()
        for edition in source.together(editions_of):
            compare(Edition(edition.dataset), edition).write_into(changes)
        try:
            copy.transact(lambda transaction: apply(transaction, changes))
            yield copy
        finally:
            copy.drop_schema()
            copy.close()
