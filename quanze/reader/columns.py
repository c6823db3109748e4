"""What the columns of a table mean, as it was read or as a user gave it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quanze.reader.wording import normalise

CONTENT = "content"
"""In the place of a role: a level that says what the task before it consists of."""


@dataclass(frozen=True)
class Head:
    """The meaning of a column: its kind, the source's word, the role it gives, the year it is of, how sure that is."""

    kind: str
    word: str
    role: str = ""
    year: str = ""
    sure: bool = True

    @property
    def meaning(self) -> tuple[str, str]:
        """Its kind, and the role that it gives where it is a column of one."""
        return self.kind, self.role if self.kind == "role" else ""

    @property
    def of_brackets(self) -> str:
        """The role that agencies in brackets behind the tasks of its cells have, 措施及權責機關; empty where none."""
        return self.role if self.kind == "level" and self.role != CONTENT else ""


@dataclass
class Heads:
    """Meaning by column, the columns nobody understands, values given above the heads, and the first row below them.

    ``begin`` is the first row of heads.
    ``first_leads``: of several agencies in a cell the first leads and the others help, as the table itself says.
    ``of_indicators``: who is named in a row answers for its indicator, not for the goal that sorts several rows.
    ``led_apart``: the rows, by table and row, of a task that has other leads for other indicators.
    ``raci``: the letters under bodies are those of RACI, as the table says or its other letters show.
    ``mixed``: the bodies have several marks that no legend explains.
    ``doubtful``: a column that nobody understands may name the tasks more exactly than those that are read.
    ``unsettled``: another column of the rows than the one that is read may be what those who are named answer for.
    ``unnamed``: a column that nobody understands may name what the figures are of, and no other does.
    ``described``: the rows, by table and row, whose last level only says what the task before it consists of.
    ``names``: how a mapping writes the head of each column, the second of one head as “head (2)”.
    ``given``: the columns whose meaning a user gave, which no rule changes.
    ``whole``: names that begin with what looks like an item number and is none, 0-2歲托育.
    ``coded``: the cells of columns of codes and names, A1-01 校園午餐, each with its code and its name.
    """

    columns: dict[int, Head] = field(default_factory=dict)
    first: int = 0
    unknown: dict[int, str] = field(default_factory=dict)
    constant: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    first_leads: bool = False
    raci: bool = False
    mixed: bool = False
    doubtful: bool = False
    unsettled: bool = False
    unnamed: bool = False
    of_indicators: bool = False
    led_apart: frozenset[tuple[int, int]] = frozenset()
    begin: int = 0
    described: frozenset[tuple[int, int]] = frozenset()
    names: dict[int, str] = field(default_factory=dict)
    given: dict[int, Head] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    coded: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    settled: dict[tuple[str, ...], list[int]] | None = None
    """What ``of`` has answered while the columns do not change any more, as while rows are read; None before."""

    def of(self, *kinds: str) -> list[int]:
        """The columns of some kinds, in order."""
        if self.settled is None:
            return [c for c, h in sorted(self.columns.items()) if h.kind in kinds]
        found = self.settled.get(kinds)
        if found is None:
            found = self.settled[kinds] = [c for c, h in sorted(self.columns.items()) if h.kind in kinds]
        return found

    def keep_given(self) -> None:
        """Take the columns again as the user gave them."""
        self.columns |= {c: head for c, head in self.given.items() if c in self.columns or c in self.unknown}


@dataclass
class ColumnMapping:
    """Columns by their head and marks by what they mean, as a user gave them."""

    columns: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def head(self, text: str) -> Head | None:
        """The meaning that the mapping gives to a head, None when it does not speak of it."""
        found = self.columns.get(folded_head(text)) or self.columns.get(folded_head(_TIME.sub("", text)))
        return Head(found[0], text.replace("\n", " "), found[1], found[2]) if found else None

    def given(self, heads: Heads) -> dict[int, Head]:
        """The columns of a table that the mapping speaks of; what is known of one stays where it is the same."""
        out: dict[int, Head] = {}
        for column, name in heads.names.items():
            given, own = self.head(name), heads.columns.get(column)
            if given is not None:
                given = replace(given, word=own.word if own else _TIME.sub("", given.word))
                same = own is not None and own.meaning == given.meaning and given.role != CONTENT
                out[column] = replace(own, year=given.year or own.year, sure=True) if own and same else given
        return out


_TIME = re.compile(r" \([2-9]\)\Z")


def names_of_heads(words: Mapping[int, str]) -> dict[int, str]:
    """The heads of columns as a mapping writes them: the second of one head as “head (2)”."""
    times = Counter[str]()
    out: dict[int, str] = {}
    for column, word in sorted(words.items()):
        plain = word.replace("\n", " ")
        times[plain] += 1
        out[column] = f"{plain} ({times[plain]})" if times[plain] > 1 else plain
    return out


def folded_head(text: str) -> str:
    """A head as mappings compare it: normalised, without spaces."""
    return "".join(normalise(text).split())
