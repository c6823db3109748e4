"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from quanze.reader.blocks import Paragraph, Place, Source


def read_text(path: Path) -> Source:
    """Every line is a paragraph that may go on in the next."""
    text = path.read_text(encoding="utf-8")
    return Source(path.name, tuple(Paragraph(t, Place(path.name, i + 1), wrapped=True) for i, t in enumerate(text.split("\n"))))
