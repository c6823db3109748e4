"""Names that are short for others: characters are left out and the others keep their order (環保局 of 環境保護局)."""

from __future__ import annotations


def is_subsequence(short: str, full: str) -> bool:
    """Whether the characters of ``short`` occur in ``full`` in that order."""
    rest = iter(full)
    return all(c in rest for c in short)


def is_short(short: str, full: str) -> bool:
    """Whether characters are left out of ``full``, and ``short`` is the others in order."""
    return len(short) < len(full) and is_subsequence(short, full)


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is an abbreviation of ``full``: same first and last character, the rest in order."""
    return len(short) >= 3 and short[:1] == full[:1] and short[-1:] == full[-1:] and is_short(short, full)
