"""PostgreSQL servers: how they are reached, locked for writing, and what their failures mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from tracker.config import connect_seconds
from tracker.errors import AnotherVersionError, BusyError, DatabaseError, TrackerError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.exc import DBAPIError

DRIVER = "postgresql+psycopg"
LOCK = 0x7472636B
"""The advisory lock of whoever appends to the log; "trck"."""

LOCK_TIMEOUT = "30s"
FORM = "postgresql+psycopg://USER@HOST/DATABASE"
KEPT = "~/.pgpass, or in a file that PGPASSFILE names"
CHECK = f"check the address, the user's rights and the password; keep it in {KEPT}"
LATER = "try again, or ask whoever runs the server"
RETRIED = ("40001", "40P01")
"""Serialization failure and deadlock: the same transaction may succeed the next time."""

BUSY = (*RETRIED, "55P03", "57014", "57P01", "57P02", "57P03", "53300")
NO_SUCH_COLUMN = "42703"
DAMAGED = "the database is damaged, or made by another version of this program"
REFUSED = ("28000", "28P01", "3D000", "42501", "25006", "0A000")
ANSWERS = (
    (BUSY, BusyError, "the database is busy", LATER),
    (("53100",), BusyError, "the disk of the server is full", LATER),
    (("42P01",), DatabaseError, DAMAGED, "see: tracker verify"),
    (REFUSED, DatabaseError, "the server refuses", CHECK),
)
"""What the states of a failed statement mean."""

MALFORMED = ("bad value for ", "connection is bad: invalid ", "unrecognized configuration")
REFUSALS = ("does not exist", "authentication failed", "no password supplied", "no pg_hba.conf")
NO_ANSWERS = (
    (MALFORMED, DatabaseError, "the address of the database is malformed", f"write {FORM}"),
    (REFUSALS, DatabaseError, "the server refuses", CHECK),
)
"""What is said of a connection that failed, which has no state, and what it means."""

KEYWORDS = re.compile(
    r"(^|[\s?&;:,'\"<(])(host|hostaddr|port|dbname|user|\w*password|passfile|service|sslmode)\s*=",
    re.IGNORECASE,
)
SLASH_TOO_FEW = re.compile(r"postgres(ql)?(\+\w+)?(:|//)", re.IGNORECASE)
OF_A_SERVER = re.compile(r"://|:[^/\\\s]*@")
"""An address that stands behind something else, or a user with a password: in no path of a file."""


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server, by its address without a password."""

    url: str

    def __str__(self) -> str:
        return self.url


def names_server(text: str) -> bool:
    """Tell whether a text that is no address was meant for a server, not for the path of a file."""
    signs = (KEYWORDS.search(text), SLASH_TOO_FEW.match(text), OF_A_SERVER.search(text))
    return any(signs)


def server_at(address: str) -> Server:
    """Read an address; raises DatabaseError for one that is malformed or carries a password."""
    if re.search(r"\s", address):
        raise malformed()
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise malformed() from None
    if url.password is not None or any("password" in name.lower() for name in url.query):
        raise DatabaseError("the address of the database carries a password", f"keep it in {KEPT}")
    return Server(url.set(drivername=DRIVER).render_as_string())


def malformed() -> DatabaseError:
    """What to say of an address that cannot be read, and that may hold a password."""
    hint = f"write {FORM}, and keep a password in {KEPT}"
    return DatabaseError("the address of the database is malformed", hint)


def open_server(server: Server) -> Engine:
    """Return an engine on a server.

    Raises DatabaseError where the driver is not installed, or has no such option.
    """
    url = make_url(server.url)
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": connect_seconds()}
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=patience)
        _require_options(url)
        engine.dialect.create_connect_args(url)
    except ModuleNotFoundError:
        hint = "install it: pip install 'rapidus-tracker[postgres]'"
        raise DatabaseError("PostgreSQL needs the driver psycopg", hint) from None
    except ArgumentError:  # several hosts, or ports that are no numbers
        raise malformed() from None
    event.listen(engine, "begin", _begin)
    return engine


def _require_options(url: URL) -> None:
    """Raise DatabaseError for what is no option of libpq: the driver has more, for programs."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - the driver may not be installed

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    for name in sorted(set(url.query) - known):
        hint = "its options are those of libpq, in small letters: ?sslmode=require"
        raise DatabaseError(
            f"the address of the database has an unknown option '{name[:60]}'", hint
        )


def may_retry(error: DBAPIError) -> bool:
    """Tell whether the same transaction may succeed when it is run again."""
    return getattr(error.orig, "sqlstate", None) in RETRIED


def cause(error: DBAPIError) -> TrackerError | None:
    """What a failure of the server means to the user; None for a failure of the program."""
    state = getattr(error.orig, "sqlstate", None)
    text = " ".join(str(error.orig).split())
    if state == NO_SUCH_COLUMN:
        return AnotherVersionError()
    for signs, kind, message, hint in NO_ANSWERS if state is None else ANSWERS:
        if any(sign in (state or text) for sign in signs):
            return kind(f"{message}: {text.split(' LINE ')[0]}", hint)
    if error.connection_invalidated or (state is None and isinstance(error, OperationalError)):
        return BusyError(f"the server does not answer: {text}", LATER)
    return None


def _begin(connection: Connection) -> None:
    """Take the log's lock before anything is read; a reader sees one state throughout."""
    options: Any = connection.get_execution_options()
    if options.get("tracker_write"):
        # A stricter level, be it the server's default, would read what was true before the lock.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
