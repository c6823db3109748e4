"""What a caller gives, brought into the one form that queries take; QueryError says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from os import PathLike
from typing import Any

from quanze.errors import QueryError
from quanze.locale import languages, message

Day = str | int | date
"""A day: as plans write it, a year as a number, or a date of Python."""
LONGEST = 1e9
"""Seconds; what is longer overflows the milliseconds of an engine."""


def day(given: Day | None) -> str:
    """A day in ISO, of the precision it was given in; nothing stays empty."""
    from quanze.schema.dates import read_date

    if given is None or given == "":
        return ""
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    shown = repr(given)[:60]
    try:
        if not isinstance(given, str) and not _is_whole(given):
            raise ValueError(shown)
        return read_date(str(given))
    except ValueError:
        raise QueryError(
            message("{value!r} is not a date.", value=shown.strip("'")),
            message("Write 2023-06-29, 112-06-29 or a year."),
        ) from None


def _is_whole(given: object) -> bool:
    """Whether it is a whole number, of Python or of a library's own type."""
    from numbers import Integral  # no question at a terminal needs it

    return isinstance(given, Integral) and not isinstance(given, bool)


def day_or_today(given: Day | None) -> str:
    """The same, and today when nothing is given: for questions about what is."""
    return day(given) or date.today().isoformat()


def last_day(given: Day | None) -> date | None:
    """The day that is meant, the last one of a month or year; None when nothing is given."""
    from quanze.schema import dates

    iso = day(given)
    return date.fromisoformat(dates.last_day(iso)) if iso else None


def last_day_or_today(given: Day | None) -> str:
    """The same in ISO, and today when nothing is given: for what is due by a day."""
    return (last_day(given) or date.today()).isoformat()


_ADDRESS = r"https?://[A-Za-z0-9.:_-]+/[A-Za-z0-9._~/%-]*\Z"


def web_address(given: str) -> str:
    """A web address under which records can be named, with a slash or # at its end; nothing stays empty."""
    if not given or (re.match(_ADDRESS, given.removesuffix("#")) and given[-1] in "/#"):
        return given
    raise QueryError(
        message("{value!r} is not a web address for records.", value=given),
        message("Write one such as https://data.example.gov/plan/, with a slash or # at its end."),
    )


YEARS_OFFERED = 5
"""Years of a sheet to fill in, when nothing else is said."""
MOST_YEARS = 30
_TO = r"\s*[-–—~～至到]\s*"


def years(given: str) -> list[int]:
    """The years from one to another, such as ``2026-2030`` or ``115-119``; a few from this year on when empty."""
    if not given:
        first = date.today().year
        return list(range(first, first + YEARS_OFFERED))
    ends = [found for part in re.split(_TO, given.strip()) if (found := year(part)) is not None]
    if len(ends) not in (1, 2) or not 0 <= ends[-1] - ends[0] < MOST_YEARS:
        raise QueryError(
            message("{value!r} does not name the first and the last of at most {n} years.", value=given, n=MOST_YEARS),
            message("Write 2026-2030 or 115-119."),
        )
    return list(range(ends[0], ends[-1] + 1))


def year(given: int | str | None) -> int | None:
    """A Western year, of either calendar; None when nothing is given."""
    from quanze.schema.dates import read_year

    if given is None or given == "":
        return None
    try:
        if not isinstance(given, str) and not _is_whole(given):
            raise ValueError(given)
        return read_year(str(given))
    except ValueError:
        raise QueryError(
            message("{value!r} is not a year.", value=str(given)[:60]), message("Write 2024 or 113.")
        ) from None


def several(given: Any) -> tuple[Any, ...]:
    """All of them; one name, path or mapping is a list of one, and is not taken apart. An empty name is none."""
    if isinstance(given, str | PathLike | Mapping):
        return (given,) if given != "" else ()
    return tuple(given)


def kinds(given: Any) -> tuple[str, ...]:
    """The kinds of record that labels, names or tables mean in any language: ``Task``, ``tasks`` and 任務."""
    from quanze.schema import KINDS
    from quanze.schema.kind_names import kinds_named

    labels = [kind.label for kind in KINDS]
    found: dict[str, None] = {}
    for one in several(given):
        meant = [one] if one in labels else [label for label in kinds_named(str(one)) if label in labels]
        if not meant:
            raise QueryError(
                message("There is no kind {kind!r}.", kind=one), message("Kinds are: {kinds}.", kinds=KINDS)
            )
        found.update(dict.fromkeys(meant))
    return tuple(found)


def language(given: str) -> str:
    """The language, when names and sentences come in it."""
    if given not in languages():
        raise QueryError(
            message("There is no language {name!r}.", name=given), message("Use one of {names}.", names=languages())
        )
    return given


def question(text: Any, parameters: Any, timeout: Any, limit: Any) -> None:
    """Whether a Cypher text and what goes with it can be asked of an engine at all, so that all engines refuse
    alike."""
    if not isinstance(text, str) or not text.strip():
        raise QueryError(message("No query was given."), message("Give the Cypher as text."))
    if parameters is not None and not (isinstance(parameters, Mapping) and all(isinstance(k, str) for k in parameters)):
        raise QueryError(
            message("The parameters must be a dict of values by name."),
            message("For example: {example}", example="{'id': 'chiayi/agency/epb'}"),
        )
    if timeout is not None and (
        isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout < LONGEST
    ):
        raise QueryError(
            message("timeout={value} is not a number of seconds.", value=repr(timeout)[:60]),
            message("Give a number above 0, or leave it out."),
        )
    if limit is not None and not (_is_whole(limit) and 0 <= int(limit) < 1 << 63):
        raise QueryError(
            message("limit={value} is not a number of rows.", value=repr(limit)[:60]),
            message("Give a whole number, 0 or more, or leave it out."),
        )
