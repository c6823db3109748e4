"""How much memory this process takes and the machine has, by the Windows API.

The structures are spelled out with sizes that do not depend on the system, so that their layout can be checked
anywhere: see PROCESS_MEMORY_COUNTERS and MEMORYSTATUSEX in the documentation of the Windows API.
"""

from __future__ import annotations

import ctypes
from typing import Any

_HANDLE = ctypes.c_void_p


class Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("pools", ctypes.c_size_t * 4),
        ("committed", ctypes.c_size_t),
        ("peak_committed", ctypes.c_size_t),
    )


class Status(ctypes.Structure):
    """MEMORYSTATUSEX."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("physical", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 6),
    )


def taken(kernel: Any) -> int:
    """Bytes that this process has been promised, in memory or on disk; 0 where the system does not say.

    ``kernel`` is ``kernel32``. The working set would not do: the system shrinks it when memory runs short.
    """
    counters = Counters(size=ctypes.sizeof(Counters))
    kernel.GetCurrentProcess.restype = _HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (_HANDLE, ctypes.c_void_p, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo.restype = ctypes.c_int
    said = kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), ctypes.sizeof(counters))
    return int(counters.committed) if said else 0


def of_machine(kernel: Any) -> int:
    """Bytes of memory that the machine has; 0 where the system does not say."""
    status = Status(size=ctypes.sizeof(Status))
    kernel.GlobalMemoryStatusEx.argtypes = (ctypes.c_void_p,)
    kernel.GlobalMemoryStatusEx.restype = ctypes.c_int
    return int(status.physical) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else 0
