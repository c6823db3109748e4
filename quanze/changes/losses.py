"""Loads that would lose much of a data set by mistake: rows that are missing, or another plan under the same id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quanze.changes.change_set import ChangeSet
from quanze.changes.edition import Edition, Props
from quanze.changes.pairs import Pairs, ReviewedPair, pair
from quanze.errors import RemovalError
from quanze.graph.engine import Ends
from quanze.locale import message
from quanze.schema import KIND
from quanze.schema.kind_names import LabelWithin
from quanze.schema.tables import TABLE, relationship_table

MOST = 0.1
"""The share of its records and relationships that a data set may lose unasked."""
SAME_PLAN = 0.5
"""The share of records, of the smaller edition, that two editions of one plan have in common at the least."""


def losses(
    before: Edition, after: Edition, changes: ChangeSet, file: str, reviewed: Sequence[ReviewedPair] = ()
) -> RemovalError | None:
    """The refusal of a load by which a data set would lose more than a tenth of what it holds; None where it would not.

    A record under another id is not lost, nor a relationship with another citation or one that took its place: a duty
    that moves is not a loss.
    """
    if not before.description:
        return None
    # No more is lost than is removed; to find what was renamed or moved costs more than to count.
    removed = sum(change.after is None for change in changes.record_changes())
    if removed <= before.count() * MOST:
        return None
    pairs = pair(before, after, reviewed)
    lost = _lost(before, after, pairs)
    n, total = sum(lost.values()), before.count()
    if n <= total * MOST:
        return None
    tables = [message("{table}: {n}", table=LabelWithin(TABLE[name]), n=count) for name, count in lost.items()]
    old, new = (sum(map(len, edition.nodes.values())) for edition in (before, after))
    common = len(pairs.after_of)
    numbers = message(
        "{file} would remove {n} of the {total} records and links of the data set {dataset}: {tables}.",
        file=file,
        n=n,
        total=total,
        dataset=before.dataset,
        tables=tables,
    )
    if common < SAME_PLAN * min(old, new):
        advice = message(
            "Only {common} of its {new} records are loaded already, so it seems to be another plan with the same data "
            "set id. Give it an id of its own in the dataset sheet; to replace what is loaded, add --replace.",
            common=common,
            new=new,
        )
    else:
        advice = message(
            "A load replaces the whole data set, so rows may be missing from the file: filtered, cut off or in another "
            "file. See them with `quanze load --preview`; to remove them, add --replace."
        )
    return RemovalError(message("{numbers} Nothing was written.", numbers=numbers), advice)


def _lost(before: Edition, after: Edition, pairs: Pairs) -> dict[str, int]:
    """How many records and relationships have no counterpart, by table."""
    lost: dict[str, int] = {}
    for kind, rows in before.nodes.items():
        n = sum(id_ not in pairs.after_of for id_ in rows)
        if n:
            lost[KIND[kind].table] = n
    gone: Counter[str] = Counter()
    for ends in {**before.links, **after.links}:
        old = {_stated(ends, pairs.renewed(a), pairs.renewed(b), p) for a, b, p in before.links.get(ends, {}).values()}
        new = {_stated(ends, pairs.living(a), pairs.living(b), p) for a, b, p in after.links.get(ends, {}).values()}
        gone.update(table for table, *_ in old - new)
        gone.subtract(table for table, *_ in new - old)
    return lost | {name: n for name, n in gone.items() if n > 0}


def _stated(ends: Ends, start: str, end: str, props: Props) -> tuple[str, str, str]:
    """The table that states a relationship, and its ends."""
    return relationship_table(ends[0], props).name, start, end
