"""The empty flat workbook: the plan in one sheet, a page of help, and the own agencies that its drop-downs offer."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from quanze.exports.atomic_file import write_file
from quanze.exports.sheet_style import REQUIRED_HEAD, TABLE_HEAD, Style, column_width, lines_of, set_print
from quanze.exports.workbook import new_workbook
from quanze.locale import Clauses, Translatable, is_chinese, message
from quanze.schema.dates import ShownDate
from quanze.schema.declare import Property
from quanze.schema.flat_sheet import (
    AGENCIES,
    AGENCY_ALIASES,
    AGENCY_NAME,
    BEFORE_YEARS,
    DIRECTION,
    DUE,
    GROUP,
    HELP_BEGINS,
    INDICATOR,
    LEAD,
    OF_YEAR,
    PARTNERS,
    PLAN,
    SDG,
    TASK,
    UNIT,
)
from quanze.schema.tables import HELP
from quanze.text.width import width

ROWS_WITH_LISTS = 2_000
"""Rows that get drop-downs."""
AGENCIES_OFFERED = 500
"""Rows of the list of agencies that the drop-downs offer."""
_LEAST = {
    "group": 12,
    "task": 28,
    "lead": 14,
    "partners": 22,
    "due": 12,
    "indicator": 22,
    "unit": 8,
    "name": 30,
    "aliases": 34,
}
"""Least widths of columns, in characters."""
_HELP_WIDTH = 96
_HELP = (
    HELP_BEGINS,
    message(
        "1. List your agencies in the sheet “{agencies}”, each with the short forms that the plan uses. The columns of "
        "leads and partners then offer them.",
        agencies=AGENCIES,
    ),
    message(
        "2. In the sheet “{plan}” write a row for each task. Only the task is required; leave empty what the plan does "
        "not say.",
        plan=PLAN,
    ),
    message(
        "3. Several partners go into one cell, separated by 、 or line breaks: choose the first from the list and type "
        "the others."
    ),
    message("4. A row has one indicator. For another indicator of the same task, add a row and write the task again."),
    message(
        "5. Give each year's target and result as a number, in the unit of the indicator. For other years add columns "
        "with heads of the same form."
    ),
    message("6. Give SDG targets by their codes, such as 13.2, or goals, such as 13, where the plan names no target."),
    message("7. Columns of your own may follow. `quanze check` shows what each column was read as."),
    message(
        "8. The plan is called after the file. To give it another name, insert a row above the heads with nothing but "
        "the name."
    ),
)
_EXAMPLE: tuple[tuple[Property, str | Translatable], ...] = (
    (GROUP, message("Mitigation group")),
    (TASK, message("Replace street lights with LED lights")),
    (LEAD, message("Public Works Bureau")),
    (PARTNERS, message("Environment Bureau, Transport Bureau")),
    (DUE, ShownDate("2026-12-31")),
    (INDICATOR, message("Share of LED street lights")),
    (UNIT, "%"),
    (SDG, "7.3"),
)


def write_flat_template(path: Path, years: Sequence[int], *, lang: str = "zh-TW") -> Path:
    """Write the empty flat workbook, with two columns for each of the years."""
    content = BytesIO()
    book = new_workbook(content)
    book.set_properties({"title": PLAN.in_file(lang), "comments": "quanze"})
    sheets = _Sheets(book, lang)
    sheets.plan(years)
    sheets.help()
    sheets.agencies()
    book.close()
    write_file(path, content.getvalue())
    return path


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, lang: str) -> None:
        self._book = book
        self._lang = lang
        style = Style(book)
        head = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        self._head = style(**head, bg_color=TABLE_HEAD)
        self._must = style(**head, bg_color=REQUIRED_HEAD)
        self._text = style(text_wrap=True, num_format="@", valign="top")
        self._number = style(valign="top")

    def plan(self, years: Sequence[int]) -> None:
        """The sheet of the plan: heads, widths, drop-downs for agencies and directions."""
        of_years = [(column, year) for year in years for column in OF_YEAR]
        columns = [*((c, None) for c in BEFORE_YEARS), *of_years, (SDG, None)]
        sheet = self._sheet(PLAN.in_file(self._lang), columns, frozen=BEFORE_YEARS.index(TASK) + 1)
        names = f"='{AGENCIES.in_file(self._lang)}'!$A$2:$A${AGENCIES_OFFERED + 1}"
        choices = [choice.in_file(self._lang) for choice in DIRECTION.choices]
        for at, (column, _) in enumerate(columns):
            if column in (LEAD, PARTNERS):
                # Several names, or one that is not listed, may be written too.
                self._guide(sheet, at, column, validate="list", source=names, show_error=False)
            elif column is DIRECTION:
                self._guide(sheet, at, column, validate="list", source=choices, error_type="warning")
        sheet.activate()

    def help(self) -> None:
        """What to do, in the order of doing it."""
        sheet = self._book.add_worksheet(HELP.in_file(self._lang))
        sheet.set_column(0, 0, _HELP_WIDTH, self._text)
        sheet.fit_to_pages(1, 0)
        example = [message("{name}: {text}", name=column.in_file(self._lang), text=value) for column, value in _EXAMPLE]
        lines = (
            *_HELP,
            message("Example of a row: {row}.", row=Clauses(example)),
            message("Then: quanze check FILE.xlsx --db mine.kgl, and quanze load FILE.xlsx --db mine.kgl"),
        )
        for row, line in enumerate(lines):
            said = line.in_language(self._lang)
            sheet.write_string(row, 0, said, self._text)
            sheet.set_row(row, lines_of(said, _HELP_WIDTH) * 18)

    def agencies(self) -> None:
        """The list of own agencies."""
        self._sheet(AGENCIES.in_file(self._lang), [(AGENCY_NAME, None), (AGENCY_ALIASES, None)], frozen=1)

    def _sheet(self, title: str, columns: Sequence[tuple[Property, int | None]], *, frozen: int) -> Any:
        """A sheet with its heads, frozen; ``frozen`` columns stay in sight too."""
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, frozen)
        set_print(sheet, 0)
        sheet.set_paper(8)  # A3
        for at, (column, year) in enumerate(columns):
            head = self._head_of(column, year)
            sheet.write_string(0, at, head, self._must if column.required else self._head)
            if column not in (LEAD, PARTNERS, DIRECTION):
                self._guide(sheet, at, column)
            numbers = column.type == "number"
            room = max(_LEAST.get(column.name, 0), width(head))
            sheet.set_column(at, at, column_width(room), self._number if numbers else self._text)
        return sheet

    def _guide(self, sheet: Any, at: int, column: Property, **rule: Any) -> None:
        """Say what a cell of the column takes, when it is chosen; a comment would be read as part of the plan."""
        said = {"input_title": column.in_file(self._lang), "input_message": column.meaning_in(self._lang)}
        sheet.data_validation(1, at, ROWS_WITH_LISTS, at, {"validate": "any", **rule, **said})

    def _head_of(self, column: Property, year: int | None) -> str:
        """The head of a column, with its year: 115年目標, 2026 target."""
        label = column.in_file(self._lang)
        if year is None:
            return label
        shown = ShownDate(str(year)).in_language(self._lang)
        return f"{shown}{label}" if is_chinese(self._lang) else f"{shown} {label}"
