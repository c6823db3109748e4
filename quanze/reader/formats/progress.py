"""What a reader of a format reports while it reads."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being read, and pages or parts done and in all (0 when not known)."""
