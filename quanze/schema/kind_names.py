"""The words by which people ask for a kind, and by which its records are counted."""

from __future__ import annotations

from typing import NamedTuple

from quanze.locale import SOURCE_LANGUAGE, Message, languages, message
from quanze.schema import KIND, Kind
from quanze.schema.declare import Labelled
from quanze.schema.words import fold


class KindAfterNumber(NamedTuple):
    """A kind as the sentence has it that counts ``n`` of its records: in English “task” or “tasks”, “SDG goals”."""

    kind: Kind
    n: int

    def in_language(self, lang: str) -> str:
        """The word in that language."""
        return _within(self.kind.in_language(lang) if self.n == 1 else self.kind.plural_in(lang), lang)


class LabelWithin(NamedTuple):
    """A label within a sentence: in English it has no capital letter but for an abbreviation."""

    labelled: Labelled

    def in_language(self, lang: str) -> str:
        """The label in that language."""
        return _within(self.labelled.in_language(lang), lang)


def _within(label: str, lang: str) -> str:
    return label[:1].lower() + label[1:] if lang == SOURCE_LANGUAGE and not label[:2].isupper() else label


def counted(kind: Kind, n: int) -> Message:
    """How many records of a kind, in words."""
    return message("{n} {kind}", n=n, kind=KindAfterNumber(kind, n))


def kinds_named(text: str) -> list[str]:
    """The kind a person means by its label, table or name in any language; empty when none."""
    wanted = fold(text)
    return [
        k.label
        for k in KIND.values()
        if wanted in {fold(name) for name in (k.label, k.zh, k.en, k.plural_en, k.table, k.table_zh, *_labels(k))}
    ]


def _labels(kind: Kind) -> list[str]:
    return [label for lang in languages() for label in (kind.in_language(lang), kind.plural_in(lang))]
