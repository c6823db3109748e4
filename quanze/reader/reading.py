"""The state that the rules share while one document is read: what short forms mean, which body is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quanze.locale import message
from quanze.reader.blocks import Place
from quanze.reader.columns import ColumnMapping, Heads
from quanze.reader.draft import CHECK, HIGH, QUOTE_LENGTH, Draft, Evidence, Node
from quanze.reader.leftovers import NAMED
from quanze.reader.names import (
    SHORT_NAMES,
    Name,
    abbreviates,
    agency_kind,
    ends_as_body,
    is_agency,
    is_class,
    may_name,
    shortens,
    split_agencies,
    without_self,
)
from quanze.reader.outline import Outline, Passage
from quanze.reader.wording import normalise
from quanze.schema.words import fold

_SENTENCE = re.compile(r"[。!?]|(?<=[a-z\)])\.(?= [A-Z]|$)|;(?= [A-Z])")
SHORTENED = re.compile(r"[(（](?:以下)?簡?稱[^()（）]{0,20}(?:[)）]|$)")
_CLAUSE = re.compile(r"[，。;!?:]|, |\. ")
_SELF = re.compile(r"本(?:府|院|部|署|局|會|處|所|中心|校|行|公司)")
_THIS_BODY = re.compile(
    r"(?:本|該|前揭|前述|上開|上述|前開|原|此|前項|前條|第[一二三四]項)(?:審議會|諮詢會|評議會|推動會|委員會|委員"
    r"|小組|工作小組|會報|會|組|推動小組|專案小組|辦公室)$"
)


_BEFORE_OWN = re.compile(r"(?:設置|設立|成立|組成|設|本(?:府|院|部|署|局|處|所|會|校|公所))")
"""What may go before the name of the body that the rules are of."""
_THAT_AGENCY = re.compile(r"(?:該|前揭|上開)(?P<end>局|處|署|部|科|課|所|公所|公司|中心)")
"""An agency that the text named before."""
_WHOLE_NAME = re.compile(r"(?:(?![由請交與及和暨或、，。;:()「」之任])[\u3400-\u9fff]){2,14}\Z")
_NEAR = 4
"""Passages in which such a name is looked for."""


@dataclass(frozen=True)
class Short:
    """What a short form introduced in brackets stands for."""

    kind: str
    full: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage: its span, which leaves the item number out."""

    passage: Passage
    start: int
    end: int

    @property
    def norm(self) -> str:
        """The normalised text."""
        return self.passage.norm[self.start : self.end]


@dataclass(frozen=True)
class Clause:
    """A stretch of a passage between commas and stops, how it ended, and why it is beside the matter."""

    passage: int
    start: int
    end: int
    state: str
    reason: str = ""


class Reading:
    """One document being read into a draft."""

    def __init__(self, outline: Outline, draft: Draft, source: int, mapping: ColumnMapping | None = None) -> None:
        self.outline = outline
        self.draft = draft
        self.source = source
        self.mapping = mapping or ColumnMapping()
        self.layouts: list[tuple[int, list[Heads]]] = []
        self.cells: dict[tuple[int, int, int], str] = {}
        self.clauses: list[Clause] = []
        self.nowhere = Place(outline.source.file, 0)
        self.shorts: dict[str, Short] = {}
        self.council: Node | None = None
        self.government: Node | None = None
        self.owner: Node | None = None
        self.sections: bool = False
        self.title: str = ""
        self.set_up_by: dict[int, Node] = {}
        self.document: Node | None = None
        self.names: set[str] = set()
        self._known = 0
        self._split: dict[str, list[Name]] = {}
        self._sentences: dict[int, tuple[Sentence, ...]] = {}
        self._bodies_named: tuple[tuple[str, int], ...] = ()
        self._by_first: dict[str, list[tuple[Node, str]]] = {}
        self.used: dict[int, list[tuple[int, int]]] = {}
        self.body_at: dict[int, Node] = {}
        self.topic_at: dict[int, Node] = {}
        self.settled: dict[int, list[tuple[int, int]]] = {}
        self.duties: set[int] = set()
        """Passages that are duties of a council or group."""
        self.entries: set[int] = set()
        """Passages that are entries of a list of members."""
        self.stated: list[tuple[Node, tuple[int, int], str]] = []

    @property
    def passages(self) -> list[Passage]:
        """The passages in order."""
        return self.outline.passages

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage, which most rules ask for."""
        known = self._sentences.get(passage.index)
        if known is None or (known and known[0].passage is not passage):
            known = self._sentences[passage.index] = tuple(self._cut(passage))
        return known

    @staticmethod
    def _cut(passage: Passage) -> Iterator[Sentence]:
        start = passage.start
        for found in _SENTENCE.finditer(passage.norm, passage.start):
            if passage.norm[start : found.end()].strip():
                yield Sentence(passage, start, found.end())
            start = found.end()
        if passage.norm[start:].strip():
            yield Sentence(passage, start, len(passage.norm))

    def evidence(
        self, passage: Passage, start: int, end: int, rule: str, confidence: str = HIGH, counts: bool = True
    ) -> Evidence:
        """The record of a place in a passage; the place ``counts`` as read from now on."""
        if counts:
            wide = rule.split(".")[0] in _CLAUSEWISE
            span = clause_span(passage.norm, start, end) if wide else (start, end)
            if wide and rule.startswith("english."):
                span = _english_span(passage, start, end)
            self.used.setdefault(passage.index, []).append(span)
        return Evidence(
            self.source,
            passage.index,
            start,
            end,
            rule,
            passage.place.words,
            self.outline.locator(passage.index),
            clause_of(passage, start, end),
            confidence,
        )

    def read(self, passage: Passage, start: int, end: int) -> None:
        """Count a span of a passage as read."""
        self.used.setdefault(passage.index, []).append((start, end))

    def read_cells(self, grid: int, row: int, columns: Iterable[int]) -> None:
        """Count cells of a table as read."""
        self.cells.update(((grid, row, c), "read") for c in columns)

    joined_cells = read_cells
    """Cells that go on from the row above them."""

    def beside_cells(self, grid: int, row: int, columns: Iterable[int], reason: str) -> None:
        """Count cells as saying nothing about responsibility, for a reason."""
        for c in columns:
            self.cells.setdefault((grid, row, c), f"beside {reason}")

    def unread_cells(self, grid: int, row: int, columns: Iterable[int]) -> None:
        """Count cells as not understood."""
        for c in columns:
            self.cells.setdefault((grid, row, c), "unread")

    def lost_cell(self, grid: int, row: int, column: int) -> None:
        """Count a cell as not understood that a rule had counted as read."""
        self.cells[grid, row, column] = "unread"

    def seated(self, passage: Passage) -> Node | None:
        """The body whose seats a passage speaks of: the one before 置, else its article's, else the council."""
        found = re.search(
            r"(?:^|[，。;])(?P<name>[^，。;:、()]{2,30}?)(?:應|得|各|共|現)?(?:置|設置|之組成|組成人數|組成)",
            passage.norm[passage.start :],
        )
        if found:
            node = self.body(found["name"], passage.index)
            if node is not None:
                return node
            if re.match(r"各(?:推動|工作)?(?:小組|組|分組)", found["name"]):
                return None
        return self.body_at.get(passage.index) or self.council

    def entitled(self, name: str) -> str:
        """The name in the title of the rules, where a name read from a sentence ends with as much of it as can be.

        「本局節能小組」 and 「某法第八條設食農推動會」 are 甲市政府乙局節能小組 and 甲縣政府食農推動會 of the title.
        """
        title, norm = normalise(self.title), normalise(name)
        if len(norm) > 3 and title.endswith(norm):
            return self.title
        for found in _BEFORE_OWN.finditer(norm):
            if len(norm) - found.end() > 2 and title.endswith(norm[found.end() :]):
                return self.title
        return name

    def resolve(self, text: str) -> Short | None:
        """What a short form stands for, or None when it was not introduced."""
        return self.shorts.get(normalise(text).strip("「」"))

    def meant(self, text: str, index: int, before: int) -> str:
        """The name that 該處 or 該局 stands for: the last one of that ending before a place of a passage.

        The text itself where no such name goes before, or where it is no such word.
        """
        said = _THAT_AGENCY.fullmatch(normalise(text))
        if said is None:
            return text
        for at in range(index, max(index - _NEAR, -1), -1):
            passage = self.passages[at]
            names = [
                m
                for m in NAMED.finditer(passage.norm, passage.start, before if at == index else len(passage.norm))
                if m[0].endswith(said["end"])
            ]
            if names:
                whole = _WHOLE_NAME.search(passage.norm, passage.start, names[-1].end())
                return passage.text[whole.start() : whole.end()] if whole else text
        return text

    def agency(self, name: Name | str, evidence: Evidence) -> Node:
        """The agency of that name, short forms and 本府 before it taken away; made when new."""
        if isinstance(name, str):
            name = Name(name)
        if _THAT_AGENCY.fullmatch(normalise(name.text)) and evidence.passage >= 0:
            said = self.passages[evidence.passage].norm.find(normalise(name.text), evidence.start)
            name = Name(self.meant(name.text, evidence.passage, said if said >= 0 else evidence.start))
        text = name.text
        owner_itself = self.owner is not None and self.sections and len(text) > 1
        if owner_itself and self.owner is not None and normalise(self.owner.name).endswith(normalise(text)):
            text = self.owner.name  # 戊署 in the rules of 某部戊署
        short = self.resolve(text)
        aliases = list(name.aliases)
        if short and short.kind == "Agency":
            aliases.append(text)
            text = short.full
        elif short is None:
            plain = without_self(text)
            if plain != text:
                aliases.append(text)
                owner = self.resolve(text[: len(text) - len(plain)])
                if owner and owner.kind == "Agency":
                    full = owner.full + plain
                    if owner.full.endswith("政府"):
                        aliases.append(full)
                        text = plain
                    else:
                        aliases.append(plain)
                        text = full
                else:
                    text = plain
                inner = self.resolve(text)
                if inner and inner.kind == "Agency":
                    aliases.append(text)
                    text = inner.full
        return self.draft.node("Agency", text, evidence, *aliases, kind=agency_kind(text))

    def agencies(self, text: str, evidence: Evidence) -> list[Node]:
        """The agencies of a list, in order; empty when any piece is no name (the slot is then not understood)."""
        names = self.split(text)
        return [self.agency(n, evidence) for n in names]

    def split(self, text: str, *, placed: bool = False) -> list[Name]:
        """The names of a list of agencies; empty when some piece is none.

        Beside bodies known by their ending a piece may be one by its place; where the place alone says so (a column of
        partners), ``placed`` lets it go without such a neighbour.
        """
        names = self._parts(SHORTENED.sub("", text))
        certain = [self.is_agency(n.text) for n in names]
        if not names or not (any(certain) or placed or all(n.text in SHORT_NAMES for n in names)):
            return []
        if not all(sure or may_name(n.text) for n, sure in zip(names, certain, strict=True)):
            return []
        return [
            # What an ending of groups (衛生組) left open, the rest of the name decides; a Latin name has no ending.
            replace(n, guessed=n.guessed and n.text.isascii() if sure else n.guessed or n.text not in SHORT_NAMES)
            for n, sure in zip(names, certain, strict=True)
        ]

    def _parts(self, text: str) -> list[Name]:
        """The names in a list, kept until another name is known: rules ask of the same words again and again."""
        if self._known != len(self.names):
            self._known = len(self.names)
            self._split.clear()
        found = self._split.get(text)
        if found is None:
            found = self._split[text] = split_agencies(text, self.names)
        return found

    def named_bodies(self) -> dict[str, list[tuple[Node, str]]]:
        """The councils and groups read so far, each with all of its names, by the first character of the name."""
        bodies = [*self.draft.of_kind("Council"), *self.draft.of_kind("Subgroup")]
        state = tuple((b.name, len(b.aliases)) for b in bodies)
        if state != self._bodies_named:
            self._bodies_named, self._by_first = state, {}
            for body in bodies:
                for name in (normalise(n) for n in (body.name, *body.aliases) if len(n) > 2):
                    self._by_first.setdefault(name[0], []).append((body, name))
        return self._by_first

    def is_agency(self, text: str) -> bool:
        """Whether text names an agency, by its form or because it was introduced as one."""
        short = self.resolve(text)
        if short:
            return short.kind == "Agency"
        if _SELF.fullmatch(normalise(text)):
            return False  # 本部 whose name the text gives nowhere
        if ends_as_body(text) and self.body(text) is not None:
            return False
        return is_agency(text) and not re.match(
            r"(?:本|該|各)(?:小組|推動小組|推動會|會|組|委員會|工作小組)$", normalise(text)
        )

    def body(self, text: str, near: int = -1) -> Node | None:
        """The council or subgroup that a name or 本會, 該推動會 … refers to; None when there is none."""
        norm = normalise(text).strip("「」 ")
        whole = self.resolve(norm)  # 以下簡稱本府災防辦
        norm = re.sub(r"^(?:各該|該|本府|本市)(?=.{3,})", "", norm)
        short = whole if whole is not None and whole.kind != "Agency" else self.resolve(norm)
        if short and short.kind in ("Council", "Subgroup"):
            return self.draft.find(short.kind, short.full)
        if short and short.kind == "Agency":
            return None
        for kind in ("Subgroup", "Council"):
            node = self.draft.find(kind, norm)
            if node:
                return node
        shortened = [c for c in self.draft.of_kind("Council") if shortens(norm, normalise(c.name))]
        if len(shortened) == 1:
            if not normalise(shortened[0].name).endswith(norm):
                shortened[0].alias(norm)
            return shortened[0]
        if _THIS_BODY.fullmatch(normalise(text)) or norm in _GENERAL_BODIES:
            if near >= 0 and near in self.body_at and (self.body_at[near].kind == "Council" or "組" in norm):
                return self.body_at[near]
            return self.council
        if norm in ("辦公室", "平台") and self.council is not None and normalise(self.council.name).endswith(norm):
            return self.council
        return None

    def subgroups(self) -> list[Node]:
        """The subgroups read so far."""
        return self.draft.of_kind("Subgroup")

    def is_class(self, text: str) -> bool:
        """Whether a name means several bodies."""
        return is_class(text)

    def fold_agencies(self) -> None:
        """Fold agencies named with and without their government; ask about names that may be short for one another."""
        agencies = [n for n in self.draft.of_kind("Agency") if n.values.get("kind") != "class"]
        by_name = {normalise(n.name): n for n in agencies}
        for node in agencies:
            found = re.match(r"[\u3400-\u9fff]{2,3}(?:市|縣)(?:政府)?(?=[\u3400-\u9fff]{2,})", normalise(node.name))
            if found:
                plain = by_name.get(normalise(node.name)[found.end() :])
                if plain and plain.merged is None and plain is not node:
                    self.draft.merge(node, plain, message("name with and without its government"))
        full_names = sorted((n for n in agencies if n.merged is None), key=lambda n: -len(n.name))
        for node in full_names:
            longer = [f for f in full_names if f.merged is None and f is not node and abbreviates(node.name, f.name)]
            if (
                node.merged is None
                and len(longer) == 1
                and not normalise(longer[0].name).endswith("政府" + normalise(node.name))
            ):
                self.draft.remark(
                    "alike", message("{short} = {full}?", short=node.name, full=longer[0].name), node.evidence[0].where
                )


_GENERAL_BODIES = (
    "推動會",
    "委員會",
    "小組",
    "會報",
    "推動小組",
    "推動委員會",
    "審議會",
    "諮詢會",
    "工作小組",
    "評議會",
)
_CLAUSEWISE = {"bodies", "subgroups", "reviews", "reports", "definitions", "duties", "shares", "english"}
"""Families whose patterns speak of a whole clause, so that what is read there is read to its commas."""
_LIMITS = "，。;:"


def clause_span(norm: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to the commas and stops around it, those in brackets left out."""
    left = max((norm.rfind(c, 0, start) for c in _LIMITS), default=-1) + 1
    if norm.count("(", left, start) < norm.count(")", left, start):
        left = max(norm.rfind("，", 0, norm.rfind("(", 0, left + 1) + 1), norm.rfind("。", 0, left)) + 1
    depth, at = 0, max(end, start)
    while at < len(norm) and (depth or norm[at] not in _LIMITS):
        depth += {"(": 1, ")": -1 if depth else 0}.get(norm[at], 0)
        at += 1
    return left, at


def _english_span(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """A span widened to the English sentence or item around it."""
    left = max((passage.norm.rfind(c, 0, start + 1) + 2 for c in (". ", "; ")), default=0)
    right = min((i + 1 for c in (". ", "; ") if (i := passage.norm.find(c, end - 1)) >= 0), default=len(passage.norm))
    return (left if left > 1 else 0), max(right, end)


def clause_of(passage: Passage, start: int, end: int) -> str:
    """The clause of a passage around a span, at most ``QUOTE_LENGTH`` characters of the source."""
    left = passage.start
    for found in _CLAUSE.finditer(passage.norm, passage.start, max(passage.start, start)):
        left = found.end()
    found_right = _CLAUSE.search(passage.norm, min(max(start, left), len(passage.norm)))
    right = found_right.start() if found_right else len(passage.norm)
    right = max(right, min(end, left + QUOTE_LENGTH))
    return passage.text[left:right].strip()[:QUOTE_LENGTH]


__all__ = ["CHECK", "HIGH", "Reading", "Sentence", "Short", "clause_of", "fold"]
