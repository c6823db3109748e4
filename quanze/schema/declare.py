"""What a declaration is made of: immutable values that refuse to be built wrong.

Nothing here knows a particular kind; the declarations stand in ``kinds``, ``relationships`` and
``words``. Every refusal says what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quanze.errors import SchemaError

TYPES = ("text", "list", "date", "year", "integer", "number", "boolean", "choice", "choices", "ref")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_LABEL = re.compile(r"[A-Z][A-Za-z]*\Z")
RESERVED = ("title", "type")
"""Names an embedded engine answers itself (it gives every record a ``title`` and a ``type``)."""
_TYPE = re.compile(r"[A-Z]+(_[A-Z]+)*\Z")


def _require(ok: bool, what: str, advice: str) -> None:
    if not ok:
        raise SchemaError(what, advice)


@dataclass(frozen=True)
class Choice:
    """One allowed value: its stored code, its labels and other spellings a file may use.

    ``usual`` are those of the words that a list offers in place of the label.
    """

    code: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(
            bool(self.code and self.zh and self.en), f"choice {self.code!r} lacks a label.", "Give code, zh and en."
        )
        _require(
            set(self.usual) <= set(self.words),
            f"choice {self.code!r} offers what is no word of its.",
            "Add it to the words.",
        )

    def offered(self, lang: str) -> tuple[str, ...]:
        """What a list offers for it in a language: the usual words, else the label."""
        words = tuple(w for w in self.usual if w.isascii() == (lang == "en"))
        return words or ((self.en if lang == "en" else self.zh),)


@dataclass(frozen=True)
class Property:
    """A named value of a record: type, labels, and one sentence of meaning.

    ``kinds`` names the kinds a ``ref`` may point to. ``link`` is set on a column that is no stored
    property but the short way to write a relationship of the row: its type, and ``inward`` when
    the row is the relationship's end.
    """

    name: str
    type: str
    zh: str
    en: str
    meaning: str
    meaning_zh: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    kinds: tuple[str, ...] = ()
    link: str = ""
    inward: bool = False
    headers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n = self.name
        _require(bool(_NAME.match(n)), f"property name {n!r} is not snake_case.", "Write it like valid_from.")
        _require(
            bool(self.link) or n not in RESERVED or self.type == "choice",
            f"property name {n!r} is taken by the engines.",
            "Choose a longer name, such as seat_title.",
        )
        _require(self.type in TYPES, f"property {n}: unknown type {self.type!r}.", f"Use one of {', '.join(TYPES)}.")
        _require(bool(self.zh and self.en), f"property {n} lacks a label.", "Give zh and en.")
        _require(self.meaning.endswith("."), f"property {n} lacks its sentence of meaning.", "End it with a full stop.")
        _require(
            bool(self.choices) == (self.type in ("choice", "choices")),
            f"property {n}: choices and type {self.type!r} do not fit.",
            "Give choices exactly when the type is choice or choices.",
        )
        _require(
            bool(self.kinds) == (self.type == "ref"),
            f"property {n}: kinds and type {self.type!r} do not fit.",
            "Give kinds exactly when the type is ref.",
        )
        _require(
            not self.link or self.type == "ref",
            f"property {n}: only a ref can stand for a relationship.",
            "Set type='ref' or drop link.",
        )
        codes = [c.code for c in self.choices]
        _require(len(codes) == len(set(codes)), f"property {n} has a choice twice.", "Make the codes unique.")

    @property
    def stored(self) -> bool:
        """Whether the value is kept on the node or relationship (false for link columns)."""
        return not self.link


@dataclass(frozen=True)
class Kind:
    """A kind of node: its label, labels for people, meaning, file table and own properties."""

    label: str
    zh: str
    en: str
    meaning: str
    table: str
    table_zh: str
    slug: str
    properties: tuple[Property, ...] = ()
    meaning_zh: str = ""

    def __post_init__(self) -> None:
        _require(
            bool(_LABEL.match(self.label)), f"kind {self.label!r} is not CamelCase.", "Write it like AnnualTarget."
        )
        _require(
            bool(_NAME.match(self.table)),
            f"kind {self.label}: table {self.table!r} is not snake_case.",
            "Write it like annual_targets.",
        )
        _require(
            self.meaning.endswith("."), f"kind {self.label} lacks its sentence of meaning.", "End it with a full stop."
        )
        names = [p.name for p in self.properties]
        _require(len(names) == len(set(names)), f"kind {self.label} declares a property twice.", "Remove one.")

    def property(self, name: str) -> Property:
        """The property of that name; SchemaError when the kind has none."""
        for p in self.properties:
            if p.name == name:
                return p
        raise SchemaError(f"kind {self.label} has no property {name!r}.", "Declare it in quanze/schema/kinds.py.")


@dataclass(frozen=True)
class Relationship:
    """A type of relationship: allowed ends, meaning, own properties and the plan's words for it.

    ``usual`` are the words that a list offers. ``letter_zh`` and ``letter_en`` are set on roles only. ``back_zh`` and
    ``back_en`` say the same fact from its end, for paths that cross it backwards. ``more_letters_zh`` are further
    Chinese letters of a role, each the first character of words that do not mean the same to those who use them as
    the words of ``letter_zh``.
    """

    type: str
    zh: str
    en: str
    meaning: str
    ends: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    properties: tuple[Property, ...] = ()
    letter_zh: str = ""
    letter_en: str = ""
    meaning_zh: str = ""
    back_zh: str = ""
    back_en: str = ""
    more_letters_zh: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        t = self.type
        _require(bool(_TYPE.match(t)), f"relationship {t!r} is not UPPER_SNAKE.", "Write it like CO_ORGANIZES.")
        _require(bool(self.ends), f"relationship {t} has no ends.", "Give (from kind, to kind) pairs.")
        _require(len(self.ends) == len(set(self.ends)), f"relationship {t} has a pair of ends twice.", "Remove one.")
        _require(bool(self.words), f"relationship {t} has no words.", "Give the words plans use for it.")
        _require(len(self.words) == len(set(self.words)), f"relationship {t} has a word twice.", "Remove one.")
        _require(
            self.meaning.endswith("."), f"relationship {t} lacks its sentence of meaning.", "End it with a full stop."
        )
        _require(
            bool(self.letter_zh) == bool(self.letter_en),
            f"role {t} has one letter only.",
            "Give letter_zh and letter_en, or neither.",
        )

    @property
    def role(self) -> bool:
        """Whether this is one of the roles an agency can hold (it then has letters)."""
        return bool(self.letter_zh)

    @property
    def from_kinds(self) -> tuple[str, ...]:
        """The kinds it may start from, in order of declaration."""
        return tuple(dict.fromkeys(a for a, _ in self.ends))

    @property
    def to_kinds(self) -> tuple[str, ...]:
        """The kinds it may end at, in order of declaration."""
        return tuple(dict.fromkeys(b for _, b in self.ends))
