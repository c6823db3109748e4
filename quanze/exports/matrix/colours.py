"""The grounds of a matrix's cells: one per role, in the order of the schema, and one for what is no role.

Told apart by every common kind of colour vision; the letter in the cell says the same.
"""

from __future__ import annotations

from typing import NamedTuple

from quanze.exports.matrix.letters import ROLE_TYPES


class Ground(NamedTuple):
    """The colours behind a letter: of a direct and of an inherited role, on a light and on a dark page."""

    direct: str
    inherited: str
    direct_dark: str
    inherited_dark: str


_OF_ROLES = (
    Ground("#BFD9EE", "#EEF5FA", "#1F4F78", "#1A2833"),
    Ground("#FCE3B0", "#FEF8EA", "#6B4E10", "#2B2517"),
    Ground("#DDD0E6", "#F6F2F8", "#533A66", "#262030"),
    Ground("#BFE5E3", "#EEF8F8", "#1D5654", "#182827"),
    Ground("#E2E6B3", "#F7F8E8", "#4B4F18", "#25261A"),
    Ground("#DADADA", "#F3F3F3", "#4A4A4A", "#262626"),
)
_OF_LINKS = Ground("#D3E6D6", "#F1F8F2", "#2C5034", "#1B261D")
GROUNDS = (*_OF_ROLES, _OF_LINKS)


def ground_number(type_: str) -> int:
    """The place in ``GROUNDS`` of what is behind the letters of a role or link."""
    return ROLE_TYPES.index(type_) % len(_OF_ROLES) if type_ in ROLE_TYPES else len(_OF_ROLES)


def ground(type_: str) -> Ground:
    """What is behind the letters of a role or link."""
    return GROUNDS[ground_number(type_)]
