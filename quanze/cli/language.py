"""Which language to speak: ``--lang``, ``QUANZE_LANG``, else the locale."""

from __future__ import annotations

import os
import sys

LANGUAGES = ("zh-TW", "en")


def _known(text: str) -> str:
    return "zh-TW" if text.lower().replace("_", "-").startswith("zh") else "en"


def default_language() -> str:
    """The language of the environment: zh-TW for any Chinese locale, else English."""
    for name in ("QUANZE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return _known(value)
    if sys.platform == "win32":
        import ctypes
        import locale

        return _known(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "en"))
    return "en"


def spoken() -> str:
    """The language help texts are in: help is built before options are read, so ``--lang`` is looked for by hand."""
    arguments = sys.argv
    for i, argument in enumerate(arguments):
        asked = (
            arguments[i + 1] if argument == "--lang" and i + 1 < len(arguments) else argument.removeprefix("--lang=")
        )
        if asked != argument and asked.lower().startswith(("zh", "en")):
            return _known(asked)
    return default_language()


_SPOKEN = spoken()


def say(zh: str, en: str, lang: str = "") -> str:
    """One of two sentences, by the language asked for (the one of the help when none is)."""
    return zh if (lang or _SPOKEN) == "zh-TW" else en
