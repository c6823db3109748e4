"""What a person asks of the desk, what the desk has at hand, and what a page of it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from quanze.errors import QueryError
from quanze.locale import Message, message
from quanze.web.addresses import Addresses
from quanze.web.desk.plans import Plan, Plans
from quanze.web.desk.steps import Steps
from quanze.web.desk.uploads import Upload, Uploads
from quanze.web.page import Page


class AtHand(NamedTuple):
    """What the desk has at hand: plans, dropped files and the steps that run."""

    plans: Plans
    uploads: Uploads
    steps: Steps


class GoneError(QueryError):
    """What an address names is not at hand any more."""


class Visit(NamedTuple):
    """``rest`` are the parts of the path behind the language and the name of the page; ``form`` what was sent."""

    at_hand: AtHand
    lang: str
    rest: tuple[str, ...]
    query: Mapping[str, str]
    form: Mapping[str, Any]

    @property
    def addresses(self) -> Addresses:
        """The addresses of the desk itself."""
        return Addresses("", self.lang)

    def say(self, said: Message) -> str:
        """A sentence in the language of the page."""
        return said.in_language(self.lang)

    def plan(self, key: str = "") -> Plan:
        """The plan that the address names, or of that key."""
        found = self.at_hand.plans.get(key or self.rest[0])
        if found is None:
            raise GoneError(message("There is no such plan on this desk."), message("Open it from the start page."))
        return found

    def upload(self) -> Upload:
        """The file that the address names."""
        found = self.at_hand.uploads.get(self.rest[0])
        if found is None:
            raise GoneError(
                message("This file is no longer available."),
                message("Dropped files are kept until the program ends. Drop it again."),
            )
        return found

    def given(self, name: str) -> str:
        """A text of the form."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""


@dataclass
class View:
    """A page of the desk: its template in ``templates/desk`` and what that shows. ``path`` is its own address."""

    template: str
    page: Page
    path: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Download:
    """A file that is handed out; ``inline`` shows it in the browser."""

    path: Path
    inline: bool = False


GoTo = str
"""An address to go on to."""
Answer = View | Download | GoTo
