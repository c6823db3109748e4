"""A paper as Markdown, with its footnotes as ``[^1]``."""

from __future__ import annotations

from quanze.exports.markdown_text import aligned_table, escape
from quanze.exports.papers.paper import Block, Cell, Footnotes, Heading, Items, Paper, Paragraph, Picture, Runs, Table

_MARKS = " :;.,：；。，、"
"""What is not set in bold at the ends of a text."""


def markdown(paper: Paper) -> str:
    """The whole document, the footnotes at its end."""
    notes = Footnotes(paper)
    parts = [f"# {escape(paper.title)}", *(_block(block, notes) for block in paper.blocks)]
    if notes.numbers:
        parts.append("\n".join(f"[^{n}]: {escape(note)}" for n, note in notes))
    return "\n\n".join(parts) + "\n"


def _block(block: Block, notes: Footnotes) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {escape(text)}"
        case Paragraph(runs):
            return _runs(runs, notes)
        case Items(items):
            return "\n".join(f"- {_runs(item, notes)}" for item in items)
        case Table():
            title = [f"**{escape(block.title)}**"] if block.title else []
            lines = [list(map(escape, block.heads)), *([_cell(cell, notes) for cell in row] for row in block.rows)]
            return "\n\n".join((*title, "\n".join(aligned_table(lines))))


def _cell(cell: Cell, notes: Footnotes) -> str:
    return escape(cell.line) if isinstance(cell, Picture) else _runs(cell, notes)


def _runs(runs: Runs, notes: Footnotes) -> str:
    text = ""
    for piece in runs:
        shown = escape(piece.text)
        if piece.strong:
            shown = _bold(piece.text)
        text += shown + "".join(
            f"[^{mark.number}]" + (f":{mark.rows}" if mark.rows else "") for mark in notes.marks(piece.notes)
        )
    return text


def _bold(text: str) -> str:
    """``text`` in bold; its marks are set at a word, because Markdown ignores them beside punctuation."""
    word = text.strip(_MARKS)
    if not word:
        return escape(text)
    start = text.index(word)
    return f"{escape(text[:start])}**{escape(word)}**{escape(text[start + len(word) :])}"
