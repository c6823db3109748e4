"""One row of a strategy table: task, roles, indicators, yearly targets, SDG targets; and what is inside a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quanze.reader.draft import CHECK, HIGH, Evidence, Node, Unread
from quanze.reader.names import Name
from quanze.reader.outline import read_marker
from quanze.reader.reading import Reading
from quanze.reader.rules.cells import agencies_of, entries_of, split_value, two_roles, without_number
from quanze.reader.rules.heads import Heads
from quanze.reader.rules.indicators import plain_number, target
from quanze.reader.rules.role_phrases import roles_of_text
from quanze.reader.wording import DATE, date_of, normalise


@dataclass
class State:
    """What rows without their own value take over from the row before."""

    strategy: Node | None = None
    strategy_text: str = ""
    measure: Node | None = None
    measure_text: str = ""
    indicator: Node | None = None


_EMPTY = re.compile(r"(?:[-–—－/／~～.．…]*|無|N/?A|免|同上|none|nil)\Z", re.IGNORECASE)


_NUMBER = re.compile(
    r"(?:達|≥|≧|>=|>|≤|≦|<=|<|約|共|累計|至少|不少於|不低於|不超過|減少|增加|提升至|降至|低於|高於|每年|:| )*(?P<v>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<u>[^0-9\n。;]{0,14})"
)


_DATED = re.compile(
    r"(?P<y>(?:民國)?(?:[0-9]{2,3}年|20[0-9]{2}年?))(?:度)?(?:目標值?|目標)?[:為達]*(?P<v>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<u>[^0-9\n。;，、]{0,12})"
)


_UNIT = re.compile(r"\((?:單位:)?(?P<u>[^()]{1,14})\)$")


_SPAN = re.compile(
    rf"(?P<from>{DATE}|[0-9]{{2,4}})(?:年)?(?:度)?(?:至|到|~|-|–)(?P<to>{DATE}|[0-9]{{2,4}})(?:年)?(?:度)?"
)


_SDG = re.compile(r"(?<![0-9.])(?P<t>1[0-7]|[1-9])\.(?P<n>[0-9]{1,2}|[a-dA-D])(?![0-9.])")


class Row:
    """One row being read."""

    def __init__(self, reading: Reading, heads: Heads, cells: list[str], number: int, at: int, state: State) -> None:
        self.reading = reading
        self.heads = heads
        self.cells = cells
        self.grid = number
        self.at = at
        self.state = state

    def evidence(self, text: str, rule: str, confidence: str = HIGH) -> Evidence:
        """The place of this row."""
        grid = self.reading.outline.grids[self.grid][1]
        sheet = f"{grid.title}, " if grid.title else ""
        return Evidence(
            self.reading.source,
            -1,
            0,
            0,
            rule,
            f"{grid.place} · row {self.at + 1}",
            f"{sheet}表 {self.grid + 1} 列 {self.at + 1}",
            text.replace("\n", " ")[:60],
            confidence,
            self.grid,
            self.at,
        )

    def text(self, kind: str) -> str:
        """The first cell of a kind that says something."""
        for column in self.heads.of(kind):
            if column < len(self.cells) and self.cells[column] and not _EMPTY.match(normalise(self.cells[column])):
                return self.cells[column]
        return ""

    def read(self) -> None:
        """Add what the row says."""
        if len({c for c in self.cells if c}) == 1 and len(self.cells) > 2 and sum(1 for c in self.cells if c) > 2:
            self._section(next(c for c in self.cells if c))
            return
        measure = self._measure()
        indicators = self._indicators()
        topics = [measure] if measure is not None else indicators
        if measure is not None:
            for indicator in indicators:
                self.reading.draft.link(
                    "MEASURED_BY", measure, indicator, "指標", self.evidence(indicator.name, "tables.indicator")
                )
        self._roles(topics)
        self._targets(indicators)
        self._aligned(topics)

    def _section(self, text: str) -> None:
        """A row merged over the whole width names the strategy of the rows below it."""
        name = without_number(text)
        if 2 <= len(name) <= 80:
            self.state.strategy = self._task(name, text, "tables.section", None, "measure")
            self.state.strategy_text = text

    def _measure(self) -> Node | None:
        strategy_text = self.text("strategy")
        measure_text = self.text("measure")
        has_both = bool(self.heads.of("measure")) and bool(self.heads.of("strategy"))
        group = self._group()
        if strategy_text and strategy_text != self.state.strategy_text:
            self.state.strategy_text = strategy_text
            name = without_number(strategy_text)
            self.state.strategy = self._task(name, strategy_text, "tables.strategy", None, "measure") if name else None
            if not measure_text:
                self.state.measure, self.state.measure_text = None, ""
        if not self.heads.of("measure"):
            if self.state.strategy is not None and group is not None:
                self._undertaken(group, self.state.strategy)
            return self.state.strategy
        if measure_text and measure_text != self.state.measure_text:
            self.state.measure_text = measure_text
            parent = self.state.strategy if has_both or self.state.strategy is not None else None
            self.state.measure = self._task(
                without_number(measure_text), measure_text, "tables.measure", parent, "measure"
            )
        if self.state.measure is not None and group is not None:
            self._undertaken(group, self.state.measure)
        if not measure_text and not self.state.measure_text:
            return self.state.strategy
        return self.state.measure

    def _task(self, name: str, text: str, rule: str, parent: Node | None, kind: str) -> Node:
        evidence = self.evidence(text, rule)
        number = self.text("number")
        marker, _ = read_marker(normalise(text))
        scope = parent.name if parent is not None and self.reading.draft.find("Task", name) is not None else ""
        node = self.reading.draft.node(
            "Task",
            name,
            evidence,
            scope=scope,
            kind=kind,
            number=(number if rule == "tables.measure" else "") or (marker.label.rstrip("、.") if marker else ""),
        )
        if parent is not None and parent is not node:
            self.reading.draft.link("PART_OF", node, parent, "", evidence)
        if rule == "tables.measure":
            self._period(node)
        return node

    def _period(self, node: Node) -> None:
        text = normalise(self.text("period"))
        found = _SPAN.search(text)
        years = [found["from"], found["to"]] if found else re.findall(rf"{DATE}", text)[:1] * 2
        for column, year in zip(("valid_from", "valid_to"), years, strict=False):
            value = date_of(year if re.search(r"[年./-]", year) or len(year) == 4 else f"{year}年")
            if value:
                node.values.setdefault(column, value)

    def _group(self) -> Node | None:
        text = self.text("subgroup")
        if not text or len(text) > 30:
            return None
        node = self.reading.body(text)
        if node is None:
            node = self.reading.draft.node("Subgroup", without_number(text), self.evidence(text, "tables.subgroup"))
            if self.reading.council is not None:
                self.reading.draft.link(
                    "PART_OF", node, self.reading.council, "", self.evidence(text, "tables.subgroup")
                )
        return node if node.kind in ("Subgroup", "Council") else None

    def _undertaken(self, group: Node, task: Node) -> None:
        self.reading.draft.link("UNDERTAKES", group, task, "負責", self.evidence(group.name, "tables.subgroup"))

    def _roles(self, topics: list[Node]) -> None:
        for column in self.heads.of("role", "leadless", "agency"):
            if column >= len(self.cells):
                continue
            text, head = self.cells[column], self.heads.columns[column]
            if not text or _EMPTY.match(normalise(text)):
                continue
            labelled = roles_of_text(self.reading, text) or two_roles(self.reading, text, head.word)
            if labelled:
                for type_, word, names in labelled:
                    self._link(type_, names, topics, word, text)
                continue
            names = agencies_of(self.reading, text)
            if head.kind == "leadless" or not names or not topics:
                self._unread(text, head.word)
                continue
            self._link(head.role or "CONVENES", names, topics, head.word, text)

    def _link(self, type_: str, names: list[Name], topics: list[Node], word: str, text: str) -> None:
        evidence = self.evidence(text, "tables.roles")
        for name in names:
            agency = self.reading.agency(name, evidence)
            for topic in topics:
                self.reading.draft.link(type_, agency, topic, word, evidence)

    def _unread(self, text: str, word: str) -> None:
        place = f"{self.reading.outline.grids[self.grid][1].place} · row {self.at + 1}"
        shown = f"{word}: {text}".replace("\n", " ")
        self.reading.draft.unread.append(Unread(place, shown, (word,), self.reading.source))

    def _indicators(self) -> list[Node]:
        text = self.text("indicator")
        if not text:
            return (
                [self.state.indicator]
                if self.state.indicator is not None and not self.text("measure") and self._has_values()
                else []
            )
        units = entries_of(self.text("unit"))
        out: list[Node] = []
        entries = entries_of(text)
        for i, entry in enumerate(entries):
            name, unit = (
                entry,
                units[i] if i < len(units) and len(units) == len(entries) else units[0] if len(units) == 1 else "",
            )
            found = _UNIT.search(normalise(name))
            if found and not unit:
                unit, name = name[found.start("u") : found.end("u")], name[: found.start()]
            name, inline = split_value(name.strip())
            if len(name) < 2:
                continue
            evidence = self.evidence(entry, "tables.indicator")
            node = self.reading.draft.node(
                "Indicator", name, evidence, kind="single", level="local", unit=unit, code=self.text("code")
            )
            self._baseline(node)
            if inline:
                self._value(node, "target", inline, "", self._word("indicator"))
            out.append(node)
        if out:
            self.state.indicator = out[-1]
        return out

    def _has_values(self) -> bool:
        return bool(self.text("target") or self.text("result"))

    def _baseline(self, node: Node) -> None:
        text = normalise(self.text("baseline"))
        dated = _DATED.search(text)
        if dated:
            node.values.setdefault(
                "baseline_year", int(date_of(dated["y"] if "年" in dated["y"] else dated["y"] + "年")[:4] or 0) or None
            )
            node.values.setdefault("baseline_value", plain_number(dated["v"]))
        elif text and (found := _NUMBER.match(text)):
            node.values.setdefault("baseline_value", plain_number(found["v"]))
        year = re.search(r"[0-9]{2,4}", normalise(self.text("baseline_year")))
        if year:
            node.values.setdefault(
                "baseline_year", int(date_of(year[0] + ("年" if len(year[0]) < 4 else ""))[:4] or 0) or None
            )
        for key in ("baseline_year", "baseline_value"):
            if node.values.get(key) is None:
                node.values.pop(key, None)

    def _targets(self, indicators: list[Node]) -> None:
        if not indicators:
            for column in self.heads.of("target", "result"):
                if column < len(self.cells) and re.search(r"[0-9]", self.cells[column]):
                    self._unread(self.cells[column], self.heads.columns[column].word)
            return
        for column in self.heads.of("target", "result"):
            if column >= len(self.cells):
                continue
            text, head = self.cells[column], self.heads.columns[column]
            if not text or _EMPTY.match(normalise(text)):
                continue
            entries = entries_of(text)
            if len(indicators) > 1 and len(entries) == len(indicators):
                for node, entry in zip(indicators, entries, strict=True):
                    self._value(node, head.kind, entry, head.year, head.word)
            elif len(indicators) == 1:
                for entry in entries:
                    self._value(indicators[0], head.kind, entry, head.year, head.word)
            else:
                self._unread(text, head.word)

    def _word(self, kind: str) -> str:
        return next((self.heads.columns[c].word for c in self.heads.of(kind)), "")

    def _value(self, node: Node, column: str, text: str, year: str, word: str) -> None:
        norm = normalise(text)
        evidence = self.evidence(text, "tables.values")
        dated = list(_DATED.finditer(norm))
        if dated and not year:
            for found in dated:
                when = date_of(found["y"] if "年" in found["y"] else found["y"] + "年")
                if when:
                    target(self.reading, node, when, column, found["v"], evidence)
                    self._unit_of(node, found["u"])
            return
        number = _NUMBER.match(norm)
        if not number:
            self._unread(text, word)
            return
        when = year or self._last_year()
        self._unit_of(node, number["u"])
        if when:
            sure = evidence if year else self.evidence(text, "tables.values", CHECK)
            target(self.reading, node, when, column, number["v"], sure)
        else:
            self._unread(text, word)

    def _unit_of(self, node: Node, text: str) -> None:
        unit = re.sub(r"^[ (，。、]+|(?:以上|以下|[ )，。、])+$", "", text)
        if unit and len(unit) <= 10 and not re.search(r"年|以", unit):
            node.values.setdefault("unit", unit)

    def _last_year(self) -> str:
        """The last year of the row's period: the year by which a target without one is meant."""
        text = normalise(self.text("period"))
        found = _SPAN.search(text)
        years = [found["to"]] if found else re.findall(r"(?:民國)?[0-9]{2,4}(?=年)|20[0-9]{2}", text)[-1:]
        return (
            date_of(years[0] if re.search(r"[年./-]", years[0]) or len(years[0]) == 4 else years[0] + "年")[:4]
            if years
            else ""
        )

    def _aligned(self, topics: list[Node]) -> None:
        text = normalise(self.text("sdg"))
        for found in _SDG.finditer(text):
            code = f"{found['t']}.{found['n'].lower()}"
            evidence = self.evidence(text, "tables.sdg")
            node = self.reading.draft.node(
                "SDGTarget", code, evidence, code=code, iri=f"http://metadata.un.org/sdg/{code}"
            )
            for topic in topics:
                self.reading.draft.link("ALIGNS_TO", topic, node, "對應", evidence)
