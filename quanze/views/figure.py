"""A picture before it is drawn: boxes and lines with places and sizes, the same for page, SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from quanze.locale import CHINESE, Message, in_language, is_chinese, languages
from quanze.schema import KIND
from quanze.schema.dates import days_of_change
from quanze.schema.rows import AnyRow
from quanze.text.natural_order import natural_key
from quanze.views.label_fit import LINE, SIZE_EN, SIZE_ZH, lines, plain, text_width
from quanze.views.layout import grid
from quanze.views.styles import DEPENDS, GROUP, box_look, line_look

PAD_X = 13.0
PAD_Y = 5.5
HEAD = 30.0
"""Height of the heading inside a group's frame."""
HEADING = 16.0
"""Size of the words above a layer."""
OUT_OF_TIME = "out_of_time"
"""The key of a row's words for when it ended or begins, where it does not hold on the day of the picture."""
VERDICT = "verdict"
"""The key of an indicator's words for what its year came to."""
DRAWN_ON = "drawn_on"
"""The key of the days on which a row is drawn, where its own dates do not say it: runs of numbers of ``Figure.days``,
counted from 1, each by its first and last."""
MOST_BOXES, MOST_LINES = 200, 400
"""A picture of more boxes or lines is not what is seen first, however large the window is: its list is."""
MOST_PAIRS = 40
"""Nor is a ring with more lines between agencies: its matrix is."""
LABEL_SIZE = 15.0
LABEL_HIGH = 24.0
"""Size of the words on a line, and height of the ground behind them."""


@dataclass
class Box:
    """A node of the picture: a row of the catalogue, or a group of them (``members``) drawn as a frame.

    ``zh`` are the lines of its label in Chinese, ``en`` those in any other language; the title of a frame is a message.
    """

    id: str
    kind: str
    row: AnyRow
    zh: tuple[str, ...]
    en: tuple[str | Message, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    group: str = ""
    members: tuple[str, ...] = ()
    focus: bool = False

    def label(self, lang: str) -> tuple[str, ...]:
        """The lines of its label in that language."""
        return self.zh if is_chinese(lang) else tuple(in_language(line, lang) for line in self.en)

    @property
    def editorial(self) -> bool:
        """Whether it is our own reading rather than stated by a source."""
        return self.row.get("origin") == "editorial"

    @property
    def ended(self) -> bool:
        """Whether it does not live on the day of the picture."""
        return bool(self.row.get(OUT_OF_TIME))

    @property
    def left(self) -> float:
        """The x of its left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The y of its upper side."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height / 2


class Stage(NamedTuple):
    """What a line is on a run of the picture's days: how much it bundles, and its label."""

    first: int
    last: int
    weight: int
    label: Message


@dataclass
class Link:
    """A line of the picture: one relationship, or several alike (``rows``) bundled into one."""

    source: str
    target: str
    type: str
    rows: list[AnyRow]
    inherited: bool = False
    editorial: bool = False
    ended: str = ""
    """When it ended or begins, in English, where it does not hold on the day of the picture."""
    weight: int = 1
    label: Message | None = None
    path: str = ""
    head: str = ""
    middle: tuple[float, float] = (0.0, 0.0)
    stages: list[Stage] = field(default_factory=list)
    """Where weight and label depend on the day; its own are then those that need most room."""

    @property
    def flags(self) -> tuple[str, bool, bool, str]:
        """What must be alike for links to be bundled."""
        return self.type, self.inherited, self.editorial, self.ended

    @property
    def width(self) -> float:
        """Width in pixels: by role, thinner when inherited, broader for bundles, by weight for dependencies."""
        if self.type == DEPENDS:
            return depends_width(self.weight)
        return line_look(self.type).width * (0.6 if self.inherited else 1.6 if self.weight > 1 else 1.0)

    @property
    def tag(self) -> str:
        """The flags as one word: only links of the same tag may share a trunk."""
        return f"{self.type}/{self.inherited:d}{self.editorial:d}{self.ended}"


def depends_width(weight: int) -> float:
    """The width in pixels of a line between agencies that share so many things."""
    return min(14.0, 1.2 + 1.6 * weight)


def days_of(rows: Iterable[AnyRow]) -> list[str]:
    """The days on which something of a picture begins or has ended."""
    return days_of_change(
        span for row in rows for span in ((row.get("valid_from"), row.get("valid_to")), *row.get("stays", ()))
    )


def runs(steps: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in ascending order, those that follow each other as one run with its first and last."""
    found = (list(run) for _, run in groupby(enumerate(steps), key=lambda pair: pair[1] - pair[0]))
    return [(run[0][1], run[-1][1]) for run in found]


class Section(NamedTuple):
    """Records of a picture that are read together: those of the body ``head``, or of no body (then it is empty)."""

    head: str
    rows: tuple[str, ...]


@dataclass(repr=False)
class Figure:
    """Everything a drawing needs, in no language yet. ``notes`` are sentences that must be beside it; those also in
    ``of_drawing`` say how it is drawn, and are not needed beside the same records in a list.

    ``sections`` are the same records to be read one after the other; ``pairs`` the lines of a picture of dependencies
    before any is bundled or left out, agencies that share much side by side in the ``pair_order``.

    A ``reduced`` picture has so many lines that only those of a chosen box are drawn. ``days`` are those on which
    something in it changes; a box that is not in ``standing`` is only drawn on a day on which it has a line. The page
    opens with the day of the number ``shown_first``, counted from 1, or with all of them (0).
    """

    name: str
    title: Message
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[tuple[float, float, Message]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    of_drawing: list[Message] = field(default_factory=list)
    subtitle: Message | None = None
    reduced: bool = False
    days: list[str] = field(default_factory=list)
    shown_first: int = 0
    standing: set[str] = field(default_factory=set)
    sections: list[Section] = field(default_factory=list)
    pairs: list[Link] = field(default_factory=list)
    pair_order: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Picture {self.title}: {len(self.boxes)} boxes, {len(self.links)} links>"

    def note_drawing(self, *said: Message) -> None:
        """Add notes on how it is drawn."""
        self.notes += said
        self.of_drawing += said

    def box(self, id_: str) -> Box:
        """The box of that id; KeyError when there is none."""
        for box in self.boxes:
            if box.id == id_:
                return box
        raise KeyError(id_)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all boxes, headings and labels; a unit square when it is empty."""
        xs = [v for b in self.boxes for v in (b.left, b.right)]
        ys = [v for b in self.boxes for v in (b.top, b.bottom)]
        for x, y, words in self.headings:
            half = widest(words, HEADING) / 2
            xs += [x - half, x + half]
            ys += [y - HEADING, y + 4]
        for k in self.links:
            if k.label:
                (x, y), half = k.middle, label_width(k.label) / 2
                xs += [x - half, x + half]
                ys += [y - LABEL_HIGH / 2, y + LABEL_HIGH / 2]
        return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 1.0, 1.0)


def widest(text: Message | str, size: float) -> float:
    """How wide a text is in the language that needs most, so that a picture is laid out alike in all of them."""
    return max(text_width(in_language(text, lang), size) for lang in languages())


def smallest(lang: str) -> float:
    """The size of the smallest text of a picture at zoom 1."""
    return min(SIZE_ZH, HEADING, LABEL_SIZE) if is_chinese(lang) else SIZE_EN


def label_width(label: Message) -> float:
    """How wide the ground of a line's label is."""
    return widest(label, LABEL_SIZE) + 14


def name_of(row: AnyRow) -> tuple[str, str]:
    """Both names of a row, on one line each; the Chinese one where there is no English one, then the id."""
    zh = plain(str(row.get("name") or "")) or plain(str(row.get("id") or "")) or "?"
    return zh, plain(str(row.get("name_en") or "")) or zh


def node_box(row: AnyRow) -> Box:
    """A box for a node's row, just large enough for its label in either language."""
    kind = str(row["kind"])
    limit = box_look(kind).widest
    zh_name, en_name = name_of(row)
    code = plain(str((row.get("properties") or {}).get("code") or ""))
    if kind in ("SDGGoal", "SDGTarget") and code and not zh_name.startswith(code):
        zh_name, en_name = f"{code} {zh_name}", f"{code} {en_name}"
    zh = lines(zh_name, SIZE_ZH, limit)
    en: tuple[str | Message, ...] = lines(en_name, SIZE_EN, limit)
    for said in filter(None, (row.get(VERDICT), row.get(OUT_OF_TIME))):
        zh, en = (*zh, said.in_language(CHINESE)), (*en, said)
    needs = max([text_width(t, SIZE_ZH) for t in zh] + [widest(t, SIZE_EN) for t in en])
    high = max(len(zh) * SIZE_ZH, len(en) * SIZE_EN) * LINE
    return Box(str(row["id"]), kind, row, zh, en, round(needs + 2 * PAD_X), round(high + 2 * PAD_Y))


def group_box(id_: str, title: Message, members: list[Box], *, columns: int, extra: AnyRow | None = None) -> Box:
    """A frame round boxes of equal width in ``columns``; places the members around the frame's own centre."""
    wide = max(m.width for m in members)
    high = max(m.height for m in members)
    for m in members:
        m.width, m.height, m.group = wide, high, id_
    places, (w, h) = grid([(wide, high)] * len(members), columns, 9.0)
    chinese = title.in_language(CHINESE)
    width = max(w, text_width(chinese, SIZE_ZH), widest(title, SIZE_EN)) + 24
    box = Box(
        id_,
        GROUP,
        {"id": id_, "kind": GROUP, "name": chinese, "name_en": title, **(extra or {})},
        (chinese,),
        (title,),
        width,
        h + HEAD + 20,
        members=tuple(m.id for m in members),
    )
    left, top = -w / 2, -box.height / 2 + HEAD + 6
    for m, (x, y) in zip(members, places, strict=True):
        m.x, m.y = left + x, top + y
    return box


def frame_round(id_: str, title: Message, members: list[Box]) -> Box:
    """A frame round boxes that are placed already."""
    left, right = min(m.left for m in members) - 13, max(m.right for m in members) + 13
    top, bottom = min(m.top for m in members) - HEAD - 4, max(m.bottom for m in members) + 12
    chinese = title.in_language(CHINESE)
    return Box(
        id_,
        GROUP,
        {"id": id_, "kind": GROUP, "name": chinese, "name_en": title},
        (chinese,),
        (title,),
        right - left,
        bottom - top,
        (left + right) / 2,
        (top + bottom) / 2,
        members=tuple(m.id for m in members),
    )


def reading_order(row: AnyRow) -> tuple[Any, ...]:
    """Reading order before lines are looked at: by kind, the source's own number, its place in the source (as in the
    file, else by locator), then id."""
    properties = row.get("properties") or {}
    number = str(properties.get("number") or properties.get("code") or "")
    kind, source = list(KIND).index(str(row["kind"])), str(row.get("source") or "")
    place = row.get("position") or 0, natural_key(str(row.get("locator") or "")), natural_key(str(row["id"]))
    return kind, natural_key(number), source, *place
