"""Web pages, through the standard library's tolerant parser: paragraphs, lists and tables; no script, no address."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from quanze.locale import message
from quanze.reader.blocks import Block, Grid, Mark, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows
from quanze.reader.formats.progress import Progress
from quanze.reader.formats.text import decode
from quanze.schema.number_text import raised

_BREAK = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "blockquote",
    "dd",
    "dt",
    "dl",
    "pre",
    "figure",
    "figcaption",
    "address",
    "hr",
    "form",
    "fieldset",
    "body",
    "nav",
    "aside",
}
_SILENT = {"script", "style", "noscript", "template", "svg", "math", "head", "select", "object", "iframe"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
_STRUCK = {"s", "del", "strike"}
_RAISED = {"sup": "superscript", "sub": "subscript"}
_STRIKES = re.compile(r"text-decoration[^;]*line-through")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")
_ENDED_BY_NEXT = {"td", "th", "tr", "p", "li", "dt", "dd"}
"""Elements whose end a page may leave out."""
_MAX_DEPTH = 200


def read(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of an HTML file."""
    parser = _Page(path.name)
    parser.feed(decode(path))
    parser.close()
    parser.finish()
    if progress:
        progress(path.name, 1, 1)
    hidden = "".join(parser.hidden).split()
    notices = (
        [message("{file}: hidden on the page: {text}", file=path.name, text=" ".join(hidden)[:200])] if hidden else []
    )
    if parser.unread_languages:
        notices.append(
            message(
                "{file}: where the page says the same in two languages, {languages} was not read.",
                file=path.name,
                languages=sorted(parser.unread_languages),
            )
        )
    return Source(path.name, bounded(parser.blocks, path), parser.title.strip()[:200], tuple(notices))


class _Table:
    """A table while its rows are read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.own: list[list[bool]] = []
        self.covered: dict[tuple[int, int], str] = {}
        self.cell: list[str] | None = None
        self.struck: list[str] = []
        self.marks: list[Mark] = []
        self.span = (1, 1)

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self.own.append([])

    def begin_cell(self, rows: int, columns: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self.cell = []
        self.span = (rows, columns)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        text = "\n".join(line.strip() for line in "".join(self.cell).split("\n") if line.strip())
        self.cell = None
        row = len(self.rows) - 1
        self.fill(row)
        column = len(self.rows[row])
        if "".join(self.struck).strip():
            self.marks.append(Mark(row, column, "struck", "".join(self.struck).strip()))
        self.struck = []
        down, across = self.span
        for c in range(min(across, max(MAX_COLUMNS - column, 1))):
            self.rows[row].append(text)
            self.own[row].append(c == 0)
            for r in range(1, down):
                self.covered[(row + r, column + c)] = text

    def fill(self, row: int) -> None:
        """Take over cells that a cell above spans."""
        while (row, len(self.rows[row])) in self.covered:
            self.rows[row].append(self.covered[(row, len(self.rows[row]))])
            self.own[row].append(False)

    def grid(self, place: Place) -> Grid | None:
        self.end_cell()
        for row in range(len(self.rows)):
            self.fill(row)
        if not any(any(r) for r in self.rows):
            return None
        rows, own = merged_rows(self.rows, self.own, place.file)
        return Grid(rows, place, own, marks=tuple(self.marks))


class _Page(HTMLParser):
    """Collects blocks while the tags go by."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.blocks: list[Block] = []
        self.title = ""
        self.text: list[str] = []
        self.heading = 0
        self.lists = 0
        self.item = 0
        self.silent: list[str] = []
        self.in_title = False
        self.tables: list[_Table] = []
        self.struck: list[str] = []
        self.hidden: list[str] = []
        self.raised: list[str] = []
        self.apart: list[str] = []
        self.out_of_sight = False
        self.translates = False
        self.language = ""
        self.spoken: list[tuple[str, str, int]] = []
        self.said: tuple[str, int] | None = None
        self.unread_languages: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.in_title = True
        if self.silent or tag in _SILENT:
            if tag in _SILENT and tag not in _VOID and len(self.silent) < _MAX_DEPTH:
                self.silent.append(tag)
            return
        values = dict(attrs)
        self._look(tag, values)
        if values.get("lang"):
            self._speak(tag, values["lang"] or "")
        else:
            self.said = None
        if tag == "table":
            if not self.tables:
                self.flush()
            if len(self.tables) < _MAX_DEPTH:
                self.tables.append(_Table())
        elif self.tables:
            self._in_table(tag, values)
        elif tag == "br":
            self.text.append("\n")
        elif tag in ("ul", "ol"):
            self.flush()
            self.lists = min(self.lists + 1, 9)
        elif tag == "li":
            self.flush()
            self.item = max(self.lists, 1)
        elif tag in _BREAK:
            self.flush()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.flush()
            self.heading = int(tag[1])

    @property
    def _into(self) -> list[str]:
        """Where the text that comes next goes."""
        cell = self.tables[-1].cell if self.tables else self.text
        return self.text if cell is None else cell

    def _speak(self, tag: str, language: str) -> None:
        """An element in a language of its own: right behind one in another, the two say the same and one is read.

        That is the one in the page's language, or the first.
        """
        spoken = language.split("-")[0].lower()
        if tag == "html":
            self.language = spoken
            return
        before, self.said = self.said, None
        if tag in _VOID or not spoken or len(self.spoken) >= _MAX_DEPTH:
            return
        if before is not None and before[0] != spoken and before[1] <= len(self._into):
            if spoken == self.language:
                del self._into[before[1] :]
                self.unread_languages.add(before[0])
            elif not self.apart:
                self.apart, self.out_of_sight, self.translates = [tag], True, True
                self.unread_languages.add(spoken)
        self.spoken.append((tag, spoken, len(self._into)))

    def _look(self, tag: str, values: dict[str, str | None]) -> None:
        """Follow what raises text, strikes it through or hides it: from an element on to its end."""
        if tag in _ENDED_BY_NEXT:
            self.raised = []
            if self.apart and (self.apart[0] == tag or self.apart[0] in _STRUCK):
                self.apart = []
        if tag in _RAISED:
            self.raised = [tag]
        style = (values.get("style") or "").lower()
        hides = "hidden" in values or bool(_HIDES.search(style))
        if self.apart:
            if tag not in _VOID and len(self.apart) < _MAX_DEPTH:
                self.apart.append(tag)
        elif tag not in _VOID and (hides or tag in _STRUCK or _STRIKES.search(style)):
            self.apart, self.out_of_sight, self.translates = [tag], hides, False

    def _looked(self, tag: str) -> None:
        """An element ends, and with it what it did to its text."""
        if tag in self.raised:
            self.raised = []
        if tag in self.apart:
            last = len(self.apart) - 1 - self.apart[::-1].index(tag)
            del self.apart[last:]

    def _in_table(self, tag: str, values: dict[str, str | None]) -> None:
        table = self.tables[-1]
        if tag == "tr":
            table.begin_row()
        elif tag in ("td", "th"):
            table.begin_cell(_span(values.get("rowspan"), 2_000), _span(values.get("colspan"), MAX_COLUMNS))
        elif table.cell is not None and (tag in ("br", "li") or tag in _BREAK):
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        self._looked(tag)
        self.said = None
        if self.spoken and self.spoken[-1][0] == tag:
            _, language, begin = self.spoken.pop()
            self.said = (language, begin)
        if tag == "table" and self.tables:
            done = self.tables.pop().grid(Place(self.file, len(self.blocks) + 1))
            if done is not None and self.tables and self.tables[-1].cell is not None:
                self.tables[-1].cell.append("\n".join(c for r in done.rows for c in r))
            elif done is not None:
                self.blocks.append(done)
        elif self.tables:
            if tag in ("td", "th"):
                self.tables[-1].end_cell()
            elif tag in _BREAK and self.tables[-1].cell is not None:
                self.tables[-1].cell.append("\n")
        elif tag in ("ul", "ol"):
            self.flush()
            self.lists = max(self.lists - 1, 0)
        elif tag == "li" or tag in _BREAK or tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.flush()

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
            return
        if self.silent:
            return
        if data.strip():
            self.said = None
        text = data.replace("\n", " ") if self.lasttag != "pre" else data
        if self.apart:
            gone = self.tables[-1].struck if self.tables else self.struck
            if not self.translates:
                (self.hidden if self.out_of_sight else gone).append(text)
            return
        text = raised(text, _RAISED[self.raised[0]]) if self.raised else text
        if self.tables:
            if self.tables[-1].cell is not None:
                self.tables[-1].cell.append(text)
        else:
            self.text.append(text)

    def finish(self) -> None:
        """End whatever the page left open."""
        while self.tables:
            self.handle_endtag("table")
            self.silent = []
        self.flush()

    def flush(self) -> None:
        """End the paragraph being read."""
        text = "".join(self.text).strip()
        if text:
            self.blocks.append(
                Paragraph(
                    text,
                    Place(self.file, len(self.blocks) + 1),
                    heading=self.heading,
                    item=self.item,
                    struck="".join(self.struck),
                )
            )
            self.struck = []
        self.text, self.heading, self.item = [], 0, 0


def _span(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value and value.isdigit() and len(value) < 7 else 1
