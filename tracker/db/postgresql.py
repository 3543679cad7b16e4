"""PostgreSQL servers: how they are reached, locked for writing, and what their failures mean."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from tracker import clock
from tracker.config import connect_seconds
from tracker.errors import AnotherVersionError, BusyError, DatabaseError, TrackerError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Dialect, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.exc import DBAPIError

DRIVER = "postgresql+psycopg"
LOCK = 0x7472636B
"""The advisory lock of whoever appends to the log; "trck"."""

LOCK_TIMEOUT = "30s"
LEVEL = "SET TRANSACTION ISOLATION LEVEL"
ALIKE = "SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'"
"""How the driver reads days and moments, whatever PGDATESTYLE and PGTZ say."""

FORM = "postgresql+psycopg://USER@HOST/DATABASE"
KEPT = "~/.pgpass, or in a file that PGPASSFILE names"
CHECK = f"check the address, the user's rights and the password; keep it in {KEPT}"
LATER = "try again, or ask whoever runs the server"
NO_ANSWER = "the server does not answer"
UNKNOWN = "the server was lost at the commit: it is not known whether this was recorded"
LOOK = "look for it: tracker history --limit 5; or send it again, with the same --key"
RETRIED = ("40001", "40P01")
"""Serialization failure and deadlock: the same transaction may succeed the next time."""

NO_SUCH_COLUMN = "42703"
LOST = ("08", "40003", "57P01", "57P02")
"""States behind which nobody knows what the server did last, as behind a connection that broke."""

BUSY = (*RETRIED, "25P03", "25P04", "53", "55P03", "57014", "57P")
DAMAGED = "the database is damaged, or made by another version of this program"
REFUSED = ("0A000", "25006", "28", "3D000", "3F000", "42501")
ANSWERS = (
    (("53100",), BusyError, "the disk of the server is full", LATER),
    (("57P04",), DatabaseError, "the server refuses", CHECK),
    (BUSY, BusyError, "the database is busy", LATER),
    (("08",), BusyError, NO_ANSWER, LATER),
    (("42P01",), DatabaseError, DAMAGED, "see: tracker verify"),
    (REFUSED, DatabaseError, "the server refuses", CHECK),
    (("58", "F0", "XX"), DatabaseError, "the server fails", "ask whoever runs the server"),
)
"""What the states of a failed statement mean, by how they begin; the first that fits."""

logging.getLogger("psycopg").addHandler(logging.NullHandler())
"""What the driver logs of a lost connection would stand beside the error that tells it."""

FULL = re.compile("too many c|connection slots are reserved|no more connections")
NO_ROOM = re.compile("could not write init file|No space left on device")
"""A server that is full, in English: of a failed connection the driver tells no state."""

KEYWORDS = re.compile(
    r"(^|[\s?&;:,'\"<(])"
    r"(host|hostaddr|server|port|dbname|uid|user|\w*password|passwd|pwd|passfile|service|sslmode)\s*=",
    re.IGNORECASE,
)
SLASH_TOO_FEW = re.compile(r"postgres(ql)?(\+\w+)?(:|//)", re.IGNORECASE)
OF_A_SERVER = re.compile(r"://|:[^/\\\s]*@|@[\w.-]+:")
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
    options = {"client_encoding": "UTF8"}  # whatever PGCLIENTENCODING says
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = connect_seconds()
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=options)
        _require_options(url)
        engine.dialect.create_connect_args(url)
    except ModuleNotFoundError:
        hint = "install it: pip install 'rapidus-tracker[postgres]'"
        raise DatabaseError("PostgreSQL needs the driver psycopg", hint) from None
    except ArgumentError:  # several hosts, or ports that are no numbers
        raise malformed() from None
    event.listen(engine, "do_connect", _connect)
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
    """What a failed statement means to the user; None for a failure of the program."""
    state = _state(error)
    if state == NO_SUCH_COLUMN:
        return AnotherVersionError()
    for states, kind, message, hint in ANSWERS:
        if state.startswith(states):
            return kind(f"{message}: {_told(error)}", hint)
    if _is_broken(error):
        return BusyError(f"{NO_ANSWER}: {_told(error)}", LATER)
    return None


def cause_at_commit(error: DBAPIError) -> TrackerError | None:
    """What a failed commit means, which may have been done before its answer was lost."""
    if _is_broken(error) or _state(error).startswith(LOST):
        return BusyError(UNKNOWN, LOOK)
    return cause(error)


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _is_broken(error: DBAPIError) -> bool:
    """Whether the connection is gone, without a word of the server."""
    silent = isinstance(error, OperationalError) and not _state(error)
    return silent or error.connection_invalidated


def _told(error: DBAPIError) -> str:
    """What the server said, without the statement; else what the driver says."""
    said: Any = getattr(error.orig, "diag", None)
    return _line((said and said.message_primary) or error.orig)


def _line(error: object) -> str:
    return " ".join(str(error).split())


def _connect(
    dialect: Dialect, _record: object, _args: object, options: dict[str, Any]
) -> DBAPIConnection:
    """Connect to a server that takes us and keeps text as we write it; raises TrackerError.

    The driver tells no state of a connection that failed, only a text in the server's language, so
    libpq is asked whether a server answers there.
    """
    import psycopg  # noqa: PLC0415 - the driver may not be installed

    made: Any
    try:
        made = dialect.connect(**options)
    except psycopg.ProgrammingError as error:
        raise _unreadable(error) from error
    except psycopg.OperationalError as error:
        _require_answer(options, error)
        made = _connect_again(dialect, options)
    encoding = made.info.parameter_status("server_encoding")
    if encoding not in {"UTF8", None}:
        made.close()
        hint = "make another one: createdb --encoding=UTF8 --template=template0 NAME"
        raise DatabaseError(f"the database keeps text as {encoding}, not as UTF8", hint)
    return made  # type: ignore[no-any-return]


def _require_answer(options: dict[str, Any], error: Exception) -> None:
    """Raise TrackerError for a failed connection unless a server answers at its address.

    One that cannot encrypt as it is asked to does, and is asked without the password.
    """
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415
    from psycopg.errors import ConnectionTimeout  # noqa: PLC0415
    from psycopg.pq import PGconn, Ping  # noqa: PLC0415

    def ask(**other: str) -> int:
        address = {name: value for name, value in options.items() if name != "context"}
        return PGconn.ping(make_conninfo(**address | other).encode())

    if not isinstance(error, ConnectionTimeout):  # to wait once is enough
        answer = ask()
        if answer == Ping.NO_ATTEMPT:
            raise _unreadable(error) from error
        if Ping.OK in {answer, ask(sslmode="disable", password="-")}:  # noqa: S106
            return
    raise BusyError(f"{NO_ANSWER}: {_line(error)}", LATER) from error


def _connect_again(dialect: Dialect, options: dict[str, Any]) -> DBAPIConnection:
    """Connect to a server that answers: it refuses again, unless it only came up in between."""
    import psycopg  # noqa: PLC0415

    try:
        return dialect.connect(**options)
    except psycopg.OperationalError as error:
        text = _line(error)
        if FULL.search(text):
            raise BusyError(f"the database is busy: {text}", LATER) from error
        if NO_ROOM.search(text):
            raise BusyError(f"the disk of the server is full: {text}", LATER) from error
        raise DatabaseError(f"the server refuses: {text}", CHECK) from error


def _unreadable(error: Exception) -> DatabaseError:
    """What to say of an address that libpq cannot read, or of an option that has no meaning."""
    message = f"the address of the database is malformed: {_line(error)}"
    return DatabaseError(message, f"write {FORM}")


def _begin(connection: Connection) -> None:
    """Take the log's lock before anything is read; a reader sees one state throughout.

    Raises UsageError for a writer whose clock is ahead of the server's: what it recorded would date
    all that comes after.
    """
    options: Any = connection.get_execution_options()
    if options.get("tracker_write"):
        # A stricter level, be it the server's default, would read what was true before the lock.
        level = "READ COMMITTED"
        patience = f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"
        connection.exec_driver_sql(f"{LEVEL} {level}; {ALIKE}; {patience}")
        asked = f"SELECT pg_advisory_xact_lock({LOCK}), clock_timestamp()"
        clock.require_not_ahead(connection.exec_driver_sql(asked).one()[1])
    else:
        connection.exec_driver_sql(f"{LEVEL} REPEATABLE READ, READ ONLY; {ALIKE}")
