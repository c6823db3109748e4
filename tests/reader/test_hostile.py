"""Hostile and broken files: a message with advice, or text kept as text; time and memory bounded."""

from __future__ import annotations

import ctypes
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.errors import FileError
from quanze.reader import read_plan
from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.formats import MAX_BYTES, open_source
from quanze.reader.formats.limits import MAX_PARAGRAPH, MAX_PART, bounded
from quanze.reader.formats.windows_job import ExtendedLimits, limit_this_process, limits
from quanze.reader.lexicon import lexicon
from quanze.reader.pipeline import read_sources
from tests import draws

from .documents import write_docx, write_xlsx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        open_source(path)
    assert caught.value.advice, "an error without advice"
    return caught.value.message


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx", ".ods", ".pdf"])
@pytest.mark.process
def test_garbage_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(b"\x00\x01garbage" * 200)
    assert path.name in refused(path)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx"])
@pytest.mark.process
def test_a_cut_off_archive_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = write_docx(tmp_path / "whole.docx").read_bytes()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    refused(path)


@pytest.mark.process
def test_an_archive_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "plan.docx")
    with zipfile.ZipFile(path) as archive:
        checksum = archive.getinfo("word/document.xml").CRC.to_bytes(4, "little")
    whole = path.read_bytes()
    assert whole.count(checksum) == 2, "before the part and in the directory of the archive"
    path.write_bytes(whole.replace(checksum, b"\1\2\3\4"))
    assert "is damaged" in refused(path)


@pytest.mark.process
def test_an_archive_of_another_sort_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "book.xlsx").rename(tmp_path / "book.docx")
    assert "not a Word document" in refused(path)
    assert "not an OpenDocument" in refused(path.rename(tmp_path / "book.odt"))


@pytest.mark.slow
def test_a_zip_bomb_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>" + b" " * (MAX_PART + 1))
    start = time.perf_counter()
    assert "would unpack" in refused(path) or "MB" in refused(path)
    assert time.perf_counter() - start < 6  # most of it is the start of the process that reads


@pytest.mark.parametrize(
    ("name", "part"),
    [("bomb.docx", "word/document.xml"), ("bomb.odt", "content.xml"), ("bomb.xlsx", "xl/workbook.xml")],
)
@pytest.mark.process
def test_entities_are_refused(tmp_path: Path, name: str, part: str) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            part, '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
        )
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "entities" in refused(path)


@pytest.mark.process
def test_cells_that_lie_too_far_apart_are_refused(tmp_path: Path) -> None:
    whole, path = write_xlsx(tmp_path / "whole.xlsx"), tmp_path / "far.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            new.writestr(name, old.read(name).replace(b"</sheetData>", far))
    assert "spans more than" in refused(path)


@pytest.mark.process
def test_macros_are_left_out_and_said(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "plan.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"AutoOpen")
    assert any("macros" in n for n in open_source(path).notices)


@pytest.mark.process
def test_a_scan_is_named_as_such(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "scan.pdf"))
    for _ in range(3):
        canvas.rect(10, 10, 500, 700, fill=1)
        canvas.showPage()
    canvas.save()
    assert "scan" in refused(tmp_path / "scan.pdf")


@pytest.mark.parametrize(("name", "word"), [("plan.doc", ".docx"), ("plan.exe", ".docx"), ("plan", ".docx")])
def test_other_formats_are_refused_with_advice(tmp_path: Path, name: str, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(FileError) as caught:
        open_source(path)
    assert word in caught.value.advice


def test_missing_empty_and_binary_files(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "absent.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert "empty" in refused(tmp_path / "empty.txt")
    (tmp_path / "binary.txt").write_bytes(b"ab\x00\x01" * 50)
    assert "not a text file" in refused(tmp_path / "binary.txt")
    (tmp_path / "folder.txt").mkdir()
    assert "folder" in refused(tmp_path / "folder.txt")


def test_a_file_past_the_bound_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as f:
        f.truncate(MAX_BYTES + 1)
    assert "MB" in refused(path)


def test_big5_and_utf16_are_read(tmp_path: Path) -> None:
    for encoding in ("cp950", "utf-16", "utf-8-sig"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes("一、甲事項：由環境保護局主辦。".encode(encoding))
        assert [r["name"] for r in read_plan([path]).data["agencies"]] == ["環境保護局"]


def test_a_paragraph_without_end_is_cut(tmp_path: Path) -> None:
    block = Paragraph("甲乙丙，" * 50_000 + "由環境保護局主辦。", Place("x", 1))
    pieces = bounded([block], tmp_path / "x")
    assert max(len(p.text) for p in pieces if isinstance(p, Paragraph)) <= MAX_PARAGRAPH
    assert "".join(p.text for p in pieces if isinstance(p, Paragraph)) == block.text


@pytest.mark.slow
def test_too_much_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        bounded((Paragraph("甲" * 1_000_000, Place("x", n)) for n in range(100)), tmp_path / "x")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("commas.csv", ("甲局" + "," * 199 + "\n") * 20_000),
        ("one-wide-row.csv", "甲局" + "," * 199 + "\n" + "甲局\n" * 90_000),
        ("one-wide-row.md", "|甲局" * 3_000 + "|\n" + "|--" * 3_000 + "|\n" + "|甲局|\n" * 10_000),
        ("lines.txt", "局\n" * 1_000_000),
    ],
)
@pytest.mark.whole
def test_text_that_makes_too_much_is_refused_before_it_is_made(tmp_path: Path, name: str, text: str) -> None:
    """Files of text are read in the process of the user, which has no limit of memory."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    tracemalloc.start()
    try:
        assert "too long" in refused(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40 * 2**20 + 6 * path.stat().st_size


def test_a_paragraph_is_cut_in_time_that_grows_with_its_length() -> None:
    paragraph = Paragraph("局" * 11_000_000, Place("a", 1), wrapped=True)
    began = time.process_time()
    parts = [b for b in bounded([paragraph], Path("a")) if isinstance(b, Paragraph)]
    assert time.process_time() - began < 2
    assert "".join(p.text for p in parts) == paragraph.text
    assert [p.wrapped for p in parts] == [False] * (len(parts) - 1) + [True]


def test_direction_tricks_and_hidden_characters_change_no_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("一、甲事\u200b項：由\u202e環境\u2066保護\u00ad局\u202c主辦。", encoding="utf-8")
    data = read_plan([path]).data
    assert [r["name"] for r in data["agencies"]] == ["環境保護局"]
    assert [r["name"] for r in data["tasks"]] == ["甲事項"]


@pytest.mark.whole
def test_formulas_in_cells_are_text(tmp_path: Path) -> None:
    import python_calamine

    path = tmp_path / "plan.md"
    path.write_text(
        "| 具體措施 | 主辦機關 |\n|---|---|\n| =cmd\\|' /C calc'!A0 | 環境保護局 |\n| @SUM(1) | 建設處 |\n",
        encoding="utf-8",
    )
    draft = read_plan([path])
    assert {r["name"] for r in draft.data["tasks"]} == {"=cmd|' /C calc'!A0", "@SUM(1)"}
    draft.write(tmp_path / "draft.xlsx")
    with zipfile.ZipFile(tmp_path / "draft.xlsx") as archive:
        sheets = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in s for s in sheets)
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "draft.xlsx"))
    assert any("=cmd" in str(c) for row in book.get_sheet_by_name("任務").to_python() for c in row)


@pytest.mark.process
def test_html_tricks_end(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<div>" * 20_000
        + "<table>" * 3_000
        + "<td colspan=999999999 rowspan=999999>甲</td>"
        + "<p>一、甲事項：由環境保護局主辦。",
        encoding="utf-8",
    )
    start = time.perf_counter()
    open_source(path)
    assert time.perf_counter() - start < 5


REPEATED = (
    "由甲局",
    "(",
    "、",
    "委員",
    "A ",
    "主辦",
    "下設",
    "更名為",
    "送執行秘書提報推動會",
    "「",
    "時前後者",
    "由甲局於前在內",
)
TAIL = "環境保護局、建設處與文化局應於每年一月提送成果報告並由本會審議之"
"""What keeps the guard against mere repetition from stepping in."""


def _seconds(unit: str, length: int) -> float:
    """Seconds of processor time to read so many paragraphs of two hundred characters."""
    head = "甲市政府（以下簡稱本府）設甲市推動會（以下簡稱本會），置委員三人。"
    pieces = [Paragraph((unit * 170)[:170] + TAIL, Place("x", n)) for n in range(1, length + 1)]
    source = Source("x.txt", (Paragraph(head, Place("x", 0)), *pieces))
    start = time.process_time()
    read_sources([source])
    return time.process_time() - start


@pytest.mark.parametrize("unit", REPEATED)
@pytest.mark.whole
def test_long_repeats_grow_no_faster_than_their_number(unit: str) -> None:
    """Sixteen times as many paragraphs; how long one of them may take, whatever its length, the next tests say."""
    few = min(_seconds(unit, 1) for _ in range(3))
    many = next((s for _ in range(3) if (s := _seconds(unit, 16)) < 48 * few + 0.1), 0.0)
    assert many, f"{few:.3f} s for 1 paragraph, and 16 take more than 48 times as long"


@pytest.mark.slow
@pytest.mark.drawn
def test_no_word_makes_a_paragraph_slow() -> None:
    """The first and the longest word of each category, and pairs of categories, repeated in a paragraph of 1,000
    characters, and of 2,000 in the wide run; what takes four times as long for twice as many has a quarter of the time.
    """
    length = draws.of(1_000, 2_000)
    words = {name: lexicon()[name] for name in sorted(lexicon()) if name != "simplified"}
    chosen = [word for of in words.values() for word in dict.fromkeys((of[0], max(of, key=len)))]
    units = ["另", "各", *REPEATED, *chosen, *(a + b for a, b in zip(chosen, chosen[1:] + chosen[:1], strict=True))]
    for unit in units:
        text = (unit * length)[: length - 40] + TAIL
        limit = 1.5 * (length / 2_000) ** 2  # the slowest takes a third of it where nothing else runs
        assert any(_time_of(text) < limit for _ in range(3)), unit


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("unit", ["由甲局", "(", "委員", "主辦", "A "])
def test_mere_repetition_costs_the_rules_nothing(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    source = Source("x.txt", bounded([Paragraph(text, Place("x", 1))], Path("x.txt")))
    start = time.process_time()
    draft, _ = read_sources([source])
    assert time.process_time() - start < 3
    assert not draft.links


def _recursive_pdf() -> bytes:
    """A PDF of a kilobyte whose form draws itself fifty times, and each of those fifty times again."""
    draw = b"/X Do " * 50
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> "
        b">> >>",
        b"<< /Length %d >>\nstream\n" % len(draw) + draw + b"\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> /Length %d "
        b">>\nstream\n" % len(draw) + draw + b"\nendstream",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table


def _spanning_odt(path: Path) -> Path:
    """An OpenDocument text of a kilobyte whose cells each span 2,000 rows and 200 columns."""
    cell = (
        "<table:table-cell table:number-rows-spanned='2000' "
        "table:number-columns-spanned='200'><text:p>x</text:p></table:table-cell>"
    )
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f"<office:document-content xmlns:office='{name}office:1.0' xmlns:table='{name}table:1.0' "
        f"xmlns:text='{name}text:1.0'>"
        f"<office:body><office:text><table:table>{f'<table:table-row>{cell}</table:table-row>' * 400}</table:table>"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path


@pytest.mark.slow
def test_small_files_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(_recursive_pdf())
    for path in (pdf, _spanning_odt(tmp_path / "spans.odt")):
        start = time.perf_counter()
        assert "time or memory" in refused(path)
        assert time.perf_counter() - start < 12  # two seconds of processor time; a busy machine may take longer


@pytest.mark.slow
def test_no_rule_takes_long_over_one_paragraph() -> None:
    """Two thousand characters of any words of the rules take half a second, and beside other tests one at most."""
    names = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛"
    units = (
        "負責",
        "下設甲小組、",
        "另設甲小組、",
        "由甲局主辦，",
        "置委員一人，由局長兼任；",
        "主辦機關：甲局、",
        "、",
        "第1條",
        "112年達5%，",
    )
    more = (
        "及與和",
        "(",
        "環境局（主）、",
        "年度計畫及方案之審議，",
        "一人由副市長兼任，",
        "特設甲市節水委員會，",
        "受甲局監督，",
        "將",
        "將成果應",
        "應",
    )
    for unit in (*units, *more):
        # Letters in between keep the text from counting as one word over and over.
        text = "".join(unit + names[n * 7 % 20] for n in range(2_000))[:1_960]
        text += "環境保護局、建設處與文化局應提送成果報告，並由本會審議之"
        assert any(_time_of(text) < 1 for _ in range(3)), unit  # thrice: other tests run beside


def _time_of(text: str) -> float:
    """Seconds of processor time to read a paragraph."""
    source = Source("x.txt", (Paragraph(text, Place("x", 0)),))
    start = time.process_time()
    read_sources([source])
    return time.process_time() - start


class _Kernel:
    """A kernel32 that notes what it is asked; each function gives back what it is made with."""

    def __init__(self, **given: int) -> None:
        self.asked: list[tuple[object, ...]] = []
        for name, value in given.items():
            setattr(self, name, self._function(name, value))

    def _function(self, name: str, value: int) -> Callable[..., int]:
        def call(*arguments: object) -> int:
            self.asked.append((name, *arguments))
            return value

        return call


@pytest.mark.parametrize("refused", ["", "CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_windows_job_bounds_memory_time_and_children_and_says_when_it_is_refused(refused: str) -> None:
    functions = {
        "CreateJobObjectW": 7,
        "SetInformationJobObject": 1,
        "GetCurrentProcess": 9,
        "AssignProcessToJobObject": 1,
    }
    kernel = _Kernel(**functions | ({refused: 0} if refused else {}))
    assert limit_this_process(kernel, 2**28, 3) is not bool(refused)
    if not refused:
        assert kernel.asked[1][:3] == ("SetInformationJobObject", 7, 9) and kernel.asked[1][4] == ctypes.sizeof(
            ExtendedLimits
        )
        assert kernel.asked[-1] == ("AssignProcessToJobObject", 7, 9)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64 bits")
def test_the_limits_of_a_windows_job_lie_where_the_system_reads_them() -> None:
    wanted = bytes(limits(2**28, 3))
    assert len(wanted) == 144
    assert int.from_bytes(wanted[0:8], "little") == 30_000_000, "processor time in units of 100 ns"
    assert int.from_bytes(wanted[16:20], "little") == 0x2 | 0x8 | 0x100 | 0x400
    assert int.from_bytes(wanted[40:44], "little") == 1, "no process of its own"
    assert int.from_bytes(wanted[112:120], "little") == 2**28
