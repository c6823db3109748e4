"""The parts of a declaration: immutable values that refuse to be built wrong.

Nothing here knows a particular kind; the declarations are in ``kinds``, ``relationships`` and
``words``. Every refusal says what to write instead.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self, dataclass_transform

from quanze.errors import SchemaError
from quanze.locale import in_context, is_chinese
from quanze.schema.words import fold

LABELS = "schema"
"""The context of labels and meanings in the catalogues: the same English word may be a message too."""
TYPES = ("text", "list", "date", "year", "integer", "number", "boolean", "choice", "choices", "ref")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_LABEL = re.compile(r"[A-Z][A-Za-z]*\Z")
RESERVED = ("title", "type")
"""Names an embedded engine answers itself (it gives every record a ``title`` and a ``type``)."""
_TYPE = re.compile(r"[A-Z]+(_[A-Z]+)*\Z")
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
INK = "#1b2430"
"""The colour of text where a look says no other."""
OUTLINES = (
    *("bars", "pill", "box", "seat", "arrow", "hexagon", "ellipse", "chamfer", "cut", "folded"),
    *("slant", "bevel", "tag", "frame"),
)
"""The outlines a box may have, each drawn by the pictures."""
HEADS = ("arrow", "dot", "diamond", "square", "none")
"""What may be at the end of a line."""


def _require(ok: bool, fault: str, advice: str) -> None:
    if not ok:
        raise SchemaError(fault, advice)


@dataclass_transform(eq_default=False, frozen_default=True)
class Declared:
    """A value of the fields that its class names, which checks itself when it is made and never changes.

    It reads like a frozen dataclass. That would compile three functions for each class, and every command pays for it.
    """

    _fields: ClassVar[tuple[str, ...]]
    _needed: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(cls.__annotations__)
        cls._needed = frozenset(name for name in cls._fields if not hasattr(cls, name))

    def __init__(self, *values: Any, **named: Any) -> None:
        given = dict(zip(self._fields, values, strict=False))
        given.update(named)
        fits = self._needed <= given.keys() <= set(self._fields)
        if not fits or len(given) != len(values) + len(named):
            missing = sorted(self._needed - given.keys())
            raise TypeError(f"{type(self).__name__} has the fields {self._fields}; missing: {missing}")
        self.__dict__.update(given)  # a field that is not given has its default in the class
        self._check()

    def _check(self) -> None:
        """Refuse a wrong declaration, with what to write instead."""

    def __setattr__(self, name: str, _value: Any) -> None:
        raise AttributeError(f"{name}: a declaration does not change")

    def but(self, **changes: Any) -> Self:
        """The same with other values for some fields."""
        return type(self)(**{**self.__dict__, **changes})


class Labelled:
    """What has a label in Chinese and one in English; both are words of our files, a catalogue has any further one."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The label in that language; in English where its catalogue has none."""
        return self.zh if is_chinese(lang) else in_context(LABELS, self.en, lang)

    def in_file(self, lang: str) -> str:
        """The label in a file that loads again: Chinese or English."""
        return self.zh if is_chinese(lang) else self.en


class Explained(Labelled):
    """What has a sentence of meaning too."""

    meaning: str
    meaning_zh: str

    def meaning_in(self, lang: str) -> str:
        """The meaning in that language; in English where there is none."""
        return (self.meaning_zh if is_chinese(lang) else "") or in_context(LABELS, self.meaning, lang)


class BoxLook(Declared):
    """How records of a kind are drawn, and where in the picture of the whole.

    ``widest`` is the width in pixels at which a label is broken. ``column`` is counted from the agencies to the right;
    a kind without one is not in that picture. Within a column lower ranks are on top. ``heading`` is what is written
    above the column in Chinese and English, where the kind's own label does not say it.
    """

    outline: str
    fill: str
    stroke: str
    text: str = INK
    widest: float = 190.0
    column: int | None = 2
    rank: int = 1
    heading: tuple[str, str] | None = None

    def _check(self) -> None:
        _require(
            self.outline in OUTLINES, f"no outline is called {self.outline!r}.", f"Use one of {', '.join(OUTLINES)}."
        )
        for colour in (self.fill, self.stroke, self.text):
            _require(bool(_COLOUR.match(colour)), f"{colour!r} is no colour.", "Write it like #0072b2.")


class LineLook(Declared):
    """How relationships of a type are drawn, in pictures and as the ground of a matrix's cells.

    ``dashes`` (empty: solid) and ``head`` tell lines apart without colour. Lines of a higher ``order`` are painted
    later. ``overview`` says whether the picture of the whole has them. Agencies with the same one on the same records
    are drawn as one group where ``group_en`` names it, as in "4 convening agencies". ``cell`` and ``cell_dark`` are the
    grounds of cells on a light and on a dark page; empty ones are tints of the line's colour.
    """

    colour: str
    width: float = 1.6
    dashes: tuple[int, ...] = ()
    head: str = "arrow"
    order: int = 1
    overview: bool = True
    group_en: str = ""
    cell: str = ""
    cell_dark: str = ""

    def _check(self) -> None:
        _require(self.head in HEADS, f"no head is called {self.head!r}.", f"Use one of {', '.join(HEADS)}.")
        for colour in (self.colour, *filter(None, (self.cell, self.cell_dark))):
            _require(bool(_COLOUR.match(colour)), f"{colour!r} is no colour.", "Write it like #0072b2.")
        _require(
            len(self.dashes) % 2 == 0 and all(d > 0 for d in self.dashes),
            f"the dashes {self.dashes} are no pairs of a dash and a gap.",
            "Write them like (10, 5).",
        )


class Choice(Declared, Labelled):
    """One allowed value: its stored code, its labels and other spellings a file may use.

    ``usual`` are those of the words that a list offers in place of the label.
    """

    code: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def _check(self) -> None:
        _require(
            bool(self.code and self.zh and self.en), f"choice {self.code!r} lacks a label.", "Give code, zh and en."
        )
        _require(
            set(self.usual) <= set(self.words),
            f"choice {self.code!r} offers a word that is not among its words.",
            "Add it to the words.",
        )
        _require(
            all(map(fold, self.words)),
            f"choice {self.code!r} has a word without a letter or digit, which every mark in a file would match.",
            "Read such marks where they are meant.",
        )

    def offered(self, lang: str) -> tuple[str, ...]:
        """What a list in a file offers: the usual words, else the label; Chinese or English, for it must load again."""
        words = tuple(w for w in self.usual if w.isascii() != is_chinese(lang))
        return words or (self.in_file(lang),)


class Property(Declared, Explained):
    """A named value of a record: type, labels, and one sentence of meaning.

    ``kinds`` names the kinds a ``ref`` may point to. ``link`` is set on a column that is not a stored
    property but the short way to write a relationship of the row: its type, and ``inward`` when
    the row is the relationship's end. ``personal`` ones name or describe a person.
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
    personal: bool = False

    def _check(self) -> None:
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


class Kind(Declared, Explained):
    """A kind of node: its label, labels for people, meaning, file table, own properties and look.

    A kind without a look gets one of a palette (``quanze.schema.looks``). ``named_by`` are the properties that together
    make the name of a record that has none of its own.
    """

    label: str
    zh: str
    en: str
    meaning: str
    table: str
    table_zh: str
    slug: str
    properties: tuple[Property, ...] = ()
    meaning_zh: str = ""
    look: BoxLook | None = None
    named_by: tuple[str, ...] = ()

    def _check(self) -> None:
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

    @property
    def plural_en(self) -> str:
        """The English label of several."""
        return self.en[:-1] + "ies" if self.en.endswith("y") else self.en + "s"

    def plural_in(self, lang: str) -> str:
        """The label of several in that language."""
        return self.zh if is_chinese(lang) else in_context(LABELS, self.plural_en, lang)

    def property(self, name: str) -> Property:
        """The property of that name; SchemaError when the kind has none."""
        for p in self.properties:
            if p.name == name:
                return p
        raise SchemaError(f"kind {self.label} has no property {name!r}.", "Declare it in quanze/schema/kinds.py.")


class Relationship(Declared, Explained):
    """A type of relationship: allowed ends, meaning, own properties and the plan's words for it.

    ``usual`` are the words that a list offers. ``letter_zh`` and ``letter_en`` are set on roles only; of these
    ``leads`` marks the one that leads, and ``works`` those whose holders work on the thing rather than examine it.
    ``back_zh`` and ``back_en`` say the same fact from its end, for paths that cross it backwards. ``more_letters_zh``
    are further Chinese letters of a role, each the first character of words that do not mean the same to those who use
    them as the words of ``letter_zh``. A relationship without a look gets one of a palette (``quanze.schema.looks``).
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
    leads: bool = False
    works: bool = True
    look: LineLook | None = None

    def _check(self) -> None:
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
        _require(self.role or not self.leads, f"relationship {t} leads and is no role.", "Give it its letters.")

    def reversed_in(self, lang: str) -> str:
        """The label of the same fact from its end, in that language."""
        if is_chinese(lang):
            return self.back_zh or self.zh
        return in_context(LABELS, self.back_en or self.en, lang)

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
