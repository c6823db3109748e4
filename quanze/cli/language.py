"""Which language to speak: ``--lang``, ``QUANZE_LANG``, else the locale; and the words of the help."""

from __future__ import annotations

import gettext
import os
import sys

from quanze.locale import DOMAIN, SOURCE_LANGUAGE, catalogue_folder, language_of, languages, message


def default_language() -> str:
    """The language of the environment, or English when there is no catalogue for it."""
    for name in ("QUANZE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return language_of(value)
    if sys.platform == "win32":
        import ctypes
        import locale

        return language_of(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ""))
    return language_of("")


def spoken() -> str:
    """The language of help texts: they are made before options are read, so ``--lang`` is looked for by hand."""
    arguments = sys.argv
    known = languages()
    for i, argument in enumerate(arguments):
        following = arguments[i + 1] if i + 1 < len(arguments) else ""
        asked = following if argument == "--lang" else argument.removeprefix("--lang=")
        if asked != argument and asked in known:
            return asked
    return default_language()


_SPOKEN = spoken()


def _(text: str) -> str:
    """The words of the help and of click in the language of this process."""
    return message(text).in_language(_SPOKEN)


def speak() -> None:
    """Have click, which asks gettext's current domain, find its sentences in our catalogue.

    gettext chooses the language by this variable; it is set for this process, and only by the ``quanze`` command.
    In English its own domain, which has no catalogue, will do.
    """
    if _SPOKEN == SOURCE_LANGUAGE:
        return
    os.environ["LANGUAGE"] = _SPOKEN.replace("-", "_")
    gettext.bindtextdomain(DOMAIN, catalogue_folder(_SPOKEN))
    gettext.textdomain(DOMAIN)
