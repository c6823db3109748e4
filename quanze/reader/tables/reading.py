"""Reads every table of a document; one without heads goes on from the table before, an unknown one is named."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from quanze.locale import message, plural
from quanze.reader.blocks import Grid
from quanze.reader.columns import CONTENT, Head, Heads
from quanze.reader.draft import Unread
from quanze.reader.figures import figures
from quanze.reader.leftovers import NAMED
from quanze.reader.names import is_agency
from quanze.reader.outline import read_marker
from quanze.reader.reading import Reading
from quanze.reader.rules import own_agencies
from quanze.reader.rules.measures import MEASURE
from quanze.reader.tables import cards, seats
from quanze.reader.tables.account import list_cells, list_rows, names_somebody, settle, speaks_of_roles, summary
from quanze.reader.tables.cells import (
    SAME_AS_ABOVE,
    agencies_of,
    coded_names,
    names_agency,
    whole_names,
    without_number,
)
from quanze.reader.tables.heads import role_of, without_description
from quanze.reader.tables.layout import (
    NOTHING,
    goes_on,
    head_words,
    heads_below,
    is_caption,
    is_legend,
    is_note,
    is_total,
    layouts,
    repeats_heads,
)
from quanze.reader.tables.rows import Row, State
from quanze.reader.tables.shifted_rows import shifted_rows
from quanze.reader.wording import normalise, one_line, tidy

_Rows = list[tuple[int, list[str], int]]
_SPACED = re.compile(r"(?<=[局處署部會所科室府隊院心委辦課])(?:[ \u3000]+|・)(?=[\u3040-\u30ff\u3400-\u9fff])")
_NEXT_LABEL = re.compile(r"(?<=\S)[ \u3000]+(?=(?P<label>[\u3400-\u9fff]{2,8})[:：])")
"""Where the next label of a text may begin: 牽頭單位：甲局 參加單位：乙局."""
_SECTION_OF = re.compile(
    r"(?<=[局處部廳庁会會])[ \u3000]+(?=[\u3040-\u30ff\u3400-\u9fff]{2,8}[科課股](?:$|[\n、，,;；/ ・]))"
    r"|(?<=[部庁会])[ \u3000]+(?=[\u3040-\u30ff\u3400-\u9fff]{2,8}[室係班](?:$|[\n、，,;；/ ・]))"
    r"|(?<=[部局廳庁会會])・(?=[\u3040-\u30ff\u3400-\u9fff]{2,12}(?:課|室|係|班|担当|擔當)(?:$|[\n、，,;；/ ・]))"
)
"""「民政處 戶政科」 and 「民生部・厚生課」 are the section of one agency."""
_BULLET = re.compile(r"\A\s*(?:[•‣▪▫◦‧∙·・*]|[-–—](?=\s))\s*(?=[^\W\d_]{2})")
"""What begins an item of a list in a cell; ● and ■ are ticks."""


def read(reading: Reading) -> None:
    """Read every table; one without heads goes on from the table before it."""
    bands: list[Heads] = []
    words: list[dict[int, str]] = []
    before: Grid | None = None
    rows: _Rows = []
    done: list[Row] = []
    grids = reading.outline.grids
    earlier = _earlier(reading)
    for number, (at_passage, grid) in enumerate(grids):
        if own_agencies.is_list(grid):
            continue
        if number in earlier:
            done += _table(reading, bands, rows)
            bands, rows, before = [], [], None
            _earlier_year(reading, grid, number, earlier[number])
            continue
        if found_cards := cards.cards_of(grid, reading.mapping):
            done += _table(reading, bands, rows)
            bands, rows, before = [], [], None
            done += cards.read(reading, grid, number, found_cards)
            continue
        near = [p.norm for p in reading.passages[max(0, at_passage - 3) : at_passage + 3]]
        before_it = reading.passages[max(0, at_passage - 2) : at_passage]
        seated = seats.layout(grid, reading.mapping, [p.text for p in before_it], reading)
        found = [seated] if seated is not None else layouts(grid, reading.mapping, near)
        if found:
            same = bands and before is not None and words and _same_heads(words, head_words(grid, found[0]))
            if not same or found[0].constant:
                done += _table(reading, bands, rows)
                rows = []
            for passage in before_it if seated is not None else ():
                if passage.text == found[0].constant.get("body"):
                    reading.read(passage, passage.start, len(passage.norm))
            bands, words = found, head_words(grid, found[0])
            first = found[0].first
            reading.layouts.append((number, found))
        elif (
            bands
            and before is not None
            and grid.rows
            and len(grid.rows[0]) == len(before.rows[0])
            and not _prose_between(grids, number)
        ):
            first = 0
        else:
            done += _table(reading, bands, rows)
            bands, rows, before = [], [], None
            _not_understood(reading, grid, number)
            continue
        begins = heads_below(grid, first, reading.mapping, words) if first else []
        _account_heads(reading, grid, number, bands, first, begins[0][0] if begins else len(grid.rows))
        _struck(reading, grid, number)
        fresh, noted = True, False
        lasts = max((at for at, row in enumerate(grid.rows) if len({t for t in row if t.strip()}) > 1), default=0)
        for at in range(first, len(grid.rows)):
            cells = [tidy_cell(c) for c in grid.rows[at]]
            if not any(cells):
                continue
            if begins and at >= begins[0][0]:
                top, heads_at = begins.pop(0)
                # Another table with heads of its own, below the first one on the same sheet.
                if below := layouts(grid, reading.mapping, near, begin=heads_at):
                    done += _table(reading, bands, rows)
                    bands, words, rows = below, head_words(grid, below[0]), []
                    first, last = below[0].first, begins[0][0] if begins else len(grid.rows)
                    reading.layouts.append((number, below))
                    _account_heads(reading, grid, number, bands, first, last, top)
            if at < first:
                continue
            if any(repeats_heads(grid, at, w) for w in words):
                reading.beside_cells(number, at, range(len(cells)), "heads")
                continue
            noted = is_note(cells) or (noted and at > lasts and goes_on(cells))
            if noted or _tells(cells):
                _listed(reading, grid, number, at)
                continue
            if is_total(cells) and any(speaks_of_roles(c) for c in cells):
                _listed(reading, grid, number, at)
                continue
            if is_total(cells) or is_legend(cells):
                reading.beside_cells(number, at, range(len(cells)), "total" if is_total(cells) else "legend")
                continue
            _same_as_above(bands, cells, rows[-1][1] if rows else [])
            if fresh and rows and number and _continues(bands[0], cells, rows[-1][1], grid, at):
                _append(bands[0], rows[-1][1], cells)
                reading.joined_cells(number, at, range(len(cells)))
            else:
                rows.append((number, cells, at))
            fresh = False
        before = grid
    done += _table(reading, bands, rows)
    settle(reading, done)


@lru_cache(maxsize=4_096)
def tidy_cell(text: str) -> str:
    """A cell's text, each line tidied and without its bullet, empty lines left out; a space or ・ parts two names, and
    a label alone in its line (主辦：) belongs to the next one."""
    lines = (
        tidy(_SPACED.sub("、", _SECTION_OF.sub("", _labels_apart(line))), latin_apart=True)
        if not line.isascii()
        else tidy(line)
        for line in (_BULLET.sub("", line) for line in text.split("\n"))
    )
    out: list[str] = []
    for line in filter(None, lines):
        label = normalise(out[-1]) if out else ""
        if label.endswith(":") and role_of(label.rstrip(": ")):
            out[-1] += line
        else:
            out.append(line)
    return "\n".join(out)


def _labels_apart(line: str) -> str:
    """A line with a semicolon before each label of a role but the first, where only a space is."""
    return _NEXT_LABEL.sub(lambda m: "；" if role_of(normalise(m["label"])) else m[0], line)


def _not_understood(reading: Reading, grid: Grid, number: int) -> None:
    """Name a table whose heads nobody understands: its place, heads and number of rows."""
    filled = [r for r in grid.rows if any(c.strip() for c in r)]
    heads = [one_line(t) for t in dict.fromkeys(filled[0]) if t.strip()] if filled else []
    if (len(filled) < 2 or len(grid.rows[0]) < 2) and not any(speaks_of_roles(t) for r in filled for t in r):
        return  # a frame around a title or a remark
    rows = plural("{n} row", "{n} rows", len(filled) - 1)
    shown = message("{heads} ({rows})", heads=" | ".join(heads)[:200], rows=rows)
    reading.draft.unread.append(
        Unread(grid.place.words, shown, tuple(heads[:6]), reading.source, grid=number, reason="table")
    )
    list_rows(reading, grid, number, (at for at in range(len(grid.rows)) if grid.rows[at] is not filled[0]), "table")
    for at, row in enumerate(grid.rows):
        reading.unread_cells(number, at, range(len(row)))


def _tells(cells: list[str]) -> bool:
    """Whether the one text of a row is a sentence or the name of an agency, not that of a strategy or task."""
    said = {c for c in cells if c}
    if len(said) != 1 or len(cells) < 2:
        return False
    norm = normalise(without_number(said.pop()))
    named = NAMED.search(norm)
    whole = named is not None and named.end() == len(norm) and len(norm) < 9
    agency = is_agency(norm) and not (norm.isascii() and len(norm.split()) < 2)  # Energy over the rows is their sector
    return norm.endswith("。") or agency or whole or bool(named and "由" in norm)


def _listed(reading: Reading, grid: Grid, number: int, at: int) -> None:
    """A row that may say who is responsible for others, a note or a sum, is listed and gives no record itself."""
    text = " | ".join(t.replace("\n", " ") for t in dict.fromkeys(grid.rows[at]) if t.strip())
    place = grid.place.row(at)
    reading.draft.unread.append(Unread(place, text, (), reading.source, grid=number, row=at, reason="note"))
    reading.unread_cells(number, at, range(len(grid.rows[at])))


def _account_heads(
    reading: Reading, grid: Grid, number: int, bands: list[Heads], first: int, last: int, top: int = 0
) -> None:
    """The head rows are read; a column nobody understands is named once, with the number of its cells.

    ``top`` is where the table begins on its sheet, ``last`` where the next one does.
    """
    begin = min(heads.begin for heads in bands) if first else 0
    for at in range(top, begin):
        said = {t for t in grid.rows[at] if t.strip()}
        titles = len(said) == 1 and all(
            is_legend([t]) or (is_caption(t) and not NAMED.search(normalise(t))) for t in said
        )
        if titles:
            continue
        if (len(said) > 3 or any(speaks_of_roles(t) for t in said)) and not (
            len(said) < 3 and said & set(bands[0].constant.values())
        ):
            _listed(reading, grid, number, at)
    for at in range(top, first):
        reading.beside_cells(number, at, range(len(grid.rows[at])), "heads")
    for heads in bands:
        _not_kept(reading, grid, number, heads, first, last)
        for column, word in heads.unknown.items():
            rows = [(at, grid.rows[at]) for at in range(first, last) if not is_total(grid.rows[at])]
            lines = [r for _, r in rows if len(r) > 2 and len({t for t in r if t}) == 1 and r.count(r[column]) > 2]
            filled = [(at, r[column]) for at, r in rows if r not in lines and column < len(r) and r[column].strip()]
            cells = [(at, text) for at, text in filled if not NOTHING.match(normalise(text))]
            if not cells:
                continue
            named = one_line(word) or message("column {n}, without a heading", n=column + 1)
            list_cells(reading, number, column, named, cells, _looks_like([text for _, text in cells]))


_MOST = 0.8
_DATED = re.compile(r"(?:民國)?(?:(?:19|20)[0-9]{2}|1[0-9]{2})(?:[年./-].{0,12})?\Z")


def _looks_like(cells: list[str]) -> str:
    """What the cells of a column without a known head look like, which a user may confirm with ``--columns``."""
    norms = [normalise(one_line(text)) for text in cells]
    for reason, looks in (
        ("agencies", lambda text: len(text) < 40 and names_somebody(text)),
        ("years", lambda text: bool(_DATED.match(text))),
        ("figures", lambda text: len(text) < 12 and bool(figures(text))),
    ):
        if sum(map(looks, norms)) > _MOST * len(norms):
            return reason
    return "column"


_MONEY = re.compile(r"經費|預算|金額|費用|補助款|自籌款|配合款|決算|概算|\b(?:[Cc]ost|[Bb]udget|[Ff]und|[Pp]rice)")
_NO_AMOUNT = re.compile(
    r"方式|方法|公式|標準|體制|優先|位置|電話|識別碼|距離|來源|編號|日期|\b(?:ID|Priority|Phase|Distance|Path|Ref|Contact|Source)"
)
_AMOUNT = re.compile(r"(?<![0-9.])(?![0-9]{1,2}\Z)[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9,.]*[年月日/季])")


def _not_kept(reading: Reading, grid: Grid, number: int, heads: Heads, first: int, last: int) -> None:
    """Say once of a column of figures that is passed over that they are not kept: money is none of a plan's targets;
    what else it has, as 預期效益, is listed."""
    if heads.of("inherited"):
        return  # our own list of roles
    for column in heads.of("beside"):
        word = one_line(heads.columns[column].word)
        rows = [
            (at, r)
            for at, r in enumerate(grid.rows[first:last], first)
            if column < len(r) and len({t for t in r if t}) > 1 and not is_total(r)
        ]
        cells = [(at, t) for at, r in rows if (t := r[column].strip())]
        if not cells or _NO_AMOUNT.search(normalise(word)):
            continue
        counted = [bool(_AMOUNT.search(normalise(t))) for _, t in cells]
        plain = any(counted) and all(_PLAIN.fullmatch(normalise(t)) for _, t in cells)
        if sum(counted) * 2 <= len(cells) and not plain:
            continue
        if _MONEY.search(word):
            reading.draft.remark("not-kept", summary(word, cells), grid.place.words)
        else:
            list_cells(reading, number, column, word, cells, "not-kept")


_PLAIN = re.compile(r"[0-9][0-9,.]*(?: ?%)?")
_SHEET_YEAR = re.compile(r"(?:民國)?(?P<y>(?:19|20)[0-9]{2}|1[0-9]{2})(?:年度?)?")


def _earlier(reading: Reading) -> dict[int, str]:
    """The sheets that say who does what and are named after a year, where another sheet has the same name with a later
    one; each with the title of the latest."""
    named: dict[str, list[tuple[int, int]]] = {}
    for number, (_, grid) in enumerate(reading.outline.grids):
        title = normalise(grid.title)
        years = list(_SHEET_YEAR.finditer(title))
        rest = _SHEET_YEAR.sub("", title)
        if len(years) == 1 and not re.search("[0-9]", rest):
            year = int(years[0]["y"])
            named.setdefault(rest.strip(), []).append((year if year > 1900 else year + 1911, number))
    found: dict[int, str] = {}
    for sheets in named.values():
        of_roles = [(year, number) for year, number in sheets if _says_who(reading, number)] if len(sheets) > 1 else []
        if of_roles:
            latest, last = max(of_roles)
            title = reading.outline.grids[last][1].title
            found |= {number: title for year, number in of_roles if year < latest}
    return found


def _says_who(reading: Reading, number: int) -> bool:
    """Whether the heads of a table name a column of agencies."""
    halves = layouts(reading.outline.grids[number][1], reading.mapping, [])
    return any(heads.of("role", "leadless", "agency", "body") for heads in halves)


def _earlier_year(reading: Reading, grid: Grid, number: int, latest: str) -> None:
    """List a sheet of an earlier year, whose leads are not those of today."""
    said = message("{sheet}: of an earlier year than {latest}", sheet=grid.title, latest=latest)
    reading.draft.unread.append(
        Unread(grid.place.words, said, (latest,), reading.source, grid=number, reason="earlier")
    )
    for at, row in enumerate(grid.rows):
        reading.unread_cells(number, at, range(len(row)))


def _of_struck_task(reading: Reading, heads: Heads, number: int, cells: list[str], at: int, before: bool) -> bool:
    """Whether the task of a row is struck through: its figures are not those of a task that lives. A row without a task
    of its own goes on from the one ``before`` it."""
    grid = reading.outline.grids[number][1]
    levels = heads.of("level")
    if not levels or levels[-1] >= len(cells) or cells[levels[-1]]:
        return False
    struck = any(m.kind == "struck" and (m.row, m.column) == (at, levels[-1]) for m in grid.marks)
    if not struck and not before:
        return False
    if left := [one_line(text) for text in dict.fromkeys(cells) if text]:
        place = grid.place.row(at)
        reading.draft.unread.append(
            Unread(place, " | ".join(left), (), reading.source, grid=number, row=at, reason="struck-task")
        )
    reading.unread_cells(number, at, range(len(cells)))
    return True


def _struck(reading: Reading, grid: Grid, number: int) -> None:
    """What is struck through is not read as living; it is listed."""
    for mark in grid.marks:
        if mark.kind == "struck":
            place = grid.place.row(mark.row)
            reading.draft.unread.append(
                Unread(place, mark.text, (), reading.source, grid=number, row=mark.row, reason="struck")
            )
            reading.unread_cells(number, mark.row, [mark.column])


def _same_heads(a: list[dict[int, str]], b: list[dict[int, str]]) -> bool:
    return any(x == y and any(x.values()) for x in a for y in b)


def _same_as_above(bands: list[Heads], cells: list[str], last: list[str]) -> None:
    """Give a cell that says 同上 the text above it."""
    known = {c for heads in bands for c in heads.columns}
    for c in known:
        if c < len(cells) and c < len(last) and SAME_AS_ABOVE.match(cells[c]):
            cells[c] = last[c]


def _prose_between(grids: list[tuple[int, Grid]], number: int) -> bool:
    """Whether there is more than a page's head or foot between a table and the one before it."""
    return number > 0 and grids[number][0] - grids[number - 1][0] > 3


def _continues(heads: Heads, cells: list[str], last: list[str], grid: Grid, at: int) -> bool:
    """Whether the first row of a new page is the rest of the last row: its task or its lead is empty there."""
    if at != 0 and not any(cells):
        return False
    levels = heads.of("level")
    keys = [*levels[-1:], *heads.of("indicator", "agency", "seat_title", "holder")]
    roles = [c for c in heads.of("role") if heads.columns[c].role == "CONVENES"]
    number = heads.of("number")
    empty_key = all(not cells[c] for c in keys if c < len(cells))
    empty_role = bool(roles) and all(not cells[c] for c in roles if c < len(cells))
    if number and all(not cells[c] for c in number) and empty_role and any(last[c] for c in number):
        return True
    return (empty_key or empty_role) and all(not cells[c] for c in number if c < len(cells)) and bool(grid.rows)


def _append(heads: Heads, last: list[str], cells: list[str]) -> None:
    for c, text in enumerate(cells):
        if text and c < len(last) and text != last[c]:
            kind = heads.columns[c].kind if c in heads.columns else ""
            glue = (
                "\n" if kind in ("role", "leadless") and last[c].endswith(("局", "處", "署", "部", "會", "所")) else ""
            )
            last[c] = (last[c] + glue + text) if last[c] else text


def _table(reading: Reading, bands: list[Heads], rows: _Rows) -> list[Row]:
    done = []
    for heads in bands if rows else ():
        heads.settled = None
        if not seats.is_of_seats(heads):
            _unit_or_agency(reading, heads, rows)
            _code_or_number(heads, rows)
            _codes_as_numbers(heads, rows)
            _goals_in_words(heads, rows)
            measured = _measured_items(heads, rows)
            heads.keep_given()
            _descriptions(heads, rows)
            _finer_columns(heads, rows)
            heads.led_apart, sorted_by = _leads_differ(heads, rows)
            heads.of_indicators = measured or sorted_by
            heads.unsettled |= _unsettled(heads, rows)
        named = [
            {
                cells[column]
                for _, cells, _ in rows
                if len({t for t in cells if t}) > 1 and cells[column : column + 1] != [""]
            }
            for column in heads.of("level", "indicator")
        ]
        heads.whole = frozenset(text for texts in named for text in whole_names(texts))
        heads.coded = {text: parts for texts in named for text, parts in coded_names(texts).items()}
        heads.settled = {}
        shifted = shifted_rows(heads, bands, rows)
        state = State(_sections(heads, rows))
        above: list[str] = []
        struck = False
        for number, cells, at in rows:
            if struck := _of_struck_task(reading, heads, number, cells, at, struck):
                continue
            own, filled = cells, _filled_down(heads, cells, above)
            if filled:
                own = [above[c] if c in filled else text for c, text in enumerate(cells)]
            row = Row(reading, heads, own, number, at, state)
            row.filled, above = filled, own
            row.shifted = (number, at) in shifted
            if seats.is_of_seats(heads):
                row.account()
                seats.read_row(row)
            else:
                row.read()
            done.append(row)
    return done


def _filled_down(heads: Heads, cells: list[str], above: list[str]) -> frozenset[int]:
    """The empty cells of a column of agencies before the tasks, which groups them and is filled in its first row."""
    topics = heads.of("level", "indicator")
    said = [c for c in topics if c < len(cells) and cells[c]]
    if not topics or not said or len({t for t in cells if t}) < 2:
        return frozenset()
    groups = [
        c for c in heads.of("role", "agency", "subgroup") if c < min(topics) and heads.columns[c].role != "CO_ORGANIZES"
    ]
    return frozenset(c for c in groups if c < len(above) and c < len(cells) and not cells[c] and above[c])


def _sections(heads: Heads, rows: _Rows) -> dict[tuple[int, int], bool]:
    """The rows with one text, in their first column, that are headings of the rows below them, and whether it is sure.

    In a column of numbers it is one; in the only column of tasks where it is numbered as no task with other cells is,
    or where the tasks alone are numbered. Where neither is, it may be a task for which nothing else is given.
    """
    if not (heads.columns and heads.of("role", "leadless", "indicator", "agency")):
        return {}
    first = min(heads.columns)
    levels, numbers = heads.of("level"), heads.of("number")
    alone: dict[tuple[int, int], tuple[int, str]] = {}
    tasks: set[str] = set()
    for number, cells, at in rows:
        filled = [c for c, text in enumerate(cells) if text]
        if len(filled) == 1 and len(cells) > 2 and filled[0] in (first, *levels[:1], *numbers):
            alone[number, at] = (filled[0], cells[filled[0]])
        elif len(filled) > 1 and levels and levels[0] < len(cells) and cells[levels[0]]:
            tasks.add(_numbering(cells[levels[0]]))
    out: dict[tuple[int, int], bool] = {}
    for place, (column, text) in alone.items():
        if column in numbers:
            if re.search(r"[\u3400-\u9fff]{2}|[A-Za-z]{3}", without_number(text)):
                out[place] = True
        elif len(levels) == 1 and column == levels[0] and tasks:
            own = _numbering(text)
            if numbers or own not in tasks:
                out[place] = True
            elif not own and len(alone) < len(rows) / 2:
                out[place] = False
    return out


def _numbering(text: str) -> str:
    """The kind of number that a text begins with; empty when it has none."""
    marker, _ = read_marker(normalise(text))
    return marker.kind if marker else ""


def _code_or_number(heads: Heads, rows: _Rows) -> None:
    """A column headed Code or No. that holds names is a level of tasks."""
    for column in heads.of("number"):
        filled = [cells[column] for _, cells, _ in rows if column < len(cells) and cells[column]]
        if filled and sum(1 for t in filled if len(normalise(t)) > 8) > len(filled) / 2:
            heads.columns[column] = Head("level", heads.columns[column].word)


_CODE = re.compile(r"(?:[A-Z]{1,4}[-. ]?)?[0-9]+(?:[.-][0-9]+)*[A-Z]?")


def _is_measured(text: str) -> bool:
    """Whether a name is that of a measure: 電動公車占比, 漏水率(%), 再生水(萬噸/日)."""
    norm = normalise(text)
    return bool(
        MEASURE.search(re.sub(r"\(.*", "", norm))
        or re.search(r"\((?:%|[^()]{0,6}/[^()]{1,4}|公?[噸頃里斤尺升]|k?[WMG]Wh?)\)$", norm)
    )


def _codes_as_numbers(heads: Heads, rows: _Rows) -> None:
    """A level whose cells are codes alone, Goal over G1 and G2, numbers what the next column names."""
    levels = heads.of("level")
    for column in levels[:-1]:
        filled = {normalise(cells[column]) for _, cells, _ in rows if column < len(cells) and cells[column]}
        if filled and all(_CODE.fullmatch(text) for text in filled):
            heads.columns[column] = Head("beside" if heads.of("number") else "number", heads.columns[column].word)


def _goals_in_words(heads: Heads, rows: _Rows) -> None:
    """A column headed 目標 that holds words beside those of strategies and measures is a level of tasks."""
    topics = heads.of("level") or heads.of("indicator")
    for column in heads.of("target") if topics else ():
        head = heads.columns[column]
        filled = [normalise(cells[column]) for _, cells, _ in rows if column < len(cells) and cells[column]]
        worded = [t for t in filled if not re.search(r"[0-9]", without_number(t)) and not names_agency(t)]
        last = max(topics) if heads.of("level") and _GOAL.fullmatch(normalise(head.word)) else min(topics)
        if not head.year and filled and len(worded) == len(filled) and column < last:
            heads.columns[column] = Head("level", head.word)


_GOAL = re.compile(
    r"(?:總|具體|發展|推動|政策|永續|核心)?目標|(?:Strategic )?(?:Goal|Objective|Target)s?", re.IGNORECASE
)


def _measured_items(heads: Heads, rows: _Rows) -> bool:
    """Items with figures by year are the indicators where their names are those of measures, 電動公車占比, and who is
    named beside them answers for them; whether they are."""
    levels = heads.of("level")
    if heads.of("indicator") or not levels or not any(heads.columns[c].year for c in heads.of("target", "result")):
        return False
    filled = [cells[levels[-1]] for _, cells, _ in rows if levels[-1] < len(cells) and cells[levels[-1]]]
    measured = bool(filled) and sum(map(_is_measured, filled)) > len(filled) / 2
    if measured:
        heads.columns[levels[-1]] = Head("indicator", heads.columns[levels[-1]].word)
    return measured


_DESCRIBES = re.compile(
    r"(?:(?:主要|計[畫劃]|專案|事業|內容)(?:內容|説明|說明)|概要|摘要|概述|描述)\Z|\b(?:descriptions?|details?|summary|outputs?)\Z",
    re.I,
)
"""The head of a column that says what a task consists of; 工作內容 and 実施内容 name what is done."""
_DOES = re.compile(r"[るうくすつむぶ]。?\Z")
"""A Japanese text that says what is done, 出前授業を行う, and may name a task below the one before it."""
_SUMMARY = re.compile(r"概要|摘要|概述|描述|事業內容\Z|\b(?:descriptions?|summary)\Z", re.I)
"""The head of a column that is never one of names, however short its texts are."""
_CONTENTS = re.compile(r"(?:執行|辦理|推動|施作|工作說明)內容(?:及?說明)?\Z")
_NAMES_ITEM = re.compile(r"(?:工作|推動|計[畫劃]|執行|辦理|行動|業務)?(?:項目|名稱|事項|方案|措施|行動)\Z")
"""執行內容 behind 工作項目 says mostly what the item consists of, and may name what is done."""
_NAMED_BEHIND = re.compile(r"(?P<of>.+?)(?:項目|名稱?|事項)\Z")
"""計畫名稱: its 計畫內容 says what that consists of, or what is done for it where its texts are short."""
_NAMED_TASK = re.compile(r"(?:任務|工作|事項|措施|行動|計[畫劃]|項目|案件)名稱?\Z|(?:施策|取組|事業)\Z")
_CONTENTS_OF = re.compile("(?:具體|主要|工作)?(?:的)?內容")
"""工作內容 behind 任務名稱, 內容 behind 具體的施策."""
_OF_JAPAN = re.compile("取組|事業|施策")
"""Of these the contents say what is done for them, however short they are."""
_WIDE = re.compile(
    r"(?:目標|願景|目的|面向|構面|領域|主軸|方針)\Z"
    r"|\b(?:goals?|objectives?|outcomes?|themes?|pillars?|sectors?|priorit(?:y|ies)|focus areas?)\Z",
    re.IGNORECASE,
)
"""The head of a column of what tasks or indicators serve."""
_SHORT = 24
"""Characters of the longest text that may be the name of a part of a plan, 校舍節能改善."""
_NAMES_TASK = re.compile(
    r"名稱?\Z|(?:計[畫劃]|活動|專案|事業|工程|案由)\Z"
    r"|\b(?:actions?|activit(?:y|ies)|projects?|tasks?)(?: title| name)?\Z",
    re.I,
)
"""The head of a column that names what is done; a strategy may be told apart by what is done for it."""


def _descriptions(heads: Heads, rows: _Rows) -> None:
    """A second level that says what the task before it consists of, 計畫內容 behind 計畫名稱, names no task where that
    task has one row; with several rows it tells them apart."""
    levels = heads.of("level")
    given = heads.given.get(levels[-1]) if len(levels) > 1 else None
    if given is not None and given.role == CONTENT:
        heads.described = _rows_of_one(rows, *levels[-2:])
    if len(levels) < 2 or given is not None:
        return
    named, last = (normalise(heads.columns[c].word).replace("の", "") for c in levels[-2:])
    stem = _NAMED_BEHIND.fullmatch(named)
    paired = bool(stem and last == f"{stem['of']}內容")
    served = bool(_WIDE.search(last) and _IS_TASK.search(named))
    texts = [cells[levels[-1]] for _, cells, _ in rows if cells[levels[-1] :] and cells[levels[-1]]]
    told = [t for t in texts if len(t) > _SHORT or re.search(r"[，；。]|[0-9]", normalise(t)) or t.isascii()]
    told_of = bool(_NAMED_TASK.search(named) and _CONTENTS_OF.fullmatch(last)) and levels[-2] not in heads.given
    if told_of and (last == "內容" or (len(told) * 2 > len(texts) and not any(map(_DOES.search, texts)))):
        heads.described = _rows_of_one(rows, *levels[-2:])
        heads.unsettled |= bool(heads.described)
        return
    if any(map(_DOES.search, texts)):
        return
    if len(told) * 2 <= len(texts) and not _SUMMARY.search(last):
        if served or (paired and _OF_JAPAN.match(last)):
            heads.described = _rows_of_one(rows, *levels[-2:])
        heads.unsettled |= paired or bool(heads.described)
        return
    task = levels[-2] in heads.given
    contents = bool((task or _NAMES_ITEM.search(named)) and _CONTENTS.search(last))
    if contents or ((task or _NAMES_TASK.search(without_description(named))) and _DESCRIBES.search(last)):
        heads.described = _rows_of_one(rows, *levels[-2:])
        heads.doubtful |= contents and bool(heads.described)


def _rows_of_one(rows: _Rows, task: int, column: int) -> frozenset[tuple[int, int]]:
    """The rows in which a task has but one text of a column."""
    groups: list[tuple[str, set[str], list[tuple[int, int]]]] = []
    for number, cells, at in rows:
        name = cells[task] if task < len(cells) else ""
        if name and (not groups or name != groups[-1][0]):
            groups.append((name, set(), []))
        if groups and column < len(cells) and cells[column]:
            groups[-1][1].add(cells[column])
            groups[-1][2].append((number, at))
    return frozenset(place for _, texts, places in groups if len(texts) == 1 for place in places)


def _finer_columns(heads: Heads, rows: _Rows) -> None:
    """A column nobody understands whose texts differ as those of the tasks do, or more, may be the one that names them;
    behind all that is known it does only where they differ more. Without a column of indicators it may also say what
    the figures are of. A level known by its last word alone may be none."""
    levels, indicators = heads.of("level"), heads.of("indicator")

    def different(column: int) -> set[str]:
        texts = {normalise(cells[column]) for _, cells, _ in rows if column < len(cells)}
        return {t for t in texts if re.search(r"[\u3400-\u9fff]{2}|(?=.{4}).*[^\W\d_]{3}", t)}

    may_name = {c for c, word in heads.unknown.items() if not _NAMES_NONE.search(normalise(word))}
    heads.unnamed = not any(heads.columns[c].sure for c in indicators) and any(_names_things(rows, c) for c in may_name)
    if not levels:
        # Who is named beside indicators may answer for what a column before them, or before those who are named, says.
        before = max((min(found, default=0) for found in (indicators, heads.of(*_WHO))), default=0)
        heads.doubtful |= any(c < before and len(different(c)) > 1 for c in may_name)
        return
    tasks = max(len(different(c)) for c in levels)
    after = min((c for c in heads.columns if c > levels[-1]), default=levels[-1])
    contents = bool(_TELLS.search(normalise(heads.columns[levels[-1]].word)))
    # A column beside the last level, before all others, may be a level below it.
    described = {
        c
        for c, word in heads.unknown.items()
        if _DESCRIBES.search(normalise(word)) and len(_rows_of_one(rows, levels[-1], c)) == len(rows)
    }
    heads.doubtful |= not all(heads.columns[c].sure for c in levels[1:]) or any(
        len(different(c)) > max(tasks, 1)
        or (c < after and tasks and len(different(c)) == tasks)
        or (c < levels[-1] and contents and len(different(c)) > 1)
        for c in may_name - described
    )


_NAMES_NONE = re.compile(
    r"(?:類[別型]|性質|屬性|型態|種類|分類|對象|地[點區]|地址|位置|情形|狀況|狀態|方向性?|要領|效益|說明|問題點?|缺失|風險|現況|原因|依據|來源|人員|電話)(?:\(.*\))?\Z"
    r"|\b(?:type|category|location|ward|status|trend|progress|comments?|contact|source|rationale|notes?)s?\Z",
    re.IGNORECASE,
)
"""The head of a column that nobody reads and that names neither tasks nor what figures are of."""
_WHO = ("role", "leadless", "body")
_TELLS = re.compile(r"內容|說明|概要|成果|作法\Z|\b(?:outputs?|measures?|outcomes?|deliverables?)\b", re.IGNORECASE)
"""The head of a column that says more of a task than its name, where another one may be named before it."""


def _names_things(rows: _Rows, column: int) -> bool:
    """Whether the cells of a column are names that differ, and no figures, days, marks or agencies."""
    texts = {normalise(cells[column]) for _, cells, _ in rows if column < len(cells) and cells[column]}
    plain = {t: without_number(t) for t in texts}
    named = {t for t in texts if re.search(r"[\u3400-\u9fff]{2}|[^\W\d_]{3}", t) and not _DATED.match(t)}
    named = {t for t in named if not names_somebody(t) and not re.match("[0-9]", plain[t])}
    return len(texts) > 1 and 2 * len(named) > len(texts)


def _unsettled(heads: Heads, rows: _Rows) -> bool:
    """Whether another column than the last level may be what agencies answer for: the indicators behind a goal, targets
    in words behind a column that names no tasks, or the level before it, where that differs and the last one stays the
    same."""
    levels, indicators = heads.of("level"), heads.of("indicator")
    if not levels or levels[-1] in heads.given:
        return False
    word = normalise(heads.columns[levels[-1]].word)
    if len(levels) > 1 and not heads.described and _CONTENTS_OF.fullmatch(word):
        return True
    goal = bool(_WIDE.search(word))
    if indicators and not heads.of_indicators and goal and levels[-1] < indicators[0]:
        return True
    for c in heads.of("target") if not indicators and not _IS_TASK.search(word) else []:
        texts = [t for _, cells, _ in rows if c < len(cells) and (t := normalise(cells[c]))]
        worded = [t for t in texts if len(re.findall(r"[^\W\d_]{3}|[\u3400-\u9fff]", t)) > 1]
        plain = c > levels[-1] and not heads.columns[c].year
        if plain and texts and len(worded) == len(texts) and len(set(texts)) > 1:
            return True
    named = [[cells[c] if c < len(cells) else "" for c in levels[-2:]] for _, cells, _ in rows]
    return len(levels) > 1 and any(
        last and last == above and all(before) and before[0] != before[1]
        for (first, above), (second, last) in pairwise(named)
        if (before := (first, second))
    )


_IS_TASK = re.compile(
    r"任務|措施|工作|計[畫劃]|方案|行動|事項|作為|\b(?:action|task|measure|project|activit)", re.IGNORECASE
)
"""The head of a column of tasks, where 目標 or 面向 may sort them."""


def _leads_differ(heads: Heads, rows: _Rows) -> tuple[frozenset[tuple[int, int]], bool]:
    """The rows of tasks that have other leads for other indicators, and whether what looks like tasks sorts indicators:
    most of those with several rows are so, and more than one where the head calls them tasks.

    Tasks of one name with other numbers, groups or strategies are others.
    """
    levels, indicators = heads.of("level"), heads.of("indicator")
    leads = [c for c in heads.of("role", "leadless") if heads.columns[c].role in ("CONVENES", "")]
    if not levels or not indicators or not leads or levels[-1] > indicators[0]:
        return frozenset(), False
    numbers = heads.of("number")
    keys = [*numbers, *heads.of("subgroup"), *levels]
    found: dict[tuple[str, ...], list[tuple[tuple[int, int], str]]] = {}
    task: tuple[str, ...] = ("",) * len(keys)
    for number, cells, at in rows:
        if leads[0] < len(cells) and indicators[0] < len(cells):
            begins = bool(cells[levels[-1]])
            own = [cells[c] if c < len(cells) else "" for c in keys]
            task = tuple(
                new or ("" if begins and c in numbers else old) for c, new, old in zip(keys, own, task, strict=True)
            )
            if cells[indicators[0]] and cells[leads[0]]:
                found.setdefault(task, []).append(((number, at), cells[leads[0]]))
    several = [said for said in found.values() if len(said) > 1]
    differing = [said for said in several if len({lead for _, lead in said}) > 1]
    apart = frozenset(place for said in differing for place, _ in said)
    most = 2 * len(differing) > len(several)
    of_tasks = bool(_IS_TASK.search(normalise(heads.columns[levels[-1]].word)))
    return apart, most and (len(differing) > 1 or not of_tasks)


def _unit_or_agency(reading: Reading, heads: Heads, rows: _Rows) -> None:
    """A column headed 單位 holds units of measure or agencies; its cells decide."""
    for column in heads.of("unit"):
        filled = [cells[column] for _, cells, _ in rows if column < len(cells) and cells[column]]
        if filled and sum(1 for t in filled if agencies_of(reading, t)) > len(filled) / 2:
            heads.columns[column] = Head("agency", heads.columns[column].word)
    for column in heads.of("role") if heads.of("agency") else ():
        filled = [cells[column] for _, cells, _ in rows if column < len(cells) and cells[column]]
        if filled and sum(1 for t in filled if role_of(normalise(t))) > len(filled) / 2:
            heads.columns[column] = Head("role_column", heads.columns[column].word)  # 權責 over 主辦 and 協辦
    if heads.of("role_column", "letter"):
        roles = heads.of("role")
        if not roles and not heads.of("agency"):  # 分工 alone: its cells name the roles and who has them
            heads.columns |= {c: Head("leadless", heads.columns[c].word) for c in heads.of("role_column")}
        if len(roles) == 1 and not heads.of("agency"):  # 參與機關 beside a column that says what role each has
            heads.columns[roles[0]] = Head("agency", heads.columns[roles[0]].word)
        return
    agencies = heads.of("agency")
    alone = not heads.of("level", "role", "leadless")
    if alone and not heads.of("indicator"):
        return
    for column in agencies if not alone or len(agencies) == 1 else ():
        # Beside indicators alone the column may also say who has the figures.
        heads.columns[column] = Head("role", heads.columns[column].word, "CONVENES", sure=not alone)
