"""Names that are short for others: characters are left out and the others keep their order (環保局 of 環境保護局)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def is_subsequence(short: Iterable[str], full: Iterable[str]) -> bool:
    """Whether the characters (or words) of ``short`` occur in ``full`` in that order."""
    rest = iter(full)
    return all(c in rest for c in short)


def spells(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is made of beginnings of words, in their order and from the first one on: envprot of
    environmental protection. Letters out of the midst of words spell almost anything."""
    ends = {0}  # how much of it the words so far can spell
    for number, word in enumerate(words):
        further = {at + n for at in ends for n in range(1, len(word) + 1) if short.startswith(word[:n], at)}
        ends = further | (ends if number else set())
    return len(short) in ends


def is_short(short: str, full: str) -> bool:
    """Whether characters are left out of ``full``, and ``short`` is the others in order."""
    return len(short) < len(full) and is_subsequence(short, full)


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is an abbreviation of ``full``: same first and last character, the rest in order."""
    return len(short) >= 3 and short[:1] == full[:1] and short[-1:] == full[-1:] and is_short(short, full)
