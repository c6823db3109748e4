"""Time and memory of the plan reader on documents of 300 pages, beside the PDF library's own text extraction.

    python benchmarks/reader_speed.py

Each document is read in a process of its own; the figures are seconds and the peak of resident memory.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = 300
LINES = 34
_MEASURE = """
import resource, sys, time
from pathlib import Path
from quanze.reader import read_plan
start = time.perf_counter()
plan = read_plan([Path(sys.argv[1])])
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
print(f"{time.perf_counter() - start:.2f} {peak:.0f} {len(plan.draft.nodes)} {len(plan.draft.links)}")
"""
_EXTRACT = {
    "pdfplumber": (
        "import sys, time, pdfplumber\n"
        "start = time.perf_counter()\n"
        "with pdfplumber.open(sys.argv[1]) as d:\n"
        "    for p in d.pages:\n"
        "        p.extract_text()\n"
        "        p.close()\n"
        "print(f'{time.perf_counter() - start:.2f}')"
    ),
    "pdfium": (
        "import sys, time, pypdfium2\n"
        "start = time.perf_counter()\n"
        "d = pypdfium2.PdfDocument(sys.argv[1])\n"
        "for i in range(len(d)):\n"
        "    d[i].get_textpage().get_text_bounded()\n"
        "print(f'{time.perf_counter() - start:.2f}')"
    ),
}


def paragraphs() -> list[str]:
    """The text of an invented plan: duties, seats, roles and plain prose, some 900 characters a page."""
    out: list[str] = []
    for page in range(PAGES):
        out.append(f"第{page + 1}章 推動工作（虛構）")
        out.append(
            f"本章說明第{page + 1}項工作之背景與目標，城市面對氣候衝擊，須以跨域合作提升韌性，並使民眾共同參與。" * 3
        )
        out.append(f"一、第{page + 1}號措施：由環境保護局主辦，建設處、工務處及文化局協辦。")
        out.append(f"二、示範推動會第{page + 1}小組，由交通處召集，負責運具電動化推動、步行環境改善及號誌節能等任務。")
        out.append("三、委員任期二年，期滿得續聘之，其出席費依規定支給，會議每半年召開一次，必要時得召開臨時會議。")
        out.append("各機關應依權責編列預算，定期檢討辦理情形，並將成果提送彙整，作為下一年度滾動修正之依據。" * 5)
    return out


def write_text(path: Path) -> None:
    """Plain text."""
    path.write_text("\n".join(paragraphs()), encoding="utf-8")


def write_docx(path: Path) -> None:
    """Word."""
    import docx

    document = docx.Document()
    for text in paragraphs():
        document.add_paragraph(text)
    document.save(str(path))


def write_pdf(path: Path) -> None:
    """PDF, a table every tenth page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    texts = paragraphs()
    per_page = len(texts) // PAGES
    for page in range(PAGES):
        canvas.setFont("MSung-Light", 11)
        y = 800
        for text in texts[page * per_page : (page + 1) * per_page]:
            for at in range(0, len(text), 44):
                canvas.drawString(50, y, text[at : at + 44])
                y -= 15
        if page % 10 == 0:
            for row in range(6):
                canvas.line(50, 60 + row * 20, 500, 60 + row * 20)
            for column in range(5):
                canvas.line(50 + column * 112.5, 60, 50 + column * 112.5, 160)
            for row, cells in enumerate(
                [
                    ("措施", "主辦機關", "協辦機關", "期程"),
                    *[(f"表列措施{page}之{i}", "建設處", "工務處", "112年") for i in range(4)],
                ]
            ):
                for column, cell in enumerate(cells):
                    canvas.drawString(53 + column * 112.5, 146 - row * 20, cell)
        canvas.showPage()
    canvas.save()


def measure(code: str, path: Path) -> list[str]:
    """The words that a program printed about a file."""
    return subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    ).stdout.split()


def main() -> int:
    """Measure; 1 when a bound is passed."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("plan.txt", write_text), ("plan.docx", write_docx), ("plan.pdf", write_pdf)):
            path = Path(folder) / name
            write(path)
            seconds, megabytes, nodes, links = measure(_MEASURE, path)
            print(f"{name}: {seconds} s, {megabytes} MB, {nodes} records, {links} links")
            failed = failed or float(seconds) > 10 or float(megabytes) > 500
            if name.endswith(".pdf"):
                for library, code in _EXTRACT.items():
                    alone = measure(code, path)[0]
                    print(
                        f"    text alone by {library}: {alone} s, ratio {float(seconds) / max(float(alone), 0.01):.2f}"
                    )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
