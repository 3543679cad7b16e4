"""SQLite files: where they lie, how they are opened, what their failures mean."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tracker.config import default_database
from tracker.errors import AnotherVersionError, BusyError, DamagedError, DatabaseError, TrackerError
from tracker.whole import NO_ROOM, PRIVATE, beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_SECONDS = 60
LONGEST_PAUSE_SECONDS = 0.01
CHECK_PERMISSIONS = "check its permissions, or choose another with --db PATH"
NEW = "choose another with --db PATH, restore it from a backup, or tracker --db PATH init"
TURN = "another program is writing to it; try again"
ROOM = "make room, then try again"
NO_ROOM_FOR_WAL = ("SQLITE_IOERR_SHMOPEN", "SQLITE_IOERR_SHMSIZE")
FULL = ("SQLITE_FULL", *NO_ROOM_FOR_WAL)
# A quota that is used up, and a file as large as it may be, are to SQLite what a broken disk is.
UNWRITTEN = ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE")
UNSUPPORTED = "unsupported file format"
"""What SQLite says, with a code of many meanings, of a beginning that nobody wrote."""
NO_SQLITE_FILE = "not a tracker database: no SQLite file, or damaged where it begins"
FAILURES = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), BusyError, "the database is busy", TURN),
    (FULL, BusyError, "the disk is full; nothing was written", ROOM),
    (UNWRITTEN, BusyError, "the disk is full or fails; nothing was written: {}", ROOM),
    # Permissions are looked at before; what is left is told in _connect.
    ("SQLITE_READONLY", BusyError, "the disk is full or read-only; nothing was written", ROOM),
    ("SQLITE_NOTADB", DatabaseError, NO_SQLITE_FILE, NEW),
)
"""What SQLite's codes mean, by how they begin."""


def create_file(path: Path) -> None:
    """Make sure that a SQLite file can be created or written at `path`, making its folder.

    Raises DatabaseError where that cannot be.
    """
    make_folder(path)
    if exists(path):
        require_file(path, write=True)
    else:
        path.touch(PRIVATE)


def make_folder(path: Path) -> None:
    """Make the folder of a file; raises DatabaseError unless the file is there or can be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot create the folder {path.parent}: {error.strerror}"
        raise DatabaseError(message, "choose another place with --db PATH") from error
    if not exists(path) and not _may(path.parent, os.W_OK):
        raise DatabaseError(f"cannot write {path}", CHECK_PERMISSIONS)


def require_file(path: Path, *, write: bool) -> None:
    """Raise DatabaseError unless `path` is a file that can be read, and written if asked."""
    if not exists(path):
        option = "" if path == default_database() else f"--db {path} "
        raise DatabaseError(f"there is no database at {path}", f"create it: tracker {option}init")
    if not _may(path, os.R_OK):
        raise DatabaseError(f"cannot read {path}", CHECK_PERMISSIONS)
    if write and not (_may(path, os.W_OK) and _may(path.parent, os.W_OK)):
        hint = "make the file and its folder writable, or use another --db"
        raise DatabaseError(f"{path} is read-only", hint)


def exists(path: Path) -> bool:
    """Tell whether there is a file; raises DatabaseError for a directory or one out of reach."""
    try:
        directory = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise DatabaseError(f"cannot read {path}: {error.strerror}", CHECK_PERMISSIONS) from error
    if directory:
        message = f"{path} is a directory, not a database file"
        raise DatabaseError(message, f"name a file in it: --db {path / 'tracker.db'}")
    return True


def open_file(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Return an engine on a SQLite file.

    Only migrations switch foreign keys off: rebuilding a table would delete its children.
    """

    def connect() -> sqlite3.Connection:
        return _connect(path, foreign_keys=foreign_keys)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give a SQLite file to fill, which has its name only once it is whole and all is in it.

    Raises FileExistsError where another has that name by then, BusyError on a full disk, OSError
    where no file can be written.
    """
    with beside(path, mode=PRIVATE, replace=False) as unfinished:
        yield unfinished
        _settle(unfinished)


def _settle(path: Path) -> None:
    """Bring into a file what its writers have only logged: its name is about to leave the log.

    SQLite does so when the last connection closes, and is silent where there is no room for it.
    """
    try:
        with closing(_connect(path, foreign_keys=False)) as connection:
            connection.execute("PRAGMA busy_timeout=0")  # nobody else knows of the file
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise BusyError(f"the disk is full or fails; nothing was written: {error}", ROOM) from error
    if busy:
        raise BusyError("the database is busy", TURN)


def copy_file(path: Path, to: Path) -> None:
    """Copy a database as last committed; the copy has its name only once it is whole.

    Raises DatabaseError when it cannot be written.
    """
    try:
        with (
            beside(to, mode=PRIVATE) as unfinished,
            closing(_connect(path, foreign_keys=False)) as there,
        ):
            with closing(sqlite3.connect(unfinished)) as copy:
                there.backup(copy)
            shutil.copymode(path, unfinished)
    except (OSError, sqlite3.Error) as error:
        message = f"cannot copy the database to {to}: {error}"
        name, number = getattr(error, "sqlite_errorname", ""), getattr(error, "errno", None)
        full = name.startswith((*FULL, *UNWRITTEN)) or number in NO_ROOM
        kind = BusyError if full else DatabaseError
        raise kind(message, "make room, or make its folder writable") from error


def cause(error: DBAPIError) -> TrackerError | None:
    """What a failure of SQLite means to the user; None for a failure of the program."""
    name, text = getattr(error.orig, "sqlite_errorname", ""), str(error.orig)
    if "no such savepoint" in text and (failed := _failed_before(error)):
        return cause(failed)  # where the disk is full, SQLite rolls back more than was asked for
    for names, kind, message, hint in FAILURES:
        if name.startswith(names):
            return kind(message.format(text), hint)
    if name.startswith("SQLITE_CORRUPT") or is_undecodable(error) or UNSUPPORTED in text:
        return DamagedError(text.partition(" with text ")[0])
    if "no such column" in text or "has no column named" in text:
        return AnotherVersionError()
    if "no such table" in text:
        message = f"the database is damaged, or made by another version of this program: {text}"
        return DatabaseError(message, "see: tracker verify")
    message = f"the database does not answer: {text}"
    silent = DatabaseError(message, "check the path, its permissions and the free space")
    return silent if isinstance(error.orig, sqlite3.OperationalError) else None


def _failed_before(error: BaseException) -> DBAPIError | None:
    """The failure that was being handled when another came; None where there was none."""
    before = error.__context__
    while before is not None and not isinstance(before, DBAPIError):
        before = before.__context__  # the driver's own, of which SQLAlchemy's was made
    return before


def is_undecodable(error: DBAPIError) -> bool:
    """Tell whether a text is no UTF-8, which SQLite takes and Python cannot read."""
    # The driver's own complaint: SQLite's have the name of their code.
    of_sqlite = hasattr(error.orig, "sqlite_errorname")
    return isinstance(error.orig, sqlite3.OperationalError) and not of_sqlite


def _connect(path: Path, *, foreign_keys: bool) -> sqlite3.Connection:
    folder_writable = _may(path.parent, os.W_OK)
    writable = _may(path, os.W_OK) if exists(path) else folder_writable
    log = path.with_name(f"{path.name}-wal")
    # WAL needs files beside the database. Where they cannot be made and no writer has them open,
    # the database is read as it lies there.
    immutable = not folder_writable and not exists(log)
    connection = _opened(path, writable=writable, immutable=immutable)
    try:
        if writable and not immutable:
            connection.execute("PRAGMA journal_mode=WAL")  # readers never block writers
    except sqlite3.OperationalError as error:
        connection.close()
        empty = not exists(log) or log.stat().st_size == 0
        if error.sqlite_errorname not in NO_ROOM_FOR_WAL or not empty:
            raise
        connection = _opened(path, writable=False, immutable=True)
    connection.execute("PRAGMA synchronous=FULL")  # an acknowledged entry survives power loss
    connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    return connection


def _opened(path: Path, *, writable: bool, immutable: bool) -> sqlite3.Connection:
    mode, still = "rwc" if writable else "ro", "&immutable=1" if immutable else ""
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}{still}",
        uri=True,
        timeout=BUSY_TIMEOUT_SECONDS,
        isolation_level=None,  # SQLAlchemy's begin event below sends BEGIN, DDL included
    )


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    if not options.get("tracker_write"):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0")
    if not _begin_in_turn(raw):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the failure is to be SQLAlchemy's
    raw.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT_SECONDS * 1000)}")


def _begin_in_turn(raw: sqlite3.Connection) -> bool:
    """Begin to write within the time allowed.

    SQLite's own waiting looks ten times a second: of many busy writers one would wait for ever.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                return False
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311
        else:
            return True
    return False


def _may(path: Path, mode: int) -> bool:
    """Ask for the effective user's rights: they are what opening the file goes by."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
