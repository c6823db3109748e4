"""Standard output and error where they are closed or full: an answer that is lost is told, what is beside it is not."""

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
