"""LibreOffice for tests that must see a workbook as an office does: recalculated, and as printed pages."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.resources import absent, require


def converted(path: Path, to: str, folder: Path) -> Path:
    """``path`` converted by LibreOffice to ``to`` (xlsx, pdf) in ``folder``; the path of the new file."""
    return all_converted([path], to, folder)[0]


def all_converted(paths: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """The same of several files by one start of the office, which takes longer than a conversion."""
    program = _found("soffice", "libreoffice-calc")
    command = [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, encoding="utf-8")
    results = [folder / f"{path.stem}.{to.split(':')[0]}" for path in paths]
    assert all(result.is_file() for result in results), done.stderr + done.stdout
    return results


def needs_text_documents() -> None:
    """Skip, in CI fail, where LibreOffice opens workbooks only."""
    program = Path(_found("soffice", "libreoffice-calc")).resolve()
    if not (program.parent / "libswlo.so").exists():
        absent("LibreOffice opens no text documents: apt-get install libreoffice-writer-nogui.")


def pdf_text(path: Path, *options: str) -> str:
    """The text of a PDF."""
    program = _found("pdftotext", "poppler-utils")
    command = [program, *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, encoding="utf-8").stdout


def pdf_pages(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    program = _found("pdfinfo", "poppler-utils")
    command = [program, "-l", "999", str(path)]
    text = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, encoding="utf-8").stdout
    sizes = [line.split(":", 1)[1].split() for line in text.splitlines() if "size:" in line and line.startswith("Page")]
    return [(float(s[0]), float(s[2])) for s in sizes]


@cache
def _profile() -> Path:
    """The office's settings, made by its first start and used by the later ones of this run."""
    folder = Path(tempfile.mkdtemp(prefix="quanze-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _found(program: str, package: str) -> str:
    require("office")
    path = shutil.which(program)
    if path is None:
        absent(f"{program} is not on this machine: apt-get install {package}.")
    return path
