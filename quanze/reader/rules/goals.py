"""SDG targets and goals that a text names for a task, 對應SDGs:11.2、13: records of the framework, none of the draft's
own."""

from __future__ import annotations

import re

from quanze.reader.draft import Evidence, Node
from quanze.reader.figures import SDG_GOAL, SDG_TARGET
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading

_NAMED = re.compile(
    r"(?:對應|呼應|連結|扣合|接軌|符合)?(?:之|的|聯合國|永續發展目標|細項目標|目標|指標|細項|核心|:|\(|\)"
    r"| )*SDGs?(?:永續發展目標|細項目標|目標|指標|細項|核心|:|-|\(|\)|為| )*"
    r"(?P<codes>(?:SDGs? ?-?)?[0-9]{1,2}(?:[.-][0-9a-dA-D]{1,2})?(?:(?:、|，|,|;|/|及|與|和"
    r"| )+(?:SDGs? ?-?)?[0-9]{1,2}(?:[.-][0-9a-dA-D]{1,2})?)*)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r" ?(?:專?章|章節|專欄|篇)")
"""Behind a goal that a part of a report is on: who writes it does nothing for the goal."""
_HYPHEN = re.compile(r"(?<![0-9])(1[0-7]|[1-9])-([0-9]{1,2}|[a-dA-D])(?![0-9])")


def codes_of(text: str) -> list[str]:
    """The codes of targets in normalised text, 11.6 and 11-6, then those of goals of which no target is named, each
    once."""
    spelled = _HYPHEN.sub(r"\1.\2", text)
    targets = [f"{m['t']}.{m['n'].lower()}" for m in SDG_TARGET.finditer(spelled)]
    goals = [m["t"].lstrip("0") for m in SDG_GOAL.finditer(SDG_TARGET.sub(" ", spelled))]
    whole = [goal for goal in goals if not any(target.startswith(f"{goal}.") for target in targets)]
    return list(dict.fromkeys([*targets, *whole]))


def align(reading: Reading, topics: list[Node], codes: list[str], evidence: Evidence) -> None:
    """Link tasks or indicators to the framework's targets and goals."""
    for code in codes:
        iri = f"http://metadata.un.org/sdg/{code}"
        kind = "SDGTarget" if "." in code else "SDGGoal"
        node = reading.draft.node(kind, code, evidence, code=code, iri=iri)
        for topic in topics:
            reading.draft.link("ALIGNS_TO", topic, node, "對應", evidence)


def read(reading: Reading) -> None:
    """Read targets named in a line of a task, or in a line with labels under one."""
    for passage in reading.passages:
        for found in _NAMED.finditer(passage.norm, passage.start):
            if _CHAPTER.match(passage.norm, found.end()):
                continue
            topics = _topics(reading, passage)
            if not topics:
                continue
            codes = codes_of(found["codes"])
            if codes:
                align(reading, topics, codes, reading.evidence(passage, *found.span(), "goals.named"))


def _topics(reading: Reading, passage: Passage) -> list[Node]:
    """The tasks of a passage, else those of the line or item above it."""
    tasks = reading.draft.of_kind("Task")

    def of(index: int) -> list[Node]:
        return [n for n in tasks if any(e.passage == index and e.source == reading.source for e in n.evidence)]

    here = of(passage.index)
    if here or passage.marker is not None:
        return here
    for before in reversed(reading.passages[max(passage.parent, 0) : passage.index]):
        if found := of(before.index):
            return found
        if before.marker is not None or before.index == passage.parent:
            break
    return []
