"""Gaps sorted by what has to be done, as the tables in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from quanze.exports.answers.answer import Table
from quanze.locale import is_chinese, message
from quanze.schema.column_titles import heads
from quanze.schema.rows import AnyRow, Row


class Reported(Protocol):
    """A gap of a report, see ``quanze.queries.gap_check.ReportedGap``."""

    @property
    def status(self) -> str:
        """What has been decided about it."""

    @property
    def decided_by(self) -> str:
        """Who decided so."""

    @property
    def until(self) -> str:
        """The last day of the decision."""

    def brief(self, lang: str) -> Row:
        """Its row in a language."""


def text_key(lang: str) -> str:
    """The key of the sentence of a gap in a language."""
    return "message_zh" if is_chinese(lang) else "message_en"


def come_back(one: Reported, lang: str) -> Row:
    """The row of a gap in the language; of one whose acceptance has expired it says so."""
    row = one.brief(lang)
    if one.status == "expired":
        row[text_key(lang)] += message(
            " (accepted by {decided_by} until {until})", decided_by=one.decided_by, until=one.until
        ).in_language(lang)
    return row


def gap_tables(
    listed: Sequence[AnyRow], accepted: Sequence[Reported], solved: Sequence[Row], unneeded: Sequence[Row], lang: str
) -> tuple[Table, ...]:
    """What there is to read: the open gaps, ``listed``, and the others that there are."""
    text = text_key(lang)
    tables = (
        Table(listed, heads(lang, "level", "gap", text, "id", "origin")),
        Table(
            [one.brief(lang) for one in accepted],
            heads(lang, "gap", text, "why", "decided_by", "until"),
            message("Left open by decision").in_language(lang),
        ),
        Table(
            solved,
            heads(lang, "gap", "id", "name"),
            message("Solved (can be removed from the baseline)").in_language(lang),
        ),
        Table(
            unneeded,
            heads(lang, "gap", "id", "why", "decided_by"),
            message("Accepted, but no longer a gap (can be removed)").in_language(lang),
        ),
    )
    return tuple(t for t in tables if t.rows or not t.title)
