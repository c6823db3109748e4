"""Triples written as Turtle, N-Triples or JSON-LD, one after the other: they need not fit into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from json.encoder import encode_basestring
from typing import IO
from urllib.parse import quote

from quanze.exports.linked_data.triples import Iri, Text, Triple, Value, by_subject, known
from quanze.schema.linked_data import PREFIXES
from quanze.text.clean import escaped

Writer = Callable[[IO[bytes]], None]

_AT_ONCE = 10_000
"""Pieces of text that are written together."""
_ENDING = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""What could end a name between angle brackets."""
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
"""The rest of a name that may follow its prefix."""
_BARE = re.compile(r"[+-]?[0-9]+\Z|true\Z|false\Z")
"""A whole number or truth value that Turtle writes without quotes and datatype."""


_TYPE = known("rdf:type")


def turtle(triples: Iterable[Triple]) -> Writer:
    """Turtle with the usual prefixes; each subject once, with all its statements."""
    return lambda file: _put(_turtle(triples), file)


def n_triples(triples: Iterable[Triple]) -> Writer:
    """N-Triples: a triple a line."""
    return lambda file: _put(_n_triples(triples), file)


def _put(pieces: Iterator[str], file: IO[bytes]) -> None:
    """Write pieces of text; half of a character, which UTF-8 cannot hold, becomes a question mark."""
    while text := "".join(islice(pieces, _AT_ONCE)):
        file.write(text.encode("utf-8", "replace"))


def _n_triples(triples: Iterable[Triple]) -> Iterator[str]:
    for subject, predicate, value in triples:
        said = _full(value) if isinstance(value, Iri) else _literal(value, _full)
        yield f"{_full(subject)} {_full(predicate)} {said} .\n"


def _turtle(triples: Iterable[Triple]) -> Iterator[str]:
    for prefix, full in PREFIXES.items():
        yield f"@prefix {prefix}: <{full}> .\n"
    of: Iri | None = None
    by: Iri | None = None
    for subject, predicate, value in triples:
        said = _prefixed(value) if isinstance(value, Iri) else _turtle_literal(value)
        if subject != of:
            yield f"{' .' if of else ''}\n{_prefixed(subject)} {_verb(predicate)} {said}"
        elif predicate != by:
            yield f" ;\n\t{_verb(predicate)} {said}"
        else:
            yield f" , {said}"
        of, by = subject, predicate
    yield " .\n" if of else ""


@lru_cache(maxsize=1 << 16)
def _full(iri: Iri) -> str:
    return f"<{_ENDING.sub(lambda found: quote(found[0]), iri.full)}>"


@lru_cache(maxsize=1 << 16)
def _prefixed(iri: Iri) -> str:
    return _short(iri) if iri.prefix and _LOCAL.match(iri.local) else _full(iri)


@cache
def _verb(predicate: Iri) -> str:
    return "a" if predicate == _TYPE else _prefixed(predicate)


def _literal(value: Text, name: Callable[[Iri], str]) -> str:
    """A text in quotes; the escapes of JSON are those of N-Triples and Turtle."""
    text = encode_basestring(value.text)
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{name(known(value.datatype))}" if value.datatype else text


def _turtle_literal(value: Text) -> str:
    if value.datatype in ("xsd:integer", "xsd:boolean") and _BARE.match(value.text):
        return value.text
    return _literal(value, _prefixed)


def json_ld(triples: Iterable[Triple]) -> Writer:
    """JSON-LD with the prefixes as its context, an object for each resource."""
    return lambda file: _put(_json_ld(triples), file)


def _json_ld(triples: Iterable[Triple]) -> Iterator[str]:
    """The text itself, and no objects of Python that are only made to be written: that takes half the time."""
    yield f'{{\n"@context": {json.dumps(PREFIXES, indent=1)},\n"@graph": ['
    mark = "\n"
    for subject, said in by_subject(iter(triples)):
        members: dict[Iri, list[str]] = {}
        for predicate, value in said:
            members.setdefault(predicate, []).append(_json_value(predicate, value))
        yield f'{mark}{{"@id": {_json_name(subject)}'
        for predicate, values in members.items():
            yield f", {_json_key(predicate)}: [{', '.join(values)}]"
        yield "}"
        mark = ",\n"
    yield "\n]\n}\n"


@lru_cache(maxsize=1 << 16)
def _short(iri: Iri) -> str:
    return f"{iri.prefix}:{iri.local}" if iri.prefix else iri.local


def _json_text(text: str) -> str:
    return escaped(encode_basestring(text))


@lru_cache(maxsize=1 << 16)
def _json_name(iri: Iri) -> str:
    return _json_text(_short(iri))


@lru_cache(maxsize=1 << 16)
def _json_reference(iri: Iri) -> str:
    return f'{{"@id": {_json_name(iri)}}}'


@cache
def _json_key(predicate: Iri) -> str:
    return '"@type"' if predicate == _TYPE else _json_name(predicate)


def _json_value(predicate: Iri, value: Value) -> str:
    if isinstance(value, Iri):
        return _json_name(value) if predicate == _TYPE else _json_reference(value)
    text = _json_text(value.text)
    if value.language:
        return f'{{"@value": {text}, "@language": "{value.language}"}}'
    return f'{{"@value": {text}, "@type": "{value.datatype}"}}' if value.datatype else f'{{"@value": {text}}}'
