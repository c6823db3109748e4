"""One cell to one value, by the column's declared type; a fault becomes a finding's code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from quanze.loaders.findings import Allowed
from quanze.loaders.number_format import FormattedNumber, ShownNumber
from quanze.schema.celltext import join_list, restored, split_list
from quanze.schema.dates import part_of_year, read_date, read_year
from quanze.schema.declare import Property
from quanze.schema.number_text import DIGITS_KEPT, FORMS, WrittenNumber, read_number, without_footnotes
from quanze.schema.relationships import LEADLESS_WORDS
from quanze.schema.words import FALSE_WORDS, TRUE_WORDS, fold

MAX_TEXT = 32_000
"""Characters in one cell: what a spreadsheet cell can hold."""
_LONGEST = 1e21
"""From here on the digits of a number are no longer written out."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff￾￿]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ERROR = re.compile(
    r"#(?:N/A|GETTING_DATA|NAME\?|(?:NULL|DIV/0|VALUE|REF|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|EXTERNAL|"
    r"PYTHON|TIMEOUT)!)|Err:[0-9]{3}"
)
"""What a spreadsheet shows for a formula that failed."""


class CellFault(NamedTuple):
    """What is wrong with a cell: a finding's code, and how its details are worked out from the cell's text.

    They are only worked out for a finding that is listed: a file may have one such fault in every row.
    """

    code: str
    details: Callable[[str], dict[str, Any]] = lambda _: {}


class CellError(Exception):
    """A cell that cannot be read."""

    def __init__(self, fault: CellFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class Percentage(NamedTuple):
    """The value of a cell that names its unit, per cent."""

    value: float
    unit: str


class DoubtfulValue(NamedTuple):
    """The value of a cell that was read with a warning."""

    value: Any
    fault: CellFault


def as_text(cell: Any) -> str:
    """The text a person sees in the cell, without control characters and outer spaces."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = restored(cell)
    elif isinstance(cell, bool):
        text = "是" if cell else "否"
    elif isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < _LONGEST else repr(cell)
    elif isinstance(cell, ShownNumber):
        text = cell.text
    elif isinstance(cell, FormattedNumber):
        text = cell.shown.text
    elif isinstance(cell, datetime):
        text = cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    elif isinstance(cell, (date, time)):
        text = cell.isoformat()
    elif isinstance(cell, timedelta):
        text = str(cell)
    elif isinstance(cell, (list, tuple)):
        text = join_list(as_text(c) for c in cell)
    else:
        text = str(cell)
    if not text.isprintable():  # what the two look for is not; most texts are
        text = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return text.strip()


_TOO_LONG = CellFault("too-long", lambda _: {"limit": MAX_TEXT})


def _text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise CellError(_TOO_LONG)
    return text


def one_line(text: str) -> str:
    """A name on one line: a break between CJK characters is dropped, another becomes a space."""
    if "\n" in text or "\t" in text:
        text = re.sub(r"(?<=[⺀-鿿])[\s]*[\n\t][\s]*(?=[⺀-鿿])", "", text)
        text = re.sub(r"\s*[\n\t]\s*", " ", text)
    return _text(text)


def _date(text: str) -> str:
    try:
        return read_date(text)
    except ValueError:
        raise CellError(_BAD_DATE) from None


def _first_date(text: str) -> str | DoubtfulValue:
    """A date from which something holds; of a part of a year its first month."""
    return _date_or_part(text, 0)


def _last_date(text: str) -> str | DoubtfulValue:
    """A date until which something holds or by which it is due; of a part of a year its last month."""
    return _date_or_part(text, 1)


def _date_or_part(text: str, end: int) -> str | DoubtfulValue:
    try:
        return read_date(text)  # no day is a part of a year as well, and most cells have a day
    except ValueError:
        pass
    try:
        month = part_of_year(text)[end]
    except ValueError:
        raise CellError(_BAD_DATE) from None
    return DoubtfulValue(month, CellFault("part-of-year", lambda _: {"read": month}))


def _from_serial(text: str) -> list[str]:
    """The date a spreadsheet meant by a bare number of days: what is left when a date cell loses its format."""
    if not re.fullmatch(r"[1-9]\d{4}", text):
        return []
    return [(date(1899, 12, 30) + timedelta(days=int(text))).isoformat()]


def _year(text: str) -> int:
    try:
        return read_year(text)
    except ValueError:
        raise CellError(_BAD_YEAR) from None


def _meant(text: str, read: Callable[[str], object]) -> list[str]:
    """The text without its footnote marks, when it can be read then."""
    rest = without_footnotes(text)
    if rest != text and rest:
        with suppress(ValueError):
            read(rest)
            return [rest]
    return []


_BAD_DATE = CellFault("bad-date", lambda text: {"nearest": _from_serial(text) or _meant(text, read_date)})
_BAD_YEAR = CellFault("bad-year", lambda text: {"nearest": _meant(text, read_year)})


def _forms(text: str) -> dict[str, Any]:
    return {"nearest": _meant(text, read_number), "forms": FORMS}


_BAD_NUMBER = CellFault("bad-number", _forms)
_BAD_INTEGER = CellFault("bad-integer", _forms)
_NOT_WHOLE = CellFault("bad-integer")
_DIGITS_LOST = CellFault("digits-lost", lambda text: {"read": repr(read_number(text).value), "kept": DIGITS_KEPT})
_CELL_DIGITS_LOST = CellFault("digits-lost", lambda text: {"read": text, "kept": DIGITS_KEPT})
_SEPARATED = CellFault("number-with-commas", lambda text: {"read": read_number(text).digits})
_BAD_BOOLEAN = CellFault("bad-boolean")
_LEADLESS = CellFault("leadless-word")
_ERROR_VALUE = CellFault("error-value")


def _written(text: str, fault: CellFault) -> WrittenNumber:
    try:
        return read_number(text)
    except ValueError:
        raise CellError(fault) from None


def _number(text: str) -> float | Percentage | DoubtfulValue:
    written = _written(text, _BAD_NUMBER)
    value = Percentage(written.value, written.unit) if written.unit else written.value
    doubt = _doubt(written)
    return DoubtfulValue(value, doubt) if doubt else value


def _integer(text: str) -> int | DoubtfulValue:
    written = _written(text, _BAD_INTEGER)
    if written.unit or written.value != int(written.value) or abs(written.value) > 2**53:
        raise CellError(_NOT_WHOLE)
    value, doubt = int(written.value), _doubt(written)
    return DoubtfulValue(value, doubt) if doubt else value


def _doubt(written: WrittenNumber) -> CellFault | None:
    """A warning when the value is not quite what is written."""
    if not written.exact:
        return _DIGITS_LOST
    if written.separated:
        return _SEPARATED
    return None


def _boolean(text: str) -> bool:
    word = text.casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise CellError(_BAD_BOOLEAN)


def _list(text: str) -> list[str]:
    items = [one_line(i) for i in split_list(text)]
    if len(join_list(items)) > MAX_TEXT:  # it must fit into one cell again
        raise CellError(_TOO_LONG)
    return items


def _reference(text: str) -> str:
    """A name, or several: a line break may part them, so it is kept."""
    return _text(re.sub(r"[^\S\n]*\n\s*", "\n", text.replace("\t", " ")) if "\n" in text or "\t" in text else text)


def _choice(column: Property) -> Callable[[str], str]:
    known: dict[str, str] = {}
    for c in column.choices:
        for spelling in (c.code, c.zh, c.en, *c.words):
            known.setdefault(fold(spelling), c.code)
    leadless = {fold(w) for w in LEADLESS_WORDS}
    unknown = CellFault("bad-choice", lambda text: {"names": Allowed(column.choices), "nearest": _near(text, known)})

    def read(text: str) -> str:
        code = known.get(fold(text))
        if code is not None:
            return code
        if column.name == "role" and fold(text) in leadless:
            raise CellError(_LEADLESS)
        raise CellError(unknown)

    return read


def _choices(column: Property) -> Callable[[str], list[str]]:
    one = _choice(column)

    def part_read(text: str) -> str:
        try:
            return one(text)
        except CellError as e:
            fault = e.fault
            raise CellError(fault._replace(details=lambda _: fault.details(text))) from None

    return lambda text: list(
        dict.fromkeys(part_read(part) for i in split_list(text) for part in re.split("[、,，]", i) if part.strip())
    )


def _near(text: str, known: dict[str, str]) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(fold(text)[:100], list(known), scorer=fuzz.ratio, limit=1, score_cutoff=50)
    return [match for match, _, _ in found]


_DATES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("valid_from", "holder_from"), _first_date),
    **dict.fromkeys(("valid_to", "holder_to", "due"), _last_date),
}
"""Columns whose dates begin or end something, so that they may name a part of a year."""


def cell_reader(column: Property) -> Callable[[str], Any]:
    """The function that reads a non-empty text of this column to a value or a DoubtfulValue; it raises CellError."""
    read = _typed_reader(column)

    def without_errors(text: str) -> Any:
        if text[0] in "#E" and _ERROR.fullmatch(text):
            raise CellError(_ERROR_VALUE)
        return read(text)

    return without_errors


def _typed_reader(column: Property) -> Callable[[str], Any]:
    match column.type:
        case "list":
            return _list
        case "ref":
            return _reference
        case "date":
            return _DATES.get(column.name, _date)
        case "year":
            return _year
        case "integer":
            return _integer
        case "number":
            return _number
        case "boolean":
            return _boolean
        case "choice":
            return _choice(column)
        case "choices":
            return _choices(column)
        case _:
            return _text if column.name in ("quote", "note", "purpose", "description") else one_line


_HIDDEN_LEFT_OUT = CellFault("control-characters", lambda text: {"read": text})


def _has_control(cell: Any) -> bool:
    """Whether a text has characters that act and cannot be seen, and are left out of what is read."""
    return isinstance(cell, str) and not cell.isprintable() and bool(_CONTROL.search(_BREAKS.sub("", restored(cell))))


def read_cell(read: Callable[[str], Any], cell: Any) -> tuple[Any, CellFault | None]:
    """The value of a cell by its column's ``cell_reader``, None for none, and what is wrong with it."""
    text = as_text(cell)
    if not text:
        return None, None
    try:
        value = read(text)
    except CellError as e:
        return None, e.fault
    if isinstance(value, DoubtfulValue):
        return value
    if type(cell) is float and abs(cell) >= 10**DIGITS_KEPT:
        return value, _CELL_DIGITS_LOST
    if _has_control(cell):
        return value, _HIDDEN_LEFT_OUT
    return (None if value == "" or value == [] else value), None
