"""Reading names for completion while somebody types: no SQLAlchemy, no waiting, no writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

SERVER = ("postgresql://", "postgres://", "postgresql+psycopg://")
WAIT_SECONDS = 1
QUERIES = {
    "subject": "SELECT project.slug, subject.slug, subject.title, subject.kind FROM subject"
    " JOIN project ON project.id = subject.project_id WHERE subject.retired IS NULL"
    " ORDER BY project.id, subject.slug",
    "project": "SELECT slug, title FROM project WHERE retired IS NULL ORDER BY id",
    "organization": "SELECT slug, name FROM organization WHERE retired IS NULL ORDER BY slug",
    "source": "SELECT slug, title FROM source WHERE retired IS NULL ORDER BY slug",
    "family": "SELECT DISTINCT family, '' FROM metric WHERE family IS NOT NULL ORDER BY family",
}


def read_names(database: str, table: str) -> list[tuple[str, ...]]:
    """Read the rows of a query above from what `--db` names; raises what its driver raises."""
    if database.startswith(SERVER):
        return _from_server("postgresql://" + database.split("://", 1)[1], QUERIES[table])
    return _from_file(Path(database.removeprefix("sqlite:///")).expanduser(), QUERIES[table])


def _from_file(path: Path, query: str) -> list[tuple[str, ...]]:
    # Without a writer's log beside it, a file is read as it lies there: nothing is made or locked.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode=ro{still}"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as connection:
        return connection.execute(query).fetchall()


def _from_server(address: str, query: str) -> list[tuple[str, ...]]:
    import psycopg  # noqa: PLC0415 - only a server needs it, and it takes longer than all else

    options = f"-c default_transaction_read_only=on -c statement_timeout={WAIT_SECONDS}s"
    with psycopg.connect(
        address, connect_timeout=WAIT_SECONDS, options=options, client_encoding="UTF8"
    ) as connection:
        return connection.execute(query.encode()).fetchall()
