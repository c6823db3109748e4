"""The style sheet and the icon: rules of our own, and the colours of kinds, roles and verdicts from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from quanze.schema import KINDS, RELATIONSHIPS
from quanze.schema.looks import DARK, cell_ground
from quanze.schema.progress import VERDICTS
from quanze.views.colours import LEAST, PAPERS, contrast, legible, rules


@cache
def style_sheet() -> str:
    """The whole sheet."""
    own = resources.files("quanze.web").joinpath("style.css").read_text(encoding="utf-8")
    kinds, types = [kind.label for kind in KINDS], [r.type for r in RELATIONSHIPS]
    light, dark = ("".join(_grounds(dark=is_dark)) for is_dark in (False, True))
    return f"{rules(kinds, types)}{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n{own}"


@cache
def icon() -> str:
    """The picture by which a browser shows the pages among others."""
    return resources.files("quanze.web").joinpath("icon.svg").read_text(encoding="utf-8")


def _grounds(*, dark: bool) -> Iterator[str]:
    """The grounds of letters by role, and the ink and ground of verdicts, in one scheme."""
    ink = PAPERS[dark].ink
    for relationship in RELATIONSHIPS:
        ground = cell_ground(relationship.type, dark=dark)
        yield f".type-{relationship.type}{{--ground:{ground};--on:{legible(ink, ground)}}}"
    for verdict in (v for verdicts in VERDICTS.values() for v in verdicts):
        ground = DARK if dark else verdict.ground
        text = verdict.ink if contrast(verdict.ink, ground) >= LEAST else legible(verdict.ink, ground)
        yield f".verdict-{verdict.code}{{--on:{text};--ground:{ground}}}"
