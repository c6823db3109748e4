"""Records of two editions that may be the same: what somebody says of each pair, beside a merge and before a load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quanze.exports.answers.cells import plain
from quanze.locale import message
from quanze.schema import KIND
from quanze.schema.naming import named

if TYPE_CHECKING:
    from quanze.schema.rows import UnsurePair

AT_ONCE = 200
"""Pairs on one page."""
_ANSWERS = {"yes": True, "no": False}


@dataclass
class ReviewedPairs:
    """Pairs by the ids of both records, and which of them are ``decided``: the same or not."""

    rows: dict[tuple[str, str], UnsurePair] = field(default_factory=dict)
    decided: dict[tuple[str, str], bool] = field(default_factory=dict)

    @property
    def given(self) -> tuple[tuple[str, str, bool], ...]:
        """The decided pairs as the public interface takes them."""
        return tuple((*ids, same) for ids, same in self.decided.items())

    def add(self, unsure: Sequence[UnsurePair]) -> None:
        """The pairs that nobody is sure of now, beside those that are decided."""
        decided = {ids: row for ids, row in self.rows.items() if ids in self.decided}
        self.rows = {(row["before"], row["after"]): row for row in unsure} | decided

    def shown(self, lang: str) -> list[dict[str, Any]]:
        """The pairs in words, those that are not decided first."""
        from quanze.exports.comparison.sheets import REASONS

        every = sorted(self.rows.items(), key=lambda one: one[0] in self.decided)
        return [
            {
                "before": before,
                "after": after,
                "before_name": plain(named({**row}, lang, "before_name")),
                "after_name": plain(named({**row}, lang, "after_name")),
                "kind": KIND[row["kind"]].in_language(lang),
                "why": message(REASONS[row["reason"]]).in_language(lang),
                "same": self.decided.get((before, after)),
            }
            for (before, after), row in every[:AT_ONCE]
        ]

    def take(self, given: Callable[[str], str]) -> None:
        """What a form says of the pairs, by the names of its fields; what is left for later is undecided again."""
        n = 0
        while before := given(f"before-{n}"):
            pair, said = (before, given(f"after-{n}")), given(f"same-{n}")
            if pair in self.rows and said in _ANSWERS:
                self.decided[pair] = _ANSWERS[said]
            elif pair in self.rows:
                self.decided.pop(pair, None)
            n += 1
