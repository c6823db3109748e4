"""The account of a table: what a cell says is in the rows read from it, or the cell is listed.

A head says how its column is read; what was made of a cell is in the records and relationships of its row. A name,
figure or date of the cell that is in none of them was passed over, whichever rule did so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quanze.reader.columns import Head
from quanze.reader.draft import CHECK, HIGH, Draft, Evidence, Node
from quanze.reader.figures import LASTING, MYRIADS, period, plain_number, value_of, without_notes
from quanze.reader.leftovers import NAMED
from quanze.reader.names import UNSETTLED, names_nobody
from quanze.reader.reading import Reading
from quanze.reader.rules.goals import codes_of
from quanze.reader.tables.cells import (
    BETTER,
    HELPED_BY,
    REMARK_HEAD,
    SAID_BEHIND,
    entries_of,
    is_no_unit,
    names_agency,
    nested_entries,
    numbered_entries,
    split_value,
    ticked,
    without_marks,
    without_number,
)
from quanze.reader.tables.heads import role_of
from quanze.reader.tables.hedged_cells import hedged
from quanze.reader.tables.layout import LASTING_WORK, NOTHING
from quanze.reader.tables.rows import Row
from quanze.reader.wording import date_of, normalise
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
_FIGURE = re.compile(rf"(?<![0-9.A-Za-z])(?P<v>[0-9][0-9,]*(?:\.[0-9]+)?){MYRIADS}(?![0-9]*[年月日])")
_UNIT = 5
"""Characters of the longest text that passes for a unit of measure where no indicator has it."""
_VACANT = re.compile(r"缺|待[聘補派]|遴聘中|vacant", re.IGNORECASE)
_CITED = re.compile(r"來源|出處|引文|聯絡|窗口|人員|承辦人|路徑|識別碼|[Ss]ource|[Cc]ontact|[Oo]fficer")
_NAMES_BODY = ("Agency", "Council", "Subgroup")


@dataclass
class _Said:
    """What the records and relationships read from one row of a table say."""

    who: set[str] = field(default_factory=set)
    wordings: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)
    units: str = ""
    dates: set[str] = field(default_factory=set)


def speaks_of_roles(text: str) -> bool:
    """Whether a text beside the rows of a table names an agency or uses a word of responsibility."""
    norm = normalise(text)
    return bool(NAMED.search(norm) or _ROLE_WORD.search(norm))


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
            listed[unread.grid, unread.row] += f" {fold(unread.text)}"
    doubtful: set[tuple[int, ...]] = set()
    for row in rows:
        place = (row.grid, row.at)
        if row.is_inherited() or row.heading:
            continue
        for column, head in row.heads.columns.items():
            text = row.cells[column] if column < len(row.cells) else ""
            if not text or _is_in(fold(text), listed[place]) or not _is_lost(head, text, said[place], names):
                continue
            row.list_cell(column, _parts_lost(head, text, said[place]))
            listed[place] += f" {fold(text)}"
            if head.kind in ("role", "leadless"):
                doubtful.add((*place, column))
            elif head.kind in ("agency", "role_column", "level"):
                doubtful.add(place)
    if doubtful:
        _unsure(reading.draft, reading.source, doubtful)


def _is_in(text: str, listed: str) -> bool:
    """Whether a text is listed; 5 is not where 15 or 0.5 is."""
    return re.search(rf"(?<![0-9.,×]){re.escape(text)}(?![0-9])", listed) is not None


def _said(draft: Draft, source: int) -> dict[tuple[int, int], _Said]:
    out: dict[tuple[int, int], _Said] = defaultdict(_Said)
    for node in draft.nodes:
        for place in _places(node.evidence, source):
            said = out[place]
            values = node.real().values
            said.numbers.update(float(v) for k in _NUMBERS if isinstance(v := values.get(k), int | float))
            said.dates.update(str(values[k]) for k in _DATES if values.get(k))
            said.units += f" {fold(str(values.get('unit', '')))}"
            if node.kind in _NAMES_BODY[1:]:
                said.who |= _names(node)
            if node.kind == "Member":
                shown = [*re.split(r"[（）·]", node.name), *(str(values.get(k, "")) for k in _OF_SEAT)]
                said.who |= {name for t in shown if (name := fold(normalise(t)))}
    for link in draft.links:
        for place in _places(link.evidence, source):
            said = out[place]
            for end in (link.a.real(), link.b.real()):
                values = end.values
                said.numbers.update(float(v) for k in _NUMBERS if isinstance(v := values.get(k), int | float))
                said.dates.update(str(values[k]) for k in _DATES if values.get(k))
                said.units += f" {fold(str(values.get('unit', '')))}"
            if link.type == "REPRESENTS":
                said.who |= _names(link.b.real())
            if RELATIONSHIP[link.type].role:
                said.who |= _names(link.a.real())
                said.wordings.add(fold(link.wording))
    return out


_OF_SEAT = ("seat_title", "holder", "post")
_DATES = ("valid_from", "valid_to", "due", "year")
_TERM = re.compile(r"(?:[短中長近遠全][程期])+|(?:(?:short|medium|mid|long|near)[- ]?term[/, &]*(?:and )?)+\Z", re.I)
"""Words of a term without its years: a cell of days with one of them states none."""
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
            tasks = [nested[0], *nested[1]] if nested else numbered_entries(text) or [without_number(text)]
            return _acts_behind(text, said) or not (_named(text, names) or all(_named(n, names) for n in tasks))
        case "indicator":
            if any(_acts_behind(entry, said) for entry in entries_of(text)):
                return True
            entries = [split_value(re.sub(r"[(（][^()（）]*[)）]$", "", e).strip())[0] for e in entries_of(text)]
            said_all = all(_named(e, names) or any(n.startswith(fold(e)) for n in names) for e in entries)
            return not (_named(text, names) or said_all or all(_named(t, names) for t in text.split("\n")))
        case "seat_title":
            return not any(name in fold(normalise(text)) for name in said.who)
        case "holder" | "who" | "post":
            return not _VACANT.search(text) and any(_unnamed(text, said.who))
        case "role" | "leadless" | "agency":
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
            return not numbers or any(n not in said.numbers and -n not in said.numbers for n in numbers)
        case "baseline_year":
            return not any(date_of(y if len(y) == 4 else f"{y}年")[:4] in _digits(said.numbers) for y in _runs(text))
        case "period" | "due" | "begin" | "end":
            first, last = period(text, due=head.kind == "due")
            if head.kind in ("begin", "end"):
                first, last = (first, "") if head.kind == "begin" else ("", last or first)
            if not first and not last:
                return not (_TERM.search(normalise(text)) or LASTING.search(normalise(text)))
            return any(p not in said.dates for p in (first, last) if p)
        case "unit":
            strange = len(fold(text)) > _UNIT or re.match(r"[0-9]{2}", normalise(text))
            return any(_unnamed(text, said.who)) and (
                is_no_unit(text) or (bool(strange) and fold(text) not in said.units)
            )
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


def _parts_lost(head: Head, text: str, said: _Said) -> str:
    """The names of a cell of roles that no row has, 各級學校 of 教育局（各級學校）; all where none is read."""
    lost = (
        list(_unnamed(hedged(without_marks(text)).names or text, said.who))
        if head.kind in ("role", "leadless", "agency")
        else []
    )
    apart = [found[0] for found in _PIECE.finditer(normalise(text))]
    return "、".join(lost) if 0 < len(lost) < len(apart) and ticked(text) is None else text


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
        if len(bare) >= 2 and not any(name.startswith((bare, whole)) or name.endswith((bare, whole)) for name in who):
            yield found[0]


def _numbers(text: str) -> Iterator[float]:
    for found in _FIGURE.finditer(without_notes(text)):
        value = value_of(found)
        if value is None:  # what is not understood as a number is in no row either
            value = plain_number(found["v"])
        if value is not None:
            yield float(value)


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
