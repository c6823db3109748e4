"""Editions read from files: checked as a load would check them, and not written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from quanze.changes.pairs import ReviewedPair
from quanze.errors import FindingsError
from quanze.graph.engine import Reader
from quanze.loaders.findings import Finding, errors, in_order
from quanze.loaders.load import Checked, Progress, check
from quanze.loaders.name_decisions import AcceptedName
from quanze.loaders.raw import Source
from quanze.locale import plural


def read_editions(
    paths: Sequence[Path | Source],
    reader: Reader,
    progress: Progress | None = None,
    names: Sequence[AcceptedName] = (),
    *,
    accept_unsure: bool = False,
    reviewed: Sequence[ReviewedPair] = (),
) -> list[Checked]:
    """The data sets of the files, which may refer to what ``reader`` holds; ``names``, ``accept_unsure`` and
    ``reviewed`` as in ``quanze.loaders.load.check``.

    Raises FileError, and FindingsError when a finding would stop their load: a part of a plan cannot be compared.
    """
    checked = check(paths, reader, progress, names, accept_unsure=accept_unsure, reviewed=reviewed)
    refuse_parts(f for c in checked for f in c.findings)
    return checked


def refuse_parts(findings: Iterable[Finding]) -> None:
    """Raise FindingsError when one of the findings is an error, for then only a part of a plan was read."""
    ordered = in_order(findings)
    stopping = errors(ordered)
    if stopping:
        raise FindingsError(
            plural(
                "{n} finding must be corrected before the data can be compared.",
                "{n} findings must be corrected before the data can be compared.",
                n=len(stopping),
            ),
            ordered,
        )
