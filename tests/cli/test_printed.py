"""The workbooks of every command as an office prints them: A4 or A3, a title, the day, and all columns on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import python_calamine

from tests.cli.running import run
from tests.office import all_converted, pdf_pages, pdf_text

pytestmark = [pytest.mark.office, pytest.mark.process, pytest.mark.slow]
COMMANDS = {
    "who": ("who", "行政轄區溫室氣體排放量"),
    "gaps": ("gaps",),
    "coverage": ("coverage",),
    "deps": ("deps",),
    "pairs": ("deps", "--pairs"),
    "agencies": ("list", "機關"),
    "agency": ("agency", "環境保護局"),
    "show": ("show", "行政轄區溫室氣體排放量"),
    "search": ("search", "環境"),
    "workload": ("workload",),
    "progress": ("progress",),
    "matrix": ("matrix",),
    "indicators": ("matrix", "--rows", "indicators"),
    "report": ("report", "annual"),
    "history": ("history", "嘉義市氣候變遷因應推動會"),
}
SIZES = {(595, 842), (842, 595), (842, 1191), (1191, 842)}
"""A4 and A3 in points, upright and turned."""


def squeezed(text: str) -> str:
    """Text without the breaks and spaces that a narrow column puts into it."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Each command's workbook and its print."""
    folder = tmp_path_factory.mktemp("printed")
    books = []
    for name, arguments in COMMANDS.items():
        books.append(folder / f"{name}.xlsx")
        done = run(*arguments, "--lang", "zh-TW", "-o", books[-1])
        assert done.code == 0, done.out + done.err
    return dict(zip(COMMANDS, zip(books, all_converted(books, "pdf", folder), strict=True), strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_it_prints_whole(printed: dict[str, tuple[Path, Path]], name: str) -> None:
    book, pdf = printed[name]
    sizes = {(round(wide), round(high)) for wide, high in pdf_pages(pdf)}
    assert sizes <= SIZES
    pages = [squeezed(page) for page in pdf_text(pdf, "-layout").split("\f")[:-1]]
    sheet = python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0)
    rows = [[cell for cell in row if cell != ""] for row in sheet.to_python()]
    widest = max(rows[:6], key=len)
    # A column that does not fit is printed on a page of its own: then no page has the first and the last head.
    assert any(squeezed(str(widest[0])) in page and squeezed(str(widest[-1])) in page for page in pages), widest
    assert all("#" * 3 not in page for page in pages), "a number is too wide for its column"
    assert re.search(r"1[0-9]{2}(?:-|年)[0-9]{1,2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}", pages[0]), "no day is said"
