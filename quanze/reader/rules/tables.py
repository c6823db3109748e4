"""Strategy tables: a row a measure, with lead, partners, period, indicators, yearly targets and SDG targets."""

from __future__ import annotations

from quanze.reader.blocks import Grid
from quanze.reader.reading import Reading
from quanze.reader.rules.heads import Heads, find_heads, head_words, repeats_heads
from quanze.reader.rules.table_rows import Row, State
from quanze.reader.wording import tidy


def read(reading: Reading) -> None:
    """Read every table; one without heads goes on from the table before it."""
    heads: Heads | None = None
    words: list[dict[int, str]] = []
    before: Grid | None = None
    rows: list[tuple[int, list[str], int]] = []
    grids = reading.outline.grids
    for number, (_, grid) in enumerate(grids):
        found = find_heads(grid)
        if found is not None:
            same = heads is not None and before is not None and words and _same_heads(words, head_words(grid, found))
            if not same:
                _table(reading, heads, rows)
                rows = []
            heads, words = found, head_words(grid, found)
            first = found.first
        elif (
            heads is not None
            and before is not None
            and grid.rows
            and len(grid.rows[0]) == len(before.rows[0])
            and not _prose_between(grids, number)
        ):
            first = 0
        else:
            _table(reading, heads, rows)
            heads, rows, before = None, [], None
            continue
        fresh = True
        for at in range(first, len(grid.rows)):
            if any(repeats_heads(grid, at, w) for w in words):
                continue
            cells = [tidy_cell(c) for c in grid.rows[at]]
            if not any(cells):
                continue
            if fresh and rows and number and _continues(heads, cells, rows[-1][1], grid, at):
                _append(heads, rows[-1][1], cells)
            else:
                rows.append((number, cells, at))
            fresh = False
        before = grid
    _table(reading, heads, rows)


def tidy_cell(text: str) -> str:
    """A cell's text, each line tidied, empty lines left out."""
    return "\n".join(t for t in (tidy(line) for line in text.split("\n")) if t)


def _same_heads(a: list[dict[int, str]], b: list[dict[int, str]]) -> bool:
    return any(x == y and any(x.values()) for x in a for y in b)


def _prose_between(grids: list[tuple[int, Grid]], number: int) -> bool:
    """Whether more than a page's head or foot stands between a table and the one before it."""
    return number > 0 and grids[number][0] - grids[number - 1][0] > 3


def _continues(heads: Heads, cells: list[str], last: list[str], grid: Grid, at: int) -> bool:
    """Whether the first row of a new page is the rest of the last row: its task or its lead is empty there."""
    if at != 0 and not any(cells):
        return False
    keys = heads.of("measure", "indicator", "agency") or heads.of("strategy")
    roles = [c for c in heads.of("role") if heads.columns[c].role == "CONVENES"]
    number = heads.of("number")
    empty_key = all(not cells[c] for c in keys if c < len(cells))
    empty_role = bool(roles) and all(not cells[c] for c in roles if c < len(cells))
    if number and all(not cells[c] for c in number) and empty_role and any(last[c] for c in number):
        return True
    return (empty_key or empty_role) and all(not cells[c] for c in number if c < len(cells)) and bool(grid.rows)


def _append(heads: Heads, last: list[str], cells: list[str]) -> None:
    for c, text in enumerate(cells):
        if text and c < len(last) and text != last[c]:
            kind = heads.columns[c].kind if c in heads.columns else ""
            glue = (
                "\n" if kind in ("role", "leadless") and last[c].endswith(("局", "處", "署", "部", "會", "所")) else ""
            )
            last[c] = (last[c] + glue + text) if last[c] else text


def _table(reading: Reading, heads: Heads | None, rows: list[tuple[int, list[str], int]]) -> None:
    if heads is None or not rows:
        return
    _unit_or_agency(reading, heads, rows)
    state = State()
    for number, cells, at in rows:
        Row(reading, heads, cells, number, at, state).read()


def _unit_or_agency(reading: Reading, heads: Heads, rows: list[tuple[int, list[str], int]]) -> None:
    """A column headed 單位 holds units of measure or agencies; its cells tell."""
    from quanze.reader.rules.heads import Head

    for column in heads.of("unit"):
        filled = [cells[column] for _, cells, _ in rows if column < len(cells) and cells[column]]
        if filled and sum(1 for t in filled if reading.split(t)) > len(filled) / 2:
            heads.columns[column] = Head("agency", heads.columns[column].word)
    agencies = heads.of("agency")
    if agencies and not heads.of("measure", "strategy"):
        return
    for column in agencies:
        heads.columns[column] = Head("role", heads.columns[column].word, "CONVENES")
