"""Filling an empty database with the rows of another, and proving that it is the same log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from tracker.db.dump import TABLES, WHOLE, load
from tracker.db.intact import circles
from tracker.db.log import read_head
from tracker.errors import ConflictError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from tracker.errors import Place


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
