"""Values of the sentences on pictures: roles, what agencies do, and several records of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quanze.locale import in_context, is_chinese
from quanze.schema import RELATIONSHIP, Relationship
from quanze.schema.declare import LABELS
from quanze.schema.kind_names import KindAfterNumber
from quanze.schema.role_words import shown_words
from quanze.views.figure import Link
from quanze.views.label_fit import plain
from quanze.views.styles import line_look

_MEASURES = {"Document": "份", "Task": "項", "Indicator": "項"}
"""What Chinese counts records of a kind by; 個 for all others."""


class MeasuredKind(KindAfterNumber):
    """The same after the word by which Chinese counts such records."""

    def in_language(self, lang: str) -> str:
        """The words in that language."""
        label = super().in_language(lang)
        return f"{_MEASURES.get(self.kind.label, '個')}{label}" if is_chinese(lang) else label


@dataclass(frozen=True)
class RoleWord:
    """What lines of a type are called: in Chinese by the word of their sources where all use the same one."""

    declared: Relationship
    chinese: str

    @classmethod
    def of(cls, type_: str, links: Iterable[Link]) -> RoleWord:
        """The word for lines of a type."""
        words = shown_words(type_, (row.get("wording") for k in links for row in k.rows))
        return cls(RELATIONSHIP[type_], plain(words[0]) if len(words) == 1 else RELATIONSHIP[type_].zh)

    def in_language(self, lang: str) -> str:
        """The word in that language."""
        return self.chinese if is_chinese(lang) else self.declared.in_language(lang)


@dataclass(frozen=True)
class Deed:
    """What several agencies do in a role, as the verb of a sentence."""

    role: RoleWord

    def in_language(self, lang: str) -> str:
        """The verb; of the English labels, which say what one does, the form for several."""
        word = self.role.in_language(lang)
        return _plural_verb(word) if word == self.role.declared.en else word


@dataclass(frozen=True)
class Adjective:
    """What agencies with a role are called, as in "convening agencies"."""

    role: RoleWord

    def in_language(self, lang: str) -> str:
        """The word before "agencies"."""
        if is_chinese(lang):
            return self.role.in_language(lang)
        return in_context(LABELS, line_look(self.role.declared.type).group_en, lang)


def _plural_verb(label: str) -> str:
    """The label of a relationship as several do it: "reports to" becomes "report to"."""
    verb, *rest = label.split(" ")
    if verb == "is":
        verb = "are"
    elif verb.endswith(("ches", "shes", "sses", "xes")):
        verb = verb[:-2]
    else:
        verb = verb.removesuffix("s")
    return " ".join((verb, *rest))
