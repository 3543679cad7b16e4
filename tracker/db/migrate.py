"""Bringing a database to the revision that this program works with."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.db import sqlite
from tracker.db.engine import open_engine, run, transaction
from tracker.db.intact import (
    is_another,
    open_references,
    serves,
    shape_made_by,
    shape_of,
    torn_pages,
)
from tracker.db.projection import adopt
from tracker.db.tables import metadata
from tracker.domain.text import visible
from tracker.errors import AnotherVersionError, DamagedError, DatabaseError
from tracker.resources import migrations_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from tracker.db.engine import Database

HEAD = max(file.name.partition("_")[0] for file in (migrations_dir() / "versions").glob("0*.py"))
"""The revision that the program works with: the last of its migrations, which are numbered."""
TOLD = "0004"
"""From this revision on the log tells of every definition."""
VERSION_TABLE = "tracker_schema"
REVISION = re.compile(r"\d{4}", re.ASCII)
MADE = "the database has its tables"
"""What Ctrl-C tells after an upgrade."""


def current_revision(connection: Connection) -> str | None:
    """Return the database's revision; None for one that never was migrated.

    Raises DatabaseError when it holds tables but none of ours.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if {*metadata.tables} <= {*tables}:
            raise DamagedError(f"the table {VERSION_TABLE} is missing")
        if tables:
            message = "not a tracker database: it holds other tables"
            hint = "choose another with --db PATH, or create one: tracker --db PATH init"
            raise DatabaseError(message, hint)
        return None
    query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608
    found = [str(revision) for revision in connection.scalars(query)]
    if not found and tables == [VERSION_TABLE]:
        return None
    if len(found) != 1:
        raise DamagedError(f"it names {len(found)} revisions")
    if not REVISION.fullmatch(found[0]):
        raise DamagedError(f"its revision is {visible(found[0])}")
    return found[0]


def require_head(connection: Connection) -> None:
    """Raise DatabaseError, with the cure, unless the database has this program's revision.

    Only of an older one the tables are looked at: no upgrade may be promised that will be refused.
    """
    revision = current_revision(connection)
    if revision == HEAD:
        return
    if revision is None:
        message = "the database is empty"
        raise DatabaseError(message, "create its tables: tracker init")
    if revision < HEAD:
        _require_shape(connection, revision)
        message = f"the database is older than this program (revision {revision}, not {HEAD})"
        server = connection.dialect.name == "postgresql"
        before = "back it up (tracker help team), then " if server else ""
        raise DatabaseError(message, f"{before}bring it up to date: tracker db upgrade")
    message = f"the database is newer than this program (revision {revision}, not {HEAD})"
    raise DatabaseError(message, "upgrade the program: pip install --upgrade rapidus-tracker")


def upgrade(
    database: Database, now: Callable[[], datetime] = clock.now, *, stays: str | None = MADE
) -> tuple[str | None, str]:
    """Migrate a database to HEAD in one transaction; return the revisions from and to.

    What it defines is adopted by the log at the moment `now`, where that did not tell of it yet.

    A SQLite file that is older is copied first; `copy_of` says where to.
    Raises DatabaseError when the database is newer than the program or not ours, or when another
    version of the program made it.
    """

    def work(connection: Connection) -> str | None:
        before = current_revision(connection)
        if before is not None and before >= HEAD:
            require_head(connection)
            if not fits(connection):
                raise AnotherVersionError
            return before
        if before is not None:
            _require_shape(connection, before)
            for problem in torn_pages(connection):
                raise DamagedError(problem)
        copy = copy_of(database, before)
        if copy is not None and isinstance(database, Path):
            sqlite.copy_file(database, copy)
        _migrate(connection)
        _require_references(connection)
        if before is not None and before < TOLD:
            adopt(connection, now)
        return before

    return run(open_engine(database, foreign_keys=False), work, write=True, stays=stays), HEAD


def copy_of(database: Database, before: str | None) -> Path | None:
    """Where the copy lies that was made before an upgrade from a revision, None where none is."""
    if before in {None, HEAD} or not isinstance(database, Path):
        return None
    return database.with_name(f"{database.name}.{before}.bak")


def fits(connection: Connection) -> bool:
    """Whether the program can work with the tables, though another version made them."""
    return serves(shape_of(connection), shape_made_by())


def _require_shape(connection: Connection, revision: str) -> None:
    """Raise AnotherVersionError unless a database has what its revision makes, and no more."""
    try:
        expected = shape_made_by(partial(_migrate, to=revision))
    except DatabaseError:
        return  # nothing is known of such a revision, as the upgrade will tell
    if is_another(shape_of(connection), expected):
        raise AnotherVersionError


def _migrate(connection: Connection, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except (CommandError, IntegrityError) as error:  # the latter of rows that no rule allows
        message = f"the database cannot be upgraded: {getattr(error, 'orig', error)}"
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
