"""Bringing a database to the revision that this program works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from tracker.db.engine import open_engine, transaction
from tracker.errors import DatabaseError
from tracker.resources import migrations_dir

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

HEAD = "0001"
VERSION_TABLE = "tracker_schema"


def current_revision(connection: Connection) -> str | None:
    """Return the database's revision; None for one that never was migrated.

    Raises DatabaseError when it holds tables but none of ours.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            message = "not a tracker database: it holds other tables"
            hint = "choose another with --db PATH, or create one: tracker --db PATH init"
            raise DatabaseError(message, hint)
        return None
    query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608
    return connection.execute(query).scalar_one_or_none()


def require_head(connection: Connection) -> None:
    """Raise DatabaseError, with the cure, unless the database has this program's revision."""
    revision = current_revision(connection)
    if revision == HEAD:
        return
    if revision is None:
        message = "the database is empty"
        raise DatabaseError(message, "create its tables: tracker init")
    if revision < HEAD:
        message = f"the database is older than this program (revision {revision}, not {HEAD})"
        raise DatabaseError(message, "bring it up to date: tracker db upgrade")
    message = f"the database is newer than this program (revision {revision}, not {HEAD})"
    raise DatabaseError(message, "upgrade the program: pip install --upgrade rapidus-tracker")


def upgrade(path: Path) -> tuple[str | None, str]:
    """Migrate a SQLite file to HEAD in one transaction; return the revisions from and to.

    Raises DatabaseError when the database is newer than the program or not ours.
    """
    with transaction(open_engine(path, foreign_keys=False), write=True) as connection:
        before = current_revision(connection)
        if before is not None and before >= HEAD:
            require_head(connection)
            return before, HEAD
        _run(connection)
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            message = f"the migration would leave a reference open in {broken[0]}"
            raise DatabaseError(message, "the database was left as it was; please report this")
    return before, HEAD


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision_of(path: Path) -> str | None:
    """Return the revision of a SQLite file; raises DatabaseError when it is not ours."""
    with transaction(open_engine(path), write=False) as connection:
        return current_revision(connection)
