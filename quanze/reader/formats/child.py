"""Reads one file in a process of its own, with limits of memory and time, so that no document takes the program down.

The process gives back plain data (JSON), never objects of its own. On POSIX the limits are the system's
(``setrlimit``); on Windows a job object holds the memory; everywhere the parent ends a child that takes too long.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import Message, message
from quanze.reader.blocks import Block, Grid, Mark, Paragraph, Place, Source
from quanze.reader.formats.dispatch import read_here

MEMORY = 256 * 2**20
"""Bytes of data that a reading process may hold."""
_SECONDS_PER_MEGABYTE = 40
_OVER = 10
"""Wall-clock seconds beyond the processor time that a child may take on a busy machine."""


def seconds_for(path: Path) -> int:
    """Processor seconds that reading a file of this size may take."""
    return 1 + math.floor(path.stat().st_size / 2**20 * _SECONDS_PER_MEGABYTE)


def read_apart(path: Path) -> Source:
    """The blocks of a file, read in a child process; FileError when it cannot be read within the limits."""
    allowed = seconds_for(path)
    command = [
        sys.executable,
        "-P",
        "-c",
        "from quanze.reader.formats.child import main; main()",
        str(path),
        str(allowed),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=allowed + _OVER, check=False, env=_environment())
    except subprocess.TimeoutExpired as e:
        raise _too_much(path) from e
    if done.returncode != 0:
        raise _too_much(path)
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError as e:
        raise _too_much(path) from e
    if "error" in said:
        raise FileError(Message(**_arguments(said["error"])), _worded(said["advice"]))
    return _source(said)


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}


def _too_much(path: Path) -> FileError:
    return FileError(
        message("Reading {file} takes more time or memory than a plan of its size should.", file=path.name),
        message("Open it in the program that made it and save it again, or print it to a new PDF."),
    )


def _damaged(path: Path, fault: Exception) -> FileError:
    reason = str(fault).splitlines()[0][:120] if str(fault) else type(fault).__name__
    return FileError(
        message("{file} is damaged: {reason}.", file=path.name, reason=reason),
        message("Open it in the program that made it and save it again."),
    )


def main() -> None:
    """Read the file named on the command line and print its blocks; run in the child."""
    path, allowed = Path(sys.argv[1]), int(sys.argv[2])
    _limit(allowed)
    try:
        said = _plain(read_here(path))
    except FileError as e:
        said = _fault(e)
    except MemoryError:
        sys.exit(3)
    except Exception as e:  # whatever a library finds in a broken file ends here, at the edge of its process
        said = _fault(_damaged(path, e))
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _fault(error: FileError) -> dict[str, Any]:
    return {"error": _unworded(error.message), "advice": _unworded(error.advice)}


def _unworded(value: Any) -> Any:
    """A sentence as its template and values, so that the parent can say it in any language."""
    if isinstance(value, Message):
        values = {name: _unworded(v) for name, v in value.values.items()}
        return {"template": value.template, "values": values, "several": value.several, "n": value.n}
    if isinstance(value, (list, tuple)):
        return [_unworded(v) for v in value]
    return value if isinstance(value, (int, float)) else str(value)


def _worded(value: Any) -> Any:
    """The sentence that ``_unworded`` took apart."""
    if isinstance(value, dict):
        return Message(**_arguments(value))
    return [_worded(v) for v in value] if isinstance(value, list) else value


def _arguments(sentence: dict[str, Any]) -> dict[str, Any]:
    return {**sentence, "values": {name: _worded(v) for name, v in sentence["values"].items()}}


def _limit(seconds: int) -> None:
    if sys.platform == "win32":
        import ctypes

        from quanze.reader.formats.windows_job import limit_this_process

        limit_this_process(ctypes.WinDLL("kernel32"), MEMORY, seconds)  # where it is refused, the time limit holds
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    except (ValueError, OSError):
        return  # the system knows no such limit; the time limit holds


def _plain(source: Source) -> dict[str, Any]:
    return {
        "file": source.file,
        "title": source.title,
        "notices": _unworded(source.notices),
        "blocks": [_block(b) for b in source.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    place = [block.place.file, block.place.number, block.place.page, block.place.sheet]
    if isinstance(block, Paragraph):
        return {
            "text": block.text,
            "place": place,
            "wrapped": block.wrapped,
            "heading": block.heading,
            "item": block.item,
            "struck": block.struck,
        }
    return {
        "rows": block.rows,
        "place": place,
        "own": block.own,
        "title": block.title,
        "marks": [[m.row, m.column, m.kind, m.text] for m in block.marks],
    }


def _source(said: dict[str, Any]) -> Source:
    return Source(said["file"], tuple(_blocks(said["blocks"])), said["title"], tuple(_worded(said["notices"])))


def _blocks(listed: list[dict[str, Any]]) -> Iterator[Block]:
    for one in listed:
        place = Place(*one.pop("place"))
        if "rows" in one:
            rows = tuple(tuple(r) for r in one["rows"])
            own = tuple(tuple(r) for r in one["own"])
            yield Grid(rows, place, own, one["title"], tuple(Mark(*m) for m in one["marks"]))
        else:
            yield Paragraph(place=place, **one)
