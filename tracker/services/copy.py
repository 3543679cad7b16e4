"""Copies of a database, with the same rows and the same hashes: from an export, as a backup."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, exists, select

from tracker.db.dump import TABLES, WHOLE, dump, load
from tracker.db.engine import open_engine, require, transaction
from tracker.db.intact import circles
from tracker.db.log import read_head
from tracker.db.migrate import require_head, upgrade
from tracker.errors import ConflictError, DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def fill(connection: Connection, lines: Iterable[tuple[Place, Mapping[str, Any]]]) -> int:
    """Store lines as `dump` gives them in an empty database; return the entries stored.

    Raises ConflictError when the database is not empty, LineError for a line that is malformed,
    breaks the database's rules or is not what was recorded, DataError for references in a circle;
    the transaction must not be kept then.
    """
    if any(connection.scalar(select(exists(select(table)))) for table in TABLES):
        raise ConflictError(
            "the database is not empty", "import into a new one: tracker --db NEW init --empty"
        )
    load(connection, lines)
    for problem in circles(connection):
        raise DataError(problem, WHOLE)
    head, _, _ = read_head(connection)
    return head


def back_up(connection: Connection, file: Path) -> int:
    """Copy what a reading transaction sees into a new file; return the entries copied.

    The file has its name only once it is whole. Raises ConflictError when it exists already,
    LineError when the log is not what was recorded.
    """
    if file.exists():
        raise ConflictError(f"{file} exists already", "name a file that is not there yet")
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        upgrade(unfinished)
        with transaction(open_engine(unfinished), write=True) as copy:
            entries = _copy(connection, copy, Place("the database"))
        unfinished.rename(file)
    finally:
        for left in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + left).unlink(missing_ok=True)
    return entries


def require_backup(file: Path) -> None:
    """Raise DatabaseError unless a file is a database of this program's revision."""
    require(file, write=False)
    with transaction(open_engine(file), write=False) as copy:
        require_head(copy)


def restore(connection: Connection, file: Path) -> int:
    """Fill an empty database from a backup; return the entries stored.

    Raises LineError when the backup's log is not what was recorded, ConflictError when the
    database holds data.
    """
    with transaction(open_engine(file), write=False) as copy:
        return _copy(copy, connection, Place(str(file)))


def _copy(there: Connection, here: Connection, place: Place) -> int:
    with closing(dump(there)) as rows:
        return fill(here, ((place, row) for row in rows))
