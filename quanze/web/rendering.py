"""What every page is shown with, light enough for a first page: templates, files of the design, the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from quanze.locale import SOURCE_LANGUAGE, language_name, language_of, language_tag, languages, message
from quanze.web.addresses import Addresses
from quanze.web.style import icon, style_sheet

if TYPE_CHECKING:
    from quanze.web.page import Page, Section

TYPES = {
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}
"""What the files are, by their endings."""
DOWNLOADED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of files: what a browser shows of one may do nothing."""
STATIC: Mapping[str, tuple[Callable[[], str], str]] = {
    "/style.css": (style_sheet, "text/css"),
    "/icon.svg": (icon, "image/svg+xml"),
}
"""Files of the design, by their paths."""


def paged(section: Section, addresses: Addresses, path: str, kept: Mapping[str, str]) -> dict[str, Any]:
    """The rows of a section that are shown, and the addresses of those before and after."""
    name, total = f"page-{section.key}", len(section.lines)
    text = kept.get(name, "1")
    wanted = int(text) if text.isascii() and text.isdigit() else 1
    first = min(max(wanted - 1, 0), max(total - 1, 0)) // section.at_once * section.at_once

    # Among files each section is at its first rows but the one that goes on: not a file for each of all combinations.
    others = {key: value for key, value in kept.items() if key != name}
    if addresses.files:
        others = {key: value for key, value in others.items() if not key.startswith("page-")}

    def address(start: int) -> str:
        query = {**others, name: str(start + 1)} if start else others
        return addresses.to(path, **as_names(query)) + f"#{section.key}"

    last = min(first + section.at_once, total)
    return {
        "lines": section.lines[first:last],
        "said": message("{first} to {last} of {total}", first=first + 1, last=last, total=total).in_language(
            addresses.lang
        )
        if total > section.at_once
        else "",
        "previous": address(first - section.at_once) if first else "",
        "next": address(last) if last < total else "",
    }


def rendered(
    template: str,
    page: Page,
    addresses: Addresses,
    path: str,
    kept: Mapping[str, str],
    languages_at: Mapping[str, str],
    word: Callable[..., str],
    **values: Any,
) -> str:
    """A page as it is shown. ``kept`` is what its query has beside the date, ``languages_at`` its address in each
    language, ``word`` gives the words of its interface by key and language; ``values`` are what its template shows
    besides."""
    lang = addresses.lang

    def own_word(key: str, **given: Any) -> str:
        return word(key, lang, **given)

    return (
        templates()
        .get_template(template)
        .render(
            page=page,
            addresses=addresses,
            lang=lang,
            tag=language_tag(lang),
            tags={one: (language_tag(one), language_name(one)) for one in languages()},
            languages=languages_at,
            path=path,
            kept=kept,
            paged=lambda section: paged(section, addresses, path, kept),
            word=own_word,
            **values,
        )
    )


def as_names(query: Mapping[str, str]) -> dict[str, str]:
    """The parts of a query as names of Python, which ``Addresses.to`` takes."""
    return {name.replace("-", "_"): value for name, value in query.items()}


def preferred(request: Request) -> str:
    """The language of the reader's browser that there is; that of our readers where it names none."""
    for part in request.headers.get("accept-language", "zh-TW").split(","):
        wanted = part.split(";")[0].strip()
        found = language_of(wanted) if wanted else ""
        if found and (found != SOURCE_LANGUAGE or wanted.casefold().startswith(SOURCE_LANGUAGE)):
            return found
    return SOURCE_LANGUAGE


@cache
def templates() -> Environment:
    return Environment(
        loader=PackageLoader("quanze.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
