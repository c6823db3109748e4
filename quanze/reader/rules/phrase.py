"""A phrase of a sentence that gives agencies a role, and the names in its slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quanze.reader.draft import CHECK, HIGH
from quanze.reader.names import Name, more_than_a_name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.tokens import Token
from quanze.reader.wording import normalise


@dataclass(frozen=True)
class Phrase:
    """Agencies with a role, and the span of the phrase that says so.

    ``what`` is the span of the task when the phrase names it itself (由A負責X); (0, 0) when the task is elsewhere.
    """

    type: str
    word: str
    names: tuple[Name, ...]
    start: int
    end: int
    what: tuple[int, int] = (0, 0)
    by: bool = False
    confidence: str = HIGH
    pattern: str = ""
    reason: str = ""

    def reaches(self, other: Phrase) -> bool:
        """Whether two phrases share some of the text."""
        return self.start < other.end and other.start < self.end


def spelled(passage: Passage, tokens: Sequence[Token]) -> tuple[str, int, int]:
    """The text of a slot without conjunctions at its ends, and its span."""
    part = list(tokens)
    while part and part[0].category in ("and", "close", "each") and not (part[0].category == "each" and len(part) > 1):
        part.pop(0)
    opened = sum(1 if t.category == "open" else -1 if t.category == "close" else 0 for t in part)
    while part and (part[-1].category in ("and", "open") or (part[-1].category == "close" and opened < 0)):
        opened += part[-1].category == "close"
        part.pop()
    if not part:
        return "", 0, 0
    start, end = part[0].start, part[-1].end
    if end - start > 3 and passage.norm[start] == "有" and passage.norm[start + 1] not in "關关限線害機無":
        start += 1  # 協力單位有社會局
    while end - start > 2 and passage.norm[end - 1] in "則亦":
        end -= 1  # 教育局則負責…
    return passage.text[start:end], start, end


def named(
    reading: Reading, passage: Passage, tokens: Sequence[Token], placed: bool = False
) -> tuple[tuple[Name, ...], int, int]:
    """The names of a slot and its span; the slot's last names when other words come before them."""
    text, start, end = spelled(passage, tokens)
    if not text:
        return (), start, end
    names = reading.split(text, placed=placed and brief(text))
    if names and not any(reading.body(n.text) is not None or more_than_a_name(n.text) for n in names):
        return tuple(names), start, end
    return (), start, end


def brief(text: str) -> bool:
    return len(text) <= 24 and "(" not in normalise(text)


def sureness(names: Sequence[Name]) -> str:
    return CHECK if any(n.guessed for n in names) else HIGH
