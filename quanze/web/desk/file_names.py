"""Names of files as strangers give them, made into names that every disk can hold."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_BYTES = 180
"""Room for a name on every disk, with what an engine puts beside it."""


def safe_name(name: str) -> str:
    """A name without folders, signs that a disk refuses and characters that hide; its ending is kept.

    A name from which nothing is left is empty.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    text = "".join(c for c in " ".join(last.split()) if unicodedata.category(c)[0] != "C")
    text = " ".join(text.translate(_SIGNS).split()).strip(". ")
    stem, dot, ending = text.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    if stem.casefold() in _RESERVED:
        stem = f"{stem}-"
    room = _BYTES - len(ending.encode("utf-8", "replace")) - 1
    if room < _BYTES // 2:
        stem, ending, dot, room = text, "", "", _BYTES
    stem = stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").strip()
    return f"{stem}{dot}{ending}" if stem else ""
