"""The cells of a sheet, each with what was found about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.exports.answers.cells import plain
from quanze.exports.answers.findings import grouped, row_ranges
from quanze.locale import Message, message, template
from quanze.schema.column_titles import worded
from quanze.schema.draft_codes import TAKEN_AS_READ
from quanze.text.cell_address import column_letters
from quanze.web.desk.words import word

if TYPE_CHECKING:
    from quanze.api import Finding
    from quanze.schema.rows import SheetCells
    from quanze.web.desk.work import FileSheet

AROUND = 1
"""Rows shown before and after one with a finding."""
HEAD_ROWS = 2
AT_FIRST = 8
"""Rows shown of a sheet without a finding."""
AT_ONCE = 100
"""Rows with their surroundings that are shown at most, and rows on a page of a whole sheet."""
COLUMNS_SHOWN = 60
_HEADS_IN = 20
"""Rows in which a head is looked for, as the loader does."""
_LEVELS = ("error", "warning", "notice")


_AS_IT_IS = template("Correct it in the sheet, or take it as it is further below.")
_TICKED = template("Tick it under “Load with it” on this page; what is not listed there has to be loaded first.")
_ADVICE = {
    **dict.fromkeys(TAKEN_AS_READ, _AS_IT_IS),
    "no-table": template("Begin with an empty sheet or workbook from the start page."),
    "no-change": template("Fill in the sheet of changes, or fill them in on the page of the plan."),
    "requires-missing": _TICKED,
    "sdgs-missing": _TICKED,
    "like-edition": template("Choose under “Later edition” on this page what it is."),
    "figures-kept": template("No action is needed; the end of this page shows what would change."),
    "draft-like-edition": template(
        "If it is, choose so under “Later edition” on this page, or merge it with what was reviewed."
    ),
    "same-agencies": template(
        "If they are the same bodies, drop the documents of both on the page of one plan, and merge them there as "
        "chapters of the same plan; a body's other name goes under its aliases."
    ),
    "flat-not-understood": template(
        "Say on this page what the columns mean, or fill in an empty sheet from the start page."
    ),
    "flat-alike": template(
        "If it is one, write its name in one way, or list the other way in a sheet of agencies, as the empty sheet "
        "from the start page has it."
    ),
}
"""Advice at the desk, by the code of the finding, where that of the commands names commands and their options."""


class CellShown(NamedTuple):
    """A cell, the gravest level of what was found about it, and the sentences."""

    text: str
    level: str
    said: list[str]


class RowShown(NamedTuple):
    """A row by its number from 1; ``after_gap``: rows before it are left out. ``said`` is about the row as a whole."""

    number: int
    cells: list[CellShown]
    after_gap: bool
    level: str
    said: list[str]


class SheetShown(NamedTuple):
    """A sheet, or a part of it. ``more`` counts rows with findings that are not shown."""

    number: int
    file: str
    title: str
    letters: list[str]
    rows: list[RowShown]
    total: int
    more: int

    @property
    def has_findings(self) -> bool:
        """Whether something is said of its rows."""
        return any(row.level for row in self.rows)


class FindingShown(NamedTuple):
    """A finding with its words; ``anchor`` is the cell or row that it is about, empty where that is not shown."""

    level: str
    level_word: str
    title: str
    place: str
    value: str
    said: str
    advice: str
    anchor: str
    offers: list[tuple[int, str, str]]


def shown_findings(
    findings: Sequence[Finding],
    offered: Sequence[dict[str, str]],
    shown: Sequence[SheetShown],
    lang: str,
    *,
    several: bool = False,
) -> list[FindingShown]:
    """Findings in words, the same one in many rows once, with the names that may be accepted for it; of ``several``
    files each with its file."""
    there = {
        (sheet.file, sheet.title, row.number): f"s{sheet.number}r{row.number}" for sheet in shown for row in sheet.rows
    }
    lines = grouped(findings, lang)
    words = worded([line for line, _ in lines], lang)
    found = []
    for (line, rows), said in zip(lines, words, strict=True):
        at = word("at_rows", lang, rows=row_ranges(rows)) if row_ranges(rows) else ""
        file = plain(line["file"]) if several else ""
        place = " · ".join(filter(None, (file, plain(line["sheet"]), at, plain(line["column"]))))
        cells = ((line["file"], line["sheet"], row) for row in rows)
        anchor = next((there[cell] for cell in cells if cell in there), "")
        offers = [
            (n, plain(row["name"]), plain(row["id"]))
            for n, row in enumerate(offered)
            if line["code"] == "unknown-reference" and row["written"] == line["value"]
        ]
        texts = (plain(said[key]) for key in ("level", "code"))
        ends = (plain(line[key]) for key in ("value", "message", "advice"))
        level_word, title = texts
        value, text, advice = ends
        if line["code"] in _ADVICE:
            advice = message(_ADVICE[line["code"]]).in_language(lang)
        found.append(FindingShown(line["level"], level_word, title, place, value, text, advice, anchor, offers))
    return found


def sheets_with_findings(
    sheets: Sequence[FileSheet], findings: Sequence[Finding], lang: str, *, whole: int = -1, first: int = 0
) -> list[SheetShown]:
    """The sheets with their findings: the rows around these, or all rows from ``first`` on of the sheet ``whole``."""
    found = []
    for number, (file, sheet) in enumerate(sheets):
        about = [finding for finding in findings if (finding.file, finding.sheet) == (file, sheet["sheet"])]
        if whole >= 0 and number != whole:
            continue
        found.append(_sheet(number, file, sheet, about, lang, first if number == whole else -1))
    # Sheets of which something is to be said come first.
    return sorted(found, key=lambda one: not one.has_findings)


def _sheet(number: int, file: str, sheet: SheetCells, findings: Sequence[Finding], lang: str, first: int) -> SheetShown:
    rows = sheet["rows"]
    said: dict[int, dict[int, list[Finding]]] = {}
    for finding in findings:
        column = _column(finding, rows)
        for row in _rows(finding):
            if 0 < row <= len(rows):
                said.setdefault(row - 1, {}).setdefault(column, []).append(finding)
    wanted, more = _wanted(said, len(rows), first)
    width = min(max((_width(rows[row]) for row in wanted), default=0), COLUMNS_SHOWN)
    shown = []
    before = -1
    for row in wanted:
        about = said.get(row, {})
        cells = [
            _cell(rows[row][column] if column < len(rows[row]) else "", about.get(column, ()), lang)
            for column in range(width)
        ]
        others = [one for column, several in about.items() if not 0 <= column < width for one in several]
        level = _gravest([one for several in about.values() for one in several])
        shown.append(RowShown(row + 1, cells, row > before + 1, level, [_sentence(one, lang) for one in others]))
        before = row
    return SheetShown(number, file, sheet["sheet"], [column_letters(n) for n in range(width)], shown, len(rows), more)


def _wanted(said: dict[int, Any], total: int, first: int) -> tuple[list[int], int]:
    """The numbers of the rows that are shown, and how many rows with findings are left out."""
    if first >= 0:
        return list(range(min(first, total), min(first + AT_ONCE, total))), 0
    if not said:
        return list(range(min(AT_FIRST, total))), 0
    wanted = set(range(min(HEAD_ROWS, total)))
    left = 0
    for row in sorted(said):
        if len(wanted) >= AT_ONCE:
            left += row not in wanted
            continue
        wanted |= set(range(max(row - AROUND, 0), min(row + AROUND + 1, total)))
    return sorted(wanted), left


def _rows(finding: Finding) -> Iterator[int]:
    """The rows that a finding is about: of cells with one fault it names all."""
    yield from finding.details.get("lines") or [finding.row]


def _column(finding: Finding, rows: Sequence[Sequence[str]]) -> int:
    """The number of the column that a finding is about, from 0; -1 for none, or one that is not found."""
    head = finding.details.get("head", finding.column)
    if not head:
        return -1
    if isinstance(head, Message) and "letter" in head.values:
        letters = head.values["letter"]
        return next((n for n in range(_most(rows)) if column_letters(n) == letters), -1)
    for cells in rows[:_HEADS_IN]:
        for number, text in enumerate(cells):
            if text.strip() == str(head).strip():
                return number
    return -1


def _most(rows: Sequence[Sequence[str]]) -> int:
    return max(map(len, rows), default=0)


def _width(cells: Sequence[str]) -> int:
    return max((n + 1 for n, text in enumerate(cells) if text), default=0)


def _cell(text: str, findings: Sequence[Finding], lang: str) -> CellShown:
    return CellShown(plain(text), _gravest(findings), list(dict.fromkeys(_sentence(one, lang) for one in findings)))


def _gravest(findings: Sequence[Finding]) -> str:
    return min((one.level for one in findings), key=_LEVELS.index, default="")


def _sentence(finding: Finding, lang: str) -> str:
    """What is said at a cell: the reason alone of one finding about many cells, which quotes them all."""
    reason = finding.details.get("reason")
    if finding.code in TAKEN_AS_READ and isinstance(reason, Message):
        return plain(reason.in_language(lang))
    return plain(finding.message(lang))
