"""Copies of what the checkout holds, for tests that change them."""

from __future__ import annotations

import shutil
from pathlib import Path


def copied(source: Path, target: Path) -> Path:
    """A copy of a folder that may be written, of a checkout that may only be read too."""
    shutil.copytree(source, target, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    return target
