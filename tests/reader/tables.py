"""Tables with what each of their cells says, drawn from the heads that plans use: thousands that nobody has to type.

Each agency, task and figure of a table has a text of its own, so that a cell is found again wherever its text is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

HEADS: dict[str, tuple[str, ...]] = {
    "task": ("措施", "工作項目", "計畫", "具體作為", "行動方案", "Actions"),
    "strategy": ("策略", "推動主軸", "面向", "目標"),
    "lead": ("主辦機關", "主責局處", "權責單位", "牽頭單位", "主辦", "Lead agency"),
    "support": ("協辦機關", "配合單位", "協辦", "合作機關", "Partners"),
    "unit": ("單位", "計量單位"),
    "indicator": ("績效指標", "衡量指標", "KPI"),
    "target": ("114年目標值", "115年", "目標值", "2030 target"),
    "period": ("期程", "執行期間", "完成期限"),
    "remark": ("備註", "說明", "辦理情形"),
    "number": ("編號", "項次"),
    "budget": ("經費(千元)",),
    "unknown": ("甲欄", "奇怪", "承諾", "x"),
    "blank": ("",),
}
_STEMS = "農工水交教環衛消社財勞地都客原漁林港資法"
_ENDS = ("業局", "務局", "利處", "通局", "育局", "安處")
_VERBS = ("植樹", "修路", "造林", "巡河", "種電", "節水", "清淤", "護坡")


@dataclass
class Drawn:
    """Rows of cells, and for each cell what is in it: agencies, tasks, figures or nothing of the sort."""

    rows: list[list[str]]
    own: list[list[bool]] = field(default_factory=list)
    said: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)


class _Words:
    """Texts that are each given once."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.used: set[str] = set()

    def _new(self, text: str) -> str:
        number = 0
        made = text
        while made in self.used:
            number += 1
            made = f"{text[:-1]}{'東西南北中前後上下內外'[number % 11]}{text[-1]}"
            text = made if number % 11 == 0 else text
        self.used.add(made)
        return made

    def agency(self) -> str:
        r = self.random
        return self._new(f"{r.choice(_STEMS)}{r.choice(_STEMS)}{r.choice(_ENDS)}")

    def task(self) -> str:
        r = self.random
        return self._new(f"{r.choice(_STEMS)}{r.choice(_STEMS)}{r.choice(_VERBS)}推廣")

    def figure(self) -> str:
        while (n := str(self.random.randint(200, 99_999))) in self.used or n.startswith(("19", "20")):
            pass
        self.used.add(n)
        return n


def _cell(kind: str, words: _Words) -> tuple[str, str]:
    """What a cell of a column holds, and of which sort it is."""
    r = words.random
    if kind == "remark" and r.random() < 0.3:
        name = words.agency()
        return r.choice((f"由{name}協助", f"{name}配合辦理", f"{name}已填報")), name
    if kind in ("remark", "unknown", "blank", "unit", "period") and r.random() < 0.3:
        n = words.figure()
        return r.choice((f"已植{n}株", f"{n}公頃", f"達{n}%")), n
    if kind in ("lead", "support", "blank", "unknown", "unit") and r.random() < 0.6:
        names = [words.agency() for _ in range(r.choice((1, 1, 2, 3)))]
        return r.choice(("、", "\n", "及", "，")).join(names), " ".join(names)
    if kind in ("task", "strategy"):
        name = words.task()
        if r.random() < 0.1:
            return f"{name}{(n := words.figure())}公頃", f"{name} {n}"
        return (f"{name}（{(agency := words.agency())}）", agency) if r.random() < 0.05 else (name, name)
    if kind == "indicator":
        name = f"{words.task()}數"
        return (f"{name}：{(n := words.figure())}件", f"{name} {n}") if r.random() < 0.1 else (name, name)
    if kind in ("target", "budget"):
        n = words.figure()
        return r.choice((n, f"{n}公頃", f"達{n}件")), n if kind == "target" else ""
    if kind == "period":
        return r.choice(("114年", "113-115年", "近程", "113年12月")), ""
    if kind == "number":
        return words.figure(), ""
    if kind in ("lead", "support"):
        return r.choice(("", "相關單位", "-")), ""
    if kind == "unit":
        return r.choice(("公頃", "件", "")), ""
    return r.choice(("", "持續推動", "已完成")), ""


def table(random: Random) -> Drawn:
    """One table: known, unknown and blank heads, one to three rows of them, merged cells, sums, notes, two halves."""
    words = _Words(random)
    kinds = [random.choice(("task", "strategy")), *random.choices(list(HEADS), k=random.randint(1, 6))]
    if random.random() < 0.8:
        kinds.insert(random.randint(0, len(kinds)), random.choice(("lead", "support")))
    if random.random() < 0.3:
        random.shuffle(kinds)
    halves = 2 if random.random() < 0.1 else 1
    heads = [random.choice(HEADS[kind]) for kind in kinds] * halves
    kinds = kinds * halves
    out = Drawn([])
    merging = random.random() < 0.5
    if random.random() < 0.3:
        _title(out, words, len(kinds), merging)
    _head_rows(out, random, heads, merging)
    for _ in range(random.randint(1, 5)):
        _row(out, words, kinds, merging)
    _ends(out, words, kinds, merging)
    return out


def _add(out: Drawn, cells: list[str], own: list[bool] | None = None) -> None:
    out.rows.append(cells)
    out.own.append(own or [True] * len(cells))


def _over_all(out: Drawn, text: str, width: int, merging: bool) -> None:
    cells = [text] * width if merging else [text, *[""] * (width - 1)]
    _add(out, cells, [True, *[not merging] * (width - 1)])


def _title(out: Drawn, words: _Words, width: int, merging: bool) -> None:
    name = words.agency()
    text = words.random.choice((f"主辦機關：{name}", f"{name}工作計畫一覽表", "工作計畫一覽表"))
    if name in text:
        out.said[len(out.rows), 0] = (text, name)
    _over_all(out, text, width, merging)


def _head_rows(out: Drawn, random: Random, heads: list[str], merging: bool) -> None:
    """The heads; where they are two or three rows, some heads are spread over the columns below."""
    above = random.choice((0, 0, 0, 1, 1, 2))
    spread = sorted(random.sample(range(len(heads)), 2)) if len(heads) > 3 and above else []
    if not spread or spread[1] - spread[0] > 3:
        _add(out, heads)
        return
    a, b = spread
    over = random.choice(("權責分工", "分工", "目標", "執行單位", "單位"))
    for depth in range(above):
        first = [over if a <= c <= b else (h if depth == 0 or merging else "") for c, h in enumerate(heads)]
        if not merging:
            first = ["" if a < c <= b else t for c, t in enumerate(first)]
        own = [not merging or not (a < c <= b) for c in range(len(heads))]
        if depth and merging:
            own = [False] * len(heads)
        if depth == 0 or merging:
            _add(out, first, own)
    last = [h if a <= c <= b or merging else "" for c, h in enumerate(heads)]
    _add(out, last, [a <= c <= b or not merging for c in range(len(heads))])


def _row(out: Drawn, words: _Words, kinds: list[str], merging: bool) -> None:
    at = len(out.rows)
    cells, own = [], []
    for c, kind in enumerate(kinds):
        text, said = _cell(kind, words)
        above = out.rows[-1][c] if (at - 1, c) in out.said else ""
        goes_on = merging and kind == "strategy" and bool(above) and words.random.random() < 0.3
        if goes_on:
            text, said = above, above.partition("（")[0]
        cells.append(text)
        own.append(not goes_on)
        if said and text:
            out.said[at, c] = (text, said)
    _add(out, cells, own)


def _ends(out: Drawn, words: _Words, kinds: list[str], merging: bool) -> None:
    r = words.random
    width = len(kinds)
    if r.random() < 0.2:
        name = words.agency() if r.random() < 0.3 else ""
        out.said[len(out.rows), 1] = (name, name)
        _add(out, ["合計", name or "12", *[words.figure() for _ in range(width - 2)]] if width > 1 else ["合計"])
        if not name:
            del out.said[len(out.rows) - 1, 1]
    if r.random() < 0.2:
        name = words.agency()
        text = r.choice((f"註：由{name}彙整", f"備註：本表各項由{name}督導。", f"本表由{name}負責更新。"))
        out.said[len(out.rows), 0] = (text, name)
        _over_all(out, text, width, merging)
    if r.random() < 0.1:
        name = words.agency()
        out.said[len(out.rows), 0] = (name, name)
        _over_all(out, name, width, merging)
        _row(out, words, kinds, merging)
