"""Opening the database that a command works on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from tracker.cli.options import day_of
from tracker.config import default_database, settings
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tracker.db.engine import Connection
    from tracker.domain.subject import Clocks, Project, Subject


def database_path(ctx: typer.Context) -> Path:
    """Return the file that `--db`, TRACKER_DB or the default names; raises DatabaseError."""
    from tracker.db.engine import sqlite_path

    named = ctx.find_root().params.get("db") or settings().database
    return sqlite_path(named) if named else default_database()


@contextmanager
def reading(ctx: typer.Context) -> Iterator[Connection]:
    """Give a connection that only reads; raises DatabaseError unless the database is ready."""
    with _connection(ctx, write=False) as connection:
        yield connection


@contextmanager
def writing(ctx: typer.Context, *, keep: bool = True) -> Iterator[Connection]:
    """Give a connection that holds the write lock; commits at the end unless told not to keep."""
    with _connection(ctx, write=True) as connection:
        yield connection
        if not keep:
            connection.rollback()


def project_and_clocks(
    connection: Connection, project: str | None, as_of: str | None, known_at: str | None
) -> tuple[Project, Clocks]:
    """Find a project (named, TRACKER_PROJECT or the first) and set both clocks."""
    from tracker.db.catalog import find_project
    from tracker.db.log import read_clocks

    found = find_project(connection, project or settings().project)
    return found, read_clocks(connection, day_of(as_of), known_at)


def subject_and_clocks(
    connection: Connection, name: str, as_of: str | None, known_at: str | None
) -> tuple[Subject, Field | None, Clocks]:
    """Find a subject, and the field where `SUBJECT.FIELD` names one, and set both clocks."""
    from tracker.db.catalog import find_subject
    from tracker.db.log import read_clocks

    slug, _, last = name.rpartition(".")
    field = Field(last) if slug and last in list(Field) else None
    found = find_subject(connection, slug if field else name, settings().project)
    return found, field, read_clocks(connection, day_of(as_of), known_at)


@contextmanager
def _connection(ctx: typer.Context, *, write: bool) -> Iterator[Connection]:
    from tracker.db.engine import open_engine, require_file, transaction
    from tracker.db.migrate import require_head

    path = database_path(ctx)
    require_file(path, write=write)
    with transaction(open_engine(path), write=write) as connection:
        require_head(connection)
        yield connection
