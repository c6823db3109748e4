"""Our own short labels in place of the sheet's sentences, where the shipped data set has the same record."""

from __future__ import annotations

import csv
from importlib import resources

from quanze.loaders.un_tier.tier_tables import NumberedRow

_LABELLED = ("documents", "agencies", "sdg_goals", "sdg_targets", "indicators")
_KEPT = ("name", "name_en")


def shipped_labels() -> dict[str, dict[str, str]]:
    """id → row of the bundled ``sdg`` data set."""
    folder = resources.files("quanze") / "data" / "sdg"
    labels = {}
    for table in _LABELLED:
        text = (folder / f"{table}.csv").read_text(encoding="utf-8")
        labels.update({row["id"]: row for row in csv.DictReader(text.splitlines())})
    return labels


def with_labels(
    tables: dict[str, list[NumberedRow]], labels: dict[str, dict[str, str]]
) -> dict[str, list[NumberedRow]]:
    """Tables of another edition under the labels known; a record whose permanent code changed keeps the sheet's words.

    Without this, loading a newer sheet would take the Chinese names away.
    """
    return {name: [(n, _labelled(row, labels)) for n, row in rows] for name, rows in tables.items()}


def _labelled(row: dict[str, object], labels: dict[str, dict[str, str]]) -> dict[str, object]:
    known = labels.get(str(row.get("id", "")))
    if known is None or row.get("iri", "") != known.get("iri", ""):
        return row
    given = "; ".join(filter(None, (str(row.get("aliases", "")), known["aliases"])))
    aliases = dict.fromkeys(given.split("; ")) if given else {}
    return {**row, **{name: known[name] for name in _KEPT}, "aliases": "; ".join(aliases)}
