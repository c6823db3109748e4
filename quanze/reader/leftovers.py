"""Words of responsibility in a clause that no row read there repeats, although a rule counted the clause as read.

A rule says which span it read; what it made of it is in its rows. A title, number, name, post, figure or role word of
the span that is in none of them was passed over, whichever rule did so. So was a name that a row only has within the
words of a task, where the clause gives that name something to do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quanze.reader.draft import Draft, Evidence, Node
from quanze.reader.english_names import NAMED as ENGLISH_NAMES
from quanze.reader.lexicon import alternatives, words
from quanze.reader.tokens import Token
from quanze.reader.wording import normalise, seats

NAMED = re.compile(
    r"(?!執行|相關|有關|所屬|主辦|協辦|權責|所在|業務|主管|內設|承辦|主政|主責|各級|其他|[^管]理局|到處|之處|何處|用處)"
    r"(?:(?![本該各等跨稱全某局處署由請與及並或，、])[\u3400-\u9fff]){2}"
    r"(?:(?:局|處|署|公所|政府|公司|基金會|協會)(?![長理所分境罰置面限])|部(?![分門落份長位會])|[課科](?![長程技學目員室])|隊(?![長員伍])"
    r"|(?:清潔|消防|警察|工程|環保)隊)"
)
"""The end of a name of an agency, with the two characters before it."""
COUNCIL = re.compile(
    r"(?!工作|推動|專案|綜理|之命|處理|參與|召集|提報|提送|前項|前揭|前述|左列|下列|上開|個|應變)(?:(?![本該各等跨全某由請與及和並或設置稱個議，、])[\u3400-\u9fff]){2}"
    r"(?:推動會|審議會|諮議會|諮詢會|評議會|委員會|會報|推動小組|應變小組|專案小組|工作小組|小組|分組|指揮中心)(?![議員長務])"
)
_POST = re.compile(f"(?:{alternatives('post')})(?!室|會)")
_EXAMINED = re.compile(r"(?<!各)(?<!其他)(?<!年度執行)(?:計[畫劃]|方案|綱領|報告書?|指標)")
_ANY = re.compile(r"^(?:關於)?(?:各|其他|相關|有關|重大|重要|一般)")
"""Begins a duty on plans of a sort and on none in particular."""
_SORTS = {"首長", "副首長", "主管", "一級主管", "高級職員", "主管人員", "正副首長", "業務主管人員"}
"""Posts of no one agency: they say of what kind the members are."""
_SENT = re.compile(r"(?:派員|指派|調派|派充|調兼|調用|遴派)")
"""Staff that an agency sends represent nobody."""
_ROLES = {"lead": "CONVENES", "support": "CO_ORGANIZES", "review": "REVIEWS", "fund": "CO_ORGANIZES"}
_HEADED = re.compile(r"^[長首主副派科簡股課]")
"""What follows the name of an agency in the post of somebody from there."""
NOBODY = re.compile(r"(?:機關|單位|局處)?[:-]+(?:無|免|略|N/?A|-+|/)?(?=$|[。;，)])")
"""A label with nobody behind it."""
_FIGURE = re.compile(r"(?<![0-9.年月日第])[0-9][0-9,]*(?:\.[0-9]+)?(?:%|‰|萬|千|億|公|[\u3400-\u9fffA-Za-z]{1,3})")
_YEARLY = re.compile(r"[0-9]{2,4}年(?!第)(?!.{0,4}月)")
_AIM = re.compile(r"目標|達(?!成率)|減少|降低|降至|減至|提升|增加|增至|以上|基準|累計")
_DOES = re.compile(
    r"(?:應|須|需|得|並|負責|辦理|主辦|主責|主政|承辦|協助|配合|協辦|擔任|為[^了，。]{0,10}(?:窗口|單位|機關)|提供|邀集|會同|委託|統籌|執行|持續"
    r"|儘速|研提|列管)"
)
"""What a name is followed by that has something to do."""
_BEFORE_ACTOR = re.compile(r"(?:由|請|交由?|責成|委任|委託|委由|洽|送)(?:本府)?$")
_NO_HEAD = re.compile(
    r"^(?:為|依|於|以|自|每|如|惟|但|其|本|該|前|有|除|經|因|凡|遇|並|另|及|各|至|按|若|倘|應|得|在|按|並|且|對|上|下|第|附)|(?:時|後|前|者|內|起|止|年度?|期間|情形|部分)$"
)
"""A first clause that sets a scene and names no task."""


@dataclass(frozen=True)
class _Row:
    """One place from which a row was read, with the names that the row has."""

    start: int
    end: int
    kind: str
    names: str

    def over(self, start: int, end: int) -> bool:
        """Whether it shares some of a span."""
        return self.start < end and start < self.end


@dataclass
class _Rows:
    """What the rows read from one passage say."""

    places: list[_Row] = field(default_factory=list)
    names: str = ""
    titles: Counter[str] = field(default_factory=Counter)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    tasks: list[tuple[int, int]] = field(default_factory=list)
    guessed: list[tuple[int, int]] = field(default_factory=list)
    """Tasks whose names are taken from sentences."""
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
        if token.category == "count" and _overlaps(self.guessed, token.start, token.end):
            inside = False  # how many people there are is nothing that a sentence gives somebody to do
        if inside or (token.text in self.names and token.category != "count"):
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

    def has_post(self, found: re.Match[str]) -> bool:
        """Whether a post is in a row, alone or as the end of a longer one."""
        if found[0] in _SORTS and self.bases:
            return True
        return found[0] in self.names or _overlaps(self.tasks, *found.span())

    def has_name(self, norm: str, found: re.Match[str], within: tuple[int, int]) -> bool:
        """Whether a name is that of a record which a row of its sentence speaks of.

        In the post of somebody (局長, 代表) it may be in the seat's name only. In the words of a task it counts where
        it has nothing to do there.
        """
        held = bool(_HEADED.match(norm[found.end() : found.end() + 1]))
        near = [p for p in self.places if p.over(*within)]
        if any(
            _is_named(norm, found.end(), p.names) for p in near if p.kind in _BODIES or (held and p.kind == "Member")
        ):
            return True
        task = any(p.kind in _TASKS and p.over(*found.span()) for p in near)
        return task and not _acts(norm, found, within[0], guessed=_overlaps(self.guessed, *found.span()))


_RUN = re.compile(r"[^，。;:、()「」\s]*\Z")


_LEAST = 3
_LONGEST = 40
"""Characters of the shortest name that ``NAMED`` finds, and of the longest that a text has."""
_EITHER = re.compile(r"\([局處科]\)\Z")


def _is_named(norm: str, end: int, names: str) -> bool:
    """Whether a place of a text is within one of some names, or the words up to it are the end of one."""
    if norm[end - _LEAST : end] not in names:
        return False
    run = _RUN.search(norm, max(0, end - _LONGEST), end)
    said = run[0] if run else ""
    for name in (_EITHER.sub("", n) for n in names.split()):
        at = norm.find(name, max(0, end - len(name)), end - 1 + len(name)) if len(name) > 1 else -1
        if at >= 0 or (said and name.endswith(said)):
            return True
    return False


_BODIES = {"Agency", "Council", "Subgroup", "Document"}
_TASKS = {"Task", "Indicator"}


def _acts(norm: str, found: re.Match[str], begin: int, *, guessed: bool) -> bool:
    """Whether a name within the words of a task is who does something: 請主計處協助…, 關懷組(社會處).

    Where the name of the task is ``guessed`` from a sentence, whoever begins a clause does, whatever the verb is.
    """
    first = re.search(r"[^，。;:、()「」由請交與及和並或之的]*$", norm[begin : found.start()])
    start = begin + (first.start() if first else 0)
    before, after = norm[max(0, start - 3) : start], norm[found.end() : found.end() + 8]
    if _BEFORE_ACTOR.search(before):
        return not after.startswith(("之", "的"))
    closed = re.match(r"(?:[、及與和][^()，。]{2,12})*\)", norm[found.end() :])
    if closed and norm.rfind("(", begin, found.start()) > norm.rfind(")", begin, found.start()):
        return True
    doing = bool(_DOES.match(after)) or (guessed and bool(after) and not re.match(r"[之的，。;:()、]", after))
    return (start == begin or before[-1:] in "，;:") and doing


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


class Leftovers:
    """The rows of a draft by the passage that they were read from."""

    def __init__(self, draft: Draft, source: int) -> None:
        self._rows: dict[int, _Rows] = defaultdict(_Rows)
        self._sizes: set[tuple[int, int]] = set(_sizes(draft))
        self.known = " ".join(_names(n) for n in draft.nodes if n.kind in _BODIES)
        """The names of all bodies that some row has."""
        self._by_part: dict[str, str] = defaultdict(str)
        for name in dict.fromkeys(self.known.split()):
            for part in {name[at : at + _LEAST] for at in range(len(name) - _LEAST + 1)}:
                self._by_part[part] += f" {name}"
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
                    for end in (link.a.real(), link.b.real()):
                        if end.kind in _BODIES:
                            rows.places.append(_Row(evidence.start, evidence.end, end.kind, _names(end)))

    def _node(self, node: Node, evidence: Evidence) -> None:
        rows = self._rows[evidence.passage]
        rows.names += f" {_names(node)}"
        if not evidence.rule.startswith("definitions."):  # what a short name means says nothing of what its bearer does
            rows.places.append(_Row(evidence.start, evidence.end, node.real().kind, _names(node)))
        low = node.values.get("seats")
        if isinstance(low, int):
            rows.numbers.add((low, int(node.values.get("seats_max") or low)))
        if node.kind == "Member":
            rows.titles[normalise(str(node.values["seat_title"]))] += 1
            rows.bases = rows.bases or bool(node.values.get("basis"))
        if node.kind == "Task":
            rows.tasks.append((evidence.start, evidence.end))
            if evidence.rule.startswith("responsibilities."):
                rows.guessed.append((evidence.start, evidence.end))

    def of(
        self, passage: int, norm: str, tokens: Sequence[Token], sentence: tuple[int, int]
    ) -> Iterator[tuple[int, int]]:
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
            if not again and token.category in _ROLES:
                again = bool(NOBODY.match(norm, token.end))
            if not again and not rows.repeats(token, norm[start:end]):
                yield token.start, token.end
        if besides:
            return
        for found in _POST.finditer(norm, start, end):
            if found.start() >= chosen and not rows.has_post(found):
                yield found.span()
        for found in NAMED.finditer(norm, start, end):
            if found.start() >= chosen and not rows.has_name(norm, found, sentence):
                yield found.span()
        for found in self.strangers(norm, start, end):
            if not _overlaps(rows.tasks, *found.span()):
                yield found.span()
        for found in _STEMS.finditer(norm, start, end):
            for stem in re.finditer(_STEM, found["stems"]):
                if not _overlaps(rows.tasks, *found.span()) and stem[0] not in rows.names and found.start() >= chosen:
                    yield found.span()
        yield from _labelled(rows, norm, tokens, sentence)
        yield from _slots(rows, tokens, sentence)
        yield from self.figures(passage, norm, start, end)

    def has_rows(self, passage: int) -> bool:
        """Whether something was read from a passage."""
        return passage in self._rows and bool(self._rows[passage].places)

    def says_who(self, passage: int, start: int, end: int) -> bool:
        """Whether a row of a passage, and not only what a short name means, is from within a span."""
        rows = self._rows[passage]
        return any(p.over(start, end) for p in rows.places) or any(a < end and start < b for a, b, _ in rows.roles)

    def says_more(self, passage: int, clause: str) -> bool:
        """Whether a clause has words that are in no name of the rows of its passage."""
        rows = self._rows[passage]
        for name in sorted({n for n in rows.names.split() if len(n) > 1}, key=len, reverse=True):
            clause = clause.replace(name, "|")
        return any(len(left) > 2 for left in re.split(r"\|+", _FUNCTION.sub("|", clause)))

    def strangers(self, norm: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The names of councils and groups in a span that no row of the draft has."""
        for found in COUNCIL.finditer(norm, start, end):
            if found[0] not in self.known:
                yield found

    def agencies(self, norm: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The names of agencies in a span that no row of the draft has."""
        for found in NAMED.finditer(norm, start, end):
            if not _is_named(norm, found.end(), self._by_part.get(norm[found.end() - _LEAST : found.end()], "")):
                yield found
        for found in ENGLISH_NAMES.finditer(norm, start, end):
            if found[0] not in self.known:
                yield found

    def figures(self, passage: int, norm: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The figures of a year in a clause from which no indicator or target was read."""
        said = norm[start:end]
        yearly = _YEARLY.search(said)
        if not yearly or not _AIM.search(said) or said.startswith(("基準年", "基準值")):
            return
        if any(p.kind in ("AnnualTarget", "Indicator") and p.over(start, end) for p in self._rows[passage].places):
            return
        for found in _FIGURE.finditer(norm, start, end):
            if norm[found.end() - 1] not in "年月日" and not re.match(r"[0-9]+[年月日]", found[0]):
                yield found.span()

    def heads(self, passage: int, norm: str, start: int, end: int) -> bool:
        """Whether a clause is what the roles behind it are about, and no task has its words."""
        rows = self._rows[passage]
        text = norm[start:end].strip("，:。; ")
        follow = any(type_ in _ROLES.values() and a >= end for a, _, type_ in rows.roles)
        named = any(p.kind not in ("Agency", "Member") and p.over(start, end) for p in rows.places)
        return follow and not named and len(text) >= 3 and not _NO_HEAD.search(text)


_FUNCTION = re.compile(
    r"以下簡稱|前[項條]|第[一二三四五六七八九十0-9]+[條項款]|必要時|定期|統一|分別|共同|適時|積極|有關|相關|關於|本項|情形|事項|業務|工作|辦理|推動"
    r"|執行|規劃|推廣|加強|持續|確保|協調|[之的於以為對就將其該各及等並或和且而由應得須需依據按照與，。;:()「」、0-9 ]"
)
"""Words that say nothing of their own."""
_STEM = "(?:" + "|".join(sorted(map(re.escape, words("stem")), key=len, reverse=True)) + ")"
_STEMS = re.compile(
    rf"(?P<stems>{_STEM}(?:、{_STEM})+(?:[及與和暨]{_STEM})?)等?各?(?:局處室|局處|局|處|署|部|科|室|機關|單位)"
)
"""Agencies that share one ending: 民政、社會及教育局."""
_FILL = re.compile(
    r"本[府院部署局會處所市縣]|機關|(?:以下)?簡稱[^()]*|[一二三四五六七八九十0-9]+[人名位]|之|其|所屬|派員|人員|代表|首長|主管|相關|有關|等|各|分別|共同"
    r"|[()、及與和或「」，]"
)


def _slots(rows: _Rows, tokens: Sequence[Token], sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The words between 由 and the verb of a clause are who does it: it is in a row, or it was passed over."""
    begin = next((i for i, t in enumerate(tokens) if t.category == "by"), None)
    if begin is None:
        return
    verb = next((i for i in range(begin + 1, len(tokens)) if tokens[i].category in _VERBS), None)
    if verb is None:
        return
    chosen = max((i for i in range(begin, verb) if tokens[i].category == "select"), default=begin)
    names = set((" ".join(p.names for p in rows.places if p.over(*sentence)) + rows.names).split())
    for token in tokens[chosen + 1 : verb]:
        if token.category != "text":
            continue
        for piece in re.finditer(r"[^、及與和或()「」，]+", token.text):
            plain = _FILL.sub("", piece[0])
            known = any(n.endswith(plain) or (len(n) > 1 and n in plain) for n in names)
            if len(plain) >= 2 and not known and not rows.bases:
                yield token.start + piece.start(), token.start + piece.end()


def _labelled(rows: _Rows, norm: str, tokens: Sequence[Token], sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Each name of a list behind a label, 配合:甲局、乙業者, is in a row."""
    at = next((i for i, t in enumerate(tokens) if t.category == "colon"), None)
    before = tokens[0] if at else None
    label = before is not None and before.category in _ROLES
    after = (
        tokens
        if not label and tokens[0].start and norm[tokens[0].start - 1] == ":"
        else tokens[at + 1 :]
        if at and label
        else []
    )
    head = norm[max(sentence[0], tokens[0].start - 12) : tokens[0].start]
    if not label and not _ROLE_LABEL.search(head):
        return
    names = {n for p in rows.places if p.over(*sentence) and p.kind in _BODIES for n in p.names.split()}
    if not names:
        return
    depth = 0
    for token in after:
        depth += {"open": 1, "close": -1}.get(token.category, 0)
        if token.category != "text" or depth > 0:
            continue
        for piece in re.finditer(r"[^、及與和()「」，;。 ]{2,}", token.text):
            if not any(n in piece[0] or piece[0] in n for n in names):
                yield token.start + piece.start(), token.start + piece.end()


_ROLE_LABEL = re.compile(r"(?:主責|主政|主辦|協辦|協力|協同|配合|主管|權責|督導|承辦|責任)(?:機關|單位|局處)?:$")
_VERBS = {"appoint", "do", "charge"}


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
