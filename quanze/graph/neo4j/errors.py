"""What a server or its driver says, in our words: by the server's code, or by what broke the connection.

Knows codes, names of classes and the standard library's exceptions only, so that it works without the driver.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from quanze.errors import (
    BusyError,
    EngineError,
    QuanzeError,
    QueryError,
    QueryTimeoutError,
    StorageError,
    UnreachableError,
)
from quanze.graph.neo4j.address import ServerAddress
from quanze.locale import message, template

PAGE = message("See docs/neo4j.md.")
_CODES: tuple[tuple[str, type[QuanzeError], str, str], ...] = (
    (
        "Neo.ClientError.Security.Unauthorized",
        UnreachableError,
        template("{address} refused this password for the user {user}."),
        template("Set NEO4J_USERNAME and NEO4J_PASSWORD."),
    ),
    (
        "Neo.ClientError.Security.AuthenticationRateLimit",
        UnreachableError,
        template("{address} received too many wrong passwords for the user {user}."),
        template("Wait a few seconds, then set NEO4J_PASSWORD."),
    ),
    (
        "Neo.ClientError.Security.CredentialsExpired",
        UnreachableError,
        template("The password of the user {user} must be changed first."),
        template("Log in with Neo4j Browser or cypher-shell and set a new one. See docs/neo4j.md."),
    ),
    (
        "Neo.ClientError.Security.",
        UnreachableError,
        template("The user {user} is not allowed to do this at {address}: {said}"),
        template("Ask for the privileges that docs/neo4j.md lists for a reader or a loader."),
    ),
    (
        "Neo.ClientError.Database.DatabaseNotFound",
        UnreachableError,
        template("{address} has no database named {database}."),
        template("Set NEO4J_DATABASE, or leave it out for the user's home database."),
    ),
    (
        "Neo.ClientError.Statement.AccessMode",
        QueryError,
        template("Only read queries are allowed here."),
        template("Use `quanze load` to change data."),
    ),
    (
        "Neo.ClientError.Transaction.TransactionTimedOut",
        QueryTimeoutError,
        template("The query took too long and was stopped."),
        template("Narrow the query, or raise --timeout."),
    ),
    (
        "Neo.ClientError.Statement.",
        QueryError,
        template("{said}"),
        template("Check the query text and its parameters."),
    ),
    (
        "Neo.ClientError.Procedure.",
        QueryError,
        template("{said}"),
        template("Check the query text and its parameters."),
    ),
    (
        "Neo.ClientError.Schema.ConstraintValidationFailed",
        EngineError,
        template("{address} refused the change: {said}"),
        template(
            "Nothing was written. Nodes or relationships that Quanze did not create are in the way; use a separate "
            "database."
        ),
    ),
    (
        "Neo.ClientError.Schema.",
        EngineError,
        template("{address} cannot be set up: {said}"),
        template("Nodes that Quanze did not create have the same labels; use a separate database."),
    ),
    (
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        StorageError,
        template("The database at {address} is read-only."),
        template("Load into a database that can be written."),
    ),
    (
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        StorageError,
        template("The database at {address} is read-only."),
        template("Load into a database that can be written."),
    ),
    (
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        EngineError,
        template("The load exceeds the limit of one transaction: {said}"),
        template("Nothing was written. Give the server more heap memory, or use `quanze dump --neo4j-admin`."),
    ),
    (
        "Neo.TransientError.General.OutOfMemoryError",
        EngineError,
        template("The server at {address} has too little memory."),
        template("Nothing was written. Give the server more heap memory, or use `quanze dump --neo4j-admin`."),
    ),
    (
        "Neo.TransientError.General.TransactionOutOfMemoryError",
        EngineError,
        template("The load exceeds the limit of one transaction: {said}"),
        template("Nothing was written. Give the server more heap memory, or use `quanze dump --neo4j-admin`."),
    ),
    ("Neo.TransientError.", BusyError, template("{address} is busy: {said}"), template("Wait a moment and try again.")),
    (
        "Neo.DatabaseError.Schema.",
        EngineError,
        template("{address} cannot be set up: {said}"),
        template(
            "Nodes or relationships that Quanze did not create have the same names with equal ids or keys; use a "
            "separate database."
        ),
    ),
    (
        "Neo.DatabaseError.",
        StorageError,
        template("{address} could not read or write data: {said}"),
        template("Check the server's free disk space and its log; what was committed earlier is kept."),
    ),
    ("", EngineError, template("{address} answered with an error: {said}"), template("See docs/neo4j.md.")),
)
"""Server codes, the first that matches: our class, what happened and what to do. {said} is the server's first line."""
NOT_AGAIN = ("Neo.TransientError.General.",)
"""Transient by name, yet the same transaction would fail again."""


def from_code(code: str, answer: str, place: ServerAddress) -> QuanzeError:
    """One of our errors for an answer of the server."""
    values = {
        "address": place.shown,
        "user": place.user,
        "database": place.database or message("(home)"),
        "said": answer.strip().split("\n")[0],
    }
    for prefix, ours, text, advice in _CODES:
        if code.startswith(prefix):
            return ours(message(text, **values), message(advice))
    raise AssertionError("the last code matches everything")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it rests on, groups opened."""
    yield error
    for inner in (error.__cause__, *getattr(error, "exceptions", ())):
        if inner is not None:
            yield from _causes(inner)


def from_driver(error: Exception, place: ServerAddress) -> QuanzeError:
    """One of our errors for the driver's own, by the name of its class, else by what broke the connection."""
    names = {c.__name__ for c in type(error).__mro__}
    if "IncompleteCommit" in names:
        return UnreachableError(
            message("The connection to {server} was lost while the data was being saved.", server=place.shown),
            message("Load again. The data was saved completely or not at all, and loading it twice changes nothing."),
        )
    if "UnsupportedServerProduct" in names:
        return UnreachableError(
            message("The server at {server} does not use a known version of the Bolt protocol.", server=place.shown),
            message("It may be older than Neo4j 5, not Neo4j, or use TLS; for TLS add +s to the address."),
        )
    if "ConfigurationError" in names:
        return UnreachableError(
            message("{server} is not an address to connect to: {error}", server=place.shown, error=error), PAGE
        )
    return _from_cause(error, place)


def _from_cause(error: Exception, place: ServerAddress) -> QuanzeError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return UnreachableError(
                message(
                    "No TLS connection to {server} as requested: {reason}.",
                    server=place.shown,
                    reason=cause.reason or cause,
                ),
                message(
                    "Use neo4j:// or bolt:// for a server without TLS, +s for one with TLS, +ssc for a self-signed "
                    "certificate."
                ),
            )
        if isinstance(cause, ConnectionRefusedError | TimeoutError):
            return UnreachableError(
                message("{server} does not answer.", server=place.shown),
                message("Start the server or correct the address."),
            )
        if isinstance(cause, OSError):
            return UnreachableError(
                message("{server} cannot be reached: {cause}.", server=place.shown, cause=cause),
                message("Check the address and the network."),
            )
    said = str(error).strip().split("\n")[0]
    return UnreachableError(
        message("The connection to {server} failed: {said}", server=place.shown, said=said),
        message(
            "Check that the server is running, and that the address has +s if, and only if, it uses TLS. Nothing was "
            "written in part."
        ),
    )
