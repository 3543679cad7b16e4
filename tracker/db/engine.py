"""Opening a database of either kind, and running transactions on it."""

from __future__ import annotations

import random
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from tracker.db import postgresql, sqlite
from tracker.db.postgresql import Server
from tracker.errors import RECORDED, DatabaseError
from tracker.interrupt import storing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

__all__ = [
    "Connection",
    "Database",
    "create",
    "database_at",
    "open_engine",
    "require",
    "run",
    "transaction",
]

ADDRESS = re.compile(r"(\w[\w+.-]*)://")
Database = Path | Server
Result = TypeVar("Result")

TRIES = 6
LONGEST_PAUSE_SECONDS = 0.2


def database_at(name: str) -> Database:
    """Return what `--db` or TRACKER_DB names: a SQLite file, or a database on a server.

    Raises DatabaseError for another kind of server, or an address that is malformed or carries a
    password; no message repeats it.
    """
    path = name.removeprefix("sqlite:///")
    address = ADDRESS.match(name) if path == name else None
    if address is None:
        if postgresql.names_server(path):
            raise postgresql.malformed()
        return Path(path).expanduser()
    scheme = address[1]
    if scheme in {"postgresql", "postgres", postgresql.DRIVER}:
        return postgresql.server_at(name.replace("postgres://", "postgresql://", 1))
    raise DatabaseError(
        f"databases of the kind '{scheme}' are not supported",
        f"give the path of a SQLite file, or {postgresql.FORM}",
    )


def create(database: Database) -> None:
    """Make sure that a database can be written to, making a file's folder; raises DatabaseError."""
    if isinstance(database, Path):
        sqlite.create_file(database)


def require(database: Database, *, write: bool) -> None:
    """Raise DatabaseError unless a file is there to be read, and written if asked."""
    if isinstance(database, Path):
        sqlite.require_file(database, write=write)


def open_engine(database: Database, *, foreign_keys: bool = True) -> Engine:
    """Return an engine; only migrations of SQLite switch foreign keys off."""
    if isinstance(database, Path):
        return sqlite.open_file(database, foreign_keys=foreign_keys)
    return postgresql.open_server(database)


@contextmanager
def transaction(engine: Engine, *, write: bool, stays: str | None = None) -> Iterator[Connection]:
    """Give a connection in a transaction: committed at the end, rolled back on any exception.

    A writer takes the database's lock first, so that what it reads stays true until it commits.
    What `stays` from then on, Ctrl-C tells; None is for a file that will be thrown away.
    Raises TrackerError for what the driver fails at, but for a constraint that was violated.
    """
    committing = False
    try:
        with (
            engine.execution_options(tracker_write=write).connect() as connection,
            connection.begin() as begun,
        ):
            yield connection
            committing = write
            if stays and begun.is_active:
                with storing(stays):
                    begun.commit()
    except IntegrityError:
        raise
    except DBAPIError as error:
        if engine.dialect.name == "sqlite":
            cause = sqlite.cause(error)
        elif committing:
            cause = postgresql.cause_at_commit(error)
        else:
            cause = postgresql.cause(error)
        if cause is None:
            raise
        raise cause from error


def run(
    engine: Engine,
    work: Callable[[Connection], Result],
    *,
    write: bool,
    stays: str | None = RECORDED,
) -> Result:
    """Run work in a transaction of its own, as `transaction` does, and return what it returns.

    After a serialization failure or a deadlock the whole work is run again, after a pause of
    random length, so it must not change anything but the database.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction(engine, write=write, stays=stays) as connection:
                return work(connection)
        except Exception as error:
            failure = error.__cause__
            if not left or not (isinstance(failure, DBAPIError) and postgresql.may_retry(failure)):
                raise
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311
    raise AssertionError
