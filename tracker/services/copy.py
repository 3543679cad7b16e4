"""Copies of a database, with the same rows and the same hashes: from an export, as a backup."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, exists, select

from tracker.db.chain import Chain
from tracker.db.dump import TABLES, WHOLE, dump, load
from tracker.db.engine import open_engine, require, transaction
from tracker.db.intact import circles, torn_pages
from tracker.db.log import read_head
from tracker.db.migrate import require_head, upgrade
from tracker.db.projection import adopt, logged_definitions, strayed
from tracker.db.sqlite import new_file
from tracker.errors import (
    BusyError,
    ConflictError,
    DamagedError,
    DatabaseError,
    DataError,
    Place,
)
from tracker.reports.verify import telling_damage
from tracker.whole import NO_ROOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


class Filled(NamedTuple):
    """How many entries a database was filled with; those from `adopted` on tell of the rest."""

    entries: int
    adopted: int | None


def fill(
    connection: Connection,
    read: Callable[[], Iterable[tuple[Place, Mapping[str, Any]]]],
    now: Callable[[], datetime],
) -> Filled:
    """Store lines as `dump` gives them in an empty database; see there what is taken.

    What an older program wrote defines things that its log does not tell of: they are adopted.
    Raises ConflictError when the database is not empty, LineError for a line that is malformed,
    breaks the database's rules or is not what was recorded, DataError for references in a circle;
    the transaction must not be kept then.
    """
    _require_empty(connection)
    proved = load(connection, read)
    for problem in circles(connection):
        raise DataError(problem, WHOLE)
    head = read_head(connection).id
    adopted = 0 if proved else adopt(connection, now)
    for problem in strayed(connection, logged_definitions(connection)):
        raise DataError(problem, WHOLE)
    return Filled(head + adopted, head + 1 if adopted else None)


def _require_empty(connection: Connection) -> None:
    if any(connection.scalar(select(exists(select(table)))) for table in TABLES):
        raise ConflictError(
            "the database is not empty", "import into a new one: tracker --db NEW init --empty"
        )


def back_up(connection: Connection, file: Path, like: Path | None = None) -> int:
    """Copy what a reading transaction sees into a new file; return the entries copied.

    The file has its name only once it is whole, and the mode of the one that it is `like`. Raises
    ConflictError when it exists already, DamagedError when the log is not what was recorded.
    """
    exists = ConflictError(f"{file} exists already", "name a file that is not there yet")
    if file.exists():
        raise exists
    try:
        with new_file(file) as unfinished:
            upgrade(unfinished, stays=None)
            with transaction(open_engine(unfinished), write=True) as copy:
                entries = _copy(connection, copy, Place("the database"))
            if like is not None:
                shutil.copymode(like, unfinished)
    except FileExistsError:
        raise exists from None
    except OSError as error:
        hint = "name a file in a folder that can be written, and make room"
        kind = BusyError if error.errno in NO_ROOM else DatabaseError
        raise kind(f"cannot write {file}: {error.strerror}", hint) from error
    return entries


def require_backup(file: Path) -> None:
    """Raise DatabaseError unless a file is a database of this program's revision."""
    require(file, write=False)
    with telling_damage(file), transaction(open_engine(file), write=False) as copy:
        require_head(copy)


def restore(connection: Connection, file: Path) -> int:
    """Fill an empty database from a backup; return the entries stored.

    Raises DamagedError when the backup is, ConflictError when the database holds data.
    """
    with telling_damage(file), transaction(open_engine(file), write=False) as copy:
        return _copy(copy, connection, Place(str(file)))


def _copy(there: Connection, here: Connection, place: Place) -> int:
    with ExitStack() as opened:  # rows are let go before their database is

        def read() -> Iterator[tuple[Place, Mapping[str, Any]]]:
            rows = opened.enter_context(closing(dump(there)))
            return ((place, row) for row in rows)

        _require_empty(here)
        require_whole(there)
        load(here, read)
    return read_head(here).id


def require_whole(connection: Connection) -> None:
    """Raise DamagedError where a file is torn, or the log is not what was recorded."""
    for problem in torn_pages(connection):
        raise DamagedError(problem)
    broken = Chain({}).follow(connection)
    if broken is not None:
        raise DamagedError(broken.problem)
