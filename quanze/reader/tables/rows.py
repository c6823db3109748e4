"""One row of a table: tasks, roles, indicators, yearly targets, SDG targets; every cell is accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from quanze.loaders.cell_values import cell_reader, read_cell
from quanze.locale import message
from quanze.reader.blocks import Grid
from quanze.reader.columns import Head, Heads
from quanze.reader.draft import CHECK, HIGH, Evidence, Node, Unread
from quanze.reader.figures import (
    LASTING,
    TERM_ALONE,
    Figure,
    bound,
    figure_in_words,
    figures,
    in_unit,
    of_measure,
    only_done,
    period,
    put_off,
    rate_in_words,
    unit_of,
)
from quanze.reader.names import (
    UNSETTLED,
    Name,
    ends_as_body,
    is_agency,
    is_everybody,
    names_nobody,
    says_none,
    without_nobody,
)
from quanze.reader.outline import read_marker
from quanze.reader.reading import Reading
from quanze.reader.rules import goals
from quanze.reader.rules.measures import target
from quanze.reader.rules.role_phrases import roles_of_text
from quanze.reader.tables.cells import (
    BETTER,
    IN_BRACKETS,
    REMARK_HEAD,
    SAID_BEHIND,
    SAME_AS_ABOVE,
    agencies_of,
    are_numbered,
    begin_of_name,
    english_helped,
    english_roles,
    entries_of,
    figure_entries,
    head_of_both,
    is_no_unit,
    labels_in_full,
    lines_of_actions,
    marked_names,
    nested_entries,
    numbered_entries,
    parts_of_line,
    roles_of_head,
    sections_behind,
    split_amount,
    split_value,
    ticked,
    two_roles,
    without_helped,
    without_marks,
    without_number,
)
from quanze.reader.tables.head_words import spans_years, years_of_head
from quanze.reader.tables.heads import bare_year, role_of, year_in
from quanze.reader.tables.hedged_cells import Hedged, hedged
from quanze.reader.tables.layout import LASTING_WORK, MARK, NOTHING, bare_mark, is_caption
from quanze.reader.wording import date_of, normalise, one_line, with_eras
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.dates import ShownDate, part_of_year
from quanze.schema.row_locators import row_locator

_UNIT = re.compile(r"\((?:單位:)?(?P<u>(?![0-9.]+%\))(?!(?:至|民國)?[0-9]{2,4}年?(?:度|底|前)?\))[^()]{1,14})\)$")
_NO_UNIT = re.compile(
    r"(?:年度|每年|逐年|當年|歷年|各年|每月|每季|全年|全市|全縣|本市|本縣|單年|年)?(?:累計|累積|合計|總計|小計|平均|預估|預計|暫估|估計|推估|初步|暫定|修正|新增)?"
    r"(?:值|數|數值)?|新增|既有|同上|[同見參詳即如].{0,4}(?:指標|目標|措施).*|詳附件|達成|目標|實績|備註|說明|註.{0,3}|[短中長近遠](?:程|期)+(?:目標)?"
    r"|(?:另?含|不含|扣除|依|以).+|核定|滾動(?:檢討)?|調整後?|規劃|第.{1,2}[期階].*"
    r"|(?:cumulative|annual(?:ly)?|yearly|monthly|quarterly|per year|each year|total"
    r"|overall|average|avg|mean|est|estimated?"
    r"|provisional|prelim(?:inary)?|draft|proxy|new|net|gross|revised"
    r"|TBC|TBD|citywide|city-wide)\.?(?: to date| total)?",
    re.IGNORECASE,
)
"""Words in brackets behind the name of an indicator that are not its unit: 累計, annual."""
_LETTERS = {
    "召": "CONVENES",
    "主": "CONVENES",
    "協": "CO_ORGANIZES",
    "審": "REVIEWS",
    "席": "",
    "A": "CONVENES",
    "S": "CO_ORGANIZES",
    "I": "",
}
_DOWN = re.compile(r"減少|降低|減量|下降|減至|降至|遞減|越[低少]越好|↓|\b(?:reduc|decreas)(?:e|ing)\b", re.IGNORECASE)
_AMOUNT_LESS = re.compile(
    r"(?:減量|減少|降低|下降|削減|減排|節省|節約)(?:比例|比率|百分比|率|幅度|總?量|成效|噸數|度數|數)"
    r"|(?:reduc(?:tion|ed)|saving)s? (?:rate|achieved|ratio|percentage)|(?:較|比)[^，。;]*(?:減量|減少|降低|下降)$",
    re.IGNORECASE,
)
"""An indicator that counts what has been saved, so that more of it is wanted."""
_LESS_OF_IT = re.compile(
    r"(?<!逐年)(?<!逐步)(?<!持續)(?<!穩定)(?<=[\u3400-\u9fffa-z0-9])(?:減量|減少|降低|下降)$", re.IGNORECASE
)
"""溫室氣體減量, 漏水率降低: what is left or what was saved, which only the figures show."""
_UP = re.compile(r"提升|增加|提高|擴大|成長|遞增|越[高多]越好|↑|increas|rais", re.IGNORECASE)
_WANTED = re.compile(
    r"\((?:逐年|持續|目標|方向)?(?:為|:)?(?:降低|減少|下降|遞減|提升|增加|提高|上升|遞增|越[低少高多]越好|[↑↓])\)$"
)
"""The wanted direction in brackets behind the name of an indicator, which it is no part of."""
_TICK = re.compile(r"[●•■◆◎○◯〇Ｏ△▲☆★✓✔√*＊vVxX]")
_OF_YEARS = re.compile("(?:辦理|執行|實施|計[畫劃]|推動)?(?:年度|期程|期間) (?=[0-9])")
"""The head over those of years, in a file that merges no cells: 辦理年度 | (empty) over 113 | 114."""
_GOES_ON = re.compile(r"[→⟶➔➜━─═]+")
"""Marks under years of the work that is done in them, and arrows of work that goes on."""
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA)\Z")
_LEADS = re.compile(r"\((?:牽頭|主辦|主責|主政|主導|統籌|召集)(?:機關|單位|部門)?\)")
_LED = re.compile(
    r"[^，,;]+?(?:牽頭|主責|主辦|主政)[，,;]\s*(?P<rest>[^，,;。]+?)(?:等)?(?:按|依)?(?:職責)?(?:分工)?"
    r"(?P<do>配合|協助|協同|協辦|參與|參加)?(?:負責|落實|實施|辦理)?[。;]?"
)
"""A牽頭，B、C按職責分工負責: who does the work under the one that leads."""
_BEGINS_AS_TARGET = re.compile(
    r"[0-9][0-9,.]* ?(?:% (?:of|in) |(?:new |more )?[a-z]{3,}\b)"
    r"|(?:每[年月季]|累[計積]|完成|至少|達)*[0-9][0-9,.]*[場件處戶家輛人案](?![以歲])"
)
"""1,200 homes, 20場講座: what an indicator should come to, and no name of one."""
_ENDS_AS_TARGET = re.compile(
    r"[0-9][0-9,.]*(?: ?%|[萬億]?[\u3400-\u9fff]{1,3}| (?:new |more )?[a-z]+(?: (?:per|a|each) (?:year|month))?)"
    r"(?:以上|以下|以內)?\Z"
)
"""植樹500株, 4 traineeships per year: what is to be reached in a table without a column of targets."""
_CATEGORY = re.compile(
    r"(?:基本目標|[一二三]級指標|類別|類型|領域|部門|面向|構面|分類|別)\Z|\A(?:Sector|Theme|Categor)", re.IGNORECASE
)
"""The head of a column that sorts indicators and holds no tasks."""
_GROUP = re.compile(r"(?:[\u3400-\u9fff](?<![模機])組|小組|推動會|委員會)\Z|\b(?:[Ss]ub)?[Gg]roup\Z")
"""A heading that names the group of the items below it."""
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ONE_WORD = re.compile(
    r"(?![一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥上中下])[\u3400-\u9fff]"
)
"""A name of one character that numbers nothing: 水, 綠."""
_BREAKS = re.compile(r"(?:\b(?:of|and|for|the)|[&-])\Z", re.IGNORECASE)
_RUNS_ON = re.compile(
    r"[^A-Z]|(?:And|Of|For)\b|(?:Department|Office|Agency|Bureau|Council|Services?|Division|Team|Unit|Authority)\Z"
)
"""Where a narrow column broke a name in two lines."""
_LONGEST = 240
"""Characters of the longest heading in English; one in Chinese says as much with a third of them."""
_MATTER = re.compile(r"案由|議題\Z|討論事項|提案(?:事項|內容)?\Z")
_NOTED = re.compile(
    r"(?:本案)?(?:洽悉|(?:已)?知悉|(?:同意|准予|予以|照案)?備查|(?:同意)?解除列管|(?:請)?繼續列管|結案)[。.]?"
)
"""A resolution that gives nobody anything to do."""
_PASSED = re.compile(r"(?:照案|修正後?|同意)(?:通過|辦理)[。.]?")
"""A resolution that says what is resolved on only by the matter beside it."""
_WITHOUT_FIGURES = "-"
"""The scope of an indicator without figures beside one of its name that has some."""
_SUM = re.compile(r"合計|總計|小計|[Tt]otal")
_TARGET_YEAR = re.compile(r"目標年(?:度|份)?|[Tt]arget [Yy]ear")
_UNSETTLED = re.compile(UNSETTLED, re.IGNORECASE)
_OF_ROLES = ("role", "leadless", "agency", "body")
_UNGROUPED = re.compile(r"\(?(?:未分組|無組別|No group|Not grouped)\)?$", re.IGNORECASE)


@dataclass
class State:
    """What rows without their own value take over from the row before."""

    sections: dict[tuple[int, int], bool] = field(default_factory=dict)
    """The rows, by table and row, that are headings of the rows below them, and whether that is sure."""
    levels: list[tuple[str, list[Node]]] = field(default_factory=list)
    """The text of each level, and the task or tasks that it names."""
    group: Node | None = None
    under: list[tuple[str, Node]] = field(default_factory=list)
    """The headings that the row is below, outermost first, with how each is numbered."""
    doubtful: bool = False
    """Whether the last of the headings may be a task of its own."""
    headed: bool = False
    """Whether the last row was a heading."""
    section_group: Node | None = None
    indicator: Node | None = None
    leads: dict[int, str] = field(default_factory=dict)
    """Who leads each numbered task, as the cell of its first row has it."""
    lines: dict[int, Counter[str]] = field(default_factory=dict)
    """How often each line occurs in the cells of a column of names."""
    bounds: dict[int, str] = field(default_factory=dict)
    """The direction that the targets of each indicator say by their bounds; empty where they differ."""

    @property
    def section(self) -> Node | None:
        """The heading that the row is below."""
        return self.under[-1][1] if self.under else None


class Row:
    """One row being read."""

    def __init__(self, reading: Reading, heads: Heads, cells: list[str], number: int, at: int, state: State) -> None:
        self.reading = reading
        self.heads = heads
        self.cells = cells
        self._texts: dict[int, str] = {}
        self.grid = number
        self.at = at
        self.state = state
        self.filled: frozenset[int] = frozenset()
        """The columns whose cell is empty and has the text of the row above."""
        self.heading = False
        """Whether the row is a heading of the rows below it and was read as one."""
        self.ticked: dict[int, tuple[str, str]] = {}
        """The columns of years or their parts whose marks say when the task of the row is done, with their dates."""
        self.shifted = False
        """Whether the cells of the row may stand under the heads beside their own: none of its figures is read."""
        self._two_leads = False
        """Whether the cell of the task names a lead and the column of leads another one."""
        self._of_lines = False
        """Whether the row's tasks are the lines of one cell."""
        self._column = -1
        """The column whose cell is being read for roles or figures."""
        self._hedged = Hedged("")
        """What that cell says beside its names."""

    @property
    def _grid(self) -> Grid:
        return self.reading.outline.grids[self.grid][1]

    @cached_property
    def _where(self) -> str:
        return self._grid.place.row(self.at)

    @cached_property
    def _locator(self) -> str:
        """How the row is cited: a sheet by its name, another table by its number."""
        return row_locator(self._grid.title or message("table {number}", number=self.grid + 1), self.at + 1)

    @cached_property
    def _hidden(self) -> frozenset[int]:
        """The cells of the row that the page hides, with their row or their column."""
        rows, columns = self._grid.hidden("rows"), self._grid.hidden("columns")
        if not rows and not columns:
            return frozenset()
        places = {c: self.place(c) for c in range(len(self.cells))}
        return frozenset(c for c, (row, across) in places.items() if row in rows or columns & set(across))

    def evidence(
        self, text: str, rule: str, confidence: str = HIGH, reason: str = "", columns: Sequence[int] = ()
    ) -> Evidence:
        """The place of this row; what is read where the page hides it, in the whole row or in one of ``columns``, is to
        be checked."""
        hidden = self._hidden
        if hidden and (len(hidden) == len(self.cells) or any(c in hidden and self.cells[c] for c in columns)):
            confidence, reason = CHECK, "hidden"
        elif self.shifted and confidence == HIGH:
            confidence, reason = CHECK, "shifted"
        elif self.filled.intersection(columns) and confidence == HIGH:
            confidence, reason = CHECK, "above"
        elif confidence == HIGH and (self.heads.doubtful or self._of_lines):
            confidence, reason = CHECK, "column" if self.heads.doubtful else "lines"
        return Evidence(
            self.reading.source,
            -1,
            0,
            0,
            rule,
            self._where,
            self._locator,
            self._as_written(text).replace("\n", " ")[:60],
            confidence,
            self.grid,
            self.at,
            reason,
            self._column,
        )

    def _as_written(self, text: str) -> str:
        """What the row says for a text that it has from the row above: 同上, with the text in square brackets."""
        for written, cell in self._from_above if text else ():
            if text in cell:
                return f"{written} [{text}]"
        return text

    @cached_property
    def _from_above(self) -> list[tuple[str, str]]:
        """The cells that say 同上, each with the text that it stands for."""
        both = zip(self._grid.rows[self.at], self.cells, strict=False)
        return [(written, cell) for written, cell in both if SAME_AS_ABOVE.match(written)]

    def cell(self, column: int) -> str:
        """The text of a column, empty when it says that there is nothing."""
        text = self._texts.get(column)
        if text is None:
            text = self.cells[column] if column < len(self.cells) else ""
            text = self._texts[column] = "" if NOTHING.match(normalise(text)) or _ERROR.match(text) else text
        return text

    def text(self, kind: str) -> str:
        """The first cell of a kind that says something, or the value given above the heads."""
        for column in self.heads.of(kind):
            if self.cell(column):
                return self.cell(column)
        return self.heads.constant.get(kind, "")

    def read(self) -> None:
        """Add what the row says."""
        filled = [c for c in self.cells if c]
        whole = len(set(filled)) == 1 and len(self.cells) > 2 and len(filled) > 2
        if len(set(filled)) == 1 and len(self.cells) > 1 and is_caption(filled[0]):
            self.reading.beside_cells(self.grid, self.at, range(len(self.cells)), "heads")
            self.state.levels, self.state.under, self.state.section_group = [], [], None
            return
        if whole or (self.grid, self.at) in self.state.sections:
            self.heading = self._section(filled[0], whole or self.state.sections[self.grid, self.at])
            return
        self.state.headed = False
        self.account()
        group = self._group()
        tasks = self._tasks_of_levels(group)
        self.state.group = group
        if group is not None:
            for task in tasks:
                self._undertaken(group, task)
        indicators = self._indicators(tasks)
        sorted_ = self._only_sorted() or not self.heads.of("level")  # a line over the rows is the goal of indicators
        topics = tasks if tasks and not (indicators and sorted_) else indicators
        if tasks and topics is indicators and (self.grid, self.at) in self.heads.led_apart:
            said = message(
                "“{name}” has other leads for other indicators: each leads its indicator", name=tasks[0].name
            )
            self.reading.draft.remark("led-apart", said, self._where)
        self._measured(tasks, indicators)
        self.ticked = self._ticked_times() if tasks else {}
        for task in tasks:
            self._period(task)
        acting = [group] if group is not None and self._is_of_group() else topics
        self._roles(acting)
        self._marks(acting)
        self._marks_of_topics()
        self._targets(indicators)
        self._aligned(topics)

    def _is_of_group(self) -> bool:
        """Whether the roles of the row are those of its group, whose tasks come behind: 小組 | 召集機關 | 任務."""
        groups, levels = self.heads.of("subgroup"), self.heads.of("level")
        roles = self.heads.of("role", "leadless", "body")
        return bool(groups and roles) and min(groups) < min(roles) and all(c > max(roles) for c in levels)

    def _measured(self, tasks: list[Node], indicators: list[Node]) -> None:
        """Indicators beside as many tasks of one cell are theirs in order; else each may be that of any of them."""
        one_each = len(tasks) == len(indicators)
        for at, task in enumerate(tasks):
            for indicator in indicators[at : at + 1] if one_each else indicators:
                sure = one_each or len(tasks) == 1
                evidence = self.evidence(
                    indicator.name,
                    "tables.indicator",
                    HIGH if sure else CHECK,
                    "" if sure else "several",
                    self.heads.of("indicator"),
                )
                self.reading.draft.link("MEASURED_BY", task, indicator, self._word("indicator"), evidence)

    def _only_sorted(self) -> bool:
        """Whether the levels of the table sort its indicators, so that who answers does so for the indicator."""
        words = [normalise(self.heads.columns[c].word) for c in self.heads.of("level")]
        apart = self.heads.of_indicators or (self.grid, self.at) in self.heads.led_apart
        return apart or (bool(words) and all(_CATEGORY.search(word) for word in words))

    def place(self, column: int) -> tuple[int, Sequence[int]]:
        """A cell's place in its table: the row and the columns that it covers."""
        return self.at, (column,)

    def account(self) -> None:
        """Every cell of the row: read by its column, passed over, or unread where nobody understands the column."""
        for column in range(len(self.cells)):
            head = self.heads.columns.get(column)
            place = self.place(column)
            if head is not None and head.kind not in ("beside", "computed") and _ERROR.match(self.cells[column]):
                self._unread(self.cells[column], head.word, "error")
                self.reading.unread_cells(self.grid, *place)
            if head is None:
                if column in self.heads.unknown and self.cells[column]:
                    self.reading.unread_cells(self.grid, *place)
            elif head.kind in ("beside", "computed"):
                self.reading.beside_cells(self.grid, *place, head.word)
            else:
                self.reading.read_cells(self.grid, *place)

    def _section(self, text: str, sure: bool) -> bool:
        """A row with one text, over the whole width or alone, names the strategy of the rows below it; whether it does.

        One that is numbered in another way than those above it, 一、 and then (一), is a part of the last of them.
        """
        name = without_number(text)
        self.reading.read_cells(self.grid, self.at, range(len(self.cells)))
        self.state.levels = []
        said = SAID_BEHIND.search(normalise(name))
        roles = roles_of_text(self.reading, said["roles"]) if said else []
        if said and roles:
            name = name[: said.start()].strip()
        elif said:
            self._unread(text, "", "note")
        if _GROUP.search(normalise(name)):
            self.state.section_group = group_named(self.reading, name, self.evidence(text, "tables.subgroup"))
            self._said_of([self.state.section_group], roles, text)
            return True
        if 2 <= len(name) <= (_LONGEST // 3 if _HAN.search(name) else _LONGEST):
            marker, _ = read_marker(normalise(text))
            numbered = marker.kind if marker else ""
            above = [kind for kind, _ in self.state.under]
            if numbered in above or not (numbered or self.state.headed):
                del self.state.under[above.index(numbered) if numbered in above else 0 :]
            self.state.doubtful = not sure
            task = self._task(name, text, self.state.section, "")
            if task is not None:
                self.state.under.append((numbered, task))
                self._said_of([task], roles, text)
            self.state.headed = True
            return task is not None
        return False

    def _roles_behind(self, name: str, column: int) -> tuple[str, list[tuple[str, str, list[Name]]]]:
        """The name of a task and who answers for it, in brackets behind: 監察（牽頭單位：能源局 參加單位：國資委）;
        under a head that says so, 措施及權責機關, agencies alone: 校園防治教育（教育局）."""
        said = SAID_BEHIND.search(normalise(name))
        text = name[said.start("roles") : said.end("roles")] if said else ""
        roles = roles_of_text(self.reading, text) if said else []
        if roles and said:
            return name[: said.start()].strip(), roles
        head = self.heads.columns[column]
        found = IN_BRACKETS.search(normalise(name)) if head.of_brackets else None
        names = agencies_of(self.reading, name[found.start("in") : found.end("in")]) if found else []
        if not found or not names or re.search(r"\([^()]*\)\S*[0-9]", normalise(name[: found.start()])):
            return name, []  # another item may end before: 講座（教育局）2.短片（新聞局）
        return name[: found.start()].strip(), [(head.role, head.word, names)]

    def _said_of(self, topics: list[Node], roles: list[tuple[str, str, list[Name]]], text: str) -> None:
        """Link the roles that a text gives itself."""
        for type_, word, names in roles:
            self._link(topics, names, type_, word, text)

    def _tasks_of_levels(self, group: Node | None) -> list[Node]:
        """The task of the row: the last of its levels, each a part of the one before; tasks that a cell numbers.

        One name in two groups is two tasks, each of its group.
        """
        columns = self.heads.of("level")
        texts = [self.cell(c) for c in columns]
        if len(texts) > 1 and (self.grid, self.at) in self.heads.described:
            texts[-1] = ""
        if self.heads.constant.get("level") and self.state.section is None:
            texts.insert(0, self.heads.constant["level"])
        if texts and _NOTED.fullmatch(normalise(texts[-1])):
            self.reading.beside_cells(self.grid, self.at, columns, self.heads.columns[columns[-1]].word)
            self.state.levels = []
            return []
        if len(texts) > 1 and _PASSED.fullmatch(normalise(texts[-1])):
            texts[-1] = ""
        if not any(texts) and not self.state.levels:
            return [self.state.section] if not columns and self.state.section is not None else []
        levels: list[tuple[str, list[Node]]] = []
        parents = [self.state.section] if self.state.section is not None else []
        changed = False
        for depth, text in enumerate(texts):
            old = self.state.levels[depth] if depth < len(self.state.levels) else ("", [])
            last = depth == len(texts) - 1
            moved = last and (group is not self.state.group or self._begins_another(old[1]))
            if not text and not changed:
                text, nodes = old
            elif text and text == old[0] and not changed and not moved:
                nodes = old[1]
            elif text:
                changed = True
                parent = parents[-1] if parents else None
                nested = nested_entries(text) if last else None
                listed = numbered_entries(text) if last else []
                lines = lines_of_actions(text) if last and not listed and not nested else []
                self._of_lines |= bool(lines)
                coded = self.heads.coded.get(text)
                plain = coded[1] if coded else without_number(text, self.heads.whole)
                names = [nested[0]] if nested else listed or lines or [plain]
                behind = [self._roles_behind(name, columns[-1]) if last and columns else (name, []) for name in names]
                names = [name for name, _ in behind]
                stated = [
                    n.text for _, roles in behind for type_, _, found in roles if type_ == "CONVENES" for n in found
                ]
                said = [self.cell(c) for c in self.heads.of("leadless", "body") if self.cell(c)] or [self._lead()]
                self._two_leads |= any(said) and any(name not in text for name in stated for text in said)
                given = self.text("number") if last else ""
                if any(given == one_line(self.heads.columns[c].word) for c in self.heads.of("number")):
                    given = ""  # the head once more
                nodes = []
                for at, name in enumerate(names, 1):
                    same = parent is not None and normalise(parent.name) == normalise(name)
                    number = given if len(names) == 1 or lines else str(at)
                    node = parent if same else self._task(name, text, parent, number, group if last else None)
                    nodes += [node] if node is not None else []
                    self._said_of([node] if node is not None else [], behind[at - 1][1], text)
                for at, name in enumerate(nested[1] if nested and nodes else (), 1):
                    self._task(name, text, nodes[0], str(at))
            else:
                nodes = []
            levels.append((text, nodes))
            parents = nodes or parents
        self.state.levels = levels
        return parents

    def _task(self, name: str, text: str, parent: Node | None, number: str, group: Node | None = None) -> Node | None:
        if len(name) < 2 and not _ONE_WORD.fullmatch(name):
            return None
        dates = self.heads.of("period", "due", "begin", "end")
        below = self.state.doubtful and (parent is self.state.section or parent is None)
        own = [c for c in self.heads.of("level") if self.cells[c] == text]
        discussed = any(_MATTER.search(normalise(self.heads.columns[c].word)) for c in own)
        evidence = self.evidence(
            text,
            "tables.task",
            CHECK if below or discussed else HIGH,
            "section" if below else "matter" if discussed else "",
            [*own, *dates],
        )
        marker = None if text in self.heads.whole else read_marker(normalise(text))[0]
        coded = self.heads.coded.get(text)
        label = marker.label.rstrip("、.") if marker and re.search(r"\w", marker.label) else ""  # △ numbers nothing
        number = number or (coded[0] if coded else label)
        known = self.reading.draft.find("Task", name)
        apart = known is not None and self._is_elsewhere(known, parent, group)
        scope = " ".join(n.name for n in (parent, group) if n is not None) if apart else ""
        if known is not None and not apart and self._is_another(known, number):
            scope = number
        node = self.reading.draft.node("Task", name, evidence, scope=scope, kind="measure", number=number)
        self.state.leads.setdefault(id(node), self._lead())
        if parent is not None and parent is not node:
            self.reading.draft.link("PART_OF", node, parent, "", evidence)
        return node

    def _lead(self) -> str:
        """Who leads, as the row says it."""
        leads = (c for c in self.heads.of("role") if self.heads.columns[c].role == "CONVENES")
        return next((text for c in leads if (text := self.cell(c))), "")

    def _begins_another(self, above: list[Node]) -> bool:
        """Whether a row is of another task than the one above of the same name: its number and its lead are others."""
        return len(above) == 1 and self._is_renumbered(above[0], self.text("number")) and self._is_led_apart(above[0])

    def _is_renumbered(self, task: Node, number: str) -> bool:
        return bool(number) and task.values.get("number", number) != number

    def _is_led_apart(self, task: Node) -> bool:
        return self._lead() != self.state.leads.get(id(task), self._lead())

    def _is_another(self, task: Node, number: str) -> bool:
        """Whether a task of that name with another number is another task, for somebody else leads it; where nobody
        else does it is one, and that is said."""
        if not self._is_renumbered(task, number):
            return False
        if self._is_led_apart(task):
            return True
        said = message("“{name}” has several numbers and one lead: it is taken as one task", name=task.name)
        self.reading.draft.remark("one-task", said, self._where)
        return False

    def _is_elsewhere(self, task: Node, parent: Node | None, group: Node | None) -> bool:
        """Whether a task of that name is a part of others than this row's, or the work of other groups."""
        draft = self.reading.draft
        wholes = [link.b.real() for link in draft.linked("PART_OF", a=task)] if parent is not None else []
        groups = [link.a.real() for link in draft.linked("UNDERTAKES", b=task)] if group is not None else []
        return any(found and all(n is not mine for n in found) for mine, found in ((parent, wholes), (group, groups)))

    def _group(self) -> Node | None:
        text = self.text("subgroup")
        if not text:
            return self.state.section_group
        if _UNGROUPED.match(normalise(text)):
            return None
        evidence = self.evidence(text, "tables.subgroup", columns=self.heads.of("subgroup"))
        return group_named(self.reading, without_number(text), evidence)

    def _undertaken(self, group: Node, task: Node) -> None:
        evidence = self.evidence(task.name, "tables.subgroup", columns=self.heads.of("subgroup"))
        self.reading.draft.link("UNDERTAKES", group, task, "負責", evidence)

    def _ticked_times(self) -> dict[int, tuple[str, str]]:
        """The columns of years or quarters in which one kind of mark stands for the work, 114 | 115 over ● | ● or 113Q3
        and 113Q4, one after the other, each with its dates; none where the row says its time otherwise."""
        columns = [c for c in self.heads.of("target", "result", "body") if self.cell(c)]
        times = {c: found for c in columns if (found := self._time_over(c))[0]}
        columns = [c for c in columns if c in times or self.heads.columns[c].kind != "body"]
        marks = {mark for c in columns if not _GOES_ON.fullmatch(mark := bare_mark(self.cell(c)))}
        told = any(self.text(kind) for kind in ("period", "due", "begin", "end"))
        if told or len(marks) != 1 or not _TICK.fullmatch(marks.pop()) or len(times) < len(columns):
            return {}
        return times if all(_follow(a, b) for a, b in pairwise(sorted(times.values()))) else {}

    def _time_over(self, column: int) -> tuple[str, str]:
        """The first and last date of a head that is a year or a part of one and nothing else; empty for others."""
        head = self.heads.columns[column]
        if head.kind == "body" or spans_years(head.word):
            return period(head.word) if re.search("[0-9]{2}", head.word) else ("", "")
        return (head.year, head.year) if bare_year(_OF_YEARS.sub("", head.word)) else ("", "")

    def _period(self, task: Node | None) -> None:
        if task is None:
            return
        if self.ticked:
            task.values.setdefault("valid_from", min(first for first, _ in self.ticked.values()))
            task.values.setdefault("valid_to", max(last for _, last in self.ticked.values()))
        for kind, end in (("period", "valid_to"), ("due", "due")):
            text = without_marks(self.text(kind))
            first, last = period(text, due=kind == "due") if text else ("", "")
            if first:
                task.values.setdefault("valid_from", first)
            if last:
                task.values.setdefault(end, last)
                self._said_as(text, last)
            elif not first:
                self._no_day(task, kind)
        for kind, end in (("begin", "valid_from"), ("end", "valid_to")):
            text = without_marks(self.text(kind))
            first, last = period(text) if text else ("", "")
            if date := first if kind == "begin" else last or first:
                task.values.setdefault(end, date)

    def _no_day(self, task: Node, kind: str) -> None:
        """Say that a cell of days gives none, 每年底 or 未定; the task keeps the words for a deadline."""
        for column in self.heads.of(kind):
            text = one_line(self.cells[column]) if column < len(self.cells) else ""
            norm = normalise(text)
            if not text or not (LASTING.search(norm) or TERM_ALONE.search(norm) or _UNSETTLED.fullmatch(norm)):
                continue
            word = one_line(self.heads.columns[column].word)
            said = message("{text} under {column} does not give a day", text=text, column=word)
            self.reading.draft.remark("no-day", said, self._grid.place.words)
            if kind == "due":
                task.values.setdefault("note", f"{word}: {text}" if word.isascii() else f"{word}：{text}")

    def _said_as(self, text: str, last: str) -> None:
        """Say until when a part of a year lasts, and to which day a deadline was put off, as it was read."""
        if put_off(text):
            read = message(
                "{text} was taken to mean until the end of {last}", text=one_line(text), last=ShownDate(last)
            )
            self.reading.draft.remark("put-off", read, self._where)
        with suppress(ValueError):
            part_of_year(text)
            read = message("{text} was taken to mean until the end of {last}", text=text, last=ShownDate(last))
            self.reading.draft.remark("part-of-year", read, self._where)

    def _roles(self, topics: list[Node]) -> None:
        if self.heads.of("agency") and self.heads.of("role_column", "letter"):
            self._long_form(topics)
        for column in self.heads.of("role"):
            self._column = column
            text, head = self.cell(column), self.heads.columns[column]
            if not self._names_nobody(column) and text:
                self._cell_of_role(topics, text, head)
        for column in self.heads.of("leadless"):
            self._column = column
            text, word = self.cell(column), self.heads.columns[column].word
            if not self._names_nobody(column) and text:
                self._cell_of_both(topics, text, word, column)
        self._column = -1

    def _names_nobody(self, column: int) -> bool:
        """Whether a cell names nobody; that a class of agencies, 各機關, or what is yet to be settled, 待定, has become
        nobody is said, and so is 同上 below such a cell, while a dash or 無 says so itself."""
        text, word = self.cells[column] if column < len(self.cells) else "", self.heads.columns[column].word
        row = self._grid.rows[self.at]
        same = SAME_AS_ABOVE.match(row[column]) if column < len(row) else None
        if not (text or same) or (text and not names_nobody(text)):
            return False
        written = self._as_written(text) or row[column]
        if same or not says_none(text):
            self._say_nobody(written, word)
        return True

    def _say_nobody(self, text: str, word: str) -> None:
        said = message("{text} under {column} does not name an agency and gives no role", text=text, column=word)
        self.reading.draft.remark("nobody", said, self._where)

    def _long_form(self, topics: list[Node]) -> None:
        """A row for each task and agency, with the role in a column of its own."""
        said = self.text("role_column") or self.text("letter")
        who = self.text("agency")
        if self.is_inherited():
            return
        role = role_of(normalise(said)) or _LETTERS.get(normalise(said).strip()) or self._mark_role(said)
        if role is None and self.heads.of("letter"):
            role = _LETTERS.get(normalise(self.text("letter")).strip())  # the source's own word beside our letter
        if not who or not said:
            if who and not names_nobody(who):
                self._unread(who, self._word("agency"), "no-role")
                self._lost("agency")
            elif said and topics and role:
                self._unread(said, self._word("role_column") or self._word("letter"), "no-agency")
                self._lost("role_column", "letter")
            return
        if role == "REVIEWS" and self._reviewed_by_body(topics, who, said):
            return
        cell = hedged(who)
        names = agencies_of(self.reading, cell.names, placed=True) if cell.names else []
        if role is None or not names:
            if normalise(said) not in ("席位", "席", "seat", "has a seat"):
                head = self._word("role_column") or self._word("letter")
                if role is None:
                    self._unread(f"{said} ({who})", head, "role")
                    self._lost("role_column", "letter", "agency")
                else:
                    self._unread(f"{who} ({said})", self._word("agency"))
            return
        if role:
            if cell.earlier:
                self._hedged = cell.earlier
                self._link(topics, agencies_of(self.reading, cell.before, placed=True), role, said, who)
            self._hedged = cell
            self._link(topics, names, role, said, who)
            self._hedged = Hedged("")

    def is_inherited(self) -> bool:
        """Whether the row says of itself that it follows from another role, as our own matrix lists them too."""
        return normalise(self.text("inherited")).lower() in ("是", "yes", "true")

    def _lost(self, *kinds: str) -> None:
        """Mark the cells of some columns as unread."""
        for column in self.heads.of(*kinds):
            row, columns = self.place(column)
            self.reading.lost_cell(self.grid, row, columns[0])

    def _reviewed_by_body(self, topics: list[Node], who: str, word: str) -> bool:
        """Link what a council or group reviews; whether the name is that of one."""
        if self.reading.body(who) is None and not ends_as_body(normalise(who)):
            return False
        evidence = self.evidence(who, "tables.roles")
        body = group_named(self.reading, who, evidence)
        for topic in topics:
            if (body.kind, topic.kind) in RELATIONSHIP["REVIEWS"].ends:
                self.reading.draft.link("REVIEWS", body, topic, word, evidence)
        return bool(topics)

    def _without_sections(self, text: str, word: str) -> str:
        """A cell without the sections in brackets behind an agency, 衛生局（健康促進科）: the agency has the role, and
        its sections are listed."""
        plain, sections = sections_behind(text)
        if sections:
            self._unread("、".join(f"{agency}{section}" for agency, section in sections), word, "section")
        return plain

    def _cell_of_role(self, topics: list[Node], text: str, head: Head) -> None:
        text = self._without_sections(text, head.word)
        entries = numbered_entries(text) if len(topics) > 1 else []
        if len(entries) == len(topics) > 1:
            for topic, entry in zip(topics, entries, strict=True):
                self._entry_of_role([topic], entry, head)
        else:
            self._entry_of_role(topics, text, head)

    def _entry_of_role(self, topics: list[Node], text: str, head: Head) -> None:
        marked = ticked(text)
        if marked is not None:
            text = marked
            if not text:
                return
        text = self._lines_apart(text)
        said = hedged(text)
        if not said.names:
            self._unread(text, head.word)
        for self._hedged in filter(None, (said.earlier, said)):
            if self._hedged.names:
                self._names_of_role(topics, self._hedged.names, head)
        self._hedged = Hedged("")

    def _lines_apart(self, text: str) -> str:
        """An English cell of names with a semicolon between its lines, where one of them is a line of another cell: a
        narrow column did not break it."""
        lines = text.split("\n")
        if len(lines) < 2 or not text.isascii() or re.search("[,;/:]", text) or self._column < 0:
            return text
        known = self.state.lines.get(self._column)
        if known is None:
            cells = [row[self._column] for row in self._grid.rows[self.heads.first :] if self._column < len(row)]
            said = [{one_line(t).strip("•‣▪- ") for t in cell.split("\n")} for cell in cells]
            known = self.state.lines[self._column] = Counter(line for each in said for line in each)
        broken = any(_BREAKS.search(line) for line in lines[:-1]) or any(_RUNS_ON.match(line) for line in lines[1:])
        return text if broken or not any(known[line] > 1 for line in lines) else ";".join(lines)

    def _names_with_marks(self, topics: list[Node], pieces: list[tuple[str, str]], head: Head, text: str) -> bool:
        """Agencies with marks before their names, of which the table says what they mean: those without one beside one
        that leads help. A mark that is not explained may mean anything, unless all have it."""
        roles = self.heads.marks
        alike = len({mark for mark, _ in pieces}) == 1
        leads = any(roles.get(mark) == "CONVENES" for mark, _ in pieces)
        found = [(mark, agencies_of(self.reading, name, placed=True)) for mark, name in pieces]
        for mark, names in found if topics and all(names for _, names in found) else ():
            role = roles.get(mark) or ("CO_ORGANIZES" if leads and not mark else head.role)
            self._link(topics, names, role, head.word, text, sure=mark in roles or (alike and head.sure))
        return bool(topics) and all(names for _, names in found)

    def _names_of_role(self, topics: list[Node], text: str, head: Head) -> None:
        if (marked := marked_names(text)) and self._names_with_marks(topics, marked, head, text):
            return
        role, word, text = head.role, head.word, labels_in_full(text)
        who, nobody = without_nobody(without_helped(text))
        for piece in nobody:
            self._say_nobody(piece, word)
        if not nobody:
            text = who
        if helped := english_helped(who):
            self._link(topics, helped[0], role, word, text, sure=head.sure)
            self._link(topics, helped[1], "CO_ORGANIZES", word, text, sure=role == "CONVENES")
            return
        english = english_roles(who) if who.isascii() else []
        if english:
            # Names without a role beside one that leads help; the cell does not say so itself.
            beside = "CO_ORGANIZES" if any(type_ == "CONVENES" for type_, _, _ in english) else role
            for type_, said, names in english:
                self._link(topics, names, type_ or beside, said or word, text, sure=bool(type_))
            return
        both = roles_of_text(self.reading, who)
        if both:
            for type_, said, names in both:
                self._link(topics, names, type_, said, text)
            self._beside_leads(topics, text, both, word)
            return
        pairs = two_roles(self.reading, who, word)
        if pairs:
            for type_, said, names in pairs:
                self._link(topics, names, type_, said, text)
            return
        names = agencies_of(self.reading, who, placed=True)
        if names and topics and role == "CONVENES" and self.heads.first_leads:
            self._link(topics, names[:1], role, word, text)
            self._link(topics, names[1:], "CO_ORGANIZES", word, text)
        elif names and topics:
            self._link(topics, names, role, word, text, sure=head.sure)
        else:
            self._unread(text, word, "words" if topics else "row")

    def _beside_leads(self, topics: list[Node], text: str, roles: list[tuple[str, str, list[Name]]], word: str) -> None:
        """Names without a role beside one that leads, 甲局(牽頭)、乙局, help; the cell does not say so itself."""
        if any(type_ != "CONVENES" for type_, _, _ in roles):
            self._beside_brackets(topics, text, roles, word)
            return
        led = _LED.fullmatch(normalise(text))
        if led and (others := agencies_of(self.reading, text[led.start("rest") : led.end("rest")], placed=True)):
            self._link(topics, others, "CO_ORGANIZES", led["do"] or word, text, sure=bool(led["do"]))
            return
        if not _LEADS.search(normalise(text)):
            return
        leads = {normalise(n.text) for _, _, names in roles for n in names}
        plain = text
        for found in reversed(list(_LEADS.finditer(normalise(text)))):
            plain = plain[: found.start()] + plain[found.end() :]
        others = [n for n in agencies_of(self.reading, plain, placed=True) if normalise(n.text) not in leads]
        self._link(topics, others, "CO_ORGANIZES", word, text, sure=False)

    def _beside_brackets(
        self, topics: list[Node], text: str, roles: list[tuple[str, str, list[Name]]], word: str
    ) -> None:
        """Names before brackets that give others a role, 甲局(乙局協助), have that of their column, which the cell does
        not say itself."""
        plain = re.sub(r"\([^()]*\)", "", normalise(text))
        known = {normalise(n.text) for _, _, names in roles for n in names}
        role = self.heads.columns[self._column].role if self._column >= 0 else ""
        if role and plain != normalise(text):
            others = [n for n in agencies_of(self.reading, plain, placed=True) if normalise(n.text) not in known]
            self._link(topics, others, role, word, text, sure=False)

    def _cell_of_both(self, topics: list[Node], text: str, word: str, column: int) -> None:
        """A cell of 主(協)辦: the roles that it states itself, or that the brackets of its head say of its own.

        A name without brackets surely leads where other cells of the column keep helpers in brackets. Where no cell
        does, the first of the names leads and the others help, as such lists are written, which is to be checked.
        Else no lead is stated, and the cell is listed.
        """
        if column in self.heads.given:
            word = head_of_both(word, text)
        said = hedged(self._without_sections(text, word))
        if not said.names:
            self._unread(said.said or self.cell(column), word, "leadless")
        for self._hedged in filter(None, (said.earlier, said)):
            if self._hedged.names:
                self._names_of_both(topics, self._hedged.names, word, column)
        self._hedged = Hedged("")

    def _names_of_both(self, topics: list[Node], text: str, word: str, column: int) -> None:
        text = labels_in_full(text)
        roles = roles_of_text(self.reading, text)
        for type_, role_word, names in roles:
            self._link(topics, names, type_, role_word, text)
        if not roles and text.isascii():
            roles = english_roles(text)
            for type_, role_word, names in roles:
                self._link(topics, names, type_ or "CO_ORGANIZES", role_word or word, text, sure=bool(type_))
        pairs = [] if roles else two_roles(self.reading, text, word)
        bracketed = any(
            "(" in normalise(sections_behind(cells[column])[0])
            for cells in self._grid.rows[self.heads.first :]
            if cells[column:]
        )
        if len(pairs) == 1 and not bracketed:
            [(lead, lead_word, names)] = pairs
            helps = roles_of_head(word)
            self._link(topics, names[:1], lead, lead_word, text, sure=False)
            self._link(topics, names[1:], "CO_ORGANIZES", helps[1] if helps else word, text, sure=False)
            return
        for type_, role_word, names in pairs:
            self._link(topics, names, type_, role_word, text, sure=len(pairs) > 1 or (bracketed and len(names) == 1))
        if not roles and not pairs:
            self._unread(self._hedged.said or self.cell(column), word, "leadless")

    def _marks(self, topics: list[Node]) -> None:
        """Marks and letters under bodies; what a mark means is in the legend, or it is asked for."""
        columns = self.heads.of("body")
        marks = {c: bare_mark(self.cell(c)) for c in columns if self.cell(c) and c not in self.ticked}
        raci = self.heads.raci
        led = any("A" in m for m in marks.values())
        for column, mark in marks.items():
            word = self.heads.columns[column].word
            if re.fullmatch(r"\(.+\)", mark):
                self.reading.beside_cells(self.grid, self.at, [column], "inherited")
                continue
            mark = re.sub(r"\s*\([^()]*\)\Z", "", mark)
            name = tidy_name(word)
            sure = is_agency(name)
            letters = re.split(r"[/、,・／ ]", mark)
            for letter in letters if "A" not in letters else ["A"]:
                role = self._mark_role(letter, raci)
                by_head = role is None and bool(MARK.match(letter))
                if by_head:
                    role = self.heads.columns[column].role or None
                if role is None:
                    self._unread(f"{name}: {mark}", word, "mark")
                elif role == "REVIEWS" and self._reviewed_by_body(topics, name, letter):
                    pass
                elif role:
                    # Where nobody is accountable, who does the work may lead it.
                    unsure = not sure or (raci and letter == "R" and not led) or (by_head and self.heads.mixed)
                    self._link(topics, [Name(name, guessed=unsure)], role, letter, f"{name} {mark}", plain=sure)

    def _marks_of_topics(self) -> None:
        """Marks of the row's agency under tasks."""
        who = self.text("agency")
        names = agencies_of(self.reading, who, placed=True) if self.heads.of("topic") else []
        for column in self.heads.of("topic"):
            mark, word = bare_mark(self.cell(column)), self.heads.columns[column].word
            role = self._mark_role(mark, self.heads.raci) if mark else None
            if mark and (role is None or not names):
                self._unread(f"{word}: {mark}", word, "mark")
            elif role and (task := self._task(without_number(word), word, None, "")) is not None:
                self._link([task], names, role, mark, who)

    def _mark_role(self, mark: str, raci: bool = False) -> str | None:
        """The role of a mark: by the legend or the mapping, else by the letters in common use; None when unknown."""
        plain = normalise(mark).strip()
        if plain in self.heads.marks:
            return self.heads.marks[plain]
        if plain == "R":
            return "CO_ORGANIZES" if raci else "REVIEWS"
        if plain == "C":
            return "CO_ORGANIZES" if raci else "CONVENES"
        return _LETTERS.get(plain) if MARK.match(plain) else role_of(plain) or None

    def _link(
        self,
        topics: list[Node],
        names: list[Name],
        role: str,
        word: str,
        text: str,
        *,
        plain: bool = False,
        sure: bool = True,
    ) -> None:
        """``plain``: the name is no guess, so a guessed one has a guessed role. ``sure``: its column says the role."""
        for name in names:
            everybody = is_everybody(name.text)
            guessed = name.guessed or not sure or everybody
            reason = ("role" if plain or not name.guessed else "name") if guessed else ""
            reason = "class" if everybody else reason
            if self._hedged.doubt and not guessed:
                guessed, reason = True, self._hedged.doubt
            if (self.heads.unsettled or (self._two_leads and role == "CONVENES")) and not guessed:
                guessed, reason = True, "topic"
            text = self._hedged.said or text
            columns = [c for c, h in self.heads.columns.items() if h.kind in _OF_ROLES and self._says(c, text)]
            evidence = self.evidence(text, "tables.roles", CHECK if guessed else HIGH, reason, columns)
            agency = self.reading.agency(name, evidence)
            for topic in topics:
                if (agency.kind, topic.kind) == ("Agency", "Council") and role == "CO_ORGANIZES":
                    continue
                days = {"valid_from": self._hedged.since, "valid_to": self._hedged.until}
                self.reading.draft.link(role, agency, topic, word, evidence, **days)

    def _says(self, column: int, text: str) -> bool:
        """Whether a role was read from a column: from the text of its cell, or from a mark under a body's name."""
        head = self.heads.columns[column]
        return (
            text.startswith(tidy_name(head.word))
            if head.kind == "body"
            else text in (self.cell(column), ticked(self.cell(column)), sections_behind(self.cell(column))[0])
        )

    def remark(self) -> str:
        """What the columns of remarks say."""
        return " ".join(self.cell(c) for c in self.heads.of("beside") if self.cell(c))

    def list_cells(self) -> None:
        """List all that the row says."""
        for column, text in enumerate(self.cells):
            if text and column in self.heads.columns:
                self.list_cell(column)

    def list_cell(self, column: int, part: str = "") -> None:
        """List a cell of which something was passed over, or only that part of it."""
        self._unread(part or self.cells[column], self.heads.columns[column].word)
        row, columns = self.place(column)
        self.reading.lost_cell(self.grid, row, columns[0])

    def _unread(self, text: str, word: str, reason: str = "words") -> None:
        shown = message("{name}: {text}", name=word.replace("\n", " "), text=text.replace("\n", " "))
        self.reading.draft.unread.append(
            Unread(self._where, shown, (word,), self.reading.source, grid=self.grid, row=self.at, reason=reason)
        )

    def _indicators(self, tasks: list[Node]) -> list[Node]:
        text = self.text("indicator")
        task = tasks[0] if len(tasks) == 1 else None
        if not text:
            known = self.state.indicator
            levels = self.heads.of("level")
            goes_on = known is not None and not any(self.cell(c) for c in levels) and self._has_values()
            return [known] if goes_on and known is not None else self._own_measure(task)
        units = entries_of(self._unit())
        coded = self.heads.coded.get(text)
        entries = [coded[1]] if coded else self._lines_with_figures(text) or entries_of(text, self.heads.whole)
        out: list[Node] = []
        for i, entry in enumerate(entries):
            one = units[i] if i < len(units) and len(units) == len(entries) else units[0] if len(units) == 1 else ""
            node = self._indicator(entry, one, task)
            if node is not None:
                out.append(node)
        self._baselines(out)
        if out:
            self.state.indicator = out[-1]
        return out

    def _lines_with_figures(self, text: str) -> list[str]:
        """The lines of a cell of indicators where a cell of figures beside it has as many, each with a figure; such
        lines were not broken for the width of their column."""
        lines = [t for t in text.split("\n") if t.strip()]
        beside = [self.cell(c).split("\n") for c in self.heads.of("target", "result")]
        many = len(lines) > 1 and any(len(each) == len(lines) and all(map(figures, each)) for each in beside)
        return (
            lines if many and not any(read_marker(normalise(t))[0] for t in lines) else self._parts_with_figures(text)
        )

    def _parts_with_figures(self, text: str) -> list[str]:
        """The parts of one line, 植樹數（株）、綠地面積（公頃）, where each cell of figures beside it has as many."""
        parts = parts_of_line(text)
        cells = [self.cell(c) for c in self.heads.of("target", "result", "baseline") if self.cell(c)]
        each = [parts_of_line(cell) for cell in cells]
        same = all(len(figures_) == len(parts) and all(map(figures, figures_)) for figures_ in each)
        return parts if len(parts) > 1 and each and same and all(len(part) > 1 for part in parts) else []

    def _unit(self) -> str:
        """The unit of measure; a column of units may hold agencies too."""
        text = self.text("unit")
        return "" if is_no_unit(text) else text or self._unit_of_heads()

    def _unit_of_heads(self) -> str:
        """The unit that all heads of years name in brackets, 2025年目標(GW); empty where they differ."""
        words = [normalise(self.heads.columns[c].word) for c in self.heads.of("target", "result")]
        named = {found["u"] if (found := _UNIT.search(word)) else "" for word in words}
        one = named.pop() if len(named) == 1 else ""
        return "" if _NO_UNIT.fullmatch(one) or is_no_unit(one) or year_in(with_eras(one)) else one

    def _own_measure(self, task: Node | None) -> list[Node]:
        """The indicator of a task in a table that has figures by year and no column of indicators."""
        dated = [c for c in self.heads.of("target", "result") if self.heads.columns[c].year]
        if task is None or self.heads.of("indicator"):
            return []
        stated = {c: split_amount(self.cell(c)) for c in dated if self.cell(c)}
        if not any(
            self._figures_of(value or self.cell(c), self.heads.columns[c].sure) for c, (_, value) in stated.items()
        ):
            return []
        if any(_SUM.fullmatch(normalise(self.heads.columns[c].word)) for c in self.heads.of("beside")):
            return []  # years and their sum: what is spent, or parts of one amount
        evidence = self.evidence(task.name, "tables.indicator", CHECK, "measured")
        unit = self._unit()
        values = {"kind": "single", "level": "local", "unit": unit}
        named = {name if value else "" for name, value in stated.values()}
        name = named.pop() if len(named) == 1 else ""
        name = name or task.name
        behind = _UNIT.search(normalise(name))
        if not unit and behind and not _NO_UNIT.fullmatch(behind["u"]) and not is_no_unit(behind["u"]):
            values["unit"] = behind["u"]  # 汰換機車(輛)
        scope = self._scope(name, task)
        node = self.reading.draft.node("Indicator", name, evidence, scope=scope, **values)
        self._baseline(node)
        return [node]

    def _indicator(self, entry: str, unit: str, task: Node | None) -> Node | None:
        name = entry[begin_of_name(normalise(entry)) :]
        found = _UNIT.search(normalise(name))
        if found and not unit and not _NO_UNIT.fullmatch(found["u"]):
            unit, name = name[found.start("u") : found.end("u")], name[: found.start()]
        name, inline = split_value(without_marks(name.strip()))
        if not inline and not self._has_targets():
            name, inline = split_amount(name)
        wanted = _WANTED.search(normalise(name))
        said = name
        name = (name[: wanted.start()].rstrip() if wanted else name).rstrip("。")
        if len(name) < 2:
            return None
        columns = self.heads.of("indicator", "unit", "baseline", "baseline_year", "code", "direction")
        wanted_only = bool(_BEGINS_AS_TARGET.match(normalise(name)))
        ends_as_target = not inline and not self._has_targets() and bool(_ENDS_AS_TARGET.search(normalise(name)))
        unsure = wanted_only or ends_as_target or not all(self.heads.columns[c].sure for c in columns)
        evidence = self.evidence(
            entry, "tables.indicator", CHECK if unsure else HIGH, "kind" if unsure else "", columns
        )
        scope = self._scope(name, task)
        if scope not in ("", _WITHOUT_FIGURES):
            said = message("“{name}” has figures in several tasks: each of them has an indicator of its own", name=name)
            self.reading.draft.remark("apart", said, self._where)
        node = self.reading.draft.node(
            "Indicator",
            name,
            evidence,
            scope=scope,
            kind="single",
            level="local",
            unit=unit,
            code=self.text("code") or self.heads.coded.get(self.text("indicator"), ("",))[0],
            direction=self._direction(said),
        )
        if inline:
            self._inline(node, entry, inline)
        elif ends_as_target:
            self._unread(entry, self._word("indicator"), "year")
        return node

    def _inline(self, node: Node, entry: str, inline: str) -> None:
        """The target that the cell of an indicator ends in, or as many as its head names years."""
        word = self._word("indicator")
        years, values = years_of_head(word), normalise(inline).split("/")
        if len(values) == 1 and not years:
            self._value(node, "target", inline, "", word)
        elif len(values) == len(years):
            for year, value in zip(years, values, strict=True):
                self._value(node, "target", value, year, word, sure=False)
        else:
            self._unread(entry, word, "year")

    def _scope(self, name: str, task: Node | None) -> str:
        """What tells an indicator apart from another of its name: one name with figures in several tasks is as many
        indicators; without figures it may be one, in whatever order the rows are."""
        draft = self.reading.draft
        known = draft.find("Indicator", name)
        if known is None or task is None:
            return ""
        owners = {id(link.a.real()) for link in draft.linked("MEASURED_BY", b=known)}
        if not owners or id(task) in owners:
            return ""
        own = str(id(task))  # two tasks may have one name
        if self._has_values() or draft.find("Indicator", name, own) is not None:
            return own
        return _WITHOUT_FIGURES if next(draft.linked("HAS_TARGET", a=known), None) is not None else ""

    def _direction(self, name: str) -> str:
        """The wanted direction by the column that says so, else by the words of the indicator."""
        text = self.text("direction") or self._remarked_direction()
        if not text:
            if _AMOUNT_LESS.search(normalise(name)):
                return "up"  # of 減量比例, the more the better
            if _LESS_OF_IT.search(normalise(name)):
                return ""
            return "down" if _DOWN.search(name) else "up" if _UP.search(name) else ""
        direction, fault = read_cell(cell_reader(KIND["Indicator"].property("direction")), text)
        if fault is not None and (_DOWN.fullmatch(normalise(text)) or _UP.fullmatch(normalise(text))):
            return "down" if _DOWN.fullmatch(normalise(text)) else "up"
        if fault is not None:
            self._unread(text, self._word("direction"))
            return ""
        return str(direction)

    def _remarked_direction(self) -> str:
        """The wanted direction that a remark is, 越低越好."""
        remarks = (c for c in self.heads.of("beside") if REMARK_HEAD.search(normalise(self.heads.columns[c].word)))
        return next((self.cell(c) for c in remarks if BETTER.fullmatch(normalise(self.cell(c)))), "")

    def _has_targets(self) -> bool:
        return bool(self.heads.of("target", "result", "baseline"))

    def _has_values(self) -> bool:
        return bool(self.text("target") or self.text("result"))

    @staticmethod
    def _figures_of(text: str, sure: bool = True, name: str = "") -> list[Figure]:
        """The figures of a cell, or the one among its words; under a year alone, 113年, words may be a milestone.

        ``name`` is that of what is measured, which the words may repeat."""
        own = of_measure(text, name)
        return figures(text) or figure_in_words(own, alone=not sure) or rate_in_words(own, name)

    def _baselines(self, indicators: list[Node]) -> None:
        """The baseline of the row's indicator; of several, a cell that has as many is the only one that says whose."""
        if len(indicators) == 1:
            self._baseline(indicators[0])
            return
        for column in self.heads.of("baseline") if indicators else ():
            text, word = self.cell(column), self.heads.columns[column].word
            plain = self._without_line_numbers(text)
            ways = (plain, figure_entries(text), parts_of_line(text))
            entries = next((each for each in ways if len(each) == len(indicators)), [])
            stated = [figures(entry) for entry in entries]
            if self.shifted or not entries or not all(stated):
                if text:
                    self._unread(text, word, "shifted" if self.shifted else "words")
                continue
            for node, found in zip(indicators, stated, strict=True):
                if (figure := _of_unit(node, found[0])) is not None:
                    node.values.setdefault("baseline_value", figure.value)
                    self._baseline_year(
                        node, figure.year or self._year_of_baseline(column) or self.text("baseline_year")
                    )
                    if plain:
                        node.evidence[:] = [replace(e, confidence=CHECK, reason="numbered") for e in node.evidence]

    def _baseline(self, node: Node) -> None:
        if self.shifted:
            self._list_figures("baseline")
            return
        for column in self.heads.of("baseline"):
            for stated in self._figures_of(self.cell(column), name=node.name)[:1]:
                figure = _of_unit(node, stated)
                if figure is None:
                    self._unread(self.cell(column), self.heads.columns[column].word, "other-unit")
                    continue
                if stated.doubt == "worded" and not only_done(of_measure(self.cell(column), node.name)):
                    self._unread(self.cell(column), self.heads.columns[column].word, "worded")
                if figure.doubt:
                    self._column = column
                    node.evidence.append(self.evidence(self.cell(column), "tables.values", CHECK, figure.doubt))
                    node.evidence[:] = [replace(e, confidence=CHECK) for e in node.evidence]
                    self._column = -1
                node.values.setdefault("baseline_value", figure.value)
                self._baseline_year(node, figure.year or self._year_of_baseline(column))
        year = re.search(r"[0-9]{2,4}", normalise(self.text("baseline_year")))
        if year:
            self._baseline_year(node, year[0])

    def _year_of_baseline(self, column: int) -> str:
        """The year that the head of a baseline names, or that a user gave to it."""
        head = self.heads.columns[column]
        return head.year or year_in(head.word)

    def _baseline_year(self, node: Node, text: str) -> None:
        year = date_of(text if len(text) == 4 else f"{text}年")[:4] if text else ""
        if year:
            node.values.setdefault("baseline_year", int(year))

    def _targets(self, indicators: list[Node]) -> None:
        if self.shifted:
            self._list_figures("target", "result", "beside")
            return
        columns = [c for c in self.heads.of("target", "result") if self.cell(c) and c not in self.ticked]
        for self._column in columns:
            text, head = self.cell(self._column), self.heads.columns[self._column]
            entries = figure_entries(text)
            if 1 == len(entries) < len(indicators) == len(parts := parts_of_line(text)):
                entries = parts
            if LASTING_WORK.match(normalise(text)):
                said = message(
                    "{text} under {column} is not a figure and was not taken as one", text=text, column=head.word
                )
                self.reading.draft.remark("no-figure", said, self._where)
                continue
            if not indicators:
                if re.search(r"[0-9]", text):
                    self._unread(text, head.word, "row")
            elif len(indicators) > 1 and len(entries) == len(indicators):
                plain = self._without_line_numbers(text)
                for node, entry in zip(indicators, plain or entries, strict=True):
                    self._value(node, head.kind, entry, head.year, head.word, head.sure, "numbered" if plain else "")
            elif len(indicators) == 1:
                for entry in entries:
                    named, value = split_amount(entry)
                    one = value if value and named == indicators[0].name else entry
                    self._value(indicators[0], head.kind, one, head.year, head.word, head.sure)
            else:
                self._unread(text, head.word)
        self._column = -1

    def _list_figures(self, *kinds: str) -> None:
        for column in self.heads.of(*kinds):
            text = self.cell(column)
            if text and (self.heads.columns[column].kind != "beside" or figures(text)):
                self._unread(text, self.heads.columns[column].word, "shifted")

    def _without_line_numbers(self, text: str) -> list[str]:
        """Figures that are numbered like the indicators beside them, 1.38% being the first and 38; else none."""
        lines = [t for t in self.text("indicator").split("\n") if t.strip()]
        entries = [t for t in text.split("\n") if t.strip()]

        if len(lines) != len(entries) or not are_numbered(lines) or not are_numbered(entries):
            return []
        return [entry[len(f"{n}.") :] for n, entry in enumerate(entries, 1)]

    def _word(self, kind: str) -> str:
        return next((self.heads.columns[c].word for c in self.heads.of(kind)), "")

    def _value(
        self, node: Node, column: str, text: str, year: str, word: str, sure: bool = True, reason: str = ""
    ) -> None:
        found = self._figures_of(text, sure, node.name)
        if not found or re.match(r"(?:下降|降低|減少|增加|提升)", normalise(text)):
            self._unread(text, word)
            return
        kept = [_of_unit(node, figure) for figure in (found if not year else found[:1])]
        if None in kept:
            self._unread(text, word, "other-unit")
            return
        if found[0].doubt == "worded" and not only_done(of_measure(text, node.name)):
            self._unread(text, word, "worded")
        for figure in filter(None, kept):
            self._figure(node, column, figure, year, text, word, sure, reason)

    def _figure(
        self, node: Node, column: str, figure: Figure, year: str, text: str, word: str, sure: bool, reason: str
    ) -> None:
        when = year or figure.year or self._target_year() or self._last_year()
        if not when:
            self._unread(text, word, "year")
            return
        stated = bool(year or figure.year or self._target_year())
        of_year = not stated or (bool(year) and spans_years(word))  # 2024/25 is of either
        reason = reason or figure.doubt or ("" if stated and sure else "year" if of_year else "kind")
        reason = reason or ("column" if self.heads.unnamed else "")
        columns = [c for c in self.heads.of(column) if self.heads.columns[c].word == word]
        evidence = self.evidence(text, "tables.values", HIGH if not reason else CHECK, reason, columns)
        target(self.reading, node, when, column, str(figure.value), evidence)
        wanted = bound(text) if column == "target" else ""
        if wanted and not self.text("direction"):
            self._wanted(node, wanted, text, word)

    def _wanted(self, node: Node, wanted: str, text: str, word: str) -> None:
        """Take the direction that the bounds of targets say, 15以下; two that differ say none and are listed."""
        before = self.state.bounds.setdefault(id(node), wanted)
        if before == wanted:
            node.values["direction"] = wanted
        elif before:
            self.state.bounds[id(node)] = ""
            node.values.pop("direction", None)
            self._unread(text, word)

    def _target_year(self) -> str:
        """The year of a column 目標年 beside that of the targets."""
        for column in self.heads.of("due"):
            if _TARGET_YEAR.fullmatch(normalise(self.heads.columns[column].word)):
                return period(self.cell(column), due=True)[1][:4]
        return ""

    def _last_year(self) -> str:
        """The last year of the row's period: the year by which a target without one is meant."""
        first, last = period(self.text("period"))
        if not (first or last):
            first, last = period(self.text("due"), due=True)
        return (last or first)[:4]

    def _aligned(self, topics: list[Node]) -> None:
        text = "\n".join(normalise(self.cell(c)) for c in self.heads.of("sdg") if self.cell(c))
        codes = goals.codes_of(text)
        goals.align(self.reading, topics, codes, self.evidence(text, "tables.sdg", columns=self.heads.of("sdg")))
        if text and not codes:
            self._unread(text, self._word("sdg"))


def _follow(before: tuple[str, str], behind: tuple[str, str]) -> bool:
    """Whether a year or a part of one begins where the one before ends: 2024 and 2025, 2024/25 and 2025/26."""
    ends, begins = (tuple(map(int, date.split("-"))) for date in (before[1], behind[0]))
    if len(ends) != len(begins):
        return False
    if len(ends) == 1:
        return begins[0] - ends[0] == (before[0] == before[1])
    return begins[0] * 12 + begins[1] == ends[0] * 12 + ends[1] + 1


def _of_unit(node: Node, figure: Figure) -> Figure | None:
    """A figure in the unit of its indicator, which takes the first one that is given; None where it has another."""
    found = in_unit(figure, str(node.values.get("unit") or ""))
    if found is not None and (unit := unit_of(found.unit)):
        node.values["unit"] = node.values.get("unit") or unit
    return found


def group_named(reading: Reading, name: str, evidence: Evidence) -> Node:
    """The group or council of that name, made when new."""
    known = reading.body(name)
    if known is not None:
        return known
    council = re.search(r"(?:推動會|委員會|會報|Council|Committee|Board|Commission)$", name)
    return reading.draft.node("Council" if council else "Subgroup", name, evidence)


def tidy_name(word: str) -> str:
    """The name of a body in a head, its lines joined."""
    return one_line(word).strip()
