"""The words of the interface: English in the code, every other language in a gettext catalogue.

``message`` (or ``plural``) makes a sentence. As a text it is English; ``in_language`` gives it in another language. The
catalogue of a language is ``<language>/LC_MESSAGES/quanze.po`` in this folder, compiled to ``quanze.mo`` beside it.
``QUANZE_LOCALE_PATH`` names a further folder of the same layout, which is searched first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "quanze"
SOURCE_LANGUAGE = "en"
CHINESE = "zh-TW"
LOCALE_PATH = "QUANZE_LOCALE_PATH"
"""The environment variable that names a folder of further catalogues."""


class Translatable(Protocol):
    """A value that has its own words in each language."""

    def in_language(self, lang: str) -> str:
        """Its words in that language."""


class Message(str):
    """A sentence: as a text it is English; its template and values are kept, to say it in another language.

    Text from outside is always a value, never part of a template, so braces in it have no effect.
    """

    __slots__ = ("n", "several", "template", "values")
    template: str
    several: str
    n: int
    values: Mapping[str, Any]

    def __new__(
        cls, template: str, values: Mapping[str, Any], several: str = "", n: int = 1, text: str | None = None
    ) -> Message:
        """``several`` is the template for an ``n`` other than one; empty for a sentence that counts nothing. ``text``
        is the sentence in English where it has been made before."""
        if text is None:
            text = _filled(several if several and n != 1 else template, values, SOURCE_LANGUAGE)
        made = super().__new__(cls, text)
        made.template, made.several, made.n, made.values = template, several, n, values
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made of."""
        return self.template, self.values, self.several, self.n

    def in_language(self, lang: str) -> str:
        """The sentence in that language; in English where its catalogue has none, or one that does not fit."""
        if lang == SOURCE_LANGUAGE:
            return str(self)
        catalogue = _catalogue(lang)
        if self.several:
            translated = catalogue.ngettext(self.template, self.several, self.n)
        else:
            translated = catalogue.gettext(self.template)
        try:
            return _filled(translated, self.values, lang)
        except (LookupError, ValueError, AttributeError):
            return str(self)


def message(template: str, /, **values: Any) -> Message:
    """A sentence to be said in any language; ``values`` fill the ``{names}`` of the template."""
    return Message(template, values)


def plural(one: str, several: str, /, n: int, **values: Any) -> Message:
    """The same with a number ``n`` that chooses between two templates; another language may have more forms, or one."""
    return Message(one, {"n": n, **values}, several, n)


class Later(NamedTuple):
    """A sentence that is made where it is read: of most figures in a large graph only the verdict is wanted.

    Its values may be such sentences too.
    """

    template: str
    values: Mapping[str, Any]

    def made(self) -> Message:
        """The sentence."""
        return Message(self.template, self.values)

    def in_language(self, lang: str) -> str:
        """The sentence in that language, as the ``Message`` says it; what is English is not made for another one."""
        if lang != SOURCE_LANGUAGE:
            try:
                return _filled(_catalogue(lang).gettext(self.template), self.values, lang)
            except (LookupError, ValueError, AttributeError):
                pass
        return _filled(self.template, self.values, SOURCE_LANGUAGE)


def later(template: str, /, **values: Any) -> Later:
    """What ``message`` makes, once it is read."""
    return Later(template, values)


def template(text: str) -> str:
    """The text as it is: marks a template for extraction where the sentence is made elsewhere."""
    return text


class Counted(NamedTuple):
    """Two templates, for one and for another number ``n`` of things: marked for extraction as ``template`` is."""

    one: str
    several: str


def in_language(value: Any, lang: str) -> str:
    """A value as text: its words in the language if it has some; several values as a list; anything else as it is."""
    # Asking for the method is a tenth of the price of asking for the protocol.
    said = getattr(value, "in_language", None)
    if said is not None:
        return str(said(lang))
    if isinstance(value, (list, tuple)):
        return listed(value, lang)
    return str(value)


def listed(values: Sequence[Any], lang: str) -> str:
    """The values one after the other, separated as the language does it."""
    return in_context("between names", ", ", lang).join(in_language(v, lang) for v in values)


class Clauses(tuple[Any, ...]):
    """Clauses of one sentence, separated as the language does it."""

    __slots__ = ()

    def in_language(self, lang: str) -> str:
        """The clauses in that language."""
        return in_context("between clauses", "; ", lang).join(in_language(clause, lang) for clause in self)


def quoted(text: str, lang: str) -> str:
    """A name or a clause in the language's quotation marks."""
    return message("“{name}”", name=text).in_language(lang)


def paragraph(sentences: Sequence[Any], lang: str) -> str:
    """The sentences one after the other, separated as the language does it."""
    text = ""
    for sentence in sentences:
        text = (
            message("{text} {sentence}", text=text, sentence=sentence).in_language(lang)
            if text
            else in_language(sentence, lang)
        )
    return text


def in_context(context: str, text: str, lang: str) -> str:
    """A word in that language, where one English text has several meanings."""
    return text if lang == SOURCE_LANGUAGE else _catalogue(lang).pgettext(context, text)


def languages() -> tuple[str, ...]:
    """The languages there are, as ``--lang`` names them: English and those with a catalogue."""
    return _languages_in(_folders())


@cache
def _languages_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    found = {SOURCE_LANGUAGE}
    for folder in folders:
        if os.path.isdir(folder):
            found |= {name.replace("_", "-") for name in os.listdir(folder) if os.path.isfile(_compiled(folder, name))}
    return tuple(sorted(found))


def language_of(locale: str) -> str:
    """The language of a locale such as ``zh_HK.UTF-8``: itself, else one of the same family, else English."""
    wanted = locale.split(".")[0].split("@")[0].replace("_", "-").casefold()
    known = languages()
    family = wanted.split("-")[0]
    same = (lang for lang in known if lang.casefold() == wanted)
    related = (lang for lang in known if lang.casefold().split("-")[0] == family)
    return next(same, None) or next(related, SOURCE_LANGUAGE)


@cache
def is_chinese(lang: str) -> bool:
    """Whether records are shown by their Chinese names, and the schema by its Chinese labels."""
    return lang == "zh" or lang.startswith("zh-")


def page_languages(lang: str) -> tuple[str, str]:
    """The two languages of a page that can be switched: Chinese, and the language itself, or English."""
    return (lang, SOURCE_LANGUAGE) if is_chinese(lang) else (CHINESE, lang)


def language_name(lang: str) -> str:
    """What the language calls itself; its code where its catalogue does not say."""
    name = in_context("this language", "English", lang)
    return lang if name == "English" and lang != SOURCE_LANGUAGE else name


def language_tag(lang: str) -> str:
    """The language as HTML and SVG name it, for Chinese with its script."""
    return "zh-Hant-TW" if lang == CHINESE else lang


def catalogue_folder(lang: str) -> str:
    """The folder, of those searched, that holds the language's catalogue; the package's own when none does."""
    return _folder_with(lang, _folders())


_OWN = os.path.dirname(__file__)


@cache  # a million words are looked up for a large answer, and to look at the environment takes longer than that
def _folders() -> tuple[str, ...]:
    named = os.environ.get(LOCALE_PATH)
    return (named, _OWN) if named else (_OWN,)


def _folder_with(lang: str, folders: Sequence[str]) -> str:
    name = lang.replace("-", "_")
    return next((folder for folder in folders if os.path.isfile(_compiled(folder, name))), folders[-1])


def _compiled(folder: str, name: str) -> str:
    return os.path.join(folder, name, "LC_MESSAGES", f"{DOMAIN}.mo")


def _filled(text: str, values: Mapping[str, Any], lang: str) -> str:
    # Most values are plain: numbers stay numbers, as the template formats them.
    return text.format_map(
        {name: value if type(value) in _PLAIN else in_language(value, lang) for name, value in values.items()}
    )


_PLAIN = frozenset((str, int, float))


def _catalogue(lang: str) -> NullTranslations:
    return _read_catalogue(lang, _folders())


@cache
def _read_catalogue(lang: str, folders: tuple[str, ...]) -> NullTranslations:
    """The language's catalogue in the first of the folders; an empty one when there is none, or it is damaged."""
    # Imported here because English needs neither.
    import gettext
    import struct

    try:
        # gettext keeps what it has read, so click's look-ups and ours share one catalogue.
        return gettext.translation(DOMAIN, _folder_with(lang, folders), [lang.replace("-", "_")], fallback=True)
    except (OSError, ValueError, struct.error):
        return gettext.NullTranslations()
