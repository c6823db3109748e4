"""The list of own agencies in the flat workbook: each body with the other ways in which the plan writes it."""

from __future__ import annotations

from quanze.reader.blocks import Grid
from quanze.reader.draft import Evidence
from quanze.reader.names import agency_kind
from quanze.reader.reading import Reading, Short
from quanze.reader.wording import normalise, tidy
from quanze.schema.celltext import split_list
from quanze.schema.flat_sheet import AGENCIES

RULE = "own_agencies.list"


def is_list(grid: Grid) -> bool:
    """Whether a table is the sheet of own agencies, by its title."""
    return grid.title in AGENCIES.titles


def read(reading: Reading) -> None:
    """Make the listed bodies known by all their names, before any rule meets one of them."""
    for number, (_, grid) in enumerate(reading.outline.grids):
        if not is_list(grid):
            continue
        for at, cells in enumerate(grid.rows[1:], 1):
            name = tidy(cells[0])
            others = split_list("".join(cells[1:2]).replace("、", ";"))
            if not name:
                continue
            place = grid.place.row(at)
            evidence = Evidence(reading.source, -1, 0, 0, RULE, place, place, name, grid=number, row=at)
            reading.draft.node("Agency", name, evidence, *others, kind=agency_kind(name))
            for written in (name, *others):
                reading.shorts[normalise(written)] = Short("Agency", name)
                reading.names.add(written)
            reading.read_cells(number, at, range(len(cells)))
