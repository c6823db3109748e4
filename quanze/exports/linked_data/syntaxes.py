"""Triples written as Turtle, N-Triples or JSON-LD, one after the other: they need not fit into memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from quanze.errors import QuanzeError
from quanze.exports.linked_data.triples import Iri, Triple, Value, by_subject, known
from quanze.locale import message
from quanze.schema.linked_data import PREFIXES
from quanze.text.clean import escaped

if TYPE_CHECKING:
    import pyoxigraph

Writer = Callable[[IO[bytes]], None]


def turtle(triples: Iterable[Triple]) -> Writer:
    """Turtle with the usual prefixes."""
    return _serialized(triples, "TURTLE")


def n_triples(triples: Iterable[Triple]) -> Writer:
    """N-Triples: a triple a line."""
    return _serialized(triples, "N_TRIPLES")


def _serialized(triples: Iterable[Triple], name: str) -> Writer:
    """QuanzeError without pyoxigraph, before anything is written."""
    try:
        import pyoxigraph
    except ImportError as fault:
        raise QuanzeError(
            message("Turtle and N-Triples need the optional package pyoxigraph."),
            message("Install it: pip install 'quanze[rdf]', or write .jsonld instead."),
        ) from fault

    def write(file: IO[bytes]) -> None:
        syntax = getattr(pyoxigraph.RdfFormat, name)
        pyoxigraph.serialize(_ours(triples), file, syntax, prefixes=PREFIXES)

    return write


def _ours(triples: Iterable[Triple]) -> Iterator[pyoxigraph.Triple]:
    import pyoxigraph

    @lru_cache(maxsize=1 << 16)
    def node(iri: Iri) -> pyoxigraph.NamedNode:
        return pyoxigraph.NamedNode(iri.full)

    def value(object_: Value) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
        if isinstance(object_, Iri):
            return node(object_)
        text = _storable(object_.text)
        if object_.language:
            return pyoxigraph.Literal(text, language=object_.language)
        if object_.datatype:
            return pyoxigraph.Literal(text, datatype=node(known(object_.datatype)))
        return pyoxigraph.Literal(text)

    for subject, predicate, object_ in triples:
        yield pyoxigraph.Triple(node(subject), node(predicate), value(object_))


def _storable(text: str) -> str:
    """A text without halves of characters, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


def json_ld(triples: Iterable[Triple]) -> Writer:
    """JSON-LD with the prefixes as its context, an object for each resource."""

    def write(file: IO[bytes]) -> None:
        file.write(b'{\n"@context": ')
        file.write(json.dumps(PREFIXES, indent=1).encode())
        file.write(b',\n"@graph": [')
        mark = b"\n"
        for subject, said in by_subject(iter(triples)):
            file.write(mark)
            file.write(escaped(json.dumps(_object(subject, said), ensure_ascii=False)).encode("utf-8", "replace"))
            mark = b",\n"
        file.write(b"\n]\n}\n")

    return write


def _short(iri: Iri) -> str:
    return f"{iri.prefix}:{iri.local}" if iri.prefix else iri.local


def _object(subject: Iri, said: list[tuple[Iri, Value]]) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": _short(subject)}
    for predicate, value in said:
        if _short(predicate) == "rdf:type":
            made.setdefault("@type", []).append(_short(value) if isinstance(value, Iri) else value.text)
        else:
            made.setdefault(_short(predicate), []).append(_json_value(value))
    return made


def _json_value(value: Value) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": _short(value)}
    made = {"@value": value.text}
    if value.language:
        made["@language"] = value.language
    elif value.datatype:
        made["@type"] = value.datatype
    return made
