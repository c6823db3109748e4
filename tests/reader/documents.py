"""Documents made for tests: one invented strategy table with merged, split and multi-agency cells, in each format.

Nothing here is of any city; all names are made up.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

HEADS = ("推動策略", "具體措施", "主辦機關", "協辦機關", "期程", "績效指標", "目標值")
ROWS: tuple[tuple[str, ...], ...] = (
    ("綠色能源", "公有屋頂光電", "經濟發展局", "教育局、工務局", "112-114年", "累計設置容量（MW）", "114年：30"),
    ("", "儲能示範場", "經濟發展局\n財政局", "消防局", "113年", "示範場數（場）", "113年：2"),
    (
        "低碳運輸",
        "公車電動化",
        "交通局",
        "環境保護局\n財政局",
        "112-114年",
        "電動公車比率（%）\n公車運量（萬人次）",
        "114年：40\n114年：900",
    ),
    ("", "東區、西區人行環境改善", "工務局", "東區、西區公所", "112-114年", "改善長度（公里）", "114年：12.5"),
)
"""An empty strategy is merged with the one above it."""
SPLIT = ("調適韌性", "雨水下水道", "水利局", "工務局", "112-114年", "新建長度（公里）", "114年：8")
"""The row that a page break cuts in two, in the PDF."""

FACTS: dict[str, set[Any]] = {
    "Task": {"綠色能源", "公有屋頂光電", "儲能示範場", "低碳運輸", "公車電動化", "東區、西區人行環境改善"},
    "Agency": {"經濟發展局", "教育局", "工務局", "財政局", "消防局", "交通局", "環境保護局", "東區公所", "西區公所"},
    "Indicator": {"累計設置容量", "示範場數", "電動公車比率", "公車運量", "改善長度"},
    "AnnualTarget": {"累計設置容量 2025", "示範場數 2024", "電動公車比率 2025", "公車運量 2025", "改善長度 2025"},
    "CONVENES": {
        ("經濟發展局", "公有屋頂光電"),
        ("經濟發展局", "儲能示範場"),
        ("財政局", "儲能示範場"),
        ("交通局", "公車電動化"),
        ("工務局", "東區、西區人行環境改善"),
    },
    "CO_ORGANIZES": {
        ("教育局", "公有屋頂光電"),
        ("工務局", "公有屋頂光電"),
        ("消防局", "儲能示範場"),
        ("環境保護局", "公車電動化"),
        ("財政局", "公車電動化"),
        ("東區公所", "東區、西區人行環境改善"),
        ("西區公所", "東區、西區人行環境改善"),
    },
    "PART_OF": {
        ("公有屋頂光電", "綠色能源"),
        ("儲能示範場", "綠色能源"),
        ("公車電動化", "低碳運輸"),
        ("東區、西區人行環境改善", "低碳運輸"),
    },
    "MEASURED_BY": {
        ("公有屋頂光電", "累計設置容量"),
        ("儲能示範場", "示範場數"),
        ("公車電動化", "電動公車比率"),
        ("公車電動化", "公車運量"),
        ("東區、西區人行環境改善", "改善長度"),
    },
    "HAS_TARGET": {
        ("累計設置容量", "累計設置容量 2025"),
        ("示範場數", "示範場數 2024"),
        ("電動公車比率", "電動公車比率 2025"),
        ("公車運量", "公車運量 2025"),
        ("改善長度", "改善長度 2025"),
    },
}
TARGETS = {
    "累計設置容量 2025": 30,
    "示範場數 2024": 2,
    "電動公車比率 2025": 40,
    "公車運量 2025": 900,
    "改善長度 2025": 12.5,
}
SPLIT_FACTS: dict[str, set[Any]] = {
    "Task": {"調適韌性", "雨水下水道"},
    "Agency": {"水利局"},
    "Indicator": {"新建長度"},
    "AnnualTarget": {"新建長度 2025"},
    "CONVENES": {("水利局", "雨水下水道")},
    "CO_ORGANIZES": {("工務局", "雨水下水道")},
    "PART_OF": {("雨水下水道", "調適韌性")},
    "MEASURED_BY": {("雨水下水道", "新建長度")},
    "HAS_TARGET": {("新建長度", "新建長度 2025")},
}
INTRO = "本章為測試用之虛構計畫，各項措施如下表。"


def merges(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """First and last row of each run of rows that share a merged first cell."""
    runs: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        if row[0]:
            runs.append((i, i))
        else:
            runs[-1] = (runs[-1][0], i)
    return runs


def write_docx(path: Path) -> Path:
    """A Word document: merged strategy cells, the heads again in the middle."""
    import docx

    document = docx.Document()
    document.add_paragraph(INTRO)
    rows: list[Sequence[str]] = [HEADS, *ROWS[:2], HEADS, *ROWS[2:]]
    table = document.add_table(rows=len(rows), cols=len(HEADS))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for first, last in ((1, 2), (4, 5)):
        merged = table.cell(first, 0).merge(table.cell(last, 0))
        merged.text = rows[first][0]
    document.save(str(path))
    return path


def write_odt(path: Path) -> Path:
    """An OpenDocument text, its spans written as LibreOffice does."""
    from odf.opendocument import OpenDocumentText
    from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
    from odf.text import P

    document = OpenDocumentText()
    document.text.addElement(P(text=INTRO))
    table = Table(name="strategy")
    table.addElement(TableColumn(numbercolumnsrepeated=len(HEADS)))
    runs = dict(merges(ROWS))
    for i, row in enumerate([HEADS, *ROWS]):
        line = TableRow()
        for c, text in enumerate(row):
            if i and c == 0 and not text:
                line.addElement(CoveredTableCell())
                continue
            span = runs[i - 1] - (i - 1) + 1 if i and c == 0 else 1
            cell = TableCell(numberrowsspanned=span) if span > 1 else TableCell()
            for piece in text.split("\n"):
                cell.addElement(P(text=piece))
            line.addElement(cell)
        table.addElement(line)
    document.text.addElement(table)
    document.save(str(path))
    return path


def write_xlsx(path: Path) -> Path:
    """A workbook: a title over the width, two rows of heads, merged cells."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("措施")
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, "各項措施一覽表（虛構）")
    for c, head in enumerate(HEADS):
        sheet.write_string(1, c, head)
    for i, row in enumerate(ROWS, 2):
        for c, text in enumerate(row):
            sheet.write_string(i, c, text)
    for first, last in merges(ROWS):
        if last > first:
            sheet.merge_range(first + 2, 0, last + 2, 0, ROWS[first][0])
    book.close()
    return path


def write_pdf(path: Path) -> Path:
    """A PDF of two pages: the heads repeated on the second, and a row cut in two by the page break."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    style = ParagraphStyle("cell", fontName="MSung-Light", fontSize=8, leading=10, wordWrap="CJK")
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]

    def cells(rows: Sequence[Sequence[str]]) -> list[list[Any]]:
        return [[Paragraph(t.replace("\n", "<br/>"), style) for t in row] for row in rows]

    widths = [70, 120, 90, 110, 80, 130, 90]
    first = Table(cells([HEADS, *ROWS, (*SPLIT[:5], "新建", "")]), colWidths=widths)
    spans = [("SPAN", (0, a + 1), (0, b + 1)) for a, b in merges(ROWS) if b > a]
    first.setStyle(TableStyle([*grid, *spans]))
    second = Table(cells([HEADS, ("", "", "", "", "", "長度（公里）", "114年：8")]), colWidths=widths)
    second.setStyle(TableStyle(grid))
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4))
    document.build([Paragraph(INTRO, style), first, PageBreak(), second])
    return path


def write_html(path: Path) -> Path:
    """A page with a table whose cells span rows, and a script that must not be read."""
    runs = {first: last - first + 1 for first, last in merges(ROWS)}
    lines = ["<tr>" + "".join(f"<th>{h}</th>" for h in HEADS) + "</tr>"]
    for i, row in enumerate(ROWS):
        cells = [f'<td rowspan="{runs[i]}">{row[0]}</td>' if i in runs else ""]
        cells += [f"<td>{t.replace(chr(10), '<br>')}</td>" for t in row[1:]]
        lines.append("<tr>" + "".join(cells) + "</tr>")
    path.write_text(
        f"<html><head><title>測試頁</title><script>var 主辦機關 = '駭客局';</script></head><body><p>{INTRO}</p>"
        f"<table>{''.join(lines)}</table></body></html>",
        encoding="utf-8",
    )
    return path


WRITERS = {"docx": write_docx, "odt": write_odt, "xlsx": write_xlsx, "pdf": write_pdf, "html": write_html}


def prose_docx(path: Path, lines: Sequence[str]) -> Path:
    """Lines as paragraphs of a Word document."""
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def prose_html(path: Path, lines: Sequence[str]) -> Path:
    """Lines as paragraphs of a page."""
    from html import escape

    path.write_text("<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines), encoding="utf-8")
    return path


def prose_pdf(path: Path, lines: Sequence[str]) -> Path:
    """Lines broken for the width of a page, over several pages."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    canvas = Canvas(str(path), pagesize=(560, 420))
    y = 0
    for line in lines:
        for at in range(0, len(line), 34):
            if y < 60:
                if y:
                    canvas.showPage()
                canvas.setFont("MSung-Light", 12)
                y = 380
            canvas.drawString(60, y, line[at : at + 34])
            y -= 18
    canvas.save()
    return path


PROSE = {"docx": prose_docx, "html": prose_html, "pdf": prose_pdf}


def mutated(whole: bytes, random: Random) -> bytes:
    """A document with some of its bytes changed, cut out or doubled; of an archive, one of its parts."""
    if not whole.startswith(b"PK") or random.random() < 0.2:
        return _bytes_mutated(whole, random)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [name for name in old.namelist() if name.endswith(".xml")]
        broken = random.choice(parts)
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _bytes_mutated(data, random) if name == broken and data else data)
    return out.getvalue()


def _bytes_mutated(whole: bytes, random: Random) -> bytes:
    data = bytearray(whole)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(max(len(data), 1))
        size = random.randint(1, 40)
        match random.randrange(3):
            case 0:
                data[at : at + size] = bytes(random.choices(b"<>/=\"'&;0129azAZ ", k=size))
            case 1:
                del data[at : at + size]
            case _:
                data[at:at] = data[at : at + size]
    return bytes(data)
