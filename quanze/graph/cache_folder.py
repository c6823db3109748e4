"""The user's cache folder: for what can be made again from the tables."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """``QUANZE_CACHE``, or the platform's cache folder for this user."""
    named = os.environ.get("QUANZE_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("quanze", appauthor=False)
