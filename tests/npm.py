"""Packages of Node.js that tests use, fetched with npm the first time and kept beside the user's caches."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import platformdirs

from tests.resources import absent

LOCKED = ("package.json", "package-lock.json", ".npmrc")
"""The files that name the packages and their versions."""


def installed(source: Path, files: Sequence[str], name: str) -> Path:
    """A folder with ``files`` of ``source`` and the packages that they name; skipped, or in CI failed, without npm."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        absent("This needs Node.js 20 or later: install node and npm.")
    stamp = blake2b(b"".join((source / f).read_bytes() for f in files), digest_size=8).hexdigest()
    folder = Path(platformdirs.user_cache_dir("quanze-tests")) / name / stamp
    if not (folder / "ready").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(source / file, folder / file)
        npm = [str(shutil.which("npm")), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(npm, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        (folder / "ready").touch()
    return folder
