"""Options that take one of several codes: by the code, or by its name in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from quanze.cli.language import spoken
from quanze.locale import SOURCE_LANGUAGE, Translatable, message, plural


def shown_choices(names: Mapping[str, Translatable | None]) -> list[str]:
    """The codes as the help lists them: in another language than English each with its name."""
    lang = spoken()
    if lang == SOURCE_LANGUAGE:
        return list(names)
    return [
        message("{code} ({name})", code=code, name=name).in_language(lang) if name else code
        for code, name in names.items()
    ]


class Named(click.Choice[str]):
    """One of some codes; a code that has no name but itself has None."""

    def __init__(self, names: Mapping[str, Translatable | None]) -> None:
        super().__init__(names)
        self._names = names

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """The code of a code or a name; any other text as it is."""
        text = str(choice)
        if text not in self._names:
            from quanze.schema.codes import code_named  # brings the whole schema, which the help does not need

            text = code_named(text, {code: name for code, name in self._names.items() if name}) or text
        return super().normalize_choice(text, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What the help shows for the value."""
        return str(super().get_metavar(param, ctx)).replace("|".join(self._names), "|".join(shown_choices(self._names)))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code; a usage error that lists all when there is none of that name."""
        code = self.normalize_choice(value, ctx)
        if code not in self._names:
            shown = shown_choices(self._names)
            unknown = plural(
                "{value!r} is not {choice}.",
                "{value!r} is not one of {choices}.",
                n=len(shown),
                value=value,
                choice=shown[0],
                choices=shown,
            )
            self.fail(unknown.in_language(spoken()), param, ctx)
        return code
