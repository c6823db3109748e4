"""What the reader of values leaves out of the cells of an .ods: merged cells, errors, formulas that nobody computed,
what a number shows, and raised characters. The file itself has the text that each cell shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from quanze.loaders.number_format import ShownNumber
from quanze.loaders.sheet_cells import ALL_ROWS, UNKNOWN_ERROR, At, CellTraits
from quanze.schema.number_text import PERCENT, raised

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _STYLE, _OFFICE = (_ODF % name for name in ("table", "text", "style", "office"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHOWN = re.compile(r"(?P<before>[^0-9.+-]*)(?P<number>[+-]?[0-9,]*\.?[0-9]+)(?P<after>.*)", re.DOTALL)
_NO_DAY = re.compile(r"[0-9]{1,4}(?:年度?)?|[0-9]{1,4}[-/年][0-9]{1,2}月?")
_SCALE = 500
"""How many times what it shows a cell must hold to hold it in thousands."""


@dataclass
class OdsTraits(CellTraits):
    """What is special about the cells of one sheet; ``merged`` has first and last cell of each area."""

    complete: int = ALL_ROWS
    merged: list[tuple[At, At]] = field(default_factory=list)
    shown: dict[At, ShownNumber | str] = field(default_factory=dict)


def ods_traits(content: bytes) -> dict[str, OdsTraits]:
    """What is special about the cells of each sheet, by title."""
    root = ElementTree.fromstring(content)
    lifted = {}
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        position = (properties.get(f"{_STYLE}text-position") or "0").split()[0] if properties is not None else "0"
        if position != "0%" and position != "0":
            lifted[style.get(f"{_STYLE}name")] = "subscript" if position.startswith(("sub", "-")) else "superscript"
    return {str(sheet.get(f"{_TABLE}name")): _sheet(sheet, lifted) for sheet in root.iter(f"{_TABLE}table")}


def _sheet(sheet: Any, lifted: dict[Any, str]) -> OdsTraits:
    found = OdsTraits()
    number = 1
    for row in sheet.iter(f"{_TABLE}table-row"):
        at = 0
        for cell in row:
            _cell(cell, (number, at), found, lifted)
            at += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    return found


def _cell(cell: Any, at: At, found: OdsTraits, lifted: dict[Any, str]) -> None:
    high = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    wide = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if high > 1 or wide > 1:
        found.merged.append((at, (at[0] + high - 1, at[1] + wide - 1)))
    paragraphs = cell.findall(f"{_TEXT}p")
    type_ = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        found.errors[at] = "".join(t for p in paragraphs for t in p.itertext()) or UNKNOWN_ERROR
    elif cell.get(f"{_TABLE}formula") and not type_:
        found.uncomputed.append(at)
    elif type_ in ("float", "percentage", "currency"):
        text = "".join(t for p in paragraphs for t in p.itertext())
        shown = _shown(text, float(cell.get(f"{_OFFICE}value", "nan")), type_ == "percentage")
        if shown:
            found.shown[at] = shown
    elif type_ == "date":
        text = "".join(t for p in paragraphs for t in p.itertext()).strip()
        if _NO_DAY.fullmatch(text):
            found.shown[at] = text
    elif lifted and any(s.get(f"{_TEXT}style-name") in lifted for p in paragraphs for s in p.iter(f"{_TEXT}span")):
        found.texts[at] = "\n".join("".join(_pieces(p, lifted, "")) for p in paragraphs)


def _pieces(element: Any, lifted: dict[Any, str], how: str) -> Iterator[str]:
    how = lifted.get(element.get(f"{_TEXT}style-name"), how) if element.tag == f"{_TEXT}span" else how
    yield raised(element.text or "", how)
    for child in element:
        yield from _pieces(child, lifted, how)
        yield raised(child.tail or "", how)


def _shown(text: str, value: float, percent: bool) -> ShownNumber | None:
    """The number that a cell shows; None when that is the plain number or cannot be known."""
    found = _SHOWN.fullmatch(text.strip())
    if not found or value != value:
        return None
    before, digits, after = (part.strip() for part in found.groups())
    digits = digits.replace(",", "")
    seen = abs(float(digits))
    scaled = not percent and seen > 0 and abs(value) / seen > _SCALE
    if percent:
        value = float(f"{value * 100:.15g}")
        after = after if PERCENT in after else f"{PERCENT}{after}"
    elif not (scaled or before or after or "." in digits or re.match(r"[+-]?0[0-9]", digits)):
        return None
    if scaled:
        value = float(digits)
    return ShownNumber(f"{before}{digits}{after}", value, after, scaled, not before)
