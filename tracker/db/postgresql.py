"""PostgreSQL servers: how they are reached, locked for writing, and what their failures mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from tracker.errors import BusyError, DatabaseError, TrackerError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError

DRIVER = "postgresql+psycopg"
LOCK = 0x7472636B
"""The advisory lock of whoever appends to the log; "trck"."""

LOCK_TIMEOUT = "30s"
PASSWORDS = "keep it in ~/.pgpass, or in a file that PGPASSFILE names"
LATER = "try again, or ask whoever runs the server"
RETRIED = {"40001", "40P01"}
"""Serialization failure and deadlock: the same transaction may succeed the next time."""

BUSY = RETRIED | {"55P03", "57014", "57P01", "57P02", "57P03", "53300"}
REFUSED = {"28000", "28P01", "3D000", "42501", "25006", "0A000"}
REFUSALS = ("does not exist", "authentication failed", "no password supplied", "no pg_hba.conf")


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server, by its address without a password."""

    url: str

    def __str__(self) -> str:
        return self.url


def server_at(address: str) -> Server:
    """Read an address; raises DatabaseError for one that is malformed or carries a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        hint = "write postgresql+psycopg://USER@HOST/DATABASE"
        raise DatabaseError("the address of the database is malformed", hint) from None
    if url.password is not None or "password" in url.query:
        raise DatabaseError("the address of the database carries a password", PASSWORDS)
    return Server(url.set(drivername=DRIVER).render_as_string())


def open_server(server: Server) -> Engine:
    """Return an engine on a server; raises DatabaseError where the driver is not installed."""
    try:
        engine = create_engine(server.url, poolclass=NullPool)
    except ModuleNotFoundError:
        hint = "install it: pip install 'rapidus-tracker[postgres]'"
        raise DatabaseError("PostgreSQL needs the driver psycopg", hint) from None
    event.listen(engine, "begin", _begin)
    return engine


def may_retry(error: DBAPIError) -> bool:
    """Tell whether the same transaction may succeed when it is run again."""
    return getattr(error.orig, "sqlstate", None) in RETRIED


def cause(error: DBAPIError) -> TrackerError | None:
    """What a failure of the server means to the user; None for a failure of the program."""
    state = getattr(error.orig, "sqlstate", None)
    text = " ".join(str(error.orig).split())
    if state in BUSY:
        return BusyError(f"the database is busy: {text}", LATER)
    if state in REFUSED or (state is None and any(words in text for words in REFUSALS)):
        hint = "check the address, the user's rights and the password; " + PASSWORDS
        return DatabaseError(f"the server refuses: {text}", hint)
    if error.connection_invalidated or (state is None and isinstance(error, OperationalError)):
        return BusyError(f"the server does not answer: {text}", LATER)
    return None


def _begin(connection: Connection) -> None:
    """Take the log's lock before anything is read; a reader sees one state throughout."""
    options: Any = connection.get_execution_options()
    if options.get("tracker_write"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
