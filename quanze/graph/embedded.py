"""The embedded engine: one ``.kgl`` file. The only file that imports kglite.

How it differs from a server:

* A transaction works on a private copy in memory and is published by one atomic rename; a crash at any
  moment leaves the old file or the new one.
* One writer at a time holds a lease beside the file; a second one waits ``WAIT`` seconds. Readers take none.
* Every record answers ``title`` and ``type``; ``quanze.schema`` therefore declares no such property.
* Bulk calls merge with relationships of the type between the same two nodes, those of their own frame included,
  unless the type has none yet from that kind. So they are used only where it has none between these two kinds,
  and then only for the first row of each pair; everything else goes through the statement's own text.
"""

from __future__ import annotations

import os
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quanze.errors import BusyError, EngineError, IncompleteWriteError, QueryError, QueryTimeoutError, StorageError

if TYPE_CHECKING:
    import kglite

    from quanze.graph.upsert import Statement

Row = dict[str, Any]
T = TypeVar("T")

WAIT = 10.0
"""Seconds a second writer waits for the first."""
BULK = 2_000
"""Rows from which the engine's bulk calls pay for importing pandas."""
_DTYPES = {"integer": "Int64", "year": "Int64", "number": "Float64", "boolean": "boolean"}


def _engine() -> Any:
    import kglite

    kglite.set_query_warning_policy("silent")
    return kglite


def engine_version() -> str:
    """Version of the engine's package; a file of a newer one cannot be opened by an older."""
    version: str = _engine().__version__
    return version


@contextmanager
def _ours(path: Path | None = None) -> Iterator[None]:
    """Turn the engine's exceptions into ours."""
    kglite = _engine()
    try:
        yield
    except kglite.WriterLeaseHeldError as e:
        who = re.search(r"pid (\d+)", str(e))
        raise BusyError(
            f"{path} is being written by another process{f' (pid {who[1]})' if who else ''}.",
            "Wait until it has finished and try again.",
            zh=(f"{path} 正由另一個程序寫入{f'（pid {who[1]}）' if who else ''}。", "請待其完成後再試。"),
        ) from e
    except kglite.CypherTimeoutError as e:
        raise QueryTimeoutError(
            "The query took too long and was ended.",
            "Narrow it or raise --timeout.",
            zh=("查詢太久，已中止。", "請縮小範圍，或提高 --timeout。"),
        ) from e
    except (kglite.ReadOnlyError, kglite.ArgumentError) as e:
        raise QueryError(
            f"Only read queries are allowed here. {_first_line(e)}",
            "Use `quanze load` to change data.",
            zh=(f"這裡只能查詢。{_first_line(e)}", "要改資料請用 quanze load。"),
        ) from e
    except kglite.CypherError as e:
        raise QueryError(
            _first_line(e), "Check the query text and its parameters.", zh=(_first_line(e), "請檢查查詢文字與參數。")
        ) from e
    except (kglite.FileFormatError, kglite.LoadMemoryLimitError) as e:
        raise StorageError(
            f"{path} is damaged, was written by a newer version, or is no Quanze database. {_first_line(e)}",
            "Load the data sets into a new file: the tables are the truth, the database can be rebuilt.",
            zh=(
                f"{path} 已損壞、由較新版本寫成，或不是權責的資料庫。{_first_line(e)}",
                "請將資料集載入新檔：表格才是根本，資料庫可以重建。",
            ),
        ) from e
    except (kglite.FileIoError, kglite.FileError, OSError) as e:
        raise StorageError(
            f"{path} could not be read or written: {_first_line(e)}",
            "Check that the folder exists, is writable and has free space; the old state was kept.",
            zh=(f"{path} 無法讀寫：{_first_line(e)}", "請確認資料夾存在、可寫且有空間；原來的狀態仍在。"),
        ) from e
    except kglite.KgError as e:
        raise EngineError(_first_line(e), zh=(_first_line(e), "")) from e


def _rows(result: Any) -> list[Row]:
    rows: list[Row] = result.to_list()
    return rows


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]


def _first_of_each_pair(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Relationship rows parted into the first one between each two nodes, and the others."""
    seen: set[tuple[str, str]] = set()
    first: list[Row] = []
    again: list[Row] = []
    for row in rows:
        pair = (row["from"], row["to"])
        (again if pair in seen else first).append(row)
        seen.add(pair)
    return first, again


class EmbeddedTransaction:
    """Reads and writes on the private working copy of one ``transact`` call."""

    def __init__(self, graph: kglite.KnowledgeGraph) -> None:
        self._graph = graph
        self.wrote = False

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a read query on the working copy."""
        return _rows(self._graph.cypher(query, params=dict(parameters or {}), timeout_ms=0))

    def write(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Apply one statement to all rows, in bulk where that means the same."""
        self.wrote = True
        if len(rows) >= BULK and statement.action == "create nodes":
            self._bulk_nodes(statement.name, rows)
        elif (
            len(rows) >= BULK
            and statement.ends
            and statement.action == "create relationships"
            and not self._any(*statement.ends)
        ):
            type_, start, _ = statement.ends
            first, again = _first_of_each_pair(rows) if self._any(type_, start) else (rows, [])
            self._bulk_relationships(statement, first)
            self._in_batches(statement, again)
        else:
            self._in_batches(statement, rows)

    def _in_batches(self, statement: Statement, rows: Sequence[Row]) -> None:
        from quanze.graph.upsert import BATCH

        created = 0
        for start in range(0, len(rows), BATCH):
            batch = list(rows[start : start + BATCH])
            result: Any = self._graph.cypher(statement.text, params={"rows": batch}, timeout_ms=0)
            created += result.stats["relationships_created"]
        if statement.action == "create relationships" and created != len(rows):
            raise IncompleteWriteError(created, len(rows), statement.name)

    def _any(self, type_: str, start: str, end: str = "") -> bool:
        """Whether the graph has a relationship of the type from one kind (to another)."""
        to = f"(b:{end})" if end else "(b)"
        return bool(_rows(self._graph.cypher(f"MATCH (a:{start})-[r:{type_}]->{to} RETURN r.key AS key LIMIT 1")))

    def _bulk_nodes(self, label: str, rows: Sequence[Row]) -> None:
        import pandas as pd

        from quanze.schema import KIND, stored_properties

        frame = pd.DataFrame([row["props"] for row in rows], dtype=object)
        for p in stored_properties(KIND[label]):
            if p.type in _DTYPES and p.name in frame:
                frame[p.name] = pd.Series([row["props"].get(p.name) for row in rows], dtype=_DTYPES[p.type])
        # No column is named as title: with one, a kind that has records made by CREATE is refused.
        report = self._graph.add_nodes(frame, label, "id")
        if report["nodes_created"] != len(rows):
            raise IncompleteWriteError(report["nodes_created"], len(rows), label)

    def _bulk_relationships(self, statement: Statement, rows: Sequence[Row]) -> None:
        import pandas as pd

        assert statement.ends
        type_, start, end = statement.ends
        frame = pd.DataFrame([row["props"] for row in rows], dtype=object)
        frame["_from"] = pd.Series([row["from"] for row in rows], dtype=object)
        frame["_to"] = pd.Series([row["to"] for row in rows], dtype=object)
        with warnings.catch_warnings():
            # A missing end is warned of and made up; the report below says so, and we refuse.
            warnings.simplefilter("ignore")
            report = self._graph.add_relationships(frame, type_, start, "_from", end, "_to")
        if report["connections_created"] != len(rows) or report["stubs_vivified"]:
            raise IncompleteWriteError(report["connections_created"], len(rows), type_)


class EmbeddedEngine:
    """A graph in one file. ``create`` allows a file that does not exist yet."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._graph: kglite.KnowledgeGraph | None = None
        if not create and not path.is_file():
            raise StorageError(
                f"There is no database at {path}.",
                "Create one with `quanze load FILE --db PATH`, or leave --db out to ask the bundled graph.",
                zh=(f"{path} 沒有資料庫。", "請以 quanze load 檔名 --db 路徑 建立，或不寫 --db 而問隨附圖譜。"),
            )

    @property
    def address(self) -> str:
        """The path of the file."""
        return str(self._path)

    def _open(self) -> kglite.KnowledgeGraph:
        if self._graph is None:
            kglite = _engine()
            if self._path.exists():
                with _ours(self._path):
                    # Mapped columns halve the time to open a large file; small columns are read anyway.
                    self._graph = kglite.load(str(self._path), columns="mapped")
            else:
                self._graph = kglite.KnowledgeGraph()
            self._graph.read_only(True)
        return self._graph

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """Rows of a read query; see the protocol."""
        graph = self._open()
        if re.match(r"\s*(?:EXPLAIN|PROFILE)\b", query, re.IGNORECASE):
            raise QueryError(
                "EXPLAIN and PROFILE are not answered here.",
                "Ask the query itself.",
                zh=("這裡不回答 EXPLAIN 與 PROFILE。", "請直接查詢。"),
            )
        with _ours(self._path):
            try:
                result = graph.cypher(
                    query,
                    params=dict(parameters or {}),
                    timeout_ms=None if timeout is None else max(1, int(timeout * 1000)),
                    row_limit=limit,
                )
            except (TypeError, OverflowError) as e:
                raise QueryError(
                    _first_line(e),
                    "Give text, numbers of at most 64 bits, lists or maps.",
                    zh=(_first_line(e), "請給文字、64 位元以內的數字、清單或對照。"),
                ) from e
            return _rows(result)

    def transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        """Run ``work`` on a private copy and publish it by one rename; see the protocol."""
        deadline = time.monotonic() + WAIT
        while True:
            try:
                with _ours(self._path):
                    return self._transact(work)
            except BusyError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    def _transact(self, work: Callable[[EmbeddedTransaction], T]) -> T:
        kglite = _engine()
        if not os.access(self._path.parent, os.W_OK):
            raise StorageError(
                f"The folder {self._path.parent} cannot be written.",
                "Choose another --db.",
                zh=(f"資料夾 {self._path.parent} 不能寫入。", "請另選 --db。"),
            )
        result: list[T] = []
        try:
            with kglite.open(str(self._path), durable="off") as graph:
                transaction = EmbeddedTransaction(graph)
                result.append(work(transaction))
                if not transaction.wrote:
                    raise _NothingWritten
        except _NothingWritten:
            pass  # leaving by an exception is how the engine is told to publish nothing
        finally:
            self._graph = None
        return result[0]

    def prepare(self) -> None:
        """Nothing: ids are indexed by the engine, and a load checks every rule itself."""

    def unprepare(self) -> None:
        """Nothing."""

    def status(self) -> list[Row]:
        """No rows: nothing has to be prepared."""
        return []

    def close(self) -> None:
        """Let go of the graph in memory."""
        self._graph = None


class _NothingWritten(Exception):
    """Ends a unit of work that wrote nothing."""
