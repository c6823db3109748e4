"""Resources written as Turtle, N-Triples or JSON-LD, one after the other: they need not fit into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby, islice
from json.encoder import encode_basestring
from operator import itemgetter
from typing import IO, NamedTuple
from urllib.parse import quote

from quanze.exports.linked_data.triples import Iri, Text, Triple, Value, known
from quanze.schema.linked_data import PREFIXES
from quanze.text.clean import escaped

Writer = Callable[[IO[bytes]], None]
Said = tuple[str, str]
"""A predicate with a value of it, as a syntax spells them."""
Resource = tuple[str, list[Said]]
"""A subject with what is said of it, as a syntax spells them."""

_AT_ONCE = 500
"""Pieces of text that are written together: of N-Triples all that is said of a subject, some 2 KB, is one."""
_ENDING = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""What could end a name between angle brackets."""
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
"""The rest of a name that may follow its prefix."""
_BARE = re.compile(r"[+-]?[0-9]+\Z|true\Z|false\Z")
"""A whole number or truth value that Turtle writes without quotes and datatype."""
TYPE = known("rdf:type")


class Syntax(NamedTuple):
    """How a syntax spells names and literals, and how resources follow each other in it.

    Names and literals are spelled where a resource is made: a graph has many triples, of few predicates.
    """

    subject: Callable[[Iri], str]
    verb: Callable[[Iri], str]
    """A name as a predicate."""
    reference: Callable[[Iri], str]
    """A name as a value."""
    class_: Callable[[Iri], str]
    """A name as a value of ``rdf:type``."""
    plain: Callable[[str], str]
    """A text without language and datatype, as most are."""
    literal: Callable[[Text], str]
    document: Callable[[Iterable[Resource]], Iterator[str]]

    def said(self, predicate: Iri, value: Value) -> Said:
        """A predicate with a value."""
        if isinstance(value, Text):
            return self.verb(predicate), self.literal(value)
        return self.verb(predicate), self.class_(value) if predicate == TYPE else self.reference(value)

    def writer(self, resources: Iterable[Resource]) -> Writer:
        """What writes resources that are spelled in this syntax."""
        return lambda file: _put(self.document(resources), file)

    def writer_of_triples(self, triples: Iterable[Triple]) -> Writer:
        """What writes triples, of which those that follow each other with the same subject are together."""
        return self.writer(
            (self.subject(subject), [self.said(predicate, value) for _, predicate, value in same])
            for subject, same in groupby(triples, key=itemgetter(0))
        )


def _put(pieces: Iterator[str], file: IO[bytes]) -> None:
    """Write pieces of text; half of a character, which UTF-8 cannot hold, becomes a question mark."""
    while text := "".join(islice(pieces, _AT_ONCE)):
        file.write(text.encode("utf-8", "replace"))


def _n_triples(resources: Iterable[Resource]) -> Iterator[str]:
    for subject, said in resources:
        yield "".join([f"{subject} {predicate} {value} .\n" for predicate, value in said])


def _turtle(resources: Iterable[Resource]) -> Iterator[str]:
    """Each subject once, with all its statements; the usual prefixes."""
    for prefix, full in PREFIXES.items():
        yield f"@prefix {prefix}: <{full}> .\n"
    yield "\n"
    for subject, said in resources:
        yield f"{subject} "
        by = ""
        for predicate, value in said:
            if predicate == by:
                yield f" , {value}"
            else:
                yield f" ;\n\t{predicate} {value}" if by else f"{predicate} {value}"
            by = predicate
        yield " .\n"


def _json_ld(resources: Iterable[Resource]) -> Iterator[str]:
    """An object for each resource, with the prefixes as the context; the text itself, and no objects of Python that
    are only made to be written: that takes half the time."""
    yield f'{{\n"@context": {json.dumps(PREFIXES, indent=1)},\n"@graph": ['
    mark = "\n"
    for subject, said in resources:
        members: dict[str, str] = {}
        for key, value in said:
            members[key] = f"{members[key]}, {value}" if key in members else value
        yield f'{mark}{{"@id": {subject}'
        yield "".join([f", {key}: [{values}]" for key, values in members.items()])
        yield "}"
        mark = ",\n"
    yield "\n]\n}\n"


@lru_cache(maxsize=1 << 12)
def _full(iri: Iri) -> str:
    return f"<{_ENDING.sub(lambda found: quote(found[0]), iri.full)}>"


@lru_cache(maxsize=1 << 12)
def _prefixed(iri: Iri) -> str:
    return _short(iri) if iri.prefix and _LOCAL.match(iri.local) else _full(iri)


@cache
def _verb(predicate: Iri) -> str:
    return "a" if predicate == TYPE else _prefixed(predicate)


def _literal(value: Text, name: Callable[[Iri], str] = _full) -> str:
    """A text in quotes; the escapes of JSON are those of N-Triples and Turtle."""
    text = encode_basestring(value.text)
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{name(known(value.datatype))}" if value.datatype else text


def _turtle_literal(value: Text) -> str:
    if value.datatype in ("xsd:integer", "xsd:boolean") and _BARE.match(value.text):
        return value.text
    return _literal(value, _prefixed)


def _short(iri: Iri) -> str:
    return f"{iri.prefix}:{iri.local}" if iri.prefix else iri.local


def _json_text(text: str) -> str:
    return escaped(encode_basestring(text))


@lru_cache(maxsize=1 << 12)
def _json_name(iri: Iri) -> str:
    return _json_text(_short(iri))


def _json_reference(iri: Iri) -> str:
    return f'{{"@id": {_json_name(iri)}}}'


@cache
def _json_key(predicate: Iri) -> str:
    return '"@type"' if predicate == TYPE else _json_name(predicate)


def _json_plain(text: str) -> str:
    return f'{{"@value": {_json_text(text)}}}'


def _json_literal(value: Text) -> str:
    text = _json_text(value.text)
    if value.language:
        return f'{{"@value": {text}, "@language": "{value.language}"}}'
    return f'{{"@value": {text}, "@type": "{value.datatype}"}}' if value.datatype else f'{{"@value": {text}}}'


TURTLE = Syntax(_prefixed, _verb, _prefixed, _prefixed, encode_basestring, _turtle_literal, _turtle)
N_TRIPLES = Syntax(_full, _full, _full, _full, encode_basestring, _literal, _n_triples)
JSON_LD = Syntax(_json_name, _json_key, _json_reference, _json_name, _json_plain, _json_literal, _json_ld)
