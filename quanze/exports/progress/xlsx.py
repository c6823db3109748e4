"""Progress as a workbook: the indicators with a sparkline each, verdicts by agency and group with a chart, the figures
year by year, and a chart of targets and results for each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quanze.errors import DataError
from quanze.exports.answers.cells import number_or_text, plain
from quanze.exports.progress.tables import (
    CountTable,
    count_tables,
    history_title,
    indicator_name,
    indicator_rows,
    notes,
    shown_heads,
    summary,
    title,
)
from quanze.exports.sheet_style import FONT, HEAD, INK, LINE, PAGE, Style, column_width, lines_of, set_print
from quanze.exports.workbook import LONGEST_TEXT, MOST_ROWS, new_workbook, sheet_class
from quanze.locale import message, template
from quanze.schema.dates import table_date
from quanze.schema.progress import VERDICT
from quanze.schema.progress_report import ProgressReport
from quanze.text.width import fitted, width

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress, Row

_NARROWEST, _WIDEST, _LINE_HEIGHT, _TALLEST = 8.0, 48.0, 16.5, 409.0
_SPARKLINE_HEIGHT = 27.0
_LOOKED_AT = 1_000
"""Rows by which the columns' widths are chosen."""
MOST_CHARTS = 100
"""Indicators that get a chart of their own, the first ones."""
_ACROSS, _CHART_COLUMNS, _CHART_ROWS = 2, 8, 14
_CHART_SIZE = {"width": 510, "height": 270}
_DOWN, _SCALE = 6, 54
"""Rows of charts on a page of A4, and the size in percent at which they fit, also in LibreOffice."""
_FONT = {"name": FONT, "size": 10, "color": INK}
_AIM, _WAS = "#6B7680", "#1F5FA8"


def workbook(found: ProgressReport, lang: str) -> bytes:
    """The workbook; DataError when a sheet cannot hold its rows."""
    if 2 * len(found.rows) + len(found.history) + 20 > MOST_ROWS:
        raise DataError(
            message("{rows:,} rows are more than a worksheet can hold.", rows=len(found.rows)),
            message("Write them as .csv."),
        )
    content = BytesIO()
    book = new_workbook(content)
    _Book(book, found, lang).write()
    book.close()
    return content.getvalue()


class _Book:
    """The sheets of one report."""

    def __init__(self, book: Any, found: ProgressReport, lang: str) -> None:
        self.book, self.found, self.lang = book, found, lang
        self.style = Style(book)
        self.head = self.style(bold=True, bg_color=HEAD, border=1, border_color=LINE, text_wrap=True)
        self.cell = self.style(border=1, border_color=LINE, text_wrap=True, valign="top")
        self.figures = self._word(template("Figures"))
        self.years = sorted({year["year"] for row in found.rows for year in row["years"]})

    def write(self) -> None:
        """All sheets, the indicators first."""
        found = self.found
        above = [title(found, self.lang), summary(found, self.lang), *notes(found, self.lang)]
        rows = indicator_rows(found.rows, self.lang)
        sheet, top, columns = self._table(
            self._word(template("Progress")), rows, shown_heads(rows, self.lang, ("year",)), above
        )
        self._colour(sheet, found.rows, top, columns)
        if "line" in columns:
            self._sparklines(sheet, top, columns.index("line"))
        if found.history:
            rows = indicator_rows(found.history, self.lang)
            heads = shown_heads(rows, self.lang, ("line", "leads", "helps", "groups"))
            sheet, top, columns = self._table(history_title(self.lang), rows, heads, [])
            self._colour(sheet, found.history, top, columns)
        elif len(found.rows) > 1:
            for table in count_tables(found, self.lang):
                self._counts(table)
        if self.years:
            charts = self.book.add_worksheet(self._word(template("Charts")), sheet_class())
            self._write_figures()
            self._charts(charts)

    def _word(self, text: str) -> str:
        return message(text).in_language(self.lang)

    def _table(
        self, name: str, rows: Sequence[Row], heads: Mapping[str, str], above: Sequence[str]
    ) -> tuple[Any, int, list[str]]:
        """A sheet with lines of text above a table; the sheet, the row of the heads, and the keys of the columns."""
        sheet = self.book.add_worksheet(name, sheet_class())
        for r, line in enumerate(above):
            sheet.write_string(r, 0, plain(line)[:LONGEST_TEXT], self.style(bold=r == 0))
        top = len(above) + 1 if above else 0
        columns = list(heads)
        texts = {key: [head, *(plain(row[key]) for row in rows[:_LOOKED_AT])] for key, head in heads.items()}
        wanted = [column_width(max(map(width, texts[key]))) for key in columns]
        widths = fitted([min(max(one, _NARROWEST), _WIDEST) for one in wanted], PAGE, _NARROWEST)
        for c, (key, head) in enumerate(heads.items()):
            sheet.set_column(c, c, max(widths[c], 16.0) if key == "line" else widths[c])
            sheet.write_string(top, c, head, self.head)
        for r, row in enumerate(rows, top + 1):
            lines = 1
            for c, key in enumerate(columns):
                value = "" if key == "line" else number_or_text(row[key])
                if isinstance(value, str):
                    lines = max(lines, lines_of(value, widths[c]))
                self._put(sheet, r, c, value, self.cell)
            least = _SPARKLINE_HEIGHT if "line" in columns else 0.0
            sheet.set_row(r, min(max(lines * _LINE_HEIGHT, least), _TALLEST))
        if columns:
            sheet.freeze_panes(top + 1, 0)
            sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
        set_print(sheet, top)
        return sheet, top, columns

    @staticmethod
    def _put(sheet: Any, r: int, c: int, value: str | int | float, look: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(r, c, value[:LONGEST_TEXT], look) if value else sheet.write_blank(r, c, None, look)
        else:
            sheet.write_number(r, c, value, look)

    def _colour(self, sheet: Any, rows: Sequence[IndicatorProgress], top: int, columns: Sequence[str]) -> None:
        """The verdicts in their colours, each with its sign and word."""
        if "verdict" not in columns:
            return
        c = columns.index("verdict")
        words = indicator_rows(rows, self.lang)
        for r, (row, shown) in enumerate(zip(rows, words, strict=True), top + 1):
            verdict = VERDICT[row["verdict"]]
            look = self.style(
                border=1, border_color=LINE, valign="top", text_wrap=True, bold=True,
                font_color=verdict.ink, bg_color=verdict.ground,
            )  # fmt: skip
            sheet.write_string(r, c, shown["verdict"], look)

    def _sparklines(self, sheet: Any, top: int, column: int) -> None:
        for n, row in enumerate(self.found.rows):
            reported = [self.years.index(year["year"]) for year in row["years"] if year["result"] is not None]
            if reported:
                # Columns: LibreOffice prints no line of a sparkline.
                results = self._range(2 * n + 2, reported[0], reported[-1])
                sheet.add_sparkline(top + 1 + n, column, {"type": "column", "range": results, "series_color": _WAS})

    def _range(self, row: int, first: int, last: int) -> str:
        from xlsxwriter.utility import quote_sheetname, xl_range_abs

        return f"{quote_sheetname(self.figures)}!{xl_range_abs(row, 3 + first, row, 3 + last)}"

    def _counts(self, table: CountTable) -> None:
        """Verdicts by party, and a chart of stacked bars beside them."""
        heads = {"name": table.first, **table.columns}
        sheet, _top, columns = self._table(table.title, table.rows, heads, [])
        last = len(table.rows) - 1  # the line of all indicators is not a party
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        for c, key in enumerate(columns):
            if key in VERDICT:
                fill = {"fill": {"color": VERDICT[key].ground}, "border": {"color": VERDICT[key].ink}}
                chart.add_series(
                    {
                        "name": [table.title, 0, c],
                        "categories": [table.title, 1, 0, last, 0],
                        "values": [table.title, 1, c, last, c],
                        "gap": 40,
                        **fill,
                    }
                )
        chart.set_title({"name": table.title, "overlay": False, "name_font": {**_FONT, "size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": _FONT})
        chart.set_x_axis({"num_font": _FONT, "num_format": "0", "major_gridlines": {"visible": True}, "min": 0})
        chart.set_legend({"position": "bottom", "font": _FONT})
        chart.set_size({"width": 640, "height": 130 + 26 * last})
        sheet.insert_chart(0, len(columns) + 1, chart)

    def _write_figures(self) -> None:
        """Two rows for each indicator: its targets and its results; a column for each year."""
        sheet = self.book.add_worksheet(self.figures, sheet_class())
        heads = [self._word(template("indicator")), self._word(template("unit")), ""]
        for c, text in enumerate([*heads, *(table_date(str(year), self.lang) for year in self.years)]):
            sheet.write_string(0, c, text, self.head)
        for n, row in enumerate(self.found.rows):
            of_year = {year["year"]: year for year in row["years"]}
            for r, key, head in ((2 * n + 1, "target", template("target")), (2 * n + 2, "result", template("result"))):
                for c, text in enumerate((plain(indicator_name(row, self.lang)), plain(row["unit"]), self._word(head))):
                    self._put(sheet, r, c, text, self.cell)
                for c, year in enumerate(self.years, 3):
                    value = of_year[year][key] if year in of_year else None  # type: ignore[literal-required]
                    self._put(sheet, r, c, "" if value is None else value, self.cell)
        longest = max((width(plain(indicator_name(row, self.lang))) for row in self.found.rows), default=0)
        sheet.set_column(0, 0, min(max(column_width(longest), _NARROWEST), _WIDEST))
        sheet.set_column(1, 2, 12)
        sheet.set_column(3, 2 + len(self.years), 10)
        sheet.freeze_panes(1, 3)
        set_print(sheet, 0)

    def _charts(self, sheet: Any) -> None:
        """A line of targets and one of results for each indicator, two in a row; what is left out is said."""
        # A year may have neither figure, as one whose target is only in words or whose result is not known on the day.
        drawn = [
            (n, row)
            for n, row in enumerate(self.found.rows)
            if any(year[figure] is not None for year in row["years"] for figure in ("target", "result"))
        ]
        more = len(drawn) - MOST_CHARTS
        if more > 0:
            said = message("{n} further indicators are in the sheet “{sheet}” only.", n=more, sheet=self.figures)
            sheet.write_string(0, 0, said.in_language(self.lang), self.style(italic=True))
        for at, (n, row) in enumerate(drawn[:MOST_CHARTS]):
            chart = self.book.add_chart({"type": "line"})
            years = [self.figures, 0, 3, 0, 2 + len(self.years)]
            for r, dashed in ((2 * n + 1, True), (2 * n + 2, False)):
                if any(year["target" if dashed else "result"] is not None for year in row["years"]):
                    ink = _AIM if dashed else _WAS
                    line = {"color": ink, "width": 1.5 if dashed else 2.25}
                    chart.add_series(
                        {
                            "name": [self.figures, r, 2],
                            "categories": years,
                            "values": [self.figures, r, 3, r, 2 + len(self.years)],
                            "line": {**line, "dash_type": "dash"} if dashed else line,
                            "marker": {"type": "circle", "size": 5, "fill": {"color": "#FFFFFF" if dashed else ink},
                                       "border": {"color": ink}},
                        }
                    )  # fmt: skip
            chart.show_blanks_as("span")
            unit = f"（{row['unit']}）" if row["unit"] else ""
            verdict = VERDICT[row["verdict"]]
            name = f"{verdict.sign} {plain(indicator_name(row, self.lang))}{plain(unit)}"
            chart.set_title({"name": name, "name_font": {**_FONT, "size": 11, "color": verdict.ink}})
            chart.set_x_axis({"num_font": _FONT})
            chart.set_y_axis({"num_font": _FONT, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}})
            chart.set_legend({"position": "bottom", "font": _FONT})
            chart.set_size(_CHART_SIZE)
            down, across = divmod(at, _ACROSS)
            sheet.insert_chart(1 + down * _CHART_ROWS, across * _CHART_COLUMNS, chart)
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_paper(9)  # A4
        # Not fitted to the page: a fitted one heeds no breaks, and a chart would be on two pages.
        sheet.set_print_scale(_SCALE)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        down = -(-len(drawn[:MOST_CHARTS]) // _ACROSS)
        sheet.set_h_pagebreaks([1 + n * _CHART_ROWS for n in range(_DOWN, down, _DOWN)])
