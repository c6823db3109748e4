"""Reads the table of gaps that someone decided to leave open (``quanze.schema.deliberate_gaps``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.errors import FindingsError
from quanze.loaders.decision_table import read_decisions
from quanze.loaders.findings import Finding, FindingList, Place, errors, in_order
from quanze.locale import message, plural
from quanze.schema.codes import GAPS, code_named
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS


def read_accepted(path: Path) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Rows (gap, id, why, decided_by, until; missing ones empty) and warnings. A gap is named by its code or its name.

    Raises FileError when the file cannot be read, FindingsError with every finding when a row is wrong.
    """
    findings = FindingList()
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], Place] = {}
    for record in read_decisions(path, ACCEPTED_GAPS, findings):
        row = {c.name: record.values.get(c.name, "") for c in ACCEPTED_GAPS.columns}
        code = code_named(row["gap"], GAPS)
        if row["gap"] and code is None:
            findings.append(record.finding("bad-choice", "gap", row["gap"], names=list(GAPS.values())))
        key = (code or "", row["id"])
        if key in seen:
            findings.append(record.finding("duplicate-row", other=seen[key]))
            continue
        seen[key] = record.place()
        rows.append({**row, "gap": code or ""})
    ordered = in_order(findings)
    stopping = errors(ordered)
    if stopping:
        raise FindingsError(
            plural(
                "{path}: {n} finding in the accepted gaps.",
                "{path}: {n} findings in the accepted gaps.",
                n=len(stopping),
                path=path,
            ),
            ordered,
            message("Correct the file and try again."),
        )
    return rows, ordered
