"""The order of boxes inside their layers, for few crossings: means of neighbours, forth and back, then swaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]
SWEEPS = 12
FEW = 3000
"""Up to so many hops the best order met is kept and neighbours are swapped; beyond, four sweeps must do."""


def neighbours(level: Mapping[str, int], hops: Iterable[Pair]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The boxes linked to in lower and in higher layers, per box."""
    lower: dict[str, list[str]] = {i: [] for i in level}
    higher: dict[str, list[str]] = {i: [] for i in level}
    for a, b in hops:
        if level[a] < level[b]:
            higher[a].append(b)
            lower[b].append(a)
        elif level[b] < level[a]:
            higher[b].append(a)
            lower[a].append(b)
    return lower, higher


def order(
    columns: list[list[str]],
    level: Mapping[str, int],
    ranks: Mapping[str, int],
    cluster: Mapping[str, str],
    hops: Sequence[Pair],
) -> None:
    """Order each column by the mean place of what it links to, forth and back, keeping the best order met."""
    lower, higher = neighbours(level, hops)
    for column in columns:
        column.sort(key=lambda i: ranks.get(i, 0))
    few = len(hops) <= FEW
    best = [list(c) for c in columns]
    least = crossings(columns, hops) if few else 0
    for sweep in range(SWEEPS if few else 4):
        forth = sweep % 2 == 0
        look = lower if forth else higher
        for column in columns if forth else reversed(columns):
            place = _places(columns)
            mean = {i: sum(place[j] for j in look[i]) / len(look[i]) if look[i] else place[i] for i in column}
            flock: dict[str, list[float]] = {}
            for i in column:
                flock.setdefault(cluster.get(i, i), []).append(mean[i])
            middle = {c: sum(m) / len(m) for c, m in flock.items()}
            keys = {
                i: (ranks.get(i, 0), middle[cluster.get(i, i)], cluster.get(i, i), mean[i], place[i]) for i in column
            }
            column.sort(key=keys.__getitem__)
        if few:
            count = crossings(columns, hops)
            if count < least or sweep == 0:
                least, best = count, [list(c) for c in columns]
    if few:
        for column, order in zip(columns, best, strict=True):
            column[:] = order
        for _ in range(SWEEPS):
            swapped = [_swap(c, lower, higher, columns, ranks, cluster) for c in columns]
            if not any(swapped):
                break


def _swap(
    column: list[str],
    lower: Mapping[str, list[str]],
    higher: Mapping[str, list[str]],
    columns: Sequence[Sequence[str]],
    ranks: Mapping[str, int],
    cluster: Mapping[str, str],
) -> bool:
    """Swap neighbours in a column as long as that saves crossings; whether any were."""
    swapped = False
    place = {i: k for c in columns for k, i in enumerate(c)}
    near = {i: (sorted(place[j] for j in lower[i]), sorted(place[j] for j in higher[i])) for i in column}

    def cost(first: str, second: str) -> int:
        return sum(sum(a > b for a in near[first][side] for b in near[second][side]) for side in (0, 1))

    for _ in range(len(column)):
        better = False
        for k in range(len(column) - 1):
            a, b = column[k], column[k + 1]
            if ranks.get(a, 0) != ranks.get(b, 0) or cluster.get(a, "") != cluster.get(b, ""):
                continue
            if cost(b, a) < cost(a, b):
                column[k], column[k + 1] = b, a
                better = swapped = True
        if not better:
            break
    return swapped


def _places(columns: list[list[str]]) -> dict[str, float]:
    return {i: k / max(1, len(c) - 1) for c in columns for k, i in enumerate(c)}


def crossings(columns: Sequence[Sequence[str]], hops: Iterable[Pair]) -> int:
    """How many pairs of links between neighbouring columns cross."""
    at = {i: (c, k) for c, column in enumerate(columns) for k, i in enumerate(column)}
    per: dict[int, list[tuple[int, int]]] = {}
    for a, b in hops:
        (ca, ka), (cb, kb) = sorted((at[a], at[b]))
        if cb - ca == 1:
            per.setdefault(ca, []).append((ka, kb))
    total = 0
    for pairs in per.values():
        pairs.sort()
        ends = [b for _, b in pairs]
        total += _inversions(ends)
    return total


def _inversions(values: list[int]) -> int:
    if len(values) < 2:
        return 0
    middle = len(values) // 2
    left, right = values[:middle], values[middle:]
    count = _inversions(left) + _inversions(right)
    i = j = 0
    merged: list[int] = []
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            count += len(left) - i
            j += 1
    values[:] = merged + left[i:] + right[j:]
    return count
