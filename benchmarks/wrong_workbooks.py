"""What the check of a workbook costs that is wrong in each of 200,000 rows: ``python benchmarks/wrong_workbooks.py``.

Printed are, for each kind of fault or those that are named, the processor's time of the whole command and its memory.
``--beside DIRECTORY`` runs another checkout by turns.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

SECONDS, MEGABYTES = 5.0, 300
"""What a check may take."""
HEADS = ("indicator", "year", "target", "result", "origin", "source")
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_PERCENT, _DAY, _THOUSANDS, _UNIT, _STRUCK = range(1, 6)
"""Styles of cells."""
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="2"><numFmt numFmtId="170" formatCode="#,##0,"/>'
    '<numFmt numFmtId="171" formatCode="0&quot;噸&quot;"/></numFmts>'
    '<fonts count="2"><font/><font><strike/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)


class Cell(NamedTuple):
    """A cell as XML, from its place on: attributes and content."""

    attributes: str
    content: str


def _number(value: float, style: int = 0) -> Cell:
    return Cell(f' s="{style}"' if style else "", f"<v>{value}</v>")


def _runs(text: str, mark: str, look: str = '<vertAlign val="superscript"/>') -> str:
    return f"<r><t>{text}</t></r><r><rPr>{look}</rPr><t>{mark}</t></r>"


class Sheet:
    """The rows of one kind, and the texts that they share."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.after = ""
        self.row_attributes = ""

    def text(self, text: str, style: int = 0) -> Cell:
        """A shared text."""
        return self.item(f"<t>{escape(text)}</t>", style)

    def item(self, item: str, style: int = 0) -> Cell:
        """A shared text, as the file has it."""
        number = self.texts.setdefault(item, len(self.texts))
        return Cell(f'{f""" s="{style}" """.rstrip() if style else ""} t="s"', f"<v>{number}</v>")

    def row(self, n: int) -> list[Cell]:
        """A row that is right but for its indicator, which does not exist."""
        return [
            self.text(f"無此指標{n % 5000}"),
            _number(2020 + n % 10),
            _number(n),
            _number(n + 1),
            self.text("plan"),
            self.text("計畫"),
        ]


Fault = Callable[[Sheet, int, list[Cell]], None]


def _styled(*styles: tuple[int, int]) -> Fault:
    def spoil(_: Sheet, n: int, row: list[Cell]) -> None:
        for at, style in styles:
            row[at] = _number(row_value(n, at), style)

    return spoil


def row_value(n: int, at: int) -> float:
    """The number of a cell: a year or an amount."""
    return 2020 + n % 10 if at == 1 else n * 1.5


def _plain(_: Sheet, __: int, ___: list[Cell]) -> None:
    return


def _formulas(_: Sheet, n: int, row: list[Cell]) -> None:
    for at in (1, 2, 3):
        row[at] = Cell("", f"<f>A{n}+1</f><v>{row_value(n, at)}</v>")


def _uncomputed(_: Sheet, n: int, row: list[Cell]) -> None:
    row[2] = Cell("", f"<f>A{n}+1</f>")


def _raised(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[2] = sheet.item(_runs(f"{n}", "1"))


def _raised_twice(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[2], row[3] = sheet.item(_runs(f"{n}", "1")), sheet.item(_runs(f"{n}.5", "註"))


def _raised_in_cells(_: Sheet, n: int, row: list[Cell]) -> None:
    row[2], row[3] = (Cell(' t="inlineStr"', f"<is>{_runs(f'{n}', mark)}</is>") for mark in "12")


def _raised_harmless(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[5] = sheet.item(_runs(f"計畫{n}", "註"))


def _errors(_: Sheet, __: int, row: list[Cell]) -> None:
    row[:] = [Cell(' t="e"', "<v>#REF!</v>")] * len(row)


def _days(_: Sheet, n: int, row: list[Cell]) -> None:
    row[1] = _number(40000 + n % 3000, _DAY)


def _struck(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[0] = sheet.text(f"無此指標{n % 5000}", _STRUCK)


def _struck_runs(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[0] = sheet.item(_runs(f"無此指標{n}", "舊", "<strike/>"))


def _merged(sheet: Sheet, n: int, _: list[Cell]) -> None:
    if n % 2 == 0:
        sheet.after += f'<mergeCell ref="F{n}:F{n + 1}"/>'


def _hidden(sheet: Sheet, _: int, __: list[Cell]) -> None:
    sheet.row_attributes = ' hidden="1"'


def _no_numbers(sheet: Sheet, n: int, row: list[Cell]) -> None:
    row[2] = sheet.text(f"約{n}")


def _headless(_: Sheet, n: int, row: list[Cell]) -> None:
    row.append(_number(n))


def _inline(_: Sheet, n: int, row: list[Cell]) -> None:
    row[0] = Cell(' t="inlineStr"', f"<is><t>無此指標{n}</t></is>")


KINDS: dict[str, Fault] = {
    "years": _plain,
    "formats in three of six": _styled((1, _UNIT), (2, _PERCENT), (3, _THOUSANDS)),
    "formats and days in three": _styled((1, _DAY), (2, _PERCENT), (3, _UNIT)),
    "years and a format": _styled((3, _PERCENT)),
    "thousands by format": _styled((2, _THOUSANDS)),
    "formulas with values": _formulas,
    "formulas without": _uncomputed,
    "raised": _raised,
    "raised, two columns": _raised_twice,
    "raised, in the cells": _raised_in_cells,
    "raised, where they may be": _raised_harmless,
    "texts in the cells": _inline,
    "errors": _errors,
    "days": _days,
    "struck cells": _struck,
    "struck runs": _struck_runs,
    "merged": _merged,
    "hidden rows": _hidden,
    "no numbers": _no_numbers,
    "values without a head": _headless,
}


def write(path: Path, fault: Fault, rows: int) -> None:
    """A workbook with a table of yearly targets, wrong in each row."""
    sheet = Sheet()

    def lines() -> Iterator[str]:
        yield from (f'<row r="1">{_cells(1, [sheet.text(head) for head in HEADS])}</row>',)
        for n in range(2, rows + 2):
            cells = sheet.row(n)
            fault(sheet, n, cells)
            yield f'<row r="{n}"{sheet.row_attributes}>{_cells(n, cells)}</row>'

    table = "".join(lines())
    about = f'<row r="1">{_cells(1, [sheet.text("id"), sheet.text("name")])}</row>'
    about += f'<row r="2">{_cells(2, [sheet.text("t"), sheet.text("測試")])}</row>'
    plans = "".join(
        f'<row r="{n}">{_cells(n, [sheet.text(text) for text in texts])}</row>'
        for n, texts in enumerate((("name", "kind", "origin"), ("計畫", "plan", "plan")), 1)
    )
    after = f"<mergeCells>{sheet.after}</mergeCells>" if sheet.after else ""
    sheets = {"dataset": about, "documents": plans, "annual_targets": table}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)

        kinds = "".join(
            f'<Override PartName="/xl/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.{kind}+xml"/>'
            for part, kind in (
                ("workbook.xml", "sheet.main"),
                ("styles.xml", "styles"),
                ("sharedStrings.xml", "sharedStrings"),
                *((f"worksheets/sheet{n}.xml", "worksheet") for n in (1, 2, 3)),
            )
        )
        put(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{kinds}</Types>',
        )
        put(
            "_rels/.rels",
            f'<Relationships {_LINKS}><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
        put("xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>')
        targets = [*(("worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3)), ("styles", "styles.xml")]
        targets.append(("sharedStrings", "sharedStrings.xml"))
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{type_}" Target="{target}"/>'
            for n, (type_, target) in enumerate(targets, 1)
        )
        put("xl/_rels/workbook.xml.rels", f"<Relationships {_LINKS}>{links}</Relationships>")
        put("xl/styles.xml", _STYLES)
        items = "".join(f"<si>{item}</si>" for item in sheet.texts)
        put("xl/sharedStrings.xml", f'<sst {_MAIN} uniqueCount="{len(sheet.texts)}">{items}</sst>')
        for n, name in enumerate(sheets, 1):
            merged = after if name == "annual_targets" else ""
            put(
                f"xl/worksheets/sheet{n}.xml",
                f"<worksheet {_MAIN}><sheetData>{sheets[name]}</sheetData>{merged}</worksheet>",
            )


def _cells(row: int, cells: list[Cell]) -> str:
    return "".join(
        f'<c r="{letter}{row}"{cell.attributes}>{cell.content}</c>'
        for letter, cell in zip("ABCDEFGH", cells, strict=False)
    )


class Cost(NamedTuple):
    """What one check took, and how it ended."""

    seconds: float
    megabytes: float
    findings: str


def cost(path: Path, checkout: Path) -> Cost:
    """The whole command, in a process of its own."""
    command = [sys.executable, "-m", "quanze", "check", str(path), "--db", str(path.with_suffix(".kgl"))]
    environment = {**os.environ, "PYTHONPATH": str(checkout), "QUANZE_LANG": "en"}
    with subprocess.Popen(
        command,
        cwd=path.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, f"exit {process.returncode}: {last.strip()}")


def main() -> None:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--beside", type=Path, help="another checkout, run by turns")
    given = parser.parse_args()
    own = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.kinds or KINDS:
            path = Path(folder) / "wrong.xlsx"
            writer = Process(target=write, args=(path, KINDS[kind], given.rows))  # a child's memory begins with ours
            writer.start()
            writer.join()
            for name, checkout in (("beside", given.beside), ("", own)):
                if checkout:
                    seconds, megabytes, said = cost(path, checkout)
                    met = seconds <= SECONDS and megabytes <= MEGABYTES
                    print(
                        f"{kind:26} {name:6} {seconds:5.1f} s {megabytes:5.0f} MB {'' if met else 'MISSED':7} {said}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
