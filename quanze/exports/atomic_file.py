"""Writing files so that nothing half-written is left."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from quanze.errors import StorageError


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
    except OSError as e:
        raise StorageError(
            f"{path} cannot be written: {e.strerror}.",
            "Choose another folder or free some space.",
            zh=(f"{path} 無法寫入：{e.strerror}。", "請另選資料夾，或騰出空間。"),
        ) from e
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as e:
        raise StorageError(
            f"{path} cannot be written: {e.strerror or e}.",
            "Close it in other programs, or choose another name.",
            zh=(f"{path} 無法寫入：{e.strerror or e}。", "請先在其他程式中關閉，或另取檔名。"),
        ) from e
    finally:
        temporary.unlink(missing_ok=True)


@cache
def sheet_class() -> Any:
    """The class of worksheets whose texts stay texts: XlsxWriter writes ``<r>…</r>`` into the file as its own markup.

    Such a text gets a space before it.
    """
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]
        def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
            if string.startswith("<r>") and string.endswith("</r>"):
                string = f" {string}"
            return super().write_string(row, col, string, cell_format)

    return Sheet


def close_workbook(book: Any) -> None:
    """Write the workbook's file; OSError when the system refuses, as ``new_file`` expects."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as e:
        raise OSError(str(e)) from e


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
