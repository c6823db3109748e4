"""The embedded engine's exceptions, and the system's about its file, as ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quanze.errors import BusyError, EngineError, QuanzeError, QueryError, QueryTimeoutError, StorageError
from quanze.graph.embedded.library import library


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the exceptions of work on the file at ``path`` into ours."""
    try:
        yield
    except (library().KgError, OSError) as e:
        raise from_engine(e, path) from e
    except UnicodeEncodeError as e:
        raise StorageError(
            f"The engine cannot open a file of the name {str(path)!a}.",
            "Give it another name.",
            zh=(f"引擎無法開啟檔名為 {str(path)!a} 的檔案。", "請更改檔名。"),
        ) from e


def first_line(error: BaseException) -> str:
    """The first line of what it says."""
    return str(error).strip().split("\n")[0]


def from_engine(error: BaseException, path: Path) -> QuanzeError:
    """One of our errors for one of the engine's, or for the system's about the file."""
    kg = library()
    said = first_line(error)
    if isinstance(error, kg.WriterLeaseHeldError):
        pid = re.search(r"pid (\d+)", str(error))
        return BusyError(
            f"{path} is being written by another process{f' (pid {pid[1]})' if pid else ''}.",
            "Wait until it has finished and try again.",
            zh=(f"{path} 正由另一個程序寫入{f'（pid {pid[1]}）' if pid else ''}。", "請待其完成後再試。"),
        )
    if isinstance(error, kg.CypherTimeoutError):
        return QueryTimeoutError(
            "The query took too long and was ended.",
            "Narrow it or raise --timeout.",
            zh=("查詢太久，已中止。", "請縮小範圍，或提高 --timeout。"),
        )
    if isinstance(error, kg.ReadOnlyError | kg.ArgumentError):
        return QueryError(
            f"Only read queries are allowed here. {said}",
            "Use `quanze load` to change data.",
            zh=(f"這裡只能查詢。{said}", "要改資料請用 quanze load。"),
        )
    if isinstance(error, kg.CypherError):
        return QueryError(said, "Check the query text and its parameters.", zh=(said, "請檢查查詢文字與參數。"))
    if isinstance(error, kg.FileFormatError | kg.LoadMemoryLimitError):
        return StorageError(
            f"{path} is damaged, was written by a newer version, or is no Quanze database. {said}",
            "Load the data sets into a new file: the tables are the truth, the database can be rebuilt.",
            zh=(
                f"{path} 已損壞、由較新版本寫成，或不是權責的資料庫。{said}",
                "請將資料集載入新檔：表格才是根本，資料庫可以重建。",
            ),
        )
    if isinstance(error, kg.FileError | kg.FileIoError | OSError):
        return StorageError(
            f"{path} could not be read or written: {said}",
            "Check that the folder exists, is writable and has free space; the old state was kept.",
            zh=(f"{path} 無法讀寫：{said}", "請確認資料夾存在、可寫且有空間；原來的狀態仍在。"),
        )
    return EngineError(said, zh=(said, ""))
