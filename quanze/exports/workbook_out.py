"""The planner's workbook: one sheet a table, drop-downs, notes on the heads, a help sheet, an example a sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quanze.errors import QueryError
from quanze.exports.safe import close_workbook, new_file, sheet_class
from quanze.exports.tables_out import NUMBERS, cell_text, table_label
from quanze.schema import DATASET_TABLE, TABLES, Table
from quanze.schema.celltext import guarded
from quanze.schema.declare import Choice, Property
from quanze.schema.examples import EXAMPLE
from quanze.schema.tables import RESPONSIBILITIES, REVIEW, ROLE

ROWS_WITH_LISTS = 2_000
"""Rows that get drop-downs in an empty workbook."""
ROOM = {"id": 22, "name": 24, "who": 20, "on": 24, "source": 20, "quote": 30, "note": 30}
"""Least widths of columns that people write sentences or names into."""
_HELP = {
    "zh-TW": (
        "說明",
        (
            "這份活頁簿描述一份計畫：誰對什麼負責，以及哪一句話這樣說。",
            "一、先填「資料集」：識別碼是短代號，例如 my-plan。",
            "二、在「文件」列出計畫本身，再列機關、推動會、推動小組、任務、指標。",
            "三、在「權責分工」每列寫：誰、什麼角色（可直接寫計畫用語：主辦、協辦、召集、審議）、對什麼。",
            "四、引用其他列時，寫名稱、別名或識別碼都可以；識別碼留白會自動產生。",
            "五、每列盡量填出處、位置與引文（至多一句）；我們自己的判讀請選「編者」並在備註寫理由。",
            "六、日期可寫 2023-06-29、112-06-29、112年6月29日，或只寫年。",
            "七、「審閱」欄填「範例」或「刪」的列不會載入；各表第一列是範例，要蓋掉它時請一併清空該列的審閱欄。",
            "完成後：quanze check 檔名.xlsx --db 我的.kgl　檢查；quanze load 檔名.xlsx --db 我的.kgl　載入（引用 SDG 時：quanze load sdg 檔名.xlsx --db 我的.kgl）。",
        ),
    ),
    "en": (
        "Help",
        (
            "This workbook describes a plan: who is responsible for what, and which sentence says so.",
            "1. Fill in the data set first: its id is a short code, such as my-plan.",
            "2. List the plan itself under documents, then agencies, councils, subgroups, tasks and indicators.",
            "3. In responsibilities, each row says: who, in which role (the plan's own word will do), on what.",
            "4. To refer to another row, write its name, an alias or its id; an empty id is made for you.",
            "5. Give source, locator and quote (one clause at most); for our own reading choose editorial and give the reason in note.",
            "6. Dates: 2023-06-29, 112-06-29, 112年6月29日, or a year.",
            "7. Rows marked example or drop under review are not loaded; the first row of each sheet is an example. If you write over it, empty its review cell.",
            "Then: quanze check FILE.xlsx --db mine.kgl, and quanze load FILE.xlsx --db mine.kgl (with SDGs: quanze load sdg FILE.xlsx --db mine.kgl)",
        ),
    ),
}


def display_width(text: str) -> int:
    """Columns the text takes in a spreadsheet or terminal: CJK characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


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
    """The empty workbook with an example row per sheet."""
    return write_workbook(path, {"dataset": {}}, lang=lang, template=True)


def write_workbook(
    path: Path,
    data: Mapping[str, Any],
    *,
    lang: str = "zh-TW",
    template: bool = False,
    review: bool = False,
    extra: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]] = (),
) -> list[Path]:
    """A data set (see ``tables_out``) as an .xlsx workbook.

    ``template`` adds drop-downs, example rows and every sheet; ``review`` writes every sheet too, with the review columns,
    in which rows may carry values; ``extra`` are further sheets (title, heads, rows) that a load ignores.
    """
    import xlsxwriter

    with new_file(path) as temporary:
        book = xlsxwriter.Workbook(
            str(temporary), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        book.set_properties({"title": str(data["dataset"].get("name", "Quanze")), "comments": "quanze"})
        sheets = _Sheets(book, lang, template, review)
        sheets.help()
        sheets.dataset(data["dataset"])
        for table in TABLES:
            rows = data.get(table.name, ())
            if rows or template or review:
                sheets.table(table, rows)
        for title, heads, rows in extra:
            sheets.extra(title, heads, rows)
        if template:
            sheets.lists()
        close_workbook(book)
    return [path]


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, lang: str, template: bool, review: bool) -> None:
        self.book = book
        self.lang = lang
        self.template = template
        self.review = review
        font = {"font_name": "Microsoft JhengHei", "valign": "top"}
        self.head = book.add_format(
            {**font, "bold": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        )
        self.must = book.add_format(
            {**font, "bold": True, "bg_color": "#8A3B12", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
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

    def help(self) -> None:
        """What to do, in the order of doing it."""
        title, lines = _HELP["en" if self.lang == "en" else "zh-TW"]
        sheet = self.book.add_worksheet(title)
        sheet.set_column(0, 0, 110, self.text)
        for i, line in enumerate(lines):
            sheet.write_string(i, 0, line, self.text)

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
        sample = [*rows[:500], EXAMPLE[table.name]] if self.template else rows[:500]
        for i, column in enumerate(columns):
            least = ROOM.get(column.name, 10)
            widest = max(
                [
                    display_width(self._label(column)),
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
        """A role by its label where the row has a wording; without one a load would take the label for the plan's word."""
        if not str(row.get("wording") or "").strip():
            return row
        return {
            **row,
            "role": next(
                (_choice_label(c, self.lang) for c in ROLE.choices if c.code == row.get("role")), row.get("role")
            ),
        }

    def _example(self, sheet: Any, table: Table, columns: Sequence[Property]) -> None:
        example = {**EXAMPLE[table.name], "review": "範例" if self.lang != "en" else "example"}
        for i, column in enumerate(columns):
            self._cell(sheet, 1, i, column, example.get(column.name), self.example)

    def extra(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet beside the tables."""
        sheet = self.book.add_worksheet(title[:31], sheet_class())
        sheet.freeze_panes(1, 0)
        for i, head in enumerate(heads):
            sheet.write_string(0, i, head, self.head)
            sheet.set_column(
                i,
                i,
                min(60, max([display_width(head), *(display_width(str(r[i])) for r in rows[:500])]) + 3),
                self.text,
            )
        for r, row in enumerate(rows, 1):
            for i, value in enumerate(row):
                sheet.write_string(r, i, str(value)[:32_000], self.text)

    def lists(self) -> None:
        """The sheet that drop-downs read."""
        sheet = self.book.add_worksheet("選項" if self.lang != "en" else "Choices")
        for i, (name, labels) in enumerate(self._lists.items()):
            sheet.write_string(0, i, name, self.head)
            for r, label in enumerate(labels, 1):
                sheet.write_string(r, i, label, self.text)
            sheet.set_column(i, i, 22)

    def _sheet(self, table: Table, columns: Sequence[Property]) -> Any:
        sheet = self.book.add_worksheet(table_label(table, self.lang))
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for i, column in enumerate(columns):
            must = column.required or (table is DATASET_TABLE and column.name == "id")
            sheet.write_string(0, i, self._label(column), self.must if must else self.head)
            meaning = column.meaning if self.lang == "en" else column.meaning_zh or column.meaning
            sheet.write_comment(0, i, meaning, {"x_scale": 2})
            sheet.set_column(i, i, max(display_width(self._label(column)) + 4, 12), self.text)
        return sheet

    def _label(self, column: Property) -> str:
        return column.zh if self.lang != "en" else column.en

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
                f"A cell of {len(text):,} characters does not fit into a workbook ({column.name}).",
                "Write a folder of CSV or a YAML file.",
                zh=(f"有一格 {len(text):,} 字，活頁簿放不下（{column.zh}）。", "請改寫成 CSV 資料夾或 YAML 檔。"),
            )

    def _shown(self, column: Property, value: Any) -> str:
        """Choices by their label, so that the sheet reads like a plan; for a role see ``_role_named``."""
        labels = {c.code: _choice_label(c, self.lang) for c in column.choices}
        if labels and column.name != "role":
            value = [labels.get(v, v) for v in value] if isinstance(value, (list, tuple)) else labels.get(value, value)
        return cell_text(column, value)

    def _drop_downs(self, sheet: Any, columns: Sequence[Property]) -> None:
        from xlsxwriter.utility import xl_col_to_name

        for i, column in enumerate(columns):
            if column.type == "choice":
                labels = tuple(word for c in column.choices for word in c.offered(self.lang))
                name = f"{column.name} {self._label(column)}"
                while name in self._lists and self._lists[name] != labels:
                    name += "'"
                self._lists[name] = labels
                at = xl_col_to_name(list(self._lists).index(name))
                where = "選項" if self.lang != "en" else "Choices"
                sheet.data_validation(
                    1,
                    i,
                    ROWS_WITH_LISTS,
                    i,
                    {
                        "validate": "list",
                        "source": f"='{where}'!${at}$2:${at}${len(labels) + 1}",
                        "error_type": "warning",
                    },
                )


def _choice_label(choice: Choice, lang: str) -> str:
    return choice.zh if lang != "en" else choice.en


def _widest(text: str) -> int:
    return max((display_width(line) for line in text[:200].split("\n")), default=0)
