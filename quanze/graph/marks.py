"""What marks our records on a server, and the form of our statements that finds only marked ones.

Others may give their nodes our labels, add labels to our nodes, and draw relationships of our types between them. A
record of ours therefore has a second label, ``QuanzeAgency`` beside ``Agency``, and a relationship of ours the property
``quanze``. Statements say ``Agency`` and ``CONVENES`` for every engine; on a server ``marked`` makes each of them match
our records only. Nothing else knows the marks, but for those who look for what is not ours.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quanze.schema import KIND

PROPERTY = "quanze"
"""The property that a relationship of ours has, always true."""
LABEL = "Quanze"
"""What the second label of a record begins with; the kind follows."""

_NODE = re.compile(r"(CREATE )?\((\w*):(\w+(?:\|\w+)*)")
_RELATIONSHIP = re.compile(r"-\[(\w*(?::[A-Z_|]+)?(?:\*\d+\.\.\d+)?)(?: \{([^}]*)\})?\]-")
_FIRST = re.compile(r"MATCH \((\w*)\)")
_KIND_OF = re.compile(r"labels\((\w+)\)\[0\]")
_REPLACED = re.compile(r"SET r = row\.props")
_UNION = "\nUNION ALL\n"


def label_of(kind: str) -> str:
    """The label that only our records of a kind have."""
    return LABEL + kind


ANY = "|".join(map(label_of, KIND))
"""Any record of ours, as a pattern has it."""


def _node(found: re.Match[str]) -> str:
    created, variable, labels = found[1] or "", found[2], found[3].split("|")
    if not KIND.keys() >= set(labels):
        return found[0]
    ours = "|".join(map(label_of, labels))
    return f"{created}({variable}:{labels[0]}:{ours}" if created else f"({variable}:{ours}"


def _relationship(found: re.Match[str]) -> str:
    more = f", {found[2]}" if found[2] else ""
    return f"-[{found[1]} {{{PROPERTY}: true{more}}}]-"


def _kind_of(found: re.Match[str]) -> str:
    # Its labels are in the order in which the server first met them, those of others among them.
    cases = " ".join(f"WHEN {found[1]}:{label_of(kind)} THEN '{kind}'" for kind in KIND)
    return f"CASE {cases} END"


def _part(text: str) -> str:
    def first(found: re.Match[str]) -> str:
        variable = found[1]
        if variable and re.search(rf"\b{variable}\b", text[: found.start()]):
            return found[0]
        return f"MATCH ({variable}:{ANY})"

    return _FIRST.sub(first, text)


@lru_cache(maxsize=1024)
def marked(text: str) -> str:
    """A statement of ours as a server is to run it: it finds only our records and marks those that it creates.

    The statement names our labels and types without marks, writes a relationship as ``-[r:TYPE {…}]-`` and the kind
    of a record as ``labels(n)[0]``. A pattern that begins with a node of any kind begins with any record of ours.
    """
    text = _UNION.join(map(_part, text.split(_UNION)))
    for pattern, form in ((_NODE, _node), (_RELATIONSHIP, _relationship), (_KIND_OF, _kind_of)):
        text = pattern.sub(form, text)
    return _REPLACED.sub(rf"\g<0>, r.{PROPERTY} = true", text)
