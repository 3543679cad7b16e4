"""The databases of old revisions that lie in fixtures/databases/, each as a copy to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import text

from databases import reading
from tracker.db.engine import Database, open_engine

STORED = Path(__file__).parents[1] / "fixtures" / "databases"


def put(revision: str, into: Database) -> Database:
    """Fill a blank database with the stored one of a revision."""
    if isinstance(into, Path):
        shutil.copy(STORED / f"{revision}.db", into)
    else:
        raw = open_engine(into).raw_connection()
        # The driver's own, so that the percent signs of the script are no parameters.
        raw.driver_connection.execute((STORED / f"{revision}.sql").read_bytes())  # type: ignore[union-attr]
        raw.commit()
        raw.close()
    return into


def hashes(database: Database) -> list[tuple[int, str]]:
    """The number and the hash of every entry."""
    with reading(database) as connection:
        rows = connection.execute(text("SELECT id, hash FROM entry ORDER BY id"))
        return [(row[0], row[1]) for row in rows]
