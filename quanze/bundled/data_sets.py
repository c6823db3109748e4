"""The tables that ship: which data sets there are, and where."""

from __future__ import annotations

from pathlib import Path

ORDER = ("sdg", "climate-act", "chiayi", "chiayi-indicators")
"""The data sets that ship, each after those it requires."""


def folders() -> list[Path]:
    """Folders of the shipped data sets, in loading order."""
    root = Path(__file__).parents[1] / "data"
    return [root / name for name in ORDER]


def source(named: str | Path) -> Path:
    """The path itself, or the folder of the shipped data set of that name when there is no such path."""
    path = Path(named)
    if str(named) in ORDER and not path.exists():
        return folders()[ORDER.index(str(named))]
    return path
