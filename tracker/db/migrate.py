"""Bringing a database to the revision that this program works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from tracker.db import sqlite
from tracker.db.engine import open_engine, run, transaction
from tracker.db.intact import open_references
from tracker.errors import DatabaseError
from tracker.resources import migrations_dir

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.db.engine import Database

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
    found = [str(revision) for revision in connection.scalars(query)]
    if len(found) == 1:
        return found[0]
    if not found and tables == [VERSION_TABLE]:
        return None
    message = f"the database is damaged: it names {len(found)} revisions"
    raise DatabaseError(message, "restore it from a backup")


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


def upgrade(database: Database) -> tuple[str | None, str]:
    """Migrate a database to HEAD in one transaction; return the revisions from and to.

    A SQLite file that is older is copied first; `copy_of` says where to.
    Raises DatabaseError when the database is newer than the program or not ours.
    """

    def work(connection: Connection) -> str | None:
        before = current_revision(connection)
        if before is not None and before >= HEAD:
            require_head(connection)
            return before
        copy = copy_of(database, before)
        if copy is not None and isinstance(database, Path):
            sqlite.copy_file(database, copy)
        _migrate(connection)
        _require_references(connection)
        return before

    return run(open_engine(database, foreign_keys=False), work, write=True), HEAD


def copy_of(database: Database, before: str | None) -> Path | None:
    """Where the copy lies that was made before an upgrade from a revision, None where none is."""
    if before in {None, HEAD} or not isinstance(database, Path):
        return None
    return database.with_name(f"{database.name}.{before}.bak")


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        message = f"the database cannot be upgraded: {error}"
        raise DatabaseError(message, "restore it from a backup") from error


def _require_references(connection: Connection) -> None:
    """Raise DatabaseError when SQLite, whose foreign keys were off, was left with an open one."""
    for problem in open_references(connection):
        message = f"the migration would leave the database broken: {problem}"
        raise DatabaseError(message, "the database was left as it was; please report this")


def revision_of(database: Database) -> str | None:
    """Return the revision of a database; raises DatabaseError when it is not ours."""
    with transaction(open_engine(database), write=False) as connection:
        return current_revision(connection)
