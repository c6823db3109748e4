"""Reads the table of reviewed pairs (``quanze.schema.reviewed_pairs``)."""

from __future__ import annotations

from pathlib import Path

from quanze.changes.pairs import ReviewedPair
from quanze.errors import FindingsError
from quanze.loaders.decision_table import read_decisions
from quanze.loaders.findings import FindingList, errors, in_order
from quanze.locale import message, plural
from quanze.schema.reviewed_pairs import REVIEWED_PAIRS


def read_pairs(path: Path) -> list[ReviewedPair]:
    """The decided pairs; undecided rows are left out.

    Raises FileError when the file cannot be read, FindingsError with every finding when a row is wrong.
    """
    findings = FindingList()
    records = read_decisions(path, REVIEWED_PAIRS, findings)
    stopping = errors(in_order(findings))
    if stopping:
        raise FindingsError(
            plural(
                "{path}: {n} finding in the reviewed pairs.",
                "{path}: {n} findings in the reviewed pairs.",
                n=len(stopping),
                path=path,
            ),
            in_order(findings),
            message("Correct the file and try again."),
        )
    return [
        ReviewedPair(r.values["before"], r.values["after"], r.values["same"]) for r in records if "same" in r.values
    ]
