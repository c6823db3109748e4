"""Words of responsibility in a clause that no row read there repeats, although a rule counted the clause as read.

A rule says which span it read; what it made of it is in its rows. A title, number, name, post or role word of the
span that is in none of them was passed over, whichever rule did so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quanze.reader.draft import Draft, Evidence, Node
from quanze.reader.lexicon import alternatives
from quanze.reader.tokens import Token
from quanze.reader.wording import normalise, seats

_AGENCY = re.compile(
    r"(?!執行|相關|有關|所屬|主辦|協辦|權責|所在|業務|主管|內設)(?:(?![本該各等跨稱全某局處署])[\u3400-\u9fff]){2}"
    r"(?:(?:局|處|署|公所|政府)(?![長理所分境罰置])|部(?![分門落份長位會]))"
)
_POST = re.compile(f"(?:{alternatives('post')})(?!室|會)")
_EXAMINED = re.compile(r"(?<!各)(?<!其他)(?<!年度執行)(?:計[畫劃]|方案|綱領|報告書?|指標)")
_ANY = re.compile(r"^(?:關於)?(?:各|其他|相關|有關|重大|重要|一般)")
"""Begins a duty on plans of a sort and on none in particular."""
_SORTS = {"首長", "副首長", "主管", "一級主管", "高級職員", "主管人員", "正副首長", "業務主管人員"}
"""Posts of no one agency: they say of what kind the members are."""
_SENT = re.compile(r"(?:派員|指派|調派|派充|調兼|調用|遴派)")
"""Staff that an agency sends stand for nobody."""
_ROLES = {"lead": "CONVENES", "support": "CO_ORGANIZES", "review": "REVIEWS", "fund": "CO_ORGANIZES"}


@dataclass
class _Rows:
    """What the rows read from one passage say."""

    names: str = ""
    titles: Counter[str] = field(default_factory=Counter)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    tasks: list[tuple[int, int]] = field(default_factory=list)
    roles: list[tuple[int, int, str]] = field(default_factory=list)
    duties: list[tuple[int, int]] = field(default_factory=list)
    bases: bool = False

    def repeats(self, token: Token, clause: str) -> bool:
        """Whether a word of a category is in a row; words of other categories are never missed."""
        inside = _overlaps(self.tasks, token.start, token.end)
        if (
            token.category == "review"
            and _overlaps(self.duties, token.start, token.end)
            and _EXAMINED.search(clause)
            and not _ANY.match(clause)
        ):
            return any(type_ == "REVIEWS" for _, _, type_ in self.roles)
        if inside or token.text in self.names:
            return True
        if token.category == "title":
            return token.text in self.titles
        if token.category == "count":
            number = seats(token.text)
            return number is None or number in self.numbers or number[1] <= sum(self.titles.values())
        if token.category == "expert":
            return self.bases
        role = _ROLES.get(token.category)
        return role is None or any(type_ == role for _, _, type_ in self.roles)

    def named(self, found: re.Match[str]) -> bool:
        """Whether a name or post is in a row, alone or as the end of a longer one."""
        if found[0] in _SORTS and self.bases:
            return True
        return found[0][-3:] in self.names or _overlaps(self.tasks, *found.span())


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


class Leftovers:
    """The rows of a draft by the passage that they were read from."""

    def __init__(self, draft: Draft, source: int) -> None:
        self._rows: dict[int, _Rows] = defaultdict(_Rows)
        self._sizes: set[tuple[int, int]] = set(_sizes(draft))
        for node in draft.nodes:
            for evidence in node.evidence:
                if evidence.source == source and evidence.grid < 0:
                    self._node(node, evidence)
        for link in draft.links:
            for evidence in link.evidence:
                if evidence.source == source and evidence.grid < 0:
                    rows = self._rows[evidence.passage]
                    rows.roles.append((evidence.start, evidence.end, link.type))
                    if link.type == "UNDERTAKES" and link.b.values.get("kind") == "duty":
                        rows.duties.append((evidence.start, evidence.end))
                    rows.names += f" {_names(link.a)} {_names(link.b)} {normalise(link.wording)}"

    def _node(self, node: Node, evidence: Evidence) -> None:
        rows = self._rows[evidence.passage]
        rows.names += f" {_names(node)}"
        low = node.values.get("seats")
        if isinstance(low, int):
            rows.numbers.add((low, int(node.values.get("seats_max") or low)))
        if node.kind == "Member":
            rows.titles[normalise(str(node.values["seat_title"]))] += 1
            rows.bases = rows.bases or bool(node.values.get("basis"))
        if node.kind == "Task":
            rows.tasks.append((evidence.start, evidence.end))

    def of(self, passage: int, norm: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """The spans of a clause that no row of its passage repeats."""
        rows = self._rows[passage]
        start, end = tokens[0].start, tokens[-1].end
        chosen = max((t.end for t in tokens if t.category == "select" or _SENT.match(t.text)), default=start)
        besides = tokens[0].category == "except"
        for token in tokens:
            # Who appoints, 由部長就…聘兼, has no role, and 除召集人外 says again who sits.
            again = token.start < chosen or (besides and token.category == "title")
            if not again and token.category == "count":
                again = seats(token.text) in self._sizes or norm[token.start - 1 : token.start] in ",.0123456789"
            if not again and not rows.repeats(token, norm[start:end]):
                yield token.start, token.end
        for pattern in () if besides else (_AGENCY, _POST):
            for found in pattern.finditer(norm, start, end):
                if found.start() >= chosen and not rows.named(found):
                    yield found.span()


def _sizes(draft: Draft) -> Iterator[tuple[int, int]]:
    """The stated sizes of the bodies, and the sums of their plain members."""
    members: Counter[int] = Counter()
    for link in draft.linked("SITS_ON"):
        if link.a.real().values["seat_title"] in ("委員", "成員"):
            members[id(link.b.real())] += int(link.a.real().values.get("seats") or 0)
    yield from ((n, n) for n in members.values())
    for node in draft.nodes:
        low = node.values.get("seats")
        if node.kind in ("Council", "Subgroup") and isinstance(low, int):
            yield low, int(node.values.get("seats_max") or low)


def _names(node: Node) -> str:
    node = node.real()
    said = (node.name, *node.aliases, str(node.values.get("post", "")), str(node.values.get("quote", "")))
    return normalise(" ".join(said))
