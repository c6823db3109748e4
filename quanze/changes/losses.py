"""Loads that would lose much of a data set by mistake: rows that are missing, or another plan under the same id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from quanze.changes.change_set import ChangeSet
from quanze.changes.edition import Edition, Props
from quanze.changes.pairs import Pairs, ReviewedPair, pair
from quanze.errors import RemovalError
from quanze.graph.engine import Ends
from quanze.locale import message
from quanze.schema import KIND
from quanze.schema.kind_names import LabelWithin
from quanze.schema.relationships import SUCCEEDS
from quanze.schema.tables import TABLE, relationship_table

MOST = 0.1
"""The share of its records and relationships that a data set may lose unasked."""
SAME_PLAN = 0.5
"""The share of records, of the smaller edition, that two editions of one plan have in common at the least."""


def losses(
    before: Edition,
    after: Edition,
    changes: ChangeSet,
    file: str,
    reviewed: Sequence[ReviewedPair] = (),
    paired: Callable[[], Pairs] | None = None,
) -> RemovalError | None:
    """The refusal of a load by which a data set would lose more than a tenth of what it holds; None where it would not.

    A record under another id is not lost, nor a relationship with another citation or one that took its place: a duty
    that moves is not a loss. ``paired`` gives the pairs of the two editions where they are known.
    """
    if not before.description:
        return None
    # To find what was renamed or moved costs more than to count.
    if most_lost(after, changes) <= before.count() * MOST:
        return None
    pairs = paired() if paired else pair(before, after, reviewed)
    lost = _lost(before, after, changes, pairs)
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


def most_lost(after: Edition, changes: ChangeSet) -> int:
    """An upper bound for what is lost, however the records are paired: what is removed, less one relationship
    for each place that only new ones have."""
    removed = sum(change.after is None for change in changes.record_changes())
    # Where bodies succeed one another, or ids are made of names, a new one may have the place of one that stays.
    if after.named_ids or any(ends[0] == SUCCEEDS.type for ends in (*after.links, *changes.links)):
        return removed
    found: Counter[str] = Counter()
    for kind, nodes in changes.nodes.items():
        found[KIND[kind].table] += sum(node.after is None for node in nodes)
    for ends, links in changes.links.items():
        new = {link.after[2]["key"]: link.after for link in links if link.after is not None}
        places = {link[:2] for link in new.values()}
        if places:
            stated = after.links[ends]
            places.difference_update(link[:2] for key, link in stated.items() if key not in new)
        found[relationship_table(ends[0], {}).name] += sum(link.before is not None for link in links) - len(places)
    return min(removed, sum(n for n in found.values() if n > 0))


def _lost(before: Edition, after: Edition, changes: ChangeSet, pairs: Pairs) -> dict[str, int]:
    """How many records and relationships have no counterpart, by table."""
    lost: dict[str, int] = {}
    for kind, rows in before.nodes.items():
        n = sum(id_ not in pairs.after_of for id_ in rows)
        if n:
            lost[KIND[kind].table] = n
    gone: Counter[str] = Counter()
    for ends, changed in changes.links.items():
        old = {_stated(ends, pairs.renewed(b[0]), pairs.renewed(b[1]), b[2]) for b, _ in changed if b is not None}
        new = {_stated(ends, pairs.living(a[0]), pairs.living(a[1]), a[2]) for _, a in changed if a is not None}
        left, won = old - new, new - old
        if left or won:  # what is stated several times, and once as before
            starts = {start for _, start, _ in (*left, *won)}
            stays = (link for link in after.links.get(ends, {}).values() if link[0] in starts)
            here = before.links.get(ends, {})
            both = {_stated(ends, a, b, p) for a, b, p in stays if here.get(p["key"]) == (a, b, p)}
            left, won = left - both, won - both
        gone.update(table for table, *_ in left)
        gone.subtract(table for table, *_ in won)
    return lost | {name: n for name, n in gone.items() if n > 0}


def _stated(ends: Ends, start: str, end: str, props: Props) -> tuple[str, str, str]:
    """The table that states a relationship, and its ends."""
    return relationship_table(ends[0], props).name, start, end
