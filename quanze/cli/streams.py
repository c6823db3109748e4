"""Standard output and error where they are closed or full: losing an answer is a failure, losing a remark is not."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


class Piped:
    """Standard output into a pipe or a file; a reader that has gone (head, less) is not a failure.

    The command goes on to its end without it, since a file of ``-o`` may still be to be written.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        with self._without_its_reader():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        with self._without_its_reader():
            self._stream.flush()

    @contextmanager
    def _without_its_reader(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())  # where what is still kept, and what follows, is flushed to
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Beside:
    """Standard error, which no answer depends on; None when it is closed."""

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
