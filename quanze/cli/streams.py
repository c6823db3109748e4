"""Standard output and error where they are closed or full: losing an answer is a failure, losing a remark is not."""

from __future__ import annotations

import errno
import io
import os
from contextlib import suppress
from typing import Any, TextIO


class ClosedOutput(io.TextIOBase):
    """Refuses every text, as the system does where the caller has closed standard output."""

    encoding = "utf-8"

    def write(self, _text: str, /) -> int:
        """Raises OSError."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


ERASED = "\r\x1b[K"
"""Begins a line of progress that takes the place of the one before: the one thing of ours that a terminal acts on."""


class Terminal:
    """A terminal: whatever file a text comes from, nothing in it is acted on."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text so that all of it can be seen."""
        from quanze.text.clean import visible  # its patterns are compiled on import, and a pipe needs none

        begun = ERASED if text.startswith(ERASED) else ""
        self._stream.write(begun + visible(text.removeprefix(begun)))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Beside:
    """Standard error, of which nothing that is asked for depends; None stands for a closed one."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream: TextIO = stream if stream is not None else io.StringIO()

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
