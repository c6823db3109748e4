"""The key of a picture: what its shapes and lines mean, for what occurs in it only."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.locale import Message, Translatable, is_chinese, message
from quanze.schema import KINDS, RELATIONSHIP, Kind, Relationship
from quanze.schema.role_words import letter_zh, shown_words
from quanze.views.figure import Figure
from quanze.views.label_fit import plain
from quanze.views.styles import DEPENDS, box_look

MOST_WORDS = 4


@dataclass(frozen=True)
class Entry:
    """One line of the key: a ``kind``, a relationship ``type``, or a ``mark`` (editorial, inherited, ended)."""

    label: Translatable
    kind: str = ""
    type: str = ""
    mark: str = ""


@dataclass(frozen=True)
class _Role:
    """A role with its letter; in Chinese with all letters and words that occur."""

    declared: Relationship
    chinese: str

    def in_language(self, lang: str) -> str:
        """Letter and label in that language."""
        return self.chinese if is_chinese(lang) else f"{self.declared.letter_en}  {self.declared.in_language(lang)}"


def entries(figure: Figure) -> list[Entry]:
    """Kinds from left to right, then relationships, then marks that occur."""
    kinds = {b.kind for b in figure.boxes if not b.members}
    types = {k.type for k in figure.links}
    found = [Entry(k, kind=k.label) for k in sorted(KINDS, key=_place) if k.label in kinds]
    for t, known in RELATIONSHIP.items():
        if t in types:
            found.append(Entry(_Role(known, _role(t, figure)) if known.role else known, type=t))
    if DEPENDS in types:
        found.append(Entry(message("shared items (the broader, the more)"), type=DEPENDS))
    if any(k.editorial for k in figure.links):
        found.append(Entry(message("our own reading"), mark="editorial"))
    # What somebody carries on has a note of ours and not of a source.
    thin = {isinstance(row.get("note"), Message) for k in figure.links if k.inherited for row in k.rows}
    if thin:
        said = message("carried over from a predecessor") if thin == {True} else message("inherited, not direct")
        found.append(Entry(message("inherited or carried over") if len(thin) > 1 else said, mark="inherited"))
    if any(k.ended for k in figure.links) or any(b.ended for b in figure.boxes):
        found.append(Entry(message("ended or not yet begun"), mark="ended"))
    return found


def _place(kind: Kind) -> tuple[bool, int, int]:
    """The place of a kind in the picture of the whole; what that leaves out comes last."""
    look = box_look(kind.label)
    return look.column is None, look.column or 0, look.rank


def _role(type_: str, figure: Figure) -> str:
    """Letters and words of a role in Chinese; all of those that have a letter of their own and occur in the sources."""
    known = RELATIONSHIP[type_]
    wordings = [r.get("wording") for k in figure.links if k.type == type_ for r in k.rows]
    if not (wordings and known.more_letters_zh):
        return f"{known.letter_zh}　{known.zh}"
    letters = {letter_zh(type_, w) for w in wordings}
    listed = "／".join(x for x in (known.letter_zh, *known.more_letters_zh) if x in letters)
    return f"{listed}　{plain('、'.join(shown_words(type_, wordings)[:MOST_WORDS]))}"
