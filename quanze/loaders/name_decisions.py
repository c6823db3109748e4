"""Names that a check offers for unknown ones, and those that somebody accepted (``quanze.schema.accepted_names``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from quanze.errors import FindingsError
from quanze.loaders.decision_table import read_decisions
from quanze.loaders.findings import Finding, FindingList, errors, in_order
from quanze.locale import message, plural
from quanze.schema.accepted_names import ACCEPTED_NAMES


class AcceptedName(NamedTuple):
    """A name as a file writes it, the record that it means, and where that was decided."""

    written: str
    id: str
    finding: Finding
    """What to say where there is no such record."""


def offered_names(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Rows of the table for every unknown name that looks like a known one, each once, to be accepted."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for finding in findings:
        if finding.code == "unknown-reference":
            for entry in finding.details.get("entries", ()):
                row = {"written": finding.value, "name": entry.name, "id": entry.id, "accept": ""}
                rows.setdefault((finding.value, entry.id), row)
    return list(rows.values())


def read_names(path: Path) -> list[AcceptedName]:
    """The accepted names; rows without a mark are left out.

    Raises FileError when the file cannot be read, FindingsError with every finding when a row is wrong, or one name is
    accepted for two records.
    """
    findings = FindingList()
    accepted = [r for r in read_decisions(path, ACCEPTED_NAMES, findings) if r.values.get("accept")]
    seen: dict[str, AcceptedName] = {}
    for record in accepted:
        written, id_ = record.values.get("written", ""), record.values.get("id", "")
        if written in seen and seen[written].id != id_:
            names = [seen[written].id, id_]
            findings.append(record.finding("ambiguous-reference", "written", written, names=names))
        seen[written] = AcceptedName(written, id_, record.finding("unknown-reference", "id", id_))
    stopping = errors(in_order(findings))
    if stopping:
        raise FindingsError(
            plural(
                "{path}: {n} finding in the accepted names.",
                "{path}: {n} findings in the accepted names.",
                n=len(stopping),
                path=path,
            ),
            in_order(findings),
            message("Correct the file and try again."),
        )
    return list(seen.values())
