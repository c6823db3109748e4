"""Tasks as records: their number, the law that gives them, and duties left to be assigned."""

from __future__ import annotations

import re

from quanze.locale import message
from quanze.reader.draft import Evidence, Node
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading

CLEAN = re.compile(r"^[，、:;：；\s]+|[，、:;：；。\s]+$")


def new_task(reading: Reading, passage: Passage, name: str, evidence: Evidence) -> Node:
    number = str(passage.marker.number) if passage.marker and passage.marker.number else ""
    name = re.sub(r"^(?:有關|關於|至於)(?=.{3})", "", name)
    return reading.draft.node("Task", name, evidence, kind="duty", number=number)


_NOBODY = re.compile(
    r"(?P<task>[^。;:]{3,80}):(?P<who>由[^。;:]{0,30}?(?:協調指定|另行指定|另定|指定|會商定|協商定)之?)[。;]?$"
)


_DESIGNATED = re.compile(
    r"(?P<task>[^。;:]{2,80}?)，?(?P<who>由[^。;:，]{2,30}?指定之?(?:機關|單位|機構)(?:為之|辦理|負責|主辦|擔任)之?)[。;]?$"
)
"""「國道由中央公路主管機關指定機關為之」: who does it is still to be said."""


def left_open(reading: Reading, passage: Passage, start: int, end: int) -> None:
    """A duty that the text leaves to be assigned: the task stands without a lead, and the report says so."""
    found = _NOBODY.match(passage.norm[start:end]) or _DESIGNATED.match(passage.norm[start:end])
    if found and passage.marker is not None:
        name = passage.text[start : start + found.end("task")]
        evidence = reading.evidence(passage, start, start + found.end(), "responsibilities.nobody")
        new_task(reading, passage, name, evidence)
        who = passage.text[start + found.start("who") : start + found.end("who")]
        reading.draft.remark("nobody", message("{name}: {text}", name=name, text=who), passage.place.words)
