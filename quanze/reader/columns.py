"""What the columns of a table mean, as it was read or as a user gave it."""

from __future__ import annotations

from dataclasses import dataclass, field

from quanze.reader.wording import normalise


@dataclass(frozen=True)
class Head:
    """The meaning of a column: its kind, the source's word, the role it gives, the year it is of, how sure that is."""

    kind: str
    word: str
    role: str = ""
    year: str = ""
    sure: bool = True


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
    ``described``: the rows, by table and row, whose last level only says what the task before it consists of.
    ``whole``: names that begin with what looks like an item number and is none, 0-2歲托育.
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
    of_indicators: bool = False
    led_apart: frozenset[tuple[int, int]] = frozenset()
    begin: int = 0
    described: frozenset[tuple[int, int]] = frozenset()
    whole: frozenset[str] = frozenset()

    def of(self, *kinds: str) -> list[int]:
        """The columns of some kinds, in order."""
        return [c for c, h in sorted(self.columns.items()) if h.kind in kinds]


@dataclass
class ColumnMapping:
    """Columns by their head and marks by what they mean, as a user gave them."""

    columns: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def head(self, text: str) -> Head | None:
        """The meaning that the mapping gives to a head, None when it does not speak of it."""
        found = self.columns.get(folded_head(text))
        return Head(found[0], text.replace("\n", " "), found[1], found[2]) if found else None


def folded_head(text: str) -> str:
    """A head as mappings compare it: normalised, without spaces."""
    return "".join(normalise(text).split())
