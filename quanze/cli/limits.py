"""The ends of a question: its time, the memory it may take, and Ctrl-C, also where the engine heeds none of them.

The engine looks at the clock and at signals between its steps, and a step may take as long as it likes: one of a
shortest path, or a text that doubles. It lets other threads run meanwhile, and one of these ends the process. A
question changes no database, and files that it writes appear whole or not at all.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import click

from quanze.cli.language import _, spoken
from quanze.locale import message

GRACE = 0.5
"""Seconds in which the engine or Python may end by itself, which is tidier."""
MEMORY = "QUANZE_MEMORY"
"""The environment variable for the megabytes that a question may take."""
TIMEOUT = "QUANZE_TIMEOUT"
"""The environment variable for the seconds that a question may take."""
_INTERVAL = 0.05
_OF_CONTAINER = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux says how much memory a container may take, in its present and in its former way."""
_STATM = Path("/proc/self/statm")


@contextmanager
def time_limit(seconds: float, said: str, code: int) -> Iterator[None]:
    """Within, the process ends with a message and an exit code soon after a time."""
    over = threading.Event()

    def wait() -> None:
        if not over.wait(seconds + GRACE):
            _end(said, code)

    threading.Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        over.set()


@contextmanager
def interruptible(too_much: str, code: int) -> Iterator[None]:
    """Within, the process ends when it takes too much memory, and soon after Ctrl-C."""
    over, limit = threading.Event(), memory_limit()
    with _one_thread_interrupted(over, code):
        threading.Thread(target=_watch_memory, args=(over, limit, too_much, code), daemon=True).start()
        try:
            yield
        finally:
            over.set()


@contextmanager
def _one_thread_interrupted(over: threading.Event, code: int) -> Iterator[None]:
    """Within, Ctrl-C comes to a thread that waits for nothing else.

    The engine takes the signal for itself and looks at it between its steps. So it is blocked in all other threads,
    those of the engine too, which inherit this; hence first of all.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_wait_for_interrupt, args=(over, code), daemon=True).start()
    try:
        yield
    finally:
        over.set()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait_for_interrupt(over: threading.Event, code: int) -> None:
    signal.sigwait({signal.SIGINT})
    interrupt_main()
    if not over.wait(GRACE):
        _end(_("Aborted!"), code)


def _watch_memory(over: threading.Event, limit: int, too_much: str, code: int) -> None:
    while not over.wait(_INTERVAL):
        if _memory() > limit:
            _end(too_much, code)


def time_allowed() -> float | None:
    """Seconds that a question may take: ``QUANZE_TIMEOUT``; None for any time."""
    seconds = _setting(TIMEOUT)
    return min(seconds, threading.TIMEOUT_MAX - GRACE) if seconds else None


def _setting(name: str) -> float | None:
    """The number in an environment variable, None where it is not set; UsageError unless it is above zero."""
    text = os.environ.get(name, "").strip()
    if not text:
        return None
    with suppress(ValueError):
        if 0 < (number := float(text)) < float("inf"):
            return number
    raise click.UsageError(
        message("{name} is not a number above zero: {value!r}", name=name, value=text[:60]).in_language(spoken())
    )


def memory_limit() -> int:
    """Bytes that a question may take: ``QUANZE_MEMORY`` megabytes, else three quarters of the machine's or container's
    memory."""
    megabytes = _setting(MEMORY)
    if megabytes:
        return int(megabytes * (1 << 20))
    if sys.platform == "win32":
        return sys.maxsize
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in _OF_CONTAINER:
        with suppress(OSError, ValueError):  # another system, or a container without a limit
            memory = min(memory, int(Path(path).read_bytes()))
    return memory // 4 * 3


def _memory() -> int:
    """Bytes that this process takes; 0 where the system does not say."""
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _end(said: str, code: int) -> NoReturn:
    """Leave without waiting for the engine, whose step cannot be stopped."""
    with suppress(OSError):
        os.write(2, f"\n{said}\n".encode())
    os._exit(code)
