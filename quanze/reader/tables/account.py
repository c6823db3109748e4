"""The account of a table: what a cell says is in the rows read from it, or the cell is listed.

A head says how its column is read; what was made of a cell is in the records and relationships of its row. A name,
figure or date of the cell that is in none of them was passed over, whichever rule did so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from quanze.locale import Clauses, Message, message, plural
from quanze.reader.blocks import Grid
from quanze.reader.columns import Head, Heads
from quanze.reader.draft import CHECK, HIGH, Draft, Evidence, Node, Unread
from quanze.reader.figures import LASTING, MYRIADS, TERM_ALONE, multiple, period, plain_number, value_of, without_notes
from quanze.reader.leftovers import NAMED
from quanze.reader.names import UNSETTLED, is_agency, names_nobody
from quanze.reader.reading import Reading
from quanze.reader.rules.goals import codes_of
from quanze.reader.tables.cells import (
    AGENCY_LINE,
    BETTER,
    HELPED_BY,
    IN_BRACKETS,
    REMARK_HEAD,
    SAID_BEHIND,
    entries_of,
    is_no_unit,
    lines_of_actions,
    names_agency,
    nested_entries,
    numbered_entries,
    parts_of_line,
    sections_behind,
    split_amount,
    split_value,
    ticked,
    without_marks,
    without_number,
)
from quanze.reader.tables.heads import role_of
from quanze.reader.tables.hedged_cells import hedged
from quanze.reader.tables.layout import LASTING_WORK, MARK, NOTHING
from quanze.reader.tables.rows import Row
from quanze.reader.wording import date_of, normalise, one_line
from quanze.schema import RELATIONSHIP
from quanze.schema.words import fold

_PIECE = re.compile(r"[^、，,;\n/()\[\]:。·|「」]+")
_FILLER = re.compile(
    r"本[府院部署局會處所市縣]|機關|單位|局處|以下|簡稱|其|所屬|人員|代表|首長|主管|相關|有關|其他|等|各|分別|共同|之|及|與|和|暨|或|由|並|為"
    r"|按|依|照|職責|分工|負責|辦理|協助|配合|會同|主辦|協辦|主責|主政|牽頭|統籌|督導|推動|執行"
)
_ENGLISH_FILLER = re.compile(r"\b(?:and|the|with|of|by|in|led|lead|leads|support|supported|partner|partners|other)\b")
_SAYS_ROLE = re.compile(
    r"[由請洽]|[主協會承]辦|主[責政]|負責|統籌|協助|配合|會同|督導|管考|召集|主管|權責|\b(?:lead|support|responsib|partner|owner)",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(
    r"[主協會承]辦|主[責政管導]|權責|負責|統籌|召集|督導|管考|\b(?:lead|responsib|owner)", re.IGNORECASE
)
_EXCUSED = re.compile(
    r"經費|預算|金額|費用|補助款|自籌款|配合款|決算|概算|方式|方法|公式|標準|體制|優先|位置|電話|識別碼|距離|來源|編號|日期"
    r"|達[成標]率|執行率|完成率|年均|權重|\b(?:[Cc]ost|[Bb]udget|[Ff]und|[Pp]rice|ID|Priority|Phase|Distance|Path|Ref|Contact|Source"
    r"|[Ww]eight|WEIGHT)|%"
)
"""Heads of columns whose figures are no targets: money, ways of measuring, places, shares that are computed."""
_FIGURE = re.compile(rf"(?<![0-9.A-Za-z])(?P<v>[0-9][0-9,]*(?:\.[0-9]+)?){MYRIADS}(?![0-9]*[年月日])")
_UNIT = 5
"""Characters of the longest text that passes for a unit of measure where no indicator has it."""
_COUNTED = re.compile(
    r"(?<![0-9A-Za-z.,×*/-])[0-9][0-9,]*(?:\.[0-9]+)? ?"
    r"(?:%|‰|[\u3040-\u30ff\u3400-\u9fff]|(?:[a-z]{2,}|[kMG]?Wh?|[a-z]?CO2e?)\b)"
    r"|[$€£¥][0-9]|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<![0-9])1[0-9]{2}[./年]"
)
"""A number with its unit, an amount or a year."""
_LONGEST = 1500
"""Characters of the longest entry that lists several cells."""
_VACANT = re.compile(r"缺|待[聘補派]|遴聘中|vacant", re.IGNORECASE)
_CITED = re.compile(r"來源|出處|引文|聯絡|窗口|人員|承辦人|路徑|識別碼|[Ss]ource|[Cc]ontact|[Oo]fficer")
_NAMES_BODY = ("Agency", "Council", "Subgroup")


@dataclass
class _Said:
    """What the records and relationships read from one row of a table say."""

    text: str = ""
    who: set[str] = field(default_factory=set)
    wordings: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)
    units: str = ""
    dates: set[str] = field(default_factory=set)


def speaks_of_roles(text: str) -> bool:
    """Whether a text beside the rows of a table names an agency or uses a word of responsibility."""
    norm = normalise(text)
    return bool(NAMED.search(norm) or _ROLE_WORD.search(norm))


def names_somebody(text: str, known: Container[str] = ()) -> bool:
    """Whether a cell, or one of the pieces of a list in it, names an agency; in English one of those that are known, or
    one that says what it is (Planning Department)."""
    norm = normalise(text)
    if norm.isascii():
        pieces = [found[0].strip() for found in _PIECE.finditer(norm)]
        return any(fold(piece) in known or AGENCY_LINE.search(piece) for piece in pieces)
    return names_agency(norm) or any(is_agency(found[0].strip()) for found in _PIECE.finditer(norm))


@lru_cache(maxsize=4_096)
def counts(text: str) -> bool:
    """Whether a cell has a number with its unit, an amount, a year or a mark."""
    norm = normalise(text)
    return bool(_COUNTED.search(norm) or MARK.match(norm))


def list_cells(
    reading: Reading, number: int, column: int, word: str, cells: Sequence[tuple[int, str]], reason: str
) -> None:
    """List what the cells of one column say, each text once with its row; a long column in several entries."""
    grid = reading.outline.grids[number][1]
    for row, _ in cells:
        reading.lost_cell(number, row, column)
    head = one_line(word)
    said: dict[str, int] = {}
    for row, text in cells:
        said.setdefault(one_line(text), row)
    many = len(said) > 1
    for part in _in_parts(said.items()):
        clauses = [message("row {row}: {text}", row=row + 1, text=text) if many else text for text, row in part]
        shown = message(
            "{head} ({cells}): {first}",
            head=head,
            cells=plural("{n} cell", "{n} cells", len(cells)),
            first=Clauses(clauses),
        )
        reading.draft.unread.append(
            Unread(grid.place.words, shown, (head,), reading.source, grid=number, reason=reason)
        )


def list_rows(reading: Reading, grid: Grid, number: int, rows: Iterable[int], reason: str) -> None:
    """List what the rows of a table say that has no meaning for us, a long table in several entries."""
    said = [(" | ".join(dict.fromkeys(one_line(t) for t in grid.rows[at] if t.strip())), at) for at in rows]
    for part in _in_parts((text, at) for text, at in said if text):
        clauses = [message("row {row}: {text}", row=at + 1, text=text) for text, at in part]
        shown = message("{name}: {text}", name=message("table {number}", number=number + 1), text=Clauses(clauses))
        where = grid.place.row(part[0][1])
        reading.draft.unread.append(Unread(where, shown, (), reading.source, grid=number, reason=reason))


def _in_parts(said: Iterable[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    part: list[tuple[str, int]] = []
    length = 0
    for text, row in said:
        if part and length + len(text) > _LONGEST:
            yield part
            part, length = [], 0
        part.append((text, row))
        length += len(text)
    if part:
        yield part


def settle(reading: Reading, rows: Sequence[Row]) -> None:
    """List each cell of which something is in no row, and take back the sureness of the roles beside it."""
    said = _said(reading.draft, reading.source)
    names = {
        fold(name)
        for node in reading.draft.nodes
        if node.kind not in ("Agency", "Member")
        for name in (node.name, *node.aliases)
    }
    listed: dict[tuple[int, int], str] = defaultdict(str)
    for unread in reading.draft.unread:
        if unread.source == reading.source and unread.grid >= 0:
            for said_of in str(unread.text).split(": ", 1):  # folded, a head that ends in a year would run on
                listed[unread.grid, unread.row] += f" {fold(said_of)}"
    doubtful: set[tuple[int, ...]] = set()
    described: dict[tuple[int, int, str], list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        place = (row.grid, row.at)
        if row.is_inherited() or row.heading:
            continue
        for column, head in row.heads.columns.items():
            text = row.cells[column] if column < len(row.cells) else ""
            text = row.heads.coded.get(text, ("", text))[1]
            if not text or column in row.ticked or _is_in(fold(text), listed[place]):
                continue
            if place in row.heads.described and column == row.heads.of("level")[-1]:
                described[row.grid, column, head.word].append((row.at, text))
                reading.lost_cell(row.grid, row.at, column)
                continue
            if _is_lost(head, text, said[place], names):
                row.list_cell(column, _parts_lost(head, text, said[place]))
            elif passed := [p for p in _passed_over(head, text, said[place], names) if fold(p) not in listed[place]]:
                row.list_cell(column, "、".join(passed))
            else:
                continue
            listed[place] += f" {fold(text)}"
            if head.kind in ("role", "leadless"):
                doubtful.add((*place, column))
            elif head.kind in ("agency", "role_column", "level"):
                doubtful.add(place)
    for (number, column, word), cells in described.items():
        list_cells(reading, number, column, word, cells, "described")
    if doubtful:
        _unsure(reading.draft, reading.source, doubtful)
    _rest(reading)


_CLOSED = ("beside heads", "beside total", "beside legend", "beside inherited")
"""What is set aside as a whole and says why: heads, sums, what marks mean, roles that follow from others."""


def _rest(reading: Reading) -> None:
    """List what no row has read of the other cells, one entry a column; of a column that is set aside with a reason,
    its sources or its amounts, only say so."""
    layouts: dict[int, list[Heads]] = defaultdict(list)
    for number, halves in reading.layouts:
        layouts[number] += halves
    known = {fold(name) for node in reading.draft.of_kind("Agency") for name in (node.name, *node.aliases)}
    entries: dict[int, list[Unread]] = defaultdict(list)
    for unread in reading.draft.unread:
        if unread.source == reading.source:
            entries[unread.grid].append(unread)
    for number, (_, grid) in enumerate(reading.outline.grids):
        if not layouts[number] or any(heads.of("inherited") for heads in layouts[number]):
            continue  # a table nobody understands is listed as a whole
        computed = {h.word for heads in layouts[number] for h in heads.columns.values() if h.kind == "computed"}
        of_row: dict[int, str] = defaultdict(str)
        for unread in entries[number]:
            of_row[unread.row] += f"\n{one_line(unread.text)}"
        columns: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
        for at, row in enumerate(grid.rows):
            for column, text in enumerate(row):
                state = reading.cells.get((number, at, column), "")
                if state in ("read", "unread", *_CLOSED) or not text.strip() or not grid.starts(at, column):
                    continue  # whoever marks a cell as unread lists it
                word = state.removeprefix("beside").strip()
                if one_line(text) not in of_row[at] and (names_somebody(text, known) or counts(text)):
                    columns[column, word].append((at, text))
        for (column, word), cells in columns.items():
            named = word or message("column {n}, without a heading", n=column + 1)
            somebody = any(names_somebody(text, known) for _, text in cells) and not _CITED.search(word)
            if somebody or not (word in computed or _EXCUSED.search(normalise(word)) or _CITED.search(word)):
                list_cells(reading, number, column, named, cells, "beside" if word else "column")
            else:
                reading.draft.remark("not-kept", summary(named, cells), grid.place.words)


def summary(word: str, cells: Sequence[tuple[int, str]]) -> Message:
    """A column in a sentence: its head, how many cells it has, and the first of them."""
    many = plural("{n} cell", "{n} cells", len(cells))
    return message("{head} ({cells}): {first}", head=one_line(word), cells=many, first=one_line(cells[0][1])[:40])


def _is_in(text: str, listed: str) -> bool:
    """Whether a text is listed; 5 is not where 15 or 0.5 is, and a mark has no letters to look for."""
    at = listed.find(text) if text else -1
    while at >= 0:
        end = at + len(text)
        if listed[at - 1 : at] not in _RUNS_BEFORE and listed[end : end + 1] not in _DIGITS:
            return True
        at = listed.find(text, at + 1)
    return False


_DIGITS = frozenset("0123456789")
_RUNS_BEFORE = _DIGITS | set(".,×")


def _said(draft: Draft, source: int) -> dict[tuple[int, int], _Said]:
    out: dict[tuple[int, int], _Said] = defaultdict(_Said)
    known: dict[int, _Said] = {}

    def tell(said: _Said, node: Node) -> None:
        """Add what a record says of itself, which is the same in each of its rows."""
        own = known.get(id(node))
        if own is None:
            values = node.real().values
            own = known[id(node)] = _Said(
                text=" ".join(fold(str(v)) for v in (node.name, *node.aliases, *values.values())) + " ",
                numbers={float(v) for k in _NUMBERS if isinstance(v := values.get(k), int | float)},
                units=f" {fold(str(values.get('unit', '')))}",
                dates={str(values[k]) for k in _DATES if values.get(k)},
            )
        said.text += own.text
        said.numbers |= own.numbers
        said.units += own.units
        said.dates |= own.dates

    for node in draft.nodes:
        for place in _places(node.evidence, source):
            said = out[place]
            tell(said, node)
            if node.kind in _NAMES_BODY[1:]:
                said.who |= _names(node)
            if node.kind == "Member":
                values = node.real().values
                shown = [*re.split(r"[（）·]", node.name), *(str(values.get(k, "")) for k in _OF_SEAT)]
                said.who |= {name for t in shown if (name := fold(normalise(t)))}
    for link in draft.links:
        for place in _places(link.evidence, source):
            said = out[place]
            tell(said, link.a.real())
            tell(said, link.b.real())
            if link.type == "REPRESENTS":
                said.who |= _names(link.b.real())
            if RELATIONSHIP[link.type].role:
                said.who |= _names(link.a.real())
                said.wordings.add(fold(link.wording))
    return out


_OF_SEAT = ("seat_title", "holder", "post")
_DATES = ("valid_from", "valid_to", "due", "year")
_NUMBERS = ("target", "result", "baseline_value", "baseline_year", "year")


def _places(evidence: Iterable[Evidence], source: int) -> set[tuple[int, int]]:
    return {(e.grid, e.row) for e in evidence if e.source == source and e.grid >= 0}


def _names(node: Node) -> set[str]:
    return {fold(normalise(name)) for name in (node.name, *node.aliases)}


def _acts_behind(text: str, said: _Said) -> bool:
    """Whether an agency that is in no row is in brackets behind a name."""
    bracket = re.findall(r"[(（]([^()（）]{2,40})[)）]$", text)
    return any(not b.isascii() and names_agency(b) and any(_unnamed(b, said.who)) for b in bracket)


def _is_lost(head: Head, text: str, said: _Said, names: set[str]) -> bool:
    """Whether something of a cell is in no row of its table."""
    text = without_marks(text)
    if NOTHING.match(normalise(text)):
        return head.kind == "beside" and _speaks(head, normalise(text))
    match head.kind:
        case "duty":
            return not all(_named(without_number(t), names) for t in entries_of(text)) and names_agency(text)
        case "level" | "subgroup":
            said_behind = SAID_BEHIND.search(normalise(text))
            if said_behind and not _acts_behind(text, said):
                text = text[: said_behind.start()]
            nested = nested_entries(text)
            listed = numbered_entries(text) or lines_of_actions(text)
            tasks = [nested[0], *nested[1]] if nested else listed or [without_number(text)]
            if head.of_brackets:
                tasks = [n if _named(n, names) else IN_BRACKETS.sub("", normalise(n)) for n in tasks]
                text = text if all(_named(n, names) for n in tasks) else ""
            acts = any(_acts_behind(entry, said) for entry in (listed if len(listed) > 1 else [text]))
            return acts or not (_named(text, names) or all(_named(n, names) for n in tasks))
        case "indicator":
            if any(_acts_behind(entry, said) for entry in entries_of(text)):
                return True
            ways = (entries_of(text), parts_of_line(text), [split_amount(text)[0]])
            said_all = any(entries and all(_is_indicator(e, names) for e in entries) for entries in ways)
            return not (_named(text, names) or said_all or all(_named(t, names) for t in text.split("\n")))
        case "seat_title":
            return not any(name in fold(normalise(text)) for name in said.who)
        case "holder" | "who" | "post":
            return not _VACANT.search(text) and any(_unnamed(text, said.who))
        case "role" | "leadless" | "agency":
            text = sections_behind(text)[0]
            marked = ticked(text)
            text = text if marked is None else marked
            return not names_nobody(text) and any(_unnamed(hedged(text).names or text, said.who))
        case "role_column" | "letter":
            known = bool(said.wordings) and bool(role_of(normalise(text)))  # the same role, read in other words before
            return (
                not known
                and fold(text) not in said.wordings
                and normalise(text) not in ("席位", "席", "I", "seat", "has a seat")
            )
        case "target" | "result" if LASTING_WORK.match(normalise(text)):
            return False
        case "target" | "result" | "baseline":
            numbers = list(_numbers(text))
            return not numbers or any(said.numbers.isdisjoint((n, -n, n * many, -n * many)) for n, many in numbers)
        case "baseline_year":
            return not any(date_of(y if len(y) == 4 else f"{y}年")[:4] in _digits(said.numbers) for y in _runs(text))
        case "period" | "due" | "begin" | "end":
            first, last = period(text, due=head.kind == "due")
            if head.kind in ("begin", "end"):
                first, last = (first, "") if head.kind == "begin" else ("", last or first)
            if not first and not last:
                return not (TERM_ALONE.search(normalise(text)) or LASTING.search(normalise(text)))
            return any(p not in said.dates for p in (first, last) if p)
        case "unit":
            strange = len(fold(text)) > _UNIT
            return is_no_unit(text) or (strange and any(_unnamed(text, said.who)) and fold(text) not in said.units)
        case "sdg":
            return not codes_of(normalise(text))
        case "beside":
            return not _CITED.search(head.word) and _speaks(head, normalise(text))
        case _:
            return False


_OPEN = re.compile(
    rf"{UNSETTLED}|尚[未待]|待[^，。;]{{0,12}}(?:確[認定]|[決核議商指]定|協調|討論|研商|裁示)|未定|擬(?:由|請|改)|爭議"
)
"""Words of a question that is open."""
_WHO_ACTS = re.compile(r"(?:[主協承會]辦|主[責政]|權責|牽頭|管考)(?:機關|單位|局處|部門)")


def _speaks(head: Head, norm: str) -> bool:
    """Whether a cell beside the matter says who acts; a remark also by a word of responsibility, of an open question or
    of the wanted direction of an indicator."""
    if (names_agency(norm) and _SAYS_ROLE.search(norm)) or _WHO_ACTS.search(norm):
        return True
    if not REMARK_HEAD.search(normalise(head.word)) or BETTER.fullmatch(norm):
        return False
    return any(words.search(norm) for words in (_ROLE_WORD, _OPEN, BETTER))


_TELL_FIGURES = ("level", "subgroup", "indicator", "role", "leadless", "agency", "unit")
"""Columns that are no figures themselves, so that a number in them is a part of a name or was passed over."""
_WHOLE = ("role_column", "letter", "direction", "inherited", "body", "topic")


def _passed_over(head: Head, text: str, said: _Said, names: set[str]) -> Iterator[str]:
    """The agencies and numbers with units in a cell that is read, which neither its row nor a name in the cell has."""
    if head.kind in ("role", "leadless", "agency"):
        text = hedged(text).names  # what is beside the names is the doubt about them
    if head.kind in _WHOLE or not (names_somebody(text) or counts(text)):
        return
    named = head.kind in ("level", "subgroup", "indicator")
    norm, whole = normalise(without_number(text) if named and "\n" not in text else text), fold(text)

    def is_in_a_name(piece: str) -> bool:
        """Whether a name that the cell has in common with other rows has a piece of it."""
        return any(piece in name and len(name) > 1 and name in whole for name in names)

    if head.kind not in ("beside", "holder", "post", "who", "basis", "duty", "role", "leadless", "agency"):
        for found in _PIECE.finditer(norm):
            piece = found[0].strip()
            unsaid = fold(piece) not in said.text and is_agency(piece) and not names_nobody(piece)
            counted = re.search("[0-9][^0-9]?\\Z", piece) or piece[:1].isdigit()  # 10處, 完成10處
            if unsaid and not counted and not is_in_a_name(fold(piece)):
                yield piece
    if head.kind in ("role", "leadless", "agency"):
        norm = normalise(hedged(text).names)  # 等3單位 and 115年起 have made the names doubtful
    for found in _COUNTED.finditer(norm) if head.kind in _TELL_FIGURES else ():
        digits = re.sub(r"[^0-9.]", "", found[0]).strip(".")
        if found[0].endswith("年"):
            digits = date_of(found[0])[:4] or digits
        unsaid = bool(digits) and float(digits) not in said.numbers and not _is_in(digits, said.text)
        if unsaid and not is_in_a_name(digits):
            yield found[0]


def _parts_lost(head: Head, text: str, said: _Said) -> str:
    """The names of a cell of roles that no row has, 各級學校 of 教育局（各級學校）; all where none is read."""
    text = sections_behind(text)[0]
    lost = (
        list(_unnamed(hedged(without_marks(text)).names or text, said.who))
        if head.kind in ("role", "leadless", "agency")
        else []
    )
    apart = [found[0] for found in _PIECE.finditer(normalise(text))]
    return "、".join(lost) if 0 < len(lost) < len(apart) and ticked(text) is None else text


def _is_indicator(text: str, names: set[str]) -> bool:
    """Whether an entry of a cell of indicators is one of those that were read, or begins one."""
    name = split_value(re.sub(r"[(（][^()（）]*[)）]$", "", text).strip())[0]
    return _named(name, names) or any(known.startswith(fold(name)) for known in names)


def _named(text: str, names: set[str]) -> bool:
    return fold(text) in names or not fold(text)


def _unnamed(text: str, who: set[str]) -> Iterator[str]:
    """The pieces of a list of agencies that are no name of somebody with a role."""
    for found in _PIECE.finditer(normalise(text)):
        left = fold(re.sub(rf"^ *(?:\(?[0-9]{{1,2}}[.)] *)?(?:{HELPED_BY} )?", "", found[0]))
        if names_nobody(found[0]) or role_of(found[0].strip()):
            continue
        for name in sorted(who, key=len, reverse=True):
            left = left.replace(name, " ")
        bare = fold(_ENGLISH_FILLER.sub(" ", _FILLER.sub("", left)))
        whole = fold(_FILLER.sub("", found[0]))
        known = any(
            name.startswith((bare, whole)) or name.endswith((bare, whole)) or _is_short(bare, name) for name in who
        )
        if len(bare) >= 2 and not known:
            yield found[0]


def _is_short(text: str, name: str) -> bool:
    """Whether a text is the short form of a name, 環保局 of 環境保護局."""
    left = iter(name)
    return len(text) > 1 and text[0] == name[:1] and text[-1] == name[-1:] and all(c in left for c in text)


def _numbers(text: str) -> Iterator[tuple[float, int]]:
    """The numbers of a cell, each with what it may be a multiple of: 1.2千 is 1.2 and 1,000."""
    plain = without_notes(text)
    for found in _FIGURE.finditer(plain):
        value = value_of(found)
        if value is None:  # what is not understood as a number is in no row either
            value = plain_number(found["v"])
        if value is not None:
            yield float(value), multiple(plain[found.end() :].strip())[0]


def _runs(text: str) -> list[str]:
    return re.findall(r"[0-9]{2,4}", normalise(text))


def _digits(numbers: Iterable[float]) -> set[str]:
    return {str(int(n)) for n in numbers if n == int(n)}


def _unsure(draft: Draft, source: int, places: set[tuple[int, ...]]) -> None:
    """Roles read from a cell of which a part is in no row are to be checked; those of the whole row where that part is
    of its task, or of the cell that names the agency for the row."""

    def checked(evidence: Evidence) -> Evidence:
        row = (evidence.grid, evidence.row)
        meant = evidence.source == source and (row in places or (*row, evidence.column) in places)
        return replace(evidence, confidence=CHECK, reason="part") if meant and evidence.confidence == HIGH else evidence

    for link in draft.links:
        if RELATIONSHIP[link.type].role:
            link.evidence[:] = [checked(e) for e in link.evidence]
