"""Made-up languages: a catalogue compiled into a folder that QUANZE_LOCALE_PATH can name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from quanze.locale import DOMAIN

Key = str | tuple[str, str]
"""A message (of a plural pair the singular), or its context and the message."""


def add_language(folder: Path, lang: str, words: Mapping[Key, str | tuple[str, str]]) -> None:
    """Compile the words of a language with two plural forms; a pair of words is a singular and a plural."""
    catalogue = Catalog(fuzzy=False)
    for key, word in words.items():
        context, text = key if isinstance(key, tuple) else (None, key)
        catalogue.add(text if isinstance(word, str) else (text, "any"), word, context=context)
    path = folder / lang.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
