"""Filling an empty database with the rows of another, and proving that it is the same log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from tracker.db import tables
from tracker.db.dump import load
from tracker.db.log import read_head
from tracker.errors import ConflictError, DataError, LineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection


def fill(
    connection: Connection, lines: Iterable[tuple[int, Mapping[str, Any]]], file: str = "the copy"
) -> int:
    """Store numbered lines as `dump` gives them in an empty database; return the entries stored.

    Raises ConflictError when the database is not empty, DataError for lines that are malformed or
    break the database's rules, naming the file; the transaction must not be kept then.
    """
    if connection.scalar(select(exists().where(tables.project.c.id > 0))):
        raise ConflictError(
            "the database is not empty", "import into a new one: tracker --db NEW init --empty"
        )
    try:
        load(connection, lines)
    except LineError:  # names its file already
        raise
    except DataError as error:
        raise DataError(f"{file} {error.message}", error.hint) from error
    except IntegrityError as error:
        reason = str(error.orig).splitlines()[0]
        raise DataError(
            f"the file breaks a rule of the database: {reason}",
            "give the file as tracker export wrote it",
        ) from error
    head, _, _ = read_head(connection)
    return head
