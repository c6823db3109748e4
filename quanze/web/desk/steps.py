"""Long steps: each runs in a process of its own, says how far it is, and can be stopped."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.errors import FindingsError, QuanzeError
from quanze.locale import Message, message

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

RUNNING, DONE, FAILED, STOPPED = "running", "done", "failed", "stopped"
KEPT = 40
"""Steps that are remembered after their end."""
_OFTEN = 0.1
"""Seconds between two reports of progress."""
AT_HAND = (
    "quanze.web.desk.work",
    "quanze.reader.flat_sheet",
    "quanze.changes.merge",
    "quanze.exports.comparison_document",
    "quanze.queries.gaps",
    "quanze.bundled.engine",
)
"""The modules that most steps use, with what they import: to import them takes longer than most steps."""


class Fault(NamedTuple):
    """What went wrong in a step: the sentence and the advice, and the findings that stopped it."""

    message: str
    advice: str
    findings: Sequence[Any] = ()


class Step:
    """One step, which begins at once. ``function`` gets ``given`` and, last, what to call with its progress. ``ended``
    is called with what it gave, before it counts as done, and gives the address to go on to;
    ``back`` is where one goes after a stop, and after a fault where ``failed`` does not say another address."""

    def __init__(
        self,
        title: Message,
        function: Callable[..., Any],
        given: tuple[Any, ...],
        back: str,
        ended: Callable[[Any], str],
        failed: Callable[[], str] | None = None,
    ) -> None:
        self.id = secrets.token_urlsafe(9)
        self.title, self.back, self.next = title, back, back
        self.state = RUNNING
        self.doing: tuple[str, int, int] = ("", 0, 0)
        self.fault: Fault | None = None
        self._ended, self._failed = ended, failed
        self._lock = threading.Lock()
        self._begun = time.monotonic()
        self._seconds: float | None = None
        context = _context()
        receiving, sending = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(sending, function, given), daemon=True)
        self._process.start()
        sending.close()
        self._thread = threading.Thread(target=self._listen, args=(receiving,), daemon=True)
        self._thread.start()

    @property
    def seconds(self) -> int:
        """How long it has been running, or ran."""
        return int(self._seconds if self._seconds is not None else time.monotonic() - self._begun)

    def wait(self, seconds: float) -> bool:
        """Wait for its end; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End the process and what it started. What is not written by then never will be."""
        with self._lock:
            if self.state != RUNNING:
                return
            self.state = STOPPED
        _end(self._process.pid)
        self._process.join(5)

    def _listen(self, receiving: Connection) -> None:
        """Take what the process says until its end."""
        state, outcome = FAILED, None
        fault = Fault(
            message("The step ended before it was done."), message("Try again; if it happens again, free some memory.")
        )
        with receiving, suppress(EOFError, OSError):
            while True:
                said, value = receiving.recv()
                if said == "progress":
                    self.doing = value
                    continue
                state, outcome = (DONE, value) if said == "done" else (FAILED, None)
                fault = value if said == "failed" else fault
                break
        self._process.join(5)
        with self._lock:
            self._seconds = time.monotonic() - self._begun
            if self.state == STOPPED:
                return
            if state == DONE:
                self.next = self._ended(outcome)
            else:
                self.fault = fault
                if self._failed:
                    self.back = self._failed()
            self.state = state


class Steps:
    """The steps of one desk."""

    def __init__(self) -> None:
        self._steps: dict[str, Step] = {}

    def keep(self, step: Step) -> Step:
        """Remember a step that was begun."""
        self._steps[step.id] = step
        for old in [key for key, one in self._steps.items() if one.state != RUNNING][:-KEPT]:
            del self._steps[old]
        return step

    def get(self, id_: str) -> Step | None:
        """The step of that id."""
        return self._steps.get(id_)

    def stop_all(self) -> None:
        """End what is still running."""
        for step in self._steps.values():
            step.stop()


@cache
def _context() -> SpawnContext | ForkServerContext:
    """How a process is started that holds no thread, lock or open database of this one: as a fork of one that has
    imported what steps use and has done nothing else, or anew where the system has no such forks."""
    # Before 3.11.1 other users of the machine could have such a process run what they like (CVE-2022-42919).
    if sys.platform != "linux" or sys.version_info[:3] < (3, 11, 1):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*AT_HAND])
    return context


def get_ready() -> None:
    """Begin to import what steps use, so that the first need not wait for it."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def _run(sending: Connection, function: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """What the process does: the step itself, its progress and its end as messages."""
    if sys.platform != "win32":
        os.setsid()  # so that what it starts ends with it
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program; it ends its steps
    last = 0.0

    def progress(name: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _OFTEN or done == total:
            last = now
            sending.send(("progress", (name, done, total)))

    try:
        sending.send(("done", function(*given, progress)))
    except FindingsError as e:
        sending.send(("failed", Fault(e.message, e.advice, e.findings)))
    except QuanzeError as e:
        sending.send(("failed", Fault(e.message, e.advice)))
    except MemoryError:
        sending.send(("failed", Fault(message("There is not enough memory for this step."), "")))
    except Exception as e:
        print(f"{type(e).__name__}: {e}", file=sys.stderr)
        said = message("The step failed: {name}.", name=type(e).__name__)
        sending.send(("failed", Fault(said, message("See the terminal for details."))))


def _end(pid: int | None) -> None:
    """End a process with what it started."""
    if pid is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        elif os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
        else:  # it has not come to a group of its own yet
            os.kill(pid, signal.SIGKILL)
