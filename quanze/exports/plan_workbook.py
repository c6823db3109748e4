"""The planner's workbook: one sheet a table, drop-downs, notes on the heads, a help sheet, an example a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from quanze.errors import QueryError
from quanze.exports.atomic_file import write_file
from quanze.exports.dataset_tables import NUMBERS, cell_text
from quanze.exports.sheet_style import REQUIRED_HEAD, TABLE_HEAD, lines_of
from quanze.exports.workbook import new_workbook, sheet_class
from quanze.locale import Message, is_chinese, message
from quanze.schema import DATASET_TABLE, TABLES, Table
from quanze.schema.celltext import guarded
from quanze.schema.declare import Property
from quanze.schema.examples import example
from quanze.schema.merge_conflicts import MERGE_CONFLICTS
from quanze.schema.tables import CHOICES, FIRST_READING, HELP, RESPONSIBILITIES, REVIEW, ROLE, SideSheet
from quanze.schema.words import EXAMPLE_WORDS, FALSE_WORDS, TRUE_WORDS
from quanze.text.width import width

ROWS_WITH_LISTS = 2_000
"""Rows that get drop-downs in an empty workbook."""
ROOM = {"id": 22, "name": 24, "who": 20, "on": 24, "source": 20, "quote": 30, "note": 30}
"""Least widths of columns that people write sentences or names into."""
HELP_WIDTH = 110
Beside = tuple[SideSheet, Sequence[str], Sequence[Sequence[str]]]
"""A sheet beside the tables, with its heads and rows."""
_HELP = (
    message("This workbook describes a plan: who is responsible for what, and which sentence says so."),
    message("1. Fill in the data set first. Its id is a short code, such as my-plan."),
    message("2. List the plan itself under documents, then agencies, councils, subgroups, tasks and indicators."),
    message("3. In each row of responsibilities, write who has which role (the plan's own word will do) on what."),
    message("4. To refer to another row, write its name, an alias or its id. An empty id is filled in for you."),
    message(
        "5. Give source, locator and quote (one clause at most). "
        "For our own reading choose editorial and give the reason in the note."
    ),
    message("6. Write dates as 2023-06-29, 112-06-29, 112年6月29日, or a year."),
    message(
        "7. Rows marked example or drop under review are not loaded. The first row of each sheet is an example; "
        "if you write over it, empty its review cell."
    ),
    message(
        "Then: quanze check FILE.xlsx --db mine.kgl, and quanze load FILE.xlsx --db mine.kgl "
        "(with SDGs: quanze load sdg FILE.xlsx --db mine.kgl)."
    ),
)
_HELP_ON_CHANGES = (
    message("This workbook describes planned changes of bodies, to be tried before they are decided."),
    message(
        "1. In the sheet of changes write one row for each change: what kind, from which body, to which, on which day."
    ),
    message(
        "2. List a body that is new in the sheet of agencies, with the day on which it begins. A body that ends needs "
        "no row there: the change ends it."
    ),
    message(
        "3. A split takes one row for each successor. Under what moves write the tasks, groups, seats or sections that "
        "go to it, by name, number or id, separated by semicolons; or all, tasks or roles."
    ),
    message(
        "4. What no row of a split names stays open: it is reported as a duty of which the sheet does not say who "
        "takes it over."
    ),
    message(
        "5. A transfer leaves the body as it is and moves what is named. A dissolution has no successor and needs an "
        "act; list a new act in the sheet of documents."
    ),
    message(
        "6. Example: 建設處 splits into 甲處 and 乙處, and tasks 3 and 5 go to 乙處. Write two rows of the kind split, "
        "both from 建設處: one to 甲處, and one to 乙處 with 3; 5 under what moves."
    ),
    message("7. Write dates as 2027-01-01, 116-01-01, 116年1月1日, or a year."),
    message("8. Rows marked example or drop under review are not read."),
    message(
        "Then: quanze reorganize FILE.xlsx --db mine.kgl shows what would change, and writes nothing. When it is "
        "decided: quanze load FILE.xlsx --db mine.kgl."
    ),
)


def fragments(text: str) -> list[str]:
    """Parts in which a text must be handed to XlsxWriter to come out unchanged; none when it can be given whole.

    It takes ``<r>…</r>`` for markup of its own, and of two escapes that share an underscore (``_x0041_x0042_``) it
    guards only one; cut before its last underscore, none is an escape.
    """
    markup = text.startswith("<r>") and text.endswith("</r>")
    if not markup and not re.search(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", text):
        return []
    parts = re.split(r"(?<=_x[0-9A-Fa-f]{4})(?=_)", text)
    return ["<", parts[0][1:], *parts[1:]] if markup else parts


def write_template(path: Path, *, lang: str = "zh-TW") -> list[Path]:
    """Write the empty workbook with an example row per sheet."""
    write_file(path, workbook({"dataset": {}}, lang=lang, template=True))
    return [path]


def write_changes_sheet(
    path: Path,
    described: Mapping[str, Any],
    offered: Mapping[str, Sequence[str]],
    *,
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    lang: str = "zh-TW",
) -> Path:
    """Write the workbook of planned changes: the data set ``described``, new bodies, acts, changes.

    ``offered`` has for columns that name records the names to choose from, ``rows`` what is in a table already.
    """
    tables = [table for table in TABLES if table.name in ("documents", "agencies", "changes")]
    content = workbook(
        {"dataset": described, **(rows or {})},
        lang=lang,
        template=True,
        tables=tables,
        guide=_HELP_ON_CHANGES,
        offered=offered,
    )
    write_file(path, content)
    return path


def workbook(
    data: Mapping[str, Any],
    *,
    lang: str = "zh-TW",
    template: bool = False,
    review: bool = False,
    beside: Sequence[Beside] = (),
    first: Mapping[str, Any] | None = None,
    conflicts: Sequence[Mapping[str, Any]] = (),
    tables: Sequence[Table] = TABLES,
    guide: Sequence[Message] = _HELP,
    offered: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """A data set (see ``dataset_tables``) as an .xlsx workbook.

    ``template`` adds drop-downs, example rows and every sheet; ``review`` writes every sheet too, with the review
    columns, in which rows may carry values; ``beside`` are further sheets with their heads and rows. ``first`` is the
    data set as it was read first, ``conflicts`` are rows of the table of conflicts. ``tables`` are those that are
    written, ``guide`` the page of help, ``offered`` the names that columns of a template offer.
    """
    content = BytesIO()
    book = new_workbook(content)
    book.set_properties({"title": str(data["dataset"].get("name", "Quanze")), "comments": "quanze"})
    sheets = _Sheets(book, lang, template, review, offered or {})
    sheets.help(guide)
    if conflicts:
        sheets.conflicts(conflicts)
    sheets.dataset(data["dataset"])
    for table in tables:
        rows = data.get(table.name, ())
        if rows or template or review:
            sheets.table(table, rows)
    for sheet, heads, rows in beside:
        sheets.beside(sheet, heads, rows)
    if first is not None:
        sheets.first_reading(first)
    if template:
        sheets.lists()
    book.close()
    return content.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(
        self, book: Any, lang: str, template: bool, review: bool, offered: Mapping[str, Sequence[str]]
    ) -> None:
        self.book = book
        self.offered = offered
        self.lang = lang
        self.template = template
        self.review = review
        font = {"font_name": "Microsoft JhengHei", "valign": "top"}
        self.head = book.add_format(
            {**font, "bold": True, "bg_color": TABLE_HEAD, "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        )
        self.must = book.add_format(
            {**font, "bold": True, "bg_color": REQUIRED_HEAD, "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        )
        self.text = book.add_format({**font, "text_wrap": True, "num_format": "@"})
        self.plain = book.add_format(font)
        self.example = book.add_format(
            {
                **font,
                "italic": True,
                "font_color": "#666666",
                "bg_color": "#F2F2F2",
                "text_wrap": True,
                "num_format": "@",
            }
        )
        self._lists: dict[str, tuple[str, ...]] = {}

    def help(self, guide: Sequence[Message]) -> None:
        """What to do, in the order of doing it."""
        sheet = self.book.add_worksheet(HELP.in_file(self.lang))
        sheet.set_column(0, 0, HELP_WIDTH, self.text)
        for i, line in enumerate(guide):
            said = line.in_language(self.lang)
            sheet.write_string(i, 0, said, self.text)
            sheet.set_row(i, lines_of(said, HELP_WIDTH) * 16)

    def dataset(self, values: Mapping[str, Any]) -> None:
        """The data set's own row."""
        columns = [*DATASET_TABLE.columns, *(REVIEW[:1] if self.template else ())]
        sheet = self._sheet(DATASET_TABLE, columns)
        if self.template:
            self._example(sheet, DATASET_TABLE, columns)
        for i, column in enumerate(columns):
            self._cell(sheet, 2 if self.template else 1, i, column, values.get(column.name), self.text)

    def table(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """One table with heads, notes, widths and, in a template, drop-downs and an example."""
        columns = [*table.columns, *(REVIEW if self.review else REVIEW[:1] if self.template else ())]
        sheet = self._sheet(table, columns)
        first = 1
        if self.template:
            self._example(sheet, table, columns)
            first = 2
        if table is RESPONSIBILITIES:
            rows = [self._role_named(row) for row in rows]
        for r, row in enumerate(rows, first):
            for i, column in enumerate(columns):
                self._cell(sheet, r, i, column, row.get(column.name), self.text)
        sample = [*rows[:500], example(table)] if self.template else rows[:500]
        for i, column in enumerate(columns):
            least = ROOM.get(column.name, 10)
            widest = max(
                [
                    width(column.in_file(self.lang)),
                    *(_widest(self._shown(column, r.get(column.name))) for r in sample),
                ]
            )
            sheet.set_column(
                i, i, min(max(widest + 3, least), 48), self.text if column.type not in NUMBERS else self.plain
            )
        if self.template:
            self._drop_downs(sheet, columns)
        sheet.autofilter(0, 0, max(first, first + len(rows) - 1), len(columns) - 1)

    def _role_named(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """A role by its label where the row has a wording: alone, a load would take the label for the plan's word."""
        if not str(row.get("wording") or "").strip():
            return row
        return {
            **row,
            "role": next((c.in_file(self.lang) for c in ROLE.choices if c.code == row.get("role")), row.get("role")),
        }

    def _example(self, sheet: Any, table: Table, columns: Sequence[Property]) -> None:
        row = {**example(table), "review": self._own(EXAMPLE_WORDS)}
        for i, column in enumerate(columns):
            self._cell(sheet, 1, i, column, row.get(column.name), self.example)

    def beside(self, declared: SideSheet, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A sheet beside the tables."""
        sheet = self.book.add_worksheet(declared.in_file(self.lang), sheet_class())
        sheet.freeze_panes(1, 0)
        for i, head in enumerate(heads):
            sheet.write_string(0, i, head, self.head)
            sheet.set_column(
                i,
                i,
                min(60, max([width(head), *(width(str(r[i])) for r in rows[:500])]) + 3),
                self.text,
            )
        for r, row in enumerate(rows, 1):
            for i, value in enumerate(row):
                sheet.write_string(r, i, str(value)[:32_000], self.text)

    def conflicts(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The conflicts of a merge, with a drop-down for what is decided."""
        table = MERGE_CONFLICTS
        sheet = self._sheet(table, table.columns)
        for r, row in enumerate(rows, 1):
            for i, column in enumerate(table.columns):
                self._cell(sheet, r, i, column, row.get(column.name), self.text)
        for i, column in enumerate(table.columns):
            widest = max(_widest(self._shown(column, r.get(column.name))) for r in rows)
            sheet.set_column(i, i, min(max(widest, width(column.in_file(self.lang))) + 3, 40), self.text)
            if column.choices:
                labels = [c.in_file(self.lang) for c in column.choices]
                sheet.data_validation(1, i, len(rows), i, {"validate": "list", "source": labels})
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)

    def first_reading(self, data: Mapping[str, Any]) -> None:
        """All rows of all tables in one sheet, protected against a slip of the hand."""
        sheet = self.book.add_worksheet(FIRST_READING.in_file(self.lang))
        tables = (DATASET_TABLE, *TABLES)
        heads = list(dict.fromkeys(c.in_file(self.lang) for t in tables for c in t.columns))
        for i, head in enumerate((message("table").in_language(self.lang), *heads)):
            sheet.write_string(0, i, head, self.head)
        row = 0
        for table in tables:
            at = {c.name: 1 + heads.index(c.in_file(self.lang)) for c in table.columns}
            for values in [data["dataset"]] if table is DATASET_TABLE else data.get(table.name, ()):
                row += 1
                sheet.write_string(row, 0, table.in_file(self.lang), self.text)
                named = self._role_named(values) if table is RESPONSIBILITIES else values
                for column in table.columns:
                    self._cell(sheet, row, at[column.name], column, named.get(column.name), self.text)
        sheet.freeze_panes(1, 1)
        sheet.protect()

    def lists(self) -> None:
        """The sheet that drop-downs read."""
        sheet = self.book.add_worksheet(CHOICES.in_file(self.lang))
        for i, (name, labels) in enumerate(self._lists.items()):
            sheet.write_string(0, i, name, self.head)
            for r, label in enumerate(labels, 1):
                sheet.write_string(r, i, label, self.text)
            sheet.set_column(i, i, 22)

    def _sheet(self, table: Table, columns: Sequence[Property]) -> Any:
        sheet = self.book.add_worksheet(table.in_file(self.lang))
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for i, column in enumerate(columns):
            must = (column.required and table is not MERGE_CONFLICTS) or (
                table is DATASET_TABLE and column.name == "id"
            )
            sheet.write_string(0, i, column.in_file(self.lang), self.must if must else self.head)
            sheet.write_comment(0, i, column.meaning_in(self.lang), {"x_scale": 2})
            sheet.set_column(i, i, max(width(column.in_file(self.lang)) + 4, 12), self.text)
        return sheet

    def _cell(self, sheet: Any, row: int, at: int, column: Property, value: Any, style: Any) -> None:
        if value is None or value == "":
            return
        if (
            column.type in NUMBERS
            and isinstance(value, (int, float))
            and not isinstance(value, bool)
            and abs(value) < 2**53
            and float(f"{value:.16G}") == value  # what the file can hold; other digits go as text
        ):
            sheet.write_number(row, at, value, self.plain if style is self.text else style)
            return
        text = guarded(self._shown(column, value))
        parts = fragments(text)
        refused = (
            sheet.write_rich_string(row, at, self.plain, *parts, style)
            if parts
            else sheet.write_string(row, at, text, style)
        )
        if refused:
            raise QueryError(
                message(
                    "A cell of {n:,} characters does not fit into a workbook ({column}).", n=len(text), column=column
                ),
                message("Write a folder of CSV or a YAML file."),
            )

    def _shown(self, column: Property, value: Any) -> str:
        """Choices by their label, so that the sheet reads like a plan; for a role see ``_role_named``."""
        if isinstance(value, bool):
            return self._own(TRUE_WORDS if value else FALSE_WORDS)
        labels = {c.code: c.in_file(self.lang) for c in column.choices}
        if labels and column.name != "role":
            value = [labels.get(v, v) for v in value] if isinstance(value, (list, tuple)) else labels.get(value, value)
        return cell_text(column, value)

    def _own(self, words: Sequence[str]) -> str:
        """The first of the words that a load reads that is in the workbook's language."""
        return next(word for word in words if word.isascii() != is_chinese(self.lang))

    def _drop_downs(self, sheet: Any, columns: Sequence[Property]) -> None:
        from xlsxwriter.utility import xl_col_to_name

        for i, column in enumerate(columns):
            named = self.offered.get(column.name, ())
            if column.type == "choice" or named:
                labels = tuple(named) or tuple(word for c in column.choices for word in c.offered(self.lang))
                name = column.in_file(self.lang)
                if self._lists.get(name, labels) != labels:
                    name = f"{sheet.name} {name}"
                self._lists[name] = labels
                at = xl_col_to_name(list(self._lists).index(name))
                where = CHOICES.in_file(self.lang)
                sheet.data_validation(
                    1,
                    i,
                    ROWS_WITH_LISTS,
                    i,
                    {
                        "validate": "list",
                        "source": f"='{where}'!${at}$2:${at}${len(labels) + 1}",
                        "error_type": "warning",
                        "show_error": not named,  # several names, or a new one, may be written too
                    },
                )


def _widest(text: str) -> int:
    return max((width(line) for line in text[:200].split("\n")), default=0)
