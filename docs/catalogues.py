"""Updates the catalogues of ``quanze/locale`` from the code and compiles them; ``--check`` only says what is stale.

``python docs/catalogues.py --new fr`` begins the catalogue of a language. Messages come from the code, from click
(whose help and errors we print), from the purposes of queries, and from the schema, whose labels and meanings need no
catalogue in Chinese.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from quanze.locale import DOMAIN, is_chinese
from quanze.queries import statements
from quanze.schema.declare import LABELS
from quanze.schema.translatable_texts import translatable_texts

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "quanze" / "locale"
KEYWORDS = {
    "_": None,
    "message": None,
    "later": None,
    "template": None,
    "plural": (1, 2),
    "Counted": (1, 2),
    "in_context": ((1, "c"), 2),
}
_ADMINISTRATIVE = re.compile(rb'^"(?:Project-|Report-|POT-|PO-|Last-|Language-Team|Generated-)[^\n]*\n', re.MULTILINE)
CLICK_KEYWORDS = {"_": None, "ngettext": (1, 2)}


def extracted(lang: str) -> Catalog:
    """Every message that the catalogue of the language should have, untranslated."""
    found = Catalog(locale=lang.replace("-", "_"), header_comment="", fuzzy=False)
    for folder, keywords in ((ROOT / "quanze", KEYWORDS), (Path(click.__file__).parent, CLICK_KEYWORDS)):
        for _, _, text, _, context in extract_from_dir(folder, [("**.py", "python")], keywords=keywords):
            found.add(text, context=context)
    for name in statements.names():
        found.add(statements.get(name).purpose)
    if not is_chinese(lang):
        for label in translatable_texts():
            found.add(label, context=LABELS)
    return found


def catalogues() -> Iterator[tuple[str, Path]]:
    """Each language that has a catalogue, and its .po file."""
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        yield path.parts[-3].replace("_", "-"), path


def read(lang: str, path: Path) -> Catalog:
    """The catalogue in a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=lang.replace("-", "_"))


def updated(lang: str, path: Path) -> Catalog:
    """The catalogue with the messages of the code: new ones untranslated, unused ones dropped."""
    catalogue = read(lang, path)
    catalogue.update(extracted(lang), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def po_text(catalogue: Catalog) -> bytes:
    """The .po file: sorted, without places in the code, dates and versions, so that it changes with the words only."""
    file = BytesIO()
    write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return _ADMINISTRATIVE.sub(b"", file.getvalue()).lstrip()


_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def compile_po(lang: str, source: Path, target: Path) -> None:
    """Compile a .po file to the .mo file that the package reads: the same bytes for the same words at any time."""
    catalogue = read(lang, source)
    catalogue.creation_date = _NO_DATE
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def is_compiled(lang: str, path: Path) -> bool:
    """Whether the .mo file beside a .po file has its words."""
    compiled = path.with_suffix(".mo")
    if not compiled.is_file():
        return False
    with compiled.open("rb") as file:
        return _words(read_mo(file)) == _words(read(lang, path))


def _words(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    """Context, message and translation, each with its plural, of what is translated."""
    translated = ((m.context, forms(m.id), forms(m.string)) for m in catalogue if m.id)
    return {words for words in translated if any(words[2])}


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text and its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def main() -> int:
    """Write the files, or with ``--check`` list the stale ones and fail."""
    match sys.argv[1:]:
        case ["--new", lang]:
            path = LOCALE / lang.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
            path.parent.mkdir(parents=True)
            path.write_bytes(po_text(extracted(lang)))
            compile_po(lang, path, path.with_suffix(".mo"))
        case ["--check"]:
            current = {path: po_text(updated(lang, path)) == path.read_bytes() for lang, path in catalogues()}
            stale = [path for lang, path in catalogues() if not (current[path] and is_compiled(lang, path))]
            if stale:
                names = ", ".join(path.relative_to(ROOT).as_posix() for path in stale)
                print(f"stale: {names}; run `python docs/catalogues.py` and translate what is new", file=sys.stderr)
                return 1
        case []:
            for lang, path in catalogues():
                path.write_bytes(po_text(updated(lang, path)))
                compile_po(lang, path, path.with_suffix(".mo"))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
