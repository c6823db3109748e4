"""What a responsibility matrix is made of: heads, assignments, the marks of a cell, and the matrix itself.

Items (tasks, indicators, …) are the rows, agencies (or subgroups) the columns. Items and agencies that nobody
and nothing is assigned to keep their place: an empty row is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quanze.exports.matrix.letters import LINKED, Letter, Scheme
from quanze.locale import Message, is_chinese
from quanze.schema.rows import AnyRow
from quanze.schema.ways import CARRIED, UNSETTLED
from quanze.text.clean import clean

ENDED = "ended"
SIGNS = {CARRIED: "»", UNSETTLED: "?", ENDED: "‡"}
"""What is written behind a letter: taken over from a predecessor; open who took it over; ended or not begun."""


@dataclass(frozen=True)
class Label:
    """A name ready to be shown: the Chinese one, and the one for every other language.

    That is the English name, or the Chinese one where there is none. A ``Message`` has words in each language.
    """

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The name in ``lang``."""
        if is_chinese(lang):
            return self.zh
        return clean(self.en.in_language(lang)) if isinstance(self.en, Message) else self.en


@dataclass(frozen=True)
class Head:
    """A row or a column: id, kind (a label of the schema, or empty), name, and the group it belongs to.

    ``when`` says when it ended or begins, where it does not live on the day of the matrix. ``own_duty``: a council has
    the item as its own, so that no agency has to answer for it. ``through_parts``: agencies lead parts of the item.
    """

    id: str
    kind: str
    name: Label
    group: str
    group_name: Label
    when: Message | None = None
    own_duty: bool = False
    through_parts: bool = False


class Assignment(NamedTuple):
    """One role of one agency on one item, numbered from 1; ``row`` is the row it was made from."""

    number: int
    item: Head
    agency: Head
    role: str
    letters: tuple[Letter, ...]
    wording: str
    inherited: bool
    distance: int
    origin: str
    row: AnyRow


class Mark(NamedTuple):
    """A role in a cell: its letters, and whether it is only inherited, or only our own (editorial) reading.

    ``sign`` says that it is carried over, that the source leaves open who has it, or that it does not hold: a key of
    ``SIGNS``, or empty. ``wording`` has the source's words, joined by 、; ``held`` every assignment behind the mark,
    direct ones first.
    """

    role: str
    letters: tuple[Letter, ...]
    inherited: bool
    editorial: bool
    wording: str
    held: tuple[Assignment, ...]
    sign: str = ""

    @property
    def holds(self) -> bool:
        """Whether somebody has the role: not if it has ended or not begun, nor if the source leaves open who has it."""
        return self.sign in ("", CARRIED)

    def letter_text(self, lang: str, *, bracketed: bool = True) -> str:
        """The letters with † when editorial and their sign, such as 召, (協), (A R†) or (召»).

        Inherited ones are in brackets unless the format prints them otherwise.
        """
        return self.marked(" ".join(dict.fromkeys(letter.text(lang) for letter in self.letters)), bracketed=bracketed)

    def marked(self, text: str, *, bracketed: bool = True) -> str:
        """A text in the place of the letters, with all that these have beside them."""
        text += ("†" if self.editorial else "") + SIGNS.get(self.sign, "")
        return f"({text})" if self.inherited and bracketed else text


@dataclass(frozen=True)
class Heading:
    """What the matrix is of: title, editions of the data, date as of which it holds (empty: whenever).

    ``evidence`` says whether the assignments have steps and paths, so that their citations are shown. ``led_by_seats``
    says what a seat leads for which there is no agency, and so no column.
    """

    title: Label
    editions: tuple[tuple[Label, str, str], ...]
    as_of: str
    evidence: bool = True
    led_by_seats: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Rows, columns, the marks of each filled cell by (row, column) position, and all assignments in order."""

    heading: Heading
    scheme: Scheme
    inherited: str
    lang: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[int, int], tuple[Mark, ...]]
    assignments: tuple[Assignment, ...]

    def by_row(self) -> list[list[tuple[int, tuple[Mark, ...]]]]:
        """The filled cells of each row by the position of their columns: most of a large matrix are empty."""
        found: list[list[tuple[int, tuple[Mark, ...]]]] = [[] for _ in self.rows]
        for (r, c), marks in self.cells.items():
            found[r].append((c, marks))
        return found

    def empty_rows(self) -> tuple[Head, ...]:
        """The items on which nobody holds a role, nor leads a part of them, and that no council has as its own; not
        those that do not live."""
        filled = {r for (r, _), marks in self.cells.items() if any(m.holds for m in marks)}
        bare = (h for i, h in enumerate(self.rows) if i not in filled)
        return tuple(h for h in bare if not (h.own_duty or h.through_parts or h.when))

    def empty_columns(self) -> tuple[Head, ...]:
        """The agencies that hold no role; not those that do not live."""
        filled = {c for (_, c), marks in self.cells.items() if any(m.holds for m in marks)}
        return tuple(h for i, h in enumerate(self.columns) if i not in filled and not h.when)

    def out_of_time(self) -> tuple[Head, ...]:
        """The items and agencies that have ended or not begun."""
        return tuple(h for h in (*self.rows, *self.columns) if h.when)

    @property
    def bracketed(self) -> bool:
        """Whether inherited letters are in brackets where the print tells them apart as well: those of the source are,
        while a reading keeps to the letters of its scheme."""
        return not self.scheme.reading

    def legend(self) -> tuple[Letter, ...]:
        """The letters to explain; see ``Scheme.explained``."""
        return self.scheme.explained((x, a.wording) for a in self.assignments for x in a.letters)

    def counted(self, lang: str) -> dict[str, tuple[str, ...]]:
        """The letters that a cell can have, in order, by the letter they are counted under."""
        found: dict[str, dict[str, None]] = {}
        for x in self.legend():
            found.setdefault(x.counted(lang), {})[x.text(lang)] = None
        return {counted: tuple(letters) for counted, letters in found.items()}

    def letters(self, lang: str) -> tuple[str, ...]:
        """The letters of ``counted``; those counted together as one, such as 召／主."""
        return tuple(map("／".join, self.counted(lang).values()))

    def totals(self, lang: str) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """How many cells of each row, and of each column, show each letter: direct and inherited counted apart.

        The counts of a row follow the order of ``letters(lang)``, each letter's direct count before its
        inherited one.
        """
        letters = self.counted(lang)
        at = {letter: 2 * i for i, letter in enumerate(letters)}
        rows = {i: [0] * (2 * len(letters)) for i in range(len(self.rows))}
        columns = {i: [0] * (2 * len(letters)) for i in range(len(self.columns))}
        for (r, c), every in self.cells.items():
            marks = [m for m in every if m.holds]
            direct = {x.counted(lang) for m in marks if not m.inherited for x in m.letters}
            only_inherited = {x.counted(lang) for m in marks if m.inherited for x in m.letters} - direct
            for shown, offset in ((direct, 0), (only_inherited, 1)):
                for letter in shown:
                    rows[r][at[letter] + offset] += 1
                    columns[c][at[letter] + offset] += 1
        return rows, columns

    def total_columns(self, lang: str) -> list[tuple[int, str, bool]]:
        """Which totals are worth showing, as (place among the letters, letter, inherited).

        The roles' direct ones always, for a zero is news there; all others when something counts.
        """
        rows, _ = self.totals(lang)
        letters = self.counted(lang)
        occurs = [any(n[i] for n in rows.values()) for i in range(2 * len(letters))]
        roles = {x.counted(lang) for x in self.legend() if x.role not in LINKED}
        return [
            (i, "／".join(together), inherited)
            for i, (letter, together) in enumerate(letters.items())
            for inherited in (False, True)
            if occurs[2 * i + inherited] or (letter in roles and not inherited)
        ]
