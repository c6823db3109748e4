"""Two agencies side by side: what both answer for, and what only one of them does."""

from __future__ import annotations

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.queries.progress import with_last_years
from quanze.queries.responsibility import nearest_duties
from quanze.schema import KIND
from quanze.schema.codes import BY_BOTH, BY_FIRST, BY_NEITHER, BY_SECOND, WHOSE
from quanze.schema.dates import holds
from quanze.schema.rows import HeldByTwo, Match, Responsibility, SideBySide
from quanze.schema.ways import SECTIONED, UNSETTLED


def side_by_side(reader: Reader, agencies: tuple[Match, Match], *, as_of: str, day: str, most: int = 0) -> SideBySide:
    """What two agencies answer for on ``day``; ``most`` paths of each are read, the nearest (0: all)."""
    things: dict[str, tuple[list[Responsibility], list[Responsibility]]] = {}
    left_out, other_times = [0, 0], [0, 0]
    for side, agency in enumerate(agencies):
        rows, total = nearest_duties(reader, agency["id"], as_of=as_of, most=most)
        left_out[side] = total - len(rows)
        for row in with_last_years(reader, rows, day=day):
            if not holds(row["valid_from"], row["valid_to"], day):
                other_times[side] += 1
            elif row["item_kind"] != "AnnualTarget":  # which is shown with its indicator
                things.setdefault(row["item"], ([], []))[side].append(row)
    due = {row["id"]: row["due"] for row in statements.run(reader, "deadlines")}
    found = [_held(item, _nearest(first), _nearest(second), due) for item, (first, second) in things.items()]
    parts, kinds = [*WHOSE], [*KIND]
    found.sort(key=lambda row: (parts.index(row["whose"]), _distance(row), kinds.index(row["item_kind"])))
    return {"agencies": [*agencies], "day": day, "rows": found, "left_out": left_out, "other_times": other_times}


def _nearest(rows: list[Responsibility]) -> list[Responsibility]:
    """The nearest path of each role: an agency's own before those of its sections, and one that the source leaves open
    only where the role is not held otherwise."""
    settled = [row for row in rows if row["how"] != UNSETTLED]
    chosen = [row for row in settled if row["how"] != SECTIONED] or settled
    roles = {row["role"]: row for row in (*(one for one in rows if one["how"] == UNSETTLED), *reversed(chosen))}
    return sorted(roles.values(), key=lambda row: row["distance"])


def _held(item: str, first: list[Responsibility], second: list[Responsibility], due: dict[str, str]) -> HeldByTwo:
    about = (first or second)[0]
    settled = [any(row["how"] != UNSETTLED for row in side) for side in (first, second)]
    whose = {(True, True): BY_BOTH, (True, False): BY_FIRST, (False, True): BY_SECOND, (False, False): BY_NEITHER}
    return {
        "item": item,
        "item_name": about["item_name"],
        "item_name_en": about["item_name_en"],
        "item_kind": about["item_kind"],
        "whose": whose[settled[0], settled[1]],
        "due": due.get(item, ""),
        "last": about.get("last"),
        "first": first,
        "second": second,
    }


def _distance(row: HeldByTwo) -> int:
    return min(held["distance"] for held in (*row["first"], *row["second"]))
