"""The letters that can appear in a cell, and their schemes: the source's own roles, or a reading of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from quanze.locale import CHINESE, Message, in_context, is_chinese, message
from quanze.schema import RELATIONSHIP, ROLES
from quanze.schema.declare import LABELS, Explained
from quanze.schema.role_words import letter_zh, shown_word

SOURCE = "source"
"""The name of the scheme of the source's own roles."""
ROLE_TYPES = tuple(r.type for r in ROLES)


class Linked(NamedTuple):
    """The letters and the name of a link."""

    zh: str
    en: str
    name: Message


LINKED = {
    "UNDERTAKES": Linked("負", "U", message("undertakes")),
    "SITS_ON": Linked("席", "M", message("has a seat")),
    "REPRESENTS": Linked("席", "M", message("has the seat")),
}
"""Letters of what ties an agency to an item without being a role: a body that undertakes it, a seat on such a body."""
TYPES = (*ROLE_TYPES, *LINKED)
"""What can appear in a cell, weightiest first."""
MOST_WORDS = 4
"""Words of one letter that a legend lists."""


@dataclass(frozen=True)
class Letter:
    """One letter of a scheme for one role, its name, and what the role means or why it is read so.

    The English name and reason are messages, words of the schema, or those of a crosswalk, which has no others.
    ``counted_zh`` is set on a Chinese letter that is counted together with another of the role, as 主 with 召.
    """

    role: str
    zh: str
    en: str
    name_zh: str
    name_en: str
    reason_zh: str = ""
    reason_en: str = ""
    counted_zh: str = ""

    def text(self, lang: str) -> str:
        """The letter itself."""
        return self.zh if is_chinese(lang) else self.en

    def counted(self, lang: str) -> str:
        """The letter under which it is counted."""
        return (self.counted_zh or self.zh) if is_chinese(lang) else self.en

    def name(self, lang: str) -> str:
        """What the letter stands for."""
        return self.name_zh if is_chinese(lang) else _in_language(self.name_en, lang)

    def reason(self, lang: str) -> str:
        """What the source's own role means, or why a role is read so."""
        return self.reason_zh if is_chinese(lang) else _in_language(self.reason_en, lang)


@dataclass(frozen=True)
class Scheme:
    """A set of letters; ``reading`` when they are not the source's own.

    ``kept`` are the roles and links that a reading has no letter for: they keep the source's own.
    """

    name: str
    letters: tuple[Letter, ...]
    reading: bool
    of_role: Mapping[str, tuple[Letter, ...]] = field(repr=False)
    kept: frozenset[str] = frozenset()

    def stated(self, role: str, wording: str) -> tuple[Letter, ...]:
        """The letters of a role for which the source uses this word; a reading has the same ones for every word."""
        letters = self.of_role[role]
        if self.reading or (zh := letter_zh(role, wording)) == RELATIONSHIP[role].letter_zh:
            return letters
        return tuple(replace(x, zh=zh, counted_zh=x.zh) for x in letters)

    def explained(self, held: Iterable[tuple[Letter, str]]) -> tuple[Letter, ...]:
        """The letters to explain where these stand for roles worded so: each with its words.

        Those of the roles always, those of other links only when they occur.
        """
        words: dict[Letter, dict[str, None]] = {}
        for letter, wording in held:
            words.setdefault(letter, {}).setdefault(shown_word(letter.role, wording, "zh-TW"))
        found: list[Letter] = []
        for letter in self.letters:
            if self.reading or letter.role in LINKED or not RELATIONSHIP[letter.role].more_letters_zh:
                found += [letter] if letter.role not in LINKED or letter in words else []
                continue
            here = [x for x in words if x.role == letter.role] or [letter]
            for x in sorted(here, key=lambda x: x.zh != letter.zh):
                found.append(replace(x, name_zh=_either(x.zh, list(words.get(x, ())) or [x.name_zh])))
        return tuple(found)


def _in_language(text: str, lang: str) -> str:
    return text.in_language(lang) if isinstance(text, Message) else in_context(LABELS, text, lang)


@dataclass(frozen=True)
class _Meaning:
    """The meaning of a role as a value of a sentence."""

    role: Explained

    def in_language(self, lang: str) -> str:
        """The meaning in that language."""
        return self.role.meaning_in(lang)


def _either(letter: str, words: list[str]) -> str:
    """Words of one letter, as many as a legend has room for; those that begin with it come first."""
    words = sorted(words, key=lambda w: not w.startswith(letter))
    return "或".join(words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")


def source_scheme() -> Scheme:
    """The roles as the source has them, with the letters the schema declares."""
    letters = tuple(own_letter(type_) for type_ in TYPES)
    return Scheme(SOURCE, letters, reading=False, of_role={x.role: (x,) for x in letters})


def reading_scheme(name: str, letters: Iterable[Letter]) -> Scheme:
    """A reading of the roles by these letters. A role or link without one keeps its own, and its reason says so."""
    read = tuple(letters)
    kept = tuple(t for t in TYPES if t not in {x.role for x in read})
    taken = {x.zh for x in read}
    found = (*read, *(_kept_letter(type_, name.upper(), taken) for type_ in kept))
    of_role = {type_: tuple(x for x in found if x.role == type_) for type_ in TYPES}
    return Scheme(name, found, reading=True, of_role=of_role, kept=frozenset(kept))


def own_letter(type_: str) -> Letter:
    """The letter of a role or link by the schema, and what it means."""
    declared = RELATIONSHIP[type_]
    meaning = (declared.meaning_zh, declared.meaning)
    if linked := LINKED.get(type_):
        return Letter(type_, linked.zh, linked.en, linked.name.in_language(CHINESE), linked.name, *meaning)
    return Letter(type_, declared.letter_zh, declared.letter_en, declared.zh, declared.en, *meaning)


def _kept_letter(type_: str, scheme: str, taken: set[str]) -> Letter:
    """The source's own letter, or the word where the reading gives that letter another sense."""
    own = own_letter(type_)
    reason = message(
        "{scheme} has no letter for it; the role of the source is kept: {meaning}",
        scheme=scheme,
        meaning=_Meaning(RELATIONSHIP[type_]),
    )
    return replace(
        own,
        zh=own.name_zh if own.zh in taken else own.zh,
        en=own.name_en if own.en in taken else own.en,
        reason_zh=reason.in_language(CHINESE),
        reason_en=reason,
    )
