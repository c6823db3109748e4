"""Read queries, one ``.cypher`` file each: a header, and one text for every engine.

Header lines are comments::

    // purpose: One sentence.
    // parameters: ids list, under text = ''
    // kinds: Task, Indicator
    // columns: agency, role

The label ``Record`` means any of ``kinds``; every engine looks for each of them at its index. The text is
checked when it is read: declared parameters are the used ones, labels and types exist in the schema, nothing writes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.errors import QueryError, SchemaError
from quanze.graph.engine import Reader
from quanze.locale import message
from quanze.schema import KIND, KINDS, RELATIONSHIP

if TYPE_CHECKING:
    from quanze.schema.rows import Row

FOLDER = Path(__file__).with_name("catalogue")
_PARAMETER = re.compile(r"(\w+)\s+(text|list|integer)(?:\s*=\s*'([^']*)')?\Z")
_LABELS = re.compile(r"\(\w*:([A-Za-z|]+)")
_TYPES = re.compile(r"\[\w*:([A-Z_|]+)")
_FIRST = re.compile(r"\AMATCH \((\w+):(\w+)\)")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`", re.DOTALL)
_WRITES = re.compile(
    r"\b(?:CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|INSERT|DROP|ALTER|GRANT|DENY|REVOKE|LOAD\s+CSV|START\s+DATABASE|STOP\s+DATABASE|TERMINATE|CALL\s+(?!\{|\())\b",
    re.IGNORECASE,
)


class Parameter(NamedTuple):
    """A parameter of a query: ``type`` is text, list or integer; ``default`` is None when it must be given."""

    name: str
    type: str
    default: str | None


class Query(NamedTuple):
    """One catalogue entry. ``text`` still says ``Record`` where ``kinds`` are to be put in.

    ``purpose`` is a sentence in English that the catalogues of words translate.
    """

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    text: str

    def of_ids(self) -> Query:
        """The same query of some records only: those among its first that have an id in the parameter ``ids``."""
        text, found = _FIRST.subn(r"UNWIND $ids AS id\nMATCH (\1:\2 {id: id})", self.text)
        if not found or self.text.count("\nUNION") or any(p.name == "ids" for p in self.parameters):
            raise SchemaError(
                f"{self.name}.cypher cannot be asked of some records.", "Let it begin with MATCH (n:Kind), and say ids."
            )
        return self._replace(text=text, parameters=(Parameter("ids", "list", None), *self.parameters))

    def cypher(self, kinds: Sequence[str] = ()) -> str:
        """The text to send, for the given kinds or for all the query allows."""
        if not self.kinds:
            return self.text
        unknown = [k for k in kinds if k not in self.kinds]
        if unknown:
            raise QueryError(
                message("The query {name} does not take the kind {kinds}.", name=self.name, kinds=unknown),
                message("It takes {kinds}.", kinds=self.kinds),
            )
        return self.text.replace(":Record", ":" + "|".join(kinds or self.kinds))


def writing_word(text: str) -> str | None:
    """The first word by which ``text`` would write or administer; None when it only reads."""
    return _writing_word(_NOT_CODE.sub(" ", text))


def _writing_word(code: str) -> str | None:
    found = _WRITES.search(code)
    return found[0].strip() if found else None


def count_statements(text: str) -> int:
    """How many statements a text holds; what is quoted or a comment separates none."""
    return sum(1 for part in _NOT_CODE.sub(" ", text).split(";") if part.strip())


def parse(name: str, source: str) -> Query:
    """The checked query of one file; SchemaError says what is wrong with it."""
    header: dict[str, str] = {}
    body: list[str] = []
    for line in source.splitlines():
        entry, colon, said = line.removeprefix("//").partition(":")
        if line.startswith("//") and colon and entry.strip().isidentifier() and not body:
            header[entry.strip()] = said.strip()
        else:
            body.append(line)
    text = "\n".join(body).strip()
    for needed in ("purpose", "columns"):
        if not header.get(needed):
            raise SchemaError(f"{name}.cypher has no {needed}.", f"Begin it with `// {needed}: …`.")
    parameters = []
    for part in filter(
        None, (p.strip() for p in re.split(r",(?![^']*'(?:[^']*'[^']*')*[^']*\Z)", header.get("parameters", "")))
    ):
        match = _PARAMETER.match(part)
        if not match:
            raise SchemaError(
                f"{name}.cypher: parameter {part!r} is not readable.", "Write `name text` or `name text = ''`."
            )
        parameters.append(Parameter(match[1], match[2], match[3]))
    kinds = tuple(k.label for k in KINDS) if header.get("kinds") == "all" else _words(header.get("kinds", ""))
    query = Query(name, header["purpose"], tuple(parameters), kinds, _words(header["columns"]), text)
    _check(query)
    return query


def _words(text: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in text.split(",") if w.strip())


def _check(query: Query) -> None:
    code = _NOT_CODE.sub("''", query.text)
    used = set(re.findall(r"\$(\w+)", code))
    declared = {p.name for p in query.parameters}
    if used != declared:
        raise SchemaError(
            f"{query.name}.cypher declares {sorted(declared)} and uses {sorted(used)}.", "Make them the same."
        )
    if bool(query.kinds) != (":Record" in code):
        raise SchemaError(f"{query.name}.cypher: kinds and the label Record go together.", "Declare both or neither.")
    for label in {name for group in _LABELS.findall(code) for name in group.split("|")} | set(query.kinds):
        if label not in KIND and label != "Record":
            raise SchemaError(f"{query.name}.cypher: no kind {label!r}.", "Use the labels of quanze/schema/kinds.py.")
    for type_ in {t for group in _TYPES.findall(code) for t in group.split("|") if t}:
        if type_ not in RELATIONSHIP:
            raise SchemaError(
                f"{query.name}.cypher: no relationship {type_!r}.", "Use the types of quanze/schema/relationships.py."
            )
    word = _writing_word(code)
    if word:
        raise SchemaError(f"{query.name}.cypher writes ({word}).", "The catalogue only reads.")
    if "ORDER BY" not in code:
        raise SchemaError(f"{query.name}.cypher has no ORDER BY.", "Rows must come in one order on every engine.")


@cache
def get(name: str) -> Query:
    """The catalogue entry of that name; QueryError lists the names when there is none."""
    path = FOLDER / f"{name}.cypher"
    if not (name.isidentifier() and name.islower()) or not path.is_file():
        raise QueryError(
            message("There is no query {name!r}.", name=name), message("The catalogue has: {names}.", names=names())
        )
    return parse(name, path.read_text(encoding="utf-8"))


def names() -> list[str]:
    """All names in the catalogue, sorted."""
    return sorted(p.stem for p in FOLDER.glob("*.cypher"))


def bind(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for all parameters: given ones checked by type, the rest by default. QueryError otherwise."""
    known = {p.name: p for p in query.parameters}
    unknown = [name for name in given if name not in known]
    if unknown:
        raise QueryError(
            message("The query {name} has no parameter {parameters}.", name=query.name, parameters=unknown),
            message("It takes: {parameters}.", parameters=list(known)) if known else message("It takes no parameters."),
        )
    values: dict[str, Any] = {}
    for p in query.parameters:
        value = given.get(p.name, p.default)
        if value is None:
            raise QueryError(
                message("The query {name} needs a value for {parameter}.", name=query.name, parameter=p.name),
                message("Write {parameter}=….", parameter=p.name),
            )
        if p.type == "list" and isinstance(value, str):
            value = [v.strip() for v in value.split(",") if v.strip()]
        if (p.type == "list" and not isinstance(value, (list, tuple))) or (
            p.type == "text" and not isinstance(value, str)
        ):
            raise QueryError(
                message("{parameter}={value} is not a list.", parameter=p.name, value=repr(value))
                if p.type == "list"
                else message("{parameter}={value} is not a text.", parameter=p.name, value=repr(value)),
                message("Give a text; separate the values of a list with commas."),
            )
        if p.type != "integer":
            _encodable([value] if isinstance(value, str) else value)
        if p.type == "integer" and not isinstance(value, int):
            try:
                value = int(value)
            except (TypeError, ValueError, OverflowError):
                raise QueryError(
                    message("{parameter}={value!r} is not a whole number.", parameter=p.name, value=str(value)[:60]),
                    message("Write digits only."),
                ) from None
        values[p.name] = value
    return values


def _encodable(texts: Sequence[Any]) -> None:
    """Refuse bytes that a terminal in another encoding let through as text; each engine would say so in its own way."""
    try:
        "".join(text for text in texts if isinstance(text, str)).encode()
    except UnicodeEncodeError as e:
        raise QueryError(
            message("{value} is not valid UTF-8 text.", value=ascii(e.object)[:60]),
            message("Set the terminal to UTF-8 and type it again."),
        ) from None


def run(
    reader: Reader,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    kinds: Sequence[str] = (),
    *,
    ids: Collection[str] | None = None,
) -> list[Row]:
    """Rows of a catalogue query: dictionaries with the declared columns, in the query's order.

    With ``ids`` they are those of some records only (``Query.of_ids``).
    """
    query, given = get(name), dict(parameters or {})
    if ids is not None:
        query, given = query.of_ids(), given | {"ids": sorted(ids)}
    return reader.read(query.cypher(kinds), bind(query, given))


def is_most(reader: Reader, kind: str, asked: int) -> bool:
    """Whether so many records are more than half of a kind: to read all of it then costs less than to look each up."""
    return 2 * asked > count(reader, kind)


def count(reader: Reader, kind: str) -> int:
    """How many records of a kind there are."""
    return sum(row["n"] for row in reader.read(f"MATCH (x:{kind})\nRETURN count(x) AS n"))
