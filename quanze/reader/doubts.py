"""Names that a rule may have cut too short or too long: their rows are to be checked.

A name is sure where the text itself shows its borders: it is between marks of punctuation, comes a second time, or
is a known stem with an ending of agencies. Nothing here asks which rule read it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, islice

from quanze.reader.draft import CHECK, HIGH, Draft, Evidence, Link, Node
from quanze.reader.leftovers import NAMED
from quanze.reader.names import is_short_or_stemmed, may_be_council
from quanze.reader.outline import Passage
from quanze.reader.wording import normalise

_BEFORE = "、(:，。;「 "
_AFTER = "、):，。;」( "
_HELD = re.compile(r"[局處署部]?(?:長|首長|主任|代表|副|總裁)")
"""Somebody of the agency, whose post ends its name."""
_LEVEL = re.compile(r"(?:中央|直轄市|各?縣\(市\)|各?鄉|、|\(鎮、市\)|\(鎮、市、區\))+(?:主管機關|政府|公所)\Z")
"""A level of government."""
_HEADS = re.compile(r"掌理|之?職掌")
"""What an article on a department begins with, behind its name."""
_TASK_BEFORE = ":、;「 "
_TASK_AFTER = ":、。;」 "
_LONGEST_TASK = 20
_HEAD = 4
"""Paragraphs among which the title of a document is."""
_NEAR = 40
"""Paragraphs that are looked through for the body that a row speaks of."""
_THIS = re.compile(r"本(?:會報|會|小組|委員會|推動會|組|審議會|專案|中心)")
_NO_PLAIN_TASK = re.compile(r"[，、;()及與和由並應得]|主辦|協辦|配合|負責|會同|協助|主責|主政|統籌|督導")


class _Text:
    """The passages of a document as one text, in which names are looked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.joined = "\n".join(p.norm for p in passages)
        self.starts = [0, *accumulate(len(p.norm) + 1 for p in passages)]

    def places(self, name: str) -> Iterator[tuple[Passage, int, int]]:
        """Where a name is: the passage, and its span there."""
        at = self.joined.find(name)
        while at >= 0:
            i = bisect_right(self.starts, at) - 1
            start = at - self.starts[i]
            yield self.passages[i], start, start + len(name)
            at = self.joined.find(name, at + len(name))


def settle(draft: Draft, source: int, passages: Sequence[Passage]) -> None:
    """Mark the records of a source whose names the text does not show to be whole, and groups of a doubtful body."""
    text = _Text(passages)
    for node in draft.nodes:
        if node.kind == "Agency" and may_be_council(node.name):
            _check(node, source, "body")
        elif node.kind in _WHOLE and _of_sentences(node) and not _WHOLE[node.kind](node.real(), text):
            _check(node, source, "once")
        elif node.kind == "Document" and not _is_repeated(node.real(), text):
            _check(node, source, "once", lambda e: e.rule.startswith("reviews."))
        elif node.kind == "Task":
            _check(node, source, "task", partial(_is_cut, normalise(node.name), passages=passages))
    bodies = [n for n in draft.nodes if n.kind in ("Council", "Subgroup") and n.merged is None]
    for link in draft.linked("PART_OF"):
        if link.a.real().kind == "Subgroup":
            others = {name for n in bodies if n not in (link.a.real(), link.b.real()) for name in _names(n)}
            _check(link, source, "scope", partial(_is_far, _names(link.b.real()), others, passages))


def _of_sentences(node: Node) -> bool:
    return not node.name.isascii() and all(e.grid < 0 for e in node.evidence)


def _check(row: Node | Link, source: int, reason: str, doubtful: Callable[[Evidence], bool] | None = None) -> None:
    row.evidence[:] = [
        replace(e, confidence=CHECK, reason=reason)
        if e.source == source and e.confidence == HIGH and (doubtful is None or doubtful(e))
        else e
        for e in row.evidence
    ]


def _names(node: Node) -> set[str]:
    return {normalise(name) for name in (node.name, *node.aliases)}


def _is_repeated(node: Node, text: _Text) -> bool:
    """Whether a name is in the title, comes a second time or has another form in the text."""
    found = list(islice(text.places(normalise(node.name)), 2))
    return bool(node.aliases) or len(found) > 1 or any(p.index < _HEAD and at == 0 for p, at, _ in found)


def _is_whole(node: Node, text: _Text) -> bool:
    """Whether the name of an agency is known, comes twice, or is between marks and has an ending of agencies."""
    name = normalise(node.name)
    if is_short_or_stemmed(name) or _LEVEL.match(name) or len({e.source for e in node.evidence}) > 1:
        return True
    found = list(islice(text.places(name), 2))
    if len(found) > 1:
        return True
    ended = any(m.end() == len(name) for m in NAMED.finditer(name))
    return any(
        (ended and _between_marks(passage, a, b)) or (a == passage.start and bool(_HEADS.match(passage.norm, b)))
        for passage, a, b in found
    )


_WHOLE: dict[str, Callable[[Node, _Text], bool]] = {"Agency": _is_whole, "Council": _is_repeated}


def _between_marks(passage: Passage, start: int, end: int) -> bool:
    norm = passage.norm
    begins = start <= passage.start or norm[start - 1] in _BEFORE
    ends = end >= len(norm) or norm[end] in _AFTER or bool(_HELD.match(norm, end))
    return begins and ends


def _is_far(names: set[str], others: set[str], passages: Sequence[Passage], evidence: Evidence) -> bool:
    """Whether another body is named between a row and the last words on the body that it is given to."""
    for at in range(evidence.passage, max(evidence.passage - _NEAR, -1), -1):
        norm = passages[at].norm
        if any(n in norm for n in names) or _THIS.search(norm):
            return False
        if any(o in norm and not any(o in n for n in names) for o in others):
            return True
    return False


def _is_cut(name: str, evidence: Evidence, passages: Sequence[Passage]) -> bool:
    """Whether the name of a task that a rule of sentences gives may have too many words or too few."""
    if not evidence.rule.startswith("responsibilities.") or evidence.passage < 0 or name.isascii():
        return False
    if len(name) > _LONGEST_TASK or _NO_PLAIN_TASK.search(name) or NAMED.search(name):
        return True
    passage = passages[evidence.passage]
    norm = passage.norm
    for found in re.finditer(re.escape(name), norm):
        begins = found.start() <= passage.start or norm[found.start() - 1] in _TASK_BEFORE
        if begins and (found.end() >= len(norm) or norm[found.end()] in _TASK_AFTER):
            return False
    return True
