"""What the heads of a strategy table mean, and which rows of a grid are its heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quanze.reader.blocks import Grid
from quanze.reader.rules.vocabulary import LEADLESS, role_type
from quanze.reader.wording import DATE, date_of, normalise, tidy

_HEADS = (
    ("leadless", rf"{LEADLESS}.*"),
    ("number", r"(?:編號|項次|序號|序|項目編號|No\.?|#|Number|Ref\.?|ID)"),
    ("subgroup", r"(?:推動|負責|所屬)?(?:小組|分組|工作小組|組別)(?:名稱)?|Working group|Subgroup"),
    (
        "strategy",
        r"(?:推動|重點|行動|因應|調適|減量|發展|執行)?(?:策略|面向|構面|領域|部門|目標策略|主軸|策略目標|策略名稱|策略方向|類別)(?:名稱|別)?|Strategy|Sector|Theme|Goal|Objective|Pillar",
    ),
    (
        "measure",
        r"(?:具體|推動|執行|行動|調適|減量|因應|主要|重點)?(?:措施|作為|工作項目|工作內容|計畫名稱|行動計畫|行動方案|執行項目|推動項目|辦理事項|應辦事項|工作事項|工作重點|任務|工作|事項|計畫|方案|項目|行動|做法|作法)(?:名稱|內容|及內容|說明)?|(?:推動|行動)(?:措施|計畫)/.*|Actions?|Measures?|Tasks?|Activit(?:y|ies)|Projects?|Initiatives?",
    ),
    (
        "indicator",
        r"(?:關鍵|主要|量化)?(?:績效|衡量|評估|管考|檢核|成效|KPI)?(?:指標)(?:名稱|項目|及單位)?|KPI|績效衡量|查核點指標|(?:Key |Performance )?(?:performance )?[Ii]ndicators?(?: name)?",
    ),
    ("code", r"(?:指標)(?:代碼|編號)|Indicator code|Code"),
    ("unit", r"(?:計量|指標|量測)?單位|Unit(?: of measure)?"),
    ("baseline", r"(?:基準|現況|基線|初始)(?:年)?(?:值|數值|情形)?|(?:基準年.{0,8}值)|Baseline(?: value)?"),
    ("baseline_year", r"基準年(?:度|份)?|Baseline year|Base year"),
    (
        "target",
        r"(?:年度|預期|預定|量化|計畫|總)?目標(?:值|量|數)?(?:.{0,6})|.{0,8}(?:目標值|目標)|.{0,10}[Tt]arget(?: value)?(?: ?(?:19|20)[0-9]{2})?",
    ),
    (
        "result",
        r"(?:年度|實際|執行|累計)?(?:實績|成果|達成|實際|執行|完成)(?:值|數|量|情形|績效)(?:.{0,6})|實績|.{0,8}實績值?|Results?|Achieved|Actual",
    ),
    (
        "period",
        r"(?:執行|辦理|推動|計畫|實施|預定|起訖)?(?:期程|期間|年度|時程|時間|年期|起迄年|年限|起迄)(?:\(年\))?|Period|Time ?line|Time ?frame|Schedule|Years?",
    ),
    (
        "sdg",
        r"(?:對應|連結|相應)?(?:永續發展目標|SDGs?|永續發展細項目標|SDGs?細項目標|SDGs?目標)(?:\(SDGs?\))?(?:細項)?(?:目標)?|SDG(?: target)?s?",
    ),
    (
        "benefit",
        r"(?:預期|量化|計畫|減碳|減量)?(?:效益|成效|減碳量|減量效益|減碳效益|產出)(?:.{0,12})|Benefits?|Expected .+",
    ),
    ("budget", r"(?:經費|預算|所需|計畫|總)(?:經費|需求|來源|金額|額度)?(?:.{0,14})|Budget|Cost.*|Funding.*"),
    ("note", r"備註|說明|附註|Notes?|Remarks?|Status|辦理情形|執行情形|執行進度|進度"),
    (
        "agency",
        r"(?:機關|局處|單位|部會|權責)(?:\(單位\)|/單位|名稱)?|部門/機關|Agency|Department|Organi[sz]ation|Body",
    ),
)
_COMPILED = tuple((kind, re.compile(rf"(?:{pattern})\Z")) for kind, pattern in _HEADS)
_YEAR = re.compile(rf"(?P<y>{DATE}|(?:19|20)[0-9]{{2}})(?P<rest>.*)\Z")
_LAST_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{3}年)(?:度)?\)?\Z")
SEARCH = 8
"""Rows of a table searched for its heads."""


@dataclass(frozen=True)
class Head:
    """The meaning of a column: its kind, the source's word, the role it stands for and the year it is of."""

    kind: str
    word: str
    role: str = ""
    year: str = ""


@dataclass
class Heads:
    """Meaning by column, and the row after the last head row."""

    columns: dict[int, Head] = field(default_factory=dict)
    first: int = 0

    def of(self, *kinds: str) -> list[int]:
        """The columns of some kinds, in order."""
        return [c for c, h in sorted(self.columns.items()) if h.kind in kinds]


def meaning(text: str) -> Head | None:
    """What one head says; None when it is none of ours."""
    word = tidy(text.replace("\n", ""))
    norm = normalise(word)
    plain = re.sub(r"^[0-9一二三四五六七八九十]+[.、]|[:*※]$", "", norm)
    if not 1 <= len(plain) <= 30:
        return None
    role = role_type(plain) or role_type(re.sub(r"\(.{1,12}\)$|名稱$", "", plain))
    if (role and not re.fullmatch(r"(?i)partners?|support|lead|review", plain)) or (role and plain.isascii()):
        return Head("role", word, role or "")
    bare = re.sub(r"\([^()]{1,14}\)$", "", plain)
    for kind, pattern in _COMPILED:
        if pattern.match(plain) or (bare and pattern.match(bare)):
            year = _YEAR.match(plain) or _LAST_YEAR.search(plain)
            return Head(kind, word, "", _year(year["y"]) if year and kind in ("target", "result") else "")
    year = _YEAR.match(plain)
    if year and re.fullmatch(r"(?:度)?(?:目標|目標值|實績|實績值|成果|預期|預定|累計)?", year["rest"]):
        kind = "result" if re.search(r"實績|成果", year["rest"]) else "target"
        return Head(kind, word, "", _year(year["y"]))
    return None


def _year(text: str) -> str:
    return date_of(text if "年" in text or len(text) == 4 else f"{text}年")[:4]


def find_heads(grid: Grid) -> Heads | None:
    """The heads of a table: the first row with at least two of ours, one of them a task and one a role or indicator."""
    for at, row in enumerate(grid.rows[:SEARCH]):
        first = {c: h for c, text in enumerate(row) if (h := meaning(text)) and _fresh(grid, at)}
        if len({h.kind for h in first.values()}) < 2:
            continue
        heads = Heads(first, at + 1)
        _second_row(grid, at, heads)
        kinds = {h.kind for h in heads.columns.values()}
        if kinds & {"measure", "strategy", "indicator", "subgroup", "agency"} and kinds & {
            "role",
            "indicator",
            "agency",
            "leadless",
            "target",
        }:
            return heads
    return None


def _fresh(grid: Grid, row: int) -> bool:
    """Whether a head is not a title merged over the whole width."""
    return len(set(grid.rows[row])) > 1


def _second_row(grid: Grid, at: int, heads: Heads) -> None:
    """A second row of heads under merged ones: years under 目標值, 主辦 and 協辦 under 權責機關."""
    if at + 1 >= len(grid.rows):
        return
    below = grid.rows[at + 1]
    merged = [
        c
        for c in range(len(below))
        if not grid.starts(at, c) or (c + 1 < len(below) and grid.rows[at][c] == grid.rows[at][c + 1] != "")
    ]
    second = {c: h for c in merged if (h := meaning(below[c])) and below[c] != grid.rows[at][c]}
    repeats = all(below[c] == grid.rows[at][c] for c in range(len(below)) if c not in second)
    blanks = all(not below[c] or below[c] == grid.rows[at][c] for c in range(len(below)) if c not in second)
    if len(second) < 1 or not (repeats or blanks):
        return
    for c, head in second.items():
        above = heads.columns.get(c)
        if head.kind in ("target", "result") and above is not None and above.kind in ("target", "result"):
            head = Head(above.kind, f"{above.word} {head.word}", "", head.year)
        heads.columns[c] = head
    heads.first = at + 2


def repeats_heads(grid: Grid, row: int, words: dict[int, str]) -> bool:
    """Whether a row is the heads again, as on the next page."""
    same = sum(1 for c, w in words.items() if w and c < len(grid.rows[row]) and _plain(grid.rows[row][c]) == w)
    return same >= 2 and same >= 0.6 * len([w for w in words.values() if w])


def _plain(text: str) -> str:
    return re.sub(r"\s", "", normalise(text))


def head_words(grid: Grid, heads: Heads) -> list[dict[int, str]]:
    """The words of each head row, to know them again."""
    return [{c: _plain(t) for c, t in enumerate(grid.rows[r])} for r in range(max(heads.first - 2, 0), heads.first)]
