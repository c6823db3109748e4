"""Files in: each format turned into paragraphs and tables, refused with advice when it is broken or too large."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.reader.blocks import Source
from quanze.reader.formats.dispatch import FORMATS, read_here
from quanze.reader.formats.progress import Progress

OLD = {
    ".doc": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".wps": ".docx",
    ".ppt": ".docx",
    ".pptx": ".docx",
}
_PLAIN = {"text", "delimited"}
"""Formats that are read in this process: they are bounded by their size alone."""
MAX_BYTES = 64 * 2**20
"""Larger files are refused; a plan with its pictures taken out stays far below."""


def open_source(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a file, by its suffix; FileError with advice when it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in OLD:
        raise FileError(
            f"{path.name} is in a format that is not read ({suffix}).",
            f"Save it as {OLD[suffix]} or PDF.",
            zh=(f"不讀 {path.name} 這種格式（{suffix}）。", f"請存為 {OLD[suffix]} 或 PDF。"),
        )
    if suffix not in FORMATS:
        raise FileError(
            f"{path.name}: unknown format {suffix or '(no suffix)'}.",
            f"Use one of {', '.join(sorted(FORMATS))}.",
            zh=(f"{path.name}：不認得的格式 {suffix or '（沒有副檔名）'}。", f"請用 {'、'.join(sorted(FORMATS))}。"),
        )
    try:
        size = path.stat().st_size
    except OSError as e:
        raise FileError(
            f"{path} cannot be opened: {e.strerror}.",
            "Check the name and your rights to it.",
            zh=(f"{path} 無法開啟：{e.strerror}。", "請檢查檔名與權限。"),
        ) from e
    if path.is_dir():
        raise FileError(
            f"{path} is a folder.", "Name the files to be read.", zh=(f"{path} 是資料夾。", "請指名要讀的檔案。")
        )
    if size > MAX_BYTES:
        raise FileError(
            f"{path.name} has {size / 2**20:,.0f} MB; at most {MAX_BYTES // 2**20} MB are read.",
            "Take the pictures out, or split it.",
            zh=(f"{path.name} 有 {size / 2**20:,.0f} MB；最多讀 {MAX_BYTES // 2**20} MB。", "請去掉圖片，或分成數檔。"),
        )
    if not size:
        raise FileError(
            f"{path.name} is empty.",
            "Save it again from the program that made it.",
            zh=(f"{path.name} 是空檔。", "請由原來的程式重新存檔。"),
        )
    if progress:
        progress(path.name, 0, 0)
    if FORMATS[suffix] in _PLAIN:
        source = read_here(path, progress)
    else:
        from quanze.reader.formats.child import read_apart

        source = read_apart(path)
    if progress:
        progress(path.name, 1, 1)
    if not source.blocks:
        raise FileError(
            f"{path.name} holds no text.",
            "Check that it is the right file.",
            zh=(f"{path.name} 沒有文字。", "請確認檔案是否正確。"),
        )
    return source
