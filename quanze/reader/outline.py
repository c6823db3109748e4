"""From the lines of a file to passages: broken lines joined, item numbers read, items under their opener."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from quanze.reader.blocks import Grid, Paragraph, Place, Source
from quanze.reader.names import is_agency
from quanze.reader.wording import normalise, number, tidy
from quanze.text.width import width

_MARKERS = (
    ("chapter", r"第(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})(?P<u>章|節|編|篇)"),
    (
        "article",
        r"第(?P<n>[0-9]{1,3}(?:-[0-9]{1,2})?"
        r"|[一二三四五六七八九十百]{1,5})[條點](?:之[0-9一二三四五六七八九十]{1,2})?(?!第(?![一二三四五六七八九十]{1,2}[科課組室])|[之至及、所,，]|規定|文(?![化教山官獻書資創]))",
    ),
    ("formal", r"(?P<n>[壹貳參叁肆伍陸柒捌玖拾]{1,3})[、.:]"),
    ("han", r"(?P<n>[零○一二三四五六七八九十百]{1,5})[、.](?=.)"),
    ("han-bracket", r"\((?P<n>[零○一二三四五六七八九十]{1,4})\)[、.]?"),
    ("stem", r"(?P<n>[甲乙丙丁戊己庚辛壬癸])、"),
    (
        "dotted",
        r"(?P<n>[0-9]{1,2}(?:[.-][0-9]{1,2}){1,3})[.、]?(?=[^0-9.%年月日/度倍億萬千百公噸℃人次個米折元×]|公(?![噸斤里尺頃升克分]))",
    ),
    ("code", r"(?P<n>[A-Z]{1,2}[-.][0-9]{1,3}(?:[-.][0-9]{1,3}){0,3})[、.:]?(?=[ ]?[\u3400-\u9fff])"),
    ("digit", r"(?P<n>[0-9]{1,3})(?:(?:[.、)]|\.、)(?=[^0-9]|$)|、(?=[0-9]{2,3}年))"),
    ("digit-bracket", r"\((?P<n>[0-9]{1,3})\)[、.]?"),
    ("circle", r"(?P<n>[\u2460-\u2473\u2776-\u277f])"),
    ("letter", r"(?P<n>[A-Za-z])[.)](?= |[\u3400-\u9fff])"),
    ("letter-bracket", r"\((?P<n>[a-z])\)"),
)
_MARKER = tuple((kind, re.compile(pattern)) for kind, pattern in _MARKERS)
_MAY_BEGIN = re.compile(
    "[第壹貳參叁肆伍陸柒捌玖拾零○一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸(0-9A-Za-z\u2460-\u2473\u2776-\u277f]"
)
"""The characters that an item number may begin with."""
_BULLET = re.compile(
    r"(?:[-*+•●○◎■◆◇▲△★☆▪·※□►▶➤✓→⇒☐☑☒✔@](?=[ \t\u3000(\[\u3400-\u9fff「])[ \t]*(?:\[[ xX]?\][ \t]*)?|\[[ xX]?\][ \t]*)"
)
_HASHES = re.compile(r"(#{1,6})[ \t]*(?=[^#\s])")
CAPTION = re.compile(r"(?:圖|表|附圖|附表|照片|Figure|Table)[ ]?[0-9一二三四五六七八九十]+(?:[-.][0-9]+)*[、:. ]")
_ENDS = "。;:!?.;:!?」)"
_TERMINAL = "。;:!?"
_JOIN_START = "、，。;:)」』」%!?"
_DATE_BREAK = re.compile(r"[0-9零○一二三四五六七八九十]$")
_LABELLED = re.compile(
    r"(?:[\u3400-\u9fff]{0,6}(?:機關|單位|局處|指標|目標|值)|主責|主政|主辦|協辦|協力|協同|配合|備註|說明|期程|經費|策略|成員)(?:\([^()]{1,12}\))?:"
    r"|(?:推動|行動)?(?:行動|策略|目標|主軸|面向|措施|項目)[一二三四五六七八九十0-9]{1,3}[、:.]?(?=[\u3400-\u9fff]{2,16}$)"
)
"""The head of a line that says what the line is about: a label, or a numbered strategy."""
_SHORT_LABEL = re.compile(r"[\u3400-\u9fff]{2,6}:")
"""The head of a line with a label of any kind."""
_PAGE_LINE = re.compile(
    r"(?:-? ?[0-9]{1,4} ?-?|第[0-9]{1,4}頁(?:[,，/]?共[0-9]{1,4}頁)?|[0-9]{1,4} ?/ ?[0-9]{1,4}|Page [0-9]+(?: of "
    r"[0-9]+)?)\Z"
)


@dataclass(frozen=True)
class Marker:
    """An item number: which kind of numbering, the number (0 for bullets), and as it is written."""

    kind: str
    number: int
    label: str


@dataclass
class Passage:
    """A paragraph of running text as the rules read it.

    ``text`` is the source's own (spaces inside Chinese left out), ``norm`` the same length in one form of
    characters; ``start`` is where the text begins after an item number. ``parent`` is the index of the
    passage above it, -1 at the top.
    """

    index: int
    text: str
    norm: str
    place: Place
    marker: Marker | None = None
    start: int = 0
    heading: int = 0
    parent: int = -1
    children: list[int] = field(default_factory=list)
    struck: str = ""

    @property
    def body(self) -> str:
        """The normalised text after the item number."""
        return self.norm[self.start :]


@lru_cache(maxsize=4_096)
def read_marker(norm: str) -> tuple[Marker | None, int]:
    """The item number at the head of a line and the offset at which its text begins."""
    start = 0
    bullet = _BULLET.match(norm)
    if bullet:
        start = bullet.end()
    for kind, pattern in _MARKER if _MAY_BEGIN.match(norm, start) else ():
        found = pattern.match(norm, start)
        if not found:
            continue
        label = found["n"]
        if kind == "chapter":
            kind = f"chapter-{found['u']}"
        value = number(label) if kind not in ("stem", "letter", "letter-bracket", "circle", "dotted", "code") else None
        if kind == "stem":
            value = "甲乙丙丁戊己庚辛壬癸".index(label) + 1
        elif kind.startswith("letter"):
            value = ord(label.lower()) - 96
        elif kind == "circle":
            value = (ord(label) - 0x245F) if label < "\u2776" else ord(label) - 0x2775
        elif kind == "code":
            value = int(re.split(r"[.-]", label)[-1])
        elif kind == "dotted":
            value = int(re.split(r"[.-]", label)[-1])
            kind = f"dotted-{len(re.split(r'[.-]', label))}"
        end = found.end()
        while end < len(norm) and norm[end] == " ":
            end += 1
        return Marker(kind, value or 0, norm[start : found.end()].strip()), end
    if bullet:
        return Marker("bullet", 0, norm[: bullet.end()].strip()), start
    return None, 0


@dataclass
class Outline:
    """The passages of one source in order, and its tables with the passage before each."""

    source: Source
    passages: list[Passage]
    grids: list[tuple[int, Grid]]

    def items(self, opener: int) -> list[Passage]:
        """The entries of the list that a passage opens: marked passages of one kind, its next ones.

        An unmarked passage between opener and entries (a duty before the numbered ones) comes first.
        """
        return list_items(self.passages, opener)

    def locator(self, index: int) -> str:
        """The numbers of the headings and items over a passage, such as 第3章 二 (一)."""
        labels: list[str] = []
        while index >= 0:
            passage = self.passages[index]
            if passage.marker and passage.marker.number:
                labels.append(passage.marker.label.rstrip("、.:") or passage.marker.label)
            elif passage.marker is None and passage.heading and not labels:
                labels.append(passage.text[:30])
            index = passage.parent
        return " ".join(reversed(labels))


def list_items(passages: list[Passage], opener: int) -> list[Passage]:
    """See ``Outline.items``."""
    first = passages[opener]
    above = set()
    up = opener
    while up >= 0:
        marker = passages[up].marker
        if marker:
            above.add(marker.kind)
        up = passages[up].parent
    after = passages[opener + 1] if opener + 1 < len(passages) else None
    begins = after is not None and after.marker is not None and after.marker.number == 1
    if begins and after is not None and after.marker is not None and first.norm.rstrip().endswith(":"):
        above.discard(after.marker.kind)  # the items may be numbered like their opener, or like the list before it
    plain: list[Passage] = []
    found: list[Passage] = []
    kind = ""
    last = 0
    for passage in passages[opener + 1 :]:
        if passage.marker is None:
            if passage.heading and not first.heading:
                break
            if kind and passage.children and passage.parent == first.parent:
                break  # it opens a list of its own
            if kind:
                continue
            plain.append(passage)
            if len(plain) > 2:
                return []
            continue
        if passage.marker.kind in above:
            break
        if not kind:
            if passage.marker.number > 1:
                return []
            kind = passage.marker.kind
        if passage.marker.kind == kind:
            slip = bool(found) and passage.marker.number == last and found[-1].index == passage.index - 1
            if passage.marker.number and passage.marker.number != last + 1 and not slip:
                break  # two that have one number, right behind each other, are a slip
            last = passage.marker.number
            found.append(passage)
        elif passage.marker.kind.startswith(("chapter", "article")):
            break
    if not found:
        return []
    if any(not p.norm.rstrip().endswith(("。", ";", ".")) or "如下" in p.norm for p in plain):
        return []
    return plain + found if len(plain) <= 1 else []


def _wrap_width(lines: list[tuple[str, Paragraph]]) -> int:
    """The width at which the file's lines were broken, 0 when they do not look broken."""
    widths = sorted(width(text) for text, block in lines if block.wrapped and text)
    if len(widths) < 4:
        return 0
    top = widths[int(len(widths) * 0.95)] if len(widths) > 20 else widths[-1]
    if not 36 <= top <= 140:
        return 0
    full = sum(1 for w in widths if top - 6 <= w <= top + 2)
    return top if full >= max(2, len(widths) // 8) or _item_broken(lines, widths[-1]) else 0


def _item_broken(lines: list[tuple[str, Paragraph]], widest: int) -> bool:
    """Whether an item as wide as any line has no full stop, and the unnumbered line after it has one."""
    return any(
        width(before) >= widest - 2
        and before[-1] not in _TERMINAL
        and normalise(after)[-1] in "。;"
        and read_marker(normalise(before))[0] is not None
        and read_marker(normalise(after))[0] is None
        for (before, block), (after, next_block) in pairwise(lines)
        if before and after and block.wrapped and next_block.wrapped
    )


_ENGLISH_LABEL = re.compile(r"[A-Z][a-z]+(?: [A-Za-z-]+){0,3}: \S")
"""A line with a label, 「By when: 2028/29」, which no line before it goes on to."""


def _goes_on(before: str, after: str, block: Paragraph, after_block: Paragraph, wrap: int, columns: int) -> bool:
    """Whether a line is the continuation of the one before it, which is so many ``columns`` wide."""
    if not before or not after or _HASHES.match(after) or after_block.heading or block.heading or after_block.item:
        return False
    if not after.isascii() and is_agency(after) and before[-1] not in "、及與和暨由":
        return False  # a line that is nothing but an agency heads the ones below it
    if _ENGLISH_LABEL.match(after) or (not wrap and _SHORT_LABEL.match(normalise(after))):
        return False
    if after[0] in _JOIN_START and before[-1] not in _TERMINAL:
        return True
    if _DATE_BREAK.search(before) and after[0] in "年月日":
        return True
    if before.endswith(("年", "月")) and re.match(r"[0-9一二三四五六七八九十]{1,3}[月日]", after):
        return True
    if not (block.wrapped and after_block.wrapped) or before[-1] in _TERMINAL:
        return False
    if CAPTION.match(before) or CAPTION.match(after) or read_marker(after)[0] or _LABELLED.match(after):
        return False
    if wrap:
        return columns >= wrap - 8
    marker, _ = read_marker(before)
    if not before[-1].isascii():
        return not marker and columns > 60 and not after.startswith("(") and before[-1] not in _ENDS
    return before[-1].isalpha() and after[0].islower()


_SPACED_NUMBER = re.compile(r"^[ \t\u3000]*([一二三四五六七八九十]{1,3})[ \t\u3000]+(?=[\u3400-\u9fff])")


def _numbers_before_spaces(source: Source) -> bool:
    """Whether items are numbered as in older laws, 一　關於某事: a space where others have 、."""
    texts = [p for b in source.blocks if isinstance(b, Paragraph) for p in b.text.split("\n")]
    return {"一", "二"} <= {found[1] for t in texts for found in [_SPACED_NUMBER.match(t)] if found}


_SPACED_NAME = re.compile(
    r"(?P<before>\s*[-*•●○◎■◆◇▲△★☆▪·※□►▶➤✓→⇒☐☑☒✔@]\s*(?:\[[ xX]?\]\s*)?)"
    r"(?P<name>[\u3400-\u9fff()（）、]{2,24}?)[ \t\u3000]+(?=[\u3400-\u9fff「])"
)


def _name_apart(line: str) -> str:
    """「◎民政局　督導各區公所」: the space behind the name at the head of an item is a colon."""
    found = _SPACED_NAME.match(line)
    named = found and all(is_agency(n) for n in re.split("、", found["name"]))
    return f"{found['before']}{found['name']}：{line[found.end() :]}" if found and named else line


def _lines(source: Source) -> tuple[list[tuple[str, Paragraph]], list[tuple[int, Grid]]]:
    lines: list[tuple[str, Paragraph]] = []
    grids: list[tuple[int, Grid]] = []
    spaced = _numbers_before_spaces(source)
    for block in source.blocks:
        if isinstance(block, Grid):
            grids.append((len(lines), block))
            continue
        for piece in block.text.split("\n"):
            text = tidy(_name_apart(_SPACED_NUMBER.sub(r"\1、", piece) if spaced else piece))
            if text and not (block.wrapped and _PAGE_LINE.match(normalise(text))):
                lines.append((text, block))
    return lines, grids


_SQUARE = re.compile(
    r"[\[〔【［](?P<in>[^\[\]〔〕【】［］]*[\u3400-\u9fff][^\[\]〔〕【】［］]*)[\]〕】］](?=[。;；]?\s*\Z)"
)
"""A bracket of another form at the end of a passage: 〔責任單位：…〕, which is one like any other."""


def outline(source: Source) -> Outline:
    """Join and number the lines of a source."""
    lines, at = _lines(source)
    wrap = _wrap_width(lines)
    passages: list[Passage] = []
    grids: list[tuple[int, Grid]] = []
    pending = list(at)
    joined: list[str] = []
    counters: dict[int, int] = {}
    for i, (text, block) in enumerate(lines):
        while pending and pending[0][0] <= i:
            grids.append((len(passages), pending.pop(0)[1]))
            joined = []
        if passages and joined:
            before, before_block = lines[i - 1]
            if _goes_on(normalise(before), normalise(text), before_block, block, wrap, width(before)):
                joined.append(_glue(joined[-1], text) + text)
                passages[-1].text = "".join(joined)
                continue
        joined = [text]
        passages.append(_passage(len(passages), text, block, counters))
    grids.extend((len(passages), grid) for _, grid in pending)
    for passage in passages:
        passage.norm = normalise(_SQUARE.sub(r"(\g<in>)", passage.text))
        if len(passage.norm) > 800 and len(set(passage.norm)) < 16:
            # A few characters over and over are no language; kept as text, they must not cost the rules time.
            passage.norm, passage.start = "", 0
    _nest(passages)
    return Outline(source, passages, grids)


def _glue(before: str, after: str) -> str:
    """What stands between two lines that are one: a space between English words, and where a line is English
    throughout also behind its comma or number, which a Chinese line may break in two."""
    if not (before[-1].isascii() and after[0].isascii()) or before[-1] in "-/":
        return ""
    return " " if before[-1].isalpha() or before.isascii() else ""


def _passage(index: int, text: str, block: Paragraph, counters: dict[int, int]) -> Passage:
    heading = block.heading
    hashes = _HASHES.match(text)
    if hashes:
        heading, text = len(hashes[1]), text[hashes.end() :]
    norm = normalise(text)
    marker, start = read_marker(norm)
    if block.item:
        counters[block.item] = counters.get(block.item, 0) + 1
        for depth in [d for d in counters if d > block.item]:
            del counters[depth]
        if marker is None or marker.kind == "bullet":
            marker = Marker(f"list-{block.item}", counters[block.item], f"{counters[block.item]}.")
    else:
        counters.clear()
    return Passage(index, text, norm, block.place, marker, start, heading, struck=block.struck)


def _nest(passages: list[Passage]) -> None:
    """Give each passage its parent, from the order in which kinds of numbering appear."""
    stack: list[Passage] = []
    for passage in passages:
        marker = passage.marker
        headed = _marker_below(passages, passage)
        heads = headed is not None
        if headed is not None:
            for depth, upper in enumerate(stack):
                another = not upper.marker and not upper.heading
                if another or (upper.marker and upper.marker.kind == headed.kind):
                    del stack[depth:]
                    break
        elif marker:
            rank = _rank(marker.kind)
            for depth, upper in enumerate(stack):
                if upper.marker is None:
                    continue
                below = _rank(upper.marker.kind) > rank > 0
                # An article is no part of a finished item of the article before it.
                finished = rank > 0 == _rank(upper.marker.kind) and upper.norm.rstrip().endswith(("。", ";"))
                if upper.marker.kind == marker.kind or below or finished:
                    del stack[depth:]
                    break
        elif passage.heading:
            for depth, upper in enumerate(stack):
                if upper.marker is None and upper.heading >= passage.heading:
                    del stack[depth:]
                    break
            else:
                stack = [s for s in stack if s.heading and s.marker is None]
        if marker is None and not passage.heading and not heads:
            # A new paragraph after a finished item stands beside the list, not under its last item; but below a
            # heading within an item it is still in that item, though the item's own words ended with a stop.
            while stack and stack[-1].marker and stack[-1].norm.rstrip().endswith(("。", ";")):
                stack.pop()
        passage.parent = stack[-1].index if stack else -1
        if passage.parent >= 0:
            passages[passage.parent].children.append(passage.index)
        if marker or passage.heading or heads:
            stack.append(passage)


def _marker_below(passages: list[Passage], passage: Passage) -> Marker | None:
    """The marker of the line below one that is nothing but an agency, and so heads a list; None elsewhere."""
    if passage.marker or passage.heading or passage.index + 1 >= len(passages):
        return None
    name = passage.norm.rstrip(":")
    return passages[passage.index + 1].marker if not name.isascii() and is_agency(name) else None


_RANKS = {"chapter-編": 1, "chapter-篇": 1, "chapter-章": 2, "chapter-節": 3, "article": 4}


def _rank(kind: str) -> int:
    """Depth of a numbering whose depth is fixed, 0 when it follows from use."""
    return _RANKS.get(kind, 0)
