"""Limits of this process on Windows, by a job object: memory, processor time, and no process of its own.

The structures are spelled out with sizes that do not depend on the system, so that their layout can be checked
anywhere: see JOBOBJECT_EXTENDED_LIMIT_INFORMATION in the documentation of the Windows API.
"""

from __future__ import annotations

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9
"""The class of information that a job is given (JobObjectExtendedLimitInformation)."""
_PROCESS_TIME = 0x2
_ACTIVE_PROCESS = 0x8
_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400
_TICKS_PER_SECOND = 10_000_000
_HANDLE = ctypes.c_void_p


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("greatest_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory: int, seconds: int) -> ExtendedLimits:
    """At most so many bytes of memory and seconds of processor time for one process, which starts no other."""
    out = ExtendedLimits()
    out.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
    out.basic.per_process_user_time = seconds * _TICKS_PER_SECOND
    out.basic.active_processes = 1
    out.process_memory = memory
    return out


def limit_this_process(kernel: Any, memory: int, seconds: int) -> bool:
    """Put this process into a job with limits; false where the system refuses, as in a job that allows no other.

    ``kernel`` is ``kernel32``.
    """
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.CreateJobObjectW.restype = _HANDLE
    kernel.SetInformationJobObject.argtypes = (_HANDLE, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.SetInformationJobObject.restype = ctypes.c_int
    kernel.GetCurrentProcess.restype = _HANDLE
    kernel.AssignProcessToJobObject.argtypes = (_HANDLE, _HANDLE)
    kernel.AssignProcessToJobObject.restype = ctypes.c_int
    job = kernel.CreateJobObjectW(None, None)
    wanted = limits(memory, seconds)
    return bool(
        job
        and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
