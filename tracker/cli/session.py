"""Opening the database that a command works on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import typer

from tracker.cli.options import day_of, entry_number, known_by
from tracker.cli.streams import tell, tell_readings
from tracker.config import default_database, settings
from tracker.domain.log.clocks import Clocks
from tracker.domain.vocabulary import Field
from tracker.errors import NotFoundError, TrackerError, UntoldError, UsageError

Report = TypeVar("Report")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tracker.db.engine import Connection, Database
    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.services.moment import Moment


def database_of(ctx: typer.Context) -> Database:
    """Return the database that `--db`, TRACKER_DB or the default names; raises DatabaseError."""
    from tracker.db.engine import database_at

    named = _named(ctx)
    return database_at(named) if named else default_database()


def _named(ctx: typer.Context) -> str | None:
    named: str | None = ctx.find_root().params.get("db") or settings().database
    return named


def _make_first(file: Path) -> None:
    """Make the database of who named none and has none; raises DatabaseError where it cannot be."""
    from tracker.db.sqlite import exists, make_folder

    if exists(file):
        return
    from tracker.files.dataset import read_dataset
    from tracker.resources import fixtures_dir
    from tracker.services.dataset import make_database

    make_folder(file)
    try:
        make_database(file, read_dataset(fixtures_dir() / "rapidus"), moment())
    except FileExistsError:
        return  # another command was faster
    tell(f"{file}: made with the shipped record of Rapidus; another: --db PATH")


def create_tables(ctx: typer.Context) -> tuple[Database, bool]:
    """Make the database where there is none, and bring it to this program's revision.

    Return it, and whether there was anything to do.
    """
    from tracker import clock
    from tracker.db.engine import create
    from tracker.db.migrate import upgrade

    clock.now()  # what cannot be recorded now leaves no file behind
    database = database_of(ctx)
    create(database)
    before, after = upgrade(database)
    return database, before != after


@contextmanager
def reading(ctx: typer.Context, *, make: bool = True) -> Iterator[Connection]:
    """Give a connection that only reads; raises DatabaseError unless the database is ready.

    Who named no database, and has none yet, gets one with the shipped record, unless told not to.
    """
    from tracker.db.engine import open_engine, require, transaction
    from tracker.db.migrate import require_head

    database = database_of(ctx)
    if make and not _named(ctx):
        _make_first(default_database())
    require(database, write=False)
    with transaction(open_engine(database), write=False) as connection:
        require_head(connection)
        yield connection


def write(
    ctx: typer.Context,
    work: Callable[[Connection], Report],
    emit: Callable[[Report], None] = lambda _: None,
    *,
    keep: bool = True,
) -> Report:
    """Write in one transaction, emit the report of it once it is committed, and return it.

    What was read as another word than was typed is told before it.
    Where the report cannot be written, what was recorded stays: that is told as UntoldError. Work
    that met a deadlock or a serialization failure is run again from its beginning.
    """
    from tracker.db.engine import open_engine, require, run
    from tracker.db.migrate import require_head

    def all_of_it(connection: Connection) -> Report:
        require_head(connection)
        report = work(connection)
        if not keep:
            connection.rollback()
        return report

    database = database_of(ctx)
    require(database, write=True)
    report = run(open_engine(database), all_of_it, write=True)
    tell_readings(getattr(report, "read_as", ()))
    for note in getattr(report, "notes", ()):
        tell(note)
    try:
        emit(report)
    except (OSError, TrackerError) as error:
        if not keep or getattr(report, "refused", False):
            raise
        raise UntoldError(getattr(error, "strerror", None) or str(error)) from error
    return report


def moment() -> Moment:
    """Return the clock and the day of this machine, TRACKER_AUTHOR and TRACKER_PROJECT."""
    from tracker import clock
    from tracker.services.moment import Moment

    by = settings()
    return Moment(now=clock.now, today=clock.today(), author=by.author, project=by.project)


def default_project(connection: Connection) -> str:
    """Return the slug of the project of bare names: TRACKER_PROJECT, else the first one made."""
    from tracker.db.catalog import find_project

    return find_project(connection, settings().project).slug


def clocks_of(
    connection: Connection,
    as_of: str | None,
    known_at: str | None,
    calendar: FiscalCalendar | None = None,
) -> Clocks:
    """Set both clocks; a fiscal year counts in the calendar."""
    from tracker.db.log import read_clocks

    return read_clocks(connection, day_of(as_of, calendar), known_by(known_at, calendar))


def project_and_clocks(
    connection: Connection, name: str | None, as_of: str | None, known_at: str | None
) -> tuple[Project, Clocks]:
    """Find a project to read (meant, TRACKER_PROJECT or the first) and set both clocks."""
    from tracker.db.meant import meant_project

    project = meant_project(connection, name or settings().project)
    return project, clocks_of(connection, as_of, known_at, project.calendar)


def project_named(ctx: typer.Context, name: str) -> str:
    """Return the slug of a project that is called by its title; any other name as it is.

    Raises NotFoundError for the beginning of a title, with the slug of what is called so.
    """
    from tracker.db.catalog import all_projects
    from tracker.domain.definitions.catalog import fitting
    from tracker.domain.definitions.readers import SLUG
    from tracker.services.instead import project_meant

    if SLUG.fullmatch(name):
        return name
    try:
        with reading(ctx, make=False) as connection:
            slug = project_meant(connection, name)
            near = fitting(name, {one.slug: one for one in all_projects(connection)})
    except TrackerError:  # several are called so, or there is no database
        return name
    if slug == name and len(near) == 1:
        raise NotFoundError(f"no project is called '{name[:60]}'", f"did you mean {near[0]}?", name)
    return slug


def cursor_clocks(connection: Connection, later: Clocks, day: date, entry: str | None) -> Clocks:
    """Set the clocks of an earlier look: known at an entry, or when the later look is.

    Entry 0 is the empty log. Raises UsageError for what is no entry, or one after the later look.
    """
    from tracker.db.log import read_clocks
    from tracker.domain.log.chain import GENESIS

    if entry is None:
        return replace(later, as_of=day)
    number = entry_number(entry)
    if number == 0:
        return Clocks(as_of=day, entry=0, hash=GENESIS)
    earlier = read_clocks(connection, day, str(number))
    if earlier.entry > later.entry:
        hint = "leave --known-at out, or give an earlier entry to --after"
        raise UsageError(f"entry #{number} is after #{later.entry}", hint)
    return earlier


def subject_and_clocks(
    connection: Connection,
    name: str,
    as_of: str | None,
    known_at: str | None,
    kind: str | None = None,
    call: str = "tracker why ",
) -> tuple[Subject, Field | None, Clocks]:
    """Find a subject to read, and the field where `SUBJECT.FIELD` names one, and set both clocks.

    The `call` stands before its full name in the hint where it is of another project.
    The beginning of a name is enough where no other of the kind begins so. Raises NotFoundError,
    and UsageError for a field that the subject cannot have.
    """
    from tracker.db.meant import meant_subject
    from tracker.domain.log.shape import require_field
    from tracker.domain.text import folded

    slug, _, last = name.rpartition(".")
    fields = {word: field for field in Field for word in (field.word, field.value)}
    field = fields.get(folded(last)) if slug else None
    subject = meant_subject(connection, slug if field else name, settings().project, kind, call)
    if field:
        require_field(subject, field)
    return subject, field, clocks_of(connection, as_of, known_at, subject.project.calendar)
