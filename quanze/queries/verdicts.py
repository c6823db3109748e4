"""What the figures of one indicator come to: the rules of ``quanze.schema.progress`` applied.

No engine is asked here. A verdict comes with the sentence that says what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from quanze.locale import Later, Message, later, plural
from quanze.schema.dates import ShownDate, holds
from quanze.schema.number_text import ShownNumber
from quanze.schema.progress import (
    ACCELERATION,
    ACHIEVED,
    DETERIORATION,
    DIRECTION,
    FALLING,
    FAR,
    IMPROVING,
    KEEP,
    LIMITED,
    LINE,
    MET,
    MISSED,
    NEARLY,
    NO_DIRECTION,
    NO_TARGET,
    NOT_DUE,
    NOT_REPORTED,
    ON_TRACK,
    OWN,
    REFUSED,
    RISING,
    STALE,
    STEADY,
    WORSENING,
    ProgressRules,
    years_between,
)

UP, DOWN, HOLD = "up", "down", "hold"
_EDGE = 1e-9
"""Share by which figures may differ through the way computers hold them."""


class Year(NamedTuple):
    """One year's target and result; ``several`` are the results that differ where more than one is recorded."""

    year: int
    target: float | None = None
    result: float | None = None
    provisional: bool = False
    several: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What is recorded of an indicator: ``years`` in order, each once; ``base`` is the baseline's year and value."""

    years: tuple[Year, ...] = ()
    direction: str | None = None
    base: tuple[int, float] | None = None
    tolerance: float | None = None
    frequency: str | None = None

    def of(self, year: int) -> Year:
        """What is recorded of a year."""
        for own in self.years:
            if own.year == year:
                return own
        return Year(year)


class Judgement(NamedTuple):
    """A verdict, what it rests on and the sentence that says so.

    ``target`` is what the result is measured by, stated or on a line. ``short`` is by how much it falls short, as a
    share of the target; ``ratio`` is that of growth rates. ``before`` is the year of the last result when the year
    itself has none, ``target_year`` that of the stated value which it is measured by or to which a line leads.
    ``concluded`` says that no direction is given and the verdict follows the one in which the targets go.
    """

    verdict: str
    basis: str
    words: Later
    target: float | None = None
    year: Year = Year(0)
    before: int | None = None
    short: float | None = None
    trend: str = ""
    ratio: float | None = None
    target_year: int | None = None
    concluded: bool = False

    @property
    def said(self) -> Message:
        """The sentence that says what the verdict rests on."""
        return self.words.made()


class _Wanted(NamedTuple):
    """What is wanted of a year: the value, what it rests on, the sentence, and the year of the stated value which it is
    or to which a line leads."""

    value: float
    basis: str
    said: Later
    year: int


def one_year(year: int, rows: Sequence[dict[str, Any]], direction: str | None, day: str) -> Year:
    """The figures of a year of which several rows speak, of one data set or of several.

    A target that holds on the day comes before one that does not, the later before the earlier; a final result comes
    before a provisional one. Of results that differ all the same the least favourable counts.
    """
    stated = [row for row in rows if row["target"] is not None]
    stated = [row for row in stated if holds(row["valid_from"], row["valid_to"], day)] or stated
    since = max((row["valid_from"] or "" for row in stated), default="")
    targets = [float(row["target"]) for row in stated if (row["valid_from"] or "") == since]
    target = (min(targets) if direction == DOWN else max(targets)) if targets else None
    reported = [row for row in rows if row["result"] is not None]
    final = [row for row in reported if not row["provisional"]]
    results = sorted({float(row["result"]) for row in final or reported})
    if not results:
        return Year(year, target)
    if direction == UP:
        result = results[0]
    elif direction == DOWN or target is None:
        result = results[-1]
    else:
        aim = target
        result = max(results, key=lambda value: abs(value - aim))
    return Year(year, target, result, not final, tuple(results) if len(results) > 1 else ())


def due(year: int, rules: ProgressRules) -> str:
    """The day (ISO) on which the result of a year is due."""
    years, month = divmod(int(rules.due_months), 12)
    return f"{year + 1 + years:04d}-{month + 1:02d}-01"


def judge(figures: Figures, year: int, day: str, rules: ProgressRules) -> Judgement:
    """The verdict on a year by the plan's own targets, on a day (ISO)."""
    known = _known(figures, day)
    own = known.of(year)
    direction = known.direction or apparent(known)
    found = _judged(known, own, direction, day, rules)
    # Half a year beside a whole one says nothing.
    running = _is_running(year, day) and own.result is not None
    trend = "" if running else _trend(known, min(year, int(day[:4]) - 1), direction, rules)
    if own.result is None:
        return found._replace(trend=trend)
    said = found.words
    if direction and not figures.direction and found.verdict in (MET, NEARLY, MISSED):
        said = _and(said, _taken(direction))
        found = found._replace(concluded=True)
    return found._replace(words=_and(said, *_remarks(own)), year=own, trend=trend)


def verdicts(figures: Figures, day: str, rules: ProgressRules) -> Iterator[tuple[Year, str]]:
    """The years that have a target and, on a day, a result, with the verdict of ``judge`` alone: of most figures of a
    large graph nothing else is wanted."""
    known = _known(figures, day)
    direction = known.direction or apparent(known)
    for own in known.years:
        if own.target is not None and own.result is not None:
            if direction in (UP, DOWN) and not _is_running(own.year, day):
                yield own, _reached(known, own.result, own.target, direction, rules)[0]  # no sentence is made
            else:
                yield own, _judged(known, own, direction, day, rules).verdict


def _judged(known: Figures, own: Year, direction: str | None, day: str, rules: ProgressRules) -> Judgement:
    """The verdict on a year by what is known of all, with what it rests on."""
    wanted = _wanted(known, own.year, direction, rules)
    if own.result is None:
        return _without_result(known, own, wanted, day, rules)
    if wanted is None:
        found = _by_direction(known, own, direction, rules)
    elif wanted.basis == KEEP:
        found = _kept(known, own.result, wanted, rules)
    elif direction is None:
        found = _without_direction(own.result, wanted)
    else:
        found = _beside_target(known, own.result, wanted, direction, rules)
    if wanted is not None:
        found = found._replace(target_year=wanted.year)
    return _so_far(found, direction) if _is_running(own.year, day) else found


def _is_running(year: int, day: str) -> bool:
    """Whether a year is not over on a day."""
    return year >= int(day[:4])


def _so_far(found: Judgement, direction: str | None) -> Judgement:
    """The verdict on a year that is not over: what is to rise may have reached its target; nothing is missed yet, and
    what is to stay low or as it is may still change."""
    if found.verdict not in (MET, NEARLY, MISSED):
        return found
    said = later("The year is not over; the result of the whole year counts.")
    reached = found.verdict == MET and direction == UP and found.basis != DIRECTION
    return found._replace(verdict=MET if reached else NOT_DUE, words=_and(found.words, said))


def growth(figures: Figures, year: int, day: str, rules: ProgressRules) -> Judgement:
    """The verdict by the ratio of the growth that was to the growth that is needed, up to a year.

    The method is that of Statistics Canada; it is refused, with the reason, where a rate of growth has no meaning.
    """
    known = _known(figures, day)
    reported = [y for y in known.years if y.result is not None and y.year <= year]
    last = reported[-1] if reported else Year(year)
    trend = _trend(known, year, known.direction, rules)

    def answer(verdict: str, said: Later, target: float | None = None, ratio: float | None = None) -> Judgement:
        before = None if last.year == year else last.year
        return Judgement(verdict, "", _and(said, *_remarks(last)), target, last, before, None, trend, ratio)

    if known.direction == HOLD:
        return answer(REFUSED, later("A value that is to be kept has no rate of growth to be compared."))
    if known.direction is None:
        return answer(REFUSED, later("No wanted direction is given."))
    base = known.base or next(((y.year, y.result) for y in reported if y.result is not None), None)
    if base is None or last.result is None or last.year <= base[0]:
        return answer(REFUSED, later("Growth needs two values of different years."))
    aims = [y for y in known.years if y.target is not None and y.year > base[0]]
    far = aims[-1] if aims else None
    values = [base[1], last.result, *([far.target] if far and far.target is not None else [])]
    if any(value == 0 for value in values):
        return answer(REFUSED, later("A growth rate cannot be computed from zero or to zero."))
    if any(value < 0 for value in values):
        return answer(REFUSED, later("A value below zero, such as a removal, has no rate of growth."))
    sign = 1 if known.direction == UP else -1
    was = (last.result / base[1]) ** (1 / (last.year - base[0])) - 1
    done: dict[str, Any] = {
        "base": ShownNumber(base[1]),
        "year": _shown(base[0]),
        "result": ShownNumber(last.result),
        "last": _shown(last.year),
        "was": _percent(was, 2),
    }
    if far is None or far.target is None:
        code = _grade(sign * was, rules.growth_on_track, rules.growth_acceleration)
        said = later("From {base} ({year}) to {result} ({last}): {was} a year; there is no target.", **done)
        return answer(code, said)
    if sign * (last.result - far.target) >= 0:
        said = later(
            "{result} ({last}) has reached the target {target} of {far}.",
            target=ShownNumber(far.target),
            far=_shown(far.year),
            **done,
        )
        return answer(ACHIEVED, said, far.target)
    needed = (far.target / base[1]) ** (1 / (far.year - base[0])) - 1
    if needed == 0:
        return answer(REFUSED, later("The target is the value of the baseline: no growth is needed."))
    ratio = sign * was / abs(needed)
    said = later(
        "From {base} ({year}) to {result} ({last}): {was} a year; the target {target} of {far} needs {needed}. "
        "Ratio: {ratio}.",
        target=ShownNumber(far.target),
        far=_shown(far.year),
        needed=_percent(needed, 2),
        ratio=ShownNumber(round(ratio, 2)),
        **done,
    )
    return answer(_grade(ratio, rules.on_track, rules.acceleration), said, far.target, ratio)


def _grade(value: float, on_track: float, acceleration: float) -> str:
    if value >= on_track:
        return ON_TRACK
    if value >= acceleration:
        return ACCELERATION
    return LIMITED if value >= 0 else DETERIORATION


def _known(figures: Figures, day: str) -> Figures:
    """What is known on a day: results of later years are not."""
    this_year = int(day[:4])
    if not figures.years or figures.years[-1].year <= this_year:
        return figures
    years = tuple(y if y.year <= this_year else Year(y.year, y.target) for y in figures.years)
    return Figures(years, figures.direction, figures.base, figures.tolerance, figures.frequency)


def apparent(figures: Figures) -> str | None:
    """The direction in which baseline and targets all go, where the plan gives none."""
    aims = [y.target for y in figures.years if y.target is not None]
    path = [figures.base[1], *aims] if figures.base else aims
    steps = [after - before for before, after in pairwise(path)]
    if steps and all(step > 0 for step in steps):
        return UP
    return DOWN if steps and all(step < 0 for step in steps) else None


def _wanted(figures: Figures, year: int, direction: str | None, rules: ProgressRules) -> _Wanted | None:
    """What is wanted of a year, by the first rule that gives it."""
    own = figures.of(year).target
    if own is not None and direction != HOLD:
        said = later("The target of {year} is {target}.", year=_shown(year), target=ShownNumber(own))
        return _Wanted(own, OWN, said, year)
    aims = [(y.year, y.target) for y in figures.years if y.target is not None]
    before = [(of, target) for of, target in aims if of < year]
    after = [(of, target) for of, target in aims if of > year]
    if direction == HOLD:
        stated = (year, own) if own is not None else before[-1] if before else figures.base
        if stated is None:
            return None
        since, kept = stated
        band = ShownNumber(_tolerated(figures, kept, rules))
        said = later("To be kept at {target}, {band} more or less.", target=ShownNumber(kept), band=band)
        return _Wanted(kept, KEEP, said, since)
    if not after:
        return None
    end = after[0]
    if before:
        start, basis = before[-1], LINE
        template = later(
            "There is no target for {year}; the line from the target of {first} ({start}) to that of {last} ({end}) "
            "is at {target}.",
            **_line(start, end, year),
        )
    elif figures.base and figures.base[0] < year:
        start, basis = figures.base, FAR
        template = later(
            "There is no target for {year}; the line from the baseline of {first} ({start}) to the target of {last} "
            "({end}) is at {target}.",
            **_line(start, end, year),
        )
    else:
        return None
    return _Wanted(_between(start, end, year), basis, template, end[0])


def _between(start: tuple[int, float], end: tuple[int, float], year: int) -> float:
    return start[1] + (end[1] - start[1]) * (year - start[0]) / (end[0] - start[0])


def _line(start: tuple[int, float], end: tuple[int, float], year: int) -> dict[str, Any]:
    return {
        "year": _shown(year),
        "first": _shown(start[0]),
        "start": ShownNumber(start[1]),
        "last": _shown(end[0]),
        "end": ShownNumber(end[1]),
        "target": f"{_between(start, end, year):.6g}",
    }


def _tolerated(figures: Figures, target: float, rules: ProgressRules) -> float:
    """How far from a target a result may be: what the plan states, else a share of the target.

    For a target of zero it is a share of the way from the baseline.
    """
    if figures.tolerance is not None:
        return figures.tolerance
    scale = abs(target) or (abs(target - figures.base[1]) if figures.base else 0.0)
    return rules.band * scale


def _within(value: float, limit: float, scale: float) -> bool:
    return value <= limit + _EDGE * max(abs(limit), abs(scale))


def _share(short: float, target: float) -> float | None:
    return short / abs(target) if target else None


def _off(short: float, target: float) -> str | ShownNumber:
    """By how much a result is off: as a share of the target; for a target of zero, as a number."""
    share = _share(short, target)
    return ShownNumber(float(f"{short:.6g}")) if share is None else _percent(share, 1)


def _percent(share: float, digits: int) -> str:
    return f"{100 * share:.{digits}f} %"


def _beside_target(figures: Figures, result: float, wanted: _Wanted, direction: str, rules: ProgressRules) -> Judgement:
    """The verdict where a value is to be reached."""
    target = wanted.value
    reached, short, done = _reached(figures, result, target, direction, rules)
    if reached == MET:
        said = later("The result, {result}, meets it.", result=ShownNumber(result))
        return Judgement(MET, wanted.basis, _and(wanted.said, said), target, short=0.0)
    words = {"result": ShownNumber(result), "short": _off(short, target)}
    if done is not None and figures.base:
        said = later(
            "The result, {result}, misses it by {short}, and only {done} of the way from the baseline, {base}, "
            "is done.",
            done=_percent(done, 0),
            base=ShownNumber(figures.base[1]),
            **words,
        )
    elif reached == MISSED:
        said = later("The result, {result}, misses it by {short}.", **words)
    else:
        band = _off(_tolerated(figures, target, rules), target)
        said = later("The result, {result}, misses it by {short}, within the tolerance of {band}.", band=band, **words)
    return Judgement(reached, wanted.basis, _and(wanted.said, said), target, short=_share(short, target))


def _reached(
    figures: Figures, result: float, target: float, direction: str, rules: ProgressRules
) -> tuple[str, float, float | None]:
    """Whether a value is reached, by how much the result falls short, and the share of the way from the baseline that
    is done where too little of it is."""
    short = target - result if direction == UP else result - target
    if _within(short, 0.0, target):
        return MET, short, None
    if not _within(short, _tolerated(figures, target, rules), target):
        return MISSED, short, None
    if figures.tolerance is None and figures.base:
        way = target - figures.base[1] if direction == UP else figures.base[1] - target
        if way > 0 and not _within(rules.way, (way - short) / way, 1.0):
            return MISSED, short, max(way - short, 0.0) / way
    return NEARLY, short, None


def _kept(figures: Figures, result: float, wanted: _Wanted, rules: ProgressRules) -> Judgement:
    """The verdict where a value is to be kept: within the band, within twice the band, or not."""
    target, off = wanted.value, abs(result - wanted.value)
    band = _tolerated(figures, target, rules)
    if _within(off, band, target):
        said = later("The result, {result}, is within that.", result=ShownNumber(result))
        return Judgement(MET, KEEP, _and(wanted.said, said), target, short=0.0)
    words = {"result": ShownNumber(result), "short": _off(off, target)}
    if _within(off, 2 * band, target):
        said = later("The result, {result}, is {short} away, less than twice as much.", **words)
        return Judgement(NEARLY, KEEP, _and(wanted.said, said), target, short=_share(off, target))
    said = later("The result, {result}, is {short} away.", **words)
    return Judgement(MISSED, KEEP, _and(wanted.said, said), target, short=_share(off, target))


def _without_direction(result: float, wanted: _Wanted) -> Judgement:
    if result == wanted.value:
        said = later("The result, {result}, meets it.", result=ShownNumber(result))
        return Judgement(MET, wanted.basis, _and(wanted.said, said), wanted.value, short=0.0)
    said = later("The result, {result}, differs, and no wanted direction is given.", result=ShownNumber(result))
    return Judgement(NO_DIRECTION, wanted.basis, _and(wanted.said, said), wanted.value)


def _by_direction(figures: Figures, own: Year, direction: str | None, rules: ProgressRules) -> Judgement:
    """The verdict where nothing but a direction is wanted."""
    earlier = _values(figures, own.year - 1)
    if not earlier or direction is None or own.result is None:
        return Judgement(NO_TARGET, "", later("There is no target for {year}.", year=_shown(own.year)))
    year, value = earlier[-1]
    said = later(
        "There is no target for {year}, only the wanted direction: {result} after {before} ({then}).",
        year=_shown(own.year),
        result=ShownNumber(own.result),
        before=ShownNumber(value),
        then=_shown(year),
    )
    moved = _moved(value, own.result, rules) * (1 if direction == UP else -1)
    verdict = (NEARLY, MET, MISSED)[moved]
    outcome = (
        later("It hardly changes."),
        later("It moves in the wanted direction."),
        later("It moves in the opposite direction."),
    )[moved]
    return Judgement(verdict, DIRECTION, _and(said, outcome))


def _without_result(figures: Figures, own: Year, wanted: _Wanted | None, day: str, rules: ProgressRules) -> Judgement:
    """The verdict on a year that has no result."""
    reported = [y.year for y in figures.years if y.result is not None and y.year < own.year]
    last = reported[-1] if reported else None
    every = years_between(figures.frequency)
    start = [wanted.said] if wanted else [later("There is no target for {year}.", year=_shown(own.year))]
    basis, target, target_year = (wanted.basis, wanted.value, wanted.year) if wanted else ("", None, None)

    def answer(verdict: str, *said: Later | Message) -> Judgement:
        return Judgement(verdict, basis, _and(*start, *said), target, own, last, target_year=target_year)

    due_on = due(own.year, rules)
    if own.target is None and last is not None and last + every > own.year:
        said = plural("It is measured every year.", "It is measured every {n} years.", n=every)
        next_due = later("The next result is expected from {date} on.", date=ShownDate(due(last + every, rules)))
        return answer(NOT_DUE, said, next_due)
    if day < due_on:
        if wanted is None and last is None:
            return answer(NO_TARGET)
        return answer(NOT_DUE, later("A result is expected from {date} on.", date=ShownDate(due_on)))
    if last is not None and own.year - last > max(rules.stale_years, every):
        return answer(STALE, later("The last result is for {year}.", year=_shown(last)))
    if wanted is None:
        return answer(NO_TARGET)
    missing = later("The year is over, and no result of it is recorded.")
    return answer(NOT_REPORTED, missing, *([later("The last one is for {year}.", year=_shown(last))] if last else []))


def _values(figures: Figures, year: int) -> list[tuple[int, float]]:
    """The baseline and all results up to a year, in order."""
    found = [(y.year, y.result) for y in figures.years if y.result is not None and y.year <= year]
    if figures.base and (not found or figures.base[0] < found[0][0]) and figures.base[0] <= year:
        found.insert(0, figures.base)
    return found


def _moved(before: float, after: float, rules: ProgressRules) -> int:
    """1 up, -1 down, 0 when the difference is too small to say so."""
    scale = max(abs(before), abs(after))
    if abs(after - before) <= rules.steady * scale:
        return 0
    return 1 if after > before else -1


def _trend(figures: Figures, year: int, direction: str | None, rules: ProgressRules) -> str:
    """Where the last two values up to a year go; empty where there are not two."""
    values = _values(figures, year)[-2:]
    if len(values) < 2:
        return ""
    moved = _moved(values[0][1], values[1][1], rules)
    if not moved:
        return STEADY
    if direction in (UP, DOWN):
        return IMPROVING if (moved > 0) == (direction == UP) else WORSENING
    return RISING if moved > 0 else FALLING


def _shown(year: int) -> ShownDate:
    return ShownDate(str(year))


def _taken(direction: str) -> Later:
    if direction == UP:
        return later("No wanted direction is given; the targets rise, so more is taken to be better.")
    return later("No wanted direction is given; the targets fall, so less is taken to be better.")


def _remarks(year: Year) -> Iterable[Later]:
    if year.provisional:
        yield later("The result is provisional.")
    if year.several:
        yield later(
            "Several results are recorded ({results}); the least favourable counts.",
            results=[ShownNumber(value) for value in year.several],
        )


def _and(first: Later, *others: Later | Message) -> Later:
    for other in others:
        first = later("{text} {sentence}", text=first, sentence=other)
    return first
