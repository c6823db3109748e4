"""Indicators in sentences: name, unit, baseline, yearly targets and results."""

from __future__ import annotations

from quanze.reader.reading import Reading


def read(reading: Reading) -> None:
    """Read indicators in sentences."""
