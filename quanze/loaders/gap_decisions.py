"""Reads the table of gaps that someone decided to leave open (``quanze.schema.deliberate_gaps``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quanze.errors import FileError, FindingsError
from quanze.loaders.encoding import decode
from quanze.loaders.findings import Finding, Place, errors, in_order
from quanze.loaders.raw import raw_table
from quanze.loaders.table_records import read_rows
from quanze.locale import message, plural
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS
from quanze.schema.words import fold


def read_accepted(path: Path, codes: Sequence[str]) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Rows (gap, id, why, decided_by, until; missing ones empty) and warnings; ``codes`` are the gaps there are.

    Raises FileError when the file cannot be read, FindingsError with every finding when a row is wrong.
    """
    if not path.is_file():
        raise FileError(
            message("{path} does not exist.", path=path),
            message("Write a CSV file with the columns gap, id, why, decided_by and until."),
        )
    findings: list[Finding] = []
    text = decode(path, findings)
    rows: list[dict[str, Any]] = []
    if text is not None:
        cells = list(csv.reader(io.StringIO(text.replace("\0", ""), newline="")))
        raw = raw_table(ACCEPTED_GAPS, path.name, "", cells)
        if isinstance(raw, Finding):
            findings.append(raw)
        else:
            by_fold = {fold(code): code for code in codes}
            seen: dict[tuple[str, str], Place] = {}
            for record in read_rows(raw, findings):
                row = {c.name: record.values.get(c.name, "") for c in ACCEPTED_GAPS.columns}
                code = by_fold.get(fold(row["gap"]))
                if row["gap"] and code is None:
                    findings.append(record.finding("bad-choice", "gap", row["gap"], names=codes))
                key = (code or "", row["id"])
                if key in seen:
                    findings.append(record.finding("duplicate-row", other=seen[key]))
                    continue
                seen[key] = record.place()
                rows.append({**row, "gap": code or ""})
    findings = in_order(findings)
    stopping = errors(findings)
    if stopping:
        raise FindingsError(
            plural(
                "{path}: {n} finding in the accepted gaps.",
                "{path}: {n} findings in the accepted gaps.",
                n=len(stopping),
                path=path,
            ),
            findings,
            message("Correct the file and try again."),
        )
    return rows, findings
